"""What became of a shortcoming, told by the ties that lead from and to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fazhi.corpus import Point, Report
from fazhi.link.ties import Tie, TieKind


def outcomes(shortcoming: Point, report: Report, ties: Sequence[Tie], results: Mapping[str, bool], *, last: bool) -> list[str]:
    """Codes of what became of a shortcoming, by the ties that lead from and to it; `last`: no later report is known.

    `results` tells of each measure (by its IRI) whether figures are told with it.
    """
    found = []
    if any(plan.planned and shortcoming.iri in plan.addresses for plan in report.measures):
        found.append("promised")
    taken = [tie for tie in ties if tie.kind is TieKind.ADDRESSES and tie.object == shortcoming.iri]
    if taken:
        found.append("taken-up")
    if any(results.get(tie.subject) for tie in taken):
        found.append("with-results")
    if any(tie.kind is TieKind.RECURS_AS and tie.subject == shortcoming.iri for tie in ties):
        found.append("recurring")
    if not last and not set(found) & {"taken-up", "recurring"}:
        found.append("unmentioned")
    return found
