"""What pdfium tells of a page: its characters with their boxes, and its ruled lines, as they are seen by who reads.

A page may be stored lying on its side, with a note that it is to be turned (/Rotate), or hold a wide table that is printed from
bottom to top. The direction in which most characters run is that of the reader: the page is turned so that they run from left
to right. What runs in another direction is a watermark.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points; y grows downwards."""

Rules = tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]
"""The ruled lines of a page: upright ones (x, top, bottom) and level ones (y, left, right)."""

_PATH, _IMAGE = 2, 3  # of pdfium
_BLANK = (0, 9, 10, 13, 32, 0xA0, 0x3000, 0xFFFE, 0xFFFF)
_LEVEL = 0.12  # radians that a line of print may lie askew
_MOST_PATHS = 20_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box; y grows downwards."""

    char: str
    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is read: its height, its characters, its ruled lines, and how many characters run another way."""

    height: float
    glyphs: list[Glyph]
    rules: Rules
    turned: int


def sheet_of(page: Any, api: Any) -> Sheet:
    """A page of pdfium, turned so that most of its characters run from left to right. Raises PdfiumError."""
    page.set_rotation(0)
    width, height = page.get_size()
    found, askew = _characters(page, api)
    quarters = Counter(quarter for _, _, quarter in found).most_common(1)
    turn = quarters[0][0] if quarters else 0
    glyphs: list[Glyph] = []
    for char, box, quarter in found:
        if quarter == turn:
            x0, top, x1, bottom = _seen(box, turn, width, height)
            glyph = Glyph(char, x0, x1, top, bottom)
            if not _repeated(glyphs, glyph):
                glyphs.append(glyph)
    left = askew + sum(1 for _, _, quarter in found if quarter != turn)
    return Sheet(width if turn % 2 else height, glyphs, _rules(page, turn, width, height), left)


def has_image(page: Any) -> bool:
    """Whether a picture is on a page."""
    return any(True for _ in page.get_objects(filter=[_IMAGE], max_depth=4))


def _seen(box: Box, turn: int, width: float, height: float) -> Box:
    """A box on a page of this size (left, bottom, right, top; y grows upwards) as it is seen after so many quarter turns.

    >>> _seen((10, 700, 20, 712), 0, 600, 800), _seen((10, 700, 20, 712), 1, 600, 800)
    ((10, 88, 20, 100), (700, 10, 712, 20))
    """
    x0, y0, x1, y1 = box
    match turn:
        case 0:
            return x0, height - y1, x1, height - y0
        case 1:  # lines run upwards, the first of them at the left edge of the page
            return y0, x0, y1, x1
        case 2:
            return width - x1, y0, width - x0, y1
        case _:
            return height - y1, width - x1, height - y0, width - x0


def _characters(page: Any, api: Any) -> tuple[list[tuple[str, Box, int]], int]:
    """The characters of a page, each with its box and the quarter turns of its line, and how many lie askew."""
    text = page.get_textpage()
    found: list[tuple[str, Box, int]] = []
    askew = 0
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    rect = api.FS_RECTF()
    for i in range(text.count_chars()):
        code = api.FPDFText_GetUnicode(text, i)
        if code in _BLANK or api.FPDFText_IsGenerated(text, i) == 1:
            continue
        if not api.FPDFText_GetLooseCharBox(text, i, rect):
            continue
        quarters = -api.FPDFText_GetCharAngle(text, i) / (math.pi / 2)  # pdfium counts clockwise
        if abs(quarters - round(quarters)) * math.pi / 2 > _LEVEL:
            askew += 1
            continue
        if not api.FPDFText_GetCharBox(text, i, left, right, bottom, top):
            continue
        if rect.right > rect.left and rect.top > rect.bottom:
            found.append((_char(code), (rect.left, rect.bottom, rect.right, rect.top), round(quarters) % 4))
    text.close()
    return found, askew


def _char(code: int) -> str:
    """A character; those of the Kangxi radicals, which some fonts are mapped to, as the characters they stand for."""
    char = chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    return char


def _repeated(found: list[Glyph], glyph: Glyph) -> bool:
    """Whether a character is printed over itself, as fake bold is."""
    return any(
        g.char == glyph.char and abs(g.x0 - glyph.x0) < 0.3 * (g.x1 - g.x0) and abs(g.top - glyph.top) < 0.3 * (g.bottom - g.top)
        for g in found[-2:]
    )


def _rules(page: Any, turn: int, width: float, height: float) -> Rules:
    upright, level = [], []
    for n, thing in enumerate(page.get_objects(filter=[_PATH], max_depth=4)):
        if n > _MOST_PATHS:
            break
        bounds = thing.get_bounds() if hasattr(thing, "get_bounds") else thing.get_pos()
        x0, top, x1, bottom = _seen(bounds, turn, width, height)
        if x1 - x0 < 2.5 and bottom - top > 6:
            upright.append(((x0 + x1) / 2, top, bottom))
        elif bottom - top < 2.5 and x1 - x0 > 6:
            level.append(((top + bottom) / 2, x0, x1))
        elif bottom - top > 6 and x1 - x0 > 6:
            upright += [(x0, top, bottom), (x1, top, bottom)]
            level += [(top, x0, x1), (bottom, x0, x1)]
    return upright, level
