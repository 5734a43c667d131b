"""Parts behind 中 and 只: some of what the figure before them counts.

83项下放事项中实际行使的39项 ("of the 83 items delegated, 39 exercised")     中 after the total
14座渡口只检修过1座 ("of 14 ferries only 1 was ever repaired")                只 right after what the total counts
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fazhi.facts.observations.clauses import Surroundings
from fazhi.facts.observations.page import Figure
from fazhi.facts.observations.tails import OUT_OF
from fazhi.facts.observations.totals import PartOf
from fazhi.facts.observations.words import alike, vocabulary
from fazhi.model import value_of

_ONLY = re.compile(r"的?[\u4e00-\u9fff“”]{2,14}?(?:只|仅|才|就)[\u4e00-\u9fff]{1,4}[过了]")
_OUT_OF = re.compile(rf"[^,;。、]{{0,14}}(?<!其){OUT_OF},?[^;。]*")


def out_of(figures: Sequence[Figure], around: Sequence[Surroundings], members: Sequence[int]) -> Iterator[PartOf]:
    """Each of `members` that counts some of the one right before it, but not of how many bodies there are."""
    for one, other in pairwise(members):
        total, part = figures[one], figures[other]
        if total.is_rate or part.value is None or not alike(total.unit or "", part.unit or ""):
            continue
        if vocabulary().bodies.search(around[one].tail):
            continue  # 59个基层所中17个没有法制员
        if part.value <= value_of(total) and _is_out_of(around[other].gap) and total.stop == total.end:
            yield PartOf(other, one, "part.out-of", 0.8)


def _is_out_of(gap: str) -> bool:
    return _OUT_OF.fullmatch(gap) is not None or _ONLY.fullmatch(gap) is not None
