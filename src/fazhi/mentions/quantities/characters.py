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

from fazhi.mentions.quantities.numerals import is_written_number
from fazhi.mentions.quantities.words import END, any_of, table, unit_pattern, units
from fazhi.resources import lexicon

NUMERAL = r"[一二两三四五六七八九十百千万亿零]"
SCALE = r"万亿|百万|千万|[百千万亿]"

_SMALL = r"[两二三四五六七八九十]"
_STYLE = 4  # so many large numbers in characters show that the report writes its numbers out
_POINT = rf"{NUMERAL}+点[一二三四五六七八九零]+"


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
    found = [*_large(text), *_by_context(text)]
    if sum(is_written_number(number.digits) and len(number.digits) > 1 for number in found) >= _STYLE:
        found += _small(_written_out_pattern(), text)
    return found


def _large(text: str) -> Iterator[Written]:
    """审查文件一百二十七件次, 六十余场次, 一点二万人次 ("127 documents reviewed, sixty-odd times, 12,000 people")"""
    for match in _large_pattern().finditer(text):
        digits = match["digits"]
        if match["odd"] or "点" in digits or is_written_number(digits):
            yield _written(match)


def _by_context(text: str) -> Iterator[Written]:
    """召开三次; 修订制度两项; 近千人; 由五个工作日缩短到三个工作日; 提高三个百分点; 座谈会五次、听证会一次"""
    yield from _small(_context_pattern(), text)
    for match in _from_to_pattern().finditer(text):
        for which in ("old", "new"):
            yield Written(match.start(which), match.end(f"{which}_unit"), match[which], "", match[f"{which}_unit"], False)
    for match in _once_pattern().finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        if _counted_before().search(before) or _counted_after().match(text, match.end()) or _event_before().search(before):
            yield Written(match.start(), match.end(), "一", "", match["unit"], False)


def _small(pattern: re.Pattern[str], text: str) -> Iterator[Written]:
    for match in pattern.finditer(text):
        kind = match.lastgroup or ""
        digits = match[kind.removesuffix("_unit")]
        odd = match.groupdict().get("near_odd")
        yield Written(match.start(kind.removesuffix("_unit")), match.end(kind), digits, "", match[kind], bool(odd))


def _written(match: re.Match[str]) -> Written:
    return Written(
        match.start("digits"), match.end("unit"), match["digits"], match["scale"] or "", match["unit"], match["odd"] is not None
    )


# ------------------------------------------------------------------ patterns


@cache
def _large_pattern() -> re.Pattern[str]:
    """Numbers whose form tells that they count."""
    return re.compile(
        rf"(?<![{NUMERAL[1:-1]}第每前年月之点几数初])(?P<digits>{_POINT}|{NUMERAL}{{2,}}|[十百千万亿](?=[余多来几]))"
        rf"(?P<odd>[余多几]|来(?=[个名人家次]))?(?P<scale>{SCALE})?(?P<unit>{unit_pattern()})(?!{NUMERAL}[^,;。、]*[,、]?$)"
    )


@cache
def _context_pattern() -> re.Pattern[str]:
    """Small numbers that the words around show to count."""
    words = table("chinese")
    counted = unit_pattern(words["units"])
    ends = unit_pattern(
        unit for unit, known in units().items() if known.kind in ("count", "people") and unit not in words["no_end"]
    )
    times = unit_pattern(unit for unit, known in units().items() if known.kind == "time")
    verbs = any_of({*words["verbs"], *(verb for verb in lexicon("indicators")["verbs"] if len(verb) > 1)})
    return re.compile(
        rf"{any_of(words['before'])}(?P<near>{NUMERAL}*[十百千万亿])(?P<near_odd>余|多)?(?P<near_unit>{unit_pattern()})"
        rf"|(?<!第)(?P<points>{_POINT}|{NUMERAL}+)(?P<points_unit>{unit_pattern(['个百分点', '百分点', '倍'])})"
        rf"|{verbs}了?(?P<done>{_SMALL}{NUMERAL}*)(?P<done_unit>{counted})(?!{any_of(words['no_counted'])})"
        rf"|{any_of(words['spent'])}(?P<time>{NUMERAL}+)(?P<time_unit>{times})"
        rf"|(?<=[\u4e00-\u9fff”》])(?<![{words['not_after']}])(?P<last>{_SMALL}{NUMERAL}*)(?P<last_unit>{ends})(?={END})"
    )


@cache
def _written_out_pattern() -> re.Pattern[str]:
    """Small numbers in a report that writes its numbers out: 对四个县, 选送六名业务骨干, 拒不搬迁的四户."""
    words = table("chinese")
    unit = rf"(?:{unit_pattern(words['units'])}|[个项条](?={any_of(words['counted'])}))"
    return re.compile(
        rf"(?<![{words['not_after']}{NUMERAL[1:-1]}])(?P<small>{_SMALL})(?P<small_unit>{unit})(?!{any_of(words['no_counted'])})"
    )


@cache
def _from_to_pattern() -> re.Pattern[str]:
    """由五个工作日缩短到三个工作日 ("cut from five working days to three")"""
    unit = unit_pattern()
    return re.compile(
        rf"[由从][^,;。\d]{{0,10}}?(?P<old>{NUMERAL}+)(?P<old_unit>{unit})[^,;。、\d]{{0,6}}?[到至为成](?P<new>{NUMERAL}+)(?P<new_unit>{unit})"
    )


@cache
def _once_pattern() -> re.Pattern[str]:
    """听证会一次: 一 counts only beside other counts, or after an event."""
    words = table("chinese")
    return re.compile(
        rf"(?<=[\u4e00-\u9fff”》])(?<![{words['not_once']}])(?:一)(?P<unit>{unit_pattern(words['units'])})(?={END})"
    )


@cache
def _counted_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![第每])(?:\d|{_SMALL})[余多]?{unit_pattern(table('chinese')['units'])}[、,和及](?:(?!每|各)[^,、。;]){{1,12}}$"
    )


@cache
def _counted_after() -> re.Pattern[str]:
    return re.compile(
        rf"[、,和及](?:(?!每|各)[^,、。;\d]){{1,12}}(?:\d+|{_SMALL}+){unit_pattern(table('chinese')['units'])}(?={END})"
    )


@cache
def _event_before() -> re.Pattern[str]:
    words = table("chinese")
    return re.compile(rf"(?:^|[,;。、])(?:(?!每|各|至少|不少于)[^,;。])*{any_of(words['events'])}$")
