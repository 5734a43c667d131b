"""Plans in running prose, and the problems that they admit or take up where the report tells its problems nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from fazhi.model import Form, Role
from fazhi.outline.adding import add, units
from fazhi.outline.among import is_undertaking
from fazhi.outline.announced import announces, may_announce
from fazhi.outline.headings import turn_role
from fazhi.outline.leads import goes_on, has_deficit, is_plan_lead_in, is_problem_lead_in, is_resolve, within_sentence
from fazhi.outline.members import met_problems, plan_members
from fazhi.outline.node import Node
from fazhi.outline.problems import members_of, problems_of, tells_several
from fazhi.outline.sounds import is_plainly_a_problem, is_rather_a_problem, sounds_like_a_problem
from fazhi.outline.tone import is_to_come
from fazhi.sentences import clauses, sentences

_OPENS = 8  # characters before a problem that a plan takes up: 着力破解… (strive to solve …)
_SHORTEST_PLAN = 9


@dataclass(slots=True)
class Planner:
    """Finds them in one text; where it tells its problems in a section of their own (`has_section`), plans admit none."""

    reading: str
    year: int | None
    has_section: bool
    mingled: bool = False  # a paragraph has told a problem and a plan

    def tell(self, node: Node, *, single: bool, last: bool, others: bool) -> None:
        """Plans in running prose: one for each sentence; problems that are admitted in the lead-in.

        `single`: no points of the section tell plans; `last`: nothing follows the node there; `others`: other plans were told.
        """
        before: Node | None = None
        spans = list(sentences(self.reading, node.body_start, node.own_end))
        for index, (a, b) in enumerate(spans):
            text = self.reading[a:b]
            if not self.has_section and self.admit(node, a, b, leads=index == 0 and (len(spans) > 1 or not single or not last)):
                continue
            among_others = len(spans) > 1 or not last or others
            told = announces if len(spans) > 1 else may_announce
            announces_plans = is_plan_lead_in(text) or (not index and told(text.rstrip("。")) is Role.PLANS)
            leads = text.endswith(":") or is_problem_lead_in(text) or (announces_plans and among_others)
            if not single or leads or len(text) < _SHORTEST_PLAN:
                continue
            if before is not None and goes_on(text):
                before.end = before.own_end = b
                continue
            for start, end in plan_members(self.reading, a, b):
                before = add(self.reading, node, Role.PLANS, start, end)
                if not self.has_section:
                    self.taken_up(before)

    def mingles(self, node: Node) -> bool:
        """Take apart a paragraph that tells a problem and then what will be done about it: 界桩缺失。… 今后要逐段补埋。

        Such paragraphs stand below a heading that promises plans (努力方向), where the report tells its problems nowhere else.
        """
        if self.has_section or node.has_points:
            return False
        spans = list(sentences(self.reading, node.lead_start, node.own_end))
        roles = [self._sounds(self.reading[a:b], first=not index) for index, (a, b) in enumerate(spans)]
        told = [role for role in roles if role is not None]
        if not told or told[0] is not Role.SHORTCOMINGS or (Role.PLANS not in told and not self.mingled):
            return False
        node.form, self.mingled, last = Form.PARAGRAPH, True, None
        for role, (a, b) in zip(roles, spans, strict=True):
            alike = last is not None and last.role is role and (role is not Role.PLANS or goes_on(self.reading[a:b]))
            if role is not None and not alike:
                last = add(self.reading, node, role, a, b)
            elif last is not None:
                last.end = last.own_end = b
        return True

    def _sounds(self, sentence: str, *, first: bool) -> Role | None:
        """Whether a sentence below a heading of plans tells one, or a problem."""
        if is_resolve(sentence) or is_plan_lead_in(sentence) or is_problem_lead_in(sentence) or sentence.endswith(":"):
            return None
        if turn_role(sentence, self.year) is Role.PLANS or is_to_come(sentence):
            return Role.PLANS
        leads = first and ("," not in sentence or not has_deficit(sentence))
        return Role.SHORTCOMINGS if not leads and not within_sentence(sentence) and sounds_like_a_problem(sentence) else None

    def admit(self, node: Node, start: int, end: int, *, leads: bool) -> bool:
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
            add(self.reading, node, Role.SHORTCOMINGS, a, b)
        return bool(members)

    def taken_up(self, plan: Node) -> None:
        """Put below a plan the problem that it takes up, where the report tells its problems nowhere else."""
        text = self.reading[plan.lead_start : plan.lead_end]
        for a, b in met_problems(text):
            if a <= _OPENS:
                own_end = plan.own_end
                add(self.reading, plan, Role.SHORTCOMINGS, plan.lead_start + a, plan.lead_start + b)
                plan.own_end = own_end

    def explained(self, plan: Node) -> None:
        """Put below a plan the sentences behind its lead that tell why it is needed: 补装备。快艇老旧。拟添置… (boats are old)

        The report tells the problem itself in a section of its own.
        """
        own_end = plan.own_end
        told = [(a, b) for a, b in units(self.reading, plan) if a >= plan.lead_end]
        for a, b in told[:-1]:  # the last at least is the plan itself
            text = self.reading[a:b]
            falls_short = (has_deficit(text) and is_rather_a_problem(text)) or is_plainly_a_problem(text)
            if not falls_short or is_undertaking(text):
                break
            add(self.reading, plan, Role.CAUSES, a, b)
        plan.own_end = own_end
