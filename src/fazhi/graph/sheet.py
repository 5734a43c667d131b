"""The sheet on which one report's quads are written, and the names of what stands on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from fazhi.errors import VocabularyError
from fazhi.graph import iris
from fazhi.graph.terms import WHOLE, chinese, decimal, iri, literal
from fazhi.model import Evidence, Form, Part, ReportFacts
from fazhi.vocabulary import FZ, OA, RDF, RDFS, SKOS, Concept

TYPE = iri(RDF.type)
LABEL = iri(RDFS.label)
PREF_LABEL = iri(SKOS.prefLabel)
EVIDENCE = iri(FZ.evidence)
REPORTED_IN = iri(FZ.reportedIn)
_IN_SECTION = iri(FZ.inSection)

# What every evidence and every concept says, as one text to fill in.
_EVIDENCE = f"{TYPE} {iri(FZ.Evidence)}"
_EXACT, _START, _END = iri(OA.exact), iri(OA.start), iri(OA.end)
_IN_REPORT, _LINE, _PAGE = iri(FZ.inReport), iri(FZ.line), iri(FZ.page)
_RULE, _CONFIDENCE = iri(FZ.rule), iri(FZ.confidence)
_CONCEPT = f"{TYPE} {iri(SKOS.Concept)}"
_NOTATION, _IN_SCHEME = iri(SKOS.notation), iri(SKOS.inScheme)

_SHOWN = (Form.SECTION, Form.POINT)  # what has a heading or a number of its own


# Of evidence of one rule and confidence: the end of its IRI; what it says before, within and after what is its own.
_Ground = tuple[str, str, tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the outline that is shown: its written IRI, that of the section or report above it, and its order there."""

    name: str
    above: str
    order: int
    part: Part


