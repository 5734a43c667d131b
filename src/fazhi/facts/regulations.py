"""Regulations: one entity for each norm, however it is cited.

落实《法治政府建设实施纲要(2021—2025年)》(以下简称《纲要》)…对照《纲要》任务   one norm, two places
学习《保密法》                                       under its official name, 中华人民共和国保守国家秘密法
修订《某街道突发事件总体应急预案》…按照《突发事件总体应急预案》       the second without its issuer: one norm
发放《习近平法治思想学习纲要》                             a book, and no norm
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from fazhi.matching.alternation import any_of
from fazhi.model import Document, Entity, EntityKind, Evidence, Mention, MentionKind, Metadata, Omission
from fazhi.norms import national_norm, norm_key
from fazhi.resources import lexicon

_EDITION = re.compile(r"\([^()]*\)$")
_REGION = re.compile(
    r"^(?:20\d\d年(?:度)?)?([一-龥]{1,7}?(?:自治区|自治州|自治县|新区|省|市(?!场|政|县|域)|州|盟|县(?!级)|区(?!域)|旗|镇(?!街)|乡(?!村|镇)|街道|街(?!区))"
    r"|[一-龥]{2,14}?(?:开发区|高新区|保税区|园区|新区|自治州|自治县))"
)
_DRIVE = "regulation.publicity-drive"  # 启动“八五”普法
_PROPER = 3  # characters that are a proper name
_OURS = tuple(own + level for own in "我本" for level in "省市州县区旗镇乡街局厅")
_OUTLINE = "法治政府建设实施纲要"


@dataclass(frozen=True, slots=True)
class Regulations:
    """The norms that a report cites, and the titles that are none."""

    entities: tuple[Entity, ...]
    omissions: tuple[Omission, ...]


@dataclass(slots=True)
class _Norm:
    """A norm while its places are gathered."""

    name: str
    kind: str | None
    evidence: list[Evidence] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    number: str | None = None
    issued: bool = False


def gather_regulations(document: Document, mentions: Iterable[Mention]) -> Regulations:
    """Settle which mentions are one norm, under which name, of which kind and scope."""
    metadata = document.metadata
    norms: dict[str, _Norm] = {}
    short: dict[str, str] = {}
    omissions: list[Omission] = []
    cited = [m for m in mentions if m.kind is MentionKind.REGULATION]
    named = {norm_key(m.name) for m in cited if m.rule != _DRIVE}
    title = norm_key(metadata.title)
    for mention in cited:
        own = norm_key(mention.name)
        if mention.category == "none" or own == title:
            omissions.append(Omission(mention.start, mention.end, "regulation", "a book, form, report or work, and no norm"))
            continue
        if mention.rule == _DRIVE and own not in named:
            omissions.append(
                Omission(mention.start, mention.end, "regulation", "a drive of legal publicity, whose plan is not cited")
            )
            continue
        key = _resolved(mention, norms, short, metadata)
        if key is None:
            omissions.append(Omission(mention.start, mention.end, "regulation", "a short title that the text does not define"))
            continue
        norm = norms.setdefault(key, _Norm(mention.name if key == own else key, mention.category))
        norm.evidence.append(Evidence(mention.start, mention.end, mention.rule, mention.confidence))
        norm.number = norm.number or mention.number
        norm.issued = norm.issued or bool(_issued().search(document.reading, max(0, mention.start - 8), mention.start))
        norm.aliases += _spellings(document, mention)
        if mention.alias:
            short[mention.alias] = key
            norm.aliases.append(mention.alias)
    return Regulations(tuple(_entity(norm, metadata) for norm in norms.values()), tuple(omissions))


def _resolved(mention: Mention, norms: dict[str, _Norm], short: dict[str, str], metadata: Metadata) -> str | None:
    """The key of the norm that a mention means: what its short name stands for, a fuller title of the same, or its own."""
    name, key = mention.name, norm_key(mention.name)
    if name in short:
        return short[name]
    if mention.rule == "regulation.short-title":
        fitting = [known for known in norms if _EDITION.sub("", known).endswith(key)]
        if key in ("纲要", "实施纲要"):
            return next((k for k in norms if k.startswith(_OUTLINE)), norm_key(_outline_of(metadata.year)))
        return fitting[-1] if len(fitting) == 1 else None
    if key[:2] in _OURS:  # 修订我市粮食储备规定 ("our city's rules on …"): the one of that name cited before
        fitting = [known for known in norms if _EDITION.sub("", known).endswith(key[2:])]
        return fitting[0] if len(fitting) == 1 else key
    if key == _OUTLINE:
        return norm_key(_outline_of(metadata.year))
    if key in norms:
        return key
    for known in norms:
        if _is_fuller(known, key, metadata) or (known.startswith(key) and _EDITION.sub("", known) == key):
            return known
    return key


def _outline_of(year: int | None) -> str:
    """《纲要》 (the Outline), where no edition is given, is the one in force in the year reported on."""
    return f"{_OUTLINE}({'2015-2020' if (year or 0) <= 2020 else '2021-2025'}年)"


def _is_fuller(known: str, key: str, metadata: Metadata) -> bool:
    """Whether a known title is this one with its issuer or region before it; titles that differ otherwise stay apart."""
    if not known.endswith(key) or len(key) < 6:
        return False
    lead = known[: -len(key)]
    if national_norm(key) is not None:  # 某山国家级自然保护区条例 is no fuller title of the national 自然保护区条例
        return lead in metadata.region or lead in metadata.issuers
    return any(issuer.startswith(lead) or lead.endswith(issuer) for issuer in metadata.issuers) or lead in metadata.region


def _spellings(document: Document, mention: Mention) -> list[str]:
    """The name as printed, and without its edition."""
    printed = document.text[mention.start : mention.end].strip("《》")
    return [re.sub(r"[《》]", "", printed)]


def _entity(norm: _Norm, metadata: Metadata) -> Entity:
    known = national_norm(norm.name)
    name = known.official if known else norm.name
    lead = _local_lead(name, metadata)
    issued = norm.issued and bool(metadata.region)  # what a body of the nation makes is no local rule
    aliases = dict.fromkeys((*norm.aliases, *(known.names if known else ())))
    aliases.pop(name, None)
    return Entity(
        kind=EntityKind.REGULATION,
        name=name,
        evidence=tuple(norm.evidence),
        aliases=tuple(aliases),
        scope=() if known else _scope(name, lead, metadata),
        category=known.kind if known else norm.kind or kind_of(name, local=bool(lead) or issued or _named_alike(name, metadata)),
        document_number=norm.number or (known.number if known else None) or None,
        successor=(known.successor if known else None) or None,
    )


def _local_lead(name: str, metadata: Metadata) -> str:
    """The region or body of this place that a title begins with, or ""."""
    name = name.lstrip("〈《")
    for own in (*metadata.issuers, *reversed(metadata.region)):
        if name.startswith(own):
            return own
    of_no_place, of_body = _leads()
    if of_no_place.match(name):
        return ""
    found = _REGION.match(name) or of_body.match(name)
    return found[0] if found else ""


@cache
def _leads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a title of no particular place begins, and one of a body."""
    table = lexicon("bodies")
    of_no_place = re.compile(any_of([*table["no_region_titles"], *table["national_titles"]]))
    return of_no_place, re.compile(rf"[一-龥]{{2,16}}?{any_of(table['bodies_of_titles'])}(?=20\d\d|[一-龥“])")


