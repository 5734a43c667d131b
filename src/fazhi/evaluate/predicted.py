"""What a graph says of each report, in the shape in which it is compared."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pyoxigraph as ox

from fazhi.vocabulary import DCTERMS, FZ, OWL, RDF, RDFS, SKOS

_QUALIFIERS = {FZ.Exact: "exact", FZ.AtLeast: "at_least", FZ.Approximately: "approx", FZ.AtMost: "at_most"}
_STATUSES = {FZ.Planned: "planned", FZ.Implemented: "implemented"}
_CLASSES = {"departments": FZ.Department, "regulations": FZ.Regulation, "mechanisms": FZ.Mechanism}


@dataclass(slots=True)
class Named:
    """A department, regulation, mechanism or cause; `one` is the node that stands for it and for others (`owl:sameAs`)."""

    node: str
    labels: list[str]
    kinds: list[str] = field(default_factory=list)
    one: str = ""


@dataclass(slots=True)
class Figure:
    """An observation."""

    node: str
    indicator: list[str]
    value: float | None
    unit: list[str]
    qualifier: str
    change: dict[str, float]
    part_of: str | None


@dataclass(slots=True)
class Point:
    """A measure or a shortcoming."""

    node: str
    labels: list[str]
    status: str = ""
    themes: list[str] = field(default_factory=list)
    involves: set[str] = field(default_factory=set)
    results: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    causes: list[Named] = field(default_factory=list)


@dataclass(slots=True)
class Predicted:
    """All that a graph says of one report."""

    title: str = ""
    issuers: list[str] = field(default_factory=list)
    year: str = ""
    entities: dict[str, list[Named]] = field(default_factory=lambda: {kind: [] for kind in _CLASSES})
    observations: list[Figure] = field(default_factory=list)
    measures: list[Point] = field(default_factory=list)
    shortcomings: list[Point] = field(default_factory=list)


class Statements:
    """The statements of a store about one predicate at a time, by subject and by object."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._by_subject: dict[str, dict[str, list[str]]] = {}

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Values of a predicate, sorted; literals by their text."""
        if predicate not in self._by_subject:
            self._by_subject[predicate] = self._values(predicate)
        return self._by_subject[predicate].get(subject, [])

    def _values(self, predicate: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        with _uncollected():
            for quad in self._store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
                found.setdefault(term_text(quad.subject), []).append(term_text(quad.object))
        for values in found.values():
            if len(values) > 1:
                values[:] = sorted(set(values))
        return found

    def first(self, subject: str, predicate: str) -> str | None:
        """One value of a predicate, or None."""
        found = self.objects(subject, predicate)
        return found[0] if found else None

    def number(self, subject: str, predicate: str) -> float | None:
        """A value as a number, or None."""
        found = self.first(subject, predicate)
        return None if found is None else float(found)

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Subjects that have this resource as a value, sorted."""
        pattern = self._store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(value), None)
        return sorted({term_text(quad.subject) for quad in pattern})

    def labels(self, node: str) -> list[str]:
        """All names of a node, the preferred first."""
        found = [label for p in (SKOS.prefLabel, RDFS.label, SKOS.altLabel) for label in self.objects(node, p)]
        return list(dict.fromkeys(found))

    def codes(self, node: str, predicate: str) -> list[str]:
        """Codes of the concepts that are values of a predicate."""
        return [self.first(c, SKOS.notation) or c.rsplit("#", 1)[-1].rsplit("/", 1)[-1] for c in self.objects(node, predicate)]

    def one(self, node: str) -> str:
        """The node that stands for this one, itself where there is no other."""
        seen = {node}
        while (following := self.first(node, OWL.sameAs)) is not None and following not in seen:
            seen.add(following)
            node = following
        return node


def term_text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """An RDF term as plain text: an IRI, or the text of a literal."""
    return str(term) if isinstance(term, ox.Triple) else term.value


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector, which would look again and again through the million texts that are being gathered."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def read_predictions(facts: Statements) -> dict[str, Predicted]:
    """The reports of a store by their identifiers."""
    found: dict[str, Predicted] = {}
    for report in facts.subjects(RDF.type, FZ.Report):
        found[facts.first(report, DCTERMS.identifier) or report] = _report(facts, report)
    return found


def _report(facts: Statements, report: str) -> Predicted:
    said = Predicted(
        title=facts.first(report, DCTERMS.title) or "",
        issuers=[label for issuer in facts.objects(report, FZ.issuer) for label in facts.labels(issuer)],
        year=(facts.first(report, FZ.reportingYear) or "")[:4],
    )
    mentioned = facts.subjects(FZ.mentionedIn, report)
    for kind, cls in _CLASSES.items():
        members = [node for node in mentioned if cls in facts.objects(node, RDF.type)]
        said.entities[kind] = [Named(node, facts.labels(node), facts.codes(node, FZ.kind), facts.one(node)) for node in members]
    for node in facts.subjects(FZ.reportedIn, report):
        types = facts.objects(node, RDF.type)
        if FZ.Observation in types:
            said.observations.append(_figure(facts, node))
        elif FZ.Measure in types:
            said.measures.append(_point(facts, node))
        elif FZ.Shortcoming in types:
            said.shortcomings.append(_point(facts, node))
    return said


def _figure(facts: Statements, node: str) -> Figure:
    changes = {"percent": facts.number(node, FZ.changePercent), "absolute": facts.number(node, FZ.changeAbsolute)}
    unit = facts.first(node, FZ.unit)
    return Figure(
        node=node,
        indicator=facts.labels(facts.first(node, FZ.indicator) or ""),
        value=facts.number(node, FZ.value),
        unit=[] if unit is None else facts.labels(unit) or [unit],
        qualifier=_QUALIFIERS.get(facts.first(node, FZ.qualifier) or "", "exact"),
        change={kind: value for kind, value in changes.items() if value is not None},
        part_of=facts.first(node, FZ.partOf),
    )


def _point(facts: Statements, node: str) -> Point:
    return Point(
        node=node,
        labels=facts.labels(node),
        status=_STATUSES.get(facts.first(node, FZ.status) or "", "none"),
        themes=facts.codes(node, FZ.theme),
        involves=set(facts.objects(node, FZ.involves)),
        results=set(facts.objects(node, FZ.hasResult)),
        addresses=set(facts.objects(node, FZ.addresses)),
        causes=[Named(cause, facts.labels(cause) or [cause]) for cause in facts.objects(node, FZ.hasCause)],
    )
