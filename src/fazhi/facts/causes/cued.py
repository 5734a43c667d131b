"""Reasons that a cue word marks: each rule reads one shape of sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from fazhi.facts.causes.cues import cues
from fazhi.facts.causes.features import Kind, kind_of
from fazhi.facts.causes.grounds import LIKELY, is_ground, likelihood, marked
from fazhi.facts.causes.likely import likelihoods
from fazhi.facts.causes.pieces import SHORTEST, Reason, reasons_in, split
from fazhi.sentences import EDGE, Span, phrases, sentences, trimmed

_LIKELY_BESIDE = 0.6  # a clause beside a reason, to be one too
_ALSO = re.compile("[又也]")
_KIND = 5  # characters of a word that tells the kind of reason: 认识, 合同约定
_NAMED = re.compile("的?(?:原因|因素)?,(?!(?:也|又|更|还)有)(?P<text>[^;。]{4,60})")
_PAIR = 2
_BARE_CUE = 10  # characters of a cue that names nothing beside itself: 也是一个重要原因
_WANTS = re.compile("(?:不[一-龥]{1,3}|缺[一-龥]{0,4}|没有[一-龥]{1,6}|薄弱|滞后|不足|偏[一-龥])$")
_ONE_MORE = re.compile("^(?:也|还|又|更)是")  # A,B,C也是一个原因: so are A and B
_BRACKETS = re.compile(r"\((?P<text>[^()]{6,120})\)")
_DASH = re.compile(r"(?<=[一-龥”])—{1,2}(?P<text>[一-龥“][^—。;:]{5,120})(?=[。;]|$)")  # …要进城办理—权限没有下放


def cued_reasons(reading: str, start: int, end: int) -> list[Reason]:
    """The reasons of one problem that cue words mark, sentence by sentence, by the first rule that reads any."""
    found: list[Reason] = []
    problem = (start, end)
    spans = list(sentences(reading, start, end))
    for index, (a, b) in enumerate(spans):
        leads = index == 0 and len(spans) == 1
        for rule in (
            _apart,
            between,
            partial(_leading, problem),
            after,
            partial(_following, problem),
            partial(_makes, problem),
        ):
            reasons = list(rule(reading, a, b))
            if reasons:
                found += [*reasons, *_more(reading, max(reason.end for reason in reasons), b)]
                break
        else:
            found += list(_added(problem, reading, a, b, leads=leads)) or _consequence(problem, reading, a, b, leads=leads)
    return found


def _more(reading: str, start: int, end: int) -> Iterator[Reason]:
    """Reasons behind others: …,与闭门起草不无关系,时限一再压缩也影响了质量 (… and that time was cut also impaired it)."""
    for a, b in list(phrases(reading, start, end))[1:]:
        text = reading[slice(*trimmed(reading, a, b))]
        if cues().besides.match(text) or cues().one_more.match(text):  # …是直接原因,聘来的外包人员又没有培训
            yield from reasons_in(reading, [(a, b)], "cause.added", 0.8)
        elif match := cues().after.search(reading, a, b) or cues().also_hinders.search(reading, a, b):
            yield from reasons_in(reading, [(a, match.start())], "cause.before", 0.8)


def between(reading: str, start: int, end: int) -> Iterator[Reason]:
    """受行政调解力量薄弱、协同联动不畅等因素影响,… (because of weak mediation and poor coordination).

    因租金、青苗引发的纠纷 (disputes about rent and crops) names matters, no reasons: a reason has a predicate.
    """
    told: set[Span] = set()
    for pattern in cues().between:
        for match in pattern.finditer(reading, start, end):
            a, b = match.span("text")
            if "causal" in pattern.groupindex and not cues().predicate.search(reading[a:b].rsplit("、", 1)[-1]):
                continue
            there_is = reading[a - 1] == "有" and b - a <= _KIND
            named = _NAMED.match(reading, match.end(), end) if there_is else None
            if named and not cues().predicate.search(reading[a:b]):
                yield from reasons_in(reading, list(phrases(reading, *named.span("text"))), "cause.between", 0.9)
                continue  # 有认识上的原因,…: what follows tells which
            stretches = [(a, b), *(_both(reading, match.end(), end) if "both" in pattern.groupindex else ())]
            listed = reading[match.start() : a].endswith(("受", "受到"))
            for stretch in (stretch for stretch in stretches if stretch not in told):
                if "undivided" in pattern.groupindex:  # 既有村民图省钱、怕麻烦的旧念头,也有… (both the old mind of …, and …)
                    yield Reason(*trimmed(reading, *stretch), "cause.between", 0.9)
                    continue
                parts = list(phrases(reading, *stretch))
                if len(parts) > 1:  # 与职责分散,而夜间无人值守不无关系 (… and yet nobody is on duty at night)
                    yield from reasons_in(reading, parts, "cause.between", 0.9)
                    continue
                for span in split(reading, *stretch, listed=listed):
                    yield Reason(*span, "cause.between", 0.9)
            told.update(stretches)
            if "besides" in pattern.groupindex:
                yield from after(reading, match.end(), end)


def _both(reading: str, start: int, end: int) -> Iterator[Span]:
    """Behind 既有A的因素: …,也有投入不足的问题,更有方法不多的问题 (… and still more that there are few ways)."""
    while match := cues().both.match(reading, start, end):
        yield match.span("text")
        start = match.end()


def _apart(reading: str, start: int, end: int) -> Iterator[Reason]:
    """…测不准(财政三年未安排经费,设备老化)。 (… (no money for three years, …)) …仍要进城——权限没有下放。 (… to town — the …)"""
    for match in (match for pattern in (_BRACKETS, _DASH) for match in pattern.finditer(reading, start, end)):
        if cues().no_reason.match(match["text"]):
            continue
        spans = list(phrases(reading, *match.span("text")))
        told = cues().cue.match(match["text"]) or cues().leading.match(match["text"])
        beside = [(reading[start : match.start()].strip(EDGE), "。"), *(marked(reading, phrase) for phrase in spans)]
        if told or max(likelihoods(beside)[1:]) > LIKELY:
            yield from reasons_in(reading, spans, "cause.bracketed", 0.8)


def _leading(problem: Span, reading: str, start: int, end: int) -> Iterator[Reason]:
    """由于编制时照搬照抄、缺少风险评估,部分预案与实际脱节。 (As they were copied, some plans are out of touch.)"""
    match = cues().leading.match(reading[start:end])
    if match is None:
        return
    spans = list(phrases(reading, start + match.end(), end))
    yield from reasons_in(reading, _before_effect(problem, reading, spans), "cause.leading", 0.9)


def _before_effect(problem: Span, reading: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Of spans after 由于 (as): the first, and those that go on giving grounds, or say so (加之, "besides"); never the last."""
    if len(spans) < 2:
        return spans
    kept = 1
    coordinated = len(list(split(reading, *spans[0]))) > 1
    for a, b in spans[1:-1]:
        text = reading[a:b].strip(EDGE)
        also = _ALSO.search(text) is not None and likelihood(reading, problem, a) > _LIKELY_BESIDE
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
    if strong is None and len(spans) > 1 and not _all_grounds(reading, spans):
        spans = _before_effect(problem, reading, spans)
    if len(spans) > 1 and _is_outcome(problem, reading, spans[-1]):
        spans = spans[:-1]
    yield from reasons_in(reading, spans, "cause.following", 0.9)


