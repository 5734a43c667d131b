"""The name of an indicator: what is counted, as a noun phrase that stands on its own.

    审查合同358份            审查合同份数             "contracts reviewed": verb, object, unit
    吸附96家企业入驻          吸附企业入驻数            "firms attracted": the object after the unit
    受理纠纷62件,化解57件      化解纠纷件数             the object comes from the figure before
    行政复议案件3件,满意率100% 行政复议案件满意率         so does what a rate is about
    新设主体8764户,其中企业2913户 新设主体中企业户数       a part names its total
    响应率、办结率均为99%      two names for one figure
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fazhi.facts.observations.breakdowns import PartOf
from fazhi.facts.observations.clauses import Surroundings, cited, previous_clause
from fazhi.facts.observations.figures import Figure, Page
from fazhi.facts.observations.words import is_event, unit_words, vocabulary, words

LONGEST = 32  # characters of a name without what the unit adds

_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]*”")
_SHARE_OF = re.compile(r"^占(?!比)(?P<whole>.*?)的?(?:比例|比重|比率)?$")
_MAKES_UP = re.compile(r"的?(?:仅|只|已|约|均|就)*占(?:到|了|据)?$")
_CONTENT = re.compile(r"(?:表示|感到)?(?:非常|基本|总体)?满意$")
_LIST = re.compile(r"[、,]|和|及|与|以及")
_LISTED_RATES = re.compile(r"[\u4e00-\u9fff“”\w]*?(?:率|度|覆盖面)(?:(?:、|和|及|与|以及)[\u4e00-\u9fff“”\w]*?(?:率|度|覆盖面))+$")
_SHARED = re.compile(r"(?:均|都|各|皆|分别)(?:为|达到?|是|有|在|保持在?)?$")
_RESPECTIVELY = re.compile(r"(?:同比|较[^,]{2,6}|比[^,]{2,6})?分别")


class Names:
    """The names of all figures, found in order, since later ones lean on earlier ones."""

    def __init__(
        self, page: Page, figures: Sequence[Figure], around: Sequence[Surroundings], parts: Mapping[int, PartOf]
    ) -> None:
        self.page, self.figures, self.around, self.parts = page, figures, around, parts
        self.bases: list[str] = []
        self._given: dict[int, str] = {}
        for index in range(len(figures)):
            self._pair_off(index)
            self.bases.append(self._given.get(index) or self._base(index))

    def labels(self, index: int) -> tuple[str, ...]:
        """The labels of figure number `index`: several where one value is told of several names."""
        figure = self.figures[index]
        names = () if index in self._given else self._shared(index)
        return tuple(dict.fromkeys(label(name, figure) for name in names or (self.bases[index],)))

    # -------------------------------------------------------------- one name

    def _base(self, index: int) -> str:
        head, tail = self.around[index].head, self.around[index].tail
        figure = self.figures[index]
        if figure.noun:
            return figure.noun if len(head) < 2 or figure.noun in head else head + figure.noun
        if not head and not tail:
            return self._inherited(index)
        base = head + tail
        share = _SHARE_OF.match(head)
        if share and figure.unit == "%":
            return self._about(index, f"占{share['whole']}比例")
        part = self.parts.get(index)
        if part is not None:
            return self._part(index, part, base)
        known = vocabulary()
        if not tail and known.only_verbs.fullmatch(head) and not is_event(figure.unit) and not figure.is_rate:
            return _joined(head, self._object(index))
        if (known.bare_rate if figure.is_rate or _is_measured(figure) else known.generic).fullmatch(base) or known.generic.fullmatch(base):
            return self._about(index, base)
        return _shortened(self._completed(index, base))

    def _completed(self, index: int, base: str) -> str:
        """A verb with a noun that says little gets what it is about: 依据《行政复议法》受理案件, 抽查案卷60卷,发现问题15个."""
        known = vocabulary()
        if not known.vague.fullmatch(base):
            return base
        about = cited(self.page, self.figures[index])
        if not about and index and known.finding.fullmatch(base):
            last = self.figures[index - 1]
            near = last.sentence == self.figures[index].sentence and ";" not in self.around[index].gap and len(self.around[index].gap) < 12
            is_act = near and not last.is_rate and known.verbs.match(self.bases[index - 1])
            about = _object_of(self.bases[index - 1]) if is_act else ""
        if not about and known.spared.search(base):
            about = _object_of(_without_ground(previous_clause(self.page, self.figures[index])))
        return base if not about or about in base else about + base

    def _inherited(self, index: int) -> str:
        """The name of a figure that has no words of its own: 拆除违建213处、3.76万平方米."""
        figure = self.figures[index]
        if index and self.figures[index - 1].sentence == figure.sentence and len(self.around[index].gap) <= 4:
            return self.bases[index - 1]
        return previous_clause(self.page, figure) or self._topic(index)

    def _part(self, index: int, part: PartOf, base: str) -> str:
        """A part names its total: 新设经营主体中企业."""
        total = self.bases[part.total]
        known = vocabulary()
        if part.rule == "part.out-of":
            return _shortened(base)
        opening = next((i for i in range(part.total + 1, index) if i in self.parts and self.parts[i].segment == part.segment), None)
        if opening is not None and self.figures[opening].unit != self.figures[index].unit and self.parts[opening].total != part.total:
            return _shortened(self.bases[opening] + base)  # 一般程序6次,处罚2100元: the money of the same part
        if known.only_verbs.fullmatch(base):
            return _joined(base, _object_of(total))
        if total and total not in base and len(total) + len(base) < LONGEST - 6:
            return f"{total}中{base}"
        return _shortened(base)

    def _about(self, index: int, base: str) -> str:
        """A rate or a generic name with what it is about."""
        topic = self._topic(index)
        if not topic or topic in base or len(topic) + len(base) > LONGEST:
            return _shortened(base)
        return topic + base

    # -------------------------------------------------------------- topics

    def _topic(self, index: int) -> str:
        """What the figures before it in the sentence are about, else the clause before."""
        earlier = [i for i in self._earlier(index) if not self.figures[i].is_rate and not _is_measured(self.figures[i])]
        clause = previous_clause(self.page, self.figures[index])
        before = _object_of(clause) if vocabulary().verbs.match(clause) else ""
        if not earlier or (before and ";" in self.around[index].gap):
            return before
        last = earlier[0]
        while last in self.parts:
            last = self.parts[last].total
        if last != earlier[0]:
            return _object_of(self.bases[last])
        found = [_object_of(self.bases[last])]
        for i, j in zip(earlier, earlier[1:], strict=False):
            if not self.around[i].gap.startswith("、") or not self.around[i].head:
                break
            found.insert(0, _object_of(self.bases[j]))
        whole = "、".join(dict.fromkeys(name for name in found if name))
        return whole if len(whole) <= LONGEST - 8 else found[-1]

    def _object(self, index: int) -> str:
        """What the figures before it in the sentence count."""
        for i in self._earlier(index):
            figure = self.figures[i]
            if not figure.is_rate and not _is_measured(figure):
                found = _object_of(self.bases[self.parts[i].total if i in self.parts else i])
                if found:
                    return found
        return _object_of(previous_clause(self.page, self.figures[index])) or self._object_before(index)

    def _object_before(self, index: int) -> str:
        """What the sentence before counts in the same unit: 收到复议申请85件…。现已审结67件 ("67 by now concluded")."""
        figure = self.figures[index]
        for i in range(index - 1, -1, -1):
            last = self.figures[i]
            if figure.sentence - last.sentence > 1 or "\n" in self.page.hidden[last.stop : figure.start]:
                break
            if last.unit == figure.unit and last.sentence < figure.sentence and last.bracket < 0 and i not in self.parts:
                return _object_of(self.bases[i])
        return ""

    def _earlier(self, index: int) -> list[int]:
        """The figures before it in the sentence, the nearest first."""
        sentence, bracket = self.figures[index].sentence, self.figures[index].bracket
        found = []
        for i in range(index - 1, -1, -1):
            if self.figures[i].sentence != sentence:
                break
            if self.figures[i].bracket in (-1, bracket):
                found.append(i)
        return found

    # -------------------------------------------------------------- several names

    def _shared(self, index: int) -> tuple[str, ...]:
        """响应率、办结率和满意率均为100%; 培训、演练各12场 ("response, completion and satisfaction are all 100%")"""
        figure, head = self.figures[index], self.around[index].head
        printed = self.page.reading[figure.clause : figure.start]
        if figure.unit == "%" and _LISTED_RATES.search(head):
            names = _with_topic([name for name in re.split(r"、|和(?!谐)|及(?!格|时)|与|以及", head) if name])
            return tuple(self._about(index, name) if vocabulary().bare_rate.fullmatch(name) else name for name in names)
        if _SHARED.search(printed) and "、" in head and figure.unit != "%":
            verb = vocabulary().verbs.match(head)
            stem = verb[0] if verb else ""
            return tuple(stem + name for name in re.split(r"、|和(?!谐)|及(?!格|时)|与|以及", head[len(stem) :]) if name)
        return ()

    def _pair_off(self, index: int) -> None:
        """A街、B街投诉量分别下降12%、9%: each figure takes the name at its place ("complaints in A and B down 12% and 9%")."""
        figure = self.figures[index]
        printed = self.page.hidden[figure.clause : figure.start] + self.page.hidden[figure.start : figure.end]
        if index in self._given or not _RESPECTIVELY.search(printed):
            return
        before = self.page.reading[figure.clause :][: _RESPECTIVELY.search(printed).start()]  # type: ignore[union-attr]
        names = _with_topic([name for name in _LIST.split(before.strip("对将使")) if name])
        run = [index]
        while run[-1] + 1 < len(self.figures) and not self.around[run[-1] + 1].head and self.around[run[-1] + 1].gap.strip("、,和及与") == "":
            run.append(run[-1] + 1)
        if len(names) != len(run) or len(names) < 2:
            return
        ending = vocabulary().complete.search(names[-1])
        shared = _common_ending(names) if ending else ""
        for name, i in zip(names, run, strict=True):
            self._given[i] = name if name.endswith(shared) else name + shared


def label(base: str, figure: Figure) -> str:
    """The name with what its unit adds: 审查合同 and 份 make 审查合同份数."""
    base = base.strip("、,的")
    known = unit_words().get(figure.unit or "")
    if figure.unit == "%":
        base = _CONTENT.sub("满意度", _MAKES_UP.sub("占比", base))
    if figure.value is None or known is None or not base or vocabulary().complete.search(base):
        return base or "数量"
    if figure.unit == "%":
        return base if _SHARE_OF.match(base) and base.endswith("比例") else base + "比例"
    word = known.label
    return base + ("数" if word[:-1] in words("merging_units") and base.endswith(word[:-1]) else word)


def _is_measured(figure: Figure) -> bool:
    """Whether it measures (time, score, age) rather than counts."""
    known = unit_words().get(figure.unit or "")
    return known is not None and known.kind in ("time", "score", "age", "points")


def _object_of(base: str) -> str:
    """The name without its verb: 受理涉水纠纷 gives 涉水纠纷."""
    found = vocabulary().verbs.match(base)
    rest = base[found.end() :] if found else base
    rest = rest.lstrip("的了")
    if len(rest) < 2:
        return ""
    return _shortened(rest, 20)


def _without_ground(clause: str) -> str:
    """对照《行政处罚法》和轻微违法不予处罚清单: what the clause names as ground besides laws."""
    lead = vocabulary().circumstance.match(clause)
    return _TITLE.sub("", clause[lead.end() :] if lead else clause).lstrip("、和及与的")


def _joined(verb: str, thing: str) -> str:
    return verb if not thing or thing in verb else _shortened(verb + thing)


def _with_topic(names: list[str]) -> list[str]:
    """工单办结率、满意率: what the first rate is about is meant for the other ones too."""
    known = vocabulary()
    first = next((m for m in known.bare_rate.finditer(names[0]) if m.end() == len(names[0])), None) if names else None
    if first is None or first.start() < 2:
        return names
    return names[:1] + [names[0][: first.start()] + name if known.bare_rate.fullmatch(name) else name for name in names[1:]]


def _common_ending(names: Sequence[str]) -> str:
    """What the last name has that all share: 投诉量 of A街、B街投诉量."""
    last, other = names[-1], names[0]
    if vocabulary().complete.search(other):
        return ""
    cut = len(other) if len(other) < len(last) else len(last)
    return last[cut:]


def _shortened(base: str, longest: int = LONGEST) -> str:
    """At most `longest` characters: without titles in 《》, then without what stands first."""
    if len(base) <= longest:
        return base
    base = _TITLE.sub(lambda match: match[0].replace("中华人民共和国", ""), base)
    if len(base) > longest:
        base = _TITLE.sub("", base)
    if len(base) <= longest:
        return base
    known = vocabulary()
    hidden = _QUOTED.sub(lambda match: "□" * len(match[0]), base)
    cuts = [m.start() for m in known.openings.finditer(hidden) if len(base) - longest <= m.start() <= len(base) - 4]
    if cuts:
        return base[cuts[0] :]
    pieces = re.split(r"(?<=[、的和])", base)
    while len(pieces) > 1 and len("".join(pieces)) > longest:
        pieces.pop(0)
    return "".join(pieces)[-longest:]
