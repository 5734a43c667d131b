"""One strange thing about figures, in words, with the quotes that show it."""

from __future__ import annotations

from dataclasses import dataclass

from fazhi.check.finding import Severity
from fazhi.corpus import Corpus, Figure, Report


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a figure stands: report (its identifier), year, line of the file, and the words around it."""

    report: str
    year: int
    line: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is strange, by which rule, about which series; `figures` are the IRIs of the observations."""

    rule: str
    severity: Severity
    issuer: str
    indicator: str
    zh: str
    en: str
    places: tuple[Place, ...]
    figures: tuple[str, ...]

    @property
    def order(self) -> tuple[int, str, str, int, str, tuple[str, ...]]:
        """By severity, then by report and place."""
        first = self.places[0]
        return (list(Severity).index(self.severity), first.report, self.rule, first.line, self.indicator, self.figures)


_ENDS = "。；;\n"  # of a sentence or clause


def place(report: Report, figure: Figure) -> Place:
    """Where a figure stands, with the sentence or clause around it."""
    text = report.text
    start = max(text.rfind(mark, 0, figure.start) for mark in _ENDS) + 1
    ends = [at for mark in _ENDS if (at := text.find(mark, figure.end)) >= 0]
    quote = text[max(start, figure.start - 60) : min([*ends, figure.end + 30])].strip()
    return Place(report.identifier, report.year or 0, report.lines.get(figure.evidence, 0), quote)


def label(corpus: Corpus, figure: Figure) -> str:
    """The name of a figure's indicator."""
    thing = corpus.things.get(figure.indicator)
    return thing.name if thing else ""


def unit(corpus: Corpus, figure: Figure) -> str:
    """The unit of a figure, "" where it has none."""
    thing = corpus.things.get(figure.unit)
    return thing.name if thing else ""
