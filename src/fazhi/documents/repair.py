"""Text repair: from the lines of a file to paragraphs.

Noise around the article is dropped, list dashes and blanks between Chinese characters or digits are
removed, lines that a layout has wrapped (inside words, over page breaks) are joined again. A paragraph
is a list of stretches of the decoded file, so that every character can be traced back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from fazhi.documents.reading import reading_of
from fazhi.matching.scanning import Either
from fazhi.model import Dropped, Place
from fazhi.resources import lexicon

_LINE = re.compile(r"[^\n\f]*")
_BULLET = re.compile(r"\s*(?:(?:[-*+•●◆■▪·]|>)\s+|[●◆■▪•]\s*)?(?:\*\*|#+\s+)?")
_MARK = re.compile(r"\s*([-*+•●◆■▪·◇➢](?=\s)|[●◆■▪•◇➢])\s*(?=\S)")
_BLANKS = re.compile(r"[ \t\u3000\xa0\u2000-\u200a]+|[\u200b-\u200d\ufeff]+|\*\*")
_NUMBER_CELL = re.compile(r"[^\t]{0,5}[、.．。)）:：]?\t")
_TIGHT = re.compile(r"[⺀-鿿豈-﫿\U00020000-\U0003ffff]|[0-9０-９]|[，。、；：？！（）《》〈〉“”‘’【】〔〕%％,;:()\"]")
_NARROW = re.compile(r"[\x00-\u024f]")
_CELL_GAP = re.compile(r"[ \xa0]{2,}|[\t\u3000][ \t\u3000\xa0]*|[ \xa0]+[\t\u3000]+")
_ROW = re.compile(r"^[^。;；]*[0-9０-９][^。;；]*$")  # a row of a table has figures and no sentence
_ROW_GAPS = 2
_DASH = re.compile(r"^[-—*•●◆■▪·]+(?=[一-龥(（])")
_FIGURE = re.compile(r"[0-9０-９][0-9０-９,]*(?:\.[0-9０-９]+)?%?")
_PROSE = re.compile(r"[。；;，]|,(?!\d)")
_CELLS = 6  # of a row, at most
_RUN = 3  # so many rows, and a head, make a table
_SENTENCE_MARK = re.compile(r"[,，。、;；]")
_GROUP = re.compile(r"\d{3}(?!\d)")  # 2 611: a blank between thousands
_SENTENCE_END = "。！？!?"
_OPEN_END = re.compile(r"[,，、;；《〈(（“\"]$")
_INNER_STOP = re.compile(r"[。；;！？]")
_IS_TITLE = re.compile(r"(?:报告|总结|情况)$")
_WHOLE_TITLE = re.compile(r"[^,。;:]*(?:法治|依法|普法)[^,。;:]*(?:报告|总结|汇报|(?P<open>情况|工作))$")
_REST_OF_TITLE = re.compile(r"(?:的|工作|情况|年度)*(?:报告|总结|汇报|情况)|[及和与暨]")
_FEWEST_MARKS = 2  # lines with a list mark make a list …
_MARKED_SHARE = 0.85  # … unless the layout puts one before nearly every line
_TITLE_AMONG = 3  # the first paragraphs, one of which is the title
_BRACKETS = (("《", "》"), ("(", ")"), ("“", "”"))

_HEADING_LENGTH = 45  # characters; a longer line without an end is a sentence that goes on
_WRAPPED_SHARE = 0.35  # of the long lines end in mid-sentence: the text is hard wrapped
_FULL = 0.72  # of the usual width: such a line may have been wrapped


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its number, offset, text as printed, the same without blanks for the patterns, its columns on paper."""

    number: int
    start: int
    text: str
    bare: str
    width: int
    after_gap: bool


@dataclass(frozen=True, slots=True)
class Repaired:
    """Paragraphs as stretches (start, end) of the decoded file, and what was dropped."""

    paragraphs: tuple[tuple[tuple[int, int], ...], ...]
    dropped: tuple[Dropped, ...]


