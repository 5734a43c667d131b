"""From characters with boxes to rows in reading order: lines, the cells of tables, the columns of a page.

Lines that are ruled make a table; where there are none, wide gaps in a row part cells, or columns of text if most rows have
the gap at one place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median

from fazhi.documents.glyphs import Glyph, Rules
from fazhi.documents.layout import Row
from fazhi.documents.raw import row_lines

_PIECE_GAP = 0.9  # characters between two pieces of a row that may belong to different columns
_CELL_GAP = 1.6  # characters between two cells of a table without lines
_WORD_GAP = 0.18  # characters between two words


def groups(glyphs: list[Glyph], rules: Rules) -> list[list[Row]]:
    """What stands on one height, from the top: the pieces of each line, and the rows of tables."""
    table = _grid(*rules)
    placed: list[tuple[float, list[Row]]] = []
    if table is not None:
        xs, ys = table
        inside = [g for g in glyphs if xs[0] < (g.x0 + g.x1) / 2 < xs[-1] and ys[0] < (g.top + g.bottom) / 2 < ys[-1]]
        held = set(map(id, inside))
        glyphs = [g for g in glyphs if id(g) not in held]
        at = 0.0
        for row in _cells(inside, xs, ys):
            at = max(at + 0.001, row.top)
            placed.append((at, [row]))
    placed += [(min(p.top for p in pieces), pieces) for pieces in map(_pieces, _lines(glyphs))]
    return [pieces for _, pieces in sorted(placed, key=lambda pair: pair[0])]


def _grid(
    upright: list[tuple[float, float, float]], level: list[tuple[float, float, float]]
) -> tuple[list[float], list[float]] | None:
    """The lines of a ruled table: their x and y, or None where there is none."""
    xs = _distinct([x for x, top, bottom in upright if any(abs(y - top) < 4 or abs(y - bottom) < 4 for y, _, _ in level)])
    ys = _distinct([y for y, a, b in level if any(a - 4 < x < b + 4 for x in xs)])
    return (xs, ys) if len(xs) >= 3 and len(ys) >= 3 else None


def _distinct(values: list[float]) -> list[float]:
    found: list[float] = []
    for v in sorted(values):
        if not found or v - found[-1] > 4:
            found.append(v)
    return found


def _cells(glyphs: list[Glyph], xs: list[float], ys: list[float]) -> Iterator[Row]:
    """The rows of a table: one where its cells are short, else one for each cell."""
    by_cell: dict[tuple[int, int], list[Glyph]] = {}
    for g in glyphs:
        key = (bisect_right(ys, (g.top + g.bottom) / 2), bisect_right(xs, (g.x0 + g.x1) / 2))
        by_cell.setdefault(key, []).append(g)
    for r in sorted({row for row, _ in by_cell}):
        cells = [_one([_merged(_pieces(line)) for line in _lines(by_cell[key])]) for key in sorted(by_cell) if key[0] == r]
        lines = row_lines([[cell.text] for cell in cells])
        if lines is not None and len(cells) > 1:
            yield replace(cells[0], x1=cells[-1].x1, text=lines[0], cell=True)
        else:
            yield from cells


def _one(rows: list[Row]) -> Row:
    """The rows of a cell as one."""
    first = rows[0]
    return Row(
        first.x0, max(r.x1 for r in rows), first.top, rows[-1].bottom, first.size, "".join(r.text for r in rows), cell=True
    )


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Characters that stand on one line, line by line, each from left to right."""
    lines: list[list[Glyph]] = []
    for g in sorted(glyphs, key=lambda g: (g.top + g.bottom) / 2):
        middle = (g.top + g.bottom) / 2
        if lines:
            line = lines[-1]
            at = median((o.top + o.bottom) / 2 for o in line[-5:])
            if abs(middle - at) < 0.45 * max(g.bottom - g.top, line[-1].bottom - line[-1].top) * 0.9:
                line.append(g)
                continue
        lines.append([g])
    return [sorted(line, key=lambda g: g.x0) for line in lines]


def _pieces(line: list[Glyph]) -> list[Row]:
    """A line cut where it has wide gaps."""
    size = _size(line)
    cuts = [i for i in range(1, len(line)) if line[i].x0 - line[i - 1].x1 > _PIECE_GAP * size]
    return [_row(line[a:b]) for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]


