"""Quoted words that what stands around them makes a name: a blow struck, a rule told with 的, an act on something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.mentions.mechanisms.judge import EVIL, reason_against_words
from fazhi.mentions.mechanisms.kinds import DEFAULT
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import Found, mention, modifier
from fazhi.model import Mention
from fazhi.resources import lexicon

_PARTS = re.compile("[、,]")
_MUSTS = re.compile("(?:推行|实行|试行)了?[一-龥]{0,6}“(?P<core>凡[一-龥]{1,3}必[一-龥](?:[、,]凡[一-龥]{1,3}必[一-龥])+)”")


@dataclass(frozen=True, slots=True)
class Described:
    """Patterns of what stands around quoted words, put together from the words of the section `described`."""

    blow: re.Pattern[str]
    ruled: re.Pattern[str]
    act: re.Pattern[str]
    whose: re.Pattern[str]


@cache
def described_tables() -> Described:
    """The section `described` of data/lexicon/mechanisms.toml, compiled at the first call."""
    table = {name: any_word(words) for name, words in lexicon("mechanisms")["described"].items()}
    return Described(
        blow=re.compile(f"“(?P<core>[^“”、+\n]{{2,14}}{table['blows']})”(?P<head>{table['blow_heads']})"),
        ruled=re.compile(
            f"{table['rule_verbs']}了?“(?P<core>[^“”\n]{{4,24}})”(?P<told>的[^{STOP}的]{{0,4}}{table['rules']})(?=[{STOP}]|$)"
        ),
        act=re.compile(
            f"{table['act_verbs']}了?(?P<object>[^{STOP}的了和与及0-9]{{2,10}})“(?P<core>[一-龥]{{2}})”"
            "(?=[,。;、]|[0-9]+(?:余|多)?[次场轮])"
        ),
        whose=re.compile(f"[^,。]{{0,6}}{table['whose']}"),
    )


def blows(text: str, found: Found) -> Iterator[Mention]:
    """打出“明火作业清零”组合拳 ("a series of blows against work with naked flame"): the words tell a campaign."""
    for match in described_tables().blow.finditer(text):
        if not found.takes(*match.span()):
            yield mention(*match.span(), match["core"] + match["head"], "described", 0.75, "campaign", alias=match["core"])


def ruled(text: str, found: Found) -> Iterator[Mention]:
    """推行“先讲后查、先改后罚”的柔性执法 ("explain first, then check"): steps that a verb sets up, and what they are."""
    for match in described_tables().ruled.finditer(text):
        core, start, end = match["core"], match.start("core") - 1, match.end("core") + 1
        if found.takes(start, end) or not (_PARTS.search(core) or len(core) >= 8):
            continue
        if reason_against_words(core, headed=True) not in (None, EVIL):
            continue
        kind = "system" if match["told"].endswith("制") else DEFAULT
        yield mention(start, match.end("told"), core, "described", 0.7, kind, alias=core + match["told"])


def musts(text: str, found: Found) -> Iterator[Mention]:
    """实行渔港“凡进必登、凡出必验” ("whoever enters is noted, whoever leaves is checked"): a rule that a verb sets up."""
    for match in _MUSTS.finditer(text):
        start, end = match.start("core") - 1, match.end("core") + 1
        if not found.takes(start, end):
            yield mention(start, end, match["core"], "described", 0.7, "system")


def acts(text: str, found: Found) -> Iterator[Mention]:
    """开展渔船机舱“问诊” ("consultations on engine rooms"): two quoted characters are named with what is acted on."""
    for match in described_tables().act.finditer(text):
        core, start = match["core"], match.start("object")
        whose = described_tables().whose.match(text, start, match.end("object"))
        start = whose.end() if whose else start
        words = text[start : match.end("object")]
        if found.takes(start, match.end("core")) or reason_against_words(core) or tables().introducer.search(words):
            continue
        if 2 <= len(words) <= 8:
            yield mention(start, match.end("core") + 1, words + core, "described", 0.6, DEFAULT)


def with_object(text: str, match: re.Match[str], start: int, full: str) -> str | None:
    """The longer name of very short quoted words: 用海预审|“拼盘”办法 ("a platter of pre-examinations")."""
    begin, verb = modifier(text, match.start())
    short = len(match[1]) == 2 and start == match.start()
    return text[begin : match.start()] + full if short and verb and 2 <= start - begin <= 8 else None
