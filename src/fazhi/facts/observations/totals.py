"""Totals: what figures add up to, and which figure of the sentence before a sentence names.

一审264件、二审121件。一审案件中,政府作为被告的19件    一审案件 names the first ("of first-instance cases")
立案132件。查处的案件中,甲58件、乙74件              the parts add up to it ("of the cases, 58 and 74")
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fazhi.facts.observations.clauses import Surroundings
from fazhi.facts.observations.page import Figure
from fazhi.model import value_of

_LARGE = 10_000  # from here on figures are told in 万
SMALL = 10  # smaller totals are added up to by chance

_ENDED = re.compile("(?:已经?|全部|年内|当年)?(?:[办审执处]结|结案|办理完毕)")
_NAMED = re.compile(r"(?:在|这些)?([^,;:。、\d]{2,14}?)(?:案件|事项|人员|问题)?中,")  # 一审案件中,


@dataclass(frozen=True, slots=True)
class PartOf:
    """Figure number `part` is a part of figure number `total`; `segment` counts the ; before it within its 其中."""

    part: int
    total: int
    rule: str
    confidence: float
    segment: int = 0


def granularity(figure: Figure) -> Decimal:
    """How finely a figure of 10,000 or more is told: 100 for 2.41万件; zero where it is told in full.

    A last digit other than zero is taken to be exact.
    """
    value = value_of(figure)
    if abs(value) < _LARGE:
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) and exponent > 0 else Decimal(0)


def exact_sum(figures: Sequence[Figure], total: int, candidates: Sequence[int]) -> list[int]:
    """The first of `candidates` that add up to figure number `total`; none where they never do."""
    left = value_of(figures[total])
    for position, index in enumerate(candidates):
        left -= value_of(figures[index])
        if left == 0:
            return list(candidates[: position + 1])
        if left < 0:
            break
    return []


def that_make_up(figures: Sequence[Figure], total: int, run: Sequence[int]) -> list[int]:
    """The first figures of `run`, two or more, that add up to the total, within their rounding."""
    said = sum((value_of(figures[index]) for index in run), Decimal(0))
    for length in range(len(run), 1, -1):
        parts = run[:length]
        slack = sum((granularity(figures[index]) for index in (*parts, total)), Decimal(0)) / 2
        if abs(value_of(figures[total]) - said) <= min(slack, value_of(figures[total]) / 200):
            return list(parts)
        said -= value_of(figures[run[length - 1]])
    return []


def begun(figures: Sequence[Figure], around: Sequence[Surroundings], total: int, same: Sequence[int]) -> int:
    """立案41件,结案36件,罚款9万元,其中…: behind another unit the parts are of those begun, not of those brought to an end.

    `same` are the figures of the unit of `total`; where none larger stands before it, it is the total itself.
    """
    if _ENDED.fullmatch(around[total].head + around[total].tail) is None:
        return total
    before = next((index for index in same if index < total), None)
    return total if before is None or value_of(figures[before]) < value_of(figures[total]) else before


def named_total(figures: Sequence[Figure], around: Sequence[Surroundings], index: int) -> int | None:
    """The figure of the sentence before whose name stands before 中 at the beginning of the sentence of figure `index`."""
    if not index or figures[index].sentence == figures[index - 1].sentence:
        return None
    found = _NAMED.match(around[index].gap)
    if found is None:
        return None
    for i in range(index - 1, -1, -1):
        if figures[index].sentence - figures[i].sentence > 1:
            break
        said = around[i].head + around[i].tail
        if figures[i].value is not None and figures[i].unit != "%" and said.endswith((found[1], found[0].rstrip(",中"))):
            return i
        if _adds_up(figures, index, i):
            return i
    return None


def _adds_up(figures: Sequence[Figure], first: int, total: int) -> bool:
    """Whether the figures of a sentence, from the first on, make up a large total in their unit."""
    if value_of(figures[total]) < SMALL or figures[total].is_rate:
        return False
    run: list[int] = []
    for index in range(first, len(figures)):
        if figures[index].sentence != figures[first].sentence or figures[index].unit != figures[total].unit:
            break
        run.append(index)
    return len(exact_sum(figures, total, run)) > 1
