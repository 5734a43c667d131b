"""Sections of causes: reasons told apart from their problems, each given to the problem it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from fazhi.facts.causes.cued import after, between
from fazhi.facts.causes.features import Kind, kind_of
from fazhi.facts.causes.grounds import marked
from fazhi.facts.causes.likely import likelihoods
from fazhi.facts.causes.pieces import Reason, cues, past_front, reasons_in
from fazhi.sentences import EDGE, Span, clauses, phrases, trimmed

_ORDINAL_BONUS = 0.6  # a cause and a problem of the same number
_TOPIC_WEIGHT = 2.0  # words of 从…看 (as to …) count more than those of the reason itself
_IN_ORDER = 1.5
_MOST = 0.75  # of the groups
_UNEXPLAINED = 0.6  # a problem that has no reason yet, like a cause and a problem of the same number
_MOST_PROBLEMS = 10
_RESTATED = 0.4  # of the pairs of characters in a lead, where it is a sentence of its own
_RESTATED_BEFORE_CUE = 0.2
_ANY_PROBLEM = "工作还有不足"  # what stands for a problem that is not named again: "work falls short"
_UNLIKELY = 0.5  # a ground, in a sentence on causes
_SHORT = 16  # characters of a clause that does no more than name its problem
_DIGITS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"[第(、和及至]([{_DIGITS}]|\d)")
_OF_ALL = re.compile("以上|上述|这[一二三四五六七八九几两些]")
_TOPICS = re.compile("[、和与及]")


@dataclass(frozen=True, slots=True)
class _Group:
    """What belongs to one problem, or to the several that its topic names."""

    topic: str
    spans: list[Span]


def reasons_of_section(
    reading: str, parts: Sequence[Span], problems: Sequence[str], *, whole: bool = False
) -> list[tuple[int, Reason]]:
    """The reasons in the parts of a section on causes, each with the index of the problem that it explains.

    With `whole`, each part is a point and belongs to one problem; else each clause is taken by itself.

    A reason goes to the problem with which it shares the rarest words; where none speak, to that of the same number.
    A topic of several members (立法和普法方面的短板, "the weak points in legislation and publicity") goes to each of them.

    >>> text = "从执法看,执法人员多为兼职。从普法看,普法形式单一。"  # "As to enforcement, … part-time. As to publicity, …"
    >>> problems = ["普法针对性不强", "执法力量薄弱"]  # "publicity misses its aim", "enforcement is weak"
    >>> [(i, text[r.start : r.end]) for i, r in reasons_of_section(text, [(0, len(text))], problems)]
    [(1, '执法人员多为兼职'), (0, '普法形式单一')]
    """
    weigh = _Weights(problems)
    groups = list(_groups(reading, parts, weigh, whole=whole))
    words = ["".join(reading[a:b] + "," for a, b in group.spans) for group in groups]
    told = [list(weigh.told(group.topic)) for group in groups]
    scores = [weigh.scores(group.topic, words[n], n, len(groups)) for n, group in enumerate(groups)]
    if len(groups) <= len(problems) and sum(row[n] == max(row) for n, row in enumerate(scores)) >= _MOST * len(groups):
        for n, row in enumerate(scores):
            row[n] += _IN_ORDER  # most go with the problem in their place: so may the others
    free = [n for n in range(len(groups)) if not told[n]]
    named = {index for chosen in told for index, _ in chosen}
    best = dict(zip(free, _spread([scores[n] for n in free], named), strict=True))
    found: list[tuple[int, Reason]] = []
    for n, group in enumerate(groups):
        for index, confidence in told[n] or [(best[n], 0.85 if scores[n][best[n]] > 2 * _ORDINAL_BONUS else 0.65)]:
            found += [(index, reason) for reason in _reasons(reading, group, confidence)]
    return found


def _spread(scores: Sequence[Sequence[float]], told: AbstractSet[int]) -> list[int]:
    """For each group of reasons the problem that it explains: by its score, and so that few problems are left without any.

    `told` are the problems that have reasons already. The best of all choices, one group after another.
    """
    count = len(scores[0]) if scores else 0
    if not count or count > _MOST_PROBLEMS:
        return [max(range(count), key=lambda index: (row[index], -index)) for row in scores]
    best: dict[int, tuple[float, tuple[int, ...]]] = {sum(1 << index for index in told): (0.0, ())}
    for row in scores:
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for explained, (total, chosen) in best.items():
            for index, score in enumerate(row):
                now = explained | 1 << index
                value = total + score + (_UNEXPLAINED if now != explained else 0.0)
                if now not in after or value > after[now][0]:
                    after[now] = (value, (*chosen, index))
        best = after
    return list(max(best.values(), key=lambda one: one[0])[1])


def names_topics(reading: str, start: int, end: int) -> bool:
    """Whether a sentence on causes goes through several problems by name: 立法方面的短板,主要受制于…;普法方面的短板,…"""
    told = (reading[past_front(reading, a, b) : b] for a, b in clauses(reading, start, end))
    return sum(bool(cues().topic.match(text)) for text in told) > 1


def _reasons(reading: str, group: _Group, confidence: float) -> Iterator[Reason]:
    """The reasons of a group: what stands between two words in 与…有关 (has to do with …) and before 是症结; else all it says."""
    a, b = group.spans[0][0], group.spans[-1][1]
    if _stands_between(reading, a, b):
        found = [*between(reading, a, b), *after(reading, a, b)]
        behind = max((reason.end for reason in found), default=b)
        others = [span for span in group.spans if span[0] >= behind and past_front(reading, *span) > span[0]]
        found += reasons_in(reading, others, "cause.section", confidence)  # …,也因激励机制缺失 (… and for lack of incentives)
        yield from (replace(reason, rule="cause.section", confidence=confidence) for reason in found)
        return
    spans = group.spans
    if len(spans) > 1 and _is_outcome(reading, group):
        spans = spans[:-1]
    yield from reasons_in(reading, spans, "cause.section", confidence)


def _stands_between(reading: str, start: int, end: int) -> bool:
    """Whether a clause begins with a reason between two words: 与…有关 (has to do with …)."""
    return any(pattern.match(reading, start, end) for pattern in cues().between)


def _is_outcome(reading: str, group: _Group) -> bool:
    """Whether the last clause of a group only tells what came of the others: 案例少,错误难免重复出现 (… mistakes recur)."""
    start, end = trimmed(reading, *group.spans[-1])
    if past_front(reading, start, end) > start or cues().joins.search(reading, start, end):
        return False
    if kind_of(reading[start:end]) is Kind.FIGURE:
        return False  # here a figure is a reason
    told = likelihoods([(group.topic or _ANY_PROBLEM, "。"), *(marked(reading, span) for span in group.spans)])
    return told[-1] < _UNLIKELY and cues().outcome.search(reading, start, end) is not None


class _Weights:
    """How much a reason speaks of each problem."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.pairs = [set(_pairs(problem)) for problem in problems]
        self.rarity = Counter(pair for pairs in self.pairs for pair in pairs)

    def restated(self, words: str) -> float:
        """The share of the words, in pairs of characters, that one problem has too, at best."""
        own = set(_pairs(words))
        return max((len(own & pairs) / len(own) for pairs in self.pairs), default=0.0) if own else 0.0

    def told(self, topic: str) -> Iterator[tuple[int, float]]:
        """The problems that a topic names outright (all, by their numbers, several by their subjects), each with a confidence."""
        count = len(self.pairs)
        if _OF_ALL.match(topic):
            yield from ((index, 0.75) for index in range(count))
            return
        numbers = _NUMBERED.findall(topic) if topic.startswith("第") else []
        numbered = [_DIGITS.find(n) if n in _DIGITS else int(n) - 1 for n in numbers]
        if numbered and max(numbered) < count:
            yield from ((index, 0.9) for index in numbered)
            return
        members = [member for member in _TOPICS.split(topic) if len(member) >= 2]
        best_of = {}
        for member in members if len(members) > 1 else ():
            shares = self._shares(member)
            if max(shares) > 0:
                best_of[member] = max(range(count), key=lambda index: (shares[index], -index))
        if len(set(best_of.values())) > 1:
            yield from ((index, 0.75) for index in dict.fromkeys(best_of.values()))

    def scores(self, topic: str, words: str, number: int, groups: int) -> list[float]:
        """How much group `number` of so many speaks of each problem: by rare words, by its topic's, and by its place."""
        count = len(self.pairs)
        bonus = 0.0 if groups > count else _ORDINAL_BONUS * (2 if groups == count else 1)  # more of them are no parallel list
        shares = zip(self._shares(words), self._shares(topic), strict=True)
        return [
            share + _TOPIC_WEIGHT * named + (bonus if index == number else 0.0) for index, (share, named) in enumerate(shares)
        ]

    def _shares(self, words: str) -> list[float]:
        own = set(_pairs(words))
        return [sum(1 / self.rarity[pair] for pair in own & pairs) for pairs in self.pairs]


