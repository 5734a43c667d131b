"""Sorted lines from many files as one sequence that stays on the disk, however many there are."""

from __future__ import annotations

import heapq
import mmap
import shutil
import weakref
from array import array
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from tempfile import mkdtemp
from typing import overload

_AT_ONCE = 200  # files that are open at the same time


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
        self._starts = array("Q", [0])
        with path.open("rb") as file:
            for line in file:
                self._starts.append(self._starts[-1] + len(line))
            self._data: mmap.mmap | bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if self._starts[-1] else b""

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        return self._data[self._starts[at] : self._starts[at + 1]].rstrip(b"\n").decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return (self[i] for i in range(len(self)))


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
