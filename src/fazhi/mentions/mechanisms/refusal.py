"""What ends with a head noun and is no name: it tells nothing apart, or nobody brings it about."""

from __future__ import annotations

import re
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.mentions.mechanisms.judge import is_generic
from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import Found, goes_on
from fazhi.resources import lexicon

_TREATED = re.compile("等?(?:实行|开展|进行|实施|采取)")
_AMONG_MANY = ("直联点", "直报点", "联系点", "联络点", "监测点", "观察点")  # one arrangement, however many places it has
_PLACED = re.compile(
    "(?:设立|设置|建立|增设|新设|确定|布设)[^,。;:“”]{2,24}[0-9一二两三四五六七八九十]+个$"
)  # 设立甲乡、乙镇2个|惠农观察点
_CLAUSE = "。,;:\n"
_SO_MANY = re.compile("[0-9]+(?:余|多)?[项个]")
_BUILT = re.compile("(?:项目)?建设(?=[,。;、])")
_SYSTEM_AFTER = re.compile("制(?=[,。;、和与及]|$)")
_LASTING = re.compile("[一-龥]{0,3}长效(?:管理|管护|监管|治理)?")  # 治污长效机制 is no particular one
_OTHERS = re.compile(rf"(?:[、和与及][^{STOP}和与及]{{2,10}}?){{1,2}}(?=已|先后|相继|陆续|正式|全面|同步|逐步|落地|上线|启用)")
_POORLY_KEPT = re.compile("的?不(?:够?严|够?到位|力|够|经常)")
_KEPT = re.compile("(?:执行|落实|坚持|遵守|贯彻|对)$")
_SLOGAN = re.compile(
    r"(?:^|\n) *[(]?(?:第?[一二三四五六七八九十]+|[0-9]+)[).、.是]+[^。;:\n]{0,16}(?:打[赢响好]|打赢打好|决战|决胜)$"
)
_LINE_END = ("。", "\n", "")
_ADDRESSED = re.compile("(?:^|[。,;:\n])面向$")
_HONOURED = re.compile("(?:评为|命名为|获评|入选|授予|跻身)(?:全[国省市区县])?$")
_EACH = re.compile("各(?![尽得司展])[一-龥]{2,4}$")
_UNDONE = re.compile("(?:没人|无人|无须|(?<![必主重需])要|[须再])回?$")
_HEADING = re.compile("第[一二三四五六七八九十]+(?:部分|章|节|篇)")
_BY = ("按", "凭", "照", "持")
_RULES_CLEARED = re.compile("文件(?:专项|集中|全面)清理$")
_ARRANGED = re.compile("(?<!社会)(?<!党)(?<!经济)组织$")
_FORMER = re.compile("(?:整合|归并|合并|撤并)[^,。;:]{0,2}原?[^,。;:]{0,12}、$")
_BROUGHT_INTO = re.compile("[把将][^,。;:]{1,14}[送搬带开请引植融]进")
_COUNTED = re.compile("[0-9]+(?:余|多)?[个项份本册张套类]$")
_OWNER = re.compile("[一-龥]{2,12}[委办局厅院]")
_TAKING_PART = "参与"  # 渔民代表参与禁渔规则制定|机制 is no mere making of rules
_TOLD_WELL = 6  # characters before 机制: a mechanism told well enough to be built (深化仓储轮换倒逼机制建设)
_HELD = ("开展", "组织", "实施", "启动", "进行", "部署")
_LISTS = ("台账", "清单", "目录", "名录", "制")


@cache
def _of_trade() -> re.Pattern[str]:
    """The short name of a trade, before 系统 (卫健|系统, the bodies of the health trade)."""
    return re.compile(f"{any_word(lexicon('mechanisms')['refusal']['trades'])}$")


@cache
def _unfair() -> re.Pattern[str]:
    """What rules do that makes their clearing up a particular one."""
    return re.compile(any_word(lexicon("mechanisms")["refusal"]["unfair"]))


