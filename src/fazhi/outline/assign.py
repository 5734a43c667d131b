"""Roles for the nodes of the tree: from headings, downwards, and from one sibling to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from fazhi.model import Form, Role
from fazhi.outline.among import causes_follow
from fazhi.outline.roles import has_deficit, is_lead_in, is_plan_lead_in, is_problem_lead_in, turn_role
from fazhi.outline.tree import Node
from fazhi.resources import lexicon
from fazhi.sentences import sentences

_SHORT_LEAD = range(4, 23)  # characters of a lead sentence that works as a heading
_SECTIONS = 3  # that many tell how the paragraphs of the others are meant
_LEADS_SHARE = 0.6  # of the paragraphs of a section begin so: they are points
_REMEDY = re.compile("措施|打算")
_ADDRESSEE_LENGTH = 40


def assign_roles(root: Node, reading: str, year: int | None) -> None:
    """Give every node of the tree its role."""
    _Assigner(reading, year).assign(root)


@cache
def _preamble() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon("outline")["preamble"]
    return re.compile(table["end"]), re.compile(table["signs"])


class _Assigner:
    def __init__(self, reading: str, year: int | None) -> None:
        self.reading = reading
        self.year = year

    def assign(self, root: Node) -> None:
        root.role = Role.ACHIEVEMENTS
        self._mark_preamble(root)
        self._walk(root, Role.ACHIEVEMENTS)

    # -------------------------------------------------------------- the preamble

    def _mark_preamble(self, root: Node) -> None:
        """Paragraphs before the first section: all, or those up to 现报告如下 where the first section tells no work done.

        Work told in plain paragraphs may lead to a list of plans: …2018年,主要打算是:(一)… (in 2018 we mainly mean to …).
        """
        leading: list[Node] = []
        sections = [child for child in root.children if _is_section(child)]
        for child in root.children:
            if _is_section(child):
                break
            if child.role is None and child.form is Form.PARAGRAPH:
                leading.append(child)
        end, signs = _preamble()
        texts = [self.reading[node.start : node.end] for node in leading]
        announced = [index for index, text in enumerate(texts) if end.search(text[-60:])]
        last = announced[-1] + 1 if announced else 0
        plans = any(turn_role(text, self.year) is Role.PLANS for text in texts[-1:] if text.endswith(":"))
        if sections and self._tells_work(sections[0]) and not plans:
            last = len(leading)
        elif not announced:
            while last < len(texts) and (_is_addressee(texts[last]) or (last < 2 and bool(signs.search(texts[last])))):
                last += 1
                if not _is_addressee(texts[last - 1]):
                    break
        for node in leading[:last]:
            node.role = Role.PREAMBLE

    @staticmethod
    def _tells_work(section: Node) -> bool:
        return section.told is None or section.told.role is Role.ACHIEVEMENTS

    # -------------------------------------------------------------- downwards

    def _walk(self, node: Node, role: Role) -> None:
        current = role
        is_problem = role is Role.SHORTCOMINGS and node.form is Form.POINT and node.told is None
        if is_problem and causes_follow(self.reading[node.start : node.own_end]):
            current = Role.CAUSES
        listed: dict[tuple[str, int], Role] = {}
        for child in node.children:
            if child.role is not None:
                continue
            if child.told is not None and (child.told.role is not role or node.told is None):
                child.role = child.told.role
            elif child.series == "problem-number":
                child.role = Role.PLANS if _REMEDY.search(child.number) else Role.SHORTCOMINGS
            elif child.form is Form.POINT and (child.series, child.ordinal - 1) in listed:
                child.role = listed[child.series, child.ordinal - 1]
            else:
                if child.form is Form.PARAGRAPH:
                    current = self._turned(child, current, node)
                child.role = current
            if child.series:
                listed[child.series, child.ordinal] = child.role
            self._walk(child, child.role)

    def _turned(self, paragraph: Node, current: Role, section: Node) -> Role:
        """The role to which a paragraph turns: by its first sentence of content, or by a lead-in at its end."""
        spans = list(sentences(self.reading, paragraph.start, paragraph.own_end))
        texts = [self.reading[a:b] for a, b in spans]
        content = [text for text in texts if not (is_problem_lead_in(text) or text.endswith(":"))]
        in_plans = section.told is not None and section.told.role is Role.PLANS
        if not in_plans and current is not Role.PLANS and _opens_with_admission(texts):
            current = Role.SHORTCOMINGS
        for text in [*content[:1], *(text for text in texts[-1:] if is_lead_in(text))]:
            turned = turn_role(text, self.year)
            if turned is not None:
                current = turned
        if (
            texts
            and is_problem_lead_in(texts[-1])
            and not in_plans
            and turn_role(texts[-1], self.year) is None
            and current is not Role.PLANS
        ):
            current = Role.SHORTCOMINGS
        return current


def _opens_with_admission(texts: list[str]) -> bool:
    """Whether a paragraph admits problems in its first sentence and tells them in the next: …还有不少薄弱环节。执法人手偏紧,…"""
    return len(texts) > 1 and is_problem_lead_in(texts[0]) and "。" in texts[0][-1:] and has_deficit(texts[1])


def _is_section(node: Node) -> bool:
    """Whether the report proper begins with a node, as it does not with a list inside a paragraph."""
    return node.role is None and node.form is not Form.PARAGRAPH and not node.inline


def _is_addressee(text: str) -> bool:
    return len(text) <= _ADDRESSEE_LENGTH and (text.endswith(":") or "〔" in text)


# ------------------------------------------------------------------ paragraphs


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
    if node.form not in (Form.SECTION, Form.POINT) or node.role is None:
        return
    if any(child.form in (Form.SECTION, Form.POINT) and child.role is node.role for child in node.children):
        return
    paragraphs = _leading_paragraphs(node)
    names_subject = node.number != "" or node.series.endswith("heading")
    if not paragraphs or not names_subject:
        return
    generic = node.told is not None and node.told.generic
    alike = as_points and node.role is Role.ACHIEVEMENTS and (len(paragraphs) > 1 or _has_short_lead(paragraphs[0], reading))
    if (alike or _begin_with_leads(paragraphs, reading)) and not (generic and node.role is Role.ACHIEVEMENTS):
        for child in paragraphs:
            if _has_short_lead(child, reading) or child.own_end - child.start > 2 * _SHORT_LEAD.stop:
                child.form = Form.POINT
    elif not generic and not any(child.has_points for child in paragraphs):
        node.own_end = paragraphs[-1].end
        node.end = max(node.end, node.own_end)
        tables = [table for child in paragraphs for table in child.children]
        others = [child for child in node.children if all(child is not paragraph for paragraph in paragraphs)]
        node.children = sorted([*tables, *others], key=lambda child: child.start)


def _begin_with_leads(paragraphs: Sequence[Node], reading: str) -> bool:
    """Whether several paragraphs, and most of them, begin with a short lead."""
    return sum(_has_short_lead(child, reading) for child in paragraphs) >= max(2, _LEADS_SHARE * len(paragraphs))


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
