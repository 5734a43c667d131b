"""Roles for the nodes of the tree: from headings, downwards, and from one sibling to the next."""

from __future__ import annotations

import re

from fazhi.model import Form, Role
from fazhi.outline.among import causes_follow
from fazhi.outline.announced import heading_says
from fazhi.outline.headings import HeadingRole, turn_role
from fazhi.outline.judge import bears_out, divided, is_plainly_work, list_role, run_of, section_role, tells_problems
from fazhi.outline.labels import LABEL, PROBLEM
from fazhi.outline.leads import has_deficit, is_lead_in, is_problem_lead_in, names_problems
from fazhi.outline.lone import part_lone
from fazhi.outline.node import Node
from fazhi.outline.preamble import mark_preamble
from fazhi.outline.signs import NAMED_NUMBER, ON_ONE_HAND
from fazhi.outline.unled import announces_plans, gather_unled
from fazhi.sentences import sentences

_REMEDY = re.compile("措施|打算")
_IN_LISTS = (Role.SHORTCOMINGS, Role.PLANS)  # what goes on from one point of a list to the next, and below a section


def assign_roles(root: Node, reading: str, year: int | None) -> None:
    """Give every node of the tree its role."""
    _Assigner(reading, year).assign(root)


class _Assigner:
    """Goes down a tree of the outline, from what headings say to what sentences say."""

    def __init__(self, reading: str, year: int | None) -> None:
        self.reading = reading
        self.year = year

    def assign(self, root: Node) -> None:
        """Give the root and every node below it its role."""
        self.root = root
        root.role = Role.ACHIEVEMENTS
        self._tell_headings(root)
        part_lone(root, self.reading, self.year)
        mark_preamble(root, self.reading, self.year)
        for node in (root, *root.children):
            if node.told is None or node.told.role is Role.ACHIEVEMENTS:
                gather_unled(node, self.reading, self.year)
        self._walk(root, Role.ACHIEVEMENTS)

    def _tell_headings(self, root: Node) -> None:
        """Tell what the headings of the sections lead to that no table knows; plans only behind what falls short.

        A heading below which work is told promises no problems, causes or plans.
        """
        for section in root.children:
            told = section.told
            if told is not None and told.role is not Role.ACHIEVEMENTS and is_plainly_work(self.reading, section):
                section.told = None
        before: Role | None = None
        for section in root.children:
            if section.told is None and section.form is not Form.PARAGRAPH and section.is_bare:
                said = heading_says(self.reading[section.lead_start : section.lead_end])
                wanted = said in (Role.SHORTCOMINGS, Role.CAUSES) or (said is Role.PLANS and before is not None)
                if said is not None and wanted and (said is Role.CAUSES or bears_out(self.reading, section, said)):
                    section.told = HeadingRole(said, True)
            if section.told is None or section.told.role not in (Role.SHORTCOMINGS, Role.CAUSES):
                continue
            if before is None and section.told.role is Role.CAUSES and self._admits(section):
                section.told = HeadingRole(Role.SHORTCOMINGS, True)  # 问题剖析 (the problems examined), before any were told
            before = section.told.role

    def _admits(self, section: Node) -> bool:
        """Whether what stands below a heading begins by admitting that there are problems."""
        start, end = section.lead_end, max([section.end, *(child.end for child in section.children)])
        first = next((self.reading[a:b] for a, b in sentences(self.reading, start, end)), "").lstrip("\n")
        return is_problem_lead_in(first.partition(":")[0])

    # -------------------------------------------------------------- downwards

    def _walk(self, node: Node, role: Role) -> None:
        current = role
        is_problem = role is Role.SHORTCOMINGS and node.form is Form.POINT and node.told is None
        if is_problem and self._leads_to_causes(node):
            current = Role.CAUSES
        elif role is Role.SHORTCOMINGS and self._has_two_sides(node):
            node.form, current = Form.POINT, Role.CAUSES
        listed: dict[tuple[str, int], Role] = {}
        for at, child in enumerate(node.children):
            if child.role is not None:
                continue
            if self._is_to_come(node, child):
                child.role = current
            elif child.told is not None and (child.series == LABEL or child.told.role is not role or node.told is None):
                child.role = child.told.role
            elif child.series == PROBLEM:
                child.role = Role.PLANS if _REMEDY.search(child.number) else Role.SHORTCOMINGS
            elif child.series == NAMED_NUMBER and names_problems(child.number):
                child.role = Role.SHORTCOMINGS  # 【短板之一】…
            elif child.form is Form.PARAGRAPH:
                turned = self._turned(child, current, node)
                behind_problem = at > 0 and turned is Role.SHORTCOMINGS and node.children[at - 1].role is turned
                if behind_problem and announces_plans(self.reading, node.children[at : at + 2], self.year):
                    turned = Role.PLANS
                announced = turned is Role.CAUSES and current is Role.SHORTCOMINGS and not at and len(node.children) > 1
                if announced and node.told is not None:
                    turned = current  # it announces problems with their causes: none has been told yet
                if turned is not current and self.reading.endswith(":", child.start, child.own_end):
                    listed.clear()  # the numbers may run on below it
                current = child.role = turned
                if current in (Role.ACHIEVEMENTS, Role.PLANS) and tells_problems(self.reading, child, current, self.year):
                    child.role = Role.SHORTCOMINGS  # this paragraph alone
            elif (told := listed.get(_before(node, at))) and self._goes_on(node, at, told):
                child.role = told
            elif current is Role.SHORTCOMINGS and self._explained(child):
                child.role = current
            elif divided(child) or node is self.root:
                thought = listed.get(_before(node, at), current)
                if node is self.root and thought is Role.SHORTCOMINGS and not _has_told_work(node, at):
                    thought = Role.ACHIEVEMENTS  # the problems stand in front of the work
                firm = node.told is not None and node.told.role is thought
                child.role = section_role(self.reading, child, thought, is_top=node is self.root, firm=firm)
                if child.told is None and child.role in _IN_LISTS and child.role is not thought and divided(child):
                    child.told = HeadingRole(child.role, True)
            elif child.form is Form.POINT and _before(node, at) in listed:
                child.role = listed[_before(node, at)]
            else:
                child.role = current
                if child.form is Form.POINT:
                    run, before = run_of(node.children, at), self._announcing(node, at)
                    firm = not listed and role is current
                    current = child.role = list_role(self.reading, run, current, announced=before is not None, firm=firm)
                    if before is not None and self._is_short(before):
                        before.role = current
            if child.series:
                listed[child.series, child.ordinal] = child.role
            self._walk(child, child.role)

    def _leads_to_causes(self, problem: Node) -> bool:
        """Whether the list below a problem tells its causes; 究其原因, (the causes being …) leads to one on lines of its own."""
        own = self.reading[problem.start : problem.own_end]
        apart = bool(problem.children) and not problem.children[0].inline
        return causes_follow(own.rstrip(",\n") if apart else own)

    @staticmethod
    def _goes_on(node: Node, at: int, role: Role) -> bool:
        """Whether a point goes on with the list of problems or plans that the point before it is in; neither has points below."""
        if role not in _IN_LISTS or not at:
            return False
        return not any(divided(child) or child.form is not Form.POINT or child.told for child in node.children[at - 1 : at + 1])

    @staticmethod
    def _explained(point: Node) -> bool:
        """Whether nothing stands below a point but headed causes of it, and its remedy: (四)…。 成因:1.…。2.…。"""
        below = divided(point)
        told = {child.told.role if child.told is not None else None for child in below}
        return point.form is Form.POINT and Role.CAUSES in told and told <= {Role.CAUSES, Role.PLANS}

    def _has_two_sides(self, node: Node) -> bool:
        """Whether a paragraph names one problem and then two sides of why: 窗口排队长。一方面,人手少;另一方面,系统慢。"""
        if node.form is not Form.PARAGRAPH or {child.series for child in node.children} != {ON_ONE_HAND}:
            return False
        lead = self.reading[node.start : node.own_end].rstrip()
        return lead.endswith("。") and has_deficit(lead) and not is_problem_lead_in(lead)

    @staticmethod
    def _is_to_come(section: Node, point: Node) -> bool:
        """Whether a point that is worded like a heading of work stands below a heading of plans: 1.落实…述法制度。"""
        if section.told is None or point.told is None or point.form is not Form.POINT or point.children:
            return False
        return (section.told.role, point.told.role) == (Role.PLANS, Role.ACHIEVEMENTS)

    def _announcing(self, node: Node, at: int) -> Node | None:
        """What stands in front of a list and names problems in words of whatever kind: …,工作中的差距也很明显。"""
        before = node.children[at - 1] if at else node
        if before.form is not Form.PARAGRAPH:
            return None
        told = list(sentences(self.reading, before.start, before.own_end))
        last = self.reading[slice(*told[-1])] if told else ""
        return before if names_problems(last) or is_problem_lead_in(last) else None

    def _is_short(self, paragraph: Node) -> bool:
        return len(list(sentences(self.reading, paragraph.start, paragraph.own_end))) == 1

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


def _has_told_work(node: Node, at: int) -> bool:
    """Whether any work stands before a place, the preamble left out."""
    return any(child.role is Role.ACHIEVEMENTS for child in node.children[:at])


def _before(node: Node, at: int) -> tuple[str, int]:
    """The family and number of the point that the one at a place goes on from; in families that do not count, its neighbour."""
    point = node.children[at]
    if point.ordinal:
        return point.series, point.ordinal - 1
    return (point.series if at and node.children[at - 1].series == point.series else "", 0)


def _opens_with_admission(texts: list[str]) -> bool:
    """Whether a paragraph admits problems in its first sentence and tells them in the next: …还有不少薄弱环节。执法人手偏紧,…"""
    return len(texts) > 1 and is_problem_lead_in(texts[0]) and "。" in texts[0][-1:] and has_deficit(texts[1])
