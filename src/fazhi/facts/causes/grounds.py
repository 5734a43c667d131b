"""Reasons without a cue word: grounds that stand beside a problem in clauses of their own.

Each clause is a *ground* (people, money, training, rules, minds, circumstances), a *symptom* (files, cases, coverage,
complaints: what comes of it), a *figure* or an aside to the clause before, or none of these. Where they stand decides; what
stands between the problem and a symptom is taken for a ground where nothing says otherwise:

    执法力量不足。 | 编制空缺23名, | 夜间巡查留有盲区     problem, ground, symptom
    培训较少、储备不足, | 素养有待提高                    ground, what has to be raised
    案卷质量不高, | 文书不规范, | 告知不到位              problem, symptoms: no reason is given
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from fazhi.facts.causes.pieces import EDGE, PHRASE, Reason, Span, cues, cut, reasons_in


class _Kind(Enum):
    GROUND = auto()
    SYMPTOM = auto()
    FIGURE = auto()
    OTHER = auto()


def is_ground(text: str) -> bool:
    """Whether a clause tells a ground rather than what comes of it.

    >>> [is_ground(x) for x in ("执法人员偏少", "个别案卷说理不充分")]  # "too few officers", "some files argue poorly"
    [True, False]
    """
    return _kind(text) is _Kind.GROUND


def _kind(text: str) -> _Kind:
    table = cues()
    if table.figure.search(text) or table.aside.match(text):
        return _Kind.FIGURE
    if table.want.search(text):
        return _Kind.GROUND
    if table.symptom.search(text) or table.to_raise.search(text):
        return _Kind.SYMPTOM
    return _Kind.GROUND if table.ground.search(text) else _Kind.OTHER


def grounds(reading: str, start: int, end: int) -> Iterator[Reason]:
    """Clauses that give the ground of a problem: 培训较少、储备不足,素养有待提高 (little training … to be raised)."""
    phrases = _phrases(reading, start, end)
    if len(phrases) < 2 or cues().spells_out.search(reading, start, end):
        return
    texts = [reading[a:b].strip(EDGE) for a, b in phrases]
    heading = reading[phrases[0][1] - 1] in "。:"
    if heading or (cues().named.search(texts[0]) and not _raises(texts)):
        chosen, confidence = _below(texts, heading=heading)
    else:
        chosen, confidence = _before_deficit(texts)
    yield from reasons_in(reading, [phrases[index] for index in chosen], "cause.ground", confidence, own_subject=True)


def _raises(texts: Sequence[str]) -> bool:
    """Whether a want comes first, and last what has to be raised for it."""
    first = cues().scarce if len(texts) == 2 else cues().want
    return bool(first.search(texts[0]) and _kind(texts[-1]) is _Kind.SYMPTOM and cues().to_raise.search(texts[-1]))


def _phrases(reading: str, start: int, end: int) -> list[Span]:
    """The clauses; one that goes on with 却 (yet) belongs to the one before, and 在执法中 (in enforcement) to the one after."""
    phrases: list[Span] = []
    opens = False
    for a, b in cut(PHRASE, reading, start, end):
        if phrases and (opens or (len(phrases) > 1 and cues().clings.match(reading, a, b))):
            phrases[-1] = (phrases[-1][0], b)
        else:
            phrases.append((a, b))
        opens = len(phrases) == 1 and reading[b - 1] == "," and bool(cues().adverbial.match(reading[a : b - 1]))
    return phrases


def _below(texts: Sequence[str], *, heading: bool) -> tuple[list[int], float]:
    """The grounds among the clauses after the one that names the problem, which may be a heading."""
    kinds = [_kind(text) for text in texts]
    last = len(texts) - 1
    if len(texts) == 2:
        believed = cues().mind.search(texts[1]) or (heading and cues().scarce.search(texts[1]))
        return ([1], 0.5) if believed and kinds[1] is _Kind.GROUND else ([], 0.0)
    found = [index for index in range(1, last + 1) if kinds[index] is _Kind.GROUND]
    if kinds[last] is not _Kind.GROUND:
        if not found and heading and kinds[last] is _Kind.SYMPTOM and kinds[last - 1] is _Kind.OTHER:
            return [last - 1], 0.5
        return found, 0.6
    if heading or len(found) == last or cues().mind.search(texts[last]):
        return found, 0.5
    return [], 0.0


def _before_deficit(texts: Sequence[str]) -> tuple[list[int], float]:
    """The grounds before the clause that tells what has to be raised, or what comes of them."""
    last = len(texts) - 1
    if _kind(texts[last]) is not _Kind.SYMPTOM:
        return [], 0.0
    if last == 1:
        several = "、" in texts[0] and _kind(texts[0]) is _Kind.GROUND
        return ([0], 0.5) if several or cues().scarce.search(texts[0]) else ([], 0.0)
    return [index for index in range(last) if _kind(texts[index]) is _Kind.GROUND], 0.6
