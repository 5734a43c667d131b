"""What the name of an issuing body says of it: kind, level, short name, region."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.model import Level
from fazhi.resources import lexicon

# 州 ends the short name of a prefecture (恩施州), but is as often inside the name of a city or province (杭州市, 贵州省)
_REGION = re.compile(
    r"(?:[一-龥]{1,8}?(?:特别行政区|自治区|自治州|自治县|自治旗|新区|地区|省|市|(?<!^.)州(?![省市区县镇乡]|街道|新区)|盟(?!佤族)|区|县|旗)"
    r"|[^\W省市州盟区县旗]{9,14}自治[县州])"
    r"(?!场|域|长(?![一-龥]{1,6}[区县市])|区|县|市(?!场|[中南北]区)|委|政(?!务|府|法|协|数|策|和县)"
    r"|民(?!政|族|宗|用|营|生|[权勤乐丰]县|和回族))(?:人民政府)?"
)
_NO_REGION = re.compile(r"^(?:城|社|集|上|门|超|夜)(?:市|区)")  # 城市管理 (urban management) begins with no city
_LEVEL_OF_REGION = {
    "省": Level.PROVINCE,
    "自治区": Level.PROVINCE,
    "市": Level.PREFECTURE,
    "州": Level.PREFECTURE,
    "盟": Level.PREFECTURE,
    "地区": Level.PREFECTURE,
    "区": Level.COUNTY,
    "县": Level.COUNTY,
    "旗": Level.COUNTY,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
}
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


@dataclass(frozen=True, slots=True)
class Ending:
    """What the ending of a name tells."""

    body: str
    level: Level | None
    head: str


@cache
def _endings() -> tuple[tuple[re.Pattern[str], Ending], ...]:
    return tuple(
        (re.compile(f"(?:{row['suffix']})$"), Ending(row["body"], Level(row["level"]) if "level" in row else None, row["head"]))
        for row in lexicon("bodies")["ending"]
    )


def ending_of(name: str) -> Ending | None:
    """What the ending of a body's name tells, or None where it does not end like one.

    >>> ending_of("清泉镇人民政府").head  # "people's government of a town"
    '镇'
    """
    if len(name) < 2 or len(name) > 40:
        return None
    return next((ending for pattern, ending in _endings() if pattern.search(name)), None)


def level_of(region: str) -> Level | None:
    """Level of a region by the last character of its name."""
    for ending in ("自治区", "地区"):
        if region.endswith(ending):
            return _LEVEL_OF_REGION[ending]
    if region in MUNICIPALITIES:
        return Level.PROVINCE
    return _LEVEL_OF_REGION.get(region[-1:])


def split_regions(name: str) -> tuple[tuple[str, ...], str]:
    """The regions that a body's name begins with, and the rest.

    >>> split_regions("东岭区文华街道")  # a subdistrict of a district
    (('东岭区',), '文华街道')
    >>> split_regions("南岭区市场监督管理局")  # a bureau of a district
    (('南岭区',), '市场监督管理局')
    """
    regions: list[str] = []
    rest = re.sub(r"^(?:国家税务总局|中共|中国共产党)", "", name)
    while found := _REGION.match(rest):
        region, left = found[0].removesuffix("人民政府"), rest[found.end() :]
        if (
            not left
            or _NO_REGION.match(region)
            or left in ("人民政府", "政府", "委", "委员会", "党委", "街道", "街道办事处", "办事处")
        ):
            break
        regions.append(region)
        rest = left
    return tuple(regions), rest
