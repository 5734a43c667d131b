"""Tesseract: where the rows of a picture are, and what stands in them.

It is run as a program, page by page, on one core: documents are read side by side.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import median

from fazhi import workers
from fazhi.documents.layout import Page, Row
from fazhi.documents.limits import NotNow, OutOfTime, check_time
from fazhi.documents.raw import Stretch3
from fazhi.documents.running import SECONDS, run
from fazhi.errors import InputError

_BRACKET = re.compile(r"[〈<](?=[^〈〉<>《》()（）]{1,20}[)）])")  # what ends with ) begins with (
_PERCENT = re.compile(r"(?<=\d)%[69](?![\d.])")  # the second circle of a percent sign, read once more
_ASCII = re.compile(r"[A-Za-z0-9]")
_FIGURE = re.compile(r"\d[一-龥]{1,4}$")  # a figure with its unit, in a table without lines
_CHANGE = re.compile(r"[-+]\d+(?:\.\d+)?%$")  # its change, in the next cell
_CELL_GAP = 2.2  # heights of a word between two cells

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that Tesseract found: its box in pixels, its text, and how sure that is (0 to 1)."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    sure: float


def ready(shown: str) -> str:
    """The program that recognises. Raises NotNow where it is missing."""
    try:
        return _program()
    except NotNow as error:
        raise NotNow(f"{shown}: {error}") from None


def means() -> str:
    """What there is to recognise with: the program, or why there is none."""
    try:
        return _program()
    except NotNow as error:
        return str(error)


@cache
def _program() -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise NotNow(
            "scans are read with tesseract, which is missing; install it: "
            "apt-get install tesseract-ocr tesseract-ocr-chi-sim (Debian), brew install tesseract tesseract-lang (macOS)"
        )
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    if "chi_sim" not in known:
        raise NotNow("tesseract has no Chinese (chi_sim); install it: apt-get install tesseract-ocr-chi-sim")
    return program


def recognised(path: Path, shown: str) -> Iterator[Page]:
    """The pages of a picture by Tesseract alone."""
    for number, height, lines in lines_of(path, shown):
        yield Page(number, height, tuple(_upright([row_of(line) for line in lines])))


def lines_of(path: Path, shown: str) -> Iterator[tuple[int, float, list[list[Word]]]]:
    """Number, height and lines of each page of a picture. Raises InputError, OutOfTime."""
    check_time()
    command = [ready(shown), str(path), "stdout", "-l", "chi_sim", "--psm", "3", "tsv"]
    left = workers.time_left()
    seconds = SECONDS if left is None else max(1, min(SECONDS, int(left)))
    try:
        done = run(command, environment={**os.environ, "OMP_THREAD_LIMIT": "1"}, seconds=seconds)
    except InputError as error:
        raise (OutOfTime if seconds < SECONDS else InputError)(f"{shown}: {error}") from error
    if done.returncode:
        raise InputError(f"{shown}: tesseract cannot read this picture ({done.stderr.strip()[-120:]}); scan it again")
    words: dict[tuple[int, int, int, int], list[Word]] = {}
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
            words.setdefault((page, block, paragraph, number), []).append(Word(x, y, x + w, y + h, cells[11].strip(), sure))
    for page, height in sorted(sizes.items()):
        yield page, height, [found for key, found in sorted(words.items()) if key[0] == page]


def row_of(words: list[Word]) -> Row:
    """A row as Tesseract reads it."""
    text = ""
    doubts: list[Stretch3] = []
    height = median(w.bottom - w.top for w in words)
    for before, word in zip([words[0], *words], words, strict=False):
        printed = _PERCENT.sub("%", word.text)
        if text and word.x0 - before.x1 > _CELL_GAP * height:
            text += "\t"
        elif text and (_are_words(text, printed) or (word is words[-1] and _are_cells(text, printed))):
            text += " "
        doubts.append((len(text), len(text) + len(printed), word.sure))
        text += printed
    return placed(box_of(words), _BRACKET.sub("（", text), 0.9 * height, tuple(doubts))


def _are_words(text: str, word: str) -> bool:
    """Whether a word of Latin letters follows on one; figures are cut anywhere."""
    both = _ASCII.match(text[-1]) and _ASCII.match(word[0])
    return bool(both) and not (text[-1].isdigit() and word[0].isdigit())


def _are_cells(text: str, word: str) -> bool:
    """Whether the last word of a row is the change of the figure before it, as in a table without lines."""
    return bool(_FIGURE.search(text) and _CHANGE.match(word))


def cells_of(line: list[Word]) -> Iterator[list[Word]]:
    """The words of a line, apart where it has a wide gap."""
    gap = _CELL_GAP * median(w.bottom - w.top for w in line)
    cell: list[Word] = []
    for word in line:
        if cell and word.x0 - cell[-1].x1 > gap:
            yield cell
            cell = []
        cell.append(word)
    yield cell


def box_of(words: list[Word]) -> Box:
    """The box around words that stand in one line."""
    return words[0].x0, min(w.top for w in words), words[-1].x1, max(w.bottom for w in words)


def placed(box: Box, text: str, size: float, doubts: tuple[Stretch3, ...]) -> Row:
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
