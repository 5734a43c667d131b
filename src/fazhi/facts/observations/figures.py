"""From quantities to figures: each level, and each change that has no level of its own.

受理信访事项103件,同比下降46.6% ("103 petitions, down 46.6%")        one figure, the change belongs to it
物业类投诉量同比下降37.5% ("complaints down 37.5% year on year")      one figure without a level
投诉量同比下降18%,降至1200件 ("down 18%, to 1,200")                    one figure, the level comes after its change
受理A12件、B15件,分别下降9.6%和4.2% ("down 9.6% and 4.2%")             two figures, each with its change
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from fazhi.facts.observations.joint import (
    fits,
    is_free,
    leads_to_level,
    levels_of_changes,
    names_another,
    share_with_all,
    with_change,
    with_own_level,
)
from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.renamed import Told, renamed
from fazhi.facts.observations.words import alike, any_of, unit_words, words
from fazhi.model import Mention, Quantity, Reading

_WORDS_AND_COMMA = re.compile(r"(?![的]?[,、;])[^,;。:\d(]{1,16},")
_SAID_RESPECTIVELY = re.compile(r"(?:[^,]{0,12}(?:同比|较|比)[^,]{0,6})?(?:分别|依次)")
_NAMED_RESPECTIVELY = re.compile(
    r"(?!(?:来访|信访|上访|总)?(?:批|件|起|宗|人|户|场|家)[次数]|数量|金额)[^,、\d]{2,14}[、和及与][^,\d]{2,40}?(?:同比|较上年|比上年|较去年|比去年)?分别"
)  # 发案数、损失数同比分别, but not 件数、人数分别
_AGAINST_EARLIER = re.compile(r"同比|环比|[较比]")


def figures(page: Page, mentions: Sequence[Mention]) -> list[Figure]:
    """The figures that `mentions` tell, in order of the text."""
    found: list[Figure] = []
    pending = 0  # changes in a row after 分别
    levels = 0  # levels in a row after as many changes
    for mention in mentions:
        quantity = mention.quantity
        if quantity is None or quantity.reading is Reading.OTHER:
            continue
        sentence = page.sentence(mention.start)
        last = found[-1] if found and found[-1].sentence == sentence else None
        between = page.hidden[last.stop : mention.start] if last else ""
        if quantity.reading is Reading.CHANGE and last is not None:
            pending = _respectively(page, mentions, mention, pending, _follows().fullmatch(between) is not None)
            if pending and _share_out(page, found, mention, quantity, pending):
                continue
            if share_with_all(page, found, mention, quantity):
                continue
            if _of_one_named_again(page, found, mention, quantity):
                continue
            if _follows().fullmatch(between) and (
                _of_total(page, found, mention, quantity) or _of_its_unit(page, found, mention, quantity)
            ):
                continue
            if names_another(page, last, mention, quantity):
                found.append(_figure(page, last, sentence, mention, quantity))
                continue
            if _follows().fullmatch(between) and not (last.value is None and between in ("、", ",")):
                found[-1] = with_change(last, mention, quantity) if is_free(last, quantity) else replace(last, stop=mention.end)
                continue
            if last.stop == last.end and _told_between(page, last, mention, quantity):
                found[-1] = replace(with_change(last, mention, quantity), has_words_after=True)
                continue
        elif levels := levels - 1 if levels > 1 else levels_of_changes(page, found, mentions, mention):
            found[-levels] = with_own_level(found, levels, mention, quantity)
            continue
        elif last is not None and _is_level_of(last, quantity, between):
            found[-1] = _with_level(last, mention, quantity)
            continue
        found.append(_figure(page, last, sentence, mention, quantity))
    return found


def _figure(page: Page, last: Figure | None, sentence: int, mention: Mention, quantity: Quantity) -> Figure:
    clause = page.clause_start(mention.start)
    figure = Figure(
        start=mention.start,
        end=mention.end,
        stop=mention.end,
        clause=max(clause, last.stop) if last else clause,
        sentence=sentence,
        value=quantity.value,
        unit=None if quantity.reading is Reading.CHANGE else quantity.unit,
        qualifier=quantity.qualifier,
        noun=mention.name if mention.name != page.reading[mention.start : mention.end] else "",
        bracket=page.bracket(mention.start),
        rule=f"observation.{mention.rule.rsplit('.', 1)[-1]}",
        confidence=mention.confidence,
    )
    return figure if quantity.change is None else with_change(figure, mention, quantity)


def _told_between(page: Page, last: Figure, mention: Mention, quantity: Quantity) -> bool:
    """147项事项跨省通办,较上年新增58项: a change against an earlier period, after the words that end the clause."""
    if last.value is None or last.unit == "%" or not (quantity.change_is_percent or quantity.unit == last.unit):
        return False
    between = page.hidden[last.stop : mention.start]
    return bool(_WORDS_AND_COMMA.fullmatch(between) and _AGAINST_EARLIER.match(page.hidden, mention.start))


def _is_level_of(last: Figure, quantity: Quantity, between: str) -> bool:
    """The level that a change has led to: 同比下降18%,降至1200件."""
    return (
        last.value is None
        and quantity.reading is Reading.LEVEL
        and bool(between)
        and leads_to_level().fullmatch(between) is not None
    )


def _with_level(last: Figure, mention: Mention, quantity: Quantity) -> Figure:
    return replace(
        last, value=quantity.value, unit=quantity.unit, qualifier=quantity.qualifier, end=mention.end, stop=mention.end
    )


def _of_one_named_again(page: Page, found: list[Figure], mention: Mention, quantity: Quantity) -> bool:
    """Give the change to a figure of its sentence that its own clause names again: …37件,赔付214万元,纠纷数量比上年减少8件."""
    start = max(page.clause_start(mention.start), found[-1].stop)
    before, within = page.hidden[start : mention.start].lstrip("、,;和"), page.hidden[mention.start : quantity.number_start]
    said = before or within  # 纠纷数量|比上年减少8件, or |同上年相比,件数增长5.1%
    first = next(i for i, one in enumerate(found) if one.sentence == found[-1].sentence)
    if _one_of_two(found, said, mention, quantity):
        return True
    told = [Told(one.unit or "", page.hidden[one.clause : one.start], one.start) for one in found[first:]]
    breaks = [match.start() + told[0].start for match in re.finditer("其中", page.hidden[told[0].start : start])]
    index = renamed(said, told, breaks)
    if index is None:
        return False
    figure = found[first + index]
    if figure.value is None or not is_free(figure, quantity) or not fits(figure, quantity):
        return False
    found[first + index] = replace(with_change(figure, mention, quantity), stop=figure.stop)
    found[-1] = replace(found[-1], stop=mention.end)
    return True


def _of_total(page: Page, found: list[Figure], mention: Mention, quantity: Quantity) -> bool:
    """办证900件,其中甲类31件、乙类42件,较上年减少120件: a change larger than the part before it is the total's."""
    last = found[-1]
    at = page.hidden.rfind("其中", page.sentence_span(last.start)[0], last.start)
    if at < 0 or last.value is None or quantity.change is None or quantity.change_is_percent or -quantity.change <= last.value:
        return False
    for index in range(len(found) - 2, -1, -1):
        total = found[index]
        if total.sentence != last.sentence or total.unit != last.unit or total.start > at:
            continue
        if total.value is None or not is_free(total, quantity) or not fits(total, quantity):
            return False
        found[index] = replace(with_change(total, mention, quantity), stop=total.stop)
        found[-1] = replace(last, stop=mention.end)
        return True
    return False


