"""Numbers as they are written: 15,482 and 1.86 with 万 or 亿, 六十 and 二百零三 in characters."""

from __future__ import annotations

import re
from decimal import Decimal

SCALES = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "万亿": Decimal(1_000_000_000_000),
}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_DIGIT = "[一二两三四五六七八九]"
_SECTION = rf"(?=[十]|{_DIGIT})(?:{_DIGIT}千零?)?(?:{_DIGIT}百零?)?{_DIGIT}?十?{_DIGIT}?"
_WRITTEN = re.compile(rf"(?:{_SECTION}亿零?)?(?:{_SECTION}万零?)?(?:{_SECTION})?")
_TWO_DIGITS = re.compile(_DIGIT + "{2}")


def decimal(digits: str, scale: str = "") -> Decimal:
    """The value of `digits` with their scale word.

    >>> decimal("15,482"), decimal("1.86", "万")
    (Decimal('15482'), Decimal('18600'))
    """
    value = Decimal(digits.replace(",", "")) * SCALES.get(scale, Decimal(1))
    return plain(value)


def chinese(characters: str) -> Decimal:
    """The value of a number in characters.

    >>> chinese("六十"), chinese("两万三千"), chinese("百"), chinese("一亿两千万"), chinese("一点五")
    (Decimal('60'), Decimal('23000'), Decimal('100'), Decimal('120000000'), Decimal('1.5'))
    """
    characters, _, point = characters.partition("点")
    total, myriads, section, digit = 0, 0, 0, 0
    for character in characters:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character == "万":
            myriads += (section + digit or 1) * 10_000
            section = digit = 0
        else:
            total = (total + myriads + section + digit or 1) * int(SCALES[character])
            myriads = section = digit = 0
    fraction = decimal("0." + "".join(str(_DIGITS[character]) for character in point or "零"))
    return Decimal(total + myriads + section + digit) + fraction


def is_written_number(characters: str) -> bool:
    """Whether `characters` make one well-formed number of two characters or more: 三百零二, but not 二五, 三四十, 千万.

    >>> is_written_number("三百零二"), is_written_number("一七"), is_written_number("百万")
    (True, False, False)
    """
    return len(characters) > 1 and _WRITTEN.fullmatch(characters) is not None and not _TWO_DIGITS.search(characters)


def plain(value: Decimal) -> Decimal:
    """`value` without exponent and without zeros at the end.

    >>> plain(Decimal("1.10E+8")), plain(Decimal("2.50"))
    (Decimal('110000000'), Decimal('2.5'))
    """
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize()
