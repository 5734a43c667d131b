"""Tables behind the end of a report: their figures are results like those of its text.

附:2023年渡口检修情况 ("annex: repairs of ferries in 2023")
| 类别 | 数量 |
| 检修渡船 | 126艘 |
"""

from __future__ import annotations

import re

_ANNEX = re.compile(r"附(?:件|表|录)?[\d一二三四五六七八九十]{0,2}[:.、 ]?[^\n。;]{2,60}")
_PLANNED = re.compile("计划|安排|要点|目标|任务|方案")
_MOST_ROWS = 60


def in_annexed_table(reading: str, position: int) -> bool:
    """Whether `position` stands in a row of a table with bars right below the title of an annex that tells no plan.

    >>> reading = "特此报告。\\n附:2023年渡口检修情况\\n|类别|数量|\\n|检修渡船|126艘|"  # "annex: repairs of ferries in 2023"
    >>> in_annexed_table(reading, reading.index("126")), in_annexed_table(reading, reading.index("2023"))
    (True, False)
    """
    start = reading.rfind("\n", 0, position) + 1
    if not reading.startswith("|", start):
        return False
    for _ in range(_MOST_ROWS):
        end = start - 1
        start = reading.rfind("\n", 0, max(end, 0)) + 1
        line = reading[start : max(end, 0)].strip()
        if line and not line.startswith("|"):
            return _ANNEX.match(line) is not None and _PLANNED.search(line) is None
        if start == 0:
            return False
    return False
