"""Whether a text is a report on rule-of-law work: by its title, by what it speaks of, and by how it is built.

Other texts speak of the same things: minutes, news, plans, interpretations, a government's work report. Where their titles do
not tell, their build does: who attended, who wrote for which paper, questions and answers, a text that is all future. The other
way round, a report that is attached to a notice is known by its own build. The signs are a table, `genre.toml`.

>>> text = "出席:张某、李某\\n主持:王某\\n会议听取了法治政府建设工作汇报。"  # "Present: …; chair: …; the meeting heard …"
>>> kind_of(text)
'the minutes of a meeting 会议纪要'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fazhi.documents.title import ends_like_title, subject, without_cited
from fazhi.errors import NotAReport
from fazhi.matching.alternation import any_of
from fazhi.resources import lexicon

_CHINESE = re.compile("[一-龥]+")
_HEADING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.部是]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.])?[^。;]{2,40}$"
)
_LONGEST_HEADING = 46
_OPENING = 1200  # characters, in which a report says what it is
_SENTENCE = re.compile(r"[^。;\n]{8,}")
_FEW_DONE = 0.08  # of the sentences of a plan tell of what has been done, or fewer
_SHALL_SHARE = 0.3
_LEAST_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class _Other:
    kind: str
    strong: tuple[re.Pattern[str], ...]
    signs: tuple[re.Pattern[str], ...]
    least: int


@cache
def _others() -> tuple[_Other, ...]:
    def compiled(signs: list[str]) -> tuple[re.Pattern[str], ...]:
        """Signs as patterns in which ^ and $ are the ends of a paragraph."""
        return tuple(re.compile(sign, re.MULTILINE) for sign in signs)

    rows = lexicon("genre")["other"]
    return tuple(_Other(row["kind"], compiled(row.get("strong", [])), compiled(row["signs"]), row["least"]) for row in rows)


@cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon("genre")
    return re.compile("|".join(table["other_title"])), re.compile("|".join(table["weak_title"]))


@cache
def _build() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...], int]:
    table = lexicon("genre")["build"]
    return (
        re.compile(table["opening"]),
        tuple(re.compile(table[k]) for k in ("achievements", "shortcomings", "plans")),
        table["least"],
    )


@cache
def _declaration() -> re.Pattern[str]:
    """现将2023年|法治政府建设|情况报告如下, 一、推进|法治政府建设|的举措: what a report opens with, with its subject in it."""
    on = subject().pattern
    heading = rf"^一、[^。\n]{{0,20}}?{on}[^。\n]{{0,16}}$"
    return re.compile(rf"现(?:就|将|对|把)[^。\n]{{0,40}}?{on}[^。\n]{{0,30}}?如下|{heading}", re.MULTILINE)


@cache
def _subjects(*, titled: bool = False) -> tuple[re.Pattern[str], ...]:
    body = lexicon("genre")["body"]
    return tuple(map(re.compile, [*body["subjects"], *(body["also"] if titled else [])]))


@cache
def _tenses() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of what is done, and words of what shall be."""
    table = lexicon("genre")["tense"]
    return re.compile(any_of(table["done"])), re.compile(any_of(table["shall"]))


def check_genre(reading: str, title: str, shown: str, *, above: Sequence[str] = ()) -> None:
    """Raise NotAReport, with the reason, where a reading text under a title ("" where none was found) is another kind of text.

    A text that opens with what it reports on (现将2023年法治政府建设情况报告如下) says as much as a title does. Of the lines
    `above` the title, those on the same subject count as a part of it: 关于某区法治政府建设报告的政策解读.
    """
    declared = bool(title) or declares(reading)
    subjects, least_characters = _subjects(titled=declared), lexicon("genre")["least_characters"]
    if sum(map(len, _CHINESE.findall(reading))) < least_characters:
        raise NotAReport(f"{shown}: fewer than {least_characters} Chinese characters; too short for a report on rule-of-law work")
    other, weak = _titles()
    is_built = is_built_as_report(reading)
    head = title or _headline(reading)
    head = "".join((*filter(subject().search, above), without_cited(head) if ends_like_title(head) else head))
    if (found := other.search(head)) and not (is_built and weak.search(head)):
        raise NotAReport(f"{shown}: its title says {found[0]}: another kind of text than a report on rule-of-law work")
    if not is_built and (kind := kind_of(reading, is_opened=declared and opens_as_report(reading))):
        raise NotAReport(f"{shown}: it is built as {kind}, not as a report on rule-of-law work")
    spoken_of = sum(1 for pattern in subjects if pattern.search(reading))
    least = lexicon("genre")["body"]["least" if declared else "least_untitled"]
    if spoken_of < least and not (declared and is_built):
        said = "its title alone makes it" if title else "no title says that it is"
        what = f"it speaks of {spoken_of} of {len(subjects)} subjects, where {least} are expected"
        raise NotAReport(f"{shown}: {said} a report on rule-of-law work; {what}")


def is_built_as_report(reading: str) -> bool:
    """Whether a text opens as reports do, and has headings on what was done, what is wanting and what comes next."""
    opening, headings, least = _build()
    lines = [line for line in reading.split("\n") if len(line) <= _LONGEST_HEADING and _HEADING.match(line)]
    found = sum(1 for pattern in headings if any(pattern.search(line) for line in lines))
    return found + bool(opening.search(reading)) >= least


def declares(reading: str) -> bool:
    """Whether a text opens with what it reports on.

    >>> declares("2021年,我局依法履职。现将2021年法治政府建设工作情况报告如下:")  # "… is reported as follows"
    True
    """
    return bool(_declaration().search(reading, 0, _OPENING))


def opens_as_report(reading: str) -> bool:
    """Whether a text opens with the sentence that reports open with: 现将有关情况报告如下."""
    return bool(_build()[0].search(reading, 0, _OPENING))


def _headline(reading: str) -> str:
    """The first line of a text in which no title was found, where it is none of its sentences; else ""."""
    first = reading.partition("\n")[0]
    return "" if "。" in first else first


def kind_of(reading: str, *, is_opened: bool = False) -> str:
    """What another kind of text is by its build, or ""; what `is_opened` as a report is, is no plan."""
    for other in _others():
        is_plain = any(sign.search(reading) for sign in other.strong)
        if is_plain or sum(1 for sign in other.signs if sign.search(reading)) >= other.least:
            return other.kind
    return "a work plan 工作计划" if not is_opened and is_all_future(reading) else ""


def is_all_future(reading: str) -> bool:
    """Whether a text says what shall be done, and hardly anything of what has been done.

    >>> is_all_future("要加强行政执法监督,推进严格规范执法。" * 9)  # "supervision of enforcement is to be strengthened"
    True
    >>> is_all_future("全年开展行政检查12次,立案3件。" * 9)  # "12 inspections in the year, 3 cases"
    False
    """
    sentences = _SENTENCE.findall(reading)
    done_words, shall_words = _tenses()
    done = sum(1 for sentence in sentences if done_words.search(sentence))
    shall = sum(1 for sentence in sentences if shall_words.search(sentence))
    many = len(sentences) >= _LEAST_SENTENCES
    return many and done <= _FEW_DONE * len(sentences) and shall >= _SHALL_SHARE * len(sentences)
