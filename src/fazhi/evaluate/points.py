"""Measures, shortcomings, causes, themes and the links between them, against gold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fazhi.evaluate.compare import any_alike, begins_alike, normal
from fazhi.evaluate.entities import Matched, resolve
from fazhi.evaluate.gold import ENTITY_TYPES, Gold, listed, names_of, optional
from fazhi.evaluate.predicted import Point, Predicted
from fazhi.evaluate.tally import Outcome, Tally, pair_off

Test = Callable[[dict[str, Any], Point], bool]

_TITLE, _SHORTCOMING, _CAUSE = 0.8, 0.65, 0.6


def score_points(gold: Gold, found: Predicted, tally: Tally) -> dict[str, Point]:
    """Count measures, shortcomings and their themes, as far as the file has them. Returns the point that each gold item is."""
    points: dict[str, Point] = {}
    for kind, given, tests in (
        ("measures", found.measures, _MEASURE_TESTS),
        ("shortcomings", found.shortcomings, _SHORTCOMING_TESTS),
    ):
        if not gold.has(kind):
            continue
        golds, has_themes = gold.items(kind), gold.has(kind, "theme")
        pairs, free = pair_off(golds, given, tests)
        for position, item in enumerate(golds):
            if position in pairs:
                point = points[item["id"]] = given[pairs[position]]
                if not optional(item):
                    tally.right(kind, names_of(item)[0][:40], gold=item["id"], node=point.node)
                    if has_themes:
                        tally.codes("themes", listed(item["theme"]), point.themes, names_of(item)[0][:24], node=point.node)
            elif not optional(item):
                tally.missing(kind, names_of(item)[0][:40], gold=item["id"])
        for position in free:
            point = given[position]
            status = f"({point.status}) " if kind == "measures" else ""
            tally.spurious(kind, f"{status}{''.join(point.labels[:1])[:40]}", node=point.node)
    return points


def _same(ratio: float) -> Test:
    return lambda item, point: any_alike(names_of(item), point.labels, ratio)


def _begins(item: dict[str, Any], point: Point) -> bool:
    return any(begins_alike(a, b) for a in names_of(item) for b in point.labels)


_MEASURE_TESTS: tuple[Test, ...] = (
    lambda item, point: item["status"] == point.status and _same(_TITLE)(item, point),
    lambda item, point: item["status"] == point.status and _begins(item, point),
)
_SHORTCOMING_TESTS: tuple[Test, ...] = (_same(_SHORTCOMING),)


def score_measure_links(
    gold: Gold,
    found: Predicted,
    points: dict[str, Point],
    matched: Matched,
    figures: dict[str, str],
    arguable: set[str],
    tally: Tally,
) -> None:
    """Count what each measure involves and results in; the issuer itself is left out on both sides.

    So are the kinds of things (bodies, figures …) of which the file says nothing, or to which it links no measure.
    """
    issuers = {normal(name) for name in [gold.report["issuer"], *gold.report.get("accept", [])]}
    own = {e.node for e in found.entities["departments"] if issuers & {normal(label) for label in e.labels}}
    loose = {o["id"] for o in gold.items("observations") if optional(o)}
    ids = {node: item for item, node in figures.items()}
    of_kind = {
        **{k: {e.node for e in found.entities[k]} for k in ENTITY_TYPES},
        "observations": {q.node for q in found.observations},
    }
    unsaid = set[str]().union(*(nodes for kind, nodes in of_kind.items() if kind not in gold.linked))
    for item in gold.items("measures"):
        if optional(item):
            continue
        asked: set[str] = set()
        for kind in ENTITY_TYPES:
            for name in item.get(kind, []) if kind in gold.linked else ():
                entity = resolve(gold, kind, name)
                if entity is not None and not optional(entity):
                    asked.add(matched.nodes.get((kind, entity["name"]), f"{name} (not found)"))
        if "observations" in gold.linked:
            asked |= {figures.get(o, f"{o} (not found)") for o in item.get("observations", []) if o not in loose}
        point = points.get(item["id"])
        given = (point.involves | point.results) - matched.optional - arguable - unsaid if point else set()
        title, known = names_of(item)[0][:20], matched.names | ids
        end = point.node if point else None
        tally.sets(
            "measure links",
            asked - own,
            given - own,
            tell=lambda x, title=title, known=known: f"{title} -> {known.get(x, x)}",  # type: ignore[misc]
            nodes=lambda x, end=end: (end, x),  # type: ignore[misc]
        )


def score_causes(gold: Gold, points: dict[str, Point], tally: Tally) -> None:
    """Count the causes of each shortcoming, where the file tells of any, or that there are none."""
    if not gold.has("shortcomings", "causes"):
        return
    for item in gold.items("shortcomings"):
        if optional(item):
            continue
        causes = item.get("causes", [])
        point = points.get(item["id"])
        told = point.causes if point else []
        end = point.node if point else None
        pairs, free = pair_off(causes, told, [lambda g, cause: any_alike(names_of(g), cause.labels, _CAUSE)])
        for position, cause in enumerate(causes):
            if position in pairs and not optional(cause):
                nodes = (end, told[pairs[position]].node)
                tally.judge("causes", Outcome.RIGHT, cause["text"][:40], gold=cause["text"], nodes=nodes)
            elif not optional(cause):
                tally.missing("causes", cause["text"][:40], gold=cause["text"])
        for position in free:
            tally.judge("causes", Outcome.SPURIOUS, told[position].labels[0][:40], nodes=(end, told[position].node))


def score_addresses(gold: Gold, found: Predicted, points: dict[str, Point], tally: Tally) -> dict[str, str]:
    """Count which measure addresses which shortcoming of the same report. Returns the gold id of each node."""
    by_node = {point.node: item for item, point in points.items()}
    if "addresses" in gold.unsaid:
        return by_node
    own = {point.node for point in found.shortcomings}
    given = {(by_node.get(m.node, m.node), by_node.get(s, s)) for m in found.measures for s in m.addresses if s in own}
    asked, arguable = gold.pairs("addresses"), gold.pairs("addresses_optional")
    items = {item["id"]: item for kind in ("measures", "shortcomings") for item in gold.items(kind)}
    for pair in given - asked - arguable:
        a, b = items.get(pair[0]), items.get(pair[1])
        if a is None or b is None:
            continue
        disputed = optional(a) or optional(b)
        kindred = a["status"] == "implemented" and set(listed(a.get("theme"))) & set(listed(b.get("theme")))
        if disputed or kindred:  # work of the same year on the same theme is no error, though nobody asked for it
            arguable.add(pair)
    nodes = {item: node for node, item in by_node.items()}
    tally.sets(
        "addresses",
        asked,
        given,
        arguable=arguable,
        tell=lambda x: f"{_named(items, x[0])} -> {_named(items, x[1])}",
        nodes=lambda x: (
            nodes.get(x[0], x[0] if x[0] not in items else None),
            nodes.get(x[1], x[1] if x[1] not in items else None),
        ),
    )
    return by_node


def _named(items: dict[str, dict[str, Any]], item: str) -> str:
    """An id with the beginning of its words."""
    return f"{item} {names_of(items[item])[0][:20]}" if item in items else item
