"""Automatic numbering of DOCX: the numbers that Word shows and the text does not contain (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"


def value(element: Element | None, default: str = "") -> str:
    """The `w:val` of an element."""
    return default if element is None else element.get(f"{W}val", default)


def chinese(number: int) -> str:
    """A counting number in Chinese.

    >>> [chinese(n) for n in (1, 10, 12, 20, 35, 101)]
    ['一', '十', '十二', '二十', '三十五', '一百〇一']
    """
    if number >= 1000 or number <= 0:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "〇"
    return text + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for size, sign in zip((50, 40, 10, 9, 5, 4, 1), ("L", "XL", "X", "IX", "V", "IV", "I"), strict=True):
        while number >= size:
            text, number = text + sign, number - size
    return text


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": str,
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "ideographTraditional": lambda n: "甲乙丙丁戊己庚辛壬癸"[(n - 1) % 10],
    "ideographZodiac": lambda n: "子丑寅卯辰巳午未申酉戌亥"[(n - 1) % 12],
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    restart: int | None
    style: str


class Numbering:
    """The numbers of a document's paragraphs, given in the order in which the paragraphs come."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {s.get(f"{W}styleId", ""): s for s in styles.iter(f"{W}style")} if styles is not None else {}
        self._default = next((k for k, s in self._styles.items() if _is_default(s)), "")
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Element) -> None:
        abstract = {a.get(f"{W}abstractNumId", ""): a for a in numbering.iter(f"{W}abstractNum")}
        for num in numbering.iter(f"{W}num"):
            key, of = num.get(f"{W}numId", ""), value(num.find(f"{W}abstractNumId"))
            levels = {int(e.get(f"{W}ilvl", "0")): _level(e) for e in abstract[of].iter(f"{W}lvl")} if of in abstract else {}
            own = False
            for override in num.iter(f"{W}lvlOverride"):
                depth = int(override.get(f"{W}ilvl", "0"))
                if (whole := override.find(f"{W}lvl")) is not None:
                    levels[depth], own = _level(whole), True
                start = override.find(f"{W}startOverride")
                if start is not None and depth in levels:
                    old = levels[depth]
                    levels[depth], own = _Level(int(value(start, "1")), old.format, old.text, old.restart, old.style), True
            self._levels[key] = levels
            self._list_of[key] = f"num:{key}" if own else f"abstract:{of}"

    def number(self, paragraph: Element) -> str:
        """The number that is shown before a paragraph, or ""."""
        properties = paragraph.find(f"{W}pPr")
        style = value(properties.find(f"{W}pStyle")) if properties is not None else ""
        key, depth = self._of(properties, style or self._default)
        level = self._levels.get(key, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts[self._list_of[key]]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            below = self._levels[key].get(deeper)
            if below is None or below.restart is None or below.restart > depth:
                del counts[deeper]
        if level.format in ("bullet", "none"):
            return ""
        return re.sub(r"%([1-9])", lambda m: self._shown(key, int(m[1]) - 1, counts), level.text)

    def _shown(self, key: str, depth: int, counts: dict[int, int]) -> str:
        level = self._levels[key].get(depth)
        if level is None:
            return ""
        return _FORMATS.get(level.format, str)(counts.get(depth, level.start))

    def _of(self, properties: Element | None, style: str) -> tuple[str, int]:
        """The list and depth of a paragraph, from itself or from its style and those that the style is based on."""
        key, depth = "", None
        seen: set[str] = set()
        current, at = properties, style
        while True:
            given = current.find(f"{W}numPr") if current is not None else None
            if given is not None:
                key = key or value(given.find(f"{W}numId"))
                found = value(given.find(f"{W}ilvl"))
                depth = int(found) if depth is None and found.isdigit() else depth
            if key or not at or at in seen or at not in self._styles:
                break
            seen.add(at)
            element = self._styles[at]
            current, at = element.find(f"{W}pPr"), value(element.find(f"{W}basedOn"))
        if key and depth is None:
            depth = next(
                (d for d, level in self._levels.get(key, {}).items() if level.style in {style, *seen} and level.style), 0
            )
        return key, depth or 0


def _is_default(style: Element) -> bool:
    return style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph"


def _level(element: Element) -> _Level:
    restart = element.find(f"{W}lvlRestart")
    return _Level(
        int(value(element.find(f"{W}start"), "1")),
        value(element.find(f"{W}numFmt"), "decimal"),
        value(element.find(f"{W}lvlText")),
        int(value(restart, "0")) if restart is not None else None,
        value(element.find(f"{W}pStyle")),
    )
