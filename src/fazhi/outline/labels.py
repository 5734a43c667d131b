"""Labels: words that open several lines and name what each is: 原因:… (cause: …), 整改措施:… (remedy: …) below a problem."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from fazhi.model import Role
from fazhi.outline.announced import heading_says
from fazhi.outline.headings import HeadingRole, column_role, heading_role, turn_role
from fazhi.outline.leads import has_deficit
from fazhi.outline.line import Kind, Line
from fazhi.outline.signs import Sign
from fazhi.resources import lexicon

LABEL = "label"
"""The series of lines that a word opens, as numbers open others: 整改措施:… (remedy: …)."""

OWNER = "owner"
"""The series of lines without numbers that stand above labels and are explained by them."""

PROBLEM = "problem-number"
"""The series of points that 问题一 (problem one) or 问题1: opens."""

PLAIN_HEADING_LENGTH = 32
RUN_IN_HEADING = re.compile(r"([^。:;,【】]{2,24})[:。](?=.)|【([^【】]{2,12})】:?(?=.)")
_COUNTED = re.compile(r"之?[一二三四五六七八九十\d]+$")  # 问题一:
_REMEDY = re.compile(r"(?:措施|举措|办法|对策|做法|改法|怎么办|怎么改)(?:之?[一二三四五六七八九十\d]+)?$")
_LABEL_RANK = 11  # deeper than any number: it belongs to the point above it
_STOP = re.compile("[。;!?]")
_OWNERS = 2  # problems above labels


def label_sign(line: Line, match: re.Match[str]) -> Sign:
    """The sign of a line that `match` finds to begin with a label."""
    return Sign(LABEL, _LABEL_RANK, 0, line.start, line.start + match.end())


def with_owners(lines: Sequence[Line]) -> list[Line]:
    """Problems without numbers above the labels that explain them, each a point: 窗口排队长。 | 原因:… | 对策:…

    Such a line stands above the label that comes first (原因), and not below a point, to which it would belong; what stands above
    问题:… is no problem itself.
    """
    words = [
        line.text[: line.sign.end - line.start] if line.sign is not None and line.sign.series == LABEL else "" for line in lines
    ]
    kinds = [_COUNTED.sub("", word.rstrip(":。")) for word in words]
    at = next((index for index, kind in enumerate(kinds) if kind), 0)
    told = lines[at].told
    if not kinds[at] or told is None or told.role is Role.SHORTCOMINGS:
        return list(lines)
    owners = [
        index
        for index, line in enumerate(lines[:-1])
        if line.kind is Kind.TEXT
        and line.sign is None
        and kinds[index + 1] == kinds[at]
        and turn_role(line.text) is None
        and not _is_point(lines[index - 1])
    ]
    if len(owners) < _OWNERS:
        return list(lines)
    owned = HeadingRole(Role.SHORTCOMINGS, False)
    found = list(lines)
    for index in owners:
        start = lines[index].start
        found[index] = replace(lines[index], sign=Sign(OWNER, _LABEL_RANK - 1, 0, start, start), told=owned)
    return found


def _is_point(line: Line) -> bool:
    """Whether a line is a numbered point with a text, no label and no heading."""
    return line.sign is not None and line.sign.series != LABEL and bool(_STOP.search(line.text))


def with_descriptions(lines: Sequence[Line]) -> list[Line]:
    """Among problems with labels, a line that only enlarges on the one above it is one with that: 表现:… (how it shows: …)."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        goes_on = last is not None and {line.kind, last.kind} == {Kind.TEXT} and line.sign is None
        if last is not None and goes_on and _describes().match(line.text):
            found[-1] = replace(last, end=line.end, text=f"{last.text}\n{line.text}")
        else:
            found.append(line)
    return found


@cache
def _describes() -> re.Pattern[str]:
    return re.compile(lexicon("outline")["labels"]["describes"])


def labels_of(lines: list[Line], year: int | None) -> dict[str, HeadingRole]:
    """Words that open several lines and name what each is: 整改措施:… (remedy: …) below every problem."""
    plain = (line.text for line in lines if line.kind is Kind.TEXT and line.sign is None)
    opening = [match[match.lastindex or 0] for text in plain if (match := RUN_IN_HEADING.match(text))]
    words = [_COUNTED.sub("", text) for text in opening]
    told = {text: told_by(word, year) or _said(word) for text, word in zip(opening, words, strict=True) if words.count(word) > 1}
    found = {text: role for text, role in told.items() if role is not None and role.generic}
    signs = [(line.sign, line.text[line.sign.end - line.start :]) for line in lines if line.sign is not None]
    named = [match[1] or match[2] for _, text in signs if (match := RUN_IN_HEADING.match(text))]  # 1.问题:…
    numbered = any(sign.series == PROBLEM for sign, _ in signs) or sum(map(_is_problem, named)) > 1
    roles = {role.role for role in found.values()}
    owned = numbered or {Role.CAUSES, Role.PLANS} <= roles or _stand_below_problems(lines, found)
    if not (owned or Role.SHORTCOMINGS in roles):
        return {text: role for text, role in found.items() if role.role is Role.PLANS}
    remedies = {text: HeadingRole(Role.PLANS, True) for text in told if _REMEDY.search(text)}  # beside problems, no work done
    return {text: role for text, role in (found | remedies).items() if role.role is not Role.ACHIEVEMENTS}


def _stand_below_problems(lines: Sequence[Line], labels: Mapping[str, HeadingRole]) -> bool:
    """Whether labels of causes stand each right below a problem without number: 渡口看护薄弱。 | 原因:渡工年老。"""
    problems = 0
    for above, line in pairwise(lines):
        match = RUN_IN_HEADING.match(line.text)
        told = labels.get(match[match.lastindex or 0]) if match is not None else None
        if told is not None and told.role is Role.CAUSES:
            if above.kind is not Kind.TEXT or above.sign is not None or not has_deficit(above.text):
                return False
            problems += 1
    return problems > _OWNERS


def _is_problem(word: str) -> bool:
    return column_role(word) is Role.SHORTCOMINGS


def _said(word: str) -> HeadingRole | None:
    role = heading_says(word)
    return HeadingRole(role, True) if role in (Role.SHORTCOMINGS, Role.CAUSES, Role.PLANS) else None


def told_by(text: str, year: int | None) -> HeadingRole | None:
    """The role that a short line tells as a heading, in a report on `year`."""
    return heading_role(text, year) if len(text) <= PLAIN_HEADING_LENGTH else None
