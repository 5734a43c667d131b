"""The rules that find mechanisms, one function per family, in the order of `RULES`.

Each takes the text (titles hidden) and the mentions that earlier rules found, and yields mentions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fazhi.mentions.mechanisms.judge import is_generic, reason_against_place, reason_against_words
from fazhi.mentions.mechanisms.kinds import DEFAULT, kind_of_head, kind_of_verb, kind_of_words
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import Found, modifier, unquoted
from fazhi.model import Mention, MentionKind

Rule = Callable[[str, Found], Iterator[Mention]]

_QUOTED = re.compile("“([^“”\n]{1,40})”")
_COORDINATED = re.compile(rf"(?:[、和及与][^{STOP}]{{2,14}}){{0,6}}等?(?:各项)?(?:[^{STOP}]{{0,4}})(?:制度|机制|责任制)")
_LEVEL = re.compile("[和与及](?=[省市区县镇]级)")
_BESIDE = re.compile(rf"”、?([^{STOP}]{{4,10}})等[^{STOP}]{{0,4}}(?:平台|载体|阵地)")
_JOINT = re.compile("[和与及](?=[^和与及]*$)")
_WHISTLE = re.compile(rf"“?(([^{STOP}]{{1,4}})吹哨、?[^{STOP}]{{1,4}}报到)”?")
_DEPARTMENTS = re.compile("[两二三四五六七八九十]部门(?=.)")
_ET_CETERA = re.compile(
    "(?<![平同初高中上下均对])等(?:各项|多项|一系列|系列|[0-9两三四五六七八九十]+[项种个])?(?:工作|配套|具体|管理|重点|基本)*$"
)
_STEPS_HEADS = ("制度", "责任制", "机制", "承诺制", "清单")


def hotlines(text: str, found: Found) -> Iterator[Mention]:
    """用好12350安全生产举报投诉热线 ("make good use of hotline 12350"); “12345”热线工单 ("hotline work orders")."""
    for match in tables().hotline.finditer(text):
        number, words = match[1], match[2] or ""
        platform = words.endswith("平台") and "热线" not in words
        name = f"{number}{'平台' if platform else '热线'}"
        full = number + words if words and words not in ("热线", "平台") else number
        yield _mention(match.start(), match.end(), name, "hotline", 0.97, "platform", alias=full)


def known_names(text: str, found: Found) -> Iterator[Mention]:
    """推行“双随机、一公开”监管 ("double random, one open"): a name in mechanisms_known.csv, with or without marks."""
    table = tables()
    plain, places = unquoted(text)
    for match in table.known_pattern.finditer(plain):
        entry = table.known.get(match[0])
        if entry is None:
            continue
        start, end = places[match.start()], places[match.end() - 1] + 1
        opened, closed = text[start - 1 : start] == "“", text[end : end + 1] == "”"
        stretch = text[start:end]
        if text[start - 1 : start] == "”" and "“" not in stretch:
            continue  # the tail of a quoted name: “村村响”叫应机制
        if not _whole(text, start, end, opened, closed):
            continue
        marked = opened or closed or "“" in stretch or "”" in stretch
        if entry.quoted and not marked and not table.unquoted_end.search(match[0]) and not _COORDINATED.match(text, end):
            continue
        start -= opened
        end += closed
        yield _mention(start, end, entry.name, "known", 0.95, entry.kind, alias=match[0])


def _whole(text: str, start: int, end: int, opened: bool, closed: bool) -> bool:
    """Is the stretch no mere part of a longer quotation (首违不罚 of “首违不罚、轻微免罚”)?"""
    balance = text.count("“", start, end) - text.count("”", start, end)
    inside = text.rfind("“", max(0, start - 40), start) > text.rfind("”", max(0, start - 40), start)
    if balance == 0 and not inside:
        return True
    if balance == 0:
        return opened and closed
    return opened if balance < 0 else closed


def whistles(text: str, found: Found) -> Iterator[Mention]:
    """健全“企业吹哨、街道报到”机制 ("firms whistle, the subdistrict reports")."""
    for match in _WHISTLE.finditer(text):
        end = match.end(1)
        begin = max(match.start(1), modifier(text, match.end(2))[0])
        if begin < match.end(2) and not found.takes(match.start(), match.end()):
            start = begin - 1 if text[begin - 1 : begin] == "“" else begin
            yield _mention(start, match.end() if start < begin else end, text[begin:end], "whistle", 0.95, "mechanism")


def quoted_with_head(text: str, found: Found) -> Iterator[Mention]:
    """推行“法官驻点”制度 ("judges posted on the spot" system): quotation marks and a head noun."""
    for match in _QUOTED.finditer(text):
        core = match[1]
        tail = tables().tail.match(text, match.end())
        if tail is None or found.takes(match.start(), match.end()) or reason_against_words(core, headed=True):
            continue
        if reason_against_place(text, match.start(), match.end(), telling=True):
            continue
        tail = tables().longer_tail.match(text, tail.end()) or tail
        start, name = _extended(text, match)
        full = name + text[match.end() : tail.end()]
        kind = DEFAULT if tables().fixed.search(name) else kind_of_head(full) or DEFAULT
        yield _mention(start, tail.end(), full, "quoted-head", 0.92, kind, alias=name)


def quoted_alone(text: str, found: Found) -> Iterator[Mention]:
    """打造“政商会客厅” ("merchants' parlour"): quotation marks alone, where words and place do not speak against it."""
    for match in _QUOTED.finditer(text):
        core, end = match[1], match.end()
        telling = kind_of_words(core) is not None
        if found.takes(match.start(), end) or reason_against_words(core):
            continue
        if reason_against_place(text, match.start(), end, telling=telling):
            continue
        start, name = _extended(text, match)
        if len(name) < 3 or (not telling and not _introduced(text, start) and _is_remark(text, start, end, name)):
            continue
        listed = tables().list_tail.match(text, end)
        before = text[max(0, match.start() - 8) : match.start()]
        kind = kind_of_words(core) or (tables().head_kinds[listed[1]] if listed else None) or kind_of_verb(before) or DEFAULT
        sure = 0.8 if kind_of_words(core) or kind_of_verb(before) else 0.6
        yield _mention(start, end, name, "quoted", sure, kind)


def _is_remark(text: str, start: int, end: int, name: str) -> bool:
    """Are quoted words that no verb introduces a remark: a complaint, or the verb of the sentence (对28家企业“拉网”)?"""
    if len(name) == 3 or tables().complaint_after.match(text, end):
        return True
    return len(name) == 4 and tables().object_before.search(text, max(0, start - 30), start) is not None


def _introduced(text: str, start: int) -> bool:
    """Does a verb or another quotation stand before the mark at `start`? Short words without one are figures: 当“门外汉”."""
    begin, verb = modifier(text, start)
    return verb or (begin == start and text[start - 1 : start] not in ("", *STOP.replace("”", "")))


def _extended(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Start and name of quoted words that need the words before the mark: 企业开办“一件事”."""
    if not tables().extended.fullmatch(match[1]):
        return match.start(), match[1]
    across = re.fullmatch("[一二两三四五六七八九十]大", match[1]) is not None
    start, _ = modifier(text, match.start(), across=across)
    joint = None if across else _JOINT.search(text, start, match.start())
    start = joint.end() if joint else start
    return (start, text[start : match.start()] + match[1]) if match.start() - start <= 16 else (match.start(), match[1])


