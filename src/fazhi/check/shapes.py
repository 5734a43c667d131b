"""Does the graph fit the SHACL shapes of the ontology."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pyoxigraph as ox

from fazhi.check.finding import Finding
from fazhi.resources import resource


def check_shapes(store: ox.Store) -> Iterator[Finding]:
    """A finding for each violation of a shape, in the words of the shape; warnings count too."""
    import pyshacl
    from rdflib import RDF, SH, Graph, Literal
    from rdflib.term import Node

    # pySHACL runs quicker on a graph in rdflib's own memory than on the store.
    triples = io.BytesIO()
    store_triples = (ox.Triple(q.subject, q.predicate, q.object) for q in store)
    ox.serialize(store_triples, triples, ox.RdfFormat.N_TRIPLES)
    data = Graph().parse(data=triples.getvalue(), format="nt")
    shapes = Graph()
    for path in sorted(resource("ontology", "shapes").glob("*.ttl")):
        shapes.parse(path)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)

    def said(result: Node, language: str) -> str:
        found = [str(m) for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal) and m.language == language]
        return " ".join(sorted(found))

    for result in sorted(report.subjects(RDF.type, SH.ValidationResult), key=str):
        value = report.value(result, SH.value)
        quote = str(value) if isinstance(value, Literal) else ""
        yield Finding("shape", str(report.value(result, SH.focusNode)), said(result, "en"), said(result, "zh"), quote[:80])
