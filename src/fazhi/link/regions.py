"""The county-level table: which region names are borne once only in the whole country, and what is above them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from fazhi.resources import rows


@cache
def _above() -> dict[str, set[tuple[str, ...]]]:
    """For each name of a region, the regions above it, once for each region that bears the name."""
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in rows("regions"):
        found[row["name"]].add(tuple(filter(None, (row["province"], row["city"]))))
        if row["city"]:
            found[row["city"]].add((row["province"],))
        found[row["province"]].add(())
    return dict(found)


def is_unique(region: str, above: str) -> bool:
    """Whether just one region of the table bears this name, and lies in the one above.

    >>> is_unique("滨海新区", "天津市"), is_unique("鼓楼区", "南京市"), is_unique("滨海新区", "河北省")
    (True, False, False)
    """
    known = _above().get(region, set())
    return len(known) == 1 and above in next(iter(known))
