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
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from fazhi.disk.sorting import batches_in_order
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
_STEP = 5000  # items between two reports of progress
_BLOCK = 1 << 16  # bytes of a block of a file
_LINES = 500  # lines of a block of what is in memory


class _Origin(Protocol):
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


Watch = Callable[[Iterable[list[bytes]]], Iterable[list[bytes]]]
"""Passes lists of lines on, and tells how many lines have been read."""


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


class _Lines:
    """An origin of lines in memory; those of a large corpus wait on the disk."""

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

    def each(self, names: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
        return ((name, self.graphs[name]) for name in names)

    def blocks(self, watch: Watch) -> Iterator[bytes]:
        rest = iter(self.all)
        while some := list(islice(rest, _LINES)):
            yield ("\n".join(some) + "\n").encode()

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
    """An origin in a store; of its graphs one at a time is in memory."""

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
        return _decoded(self._dump(name))

    def each(self, names: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
        return ((name, _decoded(dumped)) for name, dumped in _ahead(self._dump, names))

    def blocks(self, watch: Watch) -> Iterator[bytes]:
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
