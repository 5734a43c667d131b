"""Sorting of more than memory holds: runs that fit are sorted and laid aside in a temporary file, then merged.

>>> list(in_order(["c", "a", "b"], room=2))
['a', 'b', 'c']
"""

from __future__ import annotations

import heapq
import marshal
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, TypeVar, cast

ROOM = 24_000_000
"""Characters that are held at once, about: some 100 MB of Chinese text with its overhead."""

_BATCH = 500  # records that are read back at once from each run

Record = TypeVar("Record", bound="str | tuple[str, int, str, str]")


def in_order(records: Iterable[Record], *, room: int = ROOM) -> Iterator[Record]:
    """The records, sorted; what is beyond `room` characters waits on the disk."""
    held: list[Record] = []
    size = 0
    runs: list[BinaryIO] = []
    try:
        for record in records:
            held.append(record)
            size += len(record) if isinstance(record, str) else len(record[2]) + len(record[3])
            if size > room:
                runs.append(_laid_aside(held))
                held, size = [], 0
        held.sort()
        if runs:
            yield from cast("Iterator[Record]", heapq.merge(*map(_back, runs), held))
        else:
            yield from held
    finally:
        for run in runs:
            run.close()


def _laid_aside(records: list[Any]) -> BinaryIO:
    records.sort()
    file: BinaryIO = tempfile.TemporaryFile(prefix="fazhi-")  # noqa: SIM115  closed by in_order
    for start in range(0, len(records), _BATCH):
        marshal.dump(records[start : start + _BATCH], file)
    file.seek(0)
    return file


def _back(file: BinaryIO) -> Iterator[Any]:
    while True:
        try:
            batch = marshal.load(file)
        except EOFError:
            return
        yield from batch