def headed(text: str, found: Found) -> Iterator[Mention]:
    """实行廉政谈话提醒卡制度 ("integrity reminder card system"): a modifier that tells apart, and a head noun."""
    for match in tables().unquoted_head.finditer(text):
        kind = tables().head_kinds[match[0]]
        start, introduced = modifier(text, match.start(), least=2 if kind in ("system", "mechanism") else 0)
        start = _after_found(text, start, match.start(), found)
        if text[start - 1 : start] == "”" or _refused(text, start, match, introduced):
            continue
        others = _ET_CETERA.search(text, max(0, match.start() - 10), match.start())
        if others is not None:
            yield from _listed(text, others.start(), match[0], kind, found)
        else:
            yield from _coordinated(text, start, match, kind, found)


def _after_found(text: str, start: int, end: int, found: Found) -> int:
    """Where the name begins if the phrase `start`–`end` begins with one already found: 河长制和河道警长制度."""
    last = found.last_end(start, end)
    return last + 1 if last is not None and last <= end and text[last : last + 1] in ("和", "与", "及", "、") else start


def _coordinated(text: str, start: int, match: re.Match[str], kind: str, found: Found) -> Iterator[Mention]:
    """The names of a coordination that share the head noun of its last member, the last one included."""
    members = _members(text, start, match.start()) if match[0] in _STEPS_HEADS else []
    if members:
        yield from _completed(text, members, match[0], kind, found)
        return
    if text[start - 1 : start] == "、" and kind in ("system", "mechanism"):
        whole, _ = modifier(text, match.start(), across=True)
        named = _DEPARTMENTS.search(text, start, match.start())
        if named:
            start = named.start()
        elif _inseparable(text[whole : match.start()]):
            start = whole
    yield from _single(text, start, match, kind, found)