def repair(source: str, *, noise: Sequence[tuple[int, int, str]] = (), place: Callable[[int], Place] | None = None) -> Repaired:
    """The paragraphs of a decoded file; `noise` are stretches that its reader found to be none of the article.

    `place` tells line and page of an offset (the default counts lines of `source`).

    >>> text = "二是规范执法。开展培\\n\\n训 12 场。\\n- 3 -\\n"  # "second, regulate enforcement. 12 trainings"
    >>> ["".join(text[a:b] for a, b in paragraph) for paragraph in repair(text).paragraphs]
    ['二是规范执法。开展培训12场。']
    """
    lines, told = _told_apart(_lines(source), noise)
    kept, found = _without_noise(lines)
    dropped = [_dropped(line, reason, place) for line, reason in sorted([*told, *found], key=lambda pair: pair[0].start)]
    wrap_width = _wrap_width(kept)
    indents = _indents(kept)
    marks = _marks(kept)
    tabbed = _tabbed(kept)
    rows = _rows(kept) | tabbed
    paragraphs: list[list[tuple[int, int]]] = []
    last: Line | None = None
    so_far = ""  # of the paragraph, as the patterns read it
    for line in kept:
        pieces = _cells(line) if line.number in tabbed else _pieces(line, is_row=line.number in rows)
        if line.number in marks:
            pieces.insert(0, (marks[line.number], marks[line.number] + 1))
        if not pieces:
            continue
        if (
            last is not None
            and line.number not in rows
            and line.number not in marks
            and last.number not in rows
            and not (len(paragraphs) <= _TITLE_AMONG and _ends_title(so_far, line))
            and _goes_on(last, line, wrap_width, so_far, indents=indents)
        ):
            so_far += line.bare
            if _is_word(source[paragraphs[-1][-1][1] - 1]) and _is_word(source[pieces[0][0]]):
                end = paragraphs[-1][-1][1]
                paragraphs[-1].append((end, end + 1))  # the line break stands for a blank between two Latin words
            paragraphs[-1] += pieces
        else:
            paragraphs.append(pieces)
            so_far = line.bare
        last = line
    return Repaired(tuple(tuple(p) for p in paragraphs), tuple(dropped))


def _lines(source: str) -> list[Line]:
    found, gap, start = [], True, 0
    for number, text in enumerate(re.split(r"\n", source), start=1):
        for piece in text.split("\f"):
            bare = reading_of(_BLANKS.sub("", piece))
            if bare:
                found.append(Line(number, start, piece, bare, _width(piece), gap))
                gap = False
            else:
                gap = True
            start += len(piece) + 1
    return found


def _width(text: str) -> int:
    """Columns on paper: a Chinese character takes two."""
    text = text.strip()
    return 2 * len(text) - len(_NARROW.findall(text))


# ------------------------------------------------------------------ noise


@cache
def _noise() -> tuple[Either, Either]:
    table = lexicon("noise")
    return Either(table["line"]), Either(table["tail"])


def _told_apart(lines: list[Line], noise: Sequence[tuple[int, int, str]]) -> tuple[list[Line], list[tuple[Line, str]]]:
    """The lines that the reader of the file left, and those that it marked as noise."""
    if not noise:
        return lines, []
    starts = [start for start, _, _ in noise]
    kept, told = [], []
    for line in lines:
        at = bisect_right(starts, line.start) - 1
        if at >= 0 and line.start < noise[at][1]:
            told.append((line, noise[at][2]))
        else:
            kept.append(line)
    return kept, told


def _dropped(line: Line, reason: str, place: Callable[[int], Place] | None) -> Dropped:
    where = Place(line.number) if place is None else place(line.start)
    return Dropped(line.text.strip(), where.line, reason, where.page)


