"""Abbreviations that a text defines for a body: …委员会(以下简称“区委依法治区委”,其办公室以下简称“区委依法治区办”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fazhi.model import Mention, MentionKind

_BRACKET = re.compile(r"\(([^()\n]*?(?:简称|下称|统称|合称)[^()\n]*)\)")
_ITEM = re.compile(r"(?:其(?P<unit>[一-龥]{2,8}?))?(?:以下)?(?:简称|下称)(?:为)?[“《]?(?P<alias>[^“”《》,;、()]{2,20})[”》]?")


def with_abbreviations(reading: str, found: Sequence[Mention]) -> list[Mention]:
    """`found` with the aliases that brackets after them define, and the later places where only the alias stands.

    >>> one = Mention(MentionKind.DEPARTMENT, 0, 9, "某区矛盾调处中心", "department:x", 0.9)
    >>> [(m.name, m.alias) for m in with_abbreviations("某区矛盾调处中心啊(以下简称“矛调”),矛调受理", [one])]
    [('某区矛盾调处中心', '矛调'), ('某区矛盾调处中心', None)]
    """
    result = list(found)
    for bracket in _BRACKET.finditer(reading):
        owner = next((i for i, m in enumerate(result) if m.end == bracket.start()), None)
        if owner is None:
            continue
        for item in _ITEM.finditer(bracket[1]):
            result += _defined(reading, result, owner, bracket, item)
    return result


def _defined(reading: str, found: list[Mention], owner: int, bracket: re.Match[str], item: re.Match[str]) -> list[Mention]:
    alias, body = item["alias"], found[owner]
    if item["unit"]:
        first = bracket.start(1)
        name = body.name + item["unit"]
        body = Mention(
            MentionKind.DEPARTMENT, first + item.start(), first + item.end(), name, "department:defined", 0.9, alias=alias
        )
        return [body, *_again(reading, [*found, body], body, alias, bracket.end())]
    found[owner] = replace(body, alias=alias)
    return list(_again(reading, found, body, alias, bracket.end()))


def _again(reading: str, found: Sequence[Mention], body: Mention, alias: str, start: int) -> Iterator[Mention]:
    """Later places of the alias that no rule has found by itself."""
    for match in re.finditer(re.escape(alias), reading[start:]):
        first, last = start + match.start(), start + match.end()
        if not any(m.start < last and first < m.end for m in found):
            yield Mention(MentionKind.DEPARTMENT, first, last, body.name, "department:alias", 0.9)
