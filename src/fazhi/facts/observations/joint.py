"""Changes that several figures have, and levels that several changes led to.

新登记431艘,换证60艘,两项数据同比均增长8.5% ("431 registered, 60 renewed, both up 8.5%")       one change of two figures
年检率、持证率分别上升4.4和2.6个百分点,达到91.7%、96.2% ("… up 4.4 and 2.6 points, to 91.7% and 96.2%")   a level for each
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.words import any_of, vocabulary, words
from fazhi.model import Mention, Quantity, Reading

_ALL = re.compile(
    r"[,、]?(?:以上|上述|这)?(?P<count>[两二三四])(?:项|个|类|者)(?:数据|指标|数字|数量|数值)?[^,;。]{0,6}?(?:均|都|双双)"
)
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4}
_JOINED = ("、", "和", "及", "与")


def share_with_all(page: Page, found: list[Figure], mention: Mention, quantity: Quantity) -> bool:
    """Give a change to as many figures before it as its clause says; False where it says nothing, or they are not there."""
    said = _ALL.match(page.hidden, page.clause_start(mention.start), mention.end)
    count = _COUNTS[said["count"]] if said else 0
    if not count or count > len(found):
        return False
    having = found[-count:]
    if any(one.sentence != found[-1].sentence or one.value is None for one in having):
        return False
    if not all(is_free(one, quantity) and fits(one, quantity) for one in having):
        return False
    found[-count:] = [replace(with_change(one, mention, quantity), stop=one.stop) for one in having]
    found[-1] = replace(found[-1], stop=mention.end)
    return True


def names_another(page: Page, last: Figure, mention: Mention, quantity: Quantity) -> bool:
    """新建泊位46个,同比减少船舶待闸次数27%: whether a change in percent names another thing than the figure before."""
    if not quantity.change_is_percent or mention.name == page.reading[mention.start : mention.end]:
        return False
    known, noun, told = vocabulary(), mention.name, page.reading[last.clause : last.stop]
    if known.bare_rate.fullmatch(noun) or known.generic.fullmatch(noun) or known.mere_measure.fullmatch(noun):
        return False
    return not any(noun[at : at + 2] in told for at in range(len(noun) - 1))


def levels_of_changes(page: Page, found: Sequence[Figure], mentions: Sequence[Mention], mention: Mention) -> int:
    """How many levels begin at `mention`, each of one of the changes in a row before; 0 where they are not as many, or one."""
    if mention.quantity is None or mention.quantity.reading is not Reading.LEVEL or len(found) < 2:
        return 0
    if found[-1].value is not None or found[-2].value is not None or found[-1].sentence != page.sentence(mention.start):
        return 0
    if not _lead_to_levels().fullmatch(page.hidden, found[-1].stop, mention.start):
        return 0
    changes = 1
    while changes < len(found) and found[-changes - 1].value is None:
        if page.hidden[found[-changes - 1].stop : found[-changes].start] not in _JOINED:
            break
        changes += 1
    index = next(i for i, other in enumerate(mentions) if other is mention)
    levels = 1
    for one, other in zip(mentions[index:], mentions[index + 1 :], strict=False):
        if other.quantity is None or other.quantity.reading is not Reading.LEVEL:
            break
        if page.hidden[one.end : other.start] not in _JOINED:
            break
        levels += 1
    return levels if levels == changes > 1 else 0


def with_own_level(found: Sequence[Figure], levels: int, mention: Mention, quantity: Quantity) -> Figure:
    """The change that is `levels` from the end with its level, which now stands for it."""
    last = found[-levels - 1] if levels < len(found) else None
    figure = found[-levels]
    is_later = last is not None and last.stop > figure.start  # the level before stands behind this change
    return replace(
        figure,
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        start=mention.start,
        end=mention.end,
        stop=mention.end,
        clause=last.stop if last is not None and is_later else figure.clause,
    )


@cache
def _lead_to_levels() -> re.Pattern[str]:
    return re.compile(rf"[,、]?(?:分别|依次)?{any_of(words('level_words'))}")


def is_free(figure: Figure, quantity: Quantity) -> bool:
    """Whether the figure has no such change yet, and may have one: what was cut below a legal limit did not change."""
    if figure.rule == "observation.from-limit":
        return False
    return (figure.change_percent if quantity.change_is_percent else figure.change_absolute) is None


def with_change(figure: Figure, mention: Mention, quantity: Quantity) -> Figure:
    """The figure with the change that `mention` tells."""
    stop = max(figure.stop, mention.end)
    if quantity.change_is_percent:
        return replace(figure, change_percent=quantity.change, stop=stop)
    return replace(figure, change_absolute=quantity.change, stop=stop)


def fits(figure: Figure, quantity: Quantity) -> bool:
    """Whether a change may be one of the figure: in percent, in points of a rate, or in the figure's own unit."""
    if quantity.change_is_percent or quantity.unit == figure.unit:
        return True
    return figure.unit == "%" and "点" in (quantity.unit or "")


@cache
def leads_to_level() -> re.Pattern[str]:
    """What stands between a change and the level that it led to."""
    return re.compile(rf"[,、]?{any_of(words('level_words'))}")
