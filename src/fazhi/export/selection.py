"""A part of the graph: the reports, years and themes that were asked for, with all that they need to be understood.

By report and year whole named graphs are kept. By theme, of each report are kept the report itself, its measures and
shortcomings of that theme, the measures that address one of these shortcomings, and all that these point to: sections, bodies,
regulations, mechanisms, figures, causes, evidence, and the statements about links between them. Of what is told
across reports, links between things that are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from fazhi.disk.sorting import batches_in_order
from fazhi.errors import QueryError
from fazhi.export.graphs import Graphs
from fazhi.export.lines import Subject, split, subjects
from fazhi.export.origins import Heads, Watch
from fazhi.vocabulary import FZ, RDF, THEMES

_TYPE, _THEME, _ADDRESSES = f"<{RDF.type}>", f"<{FZ.theme}>", f"<{FZ.addresses}>"
_REPORT = f"<{FZ.Report}>"
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
    """The part that was asked for. Raises QueryError, when it is read, where there is no such report or year, or none of both."""
    return Graphs(_Selected(graphs, selection), graphs.progress) if selection else graphs


class _Plan(NamedTuple):
    """What has to be known of the whole before a part of it can be read graph after graph."""

    known: frozenset[str]  # the things that remain, of those that graphs across reports tell of
    across: dict[str, frozenset[str]]  # the subjects that remain in each graph across reports
    size: int


class _Selected:
    """The origin (`origins.Origin`) of a part of other graphs: reads one of them at a time, a first time for the plan."""

    def __init__(self, graphs: Graphs, selection: Selection) -> None:
        self.graphs = graphs
        self.selection = selection
        self.chosen: Heads | None = None
        self.planned: _Plan | None = None

    def heads(self) -> Heads:
        """Identifier and year of each report that was asked for, by its graph. QueryError where there is none."""
        if self.chosen is None:
            heads = self.graphs.heads
            self._check(heads)
            reports, years = self.selection.reports, set(map(str, self.selection.years))
            chosen = {
                name: (identifier, year)
                for name, (identifier, year) in heads.items()
                if (not reports or identifier in reports) and (not years or year in years)
            }
            if not chosen and reports and years:
                told = f"report {_few(reports)}, year {_few(years)}"
                raise QueryError(f"{told}: none of these reports is of this year; leave out the one or the other")
            self.chosen = chosen
        return self.chosen

    def names(self) -> list[str]:
        """The names of the graphs of which something remains: those of reports first, then those across reports, in order."""
        return [*sorted(self.heads()), *self._plan().across]

    def graph(self, name: str) -> list[str]:
        """The sorted lines that remain of one graph; none where it is left out."""
        lines = self.graphs.graph(name)
        return self._of_report(lines) if name in self.heads() else self._remaining(lines, name, self._plan())

    def each(self, names: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
        """Some graphs, one after another: the name and the sorted lines that remain of each."""
        heads = self.heads()
        for name, lines in self.graphs.each(names):
            yield name, self._of_report(lines) if name in heads else self._remaining(lines, name, self._plan())

    def blocks(self, watch: Watch) -> Iterator[bytes]:
        """All lines that remain, sorted, with their ends, in UTF-8; `watch` follows what is read for them."""
        told = ([f"{line}\n".encode() for line in lines] for _, lines in self.each(self.names()))
        return map(b"".join, batches_in_order(watch(told)))

    def base(self) -> str:
        """The IRI with which those of the instances begin, in the whole."""
        return self.graphs.base

    def __len__(self) -> int:
        return self._plan().size

    def _of_report(self, lines: Iterable[str]) -> list[str]:
        """The lines that remain of the graph of a report."""
        lines = list(lines)
        if not self.selection.themes:
            return lines
        told = {subject.term: subject for subject in subjects(lines)}
        report = next(subject for subject in told.values() if _REPORT in subject.values.get(_TYPE, ()))
        kept = _of_themes(told, report, frozenset(f"<{THEMES[code].iri}>" for code in self.selection.themes))
        return [line for line in lines if line[: line.index(" ")] in kept]

    def _remaining(self, lines: Iterable[str], name: str, plan: _Plan) -> list[str]:
        """The lines that remain of a graph across reports: of the subjects that remain, and to no instance that is left out."""
        kept = plan.across[name]
        return [line for line in lines if line[: line.index(" ")] in kept and self._inside(split(line)[2], plan.known)]

    def _plan(self) -> _Plan:
        if self.planned is None:
            wanted = {term for _, lines in self.graphs.across() for line in lines for term in split(line)[:3:2] if term[0] == "<"}
            known: set[str] = set()
            size = 0
            for _, told in self.graphs.watched(self.graphs.each(sorted(self.heads())), lambda: len(self.heads())):
                lines = self._of_report(told)
                size += len(lines)
                known |= wanted.intersection(line[: line.index(" ")] for line in lines)
            del wanted
            across: dict[str, frozenset[str]] = {}
            for name, told in self.graphs.across():
                across[name] = frozenset(_between({subject.term: subject for subject in subjects(told)}, known))
                known |= across[name]
            plan = _Plan(frozenset(known), {}, size)
            for name, told in self.graphs.across():
                remaining = self._remaining(told, name, plan._replace(across=across))
                if remaining:
                    plan.across[name] = across[name]
                    size += len(remaining)
            self.planned = plan._replace(size=size)
        return self.planned

    def _inside(self, term: str, known: Collection[str]) -> bool:
        """Whether a value is no instance that is left out."""
        return term in known or not (self.graphs.base and term.startswith(f"<{self.graphs.base}"))

    def _check(self, heads: Heads) -> None:
        seen = list(heads.values())
        for report in self.selection.reports:
            if report not in (identifier for identifier, _ in seen):
                raise QueryError(f"report {report!r}: there is none of this identifier; give one of {_few(i for i, _ in seen)}")
        for year in map(str, self.selection.years):
            if year not in (found for _, found in seen):
                raise QueryError(f"year {year}: there is no report of this year; give one of {_few(y for _, y in seen)}")


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
