"""What is never one: names that differ in a number, a year, a 文号, a level, a direction, or a negation.

Abbreviations leave such characters alone (市场监督管理局, 市场监管局), so that the run of them tells names apart:

>>> fingerprint("市场监督管理局") == fingerprint("市场监管局")  # the market bureau, in full and in short
True
>>> fingerprint("第一中学") == fingerprint("第二中学")  # schools by number
False
>>> fingerprint("城东派出所") == fingerprint("城西派出所")  # police stations by direction
False
>>> fingerprint("甲市司法局") == fingerprint("甲县司法局")  # the justice bureaus of a city and of a county
False
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from fazhi.resources import lexicon


@cache
def _guarded() -> re.Pattern[str]:
    table = lexicon("identity")["guard"]
    longer = sorted((word for words in table["words"].values() for word in words), key=lambda w: (-len(w), w))
    single = "".join(sorted({char for chars in table["characters"].values() for char in chars}))
    return re.compile(rf"\d+|[A-Za-z]+|{'|'.join(map(re.escape, longer))}|[{re.escape(single)}]")


@lru_cache(maxsize=1 << 13)
def fingerprint(name: str) -> tuple[str, ...]:
    """The guarded words of a name, in their order: names whose fingerprints differ are never one.

    >>> fingerprint("法治政府建设实施纲要(2021-2025年)"), fingerprint("津政发〔2023〕12号")
    (('2021', '2025'), ('2023', '12'))
    """
    folded = unicodedata.normalize("NFKC", name)
    same: dict[str, str] = lexicon("identity")["guard"]["same"]
    return tuple(same.get(word, word) for word in _guarded().findall(folded) if same.get(word, word))
