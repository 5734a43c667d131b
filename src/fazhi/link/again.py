"""Shortcomings of an earlier report that a later one admits again: by their words and by the kinds of needs they name.

2022: 下放事项接不住 ("delegated powers exceed our capacity")
2023: 下放事项仍有部分未能行使 ("some delegated powers are still not used")           back again
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import exp, sqrt

from fazhi.corpus import Report
from fazhi.documents.reading import reading_of
from fazhi.link.ties import PROPOSED, Tie, TieKind, quote_of
from fazhi.matching.alternation import any_word
from fazhi.resources import lexicon


def back_again(earlier: Report, later: Report) -> Iterator[Tie]:
    """Shortcomings that the later report admits again: words and needs in common, each with the one most like it."""
    again: dict[str, float] = lexicon("follow_up")["again"]
    before, after = reading_of(earlier.text), reading_of(later.text)
    old = [(point, before[point.start : point.end]) for point in earlier.shortcomings]
    new = [(point, after[point.start : point.end]) for point in later.shortcomings]
    if not new:
        return
    words = [[likeness_of(a, b) for _, b in new] for _, a in old]
    needs = [[same_needs(a, b) for _, b in new] for _, a in old]
    themes = [[bool(set(one.themes) & set(other.themes)) for other, _ in new] for one, _ in old]
    values = [
        [words[i][j] + again["theme"] * themes[i][j] + again["needs"] * needs[i][j] * themes[i][j] for j in range(len(new))]
        for i in range(len(old))
    ]
    for i, (point, _) in enumerate(old):
        j = max(range(len(new)), key=lambda at: (values[i][at], -at))
        value, plain = values[i][j], words[i][j] + again["theme"] * themes[i][j]
        if plain < again["middle"] and any(row[j] > value for row in values):
            value = plain  # in other words alone, it is the one that is most like it from both sides
        confidence = round(1 / (1 + exp(-again["slope"] * (value - again["middle"]))), 3)
        if confidence >= PROPOSED:
            told = [f"文字相似 {words[i][j]:.2f}"] + [f"问题相同 {needs[i][j]:.2f}"] * (value > plain)
            yield Tie(
                TieKind.RECURS_AS,
                point.iri,
                new[j][0].iri,
                confidence,
                "follow-up.similar-words" if plain >= again["middle"] else "follow-up.same-problem",
                (quote_of(earlier, point), quote_of(later, new[j][0])),
                (point.label, new[j][0].label),
                "; ".join(told),
            )


def same_needs(a: str, b: str) -> float:
    """How far two problems are of the same kinds, by the needs that they name in whatever words, from 0 to 1.

    >>> same_needs("基层执法力量薄弱", "执法队伍编制紧张")  # "few people for enforcement"; "posts are lacking"
    1.0
    >>> same_needs("基层执法力量薄弱", "普法形式单一")  # "publicity is monotonous"
    0.0
    """
    one, two = _needs_of(a), _needs_of(b)
    shared = sum(one[kind] * two[kind] for kind in one.keys() & two.keys())
    return round(shared / sqrt(sum(n * n for n in one.values()) * sum(n * n for n in two.values())), 3) if shared else 0.0


@cache
def _needs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["name"], re.compile(any_word(row["need"]))) for row in lexicon("addresses")["pair"])


def _needs_of(text: str) -> dict[str, int]:
    """The kinds of needs that a text names, each with how many characters of it do."""
    found = {kind: sum(map(len, set(pattern.findall(text)))) for kind, pattern in _needs()}
    return {kind: length for kind, length in found.items() if length}


def likeness_of(a: str, b: str) -> float:
    """How many of the telling words of the shorter text the other one has, from 0 to 1.

    >>> round(likeness_of("执法人员业务能力有待提高", "执法人员的业务能力仍需提高"), 1)  # "the skills of law enforcement staff"
    1.0
    >>> likeness_of("执法人员业务能力有待提高", "公开不够及时")  # "disclosure is late"
    0.0
    """
    one, two = _telling_words(a), _telling_words(b)
    return len(one & two) / max(4, min(len(one), len(two))) if one and two else 0.0


@cache
def _common() -> re.Pattern[str]:
    return re.compile(rf"{any_word(lexicon('follow_up')['common']['words'])}|[^一-鿿A-Za-z]+")


def _telling_words(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, without the words that any problem may have."""
    return frozenset(pair for chunk in _common().split(text) for pair in map(str.__add__, chunk, chunk[1:]))
