"""Numbers that are no result: ranks, frequencies, goals, deadlines, comparisons."""

from __future__ import annotations

import re
from functools import cache

from fazhi.matching.scanning import Ending
from fazhi.mentions.quantities.clause import Clause, mention
from fazhi.mentions.quantities.limits import against_limit
from fazhi.mentions.quantities.numbers import Number
from fazhi.mentions.quantities.words import any_of, before, table
from fazhi.model import Mention, Quantity, Reading

_LARGE = 100  # demands are seldom as high
_MANY_POINTS = 10
_POINTS = re.compile(r"[:,。]\n?(?:其一|一是|一者|第一|首先|[(]?[一1][、.)])")
_RANGE = re.compile(r"\d至$")  # 2至3人
_TO = re.compile(r"[—~]\d")  # 2—3人


def no_result(clause: Clause) -> tuple[list[Mention], int] | None:
    """第2位, 每季度2次, 力争95%, 高出全国平均4.6个百分点, 24小时服务 (ranks, frequencies, goals, comparisons, service hours)"""
    number, lead = clause.number, clause.lead
    if not number.unit:
        return [], 1
    tail = clause.text[number.end : number.end + 12]
    found = _before_other().search(lead)
    why = found.lastgroup if found else None
    if why is None and number.unit == "位" and _moved().search(lead):
        why = "rank"
    if why is None and against_limit().search(lead):
        return None  # 较法定时限压减76%: what it is below the limit is a result, though no change
    if why == "frequency" and number.kind == "money" and _before(("standard", 12)).search(lead):
        why = None  # 低保标准提高到每人每月756元
    if why is None and _opens_points(clause):
        why = "summing"
    if why is None and _is_minimum(clause):
        why = "target"
    if why == "frequency" and clause.text[number.lead : number.start] in table("chinese")["few"]:
        why = None  # 每所不到两人
    if why is None and number.kind == "count" and "在" in lead[-10:] and _ranked().match(clause.text, number.end):
        why = "rank"
    if why is None and _is_class(number, tail, clause.text):
        why = "class"
    if why is None and number.kind == "time":
        why = _why_no_time(number, lead, tail, clause.text)
    if why is None and number.kind == "score" and not _before(("score", 6)).search(lead):
        return [], 1
    if why is None and (tail.startswith("/") or lead[-1:] in ("/", "—") or _RANGE.search(lead) or _TO.match(tail)):
        why = "range"
    if why is None and _actors().match(tail) and not _invited().search(lead):
        why = "actors"
    if why is None and number.kind == "points":
        why = "comparison"
    if why is None:
        return None
    quantity = Quantity(Reading.OTHER, number.value, number.unit, number.qualifier, number_start=number.start)
    return [mention(clause.text, number.lead, number.end, quantity, f"other-{why}", 0.8)], 1


def _opens_points(clause: Clause) -> bool:
    """存在的毛病有两个:其一,…: how many points follow ("two faults: first, …")"""
    few = clause.number.value < _MANY_POINTS and clause.number.kind == "count"
    return few and _POINTS.match(clause.text, clause.number.end) is not None and _faults().search(clause.lead) is not None


def _is_minimum(clause: Clause) -> bool:
    """培训不少于40学时: a demand; but 追缴欠费不少于170万元 is told as a result."""
    number, words = clause.number, table("other")
    if clause.text[number.lead : number.start] not in words["minimums"]:
        return False
    is_large = number.value >= _LARGE and number.kind in ("count", "people", "money")
    return not is_large or _demands().search(clause.lead) is not None


def _is_class(number: Number, tail: str, text: str) -> bool:
    """50岁以上|人员, 100万元以上|项目: the number tells which are meant, not how many."""
    bounded = text[number.start : number.end].endswith(("以上", "以下", "以内"))
    if bounded and number.kind in ("people", "size", "time", "money", "age") and re.match(r"的?[\u4e00-\u9fff]", tail):
        return True
    if number.kind == "age":
        return not _before(("result", 16)).search(text[max(0, number.lead - 12) : number.lead])
    # 罚款超百万元的案件有7件
    return number.kind == "money" and number.lead < number.start and _are_meant().match(tail) is not None


def _why_no_time(number: Number, lead: str, tail: str, text: str) -> str | None:
    """Hours and days are deadlines and service hours, unless the text speaks of time spent."""
    if _before(("result", 16)).search(lead):
        return None
    if (
        text[number.start : number.end].endswith(("内", "下"))
        or _service().match(tail)
        or number.unit in ("小时", "个小时", "年", "个月")
    ):
        return "deadline"
    return "procedure" if _before(("procedure", 4)).search(lead) else None


@cache
def _before_other() -> Ending:
    words = table("other")
    kinds = ("rank", "frequency", "target", "comparison", "summing")
    return before(f"(?:{'|'.join(f'(?P<{kind}>{any_of(words[kind])})' for kind in kinds)})")


@cache
def _demands() -> re.Pattern[str]:
    return re.compile(rf"{any_of(table('other')['demands'])}[^,;。]*$")


@cache
def _faults() -> re.Pattern[str]:
    return re.compile(rf"{any_of(table('other')['faults'])}[^,;。]*$")


@cache
def _moved() -> Ending:
    """较上年前移3位 ("up three places on last year")"""
    return before(any_of(table("other")["moved"]), "了?")


@cache
def _ranked() -> re.Pattern[str]:
    """在11个县(市、区)中排名 ("its rank among the 11 counties")"""
    return re.compile(rf"[^,;。\d]{{0,8}}?(?:\([^()]*\))?[^,;。\d]{{0,2}}中?的?{any_of(table('other')['ranked'])}")


@cache
def _are_meant() -> re.Pattern[str]:
    """罚款超百万元的案件 ("the cases with fines above a million")"""
    return re.compile(rf"的[\u4e00-\u9fff]{{0,4}}?{any_of(table('other')['meant'])}")


@cache
def _before(name_and_gap: tuple[str, int]) -> Ending:
    name, gap = name_and_gap
    return before(any_of(table("other")[name]), rf"[^,;。]{{0,{gap}}}")


@cache
def _service() -> re.Pattern[str]:
    return re.compile(any_of(table("other")["service"]))


@cache
def _actors() -> re.Pattern[str]:
    return re.compile(any_of(table("other")["actors"]))


@cache
def _invited() -> Ending:
    """邀请14家单位会商 ("invited 14 units to consult"): guests are counted"""
    return before(any_of(table("other")["invited"]))
