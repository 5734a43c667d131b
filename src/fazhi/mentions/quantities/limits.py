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
    """较法定时限…, 在法定时限上… ("than", "of the legal limit") up to the number; a promised limit may itself be cut."""
    limits, own = any_of(table("other")["limits"]), any_of(table("other")["own_limits"])
    by = rf"(?!(?<![在较比]){own}时?(?:[^,;。\d上内]|上(?=[一半年期])){{0,8}}$){limits}[^,;。\d]{{0,4}}(?:时限|期限|时间)"
    return before(rf"(?:(?:较|比){limits}|{by})[^,;。\d]{{0,12}}")
