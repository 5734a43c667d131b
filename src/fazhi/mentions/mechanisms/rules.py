"""The rules that find mechanisms, one function per family, in the order of `RULES`.

Each takes the text (titles hidden) and the mentions that earlier rules found, and yields mentions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fazhi.mentions.mechanisms import described, known, lists, shared
from fazhi.mentions.mechanisms.headed import headed, shaped
from fazhi.mentions.mechanisms.hotlines import hotlines
from fazhi.mentions.mechanisms.judge import is_generic
from fazhi.mentions.mechanisms.kinds import DEFAULT
from fazhi.mentions.mechanisms.quoted_alone import quoted_alone
from fazhi.mentions.mechanisms.quoted_head import quoted_with_head
from fazhi.mentions.mechanisms.set_up import opened, set_up
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import Found, mention, modifier
from fazhi.model import Mention

Rule = Callable[[str, Found], Iterator[Mention]]

_BESIDE = re.compile(rf"”、?([^{STOP}]{{4,10}})等[^{STOP}]{{0,4}}(?:平台|载体|阵地)")
_WHISTLE = re.compile(rf"“?(([^{STOP}]{{1,4}})吹哨、?[^{STOP}]{{1,4}}报到)”?")


def whistles(text: str, found: Found) -> Iterator[Mention]:
    """健全“企业吹哨、街道报到”机制 ("firms whistle, the subdistrict reports")."""
    if "吹哨" not in text:
        return
    for match in _WHISTLE.finditer(text):
        end = match.end(1)
        begin = max(match.start(1), modifier(text, match.end(2))[0])
        if begin < match.end(2) and not found.takes(match.start(), match.end()):
            start = begin - 1 if text[begin - 1 : begin] == "“" else begin
            yield mention(start, match.end() if start < begin else end, text[begin:end], "whistle", 0.95, "mechanism")


def listed_beside(text: str, found: Found) -> Iterator[Mention]:
    """用好“普法大院”、少年法庭等特色平台 ("and the juvenile court"): a place listed beside a quoted one as a platform."""
    for match in _BESIDE.finditer(text):
        name = match[1]
        head = tables().head_end.search(name)
        if head is None or tables().head_kinds[head[0]] != "platform" or found.takes(match.start(1), match.end(1)):
            continue
        if not is_generic(name[: head.start()], "platform", shortest=2):
            yield mention(match.start(1), match.end(1), name, "listed", 0.7, "platform")


def again(text: str, found: Found) -> Iterator[Mention]:
    """设立村口茶座11处 after “村口茶座”调解品牌: the words of a name told before, now without marks."""
    names = {
        core: m
        for m in reversed(found.mentions)  # the first one told counts
        if m.rule.startswith("mechanism:quoted")
        for core in (m.alias or m.name,)
        if len(core) >= 4
    }
    if not names:
        return
    for match in re.finditer("|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n))), text):
        if not found.takes(match.start(), match.end()):
            first = names[match[0]]
            yield mention(match.start(), match.end(), first.name, "again", 0.85, first.category or DEFAULT, alias=match[0])


RULES: tuple[Rule, ...] = (
    hotlines,
    known.known_names,
    whistles,
    quoted_with_head,
    quoted_alone,
    described.blows,
    described.ruled,
    described.acts,
    described.musts,
    shaped,
    lists.counted,
    shared.short_lists,
    set_up,
    opened,
    shared.services,
    shared.practices,
    lists.campaigns,
    lists.places,
    headed,
    listed_beside,
    again,
)
