"""Clauses amid the work that admit a problem: the words that open them, and those that say that it lasts or is dealt with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fazhi.matching.scanning import Scanner
from fazhi.model import Role
from fazhi.outline.announced import may_announce
from fazhi.outline.leads import has_deficit, is_problem_lead_in
from fazhi.outline.sounds import sound
from fazhi.resources import either, lexicon

_LONGEST_ANNOUNCEMENT = 30  # characters before a colon
_LIKE_A_PROBLEM = 1.0  # the logarithm of the odds


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    openers: re.Pattern[str]
    weak: re.Pattern[str]
    sure: re.Pattern[str]
    frank: re.Pattern[str]
    lasting: re.Pattern[str]
    handled: Scanner
    not_handled: re.Pattern[str]
    objects: re.Pattern[str]
    moreover: re.Pattern[str]


@cache
def _cues() -> _Cues:
    table = lexicon("outline")["admission"]
    return _Cues(
        openers=either(table["openers"]),
        weak=re.compile(table["weak_openers"]),
        sure=re.compile(table["sure_openers"]),
        frank=re.compile(table["frank_openers"]),
        lasting=re.compile(table["lasting"]),
        handled=Scanner(table["handled"]),
        not_handled=re.compile(table["not_handled"]),
        objects=re.compile(table["objects"]),
        moreover=re.compile(table["moreover"]),
    )


@lru_cache(maxsize=64)
def opener_length(unit: str) -> int:
    """Length of the words that open an admission and are no part of its text: 不足的是, (what falls short is)."""
    length = 0
    while (match := _cues().openers.match(unit, length)) and match.end() > length:
        length = match.end()
    return length or _before_colon(unit)


@lru_cache(maxsize=1024)
def _before_colon(unit: str) -> int:
    """The same of words that no table knows, in front of a colon and of what sounds like a problem: 欠缺的一面在此:…"""
    at = unit.find(":", 0, _LONGEST_ANNOUNCEMENT)
    said = may_announce(unit[:at]) if at > 0 else None
    first, _, _ = unit[at + 1 :].partition(",")
    return at + 1 if said is Role.SHORTCOMINGS and sound(first) > _LIKE_A_PROBLEM else 0


def opens_admission(unit: str) -> bool:
    """Whether a clause opens with words that lead to nothing but a problem: 遗憾的是 (it is to be regretted that)."""
    length = opener_length(unit)
    return length > 0 and not _cues().weak.fullmatch(unit[:length])


def objection_length(unit: str, *, told: bool) -> int:
    """Length of 但 (but) at the beginning of a clause, or where a problem has been `told` before it, of 此外 (besides)."""
    match = _cues().objects.match(unit) or (_cues().moreover.match(unit) if told else None)
    return match.end() if match else 0


def is_frank(opener: str) -> bool:
    """Whether an opener announces a look at all that falls short, not at one: 也要清醒地看到, (it must also be seen that)."""
    return bool(_cues().frank.search(opener))


@lru_cache(maxsize=64)
def is_handled(unit: str) -> bool:
    """Whether a problem is told as dealt with: 发现问题15个,均已整改 (15 faults were found, all are mended).

    仍未杜绝 (still not rooted out) and 重现场处置、轻取证 (care for action, not for proof) say the contrary.
    """
    matches = _cues().handled.finditer(unit)
    return any(_cues().not_handled.search(unit, max(0, match.start() - 4), match.start()) is None for match in matches)


def is_admission(unit: str, *, outright: bool) -> bool:
    """Whether a clause amid the achievements admits a problem that lasts.

    `outright`: also where nothing but its predicate says so.

    >>> is_admission("美中不足的是山林权属纠纷仍然多发。", outright=False)  # "The one blemish: forest disputes are frequent."
    True
    >>> is_admission("发现执法问题15个,均已整改到位。", outright=True)  # "15 faults were found and all are mended."
    False
    """
    cues = _cues()
    length = opener_length(unit)
    rest = unit[length:]
    if is_problem_lead_in(rest):
        return False
    if length and not cues.weak.fullmatch(unit[:length]):
        is_sure = unit[length - 1] == ":" or cues.sure.search(unit[:length]) is not None
        return not is_handled(rest) if is_sure else has_deficit(rest)
    if is_handled(rest):
        return False
    if length and unit[0] in "但然不可只":
        return has_deficit(rest)
    return outright and bool(cues.lasting.search(rest))
