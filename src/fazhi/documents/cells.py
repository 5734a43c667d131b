"""What the blanks of a line say: cells of a table, list marks, or nothing, so that they are left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from fazhi.documents.lines import BLANKS, Line, enumerator, unbulleted
from fazhi.resources import lexicon

_BAR = re.compile("[|｜]")
_SIGNS = "●◆■▪•◇➢□▲△▼▽★☆◎▶►➤❖※✦◈"
_BULLET = re.compile(rf"\s*(?:(?:[-*+·{_SIGNS}]|>)\s+|[{_SIGNS}]\s*)?(?:\*\*|#+\s+)?")
_MARK = re.compile(rf"\s*([-*+·](?=\s)|[{_SIGNS}])\s*(?=\S)")
_NUMBER_CELL = re.compile(r"[^\t]{0,5}[、.．。)）:：]?\t")
_TIGHT = re.compile(r"[⺀-鿿豈-﫿\U00020000-\U0003ffff]|[0-9０-９]|[，。、；：？！（）《》〈〉“”‘’【】〔〕%％,;:()\"]")
_CELL_GAP = re.compile(r"[ \xa0]{2,}|[\t\u3000][ \t\u3000\xa0]*|[ \xa0]+[\t\u3000]+")
_ROW = re.compile(r"^[^。;；]*[0-9０-９][^。;；]*$")  # a row of a table has figures and no sentence
_ROW_GAPS = 2
_FIGURE = re.compile(r"[0-9０-９][0-9０-９,]*(?:\.[0-9０-９]+)?%?")
_PROSE = re.compile(r"[。；;，]|,(?!\d)")
_CELLS = 6  # of a row, at most
_RUN = 3  # so many rows, and a head, make a table
_SENTENCE_MARK = re.compile(r"[,，。、;；]")
_GROUP = re.compile(r"\d{3}(?!\d)")  # 2 611: a blank between thousands
_FEWEST_MARKS = 2  # lines with a list mark make a list …
_MARKED_SHARE = 0.85  # … unless the layout puts one before nearly every line


def rows_among(lines: list[Line]) -> set[int]:
    """The numbers of the lines that are rows, or the head, of a table whose cells single blanks part.

    指标 单位 数量 / 检查机构 家次 486 / 约谈 家 94 ("indicator unit number / checks times 486 / talks firms 94")
    """
    found: set[int] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        cells = line.text.strip().split(" ") if line is not None and not _PROSE.search(line.text) else []
        if line is not None and 3 <= len(cells) <= _CELLS and (not run or len(run[0].text.strip().split(" ")) == len(cells)):
            run.append(line)
            continue
        if len(run) > _RUN and sum(any(_FIGURE.fullmatch(cell) for cell in row.text.split()) for row in run) >= len(run) - 1:
            found.update(row.number for row in run)
        run = []
    return found


def marks_among(lines: list[Line]) -> dict[int, int]:
    """Where the list marks (●, ◆, -) of the lines stand that have one in place of a number, by the numbers of the lines."""
    found = {}
    for line in lines:
        mark = _MARK.match(line.text)
        if mark and not enumerator().match(unbulleted(line.bare)):
            found[line.number] = line.start + mark.start(1)
    return found if _FEWEST_MARKS <= len(found) < _MARKED_SHARE * len(lines) else {}


def stacked_among(lines: list[Line]) -> dict[int, bool]:
    """The lines of tables copied with each cell on a line of its own, by number: whether they go on with the row above.

    序号 / 存在问题 / 整改措施 / 1 / 人手不足 / 招录 / 2 / … ("no. / problem / remedy / 1 / too few hands / hire / 2 / …")
    """
    heads, serial = _heads()
    found: dict[int, bool] = {}
    for at, line in enumerate(lines):
        if not serial.fullmatch(line.bare):
            continue
        width = 1 + next((i for i, cell in enumerate(lines[at + 1 : at + _CELLS]) if not heads.search(cell.bare)), 0)
        rows = list(_counted_rows(lines, at + width, width)) if width > _ROW_GAPS else []
        if len(rows) >= _ROW_GAPS:
            found |= {cell.number: place > 0 for row in [lines[at : at + width], *rows] for place, cell in enumerate(row)}
    return found


def _counted_rows(lines: list[Line], at: int, width: int) -> Iterator[list[Line]]:
    """The rows of so many lines from a place on, as long as their first lines count 1, 2, 3."""
    number = 1
    while at + width <= len(lines) and lines[at].bare.rstrip(".、") == str(number):
        yield lines[at : at + width]
        at, number = at + width, number + 1


@cache
def _heads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The heads of columns on problems, causes and remedies, and that of the column of numbers."""
    table = lexicon("columns")
    return re.compile("|".join(table[name] for name in ("problem", "cause", "remedy", "beside"))), re.compile(table["serial"])


