"""Heads of tables: what each column holds, what is counted in it, in which unit and of which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from fazhi.mentions.quantities.words import any_of, table, unit_pattern, units

_MARKED = re.compile(r"20\d\d年|本年|今年|单位|数|占比|金额|[((]")  # what no head is without
_VALUE_HEAD = re.compile(r"(?P<what>.*?)(?:\((?P<printed>[^()\d]{1,6})\)|(?P<counted>[件人户次家份场起宗条批项])(?:数量?|次))$")
_PROSE = re.compile(r"[,;。]")
_YEAR = re.compile(r"20\d\d")
_DIGIT = re.compile(r"\d")
_WHOLE_UNIT = re.compile(r"单位:(?P<unit>[^\d,;。)\s]{1,4})")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds (name, value, last, change, share, unit), what is counted in it, and in which unit."""

    holds: str
    what: str = ""
    unit: str = ""
    year: int = 0


def heads_of(line: str, above: str) -> tuple[Column, ...]:
    """The columns that a line names; empty where it is no head of a table that this module reads."""
    if not _MARKED.search(line) or _PROSE.search(line):
        return ()
    if "|" in line:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if _DIGIT.search(_YEAR.sub("", "".join(cells))):
            return ()
        columns = [_column(cell, at == 0) for at, cell in enumerate(cells)]
    else:
        told = _patterns().told
        words = list(told.finditer(line))
        name = line[: words[0].start()].strip() if words else ""
        if len(words) < 2 or told.sub("", line).strip() != name or not 2 <= len(name) <= 8:
            return ()
        columns = [Column("name"), *(_column(word[0], False) for word in words)]
    return _settled(columns, above)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What a head may say: all that it tells of its column, the years and changes among that, a mere number, a name."""

    column: re.Pattern[str]
    told: re.Pattern[str]
    plain: re.Pattern[str]
    name: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = {key: any_of(found) for key, found in table("heads").items()}
    years = rf"(?P<year>20\d\d)年(?:度|底|末|全年)?|(?P<this>{words['this']})|(?P<last>{words['last']})"
    change = rf"(?P<change>{words['change']}{words['of_change']}*(?:\([%+—-]+\))?)"
    share, unit = rf"(?P<share>{words['share']})(?:\(%\))?", f"(?P<unit>{words['unit']})"
    return _Patterns(
        column=re.compile(rf"(?:(?:{years})(?:数量?|值|完成数?)?|{change}|{share}|{unit}|(?P<value>.*))"),
        told=re.compile(f"{years}|{change}"),
        plain=re.compile(words["plain"]),
        name=re.compile(rf"{words['name']}.{{0,6}}$"),
    )


def _column(head: str, is_first: bool) -> Column:
    known = _patterns()
    found = known.column.fullmatch(head)
    assert found is not None
    if is_first or not head or known.name.match(head):
        return Column("name")
    if found["year"] or found["this"]:
        return Column("value", year=int(found["year"] or 9999))
    if found["last"]:
        return Column("last")
    for kind in ("change", "share", "unit"):
        if found[kind]:
            return Column(kind, unit="%" if "%" in head or "率" in head or "幅" in head else "")
    value = _VALUE_HEAD.fullmatch(head)
    if value:
        return Column("value", value["what"], known_unit(value["printed"] or value["counted"]))
    return Column("value") if known.plain.fullmatch(head) else Column("other", head)


def _settled(columns: Sequence[Column], above: str) -> tuple[Column, ...]:
    """The columns with earlier years told from the latest, and the unit that stands above the table."""
    years = sorted({column.year for column in columns if column.year}, reverse=True)
    whole = _WHOLE_UNIT.search(above)
    unit = known_unit(whole["unit"]) if whole else ""
    found = []
    for column in columns:
        if unit and column.holds == "other" and column.what.endswith("数"):
            column = replace(column, holds="value", what=column.what.removesuffix("数"))  # 单位:件 above 受理数
        if column.year and column.year != years[0]:
            column = replace(column, holds="last" if column.year == years[1] else "other")
        found.append(replace(column, unit=column.unit or unit) if column.holds == "value" else column)
    values = [column for column in found if column.holds == "value"]
    is_read = len(found) > 1 and found[0].holds == "name" and bool(values) and (len(values) == 1 or not years)
    return tuple(found) if is_read else ()


def known_unit(printed: str) -> str:
    """The unit as printed, with or without 万 or 亿 before it, where it is one; else nothing."""
    bare = printed[1:] if printed[:1] in ("万", "亿") else printed
    return printed if bare in units() and _unit_alone().fullmatch(bare) else ""


@cache
def _unit_alone() -> re.Pattern[str]:
    return re.compile(unit_pattern())
