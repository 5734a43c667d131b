"""Causes: the reasons that a report gives for its problems, without the cue words.

…不匹配,主要是编制紧张、专业单一           编制紧张 | 专业单一           cue ("mainly that …")
由于人手少、更替快,案卷不够规范             人手少 | 更替快               cue first, effect after the comma
受财力限制,配备率偏低                       财力                          between two words ("held back by … ")
平时缺少训练是重要原因                      平时缺少训练                  cue after the reason
培训较少、储备不足,素养有待提高             培训较少 | 储备不足           no cue: grounds before the deficit
原因分析: 从执法保障看,…。从学校治理看,…   each to the problem it speaks of
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from fazhi.resources import lexicon

Span = tuple[int, int]

_CLOSED = r"“[^”\n]*”|《[^》\n]*》|\([^)\n]*\)"
_SENTENCE = re.compile(rf"{_CLOSED}|([。!?\n])")
_CLAUSE = re.compile(rf"{_CLOSED}|([。!?\n;])")
_PHRASE = re.compile(rf"{_CLOSED}|([。!?\n;,])")
_PAUSE = re.compile(rf"{_CLOSED}|(、)")
_EDGE = " \n,;:。、!?"


_ORDINAL_BONUS = 0.6  # a cause and a problem of the same number
_TOPIC_WEIGHT = 2.0  # words of 从…看 (as to …) count more than those of the reason itself
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """A stretch that gives a reason, the rule that read it, and how sure it is."""

    start: int
    end: int
    rule: str
    confidence: float

    @property
    def is_explicit(self) -> bool:
        """Whether a cue word says that it is a reason."""
        return self.rule != "cause.ground"


@dataclass(frozen=True, slots=True)
class _Cues:
    cue: re.Pattern[str]
    leading: re.Pattern[str]
    between: tuple[re.Pattern[str], ...]
    after: re.Pattern[str]
    makes: re.Pattern[str]
    effect: re.Pattern[str]
    goes_on: re.Pattern[str]
    ground: re.Pattern[str]
    result: re.Pattern[str]
    figure: re.Pattern[str]
    named: re.Pattern[str]
    predicate: re.Pattern[str]
    topic: re.Pattern[str]
    lead_in: re.Pattern[str]
    scarce: re.Pattern[str]
    front: re.Pattern[str]
    tail: re.Pattern[str]


@cache
def _cues() -> _Cues:
    table = lexicon("causes")
    names = [name for name in _Cues.__slots__ if name != "between"]
    patterns = {name: re.compile(table[name]) for name in names}
    return _Cues(between=tuple(re.compile(pattern) for pattern in table["between"]), **patterns)


def reasons_of(reading: str, start: int, end: int) -> list[Reason]:
    """The reasons that the text of one problem, `start`–`end`, gives for it.

    >>> text = "案卷说理不充分,受以老带新、缺少范本影响"  # "files argue poorly, because of … and the lack of models"
    >>> [text[r.start : r.end] for r in reasons_of(text, 0, len(text))]
    ['以老带新', '缺少范本']
    """
    found: list[Reason] = []
    for a, b in _cut(_SENTENCE, reading, start, end):
        for rule in (_between, _leading, _after, _following, _makes):
            reasons = list(rule(reading, a, b))
            if reasons:
                found += reasons
                break
    return found or list(_grounds(reading, start, end))


# ------------------------------------------------------------------ rules with a cue, each for one sentence


def _between(reading: str, start: int, end: int) -> Iterator[Reason]:
    """受行政调解力量薄弱、协同联动不畅等因素影响,… (because of weak mediation and poor coordination)."""
    for pattern in _cues().between:
        for match in pattern.finditer(reading, start, end):
            for span in _split(reading, *match.span("text")):
                yield Reason(*span, "cause.between", 0.9)


def _leading(reading: str, start: int, end: int) -> Iterator[Reason]:
    """由于编制时照搬照抄、缺少风险评估,部分预案与实际脱节。 (As they were copied, some plans are out of touch.)"""
    match = _cues().leading.match(reading[start:end])
    if match is None:
        return
    reasons = list(_cut(_PHRASE, reading, start + match.end(), end))
    if len(reasons) > 1:
        members = list(_split(reading, *reasons[0]))
        reasons = reasons[:1] if len(members) > 1 else reasons[:-1]
    yield from _reasons(reading, reasons, "cause.leading", 0.9)


def _following(reading: str, start: int, end: int) -> Iterator[Reason]:
    """…不相匹配,原因在于法学专业人员占比不足三成,… (… the reason is that less than 30% have studied law)."""
    match = _cues().cue.search(reading, start, end)
    if match is None:
        return
    reasons = list(_cut(_PHRASE, reading, match.end(), end))
    if match[0].endswith(("由于", "因为", "因")) and len(reasons) > 1 and len(list(_split(reading, *reasons[0]))) > 1:
        reasons = reasons[:1]  # the effect follows after the comma
    yield from _reasons(reading, reasons, "cause.following", 0.9)


def _after(reading: str, start: int, end: int) -> Iterator[Reason]:
    """平时缺少案例化的训练是重要原因。 (That there is no training by cases is an important reason.)"""
    return _before(reading, start, end, _cues().after)


def _makes(reading: str, start: int, end: int) -> Iterator[Reason]:
    """林权档案缺失、四至不清使调解缺少依据。 (Missing files and unclear bounds leave mediation without a basis.)"""
    return _before(reading, start, end, _cues().makes)


def _before(reading: str, start: int, end: int, cue: re.Pattern[str]) -> Iterator[Reason]:
    """The clause before the cue."""
    phrases = list(_cut(_PHRASE, reading, start, end))
    for index, (a, b) in enumerate(phrases):
        match = cue.search(reading, a, b)
        if match is None:
            continue
        stop = match.start()
        if stop - a < _SHORTEST:  # the cue begins the clause: the reason is the clause before
            if not index:
                continue
            a, stop = phrases[index - 1]
        yield from _reasons(reading, [(a, stop)], "cause.before", 0.8)
        return


# ------------------------------------------------------------------ grounds without a cue


def _grounds(reading: str, start: int, end: int) -> Iterator[Reason]:
    """Clauses that give the ground of a problem: 培训较少、储备不足,素养有待提高 (little training … to be raised)."""
    cues = _cues()
    phrases = list(_cut(_PHRASE, reading, start, end))
    texts = [reading[a:b].strip(_EDGE) for a, b in phrases]
    if len(phrases) < 2:
        return
    ends_in_result = bool(cues.result.search(texts[-1]))
    first_names = bool(cues.named.search(texts[0])) or reading[phrases[0][1] - 1] == "。"
    if len(phrases) == 2:
        if ends_in_result and reading[phrases[0][1] - 1] == "," and cues.scarce.search(texts[0]):
            yield from _reasons(reading, phrases[:1], "cause.ground", 0.5, own_subject=True)
        return
    middle = [index for index in range(1 if first_names else 0, len(phrases) - 1) if _is_ground(texts[index])]
    if ends_in_result:
        yield from _reasons(reading, [phrases[index] for index in middle], "cause.ground", 0.6, own_subject=True)
    elif first_names and len(middle) == len(phrases) - 2 and _is_ground(texts[-1]):
        yield from _reasons(reading, phrases[1:], "cause.ground", 0.5, own_subject=True)


def _is_ground(text: str) -> bool:
    cues = _cues()
    return bool(cues.ground.search(text)) and not cues.figure.search(text)


# ------------------------------------------------------------------ sections of causes


def reasons_of_section(
    reading: str, parts: Sequence[Span], problems: Sequence[str], *, whole: bool = False
) -> list[tuple[int, Reason]]:
    """The reasons in the parts of a section on causes, each with the index of the problem that it explains.

    With `whole`, each part is a point and belongs to one problem; else each clause is taken by itself.

    A reason goes to the problem with which it shares the rarest words; where none speak, to that of the same number.

    >>> text = "从执法看,执法人员多为兼职。从普法看,普法形式单一。"  # "As to enforcement, … part-time. As to publicity, …"
    >>> problems = ["普法针对性不强", "执法力量薄弱"]  # "publicity misses its aim", "enforcement is weak"
    >>> [(i, text[r.start : r.end]) for i, r in reasons_of_section(text, [(0, len(text))], problems)]
    [(1, '执法人员多为兼职'), (0, '普法形式单一')]
    """
    groups = list(_groups(reading, parts, whole))
    rarity = Counter(pair for problem in problems for pair in set(_pairs(problem)))
    found: list[tuple[int, Reason]] = []
    for number, (topic, spans) in enumerate(groups):
        words = "".join(reading[a:b] + "," for a, b in spans)
        scores = []
        for index, problem in enumerate(problems):
            pairs = set(_pairs(problem))
            score = sum(1 / rarity[pair] for pair in set(_pairs(words)) & pairs)
            score += sum(_TOPIC_WEIGHT / rarity[pair] for pair in set(_pairs(topic)) & pairs)
            bonus = _ORDINAL_BONUS if index == number else 0.0
            scores.append(score + bonus * (2 if len(groups) == len(problems) else 1))
        best = max(range(len(problems)), key=lambda index: (scores[index], -index))
        confidence = 0.85 if scores[best] > 2 * _ORDINAL_BONUS else 0.65
        for reason in _reasons(reading, spans, "cause.section", confidence):
            found.append((best, reason))
    return found


def _groups(reading: str, parts: Sequence[Span], whole: bool) -> Iterator[tuple[str, list[Span]]]:
    """What belongs to one problem: a point of the section, or a clause of its prose; with the topic it names."""
    cues = _cues()
    for part_start, part_end in parts:
        grouped = [(part_start, part_end)] if whole else list(_cut(_CLAUSE, reading, part_start, part_end))
        for start, end in grouped:
            if cues.lead_in.search(reading[start:end].strip("。;")) and not _CLAUSE.search(reading, start, end - 1):
                continue
            topic, start = "", _past_front(reading, start, end)
            if match := cues.topic.match(reading[start:end]):
                topic = next((group for group in match.groups() if group), "")
                start += match.end()
            start = _past_front(reading, start, end)
            spans = list(_cut(_PHRASE, reading, start, end))
            if spans:
                yield topic, spans


def _past_front(reading: str, start: int, end: int) -> int:
    """`start` past enumerators and cue words: 究其原因,主要是:一是… (the causes are mainly, one, …)."""
    while start < end:
        match = _cues().front.match(reading, start, end) or _cues().cue.match(reading, start, end)
        if match is None or match.end() == start:
            return start
        start = match.end()
    return start


def _pairs(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters."""
    runs = re.findall("[一-龥]+", text)
    return [run[i : i + 2] for run in runs for i in range(len(run) - 1)]