def tabbed_among(lines: list[Line]) -> set[int]:
    """The numbers of the lines that are rows, or the head, of a table whose cells tabs part."""
    return _rows_parted(lines, _tabs)


def barred_among(lines: list[Line]) -> set[int]:
    """The numbers of the lines that are rows, or the head, of a table whose cells bars part: 1|问题|原因|措施, 1｜问题｜原因."""
    return _rows_parted(lines, lambda line: len(_BAR.findall(line.text.strip().strip("|｜"))))


def _rows_parted(lines: list[Line], marks: Callable[[Line], int]) -> set[int]:
    """The numbers of the lines of runs in which each has as many marks between cells as the others."""
    found: set[int] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        count = marks(line) if line is not None else 0
        if line is not None and count and (not run or marks(run[0]) == count):
            run.append(line)
            continue
        if len(run) >= _RUN:
            found.update(row.number for row in run)
        run = [line] if line is not None and count else []
    return found


def _tabs(line: Line) -> int:
    """How many tabs part cells: not those that follow a number of the outline."""
    text = line.text.strip()
    return 0 if text.count("\t") == 1 and _NUMBER_CELL.match(text) else text.count("\t")


def cells_of(line: Line) -> list[tuple[int, int]]:
    """The stretches of a row that remain: of the blanks between cells one tab, of those inside a cell none."""
    pieces, lead = [], len(line.text) - len(line.text.lstrip())
    for match in re.finditer(r"[^\s\u200b-\u200d\ufeff]+|\t", line.text.rstrip()[lead:]):
        pieces.append((line.start + lead + match.start(), line.start + lead + match.end()))
    return pieces


def pieces_of(line: Line, *, is_row: bool = False) -> list[tuple[int, int]]:
    """The stretches of the file that remain of a line without list dash and blanks; `is_row`: its blanks part cells."""
    lead = _BULLET.match(line.text)
    at = lead.end() if lead else 0
    text = line.text.rstrip().removesuffix("**")
    pieces = []
    gaps = bool(_ROW.search(text)) and len(_CELL_GAP.findall(text, at)) >= _ROW_GAPS
    for blank in BLANKS.finditer(text, at):
        a, b = blank.span()
        inside = blank[0] != "**" and a > at and b < len(text)
        if inside and (_parts_words(text, a, b) or is_row or (gaps and _CELL_GAP.match(blank[0]))):
            pieces.append((line.start + at, line.start + a + 1))
        elif at < a:
            pieces.append((line.start + at, line.start + a))
        at = blank.end()
    if at < len(text):
        pieces.append((line.start + at, line.start + len(text)))
    return pieces


def _parts_words(text: str, a: int, b: int) -> bool:
    """Whether the blank text[a:b] says something: between Latin words, numbers, or before a sign in a table."""
    before, after = text[a - 1], text[b]
    if text[a] in "\u200b\u200c\u200d\ufeff":
        return False
    if after in "+-" and not before.isdigit():
        return text[b + 1 : b + 2].isdigit()
    if before.isdigit() and after.isdigit():
        # in a sentence no two numbers stand side by side: a blank inside digits is the layout's
        return not (_GROUP.match(text, b) or _SENTENCE_MARK.search(text))
    return not (_TIGHT.match(before) or _TIGHT.match(after))