def is_bare_system(head: str) -> bool:
    """Is a head noun 制 with a word before it? 接访|预约制 says as much as 接访预约|制."""
    return head.endswith("制") and head not in ("机制", "责任制")


def is_beside(text: str, start: int, found: Found) -> bool:
    """Does a name end right before `start`, in the same list (巡护积分制、|联合值守制)?"""
    return text[start - 1 : start] in ("、", "和", "与", "及") and found.ends_at(start - 1)


def says_nothing(words: str, head: str, kind: str, *, beside: bool = False) -> bool:
    """Do the `words` before `head` tell nothing apart? Less is asked `beside` a name, or before a telling head."""
    table = tables()
    if (
        len(words) > 26
        or words + head in table.never
        or words.endswith("的")  # 粮库移交时遗留的|制度 ("the systems left behind")
        or table.of_many.match(words)
        or (kind != "campaign" and table.makes.search(words) and _TAKING_PART not in words)
    ):
        return True
    if kind == "instrument" and (owner := _OWNER.match(words)) and table.generic.fullmatch(words, owner.end()):
        return True  # 对照县水利局年度任务|清单 ("the bureau's list of tasks of the year") is what any bureau has
    if kind == "platform" and _EACH.search(words):
        return True  # 渔政系统各业务平台 ("each of the platforms")
    if head == "回头看" and _UNDONE.search(words):
        return True  # 修好的闸要|回头看 ("one must look back")
    if head == "机制" and _LASTING.fullmatch(words):
        return True
    if beside and table.empty.fullmatch(words) is None:
        return False
    telling = head in table.telling_heads
    if telling and head in table.created_heads:
        return len(words) < 2 or table.empty.fullmatch(words) is not None
    return is_generic(words, kind, shortest=2 if telling or head in ("平台", "机制", "制") else 3)


def is_refused(text: str, start: int, match: re.Match[str], introduced: bool, found: Found) -> bool:
    """Is what ends with the head noun of `match` no name of anything that somebody brings about, by what stands around it?"""
    table = tables()
    if match[0] in table.introduced_heads and not (
        introduced
        or table.created_before.search(text, max(0, start - 30), start)
        or _brought_about(text, match.end())
        or _listed_after(text, start)
        or ((is_bare_system(match[0]) or table.head_kinds[match[0]] == "campaign") and is_beside(text, start, found))
    ):
        return True
    if match[0] in table.created_heads and not _created(text, start, match.end()):
        return True
    if match[0] == "系统" and not (
        table.system.search(text[max(0, match.start() - 8) : match.start()]) or _created(text, start, match.end())
    ):
        return True
    if (match[0] in ("平台", "热线", "系统") or _is_bare_member(text, start, match)) and text[match.start() - 1] in "与和":
        return True
    if _dealt_with(text, start) and match[0] in table.introduced_heads and table.head_kinds[match[0]] == "campaign":
        return True  # 会同工商所对流动粮贩|集中整治 is what they do
    if _tells_something_else(text, start, match):
        return True
    if text[match.start() - 1 : match.start()] in _BY:
        return True  # 盘库时按|清单点货 ("by the list")
    if table.head_kinds[match[0]] == "instrument" and _COUNTED.search(text, max(0, start - 6), start):
        return True  # 公示31个|粮种检验目录 ("31 catalogues")
    if (
        match[0].endswith("战")
        and text[match.end() : match.end() + 1] in _LINE_END
        and _SLOGAN.search(text, max(0, start - 30), start)
    ):
        return True  # 四、重拳出击,打赢|非法采砂攻坚战 is what a heading calls for
    if match[0] == "平台" and _ADDRESSED.search(text, max(0, start - 3), start):
        return True  # 面向|民宿平台 编发须知 ("addressed to the platforms of guest-houses")
    if _HEADING.match(text, start):
        return True  # 第三部分 任务清单 ("Part three: list of tasks") heads a part
    if _HONOURED.search(text, max(0, start - 6), start):
        return True  # 被评为金牌调解室 ("named a golden room of mediation")
    if match[0] in ("制度", "机制") and _SO_MANY.match(text, match.end()):  # 完善制度5项
        return True
    if text[start - 1 : start] == "对" and _TREATED.match(text, match.end()):  # 对热门直播间实行全时存证
        return True
    if table.followed.match(text, match.end()) or text[match.start() - 1 : match.start()] == "进":
        known = match[0] in ("平台", "系统") or (match[0] == "机制" and match.start() - start >= _TOLD_WELL)
        built = known and introduced and _BUILT.match(text, match.end())
        kept = introduced and _POORLY_KEPT.match(text, match.end()) and _KEPT.search(text, max(0, start - 4), start)
        return not (built or kept)
    if match[0] in _LISTS and _SYSTEM_AFTER.match(text, match.end()):
        return True  # 台账|制
    if match[0].endswith(_LISTS) and goes_on(text, match.end()) is not None:
        return True
    return table.lacking.search(text[max(0, match.start() - 24) : match.start()]) is not None


