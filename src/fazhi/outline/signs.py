"""Enumerators: 一、 (一) 1. ① 一是 首先 ——, as the table of numbering describes them.

A sign at the beginning of a line is believed at once. A sign in running text is believed only after a stop,
semicolon, colon or comma, and only where its neighbours in the series are there too: "一是…;二是…".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from fazhi.matching.scanning import Scanner
from fazhi.ordinals import ordinal_of
from fazhi.resources import lexicon

_BEFORE_INLINE = re.compile(r"[。;:,!?)”\n]")
ON_ONE_HAND = "on-one-hand"
"""The family of 一方面 …, 另一方面 … (on the one hand, on the other): sides of one problem or reasons for it."""

NAMED_NUMBER = "named-number"
"""The family of 【短板之一】 (weak point the first): a noun tells what is counted."""

_BEFORE_SENTENCE = re.compile(r"[。;:!?)”\n]")
_BARE_NUMBER = re.compile(
    r"(\d{1,2})(?: (?=20\d\d年)| ?(?=[一-龥]))[^。;:,!?\n]{2,24}$", re.MULTILINE
)  # and the words of a heading
_MOREOVER = 4  # ordinal of 此外 among 首先, 其次, 再次, 此外, 最后
_SHORT_ITEM = 12  # characters; a run of comma-separated items shorter than this is one phrase, no list


@dataclass(frozen=True, slots=True)
class Sign:
    """An enumerator at `start`–`end`: its family, usual depth, and ordinal (0 where the family does not count)."""

    series: str
    rank: int
    ordinal: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Series:
    name: str
    rank: int
    scanner: Scanner
    words: tuple[re.Pattern[str], ...]
    line: bool
    inline: bool
    paired: bool


@cache
def _families() -> tuple[_Series, ...]:
    return tuple(
        _Series(
            row["name"],
            row["rank"],
            Scanner(row["pattern"]),
            tuple(re.compile(word) for word in row.get("words", ())),
            row["line"],
            row["inline"],
            row.get("paired", False),
        )
        for row in lexicon("numbering")["series"]
    )


def line_sign(reading: str, start: int) -> Sign | None:
    """The enumerator with which the line at `start` begins.

    >>> line_sign("(二)规范执法行为", 0)  # "(II) Regulate law enforcement"
    Sign(series='bracketed-chinese', rank=3, ordinal=2, start=0, end=3)
    """
    for family in _families():
        if family.line and (match := family.scanner.pattern.match(reading, start)):
            return _sign(family, match)
    return None


def decimal_signs(reading: str, starts: Sequence[int]) -> dict[int, Sign]:
    """The enumerators 1.1, 1.2, 1.2.1, … among the lines that begin at `starts`, by line: those that count on from each other.

    >>> text = chr(10).join(["1.1健全机制", "1.83万件已办结", "1.2强化培训"])  # "1.1 Perfect the mechanism", "18,300 cases", …
    >>> [text[sign.start : sign.end] for sign in decimal_signs(text, [0, 8, 18]).values()]
    ['1.1', '1.2']
    >>> text = chr(10).join(["1工作情况", "1.1健全机制", "2下步打算", "2.1强化培训"])  # with headings
    >>> [text[sign.start : sign.end] for sign in decimal_signs(text, [0, 6, 14, 20]).values()]
    ['1', '1.1', '2', '2.1']
    """
    pattern, rank = _decimal()
    found: dict[int, Sign] = {}
    last: tuple[int, ...] = ()
    heading: re.Match[str] | None = None  # the line above, where it may be one
    for start in starts:
        match = pattern.match(reading, start)
        places = tuple(map(int, match[1].split("."))) if match else ()
        if match and _counts_on(last, places):
            last = places
            if heading is not None and places == (int(heading[1]), 1):
                found[heading.start()] = Sign("decimal-1", rank - 1, places[0], *heading.span(1))
            found[start] = Sign(f"decimal-{len(places)}", rank + len(places) - 2, places[-1], start, match.end())
        heading = _BARE_NUMBER.match(reading, start)
    return found if len(found) > 1 else {}


@cache
def _decimal() -> tuple[re.Pattern[str], int]:
    """The pattern of such numbers, and the usual depth of those with two places."""
    table = lexicon("numbering")["decimal"]
    return re.compile(table["pattern"]), table["rank"]


def _counts_on(last: tuple[int, ...], places: tuple[int, ...]) -> bool:
    """Whether 1.2 follows on 1.1, 1.2.1 on 1.2, and 2.1 on any of these."""
    if places[-1] == 1 and (places[:-1] == last or (len(places) == 2 and places[0] > (last[0] if last else 0))):
        return True
    return len(places) <= len(last) and places[:-1] == last[: len(places) - 1] and places[-1] == last[len(places) - 1] + 1


def inline_signs(reading: str, start: int, end: int, open_ordinals: dict[str, int], below: Sign | None = None) -> list[Sign]:
    """The enumerators inside the line `start`–`end`, in order.

    `open_ordinals` tells for each family how far the lists have counted before this place; `below` is the
    enumerator of the next line.

    >>> text = "要求如下:一是守法;二是执法。"  # "As follows: one, abide by the law; two, enforce it."
    >>> [text[s.start : s.end] for s in inline_signs(text, 0, len(text), {})]
    ['一是', '二是']
    """
    found: list[Sign] = []
    for family, places in _openings(reading):
        at = bisect_left(places, start)
        if at < len(places) and places[at] < end:
            signs = list(_candidates(family, reading, start, end))
            found += signs if family.paired else _believed(signs, reading, open_ordinals.get(family.name, 0), below)
    return sorted(found, key=lambda sign: sign.start)


@lru_cache(maxsize=1)
def _openings(reading: str) -> tuple[tuple[_Series, Sequence[int]], ...]:
    """For each family that stands in running text, where in the reading one of its enumerators can begin."""
    return tuple((family, family.scanner.starts(reading)) for family in _families() if family.inline)


def _candidates(family: _Series, reading: str, start: int, end: int) -> Iterator[Sign]:
    for match in family.scanner.finditer(reading, start, end):
        before = reading[match.start() - 1] if match.start() > start else "\n"
        allowed = _BEFORE_SENTENCE if family.words or family.name in ("chinese", ON_ONE_HAND) else _BEFORE_INLINE
        if allowed.match(before):
            yield _sign(family, match)


def _believed(signs: list[Sign], reading: str, counted: int, below: Sign | None) -> list[Sign]:
    """Those of one family's signs that count on from each other, or from `counted` in the lines before."""
    signs = _without_phrases(signs, reading)
    kept: list[Sign] = []
    last = counted
    for index, sign in enumerate(signs):
        following = signs[index + 1] if index + 1 < len(signs) else None
        if sign.ordinal == 1:
            begins = following is not None and following.ordinal > 1
            begins = begins or (following is None and below is not None and (below.series, below.ordinal) == (sign.series, 2))
            begins = begins or (bool(kept) and any(later.ordinal > 1 for later in signs[index + 1 :]))
            if begins and not (following and _is_phrase(reading, sign, following)):
                kept.append(sign)
                last = 1
        elif sign.series == "ordinal-word" and sign.ordinal == _MOREOVER and not kept:
            continue  # 此外, (moreover) goes on with the point whose line it stands in
        elif last and (
            last < sign.ordinal <= last + (9 if sign.series == "ordinal-word" else 2)
            or any(k.ordinal + 1 == sign.ordinal for k in kept)
        ):
            kept.append(sign)
            last = sign.ordinal
    return kept


