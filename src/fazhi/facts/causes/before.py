"""Reasons that stand before the word that marks them: 平时缺少训练是重要原因, 档案缺失使调解缺少依据."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fazhi.facts.causes.cues import cues
from fazhi.facts.causes.grounds import LIKELY, is_ground, likelihood
from fazhi.facts.causes.pieces import SHORTEST, Reason, reasons_in
from fazhi.matching.scanning import Scanner
from fazhi.sentences import EDGE, Span, phrases, trimmed

_PAIR = 2
_SO = ("因此", "由此", "因而")
_BARE_CUE = 10  # characters of a cue that names nothing beside itself: 也是一个重要原因
_WANTS = re.compile("(?:不[一-龥]{1,3}|缺[一-龥]{0,4}|没有[一-龥]{1,6}|薄弱|滞后|不足|偏[一-龥])$")
_BECAUSE = re.compile("(?:因为|由于|(?<![一-龥]原)(?<![成起诱病])因(?![为此而素果公地人案材]))(?=[一-龥]{4})")
_ONE_MORE = re.compile("^(?:也|还|又|更)是")  # A,B,C也是一个原因: so are A and B
_UNLIKELIEST = 0.03  # of a clause before a word that it leads to …: as unlikely as that, it tells the problem itself
LIKELY_BESIDE = 0.6  # a clause beside a reason, to be one too


def after(reading: str, start: int, end: int) -> Iterator[Reason]:
    """平时缺少案例化的训练是重要原因。 (That there is no training by cases is an important reason.)"""
    return _before(reading, start, end, cues().after)


def names_itself_a_reason(reading: str, start: int, end: int) -> bool:
    """Whether a whole sentence is a reason: 边界没有厘清,系统没有移交,是症结所在。 (… is the crux.) 缺少训练也是一个原因。

    Without 也 (too), or where it names what it is the reason of, it may be a problem with its own reason: 规章太旧是主要原因.
    """
    *_, (last, _) = [(start, end), *phrases(reading, start, end)]
    match = cues().after.search(reading, last, end)
    if match is None or reading[match.end() : end].strip("。;\n"):
        return False
    return match.start() == last > start or (match[0][0] in "也还又亦" and len(match[0]) <= _BARE_CUE)


def makes(problem: Span, reading: str, start: int, end: int) -> Iterator[Reason]:
    """林权档案缺失、四至不清使调解缺少依据。 (Missing files and unclear bounds leave mediation without a basis.)"""
    return _before(reading, start, end, cues().makes, problem, told=start > problem[0])


def _before(
    reading: str, start: int, end: int, cue: Scanner, problem: Span | None = None, *, told: bool = False
) -> Iterator[Reason]:
    """The clause before the cue; 影响了… (which impairs …) after the problem itself gives no reason.

    `told`: the problem stands in a sentence before, so that both of two clauses may be its reasons.
    """
    spans = list(phrases(reading, start, end))
    for index, (a, b) in enumerate(spans):
        match = cue.search(reading, a, b)
        if match is None:
            continue
        stop = match.start()
        if because := _BECAUSE.search(reading, a, stop):  # 两份图纸因尺寸标错引发返工 (as sizes were wrong, two plans led to …)
            yield from reasons_in(reading, [(because.end(), stop)], "cause.before", 0.8)
            return
        if reading.endswith(_SO, 0, stop):
            continue  # …相差悬殊,三起货损因此引发仲裁 (… and so three went to arbitration): it tells what came of the problem
        if stop - trimmed(reading, a, b)[0] < SHORTEST:  # the cue begins the clause: the reason is the clause before
            if not index or (index == 1 and cues().hinders.match(match[0])):
                continue
            index -= 1
            a, stop = spans[index]
            if problem is not None and cues().hinders.match(match[0]) and likelihood(reading, problem, a) < LIKELY:
                continue  # …久拖不办,又有三件进了法院,增加了负担 (… and so burdens them): the clause before is no ground
            if problem is not None and index and likelihood(reading, problem, a) < _UNLIKELIEST:
                continue
            since = max((n for n in range(index) if reading[spans[n][1] - 1] == ";"), default=-1) + 1
            if (
                since and cue is cues().after
            ):  # after a semicolon nothing but reasons is told: …;边界没有厘清,系统没有移交,是症结所在
                yield from reasons_in(reading, [*spans[since:index], (a, stop)], "cause.before", 0.8)
                return
        if (told and _are_both_wants(reading, spans[: index + 1])) or _ONE_MORE.search(match[0]):
            others: Sequence[Span] = spans[:index]
        else:
            others = _adding_up(reading, spans[: index + 1])[:-1]
            if told and problem is not None and not others:
                others = spans[as_far_as_likely(problem, reading, spans, index, leads=False) : index]
        yield from reasons_in(reading, [*others, (a, stop)], "cause.before", 0.8)
        return


def _are_both_wants(reading: str, spans: Sequence[Span]) -> bool:
    """Whether two clauses before their effect tell a want each, in like words: 口径不一致,核对不及时,导致…"""
    texts = [reading[slice(*span)].strip(EDGE) for span in spans]
    return len(texts) == _PAIR and all(_WANTS.search(text) for text in texts)


def _adding_up(reading: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Of clauses, the last, and those before it to which it adds: 怕当被告,且出庭未列入考核 (… and it is not assessed either)."""
    first = len(spans) - 1
    while first > 0 and cues().adds_up.match(reading[slice(*spans[first])].strip(EDGE)):
        first -= 1
    return spans[first:]


def as_far_as_likely(problem: Span, reading: str, spans: Sequence[Span], first: int, *, leads: bool) -> int:
    """The first of the grounds that stand one after the other up to the span `first`.

    Where all is said in one sentence, the clause behind the lead mostly enlarges on it: then only the table is believed.
    """
    while first > (1 if leads else 0):
        before = spans[first - 1]
        if leads and not is_ground(reading[slice(*before)].strip(EDGE)):
            break
        if likelihood(reading, problem, before[0]) <= LIKELY_BESIDE:
            break
        first -= 1
    return first
