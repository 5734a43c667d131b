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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fazhi.errors import VocabularyError

BASE: Final = "https://w3id.org/fazhi/id/"
"""Where instances live, unless another base IRI is given."""


class _UnknownTerm(VocabularyError, AttributeError):
    """A misspelt attribute: both kinds of error, so that `hasattr` and `getattr` with a default work."""


class Vocabulary(type):
    """The class of the vocabularies: makes an IRI of each annotated name, and knows no other name."""

    iri: str
    iris: frozenset[str]

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, object], *, iri: str) -> Vocabulary:
        """Make a vocabulary whose terms begin with `iri`."""
        names = body.get("__annotations__")
        terms = {term: iri + term for term in names} if isinstance(names, dict) else {}
        return super().__new__(mcs, name, bases, {**body, **terms, "iri": iri, "iris": frozenset(terms.values())})

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, object], *, iri: str) -> None:
        super().__init__(name, bases, body)

    @property
    def prefix(cls) -> str:
        """The usual prefix, in small letters."""
        return cls.__name__.lower()

    def __iter__(cls) -> Iterator[str]:
        """The IRIs of all terms, in the order in which they are declared."""
        return (cls.iri + name for name in cls.__annotations__)

    def __contains__(cls, iri: object) -> bool:
        """Whether an IRI is a term of this vocabulary."""
        return iri in cls.iris

    if not TYPE_CHECKING:  # mypy shall know the annotated names alone

        def __getattr__(cls, name: str) -> str:
            """Reached by unknown names only."""
            if name.startswith("__"):
                raise AttributeError(name)
            raise _UnknownTerm(_unknown(cls, name))


def _unknown(vocabulary: Vocabulary, name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, [iri.removeprefix(vocabulary.iri) for iri in vocabulary], n=1)
    hint = f"did you mean {vocabulary.prefix}:{near[0]}? " if near else ""
    return f"{vocabulary.prefix}:{name}: no such term; {hint}The terms are listed in ontology/README.md"


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
            raise VocabularyError(_unknown(vocabulary, name))
    raise VocabularyError(f"{curie}: no such prefix; use one of {', '.join(PREFIXES)}")


# ------------------------------------------------------------------ concepts


@dataclass(frozen=True, slots=True)
class Concept:
    """A code of a closed list: a theme, a kind, a role, a qualifier or a status."""

    code: str
    iri: str
    zh: str
    en: str
    scheme: str | None = None


def _scheme(name: str, stem: str, *rows: tuple[str, str, str]) -> Mapping[str, Concept]:
    """A concept scheme of the ontology: code, Chinese and English label of each concept."""
    return {code: Concept(code, f"{FZ.iri}{stem}-{code}", zh, en, FZ.iri + name) for code, zh, en in rows}


THEMES: Final = _scheme(
    "themes",
    "theme",
    ("leadership", "党的领导与法治建设推进机制", "Party leadership and accountability for rule-of-law work"),
    ("capacity", "法治思维与队伍能力建设", "Legal literacy and capacity of officials"),
    ("functions", "政府职能与营商环境", "Government functions, services and business environment"),
    ("rulemaking", "依法行政制度体系", "Rules and normative documents"),
    ("decision", "行政决策", "Lawful administrative decision-making"),
    ("enforcement", "行政执法", "Administrative law enforcement"),
    ("emergency", "突发事件应对", "Emergency response"),
    ("disputes", "矛盾纠纷化解", "Dispute prevention and resolution"),
    ("oversight", "行政权力制约监督", "Constraint and oversight of power, openness"),
    ("digital", "科技保障与数字法治", "Digital and technical support"),
    ("publicity", "普法与法治社会", "Legal publicity and law-abiding society"),
)
"""The themes by their codes, after the chapters of the 法治政府建设实施纲要 (Outline for Building a Law-based Government)."""

REGULATION_KINDS: Final = _scheme(
    "regulation-kinds",
    "kind",
    ("constitution", "宪法", "Constitution"),
    ("law", "法律", "Law"),
    ("administrative-regulation", "行政法规", "Administrative regulation"),
    ("party-rule", "党内法规", "Party rule"),
    ("plan", "规划纲要", "Plan or outline"),
    ("policy", "政策文件", "Policy document"),
    ("local-rule", "地方规定", "Local rule"),
    ("emergency-plan", "应急预案", "Emergency plan"),
    ("standard", "标准规范", "Standard"),
    ("other", "其他文件", "Other document"),
)
"""The kinds of regulations by their codes."""

