"""A problem and its reasons parted by labels or brackets within one point: 问题:…。成因:…。 and …不均(…)。"""

from __future__ import annotations

from collections.abc import Sequence

from fazhi.facts.causes.cues import cues
from fazhi.facts.causes.pieces import Reason
from fazhi.sentences import Span, phrases, trimmed

_SHORTEST = 4


def past_label(reading: str, start: int, end: int) -> int:
    """`start` past a word that only says that a problem, or a remedy, follows.

    >>> past_label("问题:巡河次数不足。", 0, 10)  # "Problem: too few patrols along the river."
    3
    """
    match = cues().label.match(reading, start, end)
    return match.end() if match else start


def before_reasons(reading: str, start: int, end: int, reasons: Sequence[Reason]) -> int:
    """Where the problem ends, before reasons that a label or a closing bracket sets off.

    >>> text = "巡河次数不足。成因:船只老旧。"  # "Too few patrols. Cause: the boats are old."
    >>> text[: before_reasons(text, 0, len(text), [])]
    '巡河次数不足'
    """
    label = cues().cause_label.search(reading, start, end)
    stop = label.start() if label else end
    bracket = next((reason for reason in reasons if reason.rule == "cause.bracketed"), None)
    if bracket is not None and reading[end - 1] == ")" and (opens := reading.rfind("(", start, bracket.start)) > start:
        stop = min(stop, opens)
    return trimmed(reading, start, stop)[1]


def bare_problem(reading: str, start: int, end: int, reasons: Sequence[Reason]) -> Span | None:
    """The clauses of a problem before its first reason, or where that comes first, behind the last; None where there are none.

    >>> text = "由于船只老旧,巡河次数不足"  # "As the boats are old, there are too few patrols along the river"
    >>> found = bare_problem(text, 0, len(text), [Reason(2, 6, "cause.leading", 0.9)])
    >>> text[slice(*found)] if found else ""
    '巡河次数不足'
    """
    within = [reason for reason in reasons if start <= reason.start < end]
    if not within:
        return None
    told = list(phrases(reading, start, end))
    first = max(a for a, _ in told if a <= within[0].start)
    last = min((b for _, b in told if max(reason.end for reason in within) <= b), default=end)
    found = trimmed(reading, start, first) if first > start else trimmed(reading, last, end)
    return found if found[1] - found[0] >= _SHORTEST else None
