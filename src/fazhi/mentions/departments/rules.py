"""The rules that find departments, one function per family, in the order of `RULES`.

Each takes the board (what earlier rules found is painted over) and yields mentions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from fazhi.mentions.departments.tables import HAN, tables
from fazhi.mentions.departments.text import FOUND, Board, after_edge, is_collective, is_post, name_start, region_start
from fazhi.model import Mention, MentionKind

Rule = Callable[[Board], Iterator[Mention]]

_QUOTED_TEAM = re.compile(
    "“([^“”\n]{2,12})”((?:[一-龥]{2,6}?)?(?:宣讲团|服务团|讲师团|律师团|顾问团|志愿队|服务队|宣讲队|宣传队|轻骑队|突击队|先锋队|调解队|巡逻队|巡查队|巡防队|普法队|文艺队|工作队|执法队|帮帮团|调解团|智囊团))(?![队伍员长])"
)
_POLICE = re.compile(f"公安(?!局)[{HAN}]{{2,4}}?分局(?!长)")
_PLACE = re.compile(f"([{HAN}]+?)(?:村|社区)(?![{HAN}])|([{HAN}]+)(?:村|社区)")
_BANK = re.compile(
    f"(?:中国)?(?:人民银行|人行|(?:工商|农业|建设|交通|邮政储蓄|农业发展|民生|光大)银行)[{HAN}]{{2,5}}?(?:中心支行|支行|分行)"
)
_NATIONAL_BRANCH = re.compile(
    "(?:国家统计局|国家金融监督管理总局|国家税务总局|国家外汇管理局|国家矿山安全监察局|国家能源局|国家林业和草原局|国家林草局|审计署|财政部|水利部|自然资源部|生态环境部|海关总署|中国银保监会|中国证监会)"
    f"驻?[{HAN}]{{2,6}}?(?:调查总队|调查队|监管分局|监管局|监察局|分局|特派员办事处|特派办|专员办|督察局|督察办|管理局|中心支局|支局)"
)
_ARMED_POLICE = re.compile(f"武警(?:部队)?(?:[{HAN}]{{2,4}}?|[省市区县])(?:森林)?(?:总队|支队|大队|中队)(?!长)")
_SUBDISTRICT = re.compile("街道(?:办事处|办(?!理|事|案|公|结))?(?!社区|层面|级|主任|党)|(?:镇|乡)(?:人民)?政府")
_JOINING = re.compile(f"(?:[、在由与和及]|会同|联合|邀请|[{FOUND}]、)$")
_LISTED = re.compile(f"、[{HAN}]{{2,4}}街道")
_TOWNS = re.compile(f"[{HAN}]{{2,8}}?[镇乡](?:[、和与][{HAN}]{{2,4}}?[镇乡])+(?=等\\d*|[,。;、试开设建承布推赋])")
_GENERIC_STEM = re.compile("^[各每该本我全]|全[市区县镇省]|多[个家所]")
_COUNTED = re.compile(r"\d+余?[个支家名所]")
_NO_TASK = re.compile("^(?:专项)?(?:工作)?$|[任为]组长")
_BUREAU = re.compile(f"(?:(?<![{HAN}])|(?<=[在经由向和与及按对]))[省市区县州]局(?![一-龥]?[势限部面])")
_BUREAU_END = re.compile(f"(?<=[{HAN}])局(?![长限部面势促中])")
_GROUP = re.compile("(?:领导|协调|工作)小组(?:办公室)?(?!组长|成员|主任)")
_OTHER_REGION = re.compile(r"(?P<level>[市州县区旗镇乡])[、和与及]\Z")
_SHORTEST_FREE = 3  # 市医学会: a level and three characters
_GENERIC_FREE = re.compile(
    "^(?:属|直|行业|社会组织|大型|中型|小型|重点|规模)|直属|所属|各|级|两|(?<![安健])全(?!民|面)|内(?!部|河|科)|相关|有关|多个|其他|等"
)


def _mention(start: int, end: int, name: str, rule: str, confidence: float, alias: str | None = None) -> Mention:
    return Mention(MentionKind.DEPARTMENT, start, end, name, f"department:{rule}", confidence, alias=alias)


_PARTY_AND_STATE = re.compile("委[、和与]?(?:人民)?政府")


def joint_levels(board: Board) -> Iterator[Mention]:
    """贯彻市、区委决策部署 ("of the city's and the district's Party committee"): 市委 and 区委."""
    for match in tables().joint_levels.finditer(board.text):
        for level in match["levels"].split("、"):
            yield _mention(match.start(), match.end(), level + match["body"], "joint-levels", 0.9)


def governments(board: Board) -> Iterator[Mention]:
    """在区委、政府领导下 ("led by the district's Party committee and government"): 区委 and 区政府."""
    for near in _PARTY_AND_STATE.finditer(board.text):  # a rare pair of words, found first for speed
        match = tables().governments.search(board.text, max(0, near.start() - 4), near.end() + 4)
        if match is None or is_collective(board.text, match.start()) or is_post(board.text, match.end()):
            continue
        start = region_start(board.text, match.start())
        before = board.text[start : match.end("level")]
        yield _mention(start, match.end("party"), before + match["party"], "governments", 0.95)
        yield _mention(match.start("state"), match.end("state"), before + match["state"], "governments", 0.9)


def level_bodies(board: Board) -> Iterator[Mention]:
    """会同区司法局、河东公安分局 … ("with the district's justice bureau"): a level and a body made of known words."""
    text, last = board.text, 0
    for match in tables().level_body.finditer(text):
        if is_collective(text, match.start()):
            continue
        start = region_start(text, match.start())
        if start < last or is_collective(text, start):
            start = match.start()
        last = match.end()
        if not is_post(text, match.end()):
            yield _mention(start, match.end(), text[start : match.end()], "level-body", 0.95)
            yield from _same_of_others(text, start, match)
        yield from _sharing(text, match, text[start : match.end("level")])


def _same_of_others(text: str, start: int, match: re.Match[str]) -> Iterator[Mention]:
    """若岭县、乌坪县林业局 ("the forestry bureaus of two counties"): the first region has the body of the second."""
    if start == match.start() or not (other := _OTHER_REGION.search(text, max(0, start - 9), start)):
        return
    first = region_start(text, other.start("level"))
    if first < other.start("level"):
        name = text[first : other.end("level")] + text[match.end("level") : match.end()]
        yield _mention(first, other.end("level"), name, "level-body", 0.8)


def _sharing(text: str, match: re.Match[str], head: str) -> Iterator[Mention]:
    """区财政局、审计局 ("finance bureau and audit bureau of the district"): the second has the level of the first."""
    end = match.end()
    while found := tables().shared.match(text, end):
        if not is_post(text, found.end()):
            yield _mention(found.start("bare"), found.end(), head + found["bare"], "shared-level", 0.85)
        end = found.end()


def league(board: Board) -> Iterator[Mention]:
    """会同团市委 ("with the city's Youth League committee")."""
    for match in tables().league.finditer(board.text):
        if not is_post(board.text, match.end()):
            yield _mention(match.start(), match.end(), match[0], "league", 0.95)


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
            yield _mention(start, match.end(), text[start : match.end()], "free-body", 0.8)


def national(board: Board) -> Iterator[Mention]:
    """司法部印发… ("the Ministry of Justice"): a body of the nation, by table."""
    for match in tables().national_pattern.finditer(board.text):
        yield _mention(match.start(), match.end(), match[0], "national", 0.95)


def owner_units(board: Board) -> Iterator[Mention]:
    """局党组会议研究… ("the bureau's Party group"): a unit of the issuer, called by its own kind of body."""
    for match in tables().owner_unit.finditer(board.text):
        if not is_post(board.text, match.end()):
            yield _mention(match.start(), match.end(), match[0], "owner-unit", 0.9)


def trade_lists(board: Board) -> Iterator[Mention]:
    """联合公安、城管等部门 ("with the departments of public security, city management …"): trade names, completed."""
    table = tables()
    for match in table.trade_list.finditer(board.text):
        words = list(table.trade.finditer(board.text, match.start("trades"), match.end("trades")))
        start, levels = _levels_before(board.text, match.start())
        single = len(words) == 1 and not _is_single_trade(match, bool(levels))
        if single or is_collective(board.text, start):
            continue
        for word in words:
            for level in levels or [""]:
                yield _mention(word.start(), word.end(), f"{level}{word[0].removesuffix('机关')}部门", "trade-list", 0.75)


def _levels_before(text: str, at: int) -> tuple[int, list[str]]:
    """The words of levels that end at `at` (市、区两级|市场监管部门), and where they begin."""
    if several := tables().trade_levels.search(text, max(0, at - 8), at):
        return several.start(), re.findall("[省市区县镇]", several[0])
    one = tables().level.match(text, at - 1) if at else None
    return (at - 1, [one[0]]) if one and one.end() == at else (at, [])


def _is_single_trade(match: re.Match[str], has_level: bool) -> bool:
    """公安部门, 区住建部门, 公安等部门; but not 公安机关, which has a rule of its own."""
    return match["head"] != "机关" and (match["rest"] == "等" or has_level or match["trades"] in tables().trade_single)


def state_trades(board: Board) -> Iterator[Mention]:
    """向公安机关移送案件 ("handed over to the public security organ")."""
    for match in tables().state_trade.finditer(board.text):
        if not is_collective(board.text, match.start()):
            yield _mention(match.start(), match.end(), match[0], "state-trade", 0.6)


def proper_names(board: Board) -> Iterator[Mention]:
    """聘请湖南公衡律师事务所; 与育英中学共建 ("a law firm; a school"): a name of its own before an ending."""
    table, text, last = tables(), board.text, 0
    for match in table.proper.finditer(text):
        if match.start() < last:
            continue
        start = name_start(text, match.start(), board.stems)
        stem = text[start : match.start()]
        if is_collective(text, match.start()) or _GENERIC_STEM.search(stem):
            continue
        if len(stem) < 2 or table.generic_stem.fullmatch(stem) or is_post(text, match.end()) or is_collective(text, start):
            continue
        end = match.end()
        if below := table.tail.match(text, end):
            end = below.end()
        last = end
        yield _mention(start, end, text[start:end], "proper-name", 0.8)


def branches(board: Board) -> Iterator[Mention]:
    """人民银行安桥支行; 公安南岭分局; 国家统计局安桥调查队; 武警安桥中队 ("a branch of a bank; a district's police …")."""
    for pattern in (_BANK, _POLICE, _NATIONAL_BRANCH, _ARMED_POLICE):
        for match in pattern.finditer(board.text):
            yield _mention(match.start(), match.end(), match[0], "branch", 0.95)


def numbered_schools(board: Board) -> Iterator[Mention]:
    """平川二中学生; 城南四小 ("No. 2 middle school of …")."""
    for match in tables().numbered_school.finditer(board.text):
        start = name_start(board.text, match.start(), board.stems)
        if 2 <= match.start() - start <= 6 and not board.text[start : match.start()].endswith(("届", "年", "月")):
            yield _mention(start, match.end(), board.text[start : match.end()], "numbered-school", 0.85)


def bare_units(board: Board) -> Iterator[Mention]:
    """由综合行政执法大队… ("the comprehensive enforcement brigade"): a unit without owner, that is the issuer's."""
    table, text = tables(), board.text
    for match in table.bare_unit.finditer(text):
        if match[0] in table.generic_units or is_collective(text, match.start()) or is_post(text, match.end()):
            continue
        if (
            not after_edge(text, match.start())
            or text[match.start() - 1 : match.start()] == "”"
            or _COUNTED.match(text, match.end())
        ):
            continue
        yield _mention(match.start(), match.end(), match[0], "bare-unit", 0.7)


