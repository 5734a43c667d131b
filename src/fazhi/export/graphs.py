"""What exporters read: named graphs one after the other, so that a corpus larger than memory can pass.

The graphs of reports come first, in the order of their names, then those that say what no single report can tell. `lines`
is all of it as sorted N-Quads. Both can be walked through as often as one likes.

>>> quad = "<http://e.org/a> <http://e.org/b> <http://e.org/c> <http://e.org/g> ."
>>> graphs = Graphs.of([quad])
>>> list(graphs) == [("<http://e.org/g>", [quad])] and list(graphs.lines()) == [quad]
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from fazhi.disk.sorting import in_order
from fazhi.export.bygraph import by_graph
from fazhi.export.lines import base_of, split, value
from fazhi.vocabulary import DCTERMS, FZ, RDF

if TYPE_CHECKING:
    import pyoxigraph as ox

Progress = Callable[[int, int], None]
"""Called with how much has been done and how much there is in all; what needs several passes begins again at nothing."""

Heads = dict[str, tuple[str, str]]
"""Identifier and year of its report, by the name of a graph; empty where a report does not tell them."""

Item = TypeVar("Item")

_REPORT = f" <{RDF.type}> <{FZ.Report}> "
_IDENTIFIER, _YEAR = f" <{DCTERMS.identifier}> ", f" <{FZ.reportingYear}> "
_STEP = 5000  # lines between two reports of progress


class _Origin(Protocol):
    """Where graphs come from; `names` are those of reports first, `lines` are sorted, `watch` follows what is read for them."""

    def names(self) -> list[str]: ...

    def heads(self) -> Heads: ...

    def graph(self, name: str) -> Iterable[str]: ...

    def lines(self, watch: Watch) -> Iterator[str]: ...

    def base(self) -> str: ...

    def __len__(self) -> int: ...


Watch = Callable[[Iterable[str]], Iterable[str]]
"""Passes lines on, and tells how many have been read."""


class Graphs:
    """Named graphs from a store or from lines."""

    def __init__(self, origin: _Origin, progress: Progress | None = None) -> None:
        self._origin = origin
        self._progress = progress

    @classmethod
    def of(
        cls, source: Sequence[str] | ox.Store | Graphs, *, file: Path | None = None, progress: Progress | None = None
    ) -> Graphs:
        """Graphs of sorted N-Quads lines or of a store; `file` holds the same as the store, sorted, where there is one."""
        if isinstance(source, Graphs):
            return source
        return cls(_Lines(source) if isinstance(source, Sequence) else _Store(source, file), progress)

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
            nonlocal done
            for line in lines:
                yield line
                done += 1
            self._tell(done, total)

        for name in self._origin.names():
            lines = self._origin.graph(name)
            yield name, counted(lines) if self._progress else iter(lines)

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
        return ((name, self._origin.graph(name)) for name in self._origin.names() if name not in heads)

    def lines(self) -> Iterator[str]:
        """All quads as sorted N-Quads lines, without their ends."""
        yield from self.watched(self._origin.lines(lambda lines: self.watched(lines, lambda: len(self))), lambda: len(self))

    def watched(self, items: Iterable[Item], total: Callable[[], int]) -> Iterator[Item]:
        """The same items, while progress is told; `total` is asked once the first of them is there."""
        if not self._progress:
            yield from items
            return
        whole = 0
        for done, item in enumerate(items, start=1):
            whole = whole or total()
            yield item
            if done % _STEP == 0:
                self._tell(done, whole)
        self._tell(whole, whole)

    def _tell(self, done: int, total: int) -> None:
        if self._progress:
            self._progress(min(done, total), total)


class _Lines:
    """Graphs of lines; those of a large corpus wait on the disk."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.all = lines
        self.graphs = by_graph(lines)
        self.known: Heads | None = None

    def heads(self) -> Heads:
        if self.known is None:
            self.known = {name: head for name, lines in self.graphs.items() if (head := _head(lines))}
        return self.known

    def names(self) -> list[str]:
        heads = self.heads()
        return sorted(self.graphs, key=lambda name: (name not in heads, name))

    def graph(self, name: str) -> Iterable[str]:
        return self.graphs[name]

    def lines(self, watch: Watch) -> Iterator[str]:
        return iter(self.all)

    def base(self) -> str:
        return base_of(self.all)

    def __len__(self) -> int:
        return len(self.all)


def _head(lines: Iterable[str]) -> tuple[str, str] | None:
    """Identifier and year of the first report that lines tell of; None where there is none."""
    report = next((line.split(" ", 1)[0] for line in lines if _REPORT in line), None)
    if report is None:
        return None
    own = [line for line in lines if line.startswith(f"{report} ")]
    identifier, year = (next((value(split(line)[2]) for line in own if key in line), "") for key in (_IDENTIFIER, _YEAR))
    return identifier, year


class _Store:
    """Graphs of a store, of which one at a time is in memory."""

    def __init__(self, store: ox.Store, file: Path | None) -> None:
        self.store = store
        self.file = file
        self.known: Heads | None = None
        self.size: int | None = None

    def heads(self) -> Heads:
        if self.known is None:
            told = f"OPTIONAL {{ ?r <{DCTERMS.identifier}> ?i }} OPTIONAL {{ ?r <{FZ.reportingYear}> ?y }}"
            rows = self._ask(f"SELECT ?g ?r ?i ?y {{ GRAPH ?g {{ ?r a <{FZ.Report}> {told} }} }}")
            found = sorted((str(row["g"]), str(row["r"]), _text(row["i"]), _text(row["y"])) for row in rows)
            self.known = {name: (identifier, year) for name, _, identifier, year in reversed(found)}
        return self.known

    def names(self) -> list[str]:
        heads = self.heads()
        return sorted(map(str, self.store.named_graphs()), key=lambda name: (name not in heads, name))

    def graph(self, name: str) -> list[str]:
        import pyoxigraph as ox

        dumped = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name[1:-1])) or b""
        return sorted(f"{line[:-2]} {name} ." for line in dumped.decode().split("\n")[:-1])

    def lines(self, watch: Watch) -> Iterator[str]:
        if self.file is not None:
            with self.file.open(encoding="utf-8", newline="\n") as file:
                for line in file:
                    yield line[:-1]
        else:
            yield from in_order(watch(line for name in self.names() for line in self.graph(name)))

    def base(self) -> str:
        reports = self._ask(f"SELECT DISTINCT ?r {{ GRAPH ?g {{ ?r a <{FZ.Report}> }} }}")
        first = min((str(row["r"]) for row in reports), default="")
        return base_of([f"{first}{_REPORT}<> ."] if first else [])

    def __len__(self) -> int:
        if self.size is None:
            self.size = len(self.store)
        return self.size

    def _ask(self, query: str) -> Iterable[ox.QuerySolution]:
        found: Iterable[ox.QuerySolution] = self.store.query(query)  # type: ignore[assignment]
        return found


def _text(term: object) -> str:
    """The text of a literal that a query found; empty where it found none."""
    return str(getattr(term, "value", ""))
