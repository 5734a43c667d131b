"""The parts of which the patterns of `tables` are put together: levels, endings, party and state organs, units, places."""

from __future__ import annotations

import re
from typing import Any

from fazhi.matching.alternation import any_word
from fazhi.matching.scanning import Scanner
from fazhi.resources import rows

HAN = "一-龥"


def level_words(table: dict[str, Any]) -> str:
    """The words of the levels, with what must not stand around each; after 城 and its like only where a known body follows."""
    rows = sorted(table["level"], key=lambda row: (-len(row["name"]), row["name"]))
    plain = "|".join(_level_word(row) for row in rows)
    doubtful = "|".join(f"(?<=[{row['unless']}]){_followed(row)}" for row in rows if "unless" in row)
    return f"(?<![全各跨每外])(?<!依法治)(?:{plain}|(?:{doubtful})(?={any_word(table['after_unless'])}))"


def _level_word(row: dict[str, str]) -> str:
    never = row.get("before", "") + row.get("unless", "")
    return f"(?<![{never}]){_followed(row)}" if never else _followed(row)


def _followed(row: dict[str, str]) -> str:
    return row["name"] + (f"(?!{row['after']})" if "after" in row else "")


def endings_of(table: dict[str, Any], *, alone: bool = False) -> str:
    """The endings of bodies, longest first; `alone`: those that name one without a level."""
    found = sorted((e for e in table["ending"] if e.get("alone") or not alone), key=lambda e: -len(e["name"]))
    return "|".join(f"{e['name']}(?!{e['not_before']})" for e in found)


def forms(name: str) -> list[str]:
    """All names in a table of bodies, of two characters at least (委 has a rule of its own)."""
    return [form for row in rows(name) for form in (row["name"], *row["others"].split("|")) if len(form) >= 2]


# 联合|消防救援大队, 组织|司法局: words of names that are verbs where a name without a level begins
NO_RUN = (
    "联合|组织|协调|依法(?!行政|治)|推进|落实|创建|促进|指挥|公开|优化|总|第|信息公开|全面(?!依法)|多元|综合局|管理局|分局|工作|"
    "责任|编制(?:执法|综合|行政|市场)"
)

# 党工委全面依法治街委员会: the rule-of-law commission of a subdistrict or town
TOWN_RULE_OF_LAW = "(?:党工委|党委)?全面依法治(?:街道|街|镇|乡)(?:工作)?(?:委员会|领导小组)(?:办公室)?(?!成员|主任)"

# 由乡法律顾问|明正律师事务所审查: the firm that is the adviser has a name of its own
_ADVISED_BY = f"法律顾问(?=[{HAN}]{{2,10}}?(?:律师事务所|律所))"


def free_name(table: dict[str, Any], longest: int, *, never: str = "") -> str:
    """Words of any kind that can be a name: none of the words that stand before names, and verbs only as nouns at its end."""
    left, free = table["left"], table["free"]
    no_name = any_word((*left["edges"], *free["verbs"]))
    stop = f"[{never}]|" if never else ""
    whole = [word for word in left["protected"] if word[0] != "和" or word in ("和平", "和谐")]  # 和县 may be 和|县
    return f"(?:{any_word(whole)}|(?!{stop}{_ADVISED_BY}|{no_name})[{HAN}]){{1,{longest}}}?(?:{any_word(free['nominal'])}){{0,3}}"


def tail_of(run: str, endings: str, table: dict[str, Any]) -> str:
    """A unit below a body: 交警大队, 第二稽查局, 文华司法所, 党组, 车辆管理所, 第三巡察组."""
    ordinal = r"第[一二三四五六七八九十\d]+"
    office = f"{free_name(table, 8, never='委局厅院府、')}(?:{'|'.join(table['free']['offices'])})"
    posted = f"(?:(?:派驻|驻)(?:{ordinal})?(?:[{HAN}]{{2,14}}?)?|{ordinal}(?:派驻)?)纪检(?:监察)?组(?!长)"
    seated = f"驻[{HAN}]{{2,6}}?(?:工作室|调解室|工作站)"  # 县人民调解委员会|驻法院工作室
    return (
        f"(?![两三四五六七八九十]+[家所个]|联合|会同|协同|组织|指导|协调|开放|常年|长期|定期|每周|每月|出庭|派员|列席|驻[中村点企校园]|驻[局厅委院所镇乡](?!纪检|监察)|[补新扩增改修迁]建)(?:{posted}|{seated}|党组|党委(?!书记)|(?:直属)?机关党委|机关纪委|机关工会|法律顾问团(?!队)"
        f"|{free_name(table, 4, never='委局厅院府、')}办(?={any_word(table['alone']['office_acts'])}|[、,。;()和与及])"
        f"|(?:{ordinal})?(?:{run})(?:{endings})|{ordinal}(?:分院|税务所|稽查局|中队|大队|派出所|检察部|巡[察视]组)|{office}"
        "|筹[备建](?:工作)?(?:组|处|办公室|委员会)|(?:立案庭|立案信访庭|执行局|(?:速裁|审判|办案)团队|讲师团|宣讲团|巡[察视](?:组|[一二三四五六七八九十]+组)|人大工委)(?!长))"
    )


