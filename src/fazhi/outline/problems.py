"""The single problems that a sentence or a paragraph tells: after its lead-in, clause by clause, or as members of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.ordinals import ordinal_of
from fazhi.outline.among import begins_with_reason, is_cause, is_remedy
from fazhi.outline.headings import turn_role
from fazhi.outline.leads import has_deficit, is_plan_lead_in, is_problem_lead_in, is_resolve, within_sentence
from fazhi.outline.members import problem_members
from fazhi.sentences import Span, clauses, phrases, sentences

SERIES = 3  # problems parted by commas that make a list without saying so
_SINGLE = ("是", "但", "然而", "此外", "另外")  # an opener that ends so leads to one problem
_SHORT_LEAD = 26  # characters of a sentence that names a problem which the next ones enlarge on
_HEAD = 18  # the same, of one that a reason and its effect enlarge on
_COUNTED = re.compile("[有存在是及](?:着|这|以下|如下)?([两二三四五六七八九几])(?:件|个|处|桩|块|样|宗|道|笔|方面|大)")
_FEWEST = 2  # problems that are counted
_SHORTEST_LISTED = 6  # of a problem in a list parted by commas


def problems_of(reading: str, start: int, end: int) -> Iterator[Span]:
    """The problems of one sentence: after its lead-in, clause by clause; or the members of 存在A、B、C等问题."""
    within = within_sentence(reading[start:end])
    start += within
    if within and (parts := _listed_by_commas(reading, start, end)):
        yield from parts
        return
    for a, b in clauses(reading, start, end):
        members = members_of(reading, a, b)
        if members:
            yield from members
        elif not is_problem_lead_in(reading[a:b]):
            yield a, b


def admitted(reading: str, start: int, after_opener: int, end: int) -> Iterator[Span]:
    """The problems of an admission; three or more that only commas part are each one of its own."""
    parts = [] if within_sentence(reading[start:end]) else _listed_by_commas(reading, after_opener, end)
    opener = reading[start:after_opener].rstrip(",:")
    if len(parts) >= SERIES and opener and not opener.endswith(_SINGLE):
        yield start, parts[0][1]
        yield from parts[1:]
    else:
        yield from problems_of(reading, start, end)


def _listed_by_commas(reading: str, start: int, end: int) -> list[Span]:
    """Problems that only commas part, after a lead-in that announces several: 存在一些问题:A,B,C。"""
    parts = [(a, b) for a, b in phrases(reading, start, end)]
    if len(parts) > 1 and is_resolve(reading[slice(*parts[-1])]):
        parts.pop()
    texts = [reading[a:b] for a, b in parts]
    several = len(parts) > 1 and not any(reading[b - 1] == ";" for _, b in parts)
    return parts if several and all(len(t) >= _SHORTEST_LISTED and has_deficit(t) and not is_cause(t) for t in texts) else []


def members_of(reading: str, start: int, end: int) -> list[Span]:
    """The problems that are coordinated in one clause: 存在执法力量不足、普法形式单一等问题。"""
    return [(start + a, start + b) for a, b in problem_members(reading[start:end])]


def tells_several(reading: str, start: int, end: int) -> bool:
    """Whether a sentence is a list of problems: 执法队人手紧缺;村干部法律知识欠缺;普法形式单一。"""
    told = [has_deficit(reading[a:b]) for a, b in clauses(reading, start, end)]
    return len(told) > 1 and all(told) and not is_plan_lead_in(reading[start:end])


def _is_list(sentence: str) -> bool:
    """Whether most of three and more members of a sentence are problems: what stands above it leads to them."""
    told = [has_deficit(sentence[a:b]) for a, b in clauses(sentence, 0, len(sentence))]
    return len(told) >= SERIES and sum(told) > len(told) / 2


def counts_problems(sentence: str, following: int) -> bool:
    """Whether a short sentence counts as many problems as sentences follow it: 回头看,仍有三处没有弄妥。 (three things …)"""
    match = _COUNTED.search(sentence)
    if match is None or len(sentence) > _SHORT_LEAD or following < _FEWEST:
        return False
    return match[1] == "几" or ordinal_of(match[1].replace("两", "二")) == following


def is_one_problem(reading: str, start: int, end: int, year: int | None) -> bool:
    """Whether the short lead of a paragraph names the problem that the rest enlarges on: then it is a point."""
    lead, *rest = [reading[a:b] for a, b in sentences(reading, start, end)] or [""]
    if not 1 <= len(rest) <= 3 or is_problem_lead_in(lead) or any(_is_list(text) for text in rest):
        return False
    return names_problem(lead) and not any(turn_role(text, year) or is_remedy(text) or names_problem(text) for text in rest)


def names_problem(sentence: str) -> bool:
    """A short sentence that names one problem: 执法力量薄弱。 (Enforcement is understaffed.)"""
    return len(sentence) <= _SHORT_LEAD and "," not in sentence and has_deficit(sentence)


def enlarges_on_lead(lead: str, sentence: str) -> bool:
    """Whether a sentence begins with a reason, right behind a short one that names the problem: it is no other problem.

    In annotated reports that is so of 24 such pairs in 24.

    >>> enlarges_on_lead("渡口巡查偏少。", "受水位影响,两条汊河整月无人到场,漏检较多。")  # "Ferries are seldom seen. Owing to …"
    True
    """
    return len(lead.strip("。")) <= _HEAD and lead.endswith("。") and names_problem(lead) and begins_with_reason(sentence)
