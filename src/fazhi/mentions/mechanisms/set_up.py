"""Things that somebody sets up: the objects of a verb of setting up, alone or in a list, that end with a noun for such things.

A head noun such as 码 or 专班 makes no name in any place (扫码, 专班成员); as the object of 上线, 组建 it does, whatever stands
beside it in the list. One such thing has a name; so many of a sort (建成普法亭12个) have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.matching.scanning import Scanner
from fazhi.mentions.mechanisms.judge import is_generic
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import Found, mention
from fazhi.model import Mention
from fazhi.resources import lexicon

_LONGEST = 18  # characters of a name
_ENDS = re.compile("[\n。,;:!?()□《—|]")
_THEN = re.compile(
    "(?:随后|此后|其后|随即|同时|其中|目前|年内|年底|年初|今年|去年|[0-9]+月底?|全[省市县区]首[个家]|首[个家]|第一[个家])+"
)
_JOINTS = re.compile("[、和与及]")
_NOMINAL = re.compile(
    "(?:组建|创建|建设|推进|落实|实施|申报|争创|整治|推动|启动)(?:指导|工作|推进|服务|协调|攻坚|督导|保障|筹备|专项|领导)+$"
)
_NO_NAME = re.compile(
    rf"[{STOP}0-9]|^[一两三四五六七八九十]+[场次回期轮]|[一二两三四五六七八九十百]+[个处所家支条座间块辆名张份批]"
)
_ET_CETERA = re.compile(
    "(?:等(?:一批|多个|各类|[0-9两三四五六七八九十]+[个项种支大类])?[^、]{0,6}"
    "|[两三四五六七八九十][项个种支类大](?:队伍|平台|载体|品牌|团队|阵地|机制))$"
)


@dataclass(frozen=True, slots=True)
class SetUp:
    """Verbs of setting up with what they may govern, and the nouns that end the name of a thing set up."""

    verb: Scanner
    campaigns: frozenset[str]
    longest: int
    last: re.Pattern[str]
    kinds: dict[str, str]
    weak: frozenset[str]
    telling: frozenset[str]
    beside: frozenset[str]
    empty: re.Pattern[str]
    opened: Scanner
    not_after: re.Pattern[str]
    not_in: re.Pattern[str]


@cache
def set_up_tables() -> SetUp:
    """The tables of data/lexicon/mechanisms_set_up.toml, with the heads that other tables ask a verb of creation for."""
    table = lexicon("mechanisms_set_up")
    verbs, usual = table["verbs"], tables()
    created = {head: usual.head_kinds[head] for head in usual.created_heads | usual.introduced_heads if len(head) > 1}
    kinds = {head: kind for head, kind in created.items() if kind not in ("system", "campaign")}
    kinds |= {head: kind for kind, heads in table["heads"].items() for head in heads}
    kinds |= dict.fromkeys(table["limits"]["beside"], "campaign")
    known = sorted({*verbs["things"], *verbs["campaigns"]})
    skipped = any_word(lexicon("mechanisms")["introducers"]["skipped"])
    return SetUp(
        verb=Scanner(
            rf"(?P<verb>{any_word(known)}|{verbs['short']})(?:{verbs['between']}|{skipped}|首[届场期]|第[一二三四五六七八九十]+届)*"
        ),
        campaigns=frozenset(verbs["campaigns"]) - frozenset(verbs["things"]),
        longest=max(map(len, kinds)),
        last=re.compile(f"[{''.join(sorted({head[-1] for head in kinds}))}](?:[、和与及等]|$)"),
        kinds=kinds,
        weak=frozenset(table["limits"]["weak"]),
        beside=frozenset(table["limits"]["beside"]),
        telling=frozenset(table["limits"]["telling"]),
        empty=re.compile(any_word(table["limits"]["empty"]) + "+"),
        opened=Scanner(verbs["opened"]),
        not_after=re.compile(verbs["not_after"]),
        not_in=re.compile(table["limits"]["not_in"]),
    )


def set_up(text: str, found: Found) -> Iterator[Mention]:
    """组建反走私执法专班 ("a task force against smuggling"), 上线“菜篮子”平台、阳光采购码 ("the platform … and the … code")."""
    table, last = set_up_tables(), 0
    for match in table.verb.finditer(text):
        start = match.end()
        if start < last:
            continue
        end = _end_of_clause(text, start)
        if not table.last.search(text, start, end) or _is_other(text, match.start(), start):
            continue
        beside = False
        for begin, stop in _things(text, start, end):
            if found.takes(begin, stop):
                beside = True
            elif named := _named(text, begin, stop, match["verb"], beside=beside):
                yield named
                last, beside = stop, True


def opened(text: str, found: Found) -> Iterator[Mention]:
    """惠农法律书吧揭牌、乡村学法班相继开讲 ("… was opened, … began"): the thing stands before the verb, alone or in a list."""
    table = set_up_tables()
    for match in table.opened.finditer(text):
        end = match.start()
        begin = max((stop.end() for stop in _ENDS.finditer(text, max(0, end - 40), end)), default=max(0, end - 40))
        if not table.last.search(text, begin, end):
            continue
        for first, last in _things(text, begin, end):
            lead = _THEN.match(text, first, last)
            first = lead.end() if lead else first
            plain = _head(text[max(first, last - table.longest) : last]) in table.weak  # 纪检监察室成立 is a body
            if not plain and not found.takes(first, last) and (named := _named(text, first, last, "建成", beside=False)):
                yield named


def _end_of_clause(text: str, start: int) -> int:
    stop = _ENDS.search(text, start)
    return stop.start() if stop else len(text)


def _is_other(text: str, start: int, end: int) -> bool:
    """Does the verb at `start`–`end` stand between quotation marks, or does it belong to a noun or a negation?"""
    if set_up_tables().not_after.search(text, max(0, start - 6), start):
        return True
    return text.rfind("“", max(0, end - 40), end) > text.rfind("”", max(0, end - 40), end)


def _things(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of the things between `begin` and `end`, which 、 and 和 part."""
    marks = text.find("“", begin, end) >= 0
    for joint in _JOINTS.finditer(text, begin, end):
        if joint[0] != "、" and not marks and _is_inner(text[begin : joint.start()], text[joint.end() : end]):
            continue
        if not marks or text.count("“", begin, joint.start()) == text.count("”", begin, joint.start()):
            yield begin, joint.start()
            begin = joint.end()
    yield begin, end


