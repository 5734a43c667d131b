"""Numbers as they are written: 15,482 and 1.86 with 万 or 亿, 六十 and 二百零三 in characters."""

from __future__ import annotations

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


def decimal(digits: str, scale: str = "") -> Decimal:
    """The value of `digits` with their scale word.

    >>> decimal("15,482"), decimal("1.86", "万")
    (Decimal('15482'), Decimal('18600'))
    """
    value = Decimal(digits.replace(",", "")) * SCALES.get(scale, Decimal(1))
    return plain(value)


def chinese(characters: str) -> Decimal:
    """The value of a number in characters.

    >>> chinese("六十"), chinese("两万三千"), chinese("百"), chinese("一百二十五")
    (Decimal('60'), Decimal('23000'), Decimal('100'), Decimal('125'))
    """
    total, section, digit = 0, 0, 0
    for character in characters:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * int(SCALES[character])
            section = digit = 0
    return Decimal(total + section + digit)


def plain(value: Decimal) -> Decimal:
    """`value` without exponent and without zeros at the end.

    >>> plain(Decimal("1.10E+8")), plain(Decimal("2.50"))
    (Decimal('110000000'), Decimal('2.5'))
    """
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize()
