"""What one graph tells of nodes and edges: attributes, relations, and what both rest on.

`fazhi.export.network` says what becomes node and edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fazhi.export.lines import Subject, in_reading_order, split, value
from fazhi.vocabulary import DCTERMS, FZ, OA, QUALIFIERS, RDF, RDFS, SKOS, STATUSES, THEMES

Attribute = str | int | float
Attributes = dict[str, Attribute]

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
_PLACE = {f"<{OA.start}>": "start", f"<{OA.end}>": "end", f"<{FZ.line}>": "line", f"<{FZ.page}>": "page"}
_RULE = f"<{FZ.rule}>"
_PART = 5000  # lines

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
    f"<{FZ.theme}>": "theme",
    f"<{FZ.unit}>": "unit",
    f"<{FZ.status}>": "status",
    f"<{FZ.qualifier}>": "qualifier",
}
_NUMBERS = {_VALUE: "value", f"<{FZ.changePercent}>": "changePercent", f"<{FZ.changeAbsolute}>": "changeAbsolute"}
_CODES = {f"<{concept.iri}>": concept.code for concept in (*QUALIFIERS.values(), *STATUSES.values())}


@dataclass(frozen=True, slots=True)
class Node:
    """A node, by its IRI."""

    id: str
    data: Attributes = field(hash=False)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge; the key tells the edges of two nodes apart."""

    source: str
    source_label: str
    target: str
    target_label: str
    key: str
    data: Attributes = field(hash=False)


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places in a text on which a node rests."""

    node: str
    data: Attributes = field(hash=False)


def ends_of(line: str) -> tuple[str, ...]:
    """What a line across reports may tell of nodes: the ends of a relation, the subject of a type that is one of nodes."""
    subject, predicate, target, _ = split(line)
    if predicate == _TYPE:
        return (subject,) if target in _NODES else ()
    return (subject, target) if target[0] == "<" and predicate != _EVIDENCE and predicate not in _STATEMENT else ()


def in_parts(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lines of a graph in parts that can be read alone, cut between two subjects: of one without statements and evidence."""
    held: list[str] = []
    last = ""
    for line in lines:
        subject = line[: line.index(" ")]
        if len(held) >= _PART and subject != last:
            yield held
            held = []
        held.append(line)
        last = subject
    if held:
        yield held


def is_reified(line: str) -> bool:
    """Whether a line is of a statement about a relation, or of evidence."""
    predicate = line.split(" ", 2)[1]
    return predicate in _STATEMENT or predicate == _EVIDENCE


def kind_of(subject: Subject) -> str | None:
    """The type of a node, None for what is none."""
    for cls in subject.values.get(_TYPE, ()):
        if cls in _NODES:
            return _NODES[cls]
    return "Theme" if subject.term in _THEMES else None


