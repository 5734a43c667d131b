"""Sorted lines from many files as one sequence that stays on the disk, however many there are."""

from __future__ import annotations

import heapq
import shutil
import weakref
from array import array
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from tempfile import mkdtemp
from typing import overload

_AT_ONCE = 200  # files that are open at the same time
_BLOCK = 128  # lines that are read at a time
_HELD = 200_000  # lines that a spool holds in memory


class Lines(Sequence[str]):
    """The lines of a file in UTF-8, without line ends; the file is held open. `folder` is removed with this object.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a"
    >>> _ = path.write_text("法\\n治\\n", "utf-8")
    >>> lines = Lines(path)
    >>> len(lines), lines[1], list(lines), lines[-1:]
    (2, '治', ['法', '治'], ['治'])
    """

    def __init__(self, path: Path, *, folder: Path | None = None) -> None:
        if folder is not None:
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._file = path.open("rb")
        weakref.finalize(self, self._file.close)
        self._blocks = array("Q")  # where each block of lines begins
        self._count, at = 0, 0
        for line in self._file:
            if self._count % _BLOCK == 0:
                self._blocks.append(at)
            self._count += 1
            at += len(line)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            if step < 0:
                return [self[i] for i in range(start, stop, step)]
            return list(islice(self._from(start), max(0, stop - start)))[::step]
        at = index + self._count if index < 0 else index
        if not 0 <= at < self._count:
            raise IndexError(index)
        return next(self._from(at))

    def __iter__(self) -> Iterator[str]:
        return self._from(0)

    def _from(self, at: int) -> Iterator[str]:
        """The lines from one on; each block is read as a whole, so that several readers do not disturb each other."""
        for block in range(at // _BLOCK, len(self._blocks)):
            self._file.seek(self._blocks[block])
            end = self._blocks[block + 1] if block + 1 < len(self._blocks) else None
            found = self._file.read(-1 if end is None else end - self._blocks[block]).decode("utf-8").split("\n")
            if not found[-1]:
                found.pop()
            yield from found[at % _BLOCK :] if block == at // _BLOCK else found


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
        self._left = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def add(self, lines: Iterable[str]) -> None:
        """Take lines in."""
        self._held.update(lines)
        if len(self._held) >= _HELD:
            self._write()

    def _write(self) -> None:
        path = self._folder / f"{len(self._parts)}"
        with path.open("wb") as file:
            file.writelines(f"{line}\n".encode() for line in sorted(self._held))
        self._parts.append(path)
        self._held = set()

    def lines(self) -> Lines:
        """All lines that were taken in, sorted."""
        self._write()
        found = merged(self._parts)
        self._left()
        return found


def spooled(lines: Iterable[str]) -> Lines:
    """Lines in their order as a sequence on the disk."""
    folder = Path(mkdtemp(prefix="fazhi-"))
    with (folder / "lines").open("wb") as file:
        file.writelines(f"{line}\n".encode() for line in lines)
    return Lines(folder / "lines", folder=folder)


def check_utf8(path: Path) -> None:
    """Look through a file. Raises UnicodeDecodeError where it is no UTF-8."""
    decoder = getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            decoder.decode(chunk)
    decoder.decode(b"", final=True)


def merged(paths: Sequence[Path]) -> Lines:
    """The lines of sorted files as one sorted sequence, each line once. UTF-8 keeps the order of code points."""
    folder = Path(mkdtemp(prefix="fazhi-"))
    target = folder / "lines"
    paths, level = list(paths), 0
    while len(paths) > _AT_ONCE:
        level += 1
        steps = [folder / f"{level}-{n}" for n in range(0, len(paths), _AT_ONCE)]
        for n, step in enumerate(steps):
            _merge(paths[n * _AT_ONCE : (n + 1) * _AT_ONCE], step)
        paths = steps
    _merge(paths, target)
    return Lines(target, folder=folder)


def _merge(paths: Sequence[Path], target: Path) -> None:
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb")) for path in paths]
        out = stack.enter_context(target.open("wb"))
        out.writelines(line for line, _ in groupby(heapq.merge(*files)))
