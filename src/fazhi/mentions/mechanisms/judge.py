"""Judging a candidate: why quoted words name no mechanism, and whether an unquoted name is a generic one."""

from __future__ import annotations

import re

from fazhi.mentions.mechanisms.kinds import kind_of_head
from fazhi.mentions.mechanisms.tables import tables
from fazhi.unnamed import bare, not_named

EVIL = "a bad practice or a complaint, not an arrangement"
"""The reason against quoted words that tell of what goes wrong, as in `mechanisms.toml`."""
_LONG = 24
_LEVELS = frozenset(
    ("省级", "市级", "区级", "县级", "镇级", "村级", "上级", "全省", "全市", "全区", "全县", "全国", "地方", "园区", "自建")
)
_PARTS = re.compile("[、,和与及]")
_SENTENCE = re.compile(r"[。!?;:‘’]|^(?:我|你|他|她|请|让)|(?:就是|才是|不是|我们|怎么|什么|谁来|如何|的是)")


def reason_against_words(core: str, *, headed: bool = False) -> str | None:
    """Why the quoted words `core` name no mechanism whatever stands around them, or None.

    `headed` words have a head noun outside the marks, and may then be a figure or a quality (“平安述职”制度).

    >>> reason_against_words("两个维护")
    'a political slogan or theory, not an arrangement of this body'
    >>> reason_against_words("杏树夜话") is None
    True
    """
    words = bare(core)
    if not words:
        return "no words"
    parts = [(part, bare(part)) for part in _PARTS.split(core)]
    for group in not_named():
        if headed and not group.headed:
            continue
        if group.says(core, words) or (len(parts) > 1 and all(group.says(*part) for part in parts)):
            return group.reason
    if _SENTENCE.search(core) or (len(core) > _LONG and not re.search("[、+—]", core)):
        return "a sentence or an appeal, not a name"
    return None


def reason_against_place(text: str, start: int, end: int, *, telling: bool = False, headed: bool = False) -> str | None:
    """Why the words quoted at `start`–`end` (marks included) name no mechanism here, or None.

    Where the words themselves or a head noun are `telling`, only what follows can speak against them; not where they are
    `headed` by a noun that tells a campaign, to whose name what follows belongs (“闪电十日”违法捕捞整治).

    >>> text = "破解“接不住”难题"  # "solve the difficulty of not coping"
    >>> reason_against_place(text, 2, 7)
    'a bad practice or a complaint, not an arrangement'
    """
    table = tables()
    before, after = text[max(0, start - 12) : start].rpartition("\n")[2], text[end : end + 12]
    during = after.startswith("期间") and kind_of_head(text[start + 1 : end - 1]) == "campaign"  # “护渠行动”|期间
    if not headed and table.after.match(after) and not during:
        return EVIL if after[:1] not in "精思意理目方" else "an idea or an aim"
    if not headed and table.aim.fullmatch(text[start + 1 : end - 1]) and table.after_aim.match(after):
        return "an idea or an aim"
    if text[start - 1 : start] == "的" and table.before_said.search(text, max(0, start - 20), start):
        return "a figure of speech"
    if table.before_short.search(before):
        return "an abbreviation of what was named just before"
    if telling:
        return EVIL if table.against_evil.search(before) else None
    if table.before_evil.search(before):
        return EVIL
    if table.before_figure.search(before) or _in_range(text, start, end):
        return "a figure of speech"
    if table.before_verb.search(text, max(0, start - 16), start) and table.after_verb.match(text, end):
        return "a figure of speech"
    return None


def _in_range(text: str, start: int, end: int) -> bool:
    low = max(0, start - 40)
    return any(m.start() <= start and end <= m.end() for m in tables().from_to.finditer(text, low, end + 40))


def is_generic(modifier: str, kind: str, *, shortest: int = 3) -> bool:
    """Does `modifier` (what stands before the head noun) tell nothing apart, so that the whole names no mechanism?

    >>> is_generic("长效管理", "mechanism"), is_generic("应急指挥调度", "platform")
    (True, False)
    """
    table = tables()
    if len(modifier) < shortest or modifier in table.never:
        return True
    if not table.generic.fullmatch(modifier):
        return False
    telling = (word for word in table.generic_word.findall(modifier) if len(word) > 1 and word not in _LEVELS)
    return sum(1 for _ in telling) <= table.generic_limit[kind]
