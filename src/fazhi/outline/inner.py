"""Sentences with a role of their own: problems and plans amid the work, the single problems and plans of running prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.model import Form, Role
from fazhi.outline.roles import has_deficit, is_admission, is_plan_lead_in, is_problem_lead_in, opener_length, turn_role
from fazhi.outline.sentences import clauses, sentences, trimmed
from fazhi.outline.tree import Node

_BUT = re.compile(r",(?=(?:但是?|然而|不过|可是)(?!仍?不)|下一步|下步)")
_CAUSE = re.compile(
    r"(?:究其|其)?(?:主要|根本)?(?:原因|根源|根子|症结)|(?:这|此)?(?:既|主要|也)?(?:是)?(?:因为|由于|缘于|源于)|主要(?:是|在于|由于|因)|这(?:主要|既|与|些)|归根结底|至于"
)
_AFTER_LEAD_IN = re.compile(r"[:,](?:主要|具体|集中|突出)?(?:表现|体现|反映)?(?:在|为|有|是)?:?|(?:主要|具体|集中|突出)(?:地)?(?:表现|体现|反映)(?:在|为|有):?")
_SERIES = re.compile(
    r"(?:仍|还|也|依然|依旧|仍然|普遍|不同程度(?:地)?)*存在(?:着)?(?P<list>[^。;:“]{6,120}?)(?:等)?(?:方面)?(?:的)?(?:一些|突出|主要)?(?:问题|不足|短板|现象|情况|薄弱环节|差距)(?:和不足)?[。;]?$"
)
_GOES_ON = re.compile(r"(?:切实|确保|不断|从而|真正|以此|让|使|力争|努力做到)")
_GOES_ON_LENGTH = 40


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
                self.walk(child)
            elif child.form is Form.TABLE:
                continue
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
        for index, (a, b) in enumerate(self._units(node)):
            text = self.reading[a:b]
            turned = turn_role(text, self.year) if index or node.form is not Form.POINT else None
            if turned is Role.PLANS or state is Role.PLANS:
                state = Role.PLANS
                if last is not None and last.role is Role.PLANS and self.reading[a - 1] != "。":
                    last.end = last.own_end = b  # the next clause of the same sentence
                elif not is_plan_lead_in(text):
                    last = self._add(node, Role.PLANS, a, b)
                continue
            if index and is_admission(text, outright=not self.has_section):
                state = Role.SHORTCOMINGS
                last = self._add(node, Role.SHORTCOMINGS, a, b)
            elif state is Role.SHORTCOMINGS and last is not None and _CAUSE.match(text):
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
            if found and _CAUSE.match(text):
                self._add(node, Role.CAUSES, a, b)
                continue
            for start, end in self._problems_of(a, b):
                piece = self.reading[start:end]
                if found and not has_deficit(piece):
                    found[-1].end = found[-1].own_end = end
                elif has_deficit(piece) or len(piece) > 8:
                    found.append(self._add(node, Role.SHORTCOMINGS, start, end))

    def _is_one_problem(self, node: Node) -> bool:
        """A paragraph whose short lead names the problem that the rest enlarges on."""
        spans = list(sentences(self.reading, node.body_start, node.own_end))
        if len(spans) < 2:
            return False
        lead = self.reading[slice(*spans[0])]
        rest = [self.reading[a:b] for a, b in spans[1:]]
        short = len(lead) <= 26 and "," not in lead and has_deficit(lead) and not is_problem_lead_in(lead)
        return short and node.children == [] and not any(turn_role(text, self.year) for text in rest) and len(rest) <= 3 and self._alone(rest)

    @staticmethod
    def _alone(rest: list[str]) -> bool:
        """No other sentence is a short lead of its own."""
        return not any(len(text) <= 26 and "," not in text and has_deficit(text) for text in rest)

    def _problems_of(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The problems of one sentence: after its lead-in, clause by clause; or the members of 存在A、B、C等问题."""
        text = self.reading[start:end]
        for match in _AFTER_LEAD_IN.finditer(text):
            if is_problem_lead_in(text[: match.start()]):
                start += match.end()
                break
        for a, b in clauses(self.reading, start, end):
            members = list(self._members(a, b))
            if members:
                yield from members
            elif not is_problem_lead_in(self.reading[a:b]):
                yield a, b

    def _members(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The members of a coordination of problems, each with a predicate of its own."""
        match = _SERIES.search(self.reading[start:end])
        if match is None:
            return
        a = start + match.start("list")
        cuts = [a, *(a + m.end() for m in re.finditer("[、,]", match["list"])), start + match.end("list") + 1]
        pieces = [(x, y - 1) for x, y in zip(cuts, cuts[1:], strict=False)]
        if len(pieces) > 1 and all(y - x >= 5 and has_deficit(self.reading[x:y]) for x, y in pieces):
            yield from pieces

    # -------------------------------------------------------------- plans

    def _plans(self, node: Node, *, single: bool) -> None:
        """Plans in running prose: one for each sentence; problems that are admitted in the lead-in."""
        last: Node | None = None
        spans = list(sentences(self.reading, node.body_start, node.own_end))
        for a, b in spans:
            text = self.reading[a:b]
            length = opener_length(text)
            if not self.has_section and (length or _SERIES.search(text)) and self._admit(node, a, b):
                continue
            if not single or (is_plan_lead_in(text) and len(spans) > 1) or text.endswith(":") or is_problem_lead_in(text):
                continue
            if last is not None and _GOES_ON.match(text) and len(text) < _GOES_ON_LENGTH:
                last.end = last.own_end = b
            else:
                last = self._add(node, Role.PLANS, a, b)

    def _admit(self, node: Node, start: int, end: int) -> bool:
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


