"""JSON-LD, framed: the nodes of a report as one tree, for who wants to walk from the report down to each quote.

Below a report stand, reversed, its sections and what it states and mentions; below a measure its results and the statements
about its links; below a shortcoming its causes; below all of them their evidence. Nothing is lost and nothing said twice:
where something has a second place, its IRI stands there.

>>> tree([{"id": "r", "type": ["Report"]}, {"id": "m", "type": ["Measure"], "reportedIn": "r"}])
[{'id': 'r', 'type': ['Report'], '@reverse': {'reportedIn': [{'id': 'm', 'type': ['Measure']}]}}]
"""

from __future__ import annotations

from typing import Any

_BELOW = ("evidence", "hasCause", "hasResult")  # properties whose values are told where they are named first
_ABOVE = {
    "Section": "isPartOf",
    "Statement": "subject",
    "Measure": "reportedIn",
    "Shortcoming": "reportedIn",
    "Observation": "reportedIn",
    "Department": "mentionedIn",
    "Regulation": "mentionedIn",
    "Mechanism": "mentionedIn",
}
"""Of each type the property that names the node below which it is told."""

Node = dict[str, Any]


def tree(nodes: list[Node]) -> list[Node]:
    """The nodes of one graph, compacted by our context, as trees: those that stand below no other, in their order."""
    by_id = {node["id"]: node for node in nodes}
    above: dict[str, str] = {}
    for node in nodes:
        for name in _BELOW:
            if name in node:
                node[name] = [_placed(node["id"], found, by_id, above) for found in node[name]]
    for node in nodes:
        if node["id"] not in above:
            _hang(node, by_id, above)
    return [node for node in nodes if node["id"] not in above]


def _placed(holder: str, found: Any, by_id: dict[str, Node], above: dict[str, str]) -> Any:
    """A value of a property: the node itself where this is its place, else what stands there."""
    if not isinstance(found, str) or found not in by_id or found in above or _is_below(holder, found, above):
        return found
    above[found] = holder
    return by_id[found]


def _hang(node: Node, by_id: dict[str, Node], above: dict[str, str]) -> None:
    """Put a node below the one that it names, where it names one alone."""
    for kind in node.get("type", ()):
        name = _ABOVE.get(kind)
        found = node.get(name) if name else None
        holder = found[0] if isinstance(found, list) and len(found) == 1 else found
        if name and isinstance(holder, str) and holder in by_id and not _is_below(holder, node["id"], above):
            del node[name]
            by_id[holder].setdefault("@reverse", {}).setdefault(name, []).append(node)
            above[node["id"]] = holder
            return


def _is_below(one: str, other: str, above: dict[str, str]) -> bool:
    """Whether a node is another, or stands somewhere below it."""
    place: str | None = one
    while place is not None:
        if place == other:
            return True
        place = above.get(place)
    return False