def _listed(text: str, end: int, head: str, kind: str, found: Found) -> Iterator[Mention]:
    """落实集体讨论、案件回访等制度 ("systems such as …"): the members before 等, each with the head noun."""
    start, _ = modifier(text, end, least=2)
    if head in _STEPS_HEADS and not tables().unquoted_end.search(text[start:end]):
        members = _members(text, start, end)
        yield from _completed(text, members or [(start, end)], head, kind, found)


def _completed(text: str, members: list[tuple[int, int]], head: str, kind: str, found: Found) -> Iterator[Mention]:
    """Each member with the head noun; one that says little counts if its neighbours are names (案件会商、信息共享制度)."""
    among_names = any(found.takes(begin, end) or not is_generic(text[begin:end], kind) for begin, end in members)
    for begin, end in members:
        plain = is_generic(text[begin:end], kind) and not (among_names and end - begin >= 4)
        if plain or found.takes(begin, end):
            continue
        last = text.startswith(head, end)
        stop = end + len(head) if last else end
        yield _mention(begin, stop, text[begin:end] + head, "coordinated", 0.85, kind, alias=text[begin:end])


def _inseparable(phrase: str) -> bool:
    """Are the members too short to stand alone (矛盾纠纷排查、预警、化解机制 is one name)?"""
    parts = phrase.split("、")
    return "" not in parts and min(map(len, parts)) <= 2 and not any(tables().unquoted_end.search(part) for part in parts)


def _members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """All members of the coordination whose last one is `start`–`end`, if there are several: 首问责任、限时办结、容缺办理."""
    if not 3 <= end - start <= 14:
        return []
    members = _halves(text, start, end) if text[start - 1 : start] == "、" else [(start, end)]
    while text[start - 1 : start] == "、":
        stop = start - 1
        start, _ = modifier(text, stop)
        if tables().unquoted_end.search(text[start:stop]):
            break
        if not 3 <= stop - start <= 14:
            return []
        members.append((start, stop))
    return members if len(members) > 1 else []


