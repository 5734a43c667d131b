"""Rows of a table that stand below the row which they make up, though no word says so.

持证船员 | 1057人      ("certified crew 1,057, engine room 341, deck 716"): the rows below add up to it
轮机 | 341人
甲板 | 716人
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fazhi.facts.observations.page import Figure
from fazhi.facts.observations.totals import PartOf, exact_sum
from fazhi.model import Qualifier, value_of

_NO_CHANCE = 100  # larger totals are hardly made up by chance


def sub_rows(figures: Sequence[Figure], members: Sequence[int], known: Sequence[PartOf]) -> Iterator[PartOf]:
    """Two or more rows right below a row whose first figures add up to its own; `known` parts are passed over.

    The lower rows are looked at first, since a part may have parts of its own.
    """
    taken = {part.part for part in known}
    rows: dict[int, int] = {}
    for index in members:
        rows.setdefault(figures[index].sentence, index)
    firsts = list(rows.values())
    for at in range(len(firsts) - 3, -1, -1):
        total = firsts[at]
        if not _may_be_made_up(figures[total]):
            continue
        below = list(_below(figures, total, [index for index in firsts[at + 1 :] if index not in taken]))
        parts = exact_sum(figures, total, below)
        if len(parts) > 1:
            taken.update(parts)
            yield from (PartOf(index, total, "part.sub-row", 0.85) for index in parts)


def _may_be_made_up(figure: Figure) -> bool:
    return not figure.is_rate and figure.qualifier is Qualifier.EXACT and value_of(figure) >= _NO_CHANCE


def _below(figures: Sequence[Figure], total: int, rows: Sequence[int]) -> Iterator[int]:
    """The rows up to the first of another unit."""
    for index in rows:
        if figures[index].unit != figures[total].unit or figures[index].value is None:
            return
        yield index
