"""What all rules on causes share: the reason, and how stretches of text are split into reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fazhi.facts.causes.cues import cues
from fazhi.sentences import EDGE, Span, pauses, trimmed

SHORTEST = 3
_ALSO = re.compile("[一-龥]{2,12}又(?:一直|长期|多年|迟迟|始终)?(?=[没未不缺无少跟])")
_AND = re.compile("以及|[和及与]")
_VERBS = "怕重轻靠凭图嫌等要缺少没不无有难愁爱想求看听讲说认拿挂占"  # 怕当被告、怕丢面子: the same verb again
_NUMBERED = re.compile("[是面来则,]")  # in what stands before a reason: 二是, 一方面, 二来
_HALF = re.compile(
    "(?:没有?(?:与|同|和|跟|向|把|将|对)[一-龥]{1,5}|谁[一-龥]{2,4}|由[一-龥]{2,5}(?:[员师长人警]|干部|主任))$"
)  # the rest follows
_SHORTEST_MIND = 2
_LEADS = ("以来", "之下", "期间")
_RATE = re.compile(r"率(?:仅|只|不足|偏|不|还|为)")
_CANNOT = re.compile("[一-龥]不[一-龥]{1,2}")
_MUCH, _LITTLE = re.compile("得(?:多|快|勤|响|高)$"), re.compile("得(?:少|慢|差|浅|低|轻|不够)$")
_MORE, _LESS = re.compile("(?<![较偏很太更得])多$"), re.compile("(?<![较偏很太更得])少$")
_SHORT = 7  # characters: 正式队员少
_UNLIKE = 2  # characters by which two predicates with the same verb differ in length: 怕担责、怕激化矛盾
_ABOUT = ("对", "把", "将")  # a clause may begin so, a member of a list of things does not
_FULL = 4  # characters: 标准不一
_LONG = 6
_LABEL = 9  # characters with a colon before what is told


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


def past_front(reading: str, start: int, end: int) -> int:
    """`start` past enumerators and cue words: 究其原因,主要是:一是… (the causes are mainly, one, …)."""
    while start < end:
        match = cues().front.match(reading, start, end) or cues().cue.match(reading, start, end)
        if match is None or match.end() == start:
            return start
        start = match.end()
    return start


def reasons_in(
    reading: str, spans: Sequence[Span], rule: str, confidence: float, *, own_subject: bool = False
) -> Iterator[Reason]:
    """Reasons out of comma-separated stretches: effects are dropped, clauses without a subject joined, coordinations split."""
    table = cues()
    joined: list[Span] = []
    past_effect = False
    begun: int | None = None  # where a clause began that only leads to the next: …整合以来, (since … were merged)
    for a, b in spans:
        if begun is not None:
            a, begun = begun, None
        elif len(spans) > 1 and reading[a:b].rstrip(EDGE).endswith(_LEADS):
            begun = a
            continue
        if joined and table.effect.match(reading[slice(*trimmed(reading, a, b))]):
            past_effect = True
        elif table.adds.match(reading, trimmed(reading, a, b)[0], b):
            past_effect = False
        if past_effect:
            continue
        begin = trimmed(reading, a, b)[0]
        a, b = trimmed(reading, past_front(reading, a, b), b)
        numbered = _NUMBERED.search(reading, begin, a) is not None
        if reading[max(a - 1, 0)] == "在" and reading[b - 1] == "上":
            b -= 1  # 问题出在供需脱节上 (the trouble lies in …)
        if tail := table.tail.search(reading[a:b]):
            b = a + tail.start()
        elif (hinders := table.also_hinders.search(reading, a, b)) and hinders.start() - a >= SHORTEST:
            b = hinders.start()  # 配件涨价更推高了成本 (dearer parts have raised the costs still more)
        if (colon := reading.find(":", a, min(a + _LABEL, b))) >= 0:
            a = trimmed(reading, colon, b)[0]  # 说到底是人不行:半数队员没有办过案 (in the end it is the people: …)
        text = reading[a:b]
        if joined and not numbered and table.goes_on.match(text):
            joined[-1] = (joined[-1][0], b)
        elif len(text) >= SHORTEST or (text and "少" in text):
            joined.append((a, b))
    for a, b in joined:
        for span in split(reading, a, b, own_subject=own_subject):
            yield Reason(*span, rule, confidence)


def split(reading: str, start: int, end: int, *, own_subject: bool = False, listed: bool = False) -> Iterator[Span]:
    """The members of 人手少、更替快 (few people, quick turnover), where each is a clause of its own.

    `listed`: what stands there is a list of reasons in any case, so that nouns are members too: 受原料涨价、工期顺延影响.
    """
    begin = start
    marks = list(pauses(reading, start, end))
    for a, b in marks:
        left, right = reading[begin:a], re.split("[、,]", reading[b:end], maxsplit=1)[0].strip(EDGE)
        members = listed and reading[a] == "、" and min(len(left), len(right)) >= _FULL
        clauses = members or _are_clauses(left, right, pair=len(marks) == 1, own_subject=own_subject)
        if clauses and not _goes_on(left, right, own_subject=own_subject):
            yield trimmed(reading, begin, a)
            begin = b
    last = trimmed(reading, begin, end)
    if last[1] - last[0] >= 2:
        yield from _joined_by_and(reading, *last)


def _joined_by_and(reading: str, start: int, end: int) -> Iterator[Span]:
    """The two members of 编制总量控制和财力紧张 (posts are capped and funds are short), where each says something of its own.

    执法人员和检测设备不足 (officers and devices are scarce) is one: its first member is a thing and shares the predicate.
    """
    for match in _AND.finditer(reading, start, end):
        left, right = reading[start : match.start()], reading[match.end() : end]
        least = SHORTEST if match[0] == "以及" else _FULL
        told = all(len(member) >= least and cues().predicate.search(member) for member in (left, right))
        if told and not cues().open_end.search(left):
            yield start, match.start()
            yield match.end(), end
            return
    yield start, end


def _are_clauses(left: str, right: str, *, pair: bool, own_subject: bool) -> bool:
    """Whether 、 stands between two clauses: they end like predicates, or, being a pair, at least not like nouns.

    村级报账员业务生疏、底账年年更换 is two clauses, 外卖骑手、网约车司机流动性强 (couriers and drivers move about) one.
    """
    predicate, thing = cues().predicate, cues().thing
    if _HALF.search(left):
        return False
    if "既" in left and right[:1] in "又也更" and len(right) >= SHORTEST:
        return True  # 既无专人、又无经费 (neither people nor money)
    if _ALSO.match(right) and len(left) >= SHORTEST:
        return True  # 有人怕麻烦、事后追责又一直没有落地 (… and nobody has been called to account)
    minds = cues().minds.match(left), cues().minds.match(right)
    if minds[0] and minds[1] and minds[0][0] != minds[1][0] and min(len(left), len(right)) >= _SHORTEST_MIND:
        return True  # 图快、怕麻烦
    if min(len(left), len(right)) < SHORTEST:
        return False
    if min(len(left), len(right)) >= _FULL and _is_whole(left) and _is_whole(right):
        return True
    if _RATE.search(right) and len(left) >= _FULL and not thing.search(left.removesuffix("办案")):
        return True  # 骨干身兼数职、培训率只有三成
    if predicate.search(left):
        shortest = _LONG if own_subject else SHORTEST
        return bool(predicate.search(right)) or (len(right) >= shortest and not thing.search(right) and "等" not in right)
    if pair and right[:1] in _ABOUT and len(left) >= _LONG and predicate.search(right) and "等" not in right:
        return True  # 店家只顾销量、对伙计管得松
    if not pair or thing.search(left) or cues().open_end.search(left) or "等" in right or min(len(left), len(right)) < _FULL:
        return False
    return bool(predicate.search(right) and len(right) <= len(left) + 1) or (
        min(len(left), len(right)) >= _LONG
        and abs(len(left) - len(right)) <= 2
        and not (thing.search(right) or cues().lies_in.search(left))
    )


def _is_whole(text: str) -> bool:
    """Whether a member is a clause by its end, its beginning, or a verb within: 检查数据分散在七个系统 (… lie in seven)."""
    table = cues()
    return bool(table.verb_first.match(text) or table.lies_in.search(text) or _ends_clause(text))


def _ends_clause(text: str) -> bool:
    return bool(cues().predicate.search(text)) and not cues().open_end.search(text)


def _goes_on(left: str, right: str, *, own_subject: bool) -> bool:
    """Whether the second clause has no subject of its own: 怕当被告、怕丢面子 (afraid of court, afraid for their face)."""
    if re.match("[重缺不没未难只仅]" if own_subject else "[不难只仅]", right) or ("重" in left and right.startswith("轻")):
        return True
    if (right.endswith("为主") and "以" in left) or (_MUCH.search(left) and _LITTLE.search(right) and right[1] == "得"):
        return True  # 说得多、做得少 (much said, little done); not 老人走得快、新人补得慢 (each with a subject)
    if _MORE.search(left) and _LESS.search(right) and len(right) <= _SHORT:
        return True  # 协管员多、正式队员少 (many assistants, few officers)
    if _CANNOT.fullmatch(right):
        return True  # 渡工招不进、留不住 (ferrymen are neither found nor kept)
    at = left.rfind(right[0])
    return at > 0 and right[0] in _VERBS and abs(len(left) - at - len(right)) <= _UNLIKE
