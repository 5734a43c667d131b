"""From quantities to figures: each level, and each change that has no level of its own.

受理信访事项103件,同比下降46.6% ("103 petitions, down 46.6%")        one figure, the change belongs to it
物业类投诉量同比下降37.5% ("complaints down 37.5% year on year")      one figure without a level
投诉量同比下降18%,降至1200件 ("down 18%, to 1,200")                    one figure, the level comes after its change
受理A12件、B15件,分别下降9.6%和4.2% ("down 9.6% and 4.2%")             two figures, each with its change
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from fazhi.facts.observations.renamed import Told, renamed
from fazhi.facts.observations.words import any_of, words
from fazhi.model import Mention, Qualifier, Quantity, Reading

_HIDDEN = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》|“[^“”。\n]{1,40}”|\([^()。\n]{1,60}\)")
_WORDS_AND_COMMA = re.compile(r"(?![的]?[,、;])[^,;。:\d(]{1,16},")
_SAID_RESPECTIVELY = re.compile(r"(?:[^,]{0,12}(?:同比|较|比)[^,]{0,6})?(?:分别|依次)")
_NAMED_RESPECTIVELY = re.compile(
    r"(?!(?:来访|信访|上访|总)?(?:批|件|起|宗|人|户|场|家)[次数]|数量|金额)[^,、\d]{2,14}[、和及与][^,\d]{2,40}?(?:同比|较上年|比上年|较去年|比去年)?分别"
)  # 发案数、损失数同比分别, but not 件数、人数分别
_AGAINST_EARLIER = re.compile(r"同比|环比|[较比]")
_SENTENCE_END = re.compile(r"[。!?\n]")
_CLAUSE_END = re.compile(r"[,;:。!?(\n]")


@dataclass(slots=True)  # not frozen: made by the thousand
class Figure:
    """A figure in its clause. `start`–`end` is its evidence, `stop` where its last change ends."""

    start: int
    end: int
    stop: int
    clause: int  # where its clause begins, or where the figure before it in this clause stops
    sentence: int  # number of the sentence
    value: Decimal | None
    unit: str | None
    qualifier: Qualifier
    noun: str = ""  # what is counted, where the figure's own words say it (无败诉, "none lost")
    has_words_after: bool = False  # whether words stand between the number and its change (58项|事项跨省通办,较上年增加12项)
    bracket: int = -1  # where the bracket begins that it stands in
    change_percent: Decimal | None = None
    change_absolute: Decimal | None = None
    rule: str = ""
    confidence: float = 0.9

    @property
    def is_rate(self) -> bool:
        """Whether it tells a share, or only a change."""
        return self.unit == "%" or self.value is None


class Page:
    """A reading text with its names and brackets hidden, and where its sentences and clauses end."""

    def __init__(self, reading: str, mentions: Sequence[Mention]) -> None:
        starts = [mention.start for mention in mentions]

        def hide(match: re.Match[str]) -> str:
            """The same length in marks that no pattern looks for; brackets with a figure of their own stay."""
            if match[0][0] == "(" and bisect_left(starts, match.start()) < bisect_left(starts, match.end()):
                return match[0]
            return "□" * len(match[0])

        self.reading = reading
        self._numbers = starts
        self.hidden = _HIDDEN.sub(hide, reading)
        self._sentences = [match.start() for match in _SENTENCE_END.finditer(self.hidden)]
        self._clauses = [match.start() for match in _CLAUSE_END.finditer(self.hidden)]

    def sentence(self, position: int) -> int:
        """The number of the sentence at `position`."""
        return bisect_left(self._sentences, position)

    def sentence_span(self, position: int) -> tuple[int, int]:
        """Where the sentence at `position` begins and ends."""
        index = bisect_left(self._sentences, position)
        start = self._sentences[index - 1] + 1 if index else 0
        return start, self._sentences[index] if index < len(self._sentences) else len(self.hidden)

    def has_number(self, start: int, end: int) -> bool:
        """Whether a figure stands between `start` and `end`."""
        return bisect_left(self._numbers, start) < bisect_left(self._numbers, end)

    def bracket(self, position: int) -> int:
        """Where the bracket begins within which `position` stands; -1 where it stands in none."""
        start = self.hidden.rfind("(", self.sentence_span(position)[0], position)
        return -1 if start < 0 or ")" in self.hidden[start:position] else start

    def clause_start(self, position: int) -> int:
        """Where the clause begins that `position` stands in."""
        index = bisect_left(self._clauses, position)
        return self._clauses[index - 1] + 1 if index else 0

    def clause_end(self, position: int) -> int:
        """Where the clause ends that goes on at `position`."""
        index = bisect_right(self._clauses, position - 1)
        return self._clauses[index] if index < len(self._clauses) else len(self.hidden)


def figures(page: Page, mentions: Sequence[Mention]) -> list[Figure]:
    """The figures that `mentions` tell, in order of the text."""
    found: list[Figure] = []
    pending = 0  # changes in a row after 分别
    for mention in mentions:
        quantity = mention.quantity
        if quantity is None or quantity.reading is Reading.OTHER:
            continue
        sentence = page.sentence(mention.start)
        last = found[-1] if found and found[-1].sentence == sentence else None
        between = page.hidden[last.stop : mention.start] if last else ""
        if quantity.reading is Reading.CHANGE and last is not None:
            pending = _respectively(page, mentions, mention, pending, _follows().fullmatch(between) is not None)
            if pending and _share_out(found, mention, quantity, pending):
                continue
            if _of_one_named_again(page, found, mention, quantity):
                continue
            if _follows().fullmatch(between) and not (last.value is None and between in ("、", ",")):
                found[-1] = _with_change(last, mention, quantity) if _is_free(last, quantity) else replace(last, stop=mention.end)
                continue
            if last.stop == last.end and _told_between(page, last, mention, quantity):
                found[-1] = replace(_with_change(last, mention, quantity), has_words_after=True)
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
    return figure if quantity.change is None else _with_change(figure, mention, quantity)


def _is_free(figure: Figure, quantity: Quantity) -> bool:
    """Whether the figure has no such change yet, and may have one: what was cut below a legal limit did not change."""
    if figure.rule == "observation.from-limit":
        return False
    return (figure.change_percent if quantity.change_is_percent else figure.change_absolute) is None


def _with_change(figure: Figure, mention: Mention, quantity: Quantity) -> Figure:
    stop = max(figure.stop, mention.end)
    if quantity.change_is_percent:
        return replace(figure, change_percent=quantity.change, stop=stop)
    return replace(figure, change_absolute=quantity.change, stop=stop)


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
        and _leads_to_level().fullmatch(between) is not None
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
    told = [Told(one.unit or "", page.hidden[one.clause : one.start], one.start) for one in found[first:]]
    breaks = [match.start() + told[0].start for match in re.finditer("其中", page.hidden[told[0].start : start])]
    index = renamed(said, told, breaks)
    if index is None:
        return False
    figure = found[first + index]
    if figure.value is None or not _is_free(figure, quantity) or not _fits(figure, quantity):
        return False
    found[first + index] = replace(_with_change(figure, mention, quantity), stop=figure.stop)
    found[-1] = replace(found[-1], stop=mention.end)
    return True


@cache
def _follows() -> re.Pattern[str]:
    """What may stand between a level and the change that belongs to it."""
    return re.compile(rf"[,、;(| ]*(?:{any_of(words('change_conditions'))},?)?(?:{any_of(words('change_words'))}|,)*")


@cache
def _leads_to_level() -> re.Pattern[str]:
    """What stands between a change and the level that it led to."""
    return re.compile(rf"[,、]?{any_of(words('level_words'))}")


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


def _fits(figure: Figure, quantity: Quantity) -> bool:
    """Whether a change may be one of the figure: in percent, in points of a rate, or in the figure's own unit."""
    if quantity.change_is_percent or quantity.unit == figure.unit:
        return True
    return figure.unit == "%" and "点" in (quantity.unit or "")


def _share_out(found: list[Figure], mention: Mention, quantity: Quantity, pending: int) -> bool:
    """Give the change to the figure that it belongs to, counted from the end; False where there is none."""
    if pending > len(found) or found[-pending].sentence != found[-1].sentence or not _is_free(found[-pending], quantity):
        return False
    if found[-pending].value is None or not _fits(found[-pending], quantity):
        return False
    found[-pending] = replace(_with_change(found[-pending], mention, quantity), stop=found[-pending].stop)
    found[-1] = replace(found[-1], stop=mention.end)
    return True
