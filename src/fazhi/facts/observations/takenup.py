"""Parts behind words that take their total up again, and totals told after their parts.

办理业务71.3万件。三类业务中,船检18.6万件、渡运39.5万件、引航13.2万件
        ("713,000 matters handled. Of the three kinds, 186,000 …, 395,000 …, 132,000 …") three kinds that add up
查处96件。从对象看,船舶41件、车辆55件;从办法看,当场28件、立卷68件
        ("96 cases. By object, 41 ships and 55 vehicles; by way, 28 and 68") two breakdowns of one total
编印渡工手册8种、船员手册104种,合计112种 ("8 handbooks for ferrymen and 104 for sailors, 112 in all") the sum comes last

Only figures that add up to the total are parts of it, within the rounding of figures told in 万 and 亿.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from fazhi.facts.observations.clauses import Surroundings
from fazhi.facts.observations.page import Figure
from fazhi.facts.observations.totals import SMALL, PartOf, exact_sum, that_make_up
from fazhi.facts.observations.words import alike
from fazhi.matching.alternation import any_word
from fazhi.model import value_of
from fazhi.resources import lexicon

_BEGINS = re.compile(r"^(?!其中)[^,;:。、]|^;(?!其中)")
_NO_CHANCE = 100  # larger totals are hardly added up to by chance
_FARTHEST = 2  # sentences between a total and the words that take it up


@cache
def _takes_up() -> re.Pattern[str]:
    """Words that take a total up again, at the end of what stands before the first part."""
    words = {name: any_word(row) for name, row in lexicon("indicators")["taken_up"].items()}
    until = "[^,;:。]{0,24}"
    among = rf"(?:在)?[^,;:。、]{{0,14}}?(?<!其){words['among']},{until}"  # 三类业务中,船检
    by_kind = rf"{words['by']}[^,;:。]{{1,12}}?{words['looked_at']}[,:]{until}"  # 从类别看,船舶
    by_what = rf"按照?[^,;:。、\d]{{0,6}}{words['parted_by']},{until}"
    in_kind = rf"[^,;:。、\d]{{1,8}}{words['in_kind']},{until}"  # 程序方面,简易程序
    consists = rf"{words['consists']}:?{until}"  # 具体包括船舶
    return re.compile(rf"(?:^|[;。,)])(?:{among}|{by_kind}|{by_what}|{in_kind}|{consists})$")


@cache
def _in_all() -> re.Pattern[str]:
    """Words that sum up what stands before them: 两项合计."""
    words = any_word(lexicon("indicators")["taken_up"]["in_all"])
    return re.compile(rf"(?:[,;、]|^)(?:[两二三四五六以][^,;:。、\d]{{1,4}})?{words}[^,;:。、\d]{{0,12}}$")


def taken_up(figures: Sequence[Figure], around: Sequence[Surroundings]) -> Iterator[PartOf]:
    """The parts behind each such word, and those before each sum."""
    for index in range(1, len(figures)):
        gap = around[index].gap
        if _takes_up().search(gap):
            yield from _behind(figures, around, index)
        elif _BEGINS.match(gap):
            yield from _unannounced(figures, around, index)
        if _in_all().search(gap):
            yield from _before(figures, around, index)


def _behind(figures: Sequence[Figure], around: Sequence[Surroundings], first: int) -> Iterator[PartOf]:
    """The figures from `first` on that make up one before it: the nearest such."""
    run = list(_run(figures, around, first))
    for total in _of_its_unit_before(figures, first, _FARTHEST):
        parts = that_make_up(figures, total, run)
        if parts:
            yield from (PartOf(index, total, "part.taken-up", 0.9, segment=first) for index in parts)
            return


def _unannounced(figures: Sequence[Figure], around: Sequence[Surroundings], first: int) -> Iterator[PartOf]:
    """检查1260艘次;货船860艘次,客船400艘次: all of a clause or sentence make up the nearest figure before it exactly."""
    total = next(_of_its_unit_before(figures, first, 1), None)
    if total is None or value_of(figures[total]) < _NO_CHANCE:
        return
    run = list(_run(figures, around, first))
    stop = next((at for at, index in enumerate(run) if at and ";" in around[index].gap), len(run))
    if exact_sum(figures, total, run[:stop]) == run[:stop] and stop > 1:
        yield from (PartOf(index, total, "part.sum", 0.8, segment=first) for index in run[:stop])


def _of_its_unit_before(figures: Sequence[Figure], first: int, farthest: int) -> Iterator[int]:
    """The figures before `first` of its unit, the last first, from so many sentences back."""
    for index in range(first - 1, -1, -1):
        if figures[first].sentence - figures[index].sentence > farthest:
            return
        if not figures[index].is_rate and alike(figures[index].unit or "", figures[first].unit or ""):
            yield index


def _run(figures: Sequence[Figure], around: Sequence[Surroundings], first: int) -> Iterator[int]:
    """Figures of the unit of `first` up to the next words that take a total up; parts of parts are passed over."""
    inside = False
    for index in range(first, len(figures)):
        gap = around[index].gap
        if figures[index].sentence != figures[first].sentence or (index > first and _takes_up().search(gap)):
            return
        inside = index > first and (around[index].is_within or (inside and ";" not in gap))
        if not inside and not figures[index].is_rate and alike(figures[index].unit or "", figures[first].unit or ""):
            yield index


def _before(figures: Sequence[Figure], around: Sequence[Surroundings], total: int) -> Iterator[PartOf]:
    """The figures right before a sum that make it up, the last ones first."""
    run: list[int] = []
    for index in range(total - 1, -1, -1):
        if figures[total].sentence - figures[index].sentence > 1 or figures[index].unit != figures[total].unit:
            return
        run.append(index)
        if value_of(figures[total]) >= SMALL and len(run) > 1 and that_make_up(figures, total, run) == run:
            yield from (PartOf(part, total, "part.summed", 0.9) for part in reversed(run))
            return
        if ";" in around[index].gap:
            return
