"""Parts behind words that take their total up again, and totals told after their parts.

办理业务86.4万件。三类业务中,船检29.7万件、渡运44.2万件、引航12.5万件
        ("864,000 matters handled. Of the three kinds, 297,000 …, 442,000 …, 125,000 …") three kinds that add up
查处84件。从类别看,船舶21件、车辆63件;从程序看,简易程序19件、一般程序65件
        ("84 cases. By kind, 21 ships and 63 vehicles; by procedure, 19 and 65") two breakdowns of one total
编制国际标准6项、国家标准117项,合计123项 ("6 international and 117 national standards, 123 in all") the sum comes last

Only figures that add up to the total are parts of it, within the rounding of figures told in 万 and 亿.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fazhi.facts.observations.clauses import Surroundings
from fazhi.facts.observations.figures import Figure
from fazhi.facts.observations.totals import SMALL, PartOf, that_make_up, value_of
from fazhi.facts.observations.words import alike

_AMONG = r"(?:在)?[^,;:。、]{0,14}?(?<!其)(?:当中|之中|中|里),[^,;:。]{0,24}"  # 三类业务中,船检
_BY_KIND = r"(?:从|按照?|依)[^,;:。]{1,12}?(?:来?看|来?分|划分|区分|统计|计)[,:][^,;:。]{0,24}"  # 从类别看,船舶
_TAKES_UP = re.compile(rf"(?:^|[;。,)])(?:{_AMONG}|{_BY_KIND})$")
_IN_ALL = re.compile(r"[,;、](?:合计|共计|总计|总共|累计|共)[^,;:。、\d]{0,6}$")
_FARTHEST = 2  # sentences between a total and the words that take it up


def taken_up(figures: Sequence[Figure], around: Sequence[Surroundings]) -> Iterator[PartOf]:
    """The parts behind each such word, and those before each sum."""
    for index in range(len(figures)):
        if _TAKES_UP.search(around[index].gap):
            yield from _behind(figures, around, index)
        if index and _IN_ALL.search(around[index].gap):
            yield from _before(figures, around, index)


def _behind(figures: Sequence[Figure], around: Sequence[Surroundings], first: int) -> Iterator[PartOf]:
    """The figures from `first` on that make up one before it: the nearest such."""
    run = list(_run(figures, around, first))
    for total in range(first - 1, -1, -1):
        if figures[first].sentence - figures[total].sentence > _FARTHEST:
            return
        if figures[total].is_rate or not alike(figures[total].unit or "", figures[first].unit or ""):
            continue
        parts = that_make_up(figures, total, run)
        if parts:
            yield from (PartOf(index, total, "part.taken-up", 0.9, segment=first) for index in parts)
            return


def _run(figures: Sequence[Figure], around: Sequence[Surroundings], first: int) -> Iterator[int]:
    """Figures of the unit of `first` up to the next words that take a total up; parts of parts are passed over."""
    inside = False
    for index in range(first, len(figures)):
        gap = around[index].gap
        if figures[index].sentence != figures[first].sentence or (index > first and _TAKES_UP.search(gap)):
            return
        inside = index > first and (around[index].is_within or (inside and ";" not in gap))
        if not inside and not figures[index].is_rate and alike(figures[index].unit or "", figures[first].unit or ""):
            yield index


def _before(figures: Sequence[Figure], around: Sequence[Surroundings], total: int) -> Iterator[PartOf]:
    """The figures right before a sum that make it up, the last ones first."""
    run: list[int] = []
    for index in range(total - 1, -1, -1):
        if figures[index].sentence != figures[total].sentence or figures[index].unit != figures[total].unit:
            return
        run.append(index)
        if value_of(figures[total]) >= SMALL and len(run) > 1 and that_make_up(figures, total, run) == run:
            yield from (PartOf(part, total, "part.summed", 0.9) for part in reversed(run))
            return
        if ";" in around[index].gap:
            return
