"""Parts before 其余, which says of the rest of their total only what it is.

办理船籍登记523艘,新增68艘、转出15艘,其余为变更 ("523 ships: 68 new, 15 moved away, the others changed")
现有渡船158艘、船员976人。市属12艘,县属35艘,其余均在乡镇 ("158 boats … 12 of the city, 35 of the counties, the others in towns")

A funnel is none: 检查120艘,发现隐患30艘,整改28艘,其余限期整改 ("120 inspected, 30 faulty, 28 mended, the others must").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from fazhi.facts.observations.clauses import Surroundings
from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.totals import SMALL, PartOf
from fazhi.facts.observations.words import vocabulary
from fazhi.model import value_of

_REST = re.compile(r"[^,;:。\d]{0,8}[,;](?:其余|剩余|剩下)(?:的|部分)?(?!\d)[^,;。\d]*(?=[;。\n]|$)")


def before_the_rest(page: Page, figures: Sequence[Figure], around: Sequence[Surroundings]) -> Iterator[PartOf]:
    """Two or more figures of one unit, right before the rest is told, with the nearest figure of that unit before them."""
    for last, figure in enumerate(figures):
        if figure.is_rate or figure.value is None or _REST.match(page.hidden, figure.stop) is None:
            continue
        run = _run(figures, around, last)
        total = _total(figures, run)
        if total is not None and not any(vocabulary().funnel.search(around[index].head) for index in run):
            yield from (PartOf(index, total, "part.before-the-rest", 0.8) for index in run)


def _run(figures: Sequence[Figure], around: Sequence[Surroundings], last: int) -> list[int]:
    """The figures of the unit of figure `last` that end with it, all in one sentence."""
    run = [last]
    for index in range(last - 1, -1, -1):
        one = figures[index]
        goes_on = one.sentence == figures[last].sentence and one.unit == figures[last].unit
        if not goes_on or one.value is None or around[run[0]].gap[:1] not in ("、", ",", ";"):
            break
        run.insert(0, index)
    return run


def _total(figures: Sequence[Figure], run: list[int]) -> int | None:
    """The figure that the parts are told of: one before them in the sentence, else the first of the run, which then is no
    part, else one of the sentence before."""
    first = figures[run[0]]
    before = next((i for i in range(run[0] - 1, -1, -1) if figures[i].unit == first.unit), None)
    if before is not None and figures[before].sentence == first.sentence:
        return before if len(run) > 1 and _exceeds(figures, before, run) else None
    if len(run) > 2 and _exceeds(figures, run[0], run[1:]):
        return run.pop(0)
    is_near = before is not None and first.sentence - figures[before].sentence == 1
    return before if before is not None and is_near and len(run) > 1 and _exceeds(figures, before, run) else None


def _exceeds(figures: Sequence[Figure], total: int, parts: Sequence[int]) -> bool:
    """Whether the total leaves a rest."""
    said = sum((value_of(figures[index]) for index in parts), Decimal(0))
    return value_of(figures[total]) >= SMALL and value_of(figures[total]) > said
