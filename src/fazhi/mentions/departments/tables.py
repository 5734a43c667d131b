"""The tables `departments*.{toml,csv}` made into regular expressions, once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from fazhi.matching.alternation import any_word
from fazhi.matching.scanning import Scanner
from fazhi.mentions.departments.parts import (
    HAN,
    NO_RUN,
    TOWN_RULE_OF_LAW,
    endings_of,
    forms,
    free_name,
    honoured_places,
    honoured_regions,
    level_words,
    owner_unit,
    party,
    state_organs,
    tail_of,
    trade_list,
)
from fazhi.resources import lexicon

__all__ = ["HAN", "Tables", "tables"]

_POLICE_POST = "(?<=[镇乡道])派出所(?![长驻])"  # 由镇派出所民警带队; but 红旗派出所 has a name of its own


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
    stations: frozenset[str]
    made_of: re.Pattern[str]
    office_acts: re.Pattern[str]
    no_office: tuple[re.Pattern[str], ...]
    no_body: frozenset[str]
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
    national: frozenset[str]
    honoured: re.Pattern[str]
    honoured_sites: Scanner
    passive: Scanner
    quoted_team: re.Pattern[str]
    plain_team: re.Pattern[str]
    firms: re.Pattern[str]
    firm_trade: re.Pattern[str]
    branch: re.Pattern[str]
    national_branches: tuple[Scanner, ...]
    honoured_regions: re.Pattern[str]
    provinces: frozenset[str]


@cache
def tables() -> Tables:
    """The compiled tables."""
    table = lexicon("departments")
    level, words, joiners = level_words(table), any_word(table["made_of"]["words"]), any_word(table["made_of"]["joiners"])
    run = f"(?:{words})(?:(?:{joiners})?(?:{words})){{0,11}}?"
    known = f"(?:{any_word(forms('departments_known'))})(?!长|公室|议|令|(?<=办)[法理事案])"
    tail = tail_of(run, endings_of(table), table)
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
    bare = f"(?:{state_organs()}|{known}|{run}(?:{endings_of(table)})|(?:人民)?政府(?!部门|令))"
    body = f"(?:{party()}|{bare}|党工委|党委|工委|纪工委|团工委|办事处|委(?!员|托|派|任|屈|办|编|会(?!议))|{_POLICE_POST})"
    national = [form for form in forms("departments_national") if form != "中央"]
    return {
        "level": re.compile(level),
        "level_body": Scanner(f"(?P<level>{level})(?!行政中心|市民中心){body}(?:{tail}){{0,2}}"),
        "free_body": Scanner(
            f"(?P<level>{level})(?P<free>{free_name(table, 14)})(?:{'|'.join(table['free']['endings'])})(?:{tail})?"
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
        "national": frozenset(national),
        "national_pattern": Scanner(f"(?<![市省区县集其])(?:{any_word(national)})(?!令|门|办公|长(?!江)|[{HAN}]{{0,4}}〔)"),
    }


def _units(table: dict[str, Any], run: str) -> dict[str, Any]:
    """The issuer, its units, and bureaus without a level."""
    bureaus = [form for form in forms("departments_known") if len(form) >= 3 and form[0] != "委" and form[-1] in "局委办"]
    own, alone = table["self"], table["alone"]
    committees = f"(?:{any_word(alone['committees'])})(?:{any_word(alone['committee_offices'])})?"
    return {
        "owner_unit": owner_unit(table, run),
        "bare_unit": Scanner(
            f"{TOWN_RULE_OF_LAW}|(?:{committees}|{any_word(alone['units'])})(?!长|伍|员)"
            f"|(?!{NO_RUN}){run}(?:{endings_of(table, alone=True)})",
            made_of=HAN,
        ),
        "bare_known": Scanner(f"(?:{any_word(bureaus)})(?!长|限|公室|员|理)"),
        "bare_bureau": re.compile(f"(?!{NO_RUN}){run}局\\Z"),
        "generic_units": frozenset(alone["generic"]),
        "made_of": re.compile(f"(?:{any_word(table['made_of']['words'])})+"),
        "office_acts": re.compile(any_word(alone["office_acts"])),
        "no_office": tuple(re.compile(alone[name]) for name in ("errand", "method", "done")),
        "stations": frozenset(alone["stations"]),
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
            f"(?:{any_word(proper['endings'])})(?!{any_word(proper['not_before'])}|法(?![治律学官]))|(?:学院|大学)(?=法学[院系部]|法律[院系])"
        ),
        "no_body": frozenset(proper["no_body"]),
        "plain_team": re.compile(f"{any_word(table['quoted_teams']['plain'])}+{any_word(table['teams']['forces'])}"),
        "firms": re.compile(
            f"(?:[与同和]|联合)(?P<firms>[{HAN}]{{2,4}}?{any_word(proper['trades'])}(?:[、和与][{HAN}]{{2,4}}?{any_word(proper['trades'])})*)\\Z"
        ),
        "firm_trade": re.compile(f"{any_word(proper['trades'])}$"),
        "tail": re.compile(tail),
        "numbered_school": Scanner(proper["numbered_school"]),
        "quoted_team": re.compile(
            f"“([^“”\n]{{2,12}})”((?:[{HAN}]{{2,6}}?)?(?:{any_word(table['quoted_teams']['teams'])}|(?<=[{HAN}]{{2}})小分队))(?![队伍员长])"
        ),
        "branch": re.compile(
            f"(?<=公司|集团)[{HAN}]{{2,8}}?(?:{'|'.join(branches['of_firms'])})"
            f"|(?<=大学|学院)(?!{any_word(branches['not_of_schools'])})[{HAN}]{{0,6}}?(?:{'|'.join(branches['of_schools'])})"
            f"|(?<=法院|法庭)[{HAN}]{{2,4}}?(?:{'|'.join(branches['of_courts'])})"
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
        "trade_list": trade_list(trade),
        "trade_levels": re.compile(r"(?:[省市区县镇](?:、[省市区县镇])+|[省市区县][市区县](?=[两三]级))(?:[两三]级)?\Z"),
        "trade_single": frozenset(trade["single"]),
        "state_trade": Scanner(any_word(trade["state"])),
        "trade": Scanner(any_word(trade["words"])),
    }


def _honours(honoured: dict[str, list[str]]) -> dict[str, Any]:
    """Places that are honoured or do something."""
    return {
        "honoured": honoured_places(honoured),
        "honoured_sites": Scanner(f"{any_word(honoured['sites'])}(?=(?:{'|'.join(honoured['after'])}))"),
        "passive": Scanner(f"(?:{any_word(honoured['passive'])})"),
        "honoured_regions": honoured_regions(honoured),
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
            Scanner(f"(?:{ministries}|{owners}|公安部|司法部|应急管理部)(?:党委|党组)(?!书记|成员)"),
            Scanner(f"(?:全国人大|全国政协)[{HAN}]{{2,12}}?(?:委员会|常委会)(?!主任|委员)"),
            Scanner(f"中国(?!共产党)[{HAN}]{{2,14}}?(?:协会|学会|研究会|联合会|基金会|商会|总会|促进会)(?!会)"),
            Scanner(f"民航[{HAN}]{{2,4}}(?:监管局|管理局|空管局|空管站)"),
            Scanner(
                f"公安(?!局)[{HAN}]{{2,4}}?分局(?:(?:交警|刑侦|治安|网安|巡特警|特警|经侦|禁毒|法制|国保|反诈)大队|[{HAN}]{{2,4}}?派出所)?(?!长)"
            ),
            Scanner(f"(?:{ministries})驻?[{HAN}]{{2,6}}?(?:{'|'.join(branches['of_ministries'])})"),
            Scanner(f"武警(?:部队)?(?:[{HAN}]{{2,4}}?|[省市区县])(?:森林)?(?:总队|支队|大队|中队)(?!长)"),
            Scanner(f"国务院[{HAN}]{{2,12}}?(?:委员会|领导小组)(?:办公室)?(?!主任|成员)"),
            Scanner(f"国家(?:自然资源|土地)(?:总)?督察[{HAN}]{{2,3}}局(?!长)"),
        ),
    }
