"""Lines of a graph, read into the values of the pass across reports.

In come the sorted N-Quads lines that fazhi writes, in one go and only once; what a later pass derived is left out.

>>> quad = '<http://e.org/id/a> <http://e.org/says> "\\u6cd5\\\\"\\u6cbb"@zh <http://e.org/id/report/a/graph> .'
>>> split(quad)
('http://e.org/id/a', 'http://e.org/says', '"法\\\\"治"@zh', 'http://e.org/id/report/a/graph')
>>> text_of(split(quad)[2])  # "rule" and "law", with a quotation mark between
'法"治'
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from os.path import commonprefix

from fazhi.corpus.views import Corpus, Figure, Point, Report, Thing, report_of
from fazhi.graph.iris import is_derived, span
from fazhi.vocabulary import DCTERMS, FZ, ORG, OWL, RDF, RDFS, SKOS

_ESCAPE = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def split(line: str) -> tuple[str, str, str, str]:
    """Subject, predicate, object and graph of a line: IRIs without brackets, a literal as it is written."""
    subject, predicate, rest = line.split(" ", 2)
    value, graph = rest[:-2].rsplit(" ", 1)
    return subject[1:-1], predicate[1:-1], value[1:-1] if value[0] == "<" else value, graph[1:-1]


def text_of(literal: str) -> str:
    """The text of a written literal, without its quotation marks, language and type."""
    inner = literal[1 : literal.rindex('"')]
    return _ESCAPE.sub(_unescaped, inner) if "\\" in inner else inner


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _PLAIN.get(match[2], match[2])


_THINGS = {FZ.Department: "Department", FZ.Regulation: "Regulation", FZ.Mechanism: "Mechanism"}
_LINE = f" <{FZ.line}>"
_OF_THINGS = frozenset(
    (SKOS.prefLabel, SKOS.altLabel, FZ.mentionedIn, FZ.kind, FZ.documentNumber, ORG.subOrganizationOf, FZ.evidence, RDF.type)
)


def read_corpus(lines: Iterable[str]) -> Corpus:
    """The reports and the things of a graph, from its sorted lines; of graphs that were derived, who is one alone is read."""
    reader = Reader()
    for line in lines:
        reader.read(line)
    return reader.corpus()


class Reader:
    """Takes in lines of a graph, and gives a corpus."""

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self.things: dict[str, Thing] = {}
        self.points: dict[str, Point] = {}
        self.figures: dict[str, Figure] = {}
        self.labels: dict[str, str] = {}
        self.first: defaultdict[str, set[str]] = defaultdict(set)
        self.latest: Report | None = None
        self.same: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def read(self, line: str) -> None:
        """Take in a line."""
        at = line.index(" ")
        if "/evidence/" in line[:at] and not line.startswith(_LINE, at):
            return  # more than half of all lines: of an evidence, its line alone is needed, the IRI tells the rest
        subject, predicate, value, graph = split(line)
        if is_derived(graph):
            if predicate == OWL.sameAs:
                self.same[subject] = value
            return
        report = graph.removesuffix("/graph")
        if not subject.startswith(report):
            self._thing(subject, predicate, value)
        elif subject == report:
            self._report(self.home(report), predicate, value)
        else:
            self._fact(subject, predicate, value, self.home(report), subject[len(report) + 1 :].partition("/")[0])

    def home(self, iri: str) -> Report:
        """The report of this IRI, which is new where it was not met before."""
        found = self.reports.get(iri)
        if found is None:
            self._forget()
            found = self.latest = self.reports[iri] = Report(iri)
        return found

    def _forget(self) -> None:
        """Of the report just read, keep the lines of those places alone that a tie may quote."""
        report = self.latest
        if report is None:
            return
        kept = {point.evidence for point in (*report.measures, *report.shortcomings)}
        kept |= {figure.evidence for figure in report.figures} | self.first.get(report.iri, set())
        report.lines = {iri: line for iri, line in report.lines.items() if iri in kept}

    @staticmethod
    def _report(report: Report, predicate: str, value: str) -> None:
        match predicate:
            case DCTERMS.identifier:
                report.identifier = text_of(value)
            case DCTERMS.title:
                report.title = text_of(value)
            case FZ.reportingYear:
                report.year = int(text_of(value)[:4])
            case FZ.text:
                report.text = text_of(value)
            case FZ.issuer:
                report.issuers.append(value)

    def _thing(self, iri: str, predicate: str, value: str) -> None:
        if predicate not in _OF_THINGS:
            return
        thing = self.things.setdefault(iri, Thing(iri))
        match predicate:
            case RDF.type if value in _THINGS:
                thing.kind = _THINGS[value]
            case SKOS.prefLabel:
                thing.name = text_of(value)
            case SKOS.altLabel if (alias := text_of(value)) not in thing.aliases:
                thing.aliases.append(alias)
            case FZ.mentionedIn if thing.kind and value not in thing.reports[-1:]:  # they come in order
                thing.reports.append(self.names.setdefault(value, value))
            case FZ.kind if value not in thing.codes:
                thing.codes.append(value)
            case FZ.documentNumber:
                thing.number = text_of(value)
            case ORG.subOrganizationOf if value not in thing.above:
                thing.above.append(value)
            case FZ.evidence if thing.kind:
                self._first(thing, value)

    def _first(self, thing: Thing, evidence: str) -> None:
        """Keep the first place in the first report that names a thing."""
        report = report_of(evidence)
        known = thing.evidence.get(report)
        if known is None and thing.evidence and report > min(thing.evidence):
            return
        if known is None or span(evidence) < span(known):
            for other in thing.evidence:
                self.first[other].discard(thing.evidence[other])
            self.first[report].add(evidence)
            thing.evidence = {report: evidence}

    def _fact(self, iri: str, predicate: str, value: str, report: Report, kind: str) -> None:
        if kind == "evidence":
            if predicate == FZ.line:
                report.lines[iri] = int(text_of(value))
        elif kind in ("measure", "shortcoming"):
            self._point(iri, predicate, value, report, kind)
        elif kind == "observation":
            self._figure(iri, predicate, value, report)
        elif kind == "cause" and predicate == RDFS.label:
            self.labels[iri] = text_of(value)

    def _point(self, iri: str, predicate: str, value: str, report: Report, kind: str) -> None:
        point = self.points.get(iri)
        if point is None:
            point = self.points[iri] = Point(iri, *span(iri))
            (report.measures if kind == "measure" else report.shortcomings).append(point)
        match predicate:
            case RDFS.label:
                point.label = text_of(value)
            case FZ.inSection:
                point.section = value
            case FZ.status:
                point.planned = value == FZ.Planned
            case FZ.evidence:
                point.evidence = value
            case FZ.theme:
                point.themes.append(value.rpartition("#theme-")[2])
            case FZ.addresses:
                point.addresses.append(value)
            case FZ.hasCause:
                point.causes.append(value)
            case FZ.hasResult:
                point.results.append(value)
            case FZ.usesMechanism:
                point.uses.append(value)

    def _figure(self, iri: str, predicate: str, value: str, report: Report) -> None:
        figure = self.figures.get(iri)
        if figure is None:
            figure = self.figures[iri] = Figure(iri, *span(iri))
            report.figures.append(figure)
        match predicate:
            case FZ.indicator:
                figure.indicator = value
            case FZ.value:
                figure.value = Decimal(text_of(value))
            case FZ.unit:
                figure.unit = value
            case FZ.qualifier:
                figure.qualifier = value.rpartition("#")[2]
            case FZ.changePercent:
                figure.percent = Decimal(text_of(value))
            case FZ.changeAbsolute:
                figure.absolute = Decimal(text_of(value))
            case FZ.partOf:
                figure.total = value
            case FZ.inSection:
                figure.section = value
            case FZ.evidence:
                figure.evidence = value

    def corpus(self) -> Corpus:
        """Everything that was read, in order of the text, with the causes of shortcomings in words."""
        for report in self.reports.values():
            for found in (report.measures, report.shortcomings):
                found.sort(key=lambda point: (point.start, point.end))
            report.figures.sort(key=lambda figure: (figure.start, figure.end, figure.iri))
            for shortcoming in report.shortcomings:
                shortcoming.causes = [self.labels[cause] for cause in sorted(shortcoming.causes) if cause in self.labels]
        self._forget()
        return Corpus(_base(self.reports.values()), self.reports, self.things, self.same)


def _base(reports: Iterable[Report]) -> str:
    """What all IRIs of instances begin with: what the IRIs of a report and of its issuer have in common."""
    for report in reports:
        if report.issuers:
            return commonprefix([report.iri, report.issuers[0]])  # noqa: RUF071  (of characters: they differ in the kind)
    return next((report.iri.partition("report/")[0] for report in reports), "")
