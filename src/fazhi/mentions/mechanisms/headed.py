"""The rules for names without quotation marks: by their head noun, alone or in a coordination, and by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions.mechanisms.judge import is_generic
from fazhi.mentions.mechanisms.members import JOINT, RULES, even, inseparable, members_of
from fazhi.mentions.mechanisms.refusal import is_bare_system, is_beside, is_refused, says_nothing
from fazhi.mentions.mechanisms.tables import tables
from fazhi.mentions.mechanisms.text import Found, mention, modifier
from fazhi.model import Mention

_LEVEL = re.compile("[和与及](?=[省市区县镇]级)")
_AGAINST = re.compile("打击|严打|整治|纠治|治理|查处|清理")
_LEVELS = re.compile("([两三四五六])[级道重层步](?=[^级道重层步]{2,6}$)")
_PARTIES = re.compile("([两三四五六])方(?=[^方]{2,8}$)")
_AT_LEVELS = re.compile("[两三四]级")
_LEVEL_ALONE = re.compile("[两三四五六]级")  # 乡、村|两级责任制 ("responsibility at both levels")
_NUMBERS = "两三四五六"
_DEPARTMENTS = re.compile("[两二三四五六七八九十]部门(?=.)")
_ENUMERATOR = re.compile("(?<![一-龥])[一二三四五六七八九十]{1,3}、$")  # 一、|立制度 begins a point, and no list
_ET_CETERA = re.compile(
    "(?<![平同初高中上下均对])等(?:各项|多项|一系列|系列|[0-9两三四五六七八九十]+[项种个])?(?:工作|配套|具体|管理|重点|基本)*$"
)
_AGREED = re.compile("签订|签署|签了")  # 与县交通局、县农业局签订职责清单: its members are the partners
_SORTS = re.compile("(?:突出|各类|重点)*(?:违法|违规|犯罪|问题|行为|乱象|现象|隐患|陋习)+")
_LONGEST = 20  # characters of the examples before 等
_NEAR = 44  # characters: a name and what stands between it and its verb
_SHORT_BEFORE = re.compile("、[一-龥]{2}[和与及]$")  # 登记、通报和|责任追究制度
_EACH_JOINT = re.compile("[和与及、]")
_TITLES = ("办法", "规定", "细则", "条例", "意见", "方案", "体系", "手册", "指南", "指引")
_TOPIC = re.compile(r"(?:^|\n) *[(]?(?:第?[一二三四五六七八九十]+|[0-9]+)[).、.是]+(?:建立|健全|完善|优化)+$")
_NUMBER = re.compile(r"(?:^|[\n。;:]) *[(]?(?:第?[一二三四五六七八九十]+|[0-9]+)[).、.是]+$")
_TOLD_OF = re.compile(
    "(?:更加?|日益|不断|逐步|逐渐|基本|趋于|日趋|全面|持续)?(?:成型|健全|完善|顺畅|畅通|优化|理顺|建立|见效)[。\n]"
)
_SUBJECT = re.compile("[一-龥](?:店|户|商|厂|企业|单位|部门|人员|干部|商家|业主|船主|司机|经营者)")
_BETWEEN_LEVELS = re.compile(
    "(?:[省市区县镇乡街村]|街道|乡镇|镇街|部门|社区)[与和](?:[省市区县镇乡村]|上)级[^和与及、]{0,8}(?:衔接|协作|联动|对接|配合|沟通|会商)$"
)
_OF_ONE = re.compile("(?:^|[,。;:\n])[^,。;:\n、“”]{0,22}的$")  # 以老带新、以考促学相结合的|培养机制 is told by its list
_PLAIN_HEADS = ("机制", "制度", "模式")
_TOPIC_LONGEST = 4  # characters before the head noun of a mere topic
_STEPS_HEADS = ("制度", "责任制", "机制", "承诺制", "清单")


def headed(text: str, found: Found) -> Iterator[Mention]:
    """实行廉政谈话提醒卡制度 ("integrity reminder card system"): a modifier that tells apart, and a head noun."""
    for match in _head_nouns(text):
        for named in _of_head(text, match, found):
            found.fresh.add(named.end)
            yield named


def _of_head(text: str, match: re.Match[str], found: Found) -> Iterator[Mention]:
    """The name or the names that end with the head noun of `match`."""
    kind = tables().head_kinds[match[0]]
    if match[0] in tables().created_heads and not _near_creation(text, match):
        return
    least = 2 if kind in ("system", "mechanism") and not is_bare_system(match[0]) else 0
    start, introduced = modifier(text, match.start(), least=least)
    listed = 0 if introduced else text.rfind("、", max(0, start - 6), start) + 1
    start = listed if listed and found.ends_at(listed - 1) else _after_creation(text, start, match)  # 双审负责制、|联合值守制
    start = _with_sorts(text, start, match.start()) if kind == "campaign" else start
    refused = is_refused(text, start, match, introduced, found)
    start = _after_found(text, start, match.start(), found)
    if refused or text[start - 1 : start] == "”":
        return
    others = _ET_CETERA.search(text, max(0, match.start() - 10), match.start())
    if others is not None:
        yield from _listed(text, others.start(), match[0], kind, found)
    else:
        yield from _coordinated(text, start, match, kind, found)


def _with_sorts(text: str, start: int, end: int) -> int:
    """Where a campaign's name begins whose examples stand before 等: 开展|串换药品、虚记诊疗等违法行为专项整治."""
    if text[start - 1 : start] != "等" or _SORTS.fullmatch(text, start, end) is None:
        return start
    whole, introduced = modifier(text, start - 1, across=True)
    governed = introduced or tables().weak_before.search(text, max(0, whole - 6), whole) is not None
    return whole if governed and 2 <= start - 1 - whole <= _LONGEST else start


