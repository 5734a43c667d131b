"""The ontology contradicts neither itself nor the vocabularies it is aligned with (OWL 2 RL)."""

from __future__ import annotations

import re
from pathlib import Path

import owlrl
import pytest
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from fazhi.vocabulary import FZ

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
AXIOMS = [ROOT / "ontology" / name for name in ("fazhi.ttl", "themes.ttl", "kinds.ttl")] + [HERE / "standards.ttl"]
ANNOTATIONS = (RDFS.comment, RDFS.isDefinedBy, SKOS.example, SKOS.scopeNote, SKOS.definition, SKOS.closeMatch, SKOS.exactMatch)


def axioms() -> Graph:
    """The ontology with the standards it is aligned with, without what says nothing to a reasoner."""
    graph = Graph()
    for path in AXIOMS:
        graph.parse(path, format="turtle")
    for annotation in ANNOTATIONS:
        graph.remove((None, annotation, None))
    return graph


def close(graph: Graph) -> list[str]:
    """Adds to the graph what follows from it; returns the contradictions found."""
    closure = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False)
    closure.closure()
    return list(closure.error_messages)


@pytest.fixture(scope="module")
def closed(example: Graph) -> tuple[Graph, list[str]]:
    graph = axioms() + example
    return graph, close(graph)


def test_example_is_consistent(closed: tuple[Graph, list[str]]) -> None:
    graph, contradictions = closed
    assert contradictions == []
    assert list(graph.subjects(RDF.type, OWL.Nothing)) == []
    merged = [(a, b) for a, b in graph.subject_objects(OWL.sameAs) if a != b and not isinstance(a, Literal)]
    assert merged == [], "a functional property made one thing of two"


def test_reasoning_adds_what_the_alignment_says(closed: tuple[Graph, list[str]]) -> None:
    graph, _ = closed
    types = {str(kind) for kind in graph.objects(None, RDF.type)}
    for expected in (
        "http://www.w3.org/ns/org#Organization",
        "http://www.w3.org/ns/prov#Entity",
        "http://www.w3.org/ns/oa#TextQuoteSelector",
        "http://purl.org/linked-data/cube#Observation",
        "https://schema.org/Action",
    ):
        assert expected in types
    assert (None, URIRef("http://www.w3.org/ns/prov#wasQuotedFrom"), None) in graph


def test_what_the_contract_says_holds_after_reasoning(closed: tuple[Graph, list[str]]) -> None:
    graph, _ = closed
    shapes = Graph()
    for path in sorted((ROOT / "ontology" / "shapes").glob("*.ttl")):
        shapes.parse(path, format="turtle")
    conforms, _, findings = validate(graph, shacl_graph=shapes)
    assert conforms, findings


def test_contradictions_are_found_and_no_class_is_unsatisfiable(ontology: Graph) -> None:
    """One closure for both: a thing of each class and property raises no error, each seeded contradiction does."""
    graph = axioms()
    graph.parse(HERE / "contradictions.ttl", format="turtle")
    for term in map(URIRef, FZ):
        fresh = term.replace("ontology#", "fresh/")
        if (term, RDF.type, OWL.Class) in ontology and (term, OWL.equivalentClass, None) not in ontology:
            graph.add((URIRef(fresh), RDF.type, term))
        elif (term, RDF.type, OWL.ObjectProperty) in ontology and (term, RDFS.range, URIRef(FZ.Status)) not in ontology:
            graph.add((URIRef(fresh + "/subject"), term, URIRef(fresh + "/object")))
    contradictions = close(graph)
    seeds = (HERE / "contradictions.ttl").read_text("utf-8")
    named = set(re.findall(r"^<([\w-]+)>", seeds, re.MULTILINE)) - {"any", "planned-and-done"}
    missed = {
        name
        for name in named | {"by-range"}
        if not any(re.search(rf"https://example\.org/{name}\b", message) for message in contradictions)
    }
    assert missed == set(), "the reasoner found nothing wrong with these"
    assert any(FZ.Planned in message and FZ.Implemented in message for message in contradictions)
    assert [message for message in contradictions if "/fresh/" in message] == []