@dataclass(frozen=True, slots=True)
class Told:
    """All that one graph tells, made ready to look up."""

    lines: Sequence[str]
    subjects: dict[str, Subject]
    report: tuple[str, int | None] | None  # identifier and year, where the graph is that of a report
    links: dict[tuple[str, str, str], Subject] = field(default_factory=dict)  # reified links by triple
    rests: dict[str, Attributes | None] = field(default_factory=dict)  # what subjects rest on, as far as it was asked

    @classmethod
    def of(cls, lines: Sequence[str]) -> Told:
        """What the sorted lines of a graph tell."""
        subjects = {subject.term: subject for subject in in_reading_order(lines)}
        links: dict[tuple[str, str, str], Subject] = {}
        report: tuple[str, int | None] | None = None
        for subject in subjects.values():
            if _STATEMENT[0] in subject.values:
                s, p, o = (subject.values[part][0] for part in _STATEMENT)
                links[s, p, o] = subject
            elif (identifier := subject.values.get(_IDENTIFIER)) and report is None:
                year = int(value(subject.values[_YEAR][0])) if _YEAR in subject.values else None
                report = value(identifier[0]), year
            elif report is None and kind_of(subject) == "Report":
                report = "", None
        return cls(lines, subjects, report, links)

    def node(self, subject: Subject, kind: str) -> Attributes:
        """The attributes of a node."""
        node: Attributes = {"id": subject.term[1:-1], "label": self._label(subject), "type": kind}
        node |= self._source()
        node |= self._rests_on(subject) or {"confidence": 1.0}
        for predicate, name in _TEXTS.items():
            if found := subject.values.get(predicate):
                node[name] = "; ".join(sorted(map(self._text, found)))
        for predicate, name in _NUMBERS.items():
            if found := subject.values.get(predicate):
                node[name] = float(value(found[0]))
        return node

    def places(self) -> Iterator[Place]:
        """Each place of the evidence of each node."""
        for subject in self.subjects.values():
            if kind_of(subject):
                for evidence in self._evidence(subject):
                    yield Place(subject.term[1:-1], {"thing": subject.term[1:-1], **self._source(), **_placed(evidence)})

    def edges(self, nodes: Mapping[str, object]) -> Iterator[Edge]:
        """Every relation between two of these nodes: subjects of this graph, or labels of nodes of others."""
        names = {term: self._name(node) for term, node in nodes.items() if not isinstance(node, Subject) or kind_of(node)}
        for source in filter(names.__contains__, sorted(self.subjects)):
            subject = self.subjects[source]
            for predicate, targets in subject.values.items():
                for target in filter(names.__contains__, targets if predicate != _TYPE else ()):
                    kind = local(predicate)
                    edge: Attributes = {"type": kind, "direction": "directed", **self._source()}
                    edge |= self._why(source, predicate, target, names)
                    ends = source[1:-1], names[source], target[1:-1], names[target]
                    yield Edge(*ends, f"{kind} {subject.graphs[0][1:-1]}", edge)

    def _name(self, node: object) -> str:
        """The label of what stands in the table of nodes: a subject, or its label already."""
        return self._label(node) if isinstance(node, Subject) else str(node)

    def _source(self) -> Attributes:
        """The report that tells it, and its year."""
        identifier, year = self.report or ("", None)
        return {"report": identifier} if year is None else {"report": identifier, "year": year}

    def _why(self, source: str, predicate: str, target: str, names: Mapping[str, str]) -> Attributes:
        """What a relation rests on: the evidence of its link, else of its ends, else the words of its source."""
        predicates = (predicate, *_PARTICULAR) if predicate == _INVOLVES else (predicate,)
        link = next((found for p in predicates if (found := self.links.get((source, p, target)))), None)
        for subject in (link, self.subjects.get(source), self.subjects.get(target)):
            if subject is not None and (rests := self._rests_on(subject)):
                return rests
        told = link.values.get(_CONFIDENCE) if link else None
        return {"confidence": float(value(told[0])) if told else 1.0, "evidence": names[source]}

    def _evidence(self, subject: Subject) -> list[Subject]:
        """The evidences of something, in the order of the text."""
        found = [self.subjects[term] for term in subject.values.get(_EVIDENCE, ()) if term in self.subjects]
        return sorted(found, key=lambda evidence: evidence.place) if len(found) > 1 else found

    def _rests_on(self, subject: Subject) -> Attributes | None:
        """The highest confidence of the evidences, and the first of them; None where there are none."""
        if subject.term not in self.rests:
            found = self._evidence(subject)
            best = max((float(value(e.values[_CONFIDENCE][0])) for e in found), default=0.0)
            self.rests[subject.term] = {**_placed(found[0]), "confidence": best} if found else None
        return self.rests[subject.term]

    def _label(self, subject: Subject) -> str:
        for predicate in _LABELS:
            if found := subject.values.get(predicate):
                return value(found[0])
        if indicator := subject.values.get(_INDICATOR):
            number = "".join(value(found) for found in subject.values.get(_VALUE, ()))
            return f"{self._text(indicator[0])} {number}{''.join(map(self._text, subject.values.get(_UNIT, ())))}".strip()
        return local(subject.term)

    def _text(self, term: str) -> str:
        """A literal's text; a concept's code; another resource's label."""
        if term in _CODES:
            return _CODES[term]
        if term[0] == "<" and term in self.subjects:
            codes = self.subjects[term].values.get(_NOTATION)
            return value(codes[0]) if codes else self._label(self.subjects[term])
        return value(term)


def _placed(evidence: Subject) -> Attributes:
    """Quote, place, rule and confidence of an evidence."""
    found: Attributes = {
        "confidence": float(value(evidence.values[_CONFIDENCE][0])),
        "evidence": value(evidence.values[_EXACT][0]),
    }
    for predicate, name in _PLACE.items():
        if told := evidence.values.get(predicate):
            found[name] = int(value(told[0]))
    if told := evidence.values.get(_RULE):
        found["rule"] = value(told[0])
    return found


def local(term: str) -> str:
    """The last part of an IRI.

    >>> local("<http://e.org/a#b>")
    'b'
    """
    return term.strip("<>").replace("#", "/").rsplit("/", 1)[-1]
