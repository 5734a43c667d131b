"""Reasons that a cue word marks: each rule reads one shape of sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from fazhi.facts.causes.before import LIKELY_BESIDE, after, as_far_as_likely, makes
from fazhi.facts.causes.cues import cues
from fazhi.facts.causes.enclosed import apart, between
from fazhi.facts.causes.grounds import LIKELY, is_ground, likelihood
from fazhi.facts.causes.pieces import Reason, reasons_in, split
from fazhi.sentences import EDGE, Span, phrases, sentences, trimmed

_HARDLY = 0.15  # of a clause before a weak word of the effect: as unlikely as that, it is a symptom
_ALSO = re.compile("[又也]")


def cued_reasons(reading: str, start: int, end: int) -> list[Reason]:
    """The reasons of one problem that cue words mark, sentence by sentence, by the first rule that reads any."""
    found: list[Reason] = []
    problem = (start, end)
    spans = list(sentences(reading, start, end))
    openings = [a for a, _ in spans if cues().cue.match(reading, a, end)]
    for index, (a, b) in enumerate(spans):
        leads = index == 0 and len(spans) == 1
        for rule in (
            apart,
            between,
            partial(_leading, problem),
            after,
            partial(_following, problem),
            partial(makes, problem),
        ):
            reasons = list(rule(reading, a, b))
            if reasons and _only_tells(reasons, openings):
                break
            if reasons:
                found += [*_opening(reading, a, reasons), *reasons, *_more(reading, max(reason.end for reason in reasons), b)]
                break
        else:
            found += list(_added(problem, reading, a, b, leads=leads)) or _consequence(problem, reading, a, b, leads=leads)
    return found


def _only_tells(reasons: Sequence[Reason], openings: Sequence[int]) -> bool:
    """Whether a clause before …引发 (… led to) tells the problem: a later sentence opens with a cue and gives the reasons."""
    return reasons[0].rule == "cause.before" and bool(openings) and openings[-1] > reasons[-1].end


def _opening(reading: str, start: int, reasons: Sequence[Reason]) -> Iterator[Reason]:
    """Reasons behind a cue and before others of another shape: 既是因为航道淤积,也与泊位太少有关 (both as … and to do with …)."""
    first = min(reason.start for reason in reasons)
    if reasons[0].rule not in ("cause.between", "cause.before"):
        return
    spans = [span for span in phrases(reading, start, reasons[-1].end) if span[1] <= first]
    if not spans:
        return
    stop = spans[-1][1]
    strong = cues().cue.search(reading, start, stop)
    if match := strong or cues().weak_cue.search(reading, start, stop):
        told = list(phrases(reading, match.end(), stop))
        yield from reasons_in(reading, told if strong else told[:1], "cause.following", 0.9)
    elif cues().besides.match(reading, stop, first):  # 水位偏低,加之受大风影响,… (besides gales)
        yield from reasons_in(reading, spans[-1:], "cause.added", 0.8)


def _more(reading: str, start: int, end: int) -> Iterator[Reason]:
    """Reasons behind others: …,与闭门起草不无关系,时限一再压缩也影响了质量 (… and that time was cut also impaired it)."""
    for a, b in list(phrases(reading, start, end))[1:]:
        text = reading[slice(*trimmed(reading, a, b))]
        if cues().besides.match(text) or cues().one_more.match(text):  # …是直接原因,聘来的外包人员又没有培训
            yield from reasons_in(reading, [(a, b)], "cause.added", 0.8)
        elif match := cues().after.search(reading, a, b) or cues().also_hinders.search(reading, a, b):
            yield from reasons_in(reading, [(a, match.start())], "cause.before", 0.8)


def _leading(problem: Span, reading: str, start: int, end: int) -> Iterator[Reason]:
    """由于编制时照搬照抄、缺少风险评估,部分预案与实际脱节。 (As they were copied, some plans are out of touch.)"""
    match = cues().leading.match(reading[start:end])
    if match is None:
        return
    spans = list(phrases(reading, start + match.end(), end))
    if start > problem[0] and "因为" in match[0]:  # what comes of it is told before: 渡口冷清。因为水浅,船又小。
        spans = [span for at, span in enumerate(spans) if not at or not _is_outcome(problem, reading, span)]
        yield from reasons_in(reading, spans, "cause.leading", 0.9)
        return
    yield from reasons_in(reading, _before_effect(problem, reading, spans), "cause.leading", 0.9)


def _before_effect(problem: Span, reading: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Of spans after 由于 (as): the first, and those that go on giving grounds, or say so (加之, "besides"); never the last."""
    if len(spans) < 2:
        return spans
    kept = 1
    coordinated = len(list(split(reading, *spans[0]))) > 1
    for a, b in spans[1:-1]:
        text = reading[a:b].strip(EDGE)
        also = _ALSO.search(text) is not None and likelihood(reading, problem, a) > LIKELY_BESIDE
        goes_on = not coordinated and (is_ground(text) or also)
        if not (goes_on or cues().adds.match(text)):
            break
        kept += 1
    if kept == len(spans) - 1 and cues().adds.match(reading[slice(*spans[-1])].strip(EDGE)):
        kept += 1  # 主要因为经费有限,加之路程太远。
    return spans[:kept]


