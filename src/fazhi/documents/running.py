"""Programs of others that read what fazhi does not: run with no input, no window, and ended with us."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from fazhi.errors import InputError

SECONDS = 240
"""How long a program may take, where nothing else is said."""

_MEMORY = 6 << 30


def run(
    command: Sequence[str], *, environment: Mapping[str, str] | None = None, seconds: int = SECONDS
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, at most for `seconds`; its output is text. Raises InputError where it does not end."""
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            env=environment,
            timeout=seconds,
            check=False,
            preexec_fn=_lift if sys.platform != "win32" else None,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{Path(command[0]).name} did not end within {seconds} seconds; split the document") from error


def _lift() -> None:
    """Give a program a limit of memory of its own, larger than that of the process that calls it."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def to_docx(data: bytes, *, shown: str) -> bytes:
    """A DOC, WPS, RTF or ODT file as DOCX, by LibreOffice. Raises InputError."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise InputError(
            f"{shown}: DOC, WPS, RTF and ODT are read through LibreOffice, which is missing; install it "
            "(Debian: apt-get install libreoffice-writer), or save the file as DOCX"
        )
    with TemporaryDirectory() as folder:
        suffix = ".rtf" if data.startswith(b"{\\rtf") else ".odt" if data.startswith(b"PK") else ".doc"
        path = Path(folder) / f"report{suffix}"
        path.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(Path(folder) / "out"),
            str(path),
        ]
        done = run(command)
        made = Path(folder) / "out" / "report.docx"
        if not made.is_file():
            why = (done.stderr or done.stdout).strip()[-160:]
            raise InputError(f"{shown}: LibreOffice cannot read this file ({why}); open it in a word processor, save it as DOCX")
        return made.read_bytes()
