"""The closed vocabulary: every term that a graph of fazhi may use, and no other.

Each vocabulary is a class whose attributes are IRIs, as plain strings. A misspelt term is an error, for
mypy before the program runs and for Python when it does:

>>> FZ.addresses
'https://w3id.org/fazhi/ontology#addresses'
>>> term("fz:addresses") == FZ.addresses and FZ.addresses in TERMS
True
>>> term("fz:adresses")
Traceback (most recent call last):
    ...
fazhi.errors.VocabularyError: fz:adresses: no such term; did you mean fz:addresses? The terms are listed in ontology/README.md
>>> theme_iri("enforcement"), kind_iri("law")  # 行政执法, 法律
('https://w3id.org/fazhi/ontology#theme-enforcement', 'https://w3id.org/fazhi/ontology#kind-law')
>>> THEMES["enforcement"].zh
'行政执法'

`FZ` is the ontology of fazhi itself; of the other vocabularies only those terms are here that our graphs
use. A test proves that `FZ` and the lists of concepts say the same as the files in `ontology/`.
"""

from __future__ import annotations

from typing import Final

from fazhi.vocabulary.concepts import (
    CONCEPTS,
    MECHANISM_KINDS,
    OUTCOMES,
    QUALIFIERS,
    REGULATION_KINDS,
    ROLES,
    STATUSES,
    THEMES,
    Concept,
    kind_iri,
    qualifier_iri,
    role_iri,
    status_iri,
    theme_iri,
)
from fazhi.vocabulary.making import Vocabulary
from fazhi.vocabulary.terms import (
    DCTERMS,
    EXTERNAL,
    FZ,
    OA,
    ORG,
    OWL,
    PREFIXES,
    PROV,
    QB,
    RDF,
    RDFS,
    SKOS,
    VOCABULARIES,
    XSD,
    term,
)

__all__ = [
    "BASE",
    "CONCEPTS",
    "DCTERMS",
    "EXTERNAL",
    "FZ",
    "MECHANISM_KINDS",
    "OA",
    "ORG",
    "OUTCOMES",
    "OWL",
    "PREFIXES",
    "PROV",
    "QB",
    "QUALIFIERS",
    "RDF",
    "RDFS",
    "REGULATION_KINDS",
    "ROLES",
    "SKOS",
    "STATUSES",
    "TERMS",
    "THEMES",
    "VOCABULARIES",
    "XSD",
    "Concept",
    "Vocabulary",
    "kind_iri",
    "qualifier_iri",
    "role_iri",
    "status_iri",
    "term",
    "theme_iri",
]

BASE: Final = "https://w3id.org/fazhi/id/"
"""Where instances live, unless another base IRI is given."""

TERMS: Final[frozenset[str]] = FZ.iris | EXTERNAL | CONCEPTS
"""Every term that a graph may use; whatever else it holds is an instance."""
