"""Paragraphs that are points or the running text of their section, once the roles are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from fazhi.model import Form, Role
from fazhi.outline.leads import has_deficit, is_lead_in, is_plan_lead_in
from fazhi.outline.node import Node
from fazhi.resources import lexicon

_SHORT_LEAD = range(4, 23)  # characters of a lead sentence that works as a heading
_SECTIONS = 3  # that many tell how the paragraphs of the others are meant
_LEADS_SHARE = 0.6  # of the paragraphs of a section begin so: they are points


def settle_paragraphs(node: Node, reading: str, *, as_points: bool = False) -> None:
    """Paragraphs with short leads become points; those of a section whose heading names its subject, its running text.

    `as_points`: the paragraphs of the other sections are points, so those of this one are too.
    """
    mostly = _are_mostly_points(node, reading)
    for child in node.children:
        settle_paragraphs(child, reading, as_points=mostly)
    if _is_problem_with_aspects(node, reading):
        node.body_start = node.lead_start
        node.own_end = node.end = max(child.end for child in node.children)
        node.children = []
        return
    _settle_others(node, reading)
    if node.form not in (Form.SECTION, Form.POINT) or node.role is None:
        return
    beside = [child for child in node.children if child.form in (Form.SECTION, Form.POINT) and child.role is node.role]
    if beside:
        if not any(child.number for child in beside):
            _settle_beside(node, reading)
        return
    paragraphs = _leading_paragraphs(node)
    names_subject = node.number != "" or node.series.endswith("heading")
    if not paragraphs or not names_subject:
        return
    generic = (node.told is not None and node.told.generic) or _names_subject_only(node, reading)
    alike = as_points and node.role is Role.ACHIEVEMENTS and (len(paragraphs) > 1 or _has_short_lead(paragraphs[0], reading))
    if (alike or _begin_with_leads(paragraphs, reading)) and not (generic and node.role is Role.ACHIEVEMENTS):
        announcing = _announcing(paragraphs, reading)
        for child in paragraphs[:announcing]:
            child.role = Role.PREAMBLE
        for child in paragraphs[announcing:]:
            if _has_short_lead(child, reading) or _is_whole(child, reading):
                child.form = Form.POINT
    elif not generic and not any(child.has_points for child in paragraphs):
        node.own_end = paragraphs[-1].end
        node.end = max(node.end, node.own_end)
        tables = [table for child in paragraphs for table in child.children]
        others = [child for child in node.children if all(child is not paragraph for paragraph in paragraphs)]
        node.children = sorted([*tables, *others], key=lambda child: child.start)


def _settle_beside(node: Node, reading: str) -> None:
    """Problems or plans that begin with short leads, beside others that headings without numbers tell: points as those are."""
    if node.role not in (Role.SHORTCOMINGS, Role.PLANS):
        return
    told = [child for child in node.children if child.form is Form.PARAGRAPH and child.role is node.role]
    told = [child for child in told if not is_lead_in(reading[child.start : child.own_end].strip())]
    if all(_has_short_lead(child, reading) for child in told):
        for child in told:
            child.form = Form.POINT


def _announcing(paragraphs: Sequence[Node], reading: str) -> int:
    """How many paragraphs only announce problems that are told one by one: 丑话在前。 | 先说渡口。… | 再说航道。…"""
    if paragraphs[0].role is not Role.SHORTCOMINGS:
        return 0
    opening = (at for at, child in enumerate(paragraphs) if _first_matter().match(reading, child.start))
    return next(opening, 0)


@cache
def _first_matter() -> re.Pattern[str]:
    return re.compile(lexicon("outline")["one_by_one"]["first"])


def _names_subject_only(node: Node, reading: str) -> bool:
    """Whether several paragraphs stand below a heading that tells no work: 关于渡口与航道 (on ferries and waterways)."""
    return reading.startswith("关于", node.lead_start) and len(_leading_paragraphs(node)) > 1


def _settle_others(node: Node, reading: str) -> None:
    """Plans or problems behind others of another role in one section, whose paragraphs begin with short leads: points."""
    leading = _leading_paragraphs(node)
    others = [child for child in node.children if child.form is Form.PARAGRAPH and (child.role is not node.role or not leading)]
    if len(others) < 2:
        return
    for role in (Role.SHORTCOMINGS, Role.PLANS):
        if (role is node.role and leading) or any(
            child.role is role and child.form in (Form.SECTION, Form.POINT) for child in node.children
        ):
            continue
        told = [child for child in others if child.role is role and not is_lead_in(reading[child.start : child.own_end].strip())]
        if len(told) > 1 and all(_has_short_lead(child, reading) for child in told):
            for child in told:
                child.form = Form.POINT


def _begin_with_leads(paragraphs: Sequence[Node], reading: str) -> bool:
    """Whether several paragraphs, and most of them, begin with a short lead; plans of a single sentence do not count."""
    longer = [child for child in paragraphs if reading[child.lead_end : child.own_end].strip("。:;\n ")]
    told = longer if paragraphs and paragraphs[0].role is Role.PLANS else paragraphs
    return sum(_has_short_lead(child, reading) for child in paragraphs) >= max(2, _LEADS_SHARE * len(told))


def _is_whole(paragraph: Node, reading: str) -> bool:
    """Whether a paragraph beside points is one too: it is long, or a plan of one sentence that leads to nothing."""
    text = reading[paragraph.start : paragraph.own_end].strip()
    alone = paragraph.role is Role.PLANS and "。" not in text[:-1] and not (is_lead_in(text) or is_plan_lead_in(text))
    return alone or len(text) > 2 * _SHORT_LEAD.stop


def _are_mostly_points(node: Node, reading: str) -> bool:
    """Whether most of the sections on work below a node have paragraphs that begin with a short lead."""
    sections = [child for child in node.children if child.form is not Form.PARAGRAPH and child.role is Role.ACHIEVEMENTS]
    told = sum(_begin_with_leads(_leading_paragraphs(section), reading) for section in sections)
    return told >= _SECTIONS and told > len(sections) / 2


def _is_problem_with_aspects(node: Node, reading: str) -> bool:
    """A point that names its problem and tells the aspects of it in the same line: 力量薄弱。一是人少;二是人老。"""
    if node.role is not Role.SHORTCOMINGS or node.form is not Form.POINT or node.told is not None or not node.children:
        return False
    lead = reading[node.lead_start : node.lead_end]
    same = all(child.inline and child.role is node.role for child in node.children if child.form is Form.POINT)
    return same and node.children[0].start <= node.own_end and has_deficit(lead) and "\n" not in reading[node.start : node.end]


def _leading_paragraphs(node: Node) -> list[Node]:
    """The paragraphs of a node's own role that stand before anything of another role."""
    leading = []
    for child in node.children:
        if child.form is Form.PARAGRAPH and child.role is node.role:
            leading.append(child)
        elif child.form is not Form.TABLE:
            break
    return leading


def _has_short_lead(paragraph: Node, reading: str) -> bool:
    """A short first sentence that the paragraph goes on from: 强化理论武装。局党组… (Strengthen theory. The Party group …)"""
    lead = reading[paragraph.lead_start : paragraph.lead_end]
    stop = reading[paragraph.lead_end : paragraph.lead_end + 1]
    goes_on = paragraph.own_end - paragraph.lead_end > 8
    return (
        goes_on
        and stop in ("。", ":")
        and len(lead) in _SHORT_LEAD
        and not re.search(r"\d|^(?:我[一-龥]|下一步)", lead)
        and not is_plan_lead_in(lead)
    )
