"""What a figure is about, where its own words do not say it: what the figures and the clause before it tell.

受理纠纷62件,化解57件                  57 of the 纠纷 ("disputes")
行政复议案件3件,满意率100%             the satisfaction with 行政复议案件 ("reconsideration cases")
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from fazhi.facts.observations.clauses import Surroundings, previous_clause
from fazhi.facts.observations.labels import LONGEST, begins_with_verb, object_of, stem_of_rate
from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.totals import PartOf
from fazhi.facts.observations.words import counts_people, is_measured, vocabulary

ON_AVERAGE = re.compile(r"^(?:平均|每)|(?<![平])[日月年周人户村场件班所校站队镇街]均$")
_SET_UP = re.compile(r"(?<=..)(?:制度|机制|办法|(?:培[养育训]|选[育聘拔])(?:工程|计划|行动))$")  # 建立监督员|制度,聘请46名
_QUOTED = re.compile(r"“[^“”]{2,16}”[\u4e00-\u9fff]{0,4}$")
_ARRANGED = re.compile(r"“[^“”\d]{3,12}”")
_LIST = re.compile(r"(?:年度)?([\u4e00-\u9fff]{2,14}(?:目录|名录|清单))")
_PROCEDURE = re.compile(r"《[^《》]*?([^《》省市县区镇乡州]{2,10})程序(?:规定|条例|办法)[^《》]*》")
_NEAR = 12  # characters between two figures of which the second is what the first brought to light


class Topics:
    """What figures are about. `names` is the list of the names found so far, which goes on growing."""

    def __init__(
        self,
        page: Page,
        figures: Sequence[Figure],
        around: Sequence[Surroundings],
        parts: Mapping[int, PartOf],
        names: Sequence[str],
    ) -> None:
        self.page, self.figures, self.around, self.parts, self.names = page, figures, around, parts, names

    def topic(self, index: int) -> str:
        """What the figures before it in the sentence are about, else the clause before."""
        earlier = [
            i
            for i in self.earlier(index)
            if not (self.figures[i].is_rate or is_measured(self.figures[i].unit) or ON_AVERAGE.search(self.names[i]))
        ]
        clause = previous_clause(self.page, self.figures[index])
        quoted = _QUOTED.search(clause)
        before = object_of(clause) if begins_with_verb(clause) else quoted[0] if quoted else ""
        if not earlier or (before and ";" in self.around[index].gap):
            return before or self._of_rate(index)
        last = earlier[0]
        while last in self.parts:
            last = self.parts[last].total
        if last != earlier[0]:
            return object_of(self.names[last])
        found = [object_of(self.names[last])]
        for i, j in pairwise(earlier):
            if not self.around[i].gap.startswith("、") or not self.around[i].head:
                break
            found.insert(0, object_of(self.names[j]))
        whole = "、".join(dict.fromkeys(name for name in found if name))
        return whole if len(whole) <= LONGEST - 8 else found[-1]

    def _of_rate(self, index: int) -> str:
        """执法案卷优秀率90%,合格率100%: what the rate before is about."""
        return next((stem for i in self.earlier(index) if (stem := stem_of_rate(self.names[i]))), "")

    def thing(self, index: int) -> str:
        """What the figures before it in the sentence count, or what stands before a colon: 行政处罚:立案32件."""
        gap = self.around[index].gap
        if ":" in gap or "," in gap.partition(";")[2]:
            clause = previous_clause(self.page, self.figures[index])
            named = object_of(clause) if ":" in gap or begins_with_verb(clause) else ""
            if named:
                return named
        people = counts_people(self.figures[index].unit)
        for i in self.earlier(index):
            figure = self.figures[i]
            if ON_AVERAGE.search(self.names[i]):
                continue  # 新设1.9万户,日均53户;注销6120户
            if vocabulary().handed.fullmatch(self.names[i]):
                continue  # 收到线索14条,移交港航公安8条,破案5起
            if not figure.is_rate and not is_measured(figure.unit) and (not people or counts_people(figure.unit)):
                found = object_of(self.names[self.parts[i].total if i in self.parts else i])
                if found and not vocabulary().measured.fullmatch(found):
                    return _unmeasured(found)
        named = object_of(previous_clause(self.page, self.figures[index]))
        return _SET_UP.sub("", named) or self._thing_before(index)

    def _thing_before(self, index: int) -> str:
        """What the sentence before counts in the same unit: 收到复议申请85件…。现已审结67件 ("67 by now concluded")."""
        figure = self.figures[index]
        for i in range(index - 1, -1, -1):
            last = self.figures[i]
            if figure.sentence - last.sentence > 1 or "\n" in self.page.hidden[last.stop : figure.start]:
                break
            if last.unit == figure.unit and last.sentence < figure.sentence and last.bracket < 0 and i not in self.parts:
                return object_of(self.names[i])
        return ""

    def arranged(self, index: int) -> str:
        """What the sentence sets up by a name in quotes: 支起“码头讲堂”,由老船长主讲,全年举办30次 ("set up …, held 30 times")"""
        figure = self.figures[index]
        start = self.page.sentence_span(figure.start)[0]
        if self.earlier(index):
            return ""
        named = _ARRANGED.findall(self.page.reading[start : figure.clause])
        return named[0] if len(named) == 1 else ""

    def list_named(self, index: int) -> str:
        """编制航道养护项目目录,将船闸大修等4项纳入管理: the list that the clause before names ("four were put on the list")"""
        end = self.figures[index].clause - 1
        if self.page.hidden[end : end + 1] != ",":
            return ""
        clause = self.page.reading[self.page.clause_start(end) : end]
        found = _LIST.findall(clause)
        if found:
            return object_of(found[-1]) or str(found[-1])
        ruled = _PROCEDURE.search(clause)
        return f"{ruled[1]}目录" if ruled else ""

    def for_each(self, index: int) -> str:
        """培育水手84名,平均每船近7名; 领航员人手短缺,每艘平均不到2名: of what it is told how many there are for each"""
        clause = previous_clause(self.page, self.figures[index])
        named = vocabulary().scarce.sub("", clause)
        if named != clause:
            return named
        return self.topic(index) if self.earlier(index) else ""

    def looked_into(self, index: int) -> str:
        """What the figure right before says was looked into."""
        gap = self.around[index].gap
        if not index or ";" in gap or len(gap) > _NEAR or self.figures[index - 1].sentence != self.figures[index].sentence:
            return ""
        base = self.names[index - 1]
        return object_of(base) if begins_with_verb(base) and not self.figures[index - 1].is_rate else ""

    def earlier(self, index: int) -> list[int]:
        """The figures before it in the sentence, the nearest first."""
        sentence, bracket = self.figures[index].sentence, self.figures[index].bracket
        found = []
        for i in range(index - 1, -1, -1):
            if self.figures[i].sentence != sentence:
                break
            if self.figures[i].bracket in (-1, bracket):
                found.append(i)
        return found


def _unmeasured(name: str) -> str:
    """海事索赔|标的额: the thing of which a measure is told, where a later figure counts such things."""
    at = next((found.start() for found in vocabulary().measured.finditer(name) if found.end() == len(name)), len(name))
    return name[:at] if at > 1 else name