def _of_its_unit(page: Page, found: list[Figure], mention: Mention, quantity: Quantity) -> bool:
    """检查69艘,其中客船58艘,合格率97%,较上年减少7艘: no change of a rate or a sum, but of the total in its unit."""
    last, known = found[-1], unit_words()
    one, other = known.get(last.unit or ""), known.get(quantity.unit or "")
    if (
        quantity.change_is_percent
        or fits(last, quantity)
        or one is None
        or other is None
        or other.kind not in ("count", "people")
    ):
        return False
    if one.kind not in ("rate", "money") or last.value is None:
        return False
    start = page.sentence_span(last.start)[0]
    at = page.hidden.find("其中", start, last.start)
    same = [i for i, figure in enumerate(found) if figure.start >= start and alike(figure.unit or "", quantity.unit or "")]
    same = [i for i in same if found[i].value is not None and is_free(found[i], quantity)]
    outside = [i for i in same if found[i].start < at]
    if not same:
        return False
    index = (outside or same)[-1]
    found[index] = replace(with_change(found[index], mention, quantity), stop=found[index].stop)
    found[-1] = replace(last, stop=mention.end)
    return True


def _one_of_two(found: list[Figure], said: str, mention: Mention, quantity: Quantity) -> bool:
    """受理231件,满意率96%,前者下降9%,后者上升1.2个百分点: the last two figures ("the former …, the latter …")"""
    which = {"前者": -2, "后者": -1}.get(said[:2], 0)
    if not which or len(found) < 2 or found[-2].sentence != found[-1].sentence:
        return False
    figure = found[which]
    if figure.value is None or not is_free(figure, quantity) or not fits(figure, quantity):
        return False
    found[which] = replace(with_change(figure, mention, quantity), stop=figure.stop)
    found[-1] = replace(found[-1], stop=mention.end)
    return True


@cache
def _follows() -> re.Pattern[str]:
    """What may stand between a level and the change that belongs to it."""
    return re.compile(rf"[,、;(| ]*(?:{any_of(words('change_conditions'))},?)?(?:{any_of(words('change_words'))}|,)*")


# ------------------------------------------------------------------ respectively


def _respectively(page: Page, mentions: Sequence[Mention], mention: Mention, pending: int, follows: bool) -> int:
    """How many changes in a row begin or go on here, this one included; 0 where none do.

    They begin after ,分别 ("respectively"), or, joined by 、 or 和, right after a figure (`follows`).
    """
    clause = page.hidden[page.clause_start(mention.start) : mention.end]
    if _NAMED_RESPECTIVELY.match(clause):
        return 0  # the changes have names of their own
    if pending > 1:
        return pending - 1
    is_said = _SAID_RESPECTIVELY.match(clause) is not None
    if not is_said and not follows:
        return 0
    index = next(i for i, other in enumerate(mentions) if other is mention)
    count, end = 1, mention.end
    for other in mentions[index + 1 :]:
        if other.quantity is None or other.quantity.reading is not Reading.CHANGE or other.start - end > 3:
            break
        if not is_said and page.hidden[end : other.start] not in ("、", "和", "及", "与"):
            break
        count, end = count + 1, other.end
    return count if count > 1 else 0


def _share_out(page: Page, found: list[Figure], mention: Mention, quantity: Quantity, pending: int) -> bool:
    """Give the change to the figure that it belongs to, counted from the end; False where there is none."""
    if pending > len(found) or found[-pending].sentence != found[-1].sentence or not is_free(found[-pending], quantity):
        return False
    if found[-pending].value is None or not fits(found[-pending], quantity):
        return False
    found[-pending] = replace(with_change(found[-pending], mention, quantity), stop=found[-pending].stop)
    last = found[-1]
    has_words = last.has_words_after or (last.stop == last.end and _WORDS_AND_COMMA.match(page.hidden, last.end) is not None)
    found[-1] = replace(last, stop=mention.end, has_words_after=has_words)  # 9人|受伤,分别下降14%和20%
    return True