def named_groups(board: Board) -> Iterator[Mention]:
    """成立内部审计领导小组 ("a leading group for internal audit"): a group of the issuer's, named by its task."""
    for match in _GROUP.finditer(board.text):
        start = name_start(board.text, match.start(), board.stems)
        stem = board.text[start : match.start()]
        named = 2 <= len(stem) <= 14 and not tables().generic_stem.fullmatch(stem) and not _NO_TASK.search(stem)
        if named and not is_collective(board.text, start):
            yield _mention(start, match.end(), board.text[start : match.end()], "bare-unit", 0.7)


def bare_known(board: Board) -> Iterator[Mention]:
    """协调人社局、城管局 ("coordinated with the labour bureau …"): a known bureau without its level."""
    for match in tables().bare_known.finditer(board.text):
        plural = board.text[match.start() - 1 : match.start()] == ")" or is_collective(board.text, match.start())
        if not plural and not is_post(board.text, match.end()):
            yield _mention(match.start(), match.end(), match[0], "bare-known", 0.75)


def bare_bureaus(board: Board) -> Iterator[Mention]:
    """由财政金融局牵头 ("led by the finance bureau", of a zone): a bureau of known words that no table has."""
    for end in (found.end() for found in _BUREAU_END.finditer(board.text)):
        match = tables().bare_bureau.search(board.text, max(0, end - 16), end)
        if match and after_edge(board.text, match.start()) and not is_collective(board.text, match.start()):
            yield _mention(match.start(), end, match[0], "bare-known", 0.75)


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
            yield _mention(start, end, text[start:end], "subdistrict", 0.8)


