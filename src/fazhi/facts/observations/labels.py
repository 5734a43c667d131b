"""The wording of names: verb and object, length, and what a unit adds."""

from __future__ import annotations

import re
from decimal import Decimal

from fazhi.facts.observations.page import Figure
from fazhi.facts.observations.words import unit_words, vocabulary, words

LONGEST = 32  # characters of a name without what the unit adds

_LONGEST_OBJECT = 20
TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]*”")
BRACKET = re.compile(r"\([^()]*\)")
_MAKES_UP = re.compile(r"的?(?:仅|只|已|约|均|就)*占(?:到|了|据)?$")
_SUMMED = re.compile("^(?:合计|总计|共计|总体)(?=..)")  # 合计|处罚案件, a cell of the row that sums up
_EXTREMES = ("平均", "最高", "最大", "最低", "最小")  # 药品集中采购平均|降价53.6%
_EDGES = "、,的:"
_DONE = re.compile("^[出完好](?=[\u4e00-\u9fff]{2})(?![租口庭入行勤境诊血版境院警租善])")  # 梳理|出建议
_NOT_YET = re.compile("(?<=..)(?:还|仍|尚|都)没有?(?=[\u4e00-\u9fff]{1,2}$)")  # 超过检修期|还没修
_CONTENT = re.compile(r"(?:表示|感到)?(?:非常|基本|总体)?满意$")


def label(base: str, figure: Figure) -> str:
    """The name with what its unit adds: 审查合同 and 份 make 审查合同份数, 查办案件 and 件 make 查办案件数."""
    base = _NOT_YET.sub("未", without_edges(base))
    known = unit_words().get(figure.unit or "")
    if figure.value is None and base.endswith(_EXTREMES):
        base += "降幅" if _sign(figure) < 0 else "增幅"
    if figure.unit == "%":
        base = _CONTENT.sub("满意度", _MAKES_UP.sub("占比", base))
    if figure.value is None or known is None or not base or vocabulary().complete.search(base):
        return base or "数量"
    if figure.unit == "%":
        return base + "比例"
    word = known.label
    return base + ("数" if word[:-1] in words("merging_units") and base.endswith(word[:-1]) else word)


def without_edges(name: str) -> str:
    """Without the signs and 的 around it.

    >>> without_edges("、涉及标的"), without_edges("抽查的:")  # "the sum in question", "sampled"
    ('涉及标的', '抽查')
    """
    name = name.lstrip(_EDGES)
    bare = name.rstrip(_EDGES)
    return f"{bare}的" if bare.endswith("标") and name.startswith("的", len(bare)) else bare


def _sign(figure: Figure) -> Decimal:
    return figure.change_percent or figure.change_absolute or Decimal(0)


def object_of(base: str) -> str:
    """The name without its verb; empty where nothing is left.

    >>> object_of("受理涉水纠纷"), object_of("审结")  # "disputes over water accepted", "concluded"
    ('涉水纠纷', '')
    """
    known = vocabulary()
    found = known.verbs.match(base)
    if found is None and (lead := known.circumstance.match(base)):
        told = TITLE.sub("", base[lead.end() :], count=1) if base.startswith("《", lead.end()) else ""
        if known.verbs.match(told):
            return object_of(told)  # 对照《纲要》列出|任务
        found = known.given.search(base, lead.end())  # 由镇民政办给予|过渡补助
        if found is None:
            return ""
    rest = _DONE.sub("", (base[found.end() :] if found else base).lstrip("的了"))
    return "" if len(rest) < 2 else shortened(rest, longest=_LONGEST_OBJECT)


def with_noun(noun: str, head: str) -> str:
    """The figure's own word for what is counted, with the words before it, where they say more.

    >>> with_noun("合计处罚案件", ""), with_noun("无败诉", "行政诉讼")  # "penalties in all", "lawsuits, none lost"
    ('处罚案件', '行政诉讼无败诉')
    """
    noun = _SUMMED.sub("", noun)
    return noun if len(head) < 2 or noun in head or noun.startswith(head) or head.endswith(noun[:2]) else head + noun


def begins_with_verb(base: str) -> bool:
    """Whether the name says what was done, and not only what there is."""
    return vocabulary().verbs.match(base) is not None


def joined(verb: str, thing: str) -> str:
    """A verb and what it was done to."""
    return verb if not thing or thing in verb else shortened(verb + thing)


def stem_of_rate(name: str) -> str:
    """What a rate is about.

    >>> stem_of_rate("执法案卷合格率"), stem_of_rate("按时办结率")  # "files up to standard", "done on time"
    ('执法案卷', '')
    """
    bare = next((match for match in vocabulary().bare_rate.finditer(name) if match.end() == len(name)), None)
    return name[: bare.start()] if bare is not None and bare.start() >= 2 else ""


def without_ground(clause: str) -> str:
    """对照《行政处罚法》和轻微违法不予处罚清单: what a clause names as ground besides laws."""
    lead = vocabulary().circumstance.match(clause)
    return TITLE.sub("", clause[lead.end() :] if lead else clause).lstrip("、和及与的")


def shortened(base: str, *, longest: int = LONGEST) -> str:
    """At most `longest` characters: without titles in 《》, then without what stands first."""
    if len(base) <= longest:
        return base
    base = TITLE.sub(lambda match: match[0].replace("中华人民共和国", ""), base)
    if len(base) > longest:
        base = TITLE.sub("", base)
    if len(base) <= longest:
        return base
    hidden = QUOTED.sub(lambda match: "□" * len(match[0]), base)
    openings = (match.start() for match in vocabulary().openings.finditer(hidden))
    cut = next((start for start in openings if len(base) - longest <= start <= len(base) - 4), None)
    if cut is not None:
        return base[cut:]
    pieces = re.split(r"(?<=[、的和])", base)
    while len(pieces) > 1 and len("".join(pieces)) > longest:
        pieces.pop(0)
    return "".join(pieces)[-longest:]
