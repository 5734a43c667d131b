"""Parts that need no word before them, because they add up to their total.

受理12件,维持7件、撤销3件、终止2件 ("12 received, 7 upheld, 3 revoked, 2 ended")     right after the total
办理许可74件:营运62件,其中换证38件;船员12件 ("74 permits: 62 …, 38 of these renewed; 12 …")     parts with parts of their own
船舶|21  车辆|63  合计|84 ("ships 21, vehicles 63, in all 84")                    rows of a table and their sum, above or below
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fazhi.facts.observations.clauses import Surroundings
from fazhi.facts.observations.page import Figure
from fazhi.facts.observations.totals import SMALL, PartOf, exact_sum, that_make_up
from fazhi.facts.observations.words import vocabulary
from fazhi.model import Qualifier, value_of

_OPENED = re.compile(r"^[,:(]?(?:其中)?(?:包括|包含|涵盖|含|分为|分别[为是]|即|:)")
_SUMMED_ROW = re.compile(r"^[\s|]*(?:[一-龥]{0,4}(?:合计|总计|共计|小计)|(?:总数|总量|总体|全[省市州盟县区旗局])(?=[\s|]))")

_NO_CHANCE = 100  # larger totals are hardly told twice by chance
_FARTHEST = 8  # sentences and lines between the figure in the text and the first row


def summing(
    figures: Sequence[Figure], around: Sequence[Surroundings], members: Sequence[int], known: Sequence[PartOf]
) -> Iterator[PartOf]:
    """Two or more figures of one unit right after a total which add up to it; `known` parts of them are passed over."""
    taken: set[int] = set()
    nested = {part.part for part in known}
    for at, total in enumerate(members):
        if total in taken or not _may_be_total(figures[total]):
            continue
        after = _same_unit_after(figures, members, at)
        parts = exact_sum(figures, total, after) or exact_sum(figures, total, [i for i in after if i not in nested])
        if len(parts) > 1 and ";" not in around[parts[0]].gap and _is_no_chance(figures, around, total, parts):
            taken.update(parts)
            yield from (PartOf(index, total, "part.sum", 0.85) for index in parts)


def _may_be_total(figure: Figure) -> bool:
    return not figure.is_rate and figure.qualifier is Qualifier.EXACT


def _is_no_chance(figures: Sequence[Figure], around: Sequence[Surroundings], total: int, parts: Sequence[int]) -> bool:
    """Small numbers add up by chance: their parts must be announced (包括, a bracket), or be outcomes (维持3件、终止1件)."""
    known = vocabulary()
    is_announced = figures[parts[0]].bracket != figures[total].bracket or _OPENED.match(around[parts[0]].gap) is not None
    said = [around[i].head or around[i].tail for i in parts]
    if known.accepted.search(said[0]) and all(known.of_accepted.search(name) for name in said[1:]):
        return False  # 收到84件,受理71件,撤销13件: one stage after the other
    outcomes = all(known.only_verbs.fullmatch(name) or known.outcome.search(name) for name in said)
    return value_of(figures[total]) >= SMALL or is_announced or outcomes


def _same_unit_after(figures: Sequence[Figure], members: Sequence[int], at: int) -> list[int]:
    """The figures after member `at` of its unit; shares end the run, other units are passed over."""
    unit, bracket = figures[members[at]].unit, figures[members[at]].bracket
    found: list[int] = []
    for position, index in enumerate(members[at + 1 :]):
        figure = figures[index]
        if not position:
            bracket = figure.bracket  # (部门2件,乡镇4件): the parts may stand in a bracket of their own
        if figure.bracket != bracket:
            if bracket >= 0:
                break
        elif figure.unit == unit:
            found.append(index)
        elif figure.unit == "%":
            break
    return found


def summed_rows(
    figures: Sequence[Figure], around: Sequence[Surroundings], members: Sequence[int], known: Sequence[PartOf]
) -> Iterator[PartOf]:
    """The rows above a row 合计, or else below it, which make it up, column by column; `known` parts are passed over."""
    nested = {part.part for part in known}
    rows: dict[int, list[int]] = {}
    for index in members:
        rows.setdefault(figures[index].sentence, []).append(index)
    table = list(rows.values())
    sums = [at for at, row in enumerate(table) if _SUMMED_ROW.match(around[row[0]].gap)]
    for last, at, following in zip([-1, *sums], sums, [*sums[1:], len(table)], strict=False):
        for column, total in enumerate(table[at]):
            if figures[total].is_rate:
                continue
            above, below = (
                [other[column] for other in others if len(other) == len(table[at])]
                for others in (table[last + 1 : at], table[at + 1 : following])
            )
            for run, from_end in ((above, True), (below, False)):
                parts = _making_up(figures, total, [i for i in run if i not in nested], from_end=from_end)
                yield from (PartOf(index, total, "part.summed", 0.9) for index in parts)
                if parts:
                    break


def sums_told_before(figures: Sequence[Figure], names: Sequence[str], parts: Sequence[PartOf]) -> dict[int, int]:
    """For each sum of a table that the text right before the table tells too, by the same name, the figure that tells it there.

    查验1386艘,罚没42万元。各港情况: 甲港|642|30 … 合计|1386|42 ("1,386 ships inspected … in all 1,386")
    """
    found: dict[int, int] = {}
    for total in dict.fromkeys(part.total for part in parts if part.rule == "part.summed"):
        first = min(part.part for part in parts if part.total == total)
        top = figures[min(first, total)].sentence
        if value_of(figures[total]) < _NO_CHANCE or figures[first].sentence == figures[total].sentence:
            continue
        for index in range(min(first, total) - 1, -1, -1):
            if top - figures[index].sentence > _FARTHEST:
                break
            same = figures[index].value == figures[total].value and figures[index].unit == figures[total].unit
            if same and figures[index].sentence < top and (names[total] in names[index] or names[index] in names[total]):
                found[total] = index
                break
    return found


def _making_up(figures: Sequence[Figure], total: int, run: Sequence[int], *, from_end: bool) -> Sequence[int]:
    """The last of a run of cells, or with `from_end` not set the first, that make up the total."""
    cells = [i for i in run if figures[i].unit == figures[total].unit]
    if not from_end:
        return that_make_up(figures, total, cells)
    tails = (cells[start:] for start in range(len(cells) - 2, -1, -1))
    return next((tail for tail in tails if that_make_up(figures, total, tail) == tail), [])
