"""Quantities that have no number before a unit: zero in words, doublings, rows of a table with the unit first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from fazhi.matching.scanning import Ending, Scanner
from fazhi.mentions.quantities.characters import NUMERAL
from fazhi.mentions.quantities.clause import mention
from fazhi.mentions.quantities.numerals import chinese, decimal
from fazhi.mentions.quantities.words import any_of, before, unit_pattern, units
from fazhi.model import Mention, Qualifier, Quantity, Reading
from fazhi.resources import lexicon

_REACHED = {  # the words before a reach, and what they say of it
    "突破": Qualifier.AT_LEAST,
    "超过": Qualifier.AT_LEAST,
    "超": Qualifier.AT_LEAST,
    "逾": Qualifier.AT_LEAST,
    "过": Qualifier.AT_LEAST,
    "破": Qualifier.AT_LEAST,
    "近": Qualifier.APPROXIMATELY,
    "约": Qualifier.APPROXIMATELY,
}
_ROW_BELOW = re.compile(
    r"\n[ |]*(?P<within>其中[: ]*)?(?P<name>[一-龥A-Za-z、]{1,20})[ |]+(?P<digits>\d[\d,]*(?:\.\d+)?)(?=[ |\n]|$)"
)


def find_others(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Such quantities in `text`, those left out that overlap with `known` ones."""
    taken = [(mention.start, mention.end) for mention in known]
    found: list[Mention] = []
    for find in (_zeros, _folds, _unit_first, _unit_last, _reach, _noun_as_unit):
        for one in find(text):
            if not any(start < one.end and one.start < end for start, end in taken):
                taken.append((one.start, one.end))
                found.append(one)
    return found


def _zeros(text: str) -> Iterator[Mention]:
    """执法领域安全事故实现零发生; 无败诉 ("no safety accident in law enforcement; none lost")"""
    for pattern, noun, unit in _zero_patterns():
        for match in pattern.finditer(text):
            start, end = match.span("word")
            quantity = Quantity(Reading.LEVEL, Decimal(0), unit, number_start=start)
            name = match.groupdict().get("noun") or noun or match["word"]
            yield replace(mention(text, start, end, quantity, "zero", 0.6), name=name)


def _folds(text: str) -> Iterator[Mention]:
    """同比翻一番 ("doubled")"""
    for pattern, percent in _fold_patterns():
        for match in pattern.finditer(text):
            quantity = Quantity(Reading.CHANGE, None, "%", change=percent, change_is_percent=True, number_start=match.start())
            base = _before_fold().search(text[max(0, match.start() - 24) : match.start()])
            start = match.start() - (len(base[0]) if base else 0)
            yield mention(text, start, match.end(), quantity, "fold", 0.7)


def _reach(text: str) -> Iterator[Mention]:
    """粉丝量突破百万, 阅读量10万+ ("more than a million followers, read 100,000 times and more")"""
    for pattern, unit in _reach_patterns():
        for match in pattern.finditer(text):
            digits = match["digits"]
            value = decimal(digits, match["scale"]) if digits else chinese(match["written"] + match["scale"])
            qualifier = _REACHED.get(match["lead"] or "", Qualifier.EXACT)
            quantity = Quantity(
                Reading.LEVEL,
                value,
                unit,
                Qualifier.AT_LEAST if match["odd"] else qualifier,
                number_start=match.end("lead") if match["lead"] else match.start("number"),
            )
            start = match.start("lead") if match["lead"] and qualifier is not Qualifier.EXACT else match.start("number")
            yield mention(text, start, match.end(), quantity, "reach", 0.7)


def _noun_as_unit(text: str) -> Iterator[Mention]:
    """4.6万渔民领到证照, 惠及农户1.2万 ("46,000 fishers got it, 12,000 farms gain by it"): counted without a unit"""
    after, before, units_of = _noun_patterns()
    for match in after.finditer(text):
        is_bare = not match["scale"] and not match["odd"]
        if is_bare and match["digits"][:2] in ("19", "20") and len(match["digits"]) == 4:
            continue  # a year
        start = match.start()
        lead = next((word for word in _REACHED if text.endswith(word, 0, start)), "")
        noun = match if match.lastgroup in units_of else before.search(text[max(0, start - len(lead) - 12) : start - len(lead)])
        if noun is None:
            continue
        value = decimal(match["digits"], match["scale"] or "")
        qualifier = Qualifier.AT_LEAST if match["odd"] else _REACHED.get(lead, Qualifier.EXACT)
        quantity = Quantity(Reading.LEVEL, value, units_of[noun.lastgroup or ""], qualifier, number_start=start)
        yield mention(text, start - len(lead), match.end(), quantity, "noun-as-unit", 0.7)


