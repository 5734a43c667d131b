"""Which problem a plan mends, where the text says so outright: it names the problem, or tells the plan right behind it.

针对隐患发现难问题,加装探头 ("for the difficulty of finding dangers, …")
…台账不全。下一步将逐户建档 ("… records are incomplete. Next, …")
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby, pairwise

from fazhi.facts.likeness import Likeness
from fazhi.matching.alternation import any_word
from fazhi.model import Measure, Shortcoming, Status
from fazhi.resources import lexicon

_NAMED_SHARE = 0.4  # so much of the words of a named problem must a shortcoming have to be the one meant
_TURNS = 2  # lists of shortcomings, each with a list of plans behind it
_NEAR = 40  # characters between a problem and its remedy
_CAUSES_LINE = re.compile(r"\n【?[^\n:。】]{0,6}(?:原因|成因|根源|根由|根子|病因|病根|症结)[^\n]*")  # between both: 原因:…


@cache
def _cue() -> re.Pattern[str]:
    cues = lexicon("addresses")["cues"]
    openers, closers = (any_word(cues[side]) for side in ("openers", "closers"))
    return re.compile(f"(?:{openers})([^,。;:\n]{{2,40}}?)的?(?:{closers})(?=[,。;\n]|$)")


@cache
def _collective() -> re.Pattern[str]:
    return re.compile(any_word(lexicon("addresses")["cues"]["collective"]))


def named_problems(text: str, likeness: Likeness) -> dict[int, tuple[int, int]]:
    """The shortcomings that a cue names, with the place of the cue: 针对执法发现难、取证难问题 names one or two."""
    found: dict[int, tuple[int, int]] = {}
    for match in _cue().finditer(text):
        for phrase in match[1].split("、"):
            shares = likeness.share_named(_collective().sub("", phrase))
            best = max(range(len(shares)), key=lambda i: shares[i])
            if shares[best] >= _NAMED_SHARE:
                found.setdefault(best, (match.start(), match.end()))
    return found


def told_before(reading: str, measures: Sequence[Measure], shortcomings: Sequence[Shortcoming]) -> dict[str, str]:
    """For each plan that follows a single shortcoming in one passage, that shortcoming's key, by the plan's key.

    A list of shortcomings before a list of plans is no such passage; but where several such lists of the same length
    take turns (1.A。2.B。 1.mends A。2.mends B。), the plans go with the shortcomings one by one.
    """
    points: list[Measure | Shortcoming] = sorted([*measures, *shortcomings], key=lambda point: (point.start, -point.end))
    found: dict[str, str] = {}
    run: list[Shortcoming] = []
    end = 0
    for point in points:
        if isinstance(point, Shortcoming):
            run = [*run, point]
        else:
            if (
                point.status is Status.PLANNED
                and len(run) == 1
                and _same_passage(reading[end : point.start], reading[point.start :])
            ):
                found[point.key] = run[0].key
            run = []
        end = point.end
    return found | _turn_by_turn(points)


def _turn_by_turn(points: Sequence[Measure | Shortcoming]) -> dict[str, str]:
    """For each plan of lists that take turns with lists of shortcomings, the key of the shortcoming in its place."""
    runs = [(kind, list(run)) for kind, run in groupby(points, key=lambda point: isinstance(point, Shortcoming))]
    turns = [
        (problems, plans)
        for (is_problem, problems), (_, plans) in pairwise(runs)
        if is_problem and len(problems) == len(plans) and all(_is_planned(plan) for plan in plans)
    ]
    long = [(problems, plans) for problems, plans in turns if len(plans) > 1]
    if len(turns) < _TURNS or not long:
        return {}
    return {plan.key: problem.key for problems, plans in long for problem, plan in zip(problems, plans, strict=True)}


def _is_planned(point: Measure | Shortcoming) -> bool:
    return isinstance(point, Measure) and point.status is Status.PLANNED


def _same_passage(gap: str, following: str) -> bool:
    """Whether a plan goes on in the paragraph or row of the shortcoming, or in one that says it holds the remedy (整改措施:…)."""
    gap = _CAUSES_LINE.sub("", gap)
    _, newline, lead = gap.rpartition("\n")
    if "|" in gap and not newline:
        return True
    remedies = tuple(lexicon("addresses")["cues"]["remedies"])
    return len(gap) <= _NEAR and (not newline or (lead + following[:12]).lstrip("【").startswith(remedies))
