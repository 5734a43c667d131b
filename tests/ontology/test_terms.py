"""Code, ontology, schemes and example say the same, and every term is explained."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection

from fazhi import vocabulary
from fazhi.errors import VocabularyError
from fazhi.model import Qualifier, Role, Status
from fazhi.vocabulary import (
    EXTERNAL,
    FZ,
    MECHANISM_KINDS,
    OUTCOMES,
    QUALIFIERS,
    REGULATION_KINDS,
    ROLES,
    STATUSES,
    TERMS,
    THEMES,
    Concept,
    Vocabulary,
)

ROOT = Path(__file__).resolve().parents[2]
CODES = tomllib.loads((Path(__file__).resolve().parent / "codes.toml").read_text("utf-8"))
ONTOLOGY = URIRef("https://w3id.org/fazhi/ontology")
KINDS_OF_TERM = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
SCHEMES = {
    "themes": THEMES,
    "regulation-kinds": REGULATION_KINDS,
    "mechanism-kinds": MECHANISM_KINDS,
    "roles": ROLES,
    "outcomes": OUTCOMES,
}


def declared(ontology: Graph) -> set[str]:
    subjects = (term for kind in KINDS_OF_TERM for term in ontology.subjects(RDF.type, kind))
    return {str(term) for term in subjects if str(term).startswith(FZ.iri)}


def properties(ontology: Graph) -> list[URIRef]:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted(URIRef(iri) for iri in FZ if any((URIRef(iri), RDF.type, kind) in ontology for kind in kinds))


def used(graph: Graph, ontology: Graph) -> set[str]:
    """Classes, properties and individuals that a graph uses, and the classes of such individuals."""
    found = {node for triple in graph for node in triple if isinstance(node, URIRef) and str(node) in FZ}
    return {str(term) for node in found for term in (node, *ontology.objects(node, RDF.type)) if str(term) in FZ}


# ------------------------------------------------------------------ code and ontology


def test_code_and_ontology_have_the_same_terms(ontology: Graph) -> None:
    assert set(FZ) == declared(ontology)


def test_nothing_in_our_namespace_is_undeclared(schemes: Graph) -> None:
    """No term is used in the ontology and its schemes which they do not declare themselves, a misspelt one say."""
    ours = {str(node) for triple in schemes for node in triple if isinstance(node, URIRef) and str(node).startswith(FZ.iri)}
    assert ours == set(FZ) | vocabulary.CONCEPTS


def test_terms_of_others_that_the_code_knows_are_of_their_namespaces() -> None:
    assert all(any(iri.startswith(other.iri) for other in vocabulary.VOCABULARIES[1:]) for iri in EXTERNAL)
    assert not set(FZ) & EXTERNAL
    assert set(FZ) | EXTERNAL | vocabulary.CONCEPTS == TERMS
    assert all(vocabulary.PREFIXES[known.prefix] == known.iri for known in vocabulary.VOCABULARIES)


@pytest.mark.parametrize("known", vocabulary.VOCABULARIES, ids=lambda known: known.prefix)
def test_a_misspelt_term_is_an_error(known: Vocabulary) -> None:
    with pytest.raises(VocabularyError, match=f"{known.prefix}:lable: no such term"):
        known.lable  # noqa: B018
    with pytest.raises(VocabularyError, match="no such term"):
        vocabulary.term(f"{known.prefix}:lable")
    assert not hasattr(known, "lable")
    assert known.iri + "lable" not in known


def test_an_unknown_prefix_and_unknown_codes_are_errors() -> None:
    with pytest.raises(VocabularyError, match="no such prefix"):
        vocabulary.term("foaf:name")
    lookups = (vocabulary.theme_iri, vocabulary.kind_iri, vocabulary.role_iri, vocabulary.qualifier_iri, vocabulary.status_iri)
    for lookup in lookups:
        with pytest.raises(VocabularyError, match="use one of"):
            lookup("no-such-code")


# ------------------------------------------------------------------ every term is explained


@pytest.mark.parametrize("iri", sorted(FZ), ids=lambda iri: iri.removeprefix(FZ.iri))
def test_term_has_labels_comments_and_example(ontology: Graph, iri: str) -> None:
    term = URIRef(iri)
    for predicate in (RDFS.label, RDFS.comment):
        languages = sorted(str(text.language) for text in ontology.objects(term, predicate) if isinstance(text, Literal))
        assert languages == ["en", "zh"], predicate
    assert list(ontology.objects(term, SKOS.example)), "skos:example"
    assert (term, RDFS.isDefinedBy, ONTOLOGY) in ontology


def test_labels_tell_terms_apart(ontology: Graph) -> None:
    for language in ("zh", "en"):
        labels = [str(text) for iri in FZ for text in ontology.objects(URIRef(iri), RDFS.label) if text.language == language]
        assert len(set(labels)) == len(labels)


def test_properties_have_one_domain_and_one_range(ontology: Graph) -> None:
    known = set(ontology.subjects(RDF.type, OWL.Class)) | {RDF.Statement, RDF.langString, SKOS.Concept}
    for term in properties(ontology):
        for end in (RDFS.domain, RDFS.range):
            found = list(ontology.objects(term, end))
            assert len(found) == 1, f"{term} {end}"
            union = ontology.value(found[0], OWL.unionOf)
            for cls in found if union is None else Collection(ontology, union):
                assert cls in known or str(cls).startswith(str(XSD)), f"{term} {end} {cls}"
        datatype = str(ontology.value(term, RDFS.range)).startswith((str(XSD), str(RDF.langString)))
        assert datatype == ((term, RDF.type, OWL.DatatypeProperty) in ontology), term


def test_the_ontology_says_version_licence_and_title(ontology: Graph) -> None:
    version = ontology.value(ONTOLOGY, OWL.versionInfo)
    assert str(ontology.value(ONTOLOGY, OWL.versionIRI)) == f"{ONTOLOGY}/{version}"
    dcterms = "http://purl.org/dc/terms/"
    assert ontology.value(ONTOLOGY, URIRef(dcterms + "license"))
    for name in ("title", "description"):
        assert {text.language for text in ontology.objects(ONTOLOGY, URIRef(dcterms + name))} == {"zh", "en"}


# ------------------------------------------------------------------ every term is used


def test_every_term_is_used_by_the_example_or_says_why_not(ontology: Graph, example: Graph) -> None:
    for iri in set(FZ) - used(example, ontology):
        notes = [str(note) for note in ontology.objects(URIRef(iri), SKOS.scopeNote)]
        assert any(note.startswith("Optional: ") for note in notes), f"{iri} is not in the graph; use it, or say why not"


def test_the_example_uses_no_other_terms(example: Graph) -> None:
    predicates = {str(predicate) for _, predicate, _ in example}
    types = {str(kind) for kind in example.objects(None, RDF.type)}
    assert predicates | types <= TERMS


def test_quotes_of_the_example_stand_at_their_places(example: Graph) -> None:
    text = str(next(example.objects(None, URIRef(FZ.text))))
    quotes = list(example.subjects(RDF.type, URIRef(FZ.Evidence)))
    assert quotes
    for quote in quotes:
        exact, start, end = (example.value(quote, URIRef(vocabulary.OA.iri + name)) for name in ("exact", "start", "end"))
        assert text[int(str(start)) : int(str(end))] == str(exact)


# ------------------------------------------------------------------ closed lists


def concepts(schemes: Graph, scheme: str) -> dict[str, Concept]:
    iri = URIRef(FZ.iri + scheme)
    found = {}
    for node in schemes.subjects(SKOS.inScheme, iri):
        labels = {text.language: str(text) for text in schemes.objects(node, SKOS.prefLabel)}
        code = str(schemes.value(node, SKOS.notation))
        found[code] = Concept(code, str(node), labels["zh"], labels["en"], str(iri))
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
def test_code_and_scheme_have_the_same_concepts(schemes: Graph, scheme: str) -> None:
    assert dict(SCHEMES[scheme]) == concepts(schemes, scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_concepts_are_defined_in_both_languages(schemes: Graph, scheme: str) -> None:
    assert (URIRef(FZ.iri + scheme), RDF.type, SKOS.ConceptScheme) in schemes
    for concept in SCHEMES[scheme].values():
        node = URIRef(concept.iri)
        assert {text.language for text in schemes.objects(node, SKOS.definition)} == {"zh", "en"}
        assert (node, SKOS.topConceptOf, URIRef(FZ.iri + scheme)) in schemes
        if scheme.endswith("kinds"):
            assert {text.language for text in schemes.objects(node, SKOS.scopeNote)} == {"zh", "en"}, "what falls under it"


def test_themes_and_kinds_are_those_of_the_guide() -> None:
    assert {code: [concept.zh, concept.en] for code, concept in THEMES.items()} == CODES["themes"]
    assert list(THEMES) == list(CODES["themes"])
    assert list(REGULATION_KINDS) == CODES["kinds"]["regulation"]
    assert list(MECHANISM_KINDS) == CODES["kinds"]["mechanism"]
    assert not set(REGULATION_KINDS) & set(MECHANISM_KINDS), "kind_iri could not tell them apart"


def test_the_gold_needs_no_other_codes() -> None:
    files = sorted((ROOT / "data" / "benchmark" / "gold").glob("*.json"))
    assert files
    for file in files:
        gold = json.loads(file.read_text("utf-8"))
        kinds = (
            ("theme", THEMES, gold["measures"] + gold["shortcomings"]),
            ("kind", REGULATION_KINDS, gold["regulations"]),
            ("kind", MECHANISM_KINDS, gold["mechanisms"]),
        )
        for key, known, items in kinds:
            for item in items:
                right = [item[key]] if isinstance(item[key], str) else item[key]
                assert set(right) & set(known), f"{file.name}: {item}"


def test_codes_are_the_values_of_the_model(ontology: Graph) -> None:
    assert set(ROLES) == set(Role)
    assert set(QUALIFIERS) == set(Qualifier)
    assert set(STATUSES) == set(Status)
    for concept in (*QUALIFIERS.values(), *STATUSES.values()):
        node = URIRef(concept.iri)
        assert str(ontology.value(node, SKOS.notation)) == concept.code
        assert {str(text) for text in ontology.objects(node, RDFS.label)} == {concept.zh, concept.en}
