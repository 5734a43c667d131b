"""Numbers of headings that were misread are known from those before them: after （一） comes （二）, whatever was recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from fazhi.documents.layout import Page, Row
from fazhi.documents.numbering import chinese

_BRACKETED = re.compile(r"^[（(\[【〈《]?([^)）\s\d]{0,3})[)）](?=[一-龥])")
_TOP = re.compile(r"^([一二三四五六七八九十]{1,2})[、.．]")
_LINED = re.compile(r"^[=＝]、?(?=[一-龥]{3,24}$)")  # 二 or 三, whose strokes are taken for a sign
_BARE_TOP = re.compile(r"^([一二三四五六七八九十])(?![是要方部个项年月次种类级步、一二三四五六七八九十])(?=[一-龥]{3,24}$)")


def in_series(pages: Iterable[Page]) -> list[Page]:
    """Pages whose headings are numbered in one series."""
    series = Series()
    return [replace(page, rows=tuple(map(series.repaired, page.rows))) for page in pages]


class Series:
    """Where the numbering of headings stands, from page to page."""

    def __init__(self) -> None:
        self.top = self.second = 0

    def repaired(self, row: Row) -> Row:
        """A row whose number was misread, with the number that comes next.

        >>> series, row = Series(), Row(0, 90, 0, 10, 10, "")
        >>> [series.repaired(replace(row, text=t)).text for t in ("一主要举措", "c)规范执法", "=)加强普法")]  # main steps, …
        ['一、主要举措', '（一）规范执法', '（二）加强普法']
        """
        text = row.text
        if found := _TOP.match(text):
            self.top, self.second = _numeral(found[1]) or self.top, 0
        elif (found := _BARE_TOP.match(text)) and _numeral(found[1]) == self.top + 1:
            self.top, self.second = self.top + 1, 0
            return _with_head(row, found.end(), f"{found[1]}、")
        elif self.top in (1, 2) and (found := _LINED.match(text)):
            self.top, self.second = self.top + 1, 0
            return _with_head(row, found.end(), f"{chinese(self.top)}、")
        elif found := _BRACKETED.match(text):
            self.second = _numeral(found[1]) or self.second + 1
            return _with_head(row, found.end(), f"（{chinese(self.second)}）")
        return row


def _numeral(numeral: str) -> int:
    return next((n for n in range(1, 31) if chinese(n) == numeral), 0)


def _with_head(row: Row, end: int, head: str) -> Row:
    shift = len(head) - end
    doubts = tuple((a + shift, b + shift, sure) for a, b, sure in row.doubts if a >= end)
    return replace(row, text=head + row.text[end:], doubts=((0, len(head), 0.5), *doubts))
