"""The terms: all of the ontology of fazhi, and of other vocabularies those that its graphs use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fazhi.errors import VocabularyError
from fazhi.vocabulary.making import Vocabulary, unknown

# ------------------------------------------------------------------ the ontology of fazhi


class FZ(metaclass=Vocabulary, iri="https://w3id.org/fazhi/ontology#"):
    """The ontology of fazhi: `ontology/fazhi.ttl`."""

    # classes
    Report: str
    Section: str
    Department: str
    Regulation: str
    Mechanism: str
    Measure: str
    Shortcoming: str
    Cause: str
    Observation: str
    Indicator: str
    Unit: str
    Qualifier: str
    Status: str
    Evidence: str
    # the report and its outline
    issuer: str
    reportingYear: str
    text: str
    order: str
    role: str
    # what a report names
    mentionedIn: str
    kind: str
    documentNumber: str
    indexNumber: str
    region: str
    regionCode: str
    # what a report states
    reportedIn: str
    inSection: str
    theme: str
    status: str
    involves: str
    carriedOutBy: str
    usesMechanism: str
    basedOn: str
    hasResult: str
    addresses: str
    hasCause: str
    # what is one under several names
    leadingName: str
    # what became of it in later reports
    outcome: str
    recursAs: str
    # figures
    indicator: str
    value: str
    unit: str
    qualifier: str
    changePercent: str
    changeAbsolute: str
    partOf: str
    # why it is stated
    evidence: str
    inReport: str
    page: str
    line: str
    rule: str
    confidence: str
    # individuals
    Exact: str
    AtLeast: str
    Approximately: str
    AtMost: str
    Implemented: str
    Planned: str


# ------------------------------------------------------------------ other vocabularies


class RDF(metaclass=Vocabulary, iri="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """RDF 1.1, with its statements about statements."""

    type: str
    Statement: str
    subject: str
    predicate: str
    object: str
    langString: str


class RDFS(metaclass=Vocabulary, iri="http://www.w3.org/2000/01/rdf-schema#"):
    """RDF Schema."""

    label: str


class OWL(metaclass=Vocabulary, iri="http://www.w3.org/2002/07/owl#"):
    """OWL 2: only what says that two nodes are one thing."""

    sameAs: str


class XSD(metaclass=Vocabulary, iri="http://www.w3.org/2001/XMLSchema#"):
    """Types of values."""

    string: str
    integer: str
    decimal: str
    gYear: str
    date: str


class SKOS(metaclass=Vocabulary, iri="http://www.w3.org/2004/02/skos/core#"):
    """SKOS: names, concepts and their codes."""

    Concept: str
    ConceptScheme: str
    exactMatch: str
    prefLabel: str
    altLabel: str
    notation: str
    inScheme: str


class DCTERMS(metaclass=Vocabulary, iri="http://purl.org/dc/terms/"):
    """Dublin Core."""

    identifier: str
    title: str
    source: str
    isPartOf: str
    isReplacedBy: str
    issued: str


class ORG(metaclass=Vocabulary, iri="http://www.w3.org/ns/org#"):
    """The Organization Ontology."""

    Organization: str
    subOrganizationOf: str


class QB(metaclass=Vocabulary, iri="http://purl.org/linked-data/cube#"):
    """RDF Data Cube."""

    Observation: str


class OA(metaclass=Vocabulary, iri="http://www.w3.org/ns/oa#"):
    """Web Annotation: where a quote stands."""

    exact: str
    start: str
    end: str


class PROV(metaclass=Vocabulary, iri="http://www.w3.org/ns/prov#"):
    """PROV-O: what was made from what, in the graphs that are derived across reports."""

    Entity: str
    wasDerivedFrom: str
    wasQuotedFrom: str


VOCABULARIES: Final[tuple[Vocabulary, ...]] = (FZ, RDF, RDFS, OWL, XSD, SKOS, DCTERMS, ORG, QB, OA, PROV)
"""All vocabularies, our own first."""

EXTERNAL: Final[frozenset[str]] = frozenset(iri for vocabulary in VOCABULARIES[1:] for iri in vocabulary)
"""The terms of other vocabularies that our graphs may use."""

PREFIXES: Final[Mapping[str, str]] = {vocabulary.prefix: vocabulary.iri for vocabulary in VOCABULARIES}
"""Namespace of each prefix."""


def term(curie: str) -> str:
    """The IRI of a term written with its prefix; VocabularyError where there is none.

    >>> term("skos:prefLabel")
    'http://www.w3.org/2004/02/skos/core#prefLabel'
    """
    prefix, _, name = curie.partition(":")
    for vocabulary in VOCABULARIES:
        if vocabulary.prefix == prefix:
            iri = vocabulary.iri + name
            if iri in vocabulary:
                return iri
            raise VocabularyError(unknown(vocabulary, name))
    raise VocabularyError(f"{curie}: no such prefix; use one of {', '.join(PREFIXES)}")
