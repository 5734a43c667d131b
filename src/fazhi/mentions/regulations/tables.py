"""The tables of norms: what is known by name, and how names of norms look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.resources import lexicon, rows

BARE_ENDINGS = ("法", "典", "条例", "职责规定", "督察工作规定")
_SHORTEST_BARE = 3  # a known name of two characters (水法) is believed only inside 《》


@dataclass(frozen=True, slots=True)
class Known:
    """A norm that the table has."""

    official: str
    kind: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled patterns of `regulations.toml`."""

    no_ending: re.Pattern[str]
    no_before: re.Pattern[str]
    ending: re.Pattern[str]
    generic: frozenset[str]
    yearly: re.Pattern[str]
    emergency: re.Pattern[str]
    publicity: re.Pattern[str]
    collective: re.Pattern[str]


def name_key(name: str) -> str:
    """A name as it is looked up: without 中华人民共和国, quotation marks and 《》, dashes and brackets of one form.

    >>> name_key("中华人民共和国民法典"), name_key("法治政府建设实施纲要(2021—2025年)")
    ('民法典', '法治政府建设实施纲要(2021-2025年)')
    """
    name = re.sub(r"[“”‘’\"《》〈〉\s]", "", name).removeprefix("中华人民共和国")
    return name.translate(str.maketrans({"—": "-", "〔": "(", "〕": ")", "[": "(", "]": ")"}))


@cache
def known_names() -> dict[str, Known]:
    """All names of the table by their keys."""
    found: dict[str, Known] = {}
    for row in rows("regulations_national"):
        known = Known(row["official"], row["kind"])
        for name in (row["official"], *filter(None, row["names"].split("|"))):
            found.setdefault(name_key(name), known)
    return found


@cache
def patterns() -> Patterns:
    """The patterns, compiled once."""
    table = lexicon("regulations")
    none, bare = table["none"], table["bare"]
    return Patterns(
        no_ending=re.compile(f"(?:{'|'.join(none['endings'])})(?:\\([^()]*\\))?$"),
        no_before=re.compile(f"(?:{'|'.join(none['before'])})$"),
        ending=re.compile(f"(?:{'|'.join(table['norm']['endings'])})(?:\\([^()]*\\))?$"),
        generic=frozenset(none["generic"]),
        yearly=re.compile(bare["yearly"]),
        emergency=re.compile(bare["emergency"]),
        publicity=re.compile(bare["publicity"]),
        collective=re.compile(bare["collective"]),
    )


@cache
def bare_names() -> tuple[frozenset[str], tuple[int, ...]]:
    """The known names that are believed without 《》, and their lengths, the longest first."""
    names = frozenset(name for name in known_names() if len(name) >= _SHORTEST_BARE and name.endswith(BARE_ENDINGS))
    return names, tuple(sorted({len(name) for name in names}, reverse=True))
