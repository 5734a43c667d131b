"""Teams that somebody puts together, and the neighbours that somebody makes an agreement with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.matching.scanning import Scanner
from fazhi.mentions.departments.rule import mention
from fazhi.mentions.departments.tables import HAN, tables
from fazhi.mentions.departments.text import FOUND, Board, name_start
from fazhi.model import Mention
from fazhi.resources import lexicon


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How teams are put together and neighbours told, from `teams` in departments.toml."""

    set_up: Scanner
    quoted: re.Pattern[str]
    formed: Scanner
    own: Scanner
    gathered: re.Pattern[str]
    signed: re.Pattern[str]
    founded: tuple[str, ...]
    spread: re.Pattern[str]
    partner: re.Pattern[str]
    beside: re.Pattern[str]
    no_partner: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table = lexicon("departments")["teams"]
    words = {name: any_word(table[name]) for name in ("work", "put_together", "first", "forces", "ways", "spread", "near")}
    team, again = f"{words['work']}[队团]", f"(?![{HAN}]{{0,3}}[队团])"
    gathered = f"{words['put_together']}了?(?:{words['first']}|全[省市县区]首支)?"
    inner = f"(?![的由和与])[{HAN}]"
    after_place = "的?(?:“[^“”\n]{2,20}”[^,。;“”]{0,4})?(?:经验|做法|模式)"
    return _Patterns(
        set_up=Scanner(f"{gathered}的?(?P<name>[{HAN}]{{2,8}}?{team})(?![长员伍])"),
        quoted=re.compile(f"“(?P<name>[{HAN}]{{2,10}}?(?:{team}|尖刀排|小分队))”{again}(?!的?{words['ways']})"),
        formed=Scanner(
            f"{gathered}(?:由[^。;\n]{{2,24}}(?:组成|参加)的)?(?P<name>(?:{inner}){{2,12}}?{words['forces']})(?![人成]员|办公室)"
        ),
        own=Scanner(
            f"(?:组建|成立|设立)了?(?P<name>(?![局厅委办院省市区县州])(?:{inner}){{2,8}}?(?:审理委员会|联合[{HAN}]{{2}}办公室|第三方(?:{inner}){{0,4}}?调解中心))(?!主任|成员)"
        ),
        gathered=re.compile(f"组成了?(?:一支)?(?P<name>“[{HAN}]{{2,10}}[队团]”){again}"),
        signed=re.compile(table["signed"]),
        founded=tuple(table["founded"]),
        spread=re.compile(f"{words['spread']}(?P<name>[{HAN}]{{2,4}}(?:[镇乡县村]|街道|社区))(?={after_place})"),
        partner=re.compile(
            f"(?:[与同和]|{FOUND}[、和与])(?P<near>{words['near']})?(?P<stem>[{HAN}]{{2,3}})(?P<level>[县市区镇乡旗州])(?={table['signs']})"
        ),
        beside=re.compile(f"{FOUND}[、和与](?P<stem>[{HAN}]{{2,5}}?)(?P<level>社区|镇|乡)(?={table['after_beside']})"),
        no_partner=re.compile(table["no_partner"]),
    )


def teams(board: Board) -> Iterator[Mention]:
    """组建山歌宣讲队; 成立“马背代办队” ("a team of singers who explain the law"): a team put together, or quoted whole."""
    for match in _patterns().quoted.finditer(board.reading):
        yield mention(match.start(), match.end(), match[0], "team", 0.7)
    for match in _patterns().gathered.finditer(board.reading):
        if not _patterns().quoted.fullmatch(match["name"]):
            yield mention(match.start("name"), match.end("name"), match["name"], "team", 0.65)
    for match in _patterns().formed.finditer(board.text):
        if not tables().plain_team.fullmatch(match["name"]):
            yield mention(match.start("name"), match.end("name"), match["name"], "team", 0.6)
    for match in _patterns().own.finditer(board.text):
        yield mention(match.start("name"), match.end("name"), match["name"], "bare-unit", 0.6)
    for match in _patterns().set_up.finditer(board.text):
        if not tables().generic_stem.fullmatch(match["name"][:-1]):
            yield mention(match.start("name"), match.end("name"), match["name"], "team", 0.65)


def partners(board: Board) -> Iterator[Mention]:
    """与邻县云岭乡签订协议 ("signed an agreement with a township of the next county"): a place that is party to it."""
    for signed in _patterns().signed.finditer(board.text):  # found first for speed
        match = _patterns().partner.search(board.text, max(0, signed.start() - 11), signed.end())
        if match is None or match.end() != signed.start():
            continue
        start = max(match.start("stem"), name_start(board.text, match.end("stem"), board.stems))
        stem = board.text[start : match.end("stem")]
        if match["near"] is None and signed[0] in _patterns().founded:
            continue  # 与镇村建立 says less of a party than 与邻省某县建立
        if len(stem) >= 2 and not _patterns().no_partner.search(stem):
            yield mention(start, match.end(), stem + match["level"], "partner", 0.7)


def beside(board: Board) -> Iterator[Mention]:
    """联合东桥街道、柳林社区设立驿站 ("with a subdistrict and a community"): a place in one list with a body by its name."""
    for match in _patterns().beside.finditer(board.text):
        start = max(match.start("stem"), name_start(board.text, match.end("stem"), board.stems))
        stem = board.text[start : match.end("stem")]
        if len(stem) >= 2 and not tables().generic_stem.fullmatch(stem) and not _patterns().no_partner.search(stem):
            yield mention(start, match.end(), stem + match["level"], "partner", 0.7)


def firms_beside(board: Board) -> Iterator[Mention]:
    """与东岬船舶、西屿渔业共建码头消防队 ("with two firms"): firms by place and trade, as parties to what is done together."""
    for signed in _patterns().signed.finditer(board.text):  # found first for speed
        match = tables().firms.search(board.text, max(0, signed.start() - 24), signed.start())
        if match is None:
            continue
        start = match.start("firms")
        for name in re.split("[、和与]", match["firms"]):
            stem = tables().firm_trade.sub("", name)
            if len(stem) >= 2 and not tables().generic_stem.fullmatch(stem) and not _patterns().no_partner.search(stem):
                yield mention(start, start + len(name), name, "partner", 0.6)
            start += len(name) + 1


def spread_from(board: Board) -> Iterator[Mention]:
    """推广桐溪镇“板凳议事”经验 ("spread what a town has learnt"): the place whose experience others take over."""
    for match in _patterns().spread.finditer(board.text):
        stem = match["name"].removesuffix("街道").removesuffix("社区").rstrip("镇乡县村")
        if len(stem) >= 2 and not tables().generic_stem.fullmatch(stem) and not _patterns().no_partner.search(stem):
            yield mention(match.start("name"), match.end("name"), match["name"], "partner", 0.7)
