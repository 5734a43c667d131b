"""Teams that somebody puts together, and the neighbours that somebody makes an agreement with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.matching.scanning import Scanner
from fazhi.mentions.departments.rule import mention
from fazhi.mentions.departments.tables import HAN, tables
from fazhi.mentions.departments.text import FOUND, Board, name_start
from fazhi.model import Mention

_TEAM = (
    "(?:宣[讲传教]|普法|代办|帮办|跑腿|服务|志愿|调解|解纷|评理|说理|劝导|突击|攻坚|先锋|尖刀|骑|文艺|法宣|智囊|顾问|讲师|律师|导师|"
    "护[林河渔港校企村航路])[队团]"
)
_WAY = "(?:做法|经验|模式|机制|工作法|制度|品牌)"
_PUT_TOGETHER = "(?:组建|成立|组成|新建|选派|派出|打造|拉起|建起)了?(?:一支|首支|全[省市县区]首支|新一届|首届)?"
_SET_UP = Scanner(f"{_PUT_TOGETHER}(?P<name>[{HAN}]{{2,8}}?{_TEAM})(?![长员伍])")
_QUOTED = re.compile(f"“(?P<name>[{HAN}]{{2,10}}?(?:{_TEAM}|尖刀排|小分队))”(?![{HAN}]{{0,3}}[队团])(?!的?{_WAY})")
_FORMED = Scanner(
    f"{_PUT_TOGETHER}(?:由[^。;\n]{{2,24}}(?:组成|参加)的)?(?P<name>(?:(?![的由和与])[{HAN}]){{2,12}}?(?:专班|攻坚组|专案组|攻坚小组))(?![人成]员|办公室)"
)
_OWN = Scanner(
    f"(?:组建|成立|设立)了?(?P<name>(?![局厅委办院省市区县州])(?:(?![的由和与])[{HAN}]){{2,8}}?(?:审理委员会|联合[{HAN}]{{2}}办公室))(?!主任|成员)"
)
_GATHERED = re.compile(f"组成了?(?:一支)?(?P<name>“[{HAN}]{{2,10}}[队团]”)(?![{HAN}]{{0,3}}[队团])")
_SIGNED = re.compile("签[订署约]|会签|联签|缔结|互派|[共合联]建|轮值|联合(?:[开设组成建推]|执法)|建立|组建|成立")
_FOUNDED = ("建立", "组建", "成立")
_SPREAD = re.compile(
    f"(?:推广|学习|借鉴|复制|观摩|考察)(?P<name>[{HAN}]{{2,4}}(?:[镇乡县村]|街道|社区))(?=的?(?:“[^“”\n]{{2,20}}”[^,。;“”]{{0,4}})?(?:经验|做法|模式))"
)
_PARTNER = re.compile(
    f"(?:[与同和]|{FOUND}[、和与])(?P<near>邻县|邻市|邻省|邻区|毗邻的?|相邻的?|邻近的?|接壤的?|周边)?(?P<stem>[{HAN}]{{2,3}})(?P<level>[县市区镇乡旗州])"
    "(?=签订|签署|会签|缔结|互派|[共合联]建|轮值|联签|签约|联合|建立|组建|成立)"
)
_BESIDE = re.compile(
    f"{FOUND}[、和与](?P<stem>[{HAN}]{{2,5}}?)(?P<level>社区|镇|乡)(?=[、和与]|等|设[立置]|开展|举[办行]|联合|共同|卡口|[,。;])"
)
_NO_PARTNER = re.compile("^[一几首各该本我两三四五相有多]|[省市县区镇乡级个]$")


def teams(board: Board) -> Iterator[Mention]:
    """组建山歌宣讲队; 成立“马背代办队” ("a team of singers who explain the law"): a team put together, or quoted whole."""
    for match in _QUOTED.finditer(board.reading):
        yield mention(match.start(), match.end(), match[0], "team", 0.7)
    for match in _GATHERED.finditer(board.reading):
        if not _QUOTED.fullmatch(match["name"]):
            yield mention(match.start("name"), match.end("name"), match["name"], "team", 0.65)
    for match in _FORMED.finditer(board.text):
        if not tables().plain_team.fullmatch(match["name"]):
            yield mention(match.start("name"), match.end("name"), match["name"], "team", 0.6)
    for match in _OWN.finditer(board.text):
        yield mention(match.start("name"), match.end("name"), match["name"], "bare-unit", 0.6)
    for match in _SET_UP.finditer(board.text):
        if not tables().generic_stem.fullmatch(match["name"][:-1]):
            yield mention(match.start("name"), match.end("name"), match["name"], "team", 0.65)


def partners(board: Board) -> Iterator[Mention]:
    """与邻县云岭乡签订协议 ("signed an agreement with a township of the next county"): a place that is party to it."""
    for signed in _SIGNED.finditer(board.text):  # found first for speed
        match = _PARTNER.search(board.text, max(0, signed.start() - 11), signed.end())
        if match is None or match.end() != signed.start():
            continue
        start = max(match.start("stem"), name_start(board.text, match.end("stem"), board.stems))
        stem = board.text[start : match.end("stem")]
        if match["near"] is None and signed[0] in _FOUNDED:
            continue  # 与镇村建立 says less of a party than 与邻省某县建立
        if len(stem) >= 2 and not _NO_PARTNER.search(stem):
            yield mention(start, match.end(), stem + match["level"], "partner", 0.7)


def beside(board: Board) -> Iterator[Mention]:
    """联合东桥街道、柳林社区设立驿站 ("with a subdistrict and a community"): a place in one list with a body by its name."""
    for match in _BESIDE.finditer(board.text):
        start = max(match.start("stem"), name_start(board.text, match.end("stem"), board.stems))
        stem = board.text[start : match.end("stem")]
        if len(stem) >= 2 and not tables().generic_stem.fullmatch(stem) and not _NO_PARTNER.search(stem):
            yield mention(start, match.end(), stem + match["level"], "partner", 0.7)


def firms_beside(board: Board) -> Iterator[Mention]:
    """与东岬船舶、西屿渔业共建码头消防队 ("with two firms"): firms by place and trade, as parties to what is done together."""
    for signed in _SIGNED.finditer(board.text):  # found first for speed
        match = tables().firms.search(board.text, max(0, signed.start() - 24), signed.start())
        if match is None:
            continue
        start = match.start("firms")
        for name in re.split("[、和与]", match["firms"]):
            stem = tables().firm_trade.sub("", name)
            if len(stem) >= 2 and not tables().generic_stem.fullmatch(stem) and not _NO_PARTNER.search(stem):
                yield mention(start, start + len(name), name, "partner", 0.6)
            start += len(name) + 1


def spread_from(board: Board) -> Iterator[Mention]:
    """推广桐溪镇“板凳议事”经验 ("spread what a town has learnt"): the place whose experience others take over."""
    for match in _SPREAD.finditer(board.text):
        stem = match["name"].removesuffix("街道").removesuffix("社区").rstrip("镇乡县村")
        if len(stem) >= 2 and not tables().generic_stem.fullmatch(stem) and not _NO_PARTNER.search(stem):
            yield mention(match.start("name"), match.end("name"), match["name"], "partner", 0.7)
