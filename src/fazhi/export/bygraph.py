"""Sorted lines told apart by their graphs, also where they are more than memory holds: what is beyond `room` waits on the disk.

>>> quads = [f"<e:{subject}> <e:p> <e:o> <e:{graph}> ." for subject, graph in ("ag", "bh", "cg")]
>>> by_graph(quads, room=1)["<e:g>"] == [quads[0], quads[2]]
True
"""

from __future__ import annotations

import tempfile
import weakref
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from fazhi.export.lines import split

ROOM = 5_000_000
"""Characters that are held at once, about: some 20 MB of Chinese text with its overhead."""


def by_graph(lines: Iterable[str], *, room: int | None = None) -> Mapping[str, list[str]]:
    """The lines of each graph, in their order, by its name."""
    room = ROOM if room is None else room
    held: dict[str, list[str]] = {}
    aside: _Aside | None = None
    size = 0
    for line in lines:
        held.setdefault(split(line)[3], []).append(line)
        size += len(line)
        if size > room:
            aside = aside or _Aside()
            aside.lay(held)
            held, size = {}, 0
    if aside is None:
        return held
    aside.lay(held)
    return aside


class _Aside(Mapping[str, list[str]]):
    """Graphs in a temporary file, piece by piece; each is read again whenever it is asked for."""

    def __init__(self) -> None:
        self._file: BinaryIO = tempfile.TemporaryFile(prefix="fazhi-")  # noqa: SIM115  closed with this object
        weakref.finalize(self, self._file.close)
        self._pieces: dict[str, array[int]] = {}  # where pieces begin and end, one after the other
        self._end = 0

    def lay(self, graphs: Mapping[str, list[str]]) -> None:
        """Append lines to their graphs."""
        self._file.seek(self._end)
        for name, lines in graphs.items():
            piece = zlib.compress("\n".join(lines).encode(), 1)
            self._file.write(piece)
            self._pieces.setdefault(name, array("Q")).extend((self._end, self._end + len(piece)))
            self._end += len(piece)

    def __getitem__(self, name: str) -> list[str]:
        found: list[str] = []
        pieces = self._pieces[name]
        for start, end in zip(pieces[::2], pieces[1::2], strict=True):
            self._file.seek(start)
            found += zlib.decompress(self._file.read(end - start)).decode().split("\n")
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)
