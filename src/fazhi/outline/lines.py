"""Lines, one by one: what each paragraph of the text is before its place in the outline is known."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from fazhi.model import Document, Role
from fazhi.outline.headings import HeadingRole, heading_role
from fazhi.outline.labels import (
    PLAIN_HEADING_LENGTH,
    RUN_IN_HEADING,
    label_sign,
    labels_of,
    told_by,
    with_descriptions,
    with_owners,
)
from fazhi.outline.line import Kind, Line
from fazhi.outline.marked import with_leads, with_marked_headings
from fazhi.outline.signs import decimal_signs, line_sign
from fazhi.resources import lexicon

_STOPS = re.compile(r"[。;!?]")
_ENDED = re.compile(r"[。;,:!?、]$")
_ROW = re.compile(r"[^。;,]{1,40}?\d[\d,.]*[一-龥%‰]{0,4}—?(?:[ |]+[^ |]{1,12}){0,8}$|\|?[^|\n]*\|")
_PIPED = re.compile(r"[^|\n]*\|[^|\n]*\|")  # a row with cells of any length
_GAP = re.compile(r"(?<=[一-龥。;)%\d/]) (?=[一-龥(“《—\d/])")  # a blank that the repair has left: it parts cells
_GAPS = 2
_NO_HEADING = re.compile(r"^第[一二三四五六七八九十\d]+页|[〔\[(]20\d\d[〕\])]|^\d+$|^\(?20\d\d年\d+月(?:\d+日)?\)?$")
_BRACKETED = re.compile(r"【[^【】]{2,24}】(?=.)")  # 【规范执法】…, a heading and its text in one line
_BRACKETED_LINES = 3
_FALLS_SHORT = re.compile("[一-龥]{4,}存在(?!的)")


def lines_of(document: Document) -> list[Line]:
    """The lines of a document, each with its kind."""
    metadata, year = document.metadata, document.metadata.year
    found, start = [], 0
    for text in document.reading.split("\n"):
        end = start + len(text)
        if text.strip():
            is_title = metadata.title_start <= start < metadata.title_end
            sign = None if is_title else line_sign(document.reading, start)
            found.append(Line(Kind.TITLE if is_title else Kind.TEXT, start, end, text, sign))
        start = end + 1
    decimals = decimal_signs(document.reading, [line.start for line in found if line.sign is None and line.kind is Kind.TEXT])
    found = (
        [replace(line, sign=decimals[line.start]) if line.start in decimals else line for line in found] if decimals else found
    )
    return _with_headings(with_leads(with_marked_headings(_with_closing(_with_tables(found)), year), year), year)


# ------------------------------------------------------------------ the end


@cache
def _closing() -> tuple[re.Pattern[str], ...]:
    table = lexicon("outline")["closing"]
    return tuple(re.compile(table[name]) for name in ("line", "signature", "body", "date"))


def _with_closing(lines: list[Line]) -> list[Line]:
    """Mark 特此报告 (hereby reported), signature and date, and whatever stands below them."""
    words, signature, body, date = _closing()
    late = len(lines) // 2
    first = next((i for i, line in enumerate(lines) if i >= late and line.sign is None and words.match(line.text)), len(lines))
    for index in range(first - 1, 0, -1):
        line = lines[index]
        is_last = index == len(lines) - 1
        if line.kind is not Kind.TEXT or line.sign is not None or heading_role(line.text) is not None:
            break
        signs = signature.match(line.text) and (first == index + 1 or (is_last and body.search(line.text)))
        if not (date.match(line.text) or signs):
            break
        first = index
    return [replace(line, kind=Kind.CLOSING) if index >= first else line for index, line in enumerate(lines)]


# ------------------------------------------------------------------ tables


def _with_tables(lines: list[Line]) -> list[Line]:
    """Mark runs of rows, with the head row and the caption above them."""
    rows = [
        line.kind is Kind.TEXT
        and line.sign is None
        and (
            _PIPED.match(line.text) is not None
            or (len(line.text) <= 80 and bool(_ROW.match(line.text)))
            or (" " in line.text and len(_GAP.findall(line.text)) >= _GAPS)
        )
        for line in lines
    ]
    marked = list(lines)
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and rows[end]:
            end += 1
        if end - index >= 2:
            first = index
            while first > 0 and index - first < 2 and _may_head_table(lines[first - 1]):
                first -= 1
            marked[first:end] = [replace(line, kind=Kind.TABLE) for line in lines[first:end]]
        index = max(end, index + 1)
    return marked


def _may_head_table(line: Line) -> bool:
    return (
        line.kind is Kind.TEXT
        and line.sign is None
        and len(line.text) <= 24
        and not _STOPS.search(line.text)
        and not _ENDED.search(line.text)
    )


# ------------------------------------------------------------------ headings without a number


def _with_headings(lines: list[Line], year: int | None) -> list[Line]:
    """Mark headings that name a role (存在的问题, problems), and plain ones where they come in numbers."""
    labels = labels_of(lines, year)
    lines = with_descriptions(lines) if labels else lines
    plain = [index for index, line in enumerate(lines) if _may_be_plain_heading(lines, index)]
    bracketed = {index for index, line in enumerate(lines) if line.sign is None and _BRACKETED.match(line.text)}
    marked = list(lines)
    above: HeadingRole | None = None  # told by the heading above
    for index, line in enumerate(lines):
        above = marked[index - 1].told or (_numbered(lines[index - 1], year) if index else None) or above
        if line.kind is not Kind.TEXT or line.sign is not None:
            continue
        head = line.text.rstrip(":") if line.text[-1] != "。" else line.text[:-1]
        told = told_by(head, year) if not _STOPS.search(head) and "," not in head else None
        if told is not None and index + 1 < len(lines) and (told.generic or line.text[-1] != "。"):
            marked[index] = replace(line, kind=Kind.HEADING, told=told, heading_end=line.start + len(head))
        elif (match := RUN_IN_HEADING.match(line.text)) and match[match.lastindex or 0] in labels:
            marked[index] = replace(line, sign=label_sign(line, match), told=labels[match[match.lastindex or 0]])
        elif (
            match
            and match[1]
            and (told := told_by(match[1], year)) is not None
            and told.generic
            and not _repeats(match[1], told, above)
        ):
            marked[index] = replace(line, kind=Kind.HEADING, told=told, heading_end=line.start + match.end(1))
        elif index in bracketed and len(bracketed) >= _BRACKETED_LINES:
            marked[index] = replace(line, kind=Kind.HEADING, heading_end=line.start + line.text.index("】"))
        elif index in plain and len(plain) > 1:
            marked[index] = replace(line, kind=Kind.HEADING, told=told_by(line.text, year), heading_end=line.end)
    return with_owners(marked) if labels else marked


def _repeats(words: str, told: HeadingRole, above: HeadingRole | None) -> bool:
    """Whether words below a heading of problems are the first of them: 网络监管存在短板。 (net supervision has weak points)"""
    same = above is not None and told.role is Role.SHORTCOMINGS and above.role is told.role
    return same and bool(_FALLS_SHORT.match(words))


def _numbered(line: Line, year: int | None) -> HeadingRole | None:
    """The role that a numbered heading tells."""
    return told_by(line.text[line.sign.end - line.start :], year) if line.sign is not None and is_headline(line.text) else None


def _may_be_plain_heading(lines: list[Line], index: int) -> bool:
    """A short line without a stop, above running text that is longer than itself."""
    line = lines[index]
    if line.kind is not Kind.TEXT or line.sign is not None or index + 1 >= len(lines) or index == 0:
        return False
    if len(line.text) > PLAIN_HEADING_LENGTH or not is_headline(line.text) or _NO_HEADING.search(line.text):
        return False
    below = lines[index + 1]
    return below.kind is Kind.TEXT and (below.sign is not None or is_running_text(line, below))


def is_headline(text: str) -> bool:
    """Whether a line has no stop in it and none at its end, as headings have none."""
    return not (_STOPS.search(text) or _ENDED.search(text))


def is_running_text(line: Line, below: Line) -> bool:
    """Whether the line below another is running text, and longer than that: the other may be its heading."""
    plain = below.kind is Kind.TEXT and below.sign is None
    return plain and len(below.text) > len(line.text) and bool(_STOPS.search(below.text))