def _without_noise(lines: list[Line]) -> tuple[list[Line], list[tuple[Line, str]]]:
    line_noise, tail_noise = _noise()
    kept: list[Line] = []
    found: list[tuple[Line, str]] = []
    in_tail = False
    for index, line in enumerate(lines):
        in_tail = in_tail or (index > len(lines) // 2 and tail_noise.stands_in(line.bare))
        if in_tail:
            found.append((line, "below the end of the article"))
        elif line_noise.stands_in(line.bare):
            found.append((line, "navigation, counter or page number"))
        else:
            kept.append(line)
    return kept, found


# ------------------------------------------------------------------ joining


@cache
def _enumerator() -> re.Pattern[str]:
    """What a line of its own may begin with: 一、 (一) 1. ① 一是 首先, …"""
    return re.compile("|".join(f"(?:{pattern})" for pattern in lexicon("numbering")["line_start"]))


def _wrap_width(lines: list[Line]) -> int | None:
    """The usual width of a wrapped line, or None where lines are paragraphs."""
    starts = _enumerator()
    long = [(a, b) for a, b in pairwise(lines) if a.width >= 30]
    if not long:
        return None
    broken = [
        a for a, b in long if a.bare[-1] not in _SENTENCE_END + ":;" and not starts.match(_unbulleted(b.bare)) and a.width < 130
    ]
    sentences = sum(1 for a in broken if _INNER_STOP.search(a.bare) or not starts.match(_unbulleted(a.bare)))  # not headings
    if len(broken) < _WRAPPED_SHARE * len(long) or sentences < 4:
        return None
    widths = sorted(a.width for a in broken)
    return widths[len(widths) * 3 // 4]


def _unbulleted(bare: str) -> str:
    return _DASH.sub("", bare)


def _indents(lines: list[Line]) -> bool:
    """Whether the first line of a paragraph is indented, and no other."""
    inner = [b for a, b in pairwise(lines) if a.width >= 30 and a.bare[-1] not in _SENTENCE_END + ":;"]
    indented = sum(map(_is_indented, inner))
    return len(inner) >= 4 and indented <= len(inner) / 10 and sum(map(_is_indented, lines)) > indented + 2


def _is_indented(line: Line) -> bool:
    return line.text.startswith(("\u3000\u3000", "    "))


def _goes_on(last: Line, line: Line, wrap_width: int | None, so_far: str, *, indents: bool) -> bool:
    """Whether `line` continues the paragraph that `last` ended, which reads `so_far`."""
    if indents and _is_indented(line) and (last.bare[-1] in _SENTENCE_END or not _INNER_STOP.search(so_far)):
        return False
    if line.bare.startswith("|") or (last.bare.startswith("|") and last.bare.endswith("|")):
        return False  # a row of a table
    end = last.bare[-1]
    unfinished = end not in _SENTENCE_END + ":;" and bool(_INNER_STOP.search(so_far))
    wrapped = wrap_width is not None and last.width <= wrap_width * 1.25
    full = wrapped and wrap_width is not None and last.width >= wrap_width * _FULL
    if _inside_brackets(so_far):
        return True
    if _enumerator().match(_unbulleted(line.bare)):
        return unfinished and full and not line.after_gap and not line.text.startswith((" ", "\t", "-"))
    if end in _SENTENCE_END + ":":
        return wrapped and not line.after_gap and wrap_width is not None and last.width >= wrap_width - 2
    if _OPEN_END.search(last.bare) or unfinished or len(so_far) > _HEADING_LENGTH:
        return unfinished or full or len(so_far) > _HEADING_LENGTH or not _enumerator().match(so_far)
    if line.after_gap:
        heading = _enumerator().match(last.bare) or _IS_TITLE.search(last.bare)
        return wrapped and wrap_width is not None and last.width >= wrap_width - 2 and not heading
    return full


def _ends_title(so_far: str, line: Line) -> bool:
    """Whether the title is whole, so that `line`, however full the one before, goes on with something else."""
    title = _WHOLE_TITLE.fullmatch(so_far)
    return title is not None and not (title["open"] and _REST_OF_TITLE.match(line.bare))


def _inside_brackets(paragraph: str) -> bool:
    """Whether a title, bracket or quotation is open at the end, within the last line or two."""
    tail = paragraph[-60:]
    return any(tail.rfind(a) > tail.rfind(b) for a, b in _BRACKETS)


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _rows(lines: list[Line]) -> set[int]:
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


def _marks(lines: list[Line]) -> dict[int, int]:
    """Where the list marks (●, ◆, -) of the lines stand that have one in place of a number, by the numbers of the lines."""
    found = {}
    for line in lines:
        mark = _MARK.match(line.text)
        if mark and not _enumerator().match(_unbulleted(line.bare)):
            found[line.number] = line.start + mark.start(1)
    return found if _FEWEST_MARKS <= len(found) < _MARKED_SHARE * len(lines) else {}


def _tabbed(lines: list[Line]) -> set[int]:
    """The numbers of the lines that are rows, or the head, of a table whose cells tabs part."""
    found: set[int] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        tabs = _tabs(line) if line is not None else 0
        if line is not None and tabs and (not run or _tabs(run[0]) == tabs):
            run.append(line)
            continue
        if len(run) >= _RUN:
            found.update(row.number for row in run)
        run = [line] if line is not None and tabs else []
    return found


def _tabs(line: Line) -> int:
    """How many tabs part cells: not those that follow a number of the outline."""
    text = line.text.strip()
    return 0 if text.count("\t") == 1 and _NUMBER_CELL.match(text) else text.count("\t")


def _cells(line: Line) -> list[tuple[int, int]]:
    """The stretches of a row that remain: of the blanks between cells one tab, of those inside a cell none."""
    pieces, lead = [], len(line.text) - len(line.text.lstrip())
    for match in re.finditer(r"[^\s\u200b-\u200d\ufeff]+|\t", line.text.rstrip()[lead:]):
        pieces.append((line.start + lead + match.start(), line.start + lead + match.end()))
    return pieces


def _pieces(line: Line, *, is_row: bool = False) -> list[tuple[int, int]]:
    """The stretches of the file that remain of a line without list dash and blanks; `is_row`: its blanks part cells."""
    lead = _BULLET.match(line.text)
    at = lead.end() if lead else 0
    text = line.text.rstrip().removesuffix("**")
    pieces = []
    gaps = bool(_ROW.search(text)) and len(_CELL_GAP.findall(text, at)) >= _ROW_GAPS
    for blank in _BLANKS.finditer(text, at):
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
