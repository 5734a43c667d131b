"""Changes that name again the figure to which they belong, when other words or figures stand between.

受理纠纷37件,化解34件,赔付214万元,纠纷数量比上年减少8件   the change of the first ("disputes fell by 8")
办案267件,罚没91万元,件数增长5.1%、金额减少7.3%            a change for each ("cases up, money down")
办结率、满意率分别为100%和88.1%,满意率同比提高4.2个百分点   of the second ("satisfaction is up")
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fazhi.facts.observations.words import alike, any_of, unit_words, vocabulary
from fazhi.resources import lexicon

_SHORTEST = 2  # characters of a noun that names a figure again
_COMPARED = re.compile(r"^.*(?:相比|同比|同期),?")
_RATE = re.compile(r"(?:[、,]|^)(?P<rate>[\u4e00-\u9fff]{1,6}[率度])(?:同比|环比|也|又|还)?$")
_DONE = re.compile(r"^[、,;和]?(?P<noun>[\u4e00-\u9fff]{2,8})?(?P<verb>[\u4e00-\u9fff]{2})量(?:同比|环比|[较比与同]|也|又|还)?$")
_WHOLES = ("总量", "总数")
_OF_ANY = ("数", "数量")  # 发现沉船、碍航物问题84个,问题数: told of whatever is counted
_KIND = re.compile(r"(?<=..)(?:案件|事项|事故|纠纷)$")
_RESPECTIVELY = re.compile("分别|依次")
_WAY = re.compile("(?:增[加长多]|减少|[上提]升|提高|下降|降低)了?$")  # 与上年相比险情|减少2件
_AGAINST = re.compile(r"(?:同比|环比|[较比与同]|也|又|双|均|还)$")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that may be meant: its unit, the words before its number and where these begin."""

    unit: str
    words: str
    start: int


def renamed(said: str, told: Sequence[Told], breaks: Sequence[int]) -> int | None:
    """Which of the figures `told` (in order) a change means that `said` introduces; `breaks`: where 其中 stands.

    >>> cases = [Told("件", "受理医疗纠纷", 0), Told("件", "调解成功", 8), Told("元", "赔付", 15)]
    >>> renamed("纠纷数量", cases, ()), renamed("赔付金额", cases, ()), renamed("满意率", cases, ())
    (0, 2, None)
    """
    rate = _RATE.search(said)
    if rate is not None:
        found = [i for i, one in enumerate(told) if one.unit == "%" and rate["rate"] in one.words]
        return _in_turn(rate["rate"], told, found[-1]) if found and len(rate["rate"]) + 2 >= len(said) else None
    done = _DONE.search(said)
    if done is not None:  # 修复航标19座,修复量
        found = [i for i, one in enumerate(told) if one.words.lstrip("、,;和").removeprefix("其中").startswith(done["verb"])]
        if done["noun"] and len(told) > 1:  # 检修浮标19座、灯桩8座,灯桩检修量: the noun tells which
            is_done = any(done["verb"] in one.words for one in told)
            found = [i for i, one in enumerate(told) if is_done and one.words.endswith(done["noun"])]
        if found:
            return found[-1]
    match = _measure().search(said)
    if match is None:
        noun = _AGAINST.sub("", _WAY.sub("", _COMPARED.sub("", said))).lstrip("、,;和")
        bare = _KIND.sub("", noun)  # 一般程序|案件
        found = [i for i, one in enumerate(told) if one.words.endswith((noun, bare))] if len(bare) >= _SHORTEST else []
        return found[-1] if found else None
    stem = _COMPARED.sub("", said[: match.start()]).lstrip("、,;和")
    unit = next(unit for word, unit in _units() if re.fullmatch(word, match[0]))
    if stem and match[0] in _WHOLES:
        return _taken_in(stem, told)
    found = [i for i, one in enumerate(told) if alike(unit, one.unit) and stem in one.words]
    if not found and match[0] in _OF_ANY:
        found = [i for i, one in enumerate(told) if _counts(one.unit) and len(stem) >= _SHORTEST and one.words.endswith(stem)]
    if not found:
        return None
    wholes = [i for i in found if not any(told[found[0]].start < at <= told[i].start for at in breaks)]
    return (wholes or found)[0 if stem else -1]


def _taken_in(stem: str, told: Sequence[Told]) -> int | None:
    """接到报修工单416件,工单总量: which figure tells all that came in ("repair orders received, all orders").

    化解渔事积案6件,渔事总量: all there are is another thing than those dealt with.
    """
    intake, verb = vocabulary().intake, vocabulary().long_verb
    ended = [i for i, one in enumerate(told) if _counts(one.unit) and one.words.endswith(stem)]
    found = [i for i in ended if intake.search(told[i].words) or verb.search(told[i].words.removesuffix(stem)) is None]
    return found[0] if len(found) == 1 else None


def _counts(unit: str) -> bool:
    known = unit_words().get(unit)
    return known is not None and known.kind in ("count", "people")


def _in_turn(rate: str, told: Sequence[Told], first: int) -> int | None:
    """Which rate of a list is meant: 办结率、满意率分别为100%和88.1%."""
    names = re.split("[、和及与]", _RESPECTIVELY.split(told[first].words)[0])
    place = next((i for i, name in enumerate(names) if name.endswith(rate)), None)
    if not _RESPECTIVELY.search(told[first].words):
        return first
    return None if place is None or first + place >= len(told) else first + place


@cache
def _units() -> tuple[tuple[str, str], ...]:
    named = (row for row in lexicon("indicators")["measure"] if "unit" in row)
    return tuple((word, row["unit"]) for row in named for word in (*row["mere"], *row["again"]))


@cache
def _measure() -> re.Pattern[str]:
    """The words for what is measured, at the end of what introduces a change."""
    against = "同比|环比|[较比与同]|也|又|双|均|还|[增减升降提上下回][长加少幅低高升降落]"
    return re.compile(rf"{any_of([word for word, _ in _units()])}(?={against}|$)")
