"""Text repair: from the lines of a file to paragraphs.

Noise around the article is dropped, list dashes and blanks between Chinese characters or digits are
removed, lines that a layout has wrapped (inside words, over page breaks) are joined again. A paragraph
is a list of stretches of the decoded file, so that every character can be traced back.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from fazhi.documents.cells import barred_among, cells_of, marks_among, pieces_of, rows_among, stacked_among, tabbed_among
from fazhi.documents.lines import Line, enumerator, is_bullet, lines_of, unbulleted
from fazhi.documents.title import ends_like_title, ends_title
from fazhi.matching.scanning import Either
from fazhi.model import Dropped, Place
from fazhi.resources import lexicon

_SENTENCE_END = "。！？!?"
_OPEN_END = re.compile(r"[,，、;；《〈(（“\"]$")
_BARE_NUMBER = re.compile(r"[。:：;；,，][一二三四五六七八九十]{1,3}是$")  # a number whose point stands on the next line
_BOXED = re.compile("【[^【】]{2,12}】")  # opens a paragraph
_INNER_STOP = re.compile(r"[。；;！？]")
_TITLE_AMONG = 3  # the first paragraphs, one of which is the title
_BRACKETS = (("《", "》"), ("(", ")"), ("“", "”"))

_HEADING_LENGTH = 45  # characters; a longer line without an end is a sentence that goes on
_WRAPPED_SHARE = 0.35  # of the long lines end in mid-sentence: the text is hard wrapped
_WIDER = 1.25  # times the usual width: such a line has not been wrapped
_FULL = 0.72  # of the usual width: such a line may have been wrapped
_EVEN = 0.8  # of the lines that end in mid-sentence are as wide as usual: the text is wrapped evenly
_ROOM = 6  # columns, less than which an evenly wrapped line may lack


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
    lines, told = _told_apart(lines_of(source), noise)
    stacked = stacked_among(lines)
    kept, found = _without_noise(lines, stacked)
    dropped = [_dropped(line, reason, place) for line, reason in sorted([*told, *found], key=lambda pair: pair[0].start)]
    wrap_width, room = _wrap_width(kept)
    indents = _indents(kept)
    marks = marks_among(kept)
    tabbed = tabbed_among(kept)
    rows = rows_among(kept) | tabbed
    whole = rows | barred_among(kept) | stacked.keys()
    paragraphs: list[list[tuple[int, int]]] = []
    last: Line | None = None
    so_far = ""  # of the paragraph, as the patterns read it
    for line in kept:
        pieces = cells_of(line) if line.number in tabbed else pieces_of(line, is_row=line.number in rows)
        if line.number in marks:
            pieces.insert(0, (marks[line.number], marks[line.number] + 1))
        if not pieces:
            continue
        if stacked.get(line.number):
            end = paragraphs[-1][-1][1]
            paragraphs[-1] += [(end, end + 1), *pieces]  # the line break stands for a blank between two cells
        elif (
            last is not None
            and line.number not in whole
            and line.number not in marks
            and last.number not in whole
            and not (len(paragraphs) <= _TITLE_AMONG and ends_title(so_far, line.bare))
            and not (room and so_far == last.bare and _has_room(last, line, room))
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


def _without_noise(lines: list[Line], cells: Container[int]) -> tuple[list[Line], list[tuple[Line, str]]]:
    line_noise, tail_noise = _noise()
    kept: list[Line] = []
    found: list[tuple[Line, str]] = []
    in_tail = False
    for index, line in enumerate(lines):
        in_tail = in_tail or (index > len(lines) // 2 and tail_noise.stands_in(line.bare))
        if in_tail:
            found.append((line, "below the end of the article"))
        elif line.number not in cells and line_noise.stands_in(line.bare):
            found.append((line, "navigation, counter or page number"))
        else:
            kept.append(line)
    return kept, found


# ------------------------------------------------------------------ joining


def _wrap_width(lines: list[Line]) -> tuple[int | None, int]:
    """The usual width of a wrapped line, or None where lines are paragraphs; the least width of one in an even text, or 0."""
    starts = enumerator()
    long = [(a, b) for a, b in pairwise(lines) if a.width >= 30]
    if not long:
        return None, 0
    broken = [
        a for a, b in long if a.bare[-1] not in _SENTENCE_END + ":;" and not starts.match(unbulleted(b.bare)) and a.width < 130
    ]
    sentences = sum(1 for a in broken if _INNER_STOP.search(a.bare) or not starts.match(unbulleted(a.bare)))  # not headings
    if len(broken) < _WRAPPED_SHARE * len(long) or sentences < 4:
        return None, 0
    widths = sorted(a.width for a in broken)
    usual = widths[len(widths) * 3 // 4]
    wider = sum(1 for a, _ in long if a.width > usual * _WIDER)
    if wider >= len(broken):
        return None, 0  # paragraphs in one line each, below headings
    even = len(widths) - bisect_left(widths, usual - _ROOM)
    return usual, usual - _ROOM if even >= _EVEN * len(widths) else 0


def _has_room(last: Line, line: Line, least: int) -> bool:
    """Whether a line without a stop ends before the margin of an evenly wrapped text, where what follows would have had room.

    Signs and digits are narrow, so that a line with many may lack some columns: only a heading all in Chinese is believed.
    """
    plain = last.width < least and last.width >= 2 * len(last.bare) - 2
    return plain and not _INNER_STOP.search(last.bare) and "一" <= line.bare[0] <= "龥" and not _OPEN_END.search(last.bare)


def _indents(lines: list[Line]) -> bool:
    """Whether the first line of a paragraph is indented, and no other."""
    inner = [b for a, b in pairwise(lines) if a.width >= 30 and a.bare[-1] not in _SENTENCE_END + ":;" and not _may_head(a, b)]
    indented = sum(map(_is_indented, inner))
    return len(inner) >= 4 and indented <= len(inner) / 10 and sum(map(_is_indented, lines)) > indented + 2


def _may_head(line: Line, below: Line) -> bool:
    """Whether two lines are indented and the first has no stop: a heading, below which a paragraph begins."""
    return _is_indented(line) and _is_indented(below) and not _INNER_STOP.search(line.bare)


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
    wrapped = wrap_width is not None and last.width <= wrap_width * _WIDER
    full = wrapped and wrap_width is not None and last.width >= wrap_width * _FULL
    if _inside_brackets(so_far):
        return True
    if end in ";。" and (is_bullet(line.bare) or _BOXED.match(line.bare)):
        return False
    if enumerator().match(unbulleted(line.bare)):
        return unfinished and full and not line.after_gap and not line.text.startswith((" ", "\t", "-"))
    if end in _SENTENCE_END + ":":
        if indents and full and not line.after_gap and not _is_indented(line):
            return True
        return wrapped and not line.after_gap and wrap_width is not None and last.width >= wrap_width - 2
    if _BARE_NUMBER.search(so_far):
        return True
    if end == ";" and not full:
        return False  # the members of a list, each a paragraph of its own
    if _OPEN_END.search(last.bare) or unfinished or len(so_far) > _HEADING_LENGTH:
        return unfinished or full or len(so_far) > _HEADING_LENGTH or not enumerator().match(so_far)
    if line.after_gap:
        heading = enumerator().match(last.bare) or ends_like_title(last.bare)
        return wrapped and wrap_width is not None and last.width >= wrap_width - 2 and not heading
    return full


def _inside_brackets(paragraph: str) -> bool:
    """Whether a title, bracket or quotation is open at the end, within the last line or two."""
    tail = paragraph[-60:]
    return any(tail.rfind(a) > tail.rfind(b) for a, b in _BRACKETS)


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalpha()