def towns(board: Board) -> Iterator[Mention]:
    """向白沙镇、蕉林镇等21个乡镇派驻执法队 ("sent teams to two towns and others"): towns in a list, by their names."""
    for match in _TOWNS.finditer(board.text):
        last = match.start()
        for end in (found.end() for found in re.finditer("[镇乡](?=[、和与]|$)", match[0])):
            start = max(last, name_start(board.text, match.start() + end - 1, board.stems))
            stem = board.text[start : match.start() + end - 1]
            last = match.start() + end + 1
            if 2 <= len(stem) <= 4 and not tables().generic_stem.fullmatch(stem) and not _GENERIC_STEM.search(stem):
                yield _mention(start, match.start() + end, board.text[start : match.start() + end], "honoured-place", 0.7)


def self_references(board: Board) -> Iterator[Mention]:
    """我局、本单位、街道办事处 ("our bureau"): the issuer, whoever that is."""
    for pattern, rule, sure in ((tables().self_reference, "self", 0.95), (tables().self_bare, "self-bare", 0.8)):
        for match in pattern.finditer(board.text):
            yield _mention(match.start(), match.end(), match[0], rule, sure)


def superior_bureaus(board: Board) -> Iterator[Mention]:
    """在市局指导下 ("guided by the city's bureau"): the bureau of the issuer's kind one level up, or the issuer itself."""
    for match in _BUREAU.finditer(board.text):
        yield _mention(match.start(), match.end(), match[0], "superior-bureau", 0.85)


