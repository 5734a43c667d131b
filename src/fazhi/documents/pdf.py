"""PDF with a text layer: characters with their boxes become rows, columns and cells in reading order.

pypdfium2 (BSD, Apache) gives the characters; what they mean on the page is worked out here. A page without characters is a
picture: it is handed to character recognition. Text at an angle is a watermark.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from fazhi.documents.layout import Page, Row, compose
from fazhi.documents.limits import MOST_PAGES
from fazhi.documents.raw import Raw
from fazhi.errors import InputError

_PIECE_GAP = 0.9  # characters between two pieces of a row that may belong to different columns
_CELL_GAP = 1.6  # characters between two cells of a table without lines
_FEWEST = 12  # characters on a page with a picture; with fewer it is taken for a scan
Rules = tuple[
    list[tuple[float, float, float]], list[tuple[float, float, float]]
]  # upright (x, top, bottom), level (y, left, right)

_ENCRYPTED, _PATH, _IMAGE = 4, 2, 3  # of pdfium


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box; y grows downwards."""

    char: str
    x0: float
    x1: float
    top: float
    bottom: float


def read_pdf(data: bytes, *, shown: str, ocr: bool = True) -> Raw:
    """The text of a PDF. Raises InputError."""
    try:
        import pypdfium2 as pdfium
        import pypdfium2.raw as api
    except ImportError:
        raise InputError(f"{shown}: PDF is read with pypdfium2, which is missing; install it: pip install 'fazhi[pdf]'") from None
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or api.FPDF_GetLastError() == _ENCRYPTED:
            raise InputError(f"{shown}: this PDF is encrypted; save it without a password and name that file") from error
        if (declared := _declared(data)) > MOST_PAGES:
            raise _too_many(shown, declared) from error
        raise InputError(f"{shown}: this PDF is damaged or cut off ({error}); fetch it again") from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise _too_many(shown, count)
        return _read(document, count, shown, ocr, api)
    finally:
        document.close()


def _declared(data: bytes) -> int:
    """How many pages a PDF says that it has, as far as it says so in plain bytes."""
    counts = (
        re.search(rb"/Count\s+(\d{1,18})", tree[0]) for tree in re.finditer(rb"<<[^<>]{0,65536}?/Type\s*/Pages\b[^<>]*>>", data)
    )
    return max((int(count[1]) for count in counts if count), default=0)


def _too_many(shown: str, count: int) -> InputError:
    return InputError(f"{shown}: {count:,} pages are declared, more than the {MOST_PAGES:,} that are read; split the file")


def _read(document: Any, count: int, shown: str, ocr: bool, api: Any) -> Raw:
    import pypdfium2 as pdfium

    pages: list[Page] = []
    groups: list[tuple[int, list[list[Row]]]] = []
    warnings: list[str] = []
    for index in range(count):
        try:
            page = document[index]
            turn = page.get_rotation()
            page.set_rotation(0)
            height = page.get_height()
            glyphs, turned = _glyphs(page, height, api)
        except pdfium.PdfiumError as error:
            warnings.append(f"page {index + 1} could not be read ({error})")
            continue
        if turned > 3:
            warnings.append(f"page {index + 1}: {turned} characters at an angle (a watermark) were left out")
        if len(glyphs) < _FEWEST and _has_image(page, api):
            if not ocr:
                warnings.append(f"page {index + 1} is a picture and was not recognised (--no-ocr)")
                continue
            from fazhi.documents.ocr import recognise_page

            page.set_rotation(turn)
            try:
                pages.append(recognise_page(page, number=index + 1, shown=shown))
            except InputError as error:
                if count == 1 or ("tesseract" in str(error) and not pages and index == 0):
                    raise
                warnings.append(f"page {index + 1} could not be read: {error}")
            continue
        groups.append((len(pages), _groups(glyphs, _rules(page, height, api))))
        pages.append(Page(index + 1, height, ()))
        page.close()
    usual = [gutter for _, lines in groups if (gutter := _gutter(lines)) is not None]
    for at, lines in groups:
        pages[at] = replace(pages[at], rows=tuple(_in_columns(lines, usual=median(usual) if usual else None)))
    if not any(page.rows for page in pages):
        raise InputError(f"{shown}: no text is on its {count} pages; is it blank?" + "".join(f" ({w})" for w in warnings[:3]))
    scanned = any(row.doubts for page in pages for row in page.rows)
    if scanned:
        from fazhi.documents.ocr import in_series, warnings_of

        pages = in_series(pages)
        warnings += warnings_of()
    return compose(pages, format="pdf scan" if scanned else "pdf", count=count, warnings=tuple(warnings))


