"""The graph as nodes and edges: the common ground of all pictures and network tools.

Nodes are reports, sections, departments, regulations, mechanisms, measures, shortcomings, causes, observations,
indicators and themes; edges are the relations between them. Evidence is not a node: its quote and confidence
stand at the nodes and edges that rest on it. Units, kinds, roles, qualifiers and status are attributes. All
attributes are text or numbers, never lists, so that every format can hold them.

Nodes have `id` (the IRI, by which the node is known), `label`, `type`, `report` (identifiers, joined by "; "),
`year` (the earliest, where one is known) and `confidence` (the highest; 1 for what has no evidence of its own:
reports, sections, indicators and themes); the others have `evidence` (the first quote). Edges have `type`, `report`,
`year`, `confidence` and `evidence`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fazhi.export.lines import Subject, in_reading_order, split, value
from fazhi.vocabulary import DCTERMS, FZ, OA, QUALIFIERS, RDF, RDFS, SKOS, STATUSES, THEMES

if TYPE_CHECKING:
    import networkx as nx

Attribute = str | int | float

_TYPE = f"<{RDF.type}>"
_EVIDENCE, _CONFIDENCE, _EXACT = f"<{FZ.evidence}>", f"<{FZ.confidence}>", f"<{OA.exact}>"
_IDENTIFIER, _YEAR = f"<{DCTERMS.identifier}>", f"<{FZ.reportingYear}>"
_LABELS = (f"<{SKOS.prefLabel}>", f"<{RDFS.label}>", f"<{DCTERMS.title}>")
_NOTATION = f"<{SKOS.notation}>"
_INDICATOR, _VALUE, _UNIT = f"<{FZ.indicator}>", f"<{FZ.value}>", f"<{FZ.unit}>"
_INVOLVES = f"<{FZ.involves}>"
_PARTICULAR = tuple(f"<{term}>" for term in (FZ.carriedOutBy, FZ.usesMechanism, FZ.basedOn))
_STATEMENT = tuple(f"<{term}>" for term in (RDF.subject, RDF.predicate, RDF.object))
_THEMES = frozenset(f"<{concept.iri}>" for concept in THEMES.values())

_NODES = {
    f"<{cls}>": name
    for cls, name in (
        (FZ.Report, "Report"), (FZ.Section, "Section"), (FZ.Measure, "Measure"), (FZ.Shortcoming, "Shortcoming"),
        (FZ.Cause, "Cause"), (FZ.Observation, "Observation"), (FZ.Department, "Department"), (FZ.Regulation, "Regulation"),
        (FZ.Mechanism, "Mechanism"), (FZ.Indicator, "Indicator"),
    )
}  # fmt: skip
_TEXTS = {
    f"<{SKOS.altLabel}>": "aliases",
    f"<{FZ.documentNumber}>": "documentNumber",
    f"<{FZ.kind}>": "kind",
    f"<{FZ.role}>": "role",
    f"<{FZ.unit}>": "unit",
    f"<{FZ.status}>": "status",
    f"<{FZ.qualifier}>": "qualifier",
}
_NUMBERS = {_VALUE: "value", f"<{FZ.changePercent}>": "changePercent", f"<{FZ.changeAbsolute}>": "changeAbsolute"}
_CODES = {f"<{concept.iri}>": concept.code for concept in (*QUALIFIERS.values(), *STATUSES.values())}


def network(lines: Sequence[str]) -> nx.MultiDiGraph[str]:
    """Sorted N-Quads lines as a directed graph of networkx; a relation that two reports tell is two edges.

    >>> one = "<http://e.org/法>", f"<{RDF.type}>", f"<{FZ.Regulation}>", "<http://e.org/g>"
    >>> found = network([" ".join((*one, "."))])
    >>> list(found.nodes(data="type"))
    [('http://e.org/法', 'Regulation')]
    """
    import networkx

    found: nx.MultiDiGraph[str] = networkx.MultiDiGraph()
    told = _Told.of(lines)
    for subject in told.subjects.values():
        if kind := _kind(subject):
            found.add_node(subject.term[1:-1], **told.node(subject, kind))
    for source, target, key, edge in told.edges(lines):
        found.add_edge(source, target, key=key, **edge)
    return found


def _kind(subject: Subject) -> str | None:
    """The type of a node, None for what is none."""
    for cls in subject.values.get(_TYPE, ()):
        if cls in _NODES:
            return _NODES[cls]
    return "Theme" if subject.term in _THEMES else None


@dataclass(frozen=True, slots=True)
class _Told:
    """All that is told, made ready to look up."""

    subjects: dict[str, Subject]
    reports: dict[str, tuple[str, int | None]]  # identifier and year by named graph
    links: dict[tuple[str, str, str, str], Subject] = field(default_factory=dict)  # reified links by quad

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Told:
        told = cls({subject.term: subject for subject in in_reading_order(lines)}, {})
        for subject in told.subjects.values():
            if _STATEMENT[0] in subject.values and len(subject.graphs) == 1:
                s, p, o = (subject.values[part][0] for part in _STATEMENT)
                told.links[s, p, o, subject.graphs[0]] = subject
            elif identifier := subject.values.get(_IDENTIFIER):
                year = int(value(subject.values[_YEAR][0])) if _YEAR in subject.values else None
                told.reports.update(dict.fromkeys(subject.graphs, (value(identifier[0]), year)))
        return told

    def node(self, subject: Subject, kind: str) -> dict[str, Attribute]:
        """The attributes of a node."""
        quote, confidence = self._rests_on(subject)
        node: dict[str, Attribute] = {"id": subject.term[1:-1], "label": self._label(subject), "type": kind}
        node |= self._told_by(subject.graphs) | {"confidence": confidence}
        if quote:
            node["evidence"] = quote
        for predicate, name in _TEXTS.items():
            if found := subject.values.get(predicate):
                node[name] = "; ".join(sorted(map(self._text, found)))
        for predicate, name in _NUMBERS.items():
            if found := subject.values.get(predicate):
                node[name] = float(value(found[0]))
        return node

    def edges(self, lines: Sequence[str]) -> Iterator[tuple[str, str, str, dict[str, Attribute]]]:
        """Every relation between two nodes, once for each report that tells it: its ends, a key, its attributes."""
        nodes = {term for term, subject in self.subjects.items() if _kind(subject)}
        for line in lines:
            source, predicate, target, graph = split(line)
            if target in nodes and source in nodes and predicate != _TYPE:
                quote, confidence = self._why(source, predicate, target, graph)
                kind = _local(predicate)
                edge: dict[str, Attribute] = {
                    "type": kind,
                    **self._told_by((graph,)),
                    "confidence": confidence,
                    "evidence": quote,
                }
                yield source[1:-1], target[1:-1], f"{kind} {graph[1:-1]}", edge

    def _told_by(self, graphs: Sequence[str]) -> dict[str, Attribute]:
        """The reports that tell something, and the earliest of their years."""
        reports = [self.reports[graph] for graph in graphs if graph in self.reports]
        told: dict[str, Attribute] = {"report": "; ".join(sorted({identifier for identifier, _ in reports}))}
        if years := [year for _, year in reports if year is not None]:
            told["year"] = min(years)
        return told

    def _why(self, source: str, predicate: str, target: str, graph: str) -> tuple[str, float]:
        """What a relation rests on: the evidence of its link, else of its ends in that report, else the words of its source."""
        predicates = (predicate, *_PARTICULAR) if predicate == _INVOLVES else (predicate,)
        link = next((found for p in predicates if (found := self.links.get((source, p, target, graph)))), None)
        for subject in (link, self.subjects[source], self.subjects[target]):
            if subject is not None:
                quote, confidence = self._rests_on(subject, graph)
                if quote:
                    return quote, confidence
        return self._label(self.subjects[source]), 1.0

    def _rests_on(self, subject: Subject, graph: str | None = None) -> tuple[str, float]:
        """The first quote and the highest confidence of the evidences (of one report); no quote and 1 where there are none."""
        found = [self.subjects[term] for term in subject.values.get(_EVIDENCE, ()) if term in self.subjects]
        found = sorted((e for e in found if graph is None or graph in e.graphs), key=lambda evidence: evidence.place)
        if not found:
            return "", 1.0
        return value(found[0].values[_EXACT][0]), max(float(value(e.values[_CONFIDENCE][0])) for e in found)

    def _label(self, subject: Subject) -> str:
        for predicate in _LABELS:
            if found := subject.values.get(predicate):
                return value(found[0])
        if indicator := subject.values.get(_INDICATOR):
            number = "".join(value(found) for found in subject.values.get(_VALUE, ()))
            return f"{self._text(indicator[0])} {number}{''.join(map(self._text, subject.values.get(_UNIT, ())))}".strip()
        return _local(subject.term)

    def _text(self, term: str) -> str:
        """A literal's text; a concept's code; another resource's label."""
        if term in _CODES:
            return _CODES[term]
        if term[0] == "<" and term in self.subjects:
            codes = self.subjects[term].values.get(_NOTATION)
            return value(codes[0]) if codes else self._label(self.subjects[term])
        return value(term)


def _local(term: str) -> str:
    return term.strip("<>").replace("#", "/").rsplit("/", 1)[-1]
