"""A problem and its reasons parted by labels or brackets within one point: 问题:…。成因:…。 and …不均(…)。"""

from __future__ import annotations

from collections.abc import Sequence

from fazhi.facts.causes.pieces import Reason, cues
from fazhi.sentences import trimmed


def past_label(reading: str, start: int, end: int) -> int:
    """`start` past a word that only says that a problem follows.

    >>> past_label("问题:巡河次数不足。", 0, 10)  # "Problem: too few patrols along the river."
    3
    """
    match = cues().problem_label.match(reading, start, end)
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
