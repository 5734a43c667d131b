"""The regions and the issuer of one report, against which the names of bodies in it are read.

>>> from fazhi.model import Level, Metadata
>>> metadata = Metadata("", 0, 0, ("南岭区市场监督管理局",), 2023, Level.COUNTY, "department", "局", ("江安市", "南岭区"))
>>> setting = Setting(metadata)
>>> [setting.body(name).owner for name in ("区司法局", "南岭区司法局", "公安南岭分局", "市教育局", "局党组", "育英中学")]
['南岭区', '南岭区', '南岭区', '江安市', '@', '']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from fazhi.facts.names import (
    BRANCH,
    ISSUER,
    NATION,
    NOBODY,
    RULE_OF_LAW,
    Body,
    above_of,
    branch_stem,
    completed,
    core_of,
    full_rule_of_law,
    level_word,
    national_names,
    official_names,
    rank_of,
    ranks,
    stem_of,
    zone_of,
)
from fazhi.matching.alternation import any_word
from fazhi.model import Level, Metadata
from fazhi.resources import lexicon

_LEVEL_RANK = {Level.NATION: -1, Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2, Level.TOWNSHIP: 3}
_STATIONS: tuple[str, ...] = tuple(lexicon("departments")["alone"]["stations"])
_PARTY_UNITS: tuple[str, ...] = tuple(lexicon("departments")["alone"]["party_units"])
_OWNERS = "|".join(lexicon("departments")["owners"])
_STATION = re.compile(
    r"(?P<above>.+(?:局|分局|法院|检察院|街道|街道办事处|镇|乡))?(?P<stem>[一-龥]{2,5}?)"
    f"(?P<unit>{'|'.join(sorted(_STATIONS, key=lambda s: -len(s)))})"
)
_OTHER_REGION = re.compile(
    r"(?P<region>(?:[一-龥]{2,5}?(?:省|市|州|盟|自治区))?"
    r"[一-龥]{2,8}?(?:自治县|自治旗|新区|省|市(?!场)|州|盟|区|县|旗|镇|乡|街道))(?=.)"
)
_OWN_UNIT = re.compile(rf"(?:{_OWNERS})(?={'|'.join(_PARTY_UNITS)}|.{{3,}})")
_LEAGUE = re.compile(r"(?:团|共青团)([一-龥]*[省市区县州旗])委(?:员会)?")
_OF_GOVERNMENT = re.compile(r"(?:人民政府|政府)(?=[一-龥]{2,6}街道|国有资产监督|国资委)")  # 某区人民政府某街道办事处
_CONFERENCE = re.compile(r"(?:中国人民政治协商会议|政协)([一-龥]*[省市区县州旗])委员会")
_HONORIFIC = re.compile(
    r"^(?:中共|中国共产党|国家税务总局(?=.)|国网|国家电网|中华人民共和国(?=[一-龥]{2,8}(?:海关|海事局|边防检查总?站)))?(?:(?:我|本)(?=[局厅委街镇乡]))?"
)
_GOVERNMENT = re.compile(f"{any_word(lexicon('bodies')['governing'])}$")
_ZONE = ("管理委员会", "管委会")
_SHORT_ZONES = ("经开区", "开发区", "高新区", "园区")
_POLICE_OR_COURT = ("公安", "司法", "人民法院", "法院", "市场")
_NO_LEVEL = ("市场", "区域", "街坊")
_PLACE_NAME = ("街道", "街道办事处", "镇", "乡", "街道办", "村", "社区")


def _forms(region: str) -> tuple[str, ...]:
    """The names under which a region is spoken of: 临江经济技术开发区 is 临江经开区 and 临江开发区 as well."""
    zone = zone_of(region)
    return (region, *(f"{stem_of(region)}{word}" for word in _SHORT_ZONES if zone and word not in region)) if zone else (region,)


@cache
def _levels() -> tuple[str, ...]:
    return tuple(ranks())


class Setting:
    """What 区 ("the district"), 市 ("the city") and 局 ("the bureau") are in one report."""

    def __init__(self, metadata: Metadata) -> None:
        self.metadata = metadata
        self.issuer = metadata.issuers[-1] if metadata.issuers else ""
        self.place = self._place()
        own = (self.place,) if self.place and self.place not in metadata.region else ()
        self.regions: tuple[str, ...] = (*metadata.region, *own)
        self.rank = _LEVEL_RANK[metadata.level] if metadata.level is not None else _LEVEL_RANK[Level.COUNTY]
        self.is_township = self.rank == _LEVEL_RANK[Level.TOWNSHIP] and bool(self.place)
        self.stems = {stem_of(region): region for region in self.regions if len(stem_of(region)) >= 2}
        self.forms = tuple((form, region) for region in self.regions for form in _forms(region))
        governs = bool(self.place) and not self.is_township
        self.branch = "" if self.place else branch_stem(self.issuer, self.stems)
        self.local = self.place if governs or not metadata.region else metadata.region[-1]
        self.issuer_bodies: tuple[Body, ...] = ()
        self.issuer_bodies = tuple(self.body(issuer) for issuer in metadata.issuers)
        if len(metadata.issuers) > 1:  # 中共甲县水务局党组 beside 甲县水务局 is the 局党组 of that bureau
            self.issuer_bodies = tuple(self.body(issuer) for issuer in metadata.issuers)

    def _place(self) -> str:
        """The region that the issuer governs, if it governs one."""
        if self.metadata.body not in ("government", "subdistrict", "party") and not self.issuer.endswith(_ZONE):
            return ""
        place = _GOVERNMENT.sub("", _HONORIFIC.sub("", self.issuer))
        return place if rank_of(place) >= 0 else ""

    def region(self, word: str) -> str:
        """The region of the report that a level word means, or the word itself."""
        wanted, zone = rank_of(word), bool(zone_of(word))
        if zone:
            return next((r for r in self.regions if zone_of(r)), word)
        own = f"{self.branch}{word}" if self.branch and wanted == _LEVEL_RANK[Level.COUNTY] and len(word) == 1 else word
        return next((r for r in self.regions if rank_of(r) == wanted), own)

    def issuer_index(self, body: Body) -> int | None:
        """Which of the issuers a body is, if any."""
        for index, issuer in enumerate(self.issuer_bodies):
            nameless = issuer.owner == NOBODY and body.owner == ISSUER  # 国家…总局: no region tells whose it is
            if body.core == issuer.core and (body.owner == issuer.owner or nameless):
                return index
        governs = body.owner == (ISSUER if self.is_township else self.place) and bool(self.place)
        if governs and self.issuer_bodies and body.core in ("", "办事处", "街道办", "政府", *_ZONE):
            return len(self.issuer_bodies) - 1
        return None

    # ------------------------------------------------------------ names read

    def body(self, name: str, *, bare: bool = False) -> Body:
        """The normal form of a name; `bare` where it stands without an owner and is a unit of the issuer's."""
        if name in national_names():
            return Body(NATION, national_names()[name])
        owner, rest = self._split(_OF_GOVERNMENT.sub("", _HONORIFIC.sub("", name), count=1))
        above = ""
        if (owner == NOBODY or rest.startswith(_POLICE_OR_COURT)) and (station := _STATION.fullmatch(rest)):
            owner, rest, above = self._station(owner, rest, station)
        elif branch := BRANCH.fullmatch(rest):
            owner, rest = self._branch(owner, rest, branch)
        elif owner == NOBODY:
            owner, rest = self._short_region(rest)
        if rest.endswith("街道办事处") and len(rest) >= 7:
            rest = rest.removesuffix("办事处")  # 某街道|办事处 is 某街道
        return self._within_issuer(ISSUER if owner == NOBODY and bare else owner, core_of(rest), above)

    def _split(self, name: str) -> tuple[str, str]:
        """Owner and rest: the regions that a name begins with, or the word of a level."""
        above, _, below = name.partition(self.place) if self.is_township else ("", "", "")
        if below and rank_of(above) >= 0:  # 区人民政府|某街道|办事处, 甲市乙区|某街道|工作委员会
            return self.place, below
        owner, rest = self._known_regions(name)
        if owner != NOBODY and rest[:1] not in ("区", "县", "市", "镇"):
            return owner, rest
        if league := _LEAGUE.fullmatch(rest):
            return self.region(league[1]), "团委"
        if conference := _CONFERENCE.fullmatch(rest):
            return self.region(conference[1]), "政协"
        word = next((w for w in ranks() if rest.startswith(w) and rest != w), None) if rest.startswith(_levels()) else None
        if word and not rest.startswith(_NO_LEVEL):
            return self.region(word), rest[len(word) :]
        if owner == NOBODY and not rest.endswith(_PLACE_NAME) and (other := _OTHER_REGION.match(rest)):
            return self._other(other["region"]), rest[other.end() :]
        return owner, rest

    def _known_regions(self, name: str) -> tuple[str, str]:
        owner, rest, moved = NOBODY, name, True
        while moved:
            moved = False
            for form, region in self.forms:
                if rest.startswith(form) and (rest != form or region == self.place):
                    owner, rest, moved = region, rest[len(form) :], True
        return owner, rest

    def _other(self, region: str) -> str:
        """A region that the metadata do not hold: the superior one where none of its rank is known, else another one."""
        rank = rank_of(region)
        superior = rank < self.rank and all(rank_of(r) != rank for r in self.regions)
        return level_word(region) if superior else region

    def _short_region(self, rest: str) -> tuple[str, str]:
        """河东法院: a region without the word of its level, before a body that the table has."""
        for stem, region in self.stems.items():
            core = core_of(rest[len(stem) :]) if rest.startswith(stem) else ""
            if core in above_of() or core in official_names():
                return region, rest[len(stem) :]
        return NOBODY, rest

    def _station(self, owner: str, rest: str, found: re.Match[str]) -> tuple[str, str, str]:
        """A station named after a place: the issuer's own, or one in its own right, with the body above it."""
        unit = "法庭" if found["unit"].endswith("法庭") else found["unit"]
        above = (level_word(owner) if owner in self.regions else owner) + (found["above"] or "")
        if self.is_township and found["stem"] in (stem_of(self.place), self.place):
            return ISSUER, unit, above
        if found["above"] is None and owner != NOBODY:
            return owner, rest, ""
        return NOBODY, found["stem"] + unit, above

    def _branch(self, owner: str, rest: str, found: re.Match[str]) -> tuple[str, str]:
        """市生态环境局临山分局, 公安南岭分局: the district's bureau of that kind."""
        for stem, field in ((found["stem"], found["field"]), (found["field"], found["stem"])):
            if stem in self.stems:
                return self.stems[stem], f"{field}局{found['rest']}"
        return owner, rest

    def _within_issuer(self, owner: str, core: str, above: str) -> Body:
        """A unit of the issuer where the name begins with the issuer's, or with the word by which it calls itself."""
        if self.is_township and owner in (self.place, ISSUER):
            return Body(ISSUER, "党委" if core == "委" else core, above)
        head = self.metadata.head
        for issuer in self.issuer_bodies:
            if self.metadata.body != "department" or owner != issuer.owner or core == issuer.core:
                continue
            own = issuer.core if core.startswith(issuer.core) else head
            short = own == issuer.core or own in ("局", "厅", "院") or core[len(own) :] in _PARTY_UNITS
            if own and short and core.startswith(own) and len(core) > len(own):
                return Body(ISSUER, core_of(core[len(own) :]), above)
        unit = _OWN_UNIT.match(core) if owner in (NOBODY, ISSUER) and core not in official_names() else None
        if unit and head and (unit[0].endswith(head) or core.startswith((head, "机关"))):
            return Body(ISSUER, core_of(core[unit.end() :]), above)
        return Body(owner, core, above)

    # ------------------------------------------------------------ names given

    def name(self, body: Body, printed: Sequence[str]) -> str:
        """The canonical name: level word and core for a public body, else the name as printed most often."""
        if body.owner == NOBODY:
            return max(printed, key=lambda name: (printed.count(name), len(name), name))
        if body.owner == ISSUER:
            return self._name_of_unit(body.core)
        return completed(level_word(body.owner) if body.owner in self.regions else body.owner, body.core)

    def _name_of_unit(self, core: str) -> str:
        if core in _STATIONS and self.is_township:
            return stem_of(self.place) + core
        word = level_word(self.place) if self.is_township else self.metadata.head
        if core in RULE_OF_LAW:
            return f"{word}{full_rule_of_law(core, word)}"
        return completed(word, core) if self.is_township or core in _PARTY_UNITS else core

    def other_names(self, body: Body) -> list[str]:
        """Names of a public body that follow from tables and from its region: 西岭区司法局 for 区司法局."""
        if body.owner == NOBODY:
            return []
        if body.owner == ISSUER and not self.is_township:
            return [self.issuer + body.core]
        region = self.place if body.owner == ISSUER else body.owner
        word = level_word(region)
        cores = dict.fromkeys((body.core, official_names().get(body.core, body.core)))
        names = [completed(owner, core) for core in cores for owner in (word, region)]
        if body.core in RULE_OF_LAW:
            names += [f"{owner}委{full_rule_of_law(body.core, word)}" for owner in (word, region)]
        return names