def _head_nouns(text: str) -> Iterator[re.Match[str]]:
    """The head nouns of the text in their order, 制 alone among them where it is no part of a longer one."""
    reach = 0
    alone = tables().bare_system.finditer(text)
    for match in sorted([*tables().unquoted_head.finditer(text), *alone], key=lambda m: (m.start(), -m.end())):
        if match.start() >= reach:
            yield match
            reach = match.end()


def _near_creation(text: str, match: re.Match[str]) -> bool:
    """Might somebody bring about what the head noun names? Asked first, for speed: most windows and points are nobody's news."""
    table = tables()
    near = table.creation.search(text, max(0, match.start() - _NEAR), match.start())
    return near is not None or table.created_after.match(text, match.end()) is not None


def _after_creation(text: str, start: int, match: re.Match[str]) -> int:
    """Where the name begins if the phrase tells who brings the thing about: 支持融媒体中心建设普法资源库."""
    if match[0] not in tables().created_heads and match[0] != "系统":
        return start
    verbs = list(tables().creation.finditer(text, start + 2, max(start + 2, match.start() - 1)))
    return verbs[-1].end() if verbs else start


def _after_found(text: str, start: int, end: int, found: Found) -> int:
    """Where the name begins if the phrase `start`–`end` begins with one already found: 河长制和河道警长制度."""
    for joint in _EACH_JOINT.finditer(text, start, end):
        if joint.start() in found.fresh:  # 指导目录和|风险提示清单
            start = joint.end()
    last = found.last_end(start, end)
    return last + 1 if last is not None and last <= end and text[last : last + 1] in ("和", "与", "及", "、") else start


def _coordinated(text: str, start: int, match: re.Match[str], kind: str, found: Found) -> Iterator[Mention]:
    """The names of a coordination that share the head noun of its last member, the last one included."""
    members = members_of(text, start, match.start()) if match[0] in _STEPS_HEADS else []
    if members and _AGREED.search(text[members[0][0] : members[0][1]]):
        return
    if members:
        level = _LEVELS.search(text, start, match.start())
        if level and _NUMBERS.index(level[1]) + 2 == len(members):  # 科室自查、法规股复查、局长审定|三级把关机制 is one
            yield from _single(text, level.start(), match, kind, found)
        elif _are_parties(text, start, match.start(), len(members)):  # 海事、渔政、港口三方联巡机制 is one, of all three
            whole = min(members)[0]
            yield mention(whole, match.end(), text[whole : match.end()], "headed", 0.75, kind)
        else:
            yield from _completed(text, members, match[0], kind, found)
        return
    listed = text[start - 1 : start] == "、" or _SHORT_BEFORE.search(text, max(0, start - 4), start)
    if (
        listed
        and (kind in ("system", "mechanism") or match[0] == "平台")
        and not _ENUMERATOR.search(text, max(0, start - 4), start)
    ):
        whole, _ = modifier(text, match.start(), across=True)
        named = _DEPARTMENTS.search(text, start, match.start())
        if named:
            start = named.start()
        elif text[whole - 1 : whole] != "”" and inseparable(text[whole : match.start()]):
            start = whole
    if kind == "campaign" and text[start - 1 : start] == "、":
        whole, _ = modifier(text, match.start(), across=True)
        if _AGAINST.match(text, whole) and not found.takes(whole, match.end()):  # 打击私采、滥挖和非法运输专项行动
            yield mention(whole, match.end(), text[whole : match.end()], "headed", 0.75, kind)
            return
    yield from _single(text, start, match, kind, found)


def _are_parties(text: str, start: int, end: int, members: int) -> bool:
    """Are the members of a list the parties whose number the last one tells?"""
    parties = _PARTIES.search(text, start, end)
    return parties is not None and _NUMBERS.index(parties[1]) + 2 == members


def _listed(text: str, end: int, head: str, kind: str, found: Found) -> Iterator[Mention]:
    """落实集体讨论、案件回访等制度 ("systems such as …"): the members before 等, each with the head noun."""
    start, _ = modifier(text, end, least=2)
    own = tables().unquoted_end.search(text[start:end]) is not None or text.endswith(RULES, start, end)
    if head in _STEPS_HEADS and not own:
        members = members_of(text, start, end)
        yield from _completed(text, _without_subject(text, members) or [(start, end)], head, kind, found)