def _tells_something_else(text: str, start: int, match: re.Match[str]) -> bool:
    """Does the head noun of `match` tell, by what stands right before it, of bodies, laws, rules or what was there before?"""
    before = max(0, match.start() - 6)
    return (
        # 编制某县卫健|系统“八五”普法规划 tells of the bodies of a trade
        (match[0] == "系统" and _of_trade().search(text, before, match.start()) is not None)
        # 学习宪法和海域使用|法律制度 ("the law on the use of the sea")
        or (match[0] == "制度" and text.endswith("法律", start, match.start()))
        # 把消防课送进|田头夜校 ("took the lesson to the evening school")
        or (
            tables().head_kinds[match[0]] == "platform"
            and _BROUGHT_INTO.search(text, max(0, start - 16), match.start()) is not None
        )
        # 整合原物价、盐务|举报热线 ("merged the former hotlines")
        or (match[0] == "热线" and _FORMER.search(text, max(0, start - 16), start) is not None)
        # 围绕渔船安全组织|专项清理 ("arranged a clearing up")
        or _ARRANGED.search(text, before, match.start()) is not None
        # 开展涉农规范性文件|专项清理 is done to rules, year by year
        or (_RULES_CLEARED.search(text, before, match.end()) is not None and _unfair().search(text, start, match.start()) is None)
    )


def _is_bare_member(text: str, start: int, match: re.Match[str]) -> bool:
    """Is the head noun itself the last member of a list of bare nouns (把演练和|课堂搬到渔村)?"""
    return tables().head_kinds[match[0]] in ("platform", "instrument") and match.start() - start <= 3


def _dealt_with(text: str, start: int) -> bool:
    """Does 对 stand before `start`, and no verb of holding a campaign before that?"""
    return text[start - 1 : start] == "对" and not text[max(0, start - 3) : start - 1].endswith(_HELD)


def _brought_about(text: str, end: int) -> bool:
    """Is what ends at `end`, or a list that it begins, told to be there now (碳账户制、绿能补贴|先后落地)?"""
    rest = _OTHERS.match(text, end)
    return tables().created_after.match(text, rest.end() if rest else end) is not None


def _listed_after(text: str, start: int) -> bool:
    """Does a name with a head noun stand before `start` in a list that a verb introduces: 推行楼长制、|接访预约制?"""
    if text[start - 1 : start] not in ("、", "和", "与", "及"):
        return False
    clause = max(text.rfind(mark, max(0, start - 60), start) for mark in _CLAUSE) + 1
    before = text[clause : start - 1].removesuffix("”")
    return tables().unquoted_end.search(before) is not None and tables().introducer.search(before) is not None


def _created(text: str, start: int, end: int) -> bool:
    """Is `start`–`end` one particular thing that somebody brings about, and not one of so many?"""
    table = tables()
    before = text[max(0, start - 30) : start]
    many = table.counted_before.search(before) or table.counted_after.match(text, end)
    among = text.endswith(_AMONG_MANY, start, end) and end - start > 5
    if many and not among:
        return False
    if many and _PLACED.search(before):
        return True
    return table.created_before.search(before) is not None or table.created_after.match(text, end) is not None
