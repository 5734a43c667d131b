"""How a point sounds: like work done, like a problem, or like a plan.

No single word tells: a plan speaks of weak points, a problem of what was done. Several signs are weighed together (a
predicate that falls short, the verb of an undertaking, figures, …), and a list is judged by all of its points. The
signs and their weights stand in the table `outline_tone`.

>>> tone(["执法力量薄弱,持证人员不足", "普法形式单一,针对性不强"]).likeliest  # "enforcement is weak …", "publicity is dull …"
<Role.SHORTCOMINGS: 'shortcomings'>
>>> tone(["充实执法力量", "创新普法形式"]).likeliest  # "reinforce enforcement", "renew publicity"
<Role.PLANS: 'plans'>
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log

from fazhi.model import Role
from fazhi.outline.leads import has_deficit
from fazhi.resources import lexicon, patterns
from fazhi.sentences import sentences

ROLES = (Role.ACHIEVEMENTS, Role.SHORTCOMINGS, Role.PLANS)
_LONGEST = 240  # characters of a point that are looked at
_MOST_FIGURES = 3
_MOST_SENTENCES = 5
_FURTHEST = 4.0  # no point speaks louder for or against a role than that


@dataclass(frozen=True, slots=True)
class _Signs:
    falls_short: re.Pattern[str]
    undertakes: re.Pattern[str]
    will: re.Pattern[str]
    done: re.Pattern[str]
    figure: re.Pattern[str]
    hedge: re.Pattern[str]


@cache
def _signs() -> _Signs:
    return patterns(_Signs, lexicon("outline_tone")["signs"])


@cache
def _weights() -> tuple[tuple[str, tuple[float, float, float]], ...]:
    return tuple((name, tuple(row)) for name, row in lexicon("outline_tone")["weights"].items())


@dataclass(frozen=True, slots=True)
class Tone:
    """What speaks for each role: the mean logarithm of its probability over some points."""

    said: tuple[float, float, float]
    points: int

    @property
    def likeliest(self) -> Role:
        """The role that the points sound like."""
        return ROLES[max(range(len(ROLES)), key=lambda i: self.said[i])]

    def lead(self, role: Role, other: Role) -> float:
        """By how much the points, on the average, sound more like `role` than like `other`."""
        return self.said[ROLES.index(role)] - self.said[ROLES.index(other)]


def signs_of(text: str) -> dict[str, float]:
    """The signs in a point, by the names that they have in the table of weights."""
    text = text[:_LONGEST]
    told = [text[a:b] for a, b in sentences(text, 0, len(text))] or [text]
    signs, lead, count = _signs(), told[0], len(told)

    def share(found: Iterable[object]) -> float:
        """The share of the sentences in which something was found."""
        return sum(1 for one in found if one) / count

    short, verb = bool(signs.falls_short.search(lead)), bool(signs.undertakes.match(lead))
    return {
        "always": 1.0,
        "short_lead": short,
        "short_share": share(signs.falls_short.search(s) for s in told),
        "deficit_lead": has_deficit(lead),
        "deficit_share": share(has_deficit(s) for s in told),
        "undertakes_lead": verb,
        "undertakes_share": share(signs.undertakes.match(s) for s in told),
        "undertakes_short": short and verb,
        "will": bool(signs.will.search(text)),
        "will_share": share(signs.will.search(s) for s in told),
        "done_share": share(signs.done.search(s) for s in told),
        "figures": min(_MOST_FIGURES, len(signs.figure.findall(text))),
        "hedge": bool(signs.hedge.search(text)),
        "sentences": min(_MOST_SENTENCES, count),
    }


def is_to_come(sentence: str) -> bool:
    """Whether a sentence speaks of something that is still to come: 拟招录协管员4名 (it is meant to take on four assistants)."""
    return bool(_signs().will.search(sentence))


def tone(points: Sequence[str]) -> Tone:
    """How some points, taken together, sound."""
    total = [0.0, 0.0, 0.0]
    for text in points:
        told = signs_of(text)
        sums = [sum(weights[i] * told[name] for name, weights in _weights()) for i in range(len(ROLES))]
        whole = log(sum(map(exp, sums)))
        for i, value in enumerate(sums):
            total[i] += max(-_FURTHEST, value - whole)
    count = max(1, len(points))
    return Tone((total[0] / count, total[1] / count, total[2] / count), len(points))
