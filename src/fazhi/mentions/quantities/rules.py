"""What a number says: a level, a change, a step from an old to a new value, or nothing that is a result.

Each rule looks at one number (and those after it) in its clause, and gives quantities, or None where it does not
apply. The first that applies decides; `RULES` has their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from fazhi.mentions.quantities.numbers import Number
from fazhi.mentions.quantities.numerals import plain
from fazhi.mentions.quantities.words import any_of, before, table
from fazhi.model import Mention, MentionKind, Quantity, Reading

_CLAUSE = 40  # characters before a number that are looked at
_TIME = {"秒": 1, "秒钟": 1, "分钟": 60, "小时": 3600, "个小时": 3600}
_DAYS = {"天": 1, "日": 1, "工作日": 1, "个工作日": 1}


@dataclass(frozen=True, slots=True)
class Clause:
    """The numbers of a text, and which of them a rule is asked about."""

    text: str
    numbers: Sequence[Number]
    at: int

    @property
    def number(self) -> Number:
        """The number in question."""
        return self.numbers[self.at]

    @property
    def lead(self) -> str:
        """What stands before the number, back to the end of the sentence or 40 characters."""
        end = self.number.lead
        return _SENTENCE_START.split(self.text[max(0, end - _CLAUSE) : end])[-1]

    @property
    def following(self) -> Number | None:
        """The next number."""
        return self.numbers[self.at + 1] if self.at + 1 < len(self.numbers) else None


_SENTENCE_START = re.compile(r"[。;!?\n]")
Rule = Callable[[Clause], "tuple[list[Mention], int] | None"]


def read(clause: Clause) -> tuple[list[Mention], int]:
    """The quantities that begin with the number in question, and how many numbers they use up."""
    for rule in RULES:
        found = rule(clause)
        if found is not None:
            return found
    return [], 1


# ------------------------------------------------------------------ from an old to a new value


def from_to(clause: Clause) -> tuple[list[Mention], int] | None:
    """行政许可事项由14项精简到11项 ("licence items cut from 14 to 11")"""
    old, new = clause.number, clause.following
    if new is None or not new.unit or not _before_old().search(clause.lead):
        return None
    if not _between_old_and_new().fullmatch(clause.text[old.end : new.lead]):
        return None
    opening = _before_old().search(clause.lead)
    assert opening
    start = old.lead - len(opening[0])
    if _limit().search(opening[0]):
        level = Quantity(Reading.LEVEL, new.value, new.unit, new.qualifier, number_start=new.start)
        return [_mention(clause.text, start, new.end, level, "from-limit", 0.85)], 2
    quantity = Quantity(Reading.FROM_TO, new.value, new.unit, new.qualifier, _difference(old, new), False, new.start)
    return [_mention(clause.text, start, new.end, quantity, "from-to", 0.95)], 2


@cache
def _before_old() -> re.Pattern[str]:
    return before(r"(?:由|从)(?:(?!由|从)[^,;。:]){0,14}")


@cache
def _between_old_and_new() -> re.Pattern[str]:
    verbs = any_of(table("change")["from_to"])
    now = "(?:目前|现在|当前|今年|如今|现|本年|20..年|□□□□□)"
    return re.compile(rf"[^,;。:\d]{{0,8}}?,?(?:{verbs}了?)?(?:到|至|为|成|达到?){now}?的?")


def _difference(old: Number, new: Number) -> Decimal | None:
    """New less old, in the unit of the new value; None where the units have nothing in common."""
    if not old.unit or old.unit == new.unit or old.kind == new.kind in ("people", "money"):
        return plain(new.value - old.value)
    for scale in (_TIME, _DAYS):
        if old.unit in scale and new.unit in scale:
            return plain(new.value - old.value * scale[old.unit] / scale[new.unit])
    return None


# ------------------------------------------------------------------ changes


def base_level(clause: Clause) -> tuple[list[Mention], int] | None:
    """较上年的36件减少12件: the first number is the old level, and told by the second ("12 fewer than last year's 36")"""
    new = clause.following
    if new is None or not _before_base().search(clause.lead):
        return None
    direction = _direction_first().fullmatch(clause.text[clause.number.end : new.lead])
    if direction is None:
        return None
    start = clause.number.lead - len(_before_base().search(clause.lead)[0])  # type: ignore[index]
    return [_change(clause, start, new, -1 if direction["down"] else 1)], 2


def change(clause: Clause) -> tuple[list[Mention], int] | None:
    """同比下降52%, 减少九成, 较上年减少4件, 提高2.1个百分点 ("down 52% year on year, 4 fewer than the year before")"""
    number, found = clause.number, _before_change().search(clause.lead)
    if not found or not number.unit or _against_limit().search(clause.lead):
        return None
    is_relative = number.kind in ("rate", "points")
    if not found["base"] and not is_relative and not _stands_alone(clause, found):
        return None
    start = number.lead - len(found[0])
    sign = 1 if found["up"] or found["up0"] else -1
    first = _change(clause, start, number, sign)
    others = _others_alike(clause, sign) if "分别" in found[0] or clause.text[max(0, start - 2) : start] == "分别" else []
    return [first, *others], 1 + len(others)


def signed_change(clause: Clause) -> tuple[list[Mention], int] | None:
    """46820人次 +8.3%, 同比-12.6% (in tables)"""
    found = _before_sign().search(clause.lead)
    if not found or clause.number.kind not in ("rate", "points"):
        return None
    start = clause.number.lead - len(found[0])
    return [_change(clause, start, clause.number, 1 if found["sign"] == "+" else -1)], 1


def _others_alike(clause: Clause, sign: int) -> list[Mention]:
    """分别下降9.6%和4.2%: the numbers after the first share its direction ("down 9.6% and 4.2% respectively")"""
    found = []
    last = clause.number
    for number in clause.numbers[clause.at + 1 :]:
        joint = re.fullmatch(r"[、,]?(?:和|及|与|以及)?(?P<minus>[-—])?", clause.text[last.end : number.lead])
        if joint is None or number.unit != last.unit:
            break
        found.append(_change(clause, number.lead, number, -1 if joint["minus"] else sign))
        last = number
    return found


def _stands_alone(clause: Clause, found: re.Match[str]) -> bool:
    """A count changes by itself only where nothing follows that is counted: 减少8件, but not 增加6个停车位."""
    number = clause.number
    is_last = bool(re.match(r"[,;。、)\s]|$", clause.text[number.end : number.end + 1]))
    return is_last and (found.start() == 0 or number.kind == "time" or clause.lead[found.start() - 1] in ",(")


def _change(clause: Clause, start: int, number: Number, sign: int) -> Mention:
    value, unit = number.value * sign, number.unit
    if unit == "倍":
        value, unit = value * 100, "%"
    quantity = Quantity(Reading.CHANGE, None, unit, number.qualifier, plain(value), unit == "%", number.start)
    return _mention(clause.text, start, number.end, quantity, "change", 0.9)


@cache
def _limit() -> re.Pattern[str]:
    return re.compile(any_of(table("other")["limits"]))


@cache
def _against_limit() -> re.Pattern[str]:
    return before(rf"(?:较|比){any_of(table('other')['limits'])}[^,;。\d]{{0,12}}")


@cache
def _before_base() -> re.Pattern[str]:
    return before(any_of(table("change")["base"]), r"的?\(?")


@cache
def _direction_first() -> re.Pattern[str]:
    words = table("change")
    return re.compile(
        rf"\)?,?(?:(?P<up>{any_of(words['up'] + words['up_short'])})|(?P<down>{any_of(words['down'] + words['down_short'])}))了?"
    )


@cache
def _before_change() -> re.Pattern[str]:
    words = table("change")
    up, down = any_of(words["up"]), any_of(words["down"])
    short_up, short_down = any_of(words["up_short"]), any_of(words["down_short"])
    between, led = any_of(words["between"]), any_of(words["after_direction"])
    based = rf"(?P<base>{any_of(words['base'])}){between}*(?:(?P<up>{up}|{short_up})|(?P<down>{down}|{short_down}))(?:{led}|{between})*"
    bare = rf"(?:分别)?(?:(?P<up0>{up})|(?P<down0>{down}))(?:了|(?<=[幅率速])(?:为|达到?))?"
    return before(rf"(?:{based}|{bare})")


@cache
def _before_sign() -> re.Pattern[str]:
    return before(rf"(?:{any_of(table('change')['base'])}|(?<=[\s|(,]))(?P<sign>[-+—])")


# ------------------------------------------------------------------ no result


def no_result(clause: Clause) -> tuple[list[Mention], int] | None:
    """第2位, 每季度2次, 力争95%, 高出全国平均4.6个百分点, 24小时服务 (ranks, frequencies, goals, comparisons, service hours)"""
    number, lead = clause.number, clause.lead
    if not number.unit:
        return [], 1
    tail = clause.text[number.end : number.end + 12]
    why = next((name for name, pattern in _before_other() if pattern.search(lead)), None)
    if why is None and _against_limit().search(lead):
        why = "comparison"
    if why is None and _is_class(number, tail, clause.text):
        why = "class"
    if why is None and number.kind == "time":
        why = _why_no_time(number, lead, tail, clause.text)
    if why is None and number.kind == "score" and not _before(("score", 6)).search(lead):
        return [], 1
    if why is None and (tail.startswith("/") or lead[-1:] in ("/", "—") or re.match(r"[—~]\d", tail)):
        why = "range"
    if why is None and _actors().match(tail):
        why = "actors"
    if why is None and number.kind == "points":
        why = "comparison"
    if why is None:
        return None
    quantity = Quantity(Reading.OTHER, number.value, number.unit, number.qualifier, number_start=number.start)
    return [_mention(clause.text, number.lead, number.end, quantity, f"other-{why}", 0.8)], 1


def _is_class(number: Number, tail: str, text: str) -> bool:
    """50岁以上|人员, 100万元以上|项目: the number tells which are meant, not how many."""
    if number.kind == "age":
        return not _before(("result", 8)).search(text[max(0, number.lead - 12) : number.lead])
    bounded = text[number.start : number.end].endswith(("以上", "以下", "以内"))
    return bounded and number.kind in ("people", "size", "time", "money") and bool(re.match(r"的?[\u4e00-\u9fff]", tail))


def _why_no_time(number: Number, lead: str, tail: str, text: str) -> str | None:
    """Hours and days are deadlines and service hours, unless the text speaks of time spent."""
    if _before(("result", 8)).search(lead):
        return None
    if (
        text[number.start : number.end].endswith(("内", "下"))
        or _service().match(tail)
        or number.unit in ("小时", "个小时", "年", "个月")
    ):
        return "deadline"
    return "procedure" if _before(("procedure", 4)).search(lead) else None


@cache
def _before_other() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = table("other")
    return tuple((name, before(any_of(words[name]))) for name in ("rank", "frequency", "target", "comparison", "summing"))


@cache
def _before(name_and_gap: tuple[str, int]) -> re.Pattern[str]:
    name, gap = name_and_gap
    return before(any_of(table("other")[name]), rf"[^,;。]{{0,{gap}}}")


@cache
def _service() -> re.Pattern[str]:
    return re.compile(any_of(table("other")["service"]))


@cache
def _actors() -> re.Pattern[str]:
    return re.compile(any_of(table("other")["actors"]))


# ------------------------------------------------------------------ levels


def level(clause: Clause) -> tuple[list[Mention], int] | None:
    """审查合同358份 ("358 contracts reviewed")"""
    number = clause.number
    quantity = Quantity(Reading.LEVEL, number.value, number.unit, number.qualifier, number_start=number.start)
    confidence = 0.95 if number.rule == "digits" else 0.8
    return [_mention(clause.text, number.lead, number.end, quantity, "level", confidence)], 1


def _mention(text: str, start: int, end: int, quantity: Quantity, rule: str, confidence: float) -> Mention:
    return Mention(MentionKind.QUANTITY, start, end, text[start:end], f"quantity.{rule}", confidence, quantity=quantity)


RULES: tuple[Rule, ...] = (from_to, base_level, signed_change, change, no_result, level)
