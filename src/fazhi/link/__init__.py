"""The link room: reports are tied together, across bodies and years.

In come the sorted N-Quads of a graph with many reports, out come the quads of graphs of their own: which nodes are one
thing (`identity`), what became of the shortcomings of earlier reports (`follow`), which indicators are one series (`series`). The
reports' graphs are never rewritten, and what an earlier pass derived is passed over, so that it can be dropped and made again at
any time. Every tie says why. Besides, without a graph of their own: `copies` (who says the same) and `compare` (side by side).

>>> from fazhi.pipeline import build_lines
>>> linked = link(build_lines(["data/reports"]).lines)  # one report alone: nothing to tie
>>> linked.ties, linked.counts
((), {})
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from fazhi.corpus import Corpus, Report, bodies, read_corpus, split
from fazhi.graph import iris
from fazhi.link.decisions import Decisions, decided, read_decisions, write_decisions
from fazhi.link.follow import follow_up, outcomes
from fazhi.link.identity import identify, representatives
from fazhi.link.series import scheme_sheet
from fazhi.link.ties import ASSERTED, Tie
from fazhi.link.write import DerivedSheet

__all__ = ["Linked", "Progress", "link", "merged", "read_decisions", "write_decisions"]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """What the pass found: the sorted lines of the derived graphs, all ties with the doubtful ones, and states by their code."""

    lines: list[str] = field(repr=False)
    ties: tuple[Tie, ...]
    counts: dict[str, int]

    @property
    def stated(self) -> tuple[Tie, ...]:
        """The ties that the graph states."""
        return tuple(tie for tie in self.ties if tie.confidence >= ASSERTED)


def link(lines: Iterable[str], *, decisions: Decisions | None = None, progress: Progress | None = None) -> Linked:
    """Tie the reports of a graph together, from its sorted N-Quads lines.

    `decisions` are those of a person, by `read_decisions`. `progress` is called with the number of bodies done and their
    total.
    """
    corpus = read_corpus(lines)
    given = decisions or {}
    identity = decided(identify(corpus), given)
    sheets = [_identity_sheet(corpus, identity), scheme_sheet(corpus) if len(corpus.reports) > 1 else None]
    ties, counts = list(identity), Counter[str]()
    stories = [body for body in bodies(corpus, representatives(identity)) if len(body.reports) > 1]
    for done, body in enumerate(stories, start=1):
        reports = body.reports
        found = decided(_story(reports), given)
        sheet = DerivedSheet(corpus.base, ("follow-up", *body.key), reports)
        for tie in found:
            if tie.confidence >= ASSERTED:
                sheet.tie(tie, corpus.reports)
        counts.update(_states(sheet, reports, found))
        ties += found
        sheets.append(sheet)
        if progress is not None:
            progress(done, len(stories))
    kept = heapq.merge(*(sheet.lines() for sheet in sheets if sheet is not None))
    return Linked([line for line, _ in groupby(kept)], tuple(ties), dict(sorted(counts.items())))


def merged(lines: Iterable[str], derived: Sequence[str]) -> list[str]:
    """The lines of a graph with these derived ones in the place of those it had; all sorted."""
    own = (line for line in lines if not iris.is_derived(split(line)[3]))
    return list(heapq.merge(own, derived))


# ------------------------------------------------------------------ stories


def _story(reports: Sequence[Report]) -> list[Tie]:
    """Ties between each report of a body and the next."""
    return [
        tie
        for earlier, later in pairwise(reports)
        if (earlier.year or 0) < (later.year or 0)
        for tie in follow_up(earlier, later)
    ]


def _states(sheet: DerivedSheet, reports: Sequence[Report], ties: Sequence[Tie]) -> Counter[str]:
    stated = [tie for tie in ties if tie.confidence >= ASSERTED]
    results = {measure.iri: bool(measure.results) for report in reports for measure in report.measures}
    counts: Counter[str] = Counter()
    for report in reports:
        for shortcoming in report.shortcomings:
            for code in outcomes(shortcoming, report, stated, results, last=report is reports[-1]):
                sheet.outcome(shortcoming.iri, code)
                counts[code] += 1
    return counts


def _identity_sheet(corpus: Corpus, ties: Iterable[Tie]) -> DerivedSheet | None:
    stated = [tie for tie in ties if tie.confidence >= ASSERTED]
    if not stated:
        return None
    named = sorted({quote.report for tie in stated for quote in tie.quotes})
    sheet = DerivedSheet(corpus.base, ("identity",), [corpus.reports[report] for report in named])
    for tie in stated:
        sheet.tie(tie, corpus.reports)
    return sheet
