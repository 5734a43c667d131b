"""Numbers with their units, wherever they stand, before it is asked what they say.

Digits count everywhere (15,482件, 1.86万条, 30余个); numbers in characters only in closed patterns
(六十余场次, 召开三次, 九成), because 三项制度, 一次办, 两个维护 are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from fazhi.matching.scanning import Ending, Scanner
from fazhi.mentions.quantities.characters import NUMERAL, SCALE, written_numbers
from fazhi.mentions.quantities.numerals import chinese, decimal, plain
from fazhi.mentions.quantities.words import any_of, before, table, unit_pattern, units
from fazhi.model import Qualifier

_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"

_POINT_AND_COUNT = re.compile(r"[1-9]\.[1-9]\d{0,3}")
_LONGER_UNITS = ("个工作日", "个月", "个小时", "个百分点")  # units that begin with 个

# Titles, short quotations, document numbers and dates: what is counted in them is no result.
_NAMES = re.compile(r"《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》|〈[^〈〉\n]*〉|“[^“”。\n]{1,24}”|[〔\[]\d{4}[〕\]]\d+号")
_DATES = Scanner(
    r"(?:19|20)\d\d年?[—至](?:19|20)\d\d年?|(?:19|20)\d\d年(?:度|底|末|初)?(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"|\d{1,2}[—至]\d{1,2}月份?|\d{1,2}月份?(?:\d{1,2}日)?|\d{1,2}(?:时|点|:)\d{1,2}分?"
)


@dataclass(slots=True)  # not frozen: made by the thousand
class Number:
    """A number. `lead` is where its qualifier begins (约, 超过), `start` where the number itself begins."""

    lead: int
    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    qualifier: Qualifier
    rule: str


def names_hidden(reading: str) -> str:
    """`reading` with titles and short quotations blotted out, of the same length."""
    return _NAMES.sub(lambda match: "□" * len(match[0]), reading)


def find_numbers(text: str) -> list[Number]:
    """All numbers in `text`, in order; `text` has its names hidden.

    >>> [(str(n.value), n.unit, n.qualifier.value) for n in find_numbers("解决问题30余个,罚款5.76万元。")]
    [('30', '个', 'at_least'), ('57600', '元', 'exact')]
    """
    undated = _DATES.sub(lambda match: "□" * len(match[0]), text)
    found = [number for find in (_digits, _shares, _numerals, _halves) for number in find(undated)]
    found.sort(key=lambda number: (number.start, -number.end))
    return _with_shared_units(text, [number for i, number in enumerate(found) if not i or number.start >= found[i - 1].end])


def _with_shared_units(text: str, numbers: list[Number]) -> list[Number]:
    """2个、3个、5个工作日: all are counted in the unit of the last ("2, 3 and 5 working days")"""
    for i in range(len(numbers) - 2, -1, -1):
        number, following = numbers[i], numbers[i + 1]
        if not following.unit or text[number.end : following.lead] not in ("、", "和", "及", "与"):
            continue
        is_cut = number.unit == "个" and following.unit in _LONGER_UNITS
        if is_cut or (not number.unit and _is_respective(text, number)):
            numbers[i] = replace(number, unit=following.unit, kind=following.kind)
    return numbers


def _is_respective(text: str, number: Number) -> bool:
    """浓度分别为52、31微克/立方米: a bare number in a row that 分别 opens ("52 and 31 micrograms respectively")."""
    return "分别" in text[max(0, number.start - 16) : number.start]


# ------------------------------------------------------------------ digits


@cache
def _digits_pattern() -> Scanner:
    inside = any_of(table("qualifiers")["at_least_inside"])
    return Scanner(
        rf"(?<![\d.A-Za-z/×])(?P<digits>{_DIGITS})(?P<odd>{inside})?(?P<scale>{SCALE})?(?P<odd2>{inside})?(?P<unit>{unit_pattern()})?"
    )


def _digits(text: str) -> Iterator[Number]:
    """解决问题30余个, 罚款57600元, 工单15,482件 ("30-odd problems solved, 57,600 yuan fined, 15,482 tickets")"""
    for match in _digits_pattern().finditer(text):
        if match["unit"] or not (match["odd"] or match["odd2"]):
            value, odd = decimal(match["digits"], match["scale"] or ""), bool(match["odd"] or match["odd2"])
            start = match.start()
            if _opens_point(text, match):
                start += match["digits"].index(".") + 1
                value = decimal(text[start : match.end("digits")])
            yield _number(text, match.end(), value, match["unit"] or "", "digits", start, odd=odd)


def _opens_point(text: str, match: re.Match[str]) -> bool:
    """成因:1.11处浮标移位: whether the figure before the dot is the number of a point, since 1.11 places cannot be counted."""
    if not match["unit"] or match["scale"] or _POINT_AND_COUNT.fullmatch(match["digits"]) is None:
        return False
    known = units()[match["unit"]]
    return known.kind in ("count", "people") and (not match.start() or text[match.start() - 1] in ":。;!?\n")


# ------------------------------------------------------------------ characters


def _numerals(text: str) -> Iterator[Number]:
    """开展研讨六十余场次, 近千人, 召开三次 ("sixty-odd discussions, nearly a thousand people, held three times")"""
    for found in written_numbers(text):
        value = chinese(found.digits) * (decimal("1", found.scale) if found.scale else 1)
        yield _number(text, found.end, plain(value), found.unit, "numerals", found.start, odd=found.is_odd)


def _halves(text: str) -> Iterator[Number]:
    """较上年减少半个小时, 压缩到半天 ("half an hour less than last year, cut to half a day")"""
    for match in _half_pattern().finditer(text):
        yield _number(text, match.end(), Decimal("0.5"), match["unit"], "numerals", match.start())


@cache
def _half_pattern() -> Scanner:
    return Scanner(r"(?:(?<=[少短缩减至到需用])|(?<=[少短缩减用]了))半(?P<unit>个工作日|个小时|小时|个月|天|日)(?![制班工\d])")


# ------------------------------------------------------------------ shares


@cache
def _share_pattern() -> Scanner:
    words = table("qualifiers")["no_tenths"]
    return Scanner(
        rf"(?<![\d.])(?P<tenths>[一二两三四五六七八九1-9])成(?:(?P<half>半)|(?P<unit>[一二三四五六七八九])(?![一-龥]?[是、.]))?(?P<odd>多)?(?!{any_of(words)})"
        rf"|百分之(?P<percent>{NUMERAL}+)(?:点(?P<point>{NUMERAL}+))?|(?<=[率度])(?:均|都)?(?:达到?|为)?(?P<whole>百分百)"
        rf"|(?P<below>[二两三四五六七八九十])分之(?P<above>[一二两三四五六七八九])|(?P<most>(?<=[,。;])过半(?:的)?(?=[没未不是由来从都]|[\u4e00-\u9fff]{{2,5}}?(?:没有|未[能按经]|年龄|尚未|仍|还|都))|超过半数|过半数|半数以上|一半以上|超过一半|(?<=[率占比者数约例纳持成意应票缺失置员户龄])(?:已|达)?过半)"
        r"|(?:(?<=[近约占足到短缩少减低降达的砍])|(?<=[占少减降低]了)|(?<=[只仅]有)|(?<=[\u4e00-\u9fff]有)(?=一半(?!是)))(?:(?P<half_of>半数|一半)(?!以上)|(?P<over>[1-9])/(?P<under>[2-9])(?![\d/年月号]))"
        r"|(?<![\d/.])(?P<over_of>[1-9])/(?P<under_of>[2-9])(?=以上的?[\u4e00-\u9fff]|的[\u4e00-\u9fff])"
    )


def _shares(text: str) -> Iterator[Number]:
    """举报减少九成, 一成二, 百分之九十五, 三分之二以上 ("down by nine tenths, 12, 95 per cent, more than two thirds")"""
    for match in _share_pattern().finditer(text):
        if match["tenths"]:
            tenths = match["tenths"]
            value = (Decimal(tenths) if tenths.isdecimal() else chinese(tenths)) * 10
            value += 5 if match["half"] else chinese(match["unit"]) if match["unit"] else 0
        elif match["percent"]:
            value = chinese(match["percent"])
            if match["point"]:
                value += decimal("0." + "".join(str(chinese(c)) for c in match["point"]))
        elif match["below"]:
            value = (chinese(match["above"]) * 100 / chinese(match["below"])).quantize(Decimal("0.01"))
        elif match["over"]:
            value = (Decimal(match["over"]) * 100 / Decimal(match["under"])).quantize(Decimal("0.01"))
        elif match["over_of"]:
            value = (Decimal(match["over_of"]) * 100 / Decimal(match["under_of"])).quantize(Decimal("0.01"))
        elif match["half_of"]:
            value = Decimal(50)
        elif match["whole"]:
            value = Decimal(100)
        else:
            yield Number(match.start(), match.start(), match.end(), Decimal(50), "%", "rate", Qualifier.AT_LEAST, "shares")
            continue
        yield _number(text, match.end(), plain(value), "%", "shares", match.start(), odd=bool(match["odd"]))


# ------------------------------------------------------------------ qualifiers


@cache
def _before_qualifier() -> Ending:
    words = table("qualifiers")
    each = "|".join(f"(?P<{name}>{any_of(words[f'{name}_before'])})" for name in ("at_most", "approx", "at_least"))
    return before(rf"(?:{each})(?:为|达到?|有|了)?")


@cache
def _qualifier_ends() -> frozenset[str]:
    """The characters that end what may stand before a number as its qualifier."""
    words = table("qualifiers")
    ends = {word[-1] for name in ("at_most", "approx", "at_least") for word in words[f"{name}_before"]}
    return frozenset(ends | set("为达到有了"))


@cache
def _after_qualifier() -> re.Pattern[str]:
    words = table("qualifiers")
    return re.compile("|".join(f"(?P<{name}>{any_of(words[f'{name}_after'])})" for name in ("at_least", "approx", "at_most")))


def _number(text: str, end: int, value: Decimal, unit: str, rule: str, start: int, *, odd: bool = False) -> Number:
    """A number with the qualifiers around it; `odd` where 余, 多, 几 stands in it."""
    after = _after_qualifier().match(text, end)
    lead = _before_qualifier().search(text[max(0, start - 8) : start]) if text[start - 1 : start] in _qualifier_ends() else None
    is_up = text[start - 1 : start + 1] in ("上百", "上千", "上万")
    is_near = odd and any(word in text[start:end] for word in table("qualifiers")["approx_inside"])
    qualifier = Qualifier.APPROXIMATELY if is_near else Qualifier.AT_LEAST if odd or is_up else Qualifier.EXACT
    for near in (after, lead):
        if near and near.lastgroup:
            qualifier = Qualifier(near.lastgroup)
    known = units().get(unit)
    return Number(
        lead=start - (len(lead[0]) if lead else is_up),
        start=start,
        end=after.end() if after else end,
        value=value,
        unit=known.written if known else "",
        kind=known.kind if known else "",
        qualifier=qualifier,
        rule=rule,
    )
