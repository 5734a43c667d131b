"""Where the labels of a network go: each where it covers least, none upon another."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping

from fazhi.draw.sheet import units

Point = tuple[float, float]
Area = tuple[float, float, float, float]

WIDTH = 10.0  # of the sheet, in inches
_EM = 0.14  # inches of an em at the size of labels
_ROUNDS = 3  # of placing labels


def overlap(labels: Mapping[str, str], spots: Mapping[str, Point]) -> bool:
    """Whether a label lies upon another."""
    areas = [_area(spot, units(labels[node]) * _EM / 2) for node, spot in spots.items()]
    return any(_common(one, other) for number, one in enumerate(areas) for other in areas[number + 1 :])


def spots_of_labels(
    labels: Mapping[str, str], edges: Iterable[tuple[str, str]], places: Mapping[str, Point], radius: Mapping[str, float]
) -> dict[str, Point]:
    """The middle of each label, where it covers least: below, above, right or left of its node, and somewhat further off."""
    dots = {n: (x - radius[n], y - radius[n], x + radius[n], y + radius[n]) for n, (x, y) in places.items()}
    segments = [(places[a], places[b]) for a, b in edges]
    rng = random.Random(7)
    order = sorted(places, key=lambda node: (-radius[node], node))
    wide = {node: units(labels[node]) * _EM / 2 for node in order}
    spots = {node: _spots(places[node], radius[node], wide[node], rng) for node in order}
    near = {node: [_wider(area) for other, area in dots.items() if other != node] for node in order}
    chosen: dict[str, Point] = {}
    for _ in range(_ROUNDS):  # again, with all others in their places
        for node in order:
            taken = [*dots.values(), *(_area(spot, wide[other]) for other, spot in chosen.items() if other != node)]
            areas = [_area(spot, wide[node]) for spot in spots[node]]
            costs = [_cost(area, taken, near[node], segments) + 3 * _away(area, places[node], radius[node]) for area in areas]
            chosen[node] = spots[node][_best(costs)]
    return {node: chosen[node] for node in order}


def _spots(place: Point, r: float, wide: float, rng: random.Random) -> list[Point]:
    """Where the middle of a label may be, the best first."""
    x, y = place
    spots = [(x, y + r + 0.13), (x, y - r - 0.13), (x + r + wide + 0.06, y), (x - r - wide - 0.06, y)]
    spots += [(x + dx * wide, y + dy * (r + 0.14)) for dx in (-0.8, 0.8) for dy in (1, -1)]
    return spots + [
        (x + rng.uniform(-1, 1) * (r + wide), y + rng.choice((1, -1)) * (r + rng.uniform(0.15, 0.45))) for _ in range(24)
    ]


def _wider(area: Area) -> Area:
    """A dot with the room beside it, where a label would seem to be its own."""
    return area[0] - 0.16, area[1] - 0.08, area[2] + 0.16, area[3] + 0.08


def _away(area: Area, place: Point, r: float) -> float:
    """How far a label lies from the rim of its own dot, beyond what is usual."""
    x, y = (max(0.0, area[axis] - place[axis], place[axis] - area[axis + 2]) for axis in (0, 1))
    return max(0.0, math.hypot(x, y) - r - 0.08)


def _best(costs: list[float]) -> int:
    """The place of the lowest."""
    return costs.index(min(costs))


def _area(spot: Point, wide: float) -> Area:
    return spot[0] - wide, spot[1] - 0.1, spot[0] + wide, spot[1] + 0.1


def _cost(area: Area, taken: list[Area], near: list[Area], segments: list[tuple[Point, Point]]) -> float:
    """How much a label at a place covers, whose dot it comes near, and how far it lies outside of the sheet."""
    cover = sum(5 + 30 * common for other in taken if (common := _common(area, other)))
    cover += sum(1.5 for other in near if _common(area, other))
    crossed = sum(1 for a, b in segments if _crosses(area, a, b))
    outside = max(0.0, 0.3 - area[0]) + max(0.0, area[2] - WIDTH + 0.3)
    return cover + 0.6 * crossed + 20 * outside


def _common(area: Area, other: Area) -> float:
    """How much two areas have in common."""
    w = min(area[2], other[2]) - max(area[0], other[0])
    h = min(area[3], other[3]) - max(area[1], other[1])
    return w * h if w > 0 and h > 0 else 0.0


def _crosses(area: Area, a: Point, b: Point) -> bool:
    """Whether a line passes through an area."""
    for step in range(1, 20):
        t = step / 20
        x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
        if area[0] < x < area[2] and area[1] < y < area[3]:
            return True
    return False