def _row(glyphs: list[Glyph]) -> Row:
    size = _size(glyphs)
    text = glyphs[0].char
    for a, b in pairwise(glyphs):
        text += (" " if b.x0 - a.x1 > _WORD_GAP * size and _are_words(a.char, b.char) else "") + b.char
    return Row(glyphs[0].x0, glyphs[-1].x1, min(g.top for g in glyphs), max(g.bottom for g in glyphs), size, text)


def _are_words(a: str, b: str) -> bool:
    """Whether a small gap parts two words: of Latin letters and figures, or a figure's unit and the change in the next cell."""
    return (a.isascii() and b.isascii() and (a.isalnum() or b.isalnum())) or (b in "+-−" and not a.isascii())


def _size(glyphs: list[Glyph]) -> float:
    """The size of letters: the usual width of the wide ones."""
    wide = [g.x1 - g.x0 for g in glyphs if ord(g.char[0]) > 0x2E7F]
    return median(wide) if wide else max(1.0, 0.8 * median(g.bottom - g.top for g in glyphs))


def in_columns(lines: list[list[Row]], column: str = "1", usual: float | None = None) -> list[Row]:
    """The pieces of lines in reading order: column by column where there are columns, else line by line.

    `usual` is where the other pages of the document are split: a page with few rows is split there too, if nothing crosses it.
    """
    gutter = gutter_of(lines)
    if gutter is None and usual is not None and not _crossing(lines, usual):
        gutter = usual
    if gutter is None:
        return [replace(_merged(pieces), column=column) for pieces in lines]
    found: list[Row] = []
    left: list[list[Row]] = []
    right: list[list[Row]] = []

    def flush() -> None:
        """Put the rows gathered on both sides of the gutter behind the others: all of the left, then all of the right."""
        for side, name in ((left, "l"), (right, "r")):
            found.extend(in_columns(list(side), column + name))
            side.clear()

    for pieces in lines:
        if any(p.x0 < gutter - 1 and p.x1 > gutter + 1 for p in pieces):
            flush()
            found.append(replace(_merged(pieces), column=column))
            continue
        for side, kept in ((left, [p for p in pieces if p.x1 <= gutter + 1]), (right, [p for p in pieces if p.x1 > gutter + 1])):
            if kept:
                side.append(kept)
    flush()
    return found


def gutter_of(lines: list[list[Row]]) -> float | None:
    """Where a page is split into columns: x, or None. In columns of text, unlike tables, most rows reach the gutter."""
    gaps = [(a, b) for pieces in lines for a, b in pairwise(pieces)]
    if len(gaps) < 5:
        return None
    best = max(((a.x1 + b.x0) / 2 for a, b in gaps), key=lambda x: sum(1 for a, b in gaps if a.x1 <= x <= b.x0))
    across = [(a, b) for a, b in gaps if a.x1 <= best <= b.x0]
    crossing = _crossing(lines, best)
    if len(across) < 5 or len(across) < crossing:
        return None
    edge, start = max(a.x1 for a, _ in across), min(b.x0 for _, b in across)
    full = sum(1 for a, _ in across if edge - a.x1 < 2.5 * a.size)
    aligned = sum(1 for _, b in across if b.x0 - start < 2.6 * b.size)
    long = median(a.x1 - a.x0 for a, _ in across) > 8 * median(a.size for a, _ in across)
    return (edge + start) / 2 if full >= 0.5 * len(across) and aligned >= 0.7 * len(across) and long and edge < start else None


def _crossing(lines: list[list[Row]], x: float) -> int:
    """How many lines have a piece on both sides of x (headers and page numbers do no harm: they are few)."""
    return sum(1 for pieces in lines[1:-1] if any(p.x0 < x - 1 and p.x1 > x + 1 for p in pieces))


def _merged(pieces: list[Row]) -> Row:
    """The pieces of one line, cells apart by tabs."""
    if len(pieces) == 1:
        return pieces[0]
    first = pieces[0]
    text = first.text
    for a, b in pairwise(pieces):
        text += ("\t" if b.x0 - a.x1 > _CELL_GAP * first.size else " ") + b.text
    return Row(first.x0, pieces[-1].x1, min(p.top for p in pieces), max(p.bottom for p in pieces), first.size, text, first.column)