def _following(problem: Span, reading: str, start: int, end: int) -> Iterator[Reason]:
    """…不相匹配,原因在于法学专业人员占比不足三成,… (… the reason is that less than 30% have studied law)."""
    strong = cues().cue.search(reading, start, end)
    match = strong or cues().weak_cue.search(reading, start, end)
    if match is None:
        return
    spans: Sequence[Span] = list(phrases(reading, match.end(), end))
    told_before = reading.endswith("因为", 0, match.end()) and reading[start : match.start()].endswith((",", ";"))
    if strong is None and len(spans) > 1 and not told_before and not _all_grounds(reading, spans):
        spans = _before_effect(problem, reading, spans)
    while len(spans) > 1 and _is_outcome(problem, reading, spans[-1]):
        spans = spans[:-1]
    yield from reasons_in(reading, spans, "cause.following", 0.9)


def _is_outcome(problem: Span, reading: str, span: Span) -> bool:
    """Whether the last clause behind a cue only tells what came of the others: 原因是审核员仅1名,力不从心 (… cannot cope)."""
    text = reading[slice(*span)].strip(EDGE)
    if cues().adds.match(text) or cues().joins.search(text) or not cues().outcome.search(text):
        return False
    return likelihood(reading, problem, span[0]) < LIKELY


def _all_grounds(reading: str, spans: Sequence[Span]) -> bool:
    """Whether the last phrase is a reason too: …,由于诉求分散,尚未归集 (as claims are scattered, not yet collected)."""
    text = reading[slice(*spans[-1])].strip(EDGE)
    return bool(cues().adds.match(text) or cues().goes_on.match(text) or is_ground(text))


def _added(problem: Span, reading: str, start: int, end: int, *, leads: bool) -> Iterator[Reason]:
    """工程款拨付滞后,加之用工管理粗放,… (payments are late, and besides firms manage carelessly, so …)."""
    spans = list(phrases(reading, start, end))
    for index, (a, b) in enumerate(spans[1:], start=1):
        if cues().besides.match(reading[a:b]):
            before = reading[slice(*spans[index - 1])].strip(EDGE)
            first = index - 1 if index > 1 or not leads or is_ground(before) else index
            if first < index:
                first = as_far_as_likely(problem, reading, spans, first, leads=leads)
            yield from reasons_in(reading, spans[first : index + 1], "cause.added", 0.8)
            return


def _consequence(problem: Span, reading: str, start: int, end: int, *, leads: bool) -> Iterator[Reason]:
    """部门之间信息不共享,资金去向便难以穿透 (the bureaus share no data, so the money can hardly be traced)."""
    spans = list(phrases(reading, start, end))
    for index, (a, b) in enumerate(spans[1:], start=1):
        if cues().consequence.match(reading[a:b].strip(EDGE)):
            if likelihood(reading, problem, spans[index - 1][0]) < _HARDLY:
                continue
            first = as_far_as_likely(problem, reading, spans, index - 1, leads=leads)
            yield from reasons_in(reading, spans[first:index], "cause.consequence", 0.75)
            return
