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


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold file. Items stay dictionaries, as the guide describes them."""

    name: str
    data: dict[str, Any]

    def items(self, category: str) -> list[dict[str, Any]]:
        """The items of departments, regulations, mechanisms, observations, measures or shortcomings."""
        found: list[dict[str, Any]] = self.data.get(category, [])
        return found

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