def _groups(reading: str, parts: Sequence[Span], weigh: _Weights, *, whole: bool) -> Iterator[_Group]:
    """What belongs to one problem: a point of the section, or a clause of its prose; with the topic it names."""
    table = cues()
    for part_start, part_end in parts:
        grouped = [(part_start, part_end)] if whole else list(clauses(reading, part_start, part_end))
        for start, end in grouped:
            if table.lead_in.search(reading[start:end].strip("。;")) and len(list(clauses(reading, start, end))) == 1:
                continue
            if match := table.announces.match(reading, start, end):
                start = match.end()
            topic, start = "", past_front(reading, start, end)
            if match := table.topic.match(reading[start:end]):
                topic = next((group for group in match.groups() if group), "")
                start += match.end()
            start = past_front(reading, start, end)
            spans = list(phrases(reading, start, end))
            if not topic and _restates(reading, spans, weigh, whole=whole):
                topic = reading[slice(*spans.pop(0))].strip(EDGE)
                if not _stands_between(reading, *spans[0]):  # 既有…的因素 begins with what parts its reason off
                    spans[0] = (past_front(reading, *spans[0]), spans[0][1])
            if spans:
                yield _Group(topic, spans)


def _restates(reading: str, spans: Sequence[Span], weigh: _Weights, *, whole: bool) -> bool:
    """Whether a point or a clause begins by naming its problem again: 审核不严,说到底是… (reviews are lax: in the end …)."""
    if len(spans) < 2:
        return False
    (start, end), (following, stop) = spans[:2]
    cued = past_front(reading, following, stop) > following or _stands_between(reading, following, stop)
    if not whole and (not cued or end - start > _SHORT or cues().adds.match(reading, following, stop)):
        return False
    least = _RESTATED_BEFORE_CUE if cued else _RESTATED if reading[end - 1] == "。" else 1.0
    return weigh.restated(reading[start:end]) >= least


def _pairs(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters."""
    runs = re.findall("[一-龥]+", text)
    return [run[i : i + 2] for run in runs for i in range(len(run) - 1)]
