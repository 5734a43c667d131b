"""What will be done about a problem, told in the same point as the problem."""

from __future__ import annotations

from fazhi.model import Form, Role
from fazhi.outline.adding import add, units
from fazhi.outline.among import is_bare_remedy, is_remedy, is_shared_cause, is_undertaking, remedy_opener_length
from fazhi.outline.headings import turn_role
from fazhi.outline.node import Node
from fazhi.outline.problems import SERIES
from fazhi.outline.tone import is_to_come, tone
from fazhi.sentences import sentences, trimmed


def sounds_like_a_remedy(sentence: str) -> bool:
    """Whether a sentence behind a problem tells what will be done about it, in whatever words.

    >>> sounds_like_a_remedy("为此,要逐段补埋界桩。")  # "To that end, the marks have to be set again, one by one."
    True
    >>> sounds_like_a_remedy("汊河的界桩又被冲走。")  # "The marks of the side arm have been washed away again."
    False
    """
    if is_remedy(sentence) or is_bare_remedy(sentence):
        return True
    opener = remedy_opener_length(sentence)
    return tone([sentence[opener:]]).likeliest is Role.PLANS and (opener > 0 or is_to_come(sentence))


def add_remedy(reading: str, node: Node, year: int | None) -> None:
    """A point of the shortcomings that goes on with what will be done, and perhaps with causes: …不足。下一步,将…"""
    last: Node | None = None
    own_end = node.own_end
    leads = node.body_start > node.lead_end  # its lead stands before the first unit
    for index, (a, b) in enumerate(units(reading, node)):
        text = reading[a:b]
        turned = turn_role(text, year) if index or leads else None
        if turned is Role.CAUSES and (last is not None or is_shared_cause(text)):
            last = add(reading, node, Role.CAUSES, a, b)
        elif last is not None:
            last.end = last.own_end = b  # the remedy, or the causes, go on
        elif turned is Role.PLANS or ((index or leads) and (is_remedy(text) or is_bare_remedy(text))):
            start, end = trimmed(reading, a, own_end)
            if end > start:
                last = add(reading, node, Role.PLANS, a, b)


def add_expected(reading: str, node: Node) -> None:
    """Where most points tell a remedy too, the others do so in words of their own: 春节前后,组织… (at New Year, hold …)."""
    points = [child for child in node.children if child.role is Role.SHORTCOMINGS and child.form is Form.POINT]
    bare = [child for child in points if not child.children]
    if len(points) < SERIES or len(bare) > len(points) / 2:
        return
    for point in bare:
        *_, last = [point.lead_start, *(a for a, _ in sentences(reading, point.lead_start, point.own_end))]
        if last > point.lead_start and is_undertaking(reading[last : point.own_end]):
            add(reading, point, Role.PLANS, last, point.own_end)
