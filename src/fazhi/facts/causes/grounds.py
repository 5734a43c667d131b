"""Reasons without a cue word: grounds that stand beside a problem in clauses of their own.

Each clause is a *ground* (people, money, training, rules, minds, circumstances), a *symptom* (files, cases, coverage,
complaints: what comes of it), a *figure* or an aside to the clause before, or none of these:

    执法力量不足。 | 编制空缺23名, | 夜间巡查留有盲区     problem, ground, symptom
    培训较少、储备不足, | 素养有待提高                    ground, what has to be raised
    案卷质量不高, | 文书不规范, | 告知不到位              problem, symptoms: no reason is given

What kind a clause is and where it stands are weighed together (`fazhi.facts.causes.likely`): people give grounds in words of
every sort (巡逻车又坏了半年, "and the patrol car has been broken for half a year"), and then only the place tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fazhi.facts.causes.cues import cues
from fazhi.facts.causes.features import Kind, kind_of
from fazhi.facts.causes.likely import continuation, likelihoods
from fazhi.facts.causes.pieces import Reason, reasons_in
from fazhi.sentences import EDGE, Span, phrases

LIKELY = 0.5
_FIRST_BEFORE_PROBLEM = 0.4
# Of the first clause of a single sentence, which mostly tells the problem itself: of those below, one in four is a ground.
_FIRST = 0.75
_PAIR = 2  # clauses: a want, and what came of it
_SUREST = 0.85
_ADDED = 0.6  # of a clause that adds to a ground
_GOES_ON = 0.5  # a problem that is taken for the ground of another is lost
_GOES_ON_AMID = 0.1  # amid the work, where hardly two problems follow one upon the other


def is_ground(text: str) -> bool:
    """Whether a clause tells a ground rather than what comes of it.

    >>> [is_ground(x) for x in ("执法人员偏少", "个别案卷说理不充分")]  # "too few officers", "some files argue poorly"
    [True, False]
    """
    return kind_of(text) is Kind.GROUND


def is_to_be_done(text: str) -> bool:
    """Whether a clause tells what will be done, among plans: it is no ground.

    >>> [is_to_be_done(x) for x in ("统一船票样式", "统一调度没有跟上")]  # "one pattern of tickets", "no common dispatching yet"
    [True, False]
    """
    return cues().to_do.match(text) is not None


def grounds(reading: str, start: int, end: int, *, likely: float = LIKELY) -> Iterator[Reason]:
    """Clauses that give the ground of a problem: 培训较少、储备不足,素养有待提高 (little training … to be raised).

    The confidence of each is the probability that it is one, and more than `likely`.
    """
    if cues().spells_out.search(reading, start, end):
        return
    spans = list(clauses(reading, start, end))
    if len(spans) < 2:
        return
    for at, (span, likelihood) in enumerate(zip(spans, told_of(reading, spans), strict=True)):
        text = marked(reading, span)[0]
        if cues().leads.search(text) or (at and cues().impairs.match(text)):
            continue
        if likelihood > (likely if at else _least_of_first(reading, spans, likely)):
            confidence = round(min(likelihood, _SUREST), 2)
            yield from reasons_in(reading, [span], "cause.ground", confidence, own_subject=True)


def _least_of_first(reading: str, spans: Sequence[Span], likely: float) -> float:
    """How likely the first clause has to be: in a single sentence it mostly tells the problem itself, unless that stands last.

    经费偏紧、设备老化,检验本领有待增强 (funds are short and devices old; the skill of testing has to be raised)
    """
    if any(reading[span[1] - 1] == "。" for span in spans[:-1]):
        return likely
    first, last = (marked(reading, span)[0] for span in (spans[0], spans[-1]))
    before_problem = cues().to_raise.search(last) or kind_of(last) is Kind.SYMPTOM
    wants = is_ground(first) and (before_problem or len(spans) == _PAIR)
    return _FIRST_BEFORE_PROBLEM if wants else max(likely, _FIRST)


def told_of(reading: str, spans: Sequence[Span]) -> list[float]:
    """How likely each clause gives a ground; one that adds something (渡口枯水又停航) is one if that before it is."""
    texts = [marked(reading, span) for span in spans]
    told = likelihoods(texts)
    for index in range(2, len(told)):
        if told[index - 1] > LIKELY and cues().one_more.match(texts[index][0]) and texts[index - 1][1] == ",":
            told[index] = max(told[index], _ADDED)
    for index in range(1, len(told) - 1):
        if told[index] > LIKELY and cues().one_more.match(texts[index][0]) and texts[index - 1][1] == ",":
            told[index - 1] = max(told[index - 1], _ADDED)
    return told


def likelihood(reading: str, problem: Span, at: int) -> float:
    """How likely the clause of a problem in which a place stands gives its ground; 0 where the problem has but one.

    >>> text = "调解工作推进慢。经费没有着落,村干部又常换,矛盾自然拖大。"  # "… no funds, and village officials often change …"
    >>> [round(likelihood(text, (0, len(text)), at)) for at in (0, 8, 15, 22)]
    [0, 1, 1, 0]
    """
    spans = list(clauses(reading, *problem))
    if len(spans) < 2:
        return 0.0
    told = told_of(reading, spans)
    return next((value for (a, b), value in zip(spans, told, strict=True) if a <= at < b), 0.0)


def goes_on(reading: str, problem: Span, start: int, end: int, *, amid: bool = False) -> bool:
    """Whether a sentence among problems goes on with the one before it, mostly by its ground, and tells none of its own.

    >>> text = "路面反复开挖。施工计划互不通气,有的又图省事,挖开了才得到消息。"  # "Roads are dug up. Plans are not shared, …"
    >>> goes_on(text, (0, 7), 7, len(text))
    True
    """
    if cues().opens.match(reading, start, end):
        return False
    before, told = ([marked(reading, span) for span in clauses(reading, *stretch)] for stretch in (problem, (start, end)))
    return bool(before and told) and continuation(before, told) > (_GOES_ON_AMID if amid else _GOES_ON)


def marked(reading: str, span: Span) -> tuple[str, str]:
    """The text of a clause and the mark that ends it."""
    text = reading[slice(*span)]
    return text.strip(EDGE), text[-1:] if text[-1:] in EDGE else ""


def clauses(reading: str, start: int, end: int) -> Iterator[Span]:
    """The clauses; one that goes on with 却 (yet) belongs to the one before, and 在执法中 (in enforcement) to the one after.

    >>> text = "在执法中,办法不多,有的放了权,却没有放人"  # "in enforcement …, some gave powers, yet no people"
    >>> [text[a:b] for a, b in clauses(text, 0, len(text))]
    ['在执法中,办法不多,', '有的放了权,却没有放人']
    """
    found: list[Span] = []
    opens = False
    heading = cues().heading.match(reading, start, end)
    if heading and heading.end() < end:
        start = heading.end()  # 普法方面。 (as to publicity)
    for a, b in phrases(reading, start, end):
        if found and (opens or (len(found) > 1 and cues().clings.match(reading, a, b))):
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
        first = len(found) == 1 or reading[found[-1][0] - 1] == "。"  # of its sentence
        opens = first and reading[b - 1] == "," and bool(cues().adverbial.match(reading[a : b - 1]))
    yield from found
