"""What belongs to what: the body above each body, where its name or a table tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fazhi.facts.bodies import Group, words
from fazhi.facts.names import ISSUER, Body, above_of
from fazhi.facts.setting import Setting
from fazhi.model import Entity, Evidence, Link, LinkKind


def with_superiors(
    groups: Sequence[Group], entities: Sequence[Entity], setting: Setting, issuers: Sequence[str]
) -> tuple[tuple[Entity, ...], tuple[Link, ...]]:
    """Entities with the body above each where its name or a table tells it, and the links that say so."""
    keys = {(g.body.owner, g.body.core): e.key for g, e in zip(groups, entities, strict=True)}
    result, links = [], []
    for group, entity in zip(groups, entities, strict=True):
        above, rule, sure = _superior(group.body, keys, setting, issuers)
        if above is None or above == entity.key:
            result.append(entity)
            continue
        result.append(replace(entity, superior=above))
        place = entity.evidence[0]
        links.append(Link(LinkKind.SUBORDINATE_TO, entity.key, above, Evidence(place.start, place.end, rule, sure)))
    return tuple(result), tuple(links)


def _superior(
    body: Body, keys: dict[tuple[str, str], str], setting: Setting, issuers: Sequence[str]
) -> tuple[str | None, str, float]:
    """Key of the body above a body, the rule that tells it, and how sure that is."""
    if body.above:
        above = setting.body(body.above)
        return keys.get((above.owner, above.core)), "superior.named-with", 0.95
    if body.owner == ISSUER:
        beside = setting.issuer_index(body) is not None or body.core in words("alone", "beside")
        return (None, "", 0.0) if beside or not issuers else (issuers[-1], "superior.own-unit", 0.85)
    core = above_of().get(body.core)
    if core is None:
        return None, "", 0.0
    governing = core == "政府" and body.owner == setting.place and issuers
    return keys.get((body.owner, core)) or (issuers[-1] if governing else None), "superior.by-kind", 0.9
