"""Several names for one figure, and several figures for several names.

响应率、办结率和满意率均为100%        three names, one value ("response, completion and satisfaction are all 100%")
培训、演练各12场                     two names, one value ("12 trainings and drills each")
A街、B街投诉量分别下降12%、9%         a name for each figure ("complaints in A and B down 12% and 9%")
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fazhi.facts.observations.clauses import Surroundings, previous_clause
from fazhi.facts.observations.heads import without_number
from fazhi.facts.observations.labels import shortened, stem_of_rate
from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.words import vocabulary

_AND = r"、|和(?!谐|解)|及(?!格|时)|与|以及"
_SPLIT = re.compile(_AND)
_RATE = r"[\u4e00-\u9fff“”\w]*?(?:率|度|覆盖面)"
_LISTED_RATES = re.compile(rf"{_RATE}(?:(?:{_AND}){_RATE})+$")
_SUMMED_UP = re.compile(
    r"(?:“[双两三四]率”|[双两三四]率|[双两三四五六]项(?:主要)?(?:指标|比率|比例|数据)(?:全部|均|都)?)$"
)  # 出庭率、出声率“两率”
_COMPARED = re.compile(r"(?:同比|环比|[较比](?:上年|去年)(?:同期)?)$")
_EACH = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})*(?:和|及|与)[\u4e00-\u9fff]{2,8})各(?:[\u4e00-\u9fff]{2})?$"
)
_EXTENT = re.compile(r"(?:同比)?[降增涨减升]幅")  # …双下降,降幅分别为20%、25%
_ALIKE = re.compile(r"(?:(?<!平)均|都|各|皆|双双)(?:举办|开展|组织|召开|完成|举行)?(?:为|达到?|是|有|在|保持在?|突破|超过?)?$")
_BOTH = re.compile(r"[,;、]?(?P<rate>[\u4e00-\u9fff]{2,6}率)(?:均|都|双双)(?:为|达到?|是|实现)?")
_TAKEN_INTO = re.compile("[将把](?P<what>.+?)(?:纳入|列入|计入|作为)(?P<whole>.+)")
_RESPECTIVELY = re.compile(r"(?:同比|较[^,]{2,6}|比[^,]{2,6})?(?:分别|依次)")


def shared_names(page: Page, figure: Figure, head: str) -> list[str]:
    """The names that one figure is told of; empty where it has one name only."""
    head = _SUMMED_UP.sub("", head)
    listed = _LISTED_RATES.search(head) if figure.unit == "%" else None
    if listed:  # 登记、补贴两类事项|办结率和满意率: what stands before is what the rates are of
        first, *others = [name for name in _SPLIT.split(listed[0]) if name]
        return _with_stem([head[: listed.start()] + first, *others])
    if figure.unit == "%" and "、" in head and _ALIKE.search(page.reading[figure.clause : figure.start]):
        return _with_rate(_SPLIT.split(head))
    printed = page.reading[figure.clause : figure.start]
    each = _EACH.search(printed) if figure.unit != "%" and "各" in printed else None
    if each and head.endswith(each["names"]):  # 培训和演练各12场
        lead = head[: -len(each["names"])]
        verb = vocabulary().verbs.match(each["names"])
        stem = verb[0] if verb and verb.end() < len(each["names"]) and each["names"][verb.end()] not in "、和及与" else ""
        return [lead + stem + name for name in _SPLIT.split(each["names"][len(stem) :]) if name]
    if figure.unit != "%" and "、" in head and _ALIKE.search(printed):
        verb = vocabulary().verbs.match(head)
        stem = verb[0] if verb else ""
        return [stem + name for name in _SPLIT.split(head[len(stem) :]) if name]
    return []


def paired_names(page: Page, figures: Sequence[Figure], around: Sequence[Surroundings], index: int) -> dict[int, str]:
    """The names of figure number `index` and those after it, where 分别 ("respectively") assigns them one by one."""
    figure = figures[index]
    found = _RESPECTIVELY.search(page.hidden, figure.clause, figure.end)
    if found is None:
        return {}
    said = without_number(page.reading[figure.clause : found.start()].lstrip("、,")).lstrip("对将使、,")
    if not said or _EXTENT.fullmatch(said):
        said = previous_clause(page, figure)
    names = [name for name in _SPLIT.split(_SUMMED_UP.sub("", _COMPARED.sub("", said))) if name]
    run = [index]
    while len(run) < len(names) and _goes_on(figures, around, run[-1] + 1):
        run.append(run[-1] + 1)
    if len(names) != len(run) or len(names) < 2:
        return {}
    names = _with_subject(names)
    ending = _common_ending(names)
    complete = [name if name.endswith(ending) else name + ending for name in _with_stem(names)]
    return dict(zip(run, complete, strict=True))


def _goes_on(figures: Sequence[Figure], around: Sequence[Surroundings], index: int) -> bool:
    """Whether figure number `index` only follows the one before it in an enumeration."""
    return index < len(figures) and not around[index].head and not around[index].gap.strip("、,和及与")


def _with_stem(names: list[str]) -> list[str]:
    """热线工单办结率、满意率: what the first rate is about is meant for the others too."""
    stem = stem_of_rate(names[0]) if names else ""
    bare = vocabulary().bare_rate
    return names[:1] + [stem + name if bare.fullmatch(name) else name for name in names[1:]]


def _with_rate(names: list[str]) -> list[str]:
    """司法建议、检察建议按期反馈率均达100%: the rate of the last name is meant for all ("of court advice")."""
    known = vocabulary()
    rate = next((match[0] for match in known.bare_rate.finditer(names[-1]) if match.end() == len(names[-1])), "")
    if not rate or len(names[-1]) - len(rate) < 2 or any(len(name) < 2 or known.only_verbs.fullmatch(name) for name in names):
        return []
    return [name + rate for name in names[:-1]] + names[-1:]


def _with_subject(names: list[str]) -> list[str]:
    """进京访批次、人次分别下降: a mere measure is told of what the first name is about ("visits: times, and people")"""
    known = vocabulary().mere_measure
    measure = known.search(names[0])
    subject = names[0][: measure.start()] if measure else ""
    return names[:1] + [subject + name if known.fullmatch(name) else name for name in names[1:]]


def _common_ending(names: Sequence[str]) -> str:
    """What the last name has that all share: 投诉量 of A街、B街投诉量 ("complaints")."""
    complete = vocabulary().complete
    if not complete.search(names[-1]) or complete.search(names[0]):
        return ""
    ending = names[-1][min(len(names[0]), len(names[-1])) :]
    return ending.lstrip("0123456789.")  # PM10、PM2.5|平均浓度


def share_taken_into(page: Page, figure: Figure) -> str:
    """将渡运安全纳入船长绩效考核,占比8%: the clause before says what makes up a share of what; else empty."""
    end = figure.clause - 1
    start = page.clause_start(max(end, 0))
    found = _TAKEN_INTO.search(page.reading, start, max(end, start))
    if found is None or page.has_number(start, figure.start):
        return ""
    return shortened(f"{found['what']}占{found['whole']}{'分值' if figure.unit == '分' else '比重'}")


def rate_of_each(page: Page, figure: Figure, name: str) -> list[str]:
    """办理甲36件、乙21件,办结率均为100%: the rate of each ("both 100% done"), where `name` tells it of 甲、乙; else none."""
    found = _BOTH.fullmatch(page.reading[figure.clause : figure.start]) if figure.unit == "%" else None
    if found is None or "、" not in name or not name.endswith(found["rate"]):
        return []
    return [about + found["rate"] for about in name.removesuffix(found["rate"]).split("、")]
