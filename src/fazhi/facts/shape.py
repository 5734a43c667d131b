"""What the place of a part in the outline says of the points below it, and how parts on causes lie in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fazhi.model import Form, Part, Role

_STRUCTURE = (Form.SECTION, Form.POINT, Form.PARAGRAPH)
_ONE_PROBLEM = 2  # sentences, or fewer, that tell of it
_FIRST = re.compile(r"[^一二三四五六七八九十\d①-⑳]{0,2}(?:[一1①](?![十\d])|首先)")  # a number from which a list counts


def is_divided(part: Part) -> bool:
    """Whether parts of the same role lie below, which then say it in the part's stead."""
    return any(child.role is part.role and (child.form is not Form.TABLE or child.parts) for child in part.parts)


def is_taken_up(plan: Part, child: Part) -> bool:
    """A problem that a plan names in its own lead: 针对调解员老化的问题,选聘… (in view of the mediators' age, choose …)."""
    return plan.role is Role.PLANS and child.role is Role.SHORTCOMINGS and child.end <= plan.title_end


def tells_one_problem(part: Part) -> bool:
    """Whether a part on work tells one problem, of two sentences at most."""
    told = sum(child.role is Role.SHORTCOMINGS for child in part.parts)
    return part.role is Role.ACHIEVEMENTS and told <= _ONE_PROBLEM


def is_listed_cause(part: Part) -> bool:
    """A cause enumerated within the text of its problem, which includes it: …不高,原因:一是…;二是… (not below a label 原因:)"""
    return part.role is Role.CAUSES and part.form is Form.POINT and not part.number.endswith((":", "】"))


def only_heads(part: Part) -> bool:
    """A heading without text of its own above sections or points of another role."""
    return part.body_start == part.body_end and any(child.form in _STRUCTURE for child in part.parts)


def leaves_of(part: Part) -> Iterator[Part]:
    """The parts on causes that have none below them; a paragraph that only leads to points is left out."""
    below = [child for child in part.parts if child.role is Role.CAUSES and child.form is not Form.TABLE]
    if not below:
        if part.form is not Form.SECTION or part.body_start < part.body_end:
            yield part
        return
    has_points = any(child.form is Form.POINT for child in below)
    for child in below:
        if not (has_points and child.form is Form.PARAGRAPH):
            yield from leaves_of(child)


def lists_of(leaves: Sequence[Part]) -> list[list[Part]]:
    """The parts on causes, list by list: each begins where points count from one again."""
    found: list[list[Part]] = [[]]
    for leaf in leaves:
        if found[-1] and _FIRST.match(leaf.number):
            found.append([])
        found[-1].append(leaf)
    return found
