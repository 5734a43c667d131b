"""The members of what one sentence lists: problems in one clause, problems that a plan takes up, plans after a colon."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from fazhi.outline.leads import has_deficit, is_lead_in
from fazhi.resources import lexicon
from fazhi.sentences import clauses

_SHORTEST_MEMBER = 5  # characters
_LONGEST_SERIES = 200  # characters from the end of a clause, or from its beginning
_PLANS = 3  # clauses of one sentence, or more, are each a plan of its own


@cache
def _series() -> re.Pattern[str]:
    return re.compile(lexicon("outline")["problem"]["series"])


@cache
def _meets() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, lexicon("outline")["plan"]["meets"]))


def problem_members(clause: str) -> list[tuple[int, int]]:
    """The problems coordinated in one clause, where each has a predicate of its own.

    >>> text = "仍存在干部法治意识不强、执法力量不足等问题。"  # "There are still officials of weak …, too few …, and such."
    >>> [text[a:b] for a, b in problem_members(text)]
    ['干部法治意识不强', '执法力量不足']
    """
    match = _series().search(clause, max(0, len(clause) - _LONGEST_SERIES))
    if match is None:
        return []
    members = _coordinated(clause, *match.span("list"), "[、,]")
    return members if len(members) > 1 and all(_is_member(clause[a:b]) for a, b in members) else []


def met_problems(sentence: str) -> list[tuple[int, int]]:
    """The problems that a plan says it takes up, where each has a predicate of its own.

    >>> text = "针对执法人手偏紧、普法形式老套等问题,重点抓好三项工作"  # "In view of too few officers, stale publicity …"
    >>> [text[a:b] for a, b in met_problems(text)]
    ['执法人手偏紧', '普法形式老套']
    >>> met_problems("针对上述问题,重点抓好三项工作")  # "In view of the above problems …"
    []
    """
    for pattern in _meets():
        match = pattern.search(sentence, 0, _LONGEST_SERIES)
        if match is None:
            continue
        start, end = next(match.span(name) for name in pattern.groupindex)
        members = _coordinated(sentence, start, end, "[,;]" if re.search("[,;]", sentence[start:end]) else "、")
        found: list[tuple[int, int]] = []
        for a, b in members:  # a member without a problem of its own goes on with the one before: 年龄老化、后继乏人
            if _is_member(sentence[a:b]) or not found:
                found.append((a, b))
            else:
                found[-1] = (found[-1][0], b)
        if all(_is_member(sentence[a:b]) for a, b in found):
            return found
    return []


def plan_members(reading: str, start: int, end: int) -> list[tuple[int, int]]:
    """The plans of one sentence: the clauses of a list after a colon, or three clauses and more; else the whole sentence.

    >>> text = "2022年重点抓好两项工作:组建监督专员队伍;招录法制审核人员。"  # "… two things: set up …; recruit …"
    >>> [text[a:b] for a, b in plan_members(text, 0, len(text))]
    ['组建监督专员队伍;', '招录法制审核人员。']
    """
    colon = reading.find(":", start, end)
    if colon < 0 or ";" not in reading[colon:end] or not is_lead_in(reading[start : colon + 1]):
        parts = list(clauses(reading, start, end))
        return parts if len(parts) >= _PLANS else [(start, end)]
    return list(clauses(reading, colon + 1, end))


def _coordinated(text: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """The members of a coordination at `start`–`end`."""
    cuts = [start, *(m.end() for m in re.compile(marks).finditer(text, start, end)), end + 1]
    return [(a, b - 1) for a, b in pairwise(cuts)]


def _is_member(text: str) -> bool:
    return len(text) >= _SHORTEST_MEMBER and has_deficit(text)
