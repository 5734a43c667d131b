"""What pairs of neighbouring characters say of a point's theme: logistic weights over the pairs of its title and its text.

A table of words knows the terms of each theme; but a point may tell its theme in plain words (把法律讲到驾驶室里,
"carry the law into the driver's cab"). The pairs of such words speak, too, each a little. Each pair counts once in a zone
(title, first sentence, rest, heading), each zone by its place, and long zones do not count more than short ones. The
weights stand in `data/lexicon/themes_weights.csv`; `.ci/train_themes.py` makes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import exp, sqrt
from operator import add, itemgetter
from typing import NamedTuple

from fazhi.resources import rows

TITLE, LEAD, BODY, HEADING = 1.0, 0.7, 0.5, 0.6
"""How much a zone counts by its place: the title, the first sentence below it, the rest, a heading above."""


class Learnt(NamedTuple):
    """The themes, what speaks for each beforehand, and for each known pair what it adds to each."""

    themes: tuple[str, ...]
    bias: tuple[float, ...]
    pairs: dict[str, tuple[float, ...]]


@cache
def learnt() -> Learnt:
    """The weights of the table, in the order of its columns."""
    table = {row.pop("pair"): row for row in rows("themes_weights")}
    weights = {pair: tuple(int(weight) / 100 for weight in row.values()) for pair, row in table.items()}
    return Learnt(tuple(next(iter(table.values()))), weights.pop(""), weights)


def pairs_of(text: str) -> set[str]:
    """Pairs of neighbouring characters.

    >>> sorted(pairs_of("讲法律"))  # "talk of the law"
    ['法律', '讲法']
    """
    return set(map(add, text, text[1:]))


def says(text: str, place: float) -> Sequence[float] | None:
    """What a zone of a point, counted by its `place`, adds for each theme; None where it has no known pair."""
    known = learnt().pairs
    found = pairs_of(text) & known.keys()
    if len(found) < 2:
        return None
    factor = place / sqrt(len(found))
    return [factor * total for total in map(sum, zip(*itemgetter(*found)(known), strict=True))]


def likely(zones: Iterable[Sequence[float] | None]) -> dict[str, float]:
    """The probability of each theme from what all zones of a point add; nothing where none of them says anything.

    >>> told = likely([says("把法律讲到驾驶室里", TITLE)])  # "carry the law into the driver's cab"
    >>> max(told, key=lambda theme: told[theme])
    'publicity'
    """
    speaking = [zone for zone in zones if zone is not None]
    if not speaking:
        return {}
    themes, bias, _ = learnt()
    odds = [exp(total) for total in map(sum, zip(bias, *speaking, strict=True))]
    whole = sum(odds)
    return {theme: share / whole for theme, share in zip(themes, odds, strict=True)}
