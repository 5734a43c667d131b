"""Whether a gold file keeps to format and guide: its quotes stand in the text of its report, its codes and ids exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fazhi.errors import InputError
from fazhi.evaluate.compare import entity_keys, normal
from fazhi.evaluate.format import faults
from fazhi.evaluate.gold import ENTITY_TYPES, Gold, names_of, read_json


def check_gold(path: Path, report: Path | None = None) -> list[str]:
    """What is wrong with a gold file, in words; nothing, if it is sound.

    The text is `report`, by default `reports/NAME.txt` beside the folder of the gold file. InputError where either cannot
    be read.

    >>> check_gold(Path("data/benchmark/gold/tanggu-street-2023.json"))
    []
    """
    data = read_json(path)
    source = report or path.parent.parent / "reports" / f"{path.stem}.txt"
    try:
        text = normal(source.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{source}: the text of {path.name} cannot be read ({error}); put it there as UTF-8") from error
    if found := list(faults(data)):
        return found
    gold = Gold(path.stem, data)
    return [*_entities(gold, text), *_observations(gold, text), *_points(gold, text), *_measures(gold)]


def _entities(gold: Gold, text: str) -> Iterator[str]:
    for kind in ENTITY_TYPES:
        owner: dict[str, dict[str, Any]] = {}
        for item in gold.items(kind):
            if not any(normal(name) in text for name in names_of(item)):
                yield f"{kind}: none of {names_of(item)} is in the text (add the form that is there to accept)"
            for name in names_of(item):
                for key in entity_keys("", name):
                    if owner.setdefault(key, item) is not item:
                        yield f"{kind}: {name!r} names two items"


def _observations(gold: Gold, text: str) -> Iterator[str]:
    ids = _ids(gold)
    for item in gold.items("observations"):
        what = f"observation {item['id']}"
        if normal(item["quote"]) not in text:
            yield f"{what}: not in the text: {item['quote']!r}"
        if not item.get("keys"):
            yield f"{what}: no keys"
        if item.get("value") is None and not item.get("change"):
            yield f"{what}: neither value nor change"
        if item.get("part_of") and item["part_of"] not in ids:
            yield f"{what}: part_of {item['part_of']!r} is no id"


def _points(gold: Gold, text: str) -> Iterator[str]:
    stretches = [(f"measure {m['id']}", m["title"]) for m in gold.items("measures")]
    for item in gold.items("shortcomings"):
        stretches.append((f"shortcoming {item['id']}", item["text"]))
        stretches += [(f"cause of {item['id']}", cause["text"]) for cause in item.get("causes", [])]
    for what, stretch in stretches:
        if normal(stretch) not in text:
            yield f"{what}: not in the text: {stretch!r}"


def _measures(gold: Gold) -> Iterator[str]:
    ids = _ids(gold)
    known = {kind: {key for i in gold.items(kind) for n in names_of(i) for key in entity_keys("", n)} for kind in ENTITY_TYPES}
    for item in gold.items("measures"):
        for kind in ENTITY_TYPES:
            for name in item.get(kind, []):
                if not entity_keys("", name) & known[kind]:
                    yield f"measure {item['id']}: {kind}: {name!r} is not among the report's {kind}"
        for observation in item.get("observations", []):
            if observation not in ids:
                yield f"measure {item['id']}: no observation {observation!r}"


def _ids(gold: Gold) -> set[str]:
    return {item["id"] for kind in ("observations", "measures", "shortcomings") for item in gold.items(kind)}
