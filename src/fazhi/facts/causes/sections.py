"""Sections of causes: reasons told apart from their problems, each given to the problem it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fazhi.facts.causes.before import after
from fazhi.facts.causes.cues import cues
from fazhi.facts.causes.enclosed import between
from fazhi.facts.causes.features import Kind, kind_of
from fazhi.facts.causes.grounds import marked
from fazhi.facts.causes.kinship import Kinship
from fazhi.facts.causes.likely import likelihoods
from fazhi.facts.causes.pieces import Reason, past_front, reasons_in
from fazhi.facts.causes.spreading import favour_order, spread
from fazhi.sentences import EDGE, Span, clauses, phrases, sentences, trimmed

_MOST = 0.75  # of the paragraphs, where they begin with their problems
_SURE = 2.0  # a score with which a group rather surely speaks of a problem
_RESTATED = 0.4  # of the pairs of characters in a lead, where it is a sentence of its own
_RESTATED_BEFORE_CUE = 0.2
_ANY_PROBLEM = "工作还有不足"  # what stands for a problem that is not named again: "work falls short"
_UNLIKELY = 0.5  # a ground, in a sentence on causes
_POINTING = 2  # characters before the cue of a clause that points at the others: 这也(是…的症结)
_PARAGRAPHS = 3  # as many as there are problems
_SHORT = 16  # characters of a clause that does no more than name its problem


@dataclass(frozen=True, slots=True)
class _Group:
    """What belongs to one problem, or to the several that its topic names."""

    topic: str
    spans: list[Span]


def reasons_of_section(
    reading: str, parts: Sequence[Span], problems: Sequence[str], *, whole: bool = False, lists: Sequence[int] = ()
) -> list[tuple[int, Reason]]:
    """The reasons in the parts of a section on causes, each with the index of the problem that it explains.

    With `whole`, each part is a point and belongs to one problem; else each clause is taken by itself. `lists` tells for each
    part the list in which it stands, where there are several: 从主观上看,一是…;二是…。从客观上看,一是… (objectively).

    A reason goes to the problem that it speaks of; where none is named, to that of the same number in its list.
    A topic of several members (立法和普法方面的短板, "the weak points in legislation and publicity") goes to each of them.

    >>> text = "从执法看,执法人员多为兼职。从普法看,普法形式单一。"  # "As to enforcement, … part-time. As to publicity, …"
    >>> problems = ["普法针对性不强", "执法力量薄弱"]  # "publicity misses its aim", "enforcement is weak"
    >>> [(i, text[r.start : r.end]) for i, r in reasons_of_section(text, [(0, len(text))], problems)]
    [(1, '执法人员多为兼职'), (0, '普法形式单一')]
    """
    kinship = Kinship(problems)
    found_in = lists or [0] * len(parts)
    groups: list[_Group] = []
    places: list[list[int]] = [[] for _ in range(max(found_in, default=0) + 1)]  # of each list, the numbers of its groups
    parallel = len(parts) == len(problems)
    opened = not whole and parallel and _open_with_problems(reading, parts, kinship)
    for part, number in zip(parts, found_in, strict=True):
        body = _behind_dimension(reading, part) if whole else part[0]
        apart = body > part[0] and not parallel  # of its sentences each may speak of another problem
        for group in _groups(reading, [(body, part[1])], kinship, whole=(whole and not apart) or opened, opened=opened):
            places[number].append(len(groups))
            groups.append(group)
    words = ["".join(reading[a:b] + "," for a, b in group.spans) for group in groups]
    told = [list(kinship.told(group.topic)) for group in groups]
    scores = [kinship.scores(group.topic, words[n]) for n, group in enumerate(groups)]
    for place in places:
        if len(place) <= len(problems):
            favour_order(scores, {n: at for at, n in enumerate(place)}, parallel=len(place) == len(problems))
    free = [n for n in range(len(groups)) if not told[n]]
    named = {index for chosen in told for index, _ in chosen}
    best = dict(zip(free, spread([scores[n] for n in free], named), strict=True))
    found: list[tuple[int, Reason]] = []
    for n, group in enumerate(groups):
        for index, confidence in told[n] or [(best[n], 0.85 if scores[n][best[n]] > _SURE else 0.65)]:
            found += [(index, reason) for reason in _reasons(reading, group, confidence)]
    return found


def _open_with_problems(reading: str, parts: Sequence[Span], kinship: Kinship) -> bool:
    """Whether most paragraphs begin with a few words that name their problem again: 夜航事故多发,… (accidents by night, …)."""
    firsts = [reading[slice(*next(iter(phrases(reading, *part)), part))] for part in parts]
    short = [first for first in firsts if first[-1:] == "," and len(first) <= _SHORT]
    named = [first for first in short if kinship.restated(first) >= _RESTATED_BEFORE_CUE]
    return len(parts) >= _PARAGRAPHS and len(named) >= _MOST * len(parts)


def shared_by(reading: str, start: int, end: int) -> re.Match[str] | None:
    """The words that begin a reason of several problems: 上述三事还有一层共同的原因, (the three share one more reason)."""
    return cues().shared.match(reading, start, end)


def names_topics(reading: str, start: int, end: int) -> bool:
    """Whether a sentence on causes goes through several problems by name: 立法方面的短板,主要受制于…;普法方面的短板,…"""
    told = (reading[past_front(reading, a, b) : b] for a, b in clauses(reading, start, end))
    return sum(bool(cues().topic.match(text)) for text in told) > 1


def _reasons(reading: str, group: _Group, confidence: float) -> Iterator[Reason]:
    """The reasons of a group: what stands between two words in 与…有关 (has to do with …) and before 是症结; else all it says."""
    a, b = group.spans[0][0], group.spans[-1][1]
    if _stands_between(reading, a, b):
        found = list(between(reading, a, b))
        told = [(reason.start, reason.end) for reason in found]
        found += [reason for reason in after(reading, a, b) if not any(reason.start < y and x < reason.end for x, y in told)]
        behind = max((reason.end for reason in found), default=b)
        later = [span for span in group.spans if span[0] >= behind]
        fronted = [n for n, span in enumerate(later) if past_front(reading, *span) > span[0]]
        others = later[fronted[0] :] if fronted else []
        found += reasons_in(reading, others, "cause.section", confidence)  # …,也因激励机制缺失 (… and for lack of incentives)
        yield from (replace(reason, rule="cause.section", confidence=confidence) for reason in found)
        return
    yield from reasons_in(reading, _without_outcomes(reading, group), "cause.section", confidence)


def _stands_between(reading: str, start: int, end: int) -> bool:
    """Whether a clause begins with a reason between two words: 与…有关 (has to do with …)."""
    return any(pattern.match(reading, start, end) for pattern in cues().between)


def _without_outcomes(reading: str, group: _Group) -> list[Span]:
    """The clauses of a group but those at its end that only tell what came of the others, and what calls them a reason.

    案例少,错误难免重复出现 (few models, mistakes recur); …,这是承接不住的症结 (… this is the crux of it)
    """
    spans = [span for at, span in enumerate(group.spans) if not at or not _is_consequence(reading, group, at)]
    while len(spans) > 1 and (_sums_up(reading, spans[-1]) or _is_outcome(reading, group, len(spans) - 1)):
        spans.pop()
    return spans


def _is_consequence(reading: str, group: _Group, at: int) -> bool:
    """Whether a clause amid a group says that it came of the one before it: 停班便成了无奈之举 (so lines were given up)."""
    start, end = trimmed(reading, *group.spans[at])
    return cues().consequence.match(reading[start:end]) is not None and not _is_likely(reading, group, at)


def _is_likely(reading: str, group: _Group, at: int) -> bool:
    spans = group.spans[: at + 1]
    told = likelihoods([(group.topic or _ANY_PROBLEM, "。"), *(marked(reading, span) for span in spans)])
    return told[-1] >= _UNLIKELY


def _sums_up(reading: str, span: Span) -> bool:
    """Whether a clause does no more than call what stands before it a reason: 这是承接不住的症结."""
    start, end = trimmed(reading, *span)
    match = cues().after.search(reading, start, end)
    if cues().calls_reason.fullmatch(reading, start, end):
        return True
    return reading.startswith("这", start) and match is not None and match.start() - start <= _POINTING and match.end() == end


def _is_outcome(reading: str, group: _Group, at: int) -> bool:
    """Whether a clause of a group only tells what came of those before it: 案例少,错误难免重复出现 (… mistakes recur)."""
    start, end = trimmed(reading, *group.spans[at])
    if past_front(reading, start, end) > start or cues().joins.search(reading, start, end):
        return False
    if kind_of(reading[start:end]) is Kind.FIGURE:
        return False  # here a figure is a reason
    if reading.startswith(("不仅", "不但"), start):
        return True  # what follows it has been taken for an outcome
    return cues().outcome.search(reading, start, end) is not None and not _is_likely(reading, group, at)


def _groups(reading: str, parts: Sequence[Span], kinship: Kinship, *, whole: bool, opened: bool = False) -> Iterator[_Group]:
    """What belongs to one problem: a point of the section, or a clause of its prose; with the topic it names.

    `opened`: the parts begin with a few words that name their problem.
    """
    table = cues()
    for part_start, part_end in parts:
        grouped = [(part_start, part_end)] if whole else list(clauses(reading, part_start, part_end))
        named = ""  # the topic with which the sentence begins holds for all its members: 关于培训,…;教材…
        for start, end in grouped:
            named = named if reading[start - 1] == ";" else ""
            if table.lead_in.search(reading[start:end].strip("。;")) and len(list(clauses(reading, start, end))) == 1:
                continue
            if match := table.announces.match(reading, start, end):
                start = match.end()
            topic, start = "", past_front(reading, start, end)
            if match := table.topic.match(reading[start:end]):
                topic = named = next((group for group in match.groups() if group), "")
                start += match.end()
            start = past_front(reading, start, end)
            spans = list(phrases(reading, start, end))
            names = opened and len(spans) > 1 and spans[0][1] - spans[0][0] <= _SHORT and reading[spans[0][1] - 1] == ","
            if not topic and (names or _restates(reading, spans, kinship, whole=whole)):
                topic = reading[slice(*spans.pop(0))].strip(EDGE)
                if not _stands_between(reading, *spans[0]):  # 既有…的因素 begins with what parts its reason off
                    spans[0] = (past_front(reading, *spans[0]), spans[0][1])
            if spans := [(a, b) for a, b in spans if a < b]:  # 客观上, (objectively) alone is none
                yield _Group(topic or named, spans)


def _behind_dimension(reading: str, part: Span) -> int:
    """Where the reasons of a point begin, behind a lead that only names a side of the work: 思想认识存在温差。部分干部…"""
    told = list(sentences(reading, *part))
    lead = reading[slice(*told[0])].strip(EDGE) if told else ""
    return told[1][0] if len(told) > 1 and cues().dimension.fullmatch(lead) else part[0]


def _restates(reading: str, spans: Sequence[Span], kinship: Kinship, *, whole: bool) -> bool:
    """Whether a point or a clause begins by naming its problem again: 审核不严,说到底是… (reviews are lax: in the end …)."""
    if len(spans) < 2:
        return False
    (start, end), (following, stop) = spans[:2]
    if whole and reading[end - 1] == "。" and cues().lead_in.search(reading[start:end].strip(EDGE)):
        return True  # 人手不足由来已久。 (that there are too few is an old story)
    cued = past_front(reading, following, stop) > following or _stands_between(reading, following, stop)
    if not whole and (not cued or end - start > _SHORT or cues().adds.match(reading, following, stop)):
        return False
    if cued and cues().problem_named.search(reading[start:end].strip(EDGE)):
        return True
    if reading[end - 1] == "," and cues().tells_why.match(reading, following, stop):
        return True
    least = _RESTATED_BEFORE_CUE if cued else _RESTATED if reading[end - 1] == "。" else 1.0
    return kinship.restated(reading[start:end]) >= least
