"""Pages a second for each format, of a text of known content, against a peer that only takes the text out, in the same run.

    python tests/benchmarks/formats.py [--rounds 3]

A page is 700 characters. Measured is reading alone, from the file to a `Document` (for the peer: to a text); most of it is the
processor's time, of this process and of the programs it calls, so that other work on the machine counts little. The peers are
those that are at hand: python-docx, trafilatura, pypdfium2 and pdftotext, LibreOffice and tesseract. Memory and time of
a whole build as the corpus grows are measured by build.py.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import which

sys.path.insert(0, str(Path(__file__).parents[1] / "documents"))
import making

from fazhi.documents import read_file
from fazhi.errors import InputError

KNOWN = making.KNOWN
PAGES = len(KNOWN) / 700
TIMES = {"doc": 1, "scan.pdf": 1}  # how often a format is read in a round; others 20 times


@dataclass(frozen=True, slots=True)
class Peer:
    """Another way to the text of a file, which knows nothing of reports."""

    name: str
    read: Callable[[Path], object]


def _lines(path: Path) -> object:
    return path.read_text("utf-8").split("\n")


def _trafilatura(path: Path) -> object:
    import trafilatura  # type: ignore[import-not-found,unused-ignore]

    return trafilatura.extract(path.read_text("utf-8"))


def _python_docx(path: Path) -> object:
    import docx  # type: ignore[import-not-found,unused-ignore]

    document = docx.Document(io.BytesIO(path.read_bytes()))
    return [p.text for p in document.paragraphs] + [c.text for t in document.tables for row in t.rows for c in row.cells]


def _pdfium(path: Path) -> object:
    import pypdfium2

    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path.read_bytes())]


def _pdftotext(path: Path) -> object:
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)


def _soffice(path: Path) -> object:
    with tempfile.TemporaryDirectory() as name:
        return making.converted(path.read_bytes(), Path(name), "docx", ".doc")


def _tesseract(path: Path) -> object:
    import pypdfium2

    with tempfile.TemporaryDirectory() as name:
        for page in pypdfium2.PdfDocument(path.read_bytes()):
            picture = Path(name) / "page.pgm"
            shades = page.render(scale=200 / 72, grayscale=True).to_numpy()
            picture.write_bytes(b"P5 %d %d 255\n" % (shades.shape[1], shades.shape[0]) + shades.tobytes())
            command = ["tesseract", picture, "stdout", "-l", "chi_sim"]
            subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    return None


def peers() -> dict[str, list[Peer]]:
    """The peers that are at hand, by format."""
    found = {
        "txt": [Peer("read_text alone", _lines)],
        "html": [Peer("trafilatura alone", _trafilatura)] if find_spec("trafilatura") else [],
        "docx": [Peer("python-docx alone", _python_docx)] if find_spec("docx") else [],
        "pdf": [Peer("pypdfium2 alone", _pdfium)],
        "doc": [Peer("LibreOffice alone", _soffice)],
        "scan.pdf": [Peer("tesseract alone", _tesseract)],
    }
    if which("pdftotext"):
        found["pdf"].append(Peer("pdftotext alone", _pdftotext))
    return found


def made(folder: Path) -> dict[str, Path]:
    """The known text in each format that can be made here."""
    data = {"txt": KNOWN.encode(), "html": making.html(KNOWN).encode(), "docx": making.docx(KNOWN)}
    if making.soffice():
        data["pdf"] = making.converted(data["docx"], folder / "pdf")
        data["doc"] = making.converted(data["docx"], folder / "doc", "doc")
        data["scan.pdf"] = making.scanned(data["pdf"])
    for suffix, content in data.items():
        (folder / f"a.{suffix}").write_bytes(content)
    return {suffix: folder / f"a.{suffix}" for suffix in data}


def measured(read: Callable[[Path], object], path: Path, times: int, rounds: int) -> tuple[float, float]:
    """Seconds of the processor and of the clock that one reading takes, in the best of several rounds, after one for nothing."""
    read(path)
    found = []
    for _ in range(rounds):
        used, started = _used(), time.perf_counter()
        for _ in range(times):
            read(path)
        found.append(((_used() - used) / times, (time.perf_counter() - started) / times))
    return min(found)


def _used() -> float:
    """Seconds of the processor that this process and those it has ended took."""
    return time.process_time() + sum(os.times()[2:4])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    others = peers()
    print("| format | pages/s of processor | pages/s by the clock | peer | pages/s of processor | fazhi takes |")
    print("| --- | ---: | ---: | --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name, suppress(KeyboardInterrupt):
        for suffix, path in made(Path(name)).items():
            times = TIMES.get(suffix, 20)
            try:
                used, waited = measured(lambda p: read_file(p, identifier="a", source=p.name), path, times, rounds)
            except InputError as error:
                print(f"| {suffix} | {error} |")
                continue
            own = f"| {suffix} | {PAGES / used:,.1f} | {PAGES / waited:,.1f} |"
            for peer in others[suffix]:
                theirs, _ = measured(peer.read, path, times, rounds)
                print(f"{own} {peer.name} | {PAGES / theirs:,.1f} | {used / theirs:.2f} times |", flush=True)


if __name__ == "__main__":
    main()
