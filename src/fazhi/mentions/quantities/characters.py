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
from fazhi.mentions.quantities.numerals import is_written_number
from fazhi.mentions.quantities.words import END, any_of, table, unit_pattern, units
from fazhi.resources import lexicon

NUMERAL = r"[一二两三四五六七八九十百千万亿零]"
SCALE = r"万亿|百万|千万|[百千万亿]"

_N = NUMERAL[1:-1]
_SMALL = "两二三四五六七八九十"
_AT_START = frozenset(("件", "次", "起", "场", "名", "户", "家"))  # of these few names are made: 三项制度, but not 三件制度
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
        rf"(?<![{_N}])(?P<digits>[{_N}]+(?:点[一二三四五六七八九零]+)?)(?P<odd>[余多几]|来(?=[个名人家次分天户件场]))?"
        rf"(?P<scale>{SCALE})?(?P<unit>{unit_pattern()})"
    )


def _is_large(number: Written, before: str) -> bool:
    """一百二十七件次, 六十余场次, 一点二万人次: the form of the number tells that it counts."""
    if before[-1:] in _NOT_BEFORE_LARGE and before:
        return False
    digits = number.digits
    return (number.is_odd and (len(digits) > 1 or digits in "十百千万亿")) or "点" in digits or is_written_number(digits)


def _counts_here(number: Written, before: str, text: str) -> bool:
    """近千人; 提高三个百分点; 召开三次; 缩短三天; 修订制度两项; 座谈会五次、听证会一次"""
    known, digits, unit = _words(), number.digits, number.unit
    if digits[-1] in "十百千万亿" and _ends_with(before, known.near):
        return True
    if number.is_odd:
        return False
    if unit in _POINTS:
        return not before.endswith("第")
    if unit in known.times and _ends_with(before, known.spent):
        return True
    if digits == "一":
        return _is_once(number, before, text)
    if digits[0] not in _SMALL or (digits == "二" and unit == "次"):
        return False  # 二次供水
    if len(digits) == 1 and unit in _AT_START and _at_start().search(before) and not known.no_counted.match(text, number.end):
        return True
    if _is_done(number, before, text) or _is_counted(number, before, text):
        return True
    verb = before.removesuffix("了")
    if unit in known.units and _ends_with(verb, known.verbs) and not known.no_counted.match(text, number.end):
        return True
    return unit in known.ends and _after_word(before, known.not_after) and _end().match(text, number.end) is not None


def _is_done(number: Written, before: str, text: str) -> bool:
    """两次出庭应诉, 分四批投放, 先后两轮公示: how often something was done, told before the verb"""
    known = _words()
    if number.unit not in known.done or before[-1:] in known.not_after.difference("分"):
        return False
    return known.act.match(text, number.end) is not None and known.no_act.match(text, number.end) is None


def _is_counted(number: Written, before: str, text: str) -> bool:
    """对三个村开展检查, 归并到两个窗口, 为七家药店解决困难: what a preposition or a verb leads to, told with its noun"""
    known = _words()
    if number.unit in known.units:
        is_led = _ends_with(before, known.to) or before.endswith("的")
    elif number.unit in ("个", "项", "条"):
        is_led = _ends_with(before, known.to | known.verbs) and known.counted.match(text, number.end) is not None
        is_led = is_led or (_at_start().search(before) is not None and known.places.match(text, number.end) is not None)
    else:
        return False
    return is_led and not known.not_to.search(before) and not known.no_counted.match(text, number.end)


def _is_once(number: Written, before: str, text: str) -> bool:
    """座谈会五次、听证会一次: 一 counts only beside other counts, or after an event."""
    known = _words()
    if number.unit not in known.units or not _after_word(before, known.not_once) or not _end().match(text, number.end):
        return False
    return bool(_counted_before().search(before) or _counted_after().match(text, number.end) or _event_before().search(before))


def _counts_where_written_out(number: Written, before: str, text: str) -> bool:
    """对四个县, 选送六名业务骨干, 拒不搬迁的四户: small numbers in a report that writes its numbers out."""
    known = _words()
    if number.is_odd or len(number.digits) > 1 or number.digits not in _SMALL or before[-1:] in known.not_after:
        return False
    is_counted = number.unit in known.units or (number.unit in "个项条" and known.counted.match(text, number.end))
    return bool(is_counted) and not known.no_counted.match(text, number.end)


