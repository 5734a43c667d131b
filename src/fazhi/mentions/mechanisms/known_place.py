"""Whether a name that everybody knows stands at its place as itself: not as a part of another name, nor as what people do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from fazhi.mentions.mechanisms.judge import is_generic
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import goes_on, modifier
from fazhi.resources import lexicon, patterns

LISTS = ("清单", "目录", "名录", "台账")
ENDS = re.compile("[、,。;和]")
COORDINATED = re.compile(rf"(?:[、和及与][^{STOP}]{{2,14}}){{0,6}}等?(?:各项)?(?:[^{STOP}]{{0,4}})(?:制度|机制|责任制)")
_JOINED = re.compile(
    rf"[和与同][^{STOP}]{{2,14}}(?:衔接|协作|联动|对接|贯通|协同|协调|配合)(?:工作)?机制"
)  # one mechanism of both
_LISTED = re.compile(rf"(?:、[^{STOP}]{{2,10}})+(?:制度|机制)")
_LONGER = re.compile(rf"(?!工作|评议)[^{STOP}和与及的]{{2,4}}(?:制度|机制|清单|台账|模式)")
_QUOTED_NEXT = re.compile(rf"“[^“”\n]{{2,16}}”[^{STOP}和与及]{{0,4}}(?:制度|机制|平台|模式|清单|行动|工作法|办法)")
_OTHER_THREE = re.compile(f"(?:^|[{STOP}])[^{STOP}]{{2,14}}[、和][^{STOP}]{{2,12}}[、和][^{STOP}]{{2,12}}$")


@dataclass(frozen=True, slots=True)
class _Around:
    """The words of `known.around` and `known.deeds` in mechanisms.toml."""

    meeting: re.Pattern[str]
    carrying: re.Pattern[str]
    campaign: re.Pattern[str]
    campaigns: tuple[str, ...]
    body: re.Pattern[str]
    asked_by: re.Pattern[str]
    asked: re.Pattern[str]
    dated: re.Pattern[str]
    paired: re.Pattern[str]
    by_whom: re.Pattern[str]
    done_to: re.Pattern[str]
    of_departments: re.Pattern[str]
    nouns: tuple[str, ...]
    deeds: tuple[str, ...]
    deed_after: re.Pattern[str]
    reported: re.Pattern[str]
    arranged: re.Pattern[str]


@cache
def _around() -> _Around:
    known = lexicon("mechanisms")["known"]
    deeds = {name: known["deeds"][name] for name in ("reported", "arranged")}
    deeds |= {"deeds": known["deeds"]["names"], "deed_after": known["deeds"]["after"]}
    lists: dict[str, Any] = dict.fromkeys(("campaigns", "nouns", "deeds"), str)
    return patterns(_Around, known["around"] | deeds, made=lists)


def ends_as_noun(words: str) -> bool:
    """Do words end with a head noun or a closing mark, so that a name in a table is told as a name (述法|制度)?"""
    return words.endswith(_around().nouns)


def is_other(text: str, start: int, end: int, name: str, *, opened: bool, closed: bool) -> bool:
    """Is the stretch a part of another name, an honorific title that somebody is given, or what somebody does or demands?"""
    around = _around()
    if name.endswith("对接") and text.startswith("中心", end):
        return True  # 设立涉渔纠纷诉调对接|中心 is a place of its own
    if _is_part(text, start, end, opened=opened, closed=closed) or _is_title(text, start - opened, start, name):
        return True
    demand = around.asked.match(text, end) and around.asked_by.search(text, max(0, start - 6), start - opened)
    if demand and not ends_as_noun(name):
        return True  # 贯彻国务院|放管服|要求 is a demand of others
    if opened:
        return False
    if not ends_as_noun(name) and _is_work(text, start, end):
        return True
    return _is_followed(text, start, end, name, closed=closed) or (
        tables().unquoted_end.search(name) is None and _is_verb(text, start, end, name)
    )


def _is_part(text: str, start: int, end: int, *, opened: bool, closed: bool) -> bool:
    """Is the stretch a part of a quotation, or the tail of a name that begins with one (“村村响”|叫应机制)?"""
    if text[start - 1 : start] == "”" and "“" not in text[start:end]:
        return True
    return not _is_whole(text, start, end, opened, closed) or (not opened and _in_quoted_name(text, start, end))


def _is_title(text: str, before: int, start: int, name: str) -> bool:
    """Is the name an honour, and given to somebody by what stands before it?"""
    table = tables()
    return bool(table.honour.search(name) and table.honoured.search(text, max(0, start - 24), before))


def _is_work(text: str, start: int, end: int) -> bool:
    """Is a name without a head noun told as work, by who does it (由分管|领导包案) or what is done (19类业务|一网通办)?"""
    around = _around()
    if around.by_whom.search(text, max(0, start - 10), start) or around.of_departments.match(text, end):
        return True
    return around.done_to.search(text, max(0, start - 20), start) is not None and ENDS.match(text, end) is not None


def _is_followed(text: str, start: int, end: int, name: str, *, closed: bool) -> bool:
    """Does the stretch without an opening mark begin or end a longer name, by what stands right beside it?"""
    around = _around()
    if around.meeting.match(text, end):
        return True
    if around.campaign.match(text, end) and name.endswith(around.campaigns):
        return True  # 自建房安全专项整治|三年行动
    if _goes_on(text, end, name) or (not closed and _QUOTED_NEXT.match(text, end)):
        return True  # 出庭应诉“双月通报”制度
    if name.startswith("联合") and around.body.search(text, max(0, start - 3), start):
        return True  # 由县住建局|联合验收 is what they do
    if name == "三项制度" and _OTHER_THREE.search(text, max(0, start - 40), start):
        return True  # 早会学法、夜校学法、轮值学法|三项制度
    return around.dated.search(text, max(0, start - 16), start) is not None  # “8·8”海关|法治宣传日 has a longer name


def _is_verb(text: str, start: int, end: int, name: str) -> bool:
    """Is a name without marks or head noun told as a deed or a figure, or does it belong to another name in a list?"""
    around = _around()
    if name.endswith(around.deeds) and _is_deed(text, start, end, name):
        return True
    if name.endswith("出庭应诉") and text.startswith("率", end) and not text.startswith("率先", end):
        return True  # 负责人出庭应诉|率 is a figure
    if len(name) == 2 and around.paired.search(text, max(0, start - 2), start) and not COORDINATED.match(text, end):
        return True  # 学法|述法 同步推进 is what they do
    if len(name) == 2 and (_LONGER.match(text, end) or _is_tail(text, start, end)):
        return True  # 支部|述法|点评制度, 所长|述法、股室亮绩制度
    return (around.carrying.match(text, end) or _JOINED.match(text, end)) is not None


def _in_quoted_name(text: str, start: int, end: int) -> bool:
    """Does the stretch stand between quoted words and their head noun (“绿码”渔船|一网统管|机制, "of green-code boats")?"""
    mark = text.rfind("”", max(0, start - 5), start)
    tail = tables().tail.match(text, mark + 1) if mark >= 0 else None
    if tail is None:
        return False
    return tail.end() > end or (tail.end() == end and start > mark + 1 and text.endswith("行动", start, end))


def _is_deed(text: str, start: int, end: int, name: str) -> bool:
    """Is a name of what people do told as done, and not as an arrangement (带头|述法, 现场述法|8名; but 推行|现场述法)?"""
    around = _around()
    if around.deed_after.match(text, end):
        return True
    if "述法" not in name:
        return False
    if around.reported.search(text, max(0, start - 16), start):
        return True
    return around.arranged.search(text, max(0, start - 40), start) is None


def _goes_on(text: str, end: int, name: str) -> bool:
    """Does a longer name with a head noun of its own go on from the stretch (行刑衔接|案卷季抽查制度, "… spot checks")?"""
    listed = name.endswith(LISTS)
    if ends_as_noun(name) and not listed:
        return False
    longer = goes_on(text, end)
    return longer is not None and (listed or not is_generic(longer, "system", shortest=1))


def _is_tail(text: str, start: int, end: int) -> bool:
    """Is a short name the tail of the first member of a list with a head noun of its own?"""
    begin, introduced = modifier(text, start)
    return introduced and start - begin >= 2 and _LISTED.match(text, end) is not None


def _is_whole(text: str, start: int, end: int, opened: bool, closed: bool) -> bool:
    """Is the stretch no mere part of a longer quotation (首违不罚 of “首违不罚、轻微免罚”)?"""
    balance = text.count("“", start, end) - text.count("”", start, end)
    inside = text.rfind("“", max(0, start - 40), start) > text.rfind("”", max(0, start - 40), start)
    if balance == 0 and not inside:
        return True
    if balance == 0:
        return opened and closed
    return opened if balance < 0 else closed
