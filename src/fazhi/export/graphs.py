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
from typing import TYPE_CHECKING, Protocol

from fazhi.export.bygraph import by_graph
from fazhi.export.lines import base_of
from fazhi.export.sorting import in_order
from fazhi.vocabulary import FZ, RDF

if TYPE_CHECKING:
    import pyoxigraph as ox

Progress = Callable[[int, int], None]
"""Called with the quads that have been read and those there are in all."""

_REPORT = f" <{RDF.type}> <{FZ.Report}> "
_STEP = 5000  # lines between two reports of progress


class _Origin(Protocol):
    """Where graphs come from."""

    def names(self) -> list[str]: ...

    def reports(self) -> set[str]: ...

    def graph(self, name: str) -> list[str]: ...

    def lines(self) -> Iterator[str]: ...

    def base(self) -> str: ...

    def __len__(self) -> int: ...


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
        done, total = 0, len(self)
        for name in self._origin.names():
            lines = self._origin.graph(name)
            yield name, lines
            done += len(lines)
            self._tell(done, total)

    def across(self) -> Iterator[tuple[str, list[str]]]:
        """Name and sorted lines of each graph that is no report's."""
        reports = self._origin.reports()
        return ((name, self._origin.graph(name)) for name in self._origin.names() if name not in reports)

    def lines(self) -> Iterator[str]:
        """All quads as sorted N-Quads lines, without their ends."""
        total = len(self) if self._progress else 0
        for done, line in enumerate(self._origin.lines(), start=1):
            yield line
            if done % _STEP == 0:
                self._tell(done, total)
        self._tell(total, total)

    def _tell(self, done: int, total: int) -> None:
        if self._progress:
            self._progress(min(done, total), total)


class _Lines:
    """Graphs of lines; those of a large corpus wait on the disk."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.all = lines
        self.graphs = by_graph(lines)

    def reports(self) -> set[str]:
        return {name for name, lines in self.graphs.items() if any(_REPORT in line for line in lines)}

    def names(self) -> list[str]:
        reports = self.reports()
        return sorted(self.graphs, key=lambda name: (name not in reports, name))

    def graph(self, name: str) -> list[str]:
        return self.graphs[name]

    def lines(self) -> Iterator[str]:
        return iter(self.all)

    def base(self) -> str:
        return base_of(self.all)

    def __len__(self) -> int:
        return len(self.all)


class _Store:
    """Graphs of a store, of which one at a time is in memory."""

    def __init__(self, store: ox.Store, file: Path | None) -> None:
        self.store = store
        self.file = file
        self.size: int | None = None

    def reports(self) -> set[str]:
        return {str(row["g"]) for row in self._ask(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?r a <{FZ.Report}> }} }}")}

    def names(self) -> list[str]:
        reports = self.reports()
        return sorted(map(str, self.store.named_graphs()), key=lambda name: (name not in reports, name))

    def graph(self, name: str) -> list[str]:
        import pyoxigraph as ox

        dumped = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name[1:-1])) or b""
        return sorted(f"{line[:-2]} {name} ." for line in dumped.decode().split("\n")[:-1])

    def lines(self) -> Iterator[str]:
        if self.file is not None:
            with self.file.open(encoding="utf-8", newline="\n") as file:
                for line in file:
                    yield line[:-1]
        else:
            yield from in_order(line for name in self.names() for line in self.graph(name))

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
