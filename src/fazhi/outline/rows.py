"""Tables of problems and remedies: which cell plays which role, by the heads of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.model import Role
from fazhi.outline.headings import column_role

_CHINESE = re.compile("[一-龥]{3}")


def cells_with_roles(reading: str, start: int, end: int) -> Iterator[tuple[Role, int, int]]:
    """The cells of the table at `start`–`end` that stand below a head which names a role, in order of the text.

    >>> text = "| 序号 | 存在问题 | 整改措施 |\\n| 1 | 执法力量薄弱 | 招录专业人员 |"  # "No. | problem | remedy"
    >>> [(str(role), text[a:b]) for role, a, b in cells_with_roles(text, 0, len(text))]
    [('shortcomings', '执法力量薄弱'), ('plans', '招录专业人员')]
    """
    columns: dict[int, Role] = {}
    for line in reading[start:end].split("\n"):
        cells = list(_cells(line, start))
        heads = {i: role for i, (a, b) in enumerate(cells) if (role := column_role(reading[a:b])) is not None}
        if heads:
            columns = heads
        else:
            for index, role in sorted(columns.items()):
                if index < len(cells) and _CHINESE.search(reading, *cells[index]):
                    yield role, *cells[index]
        start += len(line) + 1


def _cells(line: str, start: int) -> Iterator[tuple[int, int]]:
    """Places of the cells of a row without the blanks around them; empty cells inside the row count, those outside do not.

    Where no bars part them, blanks do: the repair of the text leaves none but those.
    """
    bar = "|" if "|" in line else " "
    inner = line.strip().removeprefix(bar).removesuffix(bar)
    at = start + line.index(inner) if inner else start
    for cell in inner.split(bar):
        begin = at + len(cell) - len(cell.lstrip())
        yield begin, max(begin, at + len(cell.rstrip()))
        at += len(cell) + 1