def _is_inner(before: str, after: str) -> bool:
    """Does 和 join two subjects of one thing (建成河湖生态与水法体验馆, "of ecology and water law"), and not two things?"""
    head = _head(after)
    one = head is not None and set_up_tables().kinds[head] == "platform" and _JOINTS.search(after) is None
    return one and len(before) > 2 and tables().head_end.search(before) is None and len(before) + len(after) < _LONGEST


def _named(text: str, begin: int, end: int, verb: str, *, beside: bool) -> Mention | None:
    """The mention of the thing at `begin`–`end`, if its words tell it apart."""
    table, usual = set_up_tables(), tables()
    others = _ET_CETERA.search(text, begin, end)
    end = others.start() if others else end
    head = _head(text[max(begin, end - table.longest) : end])
    if head is None:
        return None
    lead = usual.leading.match(text, begin, end)
    begin = lead.end() if lead else begin
    words = text[begin:end]
    if not 2 < len(words) <= _LONGEST or _NO_NAME.search(words):
        return None
    if words in usual.never:
        return None
    kind, told = table.kinds[head], words.removesuffix(head)
    if (verb in table.campaigns and kind != "campaign") or (head in table.beside and not beside):
        return None
    if table.not_in.search(words) or _governs(told, head) or _tells_nothing(told, head, kind):
        return None
    if usual.lacking.search(text[max(0, begin - 24) : end]):
        return None
    scope = usual.scope.match(text, begin, begin + len(told))
    inner = scope.end() if scope else begin
    return mention(begin, end, text[inner:end], "set-up", 0.7, kind, alias=words if scope else None)


def _governs(told: str, head: str) -> bool:
    """Does a verb inside the words before `head` govern it? In 换届组建指导|专班 the verb is a noun."""
    end = len(told)
    if head == "专班" and (noun := _NOMINAL.search(told)):
        end = noun.start()
    return tables().introducer.search(told, 0, end) is not None


def _head(words: str) -> str | None:
    """The longest head noun that ends the words."""
    kinds = set_up_tables().kinds
    return next((words[i:] for i in range(len(words)) if words[i:] in kinds), None)


def _tells_nothing(told: str, head: str, kind: str) -> bool:
    """Do the words before a head tell nothing apart? What everybody keeps (台账) asks for more, a telling head for less."""
    usual, table = tables(), set_up_tables()
    if len(told) < 2 or usual.of_many.match(told) or usual.makes.search(told):
        return True
    if head in table.telling:
        return table.empty.fullmatch(told) is not None
    if usual.empty.fullmatch(told):
        return True
    if head in usual.telling_heads:
        return table.empty.fullmatch(told) is not None
    if head in table.weak:
        return usual.generic.fullmatch(told) is not None
    return is_generic(told, kind, shortest=2) and kind != "brand"
