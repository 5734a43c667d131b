"""Bodies that the issuer calls its own or by a short word: itself, its units and groups, bureaus without a level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.matching.scanning import Scanner
from fazhi.mentions.departments.rule import mention
from fazhi.mentions.departments.tables import HAN, tables
from fazhi.mentions.departments.text import Board, after_edge, is_collective, is_post, name_start
from fazhi.model import Mention

_COUNTED = re.compile(r"\d+余?(?:[个支家所]|名(?!工作|干部|人员|执法|同志|队员|编制))")
_NO_TASK = re.compile("^(?:专项)?(?:工作)?$|[任为]组长|(?:^|[0-9几数多]+)个")
_ROLE_FIRST = re.compile(f"[{HAN}]{{0,6}}?(?:顾问|律师|民警|法官|专家)[和与]")
_BUREAU = Scanner(
    f"(?:(?<![{HAN}])|(?<=[在经由向和与及按对照报])|(?<=参加|按照|贯彻|落实|对接|迎接|配合|争取|承接|邀请|报请|组织|接受|纳入|入选|通过))(?:[省市区县州]局|省厅)(?![一-龥]?[势限部面堂长])"
)
_BUREAU_END = Scanner(f"(?<=[{HAN}])局(?![长限部面势促中])")
_LED_GROUP_WORDS = re.compile("(?:法治[一-龥]{0,4}建设|依法行政|普法(?:依法治理)?)(?:推进)?(?:工作)?(?:领导|议事协调|协调)小组")
_LED_GROUP = re.compile(f"{_LED_GROUP_WORDS.pattern}(?=组长|成员|会议|副组长)")
_OWN_GROUP = re.compile(
    "[局厅委办院](?:党委|党组)?(?:推进)?(?:法治(?:政府)?建设|依法行政|普法(?:依法治理)?|依法治[省市州县区])(?:工作)?领导小组(?:办公室)?(?!组长|成员)"
)
_GROUP = re.compile("(?:(?:领导|协调|工作)小组(?:办公室)?|联席会议办公室)(?!组长|成员|主任)")


def owner_units(board: Board) -> Iterator[Mention]:
    """局党组会议研究… ("the bureau's Party group"): a unit of the issuer, called by its own kind of body."""
    for match in tables().owner_unit.finditer(board.text):
        led = match[0].endswith("党组") and board.text.startswith("书记", match.end())  # 局党组书记: of whose group one is told
        if led or not is_post(board.text, match.end()):
            yield mention(match.start(), match.end(), match[0], "owner-unit", 0.9)


def self_references(board: Board) -> Iterator[Mention]:
    """我局、本单位、街道办事处 ("our bureau"): the issuer, whoever that is."""
    for pattern, rule, sure in ((tables().self_reference, "self", 0.95), (tables().self_bare, "self-bare", 0.8)):
        for match in pattern.finditer(board.text):
            yield mention(match.start(), match.end(), match[0], rule, sure)


def superior_bureaus(board: Board) -> Iterator[Mention]:
    """在市局指导下 ("guided by the city's bureau"): the bureau of the issuer's kind one level up, or the issuer itself."""
    for match in _BUREAU.finditer(board.text):
        yield mention(match.start(), match.end(), match[0], "superior-bureau", 0.85)


def bare_units(board: Board) -> Iterator[Mention]:
    """由综合行政执法大队… ("the comprehensive enforcement brigade"): a unit without owner, that is the issuer's."""
    table, text = tables(), board.text
    errand, method, done = table.no_office
    for match in table.bare_unit.finditer(text):
        if match[0] in table.generic_units or is_collective(text, match.start()) or is_post(text, match.end()):
            continue
        if (
            not after_edge(text, match.start())
            or text[match.start() - 1 : match.start()] in ("”", ")")
            or _COUNTED.match(text, match.end())
        ):
            continue
        if match[0].endswith("办") and done.match(text, match.end()) and text[match.start() - 1 : match.start()] in ("把", "将"):
            continue  # 把宣传|办在村头 ("do the publicity at the village's end")
        if errand.search(match[0]) or (match[0].endswith("办") and method.match(text, match.end())):
            continue  # 群众办|证 ("the people's errands"), 普法|办法
        role = _ROLE_FIRST.match(text, match.start(), match.end())
        start = role.end() if role else match.start()  # 公职律师和|财政所
        yield mention(start, match.end(), text[start : match.end()], "bare-unit", 0.7)


def named_groups(board: Board) -> Iterator[Mention]:
    """成立内部审计领导小组 ("a leading group for internal audit"); 局法治建设领导小组: a group named by its task."""
    for match in _GROUP.finditer(board.text):
        if own := _OWN_GROUP.search(board.text, max(0, match.start() - 16), match.end()):
            yield mention(own.start(), own.end(), own[0], "owner-unit", 0.8)
            continue
        start = name_start(board.text, match.start(), board.stems)
        rule_of_law = _LED_GROUP_WORDS.search(board.text, max(0, match.start() - 16), match.end())
        if rule_of_law and rule_of_law.start() < start:
            start = rule_of_law.start()  # 召开|法治建设议事协调小组会议 ("the group that coordinates building the rule of law")
        stem = board.text[start : match.start()]
        named = (
            2 <= len(stem) <= 14
            and not _OWN_GROUP.search(board.text, start - 1, match.end())
            and not tables().generic_stem.fullmatch(stem)
            and not _NO_TASK.search(stem)
        )
        if named and not is_collective(board.text, start):
            yield mention(start, match.end(), board.text[start : match.end()], "bare-unit", 0.7)


def led_groups(board: Board) -> Iterator[Mention]:
    """局长任法治建设领导小组组长 ("heads the leading group for rule of law"): the issuer's own group, told by who leads it."""
    if not any(f"小组{then}" in board.text for then in ("组长", "成员", "会议", "副组长")):  # rare, asked first for speed
        return
    for match in _LED_GROUP.finditer(board.text):
        yield mention(match.start(), match.end(), match[0], "bare-unit", 0.7)


def bare_known(board: Board) -> Iterator[Mention]:
    """协调人社局、城管局 ("coordinated with the labour bureau …"): a known bureau without its level."""
    _, method, _ = tables().no_office
    for match in tables().bare_known.finditer(board.text):
        if match[0].endswith("办") and method.match(board.text, match.end()):
            continue  # 普法|办法 ("the way to publicise law")
        plural = board.text[match.start() - 1 : match.start()] == ")" or is_collective(board.text, match.start())
        if not plural and not is_post(board.text, match.end()):
            yield mention(match.start(), match.end(), match[0], "bare-known", 0.75)


def bare_bureaus(board: Board) -> Iterator[Mention]:
    """由财政金融局牵头 ("led by the finance bureau", of a zone): a bureau of known words that no table has."""
    for end in (found.end() for found in _BUREAU_END.finditer(board.text)):
        match = tables().bare_bureau.search(board.text, max(0, end - 16), end)
        if not match or board.text[match.start() - 1 : match.start()] == ")":  # 各县(市、区)民政局: several
            continue
        if after_edge(board.text, match.start()) and not is_collective(board.text, match.start()):
            yield mention(match.start(), end, match[0], "bare-known", 0.75)
