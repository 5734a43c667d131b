"""Finding the title of a report, also where it is split over lines or printed twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.documents.bodies import ending_of
from fazhi.documents.header import DOCUMENT_NUMBER
from fazhi.matching.alternation import any_of
from fazhi.resources import lexicon

_ENUMERATED = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、])")
_NO_TITLE = re.compile(r"[。;:!?,]|^\d+$")
YEAR = re.compile(r"((?:19|20)\d{2})\s*年?度?|(二[〇○零O0][一二三四五六七八九〇○零]{2})年")
_REST = re.compile(r"(?:的|工作|情况|年度)*(?:报告|总结|汇报|情况)|[及和与暨]")  # with which a title that is split goes on
_CITED = re.compile(r"《[^《》]*》")
_LABEL = re.compile(r"^【[^】]*】")  # of the page's column: 【工作总结】
_VERBS = "(?:全面|深入|扎实)?(?:推进|开展|落实|加强|报送)?"
_HEAD_OF_PAGE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\||门户网")  # its day, its bar of columns, its site
HEAD = 16  # paragraphs, among which the title and its repeats stand
_HEAD_PARAGRAPHS = 8
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Title:
    """Paragraphs `first` to `last` (inclusive) together are the title; `repeats` say it again."""

    first: int
    last: int
    repeats: tuple[int, ...] = ()


@cache
def title_pattern() -> re.Pattern[str]:
    """A whole title: something on the genre's subject, ending in the genre's type of text."""
    return re.compile(rf"^[^。;]*?{subject().pattern}[^。;]*?{_type_of_text().pattern}")


@cache
def subject() -> re.Pattern[str]:
    """What such a report is on: 法治政府建设, 依法行政, …"""
    return re.compile(any_of(lexicon("genre")["subject"]))


def without_cited(text: str) -> str:
    """A text without the titles that it cites: what they say is not said of the text.

    >>> without_cited("某区教育局关于落实《某区2022年法治政府建设工作要点》情况的报告")  # … on how a plan was carried out
    '某区教育局关于落实情况的报告'
    """
    return _CITED.sub("", text)


@cache
def _type_of_text() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(lexicon('genre')['type'])})(?:\([^)]*\))?$")


def ends_like_title(line: str) -> bool:
    """Whether a line ends in the genre's type of text, as the last line of a title does."""
    return bool(_type_of_text().search(line))


def ends_title(text: str, after: str) -> bool:
    """Whether a text is a whole title, and the line after it is none of it.

    >>> ends_title("某县2023年法治政府建设情况", "报告"), ends_title("某县2023年法治政府建设情况报告", "县政府:")  # "… report"
    (False, True)
    """
    return _is_title(text) and not (text.endswith("情况") and _REST.match(after))


def find_title(paragraphs: list[str]) -> Title | None:
    """The title among the first paragraphs (no more than HEAD need be given), or None where it is missing.

    >>> find_title(["某县林业局", "2021年度法治政府建设工作报告", "县政府:"])  # a bureau's name, then the rest
    Title(first=0, last=1, repeats=())
    >>> find_title(["某县林业局关于报送法治建设情况的函", "县政府:", "某县林业局2021年法治建设情况报告"])  # a letter
    Title(first=2, last=2, repeats=())
    """
    found = [span for first in range(min(_HEAD_PARAGRAPHS, len(paragraphs))) if (span := _title_from(paragraphs, first))]
    if not found:
        return None
    named = [span for span in found if names_issuer("".join(paragraphs[span[0] : span[1] + 1]))]
    first, last = next((span for span in named if not _is_letter(paragraphs[span[1]])), (named or found)[0])
    if (last, last) in named and not _is_party(paragraphs[first]):  # what stands above a line that says all is the page's head
        first = last
    title = "".join(paragraphs[first : last + 1])
    repeats = tuple(
        i for i in range(last + 1, min(last + 5, len(paragraphs))) if paragraphs[i] == title or _is_title(paragraphs[i])
    )
    return Title(first, last, repeats)


def _is_letter(line: str) -> bool:
    """Whether a title that ends in this line is that of a letter: 关于报送…情况的函."""
    return bool(re.search(lexicon("genre")["letter"], line))


def _is_party(line: str) -> bool:
    """Whether a line names a Party committee, with which the body below it reports: 某县水利局党组."""
    return line.startswith("中共") or line.endswith(("党组", "党委", "党工委"))


def _is_title(text: str) -> bool:
    return (
        8 <= len(text) <= _LONGEST_TITLE
        and not _ENUMERATED.match(text)
        and not _NO_TITLE.search(text)
        and bool(title_pattern().match(text))
    )


def _title_from(paragraphs: list[str], first: int) -> tuple[int, int] | None:
    joined = ""
    for last in range(first, min(first + 4, len(paragraphs))):
        piece = paragraphs[last]
        if (
            (len(piece) > 50 and last > first)
            or _NO_TITLE.search(piece)
            or DOCUMENT_NUMBER.fullmatch(piece)
            or _HEAD_OF_PAGE.search(piece)
        ):
            return None
        joined += piece
        if _is_title(joined):
            return first, last
    return None


def names_issuer(title: str) -> bool:
    """Whether a title begins with, or holds, the name of a body."""
    return bool(issuer_part(title))


def issuer_part(title: str) -> str:
    """The stretch of a title that names its issuer, or "".

    >>> issuer_part("某区教育局关于落实《某区2022年法治政府建设工作要点》情况的报告")  # … on how a plan was carried out
    '某区教育局'
    >>> issuer_part("2020年某区法治政府建设情况报告")  # "a district's report of 2020"
    '某区'
    """
    title = without_cited(_LABEL.sub("", title))
    year = YEAR.search(title)
    before = title[: year.start()] if year else ""
    if not before:
        rest = title[year.end() :] if year else title
        found = re.match(rf"^(.*?)(?:关于)?{_VERBS}{subject().pattern}", rest.removeprefix("关于"))
        before = found[1] if found else ""
    whole = (before or title).removeprefix("关于")
    name = re.sub(rf"关于{_VERBS}(?:情况的(?:报告|汇报))?$", "", whole).strip()
    return name if ending_of(name) else ""
