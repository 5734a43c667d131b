"""From printed rows to paragraphs: what PDF pages and recognised scans have in common.

Chinese documents indent the first line of a paragraph by two characters: a row that is full, followed by one that begins
at the margin, goes on. Headers, footers and page numbers are rows at the edge of pages that repeat; they are marked as noise.
All lengths are in points or pixels; only their ratios to the size of the letters count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from fazhi.documents.raw import Raw, Stretch3, Writer
from fazhi.documents.title import title_pattern

_PAGE_NUMBER = re.compile(
    r"^[\s\-—–－―·.]*(?:第\s*)?(?:\d{1,4}|[IVXivx]{1,6})(?:\s*页)?"
    r"(?:\s*[/,，、]?\s*共?\s*\d{1,4}\s*页?)?[\s\-—–－―·.]*$"
)
_WORD = re.compile(r"[A-Za-z]")
_EDGE = 3  # rows at either end of a page, among which headers and footers stand
_INDENT = 1.1  # characters, from which on a row is indented
_SHORT = 2.3  # characters that a full row may lack at its end


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: its box (y grows downwards), the size of its letters, its column, text, and what was read doubtfully."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    text: str
    column: str = "1"
    cell: bool = False
    doubts: tuple[Stretch3, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number, height, and rows in reading order."""

    number: int
    height: float
    rows: tuple[Row, ...]


def compose(pages: list[Page], *, format: str, count: int, warnings: tuple[str, ...] = ()) -> Raw:
    """The text of pages: rows joined to paragraphs where the layout says so, lines counted on each page.

    Noise stands after the text, so that a paragraph may go on over the end of a page.
    """
    noise = _noise(pages)
    margins = _margins(pages, noise)
    indented = _uses_indents(pages, noise, margins)
    gap = _usual_gap(pages)
    writer = Writer()
    before: Row | None = None
    for page in pages:
        last: Row | None = None
        for number, row in _kept(page, noise):
            if before is not None and not (indented and _goes_on(before, row, margins)):
                writer.end()
                if last is not None and (row.top - last.bottom) > 2 * gap + 0.5 * row.size:
                    writer.end()  # a blank row
            elif before is not None and _WORD.match(before.text[-1]) and _WORD.match(row.text[0]):
                writer.write(" ")
            writer.write(row.text, line=number, page=page.number, doubts=row.doubts)
            before = last = row
    writer.end()
    for page in pages:
        for number, row in enumerate(page.rows, start=1):
            if reason := noise.get((page.number, number)):
                start = writer.at
                writer.write(row.text, line=number, page=page.number)
                writer.end(start=start, noise=reason)
    return writer.raw(format=format, pages=count, warnings=warnings)


def _kept(page: Page, noise: dict[tuple[int, int], str]) -> Iterator[tuple[int, Row]]:
    return ((n, row) for n, row in enumerate(page.rows, start=1) if (page.number, n) not in noise)


# ------------------------------------------------------------------ headers, footers, page numbers


def _noise(pages: list[Page]) -> dict[tuple[int, int], str]:
    """The rows that are no text, by page and row, with the reason."""
    found: dict[tuple[int, int], str] = {}
    seen: Counter[tuple[str, int]] = Counter()
    edges: list[tuple[int, int, tuple[str, int]]] = []
    for page in pages:
        by_height = sorted(range(len(page.rows)), key=lambda i: page.rows[i].top)
        for i in {*by_height[:_EDGE], *by_height[-_EDGE:]}:
            row = page.rows[i]
            in_margin = row.bottom < 0.12 * page.height or row.top > 0.88 * page.height
            if not in_margin:
                continue
            if _PAGE_NUMBER.match(row.text):
                found[page.number, i + 1] = "page number"
                continue
            key = (re.sub(r"[\d\s]+", "#", row.text), round(row.top / (2 * row.size)))
            edges.append((page.number, i + 1, key))
    seen.update(key for _, key in {(number, key) for number, _, key in edges})
    for number, i, key in edges:
        near = sum(seen[key[0], key[1] + d] for d in (-1, 0, 1))
        if near >= max(2, 0.4 * len(pages)):
            found[number, i] = "header or footer of the pages"
    for place in _title(pages, found):
        del found[place]
    return found


def _title(pages: list[Page], noise: dict[tuple[int, int], str]) -> list[tuple[int, int]]:
    """The rows of the title, on the first page with it, where it was taken for a header of the pages and stands nowhere else."""
    rows = {(page.number, n): row for page in pages for n, row in enumerate(page.rows, start=1)}
    told = "".join(_bare(row.text) for place, row in rows.items() if place not in noise)
    first = next((place for place in rows if place in noise and title_pattern().match(_bare(rows[place].text))), None)
    if first is None or _bare(rows[first].text) in told:
        return []
    kept = [first]  # and the rows right above it, in letters of the same size
    while (above := (first[0], kept[-1][1] - 1)) in noise and abs(rows[above].size - rows[first].size) < 0.1 * rows[first].size:
        if noise[above] == "page number":
            break
        kept.append(above)
    return kept


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


# ------------------------------------------------------------------ paragraphs


def _margins(pages: list[Page], noise: dict[tuple[int, int], str]) -> dict[str, tuple[float, float]]:
    """Left and right edge of each column of the document: the usual one of its full rows."""
    rows: dict[str, list[Row]] = {}
    for page in pages:
        for _, row in _kept(page, noise):
            if not row.cell:
                rows.setdefault(row.column, []).append(row)
    edges = {}
    for column, found in rows.items():
        long = [row for row in found if row.x1 - row.x0 >= 0.6 * max(r.x1 - r.x0 for r in found)]
        size = median(row.size for row in long)
        lefts = Counter(round(2 * row.x0 / size) for row in long)
        most = max(lefts.values())
        left = min(place for place, n in lefts.items() if n >= 0.2 * most)
        near = [row.x0 for row in long if abs(round(2 * row.x0 / size) - left) <= 1]
        right = sorted(row.x1 for row in long)[int(0.8 * (len(long) - 1))]
        edges[column] = (median(near), right)
    return edges


def _indent(row: Row, margins: dict[str, tuple[float, float]]) -> float:
    """How far a row is indented, in characters."""
    return (row.x0 - margins.get(row.column, (row.x0, 0))[0]) / row.size


def _is_full(row: Row, margins: dict[str, tuple[float, float]]) -> bool:
    return (margins.get(row.column, (0, row.x1))[1] - row.x1) / row.size < _SHORT


def _uses_indents(pages: list[Page], noise: dict[tuple[int, int], str], margins: dict[str, tuple[float, float]]) -> bool:
    """Whether paragraphs begin with an indent: some rows do by about two characters, and rows after full ones mostly do not."""
    rows = [row for page in pages for _, row in _kept(page, noise) if not row.cell]
    begin = sum(1 for row in rows if _INDENT <= _indent(row, margins) <= 3.2)
    flush = sum(1 for row in rows if _indent(row, margins) < _INDENT)
    return begin >= 3 and begin >= 0.04 * len(rows) and flush >= 0.15 * len(rows)


def _goes_on(before: Row, row: Row, margins: dict[str, tuple[float, float]]) -> bool:
    """Whether a row goes on with the paragraph of the one before."""
    if before.cell or row.cell or not 0.82 < row.size / before.size < 1.22:
        return False
    return _indent(row, margins) < _INDENT and _is_full(before, margins)


def _usual_gap(pages: list[Page]) -> float:
    gaps = [b.top - a.bottom for page in pages for a, b in zip(page.rows, page.rows[1:], strict=False) if b.top > a.top]
    return max(0.0, median(gaps)) if gaps else 0.0
