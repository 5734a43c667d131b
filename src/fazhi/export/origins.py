"""Where exported graphs come from: lines in memory, or a store; what they have in common is `Origin`.

All lines are those of N-Quads, sorted and without their ends. Of a store one graph at a time is in memory.

>>> quad = "<http://e.org/a> <http://e.org/b> <http://e.org/c> <http://e.org/g> ."
>>> origin = Lines([quad])
>>> origin.names(), list(origin.graph("<http://e.org/g>")) == [quad], len(origin)
(['<http://e.org/g>'], True, 1)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from fazhi.disk.sorting import batches_in_order
from fazhi.export.bygraph import by_graph
from fazhi.export.lines import base_of, split, value
from fazhi.store.merging import size
from fazhi.vocabulary import DCTERMS, FZ, RDF

if TYPE_CHECKING:
    import pyoxigraph as ox

Heads = dict[str, tuple[str, str]]
"""Identifier and year of its report, by the name of a graph; empty where a report does not tell them."""

Watch = Callable[[Iterable[list[bytes]]], Iterable[list[bytes]]]
"""Passes lists of lines on, and tells how many lines have been read."""

_REPORT = f" <{RDF.type}> <{FZ.Report}> "
_IDENTIFIER, _YEAR = f" <{DCTERMS.identifier}> ", f" <{FZ.reportingYear}> "
_BLOCK = 1 << 16  # bytes of a block of a file
_LINES = 500  # lines of a block of what is in memory


class Origin(Protocol):
    """Where graphs come from; their lines are those of N-Quads, without line ends. The length is that of all graphs in lines."""

    def names(self) -> list[str]:
        """The names of the graphs, as `<IRI>`: those of reports first, each of the two kinds in order."""

    def heads(self) -> Heads:
        """Identifier and year of each graph that tells of a report, by its name."""

    def graph(self, name: str) -> Iterable[str]:
        """The lines of one graph, sorted."""

    def each(self, names: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
        """Some graphs, one after another: the name and the sorted lines of each."""

    def blocks(self, watch: Watch) -> Iterator[bytes]:
        """All lines, sorted, with their ends, in UTF-8; `watch` follows what is read for them."""

    def base(self) -> str:
        """The IRI with which those of the instances begin."""

    def __len__(self) -> int: ...


class Lines:
    """An origin of lines in memory; those of a large corpus wait on the disk."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.all = lines
        self.known: Heads | None = None

    @cached_property
    def graphs(self) -> Mapping[str, Iterable[str]]:
        """The lines of each graph, told apart when they are first asked for: who writes all of them as they come needs none."""
        return by_graph(self.all)

    def heads(self) -> Heads:
        """Identifier and year of each graph with a report, by its name; looked for once."""
        if self.known is None:
            self.known = {name: head for name, lines in self.graphs.items() if (head := _head(lines))}
        return self.known

    def names(self) -> list[str]:
        """The names of the graphs, as `<IRI>`: those of reports first, each of the two kinds in order."""
        heads = self.heads()
        return sorted(self.graphs, key=lambda name: (name not in heads, name))

    def graph(self, name: str) -> Iterable[str]:
        """The sorted lines of one graph. KeyError where there is none of this name."""
        return self.graphs[name]

    def each(self, names: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
        """Some graphs, one after another: the name and the sorted lines of each, which can be walked through again."""
        return ((name, self.graphs[name]) for name in names)

    def blocks(self, watch: Watch) -> Iterator[bytes]:
        """All lines with their ends, in UTF-8, some hundred at once; nothing is read for them, so that `watch` is not called."""
        rest = iter(self.all)
        while some := list(islice(rest, _LINES)):
            yield ("\n".join(some) + "\n").encode()

    def base(self) -> str:
        """The IRI with which those of the instances begin, by that of the first report; empty where there is none."""
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


class Stored:
    """An origin in a store; of its graphs one at a time is in memory."""

    def __init__(self, store: ox.Store, file: Path | None) -> None:
        self.store = store
        self.file = file
        self.known: Heads | None = None
        self.size: int | None = None

    def heads(self) -> Heads:
        """Identifier and year of each graph with a report, by its name; asked of the store once."""
        if self.known is None:
            told = f"OPTIONAL {{ ?r <{DCTERMS.identifier}> ?i }} OPTIONAL {{ ?r <{FZ.reportingYear}> ?y }}"
            rows = self._ask(f"SELECT ?g ?r ?i ?y {{ GRAPH ?g {{ ?r a <{FZ.Report}> {told} }} }}")
            found = sorted((str(row["g"]), str(row["r"]), _text(row["i"]), _text(row["y"])) for row in rows)
            self.known = {name: (identifier, year) for name, _, identifier, year in reversed(found)}
        return self.known

    def names(self) -> list[str]:
        """The names of the graphs, as `<IRI>`: those of reports first, each of the two kinds in order."""
        heads = self.heads()
        return sorted(map(str, self.store.named_graphs()), key=lambda name: (name not in heads, name))

    def graph(self, name: str) -> list[str]:
        """The sorted lines of one graph; none where the store has no graph of this name."""
        return _decoded(self._dump(name))

    def each(self, names: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
        """Some graphs, one after another: the name and the sorted lines of each; the next is read while one is worked on."""
        return ((name, _decoded(dumped)) for name, dumped in _ahead(self._dump, names))

    def blocks(self, watch: Watch) -> Iterator[bytes]:
        """All lines with their ends, sorted, in UTF-8: those of the file, if there is one, else the graphs sorted on the disk."""
        if self.file is not None:
            with self.file.open("rb") as file:
                yield from _whole_lines(file)
        else:
            told = (dumped.splitlines(keepends=True) for _, dumped in _ahead(self._dump, self.names()))
            for batch in batches_in_order(watch(told)):
                yield b"".join(batch)

    def _dump(self, name: str) -> bytes:
        """A graph as N-Quads, in the order of the store. Line ends inside of literals are escaped."""
        import pyoxigraph as ox

        dumped = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name[1:-1])) or b""
        return dumped.replace(b" .\n", f" {name} .\n".encode())

    def base(self) -> str:
        """The IRI with which those of the instances begin, by that of the first report; empty where there is none."""
        reports = self._ask(f"SELECT DISTINCT ?r {{ GRAPH ?g {{ ?r a <{FZ.Report}> }} }}")
        first = min((str(row["r"]) for row in reports), default="")
        return base_of([f"{first}{_REPORT}<> ."] if first else [])

    def __len__(self) -> int:
        if self.size is None:
            self.size = size(self.store)
        return self.size

    def _ask(self, query: str) -> Iterable[ox.QuerySolution]:
        found: Iterable[ox.QuerySolution] = self.store.query(query)  # type: ignore[assignment]
        return found


def _text(term: object) -> str:
    """The text of a literal that a query found; empty where it found none."""
    return str(getattr(term, "value", ""))


def _ahead(read: Callable[[str], bytes], names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """What is read of each name, while the next one is being read already: the store does so beside Python."""
    with ThreadPoolExecutor(1) as pool:
        last: tuple[str, Future[bytes]] | None = None
        for name in names:
            following = name, pool.submit(read, name)
            if last is not None:
                yield last[0], last[1].result()
            last = following
        if last is not None:
            yield last[0], last[1].result()


def _decoded(dumped: bytes) -> list[str]:
    """Lines sorted, without their ends. UTF-8 keeps the order of code points."""
    return b"".join(sorted(dumped.splitlines(keepends=True))).decode().split("\n")[:-1]


def _whole_lines(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block if block.endswith(b"\n") else block + file.readline()
