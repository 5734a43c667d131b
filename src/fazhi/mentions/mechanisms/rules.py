"""The rules that find mechanisms, one function per family, in the order of `RULES`.

Each takes the text (titles hidden) and the mentions that earlier rules found, and yields mentions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fazhi.mentions.mechanisms import described, known, lists, shared
from fazhi.mentions.mechanisms.headed import headed, shaped
from fazhi.mentions.mechanisms.judge import EVIL, is_generic, reason_against_place, reason_against_words
from fazhi.mentions.mechanisms.kinds import DEFAULT, kind_of_head, kind_of_noun, kind_of_verb, kind_of_words
from fazhi.mentions.mechanisms.predicates import is_adverbial, is_done_by, is_predicate, is_role
from fazhi.mentions.mechanisms.set_up import opened, set_up
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import Found, mention, modifier
from fazhi.model import Mention

Rule = Callable[[str, Found], Iterator[Mention]]

_QUOTED = re.compile("“([^“”\n]{1,40})”")
_BESIDE = re.compile(rf"”、?([^{STOP}]{{4,10}})等[^{STOP}]{{0,4}}(?:平台|载体|阵地)")
_JOINT = re.compile("[和与及](?=[^和与及]*$)")
_DONE = re.compile("(?:组织|开展|实施|进行|启动|一次|一轮|要|再|须|没人|逐[条案项个一]|战)$")
_TRAINED = re.compile("(?:培训|培育|培养|评选|选树|发展|壮大)(?:了|一批)?")
_SPOKEN = ("我", "你")
_STATION = re.compile("”?(?:消费)?(?:维权|投诉|联络|举报)*(?:服务|工作|联络)*[站点]")  # 12315消费维权服务站 has its own name
_BUILT = re.compile("建设[^,。;:“”]{1,8}$")  # 建设县乡两级|“粮云仓”
_SORT = re.compile(
    "(?:应用|平台|系统|小程序|公众号|视频号|品牌|专栏|栏目|网站|热线|工作室|调解室|模型|场景|机器人|课程|课堂|讲堂)$"
)
_SETTING_UP = re.compile("(?:开通|推出|推行|打造|设立|开设|创建|创新|首创|试行|创办|建立|上线)了?$")
_SET_UP = ("制度", "机制", "工作法", "责任制", "工作机制")
_LONG_HEAD = re.compile("[一-龥]{3,}(?:制度|机制|责任制|工作法|平台|系统)$")
_TESTED = ("测试", "考试", "答题")  # “粮企在线”法规知识测试 is held on the platform
_ON_DUTY = re.compile("[一-龥]{2,}(?:坐班|轮值|值班|进驻|入驻|驻点|常驻)")
_GOING, _TO = ("队", "团", "车", "船"), tuple("进入下走送赴到")
_BEGIN = ("", "。", ";", "\n")
_AGAINST = re.compile("整治|治理|清理|清零|排查|行动|攻坚|斗争|歼灭")
_SO_MANY = re.compile(r"[0-9]+(?:余|多)?(?:人|支|处|名|场|次|队)")  # 夜间“守塘哨”28人
_WHISTLE = re.compile(rf"“?(([^{STOP}]{{1,4}})吹哨、?[^{STOP}]{{1,4}}报到)”?")


def hotlines(text: str, found: Found) -> Iterator[Mention]:
    """用好12350安全生产举报投诉热线 ("make good use of hotline 12350"); “12345”热线工单 ("hotline work orders")."""
    for match in tables().hotline.finditer(text):
        if _in_sum(text, match.start(), match.end()) or _STATION.match(text, match.end(1)):
            continue
        number, words = match[1], match[2] or ""
        platform = words.endswith("平台") and "热线" not in words
        name = f"{number}{'平台' if platform else '热线'}"
        full = number + words if words and words not in ("热线", "平台") else number
        yield mention(match.start(), match.end(), name, "hotline", 0.97, "platform", alias=full)


def _in_sum(text: str, start: int, end: int) -> bool:
    """Is a hotline only a term of a longer quoted name (“行政执法监督+12345”协同机制)?"""
    opened = text.rfind("“", max(0, start - 30), start + 1)
    closed = text.find("”", max(opened, end - 1), end + 30)
    return 0 <= opened < closed and "”" not in text[opened:closed] and "+" in text[opened:closed]


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


def quoted_with_head(text: str, found: Found) -> Iterator[Mention]:
    """推行“法官驻点”制度 ("judges posted on the spot" system): quotation marks and a head noun."""
    for match in _QUOTED.finditer(text):
        core = match[1]
        goes = core.endswith(_GOING) and text[match.end() : match.end() + 1] in _TO  # “渔嫂普法队”|进村宣传
        tail = None if goes else tables().tail.match(text, match.end())
        if tail is None or found.takes(match.start(), match.end()):
            continue
        tail = tables().longer_tail.match(text, tail.end()) or tail
        if tables().after_head.match(text, tail.end()):
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
        if reason_against_place(text, match.start(), match.end(), telling=True):
            continue
        start, name = _extended(text, match)
        full = name + text[match.end() : tail.end()]
        kind = DEFAULT if tables().fixed.search(name) else _kind_of_both(core, text[match.end() : tail.end()], full)
        yield mention(
            start, tail.end(), full, "quoted-head", 0.92, kind, alias=described.with_object(text, match, start, full) or name
        )


def _kind_of_both(core: str, tail: str, full: str) -> str:
    """The kind that the head noun tells; where that is a verb of work (“码上督”法治督察), what the words themselves tell."""
    told, kind = kind_of_words(core), kind_of_head(full) or DEFAULT
    if told not in ("instrument", "platform") or not (tail in tables().acts or tail.endswith(_TESTED)):
        return kind
    return told if kind == "campaign" or (kind == "mechanism" and told == "instrument") else kind


def _told_by_head(core: str, full: str) -> bool:
    """Does the head noun make a name of words that are none alone (“九小场所”安全监管机制, “我来讲一课”活动)?"""
    kind = kind_of_head(full)
    if kind == "campaign":
        return core.startswith(_SPOKEN)
    return kind in ("system", "mechanism", "platform") and _LONG_HEAD.search(full, len(core)) is not None


def _is_set_up(text: str, start: int, head: str) -> bool:
    """Is what the words are said with a system that somebody sets up (推行疫苗“先打后补”制度)? Evils are no such thing."""
    return head in _SET_UP and modifier(text, start)[1]


def _is_governed(text: str, match: re.Match[str]) -> bool:
    """Does a verb of setting up stand right before the words (开通“早晚不断档、节日不打烊”延时服务)? Nobody sets up an evil."""
    return _SETTING_UP.search(text, max(0, match.start() - 6), match.start()) is not None


def _is_remedied(text: str, match: re.Match[str], end: int, found: Found) -> bool:
    """Do quoted evils stand in the name of a campaign against them (“大棚房”专项整治)?"""
    if _AGAINST.search(text, match.end(), end) is None:
        return False
    return _introduced(text, match.start(), found) or (
        text.endswith("行动", 0, end) and text[match.start() - 1 : match.start()] in _BEGIN
    )


def _remedy(text: str, match: re.Match[str], end: int, found: Found) -> Iterator[Mention]:
    """开展耕地“非粮化”排查整治 ("clearing up the non-grain use of farmland"): a campaign, with the words before the mark."""
    start, verb = modifier(text, match.start())
    start = start if verb and match.start() - start <= 8 else match.start()
    if not found.takes(start, end):
        yield mention(start, end, text[start:end], "quoted-head", 0.8, "campaign", alias=text[match.start() : end])


def quoted_alone(text: str, found: Found) -> Iterator[Mention]:
    """打造“政商会客厅” ("merchants' parlour"): quotation marks alone, where words and place do not speak against it."""
    for match in _QUOTED.finditer(text):
        core, end = match[1], match.end()
        if found.takes(match.start(), end):
            continue
        if shared := _shared_campaign(text, match, found):
            found.fresh.add(end)
            yield shared
            continue
        if is_role(text, match.start()) and len(core) > 1:
            yield mention(match.start(), end, core, "role", 0.8, DEFAULT)
            continue
        if reason_against_words(core) or is_adverbial(text, match.start()):
            continue
        if tables().honour.search(core) and tables().honoured.search(text, max(0, match.start() - 24), match.start()):
            continue  # 评选“十佳执法标兵” ("the ten best …"): a title that somebody is given
        told = DEFAULT if tables().fixed.search(core) else kind_of_words(core)
        telling = told is not None
        if reason_against_place(text, match.start(), end, telling=telling):
            continue
        if not telling and "的" in core:
            continue  # 让“沉默的大多数”发声 ("the silent many"): described, not named
        start, name = _extended(text, match)
        if len(name) < 3 or (not telling and not _introduced(text, start, found) and _is_remark(text, start, end, name)):
            continue
        if not telling and is_done_by(text, start, end):
            continue
        listed = tables().list_tail.match(text, end)
        shown = kind_of_verb(text[max(0, match.start() - 8) : match.start()], core)
        kind = told or (tables().head_kinds[listed[1]] if listed else None) or shown or kind_of_noun(core) or DEFAULT
        if shown == "campaign" and tables().either.search(core):
            kind = shown
        sure = 0.8 if told or shown else 0.6
        found.fresh.add(end)
        yield mention(start, end, name, "quoted", sure, kind)


def _shared_campaign(text: str, match: re.Match[str], found: Found) -> Mention | None:
    """开展“铁拳”“春雷”系列行动 (operations "Iron Fist" and "Spring Thunder"): short or spoken words with the head of the last."""
    core, table = match[1], tables()
    spoken = core.startswith(_SPOKEN)
    if not spoken and (len(core) > 2 or reason_against_words(core, headed=True)):
        return None
    listed = table.list_tail.match(text, match.end())
    if listed is None or table.head_kinds[listed[1]] != "campaign" or not _introduced(text, match.start(), found):
        return None
    name = core if spoken else core + listed[1].removeprefix("系列")
    return mention(match.start(), match.end(), name, "quoted", 0.8, "campaign", alias=core)


def _is_remark(text: str, start: int, end: int, name: str) -> bool:
    """Are quoted words that no verb introduces a remark: a complaint, or the verb of the sentence (对28家企业“拉网”)?"""
    if _SO_MANY.match(text, end) and name == text[start + 1 : end - 1]:
        return False
    if len(name) == 3 or tables().complaint_after.match(text, end) or is_predicate(text, start, end):
        return True
    return len(name) == 4 and tables().object_before.search(text, max(0, start - 30), start) is not None


def _introduced(text: str, start: int, found: Found) -> bool:
    """Does a verb or another quoted name stand before the mark at `start`? Short words without one are figures: 当“门外汉”."""
    begin, verb = modifier(text, start)
    if text[start - 1 : start] == "”":
        return verb or found.ends_at(start)
    if _BUILT.search(text, max(0, start - 10), start) or _SORT.search(text, max(0, start - 4), start):
        return True
    return verb or (begin == start and text[start - 1 : start] not in ("", *STOP))


def _extended(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Start and name of quoted words that need the words before the mark: 企业开办“一件事”."""
    if not tables().extended.fullmatch(match[1]):
        return match.start(), match[1]
    across = re.fullmatch("[一二两三四五六七八九十]大", match[1]) is not None
    if not across and _DONE.search(text, max(0, match.start() - 4), match.start()):
        return match.start(), match[1]  # 对整改情况组织“回头看”
    start, _ = modifier(text, match.start(), across=across)
    if trained := _TRAINED.match(text, start, match.start()):  # 培训|消防安全“明白人”
        start = trained.end()
    if on_duty := _ON_DUTY.match(text, start, match.start()):  # 渔政站轮流坐班|“一站式”解纷中心
        start = on_duty.end()
    joint = None if across else _JOINT.search(text, start, match.start())
    start = joint.end() if joint else start
    return (start, text[start : match.start()] + match[1]) if match.start() - start <= 16 else (match.start(), match[1])


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
