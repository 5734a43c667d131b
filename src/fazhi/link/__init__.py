"""The link room: reports are tied together, across bodies and years.

In come the sorted N-Quads of a graph with many reports, out come the quads of graphs of their own: which nodes are one
thing (`identity`), what became of the shortcomings of earlier reports (`follow`), which indicators are one series (`series`). The
reports' graphs are never rewritten, and what an earlier pass derived is passed over, so that it can be dropped and made again at
any time. Every tie says why. Besides, without a graph of their own: `copies` (who says the same) and `compare` (side by side).

The pass is made of parts: the names of one region, the story of one body. Reports are read when a part needs them, and a
`Memory` of the last pass spares the parts that cannot have changed.

>>> from fazhi.pipeline import build_lines
>>> linked = link(build_lines(["data/reports"]).lines)  # one report alone: nothing to tie
>>> len(linked.ties), linked.counts
(0, {})
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby, pairwise

from fazhi.corpus import Body, Corpus, Report, bodies, open_corpus
from fazhi.disk.aside import Aside
from fazhi.disk.merged import Spool
from fazhi.graph import iris
from fazhi.link.decisions import Decisions, decided, read_decisions, write_decisions
from fazhi.link.follow import follow_up
from fazhi.link.identity import Region, regions, representatives
from fazhi.link.memory import Memory, Part
from fazhi.link.outcomes import outcomes
from fazhi.link.regions import Regions
from fazhi.link.series import scheme
from fazhi.link.ties import ASSERTED, DOUBTED, Tie, TieKind
from fazhi.link.write import DerivedSheet

__all__ = ["Linked", "Memory", "Progress", "Regions", "link", "merged", "read_decisions", "write_decisions"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """What the pass found: the sorted lines of the derived graphs, all ties with the doubtful ones, and states by their code.

    Lines and ties are on the disk. `made` are the names of the parts that were made anew: all, where no memory was given.
    """

    lines: Sequence[str] = field(repr=False)
    ties: Sequence[Tie] = field(repr=False)
    counts: dict[str, int]
    made: tuple[str, ...] = ()

    @property
    def stated(self) -> tuple[Tie, ...]:
        """The ties that the graph states."""
        return tuple(tie for tie in self.ties if tie.confidence >= ASSERTED)


def link(
    lines: Iterable[str],
    *,
    decisions: Decisions | None = None,
    progress: Progress | None = None,
    memory: Memory | None = None,
    known: Regions | None = None,
) -> Linked:
    """Tie the reports of a graph together, from its sorted N-Quads lines.

    `decisions` are those of a person, by `read_decisions`. `progress` is called with the number of parts done and their
    total. `memory` holds what the last pass found; `known` are the regions of the country, with those that a corpus has besides.
    """
    corpus = open_corpus(lines)
    given, kept = decisions or {}, memory or Memory()
    spool, ties, counts = Spool(), Aside[Tie](), Counter[str]()
    for region in regions(corpus, known or Regions()):
        grounds = [*region.grounds(), *_decisions(given, region.things.__contains__)]
        part = kept.part(f"identity/{region.name}", grounds, partial(_names, corpus, region, given))
        spool.add(part.lines)
        ties.extend(part.ties)
    stories = [body for body in bodies(corpus, representatives(ties)) if len(body.reports) > 1]
    for done, body in enumerate(stories, start=1):
        told = [(report.iri, corpus.digest(report.iri)) for report in body.reports]
        grounds = [body.key, *told, *_decisions(given, partial(_is_of, body))]
        part = kept.part(f"follow-up/{'/'.join(body.key)}", grounds, partial(_story, corpus, body, given))
        spool.add(part.lines)
        ties.extend(part.ties)
        counts.update(part.counts)
        if progress is not None:
            progress(done, len(stories))
    if len(corpus.reports) > 1:
        spool.add(scheme(corpus))
    return Linked(spool.lines(), ties, dict(sorted(counts.items())), tuple(kept.made))


def merged(lines: Iterable[str], derived: Iterable[str]) -> Iterator[str]:
    """The lines of a graph with these derived ones in the place of those it had; all sorted, each once."""
    return (line for line, _ in groupby(heapq.merge(_stated(lines), derived)))


def _stated(lines: Iterable[str]) -> Iterator[str]:
    """The lines without those of graphs that were derived; a graph is looked at once for all lines of it in a row."""
    last, is_derived = "", False
    for line in lines:
        graph = line[line.rindex(" ", 0, -2) + 2 : -3]
        if graph != last:
            last, is_derived = graph, iris.is_derived(graph)
        if not is_derived:
            yield line


def _is_of(body: Body, fact: str) -> bool:
    """Whether a fact is told by one of a body's reports."""
    return any(fact.startswith(f"{report.iri}/") for report in body.reports)


