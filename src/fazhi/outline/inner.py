"""Sentences with a role of their own: problems and plans amid the work, the single problems and plans of running prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fazhi.model import Form, Role
from fazhi.outline.among import (
    explains_itself,
    goes_on_with_causes,
    is_added,
    is_bare_remedy,
    is_cause,
    is_on_all_problems,
    is_remedy,
    is_undertaking,
    leads_to_problem,
)
from fazhi.outline.problems import SERIES, admitted, is_one_problem, members_of, names_problem, problems_of, tells_several
from fazhi.outline.roles import (
    goes_on,
    has_deficit,
    is_admission,
    is_frank,
    is_handled,
    is_plan_lead_in,
    is_problem_lead_in,
    is_resolve,
    met_problems,
    opener_length,
    plan_members,
    turn_role,
    within_sentence,
)
from fazhi.outline.rows import cells_with_roles
from fazhi.outline.tree import Node
from fazhi.sentences import clauses, sentences, trimmed

_BUT = re.compile(r",(?=(?:但是?|然而|不过|可是)(?!仍?不)|下一步|下步)")
_OPENS = 8  # characters before a problem that a plan takes up: 着力破解… (strive to solve …)
_SHORTEST_CLAUSE = 8  # of a clause without a word for a deficit that is still believed to be a problem
_SHORTEST_PLAN = 9
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
    def __init__(self, reading: str, year: int | None, *, has_section: bool) -> None:
        self.reading = reading
        self.year = year
        self.has_section = has_section
        self.remedied = False  # a problem has been followed at once by what will be done about it

    def walk(self, node: Node) -> None:
        listed: set[Role | None] = set()
        points = {child.role for child in node.children if child.form in (Form.SECTION, Form.POINT)}
        for child in list(node.children):
            if child.form is Form.SENTENCE:
                continue
            if child.role is Role.PLANS and child.form is Form.POINT and not self.has_section:
                self._taken_up(child)
            if child.has_points:
                if child.role is Role.PLANS and child.form is Form.PARAGRAPH and not self.has_section:
                    self._admit(child, child.lead_start, child.own_end, leads=True)
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
                self._plans(child, single=child.role not in points, last=child is node.children[-1])
            if child.form is Form.POINT:
                listed.add(child.role)
        self._expected_remedies(node)

    # -------------------------------------------------------------- amid the work

    def _mixed(self, node: Node) -> None:
        """Work, then a problem, then a plan: 美中不足的是…。下一步将…。 (The blemish is … . Next, we will …)"""
        state = Role.ACHIEVEMENTS
        last: Node | None = None
        series = False  # the sentence has announced problems: …,短板也很明显:A;B;C
        announced = False  # the sentence before has: …还有四个方面放心不下。A。B。
        frank = False  # an admission has opened that may go on: 也要看到,A。B。
        units = list(self._units(node))
        for index, (a, b) in enumerate(units):
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
            opens = bool(index) or (node.form is Form.PARAGRAPH and not node.number and opener_length(text) > 0)
            admits = opens and is_admission(text, outright=not self.has_section)
            listed = state is Role.SHORTCOMINGS and self.reading[a - 1] == ";"  # the list that the sentence before announced
            told = series or (announced and ((listed and has_deficit(text)) or self._goes_on_with_problems(units[index:])))
            told = told or (frank and not is_handled(text) and has_deficit(next(iter(text.split(",")))))
            if admits or (told and not is_resolve(text)):
                if announced and state is Role.SHORTCOMINGS and last is not None and not (admits or has_deficit(text)):
                    last.end = last.own_end = b
                    continue
                state = Role.SHORTCOMINGS
                opener = opener_length(text)
                series = series or ":" in text[:opener]
                frank = frank or is_frank(text[:opener])
                for start, end in admitted(self.reading, a, a + opener, b):
                    last = self._add(node, Role.SHORTCOMINGS, start, end)
            elif state is Role.SHORTCOMINGS and last is not None and is_cause(text):
                last.end = last.own_end = b
            elif index and is_problem_lead_in(text):
                if self._is_followed_by_no_work(units[index + 1 :]):
                    self._leave(node, a)
                announced = not self.has_section
            else:
                state, announced, frank = Role.ACHIEVEMENTS, False, False

    def _is_followed_by_no_work(self, units: Sequence[tuple[int, int]]) -> bool:
        """Whether nothing, a plan or a problem comes next: then the work of a paragraph is over."""
        return not units or turn_role(self.reading[slice(*units[0])], self.year) is not None or self._goes_on_with_problems(units)

    def _goes_on_with_problems(self, units: Sequence[tuple[int, int]]) -> bool:
        """Whether one of the units, before anything that is dealt with or planned, has a word for a deficit."""
        for a, b in units:
            text = self.reading[a:b]
            if is_handled(text) or turn_role(text, self.year) is not None:
                return False
            if has_deficit(text):
                return True
        return False

    # -------------------------------------------------------------- problems

    def _with_remedy(self, node: Node) -> None:
        """A point of the shortcomings that goes on with what will be done, and perhaps with causes: …不足。下一步,将…"""
        last: Node | None = None
        own_end = node.own_end
        leads = node.body_start > node.lead_end  # its lead stands before the first unit
        for index, (a, b) in enumerate(self._units(node)):
            text = self.reading[a:b]
            turned = turn_role(text, self.year) if index or leads else None
            if turned is Role.CAUSES and last is not None:
                last = self._add(node, Role.CAUSES, a, b)
            elif last is not None:
                last.end = last.own_end = b  # the remedy, or the causes, go on
            elif turned is Role.PLANS or ((index or leads) and (is_remedy(text) or is_bare_remedy(text))):
                start, end = trimmed(self.reading, a, own_end)
                if end > start:
                    last = self._add(node, Role.PLANS, a, b)

    def _expected_remedies(self, node: Node) -> None:
        """Where most points tell a remedy too, the others do so in words of their own: 春节前后,组织… (at New Year, hold …)."""
        points = [child for child in node.children if child.role is Role.SHORTCOMINGS and child.form is Form.POINT]
        bare = [child for child in points if not child.children]
        if len(points) < SERIES or len(bare) > len(points) / 2:
            return
        for point in bare:
            *_, last = [point.lead_start, *(a for a, _ in sentences(self.reading, point.lead_start, point.own_end))]
            if last > point.lead_start and is_undertaking(self.reading[last : point.own_end]):
                self._add(point, Role.PLANS, last, point.own_end)

    def _problems(self, node: Node) -> None:
        """Problems in running prose: one for each sentence or clause that has one."""
        if not node.children and is_one_problem(self.reading, node.body_start, node.own_end, self.year):
            node.form = Form.POINT
            return
        found: list[Node] = []
        state, ends = Role.SHORTCOMINGS, False
        for a, b in sentences(self.reading, node.body_start, node.own_end):
            text = self.reading[a:b]
            turned = turn_role(text, self.year)
            if turned is not None:
                state, ends = turned, bool(found) and turned is Role.CAUSES and not is_on_all_problems(text)
            elif ends and not goes_on_with_causes(text) and has_deficit(text):
                state, ends = Role.SHORTCOMINGS, False  # problem, cause, problem, cause
            elif is_remedy(text) or (self.remedied and not found and is_added(text)):
                state, self.remedied = Role.PLANS, True
            elif state is Role.PLANS and self.remedied and names_problem(text):
                state = Role.SHORTCOMINGS  # problem, remedy, problem, remedy
            if state is not Role.SHORTCOMINGS:
                if state is Role.CAUSES or not is_plan_lead_in(text):
                    self._add(node, state, a, b)
                continue
            if is_problem_lead_in(text):
                continue
            if found and is_cause(text) and not leads_to_problem(text):
                self._add(node, Role.CAUSES, a, b)
                continue
            for start, end in problems_of(self.reading, a, b):
                piece = self.reading[start:end]
                whole = start == a and (explains_itself(piece) or piece.count(",") >= _CLAUSES)
                if found and not has_deficit(piece) and not whole:
                    found[-1].end = found[-1].own_end = end
                elif has_deficit(piece) or explains_itself(piece) or len(piece) > _SHORTEST_CLAUSE:
                    found.append(self._add(node, Role.SHORTCOMINGS, start, end))

    # -------------------------------------------------------------- tables

    def _rows(self, table: Node) -> None:
        """Problems, causes and remedies in the columns of a table whose head names them: | 问题 | 整改措施 |"""
        for role, a, b in cells_with_roles(self.reading, table.start, table.end):
            self._add(table, role, a, b)

    # -------------------------------------------------------------- plans

    def _plans(self, node: Node, *, single: bool, last: bool) -> None:
        """Plans in running prose: one for each sentence; problems that are admitted in the lead-in."""
        before: Node | None = None
        spans = list(sentences(self.reading, node.body_start, node.own_end))
        for index, (a, b) in enumerate(spans):
            text = self.reading[a:b]
            if not self.has_section and self._admit(node, a, b, leads=index == 0 and (len(spans) > 1 or not single or not last)):
                continue
            leads = text.endswith(":") or is_problem_lead_in(text) or (is_plan_lead_in(text) and len(spans) > 1)
            if not single or leads or len(text) < _SHORTEST_PLAN:
                continue
            if before is not None and goes_on(text):
                before.end = before.own_end = b
                continue
            for start, end in plan_members(self.reading, a, b):
                before = self._add(node, Role.PLANS, start, end)
                if not self.has_section:
                    self._taken_up(before)

    def _admit(self, node: Node, start: int, end: int, *, leads: bool) -> bool:
        """Put problems below that a plan admits: …仍存在A、B等问题。针对A、B等问题,…; true where it tells no plan besides."""
        text = self.reading[start:end]
        members = [span for a, b in clauses(self.reading, start, end) for span in members_of(self.reading, a, b)]
        if (
            not members
            and turn_role(text, self.year) is None
            and (within_sentence(text) or tells_several(self.reading, start, end))
        ):
            members = [span for span in problems_of(self.reading, start, end) if has_deficit(self.reading[slice(*span)])]
        if not members and leads:
            members = [(start + a, start + b) for a, b in met_problems(text)]
            members = members if len(members) > 1 else []
        for a, b in members:
            self._add(node, Role.SHORTCOMINGS, a, b)
        return bool(members)

    def _taken_up(self, plan: Node) -> None:
        """Put below a plan the problem that it takes up, where the report tells its problems nowhere else."""
        text = self.reading[plan.lead_start : plan.lead_end]
        for a, b in met_problems(text):
            if a <= _OPENS:
                own_end = plan.own_end
                self._add(plan, Role.SHORTCOMINGS, plan.lead_start + a, plan.lead_start + b)
                plan.own_end = own_end

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
