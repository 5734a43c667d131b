"""Where the data tables and the ontology are, and how they are read.

In a checkout they are `data/lexicon/` and `ontology/` at the top; in an installed
package the same files are below the package. Nothing is cached on disk.

>>> resource("lexicon").is_dir()
True
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from fazhi.errors import ResourceError

Patterns = TypeVar("Patterns")
_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent
_PLACES = {
    "lexicon": (_PACKAGE / "lexicon", _CHECKOUT / "data" / "lexicon"),
    "ontology": (_PACKAGE / "ontology", _CHECKOUT / "ontology"),
}


def resource(kind: str, *parts: str) -> Path:
    """Path of a resource: `kind` is "lexicon" or "ontology", `parts` lead to a file below it.

    Raises ResourceError where it does not exist.
    """
    for place in _PLACES[kind]:
        if place.is_dir():
            path = place.joinpath(*parts)
            if path.exists():
                return path
            raise ResourceError(f"{path}: this file of fazhi itself is missing; install fazhi again")
    raise ResourceError(f"{_PLACES[kind][0]}: this folder of fazhi itself is missing; install fazhi again")


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The TOML table `data/lexicon/NAME.toml` as a dictionary (shared: do not change it).

    A long pattern may be written over several lines between ''' and ''': line breaks, and blanks beside them, count for nothing.
    Raises ResourceError where the table is missing or no TOML.
    """
    path = resource("lexicon", f"{name}.toml")
    try:
        return {key: _on_one_line(value) for key, value in tomllib.loads(path.read_text("utf-8")).items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ResourceError(f"{path}: {error}; mend the table or install fazhi again") from error


def _on_one_line(value: Any) -> Any:
    """The value with every string in it on one line.

    >>> _on_one_line({"will": ["将|\\n  拟", "要"]})  # "shall", "intend to", "want to"
    {'will': ['将|拟', '要']}
    """
    if isinstance(value, str):
        return "".join(map(str.strip, value.split("\n"))) if "\n" in value else value
    if isinstance(value, list):
        return [_on_one_line(one) for one in value]
    return {key: _on_one_line(one) for key, one in value.items()} if isinstance(value, dict) else value


def patterns(
    kind: type[Patterns], table: Mapping[str, Any], *, made: Mapping[str, Callable[[str], object]] | None = None
) -> Patterns:
    """The entries of a table, compiled, as a dataclass whose fields are called like them and are patterns.

    An entry is a pattern or a list of alternatives; where the field is a tuple, a list stays a tuple of patterns. `made` tells
    of what else than a compiled pattern some fields are made.

    >>> from dataclasses import make_dataclass
    >>> patterns(make_dataclass("Cues", ["will"]), {"will": ["将", "拟"]}).will.pattern  # "shall", "intend to"
    '(?:将)|(?:拟)'
    """
    how = {f.name: re.compile for f in fields(kind)} | dict(made or {})  # type: ignore[arg-type]
    apart = {f.name for f in fields(kind) if str(f.type).startswith("tuple")}  # type: ignore[arg-type]
    compiled = {name: tuple(map(make, table[name])) if name in apart else make(_one(table[name])) for name, make in how.items()}
    return kind(**compiled)


def either(entry: str | Sequence[str]) -> re.Pattern[str]:
    """One pattern out of an entry of a table, which is a pattern or a list of alternatives."""
    return re.compile(_one(entry))


def _one(entry: str | Sequence[str]) -> str:
    return entry if isinstance(entry, str) else "|".join(f"(?:{pattern})" for pattern in entry)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/lexicon/NAME.csv`, by the names in its header; lines that begin with # are comments."""
    path = resource("lexicon", f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_checked(path, csv.reader(line for line in file if not line.startswith("#"))))


def _checked(path: Path, reader: Iterator[list[str]]) -> Iterator[dict[str, str]]:
    names = next(reader)
    for cells in reader:
        if len(cells) == len(names):
            yield dict(zip(names, cells, strict=True))
        elif cells:
            raise ResourceError(f"{path}: row {cells!r} has not as many cells as the header; mend the table")
