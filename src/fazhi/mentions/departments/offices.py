"""Offices and committees that a body names by its own kind (中心党组, 法规稽核科), and one body of several regions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.matching.scanning import Scanner
from fazhi.mentions.departments.rule import mention
from fazhi.mentions.departments.tables import HAN, tables
from fazhi.mentions.departments.text import FOUND, Board, is_collective, is_post, name_start
from fazhi.model import Mention

_KINDS = "总站|分中心|中心|总队|站|集团|公司|联社|学校|学院|医院|馆|协会|联合会|处|社"
_COMMITTEE = Scanner(
    rf"(?:(?<![{HAN}{FOUND}])|(?<=[由经在与对向将]))(?:{_KINDS})"
    r"(?:党组|党委|党总支|党支部|纪委|机关党委|办公室|理事会|综合[科处办]|法规[科处]|法治(?:政府)?建设领导小组)(?!书记|主任|成员|委员)"
)
_ACTS = (
    r"只有|仅有|[0-9]+(?:名|个)?人|牵头|主抓|主责|负责|会同|联合|逐|审核|承担|统一|具体|每[月季周年]|按|定期|集中|启用|开展|收集|分别"
    "|共同|轮流|推行|推出|制定"
)
_OFFICE = Scanner(rf"(?<=[{HAN}])(?:科|股|处)(?=[、和与]|对[{HAN}\d]|{_ACTS})")
_WORDS = re.compile(f"(?:^|(?<=[,。;:、由与经\n{FOUND}]))(?P<words>[{HAN}]{{2,9}})\\Z")
_JOINTS = ("和", "与")
_NO_OFFICE = re.compile(
    "^[各每该本我其多全有在对将把以从按这那此两几]|(?:全|本|外|内|妇|儿|专|学|百|理|文|各|相关|有关|职能|业务|责任|牵头|主办|承办|下设|内设)$"
    "|[调查惩判论之此何多各到随四相共益好坏难用长短远近妙大细深高低一二三四五六七八九十两几]$|入$|照本宣$"
)
_SEVERAL = Scanner("[两三四][地省市州县区](?=[一-龥])")
_REGIONS = re.compile(f"(?P<list>[{HAN}]{{2,4}}[省市州县区旗](?:[、和与][{HAN}]{{2,4}}[省市州县区旗])+)\\Z")
_NUMBERED = Scanner(
    f"(?:(?<![{HAN}])|(?<=[由经在与对向将{FOUND}])|(?<=办公室设在))(?:执勤|执法|巡查|查验|稽查|监管|缉私|特勤|巡逻|检查|业务|审计|监察|管理|征收)"
    "[一二三四五六七八九十]{1,2}(?:科|股|处|所|大队|中队|支队|队|分局)(?![长员])"
)
_CENTRE = Scanner(f"(?<=[{HAN}])(?:服务|事务|保障|促进|发展|管理|调处|治理|指挥|救助|救援)中心")
_GROUP_OFFICE = Scanner(f"(?:(?<![{HAN}{FOUND}])|(?<=[由经与]))(?:领导|协调)小组办公室(?!主任)")
_SEATED = Scanner(f"设在(?P<words>[{HAN}]{{2,8}}(?:科|股|处))(?=[,。;、)])")

_SHARED_UNIT = Scanner(
    rf"(?<=[{HAN}])(?P<number>[两二三四五六七八九2-9])个?(?:[国省市县]家?级)?"
    rf"(?P<unit>(?!城市|地区)(?:海关|监狱|林场|(?:(?![设建在开为等由于的点方把时])[{HAN}]){{1,10}}?(?:局|处|所|站|庭|支行|检察室|中队|大队)))(?![长员点级理])"
)
_PLACES = re.compile(rf"(?P<list>[{HAN}]{{2,12}}(?:[、和与][{HAN}]{{2,4}})+)\Z")
_NUMBERS = {
    word: number for number, words in enumerate(("两二2", "三3", "四4", "五5", "六6", "七7", "八8", "九9"), 2) for word in words
}
_LABEL = Scanner(
    rf"(?:责任|牵头|承办|主办|协办|配合|实施)(?:处室|科室|股室|单位|部门):(?P<names>[{HAN}()]{{2,20}}(?:[、,][{HAN}()]{{2,20}})*)"
)
_UNIT_END = re.compile("(?<![各处科股])(?:处|科|股|室|办|局|所|队|站|中心)$")


def committees(board: Board) -> Iterator[Mention]:
    """中心党组会议研究… ("the Party group of the centre"); 站党委, 集团纪委: of an issuer that is a centre, a station, a firm."""
    for match in _COMMITTEE.finditer(board.text):
        if not is_post(board.text, match.end()):
            yield mention(match.start(), match.end(), match[0], "owner-unit", 0.8)


def offices(board: Board) -> Iterator[Mention]:
    """政策稽核科、执勤一科逐项跟踪 ("the division of … follows up"): a division that acts, in any words."""
    for match in _OFFICE.finditer(board.text):
        before = _WORDS.search(board.text, max(0, match.start() - 10), match.start())
        if before is None or _NO_OFFICE.search(before["words"]):
            continue
        start, name = before.start("words"), before["words"] + match[0]
        if (
            _has_edge(before["words"], match[0], board.text[start - 1 : start])
            or name in tables().generic_units
            or is_collective(board.text, start)
        ):
            continue
        yield mention(start, match.end(), name, "bare-unit", 0.65)
    for match in _NUMBERED.finditer(board.text):
        yield mention(match.start(), match.end(), match[0], "bare-unit", 0.75)
    for match in _SEATED.finditer(board.text):
        if not _NO_OFFICE.match(match["words"]):  # 边防检查|处 is an office where another is seated
            yield mention(match.start("words"), match.end(), match["words"], "bare-unit", 0.7)


def _has_edge(words: str, head: str, before: str) -> bool:
    """Is there a word in the name of an office that belongs before names? 刑罚|执行|科 and 、观测|与|预报|科 have none."""
    edges = list(tables().edges.finditer(words))
    if len(edges) != 1 or head == "处":
        return bool(edges)
    start, end = edges[0].span()
    noun = end == len(words) and start >= 2 and end - start == 2
    joint = edges[0][0] in _JOINTS and before in ("、", FOUND) and 2 <= start <= 3 and 2 <= len(words) - end <= 3
    return not (noun or joint)


def acting_offices(board: Board) -> Iterator[Mention]:
    """养老服务中心派出…, 由就业促进中心牵头; 领导小组办公室设在法规科 ("sent …; led by …"): units of the issuer's that act."""
    acts = tables().office_acts
    for match in _CENTRE.finditer(board.text):
        before = _WORDS.search(board.text, max(0, match.start() - 8), match.start())
        if before is None or not acts.match(board.text, match.end()):
            continue
        words = before["words"].lstrip("由经与交请")
        start, name = match.start() - len(words), words + match[0]
        told = tables().made_of.fullmatch(words) is not None and name not in tables().generic_units
        if told and not is_collective(board.text, start):
            yield mention(start, match.end(), name, "bare-unit", 0.65)
    for match in _GROUP_OFFICE.finditer(board.text):
        if acts.match(board.text, match.end()):
            yield mention(match.start(), match.end(), match[0], "bare-unit", 0.65)


