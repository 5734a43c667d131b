"""Observations, and which is part of which, against gold."""

from __future__ import annotations

from typing import Any

from fazhi.evaluate.compare import normal, same_number
from fazhi.evaluate.gold import Gold, listed, optional
from fazhi.evaluate.predicted import Figure, Predicted
from fazhi.evaluate.tally import Tally, pair_off

_LONGEST_LABEL = 40


def _change(item: dict[str, Any], found: Figure) -> bool:
    """Same change; that of a rate is told in percent or in points, and texts mix the two."""
    ours, theirs = item.get("change") or {}, found.change
    if "%" in listed(item.get("unit")):
        return (not ours and not theirs) or any(same_number(x, y) for x in ours.values() for y in theirs.values())
    return (not ours and not theirs) or any(k in theirs and same_number(v, theirs[k]) for k, v in ours.items())


def _key(item: dict[str, Any], found: Figure) -> bool:
    labels = [label for label in map(normal, found.indicator) if len(label) <= _LONGEST_LABEL]
    return any(normal(key) in label for key in item["keys"] for label in labels)


def _level(item: dict[str, Any], found: Figure) -> bool:
    if item.get("value") is None:
        return found.value is None and _change(item, found)
    units = {normal(unit) for unit in listed(item.get("unit")) + item.get("accept_units", []) if unit}
    return same_number(float(item["value"]), found.value) and (not units or bool(units & {normal(u) for u in found.unit}))


_TESTS = (
    lambda g, q: _level(g, q) and _key(g, q) and _change(g, q) and g["qualifier"] == q.qualifier,
    lambda g, q: _level(g, q) and _key(g, q) and _change(g, q),
    lambda g, q: _level(g, q) and _key(g, q),
    _level,
)


def score_figures(gold: Gold, found: Predicted, tally: Tally) -> tuple[dict[str, str], set[str]]:
    """Count observations and their part-of links; where the file has no observations, or no `part_of`, these are not counted.

    Returns the node of each gold observation that was found, and the nodes of optional ones.
    """
    if not gold.has("observations"):
        return {}, set()
    golds, given = gold.items("observations"), found.observations
    pairs, free = pair_off(golds, given, _TESTS)
    nodes = {golds[g]["id"]: given[p].node for g, p in pairs.items()}
    arguable = {given[p].node for g, p in pairs.items() if optional(golds[g])}
    for position, item in enumerate(golds):
        if optional(item):
            continue
        what = f"{item['quote']} = {item['indicator']}"
        if position not in pairs:
            tally.missing("observations", what, gold=item["id"])
            continue
        figure = given[pairs[position]]
        if faults := list(_wrong(item, figure)):
            tally.wrong("observations", f"{what}: {'; '.join(faults)}", gold=item["id"], node=figure.node)
        else:
            tally.right("observations", what, gold=item["id"], node=figure.node)
    for position in free:
        figure = given[position]
        unit = "".join(figure.unit[:1])
        said = f"{figure.value} {unit} {figure.indicator[:1]} {figure.change or ''}"
        tally.spurious("observations", said.rstrip(), node=figure.node)
    if not gold.has("observations", "part_of"):
        return nodes, arguable
    asked = {
        (nodes.get(o["id"], o["id"]), nodes.get(o["part_of"], o["part_of"]))
        for o in golds
        if o.get("part_of") and not optional(o)
    }
    linked = {(q.node, q.part_of) for q in given if q.part_of is not None and q.node not in arguable}
    names = {node: item for item, node in nodes.items()}
    tally.sets(
        "observation links",
        asked,
        linked,
        tell=lambda x: f"part of: {names.get(x[0], x[0])} -> {names.get(x[1], x[1])}",
        nodes=lambda x: x,
    )
    return nodes, arguable


def _wrong(item: dict[str, Any], figure: Figure) -> list[str]:
    wrong = []
    if not _key(item, figure):
        wrong.append(f"indicator {figure.indicator[:1]}")
    if figure.qualifier not in (item["qualifier"], *item.get("accept_qualifiers", [])):
        wrong.append(f"qualifier {figure.qualifier}")
    if not _change(item, figure):
        wrong.append(f"change {figure.change}")
    return wrong
