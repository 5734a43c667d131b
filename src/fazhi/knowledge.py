"""The knowledge graph as a library sees it: one object over one store.

`graph` is an rdflib `Dataset` over the Oxigraph store, so that whatever works on rdflib works on it;
`query` asks it, `network` makes a networkx graph of it, `save` and `open` keep it in a folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fazhi.export import Graphs, Selection, export, lines_of, select, write_all
from fazhi.record import RUN, Run, drop_run, recount, write_run
from fazhi.store import in_memory, open_output
from fazhi.store.merging import size

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox
    import rdflib

    from fazhi.query import Value
    from fazhi.query.results import Cell

_REPORTS = """SELECT DISTINCT ?identifier ?report { GRAPH ?g { ?report a fz:Report ; dcterms:identifier ?identifier } }
ORDER BY ?identifier ?report"""


class KnowledgeGraph:
    """What a number of reports say, as a graph that can be asked, drawn and saved.

    >>> kg = KnowledgeGraph.from_lines(['<http://e.org/a> <http://e.org/b> "法治"@zh <http://e.org/g> .'])  # "rule of law"
    >>> len(kg)
    1
    >>> kg.query("SELECT ?o { ?s ?p ?o }")
    [{'o': '法治'}]
    >>> import rdflib
    >>> kg.graph.value(rdflib.URIRef("http://e.org/a"), rdflib.URIRef("http://e.org/b"))
    rdflib.term.Literal('法治', lang='zh')
    """

    def __init__(self, store: ox.Store, *, failures: Iterable[str] = (), run: Run | None = None) -> None:
        self.store = store
        """The Oxigraph store; bulk work goes to it directly."""
        self.failures = tuple(failures)
        """What was left out when the graph was built, with the reasons."""
        self.run = run
        """What became of each input when the graph was built here; None of a graph that comes from elsewhere."""
        self._home: Path | None = None  # the folder in which it was opened

    @classmethod
    def from_lines(cls, lines: Iterable[str], *, failures: Iterable[str] = (), run: Run | None = None) -> KnowledgeGraph:
        """A graph in memory, from N-Quads lines."""
        return cls(in_memory(lines), failures=failures, run=run)

    @classmethod
    def open(cls, folder: Path | str) -> KnowledgeGraph:
        """The graph in a folder that `save` or `fazhi build` wrote, read-only: as it was when it was opened.

        Raises StoreError where there is none.
        """
        found = cls(open_output(Path(folder)))
        found._home = Path(folder).resolve()
        return found

    def save(self, folder: Path | str) -> list[str]:
        """Write the graph into a folder in the formats of `fazhi build`, and a store on the disk: the names of what was written.

        Of a graph that was built here, `build.json` tells besides what became of each input; one that tells of another graph
        does not stay. Raises OutputError.
        """
        lines, told = lines_of(self.store), Path(folder) / RUN
        written = write_all(lines, Path(folder))
        if self.run is not None:
            write_run(told, self.run, quads=len(lines))
            return [*written, RUN]
        if self._home == Path(folder).resolve():
            recount(told, quads=len(lines))
        else:
            drop_run(told)
        return written

    @cached_property
    def graph(self) -> rdflib.Dataset:
        """The same store as an rdflib dataset, whose default graph is the union of all named graphs."""
        from fazhi.store.dataset import dataset

        return dataset(self.store)

    @cached_property
    def reports(self) -> dict[str, str]:
        """The IRI of each report by its identifier, in the order of the identifiers."""
        return {str(row["identifier"]): str(row["report"]) for row in self.query(_REPORTS)}

    def query(self, query: str, /, **parameters: Value | None) -> list[dict[str, Cell]]:
        """Ask the graph: a question of the catalogue by its name, with its parameters, or SPARQL.

        One dictionary for each row, by the names of the columns; `fazhi.query.run` gives the terms too. The default
        graph is the merge of all graphs, each triple once. Raises QueryError where the query is at fault.
        """
        from fazhi.query import run

        found = run(self.store, query, parameters)
        return [dict(zip(found.columns, row, strict=True)) for row in found]

    def network(
        self, *, view: str = "full", reports: Sequence[str] = (), themes: Sequence[str] = (), years: Sequence[int] = ()
    ) -> nx.MultiDiGraph[str]:
        """The graph as nodes and edges of networkx; `fazhi.export.network` tells what becomes of what.

        `view` is one of `fazhi.export.views.VIEWS`; identifiers of reports, codes of themes and years choose a part. Raises
        QueryError where one of them does not exist.
        """
        from fazhi.export.network import network
        from fazhi.export.views import view as seen

        return seen(network(self._graphs(reports, themes, years)), view)

    def export(
        self,
        path: Path | str,
        *,
        format: str,
        view: str = "full",
        reports: Sequence[str] = (),
        themes: Sequence[str] = (),
        years: Sequence[int] = (),
    ) -> list[str]:
        """Write the graph, or a view or a part of it, in a format of `fazhi.export.FORMATS`: the names of the files.

        Raises OutputError; QueryError where a view, report, theme or year does not exist.
        """
        return export(self._graphs(reports, themes, years), Path(path), format=format, view=view)

    def _graphs(self, reports: Sequence[str], themes: Sequence[str], years: Sequence[int]) -> Graphs:
        return select(Graphs.of(self.store), Selection(tuple(reports), tuple(themes), tuple(years)))

    def __len__(self) -> int:
        """How many quads there are."""
        return size(self.store)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {len(self.reports)} reports, {len(self)} quads>"
