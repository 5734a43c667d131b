"""The runs of characters in a sentence or heading, by which the learnt components of the outline hear what it is."""

from __future__ import annotations

import re
from math import sqrt

from fazhi.sentences import EDGE

_FIGURES = re.compile(r"\d+")
_LONGEST = 3  # characters of a run
_SCALE = 5.0  # all the runs of a text together weigh as much as that many squared, whatever its length


def runs_of(text: str) -> dict[str, float]:
    """The runs of one to three characters of a sentence, ^ and $ being its ends and 0 any figure, each with its weight.

    >>> sorted(runs_of("5人。"))  # "5 people."
    ['$', '0', '0人', '0人$', '^', '^0', '^0人', '人', '人$']
    """
    padded = f"^{_FIGURES.sub('0', text.strip(EDGE))}$"
    found = {padded[a : a + n] for n in range(1, _LONGEST + 1) for a in range(len(padded) - n + 1)}
    return dict.fromkeys(found, _SCALE / sqrt(len(found)))
