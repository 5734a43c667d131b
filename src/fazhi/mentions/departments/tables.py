"""The tables `departments*.{toml,csv}` made into regular expressions, once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from fazhi.matching.alternation import any_word
from fazhi.matching.scanning import Scanner
from fazhi.resources import lexicon, rows

HAN = "一-龥"


@dataclass(frozen=True, slots=True)
class Tables:
    """What the rules need, compiled; each pattern's examples stand at the rule that uses it."""

    level: re.Pattern[str]
    level_body: Scanner
    free_body: Scanner
    shared: re.Pattern[str]
    governments: Scanner
    joint_levels: Scanner
    league: Scanner
    owner_unit: Scanner
    bare_unit: Scanner
    bare_known: Scanner
    bare_bureau: re.Pattern[str]
    generic_units: frozenset[str]
    proper: Scanner
    tail: re.Pattern[str]
    numbered_school: Scanner
    edges: re.Pattern[str]
    no_regions: frozenset[str]
    protected: re.Pattern[str]
    generic_stem: re.Pattern[str]
    collective_before: re.Pattern[str]
    posts: re.Pattern[str]
    trade_list: Scanner
    trade_levels: re.Pattern[str]
    trade_single: frozenset[str]
    state_trade: Scanner
    trade: Scanner
    self_reference: Scanner
    self_bare: Scanner
    national_pattern: Scanner
    honoured: re.Pattern[str]
    honoured_sites: Scanner
    passive: Scanner
    quoted_team: re.Pattern[str]
    branch: re.Pattern[str]
    national_branches: tuple[Scanner, ...]
    honoured_regions: re.Pattern[str]
    provinces: frozenset[str]


def _level(table: dict[str, Any]) -> str:
    """The words of the levels, with what must not stand around each; after 城 and its like only where a known body follows."""
    rows = sorted(table["level"], key=lambda row: (-len(row["name"]), row["name"]))
    plain = "|".join(_level_word(row) for row in rows)
    doubtful = "|".join(f"(?<=[{row['unless']}]){_followed(row)}" for row in rows if "unless" in row)
    return f"(?<![全各跨每])(?<!依法治)(?:{plain}|(?:{doubtful})(?={any_word(table['after_unless'])}))"


def _level_word(row: dict[str, str]) -> str:
    never = row.get("before", "") + row.get("unless", "")
    return f"(?<![{never}]){_followed(row)}" if never else _followed(row)


def _followed(row: dict[str, str]) -> str:
    return row["name"] + (f"(?!{row['after']})" if "after" in row else "")


def _endings(table: dict[str, Any], *, alone: bool = False) -> str:
    endings = sorted((e for e in table["ending"] if e.get("alone") or not alone), key=lambda e: -len(e["name"]))
    return "|".join(f"{e['name']}(?!{e['not_before']})" for e in endings)


def _forms(name: str) -> list[str]:
    """All names in a table of bodies, of two characters at least (委 has a rule of its own)."""
    return [form for row in rows(name) for form in (row["name"], *row["others"].split("|")) if len(form) >= 2]


@cache
def tables() -> Tables:
    """The compiled tables."""
    table = lexicon("departments")
    level, words, joiners = _level(table), any_word(table["made_of"]["words"]), any_word(table["made_of"]["joiners"])
    run = f"(?:{words})(?:(?:{joiners})?(?:{words})){{0,11}}?"
    known = f"(?:{any_word(_forms('departments_known'))})(?!长|公室|议|令|(?<=办)[法理事案])"
    tail = _tail(run, _endings(table), table)
    return Tables(
        **_of_the_state(table, level=level, run=run, known=known, tail=tail),
        **_units(table, run),
        **_with_own_name(table, tail),
        **_beginnings(table),
        **_trades(table["trade"]),
        **_honours(table["honoured"]),
        **_branches(table["branches"]),
        provinces=frozenset(table["provinces"]),
    )


