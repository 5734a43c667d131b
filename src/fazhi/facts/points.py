"""Measures, shortcomings and causes: the points of a report.

A measure is a lowest point of the parts on work done or planned, a section that has no points, a paragraph
of running prose, or a single sentence of a plan. Its title is the lead sentence:

    二是抓实干部学法用法。落实会前学法制度…     抓实干部学法用法 ("make officials study and use the law")
    (五)依法预防处置突发事件 + paragraphs       the heading
    明年拟建立“一月一案例”研学制度,…          the sentence, a plan amid the work done

A shortcoming is a point, or where there are none, a sentence or clause that has a problem of its own; its text is the
whole point. Causes are read in `fazhi.facts.causes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fazhi.facts.apart import CausesApart
from fazhi.facts.causes import (
    Reason,
    bare_problem,
    before_reasons,
    explains,
    past_label,
    reasons_of,
)
from fazhi.facts.needed import is_needed, reasons_in_plans
from fazhi.facts.shape import is_divided, is_listed_cause, is_taken_up, only_heads, tells_one_problem
from fazhi.facts.titles import says_nothing, title_of
from fazhi.model import (
    Cause,
    Document,
    Evidence,
    Form,
    Link,
    LinkKind,
    Measure,
    Omission,
    Part,
    Role,
    Shortcoming,
    Status,
)
from fazhi.sentences import trimmed

_STATUS = {Role.ACHIEVEMENTS: Status.IMPLEMENTED, Role.OTHER: Status.IMPLEMENTED, Role.PLANS: Status.PLANNED}
_CONFIDENCE = {Form.POINT: 0.95, Form.SECTION: 0.9, Form.PARAGRAPH: 0.8, Form.SENTENCE: 0.8, Form.TABLE: 0.5}
_BROKEN = re.compile(r"(?<![。,;:!?，；：！？]) *\n\s*")  # a line that ends without a stop
_SHORTEST_PROBLEM = 4
_SAYS_NOTHING = 40  # characters; 其他需要报告的情况 (other matters) is mostly shorter
_EDGE = " \n,;:。、!?，；：！？"


@dataclass(frozen=True, slots=True)
class Points:
    """What the points of a report tell. `links` lead from shortcomings to their causes."""

    measures: tuple[Measure, ...] = ()
    shortcomings: tuple[Shortcoming, ...] = ()
    causes: tuple[Cause, ...] = ()
    links: tuple[Link, ...] = ()
    omissions: tuple[Omission, ...] = ()


def gather_points(document: Document, parts: Sequence[Part]) -> Points:
    """Measures, shortcomings and causes of a document whose outline is `parts`, each in order of the text."""
    return _Gatherer(document).gather(parts)


class _Gatherer:
    """Goes through the parts of a report once, in their order, and keeps what they say."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.reading = document.reading
        self.measures: list[Measure] = []
        self.shortcomings: list[Shortcoming] = []
        self.reasons: list[tuple[Shortcoming, Reason]] = []
        self.apart = CausesApart(document.reading, self.shortcomings, self.reasons)
        self.omissions: list[Omission] = []

    def gather(self, parts: Sequence[Part]) -> Points:
        """The measures, shortcomings and causes of these parts and of all below them."""
        for part in parts:
            self._visit(part, beside_points=False, above=None)
        self.apart.explain()
        self.reasons += reasons_in_plans(self.reading, parts, self.shortcomings)
        causes: dict[str, Cause] = {}
        links = []
        explained = {shortcoming.key for shortcoming, reason in self.reasons if reason.is_explicit}
        for shortcoming, reason in self.reasons:
            if shortcoming.key in explained and not reason.is_explicit:
                continue  # the report gives other reasons in so many words
            evidence = Evidence(reason.start, reason.end, reason.rule, reason.confidence)
            cause = Cause(text=self._clean(reason.start, reason.end), evidence=evidence)
            causes.setdefault(cause.key, cause)
            links.append(Link(LinkKind.HAS_CAUSE, shortcoming.key, cause.key, evidence))
        ordered = sorted(causes.values(), key=lambda cause: (cause.evidence.start, cause.evidence.end))
        return Points(
            tuple(sorted(self.measures, key=lambda measure: (measure.start, measure.end))),
            tuple(self.shortcomings),
            tuple(ordered),
            tuple(links),
            tuple(self.omissions),
        )

    # -------------------------------------------------------------- walking the outline

    def _visit(self, part: Part, *, beside_points: bool, above: Role | None) -> None:
        is_aside = part.form is Form.PARAGRAPH and beside_points
        own: Shortcoming | None = None
        if part.role in _STATUS and not is_aside:
            self._measure(part)
        elif part.role is Role.SHORTCOMINGS and not is_aside:
            own = self._shortcoming(part, above)
        elif part.role is Role.CAUSES and part.form is not Form.TABLE:
            self.apart.pending.append(part)
            for child in part.parts:
                if child.role is not part.role:
                    self._visit(child, beside_points=False, above=part.role)
            return
        points = {child.role for child in part.parts if child.form in (Form.SECTION, Form.POINT)}
        for child in self._with_grounds(part.parts, amid=tells_one_problem(part)):
            if child.role is Role.CAUSES and is_needed(part):
                continue
            if child.role is Role.CAUSES and own is not None:
                self.apart.attach([child], [own])
                continue
            if child.role is Role.SHORTCOMINGS and self.apart.pending:
                self.apart.explain()  # a new problem after causes: those explain what stood before it
            self._visit(child, beside_points=child.role in points, above=part.role)

    def _with_grounds(self, parts: Sequence[Part], *, amid: bool) -> Iterator[Part]:
        """The parts, where a sentence that gives the ground of the problem before it is one with that: 屡禁不绝。互不通气,…

        `amid`: they stand amid the work, where a paragraph mostly tells one problem.
        """
        last: Part | None = None
        for part in parts:
            is_problem = part.role is Role.SHORTCOMINGS and part.form is Form.SENTENCE
            if last is not None and is_problem and self._explains(last, part, amid=amid):
                last = replace(last, end=part.end, body_end=part.end)
                continue
            if last is not None:
                yield last
            last = part if is_problem else None
            if not is_problem:
                yield part
        if last is not None:
            yield last

    def _explains(self, problem: Part, part: Part, *, amid: bool) -> bool:
        return explains(self.reading, (problem.title_start, problem.end), part.title_start, part.end, amid=amid)

    # -------------------------------------------------------------- measures

    def _measure(self, part: Part) -> None:
        if part.form is Form.TABLE or is_divided(part) or only_heads(part):
            return
        if part.form is Form.PARAGRAPH and part.role is Role.PLANS:
            return  # its plans are the sentences below
        start, end = part.start, self._own_end(part)
        title_start, title_end = title_of(self.reading, part, end)
        title_start = past_label(self.reading, title_start, title_end)
        if title_end - title_start < 2:
            return
        own = self.reading[title_start:end]
        leads = own.endswith(":") and part.form is Form.PARAGRAPH and any(child.role is Role.SHORTCOMINGS for child in part.parts)
        if leads or says_nothing(own) or (part.role is Role.OTHER and (len(own) < _SAYS_NOTHING or "建议" in own)):
            self.omissions.append(Omission(start, end, "measure", "only leads to other points, or says that there is nothing"))
            return
        status = _STATUS[part.role]
        rule = f"measure.{part.form}" + (".planned" if status is Status.PLANNED else "")
        confidence = _CONFIDENCE[part.form] - (0.3 if part.role is Role.OTHER else 0)
        evidence = Evidence(title_start, title_end, rule, round(confidence, 2))
        self.measures.append(
            Measure(title=self._clean(title_start, title_end), status=status, start=start, end=end, evidence=evidence)
        )

    def _own_end(self, part: Part) -> int:
        """Where the stretch ends that a measure covers: before the first problem or plan in it, tables included."""
        others = [child for child in part.parts if child.role is not part.role and not is_taken_up(part, child)]
        return part.end if is_needed(part) else min([part.end, *(child.start for child in others)])

    # -------------------------------------------------------------- shortcomings

    def _shortcoming(self, part: Part, above: Role | None) -> Shortcoming | None:
        """The problem that a part tells, if it is not parts below it that do."""
        if part.form is Form.TABLE or is_divided(part):
            return None
        if part.form is Form.PARAGRAPH or (part.form is Form.SECTION and part.parts and above is not Role.SHORTCOMINGS):
            return None  # its problems are the sentences or points below, if it has any
        if above is not Role.SHORTCOMINGS and part.form is Form.SECTION and part.body_start == part.body_end:
            return None  # a heading that names no problem
        others = [child for child in part.parts if child.role is not Role.SHORTCOMINGS]
        own_stop = min([part.end, *(child.start for child in others)])
        stop = min([part.end, *(child.start for child in others if not is_listed_cause(child))])
        start, end = trimmed(self.reading, past_label(self.reading, part.title_start, stop), stop)
        if end - start < _SHORTEST_PROBLEM:
            return None
        reasons = reasons_of(self.reading, start, min(end, own_stop))
        told = before_reasons(self.reading, start, end, reasons)
        hidden = above is Role.ACHIEVEMENTS
        rule = "shortcoming.hidden" if hidden else f"shortcoming.{part.form}"
        evidence = Evidence(start, told, rule, 0.75 if hidden else _CONFIDENCE[part.form])
        text, bare = self._clean(start, told), bare_problem(self.reading, start, told, reasons)
        alone = self._clean(*bare) if bare is not None else ""
        shortcoming = Shortcoming(text=text, start=part.start, end=max(end, stop), evidence=evidence, bare=alone)
        self.shortcomings.append(shortcoming)
        self.reasons += [(shortcoming, reason) for reason in reasons]
        return shortcoming

    # -------------------------------------------------------------- text

    def _clean(self, start: int, end: int) -> str:
        text = self.document.text[start:end].strip(_EDGE)
        return re.sub(r"\s*\n\s*", "", _BROKEN.sub("。", text))
