"""Tables whose heads say what their columns hold: two years side by side, the unit in a cell of its own, a share.

    指标 | 2023年 | 2022年            the later year is the value, the earlier one tells the change
    行政处罚(件) | 126 | 98           ("administrative penalties (cases) | 126 | 98")
    船舶类 | 80 | 61                   rows that make up the one above them share its unit ("of ships 80, of vehicles 46")
    车辆类 | 46 | 37
    事项 | 单位 | 数量 | 同比          the unit stands apart ("item | unit | number | year on year")
    行政许可 | 件 | 1260 | +12.3%
    类别 | 件数 | 占比                 the head tells the unit ("kind | cases | share")
    普通程序 | 126 | 62.4%

Cells stand apart by bars, or, where the head names two years, by blanks. A row that does not fit its head is left to the
other rules, as are tables whose numbers carry their units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from fazhi.mentions.quantities.clause import mention
from fazhi.mentions.quantities.heads import Column, heads_of, known_unit
from fazhi.mentions.quantities.numerals import decimal, plain
from fazhi.mentions.quantities.words import units
from fazhi.model import Mention, Quantity, Reading

_VALUE = re.compile(r"(?P<sign>[+—-])?[ ]?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿])?(?P<unit>[^\d+\s|—-]{0,6})")
_NAME = re.compile(r"[ ]*(?:\d{1,3}[ .、]+)?(?P<within>其中[:、]?|[—-]+)?(?P<name>[^\d|]*[一-龥)])[ ]*")
_NAME_UNIT = re.compile(r"\((?:单位:)?(?P<unit>[^()\d]{1,6})\)$")
_LONGEST_LINE = 120
_MOST_PARTS = 20  # rows below a total


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number in a cell: its place, its value with its sign, and its unit as printed."""

    start: int
    end: int
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class _Above:
    """The row above: its unit, its number, and what the rows from 其中 on leave of it, while they go on."""

    unit: str = ""
    value: Decimal = Decimal(0)
    left: Decimal | None = None


def find_rows(text: str) -> list[Mention]:
    """The numbers of all tables in `text` whose heads are understood, in order of the text.

    >>> found = find_rows("指标|2023年|2022年\\n行政处罚(件)|126|98")  # "indicator, 2023, 2022; penalties (cases)"
    >>> [(one.name, str(one.quantity.value), one.quantity.unit, str(one.quantity.change)) for one in found]
    [('行政处罚', '126', '件', '28')]
    """
    found: list[Mention] = []
    columns: Sequence[Column] = ()
    start, last, above, has_bars = 0, "", _Above(), False
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if len(line) > _LONGEST_LINE:
            columns = ()
        elif heads := heads_of(line, last):
            columns, above, has_bars = heads, _Above(), "|" in line
        elif columns and line.strip("|—-: "):
            row, above = _row(text, start, line, columns, above) if ("|" in line) is has_bars else ([], above)
            if row and above.unit and above.left is None and _make_up(above.value, lines[at + 1 : at + _MOST_PARTS], columns):
                above = replace(above, left=above.value)
            found += row
            columns = columns if row or "|" in line or (not has_bars and _NAME.match(line)) else ()
        start += len(line) + 1
        last = line
    return found


