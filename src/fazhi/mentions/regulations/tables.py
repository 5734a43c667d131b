"""How names of norms look, compiled once from `regulations.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.matching.scanning import Scanner
from fazhi.norms import national_norms
from fazhi.resources import lexicon

_BARE_LAWS = ("法", "典", "条例", "修正案")
_BARE_OTHERS = ("规定", "细则", "准则", "章程", "规则", "纲要", "规划")
BARE_ENDINGS = (*_BARE_LAWS, *_BARE_OTHERS)
SHORTEST_LAW = 3  # a known name of two characters (水法) is believed only inside 《》
_SHORTEST_OTHER = 6
_NO_CITATION = "八项规定"  # 落实中央八项规定精神 names the style of work, and no text


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns."""

    no_ending: re.Pattern[str]
    no_before: re.Pattern[str]
    no_after: re.Pattern[str]
    ending: re.Pattern[str]
    generic: frozenset[str]
    yearly: re.Pattern[str]
    points: re.Pattern[str]
    dated: re.Pattern[str]
    made: re.Pattern[str]
    decided: re.Pattern[str]
    emergency: re.Pattern[str]
    publicity: Scanner
    collective: Scanner
    constitution: Scanner
    five_year: re.Pattern[str]
    campaign: re.Pattern[str]
    number: re.Pattern[str]
    standard: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns of the table."""
    table = lexicon("regulations")
    none, bare = table["none"], table["bare"]
    return Patterns(
        no_ending=re.compile(f"(?:{'|'.join(none['endings'])})(?:\\([^()]*\\))?$"),
        no_before=re.compile(f"(?:{'|'.join(none['before'])})$"),
        no_after=re.compile(f"(?:{'|'.join(none['after'])})"),
        ending=re.compile(f"(?:{'|'.join(table['norm']['endings'])})(?:\\([^()]*\\))?$"),
        generic=frozenset(none["generic"]),
        yearly=re.compile(bare["yearly"]),
        points=re.compile(bare["points"]),
        dated=re.compile(bare["dated"]),
        made=re.compile(bare["made"]),
        decided=re.compile(bare["decided"]),
        emergency=re.compile(bare["emergency"]),
        publicity=Scanner(bare["publicity"]),
        collective=Scanner(bare["collective"]),
        constitution=Scanner(bare["constitution"]),
        five_year=re.compile(bare["five_year"]),
        campaign=re.compile(bare["not_before"]),
        number=re.compile(bare["number"]),
        standard=re.compile(bare["standard"]),
    )


@cache
def bare_names() -> tuple[frozenset[str], dict[str, tuple[int, ...]]]:
    """The known names that are believed without 《》, and their lengths, the longest first, by their last characters."""
    names = frozenset(name for name in national_norms() if _is_bare(name))
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[-SHORTEST_LAW:], set()).add(len(name))
    return names, {end: tuple(sorted(found, reverse=True)) for end, found in lengths.items()}


def _is_bare(name: str) -> bool:
    if name.endswith(_BARE_LAWS):
        return len(name) >= SHORTEST_LAW
    return len(name) >= _SHORTEST_OTHER and name.endswith(_BARE_OTHERS) and not name.endswith(_NO_CITATION)