MECHANISM_KINDS: Final = _scheme(
    "mechanism-kinds",
    "kind",
    ("system", "制度", "System of rules"),
    ("mechanism", "机制", "Working mechanism"),
    ("platform", "平台", "Platform or venue"),
    ("campaign", "活动", "Campaign"),
    ("instrument", "工具", "Instrument"),
    ("brand", "品牌", "Brand or slogan"),
)
"""The kinds of mechanisms by their codes."""

ROLES: Final = _scheme(
    "roles",
    "role",
    ("title", "标题", "Title"),
    ("preamble", "前言", "Preamble"),
    ("achievements", "举措与成效", "Achievements"),
    ("shortcomings", "不足", "Shortcomings"),
    ("causes", "原因", "Causes"),
    ("plans", "工作安排", "Plans"),
    ("closing", "结尾", "Closing"),
    ("other", "其他", "Other"),
)
"""The roles of sections by their codes, which are the values of `model.Role`."""

OUTCOMES: Final = _scheme(
    "outcomes",
    "outcome",
    ("promised", "承诺整改", "Promised a remedy"),
    ("taken-up", "已着手解决", "Taken up"),
    ("with-results", "已有成效数据", "Taken up, with figures"),
    ("recurring", "再次出现", "Back again"),
    ("unmentioned", "此后未再提及", "Never mentioned again"),
)
"""What became of a shortcoming in the report itself and in the next one of the body, by codes."""

QUALIFIERS: Final[Mapping[str, Concept]] = {
    "exact": Concept("exact", FZ.Exact, "确切", "exact"),
    "at_least": Concept("at_least", FZ.AtLeast, "至少", "at least"),
    "approx": Concept("approx", FZ.Approximately, "约", "approximately"),
    "at_most": Concept("at_most", FZ.AtMost, "至多", "at most"),
}
"""How exact a figure is, by the values of `model.Qualifier`."""

STATUSES: Final[Mapping[str, Concept]] = {
    "implemented": Concept("implemented", FZ.Implemented, "已实施", "implemented"),
    "planned": Concept("planned", FZ.Planned, "拟实施", "planned"),
}
"""Whether a measure has been carried out, by the values of `model.Status`."""

CONCEPTS: Final[frozenset[str]] = frozenset(
    iri
    for concepts in (THEMES, REGULATION_KINDS, MECHANISM_KINDS, ROLES, OUTCOMES)
    for concept in concepts.values()
    for iri in (concept.iri, concept.scheme)
    if iri
)
"""The concepts of the ontology, and their schemes."""

TERMS: Final[frozenset[str]] = FZ.iris | EXTERNAL | CONCEPTS
"""Every term that a graph may use; whatever else it holds is an instance."""


def _concept(what: str, concepts: Mapping[str, Concept], code: str) -> str:
    if (concept := concepts.get(code)) is not None:
        return concept.iri
    raise VocabularyError(f"{code!r} is no {what}; use one of {', '.join(concepts)}")


def theme_iri(code: str) -> str:
    """The IRI of a theme.

    >>> theme_iri("parking")
    Traceback (most recent call last):
        ...
    fazhi.errors.VocabularyError: 'parking' is no theme; use one of leadership, capacity, functions, ...
    """
    return _concept("theme", THEMES, code)


def kind_iri(code: str) -> str:
    """The IRI of a kind of regulation or mechanism."""
    return _concept("kind of regulation or mechanism", _KINDS, code)


def role_iri(code: str) -> str:
    """The IRI of a role of a section (a `model.Role`)."""
    return _concept("role of a section", ROLES, code)


def qualifier_iri(code: str) -> str:
    """The IRI of a qualifier (a `model.Qualifier`)."""
    return _concept("qualifier", QUALIFIERS, code)


def status_iri(code: str) -> str:
    """The IRI of a status (a `model.Status`)."""
    return _concept("status", STATUSES, code)


_KINDS: Final[Mapping[str, Concept]] = {**REGULATION_KINDS, **MECHANISM_KINDS}
