"""Names that everybody knows: a table of them, and what makes a stretch of the text one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions.mechanisms.judge import is_generic
from fazhi.mentions.mechanisms.kinds import kind_of_head
from fazhi.mentions.mechanisms.known_place import COORDINATED, ENDS, LISTS, ends_as_noun, is_other
from fazhi.mentions.mechanisms.tables import Known, tables
from fazhi.mentions.mechanisms.text import Found, mention, modifier, unquoted
from fazhi.model import Mention

_BRACKET = re.compile(r"\([^()\n]{1,8}\)(?=”)")
_APPLIED = re.compile("(?:推行|试行|推出|首创|实行)了?$")
_LEVELS = "省市区县乡镇村"
_OWNER = re.compile("[一-龥]{0,6}(?:管委会|委员会|人民政府|政府(?!采购|购买|合同|投资|信息|法律)|街道办事处)")


_OWN_HEAD = re.compile("(?:管理|工作)?(?:制度|机制)(?![度体化])")
_SYSTEMS = ("制度", "责任制")
_WORKS = ("instrument", "mechanism")  # with 制度 behind them they are systems all the same
_BUILT = ("平台", "系统")  # “船员日”|在线答题平台
_MECHANISMS = ("机制", "工作法")
_WAYS = ("工作法", "模式")  # “一案三书”|工作法 is a way of working, whatever the words alone are
_OF_PARTY = ("社区", "村", "村居")  # 社区|党组织书记述法制度 ("of the secretaries of the communities")
_OWNERS = "省市区县镇乡局厅委署"


def known_names(text: str, found: Found) -> Iterator[Mention]:
    """推行“双随机、一公开”监管 ("double random, one open"): a name in mechanisms_known.csv, with or without marks."""
    plain, places = unquoted(text)
    for first, last, name, entry in tables().known.find(plain, overlapping=False):
        if entry is not None:
            start, end = places[first], places[last - 1] + 1
            if bracket := _BRACKET.match(text, end):  # “国家企业信用信息公示系统(湖南)”
                end = bracket.end()
            opened, closed = text[start - 1 : start] == "“", text[end : end + 1] == "”"
            if not is_other(text, start, end, name, opened=opened, closed=closed):
                yield from _told(text, start, end, name, entry, opened=opened, closed=closed)


def _told(text: str, start: int, end: int, name: str, entry: Known, *, opened: bool, closed: bool) -> Iterator[Mention]:
    """The mention of a common name, with the longer name that the report gives it as its alias."""
    table = tables()
    marked = opened or closed or "“" in text[start:end] or "”" in text[start:end]
    if "quoted" in entry.when and not marked and (text[start - 1 : start] == "等" or not _named_here(text, start, end, name)):
        return  # 依托“老娘舅”等|品牌调解室 tells what sort they are of
    if "alone" in entry.when and not marked and _told_apart(text, start) is not None:
        return
    longer = _longer(text, start) if not marked and table.unquoted_end.search(name) else None
    alias, kind = name if longer is None else text[longer:end], entry.kind
    if longer is None and not marked and (whole := _with_own_head(text, start, end)) is not None:
        begin, end = whole
        alias = text[begin:end]
        kind = kind_of_head(alias) or kind
    if not marked and text.endswith(_SYSTEMS, start, end) and (name != entry.name or kind == "instrument"):
        kind = "system"  # 权责清单|制度
    elif text.endswith("行动", start, end) and not entry.name.endswith("行动"):
        kind = "campaign"  # “减证便民”|行动
    elif kind == "mechanism" and text.endswith(_BUILT, start, end) and not entry.name.endswith(_BUILT):
        kind = "platform"  # 一网通办|平台
    elif not marked and kind == "mechanism" and text.startswith("制度", end) and alias == name:
        kind = "system"  # 分级分类监管|制度
    elif marked and text.endswith(_SYSTEMS, start, end) and kind in _WORKS and not entry.name.endswith(LISTS):
        kind = "system"  # “扫码入企”|制度; but “权力清单”制度 is the list
    start, end = start - opened, end + closed
    if closed and (headed := table.longer_tail.match(text, end)) is not None:  # “免证办”事项|清单 is a list
        of_head = kind_of_head(headed[0])
        own = (
            of_head in ("instrument", "campaign")
            or (of_head == "platform" and (name.endswith("办") or (kind in ("campaign", *_WORKS) and headed[0].endswith(_BUILT))))
            or headed[0].endswith(_WAYS)
            or of_head == "system"
        )
        kind = of_head if own and of_head else kind
        alias = name + headed[0] if name == entry.name else alias
    if kind == "system" and (text.startswith(_MECHANISMS, end) or text.endswith(_MECHANISMS, start, end)):
        kind = "mechanism"  # 失信联合惩戒|机制, “一案三查”|工作法
    rule = "known" if kind == entry.kind else "known-as"
    yield mention(start, end, entry.name, rule, 0.95, kind, alias=alias)


def _named_here(text: str, start: int, end: int, name: str) -> bool:
    """Is a name that needs quotation marks told as a name without them: by its head noun, in a list, or applied (推行…)?"""
    table = tables()
    head = table.unquoted_end.search(name)
    if (head and head[0] not in table.created_heads) or COORDINATED.match(text, end):
        return True
    applied = _APPLIED.search(text, max(0, start - 6), start) is not None and ENDS.match(text, end) is not None
    return applied and not name.endswith(("监管", "执法", "服务"))


def _longer(text: str, start: int) -> int | None:
    """Where the words begin that a report puts before a common name (适用|教育免罚清单), whether they tell it apart or not."""
    begin, introduced = modifier(text, start)
    verb = tables().leading_weak.match(text, begin, start)  # 明确|权责清单 ("make clear the list of powers") is the common name
    led = introduced or tables().weak_before.search(text, max(0, begin - 6), begin) or _stands_first(text, begin)
    if not led or (verb and verb.end() > begin):
        return None
    scope = tables().scope.match(text, begin, start)
    own = scope and scope[0] in _OF_PARTY and text.startswith("党", scope.end())
    if scope and not own and text[scope.end()] not in _LEVELS:  # 市县监管责任清单 is of both levels
        begin = scope.end()
    owner = _OWNER.match(text, begin, start)
    begin = owner.end() if owner else begin
    if text[begin:start] in _OWNERS and text.startswith(("党", "政府"), start):
        return begin  # 局|党组理论学习中心组学法制度, 市|政府常务会议学法制度
    return begin if 2 <= start - begin <= 20 else None


def _with_own_head(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a longer name with a head noun of its own begins and ends (欠费|联合惩戒|制度, "joint penalties for unpaid fees")."""
    head = _OWN_HEAD.match(text, end)
    begin = _told_apart(text, start) if head else None
    return (begin, head.end()) if head and begin is not None else None


def _stands_first(text: str, begin: int) -> bool:
    """Does the phrase at `begin` begin a clause, or stand in a list after another name (推行分户验收制度、|危大工程论证制度)?"""
    if text[begin - 1 : begin] in ("", "。", ",", ";", "\n"):
        return True
    return text[begin - 1 : begin] in ("、", "和", "与", "及") and ends_as_noun(text[max(0, begin - 9) : begin - 1])


def _told_apart(text: str, start: int) -> int | None:
    """Where words begin before a common name that make it a particular one (学法|积分制度, "points for learning law")."""
    begin, introduced = modifier(text, start)
    verb = tables().leading_weak.match(text, begin, start)
    told = introduced and 2 <= start - begin <= 12 and not is_generic(text[begin:start], "platform", shortest=2)
    return begin if told and not (verb and verb.end() > begin) else None