def _without_subject(text: str, members: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The members of a list, without those that tell who is at fault: 部分渔行、船主日志登记、|渔获称重等制度落实不到位."""
    if not members or tables().of_many.match(text, *min(members)) is None:
        return members
    return [(begin, end) for begin, end in members if (begin, end) != min(members) and not _SUBJECT.search(text, begin, end)]


def _completed(text: str, members: list[tuple[int, int]], head: str, kind: str, found: Found) -> Iterator[Mention]:
    """Each member with the head noun; one that says little counts if its neighbours are names (案件会商、信息共享制度)."""
    short = even(members) if len(members) > 1 else 0
    among_names = any(found.takes(begin, end) or not is_generic(text[begin:end], kind) for begin, end in members)
    for begin, end in members:
        plain = is_generic(text[begin:end], kind) and not (among_names and end - begin >= 4)
        plain = plain or text[end - 1 : end] == "版"  # 船东版、船员版普法清单: editions of one list
        if plain or found.takes(begin, end) or text[begin - 1 : begin] == "”":
            continue
        last = text.startswith(head, end)
        stop = end + len(head) if last else end
        words = text[begin:end].removesuffix("工作")
        alias = words[-short:] if (begin, end) == min(members) else words
        yield mention(begin, stop, words + head, "coordinated", 0.85, kind, alias=alias)


def _single(text: str, start: int, match: re.Match[str], kind: str, found: Found) -> Iterator[Mention]:
    if match[0] == "机制" and _BETWEEN_LEVELS.search(text, start, match.start()) and not found.takes(start, match.end()):
        yield mention(start, match.end(), text[start : match.end()], "headed", 0.75, kind)  # 乡与县级部门护林衔接机制
        return
    start = _past_joint(text, start, match, kind)
    scope = tables().scope.match(text, start, match.start())
    inner = scope.end() if scope else start
    if kind == "platform" and (levels := _AT_LEVELS.match(text, inner, match.start())):
        inner = levels.end()  # 县乡两级|渔港调处中心 are of both levels
    base = match.end() - 2 if kind == "campaign" else match.start()
    if is_bare_system(match[0]):
        base = match.end() - 1
    beside = kind in ("system", "mechanism") and base - inner >= 4 and is_beside(text, start, found)
    beside = beside or (kind == "system" and scope is not None and _LEVEL_ALONE.fullmatch(text, inner, base) is not None)
    if text[inner : match.end()] in tables().never:
        return
    if says_nothing(text[inner:base], match[0], kind, beside=beside) or found.takes(start, match.end()):
        return
    if kind in ("system", "mechanism") and base - inner <= _TOPIC_LONGEST and _is_topic(text, start, match.end()):
        return
    if match[0] in _PLAIN_HEADS and base - inner <= 2 and _OF_ONE.search(text, max(0, inner - 24), inner):
        return  # 完善夜间值守的|发现机制 ("of finding"): two characters after 的 tell nothing apart
    alias = text[start : match.end()] if scope else None
    if text.startswith("改革", match.end()):
        alias = text[inner : match.end() + 2]
    yield mention(start, match.end(), text[inner : match.end()], "headed", 0.75, kind, alias=alias)


def _is_topic(text: str, start: int, end: int) -> bool:
    """Is what stands at `start`–`end` the topic of a numbered heading (4.完善抽检机制。, "improve spot checks")?"""
    if text[end : end + 1] in ("。", "\n", ""):
        return _TOPIC.search(text[max(0, start - 16) : start]) is not None
    return _TOLD_OF.match(text, end) is not None and _NUMBER.search(text[max(0, start - 8) : start]) is not None


def _past_joint(text: str, start: int, match: re.Match[str], kind: str) -> int:
    """Where the last member of a phrase joined by 和 begins, if what stands before is a thing of its own."""
    listed = kind == "platform" and text[start - 1 : start] == "、"
    joint = (JOINT if listed else _LEVEL).search(text, start, match.start())
    if joint is None and kind == "campaign":
        joint = JOINT.search(text, start, match.start())
        if joint is not None and not tables().process.search(text[start : joint.start()]):
            joint = None
    if joint is None and (last := JOINT.search(text, start, match.start())) and text.endswith(_TITLES, start, last.start()):
        joint = last  # 标识管理规定和|保管台账制度
    if joint is None and match[0] in tables().created_heads:
        joint = JOINT.search(text, start, match.start())
        if joint is not None and not tables().head_end.search(text[start : joint.start()]):
            joint = None
    return joint.end() if joint else start


def shaped(text: str, found: Found) -> Iterator[Mention]:
    """推行楼长制 ("heads of buildings"), 实行一企一策 ("one firm, one policy"): names that their shape tells."""
    for kind, pattern in tables().shapes:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if not found.takes(start, end) and text[start - 1 : start] != "“" and text[end : end + 1] != "”":
                yield mention(start, end, match["name"], "shape", 0.7, kind)