def _from_to(text: str) -> Iterator[Written]:
    """由五个工作日缩短到三个工作日 ("cut from five working days to three")"""
    for match in _from_to_pattern().finditer(text):
        for which in ("old", "new"):
            yield Written(match.start(which), match.end(f"{which}_unit"), match[which], "", match[f"{which}_unit"], False)


# ------------------------------------------------------------------ words


@dataclass(frozen=True, slots=True)
class _Words:
    """The words around numbers in characters, as sets and compiled patterns."""

    near: frozenset[str]
    verbs: frozenset[str]
    spent: frozenset[str]
    units: frozenset[str]
    ends: frozenset[str]
    times: frozenset[str]
    not_after: frozenset[str]
    not_once: frozenset[str]
    done: frozenset[str]
    act: re.Pattern[str]
    no_act: re.Pattern[str]
    to: frozenset[str]
    not_to: re.Pattern[str]
    places: re.Pattern[str]
    counted: re.Pattern[str]
    no_counted: re.Pattern[str]


@cache
def _words() -> _Words:
    words = table("chinese")
    counts = {unit for unit, known in units().items() if known.kind in ("count", "people")}
    return _Words(
        near=frozenset(words["before"]),
        verbs=frozenset(words["verbs"]) | {verb for verb in lexicon("indicators")["verbs"] if len(verb) > 1},
        spent=frozenset(words["spent"]),
        units=frozenset(words["units"]),
        ends=frozenset(counts - set(words["no_end"])),
        times=frozenset(unit for unit, known in units().items() if known.kind == "time"),
        not_after=frozenset(words["not_after"]),
        not_once=frozenset(words["not_once"]),
        done=frozenset(words["done"]),
        act=re.compile(any_of([*words["acts"], *(verb for verb in lexicon("indicators")["verbs"] if len(verb) > 1)])),
        no_act=re.compile(any_of(words["no_acts"])),
        to=frozenset(words["to"]),
        not_to=re.compile(f"(?:{any_of(words['not_to'])})$"),
        places=re.compile(any_of(words["places"])),
        counted=re.compile(any_of(words["counted"])),
        no_counted=re.compile(any_of(words["no_counted"])),
    )


def _ends_with(before: str, words: frozenset[str]) -> bool:
    return any(before[-length:] in words for length in range(1, 7))


def _after_word(before: str, unfit: frozenset[str]) -> bool:
    return bool(before) and (before[-1] in "”》" or "\u4e00" <= before[-1] <= "\u9fff") and before[-1] not in unfit


@cache
def _at_start() -> re.Pattern[str]:
    """;两件|规范性文件报备; 先后两次|召集会议: where a clause begins ("two documents were filed; called twice")"""
    return re.compile(r"(?:^|[,;:。\n])(?:[先前]后|累计|现有|其中|另有|已有|还有)?$|[先前]后$|(?<!不)已有$")


@cache
def _end() -> re.Pattern[str]:
    return re.compile(END)


# ------------------------------------------------------------------ patterns


@cache
def _from_to_pattern() -> Scanner:
    """由五个工作日缩短到三个工作日 ("cut from five working days to three")"""
    unit = unit_pattern()
    return Scanner(
        rf"[由从][^,;。\d]{{0,10}}?(?P<old>{NUMERAL}+)(?P<old_unit>{unit})[^,;。、\d]{{0,6}}?[到至为成](?P<new>{NUMERAL}+)(?P<new_unit>{unit})"
    )


@cache
def _counted_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![第每])(?:\d|[{_SMALL}])[余多]?{unit_pattern(table('chinese')['units'])}[、,和及](?:(?!每|各)[^,、。;]){{1,12}}$"
    )


@cache
def _counted_after() -> re.Pattern[str]:
    return re.compile(
        rf"[、,和及](?:(?!每|各)[^,、。;\d]){{1,12}}(?:\d+|[{_SMALL}]+){unit_pattern(table('chinese')['units'])}(?={END})"
    )


@cache
def _event_before() -> re.Pattern[str]:
    words = table("chinese")
    return re.compile(rf"(?:^|[,;。、])(?:(?!每|各|至少|不少于)[^,;。])*{any_of(words['events'])}$")