@cache
def _noun_patterns() -> tuple[Scanner, Ending, dict[str, str]]:
    """A number before a noun, or alone at the end of a clause; such a noun before it; the units of the nouns."""
    nouns = {f"noun{at}": row for at, row in enumerate(lexicon("quantities")["noun_as_unit"])}
    digits = r"\d+\.\d+(?=[万亿])|\d{1,3}(?:,\d{3})+|\d{3,}|\d+(?=[万亿余多])"
    number = rf"(?<![\d.第A-Za-z])(?P<digits>{digits})(?P<scale>万|亿)?(?P<odd>余|多)?"
    follows = "|".join(f"(?P<{name}>(?={any_of(row['nouns'])}{row['next']}))" for name, row in nouns.items())
    named = "|".join(f"(?P<{name}>{any_of(row['nouns'])})" for name, row in nouns.items())
    return (
        Scanner(rf"{number}(?:{follows}|(?<=[万亿])(?![一-龥\d]))"),
        before(f"(?:惠及|服务|覆盖|带动|帮助|保障)(?:{named})"),
        {name: row["unit"] for name, row in nouns.items()},
    )


def _unit_first(text: str) -> Iterator[Mention]:
    """A row of a table: 行政处罚(件) 126 ("administrative penalties (cases) 126")"""
    for match in _unit_first_pattern().finditer(text):
        unit = units()[match["unit"]].written
        quantity = Quantity(
            Reading.LEVEL,
            decimal(match["digits"], match["scale"] or match["in_unit"] or ""),
            unit,
            number_start=match.start("digits"),
        )
        yield mention(text, match.start("digits"), match.end(), quantity, "unit-first", 0.7)
        yield from _rows_below(text, match.end(), quantity)


def _unit_last(text: str) -> Iterator[Mention]:
    """A row of a table: 行政处罚 | 86 | 件 ("administrative penalties | 86 | cases")"""
    for match in _unit_last_pattern().finditer(text):
        value = decimal(match["digits"], match["scale"] or match["in_unit"] or "")
        quantity = Quantity(Reading.LEVEL, value, units()[match["unit"]].written, number_start=match.start("digits"))
        yield mention(text, match.start("digits"), match.end(), quantity, "unit-last", 0.7)


@cache
def _unit_last_pattern() -> Scanner:
    return Scanner(
        r"(?<=[\u4e00-\u9fff)])[ |\t]+(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>万)?[ \t]*[|\t ][ \t]*"
        rf"(?P<in_unit>万|亿)?(?P<unit>{unit_pattern()})(?=[ \t|]*(?:\n|$))"
    )


def _rows_below(text: str, end: int, total: Quantity) -> Iterator[Mention]:
    """Rows below that break a figure down count in its unit: 其中:渣土类 21, then 砂石类 9 ("of these: mud 21; gravel 9").

    Those after the first, without 其中, are such rows while all of them do not exceed the total.
    """
    line_end, left = text.find("\n", end), total.value
    begun = False
    while line_end >= 0 and (row := _ROW_BELOW.match(text, line_end)):
        value = decimal(row["digits"], "")
        if row["within"]:
            begun, left = True, total.value
        if not begun or left is None or (value > left and not row["within"]):
            return
        left -= value
        quantity = Quantity(Reading.LEVEL, value, total.unit, number_start=row.start("digits"))
        yield mention(text, row.start("digits"), row.end("digits"), quantity, "unit-above", 0.7)
        line_end = text.find("\n", row.end())


@cache
def _zero_patterns() -> tuple[tuple[Scanner, str, str], ...]:
    return tuple((Scanner(row["pattern"]), row.get("noun", ""), row["unit"]) for row in lexicon("quantities")["zero"])


@cache
def _fold_patterns() -> tuple[tuple[Scanner, Decimal], ...]:
    return tuple((Scanner(row["pattern"]), Decimal(row["percent"])) for row in lexicon("quantities")["fold"])


@cache
def _reach_patterns() -> tuple[tuple[Scanner, str], ...]:
    number = (
        rf"(?P<number>(?:(?P<digits>\d[\d,]*(?:\.\d+)?)|(?P<written>{NUMERAL}{{0,3}}?))(?P<scale>[百千]?万|亿)(?P<odd>余|多|\+)?)"
    )
    lead = rf"(?:累计|合计|总计|共|已|均|新增|增加)*(?:(?P<lead>{'|'.join(_REACHED)})|为|达到?|高达)?"
    end = r"(?![一-龥\d])"
    return tuple((Scanner(f"{row['pattern']}{lead}{number}{end}"), row["unit"]) for row in lexicon("quantities")["reach"])


@cache
def _before_fold() -> Ending:
    """比2018年|翻了一番 ("doubled since 2018")"""
    words = lexicon("quantities")["change"]
    planned = "[较比]□{2,8}(?:末|期末|时期|期间|收官时)?"  # 比“十三五”末
    return before(any_of([*words["base"], planned]), f"{any_of(words['between'])}*")


@cache
def _unit_first_pattern() -> Scanner:
    return Scanner(
        rf"(?<=[\u4e00-\u9fff])[(| ](?:单位:)?(?P<in_unit>万|亿)?(?P<unit>{unit_pattern()})[)| ]+[: |]*"
        r"(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>万)?(?=[ |\n;。、]|,(?!\d)|$)"
    )