def _decisions(given: Decisions, about: Callable[[str], bool]) -> list[tuple[object, bool]]:
    """The decisions about what a part is about, in order."""
    return sorted((key, decision.accepted) for key, decision in given.items() if about(key[1]) or about(key[2]))


# ------------------------------------------------------------------ identity


def _names(corpus: Corpus, region: Region, given: Decisions) -> Part:
    """Who is who in one region, and who took whose work over: a graph of its own."""
    ties = _each_once(decided(region.ties(), given))
    stated = [tie for tie in ties if tie.confidence >= ASSERTED]
    if not stated:
        return Part(ties=ties)
    sheet = DerivedSheet(corpus.base, ("identity", region.name), sorted({quote.report for tie in stated for quote in tie.quotes}))
    for tie in stated:
        sheet.tie(tie)
    lead = {tie.subject: tie.object for tie in stated if tie.kind is TieKind.SAME_AS}
    for first in sorted(set(lead.values())):
        sheet.names([corpus.things[node] for node in [first, *sorted(node for node in lead if lead[node] == first)]])
    return Part(sheet.lines(), ties)


def _each_once(ties: Sequence[Tie]) -> list[Tie]:
    """One node stands for each: of several ties of identity that would hold, the surest does."""
    best: dict[str, Tie] = {}
    for tie in sorted(ties, key=lambda tie: (-tie.confidence, tie.key)):
        if tie.kind is TieKind.SAME_AS and tie.confidence >= ASSERTED:
            best.setdefault(tie.subject, tie)
    return [
        replace(tie, confidence=min(tie.confidence, DOUBTED))
        if best.get(tie.subject, tie) is not tie and tie.kind is TieKind.SAME_AS
        else tie
        for tie in ties
    ]


# ------------------------------------------------------------------ stories


def _story(corpus: Corpus, body: Body, given: Decisions) -> Part:
    """What became of the shortcomings of one body, report by report: a graph of its own."""
    reports = [corpus.full(report) for report in body.reports]
    ties = decided(_between(reports), given)
    sheet = DerivedSheet(corpus.base, ("follow-up", *body.key), [report.iri for report in reports])
    for tie in ties:
        if tie.confidence >= ASSERTED:
            sheet.tie(tie)
    counts = _states(sheet, reports, ties)
    return Part(sheet.lines(), ties, dict(counts))


def _between(reports: Sequence[Report]) -> list[Tie]:
    """Ties between each report of a body and the next."""
    return [
        tie
        for earlier, later in pairwise(reports)
        if (earlier.year or 0) < (later.year or 0)
        for tie in follow_up(earlier, later)
    ]


def _states(sheet: DerivedSheet, reports: Sequence[Report], ties: Sequence[Tie]) -> Counter[str]:
    stated = [tie for tie in ties if tie.confidence >= ASSERTED]
    results: Mapping[str, bool] = {measure.iri: bool(measure.results) for report in reports for measure in report.measures}
    counts: Counter[str] = Counter()
    for report in reports:
        for shortcoming in report.shortcomings:
            for code in outcomes(shortcoming, report, stated, results, last=report is reports[-1]):
                sheet.outcome(shortcoming.iri, code)
                counts[code] += 1
    return counts
