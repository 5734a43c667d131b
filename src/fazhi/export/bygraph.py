"""Sorted lines told apart by their graphs, also where they are more than memory holds: what is beyond `room` waits on the disk.

>>> quads = [f"<e:{subject}> <e:p> <e:o> <e:{graph}> ." for subject, graph in ("ag", "bh", "cg")]
>>> list(by_graph(quads, room=1)["<e:g>"]) == [quads[0], quads[2]]
True
"""

from __future__ import annotations

import tempfile
import weakref
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from fazhi.disk.files import discard
from fazhi.export.lines import graph_of

ROOM = 5_000_000
"""Characters that are held at once, about: some 20 MB of Chinese text with its overhead."""


def by_graph(lines: Iterable[str], *, room: int | None = None) -> Mapping[str, Iterable[str]]:
    """The lines of each graph, in their order, by its name; they can be walked through again and again."""
    room = ROOM if room is None else room
    held: dict[str, list[str]] = {}
    aside: _Aside | None = None
    size = 0
    for line in lines:
        held.setdefault(graph_of(line), []).append(line)
        size += len(line)
        if size > room:
            aside = aside or _Aside()
            aside.lay(held)
            held, size = {}, 0
    if aside is None:
        return held
    aside.lay(held)
    return aside


class _Aside(Mapping[str, "_Pieces"]):
    """Graphs in a temporary file, piece by piece; each is read again whenever it is walked through."""

    def __init__(self) -> None:
        self._file: BinaryIO = tempfile.TemporaryFile(prefix="fazhi-")  # noqa: SIM115  closed with this object
        weakref.finalize(self, discard, self._file)
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

    def read(self, start: int, end: int) -> list[str]:
        """The lines of one piece."""
        self._file.seek(start)
        return zlib.decompress(self._file.read(end - start)).decode().split("\n")

    def __getitem__(self, name: str) -> _Pieces:
        return _Pieces(self, self._pieces[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)


class _Pieces(Iterable[str]):
    """The lines of a graph, read piece by piece."""

    def __init__(self, aside: _Aside, places: array[int]) -> None:
        self._aside, self._places = aside, places

    def __iter__(self) -> Iterator[str]:
        for start, end in zip(self._places[::2], self._places[1::2], strict=True):
            yield from self._aside.read(start, end)
