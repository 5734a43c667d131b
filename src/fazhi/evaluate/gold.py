"""Gold files: what a correct graph of a report contains, in the JSON format of the annotation guide."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fazhi.errors import InputError
from fazhi.evaluate.format import faults

_SEE = "the format is described in data/benchmark/FORMAT.md"
ENTITY_TYPES = ("departments", "regulations", "mechanisms")
LINKED = (*ENTITY_TYPES, "observations")
"""What a measure is linked to: fields of measures, and categories of their own."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold file. Items stay dictionaries, as the guide describes them."""

    name: str
    data: dict[str, Any]

    def items(self, category: str) -> list[dict[str, Any]]:
        """The items of departments, regulations, mechanisms, observations, measures or shortcomings."""
        found: list[dict[str, Any]] = self.data.get(category, [])
        return found

    def has(self, category: str, field: str = "") -> bool:
        """Whether the file says anything of a category: an empty list says that there is nothing, a missing key says nothing.

        Of a `field` of its items, it says something where an item has it, be it `null` or empty; or where there is no item.

        >>> gold = Gold("street-2023", {"regulations": [], "shortcomings": [{"id": "s1", "text": "培训少"}]})  # "few lessons"
        >>> gold.has("regulations"), gold.has("mechanisms"), gold.has("shortcomings"), gold.has("shortcomings", "causes")
        (True, False, True, False)
        """
        if category not in self.data:
            return False
        return not field or not self.items(category) or any(field in item for item in self.items(category))

    @property
    def linked(self) -> tuple[str, ...]:
        """To what kinds of things the file says that measures are linked: some of `LINKED`."""
        return tuple(kind for kind in LINKED if self.has("measures", kind) and self.has(kind))

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The categories of the score (`tally.CATEGORIES`) of which the file says nothing, and which are not scored for it."""
        says = {
            **{category: self.has(category) for category in (*LINKED, "measures", "shortcomings")},
            "kinds": any(self.has(kind, "kind") for kind in ("regulations", "mechanisms")),
            "observation links": self.has("observations", "part_of"),
            "measure links": bool(self.linked),
            "causes": self.has("shortcomings", "causes"),
            "themes": any(self.has(kind, "theme") for kind in ("measures", "shortcomings")),
            "addresses": self.has_pairs("addresses") and self.has("measures") and self.has("shortcomings"),
        }
        return tuple(category for category, is_said in says.items() if not is_said)

    def has_pairs(self, category: str) -> bool:
        """Whether the file says anything of `addresses` or `follow_up`, be it only of those that are arguable."""
        return category in self.data or f"{category}_optional" in self.data

    def pairs(self, category: str) -> set[tuple[str, str]]:
        """The pairs of addresses, addresses_optional, follow_up or follow_up_optional."""
        return {(a, b) for a, b in self.data.get(category, [])}

    @property
    def report(self) -> dict[str, Any]:
        """Title, issuer and year."""
        found: dict[str, Any] = self.data["report"]
        return found


def find_gold(paths: Iterable[Path]) -> list[Path]:
    """The gold files named, and those in the folders named, each once and sorted. InputError where a folder has none."""
    found: set[Path] = set()
    for path in paths:
        inside = set(path.glob("*.json")) if path.is_dir() else {path}
        if not inside:
            raise InputError(f"{path}: no gold file (.json) is in this folder; name another, or a file")
        found |= inside
    return sorted(found)


def read_gold(path: Path) -> Gold:
    """Read a gold file. Raises InputError, with the place of the first fault and its remedy, where it is none."""
    data = read_json(path)
    if found := list(faults(data)):
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise InputError(f"{path}: {found[0]}{more}; {_SEE}")
    return Gold(path.stem, data)


def read_json(path: Path) -> Any:
    """The JSON of a file, whatever it says. InputError, with the place, where it is no JSON."""
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path") from error
    except json.JSONDecodeError as error:
        raise InputError(f"{path}, line {error.lineno}, column {error.colno}: no JSON: {error.msg}; {_SEE}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8: {error.reason}; save it as UTF-8") from error


def names_of(item: dict[str, Any]) -> list[str]:
    """All right spellings of an item, the best first."""
    return [item.get("name") or item.get("text") or item.get("title") or "", *item.get("accept", [])]


def listed(value: Any) -> list[Any]:
    """A value that may stand alone or in a list, as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def optional(item: dict[str, Any]) -> bool:
    """Whether experts disagree that the item belongs: it is neither asked for nor punished."""
    return bool(item.get("optional"))