def _halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last member of a coordination, or the two it consists of: 线索通报和联合研判."""
    joint = _JOINT.search(text, start, end)
    if joint and joint.start() - start >= 3 and end - joint.end() >= 3 and abs(joint.start() - start - end + joint.end()) <= 1:
        return [(joint.end(), end), (start, joint.start())]
    return [(start, end)]


def _single(text: str, start: int, match: re.Match[str], kind: str, found: Found) -> Iterator[Mention]:
    start = _past_joint(text, start, match.start(), kind)
    scope = tables().scope.match(text, start, match.start())
    inner = scope.end() if scope else start
    base = match.end() - 2 if kind == "campaign" else match.start()
    if _says_nothing(text[inner:base], match[0], kind) or found.takes(start, match.end()):
        return
    alias = text[start : match.end()] if scope else None
    if text.startswith("改革", match.end()):
        alias = text[inner : match.end() + 2]
    yield _mention(start, match.end(), text[inner : match.end()], "headed", 0.75, kind, alias=alias)


def _past_joint(text: str, start: int, end: int, kind: str) -> int:
    """Where the last member of a phrase joined by 和 begins, if what stands before is a thing of its own."""
    listed = kind == "platform" and text[start - 1 : start] == "、"
    joint = (_JOINT if listed else _LEVEL).search(text, start, end)
    if joint is None:
        joint = _JOINT.search(text, start, end)
        if joint is not None and (joint.start() - start < 4 or not tables().head_end.search(text[start : joint.start()])):
            joint = None
    return joint.end() if joint else start


def _says_nothing(words: str, head: str, kind: str) -> bool:
    """Do the `words` before `head` tell nothing apart? Less is asked of those before a telling head that is created."""
    table = tables()
    if len(words) > 26:
        return True
    telling = head in table.telling_heads
    if telling and head in table.created_heads:
        return len(words) < 2 or table.empty.fullmatch(words) is not None
    return is_generic(words, kind, shortest=2 if telling else 3)


def _refused(text: str, start: int, match: re.Match[str], introduced: bool) -> bool:
    table = tables()
    if match[0] in table.introduced_heads and not introduced:
        return True
    if match[0] in table.created_heads and not _created(text, start, match.end()):
        return True
    if match[0] == "系统" and not table.system.search(text[max(0, match.start() - 8) : match.start()]):
        return True
    if table.followed.match(text, match.end()) or text[match.start() - 1 : match.start()] == "进":
        return True
    return table.lacking.search(text[max(0, match.start() - 24) : match.start()]) is not None


def _created(text: str, start: int, end: int) -> bool:
    """Is `start`–`end` one particular thing that somebody brings about, and not one of so many?"""
    table = tables()
    before = text[max(0, start - 16) : start]
    if table.counted_before.search(before) or table.counted_after.match(text, end):
        return False
    return table.created_before.search(before) is not None or table.created_after.match(text, end) is not None


def shaped(text: str, found: Found) -> Iterator[Mention]:
    """推行楼长制 ("heads of buildings"), 实行一企一策 ("one firm, one policy"): names that their shape tells."""
    for kind, pattern in tables().shapes:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if not found.takes(start, end) and text[start - 1 : start] != "“" and text[end : end + 1] != "”":
                yield _mention(start, end, match["name"], "shape", 0.7, kind)


def listed_beside(text: str, found: Found) -> Iterator[Mention]:
    """用好“普法大院”、少年法庭等特色平台 ("and the juvenile court"): a place listed beside a quoted one as a platform."""
    for match in _BESIDE.finditer(text):
        name = match[1]
        head = tables().head_end.search(name)
        if head is None or tables().head_kinds[head[0]] != "platform" or found.takes(match.start(1), match.end(1)):
            continue
        if not is_generic(name[: head.start()], "platform", shortest=2):
            yield _mention(match.start(1), match.end(1), name, "listed", 0.7, "platform")


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
            yield _mention(match.start(), match.end(), first.name, "again", 0.85, first.category or DEFAULT, alias=match[0])


RULES: tuple[Rule, ...] = (hotlines, known_names, whistles, quoted_with_head, quoted_alone, shaped, headed, listed_beside, again)


def _mention(start: int, end: int, name: str, rule: str, sure: float, kind: str, alias: str | None = None) -> Mention:
    clean = name.replace("“", "").replace("”", "")
    other = alias.replace("“", "").replace("”", "") if alias else None
    if other == clean:
        other = None
    return Mention(MentionKind.MECHANISM, start, end, clean, f"mechanism:{rule}", sure, kind, alias=other)
