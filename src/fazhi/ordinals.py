"""Numbers as lists write them: 十二, (二), ④."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {
    character: value for digits in ("零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for value, character in enumerate(digits)
}


def ordinal_of(text: str) -> int:
    """The number that an ordinal tells, 0 for none.

    >>> [ordinal_of(x) for x in ("十二", "3", "④", "㈡", "⑵", "叁", "x")]
    [12, 3, 4, 2, 2, 3, 0]
    """
    plain = re.sub(r"[().,]", "", unicodedata.normalize("NFKC", text))
    if plain.isdecimal():
        return int(plain)
    tens, ten, ones = plain.replace("拾", "十").rpartition("十")
    if not ten:
        return _DIGITS.get(plain, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + _DIGITS.get(ones, 0)