def _of_the_state(table: dict[str, Any], *, level: str, run: str, known: str, tail: str) -> dict[str, Any]:
    """Bodies with a level before them, and those of the nation."""
    bare = f"(?:{_state_organs()}|{known}|{run}(?:{_endings(table)})|(?:人民)?政府(?!部门|令))"
    body = f"(?:{_party()}|{bare}|党工委|党委|工委|纪工委|办事处|委(?!员|托|派|任|屈|办|编|会(?!议)))"
    national = [form for form in _forms("departments_national") if form != "中央"]
    return {
        "level": re.compile(level),
        "level_body": Scanner(f"(?P<level>{level})(?!行政中心|市民中心){body}(?:{tail}){{0,2}}"),
        "free_body": Scanner(
            f"(?P<level>{level})(?P<free>{_free_name(table, 14)})(?:{'|'.join(table['free']['endings'])})(?:{tail})?"
        ),
        "shared": re.compile(rf"[、和与及](?P<bare>{bare}(?:{tail})?)"),
        "governments": Scanner(
            f"(?P<level>{level})(?P<party>党委|委)[、和与]?(?P<state>(?:人民)?政府)(?!部门|购买|采购|信息|投资)"
        ),
        "joint_levels": Scanner(
            f"(?P<levels>(?<!分)[省市州区县镇](?:、[市州区县镇乡])+)(?:两级|三级)?(?P<body>党委|委(?!员)|(?:人民)?政府|{known})"
        ),
        "league": Scanner(
            f"团[省市区县州旗]委|(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)(?:[{HAN}]{{1,4}})?[省市区县州]委(?:会|员会)?(?!主)|共青团[{HAN}]{{1,5}}?委(?:员会)?(?!员)"
            f"|人大(?!常委会|主席团|代表|监督)[{HAN}]{{2,6}}?(?:街道|开发区|新区|高新区|园区|地区)?(?:工委|工作委员会)(?![主委])"
            f"|(?:中国人民政治协商会议|政协)[{HAN}]{{1,8}}?[省市区县州旗]委员会(?!委员)"
        ),
        "national_pattern": Scanner(f"(?<![市省区县])(?:{any_word(national)})(?!令|门|办公|长(?!江)|[{HAN}]{{0,4}}〔)"),
    }


def _units(table: dict[str, Any], run: str) -> dict[str, Any]:
    """The issuer, its units, and bureaus without a level."""
    bureaus = [form for form in _forms("departments_known") if len(form) >= 3 and form[0] != "委" and form[-1] in "局委办"]
    own = table["self"]
    return {
        "owner_unit": _owner_unit(table, run),
        "bare_unit": Scanner(
            f"{_TOWN_RULE_OF_LAW}|(?:{any_word(table['alone']['units'])})(?!长|伍|员)"
            f"|(?!{_NO_RUN}){run}(?:{_endings(table, alone=True)})",
            made_of=HAN,
        ),
        "bare_known": Scanner(f"(?:{any_word(bureaus)})(?!长|限|公室|员|理)"),
        "bare_bureau": re.compile(f"(?!{_NO_RUN}){run}局\\Z"),
        "generic_units": frozenset(table["alone"]["generic"]),
        "self_reference": Scanner(
            f"(?:{any_word(own['prefixes'])})(?:{any_word(own['heads'])})|(?<![{HAN}])(?:{any_word(own['whole'])})(?!主任|副主任|领导|公|事处|理|案|结|好)"
        ),
        "self_bare": Scanner(
            rf"(?:^|(?<=[\n,。;:、]))(?<![镇乡门区村级位]、)(?:{any_word(own['bare'])})(?={any_word(own['bare_after'])})"
        ),
    }


def _with_own_name(table: dict[str, Any], tail: str) -> dict[str, Any]:
    """Bodies with a name of their own: firms, schools, stations, teams."""
    proper, branches = table["proper"], table["branches"]
    return {
        "proper": Scanner(
            f"(?:{any_word(proper['endings'])})(?!{any_word(proper['not_before'])})|(?:学院|大学)(?=法学[院系部]|法律[院系])"
        ),
        "tail": re.compile(tail),
        "numbered_school": Scanner(proper["numbered_school"]),
        "quoted_team": re.compile(
            f"“([^“”\n]{{2,12}})”((?:[{HAN}]{{2,6}}?)?(?:{any_word(table['quoted_teams']['teams'])}|(?<=[{HAN}]{{2}})小分队))(?![队伍员长])"
        ),
        "branch": re.compile(
            f"(?<=公司|集团)[{HAN}]{{2,8}}?(?:{'|'.join(branches['of_firms'])})"
            f"|(?<=大学|学院)[{HAN}]{{1,6}}?(?:{'|'.join(branches['of_schools'])})"
            f"|(?<=法院)[{HAN}]{{2,4}}?(?:{'|'.join(branches['of_courts'])})"
            f"|(?<=银行)[{HAN}]{{2,6}}?(?:{'|'.join(branches['of_banks'])})"
        ),
    }


