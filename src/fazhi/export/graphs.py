"""What exporters read: named graphs one after the other, so that a corpus larger than memory can pass.

The graphs of reports come first, in the order of their names, then those that say what no single report can tell. `lines`
is all of it as sorted N-Quads, and `blocks` the same in UTF-8, many lines at once, for what looks at no single one. All can be
walked through as often as one likes.

>>> quad = "<http://e.org/a> <http://e.org/b> <http://e.org/c> <http://e.org/g> ."
>>> graphs = Graphs.of([quad])
>>> list(graphs) == [("<http://e.org/g>", [quad])] and list(graphs.lines()) == [quad]
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from fazhi.export.origins import Heads, Lines, Origin, Stored

if TYPE_CHECKING:
    import pyoxigraph as ox

Progress = Callable[[int, int], None]
"""Called with how much has been done and how much there is in all; what needs several passes begins again at nothing."""

Item = TypeVar("Item")

_STEP = 5000  # items between two reports of progress


class Graphs:
    """Named graphs from a store or from lines."""

    def __init__(self, origin: Origin, progress: Progress | None = None) -> None:
        self._origin = origin
        self._progress = progress

    @classmethod
    def of(
        cls, source: Sequence[str] | ox.Store | Graphs, *, file: Path | None = None, progress: Progress | None = None
    ) -> Graphs:
        """Graphs of sorted N-Quads lines or of a store; `file` holds the same as the store, sorted, where there is one."""
        if isinstance(source, Graphs):
            return source
        return cls(Lines(source) if isinstance(source, Sequence) else Stored(source, file), progress)

    @property
    def base(self) -> str:
        """The IRI below which the instances live; empty where no relative IRIs can be used."""
        return self._origin.base()

    def __len__(self) -> int:
        """How many quads there are."""
        return len(self._origin)

    def __iter__(self) -> Iterator[tuple[str, list[str]]]:
        """Name and sorted lines of each graph, the reports' first."""
        for name, lines in self.streams():
            yield name, list(lines)

    def streams(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Name and sorted lines of each graph, the reports' first; the lines are read while they are walked through, once."""
        done, total = 0, len(self) if self._progress else 0

        def counted(lines: Iterable[str]) -> Iterator[str]:
            """The same lines; when all are read, progress is told."""
            nonlocal done
            for line in lines:
                yield line
                done += 1
            self._tell(done, total)

        for name, lines in self._origin.each(self._origin.names()):
            yield name, counted(lines) if self._progress else iter(lines)

    def each(self, names: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
        """Some of the names, each with the sorted lines of its graph, which can be walked through again."""
        return self._origin.each(names)

    @property
    def progress(self) -> Progress | None:
        """Whom progress is told."""
        return self._progress

    @property
    def heads(self) -> Heads:
        """Identifier and year of each report, by the name of its graph."""
        return self._origin.heads()

    def graph(self, name: str) -> list[str]:
        """The sorted lines of one graph."""
        return list(self._origin.graph(name))

    def across(self) -> Iterator[tuple[str, Iterable[str]]]:
        """Name and sorted lines of each graph that is no report's; they can be walked through again."""
        heads = self.heads
        return self._origin.each(name for name in self._origin.names() if name not in heads)

    def lines(self) -> Iterator[str]:
        """All quads as sorted N-Quads lines, without their ends."""
        for block in self.blocks():
            yield from block.decode().split("\n")[:-1]

    def blocks(self) -> Iterator[bytes]:
        """All quads as sorted N-Quads in UTF-8, many whole lines at once."""

        def watch(batches: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
            """The same lists of lines, while progress is told by the number of lines."""
            return self.watched(batches, lambda: len(self), count=len)

        yield from self.watched(self._origin.blocks(watch), lambda: len(self), count=lambda block: block.count(b"\n"))

    def watched(
        self, items: Iterable[Item], total: Callable[[], int], *, count: Callable[[Item], int] = lambda _: 1
    ) -> Iterator[Item]:
        """The same items, while progress is told; `total` is asked once the first is there, `count` for how many one counts."""
        if not self._progress:
            yield from items
            return
        whole = done = told = 0
        for item in items:
            whole = whole or total()
            yield item
            done += count(item)
            if done - told >= _STEP:
                self._tell(done, whole)
                told = done
        self._tell(whole, whole)

    def _tell(self, done: int, total: int) -> None:
        if self._progress:
            self._progress(min(done, total), total)