# ------------------------------------------------------------------ from pdfium


def _glyphs(page: Any, height: float, api: Any) -> tuple[list[Glyph], int]:
    """The characters of a page that are seen upright, and how many are not."""
    text = page.get_textpage()
    found: list[Glyph] = []
    turned = 0
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    rect = api.FS_RECTF()
    for i in range(text.count_chars()):
        code = api.FPDFText_GetUnicode(text, i)
        if code in (0, 9, 10, 13, 32, 0xA0, 0x3000, 0xFFFE, 0xFFFF) or api.FPDFText_IsGenerated(text, i) == 1:
            continue
        if not api.FPDFText_GetLooseCharBox(text, i, rect):
            continue
        if (
            abs(api.FPDFText_GetCharAngle(text, i) % 6.2831853) > 0.12
            and abs(api.FPDFText_GetCharAngle(text, i) % 6.2831853 - 6.2831853) > 0.12
        ):
            turned += 1
            continue
        x0, x1, y0, y1 = rect.left, rect.right, height - rect.top, height - rect.bottom
        if not api.FPDFText_GetCharBox(text, i, left, right, bottom, top):
            continue
        if x1 <= x0 or y1 <= y0:
            continue
        glyph = Glyph(_char(code), x0, x1, y0, y1)
        if not _repeated(found, glyph):
            found.append(glyph)
    text.close()
    return found, turned


def _char(code: int) -> str:
    """A character; those of the Kangxi radicals, which some fonts are mapped to, as the characters they stand for."""
    import unicodedata

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


def _has_image(page: Any, api: Any) -> bool:
    return any(True for _ in page.get_objects(filter=[_IMAGE], max_depth=4))


def _rules(page: Any, height: float, api: Any) -> Rules:
    """The ruled lines of a page: vertical ones (x, top, bottom) and horizontal ones (y, left, right)."""
    upright, level = [], []
    for n, thing in enumerate(page.get_objects(filter=[_PATH], max_depth=4)):
        if n > 20_000:
            break
        x0, y0, x1, y1 = thing.get_bounds() if hasattr(thing, "get_bounds") else thing.get_pos()
        top, bottom = height - y1, height - y0
        if x1 - x0 < 2.5 and bottom - top > 6:
            upright.append(((x0 + x1) / 2, top, bottom))
        elif bottom - top < 2.5 and x1 - x0 > 6:
            level.append(((top + bottom) / 2, x0, x1))
        elif bottom - top > 6 and x1 - x0 > 6:
            upright += [(x0, top, bottom), (x1, top, bottom)]
            level += [(top, x0, x1), (bottom, x0, x1)]
    return upright, level


# ------------------------------------------------------------------ rows, cells and columns


def _groups(glyphs: list[Glyph], rules: Rules) -> list[list[Row]]:
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
    from fazhi.documents.raw import row_lines

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
        latin = a.char.isascii() and b.char.isascii() and (a.char.isalnum() or b.char.isalnum())
        text += (" " if latin and b.x0 - a.x1 > 0.18 * size else "") + b.char
    return Row(glyphs[0].x0, glyphs[-1].x1, min(g.top for g in glyphs), max(g.bottom for g in glyphs), size, text)


def _size(glyphs: list[Glyph]) -> float:
    """The size of letters: the usual width of the wide ones."""
    wide = [g.x1 - g.x0 for g in glyphs if ord(g.char[0]) > 0x2E7F]
    return median(wide) if wide else max(1.0, 0.8 * median(g.bottom - g.top for g in glyphs))


def _in_columns(lines: list[list[Row]], column: str = "1", usual: float | None = None) -> list[Row]:
    """The pieces of lines in reading order: column by column where there are columns, else line by line.

    `usual` is where the other pages of the document are split: a page with few rows is split there too, if nothing crosses it.
    """
    gutter = _gutter(lines)
    if gutter is None and usual is not None and not _crossing(lines, usual):
        gutter = usual
    if gutter is None:
        return [replace(_merged(pieces), column=column) for pieces in lines]
    found: list[Row] = []
    left: list[list[Row]] = []
    right: list[list[Row]] = []

    def flush() -> None:
        for side, name in ((left, "l"), (right, "r")):
            found.extend(_in_columns(list(side), column + name))
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


def _gutter(lines: list[list[Row]]) -> float | None:
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
