"""Sentences with a role of their own: problems and plans amid the work, the single problems and plans of running prose."""

from __future__ import annotations

from collections.abc import Iterator

from fazhi.model import Form, Role
from fazhi.outline.adding import add
from fazhi.outline.admissions import objection_length
from fazhi.outline.amid import Amid
from fazhi.outline.among import (
    explain_others,
    explains_itself,
    goes_on_with_causes,
    has_two_sides,
    is_added,
    is_cause,
    is_on_all_problems,
    is_remedy,
    leads_to_problem,
    tells_reasons,
)
from fazhi.outline.headings import turn_role
from fazhi.outline.leads import has_deficit, is_plan_lead_in, is_problem_lead_in, is_resolve
from fazhi.outline.node import Node
from fazhi.outline.planned import Planner
from fazhi.outline.problems import SERIES, counts_problems, enlarges_on_lead, is_one_problem, names_problem, problems_of
from fazhi.outline.remedied import add_expected, add_remedy, sounds_like_a_remedy
from fazhi.outline.rows import cells_with_roles
from fazhi.outline.run_in import runs_on, settle_heading
from fazhi.outline.sounds import is_rather_a_problem, sounds_like_a_problem
from fazhi.sentences import sentences

_SHORTEST_CLAUSE = 8  # of a clause without a word for a deficit that is still believed to be a problem
_SEVERAL = 3  # problems in front of their causes
_WITH_REASONS = 3  # below a heading that promises reasons, else
_PARAGRAPHS = 4  # in a row
_SENTENCES = 4  # in each
_SOME = ("部分", "个别", "少数", "一些")  # whom a problem of its own is told of
_CLAUSES = 2  # commas in a sentence among problems that tells one of its own, in whatever words


def add_sentences(root: Node, reading: str, year: int | None) -> None:
    """Put the sentences that play a role of their own below the nodes in which they stand."""
    told = any(_roles(root, Role.SHORTCOMINGS))
    _Splitter(reading, year, has_section=told).walk(root)


def _roles(node: Node, role: Role) -> Iterator[bool]:
    for child in node.children:
        yield child.role is role
        yield from _roles(child, role)


