"""Sorted lines from many files as one sequence that stays on the disk, however many there are."""

from __future__ import annotations

import heapq
import shutil
import weakref
from array import array
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile, mkdtemp
from typing import BinaryIO

from fazhi.disk.packed import Blocks, Packed, pack, unpack

_AT_ONCE = 100  # files that are open at the same time
_BLOCK = 128  # lines that are read at a time
_HELD = 5_000_000  # characters that a spool holds in memory, about


class Lines(Blocks):
    """The lines of a file in UTF-8, without line ends; the file is held open.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a"
    >>> _ = path.write_text("法\\n治\\n", "utf-8")
    >>> lines = Lines(path)
    >>> len(lines), lines[1], list(lines), lines[-1:]
    (2, '治', ['法', '治'], ['治'])
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        weakref.finalize(self, self._file.close)
        self._starts = array("Q")  # where each block of lines begins
        self._count, at = 0, 0
        for line in self._file:
            if self._count % _BLOCK == 0:
                self._starts.append(at)
            self._count += 1
            at += len(line)

    def _block(self, number: int) -> list[str]:
        self._file.seek(self._starts[number])
        end = self._starts[number + 1] if number + 1 < len(self._starts) else None
        found = self._file.read(-1 if end is None else end - self._starts[number]).decode("utf-8").split("\n")
        return found if found[-1] else found[:-1]


class Spool:
    """Lines that come in any order, to be had as one sorted sequence on the disk, each once; few are in memory at a time.

    >>> spool = Spool()
    >>> spool.add(["b", "a"])
    >>> spool.add(["a"])
    >>> list(spool.lines())
    ['a', 'b']
    """

    def __init__(self) -> None:
        self._folder = Path(mkdtemp(prefix="fazhi-"))
        self._parts: list[Path] = []
        self._held: set[str] = set()
        self._size = 0
        self._left = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def add(self, lines: Iterable[str]) -> None:
        """Take lines in."""
        for line in lines:
            self._held.add(line)
            self._size += len(line)
            if self._size >= _HELD:
                self._write()

    def _write(self) -> None:
        path = self._folder / f"{len(self._parts)}"
        with path.open("wb") as file:
            file.writelines(packed_lines(sorted(self._held)))
        self._parts.append(path)
        self._held, self._size = set(), 0

    def lines(self) -> Packed:
        """All lines that were taken in, sorted."""
        self._write()
        found = merged(self._parts)
        self._left()
        return found


def packed_lines(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines as compressed blocks."""
    return pack(f"{line}\n".encode() for line in lines)


def spooled(lines: Iterable[str]) -> Packed:
    """Lines in their order as a sequence on the disk."""
    file = TemporaryFile(prefix="fazhi-")  # noqa: SIM115  closed with what is made of it
    file.writelines(packed_lines(lines))
    return Packed(file)


def check_utf8(path: Path) -> None:
    """Look through a file. Raises UnicodeDecodeError where it is no UTF-8."""
    decoder = getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            decoder.decode(chunk)
    decoder.decode(b"", final=True)


def merged(paths: Sequence[Path]) -> Packed:
    """The lines of sorted files of compressed blocks as one sorted sequence, each once. UTF-8 keeps the order of code points."""
    target = TemporaryFile(prefix="fazhi-")  # noqa: SIM115  closed with what is made of it
    with TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as folder:
        level, paths = 0, list(paths)
        while len(paths) > _AT_ONCE:
            level += 1
            steps = [Path(folder) / f"{level}-{n}" for n in range(0, len(paths), _AT_ONCE)]
            for n, step in enumerate(steps):
                with step.open("wb") as file:
                    _merge(paths[n * _AT_ONCE : (n + 1) * _AT_ONCE], file)
            paths = steps
        _merge(paths, target)
    return Packed(target)


def _merge(paths: Sequence[Path], target: BinaryIO) -> None:
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in paths]
        target.writelines(pack(line for line, _ in groupby(heapq.merge(*map(unpack, files)))))
