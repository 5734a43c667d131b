"""The lines of a file: as printed, without blanks for the patterns, and how wide they are on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from fazhi.documents.reading import reading_of
from fazhi.documents.unfolded import lost_breaks
from fazhi.matching.scanning import Scanner
from fazhi.resources import lexicon

BLANKS = Scanner(r"[ \t\u3000\xa0\u2000-\u200a]+|[\u200b-\u200d\ufeff]+|\*\*")
_NARROW = re.compile(r"[\x00-\u024f]")
_DASH = re.compile(r"^[-—*•●◆■▪·]+(?=[一-龥(（])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its number, offset, text as printed, the same without blanks for the patterns, its columns on paper."""

    number: int
    start: int
    text: str
    bare: str
    width: int
    after_gap: bool


def lines_of(source: str) -> list[Line]:
    """The lines of a file that say something, in order; a form feed ends one, too, and so does a break that was lost."""
    found, gap, start = [], True, 0
    lost = lost_breaks(source)
    for number, text in enumerate(source.split("\n"), start=1):
        for at, piece in _pieces(text, [cut - start for cut in lost if start < cut < start + len(text)]):
            bare = reading_of(BLANKS.sub(_nothing, piece))
            if bare:
                found.append(Line(number, start + at, piece, bare, _width(piece), gap))
                gap = False
            else:
                gap = True
        start += len(text) + 1
    return found


def _pieces(text: str, cuts: list[int]) -> Iterator[tuple[int, str]]:
    """What stands between the form feeds and cuts of a line, each with its offset in the line."""
    for a, b in pairwise([0, *cuts, len(text)]):
        at = a
        for piece in text[a:b].split("\f"):
            yield at, piece
            at += len(piece) + 1


def _nothing(_: re.Match[str]) -> str:
    return ""


def _width(text: str) -> int:
    """Columns on paper: a Chinese character takes two."""
    text = text.strip()
    return 2 * len(text) - len(_NARROW.findall(text))


@cache
def enumerator() -> re.Pattern[str]:
    """What a line of its own may begin with: 一、 (一) 1. 1.1 ① 一是 首先, …"""
    table = lexicon("numbering")
    decimal = f"{table['decimal']['pattern']}(?!{table['decimal']['units']})"
    return re.compile("|".join(f"(?:{pattern})" for pattern in (*table["line_start"], decimal)))


def unbulleted(bare: str) -> str:
    """A line without the list dash before a Chinese word."""
    return _DASH.sub("", bare)


def is_bullet(bare: str) -> bool:
    """Whether a line begins with a list dash or another bullet before a Chinese word."""
    return bool(_DASH.match(bare))
