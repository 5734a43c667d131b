"""Scans: pages and images through Tesseract, every word with its place and how sure the recognition is of it.

Tesseract is a program, called as one (`tesseract`, with the language data chi_sim). A page of a PDF is rendered with as many dots
as it was scanned with, 200 to 300 an inch, and turned where it was laid on the glass at a slight angle. Where the extra `ocr` is
installed, each row that Tesseract finds is read once more by a better recogniser (`recogniser`), whose reading is taken; what
the two agree on is surer. Without it Tesseract's reading is repaired where it errs most often: in the numbers of headings,
（二） above all, which are read in series.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fazhi.documents import recogniser
from fazhi.documents.layout import Page, Row, compose
from fazhi.documents.numbering import chinese
from fazhi.documents.raw import Raw, Stretch3
from fazhi.documents.running import run
from fazhi.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST_DPI, _MOST_DPI = 200, 300
_LARGEST = 60_000_000  # pixels of a picture
_BRACKET = re.compile(r"[〈<](?=[^〈〉<>《》()（）]{1,20}[)）])")  # what ends with ) begins with (
_PERCENT = re.compile(r"(?<=\d)%[69](?![\d.])")  # the second circle of a percent sign, read once more
_ASCII = re.compile(r"[A-Za-z0-9]")
_NUMBER = re.compile(r"\d+")
_LONG = 10  # characters, from which on the width of a row tells the size of its letters
_OTHERWISE = 0.6  # what a figure is worth that was read otherwise the other time
_ALONE = "read by tesseract alone; with pip install 'fazhi[ocr]' each row is read once more, with a tenth of the errors"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that Tesseract found: its box in pixels, its text, and how sure that is (0 to 1)."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    sure: float


def read_image(path: Path, *, shown: str) -> Raw:
    """The text of an image, one page or many (TIFF). Raises InputError."""
    pages = in_series((_pages_of if recogniser.is_available() else _recognised)(path, shown))
    if not any(page.rows for page in pages):
        raise InputError(f"{shown}: no text was recognised in this image; scan it again at 200 dpi or more")
    return compose(pages, format="image", count=len(pages), warnings=warnings_of())


def warnings_of() -> tuple[str, ...]:
    """What should be known of how scans are read."""
    return () if recogniser.is_available() else (_ALONE,)


def _pages_of(path: Path, shown: str) -> Iterator[Page]:
    """The pages of an image file, each read twice."""
    _ready(shown)
    try:
        for number, frame in enumerate(recogniser.frames(path), start=1):
            if frame.width * frame.height > _LARGEST:
                raise InputError(
                    f"{shown}: {frame.width} x {frame.height} pixels are more than a page has; scan it again at 300 dpi"
                )
            yield Page(number, float(frame.height), _read_twice(frame, shown))
    except (OSError, ValueError, SyntaxError, Warning) as error:
        raise InputError(f"{shown}: this picture is damaged or of an unknown kind ({error}); scan it again") from error


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
        size, stride, rows = (bitmap.width, bitmap.height), bitmap.stride, bytes(bitmap.buffer)
    finally:
        bitmap.close()
    dots = b"".join(rows[y * stride : y * stride + size[0]] for y in range(size[1]))
    if recogniser.is_available():
        from PIL import Image

        _ready(shown)
        found: Page | None = Page(number, float(size[1]), _read_twice(Image.frombytes("L", size, dots), shown))
    else:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "page.pgm"
            path.write_bytes(b"P5 %d %d 255\n" % size + dots)
            found = next(_recognised(path, shown), None)
    if found is None or not found.rows:
        raise InputError("no text was recognised")
    return replace(found, number=number)


def _read_twice(picture: Image, shown: str) -> tuple[Row, ...]:
    """The rows of a page: where they are by Tesseract, what stands in them by the recogniser."""
    level = recogniser.upright(picture)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        level.save(path, compress_level=1)
        lines = [line for _, _, found in _lines(path, shown) for line in found]
    rows = [row for line in _rejoined(lines) if (row := _row_read_twice(level, line)) is not None]
    for box in recogniser.unread_rows(level, [_box(line) for line in lines]):
        row = _row_read_twice(level, [_Word(*box, "", 0.0)])
        if row is not None and len(row.text) > 1:
            at = next((i for i, other in enumerate(rows) if other.top > row.top), len(rows))
            rows.insert(at, row)
    return tuple(_of_one_size(rows))


def _of_one_size(rows: list[Row]) -> Iterator[Row]:
    """Rows, the short ones with letters as large as those of the long ones, where they are about as high."""
    long = [row for row in rows if len(row.text) >= _LONG]
    size = median(row.size for row in long) if long else 0.0
    height = median(row.bottom - row.top for row in long) if long else 0.0
    for row in rows:
        is_alike = 0.5 < (row.bottom - row.top) / height < 1.6 if height else False
        yield replace(row, size=size) if len(row.text) < _LONG and is_alike else row


def _rejoined(lines: list[list[_Word]]) -> list[list[_Word]]:
    """Lines, the halves of one that was cut lengthwise put together again: 责 is no 圭 over a 贝."""
    usual = median(_height(line) for line in lines) if lines else 0.0
    found: list[list[_Word]] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and max(_height(last), _height(line)) < 0.75 * usual and _height([*last, *line]) < 1.15 * usual:
            beside = max(w.x0 for w in (last[0], line[0])) - min(w.x1 for w in (last[-1], line[-1]))
            if beside < 0:
                found[-1] = sorted([*last, *line], key=lambda w: w.x0)
                continue
        found.append(line)
    return found


def _height(line: list[_Word]) -> float:
    return max(w.bottom for w in line) - min(w.top for w in line)


def _row_read_twice(picture: Image, line: list[_Word]) -> Row | None:
    """A row as the recogniser reads it, cell by cell."""
    text = ""
    doubts: list[Stretch3] = []
    digits = Counter(_NUMBER.findall("".join(word.text for word in line)))
    boxes = [recogniser.whole(picture, _box(cell)) for cell in _cells(line)]
    for box in boxes:
        reading = recogniser.read_row(picture, box)
        if not reading.text:
            continue
        at = len(text) + bool(text)
        text += ("\t" if text else "") + reading.text
        doubts += [(at + i, at + i + 1, sure) for i, sure in enumerate(reading.sure) if not reading.text[i].isdigit()]
        for number in _NUMBER.finditer(reading.text):
            agreed = 1.0 if digits[number[0]] > 0 else _OTHERWISE
            digits[number[0]] -= 1
            doubts.append((at + number.start(), at + number.end(), min(reading.sure[number.start() : number.end()]) * agreed))
    around = (boxes[0][0], min(box[1] for box in boxes), boxes[-1][2], max(box[3] for box in boxes))
    return _placed(around, text, 0.9 * (around[3] - around[1]), tuple(sorted(doubts))) if text else None


def _box(words: list[_Word]) -> recogniser.Box:
    return words[0].x0, min(w.top for w in words), words[-1].x1, max(w.bottom for w in words)


def _cells(line: list[_Word]) -> Iterator[list[_Word]]:
    """The words of a line, apart where it has a wide gap."""
    gap = 2.2 * median(w.bottom - w.top for w in line)
    cell: list[_Word] = []
    for word in line:
        if cell and word.x0 - cell[-1].x1 > gap:
            yield cell
            cell = []
        cell.append(word)
    yield cell


def _ready(shown: str) -> str:
    """The program that recognises. Raises InputError where it is missing."""
    try:
        return _program()
    except InputError as error:
        raise InputError(f"{shown}: {error}") from None


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
    """The pages of a picture by Tesseract alone."""
    for number, height, lines in _lines(path, shown):
        yield Page(number, height, tuple(_upright([_row(line) for line in lines])))


def _lines(path: Path, shown: str) -> Iterator[tuple[int, float, list[list[_Word]]]]:
    """Number, height and lines of each page of a picture."""
    command = [_ready(shown), str(path), "stdout", "-l", "chi_sim", "--psm", "3", "tsv"]
    done = run(command, environment={**os.environ, "OMP_THREAD_LIMIT": "1"})
    if done.returncode:
        raise InputError(f"{shown}: tesseract cannot read this picture ({done.stderr.strip()[-120:]}); scan it again")
    words: dict[tuple[int, int, int, int], list[_Word]] = {}
    sizes: dict[int, float] = {}
    for printed in done.stdout.splitlines()[1:]:
        cells = printed.split("\t")
        if len(cells) < 12:
            continue
        level, page, block, paragraph, number = map(int, cells[:5])
        x, y, w, h = map(float, cells[6:10])
        if level == 1:
            sizes[page] = h
        elif level == 5 and cells[11].strip():
            sure = max(0.0, min(1.0, float(cells[10]) / 100))
            words.setdefault((page, block, paragraph, number), []).append(_Word(x, y, x + w, y + h, cells[11].strip(), sure))
    for page, height in sorted(sizes.items()):
        yield page, height, [found for key, found in sorted(words.items()) if key[0] == page]


def _dpi(page: Any, width: float) -> float:
    """The resolution of the picture on a page; a coarse one is doubled, so that it is rendered without odd steps."""
    pixels = max((image.get_px_size()[0] for image in page.get_objects(filter=[3], max_depth=4)), default=0)
    dpi = 72 * pixels / max(1.0, width)
    while 0 < dpi < _LEAST_DPI:
        dpi *= 2
    return min(dpi, _MOST_DPI) or _LEAST_DPI


def _row(words: list[_Word]) -> Row:
    """A row as Tesseract reads it."""
    text = ""
    doubts: list[Stretch3] = []
    height = median(w.bottom - w.top for w in words)
    for before, word in zip([words[0], *words], words, strict=False):
        printed = _PERCENT.sub("%", word.text)
        if text and word.x0 - before.x1 > 2.2 * height:
            text += "\t"
        elif text and _ASCII.match(text[-1]) and _ASCII.match(printed[0]) and not (text[-1].isdigit() and printed[0].isdigit()):
            text += " "
        doubts.append((len(text), len(text) + len(printed), word.sure))
        text += printed
    return _placed(_box(words), _BRACKET.sub("（", text), 0.9 * height, tuple(doubts))


def _placed(box: recogniser.Box, text: str, size: float, doubts: tuple[Stretch3, ...]) -> Row:
    """A row with its box and the size of its letters, which is `size` where the text is short.

    A Chinese character is about as wide as it is high; a row has many, and its width tells better than its height.
    """
    x0, top, x1, bottom = box
    wide = sum(1.0 if ord(c) > 0x2E7F else 0.5 for c in text)
    return Row(x0, x1, top, bottom, max(1.0, (x1 - x0) / wide if wide >= 6 else size), text, doubts=doubts)


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
