"""Problems and plans that paragraphs and points on work done tell besides: work, then a problem, then a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fazhi.model import Form, Role
from fazhi.outline.adding import add, leave, units
from fazhi.outline.admissions import is_admission, is_frank, is_handled, objection_length, opener_length, opens_admission
from fazhi.outline.among import begins_with_reason, ends_as_reason, is_bare_remedy, is_cause, is_remedy, is_shared_cause
from fazhi.outline.headings import turn_role
from fazhi.outline.leads import has_deficit, is_plan_lead_in, is_problem_lead_in, is_resolve, names_problems, within_sentence
from fazhi.outline.node import Node
from fazhi.outline.problems import admitted
from fazhi.outline.remedied import sounds_like_a_remedy
from fazhi.outline.sounds import is_plainly_a_problem, is_rather_a_problem
from fazhi.outline.tone import tone
from fazhi.sentences import Span, sentences

_LOUD = 1.2  # by so much (of the logarithm of probability) it sounds more like a problem than like work


@dataclass(frozen=True, slots=True)
class Amid:
    """Finds them; where the report tells its problems in a section of their own (`has_section`), more must speak for one."""

    reading: str
    year: int | None
    has_section: bool

    def tell(self, node: Node, *, behind_points: bool = False) -> None:
        """Work, then a problem, then a plan: 美中不足的是…。下一步将…。 (The blemish is … . Next, we will …)

        `behind_points`: the node is a paragraph behind numbered points on work, which seldom tells more of it.
        """
        state = Role.ACHIEVEMENTS
        last: Node | None = None
        series = False  # the sentence has announced problems: …,短板也很明显:A;B;C
        announced = False  # the sentence before has: …还有四个方面放心不下。A。B。
        frank = False  # an admission has opened that may go on: 也要看到,A。B。
        opened = False  # the paragraph begins with an admission: 可惜A。B。
        explains = False  # the clause before has begun to give causes: 症结在于A;B;C
        spans = list(units(self.reading, node))
        for index, (a, b) in enumerate(spans):
            text = self.reading[a:b]
            series = series and self.reading[a - 1] == ";"
            turned = turn_role(text, self.year) if index or node.form is not Form.POINT else None
            if state is Role.PLANS and turned is not Role.PLANS and self._turns_back(a, b):
                state = Role.ACHIEVEMENTS
            if turned is None and state is Role.SHORTCOMINGS and not explains and sounds_like_a_remedy(text):
                turned = Role.PLANS
            if turned is Role.PLANS or state is Role.PLANS:
                state = Role.PLANS
                if last is not None and last.role is Role.PLANS and self.reading[a - 1] != "。":
                    last.end = last.own_end = b  # the next clause of the same sentence
                elif not is_plan_lead_in(text):
                    last = add(self.reading, node, Role.PLANS, a, b)
                continue
            if last is not None and is_shared_cause(text):
                add(self.reading, node, Role.CAUSES, a, b)
                continue
            explains = state is Role.SHORTCOMINGS and (self._explains(text) or (explains and self.reading[a - 1] == ";"))
            if explains and last is not None:
                last.end = last.own_end = b
                continue
            opens = bool(index) or (node.form is Form.PARAGRAPH and not node.number and opener_length(text) > 0)
            admits = opens and (
                is_admission(text, outright=not self.has_section) or self._objects(text, told=state is Role.SHORTCOMINGS)
            )
            leads = within_sentence(text) if opens else 0  # …,差距同样不容回避:A;B;C
            admits = (
                admits
                or (
                    (index > 0 or behind_points)
                    and self._is_unannounced(a, b, told=state is Role.SHORTCOMINGS)
                    and not (opened and _is_ground(text))
                )
                or (names_problems(text[:leads]) and has_deficit(text[leads:]))
            )
            listed = state is Role.SHORTCOMINGS and self.reading[a - 1] == ";"  # the list that the sentence before announced
            told = series or (announced and ((listed and has_deficit(text)) or self._goes_on_with_problems(spans[index:])))
            told = told or (frank and not is_handled(text) and has_deficit(next(iter(text.split(",")))))
            if admits or (told and not is_resolve(text)):
                if announced and state is Role.SHORTCOMINGS and last is not None and not (admits or has_deficit(text)):
                    last.end = last.own_end = b
                    continue
                state, opened = Role.SHORTCOMINGS, opened or not index
                opener = opener_length(text)
                series = series or ":" in text[: max(opener, leads)]
                frank = frank or is_frank(text[:opener])
                for start, end in admitted(self.reading, a, a + opener, b):
                    last = add(self.reading, node, Role.SHORTCOMINGS, start, end)
            elif state is Role.SHORTCOMINGS and last is not None and self._goes_on(text):
                last.end = last.own_end = b
            elif index and is_problem_lead_in(text):
                if self._is_followed_by_no_work(spans[index + 1 :]):
                    leave(node, a)
                announced = not self.has_section
            else:
                state, announced, frank, opened = Role.ACHIEVEMENTS, False, False, False

    def _objects(self, text: str, *, told: bool) -> bool:
        """Whether a clause that begins with 但, or behind a problem (`told`) with 同时, tells a problem in any words."""
        opening = objection_length(text, told=told)
        rest = text[opening:]
        if not opening or self.has_section or is_handled(text) or is_problem_lead_in(rest):
            return False
        return (told and has_deficit(rest)) or tone([rest]).lead(Role.SHORTCOMINGS, Role.ACHIEVEMENTS) >= _LOUD

    def _is_unannounced(self, start: int, end: int, *, told: bool) -> bool:
        """Whether a clause amid the work that begins a sentence is a problem by its sound: no word need announce it.

        Behind a problem that was `told`, and before 但 (but), more must speak for one: it may be the reason, or the work.
        """
        text = self.reading[start:end]
        if is_handled(text) or is_problem_lead_in(text[opener_length(text) :]):
            return False
        if opens_admission(text):
            return is_rather_a_problem(text[opener_length(text) :])
        if self.has_section or self.reading[start - 1] == ";":
            return False
        whole = self._sentence(start)
        if text.endswith(",") and not has_deficit(text):
            return False
        if told or text.endswith(","):
            return not is_handled(whole) and is_plainly_a_problem(text)
        return not is_handled(whole) and is_plainly_a_problem(whole, likely=True)

    def _sentence(self, start: int) -> str:
        """The whole of the sentence that begins at a place."""
        return next(self.reading[a:b] for a, b in sentences(self.reading, start, len(self.reading)))

    @staticmethod
    def _explains(text: str) -> bool:
        """Whether what stands behind a problem gives the reason for it."""
        return is_cause(text) or begins_with_reason(text) or ends_as_reason(text)

    def _turns_back(self, start: int, end: int) -> bool:
        """Whether a sentence behind a plan tells the next problem: …明年将统一编号。界桩又没人补。"""
        text = self.reading[start:end]
        if self.has_section or self.reading[start - 1] == ";" or is_remedy(text) or is_bare_remedy(text):
            return False
        return tone([self._sentence(start)]).likeliest is Role.SHORTCOMINGS and self._is_unannounced(start, end, told=False)

    def _goes_on(self, text: str) -> bool:
        """Whether what stands behind a problem sounds like its ground, and not like work: 登记系统至今没有并网。"""
        return not is_handled(text) and (tone([text]).likeliest is Role.SHORTCOMINGS or is_rather_a_problem(text))

    def _is_followed_by_no_work(self, spans: Sequence[Span]) -> bool:
        """Whether nothing, a plan or a problem comes next: then the work of a paragraph is over."""
        return not spans or turn_role(self.reading[slice(*spans[0])], self.year) is not None or self._goes_on_with_problems(spans)

    def _goes_on_with_problems(self, spans: Sequence[Span]) -> bool:
        """Whether one of the clauses, before anything that is dealt with or planned, has a word for a deficit."""
        for a, b in spans:
            text = self.reading[a:b]
            if is_handled(text) or turn_role(text, self.year) is not None:
                return False
            if has_deficit(text):
                return True
        return False


def _is_ground(text: str) -> bool:
    """Whether a sentence behind a problem begins without a deficit: it tells why, and is no problem of its own."""
    return not has_deficit(text.partition(",")[0])
