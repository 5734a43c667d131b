"""Campaigns with the title of a regulation in their name: 开展《档案法》宣传月活动 ("publicity month of the Archives Law")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions.mechanisms.text import mention
from fazhi.model import Mention

_TITLED = re.compile(
    "《[^《》\n]{2,40}》(?:颁布|实施|施行|[0-9一二三四五六七八九十]+周年|集中|主题)*(?:[宣普学贯][传法习彻](?:教育)?(?:月|周|日|季|年))"
)
_HELD = re.compile(
    "(?:举办|开展|组织|承办|主办|举行)了?(?P<name>《[^《》\n]{2,40}》(?:(?:知识|业务|法律|法规|普法|有奖|线上|网络)*(?:竞赛|竞答|比赛)|进[一-龥]{2}(?:、进[一-龥]{2})*活动))"
)


def titled(reading: str) -> Iterator[Mention]:
    """Of a text whose titles are not hidden: a title, and a period after it, or a contest or tour that somebody holds.

    >>> [m.name for m in titled("组织《信访工作条例》宣传月,印发《宣传方案》。")]  # "publicity month of the Regulations on …"
    ['《信访工作条例》宣传月']
    >>> [m.name for m in titled("举办《渔业法》知识竞赛。")]  # "held a contest about the Fisheries Law"
    ['《渔业法》知识竞赛']
    """
    for match in _TITLED.finditer(reading):
        yield mention(*match.span(), match[0], "titled", 0.85, "campaign")
    for match in _HELD.finditer(reading):
        yield mention(*match.span("name"), match["name"], "titled", 0.75, "campaign")