def _make_up(total: Decimal, below: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether two or more rows right below a row, none with a unit of its own, make up its number: 537 = 58 + 411 + 68."""
    left = total
    for count, line in enumerate(below):
        cells = _cells(line, 0, line, columns)
        name, _ = _name_of(line, columns)
        places = [place for place, column in cells if column.holds == "value"] if cells else []
        cell = _number(line, *places[0]) if len(places) == 1 and name and not _NAME_UNIT.search(name) else None
        if cell is None or cell.unit or (cells and any(column.holds == "unit" for _, column in cells)):
            return False
        left -= cell.value
        if left <= 0:
            return left == 0 and count > 0
    return False


def _row(text: str, start: int, line: str, columns: Sequence[Column], above: _Above) -> tuple[list[Mention], _Above]:
    """The figures of a row, none where it does not fit the columns; 其中 and the rows that go on share the unit of `above`."""
    cells = _cells(text, start, line, columns)
    name, is_within = _name_of(line, columns)
    if cells is None or not name:
        return [], above
    called = _NAME_UNIT.search(name)
    apart = next((cell for place, column in cells if column.holds == "unit" and (cell := _unit_cell(text, *place))), None)
    numbers = [(cell, column) for place, column in cells if (cell := _number(text, *place)) is not None]
    own = known_unit(called["unit"]) if called else apart.unit if apart else ""
    value = next((cell.value for cell, column in numbers if column.holds == "value"), Decimal(0))
    above = _after(above, own, value, is_within=is_within)
    return list(_figures(text, name[: called.start()] if called else name, above.unit, apart, numbers)), above


def _after(above: _Above, own: str, value: Decimal, *, is_within: bool) -> _Above:
    """What a row is to the next: rows without a unit that come after 其中 share it while they do not exceed the total."""
    left = above.value if is_within else above.left
    if own or left is None or value > left:
        return _Above(own or (above.unit if is_within else ""), value)
    return replace(above, left=left - value)


def _figures(text: str, what: str, own: str, apart: _Cell | None, numbers: Sequence[tuple[_Cell, Column]]) -> Iterator[Mention]:
    several = sum(column.holds == "value" for _, column in numbers) > 1
    beside = [pair for pair in numbers if pair[1].holds in ("last", "change")]
    for cell, column in numbers:
        unit = next((known for known in map(known_unit, (cell.unit, own, column.unit)) if known), "")
        if column.holds == "share":
            yield _said(text, [cell], Quantity(Reading.LEVEL, cell.value, "%", number_start=cell.start), f"{what}占比")
        elif column.holds == "value" and unit:
            used = [] if apart is None or several else [apart]
            yield _figure(text, cell, unit, what + column.what if several else what, beside, used)


def _figure(
    text: str, cell: _Cell, unit: str, what: str, beside: Sequence[tuple[_Cell, Column]], apart: Sequence[_Cell]
) -> Mention:
    """A value with the change that stands beside it, or that the value of the year before tells."""
    value, written = _in_unit(cell.value, unit)
    quantity = Quantity(Reading.LEVEL, value, written, number_start=cell.start)
    change = next((pair for pair in beside if pair[1].holds == "change"), None)
    earlier = next((pair for pair in beside if pair[1].holds == "last"), None)
    if change is not None:
        is_percent = change[0].unit.startswith("%") or (not change[0].unit and change[1].unit == "%")
        told = change[0].value if is_percent or change[0].unit else _in_unit(change[0].value, unit)[0]
        quantity = replace(quantity, reading=Reading.FROM_TO, change=told, change_is_percent=is_percent)
    elif earlier is not None:
        told = plain(value - _in_unit(earlier[0].value, unit)[0])
        quantity = replace(quantity, reading=Reading.FROM_TO, change=told)
    used = [cell, *apart, *(pair[0] for pair in (change or earlier,) if pair is not None)]
    return _said(text, used, quantity, what)


def _said(text: str, used: Sequence[_Cell], quantity: Quantity, name: str) -> Mention:
    """A mention of the stretch of the cells that were used."""
    start, end = min(one.start for one in used), max(one.end for one in used)
    return replace(mention(text, start, end, quantity, "row", 0.8), name=name)


def _cells(text: str, start: int, line: str, columns: Sequence[Column]) -> list[tuple[tuple[int, int], Column]] | None:
    """The places of the cells of a row, each with its column; None where they are not as many as the columns."""
    if "|" in line:
        inner = line.strip().removeprefix("|").removesuffix("|")
        at = start + line.index(inner)
        places = []
        for cell in inner.split("|"):
            places.append((at, at + len(cell)))
            at += len(cell) + 1
    else:
        name = _NAME.match(line)
        rest = name.end() if name else 0
        places = [(start, start + rest)] + [(start + m.start(), start + m.end()) for m in _VALUE.finditer(line, rest)]
    return list(zip(places, columns, strict=True)) if len(places) == len(columns) else None


def _name_of(line: str, columns: Sequence[Column]) -> tuple[str, bool]:
    """What stands in the cells of the name, the last of them that holds words, and whether 其中 ("of these") stands before it."""
    if "|" in line:
        cells = zip(line.strip().strip("|").split("|"), columns, strict=False)
        names = [found for cell, column in cells if column.holds == "name" and (found := _NAME.fullmatch(cell))]
    else:
        names = [found for found in (_NAME.match(line),) if found]
    return (names[-1]["name"].strip(), bool(names[-1]["within"])) if names else ("", False)


def _number(text: str, start: int, end: int) -> _Cell | None:
    found = _VALUE.fullmatch(text[start:end].strip())
    if found is None:
        return None
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    value = decimal(found["digits"], found["scale"] or "")
    unit = found["unit"].strip("() ")
    return _Cell(begin, begin + len(found[0]), -value if found["sign"] in ("—", "-") else value, unit)


def _unit_cell(text: str, start: int, end: int) -> _Cell | None:
    """A cell that holds a unit and nothing else."""
    printed = text[start:end].strip("() ")
    begin = text.index(printed, start)
    return _Cell(begin, begin + len(printed), Decimal(0), printed) if known_unit(printed) else None


def _in_unit(value: Decimal, printed: str) -> tuple[Decimal, str]:
    scale = Decimal({"万": 10_000, "亿": 100_000_000}.get(printed[:1], 1))
    bare = printed if scale == 1 else printed[1:]
    return plain(value * scale), units()[bare].written if bare in units() else bare
