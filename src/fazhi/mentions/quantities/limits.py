"""What the law allows: 较法定时限压缩75%, 由法定20个工作日压缩至5个工作日 say nothing of an earlier period."""

from __future__ import annotations

import re
from functools import cache

from fazhi.matching.scanning import Ending
from fazhi.mentions.quantities.words import any_of, before, table


@cache
def limit() -> re.Pattern[str]:
    """法定, 规定 ("legal", "prescribed") anywhere."""
    return re.compile(any_of(table("other")["limits"]))


@cache
def against_limit() -> Ending:
    """较法定时限… ("than the legal limit") up to the number."""
    return before(rf"(?:较|比){any_of(table('other')['limits'])}[^,;。\d]{{0,12}}")
