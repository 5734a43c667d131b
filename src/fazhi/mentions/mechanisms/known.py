"""Names that everybody knows: a table of them, and what makes a stretch of the text one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions.mechanisms.judge import is_generic
from fazhi.mentions.mechanisms.kinds import kind_of_head
from fazhi.mentions.mechanisms.tables import STOP, Known, tables
from fazhi.mentions.mechanisms.text import Found, goes_on, mention, modifier, unquoted
from fazhi.model import Mention

_COORDINATED = re.compile(rf"(?:[、和及与][^{STOP}]{{2,14}}){{0,6}}等?(?:各项)?(?:[^{STOP}]{{0,4}})(?:制度|机制|责任制)")
_MEETING = re.compile("(?:工作|部门|部际|厅际|局际|协调)+联席会议")
_CARRYING = re.compile(
    "(?:事项)?(?:清单|目录|台账|工作室|工作站|窗口|驿站)|员(?:制度|队伍)|(?:信息|数据|工作|共享|监督|管理|网络|智能|综合)+(?:平台|系统)"
    "|(?:积分|爱心|道德|时间)银行|(?:工作)?(?:专班|专区|专栏)"
)  # 行政执法公示|清单 is a list of its own
_JOINED = re.compile(
    rf"[和与同][^{STOP}]{{2,14}}(?:衔接|协作|联动|对接|贯通|协同|协调|配合)(?:工作)?机制"
)  # one mechanism of both
_BRACKET = re.compile(r"\([^()\n]{1,8}\)(?=”)")
_CAMPAIGN = re.compile("(?:三年|百日|专项|集中|提升)*行动")
_APPLIED = re.compile("(?:推行|试行|推出|首创|实行)了?$")
_LISTED = re.compile(rf"(?:、[^{STOP}]{{2,10}})+(?:制度|机制)")
_LONGER = re.compile(rf"(?!工作|评议)[^{STOP}和与及的]{{2,4}}(?:制度|机制|清单|台账|模式)")
_ENDS = re.compile("[、,。;和]")
_LEVELS = "省市区县乡镇村"
_LISTS = ("清单", "目录", "名录", "台账")
_QUOTED_NEXT = re.compile(rf"“[^“”\n]{{2,16}}”[^{STOP}和与及]{{0,4}}(?:制度|机制|平台|模式|清单|行动|工作法|办法)")
_BODY = re.compile("(?:[局委厅办院会]|部门|单位|公司)$")
_OWNER = re.compile("[一-龥]{0,6}(?:管委会|委员会|人民政府|政府(?!采购|购买|合同|投资|信息|法律)|街道办事处)")
_OTHER_THREE = re.compile(f"(?:^|[{STOP}])[^{STOP}]{{2,14}}[、和][^{STOP}]{{2,12}}[、和][^{STOP}]{{2,12}}$")
_REPORTED = re.compile(
    "向[^,。;:“”]{2,14}$|(?:成员|负责人|干部|人员|[局县区市镇乡所队]长|书记)(?:全部|均|分别|逐一|逐个|集中|已|带头)$|[0-9]+(?:余|多)?[名位个][^,。;:“”]{0,24}(?:成员|负责人|干部|人员|书记|局长|主任)$"
)  # 各分局向局党组|书面述法 is what they did
_ASKED_BY = re.compile("(?:国务院|党中央|中央|上级|部委|总局|省委|省政府|市委|市政府|县委|县政府|区委|区政府|[省市区县]里)的?$")
_ASKED = re.compile("”?(?:等|的)?(?:工作)?(?:要求|部署|精神|号召|方针)")
_DATED = re.compile("[0-9][·.][0-9]{1,2}”?[一-龥]{0,6}$")
_NAMED_NOUN = (
    "制度",
    "机制",
    "责任制",
    "制",
    "平台",
    "系统",
    "清单",
    "目录",
    "窗口",
    "热线",
    "活动",
    "行动",
    "经验",
    "模式",
    "工作法",
    "”",
)


_PAIRED = re.compile("[学用普守知][法宪]$")
_DEEDS = ("述法", "述法评议", "包案")
_BY_WHOM = re.compile("(?<![自理事缘])由(?:(?!推行|实行|落实|建立|牵头)[一-龥]){0,8}$")
_OF_DEPARTMENTS = re.compile("(?:的)?(?:部门|单位|机关)(?:间|之间|内部|对|在|的)")
_OWN_HEAD = re.compile("(?:管理|工作)?(?:制度|机制)(?![度体化])")
_SYSTEMS = ("制度", "责任制")
_NO_SYSTEMS = ("instrument", "campaign", "platform")  # with 制度 behind them they are systems all the same
_BUILT = ("平台", "系统")  # “船员日”|在线答题平台
_WAYS = ("工作法", "模式")  # “一案三书”|工作法 is a way of working, whatever the words alone are
_OWNERS = "省市区县镇乡局厅委署"


def known_names(text: str, found: Found) -> Iterator[Mention]:
    """推行“双随机、一公开”监管 ("double random, one open"): a name in mechanisms_known.csv, with or without marks."""
    plain, places = unquoted(text)
    for first, last, name, entry in tables().known.find(plain, overlapping=False):
        if entry is not None:
            start, end = places[first], places[last - 1] + 1
            if bracket := _BRACKET.match(text, end):  # “国家企业信用信息公示系统(湖南)”
                end = bracket.end()
            opened, closed = text[start - 1 : start] == "“", text[end : end + 1] == "”"
            if not _is_other(text, start, end, name, opened=opened, closed=closed):
                yield from _told(text, start, end, name, entry, opened=opened, closed=closed)


def _is_other(text: str, start: int, end: int, name: str, *, opened: bool, closed: bool) -> bool:
    """Is the stretch a part of another name, or an honorific title that somebody is given?"""
    table = tables()
    if _MEETING.match(text, end):
        return True  # 公平竞争审查部门联席会议制度 has its own name
    if text[start - 1 : start] == "”" and "“" not in text[start:end]:
        return True  # the tail of a quoted name: “村村响”叫应机制
    if not _whole(text, start, end, opened, closed):
        return True
    if table.honour.search(name) and table.honoured.search(text, max(0, start - 24), start - opened):
        return True
    if not opened and _CAMPAIGN.match(text, end) and name.endswith(("整治", "治理", "清理", "斗争")):
        return True  # 自建房安全专项整治|三年行动
    if not opened and (_goes_on(text, end, name) or (not closed and _QUOTED_NEXT.match(text, end))):
        return True  # 出庭应诉“双月通报”制度
    if not opened and not name.endswith(_NAMED_NOUN) and _BY_WHOM.search(text, max(0, start - 10), start):
        return True  # 由分管|领导包案 is what they do
    if not opened and not name.endswith(_NAMED_NOUN) and _OF_DEPARTMENTS.match(text, end):
        return True  # 联合惩戒|部门间 ("among the departments that …")
    if not opened and name.startswith("联合") and _BODY.search(text, max(0, start - 3), start):
        return True  # 由县住建局|联合验收 is what they do
    if not name.endswith(_NAMED_NOUN) and _ASKED.match(text, end) and _ASKED_BY.search(text, max(0, start - 6), start - opened):
        return True  # 贯彻国务院|放管服|要求 is a demand of others
    if not opened and name == "三项制度" and _OTHER_THREE.search(text, max(0, start - 40), start):
        return True  # 早会学法、夜校学法、轮值学法|三项制度
    if not opened and _DATED.search(text, max(0, start - 16), start):
        return True  # “8·8”海关|法治宣传日 has a longer name
    if opened or table.unquoted_end.search(name):
        return False
    if name.endswith(_DEEDS) and _is_deed(text, start, end, name):
        return True
    if name.endswith("出庭应诉") and text.startswith("率", end) and not text.startswith("率先", end):
        return True  # 负责人出庭应诉|率 is a figure
    if len(name) == 2 and _PAIRED.search(text, max(0, start - 2), start) and not _COORDINATED.match(text, end):
        return True  # 学法|述法 同步推进 is what they do
    if len(name) == 2 and (_LONGER.match(text, end) or _is_tail(text, start, end)):
        return True  # 支部|述法|点评制度, 所长|述法、股室亮绩制度
    return (_CARRYING.match(text, end) or _JOINED.match(text, end)) is not None


def _is_deed(text: str, start: int, end: int, name: str) -> bool:
    """Is a name of what people do told as done, and not as an arrangement (带头|述法, 现场述法|8名; but 推行|现场述法)?"""
    table = tables()
    if table.deed_after.match(text, end):
        return True
    if "述法" not in name:
        return False
    return bool(_REPORTED.search(text, max(0, start - 16), start)) or not table.arranged.search(text, max(0, start - 40), start)


def _goes_on(text: str, end: int, name: str) -> bool:
    """Does a longer name with a head noun of its own go on from the stretch (行刑衔接|案卷季抽查制度, "… spot checks")?"""
    listed = name.endswith(_LISTS)
    if name.endswith(_NAMED_NOUN) and not listed:
        return False
    longer = goes_on(text, end)
    return longer is not None and (listed or not is_generic(longer, "system", shortest=1))


def _is_tail(text: str, start: int, end: int) -> bool:
    """Is a short name the tail of the first member of a list with a head noun of its own?"""
    begin, introduced = modifier(text, start)
    return introduced and start - begin >= 2 and _LISTED.match(text, end) is not None


def _told(text: str, start: int, end: int, name: str, entry: Known, *, opened: bool, closed: bool) -> Iterator[Mention]:
    """The mention of a common name, with the longer name that the report gives it as its alias."""
    table = tables()
    marked = opened or closed or "“" in text[start:end] or "”" in text[start:end]
    if "quoted" in entry.when and not (marked or _named_here(text, start, end, name)):
        return
    if "alone" in entry.when and not marked and _told_apart(text, start) is not None:
        return
    longer = _longer(text, start) if not marked and table.unquoted_end.search(name) else None
    alias, kind = name if longer is None else text[longer:end], entry.kind
    if longer is None and not marked and (whole := _with_own_head(text, start, end)) is not None:
        begin, end = whole
        alias = text[begin:end]
        kind = kind_of_head(alias) or kind
    if not marked and text.endswith(_SYSTEMS, start, end) and (name != entry.name or kind == "instrument"):
        kind = "system"  # 权责清单|制度
    elif text.endswith("行动", start, end) and not entry.name.endswith("行动"):
        kind = "campaign"  # “减证便民”|行动
    elif kind == "mechanism" and text.endswith(_BUILT, start, end) and not entry.name.endswith(_BUILT):
        kind = "platform"  # 一网通办|平台
    elif not marked and kind == "mechanism" and text.startswith("制度", end) and alias == name:
        kind = "system"  # 分级分类监管|制度
    elif marked and text.endswith(_SYSTEMS, start, end) and kind == "instrument" and not entry.name.endswith(_LISTS):
        kind = "system"  # “扫码入企”|制度; but “权力清单”制度 is the list
    start, end = start - opened, end + closed
    if closed and (headed := table.longer_tail.match(text, end)) is not None:  # “免证办”事项|清单 is a list
        of_head = kind_of_head(headed[0])
        own = (
            of_head in ("instrument", "campaign")
            or (of_head == "platform" and (name.endswith("办") or (kind == "campaign" and headed[0].endswith(_BUILT))))
            or headed[0].endswith(_WAYS)
            or (of_head == "system" and (kind in _NO_SYSTEMS or headed[0][-1] == "制"))
        )
        kind = of_head if own and of_head else kind
        alias = name + headed[0] if name == entry.name else alias
    rule = "known" if kind == entry.kind else "known-as"
    yield mention(start, end, entry.name, rule, 0.95, kind, alias=alias)


def _named_here(text: str, start: int, end: int, name: str) -> bool:
    """Is a name that needs quotation marks told as a name without them: by its head noun, in a list, or applied (推行…)?"""
    table = tables()
    head = table.unquoted_end.search(name)
    if (head and head[0] not in table.created_heads) or _COORDINATED.match(text, end):
        return True
    applied = _APPLIED.search(text, max(0, start - 6), start) is not None and _ENDS.match(text, end) is not None
    return applied and not name.endswith(("监管", "执法", "服务"))


def _longer(text: str, start: int) -> int | None:
    """Where the words begin that a report puts before a common name (适用|教育免罚清单), whether they tell it apart or not."""
    begin, introduced = modifier(text, start)
    verb = tables().leading_weak.match(text, begin, start)  # 明确|权责清单 ("make clear the list of powers") is the common name
    led = introduced or tables().weak_before.search(text, max(0, begin - 6), begin) or _stands_first(text, begin)
    if not led or (verb and verb.end() > begin):
        return None
    scope = tables().scope.match(text, begin, start)
    if scope and text[scope.end()] not in _LEVELS:  # 市县监管责任清单 is of both levels
        begin = scope.end()
    owner = _OWNER.match(text, begin, start)
    begin = owner.end() if owner else begin
    if text[begin:start] in _OWNERS and text.startswith(("党", "政府"), start):
        return begin  # 局|党组理论学习中心组学法制度, 市|政府常务会议学法制度
    return begin if 2 <= start - begin <= 20 else None


def _with_own_head(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a longer name with a head noun of its own begins and ends (欠费|联合惩戒|制度, "joint penalties for unpaid fees")."""
    head = _OWN_HEAD.match(text, end)
    begin = _told_apart(text, start) if head else None
    return (begin, head.end()) if head and begin is not None else None