class Sheet:
    """Quads of one report, gathered by subject; terms are given as they are written in N-Quads."""

    __slots__ = ("_grounds", "_places", "_starts", "_tails", "base", "facts", "graph", "names", "report", "sections")

    def __init__(self, facts: ReportFacts, base: str) -> None:
        self.facts = facts
        self.base = base
        self.report = iris.report(facts, base=base)
        self.graph = iris.graph(self.report)
        self.names: dict[str, str] = dict(_names(facts, base, self.report))
        self.sections = tuple(_sections(facts.outline, self.report, iri(self.report)))
        self._starts = [section.part.start for section in self.sections]
        self._tails: dict[str, list[str] | tuple[str, ...]] = {}  # a tuple is in order, and complete
        self._grounds: dict[tuple[str, float], _Ground] = {}
        self._places: dict[int, tuple[str, ...]] = {}

    def say(self, subject: str, *tails: str) -> None:
        """State of a subject what the tails (predicate and object) say."""
        known = self._tails.get(subject)
        if known is None:
            self._tails[subject] = list(tails)
        elif isinstance(known, list):
            known.extend(tails)
        else:
            self._tails[subject] = [*known, *tails]

    def complete(self, subject: str, *tails: str) -> None:
        """State all that is said of a subject: each tail once, in the order of characters, which then need not be found."""
        self._tails[subject] = tails

    def speaks_of(self, subject: str) -> bool:
        """Whether something is stated of a subject."""
        return subject in self._tails

    def name(self, key: str) -> str:
        """The written IRI of what a key stands for; ValueError where no fact has that key."""
        try:
            return self.names[key]
        except KeyError:
            raise ValueError(f"{self.facts.document.source}: a link leads to {key!r}, which no fact of this report has") from None

    def in_section(self, evidence: Evidence) -> Iterator[str]:
        """What tells in which section a fact stands: the innermost one that holds its place, where there is one."""
        for section in reversed(self.sections[: bisect_right(self._starts, evidence.start)]):
            if section.part.start <= evidence.start < section.part.end:
                yield f"{_IN_SECTION} {section.name}"
                return

    def evidence(self, evidence: Evidence) -> str:
        """The written IRI of an evidence, which is put on the sheet; one of the same place, rule and confidence is the same."""
        start, end = evidence.start, evidence.end
        known = self._grounds.get((evidence.rule, evidence.confidence))
        if known is None:
            known = self._grounds[evidence.rule, evidence.confidence] = self._ground(evidence)
        last, before, within, after = known
        name = f"<{iris.evidence(self.report, start, end, last)}>"
        if name not in self._tails:
            place = self._places.get(start)
            if place is None:
                place = self._places[start] = self._place(start)
            self._tails[name] = (  # in the order of characters, as most of the sheet is evidence
                before,
                f'{_END} "{end}{WHOLE}',
                f"{_EXACT} {literal(self.facts.document.text[start:end])}",
                f'{_START} "{start}{WHOLE}',
                *within,
                *place,
                after,
            )
        return name

    def _place(self, start: int) -> tuple[str, ...]:
        """What evidence says of its line and page."""
        place = self.facts.document.place(start)
        line = f'{_LINE} "{place.line}{WHOLE}'
        return (line,) if place.page is None else (line, f'{_PAGE} "{place.page}{WHOLE}')

    def _ground(self, evidence: Evidence) -> _Ground:
        """What all evidence of one rule and confidence has in common: the end of its IRI, and what it says."""
        confidence = decimal(evidence.confidence)
        number = confidence[1 : confidence.index('"', 1)]
        within = (f"{_CONFIDENCE} {confidence}", f"{_IN_REPORT} <{self.report}>")
        return iris.grounds(evidence.rule, number), _EVIDENCE, within, f"{_RULE} {literal(evidence.rule)}"

    def concept(self, concepts: Mapping[str, Concept], code: str) -> str:
        """The written IRI of the concept of a code, whose notation, label and scheme are put on the sheet."""
        concept = concepts.get(code)
        if concept is None or concept.scheme is None:
            raise VocabularyError(f"{code!r}: no such code; use one of {', '.join(concepts)}")
        name = iri(concept.iri)
        if name not in self._tails:
            self._tails[name] = [
                _CONCEPT,
                f"{_NOTATION} {literal(concept.code)}",
                f"{PREF_LABEL} {chinese(concept.zh)}",
                f"{_IN_SCHEME} {iri(concept.scheme)}",
            ]
        return name

    def text(self) -> str:
        """Everything on the sheet as the text of an N-Quads file: each quad once, in the order of its characters."""
        close = f" <{self.graph}> .\n"
        pieces: list[str] = []
        for subject in sorted(self._tails):  # no written subject begins another: their order is the order of lines
            tails, lead = self._tails[subject], f"{subject} "
            if not isinstance(tails, tuple):
                tails = [tail for tail, _ in groupby(sorted(tails))]  # each once; a set would hash long strings
            block = [f"{close}{lead}"] * (2 * len(tails) + 1)  # joined with all others, once: joining it here copies it twice
            block[0], block[1::2], block[-1] = lead, tails, close
            pieces += block
        return "".join(pieces)


def _names(facts: ReportFacts, base: str, report: str) -> Iterator[tuple[str, str]]:
    for entity in facts.entities:
        yield entity.key, iri(iris.entity(base, entity.kind, entity.scope, entity.name))
    for observation in facts.observations:
        evidence = observation.evidence
        yield observation.key, iri(iris.place(report, "observation", evidence.start, evidence.end, observation.indicator))
    for kind, found in (("measure", facts.measures), ("shortcoming", facts.shortcomings), ("cause", facts.causes)):
        for fact in found:
            yield fact.key, iri(iris.place(report, kind, fact.evidence.start, fact.evidence.end))


def _sections(parts: Iterable[Part], report: str, above: str) -> Iterator[Section]:
    """Sections and points of the outline, in order of the text, each below the next one above it that is shown."""
    for order, part in enumerate(_shown(parts), start=1):
        name = iri(iris.place(report, "section", part.start, part.end))
        if name == above:  # a section that is one point from end to end
            name = iri(iris.place(report, "section", part.start, part.end, part.form))
        yield Section(name, above, order, part)
        yield from _sections(part.parts, report, name)


def _shown(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts themselves, or what is shown of the parts below them."""
    for part in parts:
        if part.form in _SHOWN:
            yield part
        else:
            yield from _shown(part.parts)
