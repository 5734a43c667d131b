"""Departments, regulations and mechanisms against gold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fazhi.evaluate.compare import entity_keys, same_entity
from fazhi.evaluate.gold import ENTITY_TYPES, Gold, listed, names_of, optional
from fazhi.evaluate.predicted import Named, Predicted
from fazhi.evaluate.tally import Tally, pair_off


@dataclass(slots=True)
class Matched:
    """Which node of the graph each gold entity is."""

    nodes: dict[tuple[str, str], str] = field(default_factory=dict)  # (kind, gold name) -> node
    names: dict[str, str] = field(default_factory=dict)  # node -> gold name
    optional: set[str] = field(default_factory=set)


def score_entities(gold: Gold, found: Predicted, tally: Tally) -> Matched:
    """Count entities and their kinds, of those categories that the file has."""
    matched, required = Matched(), set[str]()
    for kind in filter(gold.has, ENTITY_TYPES):
        has_kinds = kind != "departments" and gold.has(kind, "kind")
        golds, given = gold.items(kind), found.entities[kind]
        pairs, free = pair_off(golds, given, [_same(kind, golds, given)])
        for position, item in enumerate(golds):
            if position not in pairs:
                if not optional(item):
                    tally.missing(kind, item["name"], gold=item["name"])
                continue
            entity = given[pairs[position]]
            matched.nodes[kind, item["name"]] = entity.node
            matched.names[entity.node] = item["name"]
            if optional(item):
                matched.optional.add(entity.node)
                continue
            required.add(entity.node)
            tally.right(kind, item["name"], gold=item["name"], node=entity.node)
            if has_kinds:
                tally.codes("kinds", listed(item["kind"]), entity.kinds, item["name"], node=entity.node)
        for position in free:
            tally.spurious(kind, "/".join(given[position].labels[:3]), node=given[position].node)
    matched.optional -= required
    return matched


def _same(kind: str, golds: list[dict[str, Any]], given: list[Named]) -> Any:
    """The test of sameness; one node that is two required gold items is neither."""
    rows = {e.node: [same_entity(kind, names_of(g), e.labels) for g in golds] for e in given}
    lumped = {node for node, row in rows.items() if sum(m and not optional(g) for m, g in zip(row, golds, strict=True)) > 1}
    place = {id(g): i for i, g in enumerate(golds)}

    def same(item: dict[str, Any], entity: Named) -> bool:
        """Whether an item and a node are one; a node that several required items are is none of them."""
        return entity.node not in lumped and rows[entity.node][place[id(item)]]

    return same


def resolve(gold: Gold, kind: str, name: str) -> dict[str, Any] | None:
    """The gold entity that a gold measure means by a name."""
    keys = entity_keys("", name)
    return next((i for i in gold.items(kind) if any(keys & entity_keys("", x) for x in names_of(i))), None)
