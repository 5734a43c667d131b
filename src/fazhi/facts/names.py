"""Names of bodies in one normal form, so that 鹤岭区市场监督管理局 and 区市场监管局 are seen to be one body.

A body is an owner and a core: the owner is a region (鹤岭区), the issuer itself (`ISSUER`) or nobody (a school, a firm), the core what
is left of the name, in the spelling of `departments_known.csv`. What 区 ("the district") is follows from the issuer's regions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fazhi.model import Level, Metadata
from fazhi.resources import rows

ISSUER = "@"
NOBODY = ""
_RANKS = (
    ("省", 0), ("自治区", 0), ("市", 1), ("州", 1), ("盟", 1), ("地区", 1), ("区", 2), ("新区", 2), ("县", 2), ("旗", 2), ("开发区", 2), ("高新区", 2),
    ("管委会", 2), ("镇", 3), ("乡", 3), ("街道", 3), ("街", 3),
)  # fmt: skip
_LEVEL_RANK = {Level.NATION: -1, Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2, Level.TOWNSHIP: 3}
_WORDS = sorted((word for word, _ in _RANKS), key=lambda w: -len(w))
_STATION = re.compile(r"(?P<above>.+(?:局|分局|法院|检察院|街道|街道办事处|镇|乡))?(?P<stem>[一-龥]{2,5}?)(?P<unit>派出所|司法所|人民法庭|法庭|税务所|市场监管所|检察室|财政所)")
_BRANCH = re.compile(r"(?:.*?[市州盟])?(?P<field>公安|[一-龥]{2,8}?)局?(?P<stem>[一-龥]{2,4})分局(?P<rest>.*)")
_RULE_OF_LAW = re.compile(r"(?:委)?(?:全面)?依法治(?:[省市区县州旗镇乡]|街道?)(?:工作)?(?P<body>委员会办公室|领导小组办公室|办公室|委办公室|委办|办|委员会|领导小组|委)")
_OTHER_REGION = re.compile(r"^((?:[一-龥]{2,5}?(?:省|市|州|盟|自治区))?[一-龥]{2,8}?(?:自治县|自治旗|新区|省|市(?!场)|州|盟|区|县|旗|镇|乡|街道))(?=.)")
_PARTY_UNITS = ("党组", "党委", "机关党委", "党总支")
_ZONE = ("管理委员会", "管委会")
_STATIONS = ("派出所", "司法所", "法庭", "人民法庭", "税务所", "市场监管所", "检察室", "财政所")


def rank_of(word: str) -> int:
    """Rank of a level word or of a region by its ending: 0 province … 3 township; -1 where it is neither."""
    if word.endswith("自治区"):
        return 0
    return next((rank for ending, rank in reversed(_RANKS) if word.endswith(ending)), -1)


def level_word(region: str) -> str:
    """How a region's bodies call it for short: 滨海新区 -> 区."""
    if region.endswith(("街道", "街")):
        return "街道"
    return region[-1:]


@dataclass(frozen=True, slots=True)
class Body:
    """A body's normal form, and the body it was named together with (县司法局 of 县司法局新城司法所)."""

    owner: str
    core: str
    above: str = ""


@cache
def _known() -> tuple[dict[str, str], re.Pattern[str]]:
    forms = {form: row["name"] for row in rows("departments_known") for form in (row["name"], *row["others"].split("|")) if form}
    begin = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: -len(f)) if len(form) > 2)
    return forms, re.compile(f"(?:{begin})(?=.)")


@cache
def official_names() -> dict[str, str]:
    """The full official name of each known core."""
    return {row["name"]: row["others"].split("|")[0] for row in rows("departments_known") if row["others"]}


@cache
def above_of() -> dict[str, str]:
    """The core of the body above each known core at its level, where that holds everywhere."""
    return {row["name"]: row["above"] for row in rows("departments_known") if row["above"]}


def is_known(form: str) -> bool:
    """Whether the table has this name, in whatever spelling."""
    return form in _known()[0]


def core_of(rest: str) -> str:
    """The normal spelling of what is left of a name without its owner.

    >>> core_of("市场监督管理局"), core_of("公安分局交警大队")  # market bureau; traffic police of the police bureau
    ('市场监管局', '公安局交警大队')
    """
    forms, begin = _known()
    if rest in forms:
        return forms[rest]
    if law := _RULE_OF_LAW.fullmatch(rest):
        return "委依法治办" if law["body"].endswith(("办公室", "办")) else "委依法治委"
    if found := begin.match(rest):
        return forms[found[0]] + core_of(rest[found.end() :])
    return rest


