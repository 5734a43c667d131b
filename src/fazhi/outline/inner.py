"""Sentences with a role of their own: problems and plans amid the work, the single problems and plans of running prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.model import Form, Role
from fazhi.outline.roles import (
    column_role,
    goes_on,
    has_deficit,
    is_admission,
    is_cause,
    is_plan_lead_in,
    is_problem_lead_in,
    opener_length,
    problem_members,
    turn_role,
    within_sentence,
)
from fazhi.outline.sentences import clauses, phrases, sentences, trimmed
from fazhi.outline.tree import Node

_BUT = re.compile(r",(?=(?:但是?|然而|不过|可是)(?!仍?不)|下一步|下步)")
_CELL = re.compile(r"(?<=\|)[^|\n]*(?=\|)")
_CHINESE = re.compile("[一-龥]{3}")
_SHORT_LEAD = 26  # characters of a sentence that names a problem which the next ones enlarge on
_SHORTEST_CLAUSE = 8  # of a clause without a word for a deficit that is still believed to be a problem
_SHORTEST_PLAN = 9


def add_sentences(root: Node, reading: str, year: int | None) -> None:
    """Put the sentences that play a role of their own below the nodes in which they stand."""
    told = any(_roles(root, Role.SHORTCOMINGS))
    _Splitter(reading, year, has_section=told).walk(root)


def _roles(node: Node, role: Role) -> Iterator[bool]:
    for child in node.children:
        yield child.role is role
        yield from _roles(child, role)


class _Splitter:
    def __init__(self, reading: str, year: int | None, *, has_section: bool) -> None:
        self.reading = reading
        self.year = year
        self.has_section = has_section

    def walk(self, node: Node) -> None:
        listed: set[Role | None] = set()
        points = {child.role for child in node.children if child.form in (Form.SECTION, Form.POINT)}
        for child in node.children:
            if child.has_points:
                if child.role is Role.ACHIEVEMENTS and not any(below.role is child.role for below in child.children):
                    self._mixed(child)
                self.walk(child)
                listed.add(child.role)
                continue
            for table in child.children:
                if table.form is Form.TABLE:
                    self._rows(table)
            if child.form is Form.TABLE:
                self._rows(child)
            elif child.role is Role.ACHIEVEMENTS:
                self._mixed(child)
            elif child.role is Role.SHORTCOMINGS and child.form is Form.POINT:
                self._with_remedy(child)
            elif child.role is Role.SHORTCOMINGS and (child.role in listed or child.role not in points):
                self._problems(child)
            elif child.role is Role.PLANS and child.form is not Form.POINT:
                self._plans(child, single=child.role not in points)
            if child.form is Form.POINT:
                listed.add(child.role)

    # -------------------------------------------------------------- amid the work

    def _mixed(self, node: Node) -> None:
        """Work, then a problem, then a plan: 美中不足的是…。下一步将…。 (The blemish is … . Next, we will …)"""
        state = Role.ACHIEVEMENTS
        last: Node | None = None
        series = False  # the sentence has announced problems: …,短板也很明显:A;B;C
        for index, (a, b) in enumerate(self._units(node)):
            text = self.reading[a:b]
            series = series and self.reading[a - 1] == ";"
            turned = turn_role(text, self.year) if index or node.form is not Form.POINT else None
            if turned is Role.PLANS or state is Role.PLANS:
                state = Role.PLANS
                if last is not None and last.role is Role.PLANS and self.reading[a - 1] != "。":
                    last.end = last.own_end = b  # the next clause of the same sentence
                elif not is_plan_lead_in(text):
                    last = self._add(node, Role.PLANS, a, b)
                continue
            if (index and is_admission(text, outright=not self.has_section)) or (series and has_deficit(text)):
                state = Role.SHORTCOMINGS
                series = series or ":" in text[: opener_length(text)]
                for start, end in self._problems_of(a, b):
                    last = self._add(node, Role.SHORTCOMINGS, start, end)
            elif state is Role.SHORTCOMINGS and last is not None and is_cause(text):
                last.end = last.own_end = b
            elif index and is_problem_lead_in(text):
                self._leave(node, a)
            else:
                state = Role.ACHIEVEMENTS

    # -------------------------------------------------------------- problems

    def _with_remedy(self, node: Node) -> None:
        """A point of the shortcomings that goes on with what will be done: …不足。下一步,将…"""
        for index, (a, b) in enumerate(self._units(node)):
            if index and turn_role(self.reading[a:b], self.year) is Role.PLANS:
                start, end = trimmed(self.reading, a, node.own_end)
                if end > start:
                    self._add(node, Role.PLANS, a, node.own_end)
                return

    def _problems(self, node: Node) -> None:
        """Problems in running prose: one for each sentence or clause that has one."""
        if self._is_one_problem(node):
            node.form = Form.POINT
            return
        found: list[Node] = []
        state = Role.SHORTCOMINGS
        for a, b in sentences(self.reading, node.body_start, node.own_end):
            text = self.reading[a:b]
            turned = turn_role(text, self.year)
            if turned is not None:
                state = turned
            if state is not Role.SHORTCOMINGS:
                if state is Role.CAUSES or not is_plan_lead_in(text):
                    self._add(node, state, a, b)
                continue
            if is_problem_lead_in(text):
                continue
            if found and is_cause(text):
                self._add(node, Role.CAUSES, a, b)
                continue
            for start, end in self._problems_of(a, b):
                piece = self.reading[start:end]
                if found and not has_deficit(piece):
                    found[-1].end = found[-1].own_end = end
                elif has_deficit(piece) or len(piece) > _SHORTEST_CLAUSE:
                    found.append(self._add(node, Role.SHORTCOMINGS, start, end))

    def _is_one_problem(self, node: Node) -> bool:
        """A paragraph whose short lead names the problem that the rest enlarges on: then it is a point."""
        lead, *rest = [self.reading[a:b] for a, b in sentences(self.reading, node.body_start, node.own_end)] or [""]
        if not 1 <= len(rest) <= 3 or node.children or is_problem_lead_in(lead):
            return False
        return _names_problem(lead) and not any(turn_role(text, self.year) or _names_problem(text) for text in rest)

    def _problems_of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The problems of one sentence: after its lead-in, clause by clause; or the members of 存在A、B、C等问题."""
        within = within_sentence(self.reading[start:end])
        start += within
        if within and (parts := self._listed_by_commas(start, end)):
            yield from parts
            return
        for a, b in clauses(self.reading, start, end):
            members = self._members(a, b)
            if members:
                yield from members
            elif not is_problem_lead_in(self.reading[a:b]):
                yield a, b

    def _listed_by_commas(self, start: int, end: int) -> list[tuple[int, int]]:
        """Problems that only commas part, after a lead-in that announces several: 存在一些问题:A,B,C。"""
        parts = [(a, b) for a, b in phrases(self.reading, start, end)]
        texts = [self.reading[a:b] for a, b in parts]
        several = len(parts) > 1 and not any(self.reading[b - 1] == ";" for _, b in parts)
        return parts if several and all(len(t) >= _SHORTEST_CLAUSE and has_deficit(t) and not is_cause(t) for t in texts) else []

    def _members(self, start: int, end: int) -> list[tuple[int, int]]:
        return [(start + a, start + b) for a, b in problem_members(self.reading[start:end])]

    # -------------------------------------------------------------- tables

    def _rows(self, table: Node) -> None:
        """Problems and remedies in the columns of a table whose head names them: | 问题 | 整改措施 |"""
        columns: dict[int, Role] = {}
        start = table.start
        for line in self.reading[table.start : table.end].split("\n"):
            cells = [(start + m.start(), start + m.end()) for m in _CELL.finditer(line)]
            heads = {i: role for i, (a, b) in enumerate(cells) if (role := column_role(self.reading[a:b].strip())) is not None}
            if heads:
                columns = heads
            else:
                for index, role in columns.items():
                    if index < len(cells) and _CHINESE.search(self.reading, *cells[index]):
                        self._add(table, role, *cells[index])
            start += len(line) + 1

    # -------------------------------------------------------------- plans

    def _plans(self, node: Node, *, single: bool) -> None:
        """Plans in running prose: one for each sentence; problems that are admitted in the lead-in."""
        last: Node | None = None
        spans = list(sentences(self.reading, node.body_start, node.own_end))
        for a, b in spans:
            text = self.reading[a:b]
            if not self.has_section and self._admit(node, a, b):
                continue
            leads = text.endswith(":") or is_problem_lead_in(text) or (is_plan_lead_in(text) and len(spans) > 1)
            if not single or leads or len(text) < _SHORTEST_PLAN:
                continue
            if last is not None and goes_on(text):
                last.end = last.own_end = b
            else:
                last = self._add(node, Role.PLANS, a, b)

    def _admit(self, node: Node, start: int, end: int) -> bool:
        """Put problems below that the lead-in to the plans admits: …仍存在A、B等问题。"""
        members = [span for a, b in clauses(self.reading, start, end) for span in self._members(a, b)]
        for a, b in members:
            self._add(node, Role.SHORTCOMINGS, a, b)
        return bool(members)

    # -------------------------------------------------------------- helpers

    def _units(self, node: Node) -> Iterator[tuple[int, int]]:
        """Clauses, cut once more before 但 (but) and 下一步 (next) after a comma."""
        start = node.body_start if node.form is Form.SECTION or node.body_start > node.lead_end else node.lead_start
        for a, b in clauses(self.reading, start, node.own_end):
            for match in _BUT.finditer(self.reading, a, b):
                yield a, match.end()
                a = match.end()
            yield a, b

    def _add(self, node: Node, role: Role, start: int, end: int) -> Node:
        text = self.reading[start:end]
        lead, stop = trimmed(self.reading, start + (opener_length(text) if role is Role.SHORTCOMINGS else 0), end)
        lead_end = next((trimmed(self.reading, a, b)[1] for a, b in clauses(self.reading, lead, stop)), stop)
        sentence = Node(Form.SENTENCE, start, lead, lead_end, lead, end, role=role, own_end=end)
        self._leave(node, start)
        node.children.append(sentence)
        node.children.sort(key=lambda child: child.start)
        return sentence

    @staticmethod
    def _leave(node: Node, at: int) -> None:
        """The node's own text ends where the first sentence of another role begins."""
        if not any(child.form is Form.SENTENCE for child in node.children):
            node.own_end = min(node.own_end, at)


def _names_problem(sentence: str) -> bool:
    """A short sentence that names one problem: 执法力量薄弱。 (Enforcement is understaffed.)"""
    return len(sentence) <= _SHORT_LEAD and "," not in sentence and has_deficit(sentence)