def party() -> str:
    """区委依法治区办 and its longer names."""
    level = "(?:省|市|区|县|州|旗|镇|乡|街道?)"
    return (
        f"委?(?:全面)?依法治{level}(?:工作)?(?:委员会办公室|领导小组办公室|委员会|领导小组|办公室|委办公室|办|委)"
        f"|委法治{level}建设(?:工作)?(?:委员会|领导小组)(?:办公室)?"
    )


# 人大监察司法委, 政协社会法制委: the committees of congress and conference
_COMMITTEES = (
    "经科|经济科技|科教|选举任免|选任|港澳台侨|监察司法|社会法制|社会建设|社法|法制|财政经济|财经|经济|教科文卫|教科卫体|文化文史|城建环资|城乡建设|人口资源环境|环资|"
    "农业农村|民宗侨外|民宗|提案|代表|法工|预算|内务司法"
)


def state_organs() -> str:
    """Supervision, congress, conference, courts."""
    watch = "纪委监委|纪委、监委|纪委(?!书记)|监委(?!主任)"
    congress = (
        "人大工委(?!主任)|人大常委会|人大主席团|人民代表大会(?:常务委员会|主席团)?"
        f"|人大(?:{_COMMITTEES})(?:工委|委员会|委)(?![员托派])|人大(?!制度|常委)"
    )
    conference = f"政协(?:常委会|委员会|(?:{_COMMITTEES})(?:委员会|委)(?!员))?"
    court = "(?:(?:中级|高级)?人民(?:法院|检察院)|中院|高院|法院|检察院)(?!长)"
    return f"{watch}|{congress}|{conference}|{court}"


def owner_unit(table: dict[str, Any], run: str) -> Scanner:
    """局党组, 支队办公室: a unit after the word for its owner."""
    owners = any_word(table["owners"])
    group = "党组|党委|纪委(?!书记|监委)|机关(?:党委|纪委|工会|团委)|党总支|纪检监察组|领导小组|办公室(?!主任)"
    named = f"{free_name(table, 8)}(?:委员会(?!主任|委员)|评审会)"
    unit = f"{group}|(?:{run})(?:{endings_of(table)})|{named}"
    return Scanner(
        f"(?:(?<![{HAN}])|(?<=[由经在与对向将我本但而因使让把从])|(?<=召开|成立|设立|充实|调整|组建|建立|健全|坚持|落实|报请|提请|方面|目前|其中|今年|年内))(?:[省市区县州]?局|{owners})(?:{unit})"
    )


def trade_list(trade: dict[str, list[str]]) -> Scanner:
    """公安、城管等部门: trades in a list, and the noun that ends it."""
    words, head = any_word(trade["words"]), any_word(trade["heads"])
    return Scanner(
        rf"(?P<trades>(?:{words})(?:(?:[、和与及]|以及)[省市区县镇]?(?:{words}))*)"
        rf"(?P<rest>等|[\d二三四五六七八九十]+个?|)(?:[\d一二三四五六七八九十多几两]+个?)?(?P<head>{head})"
    )


def honoured_places(table: dict[str, list[str]]) -> re.Pattern[str]:
    """石桥村、柳湾社区获评…: places with what is said of them."""
    place = f"[{HAN}]{{2,6}}(?:{any_word(table['places'])})"
    return re.compile(
        f"(?P<places>{place}(?:[、和]{place})*)(?:“[^“”]{{2,12}}”)?(?:(?:分别|双双|先后|同时|均|还|也|又|再次|连续[两三四五六七八九]年)?"
        f"(?:{'|'.join(table['after'])})|(?P<acts>{any_word(table['acts'])}))"
    )


def honoured_regions(table: dict[str, list[str]]) -> re.Pattern[str]:
    """Regions and townships with what is said of them: 溪丰县、棠南区分别|获评…"""
    place = f"(?:[{HAN}]{{2,6}}?(?:{any_word(table['regions'])})|■+)"
    reason = "(?:因[^,。;]{2,18})?(?:分别|双双|先后|同时|均)?(?:以[^,。;]{2,14})?"
    return re.compile(f"(?P<places>{place}(?:[、和]{place})*){reason}\\Z")
