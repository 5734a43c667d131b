"""Quoted words that what stands around them makes a name: a blow struck, a rule told with 的, an act on something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions.mechanisms.judge import EVIL, reason_against_words
from fazhi.mentions.mechanisms.kinds import DEFAULT
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import Found, mention, modifier
from fazhi.model import Mention

_BLOW = re.compile(
    "“(?P<core>[^“”、+\n]{2,14}(?:清零|整治|攻坚|治理|排查|清理|打击|整顿|会战|清剿|护航|管控|减量|清缴|防控))”(?P<head>组合拳)"
)
_RULED = re.compile(
    "(?:推行|试行|实行|推出|立下|定下|订下|创新|形成|探索)了?“(?P<core>[^“”\n]{4,24})”"
    f"(?P<told>的[^{STOP}的]{{0,4}}(?:制|执法|规矩|铁规|家规|行规|约定|办法|服务|调解|审批|监管|治理))(?=[{STOP}]|$)"
)
_PARTS = re.compile("[、,]")
_ACT = re.compile(
    f"(?:开展|组织|推行|实行|试行|启动|推出)了?(?P<object>[^{STOP}的了和与及0-9]{{2,10}})“(?P<core>[一-龥]{{2}})”(?=[,。;、]|[0-9]+(?:余|多)?[次场轮])"
)
_WHOSE = re.compile("[^,。]{0,6}(?:单位|部门|企业|干部|人员|职工|队员|站所|辖区)")


def blows(text: str, found: Found) -> Iterator[Mention]:
    """打出“明火作业清零”组合拳 ("a series of blows against work with naked flame"): the words tell a campaign."""
    for match in _BLOW.finditer(text):
        if not found.takes(*match.span()):
            yield mention(*match.span(), match["core"] + match["head"], "described", 0.75, "campaign", alias=match["core"])


def ruled(text: str, found: Found) -> Iterator[Mention]:
    """推行“先讲后查、先改后罚”的柔性执法 ("explain first, then check"): steps that a verb sets up, and what they are."""
    for match in _RULED.finditer(text):
        core, start, end = match["core"], match.start("core") - 1, match.end("core") + 1
        if found.takes(start, end) or not (_PARTS.search(core) or len(core) >= 8):
            continue
        if reason_against_words(core, headed=True) not in (None, EVIL):
            continue
        kind = "system" if match["told"].endswith("制") else DEFAULT
        yield mention(start, match.end("told"), core, "described", 0.7, kind, alias=core + match["told"])


def acts(text: str, found: Found) -> Iterator[Mention]:
    """开展渔船机舱“问诊” ("consultations on engine rooms"): two quoted characters are named with what is acted on."""
    for match in _ACT.finditer(text):
        core, start = match["core"], match.start("object")
        whose = _WHOSE.match(text, start, match.end("object"))
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
