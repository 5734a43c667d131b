"""Numbers written in characters: 一百二十七件次, 两万余人次, 召开三次.

Characters are part of many names (三项制度, 一次办, 两个维护), so that a number in characters counts where
its form says that it counts (一百二十七, 六十余, 近千), or where what stands around it does (召开三次, 修订制度两项).
A report that writes its numbers out (二百余家, 四十六份) is trusted with small ones in more places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fazhi.matching.scanning import Scanner
from fazhi.mentions.quantities.around_characters import (
    EVENT_UNITS,
    SMALL,
    after_word,
    at_start,
    clause_end,
    counted_after,
    counted_before,
    ends_with,
    event_before,
    event_joined,
    joined_event,
    names_in_row,
    words_around,
)
from fazhi.mentions.quantities.numerals import chinese, is_written_number
from fazhi.mentions.quantities.words import unit_pattern

NUMERAL = r"[一二两三四五六七八九十百千万亿零]"
SCALE = r"万亿|百万|千万|[百千万亿]"

_N = NUMERAL[1:-1]
_AT_START = frozenset(("件", "次", "起", "场", "名", "户", "家"))  # of these few names are made: 三项制度, but not 三件制度
_NOUN = re.compile("[\u4e00-\u9fff]{2}")
_SAID_OF_THEM = re.compile("(?:都|均|全都?)(?:是|因|出在|由|系|属|源于)")  # ;两起|都出在夜航: those told before
_POINTS = ("个百分点", "百分点", "倍")
_NOT_BEFORE_LARGE = "第每前年月之点几数初"
_STYLE = 4  # so many large numbers in characters show that the report writes its numbers out


@dataclass(frozen=True, slots=True)
class Written:
    """A number in characters: its stretch with the unit, the digits, a scale word apart from them, and the unit as printed."""

    start: int
    end: int
    digits: str
    scale: str
    unit: str
    is_odd: bool  # 余, 多, 几


def written_numbers(text: str) -> list[Written]:
    """All numbers in characters that count, in no order; they may overlap."""
    found, small = list(_from_to(text)), []
    for match in _candidate().finditer(text):
        number = Written(
            match.start("digits"), match.end(), match["digits"], match["scale"] or "", match["unit"], match["odd"] is not None
        )
        before = text[max(0, number.start - 24) : number.start]
        if _is_large(number, before) or _counts_here(number, before, text):
            found.append(number)
        elif _counts_where_written_out(number, before, text):
            small.append(number)
    is_written_out = sum(is_written_number(number.digits) for number in found) >= _STYLE
    return found + small if is_written_out else found


@cache
def _candidate() -> Scanner:
    return Scanner(
        rf"(?<![{_N}])(?P<digits>[{_N}]+(?:点[一二三四五六七八九零]+)?)(?P<odd>[余多几]|来(?=[个名人家次分天户件场起宗处份条项位]))?"
        rf"(?P<scale>{SCALE})?(?P<unit>{unit_pattern()})"
    )


def _is_large(number: Written, before: str) -> bool:
    """一百二十七件次, 六十余场次, 一点二万人次: the form of the number tells that it counts."""
    digits = number.digits
    if before[-1:] in _NOT_BEFORE_LARGE and before and not (number.is_odd and before[-1:] in "年月"):
        return False
    return (number.is_odd and (len(digits) > 1 or digits in "十百千万亿")) or "点" in digits or is_written_number(digits)


def _counts_here(number: Written, before: str, text: str) -> bool:
    """近千人; 提高三个百分点; 召开三次; 缩短三天; 修订制度两项; 座谈会五次、听证会一次"""
    known, digits, unit = words_around(), number.digits, number.unit
    if digits[-1] in "十百千万亿" and ends_with(before, known.near):
        return True
    if number.is_odd:
        return False
    if unit in _POINTS:
        return not before.endswith("第")
    if unit in known.times and ends_with(before, known.spent):
        return True
    if _is_little(number, before, text):
        return True
    if _is_beside(number, before, text):
        return True
    if digits == "一":
        return _is_once(number, before, text)
    if digits[0] not in SMALL or (digits == "二" and unit == "次"):
        return False  # 二次供水
    if len(digits) == 1 and unit in _AT_START and at_start().search(before) and not known.no_counted.match(text, number.end):
        return not _SAID_OF_THEM.match(text, number.end)
    if _is_done(number, before, text) or _is_counted(number, before, text) or _sums_up(number, text):
        return True
    verb = before.removesuffix("了")
    if unit in known.units and ends_with(verb, known.verbs) and not known.no_counted.match(text, number.end):
        return True
    return unit in known.ends and after_word(before, known.not_after) and clause_end().match(text, number.end) is not None


def _is_done(number: Written, before: str, text: str) -> bool:
    """两次出庭应诉, 分四批投放, 先后两轮公示: how often something was done, told before the verb"""
    known = words_around()
    if number.unit not in known.done or before[-1:] in known.not_after.difference("分"):
        return False
    return known.act.match(text, number.end) is not None and known.no_act.match(text, number.end) is None


def _is_counted(number: Written, before: str, text: str) -> bool:
    """对三个村开展检查, 归并到两个窗口, 为七家药店解决困难: what a preposition or a verb leads to, told with its noun"""
    known = words_around()
    if number.unit in known.units:
        is_led = ends_with(before, known.to) or before.endswith("的")
    elif number.unit in ("个", "项", "条"):
        is_led = ends_with(before, known.to | known.verbs) and known.counted.match(text, number.end) is not None
        is_led = is_led or (at_start().search(before) is not None and known.places.match(text, number.end) is not None)
    else:
        return False
    return is_led and not known.not_to.search(before) and not known.no_counted.match(text, number.end)


def _sums_up(number: Written, text: str) -> bool:
    """捕捞、养殖两支队伍合并 ("two crews, fishing and farming, were merged"): as many as are named, and what work is done with"""
    if len(number.digits) > 1 or not words_around().listed.match(text, number.end - len(number.unit)):
        return False
    return names_in_row(text[max(0, number.start - 60) : number.start]) == chinese(number.digits)


def _is_once(number: Written, before: str, text: str) -> bool:
    """座谈会五次、听证会一次: 一 counts only beside other counts, or after an event."""
    known = words_around()
    if number.unit not in known.units or not after_word(before, known.not_once) or not clause_end().match(text, number.end):
        return False
    return bool(counted_before().search(before) or counted_after().match(text, number.end) or event_before().search(before))


def _is_beside(number: Written, before: str, text: str) -> bool:
    """两轮公示、一场听证: one of what happened, told beside another number of it ("two rounds of notice, one hearing")"""
    if number.unit not in tuple(EVENT_UNITS) or len(number.digits) > 1 or not _NOUN.match(text, number.end):
        return False
    if words_around().no_counted.match(text, number.end):
        return False
    other = event_joined().search(before) or joined_event().match(text, number.end)
    return other is not None and (number.digits != "一" or other["count"] != "一")  # 一次告知、一次办结 is a manner of speaking


def _is_little(number: Written, before: str, text: str) -> bool:
    """只有两个人, 不到三家, 只办了一期: small numbers that the text calls small ("only two people, but one course")"""
    known, unit = words_around(), number.unit
    if len(number.digits) > 1 or known.no_counted.match(text, number.end):
        return False
    if unit in known.units and known.few_done.search(before):
        return True
    if number.digits not in SMALL or not ends_with(before, known.few):
        return False
    if unit in ("个", "项", "条"):
        return known.counted.match(text, number.end) is not None
    return unit in known.units or unit in known.people


def _counts_where_written_out(number: Written, before: str, text: str) -> bool:
    """对四个县, 选送六名业务骨干, 拒不搬迁的四户: small numbers in a report that writes its numbers out."""
    known = words_around()
    if number.is_odd or len(number.digits) > 1 or number.digits not in SMALL or before[-1:] in known.not_after:
        return False
    is_counted = number.unit in known.units or (number.unit in "个项条" and known.counted.match(text, number.end))
    return bool(is_counted) and not known.no_counted.match(text, number.end)


def _from_to(text: str) -> Iterator[Written]:
    """由五个工作日缩短到三个工作日 ("cut from five working days to three")"""
    for match in _from_to_pattern().finditer(text):
        for which in ("old", "new"):
            yield Written(match.start(which), match.end(f"{which}_unit"), match[which], "", match[f"{which}_unit"], False)


@cache
def _from_to_pattern() -> Scanner:
    """由五个工作日缩短到三个工作日 ("cut from five working days to three")"""
    unit = unit_pattern()
    return Scanner(
        rf"[由从][^,;。\d]{{0,10}}?(?P<old>{NUMERAL}+)(?P<old_unit>{unit})[^,;。、\d]{{0,6}}?[到至为成](?P<new>{NUMERAL}+)(?P<new_unit>{unit})"
    )
