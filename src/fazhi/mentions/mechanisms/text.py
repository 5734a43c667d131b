"""Helpers on the text: hiding titles, and where an unquoted name begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.model import Mention, MentionKind

_TITLE = re.compile("《(?:[^《》\n]|《[^《》\n]*》)*》")
_QUOTES = re.compile("[“”]")
QUOTED = re.compile("“([^“”\n]{1,40})”")
SPOKEN = ("我", "你")  # “我为企业解难题”: words so begun are spoken


def hide_titles(reading: str) -> str:
    """The text with everything inside 《》 replaced by □: a mechanism named in a title is the regulation alone.

    >>> hide_titles("修订《公平竞争审查制度》。")  # "revised the Fair Competition Review System"
    '修订《□□□□□□□□》。'
    """
    return _TITLE.sub(lambda m: "《" + "□" * (len(m[0]) - 2) + "》", reading)


def unquoted(text: str) -> tuple[str, list[int]]:
    """The text without quotation marks, and the place of each of its characters in `text`.

    >>> unquoted("“三项”制度")
    ('三项制度', [1, 2, 4, 5])
    """
    places: list[int] = []
    end = 0
    for mark in _QUOTES.finditer(text):
        places.extend(range(end, mark.start()))
        end = mark.end()
    places.extend(range(end, len(text)))
    return _QUOTES.sub("", text), places


_LEVELS = re.compile(r"\([市区县旗镇乡村居街道社、]{1,7}\)$")
_NUMBERED = re.compile(r"[0-9]{1,2}\.(?:[0-9]{1,2}(?:\.[0-9]{1,2})?(?![0-9万亿元个倍%]))?(?![0-9])")
_JOINS = re.compile("和(?![谐睦解平美善合气顺为])|与(?![会时])|及(?!时)")  # a noun phrase does not begin so


def modifier(text: str, end: int, *, across: bool = False, least: int = 0, reach: int = 40) -> tuple[int, bool]:
    """Where the noun phrase that ends at `end` begins, and whether a verb or particle introduces it.

    With `across`, a coordination with 、 is part of the phrase. An introducing verb with less than `least` characters
    after it is part of the phrase, too (项目推进机制).

    >>> text = "纪工委实行廉政谈话提醒卡制度"  # "the discipline office applies a integrity reminder card system"
    >>> start, introduced = modifier(text, len(text))
    >>> text[start:], introduced
    ('廉政谈话提醒卡制度', True)
    """
    table = tables()
    low = max(0, end - reach)
    start, opened = low, end
    for i in range(end - 1, low - 1, -1):
        if i >= opened or (text[i] in "、" and across):
            continue
        if text[i] == ")" and (bracket := _LEVELS.search(text, max(low, i - 8), i + 1)):
            opened = bracket.start()  # 三县(区)护林协作联盟
            continue
        if text[i] in STOP:
            start = i + 1
            break
    cut = None
    for match in table.introducer.finditer(text, start, end):
        if end - match.end() >= least:
            cut = match.end()
    pattern = table.leading_weak if cut is None else table.leading
    start = start if cut is None else cut
    numbered = _NUMBERED.match(text, start, end)
    start = numbered.end() if numbered else start  # 3.|建设…系统
    lead = pattern.match(text, start, end)
    start = lead.end() if lead else start
    joined = _JOINS.match(text, start, end)  # 《…》和|联防联控机制 ("… and the joint control mechanism")
    return (joined.end() if joined else start), cut is not None


_GOES_ON = re.compile(rf"(?!工作|评议|等)(?P<rest>[^{STOP}和与及的等]{{2,9}}?)(?:制度|机制|工作法|责任制|承诺制)(?![度治体化建])")


def goes_on(text: str, end: int) -> str | None:
    """The words between a noun that ends at `end` and the head noun of a longer name (台账|月对账|制度), if no verb parts them.

    >>> goes_on("建立案件台账月对账制度", 6)  # "a system of checking the case ledger every month"
    '月对账'
    >>> goes_on("利用平台建立会商机制", 4) is None  # "by the platform, set up a mechanism of consultation"
    True
    """
    longer = _GOES_ON.match(text, end)
    if longer is None or tables().introducer.search(longer["rest"]) or tables().leading_weak.match(longer["rest"]):
        return None
    return longer["rest"]


class Found:
    """Mentions found so far, in order of the text, and which stretches they take.

    >>> from fazhi.model import MentionKind
    >>> found = Found([Mention(MentionKind.MECHANISM, 4, 8, "枫桥经验", "mechanism:known", 0.9)])
    >>> found.takes(7, 9), found.takes(8, 9), found.last_end(0, 10)
    (True, False, 8)
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))
        self.fresh = set[int]()  # where the names end that the rule at work has told
        self._starts = [mention.start for mention in self.mentions]
        self._ends = list(accumulate((mention.end for mention in self.mentions), max))

    def last_end(self, start: int, end: int) -> int | None:
        """Where the last mention that begins before `end` ends, if that is after `start`."""
        before = bisect_left(self._starts, end)
        return self._ends[before - 1] if before and self._ends[before - 1] > start else None

    def ends_at(self, place: int) -> bool:
        """Does a mention end at `place`, one of the rule at work included?"""
        return place in self.fresh or self.last_end(place - 1, place) == place

    def takes(self, start: int, end: int) -> bool:
        """Does a mention share a character with `start`–`end`?"""
        return self.last_end(start, end) is not None


def mention(start: int, end: int, name: str, rule: str, sure: float, kind: str, alias: str | None = None) -> Mention:
    """A mention by the rule `rule`, its name and alias without quotation marks."""
    clean = name.replace("“", "").replace("”", "")
    other = alias.replace("“", "").replace("”", "") if alias else None
    if other == clean:
        other = None
    return Mention(MentionKind.MECHANISM, start, end, clean, f"mechanism:{rule}", sure, kind, alias=other)
