"""The county-level table: which region names are borne once only in the whole country, and what is above them.

Regions that the table lacks, new or merged ones, come from the manifest of a build: rows that give both a region and its code.
They stand in `regions.csv` of the folder of results, in the columns of the table, so that `fazhi link` finds them again.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from fazhi.errors import InputError
from fazhi.pages import armed, as_csv
from fazhi.resources import rows

COLUMNS = ("code", "name", "city", "province")


class Regions:
    """The regions of the table, and others: paths from the largest region on, by their codes.

    >>> known = Regions()
    >>> known.is_unique("滨海新区", "天津市"), known.is_unique("鼓楼区", "南京市"), known.is_unique("滨海新区", "河北省")
    (True, False, False)
    >>> Regions({"990102": ("云川市", "柏岭区")}).is_unique("柏岭区", "云川市")
    True
    """

    def __init__(self, others: dict[str, tuple[str, ...]] | None = None) -> None:
        self.others = dict(sorted((others or {}).items()))

    @cached_property
    def _above(self) -> dict[str, set[tuple[str, ...]]]:
        """For each name of a region, the regions above it, once for each region that bears the name."""
        found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        codes = set()
        for row in rows("regions"):
            codes.add(row["code"])
            found[row["name"]].add(tuple(filter(None, (row["province"], row["city"]))))
            if row["city"]:
                found[row["city"]].add((row["province"],))
            found[row["province"]].add(())
        for code, path in self.others.items():
            if code[:6] not in codes and not any(set(path[:-1]) <= set(above) for above in found.get(path[-1], ())):
                found[path[-1]].add(path[:-1])
        return dict(found)

    def is_unique(self, region: str, above: str) -> bool:
        """Whether just one region bears this name, and lies in the one above."""
        known = self._above.get(region, set())
        return len(known) == 1 and above in next(iter(known))


def regions_of(told: Iterable[tuple[str | None, tuple[str, ...] | None]]) -> dict[str, tuple[str, ...]]:
    """The regions that rows of a manifest tell, each by its code of six digits or more: those of county level and above."""
    return {code[:6]: path for code, path in told if code and path and (len(code) == 6 or not code[6:].strip("0"))}


def read_regions(path: Path) -> Regions:
    """The table, with the regions that a file tells besides. Raises InputError."""
    if not path.exists():
        return Regions()
    try:
        reader = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
        if set(COLUMNS) - set(reader.fieldnames or ()):
            raise InputError(f"{path}, line 1: the columns are {', '.join(COLUMNS)}; write them so, or remove the file")
        return Regions(
            {row["code"]: tuple(filter(None, map(armed, (row["province"], row["city"], row["name"])))) for row in reader}
        )
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error}); save it as CSV in UTF-8, or remove it") from error


def as_table(others: dict[str, tuple[str, ...]]) -> str:
    """Regions as the text of such a file.

    >>> print(as_table({"990102": ("云川市", "柏岭区")}), end="")
    code,name,city,province
    990102,柏岭区,云川市,
    """
    table = []
    for code, path in sorted(others.items()):
        province, city = (path[0], path[-2]) if len(path) > 2 else ("", path[0]) if len(path) == 2 else ("", "")
        table.append((code, path[-1], city, province))
    return as_csv(COLUMNS, table)
