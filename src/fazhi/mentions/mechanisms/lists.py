"""Names in lists that share a head noun: counted (A、B、C三张清单), campaigns (A、“B”和C行动), places set up (A、B窗口)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions.mechanisms.judge import is_generic
from fazhi.mentions.mechanisms.tables import tables
from fazhi.mentions.mechanisms.text import Found, mention, modifier
from fazhi.model import Mention

_NUMBERS = "两三四五六七八九"  # 两 counts two members
_JOINTS = re.compile("[、和与及]")
_MARKS = re.compile("[“”]")
_HEADED = re.compile(
    "(?:庭|中心|室|站|所|点|窗口|专区|平台|库|驿站|课堂|讲堂|通道|热线|系统|小程序|公众号|APP)$"
)  # a member with a head noun of its own
_FEWEST, _LONGEST = 3, 14  # characters of a member


def counted(text: str, found: Found) -> Iterator[Mention]:
    """公布首违免罚、从轻处罚、减轻处罚三张清单 ("three lists"): as many members as the number before their head noun says."""
    for match in tables().counted_head.finditer(text):
        start, _ = modifier(text, match.start(), across=True)
        if match.start() - start < _FEWEST or text[start - 1 : start] == "”":
            continue
        members = _parted(text, start, match.start())
        if len(members) == _NUMBERS.index(match["number"]) + 2 and _all_names(text, members):
            yield from _named(text, members, match["head"], tables().head_kinds[match["head"]], found)


def campaigns(text: str, found: Found) -> Iterator[Mention]:
    """开展打击毁林、“护飞”和疫木管控行动 ("campaigns against …, …"): the members that say what is done, without marks."""
    for match in tables().campaign_list.finditer(text):
        members = _parted(text, *match.span("list"))
        if len(members) < 2:
            continue
        plain = [(begin, end) for begin, end in members if "“" not in text[begin:end]]
        if all(tables().acting.search(text[begin:end]) for begin, end in plain):  # 打击A、B行动 is against both
            yield from _named(text, plain, match["head"], "campaign", found)


def places(text: str, found: Found) -> Iterator[Mention]:
    """开设军人维权、讨薪绿色窗口 ("windows for …"): two and more long members before the place that somebody sets up."""
    for match in tables().place_list.finditer(text):
        members = _parted(text, *match.span("list"))
        if _all_names(text, members, fewest=4) and not any(_HEADED.search(text, begin, end) for begin, end in members[:-1]):
            yield from _named(text, members, match["head"], "platform", found)


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of the members of a list between `start` and `end`, which 、 and 和 part."""
    members, begin = [], start
    for joint in _JOINTS.finditer(text, start, end):
        if text.count("“", start, joint.start()) == text.count("”", start, joint.start()):
            members.append((begin, joint.start()))
            begin = joint.end()
    return [*members, (begin, end)]


def _all_names(text: str, members: list[tuple[int, int]], *, fewest: int = _FEWEST) -> bool:
    """Is each member long enough to be a name, and no member a mere word of many names?"""
    return all(
        fewest <= end - begin <= _LONGEST and not is_generic(_MARKS.sub("", text[begin:end]), "platform", shortest=2)
        for begin, end in members
    )


def _named(text: str, members: list[tuple[int, int]], head: str, kind: str, found: Found) -> Iterator[Mention]:
    for begin, end in members:
        if found.takes(begin, end):
            continue
        whole = end + len(head) if text.startswith(head, end) else end
        words = text[begin:end]
        yield mention(begin, whole, words if words.endswith(head) else words + head, "shared-head", 0.8, kind, alias=words)