# ------------------------------------------------------------------ splitting


def _reasons(
    reading: str, phrases: Sequence[Span], rule: str, confidence: float, *, own_subject: bool = False
) -> Iterator[Reason]:
    """Reasons out of comma-separated stretches: effects are dropped, clauses without a subject joined, coordinations split."""
    cues = _cues()
    joined: list[Span] = []
    for a, b in phrases:
        a, b = _trimmed(reading, _past_front(reading, a, b), b)
        if tail := cues.tail.search(reading[a:b]):
            b = a + tail.start()
        text = reading[a:b]
        if not text or (joined and cues.effect.match(text)):
            continue
        if joined and cues.goes_on.match(text):
            joined[-1] = (joined[-1][0], b)
        elif len(text) >= _SHORTEST:
            joined.append((a, b))
    for a, b in joined:
        for span in _split(reading, a, b, own_subject=own_subject):
            yield Reason(*span, rule, confidence)


def _split(reading: str, start: int, end: int, *, own_subject: bool = False) -> Iterator[Span]:
    """The members of 人手少、更替快 (few people, quick turnover), where each ends like a predicate."""
    cues = _cues()
    begin = start
    for match in _PAUSE.finditer(reading, start, end):
        if not match[1]:
            continue
        left, right = reading[begin : match.start()], reading[match.end() : end]
        is_reason = (
            len(left) >= _SHORTEST and cues.predicate.search(left) and cues.predicate.search(right.split("、")[0].strip(_EDGE))
        )
        if is_reason and not (own_subject and re.match("[重缺不没未难]", right)):
            yield _trimmed(reading, begin, match.start())
            begin = match.end()
    last = _trimmed(reading, begin, end)
    if last[1] - last[0] >= 2:
        yield last


def _cut(pattern: re.Pattern[str], reading: str, start: int, end: int) -> Iterator[Span]:
    """The stretches of `start`–`end` that the marks of `pattern` end, each with its mark."""
    for match in pattern.finditer(reading, start, end):
        if match[1]:
            if reading[start : match.start()].strip():
                yield start, match.end()
            start = match.end()
    if reading[start:end].strip():
        yield start, end


def _trimmed(reading: str, start: int, end: int) -> Span:
    while start < end and reading[start] in _EDGE:
        start += 1
    while start < end and reading[end - 1] in _EDGE:
        end -= 1
    return start, end
