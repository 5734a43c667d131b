"""The table of norms of national scope, and how names of norms are compared.

>>> national_norm("保密法").official  # the "Secrecy Law", by its short name
'中华人民共和国保守国家秘密法'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.resources import rows

_QUOTES = re.compile(r"[“”‘’\"《》〈〉\s]")
_OTHER_FORM = re.compile(r"[—〔〕\[\]]")
_ONE_FORM = str.maketrans("—〔〕[]", "-()()")


@dataclass(frozen=True, slots=True)
class Norm:
    """A row of the table: official name, other names, kind, document number (文号) and the official name of its successor."""

    official: str
    names: tuple[str, ...]
    kind: str
    number: str
    successor: str


def norm_key(name: str) -> str:
    """A name as it is compared: no 中华人民共和国, quotation marks or 《》, dashes and brackets of one form.

    >>> norm_key("中华人民共和国民法典"), norm_key("《法治政府建设实施纲要〔2021—2025年〕》")
    ('民法典', '法治政府建设实施纲要(2021-2025年)')
    """
    key = _QUOTES.sub("", name).removeprefix("中华人民共和国")
    return key.translate(_ONE_FORM) if _OTHER_FORM.search(key) else key


@cache
def national_norms() -> dict[str, Norm]:
    """The norms of the table by the keys of all their names."""
    found: dict[str, Norm] = {}
    for row in rows("regulations_national"):
        names = tuple(filter(None, row["names"].split("|")))
        norm = Norm(row["official"], names, row["kind"], row["number"], row["successor"])
        for name in (norm.official, *names):
            found.setdefault(norm_key(name), norm)
    return found


def national_norm(name: str) -> Norm | None:
    """The norm of the table that has this name, or None."""
    return national_norms().get(norm_key(name))
