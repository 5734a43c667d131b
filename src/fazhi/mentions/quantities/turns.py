"""Changes told in other turns of speech: 5支队伍归并为1支, 是上年的1.6倍, 压减一般性支出5%."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from fazhi.matching.scanning import Ending
from fazhi.mentions.quantities.changes import DAYS, before_old, changed
from fazhi.mentions.quantities.clause import Clause, mention
from fazhi.mentions.quantities.numerals import plain
from fazhi.mentions.quantities.words import any_of, before, table
from fazhi.model import Mention, Quantity, Reading

_RATE = ("率", "度", "比例", "占比", "比重", "面")
_AGAINST = frozenset("比较与同跟")  # every base of a comparison has one of these


def merged(clause: Clause) -> tuple[list[Mention], int] | None:
    """将原有5支执法队伍归并为1支综合执法队伍 ("five enforcement teams merged into one")"""
    old, new = clause.number, clause.following
    if new is None or not old.unit or old.unit != new.unit or old.kind not in ("count", "people") or new.value >= old.value:
        return None
    found = _between_merged().fullmatch(clause.text, old.end, new.lead)
    if found is None:
        return None
    difference = plain(new.value - old.value)
    quantity = Quantity(Reading.FROM_TO, new.value, new.unit, new.qualifier, difference, number_start=new.start)
    said = mention(clause.text, old.lead, new.end, quantity, "merged", 0.85)
    return [replace(said, name=found["what"]) if found["what"] else said], 2


@cache
def _between_merged() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<what>[\u4e00-\u9fff]{{0,12}}?){any_of(table('change')['merged'])}(?:为|成|到|至)"
        r"(?:[^,;。:\d、]{0,10}的)?[^,;。:\d、]{0,10}"
    )


def beside_earlier(clause: Clause) -> tuple[list[Mention], int] | None:
    """办案47件(2022年为38件) ("47 cases (38 in 2022)"): the earlier value in brackets, or behind a comma, tells the change"""
    new, old = clause.number, clause.following
    if old is None or not new.unit or old.unit != new.unit or old.kind in ("points", "time"):
        return None
    in_brackets = _opens_earlier().fullmatch(clause.text, new.end, old.lead)
    found = in_brackets or _then_earlier().fullmatch(clause.text, new.end, old.lead)
    if found is None or clause.text[old.end : old.end + 1] not in ((")",) if in_brackets else (",", ";", "。", "\n", "")):
        return None
    end, what = (old.end + 1, "") if in_brackets else (old.end, found["what"])
    quantity = Quantity(Reading.FROM_TO, new.value, new.unit, new.qualifier, plain(new.value - old.value), number_start=new.start)
    said = mention(clause.text, new.lead, end, quantity, "beside-earlier", 0.85)
    return [replace(said, name=what) if what else said], 2


@cache
def _opens_earlier() -> re.Pattern[str]:
    """Such a bracket up to its number; a year is of four digits, or blotted out."""
    return re.compile(r"\((?:20\d\d年|上年度?|上一年度?|去年)(?:度|同期|全年)*(?:[为是]|仅为)?")


@cache
def _then_earlier() -> re.Pattern[str]:
    """43艘|渡船,去年是|31艘"""
    return re.compile(
        r"(?P<what>[\u4e00-\u9fff]{0,8}?),(?:而)?(?:上一?年度?|去年)(?:同期|全年)?(?:还|才|仅|只|就)*(?:[为是]|(?<=[仅只才])有)"
    )


def to_zero(clause: Clause) -> tuple[list[Mention], int] | None:
    """投诉从去年的9件降至零 ("complaints cut from last year's nine to none")"""
    old = clause.number
    opening = before_old().search(clause.lead) if old.unit and ("由" in clause.lead or "从" in clause.lead) else None
    found = _falls_to_zero().match(clause.text, old.end) if opening else None
    if found is None and opening and old.unit in DAYS:
        found = _falls_to_same_day().match(clause.text, old.end)  # 答复由7天压缩到当日
    if opening is None or found is None:
        return None
    quantity = Quantity(Reading.FROM_TO, Decimal(0), old.unit, change=plain(-old.value), number_start=found.start("none"))
    return [mention(clause.text, old.lead - len(opening[0]), found.end(), quantity, "to-zero", 0.85)], 1


@cache
def _falls_to_zero() -> re.Pattern[str]:
    verbs = any_of(table("change")["from_to"])
    return re.compile(rf",?(?:大幅|逐步|直接)?(?:{verbs})了?(?:到|至|为)了?(?P<none>零|0)(?![\d.多余%件起宗个人次天元户])")


@cache
def _falls_to_same_day() -> re.Pattern[str]:
    verbs = any_of(table("change")["from_to"])
    return re.compile(
        rf",?(?:大幅|逐步|直接)?(?:{verbs})了?(?:到|至|为)了?(?P<none>当[日天](?:就?能?[办完结领取到成]{{1,2}})?)(?=[,;。、)]|$)"
    )


def year_by_year(clause: Clause) -> tuple[list[Mention], int] | None:
    """检修合同上年18份,今年11份 ("18 contracts last year, 11 this year")"""
    old, new = clause.number, clause.following
    if new is None or not old.unit or old.unit != new.unit or old.kind in ("points", "time"):
        return None
    earlier = _told_of_last_year().search(clause.lead)
    if earlier is None or not _told_of_this_year().fullmatch(clause.text, old.end, new.lead):
        return None
    quantity = Quantity(Reading.FROM_TO, new.value, new.unit, new.qualifier, plain(new.value - old.value), False, new.start)
    return [mention(clause.text, old.lead - len(earlier[0]), new.end, quantity, "year-by-year", 0.85)], 2


@cache
def _told_of_last_year() -> Ending:
    return before(r"(?:上一?年度?|去年)(?:全年|同期)?(?:还|才|仅|只|共|就)?(?:[为是有]|达到?|发生|受理|办理|查处)?")


@cache
def _told_of_this_year() -> re.Pattern[str]:
    how = any_of(table("change")["from_to"])
    return re.compile(
        rf"[,;、](?:到了?)?(?:今年|本年度?|当年)(?:全年)?(?:{how}|举办|开展|发生|召开)?(?:已|仅|只|才|就|则|共)?(?:降|升|增|减)?(?:[为是有到至]|达到?)?"
    )


def times_of(clause: Clause) -> tuple[list[Mention], int] | None:
    """案件量是上年的1.6倍 ("1.6 times those of the year before"): 60 per cent more; 只有三年前的四分之一: 75 less"""
    found = _before_times().search(clause.lead) if clause.number.unit in ("倍", "%") else None
    if found is None:
        return None
    whole = 1 if clause.number.unit == "倍" else 100
    quantity = Quantity(
        Reading.CHANGE,
        None,
        "%",
        clause.number.qualifier,
        plain((clause.number.value - whole) * 100 / whole),
        change_is_percent=True,
        number_start=clause.number.start,
    )
    return [mention(clause.text, clause.number.lead - len(found[0]), clause.number.end, quantity, "times", 0.8)], 1


@cache
def _before_times() -> Ending:
    return before(any_of(table("other")["times_of"]))


def change_of_count(clause: Clause) -> tuple[list[Mention], int] | None:
    """比去年同期减少事故3起 ("three accidents fewer than in the same period of last year"): base, verb, object, count

    同比减少船舶待闸次数41% ("waits at the lock down 41%"): or a share, where the object is no rate of its own.
    """
    if clause.number.kind not in ("count", "people", "money", "size", "rate") or _AGAINST.isdisjoint(clause.lead):
        return None
    found = _base_and_object().search(clause.lead)
    if found is None or (clause.number.kind == "rate" and (not found["what"] or found["what"].endswith(_RATE))):
        return None
    said = changed(clause, clause.number.lead - len(found[0]), clause.number, 1 if found["up"] or found["more"] else -1)
    return [replace(said, name=found["what"] or found["act"], rule="quantity.change-of")], 1


@cache
def _base_and_object() -> Ending:
    words = table("change")
    way = rf"(?:(?P<up>{any_of(words['up'])})|{any_of(words['down'])})了?"
    what = r"(?![至到为达])[\u4e00-\u9fff]{2,8}(?<![至到为达共计约近的])"
    verb = r"(?:(?P<more>多)|少)(?P<act>[\u4e00-\u9fff]{1,3})(?<![于达出])"  # 比去年多收|135件
    return before(rf"{any_of(words['base'])}{any_of(words['between'])}*(?:{way}(?P<what>{what})|{verb}了?)")


def change_of_object(clause: Clause) -> tuple[list[Mention], int] | None:
    """压减一般性支出5% ("general expenditure cut by 5%"): verb, object, share"""
    if clause.number.unit != "%":
        return None
    found = _verb_and_object().search(clause.lead)
    if found is None:
        return None
    return [changed(clause, clause.number.lead, clause.number, 1 if found["up"] else -1)], 1


@cache
def _verb_and_object() -> Ending:
    words = table("change")
    return before(
        rf"(?:^|[,、;:(])(?:平均|累计|共|已|大幅|再|预计|为\w{{2,6}})?(?:(?P<up>{any_of(words['up'])})|{any_of(words['down'])})了?"
        r"(?!至|到|为)[\u4e00-\u9fff]{2,12}(?<![率度比例至到达为的占重及和过约近])"
    )
