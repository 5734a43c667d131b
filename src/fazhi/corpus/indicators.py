"""Indicator names of different reports meet: in the table of common indicators, or under their own trimmed name.

>>> met("办理行政处罚案件数", "件").name, met("行政处罚案件件数", "起").name  # administrative penalty cases, "handled" or not
('行政处罚案件数', '行政处罚案件数')
>>> met("举办板凳议事会场次", "场")  # not in the table: a series of its own
Met(name='板凳议事会', unit='场', good='none', common=False)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fazhi.resources import lexicon, rows

_QUOTES = re.compile(r"[“”\"'‘’「」『』《》〈〉\s]")


@dataclass(frozen=True, slots=True)
class Met:
    """The series that a figure belongs to: its name, its unit, whether `more`, `fewer` or `none` is better."""

    name: str
    unit: str
    good: str
    common: bool


@dataclass(frozen=True, slots=True)
class Common:
    """A row of the table `indicators_common`."""

    name: str
    units: tuple[str, ...]
    names: tuple[str, ...]
    good: str
    theme: str


@cache
def common_indicators() -> tuple[Common, ...]:
    """The table of common indicators."""
    return tuple(
        Common(
            row["name"],
            tuple(filter(None, row["units"].split("|"))),
            tuple(filter(None, row["names"].split("|"))),
            row["good"],
            row["theme"],
        )
        for row in rows("indicators_common")
    )


@cache
def _known() -> dict[tuple[str, str], Common]:
    found: dict[tuple[str, str], Common] = {}
    for row in common_indicators():
        for name in (row.name, *row.names):
            for unit in row.units:
                found.setdefault((trimmed(name), _family(unit)), row)
    return found


@lru_cache(maxsize=1 << 13)
def met(label: str, unit: str) -> Met:
    """The series of an indicator told in a unit."""
    key = trimmed(label)
    row = _known().get((key, _family(unit)))
    return Met(row.name, unit, row.good, True) if row else Met(key, unit, "none", False)


@cache
def _families() -> dict[str, str]:
    return {
        unit: "count"
        for row in rows("units")
        if row["kind"] in ("count", "people")
        for unit in (row["unit"], row["written"])
        if unit
    }


def _family(unit: str) -> str:
    """Counting words are of one family: 件 and 起 count cases alike; money and rates are not."""
    return _families().get(unit, unit)


@cache
def _trims() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = lexicon("series")["names"]
    verbs, endings = (sorted(names[side], key=lambda word: (-len(word), word)) for side in ("neutral", "endings"))
    return re.compile(f"^(?:{'|'.join(verbs)})(?=..)"), re.compile(f"(?<=..)(?:{'|'.join(endings)})$")


@lru_cache(maxsize=1 << 13)
def trimmed(label: str) -> str:
    """A label without quotation marks, neutral verbs before and counting words behind.

    >>> trimmed("开展“双随机、一公开”抽查户数")  # "random checks carried out", counted in households
    '双随机、一公开抽查'
    """
    before, behind = _trims()
    text = _QUOTES.sub("", label)
    while (shorter := before.sub("", text)) != text:
        text = shorter
    return behind.sub("", text)