class _Splitter:
    """Goes down a tree whose roles are given, and looks for sentences that play another."""

    def __init__(self, reading: str, year: int | None, *, has_section: bool) -> None:
        self.reading = reading
        self.year = year
        self.has_section = has_section
        self.amid = Amid(reading, year, has_section)
        self.planner = Planner(reading, year, has_section)
        self.planned = False  # a point of the shortcomings has told what will be done about it
        self.remedied = False  # a problem has been followed at once by what will be done about it

    def walk(self, node: Node) -> None:
        """Put the sentences that play a role of their own below the nodes below this one."""
        listed: set[Role | None] = set()
        points = {child.role for child in node.children if child.form in (Form.SECTION, Form.POINT) and not runs_on(node, child)}
        parted = self._parted(node)
        numbered = False
        for child in list(node.children):
            if child.form is Form.SENTENCE:
                continue
            numbered = numbered or (child.form is Form.POINT and child.number != "")
            if self._heads_problem(node, child):
                child.form = Form.POINT
            if child.role is node.role is Role.PLANS and self.planner.mingles(child):
                continue
            if child.role is Role.PLANS and child.form is Form.POINT:
                if self.has_section:
                    self.planner.explained(child)
                else:
                    self.planner.taken_up(child)
            if child.has_points:
                if child.role is Role.PLANS and child.form is Form.PARAGRAPH and not self.has_section:
                    self.planner.admit(child, child.lead_start, child.own_end, leads=True)
                if child.role is Role.ACHIEVEMENTS and not any(below.role is child.role for below in child.children):
                    self.amid.tell(child)
                self.walk(child)
                listed.add(child.role)
                continue
            for table in child.children:
                if table.form is Form.TABLE:
                    self._rows(table)
            if child.form is Form.TABLE:
                self._rows(child)
            elif child.role is Role.ACHIEVEMENTS:
                self.amid.tell(child, behind_points=child.form is Form.PARAGRAPH and numbered)
                if node.form is Form.SECTION:
                    settle_heading(self.reading, child)
            elif child.role is Role.SHORTCOMINGS and runs_on(node, child):
                self._problems(child, listed=False)
            elif child.role is Role.SHORTCOMINGS and child.form is Form.POINT:
                if child.inline and child is node.children[-1]:
                    self._more_problems(node, child)
                add_remedy(self.reading, child, self.year)
                self.planned = self.planned or any(below.role is Role.PLANS for below in child.children)
            elif child in parted and not self._is_one(child):
                self._problems(child, listed=False)
            elif child in parted:
                child.form = Form.POINT
                add_remedy(self.reading, child, self.year)
                self.remedied = self.remedied or any(below.role is Role.PLANS for below in child.children)
            elif child.role is Role.SHORTCOMINGS and (child.role in listed or child.role not in points):
                self._problems(child, listed=child.role in listed)
            elif child.role is Role.PLANS and (child.form is not Form.POINT or runs_on(node, child)):
                self.planner.tell(child, single=child.role not in points, last=child is node.children[-1], others=self.planned)
            if child.form is Form.POINT:
                listed.add(child.role)
        add_expected(self.reading, node)

    # -------------------------------------------------------------- problems

    def _heads_problem(self, node: Node, section: Node) -> bool:
        """Whether a heading without a number, among problems, names the one that the text below it enlarges on."""
        alike = section.role is node.role is Role.SHORTCOMINGS and section.form is Form.SECTION and node.told is not None
        plain = not section.number and section.told is None and not section.has_points
        return alike and plain and names_problem(self.reading[section.lead_start : section.lead_end])

    def _more_problems(self, node: Node, point: Node) -> None:
        """Problems behind the last point of a list in running text: 一方面,…。另一方面,…。此外,普法仍有空白。 (besides, …)"""
        told = list(sentences(self.reading, point.lead_start, point.own_end))
        more = [(a, b) for a, b in told[1:] if objection_length(self.reading[a:b], told=True) and has_deficit(self.reading[a:b])]
        if not more or any(turn_role(self.reading[a:b], self.year) for a, b in told):
            return
        for (a, _), stop in zip(more, [*(a for a, _ in more[1:]), point.own_end], strict=True):
            add(self.reading, node, Role.SHORTCOMINGS, a, stop)
        point.end = point.own_end = more[0][0]
        point.lead_end = min(point.lead_end, point.own_end)

    def _parted(self, node: Node) -> list[Node]:
        """Paragraphs that tell the problems one by one, as points do: several in a row, all of them short."""
        told = [child for child in node.children if child.role is Role.SHORTCOMINGS and not (child.number or child.has_points)]
        told = [child for child in told if child.form in (Form.PARAGRAPH, Form.POINT)]
        told = [child for child in told if not is_problem_lead_in(self.reading[child.start : child.own_end])]
        fewest = _WITH_REASONS if tells_reasons(self.reading[node.lead_start : node.lead_end]) else _PARAGRAPHS
        return [child for child in told if child.form is Form.PARAGRAPH] if len(told) >= fewest else []

    def _is_one(self, paragraph: Node) -> bool:
        texts = [self.reading[a:b] for a, b in sentences(self.reading, paragraph.body_start, paragraph.own_end)]
        if len(texts) > _SENTENCES or any(map(is_added, texts)) or (texts and has_two_sides(texts[0])):
            return False
        return any(has_deficit(text) or is_rather_a_problem(text) for text in texts)

    def _problems(self, node: Node, *, listed: bool) -> None:
        """Problems in running prose, one for each sentence or clause that has one; below a list of them also their causes."""
        if listed and not node.children and self._explains_list(node):
            return
        if not node.children and is_one_problem(self.reading, node.body_start, node.own_end, self.year):
            node.form = Form.POINT
            return
        found: list[Node] = []
        state, ends, explained = Role.SHORTCOMINGS, False, 0
        told = list(sentences(self.reading, node.body_start, node.own_end))
        for before, (a, b) in zip([node.body_start, *(a for a, _ in told)], told, strict=False):
            text = self.reading[a:b]
            if (found and is_resolve(text.rstrip("。;"))) or (a == told[0][0] and counts_problems(text, len(told) - 1)):
                continue
            turned = turn_role(text, self.year)
            if turned is not None:
                alone = 0 < len(found) - explained < _SEVERAL  # causes of what was told just before, not of a whole list
                state, ends = turned, alone and turned is Role.CAUSES and not is_on_all_problems(text)
                explained = len(found)
            elif ends and not goes_on_with_causes(text) and has_deficit(text):
                state, ends = Role.SHORTCOMINGS, False  # problem, cause, problem, cause
            elif is_remedy(text) or (self.remedied and not found and is_added(text)):
                state, self.remedied = Role.PLANS, True
            elif found and state is not Role.PLANS and sounds_like_a_remedy(text):
                state = Role.PLANS
            elif state is Role.PLANS and ((self.remedied and names_problem(text)) or sounds_like_a_problem(text)):
                state = Role.SHORTCOMINGS  # problem, remedy, problem, remedy
            if state is not Role.SHORTCOMINGS:
                if state is Role.CAUSES or not is_plan_lead_in(text):
                    add(self.reading, node, state, a, b)
                continue
            if is_problem_lead_in(text):
                continue
            if found and is_cause(text) and not leads_to_problem(text):
                add(self.reading, node, Role.CAUSES, a, b)
                continue
            if found and found[-1].start == before and enlarges_on_lead(self.reading[before:a], text):
                found[-1].end = found[-1].own_end = b
                continue
            members = list(problems_of(self.reading, a, b))
            for start, end in members:
                piece = self.reading[start:end]
                whole = start == a and (explains_itself(piece) or piece.count(",") >= _CLAUSES)
                whole = whole or (start == a and is_rather_a_problem(piece[objection_length(piece, told=True) or len(piece) :]))
                whole = whole or (start == a and piece.startswith(_SOME)) or (start > a and len(members) >= SERIES)
                whole = whole or (
                    start > a and bool(found) and found[-1].start >= a and explains_itself(piece)
                )  # …;A,因为…;B,因为…
                if found and not has_deficit(piece) and not whole:
                    found[-1].end = found[-1].own_end = end
                elif has_deficit(piece) or explains_itself(piece) or len(piece) > _SHORTEST_CLAUSE:
                    found.append(add(self.reading, node, Role.SHORTCOMINGS, start, end))

    def _explains_list(self, node: Node) -> bool:
        """Take a paragraph that gives the reasons for the listed problems above it as what it is."""
        texts = [self.reading[a:b] for a, b in sentences(self.reading, node.body_start, node.own_end)]
        if not texts or turn_role(texts[0], self.year) is not None:
            return False  # it says so itself
        rest = texts[1:] if is_problem_lead_in(texts[0]) or "," not in texts[0] else texts
        if not explain_others(rest):
            return False
        node.role = Role.CAUSES
        return True

    # -------------------------------------------------------------- tables

    def _rows(self, table: Node) -> None:
        """Problems, causes and remedies in the columns of a table whose head names them: | 问题 | 整改措施 |"""
        for role, a, b in cells_with_roles(self.reading, table.start, table.end):
            add(self.reading, table, role, a, b)
