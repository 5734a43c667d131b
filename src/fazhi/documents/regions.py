"""The regions that the name of a body begins with: those of the table, others by how such names are formed."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.model import Level
from fazhi.resources import lexicon, rows

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
# What follows shows that a region did not end here: 市场 (market), 区域 (area), 县长 (its head), 市政 (municipal works);
# but 区民政局 is its bureau of civil affairs, 县市场监督管理局 its bureau of market supervision.
_GOES_ON = "场|域|区|县|市(?!场)|委|长(?![一-龥]{1,6}[区县市])|政(?!务|府|法|协|数|策)|民(?!政|族|宗|用|营|生)"
# 州 ends the short name of a prefecture (恩施州), but is as often inside the name of a city or province (杭州市, 贵州省)
_FORMED = r"[一-龥]{1,8}?(?:特别行政区|自治[区州县旗]|新区|地区|省|市|(?<!^.)州(?![省市区县镇乡]|街道|新区)|盟|区|县|旗)"
_BODY = re.compile(r"国家税务总局|中共|中国共产党")  # stands before the region
_GOVERNMENT = "人民政府"
_ITS_OWN = frozenset(
    {"", _GOVERNMENT, "政府", "委", "委员会", "党委", "街道", "街道办事处", "办事处"}
)  # no body below the region
_LEVEL_BY_ENDING = {
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


def level_of(region: str) -> Level | None:
    """Level of a region by the last character of its name; of the cities, only the municipalities are told from the others.

    >>> level_of("北京市").value, level_of("恩施州").value, level_of("长垣市").value  # the last is a city of county level
    ('province', 'prefecture', 'prefecture')
    """
    for ending in ("自治区", "地区"):
        if region.endswith(ending):
            return _LEVEL_BY_ENDING[ending]
    if region in MUNICIPALITIES:
        return Level.PROVINCE
    return _LEVEL_BY_ENDING.get(region[-1:])


def split_regions(name: str) -> tuple[tuple[str, ...], str]:
    """The regions that a body's name begins with, and the rest.

    >>> split_regions("东岭区文华街道")  # a subdistrict of a district
    (('东岭区',), '文华街道')
    >>> split_regions("南平市政和县司法局")  # a bureau of a county, whose name begins like 政府 (government)
    (('南平市', '政和县'), '司法局')
    """
    regions: list[str] = []
    rest = name[found.end() :] if (found := _BODY.match(name)) else name
    while (region := _region_before(rest)) is not None and not _no_region().match(region):
        left = rest[len(region) :].removeprefix(_GOVERNMENT)
        if left in _ITS_OWN:
            break
        regions.append(region)
        rest = left
    return tuple(regions), rest


@cache
def _no_region() -> re.Pattern[str]:
    return re.compile(any_word(lexicon("bodies")["no_region"]))


@cache
def shared_names() -> frozenset[str]:
    """Names of regions of county level that are borne in more than one city: the city must be known to tell them apart."""
    counts = Counter(row["name"] for row in rows("regions"))
    return frozenset(name for name, count in counts.items() if count > 1) | frozenset(lexicon("bodies")["shared"])


def _region_before(text: str) -> str | None:
    """The region that a text begins with: the longest name of the table, else the shortest that is formed like one."""
    known, lengths, ends, formed = _tables()
    for length in lengths:
        if text[:length] in known and len(text) >= length and ends.match(text, length):
            return text[:length]
    return found[0] if (found := formed.match(text)) else None


@cache
def _tables() -> tuple[frozenset[str], tuple[int, ...], re.Pattern[str], re.Pattern[str]]:
    """Names of the table, their lengths from the longest on, what may follow a region, and a region by its formation."""
    known = frozenset(name for row in rows("regions") for name in (row["name"], row["city"], row["province"]) if name)
    like_more = any_word(
        name for name in known if re.match(_GOES_ON, name)
    )  # regions that begin like what goes on: 市中区, 民权县
    ends = f"(?:(?={like_more})|(?!{_GOES_ON}))"
    return known, tuple(sorted(set(map(len, known)), reverse=True)), re.compile(ends), re.compile(_FORMED + ends)
