"""Where a format goes: a file, a compressed file, a folder of files, or an archive of them; whole or not at all."""

from __future__ import annotations

import gzip
import io
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from fazhi.disk.files import make_folder, output_error, whole
from fazhi.disk.streams import stream_of
from fazhi.disk.written import leave_only
from fazhi.errors import OutputError, QueryError

_HELD = 1 << 16  # characters


class Files:
    """The files of a folder that is being written; they take their places together."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._open: dict[str, BinaryIO] = {}

    def open(self, name: str) -> BinaryIO:
        """The file of a name, which is made when it is asked for first."""
        if name not in self._open:
            self._open[name] = self._stack.enter_context(whole(self._folder / name))
        return self._open[name]

    @property
    def names(self) -> list[str]:
        """The names of the files so far."""
        return list(self._open)


class Held:
    """Text for a file of bytes, in UTF-8; what is written is held in memory until it is some more."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._text = io.StringIO(newline="")

    def write(self, text: str) -> int:
        """Write text. Raises OSError where the file cannot be written."""
        written = self._text.write(text)
        if self._text.tell() > _HELD:
            self.flush()
        return written

    def flush(self) -> None:
        """Write to the file what is held. Raises OSError."""
        self._file.write(self._text.getvalue().encode())
        self._text.seek(0)
        self._text.truncate()


def into_one(path: Path, write: Callable[[BinaryIO], None]) -> list[str]:
    """Write one file, compressed where its name ends in .gz: its name. Raises OutputError."""
    if path.is_dir():
        raise OutputError(f"{path}: cannot be written: this is a folder; give the name of a file")
    if stream_of(path) is None:
        make_folder(path.parent)
    with whole(path) as file:
        if path.suffix == ".gz":
            with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
                write(packed)  # type: ignore[arg-type]
        else:
            write(file)
    return [path.name]


def into_files(path: Path, write: Callable[[Files], None], *, kind: str) -> list[str]:
    """Write the files of a folder, or an archive of them where the name ends in .tar.gz: their names.

    What an earlier export of this kind wrote into the folder, and this one does not, goes; other files stay. Raises OutputError;
    QueryError where there is nothing to write, and all stays as it is.
    """
    if path.name.endswith(".tar.gz"):
        return into_one(path, lambda file: _archive(path.name.removesuffix(".tar.gz"), write, file))
    if path.suffix == ".gz" or stream_of(path) is not None or (path.exists() and not path.is_dir()):
        raise OutputError(f"{path}: this format is several files; give a folder, or a name that ends in .tar.gz")
    make_folder(path)
    names = _fill(path, write)
    leave_only(path, kind, names)
    return names


def _fill(folder: Path, write: Callable[[Files], None]) -> list[str]:
    try:
        with ExitStack() as stack:
            files = Files(folder, stack)
            write(files)
            if not files.names:
                raise QueryError(f"{folder}: nothing is written: what was asked for holds nothing; ask for another view or part")
            return sorted(files.names)
    except OSError as error:
        raise output_error(folder, error) from error


def _archive(name: str, write: Callable[[Files], None], file: BinaryIO) -> None:
    with _scratch() as folder:
        names = _fill(folder, write)
        with tarfile.open(fileobj=file, mode="w") as tar:
            for part in names:
                info = tar.gettarinfo(folder / part, f"{name}/{part}")
                info.mtime = info.uid = info.gid = 0
                info.uname = info.gname = ""
                with (folder / part).open("rb") as content:
                    tar.addfile(info, content)


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        yield Path(folder)
