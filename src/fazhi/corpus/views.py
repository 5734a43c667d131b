"""The values that the pass across reports reads: reports with their points and figures, and the things they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from fazhi.graph.iris import span

if TYPE_CHECKING:
    from fazhi.corpus.source import Source


@dataclass(slots=True)
class Point:
    """A measure or a shortcoming: `start`–`end` is the place of its words (of a measure, of its title)."""

    iri: str
    start: int
    end: int
    label: str = ""
    section: str = ""
    planned: bool = False
    evidence: str = ""
    themes: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Figure:
    """An observation."""

    iri: str
    start: int
    end: int
    indicator: str = ""
    value: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    percent: Decimal | None = None
    absolute: Decimal | None = None
    total: str = ""
    section: str = ""
    evidence: str = ""


@dataclass(slots=True)
class Report:
    """One report: its points and figures in order of the text."""

    iri: str
    identifier: str = ""
    title: str = ""
    year: int | None = None
    text: str = field(default="", repr=False)
    issuers: list[str] = field(default_factory=list)
    measures: list[Point] = field(default_factory=list)
    shortcomings: list[Point] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict, repr=False)

    @property
    def kind(self) -> str:
        """The end of its IRI: what kind of report it is."""
        return self.iri.rsplit("/", 1)[-1]

    def stretch(self, measure: Point) -> tuple[int, int]:
        """The text that a measure covers: from its title to the end of its section, or to the next point before that."""
        ends = [point.start for point in (*self.measures, *self.shortcomings) if point.start >= measure.end]
        _, end = span(measure.section) if measure.section else (0, len(self.text))
        return measure.start, max(measure.end, min([end, *ends]))


@dataclass(slots=True)
class Thing:
    """A department, regulation or mechanism (`kind` is the local name of its class), or an indicator or unit.

    `evidence` is the first place in the first report that names it, by the report.
    """

    iri: str
    kind: str = ""
    name: str = ""
    aliases: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    number: str = ""
    reports: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the preferred first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All reports by IRI, and all things by IRI; `same` gives the node that stands for a node, where a pass has found one.

    Of a corpus that `open_corpus` opened, `reports` hold no more than their heads, until `full` reads one; `things` are on
    the disk, and so are the lines `told`: an indicator of the reports and its unit, with a blank between.
    """

    base: str
    reports: dict[str, Report]
    things: Mapping[str, Thing]
    same: dict[str, str] = field(default_factory=dict)
    source: Source | None = None
    told: Sequence[str] = ()

    def full(self, report: Report) -> Report:
        """A report with all that is in it, read now where it has not been read."""
        return report if self.source is None else self.source.report(report.iri)

    def digest(self, report: str) -> str:
        """What tells whether a report has changed, by its IRI; "" where nobody reckoned it."""
        return "" if self.source is None else self.source.digests.get(report, "")

    def evidence(self, iri: str) -> tuple[int, str]:
        """The line and the words of an evidence."""
        if self.source is not None:
            return self.source.evidence(iri)
        report = self.reports[report_of(iri)]
        start, end = span(iri)
        return report.lines[iri], report.text[start:end]

    def indicators(self) -> Iterator[tuple[str, str]]:
        """The indicators that the reports tell, each with its unit ("" where it has none), in order."""
        if self.source is not None:
            for line in self.told:
                indicator, unit = line.split(" ")
                yield indicator, unit
            return
        yield from sorted({(f.indicator, f.unit) for report in self.reports.values() for f in report.figures if f.indicator})


def report_of(evidence: str) -> str:
    """The report that the IRI of an evidence belongs to."""
    return evidence[: evidence.rindex("/evidence/")]
