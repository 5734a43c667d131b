"""Which body each mention of a department means, and which of these are one.

区司法局 … 西岭区司法局              one body: the justice bureau of the district that the issuer belongs to
我局, 区局, 南岭区市场监管局          the issuer, in the report of that bureau
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fazhi.facts.names import ISSUER, NATION, NOBODY, Body, core_of, is_known, national_names, rank_of, ranks, zone_of
from fazhi.facts.setting import Setting
from fazhi.model import Entity, EntityKind, Evidence, Mention, Omission
from fazhi.resources import lexicon

_BARE = ("department:bare-unit", "department:owner-unit")
_NOT_PARTICULAR = "a collective, not one particular body"
_TOLD_APART = 3  # characters: 执法队 is one, 大队 alone is not
_PLACE = "a place, not the body that governs it"


@dataclass(slots=True)
class Group:
    """Mentions of one body."""

    body: Body
    mentions: list[Mention]
    names: list[str]


class BodyReader:
    """Assigns each mention to a body."""

    def __init__(self, setting: Setting, defined: dict[str, str]) -> None:
        self.setting = setting
        self.defined = defined  # the abbreviations that the text defines, and what each stands for
        self.groups: dict[tuple[str, str], Group] = {}
        self.omissions: list[Omission] = []
        self.bodies: dict[tuple[str, str], Body | str] = {}  # what rule and name have been read as

    # ------------------------------------------------------------ which body

    def read(self, mention: Mention) -> None:
        """Put a mention with the others of its body, or leave it out with the reason."""
        known = (mention.rule, mention.name)
        body = self.bodies.get(known)
        if body is None:
            body = self.bodies[known] = self.body(mention)
        if isinstance(body, str):
            if body:
                self.omissions.append(Omission(mention.start, mention.end, EntityKind.DEPARTMENT.value, body))
            return
        group = self.groups.setdefault((body.owner, body.core), Group(body, [], []))
        group.mentions.append(mention)
        if not mention.rule.startswith("department:self"):
            group.names.append(mention.name)
        if mention.alias:
            group.names.append(mention.alias)

    def body(self, mention: Mention) -> Body | str:
        """The body that a mention names, or why it names none ("" where that needs no telling)."""
        rule, name = mention.rule.removeprefix("department:"), self.defined.get(mention.name, mention.name)
        if rule == "national":
            return Body(NATION, national_names()[name])
        if rule == "issuer":
            return self.setting.issuer_bodies[self.setting.metadata.issuers.index(name)]
        if rule in ("self", "self-bare") or (rule == "alias" and name in words("self", "whole")):
            return self._self(name)
        if rule == "superior-bureau" and name == mention.name:  # 市局 may be what the text defines it to be
            return self._superior_bureau(name)
        if rule in ("honoured-place", "quoted-team", "team", "partner"):
            return Body(NOBODY, name)
        if rule in ("trade-list", "state-trade"):
            return self._trade(name)
        body = self.setting.body(name, bare=mention.rule in _BARE)
        if rule == "bare-known":
            body = Body(self.setting.local or ISSUER, body.core) if body.owner == NOBODY else body
        if rank_of(body.owner) > self.setting.rank and body.owner not in self.setting.regions and len(body.owner) <= 2:
            return _NOT_PARTICULAR
        index = self.setting.issuer_index(body)
        if index is not None:
            return self.setting.issuer_bodies[index]
        if body.owner == ISSUER and self._is_of_townships(body.core):
            return _NOT_PARTICULAR
        return body

    def _is_of_townships(self, core: str) -> bool:
        """Is a unit one that only townships have, or zones that govern themselves, and the issuer is none of them?"""
        if self.setting.is_township:
            return False
        if core.startswith(tuple(words("alone", "committees"))):
            return not zone_of(self.setting.place)
        return core in words("alone", "township_only")

    def _self(self, name: str) -> Body | str:
        """我局, 街道, 本单位: the issuer, if it is of that kind."""
        metadata = self.setting.metadata
        if not self.setting.issuer_bodies:
            return "the text does not say who its issuer is"
        issuer = self.setting.issuer_bodies[-1]
        bare = name.removeprefix("我").removeprefix("本").removesuffix("机关") or "机关"
        if bare in ("单位", "部门", "系统", "机关") or bare == metadata.head:
            return issuer
        if metadata.body == "subdistrict" and bare in ("街", "街道", "街道办事处", "街道办", "办事处"):
            return issuer
        if metadata.body == "government" and self.setting.place.endswith(bare):
            return issuer
        if metadata.body == "department" and bare in words("self", "offices") and not metadata.head:
            return issuer
        return _PLACE if bare in words("self", "places") else ""

    def _superior_bureau(self, name: str) -> Body | str:
        """市局, 省厅: the bureau of the issuer's kind at the level named."""
        if not self.setting.issuer_bodies or self.setting.metadata.body != "department":
            return _NOT_PARTICULAR
        issuer = self.setting.issuer_bodies[-1]
        owner = self.setting.region(name[0])
        if name.endswith("厅"):
            return Body(owner, issuer.core[:-1] + "厅")
        return issuer if owner == issuer.owner else Body(owner, issuer.core)

    def _trade(self, name: str) -> Body:
        """区住建部门 is the district's bureau; 公安部门 without a level is a body of its own."""
        body = self.setting.body(name)
        trade = body.core.removesuffix("部门")
        if body.owner == NOBODY:
            return Body(NOBODY, name.replace("机关", "部门"))
        core = next((core_of(trade + ending) for ending in ("局", "委", "院", "") if is_known(trade + ending)), None)
        return Body(body.owner, core) if core else body

    # ------------------------------------------------------------ merging

    def merged(self) -> list[Group]:
        """The groups in order of the text, with units named without an owner put to the body they can only be."""
        for key, group in list(self.groups.items()):
            same = [k for k in self.groups if k[1] == key[1] and k[0] not in (ISSUER, NOBODY)]
            bare = key[0] == ISSUER and all(m.rule in _BARE for m in group.mentions)
            if bare and len(same) == 1 and not self.setting.is_township:
                self._join(same[0], key)
            elif self._is_short(key) and (whole := self._shortened(key)) is not None:
                self._join(whole, key)
        first: dict[str, tuple[str, str]] = {}
        for key, group in list(self.groups.items()):
            home = first.setdefault(self._name(group), key)
            if home != key:
                self._join(home, key)
        for group in self.groups.values():
            group.mentions.sort(key=lambda m: (m.start, m.end, m.name))
        return sorted(self.groups.values(), key=lambda g: (g.mentions[0].start, g.mentions[0].end, g.body.core))

    def _is_short(self, key: tuple[str, str]) -> bool:
        """Is a unit named only without an owner, and by its last words (执法大队)?"""
        rules = ("department:bare-unit", "department:bare-known")  # 局执法大队 has its owner
        told = key[1].endswith(tuple(words("alone", "named_by_end"))) and len(key[1]) >= _TOLD_APART
        return told and all(m.rule in rules for m in self.groups[key].mentions)

    def _shortened(self, key: tuple[str, str]) -> tuple[str, str] | None:
        """The one other unit whose name ends with that of a unit without an owner: 巡查大队 after 县渔港综合巡查大队."""
        core = key[1]
        home = (ISSUER, NOBODY, self.setting.local, self.setting.place)
        longer = [k for k in self.groups if k != key and k[0] in home and k[1].endswith(core) and "局" not in k[1][: -len(core)]]
        return longer[0] if len(longer) == 1 else None

    def _join(self, home: tuple[str, str], guest: tuple[str, str]) -> None:
        """Put the mentions of one group to another."""
        group = self.groups.pop(guest)
        self.groups[home].mentions += group.mentions
        self.groups[home].names += group.names

    # ------------------------------------------------------------ entities

    def _name(self, group: Group) -> str:
        body, index = group.body, self.setting.issuer_index(group.body)
        if index is not None:
            return self.setting.metadata.issuers[index]
        if body.owner == NATION or body.core.endswith("部门"):
            return body.core
        return self.setting.name(body, group.names or [body.core])

    def entity(self, group: Group) -> Entity:
        """The entity of a group."""
        body, name = group.body, self._name(group)
        if body.owner == NATION:
            known = [form for form, full in national_names().items() if full == body.core]
        elif self.setting.issuer_index(body) is not None:
            known = self._issuer_aliases(body)
        else:
            known = self.setting.other_names(body)
        return Entity(
            kind=EntityKind.DEPARTMENT,
            name=name,
            evidence=_evidence(group.mentions),
            aliases=tuple(dict.fromkeys(alias for alias in (*group.names, *known) if alias and alias != name)),
            scope=self._scope(body),
        )

    def _issuer_aliases(self, body: Body) -> list[str]:
        setting = self.setting
        if not setting.is_township:
            return setting.other_names(body)
        region = setting.metadata.region[-1:]
        return [setting.place, *(f"{above}{setting.place}" for above in region)]

    def _scope(self, body: Body) -> tuple[str, ...]:
        """What tells apart bodies of one name: nothing for the nation, the region, or the issuer."""
        setting, region = self.setting, self.setting.metadata.region
        if body.owner == NATION:
            return ()
        if setting.issuer_index(body) is not None:
            return region
        if body.owner == ISSUER:
            return (*region, setting.place if setting.is_township else setting.issuer)
        if body.owner in setting.regions:
            return setting.regions[: setting.regions.index(body.owner) + 1]
        named = body.owner != NOBODY and body.owner not in ranks()
        above = tuple(r for r in region if named and rank_of(r) < rank_of(body.owner))
        return above or region or tuple(filter(None, (setting.place or setting.issuer,)))


@cache
def words(*path: str) -> frozenset[str]:
    """A word list of `departments.toml`."""
    found = lexicon("departments")
    for step in path:
        found = found[step]
    return frozenset(found)


def _evidence(mentions: Sequence[Mention]) -> tuple[Evidence, ...]:
    """One evidence for each place."""
    places = {(m.start, m.end): m for m in reversed(mentions)}
    return tuple(Evidence(start, end, m.rule, m.confidence) for (start, end), m in sorted(places.items()))
