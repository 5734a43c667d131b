"""Causes told apart from their problems: sections and sentences on causes, each given to the shortcomings that it explains.

三、原因分析                                    explains the problems that no section of causes has explained yet
合同不规范。究其根源,范本陈旧。                   a sentence explains the problem before it ("the contract forms are old")
A;B;C。究其根源,一是…;二是…;三是…                 as many reasons as problems: each has its own
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fazhi.facts.causes import Reason, names_topics, reasons_of_section
from fazhi.facts.shape import leaves_of, lists_of
from fazhi.facts.shared import is_shared, shared_reasons
from fazhi.model import Form, Part, Shortcoming
from fazhi.sentences import clauses

_SEVERAL = 3  # problems in a row, behind which sentences on causes go through all of them
# 以上问题的原因 (the causes of all that): not those of the last problem alone
_OF_ALL = re.compile(r"(?:究其|产生|造成|存在|出现|导致|形成)?[^,。:]{0,6}(?:以上|上述|这些|问题)")


class CausesApart:
    """The parts on causes of one report, kept until it is clear which shortcomings stand before them.

    `shortcomings` and `reasons` are those of the report, which grow while it is read; the reasons found here are added.
    """

    def __init__(self, reading: str, shortcomings: list[Shortcoming], reasons: list[tuple[Shortcoming, Reason]]) -> None:
        self.reading = reading
        self.shortcomings = shortcomings
        self.reasons = reasons
        self.pending: list[Part] = []  # parts on causes that follow the shortcomings they explain
        self.explained = 0  # the shortcomings before this one have had their section of causes

    def explain(self) -> None:
        """Give the pending parts on causes to the shortcomings before them."""
        sections, self.pending = self.pending, []
        if not sections or not self.shortcomings:
            return
        before = [s for s in self.shortcomings if s.start < sections[0].start]
        unexplained = before[self.explained :] or before
        self.attach(sections, before[-1:] if self._are_of_the_last(sections, len(unexplained)) else unexplained)
        self.explained = len(before)

    def _are_of_the_last(self, sections: Sequence[Part], unexplained: int) -> bool:
        """Whether causes explain but the last of the problems: one sentence does, unless it speaks of all, or of each."""
        start, end = sections[0].start, sections[0].end
        if sections[0].form is not Form.SENTENCE or _OF_ALL.match(self.reading, start):
            return False
        one_each = len(list(clauses(self.reading, start, end))) == unexplained
        several = unexplained >= _SEVERAL and (len(sections) > 1 or one_each)
        return not several and not names_topics(self.reading, start, end)

    def attach(self, sections: Sequence[Part], candidates: Sequence[Shortcoming]) -> None:
        """Add the reasons of some parts on causes, each to that of the candidates which it explains."""
        told = [leaf for section in sections for leaf in leaves_of(section)]
        self.reasons += shared_reasons(self.reading, told, self.shortcomings)
        leaves = [leaf for leaf in told if not is_shared(self.reading, leaf)]
        spans = [(leaf.title_start, leaf.end) for leaf in leaves]
        texts = [shortcoming.text for shortcoming in candidates]
        if texts:
            whole = all(leaf.form is Form.POINT for leaf in leaves)
            numbers = [number for number, run in enumerate(lists_of(leaves)) for _ in run]
            found = reasons_of_section(self.reading, spans, texts, whole=whole, lists=numbers)
            self.reasons += [(candidates[index], reason) for index, reason in found]
