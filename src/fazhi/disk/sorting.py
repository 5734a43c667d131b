"""Sorting of more than memory holds: runs that fit are sorted and laid aside in temporary files, then merged.

However many there are, no more is in memory than one run, or a batch of each of a few files.

>>> list(in_order(["c", "a", "d", "b"], room=2))
['a', 'b', 'c', 'd']
"""

from __future__ import annotations

import heapq
import marshal
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import Any, BinaryIO, TypeVar, cast

ROOM = 5_000_000
"""Characters that are held at once, about: some 20 MB of Chinese text with its overhead."""

_AT_ONCE = 24  # files of one size that are merged into one of the next
_SIZE = struct.Struct("!I")
_BATCH = 20_000  # characters that are read back at once from each file

Record = TypeVar("Record", bound="str | tuple[str, int, str, str]")


def in_order(records: Iterable[Record], *, room: int | None = None) -> Iterator[Record]:
    """The records, sorted; what is beyond `room` characters waits on the disk."""
    room = ROOM if room is None else room
    held: list[Record] = []
    size = 0
    with ExitStack() as stack:
        aside = _Aside(stack)
        for record in records:
            held.append(record)
            size += len(record) if isinstance(record, str) else len(record[0]) + len(record[2]) + len(record[3])
            if size > room:
                held.sort()
                aside.lay(held, batch=max(1, len(held) * _BATCH // size))
                held, size = [], 0
        held.sort()
        if aside.runs:
            yield from cast("Iterator[Record]", heapq.merge(*(_back(file) for file, _ in aside.all()), held))
        else:
            yield from held


class _Aside:
    """Sorted runs in files, by level, each with how many records are a batch; too many of one level become one of the next."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.runs: list[list[tuple[BinaryIO, int]]] = []

    def lay(self, records: Iterable[Any], *, batch: int, level: int = 0) -> None:
        """Write a run; merge those of its level where they are many."""
        file: BinaryIO = self._stack.enter_context(tempfile.TemporaryFile(prefix="fazhi-"))  # noqa: SIM115  closed by in_order
        rest = iter(records)
        while some := list(islice(rest, batch)):
            packed = zlib.compress(marshal.dumps(some), 1)
            file.write(_SIZE.pack(len(packed)) + packed)
        if level == len(self.runs):
            self.runs.append([])
        self.runs[level].append((file, batch))
        if len(self.runs[level]) >= _AT_ONCE:
            merged, self.runs[level] = self.runs[level], []
            together = heapq.merge(*(_back(run) for run, _ in merged))
            self.lay(together, batch=min(size for _, size in merged), level=level + 1)
            for run, _ in merged:
                run.close()

    def all(self) -> list[tuple[BinaryIO, int]]:
        """The runs of all levels."""
        return [run for level in self.runs for run in level]


def _back(file: BinaryIO) -> Iterator[Any]:
    file.seek(0)
    while head := file.read(_SIZE.size):
        yield from marshal.loads(zlib.decompress(file.read(_SIZE.unpack(head)[0])))