def _is_outcome(problem: Span, reading: str, span: Span) -> bool:
    """Whether the last clause behind a cue only tells what came of the others: 原因是审核员仅1名,力不从心 (… cannot cope)."""
    text = reading[slice(*span)].strip(EDGE)
    comes_of_them = cues().outcome.search(text) or kind_of(text) is Kind.SYMPTOM
    if cues().adds.match(text) or cues().joins.search(text) or not comes_of_them:
        return False
    return likelihood(reading, problem, span[0]) < LIKELY


def _all_grounds(reading: str, spans: Sequence[Span]) -> bool:
    """Whether the last phrase is a reason too: …,由于诉求分散,尚未归集 (as claims are scattered, not yet collected)."""
    text = reading[slice(*spans[-1])].strip(EDGE)
    return bool(cues().adds.match(text) or cues().goes_on.match(text) or is_ground(text))


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


def _makes(problem: Span, reading: str, start: int, end: int) -> Iterator[Reason]:
    """林权档案缺失、四至不清使调解缺少依据。 (Missing files and unclear bounds leave mediation without a basis.)"""
    return _before(reading, start, end, cues().makes, problem, told=start > problem[0])


def _before(
    reading: str, start: int, end: int, cue: re.Pattern[str], problem: Span | None = None, *, told: bool = False
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
        if stop - trimmed(reading, a, b)[0] < SHORTEST:  # the cue begins the clause: the reason is the clause before
            if not index or (index == 1 and cues().hinders.match(match[0])):
                continue
            index -= 1
            a, stop = spans[index]
            if problem is not None and cues().hinders.match(match[0]) and likelihood(reading, problem, a) < LIKELY:
                continue  # …久拖不办,又有三件进了法院,增加了负担 (… and so burdens them): the clause before is no ground
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
                others = spans[_as_far_as_likely(problem, reading, spans, index, leads=False) : index]
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


def _added(problem: Span, reading: str, start: int, end: int, *, leads: bool) -> Iterator[Reason]:
    """工程款拨付滞后,加之用工管理粗放,… (payments are late, and besides firms manage carelessly, so …)."""
    spans = list(phrases(reading, start, end))
    for index, (a, b) in enumerate(spans[1:], start=1):
        if cues().besides.match(reading[a:b]):
            before = reading[slice(*spans[index - 1])].strip(EDGE)
            first = index - 1 if index > 1 or not leads or is_ground(before) else index
            if first < index:
                first = _as_far_as_likely(problem, reading, spans, first, leads=leads)
            yield from reasons_in(reading, spans[first : index + 1], "cause.added", 0.8)
            return


def _consequence(problem: Span, reading: str, start: int, end: int, *, leads: bool) -> Iterator[Reason]:
    """部门之间信息不共享,资金去向便难以穿透 (the bureaus share no data, so the money can hardly be traced)."""
    spans = list(phrases(reading, start, end))
    for index, (a, b) in enumerate(spans[1:], start=1):
        if cues().consequence.match(reading[a:b].strip(EDGE)):
            first = _as_far_as_likely(problem, reading, spans, index - 1, leads=leads)
            yield from reasons_in(reading, spans[first:index], "cause.consequence", 0.75)
            return


def _as_far_as_likely(problem: Span, reading: str, spans: Sequence[Span], first: int, *, leads: bool) -> int:
    """The first of the grounds that stand one after the other up to the span `first`.

    Where all is said in one sentence, the clause behind the lead mostly enlarges on it: then only the table is believed.
    """
    while first > (1 if leads else 0):
        before = spans[first - 1]
        if leads and not is_ground(reading[slice(*before)].strip(EDGE)):
            break
        if likelihood(reading, problem, before[0]) <= _LIKELY_BESIDE:
            break
        first -= 1
    return first