class Setting:
    """The regions and the issuer of one report, against which its names are read."""

    def __init__(self, metadata: Metadata) -> None:
        self.metadata = metadata
        self.issuer = metadata.issuers[-1] if metadata.issuers else ""
        self.place = self._place()
        self.regions = (*metadata.region, self.place) if self.place and self.place not in metadata.region else metadata.region
        self.rank = _LEVEL_RANK.get(metadata.level, 2) if metadata.level is not None else 2
        self.is_township = self.rank == 3 and bool(self.place)
        self.stems = {_stem(region): region for region in self.regions if len(_stem(region)) >= 2}
        self.local = next((r for r in reversed(metadata.region)), self.place)
        self.issuer_bodies = tuple(self.body(issuer) for issuer in metadata.issuers)

    def _place(self) -> str:
        """The region that the issuer governs, if it governs one."""
        if self.metadata.body not in ("government", "subdistrict", "party") and not self.issuer.endswith(_ZONE):
            return ""
        name = re.sub(r"^(?:中共|中国共产党)", "", self.issuer)
        place = re.sub(r"(?:人民政府|政府|办事处|党工委|工作委员会|工委|党委|委员会|管理委员会|管委会|委)$", "", name)
        return place if rank_of(place) >= 0 else ""

    def region(self, word: str) -> str:
        """The region of the report that a level word means, or the word itself."""
        wanted = rank_of(word)
        return next((r for r in self.regions if rank_of(r) == wanted), word)

    def body(self, name: str, *, bare: bool = False) -> Body:
        """The normal form of a name; `bare` where it stands without an owner and is a unit of the issuer's."""
        rest = re.sub(r"^(?:我|本)(?=[局厅委街镇乡])", "", re.sub(r"^(?:中共|中国共产党|国家税务总局(?=.))", "", name))
        owner, rest = self._split(rest)
        above = ""
        if station := _STATION.fullmatch(rest if owner == NOBODY or rest.startswith(("公安", "司法", "人民法院", "法院", "市场")) else ""):
            owner, rest, above = self._station(owner, rest, station)
        elif branch := _BRANCH.fullmatch(rest):
            owner, rest = self._branch(owner, rest, branch)
        elif owner == NOBODY and (stem := next((s for s in self.stems if rest.startswith(s)), None)):
            core = core_of(rest[len(stem) :])
            if core in above_of() or core in official_names():
                owner, rest = self.stems[stem], rest[len(stem) :]
        core = core_of(rest)
        if owner == NOBODY and bare:
            owner = ISSUER
        return self._within_issuer(owner, core, above)

    def _split(self, name: str) -> tuple[str, str]:
        """Owner and rest: the regions that a name begins with, or the word of a level."""
        owner, rest, moved = NOBODY, name, True
        while moved:
            moved = False
            for region in self.regions:
                if rest.startswith(region) and (rest != region or region == self.place):
                    owner, rest, moved = region, rest[len(region) :], True
        if owner != NOBODY and not rest[:1] in ("区", "县", "市", "镇"):
            return owner, rest
        if league := re.fullmatch(r"(?:团|共青团)([一-龥]*[省市区县州旗])委(?:员会)?", rest):
            return self.region(league[1]), "团委"
        if (word := next((w for w in _WORDS if rest.startswith(w) and rest != w), None)) and not rest.startswith(("市场", "区域", "街坊")):
            return self.region(word), rest[len(word) :]
        if owner == NOBODY and (other := _OTHER_REGION.match(rest)) and not self._named_unit(rest):
            return self._other(other[1]), rest[other.end() :]
        return owner, rest

    def _named_unit(self, rest: str) -> bool:
        return rest.endswith(("街道", "街道办事处", "镇", "乡", "街道办", "村", "社区"))

    def _other(self, region: str) -> str:
        """A region that the metadata do not hold: the superior one where none of its rank is known, else another one."""
        rank = rank_of(region)
        if rank < self.rank and not any(rank_of(r) == rank for r in self.regions):
            return level_word(region)
        return region

    def _station(self, owner: str, rest: str, found: re.Match[str]) -> tuple[str, str, str]:
        """A station named after a place: the issuer's own, or one of its own right, with the body above it."""
        unit = "法庭" if found["unit"].endswith("法庭") else found["unit"]
        above = (level_word(owner) if owner != NOBODY and owner in self.regions else owner) + (found["above"] or "")
        if self.is_township and found["stem"] in (_stem(self.place), self.place):
            return ISSUER, unit, above
        if found["above"] is None and owner != NOBODY:
            return owner, rest, ""
        return NOBODY, found["stem"] + unit, above

    def _branch(self, owner: str, rest: str, found: re.Match[str]) -> tuple[str, str]:
        """市生态环境局临峪分局, 公安鹤岭分局: the district's bureau of that kind."""
        region = self.stems.get(found["stem"]) or self.stems.get(found["field"])
        if region is None:
            return owner, rest
        field = found["field"] if self.stems.get(found["stem"]) else found["stem"]
        return region, f"{field}局{found['rest']}"

    def _within_issuer(self, owner: str, core: str, above: str) -> Body:
        """A unit of the issuer where the name begins with the issuer's, or with the word by which it calls itself."""
        if self.is_township and owner in (self.place, ISSUER):
            return Body(ISSUER, "党委" if core == "委" else core, above)
        for issuer in getattr(self, "issuer_bodies", ()):
            if self.metadata.body == "department" and owner == issuer.owner and core != issuer.core:
                own = issuer.core if core.startswith(issuer.core) else self.metadata.head
                short = own == issuer.core or own in ("局", "厅", "院") or core[len(own) :] in _PARTY_UNITS
                if own and short and core.startswith(own) and len(core) > len(own):
                    return Body(ISSUER, core_of(core[len(own) :]), above)
        if owner in (NOBODY, ISSUER) and (own := re.match(r"(?:局|厅|委|部|办事处|机关|院|支队|大队|总队)(?=党组|党委|机关党委|党总支|.{3,})", core)):
            if self.metadata.head and core.startswith((self.metadata.head, "机关")) and core not in official_names():
                return Body(ISSUER, core_of(core[own.end() :]), above)
        return Body(owner, core, above)


