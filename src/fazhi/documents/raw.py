"""What every reader gives: the text of a file, with a map to its lines and pages, and what in it is no article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Raw:
    """The text of a file before repair. All positions are offsets in `text`, 0-based, end exclusive.

    `line_starts` are ascending offsets at which a line of the file begins, `line_numbers` their numbers (empty: 1, 2, 3…);
    a line of the file is a line of a text, of the source of an HTML page, of a page of a PDF, or a paragraph of a DOCX.
    `page_starts` and `page_numbers` are the same for pages (empty where the file has none), `pages` is how many there are.
    `noise` are stretches that are kept out of the article, each with the reason. `header` is what the file says of itself
    outside of the article (issuer, published, url, number, index, title), `doubts` the stretches that were read
    by character recognition with the probability that they are right, `warnings` what the user should know. `unfinished` tells
    that pages were left unread which may be read another time: with more time, or with a program that is missing.
    """

    text: str
    format: str = "text"
    line_starts: tuple[int, ...] = (0,)
    line_numbers: tuple[int, ...] = ()
    page_starts: tuple[int, ...] = ()
    page_numbers: tuple[int, ...] = ()
    pages: int | None = None
    noise: tuple[tuple[int, int, str], ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[tuple[int, int, float], ...] = ()
    warnings: tuple[str, ...] = ()
    unfinished: bool = False


def plain(text: str) -> Raw:
    """A text as it is: lines end with \\\\n, pages with \\\\f.

    >>> plain("法治\\n政府").line_starts  # "rule of law / government"
    (0, 3)
    """
    pages = (0, *(m.end() for m in re.finditer("\f", text))) if "\f" in text else ()
    lines = (0, *(m.end() for m in re.finditer("\n", text)))
    return Raw(text, line_starts=lines, page_starts=pages, pages=len(pages) or None)


class Writer:
    """Puts a `Raw` together piece by piece: each piece with its line and page, a line ended when it is whole."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._at = 0
        self._lines: list[Stretch] = []
        self._pages: list[Stretch] = []
        self._noise: list[tuple[int, int, str]] = []
        self._doubts: list[tuple[int, int, float]] = []

    @property
    def at(self) -> int:
        """The offset at which the next piece will stand."""
        return self._at

    def write(self, text: str, *, line: int | None = None, page: int | None = None, doubts: Iterable[Stretch3] = ()) -> None:
        """Append a piece that stands at a line and page of the file; `doubts` are stretches within the piece."""
        if page is not None and (not self._pages or self._pages[-1][1] != page):
            self._pages.append((self._at, page))
        if line is not None and (not self._lines or self._lines[-1][1] != line or page is not None):
            self._lines.append((self._at, line))
        self._doubts += [(self._at + a, self._at + b, sure) for a, b, sure in doubts]
        self._pieces.append(text)
        self._at += len(text)

    def end(self, *, start: int | None = None, noise: str = "") -> None:
        """End the line; all from `start` is noise where a reason is given."""
        if noise and start is not None and start < self._at:
            self._noise.append((start, self._at, noise))
        self._pieces.append("\n")
        self._at += 1

    def raw(
        self, *, format: str, pages: int | None = None, header: Mapping[str, str] | None = None, warnings: Iterable[str] = ()
    ) -> Raw:
        """What was written."""
        lines = self._lines if self._lines and self._lines[0][0] == 0 else [(0, 1), *self._lines]
        return Raw(
            "".join(self._pieces),
            format,
            tuple(start for start, _ in lines),
            tuple(number for _, number in lines),
            tuple(start for start, _ in self._pages),
            tuple(number for _, number in self._pages),
            pages,
            tuple(self._noise),
            header or {},
            tuple(self._doubts),
            tuple(warnings),
        )


Stretch3 = tuple[int, int, float]


def row_lines(cells: list[list[str]]) -> list[str] | None:
    """One line for a row of a table, its cells apart by tabs; None where a cell has sentences and stands for itself.

    >>> row_lines([["行政处罚"], ["12件"], [""]])  # "administrative penalties, 12 cases"
    ['行政处罚\\t12件']
    >>> row_lines([["执法不规范。"], ["加强培训。"]]) is None  # "irregular enforcement." "more training."
    True
    """
    texts = [[line for line in cell if line.strip()] for cell in cells]
    if any(len(cell) > 1 or any(re.search(r"[。;；]", line) for line in cell) for cell in texts):
        return None
    return ["\t".join(cell[0].strip() for cell in texts if cell)]
