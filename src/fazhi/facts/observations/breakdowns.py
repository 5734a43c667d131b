"""Which figure is a part of which total.

    实施处罚339次,处罚金额57600元,其中:一般程序6次,处罚2100元;简易程序333次,处罚55500元
        ("339 penalties, 57,600 yuan, of these: ordinary procedure 6, 2,100 yuan; summary 333, 55,500 yuan")
        其中 opens the parts; each has the last total of its unit before it
    处理依申请公开10件,正常回复7件,信息不存在1件,内容不明确1件,协助查询1件
        ("10 requests handled, 7 answered, 1 no such information, 1 unclear, 1 helped to search")
        parts named right after a total that add up to it
    83项下放事项中实际行使的39项 ("of the 83 items delegated, 39 exercised")
        中 after the total (`out_of`)
A funnel (征求意见63条,采纳41条: "63 opinions asked for, 41 adopted") is none: no 其中, and no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fazhi.facts.observations.clauses import Surroundings
from fazhi.facts.observations.out_of import out_of
from fazhi.facts.observations.page import Figure
from fazhi.facts.observations.subrows import sub_rows
from fazhi.facts.observations.sums import summed_rows, summing
from fazhi.facts.observations.totals import PartOf, begun, exact_sum, named_total
from fazhi.facts.observations.words import alike, vocabulary
from fazhi.model import value_of

_SHARE = re.compile(r"占|比例|比重")
_SOME = re.compile(r"的(?:仅|只|才)?(?:有)?$")  # 持有高级证书的仅|61名
_BY_WAY = re.compile("以.{2,}?(?:方式|形式|程序)")  # 以当场纠正方式|了结11件: something done
_AMONG = re.compile(r"(?:^|[,;])其中")
_OF_IT = re.compile(r"[,、]?(?:约|仅|只|已|就)*占(?!比)(?:总数|总量)?的?(?:约|近|超过?|到|了)?")  # 其中登轮538艘、占43.2%


class Block:
    """Figures that may be totals and parts of each other: those of a sentence, or the rows of a table."""

    def __init__(
        self, figures: Sequence[Figure], around: Sequence[Surroundings], members: Sequence[int], *, is_table: bool
    ) -> None:
        self.figures, self.around, self.members, self.is_table = figures, around, members, is_table

    def breakdown(self) -> Iterator[PartOf]:
        """All parts within the block."""
        known: dict[int, PartOf] = {}
        for rule in (self._within, self._out_of_named, self._same_verb):
            for found in rule():
                known.setdefault(found.part, found)
        adding_up = summed_rows if self.is_table else summing
        for found in (
            *adding_up(self.figures, self.around, self.members, tuple(known.values())),
            *out_of(self.figures, self.around, self.members),
        ):
            known.setdefault(found.part, found)
        if self.is_table:
            for found in sub_rows(self.figures, self.members, tuple(known.values())):
                known.setdefault(found.part, found)
        yield from sorted(known.values(), key=lambda found: found.part)

    def _within(self) -> Iterator[PartOf]:
        """The parts that each 其中 opens."""
        found: list[PartOf] = []
        for at, index in enumerate(self.members):
            if not at or not self.around[index].is_within:
                continue
            found = self._sibling(at, found) or list(self._parts_after(at, self._opened(at)))
            yield from found

    def _sibling(self, at: int, last: Sequence[PartOf]) -> list[PartOf]:
        """Rows of a table that each begin with 其中 are parts of the same total."""
        index = self.members[at]
        if (
            not self.is_table
            or not last
            or last[-1].part != index - 1
            or self.figures[index].unit != self.figures[index - 1].unit
        ):
            return []
        return [PartOf(index, last[-1].total, "part.within", 0.95)]

    def _opened(self, at: int) -> list[int]:
        """The members that 其中 before member `at` may open: up to the next 其中, within its bracket, if it has one."""
        bracket = self.figures[self.members[at]].bracket
        found = [self.members[at]]
        for index in self.members[at + 1 :]:
            inside = self.figures[index].bracket
            if inside == bracket and not self.around[index].is_within:
                found.append(index)
            elif bracket >= 0 or inside < 0:
                break
        return found

    def _parts_after(self, at: int, members: Sequence[int]) -> Iterator[PartOf]:
        """The parts among `members`, which 其中 before member `at` opens."""
        first = self.figures[members[0]]
        if first.unit == "%":
            yield from self._share(at, members)
            return
        segments = self._segments(members)
        opening_units = [self.figures[i].unit for i in members if segments[i] == 0 and not self.figures[i].is_rate]
        first_total: int | None = None
        for unit in dict.fromkeys(opening_units):  # each unit of the first segment has its own total
            candidates = [i for i in members if self.figures[i].unit == unit and self.figures[i].value is not None]
            if "分别" in self.around[members[0]].gap and (each := self._each(at, candidates)):
                yield from each
                continue
            total = self._total(at, candidates, or_alike=candidates[:1] == members[:1])
            if total is None or (
                first_total is not None and total < first_total and self._begins_anew(members[0], candidates[0])
            ):
                continue
            first_total = total if first_total is None else first_total
            for index in self._run(total, candidates, segments):
                whole = self._namesake(at, index, total)
                yield PartOf(index, whole, "part.within", 0.95, segments[index])
                if (share := self._share_behind(index)) is not None:
                    yield PartOf(share, whole, "part.share", 0.9, segments[index])

    def _begins_anew(self, first: int, index: int) -> bool:
        """审签文书517件,提出意见1320条,其中要紧意见208条,印发航行公告8件: whether a part is followed by something else done."""
        return _acts(self.around[index]) and not _acts(self.around[first])

    def _share_behind(self, part: int) -> int | None:
        """其中登轮检查538艘、占43.2%: the figure that tells, right behind a part, its share of the total"""
        share = part + 1
        if share not in self.members or self.figures[share].unit != "%" or self.figures[share].value is None:
            return None
        return share if _OF_IT.fullmatch(self.around[share].gap) else None

    def _namesake(self, at: int, index: int, total: int) -> int:
        """检查96家,立案14家;其中企业检查72家、立案11家: a part with the verb of a later total is of that one."""
        said = self.around[index].head[:2]
        if not vocabulary().only_verbs.fullmatch(said) or self.around[total].head.startswith(said):
            return total
        later = (i for i in self.members[:at] if i > total and self.figures[i].unit == self.figures[index].unit)
        found = (i for i in later if self.around[i].head.startswith(said))
        return next((i for i in found if value_of(self.figures[i]) >= value_of(self.figures[index])), total)

    def _each(self, at: int, candidates: Sequence[int]) -> list[PartOf]:
        """甲类41起、乙类63起,其中吊销的分别为5起和2起: each part has a total of its own, in the same order."""
        totals = self.members[max(0, at - len(candidates)) : at]
        if len(totals) < 2 or len(totals) != len(candidates):
            return []
        pairs = list(zip(candidates, totals, strict=True))
        for part, total in pairs:
            one, other = self.figures[part], self.figures[total]
            if one.unit != other.unit or value_of(one) > value_of(other):
                return []
        return [PartOf(part, total, "part.within", 0.85) for part, total in pairs]

    def _share(self, at: int, members: Sequence[int]) -> Iterator[PartOf]:
        """其中法学专业人员占64%: the share is a part, though its unit differs."""
        total = next((i for i in reversed(self.members[:at]) if not self.figures[i].is_rate), None)
        for index in members:
            is_share = self.figures[index].unit == "%" and _SHARE.search(self.around[index].head) is not None
            if total is None or not (is_share or self._counts_some_of(index, total)):
                return
            yield PartOf(index, total, "part.share", 0.8)

    def _counts_some_of(self, index: int, total: int) -> bool:
        """轮机员412名,其中老年的占58%,持有高级证书的仅61名: whether a figure behind a share counts some of the same"""
        figure, whole = self.figures[index], self.figures[total]
        if figure.is_rate or not alike(figure.unit or "", whole.unit or "") or value_of(figure) > value_of(whole):
            return False
        return _SOME.search(self.around[index].gap) is not None

    def _segments(self, members: Sequence[int]) -> dict[int, int]:
        """How many ; stand between 其中 and each member."""
        found, count = {}, 0
        for position, index in enumerate(members):
            count += position > 0 and ";" in self.around[index].gap
            found[index] = count
        return found

    def _total(self, at: int, candidates: Sequence[int], *, or_alike: bool) -> int | None:
        """The total before member `at`: one that the parts add up to, else the nearest that is larger than the first part."""
        first = self.figures[candidates[0]]
        outside = (-1, first.bracket)
        before = [i for i in reversed(self.members[:at]) if not self.figures[i].is_rate and self.figures[i].bracket in outside]
        same = [i for i in before if self.figures[i].unit == first.unit]
        if or_alike and not same:
            same = [i for i in before if alike(self.figures[i].unit or "", first.unit or "")]
        for index in same:
            if len(exact_sum(self.figures, index, candidates)) > 1:
                return index
        found = next((i for i in same if value_of(self.figures[i]) >= value_of(first)), None)
        return found if found is None or self.members[at - 1] == found else begun(self.figures, self.around, found, same)

    def _run(self, total: int, candidates: Sequence[int], segments: dict[int, int]) -> list[int]:
        """The parts: as many as add up to the total, else those that go on in the same manner without exceeding it."""
        if exact := exact_sum(self.figures, total, candidates):
            return exact
        found: list[int] = []
        left = value_of(self.figures[total])
        for index in candidates:
            left -= value_of(self.figures[index])
            if left < 0 or (found and not self._goes_on(candidates[0], index, segments)):
                break
            found.append(index)
        return found

    def _goes_on(self, first: int, index: int, segments: dict[int, int]) -> bool:
        """Whether figure `index` is told in the manner of the first part: nothing else that was done begins there."""
        around = self.around[index]
        if (
            self.around[first].head
            and not around.head
            and not around.gap.startswith("、")
            and vocabulary().verbs.match(around.tail)
        ):
            return False  # 其中货运1982件,2件|入选优秀案例
        return segments[index] == 0 and (_acts(self.around[first]) or not _acts(around) or around.gap.startswith("、"))

    def _same_verb(self) -> Iterator[PartOf]:
        """检查单位936家,查扣船舶41艘;其中码头检查28座: no total of its unit, but one that was done in the same way."""
        for at, index in enumerate(self.members):
            if not at or not self.around[index].is_within or not _AMONG.search(self.around[index].gap):
                continue
            for part in (i for i in self._opened(at) if not self.figures[i].is_rate):
                verb = self.around[part].head[-2:]
                value = value_of(self.figures[part])
                before = [i for i in self.members[:at] if not self.figures[i].is_rate and self._tells(i, verb)]
                larger = [i for i in before if value_of(self.figures[i]) > value]
                if larger:
                    yield PartOf(part, larger[-1], "part.within", 0.8)

    def _tells(self, index: int, verb: str) -> bool:
        """Whether the words before the figure begin with the verb, or those after it end with it: 31艘|渡船上门换证."""
        is_verb = vocabulary().verbs.fullmatch(verb) is not None
        return (is_verb and self.around[index].head.startswith(verb)) or (
            len(verb) > 1 and self.around[index].tail.endswith(verb)
        )

    def _out_of_named(self) -> Iterator[PartOf]:
        """一审264件、二审121件。一审案件中,政府作为被告的19件: the next sentence names it ("of first-instance cases")"""
        for at, index in enumerate(self.members):
            total = named_total(self.figures, self.around, index) if at else None
            if total is None or total not in self.members:
                continue
            unit = self.figures[total].unit or ""
            sentence = [i for i in self.members[at:] if self.figures[i].sentence == self.figures[index].sentence]
            candidates = [i for i in sentence if alike(self.figures[i].unit or "", unit) and self.figures[i].value is not None]
            if index in candidates:
                for part in self._run(total, candidates, self._segments(sentence)):
                    yield PartOf(part, total, "part.out-of-named", 0.85)


def _acts(around: Surroundings) -> bool:
    """Whether the figure tells something done (采纳64条), and not something there is (企业2913户)."""
    return vocabulary().verbs.match(around.head) is not None or _BY_WAY.match(around.head) is not None
