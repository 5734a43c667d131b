"""The runs of characters in a sentence or heading, by which the learnt components of the outline hear what it is."""

from __future__ import annotations

import re
from math import sqrt
from operator import add

from fazhi.sentences import EDGE

_FIGURES = re.compile(r"\d+")
_SCALE = 5.0  # all the runs of a text together weigh as much as that many squared, whatever its length


def runs_of(text: str) -> dict[str, float]:
    """The runs of one to three characters of a sentence, ^ and $ its ends and 0 any figure, each with the same weight.

    >>> sorted(runs_of("5人。"))  # "5 people."
    ['$', '0', '0人', '0人$', '^', '^0', '^0人', '人', '人$']
    """
    padded = f"^{_FIGURES.sub('0', text.strip(EDGE))}$"
    pairs = list(map(add, padded, padded[1:]))
    found = {*padded, *pairs, *map(add, pairs, padded[2:])}
    return dict.fromkeys(found, _SCALE / sqrt(len(found)))
