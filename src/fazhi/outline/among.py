"""What stands among problems without being one: their causes, and what will be done about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fazhi.outline.leads import has_deficit
from fazhi.resources import either, lexicon, patterns

_MOSTLY = 0.6  # of the sentences of a paragraph, where it is on causes


@dataclass(frozen=True, slots=True)
class _Table:
    """The patterns of the table `outline` under `among`, by the names they have there."""

    cause: re.Pattern[str]
    reason_too: re.Pattern[str]
    causes_follow: re.Pattern[str]
    reasons_too: re.Pattern[str]
    two_sides: re.Pattern[str]
    of_all: re.Pattern[str]
    goes_on_with_causes: re.Pattern[str]
    reason_first: re.Pattern[str]
    effect: re.Pattern[str]
    counted_reason: re.Pattern[str]
    remedy: re.Pattern[str]
    bare_remedy: re.Pattern[str]
    remedy_opener: re.Pattern[str]
    undertaking: re.Pattern[str]
    added: re.Pattern[str]
    will: re.Pattern[str]
    done: re.Pattern[str]


@cache
def _table() -> _Table:
    return patterns(_Table, lexicon("outline")["among"])


@cache
def _shared() -> re.Pattern[str]:
    return re.compile(lexicon("causes")["shared"])


@cache
def _reasons() -> tuple[re.Pattern[str], ...]:
    """What tells a reason within a sentence: the cues of the table `causes`, and what only a paragraph on causes is known by."""
    table = lexicon("causes")
    within = (*table["between"], *table["after"])
    return (_table().reason_too, *map(either, (table["cue"], table["weak_cue"])), *map(re.compile, within))


@cache
def _behind() -> tuple[re.Pattern[str], ...]:
    """What says, behind a reason, that it is one: …是主要原因 (… are the main causes)."""
    return tuple(map(re.compile, lexicon("causes")["after"]))


def is_remedy(sentence: str) -> bool:
    """Whether a sentence among problems tells what will be done about the one before it.

    >>> is_remedy("针对窗口人员业务不精的问题,将建立月学季考制度。")  # "In view of counter staff who know too little, we will …"
    True
    >>> is_remedy("针对上级反馈的问题,整改还不彻底。")  # "What the superior found is not yet mended."
    False
    """
    match = _table().remedy.match(sentence)
    rest = sentence[match.end() :] if match else ""
    return bool(rest) and not _table().done.search(rest) and (_table().will.match(rest) is not None or not has_deficit(rest))


def is_bare_remedy(sentence: str) -> bool:
    """Whether a sentence right after a problem, in the same point, says what will be done: 将升级监测平台 (we will renew …)."""
    return _table().bare_remedy.match(sentence) is not None and not _table().done.search(sentence)


def remedy_opener_length(sentence: str) -> int:
    """Length of the words that only lead from a problem to its remedy: 对此, (to that end), 针对这一问题, (in view of this).

    >>> remedy_opener_length("针对这一问题,将增设夜间渡班。")  # "In view of this problem, a night ferry will be added."
    7
    """
    match = _table().remedy_opener.match(sentence)
    return match.end() if match else 0


def is_undertaking(sentence: str) -> bool:
    """Whether a sentence tells what somebody sets about, and no problem: 春节前后,组织“回乡一堂课” (at New Year hold …)."""
    opens = any(_table().undertaking.match(clause) for clause in re.split("[,;]", sentence))
    return opens and not has_deficit(sentence) and not _table().done.search(sentence)


def is_added(sentence: str) -> bool:
    """Whether a sentence adds something that is no problem: 同时,高质量编制… (at the same time, draw up …)."""
    return _table().added.match(sentence) is not None and not has_deficit(sentence)


def is_cause(sentence: str) -> bool:
    """Whether a sentence begins like a reason for the problem before it: 主要是… (it is mainly that …)."""
    return bool(_table().cause.match(sentence))


def leads_to_problem(sentence: str) -> bool:
    """Whether a sentence gives a reason and then a problem of its own: 由于照搬范本,规约贴得不紧 (copied, it fits badly)."""
    table = _table()
    before, _, last = sentence.strip("。;").rpartition(",")
    return bool(before) and bool(table.reason_first.match(before)) and has_deficit(last) and not table.effect.match(last)


def ends_as_reason(sentence: str) -> bool:
    """Whether all that a sentence says is the reason of the problem before it: 渡工常换是漏检的主要原因。

    >>> ends_as_reason("渡工常换、船只老旧,是漏检的主要原因。")  # "…, are the main causes of missed checks."
    True
    """
    said = sentence.rstrip("。;")
    found = (match for pattern in _behind() for match in pattern.finditer(said) if match.end() == len(said))
    return any("," not in said[: match.start()].rstrip(",") for match in found)


def begins_with_reason(sentence: str) -> bool:
    """Whether a sentence begins with a reason, whatever follows: 由于图纸不全,… (as plans are missing, …)."""
    return _table().reason_first.match(sentence) is not None


def is_on_all_problems(sentence: str) -> bool:
    """Whether a sentence on causes speaks of all problems before it: 究其原因,上述问题… (… the above problems …)."""
    return bool(_table().of_all.match(sentence)) or sentence.endswith(":")


def goes_on_with_causes(sentence: str) -> bool:
    """Whether a sentence after one on causes is on causes too: 二是…, 此外… (secondly …, besides …)."""
    return bool(_table().goes_on_with_causes.match(sentence)) or is_cause(sentence)


def is_shared_cause(sentence: str) -> bool:
    """Whether a sentence gives a reason that several problems before it have in common.

    >>> is_shared_cause("上述三事还有一层共同的原因,渡口都归两家管。")  # "The three share one more reason: …"
    True
    """
    return _shared().match(sentence) is not None


def gives_reason(member: str) -> bool:
    """Whether a member of a list, without its number, says that it is a reason: 因为渡工常换 (as the ferrymen often change)."""
    return _table().counted_reason.match(member) is not None


def explains_itself(sentence: str) -> bool:
    """Whether a sentence tells a problem and its reason: …漏网,症结在于… (… slip through; the crux is that …)."""
    return any(_table().cause.match(phrase) for phrase in sentence.split(",")[1:])


def explain_others(sentences: Sequence[str]) -> bool:
    """Whether the sentences of a paragraph below a list of problems give the reasons for those, one after the other.

    >>> explain_others(["补贴发得慢,说到底是账目没有理清。", "界桩立不起来,多因早年图纸不全。"])  # "… in the end it is that …"
    True
    """
    told = [any(pattern.search(sentence) for pattern in _reasons()) for sentence in sentences]
    return sum(told) > 1 and sum(told) >= _MOSTLY * len(told)


def has_two_sides(sentence: str) -> bool:
    """Whether a sentence tells two problems as two sides of a matter: 执法监督方面,一方面…;另一方面… (on the one hand)."""
    return _table().two_sides.match(sentence) is not None


def tells_reasons(heading: str) -> bool:
    """Whether a heading promises problems with their reasons: 存在的不足及原因 (shortcomings and their causes)."""
    return bool(_table().reasons_too.search(heading))


def causes_follow(text: str) -> bool:
    """Whether the list after `text` tells the causes of the problem in it: …质量不高,主要原因: (… the main causes:)."""
    return bool(_table().causes_follow.search(text))
