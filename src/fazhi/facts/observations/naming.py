"""The name of an indicator: what is counted, as a noun phrase that stands on its own.

审查合同358份                 审查合同份数          verb, object, unit ("contracts reviewed")
吸附96家企业入驻              吸附企业入驻数        the object after the unit ("firms attracted")
受理纠纷62件,化解57件          化解纠纷件数          the object comes from the figure before ("disputes settled")
行政复议案件3件,满意率100%     行政复议案件满意率    so does what a rate is about ("satisfaction with …")
新设主体8764户,其中企业2913户  新设主体中企业户数    a part names its total ("firms among the new entities")
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fazhi.facts.observations.clauses import Surroundings, cited, cited_first, previous_clause
from fazhi.facts.observations.labels import (
    LONGEST,
    begins_with_verb,
    joined,
    label,
    object_of,
    shortened,
    with_noun,
    without_ground,
)
from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.sharing import paired_names, rate_of_each, share_taken_into, shared_names
from fazhi.facts.observations.topics import ON_AVERAGE, Topics
from fazhi.facts.observations.totals import PartOf
from fazhi.facts.observations.words import is_event, is_measured, vocabulary, words

_SHARE_OF = re.compile(r"^(?:约|近|超|超过|逾|仅|只|已|就)?占(?!比)(?P<whole>.*?)的?(?:比例|比重|比率)?$")
_BARE_SHARE = re.compile(r"(?:所)?占(?:比|比例|比重)|比例|比重")
_POINTS_TAKEN = re.compile(r"(?:所)?占分?(?:值)?|分值")
_SUM = re.compile("^(?:合计|总计|共计|总数)$")  # the row that sums up says of itself nothing else
_IS_RATE = re.compile(r"[率度比例重]$")
_RATE_TOLD = re.compile(r"[^,;]*[率度](?=[\u4e00-\u9fff]{0,6}$)")
_LESS = re.compile("[少多][\u4e00-\u9fff](?=\\d)")  # 渡客平均|少跑|1.6趟: what is done less is in the words of the change
_BY_NOW = re.compile("累计|总数|总量")  # 航标新装64座,累计达到310座: those before are not all new
_NEWLY = re.compile("新(?=[增设装建办立开添聘培][\u4e00-\u9fff]|[增设装建办立开添]$)[增设]?")
_READS_ON = "小央级心队学医介层国文"  # 中小, 中央, 中级: characters that 中 would make a word with


class Names:
    """The names of all figures, found in order, since later ones lean on earlier ones."""

    def __init__(
        self, page: Page, figures: Sequence[Figure], around: Sequence[Surroundings], parts: Mapping[int, PartOf]
    ) -> None:
        self.page, self.figures, self.around, self.parts = page, figures, around, parts
        self.bases: list[str] = []
        self.topics = Topics(page, figures, around, parts, self.bases)
        self._given: dict[int, str] = {}
        self._broken_down: dict[int, str] = {}  # for some rates, the rate of which they are told
        for index in range(len(figures)):
            if index not in self._given:
                self._given.update(paired_names(page, figures, around, index))
            self.bases.append(self._given.get(index) or self._base(index))

    def labels(self, index: int) -> tuple[str, ...]:
        """The labels of figure number `index`: several where one value is told of several names."""
        figure = self.figures[index]
        shared = [] if index in self._given else shared_names(self.page, figure, self.around[index].head)
        bare = vocabulary().bare_rate
        shared = shared or rate_of_each(self.page, figure, self.bases[index])
        names = [self._about(index, name) if bare.fullmatch(name) else name for name in shared] or [self.bases[index]]
        return tuple(dict.fromkeys(label(name, figure) for name in names))

    # -------------------------------------------------------------- one name

    def _base(self, index: int) -> str:
        head, tail = self.around[index].head, self.around[index].tail
        figure = self.figures[index]
        if figure.noun and index in self.parts:
            return self._part(index, self.parts[index], figure.noun)
        if figure.noun:
            return with_noun(figure.noun, head)
        if not head and not tail:
            return self._inherited(index)
        base = head + tail
        if figure.value is None and (less := _LESS.match(self.page.reading, figure.start, figure.end)):
            base += less[0]
        share = _SHARE_OF.match(head) if figure.unit == "%" else None
        if share:
            return self._share(index, f"占{share['whole']}比例" if share["whole"] else "占比")
        if figure.unit == "%" and not tail and _BARE_SHARE.fullmatch(head):
            return share_taken_into(self.page, figure) or self._share(index, "占比")
        if figure.unit == "分" and not tail and _POINTS_TAKEN.fullmatch(head):
            return share_taken_into(self.page, figure) or self._about(index, head)
        if not tail and len(head) == 2 and ON_AVERAGE.search(head):
            return self._about(index, head)
        rate = self._rate_broken_down(index, base)
        if rate:
            return shortened(base + rate)
        told = self._rate_found(index, base)
        if told:
            return shortened(told)
        if index in self.parts:
            return self._part(index, self.parts[index], base)
        known = vocabulary()
        if (put := known.enlisted.fullmatch(base)) and not figure.is_rate and (named := self.topics.list_named(index)):
            return f"{put['put'] or put['put_first']}{named}"
        if known.each.fullmatch(base):
            return self.topics.for_each(index) + base
        if known.level.fullmatch(base):
            return base + known.level.sub("", self.topics.thing(index), count=1)
        if known.used.fullmatch(base) and not figure.is_rate:
            return joined(base, self.topics.thing(index))
        if known.empty.fullmatch(base) and (is_event(figure.unit) or figure.unit in words("empty_units")):
            return joined(
                base, object_of(previous_clause(self.page, figure)) or self.topics.thing(index) or self.topics.arranged(index)
            )
        if not tail and known.only_verbs.fullmatch(head) and not is_event(figure.unit) and not figure.is_rate:
            thing = self.topics.thing(index)
            if not thing and known.vague.fullmatch(head):
                return cited(self.page, figure, is_before=True) + head  # 贯彻《行政复议法》,收到申请31件
            return joined(head, "" if known.case_event.fullmatch(head) and not known.case.search(thing) else thing)
        if figure.unit == "%" and not head and (known.verbs.match(tail) or self._stands_right_behind(index)):
            return self._about(index, base)  # 收到意见88条,五成多|写进方案
        bare = known.bare_rate if figure.is_rate or is_measured(figure.unit) else known.generic
        if bare.fullmatch(base) or known.generic.fullmatch(base):
            return self._about(index, base)
        return shortened(self._completed(index, base))

    def _stands_right_behind(self, index: int) -> bool:
        """84名执业船长|八成|住在城里: whether only what the figure before counts stands between the two"""
        last = self.figures[index - 1] if index else None
        said = self.around[index - 1].tail if index else ""
        return last is not None and not last.is_rate and bool(said) and self.around[index].gap == said

    def _rate_broken_down(self, index: int, base: str) -> str:
        """The rate that a figure tells of some of those meant: 出庭率96%,其中市级部门为100%、区县为95% ("of these …")."""
        figure, last = self.figures[index], self.figures[index - 1] if index else None
        if last is None or figure.unit != "%" or last.unit != "%" or last.sentence != figure.sentence or _IS_RATE.search(base):
            return ""
        if index - 1 in self._broken_down and self.around[index].gap.startswith("、"):
            found = self._broken_down[index - 1]
        elif self.around[index].is_within and _IS_RATE.search(self.bases[index - 1]):
            found = self.bases[index - 1]
        else:
            return ""
        self._broken_down[index] = found
        return "" if begins_with_verb(base) or found in base else found

    def _rate_found(self, index: int, base: str) -> str:
        """知晓率偏低,抽样调查仅为54%: the rate that the clause before names, where this one says how it was found."""
        if self.figures[index].unit != "%" or not vocabulary().found.fullmatch(base):
            return ""
        told = _RATE_TOLD.match(previous_clause(self.page, self.figures[index]))
        return told[0] if told else ""

    def _completed(self, index: int, base: str) -> str:
        """A verb with a noun that says little gets what it is about: 依据《行政复议法》受理案件, 抽查案卷60卷,发现问题15个."""
        known = vocabulary()
        if not known.vague.fullmatch(base):
            return base
        about = cited(self.page, self.figures[index])
        if not about and known.finding.fullmatch(base):
            about = self.topics.looked_into(index)
        if not about and known.spared.search(base):
            about = object_of(without_ground(previous_clause(self.page, self.figures[index])))
        elif not about:
            about = self._law_of_sentence(index)
        return base if not about or about in base else about + base

    def _law_of_sentence(self, index: int) -> str:
        """落实《引航法》,实行轮班制度,引航站受理申请31件: the subject of the law that the sentence begins with"""
        start = self.page.sentence_span(self.figures[index].start)[0]
        return "" if self.topics.earlier(index) else cited_first(self.page, start, self.figures[index].clause)

    def _share(self, index: int, base: str) -> str:
        """其中即办件3.6万件,占85.7%: a share of the figure right before."""
        earlier = [i for i in self.topics.earlier(index) if not self.figures[i].is_rate]
        topic = ""
        if earlier:
            last = self.bases[earlier[0]]
            topic = self.around[earlier[0]].head if earlier[0] in self.parts else object_of(last) or last
        elif not self.topics.earlier(index):
            topic = previous_clause(self.page, self.figures[index])  # 渡口噪声来电量居高不下,全年|占来电的46%
        return base if topic in base or len(topic) + len(base) > LONGEST else topic + base

    def _inherited(self, index: int) -> str:
        """The name of a figure that has no words of its own: 拆除违建213处、3.76万平方米."""
        figure, part = self.figures[index], self.parts.get(index)
        last = self.parts.get(index - 1)
        if part and last and part.total == last.total + 1 and figure.unit == self.figures[index - 1].unit:
            return self._part(index, part, self.around[index - 1].head)  # 其中吊销的分别为5起和|2起
        if index and self.figures[index - 1].sentence == figure.sentence and len(self.around[index].gap) <= 4:
            return _NEWLY.sub("", self.bases[index - 1]) if _BY_NOW.search(self.around[index].gap) else self.bases[index - 1]
        following = index + 1
        if following < len(self.figures) and self.figures[following].start == figure.stop and self.around[following].tail:
            return self.around[following].tail  # 23户46人享受临时救助
        return previous_clause(self.page, figure) or self.topics.topic(index)

    def _part(self, index: int, part: PartOf, base: str) -> str:
        """A part names its total: 新设经营主体中企业."""
        total = _SUM.sub("", self.bases[part.total])
        known = vocabulary()
        opening = next((i for i in range(index - 1, part.total, -1) if self._opens_segment(i, index)), None)
        if opening is not None and not self.figures[index].noun:
            return shortened(self.bases[opening] + base)  # 一般程序6次,处罚2100元: the money of the same part
        if known.only_verbs.fullmatch(base):
            return joined(base, object_of(total))
        if total and total not in base and len(total) + len(base) < LONGEST - 6:
            return f"{total}中{'的' if base[0] in _READS_ON else ''}{base}"
        return shortened(base)

    def _opens_segment(self, i: int, index: int) -> bool:
        """Whether figure `i` is the count of the part of which figure `index` is the money."""
        one, other = self.parts.get(i), self.parts[index]
        if one is None or one.segment != other.segment or one.total >= other.total:
            return False
        return self.figures[i].unit != self.figures[index].unit

    def _about(self, index: int, base: str) -> str:
        """A rate or a generic name with what it is about."""
        topic = self.topics.topic(index)
        says_nothing = not topic or topic in base or vocabulary().bare_rate.fullmatch(topic)  # 94人合格,及格率72%
        return shortened(base) if says_nothing or len(topic) + len(base) > LONGEST else topic + base
