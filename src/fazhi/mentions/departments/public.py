"""Bodies of the state and the Party: a level and a known or a free name, bodies of the nation and their branches, trades."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.matching.scanning import Scanner
from fazhi.mentions.departments.rule import mention
from fazhi.mentions.departments.tables import HAN, tables
from fazhi.mentions.departments.text import Board, after_edge, is_collective, is_post, region_start
from fazhi.model import Mention

_LEVELS = ("省", "市", "县", "区")
_JOINED = re.compile("(?:会同|联合|协同|配合|协调|邀请|商请|争取|征求|报请|提请|移送|移交|与|和|同|由|向|对|经|请|及)$")
_STATIONED = re.compile(
    f"(?:[省市州区县]?(?:纪委监委|纪委|监委))?(?:派)?驻[{HAN}]{{0,10}}?(?:局|厅|委|办|部|院)纪检(?:监察)?组(?!组长|长)"
    f"|[省市州区县](?:纪委监委|纪委|监委)派?驻[{HAN}]{{2,8}}?(?:工作组|监察组|监察专员办公室|监察专员办)(?!长)"
)
_DISCIPLINE = re.compile("纪检(?:监察)?组(?!组长|长)|(?<=驻)[一-龥]{2,8}?(?:工作组|监察组|监察专员办公室|监察专员办)(?!长)")
_OTHER_REGION = re.compile(r"(?P<level>[市州县区旗镇乡])[、和与及]\Z")
_TOWNS = ("镇", "乡", "街道", "街")
_NATIONAL = ("国家", "中国", "中央", "全国", "最高")
_ORGANS = ("检察",)  # 公安、检察机关: the procuratorate is no department
_SHORTEST_FREE = 3  # 市医学会: a level and three characters
_GENERIC_FREE = re.compile(
    "^(?:属|直|行业|大型|中型|小型|重点|规模)|直属|所属|各|级|两|(?<![安健])全(?!民|面)|内(?!部|河|科)|相关|有关|多个|其他|等|^(?:行政|市民|会议|会展)$"
)
_GROUPS = ("党委", "党组")
_PARTY_AND_STATE = re.compile("委[、和与]?(?:人民)?政府")
_FREE_NATIONAL = Scanner(
    f"(?:(?<![{HAN}])|(?<=[由经在与对向将和同■]))国家(?!级|重点|标准|公园|机关|和)(?:(?!和|与|的|公园)[{HAN}]){{2,8}}?(?:管理局|监管局|监察局|资源局|总局)(?![长等])"
)
_UNIT_OF_NATION = re.compile(
    "(?:高级|继续|干部|发展|政策|法律|法治|知识产权|国际商事|行政|财经|改革|综合|信息|科学|技术|环境|规划|培训|教育|评价|第[一二三四五六七八九十]){1,4}"
    "(?:检察厅|研修学院|管理学院|教育学院|培训学院|研究院|研究所|研究中心|培训中心|巡回法庭|法庭)(?!庭)"
    "|(?:政策|条法|法规|法制|法治|综合|规划|行政|执法|监管|监督|复议|应诉|普法|改革|市场|价格|国际|合作|科技|财务|人事|应急|管理|安全|资源|协调|与|和){1,5}司(?![法机长局])"
)


def joint_levels(board: Board) -> Iterator[Mention]:
    """贯彻市、区委决策部署 ("of the city's and the district's Party committee"): 市委 and 区委."""
    for match in tables().joint_levels.finditer(board.text):
        for level in match["levels"].split("、"):
            yield mention(match.start(), match.end(), level + match["body"], "joint-levels", 0.9)


def governments(board: Board) -> Iterator[Mention]:
    """在区委、政府领导下 ("led by the district's Party committee and government"): 区委 and 区政府."""
    for near in _PARTY_AND_STATE.finditer(board.text):  # a rare pair of words, found first for speed
        match = tables().governments.search(board.text, max(0, near.start() - 4), near.end() + 4)
        if match is None or is_collective(board.text, match.start()) or is_post(board.text, match.end()):
            continue
        start = region_start(board.text, match.start())
        before = board.text[start : match.end("level")]
        yield mention(start, match.end("party"), before + match["party"], "governments", 0.95)
        yield mention(match.start("state"), match.end("state"), before + match["state"], "governments", 0.9)


def level_bodies(board: Board) -> Iterator[Mention]:
    """会同区司法局、河东公安分局 … ("with the district's justice bureau"): a level and a body made of known words."""
    text, last = board.text, 0
    for match in tables().level_body.finditer(text):
        if is_collective(text, match.start()):
            continue
        start = region_start(text, match.start())
        if start < last or is_collective(text, start):
            start = match.start()
        if match["level"] == "州" and start == match.start() and not after_edge(text, start) and text[start - 1] not in "委局府":
            start -= 1  # 州 is the tail of a city's name: 杭州仲裁委员会
        last = match.end()
        if not is_post(text, match.end()):
            yield mention(start, match.end(), text[start : match.end()], "level-body", 0.95)
            yield from _same_of_others(text, start, match)
        yield from _sharing(text, match, text[start : match.end("level")])


def _same_of_others(text: str, start: int, match: re.Match[str]) -> Iterator[Mention]:
    """若岭县、乌坪县林业局 ("the forestry bureaus of two counties"): the first region has the body of the second."""
    if start == match.start() or not (other := _OTHER_REGION.search(text, max(0, start - 9), start)):
        return
    first = region_start(text, other.start("level"))
    if first < other.start("level"):
        chosen = tables().passive.search(text, match.end(), match.end() + 6)
        if other["level"] != match["level"] and chosen is not None and chosen.start() == match.end():
            return  # 两河县、东平市林业局入选… ("were chosen"): the county itself
        name = text[first : other.end("level")] + text[match.end("level") : match.end()]
        yield mention(first, other.end("level"), name, "level-body", 0.8)


def _sharing(text: str, match: re.Match[str], head: str) -> Iterator[Mention]:
    """区财政局、审计局 ("finance bureau and audit bureau of the district"): the second has the level of the first."""
    end = match.end()
    while found := tables().shared.match(text, end):
        own = found["bare"] in tables().stations and match["level"] not in _TOWNS  # 区城管局、派出所: that of the township
        if not own and not is_post(text, found.end()) and not found["bare"].startswith(_NATIONAL):
            yield mention(found.start("bare"), found.end(), head + found["bare"], "shared-level", 0.85)
        end = found.end()


def league(board: Board) -> Iterator[Mention]:
    """会同团市委; 政协平江县委员会 ("the city's Youth League committee; the conference of a county"): the level stands inside."""
    for match in tables().league.finditer(board.text):
        if not is_post(board.text, match.end()):
            yield mention(match.start(), match.end(), match[0], "league", 0.95)


def free_bodies(board: Board) -> Iterator[Mention]:
    """委托省安全生产科学研究院、走进县第三中学 ("No. 3 middle school of the county"): a level, words of any kind, an ending."""
    text = board.text
    for match in tables().free_body.finditer(text):
        start = region_start(text, match.start())
        if start == match.start() and not after_edge(text, start):
            continue
        if (
            match.end() - match.end("level") >= _SHORTEST_FREE
            and not _GENERIC_FREE.search(match["free"])
            and not is_collective(text, start)
            and not is_post(text, match.end())
        ):
            yield mention(start, match.end(), text[start : match.end()], "free-body", 0.8)


def national(board: Board) -> Iterator[Mention]:
    """司法部印发… ("the Ministry of Justice"): a body of the nation, by table, or a school or court of it by its full name."""
    for match in tables().national_pattern.finditer(board.text):
        if unit := _UNIT_OF_NATION.match(board.text, match.end()):  # 水利部|发展研究中心
            yield mention(match.start(), unit.end(), match[0] + unit[0], "branch", 0.9)
        else:
            yield mention(match.start(), match.end(), match[0], "national", 0.95)


def free_national(board: Board) -> Iterator[Mention]:
    """国家航标管理局会同… ("the national administration of beacons"): a bureau of the nation that no table has."""
    for match in _FREE_NATIONAL.finditer(board.text):
        if not is_post(board.text, match.end()):
            yield mention(match.start(), match.end(), match[0], "branch", 0.8)


def branches(board: Board) -> Iterator[Mention]:
    """人民银行安桥支行; 公安南岭分局; 国家统计局安桥调查队; 武警安桥中队 ("a branch of a bank; a district's police …")."""
    for pattern in tables().national_branches:
        for match in pattern.finditer(board.text):
            yield mention(match.start(), match.end(), match[0], "branch", 0.95)
            if match[0].endswith(_GROUPS) and match[0][:-2] in tables().national:  # 税务总局|党委 names the bureau, too
                yield mention(match.start(), match.end() - 2, match[0][:-2], "national", 0.9)


def stationed(board: Board) -> Iterator[Mention]:
    """市纪委监委驻局纪检监察组 ("the discipline group stationed with the bureau")."""
    for near in _DISCIPLINE.finditer(board.text):  # a rare word, found first for speed
        match = _STATIONED.search(board.text, max(0, near.start() - 20), near.end())
        if match is not None:
            yield mention(match.start(), match.end(), match[0], "branch", 0.9)


def trade_lists(board: Board) -> Iterator[Mention]:
    """联合公安、城管等部门 ("with the departments of public security, city management …"): trade names, completed."""
    table = tables()
    for match in table.trade_list.finditer(board.text):
        words = list(table.trade.finditer(board.text, match.start("trades"), match.end("trades")))
        start, levels = _levels_before(board.text, match.start())
        single = len(words) == 1 and not _is_single_trade(board.text, match, bool(levels))
        many = len(levels) == 1 and board.text[start - 1 : start] in _LEVELS  # 县区财政部门 ("of counties and districts")
        if single or many or is_collective(board.text, start):
            continue
        for word in words:
            for level in levels or [""]:
                noun = "机关" if match["head"] == "机关" and word[0] in _ORGANS else "部门"
                yield mention(word.start(), word.end(), f"{level}{word[0].removesuffix('机关')}{noun}", "trade-list", 0.75)


def _levels_before(text: str, at: int) -> tuple[int, list[str]]:
    """The words of levels that end at `at` (市、区两级|市场监管部门), and where they begin."""
    if several := tables().trade_levels.search(text, max(0, at - 8), at):
        return several.start(), re.findall("[省市区县镇]", several[0])
    one = tables().level.match(text, at - 1) if at else None
    return (at - 1, [one[0]]) if one and one.end() == at else (at, [])


def _is_single_trade(text: str, match: re.Match[str], has_level: bool) -> bool:
    """公安等部门, 区住建部门, 会同公安部门; but not 公安机关, which has a rule of its own, nor 被审计单位 ("the audited")."""
    if match["head"] in ("机关", "单位"):
        return False
    if match["rest"] == "等" or has_level:
        return True
    known = match["trades"] in tables().trade_single
    return known and _JOINED.search(text, max(0, match.start() - 4), match.start()) is not None


def state_trades(board: Board) -> Iterator[Mention]:
    """向公安机关移送案件 ("handed over to the public security organ")."""
    for match in tables().state_trade.finditer(board.text):
        if not is_collective(board.text, match.start()):
            yield mention(match.start(), match.end(), match[0], "state-trade", 0.6)
