"""Scans: pages and images through Tesseract, every word with its place and how sure the recognition is of it.

Tesseract is a program, called as one (`tesseract`, with the language data chi_sim). A page of a PDF is rendered with as many dots
as it was scanned with, 200 to 300 an inch, and turned where it was laid on the glass at a slight angle. Where the extra `ocr` is
installed, each row that Tesseract finds is read once more by a better recogniser (`recogniser`), whose reading is taken; what
the two agree on is surer. Without it Tesseract's reading is repaired where it errs most often: in the numbers of headings,
（二） above all, which are read in series.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fazhi.documents import recogniser
from fazhi.documents.layout import Page, Row, compose
from fazhi.documents.limits import Clock, OutOfTime, check_time
from fazhi.documents.raw import Raw, Stretch3
from fazhi.documents.series import in_series
from fazhi.documents.tesseract import Word, box_of, cells_of, lines_of, placed, ready, recognised
from fazhi.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST_DPI, _MOST_DPI = 200, 300
_LARGEST = 60_000_000  # pixels of a picture
_NUMBER = re.compile(r"\d+")
_LONG = 10  # characters, from which on the width of a row tells the size of its letters
_OTHERWISE = 0.6  # what a figure is worth that was read otherwise the other time
_ALONE = "read by tesseract alone; with pip install 'fazhi[ocr]' each row is read once more, with a tenth of the errors"


def read_image(path: Path, *, shown: str) -> Raw:
    """The text of an image, one page or many (TIFF). Raises InputError."""
    clock, unread = Clock(), list[int]()
    found = _pages_of(path, shown, clock, unread) if recogniser.is_available() else recognised(path, shown)
    pages = in_series(found)
    warnings = (*clock.told(unread), *warnings_of())
    if not any(page.rows for page in pages):
        told = "".join(f" ({warning})" for warning in warnings)
        raise InputError(f"{shown}: no text was recognised in this image; scan it again at 200 dpi or more{told}")
    raw = compose(pages, format="image", count=len(pages) + len(unread), warnings=warnings)
    return replace(raw, unfinished=bool(unread))


def warnings_of() -> tuple[str, ...]:
    """What should be known of how scans are read."""
    return () if recogniser.is_available() else (_ALONE,)


def _pages_of(path: Path, shown: str, clock: Clock, unread: list[int]) -> Iterator[Page]:
    """The pages of an image file, each read twice; those for which there is no time are left `unread`."""
    ready(shown)
    try:
        for number, total, frame in recogniser.frames(path):
            if not clock.has_time_for_page(total - number + 1):
                unread += range(number, total + 1)
                return
            if frame.width * frame.height > _LARGEST:
                raise InputError(
                    f"{shown}: {frame.width} x {frame.height} pixels are more than a page has; scan it again at 300 dpi"
                )
            try:
                page = Page(number, float(frame.height), _read_twice(frame, shown))
            except OutOfTime:
                unread += range(number, total + 1)
                return
            yield page
    except (OSError, ValueError, SyntaxError, Warning) as error:
        raise InputError(f"{shown}: this picture is damaged or of an unknown kind ({error}); scan it again") from error


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

        ready(shown)
        found: Page | None = Page(number, float(size[1]), _read_twice(Image.frombytes("L", size, dots), shown))
    else:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "page.pgm"
            path.write_bytes(b"P5 %d %d 255\n" % size + dots)
            found = next(recognised(path, shown), None)
    if found is None or not found.rows:
        raise InputError("no text was recognised")
    return replace(found, number=number)


def _read_twice(picture: Image, shown: str) -> tuple[Row, ...]:
    """The rows of a page: where they are by Tesseract, what stands in them by the recogniser. Raises OutOfTime."""
    level = recogniser.upright(picture)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        level.save(path, compress_level=1)
        lines = [line for _, _, found in lines_of(path, shown) for line in found]
    rows = [row for line in _rejoined(lines) if (row := _row_read_twice(level, line)) is not None]
    for box in recogniser.unread_rows(level, [box_of(line) for line in lines]):
        row = _row_read_twice(level, [Word(*box, "", 0.0)])
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


def _rejoined(lines: list[list[Word]]) -> list[list[Word]]:
    """Lines, the halves of one that was cut lengthwise put together again: 责 is no 圭 over a 贝."""
    usual = median(_height(line) for line in lines) if lines else 0.0
    found: list[list[Word]] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and max(_height(last), _height(line)) < 0.75 * usual and _height([*last, *line]) < 1.15 * usual:
            beside = max(w.x0 for w in (last[0], line[0])) - min(w.x1 for w in (last[-1], line[-1]))
            if beside < 0:
                found[-1] = sorted([*last, *line], key=lambda w: w.x0)
                continue
        found.append(line)
    return found


def _height(line: list[Word]) -> float:
    return max(w.bottom for w in line) - min(w.top for w in line)


def _row_read_twice(picture: Image, line: list[Word]) -> Row | None:
    """A row as the recogniser reads it, cell by cell. Raises OutOfTime."""
    check_time()
    text = ""
    doubts: list[Stretch3] = []
    digits = Counter(_NUMBER.findall("".join(word.text for word in line)))
    boxes = [recogniser.whole(picture, box_of(cell)) for cell in cells_of(line)]
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
    return placed(around, text, 0.9 * (around[3] - around[1]), tuple(sorted(doubts))) if text else None


def _dpi(page: Any, width: float) -> float:
    """The resolution of the picture on a page; a coarse one is doubled, so that it is rendered without odd steps."""
    pixels = max((image.get_px_size()[0] for image in page.get_objects(filter=[3], max_depth=4)), default=0)
    dpi = 72 * pixels / max(1.0, width)
    while 0 < dpi < _LEAST_DPI:
        dpi *= 2
    return min(dpi, _MOST_DPI) or _LEAST_DPI