def _without_phrases(signs: list[Sign], reading: str) -> list[Sign]:
    """The signs without those of phrases inside a point of their family: 一是桥窄。究其缘由,一是图旧,二是钱少。二是灯暗。"""
    if all(sign.ordinal != 1 for sign in signs[1:]):
        return signs
    kept: list[Sign] = []
    inside = False
    for sign, following in zip(signs, [*signs[1:], None], strict=True):
        after_comma = reading[sign.start - 1] == ","
        inside = after_comma and (
            inside or (sign.ordinal == 1 and following is not None and _is_phrase(reading, sign, following))
        )
        if not inside:
            kept.append(sign)
    return kept


def _is_phrase(reading: str, sign: Sign, following: Sign) -> bool:
    """Whether the item is a bit of one phrase: 做到“三个到位”,一是思想到位,二是措施到位."""
    commas = sign.start > 0 and reading[sign.start - 1] == "," and reading[following.start - 1] == ","
    return commas and following.start - sign.end <= _SHORT_ITEM


def _sign(family: _Series, match: re.Match[str]) -> Sign:
    ordinal = 0
    if family.words:
        ordinal = next((i for i, word in enumerate(family.words, start=1) if word.fullmatch(match[1])), 0)
    elif family.scanner.pattern.groups:
        ordinal = ordinal_of(match[1])
    return Sign(family.name, family.rank, ordinal, match.start(), match.end())
