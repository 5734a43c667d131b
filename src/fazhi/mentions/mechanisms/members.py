"""The members of a coordination that share a head noun: 首问责任、限时办结、容缺办理 (制度); which of them stand alone."""

from __future__ import annotations

import re

from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import modifier

JOINT = re.compile("[和与及](?=[^和与及]*$)")
RULES = ("办法", "规定", "细则", "方案", "意见", "标准", "条例", "预案")  # what has a name of its own in a list of systems
_JOINING = re.compile("[一-龥]{2}[和与同][一-龥]{2}")
_JOINED = ("衔接", "协作", "联动", "对接", "协同", "贯通", "协调")
_ACROSS = re.compile("(?:[跨同][一-龥]{2,3}、)+[跨同]")
_EACH = re.compile("[、和与及]")


def even(members: list[tuple[int, int]]) -> int:
    """How long all members but the first are, if the first begins with words that belong to all: 涉林矛盾|周排查、零报告."""
    first, *others = sorted(end - begin for begin, end in members)[::-1]
    begin, end = min(members)
    even = len(set(others)) == 1 and end - begin == first and others[0] >= 3 and first - others[0] >= 4
    return others[0] if even else 0


def inseparable(phrase: str) -> bool:
    """Are the members too short to stand alone (矛盾纠纷排查、预警、化解机制 is one name)?"""
    parts = _EACH.split(phrase)
    if _ACROSS.match(phrase):
        return True  # 跨区域、跨部门联合执法
    if len(parts) == 2 and _JOINING.search(parts[0]) and parts[1].endswith(_JOINED):
        return True  # 信访与行政复议、诉讼衔接
    return "" not in parts and min(map(len, parts)) <= 2 and not any(tables().unquoted_end.search(part) for part in parts)


def members_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """All members of the coordination whose last one is `start`–`end`, if there are several: 首问责任、限时办结、容缺办理."""
    if text.startswith("、联合", start - 3):
        start -= 2  # 首检移送、航情互通、|联合会商 has the verb as a part of its last member
    if not 3 <= end - start <= 18:
        return []
    listed = text[start - 1 : start] == "、"
    members = _halves(text, start, end)
    if not listed:
        told = all(tables().process.search(text[begin:stop]) for begin, stop in members) or _are_even(text, members)
        return members if told and len(members) > 1 else []
    if end - start > 14:
        return []
    while text[start - 1 : start] == "、":
        stop = start - 1
        start = _member(text, stop)
        if tables().unquoted_end.search(text[start:stop]) or text.endswith(RULES, start, stop):
            break
        if not 3 <= stop - start <= 14 or _ACROSS.match(f"{text[start:stop]}、{text[stop + 1 : stop + 2]}"):
            return []
        members.append((start, stop))
    return members if len(members) > 1 else []


def _are_even(text: str, members: list[tuple[int, int]]) -> bool:
    """Are they two systems of four characters each (休渔禁捕和船籍登记|制度, "closed seasons, and the register of ships")?"""
    return all(stop - begin == 4 for begin, stop in members) and text.startswith("制度", max(members)[1])


def _member(text: str, end: int) -> int:
    """Where the member of a coordination that ends at `end` begins; between two it is whole (建档、|定期巡查、抄告机制)."""
    start, introduced = modifier(text, end)
    whole = max(text.rfind(mark, max(0, end - 16), end) for mark in STOP) + 1
    return whole if not introduced and text[whole - 1 : whole] == "、" else start


def _halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last member of a coordination, or the two it consists of: 线索通报和联合研判."""
    joint = JOINT.search(text, start, end)
    if joint is None:
        return [(start, end)]
    first, second = joint.start() - start, end - joint.end()
    if min(first, second) >= 3 and abs(first - second) <= (2 if joint[0] == "和" else 1):
        return [(joint.end(), end), (start, joint.start())]
    return [(start, end)]