def _stem(region: str) -> str:
    return re.sub(r"(?:新区|街道|自治县|自治旗|自治州|[省市区县旗州盟镇乡])$", "", region)


def display(body: Body, setting: Setting, printed: Sequence[str]) -> str:
    """The canonical name: level word and core for a public body, else the name as printed most often."""
    if body.owner == NOBODY:
        return max(printed, key=lambda name: (printed.count(name), len(name), name))
    if body.owner == ISSUER:
        if body.core in _STATIONS and setting.is_township:
            return _stem(setting.place) + body.core
        word = level_word(setting.place) if setting.is_township else setting.metadata.head
        if setting.is_township or body.core in _PARTY_UNITS:
            return with_word(word, body.core)
        return body.core
    if body.owner in setting.regions:
        return with_word(level_word(body.owner), body.core)
    return with_word(body.owner, body.core)


def with_word(word: str, core: str) -> str:
    """A core completed with the word (or name) of its owner.

    >>> with_word("区", "委依法治办"), with_word("市", "团委"), with_word("县", "司法局")
    ('区委依法治区办', '团市委', '县司法局')
    """
    if core in ("委依法治办", "委依法治委"):
        return f"{word}委依法治{level_word(word)}{core[-1]}"
    if core == "团委":
        return f"团{word}委"
    return word + core


def known_aliases(body: Body, setting: Setting) -> list[str]:
    """Other names of a public body that follow from tables and from its region: 河东区司法局 for 区司法局."""
    if body.owner == NOBODY:
        return []
    if body.owner == ISSUER:
        region, word = (setting.place, level_word(setting.place)) if setting.is_township else (setting.issuer, "")
        if not setting.is_township:
            return [region + body.core]
    else:
        region, word = body.owner, level_word(body.owner)
    cores = [body.core, official_names().get(body.core, body.core)]
    names = [with_word(owner, core) for core in dict.fromkeys(cores) for owner in (word, region)]
    if body.core in ("委依法治办", "委依法治委"):
        tail = "委员会办公室" if body.core.endswith("办") else "委员会"
        names += [f"{owner}委全面依法治{word}{tail}" for owner in (word, region)]
    return names