def quoted_teams(board: Board) -> Iterator[Mention]:
    """组建“法治体检”律师服务团 ("lawyers' team"): a team with a quoted name."""
    for match in _QUOTED_TEAM.finditer(board.reading):
        yield _mention(match.start(), match.end(), match[0], "quoted-team", 0.8)


def honoured_places(board: Board) -> Iterator[Mention]:
    """支持石桥村争创全国民主法治示范村 ("a village that strives for a title"): a place that acts or is honoured."""
    for match in tables().honoured.finditer(board.text):
        for place in _PLACE.finditer(board.text, match.start("places"), match.end("places")):
            start = max(place.start(), name_start(board.text, place.end(1), board.stems))
            name = board.text[start : place.end()]
            if 3 <= len(name) <= 7 and not tables().generic_stem.fullmatch(name[:-2] if name.endswith("社区") else name[:-1]):
                yield _mention(start, place.end(), name, "honoured-place", 0.75)


RULES: tuple[Rule, ...] = (
    joint_levels,
    governments,
    quoted_teams,
    branches,
    league,
    level_bodies,
    free_bodies,
    national,
    owner_units,
    superior_bureaus,
    trade_lists,
    state_trades,
    proper_names,
    numbered_schools,
    subdistricts,
    towns,
    self_references,
    bare_units,
    named_groups,
    bare_bureaus,
    bare_known,
    honoured_places,
)
