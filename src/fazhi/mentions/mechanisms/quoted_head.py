"""Names of quoted words with a head noun behind the marks (推行“法官驻点”制度, "judges posted on the spot" system)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.mentions.mechanisms import described
from fazhi.mentions.mechanisms.judge import EVIL, reason_against_place, reason_against_words
from fazhi.mentions.mechanisms.kinds import DEFAULT, RIDES, kind_of_head, kind_of_words
from fazhi.mentions.mechanisms.quoted_place import extended, introduced
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import QUOTED, SPOKEN, Found, mention, modifier
from fazhi.model import Mention
from fazhi.resources import lexicon

_BEGIN = ("", "。", ";", "\n")
_PLAN = re.compile("十?[一二三四五六七八九十]五")
_CREW = ("队伍", "团队")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of `quoted_heads` in mechanisms.toml."""

    setting_up: re.Pattern[str]
    set_up: tuple[str, ...]
    long_head: re.Pattern[str]
    tested: tuple[str, ...]
    shown: tuple[str, ...]
    shown_off: tuple[str, ...]
    going: tuple[str, ...]
    to: tuple[str, ...]
    bound: tuple[str, ...]
    actors: tuple[str, ...]
    acting: tuple[str, ...]
    against: re.Pattern[str]
    complained: re.Pattern[str]


@cache
def _words() -> _Words:
    table = lexicon("mechanisms")["quoted_heads"]
    return _Words(
        setting_up=re.compile(f"{any_word(table['setting_up'])}了?$"),
        set_up=tuple(table["set_up"]),
        long_head=re.compile(f"[一-龥]{{3,}}{any_word(table['long'])}$"),
        tested=tuple(table["tested"]),
        shown=tuple(table["shown"]),
        shown_off=tuple(table["shown_off"]),
        going=tuple(table["going"]),
        to=tuple(table["to"]),
        bound=tuple(table["bound"]),
        actors=tuple(table["actors"]),
        acting=tuple(table["acting"]),
        against=re.compile(any_word(table["against"])),
        complained=re.compile(f"的?(?:现象|问题|情况)?{any_word(table['complained'])}"),
    )


def quoted_with_head(text: str, found: Found) -> Iterator[Mention]:
    """推行“法官驻点”制度 ("judges posted on the spot" system): quotation marks and a head noun."""
    for match in QUOTED.finditer(text):
        core = match[1]
        goes = core.endswith(_words().going) and text.startswith(_words().to, match.end())  # “渔嫂普法队”|进村宣传
        tail = None if goes else tables().tail.match(text, match.end())
        if tail is None or found.takes(match.start(), match.end()):
            continue
        if core.endswith(_words().actors) and tail[0].endswith(_words().acting):
            continue
        tail = tables().longer_tail.match(text, tail.end()) or tail
        if tables().after_head.match(text, tail.end()) or _shows(core, text, tail) or _words().complained.match(text, tail.end()):
            continue
        full = core + text[match.end() : tail.end()]
        against = reason_against_words(core, headed=True)
        if (
            against
            and not _told_by_head(core, full)
            and not (against == EVIL and (_is_set_up(text, match.start(), full[len(core) :]) or _is_governed(text, match)))
        ):
            if kind_of_head(full) == "campaign" and _is_remedied(text, match, tail.end(), found):
                yield from _remedy(text, match, tail.end(), found)
            continue
        held = kind_of_head(full) == "campaign" and (kind_of_words(core) == "campaign" or full.endswith(_words().shown_off))
        if reason_against_place(text, match.start(), match.end(), telling=True, headed=held):
            continue
        start, name = extended(text, match)
        full = name + text[match.end() : tail.end()]
        kind = DEFAULT if tables().fixed.search(name) else _kind_of_both(core, text[match.end() : tail.end()], full)
        if kind == "platform" and RIDES.match(text, tail.end()):
            kind = "campaign"  # 开出“点对点”返岗专车9趟 ("nine rides from door to door")
        elif text.startswith(_CREW, tail.end()):
            kind = "brand"  # “港小护”船员管家|队伍 ("a crew of stewards") are people
        yield mention(
            start, tail.end(), full, "quoted-head", 0.92, kind, alias=described.with_object(text, match, start, full) or name
        )


def _shows(core: str, text: str, tail: re.Match[str]) -> bool:
    """Is what follows the verb of a board and its object (“船价晾晒台”公示运价12项), and no head noun?"""
    return (
        tail[0] in ("公示", "公开", "通报", "曝光")
        and text[tail.end() : tail.end() + 1] not in ("", *STOP)
        and kind_of_words(core) == "platform"
    )


def _kind_of_both(core: str, tail: str, full: str) -> str:
    """The kind that the head noun tells; where that is a verb of work (“码上督”法治督察), what the words themselves tell."""
    told, kind = kind_of_words(core), kind_of_head(full) or DEFAULT
    if told == "campaign" and tail.endswith(_words().shown):
        return told
    if told not in ("instrument", "platform") or not (tail in tables().acts or tail.endswith(_words().tested)):
        return kind
    return told if kind == "campaign" or (kind == "mechanism" and told == "instrument") else kind


def _told_by_head(core: str, full: str) -> bool:
    """Does the head noun make a name of words that are none alone (“九小场所”安全监管机制, “我来讲一课”活动)?"""
    kind = kind_of_head(full)
    if kind == "campaign":
        return core.startswith(SPOKEN)
    if core in _words().bound:
        return full.endswith(("制度", "机制"))
    if _PLAN.fullmatch(core):
        return False  # 落实“十五”普法规划和普法责任制: a period of five years
    return kind in ("system", "mechanism", "platform") and _words().long_head.search(full, len(core)) is not None


def _is_set_up(text: str, start: int, head: str) -> bool:
    """Is what the words are said with a system that somebody sets up (推行疫苗“先打后补”制度)? Evils are no such thing."""
    return head in _words().set_up and modifier(text, start)[1]


def _is_governed(text: str, match: re.Match[str]) -> bool:
    """Does a verb of setting up stand right before the words (开通“早晚不断档、节日不打烊”延时服务)? Nobody sets up an evil."""
    return _words().setting_up.search(text, max(0, match.start() - 6), match.start()) is not None


def _is_remedied(text: str, match: re.Match[str], end: int, found: Found) -> bool:
    """Do quoted evils stand in the name of a campaign against them (“大棚房”专项整治)?"""
    if _words().against.search(text, match.end(), end) is None:
        return False
    return introduced(text, match.start(), found) or (
        text.endswith("行动", 0, end) and text[match.start() - 1 : match.start()] in _BEGIN
    )


def _remedy(text: str, match: re.Match[str], end: int, found: Found) -> Iterator[Mention]:
    """开展耕地“非粮化”排查整治 ("clearing up the non-grain use of farmland"): a campaign, with the words before the mark."""
    start, verb = modifier(text, match.start())
    start = start if verb and match.start() - start <= 8 else match.start()
    if not found.takes(start, end):
        yield mention(start, end, text[start:end], "quoted-head", 0.8, "campaign", alias=text[match.start() : end])
