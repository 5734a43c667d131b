"""Sorting of more than memory holds: runs that fit are sorted and laid aside in temporary files, then merged.

However many there are, no more is in memory than one run, or a batch of each of a few files. Runs are merged batch by batch:
of each run what is not above the least of the last records of all batches can be told, and the sort of Python, which finds
what is in order already, puts that together.

>>> list(in_order(["c", "a", "d", "b"], room=2))
['a', 'b', 'c', 'd']
"""

from __future__ import annotations

import marshal
import struct
import tempfile
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from typing import Any, BinaryIO, TypeVar

ROOM = 5_000_000
"""Characters that are held at once, about: some 20 MB of Chinese text with its overhead."""

_AT_ONCE = 24  # files of one size that are merged into one of the next
_SIZE = struct.Struct("!I")
_BATCH = 40_000  # characters that are read back at once from each file
_TAKEN = 50  # records that are taken in at once
_FORMAT = 2  # of marshal: the last that does not look for what is there twice, which takes time

Record = TypeVar("Record", bound="str | bytes | tuple[str, int, str, str]")


def in_order(records: Iterable[Record], *, room: int | None = None) -> Iterator[Record]:
    """The records, sorted; what is beyond `room` characters waits on the disk."""
    rest = iter(records)
    return chain.from_iterable(batches_in_order(iter(lambda: list(islice(rest, _TAKEN)), []), room=room))


def batches_in_order(batches: Iterable[list[Record]], *, room: int | None = None) -> Iterator[list[Record]]:
    """The records of all lists, sorted, as lists of any length; what is beyond `room` characters (or bytes) waits on the disk."""
    room = ROOM if room is None else room
    held: list[Record] = []
    size = 0
    with ExitStack() as stack:
        aside = _Aside(stack)
        for batch in batches:
            held += batch
            size += _size(batch)
            if size > room:
                held.sort()
                aside.lay([held])
                held, size = [], 0
        held.sort()
        if aside.runs:
            yield from _merged([*map(_back, aside.all()), iter([held] if held else [])])
        elif held:
            yield held


def _size(batch: list[Any]) -> int:
    """The characters of records, about."""
    if batch and isinstance(batch[0], tuple):
        return sum(len(first) + len(third) + len(fourth) for first, _, third, fourth in batch)
    return sum(map(len, batch))


def _cut(batch: list[Any]) -> Iterator[list[Any]]:
    """Records as lists of about `_BATCH` characters."""
    length = max(1, len(batch) * _BATCH // max(1, _size(batch)))
    return (batch[at : at + length] for at in range(0, len(batch), length))


def _merged(runs: Iterable[Iterator[list[Any]]]) -> Iterator[list[Any]]:
    """The records of sorted runs, sorted, as lists."""
    heads = [_Head(run) for run in runs]
    while heads := [head for head in heads if head.batch]:
        bound = min(head.batch[-1] for head in heads)
        ready: list[Any] = []
        for head in heads:
            ready += head.until(bound)
        ready.sort()
        yield ready


class _Head:
    """A run, and what of it is read and not told yet; no batch where it is at its end."""

    __slots__ = ("at", "batch", "run")

    def __init__(self, run: Iterator[list[Any]]) -> None:
        self.run = run
        self.batch: list[Any] = next(run, [])
        self.at = 0

    def until(self, bound: Any) -> list[Any]:
        """The records of this batch that are not above a bound; they are told with this."""
        start = self.at
        if bound < self.batch[start]:
            return []
        told, self.at = self.batch, bisect_right(self.batch, bound, start)
        end = self.at
        if end == len(told):
            self.batch, self.at = next(self.run, []), 0
        return told[start:end]


class _Aside:
    """Sorted runs in files, by level; too many of one level become one of the next."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.runs: list[list[BinaryIO]] = []

    def lay(self, batches: Iterable[list[Any]], *, level: int = 0) -> None:
        """Write a run, which comes in sorted lists of any length; merge those of its level where they are many."""
        file: BinaryIO = self._stack.enter_context(tempfile.TemporaryFile(prefix="fazhi-"))  # noqa: SIM115  closed by in_order
        for batch in chain.from_iterable(map(_cut, batches)):
            packed = zlib.compress(marshal.dumps(batch, _FORMAT), 1)
            file.write(_SIZE.pack(len(packed)) + packed)
        if level == len(self.runs):
            self.runs.append([])
        self.runs[level].append(file)
        if len(self.runs[level]) >= _AT_ONCE:
            merged, self.runs[level] = self.runs[level], []
            self.lay(_merged(map(_back, merged)), level=level + 1)
            for run in merged:
                run.close()

    def all(self) -> list[BinaryIO]:
        """The runs of all levels."""
        return [run for level in self.runs for run in level]


def _back(file: BinaryIO) -> Iterator[list[Any]]:
    file.seek(0)
    while head := file.read(_SIZE.size):
        yield marshal.loads(zlib.decompress(file.read(_SIZE.unpack(head)[0])))
