"""Lists of short words that share their last noun: so many as a number says, one word said thrice, services in four characters.

A member of two characters is no name elsewhere (会商, "consult"); a list of such words is one, where it is told to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.matching.scanning import Scanner
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import Found, mention, modifier
from fazhi.model import Mention

_NUMBERS = "两三四五六七八九"
_HEADS = "制度|机制"
_COUNTED = Scanner(rf"([{_NUMBERS}])[项种个大类](?:工作|基本|配套|内部|管理|监管|监督|日常|核心|特色|内控)?({_HEADS})(?!化)")
_THRICE = Scanner(rf"(([联互共会协同齐通互]).(?:、\2.){{2,5}})({_HEADS})(?!化)")
_SERVICES = Scanner(
    rf"(?:推行|实行|推出|提供|开展|开通|落实|试行)了?(?P<list>[^{STOP}和与及]{{4}}(?:[、和与及][^{STOP}和与及]{{4}})+)(?P<head>服务|办理模式|模式|办法)(?=[{STOP}]|$)"
)
_LISTING = "、和与"
_PRACTICES = re.compile(
    rf"(?:推行|实行|试行)了?(?P<list>[^{STOP}和与及的0-9]{{4}}(?:[、和与][^{STOP}和与及的0-9]{{4}})+)(?=[,。;]|改革|模式|等|$)"
)
_PARTS = re.compile("[、和与及]")


def short_lists(text: str, found: Found) -> Iterator[Mention]:
    """建立会商、巡查、通报三项制度 ("consultation, patrol and circular, three systems"), 健全联防、联治、联建机制."""
    for match in _COUNTED.finditer(text):
        start, _ = modifier(text, match.start(), across=True)
        members = list(_members(text, start, match.start()))
        if len(members) == _NUMBERS.index(match[1]) + 2 and all(2 <= end - begin <= 4 for begin, end in members):
            yield from _named(text, members, match[2], match.end(), found)
    for match in _THRICE.finditer(text):
        yield from _named(text, list(_members(text, *match.span(1))), match[3], match.end(), found)


def services(text: str, found: Found) -> Iterator[Mention]:
    """推行延时错时、上门代办服务 ("service at other hours, at home"): words of four characters that share what is offered."""
    for match in _SERVICES.finditer(text):
        members = list(_members(text, *match.span("list")))
        if all(tables().generic.fullmatch(text[begin:end]) is None for begin, end in members):
            yield from _named(text, members, match["head"], match.end(), found, kind="mechanism")


def practices(text: str, found: Found) -> Iterator[Mention]:
    """实行多测合一、承诺开工 ("one survey for all, work begins on a promise"): four characters each, beside one that all know."""
    reach = 0
    for known in found.mentions:
        if known.start < reach or known.end - known.start != 4 or not known.category:
            continue
        if text[known.start - 1] not in _LISTING and text[known.end : known.end + 1] not in ("、", "和", "与"):
            continue
        near = _PRACTICES.finditer(text, max(0, known.start - 24), known.end + 30)
        match = next((m for m in near if m.start("list") <= known.start < m.end("list")), None)
        if match is None:
            continue
        reach, members = match.end(), list(_members(text, *match.span("list")))
        if all(tables().generic.fullmatch(text[begin:end]) is None for begin, end in members):
            for begin, end in members:
                if not found.takes(begin, end):
                    yield mention(begin, end, text[begin:end], "shared-head", 0.65, known.category)


def _members(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for joint in _PARTS.finditer(text, start, end):
        yield start, joint.start()
        start = joint.end()
    yield start, end


def _named(
    text: str, members: list[tuple[int, int]], head: str, whole: int, found: Found, *, kind: str | None = None
) -> Iterator[Mention]:
    kind = kind or ("system" if head == "制度" else "mechanism")
    for begin, end in members:
        if not found.takes(begin, end):
            words = text[begin:end]
            yield mention(begin, whole if end == members[-1][1] else end, words + head, "shared-head", 0.8, kind, alias=words)
