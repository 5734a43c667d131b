"""Names of bodies in one normal form, so that 南岭区市场监督管理局 and 区市场监管局 are seen to be one body.

A body is an owner and a core: the owner is a region (南岭区), the issuer itself (`ISSUER`), the nation (`NATION`) or nobody (a
school, a firm); the core is what is left of the name, in the spelling of `departments_known.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from fazhi.resources import lexicon, rows

ISSUER, NATION, NOBODY = "@", "nation", ""
RULE_OF_LAW = ("委依法治办", "委依法治委")
"""Cores of the office and the commission of the rule of law: 区委依法治区办 repeats the word of its level."""

BRANCH = re.compile(r"(?:.*?[市州盟])?(?P<field>公安|[一-龥]{2,8}?)局?(?P<stem>[一-龥]{2,4})分局(?P<rest>.*)")
"""A branch of a city's bureau, named after its district: 市公安局南岭分局."""

_RULE_OF_LAW_NAME = re.compile(
    r"(?:党工委|党委|委)?(?:全面)?依法治(?:[省市区县州旗镇乡]|街道?)(?:工作)?"
    r"(?P<body>委员会办公室|领导小组办公室|办公室|委办公室|委办|办|委员会|领导小组|委)"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body's normal form, and the body it was named together with (县司法局 of 县司法局文华司法所)."""

    owner: str
    core: str
    above: str = ""


@cache
def _spellings() -> tuple[dict[str, str], re.Pattern[str]]:
    forms = {form: row["name"] for row in rows("departments_known") for form in (row["name"], *row["others"].split("|")) if form}
    begin = "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f)) if len(form) > 2)
    return forms, re.compile(f"(?:{begin})(?=.)")


@cache
def official_names() -> dict[str, str]:
    """The full official name of each core that has one."""
    return {row["name"]: row["others"].split("|")[0] for row in rows("departments_known") if row["others"]}


@cache
def above_of() -> dict[str, str]:
    """The core of the body above each known core at its level, where that holds everywhere."""
    return {row["name"]: row["above"] for row in rows("departments_known") if row["above"]}


@cache
def national_names() -> dict[str, str]:
    """The canonical name for each name of a national body."""
    names = ((row["name"], form) for row in rows("departments_national") for form in (row["name"], *row["others"].split("|")))
    return {form: name for name, form in names if form}


def is_known(form: str) -> bool:
    """Whether the table has this name, in whatever spelling."""
    return form in _spellings()[0]


def core_of(rest: str) -> str:
    """The normal spelling of what is left of a name without its owner.

    >>> core_of("市场监督管理局"), core_of("公安分局交警大队")  # market bureau; traffic police of the police bureau
    ('市场监管局', '公安局交警大队')
    """
    forms, begin = _spellings()
    if rest in forms:
        return forms[rest]
    if law := _RULE_OF_LAW_NAME.fullmatch(rest):
        return RULE_OF_LAW[0] if law["body"].endswith(("办公室", "办")) else RULE_OF_LAW[1]
    if found := begin.match(rest):
        return forms[found[0]] + core_of(rest[found.end() :])
    return rest


@cache
def ranks() -> dict[str, int]:
    """Rank of each level word, longest words first: 0 province, 1 prefecture, 2 county, 3 township."""
    table: dict[str, int] = lexicon("departments")["ranks"]
    return dict(sorted(table.items(), key=lambda item: (-len(item[0]), item[0])))


def rank_of(region: str) -> int:
    """Rank of a level word or of a region by its ending; -1 where it has none.

    >>> rank_of("市"), rank_of("滨海新区"), rank_of("塘沽街道"), rank_of("司法局")
    (1, 2, 3, -1)
    """
    known = ranks()
    return next((known[region[-size:]] for size in _sizes() if region[-size:] in known), -1)


@cache
def _sizes() -> tuple[int, ...]:
    """How long level words are, the longest first."""
    return tuple(sorted({len(word) for word in ranks()}, reverse=True))


@cache
def _zones() -> tuple[str, ...]:
    """The words for zones (开发区, 高新区 …), the longest first."""
    return tuple(word for word in ranks() if len(word) > 2 or word in ("园区", "景区"))


def zone_of(region: str) -> str:
    """The word by which a development zone or the like ends, or "" for a region of the state.

    >>> zone_of("临江经济技术开发区"), zone_of("临江区")
    ('经济技术开发区', '')
    """
    if not region.endswith(_zones()):
        return ""
    return next(word for word in _zones() if region.endswith(word))


def level_word(region: str) -> str:
    """How the bodies of a region call it for short.

    >>> level_word("滨海新区"), level_word("塘沽街道"), level_word("临江经济技术开发区")
    ('区', '街道', '开发区')
    """
    if zone := zone_of(region):
        return (
            zone
            if len(zone) <= 3
            else next((word for word in ("开发区", "保税区", "自贸区", "度假区") if zone.endswith(word)), zone)
        )
    return "街道" if region.endswith(("街道", "街")) else region[-1:]


def stem_of(region: str) -> str:
    """The name of a region without the word of its level: 清泉 of 清泉镇."""
    return re.sub(r"(?:新区|街道|自治县|自治旗|自治州|[省市区县旗州盟镇乡])$", "", region.removesuffix(zone_of(region)))


def completed(word: str, core: str) -> str:
    """A core completed with the word (or name) of its owner.

    >>> completed("区", "委依法治办"), completed("市", "团委"), completed("县", "司法局")
    ('区委依法治区办', '团市委', '县司法局')
    """
    if core in RULE_OF_LAW:
        return f"{word}委依法治{level_word(word)}{core[-1]}"
    return f"团{word}委" if core == "团委" else word + core


def full_rule_of_law(core: str, word: str) -> str:
    """The long name of the office or commission of the rule of law.

    >>> full_rule_of_law("委依法治办", "区")
    '全面依法治区委员会办公室'
    """
    return f"全面依法治{word.removesuffix('道')}委员会{'办公室' if core.endswith('办') else ''}"


def branch_stem(issuer: str, stems: Iterable[str]) -> str:
    """The district that a branch of the city's bureau is named after, where the metadata do not tell its region, or "".

    >>> branch_stem("平江市公安局柳塘分局", ["平江"])
    '柳塘'
    """
    branch = BRANCH.fullmatch(issuer)
    return branch["stem"] if branch and not branch["rest"] and branch["stem"] not in stems else ""
