"""Changes, and steps from an old to a new value."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from fazhi.matching.scanning import Ending
from fazhi.mentions.quantities.clause import Clause, mention
from fazhi.mentions.quantities.limits import against_limit, limit
from fazhi.mentions.quantities.numbers import Number
from fazhi.mentions.quantities.numerals import plain
from fazhi.mentions.quantities.words import any_of, before, table
from fazhi.model import Mention, Quantity, Reading

_JOINT = re.compile(r"[、,]?(?:和|及|与|以及)?(?P<minus>[-—])?")
_CLAUSE_ENDS = re.compile(r"[,;。)\n]|$")
_NEXT_OLD = re.compile(r"[、和](?:20\d\d年|[上去前]一?年|□+)(?:度|底|末)?的?")  # 由2021年的40件|、2022年的|31件减至26件
_TIME = {"秒": 1, "秒钟": 1, "分钟": 60, "小时": 3600, "个小时": 3600}
_NET = re.compile("净[增减降]|[少多]跑")  # these only tell changes
_NEXT_CELL = 6  # characters between the number of one cell and that of the next
_LENGTH = re.compile("^(?:延长|缩短)")
_NEAR = 18  # characters before a number within which a word of direction stands
DAYS = {"天": 1, "日": 1, "工作日": 1, "个工作日": 1}

# ------------------------------------------------------------------ from an old to a new value


def from_to(clause: Clause) -> tuple[list[Mention], int] | None:
    """行政许可事项由14项精简到11项 ("licence items cut from 14 to 11")

    Of several old values in a row the last counts: 由2021年的40件、2022年的31件减至26件 ("from 40, then 31, to 26").
    """
    first, at = clause.number, clause.at
    while at + 2 < len(clause.numbers) and _NEXT_OLD.fullmatch(clause.text, clause.numbers[at].end, clause.numbers[at + 1].lead):
        at += 1
    old, new = clause.numbers[at], clause.numbers[at + 1] if at + 1 < len(clause.numbers) else None
    opening = before_old().search(clause.lead) if "由" in clause.lead or "从" in clause.lead else None
    if new is None or opening is None or not new.unit or (old.unit and old.kind != new.kind):
        return None
    if not _between_old_and_new().fullmatch(clause.text[old.end : new.lead]):
        return None
    start, used = first.lead - len(opening[0]), at - clause.at + 2
    if limit().search(opening[0]):
        level = Quantity(Reading.LEVEL, new.value, new.unit, new.qualifier, number_start=new.start)
        return [mention(clause.text, start, new.end, level, "from-limit", 0.85)], used
    quantity = Quantity(Reading.FROM_TO, new.value, new.unit, new.qualifier, _difference(old, new), False, new.start)
    return [mention(clause.text, start, new.end, quantity, "from-to", 0.95)], used


@cache
def before_old() -> Ending:
    """What stands before an old value: 许可事项|由原来的|14项."""
    return before(r"(?:由|从)(?:(?!由|从)[^,;。:]){0,14}")


@cache
def _between_old_and_new() -> re.Pattern[str]:
    verbs = any_of(table("change")["from_to"])
    now = any_of([*table("change")["now"], "20..年", "□□□□□"])
    return re.compile(
        rf"[^,;。:\d]{{0,8}}?,?(?:{verbs}了?(?:到|至|为|成|达到?)了?|到|至)(?:{now}|[第头首末最后上下一二三四五六七八九十]{{1,4}}[期批轮次季]度?)?的?"
    )


def _difference(old: Number, new: Number) -> Decimal | None:
    """New less old, in the unit of the new value; None where the units have nothing in common."""
    if not old.unit or old.unit == new.unit or old.kind == new.kind in ("people", "money"):
        return plain(new.value - old.value)
    for scale in (_TIME, DAYS):
        if old.unit in scale and new.unit in scale:
            return plain(new.value - old.value * scale[old.unit] / scale[new.unit])
    return None


# ------------------------------------------------------------------ changes


def base_level(clause: Clause) -> tuple[list[Mention], int] | None:
    """较上年的36件减少12件: the first number is the old level, and told by the second ("12 fewer than last year's 36")"""
    new = clause.following
    direction = _direction_first().fullmatch(clause.text, clause.number.end, new.lead) if new else None
    base = _before_base().search(clause.lead) if direction else None
    if new is None or direction is None or base is None:
        return None
    start = clause.number.lead - len(base[0])
    return [changed(clause, start, new, -1 if direction["down"] else 1)], 2


def change(clause: Clause) -> tuple[list[Mention], int] | None:
    """同比下降52%, 减少九成, 较上年减少4件, 提高2.1个百分点 ("down 52% year on year, 4 fewer than the year before")"""
    if _directions().isdisjoint(clause.lead[-_NEAR:]):
        return None
    number, found = _with_unit(clause), _before_change().search(clause.lead)
    if not found:
        return None
    is_bare = not number.unit and found["base"] and clause.text[number.end - 1] in "万亿"  # 用户120万,较上年增加|21万
    if (number.unit in ("", "位") and not is_bare) or against_limit().search(clause.lead):
        return None
    is_relative = number.kind in ("rate", "points")
    has_base = found["base"] or found["period"]
    if not has_base and not is_relative and not _stands_alone(clause, found):
        return None
    start = number.lead - len(found[0])
    sign = 1 if found["up"] or found["up0"] or found["above"] else -1
    first = changed(clause, start, number, sign)
    if found["about"] and is_relative and (named := _thing_named().search(found["about"])):
        first = replace(first, name=named[0])
    respectively = "分别" in found[0] or clause.text[max(0, start - 2) : start] == "分别"
    others = _others_alike(clause, sign) if respectively else _others_joined(clause, sign) if has_base else []
    return [first, *others], 1 + len(others)


def signed_change(clause: Clause) -> tuple[list[Mention], int] | None:
    """46820人次 +8.3%, 同比-12.6%, 11条 | +2条 (in tables)"""
    found = _before_sign().search(clause.lead) if clause.lead[-1:] in ("+", "-", "—") else None
    if not found or not (clause.number.kind in ("rate", "points") or _in_the_unit_before(clause)):
        return None
    start = clause.number.lead - len(found[0])
    return [changed(clause, start, clause.number, 1 if found["sign"] == "+" else -1)], 1


def _in_the_unit_before(clause: Clause) -> bool:
    """Whether the number right before counts in the same unit."""
    before = clause.numbers[clause.at - 1] if clause.at else None
    return before is not None and before.unit == clause.number.unit and clause.number.lead - before.end <= _NEXT_CELL


def _others_alike(clause: Clause, sign: int) -> list[Mention]:
    """分别下降9.6%和4.2%: the numbers after the first share its direction ("down 9.6% and 4.2% respectively")"""
    found: list[Mention] = []
    last = clause.number
    for number in clause.numbers[clause.at + 1 :]:
        joint = _JOINT.fullmatch(clause.text, last.end, number.lead)
        if joint is None or (last.unit and not number.unit):
            break
        last = number
        told = _with_unit(Clause(clause.text, clause.numbers, clause.at + 1 + len(found), ""))
        found.append(changed(clause, number.lead, told, -1 if joint["minus"] else sign))
    return found


def _others_joined(clause: Clause, sign: int) -> list[Mention]:
    """较上年减少12批、46人次: without 分别, where nothing else follows ("12 times and 46 people fewer")"""
    found = _others_alike(clause, sign)
    if not found:
        return []
    numbers = clause.numbers[clause.at : clause.at + 1 + len(found)]
    relative = {number.kind in ("rate", "points") for number in numbers if number.unit}
    return found if len(relative) == 1 and _CLAUSE_ENDS.match(clause.text, found[-1].end) else []


def _with_unit(clause: Clause) -> Number:
    """提升0.5和3.8个百分点: the first number has the unit of the second ("up by 0.5 and 3.8 points")."""
    number = clause.number
    if number.unit not in ("", "个"):
        return number
    last = number
    for following in clause.numbers[clause.at + 1 :]:
        if not _JOINT.fullmatch(clause.text, last.end, following.lead):
            break
        if following.unit == "个百分点" or (following.unit and not number.unit):
            return replace(number, unit=following.unit, kind=following.kind)
        last = following
    return number


def _stands_alone(clause: Clause, found: re.Match[str]) -> bool:
    """A count changes by itself only where nothing follows that is counted: 减少8件, 平均精简1.6份, but not 增加6个停车位.

    Or where a quantity is named that does: 日均排队人数减少220人 (220 fewer in the queue), 违建存量净减26处 (a net fall by 26).
    """
    number = clause.number
    if number.kind != "time" and number.kind != "size" and _LENGTH.search(found[0]):
        return False  # 新开航线5条,延长9条
    is_last = bool(re.match(r"[,;。、)\s]|$", clause.text[number.end : number.end + 1]))
    before = clause.lead[: found.start()]
    alone = found.start() == 0 or number.kind == "time" or before.endswith((",", "(", "平均", " "))
    return is_last and (alone or bool(_NET.match(found[0])) or bool(_is_quantity().search(before)))


@cache
def _is_quantity() -> Ending:
    return before(any_of(table("change")["quantities"]))


def changed(clause: Clause, start: int, number: Number, sign: int) -> Mention:
    """The change by `number`, up or down by its `sign`; a multiple is told in percent."""
    value, unit = number.value * sign, number.unit
    if unit == "倍":
        value, unit = value * 100, "%"
    quantity = Quantity(Reading.CHANGE, None, unit, number.qualifier, plain(value), unit == "%", number.start)
    return mention(clause.text, start, number.end, quantity, "change", 0.9)


@cache
def _directions() -> frozenset[str]:
    """The first characters of all words of direction: where none stands near before a number, it tells no change."""
    words = table("change")
    return frozenset(word[0] for name in ("up", "down", "up_short", "down_short", "above", "below") for word in words[name])


@cache
def _before_base() -> Ending:
    return before(any_of(table("change")["base"]), r"的?\(?")


@cache
def _direction_first() -> re.Pattern[str]:
    words = table("change")
    return re.compile(
        rf"\)?,?(?:(?P<up>{any_of(words['up'] + words['up_short'])})|(?P<down>{any_of(words['down'] + words['down_short'])}))了?"
    )


@cache
def _before_change() -> Ending:
    words = table("change")
    up, down = any_of(words["up"]), any_of(words["down"])
    short_up, short_down = any_of(words["up_short"]), any_of(words["down_short"])
    between, led = any_of(words["between"]), any_of(words["after_direction"])
    way = f"(?:(?P<up>{up}|{short_up})|(?P<down>{down}|{short_down}))"
    about = "(?P<about>(?:(?![增减降升提涨压缩新达至到为占])[\u4e00-\u9fff]){1,8}?)"  # 比上年|同类船坞|缩短71天
    based = f"(?P<base>{any_of(words['base'])}){between}*(?:{about})?{way}(?:{led}|{between})*"
    bare = rf"(?:分别)?(?:(?P<up0>{up})|(?P<down0>{down}))(?:了|(?<=[幅率速])(?:分别)?(?:为|达到?))?"
    against = rf"(?:(?P<above>{any_of(words['above'])})|{any_of(words['below'])})了?(?P<period>{any_of(words['period'])})"
    return before(rf"(?:{based}|{against}|{bare})")


@cache
def _thing_named() -> re.Pattern[str]:
    """与上年相比|码头投诉|下降27%: what fell."""
    return re.compile(rf"[\u4e00-\u9fff]{{2,}}{any_of(table('change')['things'])}$")


@cache
def _before_sign() -> Ending:
    return before(rf"(?:{any_of(table('change')['base'])}|(?<=[\s|(,]))(?P<sign>[-+—])")
