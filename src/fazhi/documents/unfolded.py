"""Reports whose line breaks are lost: all of it in one line, as copies of copies have it. Where its lines began is found again.

Numbers that count on from each other (一、 … 二、, (一) … (二)) begin lines; the title ends where its kind of text is named; a
heading ends where another number follows, or where a sentence begins as sentences on work do (全年, 局党组, 印发《…》).
"""

from __future__ import annotations

import re
from functools import cache

from fazhi.documents.reading import reading_of
from fazhi.documents.title import subject
from fazhi.matching.alternation import any_of
from fazhi.ordinals import ordinal_of
from fazhi.resources import lexicon

_SHORTEST = 600  # characters of a line that may be a whole report
_SHARE = 0.6  # of the text that stands in it
_NUMBERS = (
    re.compile(r"(?<![第\d一二三四五六七八九十])([一二三四五六七八九十]{1,3})、"),
    re.compile(r"\(([一二三四五六七八九十]{1,3})\)"),
    re.compile(r"(?<![\d.])(\d{1,2})[.、](?!\d)"),
)
_APART = re.compile(  # a dash that opens a point, a signature with its date
    r"(?<=[。;:])——|(?<=。)([一-龥()]{4,30}?) ?(?:20\d\d|二[〇○零][一-龥〇○]{2})年[\d一-龥]{1,3}月[\d一-龥]{1,3}日$"
)
_HEADING = range(4, 46)  # characters between a number and the sentence that it heads
_STOP = re.compile("[。;]")


def lost_breaks(source: str) -> list[int]:
    """The offsets in a decoded file at which lines began, where they were lost; empty where they were not.

    >>> work = "一、主要工作(一)规范执法全年检查9次。(二)做实普法全年宣讲8场。"  # "(I) enforcement | 9 checks in the year …"
    >>> text = "某局2023年法治政府建设情况报告今年以来,我局依法行政。" + work + "二、下步打算加强培训。" + "严格执法。" * 120
    >>> [text[a : a + 4] for a in lost_breaks(text)]
    ['今年以来', '一、主要', '(一)规', '全年检查', '(二)做', '全年宣讲', '二、下步']
    """
    found: list[int] = []
    start = 0
    for line in source.split("\n"):
        if len(line) >= max(_SHORTEST, _SHARE * len(source)):
            found += [start + at for at in _breaks(reading_of(line))]
        start += len(line) + 1
    return found


def _breaks(reading: str) -> list[int]:
    numbers = [match for pattern in _NUMBERS for match in _counted(pattern, reading)]
    starts = sorted(match.start() for match in numbers)
    found = set(starts)
    title = _title().match(reading)
    if title is not None and title.end() < (starts or [len(reading)])[0]:
        found.add(title.end())
    if not starts:
        return sorted(found)
    found |= {match.start(match.lastindex or 0) for match in _APART.finditer(reading, starts[0])}
    for match in numbers:
        end = next((at for at in starts if at > match.start()), len(reading))
        if (heading := _heading_end(reading, match.end(), end)) is not None:
            found.add(heading)
    return sorted(found - {0})


def _counted(pattern: re.Pattern[str], reading: str) -> list[re.Match[str]]:
    """The numbers of one family that count on from each other, or begin anew."""
    found: list[re.Match[str]] = []
    last = 0
    for match in pattern.finditer(reading):
        ordinal = ordinal_of(match[1])
        if ordinal == 1 or (last and ordinal == last + 1):
            found.append(match)
            last = ordinal
    return [match for at, match in enumerate(found) if not _is_alone(found, at)]


def _is_alone(numbers: list[re.Match[str]], at: int) -> bool:
    """Whether a first number has no second."""
    if ordinal_of(numbers[at][1]) != 1:
        return False
    return at + 1 == len(numbers) or ordinal_of(numbers[at + 1][1]) != 2


def _heading_end(reading: str, start: int, end: int) -> int | None:
    """Where a heading without a stop ends and its first sentence begins, if that can be told."""
    stop = _STOP.search(reading, start, end)
    limit = min(stop.start() if stop else end, start + _HEADING.stop)
    for match in _sentence().finditer(reading, start + _HEADING.start, limit):
        if reading.count("“", start, match.start()) == reading.count("”", start, match.start()):
            return match.start()
    return None


@cache
def _title() -> re.Pattern[str]:
    """某县|关于2023年|法治政府建设|情况的报告: a title at the head of the line."""
    types = any_of(lexicon("genre")["type"])
    return re.compile(rf"[^。;,]{{0,40}}?{subject().pattern}[^。;,:]{{0,12}}?{types}(?!的?(?:报告|总结|汇报|工作)|报)")


@cache
def _sentence() -> re.Pattern[str]:
    """How sentences on work begin, and headings do not go on."""
    return re.compile(any_of(lexicon("unfolded")["sentence"]))