def _scope(name: str, lead: str, metadata: Metadata) -> tuple[str, ...]:
    """What tells a local rule apart from others of its name: the region above the one its title begins with, or the issuer."""
    if lead in metadata.region:
        return metadata.region[: metadata.region.index(lead)]
    if not lead and kind_of(name, local=False) in ("law", "constitution", "administrative-regulation", "other", "party-rule"):
        return ()
    return (*metadata.region, *(metadata.issuers[-1:] if not lead else ()))


def _named_alike(name: str, metadata: Metadata) -> bool:
    """Does a title begin with the proper name of the issuer: 清屏山国家级自然保护区条例 in the report of 清屏山…管理局?"""
    return any(len(own) > _PROPER and name.startswith(own[:_PROPER]) for own in metadata.issuers)


@cache
def _issued() -> re.Pattern[str]:
    """修订《重大事项议事规则》: the words before a rule of the body's own making."""
    return re.compile(f"(?:{lexicon('regulations')['bare']['issued']})[了《]?$")


@cache
def _kinds() -> Sequence[tuple[re.Pattern[str], str, str]]:
    table = lexicon("regulations")["kind"]
    return tuple((re.compile(row["pattern"]), row["kind"], row.get("local", row["kind"])) for row in table)


@cache
def kind_of(name: str, *, local: bool) -> str:
    """The kind of a norm that no table knows, by how its name begins and ends.

    >>> kind_of("某县防汛应急预案", local=True), kind_of("某市物业管理条例", local=True), kind_of("城市管理执法办法", local=False)
    ('emergency-plan', 'local-rule', 'other')
    """
    plain = re.sub(r"[“”《》〈〉]", "", name)
    return next((at_home if local else kind for pattern, kind, at_home in _kinds() if pattern.search(plain)), "other")