def _beginnings(table: dict[str, Any]) -> dict[str, Any]:
    """Where names begin, and what stands before or after a name that is none."""
    collective = table["collective"]
    return {
        "edges": re.compile(any_word(table["left"]["edges"])),
        "no_regions": frozenset(table["left"]["no_regions"]),
        "protected": re.compile(any_word(table["left"]["protected"])),
        "generic_stem": re.compile(rf"(?:[\d]+|{any_word(table['proper']['generic'])})*"),
        "collective_before": re.compile(
            r"(?:[\d一二三四五六七八九十两几多数]+余?(?:个|家|支|名|所|级)|全[省市区县镇乡街国]"
            rf"|{any_word(collective['before'])})\Z"
        ),
        "posts": re.compile(f"(?:党组|党委|党总支)?(?:{'|'.join(collective['posts'])})"),
    }


def _trades(trade: dict[str, list[str]]) -> dict[str, Any]:
    """Trade names for bodies: 公安、城管等部门."""
    return {
        "trade_list": _trade_list(trade),
        "trade_levels": re.compile(r"(?:[省市区县镇](?:、[省市区县镇])+|[省市区县][市区县](?=[两三]级))(?:[两三]级)?\Z"),
        "trade_single": frozenset(trade["single"]),
        "state_trade": Scanner(any_word(trade["state"])),
        "trade": Scanner(any_word(trade["words"])),
    }


def _honours(honoured: dict[str, list[str]]) -> dict[str, Any]:
    """Places that are honoured or do something."""
    return {
        "honoured": _honoured(honoured),
        "honoured_sites": Scanner(f"{any_word(honoured['sites'])}(?=(?:{'|'.join(honoured['after'])}))"),
        "passive": Scanner(f"(?:{any_word(honoured['passive'])})"),
        "honoured_regions": _honoured_regions(honoured),
    }


def _branches(branches: dict[str, list[str]]) -> dict[str, Any]:
    """Branches and bureaus of bodies of the nation, of the police, of banks."""
    ministries, owners = any_word(branches["ministries"]), any_word(branches["owners"])
    return {
        "national_branches": (
            Scanner(f"(?:{owners})[{HAN}]{{0,8}}?(?:{any_word(branches['bureaus'])})(?!长)"),
            Scanner(
                f"(?:{any_word(branches['senders'])})(?:第[一二三四五六七八九十]+)?(?:全面依法治国委员会|[{HAN}]{{0,8}}?)"
                f"(?:{any_word(branches['groups'])})(?![长成])"
            ),
            Scanner(f"(?:中国)?(?:{any_word(branches['banks'])})[{HAN}]{{2,5}}?(?:{any_word(branches['of_banks'])})"),
            Scanner(f"公安(?!局)[{HAN}]{{2,4}}?分局(?!长)"),
            Scanner(f"(?:{ministries})驻?[{HAN}]{{2,6}}?(?:{'|'.join(branches['of_ministries'])})"),
            Scanner(f"武警(?:部队)?(?:[{HAN}]{{2,4}}?|[省市区县])(?:森林)?(?:总队|支队|大队|中队)(?!长)"),
            Scanner(f"国务院[{HAN}]{{2,12}}?(?:委员会|领导小组)(?:办公室)?(?!主任|成员)"),
            Scanner(f"国家(?:自然资源|土地)(?:总)?督察[{HAN}]{{2,3}}局(?!长)"),
        ),
    }


# 联合|消防救援大队, 组织|司法局: words of names that are verbs where a name without a level begins
_NO_RUN = (
    "联合|组织|协调|依法(?!行政|治)|推进|落实|创建|促进|指挥|公开|优化|总|第|信息公开|全面(?!依法)|多元|综合局|管理局|分局|工作|"
    "责任"
)

# 党工委全面依法治街委员会: the rule-of-law commission of a subdistrict or town
_TOWN_RULE_OF_LAW = "(?:党工委|党委)?全面依法治(?:街道|街|镇|乡)(?:工作)?(?:委员会|领导小组)(?:办公室)?(?!成员|主任)"


def _free_name(table: dict[str, Any], longest: int, *, never: str = "") -> str:
    """Words of any kind that can be a name: none of the words that stand before names, and verbs only as nouns at its end."""
    left, free = table["left"], table["free"]
    no_name = any_word((*left["edges"], *free["verbs"]))
    stop = f"[{never}]|" if never else ""
    whole = [word for word in left["protected"] if word[0] != "和" or word in ("和平", "和谐")]  # 和县 may be 和|县
    return f"(?:{any_word(whole)}|(?!{stop}{no_name})[{HAN}]){{1,{longest}}}?(?:{any_word(free['nominal'])}){{0,3}}"


