"""Lines that a mark tells apart: headings that begin with ▲ ★ ■ or stand in 【】, and leads alone on a line with their stop."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from fazhi.model import Role
from fazhi.outline.announced import announces
from fazhi.outline.headings import heading_role, turn_role
from fazhi.outline.leads import is_lead_in
from fazhi.outline.line import Kind, Line, Mark
from fazhi.resources import lexicon

_MARK_SERIES = "mark"
_OUTER_RANK = 4  # numbers of this rank or less stand around headings, not below them
_FEWEST = 2  # headings with one mark
_LEADS = 3  # leads on lines of their own
_LEAD = re.compile(r"[^\d。;:!?《》]{4,26}[。;!]$")
_LED = re.compile(r"[^\d。;:!?,、]{3,20}。(?=.{12})")  # a paragraph that begins with a short lead
_SENTENCE = re.compile(r"[。;]|:$")
_LABELLED = re.compile(r"[^。:;,]{2,12}(?=:)")


@cache
def _headings() -> tuple[re.Pattern[str], ...]:
    table = lexicon("numbering")["marked_heading"]
    return re.compile(table["pattern"]), re.compile(table["bracketed"])


def with_marked_headings(lines: list[Line], year: int | None) -> list[Line]:
    """Headings that share a mark, and nothing but headings, above the numbers of a report: ▲来年打算 (plans for next year)."""
    matches = _matches(lines)
    signs = list(dict.fromkeys(match["mark"] for match in matches.values()))
    marked, rank = list(lines), 1
    for sign in signs:
        places = [i for i, match in matches.items() if match["mark"] == sign]
        words = {matches[i]["words"] for i in places}
        if not _FEWEST <= len(places) == len(words) or not _head(lines, matches, sign):
            continue
        for place in places:
            line, match = lines[place], matches[place]
            told = heading_role(match["words"], year)
            mark = Mark(sign, 1 if told is not None and told.generic else rank)
            start, end = (line.start + at for at in match.span("words"))
            marked[place] = replace(
                line, kind=Kind.HEADING, sign=None, told=told, heading_start=start, heading_end=end, mark=mark
            )
        rank += 1
    return marked


def _matches(lines: Sequence[Line]) -> dict[int, re.Match[str]]:
    found = {}
    for i, line in enumerate(lines):
        plain = line.kind is Kind.TEXT and (line.sign is None or line.sign.series == _MARK_SERIES)
        match = next((match for pattern in _headings() if (match := pattern.match(line.text))), None)
        if plain and match:
            found[i] = match
    return found


def _head(lines: Sequence[Line], matches: Mapping[int, re.Match[str]], sign: str) -> bool:
    """Whether the lines at some places head what is below them: no list of short points, none inside a numbered section."""
    places = [i for i, match in matches.items() if match["mark"] == sign]
    run_in = {i for i in places if matches[i].end() < len(lines[i].text)}
    apart = all(b - a > 1 or a in run_in for a, b in pairwise([*places, len(lines)]))
    others = any(line.text.startswith(sign) for i, line in enumerate(lines) if i not in matches)
    before = (line.sign for line in lines[: places[0]] if line.sign is not None)
    return apart and not others and all(sign.rank > _OUTER_RANK for sign in before)


def with_leads(lines: list[Line], year: int | None) -> list[Line]:
    """Leads on lines of their own joined with their paragraphs: 渡口有人守。 | 航道处… (Ferries are guarded. The office …)"""
    leads = {i for i in range(1, len(lines) - 1) if _is_lead(lines, i, year)}
    if len(leads) < _LEADS or not any(i + 2 in leads for i in leads):
        return _with_stopped_headings(lines, leads)
    joined: list[Line] = []
    for i, line in enumerate(lines):
        if i - 1 in leads:
            joined[-1] = replace(joined[-1], end=line.end, text=f"{joined[-1].text}\n{line.text}")
        else:
            joined.append(line)
    return joined


def begin_led(lines: Sequence[Line]) -> bool:
    """Whether two lines in a row begin with short leads, each to tell a matter of its own below one heading."""
    return len(lines) > 1 and all(line.sign is None and _LED.match(line.text) for line in lines)


def _with_stopped_headings(lines: list[Line], leads: Collection[int]) -> list[Line]:
    """Headings that end with a stop: 渡口有人守,航道有人管。 | 配足渡工。船闸处… | 修好码头。县里… (Ferries are guarded. …)

    The paragraphs below them begin with leads of their own; where headings are few, two and more below each.
    """
    heads = {i for i in leads if _LED.match(lines[i + 1].text)}
    below = [lines[i + 2].text if i + 2 < len(lines) else "" for i in heads]
    sure = len(heads) >= _LEADS or (len(heads) >= _FEWEST and all(map(_LED.match, below)))
    if not sure or len(heads) < len(leads):
        return lines
    return [replace(line, kind=Kind.HEADING, heading_end=line.end - 1) if i in heads else line for i, line in enumerate(lines)]


def _is_lead(lines: Sequence[Line], at: int, year: int | None) -> bool:
    line, below = lines[at], lines[at + 1]
    if not (line.kind is below.kind is Kind.TEXT) or line.sign is not None or below.sign is not None:
        return False
    words, label = line.text.rstrip("。;!"), _LABELLED.match(below.text)
    if label is not None and (told := heading_role(label[0], year)) is not None and told.role is Role.CAUSES:
        return False  # a problem, and its cause below it
    plain = _LEAD.match(line.text) and len(below.text) > len(line.text) and _SENTENCE.search(below.text)
    return bool(plain) and not (
        is_lead_in(line.text) or heading_role(words, year) or turn_role(line.text, year) or announces(words)
    )