def _stands_first(text: str, begin: int) -> bool:
    """Does the phrase at `begin` begin a clause, or stand in a list after another name (推行分户验收制度、|危大工程论证制度)?"""
    if text[begin - 1 : begin] in ("", "。", ",", ";", "\n"):
        return True
    return text[begin - 1 : begin] in ("、", "和", "与", "及") and text[max(0, begin - 9) : begin - 1].endswith(_NAMED_NOUN)


def _told_apart(text: str, start: int) -> int | None:
    """Where words begin before a common name that make it a particular one (学法|积分制度, "points for learning law")."""
    begin, introduced = modifier(text, start)
    verb = tables().leading_weak.match(text, begin, start)
    told = introduced and 2 <= start - begin <= 12 and not is_generic(text[begin:start], "platform", shortest=2)
    return begin if told and not (verb and verb.end() > begin) else None


def _whole(text: str, start: int, end: int, opened: bool, closed: bool) -> bool:
    """Is the stretch no mere part of a longer quotation (首违不罚 of “首违不罚、轻微免罚”)?"""
    balance = text.count("“", start, end) - text.count("”", start, end)
    inside = text.rfind("“", max(0, start - 40), start) > text.rfind("”", max(0, start - 40), start)
    if balance == 0 and not inside:
        return True
    if balance == 0:
        return opened and closed
    return opened if balance < 0 else closed