def _tail(run: str, endings: str, table: dict[str, Any]) -> str:
    """A unit below a body: 交警大队, 第二稽查局, 文华司法所, 党组, 车辆管理所, 第三巡察组."""
    ordinal = r"第[一二三四五六七八九十\d]+"
    office = f"{_free_name(table, 8, never='委局厅院府、')}(?:{'|'.join(table['free']['offices'])})"
    posted = f"(?:(?:派驻|驻)(?:{ordinal})?(?:[{HAN}]{{2,14}}?)?|{ordinal}(?:派驻)?)纪检监察组"
    return (
        f"(?![两三四五六七八九十]+[家所个]|联合|会同|协同|组织|指导|协调|开放|常年|长期|定期|每周|每月|出庭|派员|列席|驻[中村点企校园])(?:{posted}|党组|党委(?!书记)|(?:直属)?机关党委|机关纪委|机关工会|法律顾问团(?!队)"
        f"|(?:{ordinal})?(?:{run})(?:{endings})|{ordinal}(?:分院|税务所|稽查局|中队|大队|派出所|检察部|巡[察视]组)|{office}"
        "|(?:立案庭|立案信访庭|执行局|(?:速裁|审判|办案)团队|讲师团|宣讲团|巡[察视](?:组|[一二三四五六七八九十]+组)|人大工委)(?!长))"
    )


def _party() -> str:
    """区委依法治区办 and its longer names."""
    level = "(?:省|市|区|县|州|旗|镇|乡|街道?)"
    return (
        f"委?(?:全面)?依法治{level}(?:工作)?(?:委员会办公室|领导小组办公室|委员会|领导小组|办公室|委办公室|办|委)"
        f"|委法治{level}建设(?:工作)?(?:委员会|领导小组)(?:办公室)?"
    )


# 人大监察司法委, 政协社会法制委: the committees of congress and conference
_COMMITTEES = (
    "监察司法|社会法制|社会建设|社法|法制|财政经济|财经|经济|教科文卫|教科卫体|文化文史|城建环资|城乡建设|人口资源环境|环资|"
    "农业农村|民宗侨外|民宗|提案|代表|法工|预算|内务司法"
)


def _state_organs() -> str:
    """Supervision, congress, conference, courts."""
    watch = "纪委监委|纪委、监委|纪委(?!书记)|监委(?!主任)"
    congress = (
        "人大工委(?!主任)|人大常委会|人大主席团|人民代表大会(?:常务委员会|主席团)?"
        f"|人大(?:{_COMMITTEES})(?:工委|委员会|委)(?![员托派])|人大(?!制度|常委)"
    )
    conference = f"政协(?:常委会|委员会|(?:{_COMMITTEES})(?:委员会|委)(?!员))?"
    court = "(?:(?:中级|高级)?人民(?:法院|检察院)|中院|高院|法院|检察院)(?!长)"
    return f"{watch}|{congress}|{conference}|{court}"


def _owner_unit(table: dict[str, Any], run: str) -> Scanner:
    owners = any_word(table["owners"])
    unit = f"党组|党委|纪委(?!书记|监委)|机关党委|机关纪委|机关工会|机关团委|党总支|纪检监察组|领导小组|办公室(?!主任)|(?:{run})(?:{_endings(table)})"
    return Scanner(
        f"(?:(?<![{HAN}])|(?<=[由经在与对向将我本])|(?<=成立|设立|组建|报请|提请))(?:[省市区县州]?局|{owners})(?:{unit})"
    )


def _trade_list(trade: dict[str, list[str]]) -> Scanner:
    words, head = any_word(trade["words"]), any_word(trade["heads"])
    return Scanner(
        rf"(?P<trades>(?:{words})(?:(?:[、和与及]|以及)[省市区县镇]?(?:{words}))*)"
        rf"(?P<rest>等|[\d二三四五六七八九十]+个?|)(?:[\d一二三四五六七八九十多几两]+个?)?(?P<head>{head})"
    )


def _honoured(table: dict[str, list[str]]) -> re.Pattern[str]:
    place = f"[{HAN}]{{2,6}}(?:{any_word(table['places'])})"
    return re.compile(
        f"(?P<places>{place}(?:[、和]{place})*)(?:“[^“”]{{2,12}}”)?(?:(?:分别|双双|先后|同时|均)?"
        f"(?:{'|'.join(table['after'])})|(?P<acts>{any_word(table['acts'])}))"
    )


def _honoured_regions(table: dict[str, list[str]]) -> re.Pattern[str]:
    """Regions and townships with what is said of them: 溪丰县、棠南区分别|获评…"""
    place = f"(?:[{HAN}]{{2,6}}?(?:{any_word(table['regions'])})|■+)"
    reason = "(?:因[^,。;]{2,18})?(?:分别|双双|先后|同时|均)?(?:以[^,。;]{2,14})?"
    return re.compile(f"(?P<places>{place}(?:[、和]{place})*){reason}\\Z")
