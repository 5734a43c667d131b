"""Whether a graph fits the SHACL shapes of the ontology (https://www.w3.org/TR/shacl/).

pySHACL validates the union of all graphs in rdflib's own memory, which it does faster than over a store.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from fazhi.check.finding import Finding, Kind, Severity
from fazhi.resources import resource
from fazhi.store.merging import merged

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

_SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.INFO}


def check_shapes(store: ox.Store) -> Iterator[Finding]:
    """A finding for each result of the validation."""
    import pyshacl  # takes a third of a second to import

    _, results, _ = pyshacl.validate(_union(store), shacl_graph=_shapes(), inference="none", do_owl_imports=False)
    yield from _findings(results)


def _shapes() -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for path in sorted(resource("ontology", "shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def _union(store: ox.Store) -> rdflib.Graph:
    """The triples of all graphs of the store, in rdflib's memory."""
    import rdflib

    graph = rdflib.Graph()
    names: dict[str, rdflib.URIRef] = {}

    def convert(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
        """A term for rdflib, literals as they are written; IRIs that are the same are one object."""
        if isinstance(term, ox.NamedNode):
            known = names.get(term.value)
            return known if known is not None else names.setdefault(term.value, rdflib.URIRef(term.value))
        if isinstance(term, ox.BlankNode):
            return rdflib.BNode(term.value)
        if isinstance(term, ox.Literal):
            # as written: 0.50 is not made 0.5
            datatype = None if term.language or term.datatype.value.endswith("#string") else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
        raise TypeError(f"{term}: a triple as a term is no RDF 1.1")

    for quad in merged(store).quads_for_pattern(None, None, None, ox.DefaultGraph()):
        graph.add((convert(quad.subject), convert(quad.predicate), convert(quad.object)))
    return graph


def _findings(results: rdflib.Graph) -> Iterator[Finding]:
    import rdflib

    shacl = rdflib.Namespace(_SHACL)
    for result in results.subjects(rdflib.RDF.type, shacl.ValidationResult):
        messages = [message for message in results.objects(result, shacl.resultMessage) if isinstance(message, rdflib.Literal)]
        chinese = sorted(message.value for message in messages if message.language == "zh")
        english = sorted(str(message) for message in messages if message.language != "zh")
        severity = str(results.value(result, shacl.resultSeverity)).removeprefix(_SHACL)
        value = results.value(result, shacl.value)
        told = f" ({_brief(str(value))})" if value is not None else ""
        yield Finding(
            kind=Kind.SHAPES,
            severity=_SEVERITIES.get(severity, Severity.ERROR),
            subject=str(results.value(result, shacl.focusNode)),
            message_zh=(chinese or english)[0],
            message_en=(english or chinese)[0] + told,
        )


def _brief(text: str, longest: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest]}…"
