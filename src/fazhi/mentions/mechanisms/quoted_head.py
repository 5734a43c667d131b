"""Names of quoted words with a head noun behind the marks (推行“法官驻点”制度, "judges posted on the spot" system)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions.mechanisms import described
from fazhi.mentions.mechanisms.judge import EVIL, reason_against_place, reason_against_words
from fazhi.mentions.mechanisms.kinds import DEFAULT, kind_of_head, kind_of_words
from fazhi.mentions.mechanisms.quoted_place import extended, introduced
from fazhi.mentions.mechanisms.tables import tables
from fazhi.mentions.mechanisms.text import QUOTED, SPOKEN, Found, mention, modifier
from fazhi.model import Mention

_SETTING_UP = re.compile("(?:开通|推出|推行|打造|设立|开设|创建|创新|首创|试行|创办|建立|上线)了?$")
_SET_UP = ("制度", "机制", "工作法", "责任制", "工作机制")
_LONG_HEAD = re.compile("[一-龥]{3,}(?:制度|机制|责任制|工作法|平台|系统)$")
_TESTED = ("测试", "考试", "答题")  # “粮企在线”法规知识测试 is held on the platform
_SHOWN = ("直播",)  # “开渔第一课”同步直播 is the lesson, wherever it is shown
_GOING, _TO = ("队", "团", "车", "船"), tuple("进入下走送赴到")
_BEGIN = ("", "。", ";", "\n")
_AGAINST = re.compile("整治|治理|清理|清零|排查|行动|攻坚|斗争|歼灭")


def quoted_with_head(text: str, found: Found) -> Iterator[Mention]:
    """推行“法官驻点”制度 ("judges posted on the spot" system): quotation marks and a head noun."""
    for match in QUOTED.finditer(text):
        core = match[1]
        goes = core.endswith(_GOING) and text[match.end() : match.end() + 1] in _TO  # “渔嫂普法队”|进村宣传
        tail = None if goes else tables().tail.match(text, match.end())
        if tail is None or found.takes(match.start(), match.end()):
            continue
        tail = tables().longer_tail.match(text, tail.end()) or tail
        if tables().after_head.match(text, tail.end()):
            continue
        full = core + text[match.end() : tail.end()]
        against = reason_against_words(core, headed=True)
        if (
            against
            and not _told_by_head(core, full)
            and not (against == EVIL and (_is_set_up(text, match.start(), full[len(core) :]) or _is_governed(text, match)))
        ):
            if kind_of_head(full) == "campaign" and _is_remedied(text, match, tail.end(), found):
                yield from _remedy(text, match, tail.end(), found)
            continue
        if reason_against_place(text, match.start(), match.end(), telling=True):
            continue
        start, name = extended(text, match)
        full = name + text[match.end() : tail.end()]
        kind = DEFAULT if tables().fixed.search(name) else _kind_of_both(core, text[match.end() : tail.end()], full)
        yield mention(
            start, tail.end(), full, "quoted-head", 0.92, kind, alias=described.with_object(text, match, start, full) or name
        )


def _kind_of_both(core: str, tail: str, full: str) -> str:
    """The kind that the head noun tells; where that is a verb of work (“码上督”法治督察), what the words themselves tell."""
    told, kind = kind_of_words(core), kind_of_head(full) or DEFAULT
    if told == "campaign" and tail.endswith(_SHOWN):
        return told
    if told not in ("instrument", "platform") or not (tail in tables().acts or tail.endswith(_TESTED)):
        return kind
    return told if kind == "campaign" or (kind == "mechanism" and told == "instrument") else kind


def _told_by_head(core: str, full: str) -> bool:
    """Does the head noun make a name of words that are none alone (“九小场所”安全监管机制, “我来讲一课”活动)?"""
    kind = kind_of_head(full)
    if kind == "campaign":
        return core.startswith(SPOKEN)
    return kind in ("system", "mechanism", "platform") and _LONG_HEAD.search(full, len(core)) is not None


def _is_set_up(text: str, start: int, head: str) -> bool:
    """Is what the words are said with a system that somebody sets up (推行疫苗“先打后补”制度)? Evils are no such thing."""
    return head in _SET_UP and modifier(text, start)[1]


def _is_governed(text: str, match: re.Match[str]) -> bool:
    """Does a verb of setting up stand right before the words (开通“早晚不断档、节日不打烊”延时服务)? Nobody sets up an evil."""
    return _SETTING_UP.search(text, max(0, match.start() - 6), match.start()) is not None


def _is_remedied(text: str, match: re.Match[str], end: int, found: Found) -> bool:
    """Do quoted evils stand in the name of a campaign against them (“大棚房”专项整治)?"""
    if _AGAINST.search(text, match.end(), end) is None:
        return False
    return introduced(text, match.start(), found) or (
        text.endswith("行动", 0, end) and text[match.start() - 1 : match.start()] in _BEGIN
    )


def _remedy(text: str, match: re.Match[str], end: int, found: Found) -> Iterator[Mention]:
    """开展耕地“非粮化”排查整治 ("clearing up the non-grain use of farmland"): a campaign, with the words before the mark."""
    start, verb = modifier(text, match.start())
    start = start if verb and match.start() - start <= 8 else match.start()
    if not found.takes(start, end):
        yield mention(start, end, text[start:end], "quoted-head", 0.8, "campaign", alias=text[match.start() : end])