def of_several_regions(board: Board) -> Iterator[Mention]:
    """与棠州市、汀安市两地林业局建立… ("with the forestry bureaus of both cities"): each region has the body."""
    text = board.text
    for match in _SEVERAL.finditer(text):
        listed = _REGIONS.search(text, max(0, match.start() - 30), match.start())
        body = tables().shared.match(f"、{text[match.end() : match.end() + 20]}") if listed else None
        if listed is None or body is None:
            continue
        begin = listed.start("list")
        for level in re.finditer("[省市州县区旗](?=[、和与]|\\Z)", listed["list"]):
            end = listed.start("list") + level.end()
            start = max(begin, name_start(text, end - 1, board.stems))
            whole = match.end() + len(body[0]) - 1 if level.end() == len(listed["list"]) else end
            yield mention(start, whole, text[start:end] + body["bare"], "level-body", 0.75)
            begin = end + 1


def sharing_unit(board: Board) -> Iterator[Mention]:
    """派员到石坪、柳湾两个派出所 ("to two police stations"): as many places as the number before their unit says."""
    for match in _SHARED_UNIT.finditer(board.text):  # rare, found first for speed
        start, places = _places_before(board, match.start())
        if len(places) != _NUMBERS[match["number"]] or any(not 2 <= len(place) <= 4 or _is_common(place) for place in places):
            continue
        for number, place in enumerate(places, 1):
            end = match.end() if number == len(places) else start + len(place)
            yield mention(start, end, place + match["unit"], "proper-name", 0.75)
            start += len(place) + 1


def _places_before(board: Board, end: int) -> tuple[int, list[str]]:
    """Where the list that ends at `end` begins, and its members; none where nothing is listed."""
    listed = _PLACES.search(board.text, max(0, end - 40), end)
    first = re.search("[、和与]", listed["list"]) if listed else None
    if listed is None or first is None:
        return end, []
    start = max(listed.start(), name_start(board.text, listed.start() + first.start(), board.stems))
    return start, re.split("[、和与]", board.text[start:end])


def _is_common(words: str) -> bool:
    """Are `words` those of any place or any office, and no name of a place (登记、审批两个处)?"""
    return bool(tables().generic_stem.fullmatch(words) or tables().made_of.fullmatch(words) or _NO_OFFICE.match(words))


def labelled(board: Board) -> Iterator[Mention]:
    """责任科室:粮油储备监管科 ("division in charge: …"): the units that a label names."""
    for match in _LABEL.finditer(board.text):
        start = match.start("names")
        for name in re.split("[、,]", match["names"]):
            if len(name) >= 3 and _UNIT_END.search(name) and not is_collective(board.text, start) and not _NO_OFFICE.match(name):
                yield mention(start, start + len(name), name, "bare-unit", 0.75)
            start += len(name) + 1
