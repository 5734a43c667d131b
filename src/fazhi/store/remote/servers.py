"""The servers that people run, and where each has its endpoints.

A row of `KINDS` tells what is below the address of a dataset. Only here do servers differ; what is found below the
addresses is the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

Writing = Literal["graphs", "update"]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a dataset is asked, changed, and read and written graph by graph."""

    query: str
    update: str
    graphs: str
    graph_parameter: str = "graph"

    def graph(self, iri: str) -> str:
        """The address of one named graph, after the Graph Store HTTP Protocol.

        >>> Endpoints("q", "u", "http://localhost/data").graph("http://e.org/图")  # "graph"
        'http://localhost/data?graph=http%3A%2F%2Fe.org%2F%E5%9B%BE'
        """
        return f"{self.graphs}?{self.graph_parameter}={quote(iri, safe='')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One kind of server.

    `query`, `update` and `graphs` are what follows the address of a dataset. `writing` is "graphs" where graphs are
    put by the Graph Store HTTP Protocol, "update" where that is not offered. `example` is the address of a dataset.
    """

    name: str
    title: str
    query: str
    update: str
    graphs: str
    example: str
    graph_parameter: str = "graph"
    writing: Writing = "graphs"
    results: str = "application/sparql-results+json"
    triples: str = "application/n-triples"
    union: str = ""  # what makes the union of all graphs the default graph of a query, as name=value

    def endpoints(self, dataset: str) -> Endpoints:
        """The endpoints of the dataset at this address."""
        base = dataset.rstrip("/")
        return Endpoints(base + self.query, base + self.update, base + self.graphs, self.graph_parameter)

    def dataset(self, address: str) -> str:
        """The address of the dataset, where that of one of its endpoints was given.

        >>> KINDS["fuseki"].dataset("http://localhost:3030/reports/sparql/")
        'http://localhost:3030/reports'
        """
        address = address.rstrip("/")
        for ending in sorted({self.query, self.update, self.graphs, *_ENDINGS.get(self.name, ())}, key=len, reverse=True):
            if ending and address.endswith(ending):
                return address.removesuffix(ending)
        return address


_ENDINGS = {
    "fuseki": ("/sparql", "/get", "/upload"),
    "virtuoso": ("/sparql-graph-crud", "/sparql-auth"),
}

KINDS = {
    row.name: row
    for row in (
        Server(
            name="fuseki", title="Apache Jena Fuseki", query="/query", update="/update", graphs="/data",
            example="http://localhost:3030/reports",
        ),
        Server(
            name="oxigraph", title="Oxigraph", query="/query", update="/update", graphs="/store",
            example="http://localhost:7878", union="union-default-graph=true",
        ),
        Server(
            name="virtuoso", title="OpenLink Virtuoso", query="/sparql", update="/sparql-auth", graphs="/sparql-graph-crud-auth",
            graph_parameter="graph-uri", example="http://localhost:8890", results="application/sparql-results+xml",
        ),
        Server(
            name="graphdb", title="Ontotext GraphDB", query="", update="/statements", graphs="/rdf-graphs/service",
            example="http://localhost:7200/repositories/reports",
        ),
        Server(
            name="rdf4j", title="Eclipse RDF4J Server", query="", update="/statements", graphs="/rdf-graphs/service",
            example="http://localhost:8080/rdf4j-server/repositories/reports",
        ),
        Server(
            name="blazegraph", title="Blazegraph", query="/sparql", update="/sparql", graphs="/sparql", writing="update",
            example="http://localhost:9999/blazegraph/namespace/kb", triples="text/plain",
        ),
        Server(
            name="qlever", title="QLever", query="", update="", graphs="", writing="update", example="http://localhost:7019",
        ),
        Server(
            name="stardog", title="Stardog", query="/query", update="/update", graphs="",
            example="http://localhost:5820/reports",
        ),
        Server(
            name="standard", title="any other, with one address for query, update and graphs", query="", update="", graphs="",
            example="http://localhost:8000/sparql",
        ),
    )
}  # fmt: skip
"""The kinds of servers, by the name that `--kind` takes."""
