"""Roles told outright: by a heading, by the head of a column, by the beginning of a sentence that turns to another subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fazhi.model import Role
from fazhi.outline.announced import announces
from fazhi.resources import either, lexicon

_YEAR = re.compile(r"(20\d\d)年")
_DIGITS = "〇一二三四五六七八九"
_CHINESE_YEAR = re.compile(r"二[〇○零O0oＯ]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])(?=年)")
_AHEAD = re.compile(r"(?:因此|为此|对此|同时|此外|另外|展望)?,?(?:在|进入|转入|迈入|步入|跨入|走进)?(20\d\d)年")
_TOLD_BY_HALF = (Role.SHORTCOMINGS, Role.PLANS)
_LONGEST_HEADING = 48  # characters
_LONGEST_OPENING = 14  # characters that open an analysis
_BRACKETED_LABEL = re.compile("^【([^【】]{2,8})】:?")
_LONGEST_TURN = 200  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class HeadingRole:
    """The role that a heading tells; `generic` where the heading names nothing but the role."""

    role: Role
    generic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    headings: tuple[tuple[re.Pattern[str], HeadingRole], ...]
    turns: tuple[tuple[re.Pattern[str], Role], ...]
    aims: re.Pattern[str]
    will: re.Pattern[str]
    past: re.Pattern[str]


@cache
def _cues() -> _Cues:
    table = lexicon("outline")
    turn = table["turn"]
    return _Cues(
        headings=tuple((re.compile(row["pattern"]), HeadingRole(Role(row["role"]), row["generic"])) for row in table["heading"]),
        turns=((either([*turn["causes"], lexicon("causes")["shared"]]), Role.CAUSES), (either(turn["plans"]), Role.PLANS)),
        aims=re.compile(turn["aims"]),
        past=re.compile(turn["past"]),
        will=re.compile(table["among"]["will"]),
    )


def heading_role(heading: str, year: int | None = None) -> HeadingRole | None:
    """The role that a heading (without its number) tells, in a report on `year`.

    >>> heading_role("存在的不足及下一步打算")  # "Shortcomings and next steps"
    HeadingRole(role=<Role.SHORTCOMINGS: 'shortcomings'>, generic=True)
    >>> heading_role("2024年重点工作", year=2023).role  # "Key work of 2024"
    <Role.PLANS: 'plans'>
    >>> heading_role("聚焦源头治理,着力破解物业纠纷顽疾") is None  # "Attack the causes of property disputes"
    True
    """
    if len(heading) > _LONGEST_HEADING:
        return None
    heading = _with_digits(heading)
    ahead = year is not None and (match := _YEAR.match(heading)) is not None and int(match[1]) > year
    for pattern, told in _cues().headings:
        if pattern.search(heading):
            if ahead and told.role is Role.ACHIEVEMENTS and told.generic:
                return HeadingRole(Role.PLANS, True)
            return told
    if ahead:
        return HeadingRole(Role.PLANS, True)
    halves = [heading_role(half, year) for half in heading.split(",")] if "," in heading else []
    return next((half for half in halves if half and half.generic and half.role in _TOLD_BY_HALF), None)


def _with_digits(text: str) -> str:
    """The text with years in digits: 二〇一八年 becomes 2018年."""
    return (
        text
        if "二" not in text
        else _CHINESE_YEAR.sub(lambda m: "20" + "".join(str(max(0, _DIGITS.find(c))) for c in m.groups()), text)
    )


@cache
def _columns() -> tuple[tuple[re.Pattern[str], Role], ...]:
    table = lexicon("columns")
    roles = {"problem": Role.SHORTCOMINGS, "cause": Role.CAUSES, "remedy": Role.PLANS}
    return tuple((re.compile(table[name]), role) for name, role in roles.items())


def column_role(head: str) -> Role | None:
    """The role of what stands in a column of a table, by its head: 存在问题 (problems), 整改措施 (remedies)."""
    return next((role for pattern, role in _columns() if pattern.match(head)), None)


@lru_cache(maxsize=64)
def turn_role(sentence: str, year: int | None = None) -> Role | None:
    """The role to which a sentence turns by its beginning.

    >>> turn_role("下一步将会同县档案馆补建林权档案。")  # "Next, with the county archives, we will …"
    <Role.PLANS: 'plans'>
    >>> turn_role("究其原因,主要是:数据标准不统一。")  # "Looking for the cause, it is mainly that …"
    <Role.CAUSES: 'causes'>
    >>> [turn_role(x, 2023) for x in ("转入2024年,推广船票实名。", "2024年是开局之年。")]  # "extend …", "is the first year"
    [<Role.PLANS: 'plans'>, None]
    """
    sentence = _with_digits(sentence[:_LONGEST_TURN])
    if sentence.startswith("【"):
        sentence = _BRACKETED_LABEL.sub(r"\1:", sentence, count=1)
    for pattern, role in _cues().turns:
        if pattern.match(sentence):
            return role
    match = _AHEAD.match(sentence)
    if match is None:
        return _announced(sentence)
    if year is None or int(match[1]) <= year:
        return None
    if _cues().will.search(sentence[:40]) or _cues().aims.match(sentence, match.end()):
        return Role.PLANS
    return None if _cues().past.search(sentence[match.end() :]) else Role.PLANS


def _announced(sentence: str) -> Role | None:
    """Causes or plans that a sentence announces before its colon, or causes that its opening does: 往深里挖,… (dig deeper)."""
    lead = sentence.partition(":")[0]
    role = announces(lead)
    if role in (Role.CAUSES, Role.PLANS):
        return role
    opening, _, rest = lead.partition(",")
    return Role.CAUSES if rest and len(opening) <= _LONGEST_OPENING and announces(opening) is Role.CAUSES else None
