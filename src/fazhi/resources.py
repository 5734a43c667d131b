"""Where the data tables and the ontology are, and how they are read.

In a checkout they are `data/lexicon/` and `ontology/` at the top; in an installed
package the same files are below the package. Nothing is cached on disk.

>>> resource("lexicon").is_dir()
True
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fazhi.errors import ResourceError

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
    """The TOML table `data/lexicon/NAME.toml` as a dictionary (shared: do not change it)."""
    path = resource("lexicon", f"{name}.toml")
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ResourceError(f"{path}: {error}; mend the table or install fazhi again") from error


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/lexicon/NAME.csv`, by the names in its header; lines that begin with # are comments."""
    path = resource("lexicon", f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_checked(path, csv.DictReader(line for line in file if not line.startswith("#"))))


def _checked(path: Path, reader: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    for row in reader:
        if None in row or None in row.values():
            raise ResourceError(f"{path}: row {row!r} has not as many cells as the header; mend the table")
        yield row
