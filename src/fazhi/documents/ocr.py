"""Scans: pages and images through Tesseract, every word with its place and how sure the recognition is of it.

Tesseract is a program, called as one (`tesseract`, with the language data chi_sim). A page of a PDF is rendered with as many dots
as it was scanned with, 200 to 300 an inch. A page that was laid on the glass at a slight angle is set upright by turning the
boxes, not the picture. What is least often recognised are the numbers of headings, （二） above all: they are read in series.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from fazhi.documents.layout import Page, Row, compose
from fazhi.documents.numbering import chinese
from fazhi.documents.raw import Raw, Stretch3
from fazhi.documents.running import run
from fazhi.errors import InputError

_LEAST_DPI, _MOST_DPI = 200, 300
_LARGEST = 60_000_000  # pixels of a picture
_PERCENT = re.compile(r"(?<=\d)%[69](?![\d.])")  # the second circle of a percent sign, read once more
_ASCII = re.compile(r"[A-Za-z0-9]")


def read_image(path: Path, *, shown: str) -> Raw:
    """The text of an image, one page or many (TIFF). Raises InputError."""
    pages = in_series(_recognised(path, shown))
    if not any(page.rows for page in pages):
        raise InputError(f"{shown}: no text was recognised in this image; scan it again at 200 dpi or more")
    return compose(pages, format="image", count=len(pages))


def in_series(pages: Iterable[Page]) -> list[Page]:
    """Pages whose headings are numbered in one series."""
    series = Series()
    return [replace(page, rows=tuple(map(series.repaired, page.rows))) for page in pages]


def recognise_page(page: Any, *, number: int, shown: str) -> Page:
    """The rows of a page of a PDF that is a picture. Raises InputError where they cannot be had."""
    width, height = page.get_size()
    scale = min(_dpi(page, width) / 72, math.sqrt(_LARGEST / max(1.0, width * height)))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        stride, rows = bitmap.stride, bytes(bitmap.buffer)
        lines = (rows[y * stride : y * stride + bitmap.width] for y in range(bitmap.height))
        picture = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
    finally:
        bitmap.close()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.pgm"
        path.write_bytes(picture)
        found = next(_recognised(path, shown), None)
    if found is None or not found.rows:
        raise InputError("no text was recognised")
    return replace(found, number=number)


@cache
def _program() -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise InputError(
            "scans are read with tesseract, which is missing; install it: "
            "apt-get install tesseract-ocr tesseract-ocr-chi-sim (Debian), brew install tesseract tesseract-lang (macOS)"
        )
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    if "chi_sim" not in known:
        raise InputError("tesseract has no Chinese (chi_sim); install it: apt-get install tesseract-ocr-chi-sim")
    return program


def _recognised(path: Path, shown: str) -> Iterator[Page]:
    try:
        program = _program()
    except InputError as error:
        raise InputError(f"{shown}: {error}") from None
    command = [program, str(path), "stdout", "-l", "chi_sim", "--psm", "3", "tsv"]
    done = run(command, environment={**os.environ, "OMP_THREAD_LIMIT": "1"})
    if done.returncode:
        raise InputError(f"{shown}: tesseract cannot read this picture ({done.stderr.strip()[-120:]}); scan it again")
    words: dict[tuple[int, int, int, int], list[tuple[float, float, float, float, str, float]]] = {}
    sizes: dict[int, float] = {}
    for line in done.stdout.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) < 12:
            continue
        level, page, block, paragraph, number = map(int, cells[:5])
        x, y, w, h = map(float, cells[6:10])
        if level == 1:
            sizes[page] = h
        elif level == 5 and cells[11].strip():
            words.setdefault((page, block, paragraph, number), []).append(
                (x, y, x + w, y + h, cells[11].strip(), float(cells[10]))
            )
    for page, height in sorted(sizes.items()):
        lines = [found for key, found in sorted(words.items()) if key[0] == page]
        yield Page(page, height, tuple(_upright([_row(line) for line in lines])))


def _dpi(page: Any, width: float) -> float:
    """The resolution of the picture on a page; a coarse one is doubled, so that it is rendered without odd steps."""
    pixels = max((image.get_px_size()[0] for image in page.get_objects(filter=[3], max_depth=4)), default=0)
    dpi = 72 * pixels / max(1.0, width)
    while 0 < dpi < _LEAST_DPI:
        dpi *= 2
    return min(dpi, _MOST_DPI) or _LEAST_DPI


def _row(words: list[tuple[float, float, float, float, str, float]]) -> Row:
    text = ""
    doubts: list[Stretch3] = []
    height = median(w[3] - w[1] for w in words)
    for before, (x0, y0, x1, y1, printed, sure) in zip([words[0], *words], words, strict=False):
        word = (x0, y0, x1, y1, _PERCENT.sub("%", printed), sure)
        if text and word[0] - before[2] > 2.2 * height:
            text += "\t"
        elif text and _ASCII.match(text[-1]) and _ASCII.match(word[4][0]) and not (text[-1].isdigit() and word[4][0].isdigit()):
            text += " "
        doubts.append((len(text), len(text) + len(word[4]), max(0.0, min(1.0, word[5] / 100))))
        text += word[4]
    # a Chinese character is about as wide as it is high; a row has many, and its width tells better than its height
    wide = sum(1.0 if ord(c) > 0x2E7F else 0.5 for c in text)
    size = (words[-1][2] - words[0][0]) / max(1.0, wide) if wide >= 6 else 0.9 * median(w[3] - w[1] for w in words)
    top, bottom = min(w[1] for w in words), max(w[3] for w in words)
    return Row(words[0][0], words[-1][2], top, bottom, max(1.0, size), text, doubts=tuple(doubts))


def _upright(rows: list[Row]) -> Iterator[Row]:
    """Rows of a page that was scanned at an angle, as if it lay straight: the left edges of long rows tell the angle."""
    long = [row for row in rows if row.x1 - row.x0 > 0.7 * max((r.x1 - r.x0 for r in rows), default=0)]
    slopes = [
        (b.x0 - a.x0) / (b.top - a.top)
        for i, a in enumerate(long)
        for b in long[i + 3 :]
        if b.top - a.top > 5 * a.size
        and abs(b.x0 - a.x0) < 0.06 * (b.top - a.top)
        and abs(a.x1 - b.x1 - (a.x0 - b.x0)) < 1.5 * a.size
    ]
    slope = median(slopes) if len(slopes) >= 5 else 0.0
    for row in rows:
        shift = slope * row.top
        yield replace(row, x0=row.x0 - shift, x1=row.x1 - shift)


# ------------------------------------------------------------------ numbers of headings, read in series

_BRACKETED = re.compile(r"^[（(\[【〈《]?([^)）\s\d]{0,3})[)）](?=[一-龥])")
_TOP = re.compile(r"^([一二三四五六七八九十]{1,2})[、.．]")
_LINED = re.compile(r"^[=＝]、?(?=[一-龥]{3,24}$)")  # 二 or 三, whose strokes are taken for a sign
_BARE_TOP = re.compile(r"^([一二三四五六七八九十])(?![是要方部个项年月次种类级步、一二三四五六七八九十])(?=[一-龥]{3,24}$)")


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
            self.top, self.second = _number(found[1]) or self.top, 0
        elif (found := _BARE_TOP.match(text)) and _number(found[1]) == self.top + 1:
            self.top, self.second = self.top + 1, 0
            return _with_head(row, found.end(), f"{found[1]}、")
        elif self.top in (1, 2) and (found := _LINED.match(text)):
            self.top, self.second = self.top + 1, 0
            return _with_head(row, found.end(), f"{chinese(self.top)}、")
        elif found := _BRACKETED.match(text):
            self.second = _number(found[1]) or self.second + 1
            return _with_head(row, found.end(), f"（{chinese(self.second)}）")
        return row


def _number(numeral: str) -> int:
    return next((n for n in range(1, 31) if chinese(n) == numeral), 0)


def _with_head(row: Row, end: int, head: str) -> Row:
    shift = len(head) - end
    doubts = tuple((a + shift, b + shift, sure) for a, b, sure in row.doubts if a >= end)
    return replace(row, text=head + row.text[end:], doubts=((0, len(head), 0.5), *doubts))
