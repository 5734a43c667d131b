"""Reasons that stand within the plans: 补装备短板。快艇大多老旧,维修又要排队。拟添置… (the boats are old …).

The problems have been told before, in a section of their own. A plan speaks of the problem that it mends, and so tells which of
them its reasons explain; where it does not, a list of plans goes mostly in the order of the problems.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fazhi.facts.causes import Reason, explained_by, is_to_be_done, reasons_of
from fazhi.model import Form, Part, Role, Shortcoming


def is_needed(plan: Part) -> bool:
    """Whether a part on plans tells why it is needed."""
    is_point = plan.role is Role.PLANS and plan.form in (Form.POINT, Form.SECTION)
    return is_point and any(child.role is Role.CAUSES and child.form is Form.SENTENCE for child in plan.parts)


def reasons_in_plans(
    reading: str, parts: Sequence[Part], problems: Sequence[Shortcoming]
) -> Iterator[tuple[Shortcoming, Reason]]:
    """The reasons within the lists of plans below these parts, each with the problem that it explains."""
    plans = [part for part in parts if part.role is Role.PLANS]
    if any(map(is_needed, plans)):
        yield from _in_list(reading, plans, problems)
    for part in parts:
        yield from reasons_in_plans(reading, part.parts, problems)


def _in_list(reading: str, plans: Sequence[Part], problems: Sequence[Shortcoming]) -> Iterator[tuple[Shortcoming, Reason]]:
    """The reasons within a list of plans, each with the one of the problems before it that it explains."""
    before = [problem for problem in problems if problem.start < plans[0].start]
    places = [place for place, plan in enumerate(plans) if before and is_needed(plan)]
    told = [(reading[plans[at].title_start : plans[at].title_end], reading[plans[at].title_end : plans[at].end]) for at in places]
    parallel = len(plans) == len(before)
    chosen = explained_by(told, places, [problem.text for problem in before], parallel=parallel)
    for at, index in zip(places, chosen, strict=True):
        yield from ((before[index], replace(reason, rule="cause.plan")) for reason in _reasons(reading, plans[at]))


def _reasons(reading: str, plan: Part) -> Iterator[Reason]:
    """The reasons in the sentences that stand between the lead of a plan and what will be done."""
    spans = [(child.start, child.end) for child in plan.parts if child.role is Role.CAUSES]
    for reason in reasons_of(reading, plan.title_start, spans[-1][1]):
        if reason.start >= spans[0][0] and not is_to_be_done(reading[reason.start : reason.end]):
            yield reason
