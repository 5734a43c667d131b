"""Bodies or years side by side: themes, shortcomings, measures, indicators, regulations.

In come reports, out comes a table: one row for each thing that is compared, one column for each report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fazhi.corpus import Corpus, Report, met
from fazhi.errors import InputError
from fazhi.graph.terms import plain_number
from fazhi.vocabulary import THEMES

ASPECTS = ("themes", "shortcomings", "measures", "indicators", "regulations")
"""What can be compared, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing under comparison: its aspect, its name, and what each report says of it."""

    aspect: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table: a heading for each report, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def chosen(corpus: Corpus, names: Sequence[str]) -> list[Report]:
    """The reports that names mean: each an identifier, a part of it or of a title, or a body, whose reports all count.

    Raises InputError where a name means none, or is empty.
    """
    found: dict[str, Report] = {}
    ordered = sorted(corpus.reports.values(), key=lambda r: (r.identifier, r.iri))
    known = _names(corpus, {issuer for report in ordered for issuer in report.issuers})
    for name in names:
        if not name.strip():
            raise InputError(f"{name!r}: an empty name means no report; give an identifier, or the name of a body")
        exact = [report for report in ordered if report.identifier == name]
        issued = [report for report in ordered if any(name in known[issuer] for issuer in report.issuers)]
        part = [report for report in ordered if name in report.identifier or name in report.title]
        mine = exact or issued or part
        if not mine:
            raise InputError(
                f"{name!r}: no report of this name, and none of a body of this name; see: fazhi query theme-coverage"
            )
        found |= {report.iri: report for report in sorted(mine, key=lambda r: (r.year or 0, r.iri))}
    return list(found.values())


def _names(corpus: Corpus, nodes: Iterable[str]) -> dict[str, set[str]]:
    """The names of each node, with those of the nodes that are one with it."""
    shared: defaultdict[str, set[str]] = defaultdict(set)
    for node in (*corpus.same, *corpus.same.values()):
        if node in corpus.things:
            shared[corpus.same.get(node, node)].update(corpus.things[node].names)
    own = {node: set(corpus.things[node].names) if node in corpus.things else set() for node in nodes}
    return {node: found | shared[corpus.same.get(node, node)] for node, found in own.items()}


def compare(corpus: Corpus, reports: Sequence[Report], aspects: Sequence[str] = ASPECTS) -> Comparison:
    """The reports side by side, in the aspects asked for."""
    makers = {
        "themes": _themes,
        "shortcomings": lambda c, r: _points(r, "shortcomings"),
        "measures": lambda c, r: _points(r, "measures"),
        "indicators": _indicators,
        "regulations": _regulations,
    }
    rows = [row for aspect in ASPECTS if aspect in aspects for row in makers[aspect](corpus, reports)]
    return Comparison(tuple(f"{_issuer(corpus, report)} {report.year or ''}".strip() for report in reports), tuple(rows))


def _issuer(corpus: Corpus, report: Report) -> str:
    issuers = (corpus.same.get(issuer, issuer) for issuer in report.issuers)
    return "、".join(corpus.things[issuer].name for issuer in issuers if issuer in corpus.things) or report.identifier


def _themes(corpus: Corpus, reports: Sequence[Report]) -> Iterator[Row]:
    """Of each theme, how many measures are done and planned, and how many shortcomings admitted."""
    counts = []
    for report in reports:
        done = Counter(theme for m in report.measures if not m.planned for theme in m.themes)
        planned = Counter(theme for m in report.measures if m.planned for theme in m.themes)
        short = Counter(theme for s in report.shortcomings for theme in s.themes)
        counts.append((done, planned, short))
    for code, concept in THEMES.items():
        yield Row("themes", concept.zh, tuple(" / ".join(str(kind[code]) for kind in found) for found in counts))


def _points(reports: Sequence[Report], which: str) -> Iterator[Row]:
    """The points of each theme, by their first theme, told in full."""
    for code, concept in (*THEMES.items(), ("", None)):
        cells = []
        for report in reports:
            points = report.shortcomings if which == "shortcomings" else report.measures
            mine = [p for p in points if (p.themes[0] if p.themes else "") == code]
            cells.append("\n".join(("(拟) " if p.planned else "") + p.label.replace("\n", "") for p in mine))
        if any(cells):
            yield Row(which, concept.zh if concept else "其他", tuple(cells))


def _indicators(corpus: Corpus, reports: Sequence[Report]) -> Iterator[Row]:
    """The series that at least two of the reports tell, or those of the one report."""
    told: defaultdict[tuple[str, str], list[list[str]]] = defaultdict(lambda: [[] for _ in reports])
    for place, report in enumerate(reports):
        for figure in report.figures:
            if figure.value is not None and figure.indicator in corpus.things:
                unit = corpus.things[figure.unit].name if figure.unit in corpus.things else ""
                series = met(corpus.things[figure.indicator].name, unit)
                told[(series.name, unit)][place].append(plain_number(figure.value) + unit)
    for (name, _), cells in sorted(told.items()):
        if sum(map(bool, cells)) >= min(2, len(reports)):
            yield Row("indicators", name, tuple("; ".join(dict.fromkeys(values)) for values in cells))


def _regulations(corpus: Corpus, reports: Sequence[Report]) -> Iterator[Row]:
    """The regulations that one of the reports cites."""
    places = {report.iri: place for place, report in enumerate(reports)}
    cited: defaultdict[str, set[int]] = defaultdict(set)
    for thing in corpus.things.values():
        if thing.kind == "Regulation":
            cited[corpus.same.get(thing.iri, thing.iri)].update(places[r] for r in thing.reports if r in places)
    for iri in sorted(cited, key=lambda iri: (corpus.things[iri].name, iri)):
        if cited[iri]:
            cells = tuple("✓" if place in cited[iri] else "" for place in range(len(reports)))
            yield Row("regulations", corpus.things[iri].name, cells)
