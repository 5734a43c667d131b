"""A part of the graph: the reports, years and themes that were asked for, with all that they need to be understood.

By report and year whole named graphs are kept. By theme, of each report are kept the report itself, its measures and
shortcomings of that theme, the measures that address one of these shortcomings, and all that these point to: sections, bodies,
regulations, mechanisms, figures, causes, evidence, and the statements about links between them. Of what is told
across reports, links between things that are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fazhi.errors import QueryError
from fazhi.export.graphs import Graphs
from fazhi.export.lines import Subject, split, subjects, value
from fazhi.export.sorting import in_order
from fazhi.vocabulary import DCTERMS, FZ, RDF, THEMES

_TYPE, _THEME, _ADDRESSES = f"<{RDF.type}>", f"<{FZ.theme}>", f"<{FZ.addresses}>"
_REPORT, _IDENTIFIER, _YEAR = f"<{FZ.Report}>", f"<{DCTERMS.identifier}>", f"<{FZ.reportingYear}>"
_ENDS = (f"<{RDF.subject}>", f"<{RDF.object}>")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: identifiers of reports, codes of themes, years; nothing is everything."""

    reports: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for code in self.themes:
            if code not in THEMES:
                raise QueryError(f"theme {code!r}: there is none of this code; give one of {', '.join(THEMES)}")

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.reports or self.themes or self.years)


def select(graphs: Graphs, selection: Selection) -> Graphs:
    """The part that was asked for. Raises QueryError, when it is read, where there is no such report or year."""
    return Graphs(_Selected(graphs, selection)) if selection else graphs


class _Selected:
    """The origin of a part of other graphs."""

    def __init__(self, graphs: Graphs, selection: Selection) -> None:
        self.graphs = graphs
        self.selection = selection
        self.kept: dict[str, list[str]] | None = None

    def _all(self) -> dict[str, list[str]]:
        if self.kept is None:
            self.kept = dict(self._chosen())
        return self.kept

    def _chosen(self) -> Iterator[tuple[str, list[str]]]:
        """The graphs that remain, each with the lines that remain."""
        known: set[str] = set()
        seen: list[tuple[str, str]] = []
        for name, lines in self.graphs:
            told = {subject.term: subject for subject in subjects(lines)}
            report = next((s for s in told.values() if _REPORT in s.values.get(_TYPE, ())), None)
            if report is None:
                kept = _between(told, known)
            else:
                identifier = value(report.values[_IDENTIFIER][0]) if _IDENTIFIER in report.values else ""
                year = value(report.values[_YEAR][0]) if _YEAR in report.values else ""
                seen.append((identifier, year))
                if not self._asked(identifier, year):
                    continue
                kept = _of_themes(told, report, self._themes()) if self.selection.themes else set(told)
            known |= kept
            remaining = [line for line in lines if line[: line.index(" ")] in kept]
            if report is None:
                remaining = [line for line in remaining if self._inside(split(line)[2], known)]
            if remaining:
                yield name, remaining
        self._check(seen)

    def _asked(self, identifier: str, year: str) -> bool:
        reports, years = self.selection.reports, self.selection.years
        return (not reports or identifier in reports) and (not years or year in map(str, years))

    def _inside(self, term: str, known: set[str]) -> bool:
        """Whether a value is no instance that is left out."""
        return term in known or not (self.graphs.base and term.startswith(f"<{self.graphs.base}"))

    def _themes(self) -> frozenset[str]:
        return frozenset(f"<{THEMES[code].iri}>" for code in self.selection.themes)

    def _check(self, seen: Sequence[tuple[str, str]]) -> None:
        for report in self.selection.reports:
            if report not in (identifier for identifier, _ in seen):
                raise QueryError(f"report {report!r}: there is none of this identifier; give one of {_few(i for i, _ in seen)}")
        for year in map(str, self.selection.years):
            if year not in (found for _, found in seen):
                raise QueryError(f"year {year}: there is no report of this year; give one of {_few(y for _, y in seen)}")

    def reports(self) -> set[str]:
        return {name for name, lines in self._all().items() if any(f" {_TYPE} {_REPORT} " in line for line in lines)}

    def names(self) -> list[str]:
        return list(self._all())

    def graph(self, name: str) -> list[str]:
        return self._all()[name]

    def lines(self) -> Iterator[str]:
        return in_order(line for lines in self._all().values() for line in lines)

    def base(self) -> str:
        return self.graphs.base

    def __len__(self) -> int:
        return sum(map(len, self._all().values()))


def _few(names: Iterable[str]) -> str:
    told = sorted({name for name in names if name})
    return ", ".join(told[:10]) + (f" and {len(told) - 10} more" if len(told) > 10 else "")


def _of_themes(told: dict[str, Subject], report: Subject, themes: frozenset[str]) -> set[str]:
    """The subjects of a report that its measures and shortcomings of some themes need."""
    seeds = {s.term for s in told.values() if themes & set(s.values.get(_THEME, ()))}
    seeds |= {s.term for s in told.values() if seeds & set(s.values.get(_ADDRESSES, ()))}
    kept: set[str] = set()
    waiting = [report.term, *seeds]
    while waiting:
        term = waiting.pop()
        if term not in kept and term in told:
            kept.add(term)
            waiting += [found for values in told[term].values.values() for found in values if found[0] == "<"]
    for subject in told.values():
        if all(set(subject.values.get(end, ())) & kept for end in _ENDS):
            kept |= _reached(told, subject.term)
    return kept


def _between(told: dict[str, Subject], known: set[str]) -> set[str]:
    """Of a graph about several reports: the subjects that are kept elsewhere, statements between them, and their evidence."""
    kept: set[str] = set()
    for subject in told.values():
        ends = [value for end in _ENDS for value in subject.values.get(end, ())]
        if subject.term in known or (ends and all(end in known for end in ends)):
            kept |= _reached(told, subject.term) if ends else {subject.term}
    return kept


def _reached(told: dict[str, Subject], term: str) -> set[str]:
    """A statement, and the evidence it points to."""
    found = {value for values in told[term].values.values() for value in values if value in told}
    return {term} | {value for value in found if f"<{FZ.Evidence}>" in told[value].values.get(_TYPE, ())}
