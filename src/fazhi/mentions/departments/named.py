"""Bodies with a name of their own: firms, schools, stations, teams, and places that act."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from fazhi.matching.scanning import Scanner
from fazhi.mentions.departments.rule import mention
from fazhi.mentions.departments.tables import HAN, tables
from fazhi.mentions.departments.text import FOUND, Board, is_collective, is_post, name_start
from fazhi.model import Mention

_PLACE = re.compile(f"([{HAN}]+?)(?:村|社区)(?![{HAN}])|([{HAN}]+)(?:村|社区)")
_REGION = re.compile(
    f"(?P<above>[{HAN}]{{2,3}}[市县区旗])?(?P<stem>[{HAN}]{{2,4}}?)(?:市|县|区|镇|乡|街道)(?=[、和]|$|[因分双先同均以])"
)  # 石桥县|柳溪镇: a township with its county
_MANY = 4  # a place in the title of the report, or told more often, is the issuer's own
_SUBDISTRICT = Scanner("街道(?:办事处|办(?!理|事|案|公|结))?(?!社区|层面|级|主任|党)|(?:镇|乡)(?:人民)?政府")
_JOINING = re.compile(f"(?:[、在由与和及]|会同|联合|邀请|[{FOUND}]、)$")
_LISTED = re.compile(f"、[{HAN}]{{2,4}}街道")
_TOWNS = re.compile(
    f"[{HAN}]{{2,8}}?[镇乡](?:[、和与][{HAN}]{{2,4}}?(?:[镇乡]|街道))+(?=等\\d*|[,。;、试开设建承布推赋派下先率两三四五六七八九十0-9])"
)
_TWO_TOWNS = Scanner(f"[镇乡][、和与][{HAN}]{{2,4}}?(?:[镇乡]|街道)")
_AMONG = Scanner(
    "等[0-9两三四五六七八九十]+个(?:试点|重点|中心)?(?:乡镇|镇街|街镇|镇乡|[县区市]\\(|县区|区县|镇(?!域)|乡(?!村)|县(?!级|域))"
)
_LEVEL = re.compile("[镇乡县区市](?=[、和与]|$)")
_PLACES = re.compile(f"[{HAN}]{{2,12}}[镇乡县区](?:[、和与][{HAN}]{{2,4}}[镇乡县区市])*\\Z")
_AS = re.compile("(?:作?为|担任|牵头)")
_NOWHERE = re.compile("^[在到于]?[各每全]")
_JOINED_STEM = re.compile(
    "(?:[户社商厂店场企员]|顾问|律师|民警|法官|干部|专家|书记|[^市县区镇乡街]长|代表)[和与]$"
)  # 加工户和|合作社
_COUNTED = re.compile(r"[0-9.]+万?(?:余|多)?[个所家座处间](?!月)")  # 接入监测站1.48万个: so many of a sort
_SO_MANY = re.compile(r"[0-9](?:余|多)?[支家个所座](?!家)")  # 3|支港口巡逻大队 ("three brigades") is no particular one
_GENERIC_STEM = re.compile(
    "^家(?![具居园乡和])|[走送]?[^前先]进$|^[省市县区镇乡]级|^(?:大?多数|少数|个别|部分)|[0-9一二两三四五六七八九十]+(?:余|多)?[个家所座处名](?=[一-龥])|(?:积分|道德|爱心|时间|学分|文明|公益)$|^[各每该本我全]|全[市区县镇省]|多[个家所]|^[0-9一两二三四五六七八九十半]+(?:年|个?月|天|周|季度)(?:内|来|间|底|后|前)?$|(?:公办|民办|公立|私立|民营|义务教育|旅行社|[要须])$"
)


def proper_names(board: Board) -> Iterator[Mention]:
    """聘请湖南公衡律师事务所; 与育英中学共建 ("a law firm; a school"): a name of its own before an ending."""
    table, text, last = tables(), board.text, 0
    for match in table.proper.finditer(text):
        if match.start() < last or text[match.start() - 1 : match.end()] in table.no_body:
            continue
        start = max(last, name_start(text, match.start(), board.stems))
        if text[start] == "以" and _AS.match(text, match.end()):
            start += 1  # 以|海天律师事务所为顾问单位 ("with the firm as its counsel")
        stem = text[start : match.start()]
        if is_collective(text, match.start()) or _GENERIC_STEM.search(stem) or _COUNTED.match(text, match.end()):
            continue
        if (
            len(stem) < 2
            or _JOINED_STEM.search(stem)
            or table.generic_stem.fullmatch(stem)
            or is_post(text, match.end())
            or is_collective(text, start)
            or _SO_MANY.match(text, start - 1)
        ):
            continue
        end = match.end()
        if branch := table.branch.match(text, end):
            end = branch.end()
        elif below := table.tail.match(text, end):
            end = below.end()
        last = end
        yield mention(start, end, text[start:end], "proper-name", 0.8)


def numbered_schools(board: Board) -> Iterator[Mention]:
    """平川二中学生; 城南四小 ("No. 2 middle school of …")."""
    for match in tables().numbered_school.finditer(board.text):
        start = name_start(board.text, match.start(), board.stems)
        if 2 <= match.start() - start <= 6 and not board.text[start : match.start()].endswith(("届", "年", "月")):
            yield mention(start, match.end(), board.text[start : match.end()], "numbered-school", 0.85)


def subdistricts(board: Board) -> Iterator[Mention]:
    """联合东桥街道、柳林街道 ("with two subdistricts"); a name that stands only once must follow a word of joining."""
    text = board.text
    found = []
    for match in _SUBDISTRICT.finditer(text):
        start = name_start(text, match.start(), board.stems)
        stem = text[start : match.start()]
        if 2 <= len(stem) <= 8 and not tables().generic_stem.fullmatch(stem) and not is_collective(text, start):
            found.append((start, match.end(), stem))
    stems = Counter(stem for _, _, stem in found)
    for start, end, stem in found:
        often = stems[stem] > 1 or board.reading.count(stem[-2:] + "街道") > 1
        if often or _JOINING.search(text, max(0, start - 2), start) or _LISTED.match(text, end):
            yield mention(start, end, text[start:end], "subdistrict", 0.8)


def towns(board: Board) -> Iterator[Mention]:
    """向白沙镇、蕉林镇等21个乡镇派驻执法队 ("sent teams to two towns and others"): towns in a list, by their names."""
    if not _TWO_TOWNS.search(board.text):  # rare, asked first for speed
        return
    for match in _TOWNS.finditer(board.text):
        last = match.start()
        for end in (found.end() for found in re.finditer("[镇乡](?=[、和与]|$)", match[0])):
            start = max(last, name_start(board.text, match.start() + end - 1, board.stems))
            stem = board.text[start : match.start() + end - 1]
            last = match.start() + end + 1
            if 2 <= len(stem) <= 4 and not tables().generic_stem.fullmatch(stem) and not _GENERIC_STEM.search(stem):
                yield mention(start, match.start() + end, board.text[start : match.start() + end], "honoured-place", 0.7)


def among_places(board: Board) -> Iterator[Mention]:
    """向柳坪镇等4个乡镇派出引航员 ("to Liuping and other towns, four in all"): the places that are named of so many."""
    for among in _AMONG.finditer(board.text):  # rare, found first for speed
        listed = _PLACES.search(board.text, max(0, among.start() - 40), among.start())
        last = listed.start() if listed else among.start()
        for level in _LEVEL.finditer(board.text[: among.start()], last):
            start = max(last, name_start(board.text, level.start(), board.stems))
            stem = board.text[start : level.start()]
            last = level.end() + 1
            if 2 <= len(stem) <= 4 and not tables().generic_stem.fullmatch(stem) and not _GENERIC_STEM.search(stem):
                yield mention(start, level.end(), board.text[start : level.end()], "honoured-place", 0.7)


def quoted_teams(board: Board) -> Iterator[Mention]:
    """组建“法治体检”律师服务团 ("lawyers' team"): a team with a quoted name."""
    for match in tables().quoted_team.finditer(board.reading):
        yield mention(match.start(), match.end(), match[0], "quoted-team", 0.8)


def honoured_places(board: Board) -> Iterator[Mention]:
    """支持石桥村争创全国民主法治示范村 ("a village that strives for a title"): a place that acts or is honoured."""
    for match in tables().honoured.finditer(board.text):
        for place in _PLACE.finditer(board.text, match.start("places"), match.end("places")):
            start = max(place.start(), name_start(board.text, place.end(1), board.stems))
            if match["acts"] and board.text[start - 1 : start] in ("在", "于", "到"):
                break
            street = board.text.rfind("街道", max(0, start - 1), place.end(1))
            start = street + 2 if street >= 0 else start  # 东桥街道|柳林社区
            name = board.text[start : place.end()]
            if _NOWHERE.search(name):
                continue
            if 3 <= len(name) <= 7 and not tables().generic_stem.fullmatch(name[:-2] if name.endswith("社区") else name[:-1]):
                yield mention(start, place.end(), name, "honoured-place", 0.75)


def honoured_sites(board: Board) -> Iterator[Mention]:
    """清泉寺被评为和谐寺观 ("a temple was named …"): a temple, a stockaded village, a forest farm that is honoured."""
    for match in tables().honoured_sites.finditer(board.text):
        start = name_start(board.text, match.start(), board.stems)
        stem = board.text[start : match.start()]
        if 2 <= len(stem) <= 5 and not tables().generic_stem.fullmatch(stem) and not _NOWHERE.search(stem) and stem[-1] != "村":
            yield mention(start, match.end(), board.text[start : match.end()], "honoured-place", 0.7)


def honoured_regions(board: Board) -> Iterator[Mention]:
    """溪丰县、棠南区获评示范县 ("two counties won the title"); 县林业局、柳坪镇因…被约谈: places to which something is done."""
    text, title = board.text, board.reading.partition("\n")[0] if "\n" in board.reading else ""
    for told in tables().passive.finditer(text):
        clause = max(text.rfind(mark, max(0, told.start() - 60), told.start()) for mark in ",。;:\n□”") + 1
        match = tables().honoured_regions.search(text, clause, told.start())
        if match is None:
            continue
        for place in _REGION.finditer(text, match.start("places"), match.end("places")):
            start = max(place.start(), name_start(text, place.end("stem"), board.stems))
            stem = text[max(start, place.start("stem")) : place.end("stem")]
            own = text[start : place.end()] in title or board.reading.count(text[start : place.end()]) > _MANY
            if 2 <= len(stem) <= 4 and "的" not in stem and not own and not tables().generic_stem.fullmatch(stem):
                yield mention(start, place.end(), text[start : place.end()], "honoured-place", 0.7)
