"""Hotlines: a number that everybody knows, with the words behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.matching.scanning import Scanner
from fazhi.mentions.mechanisms.tables import STOP
from fazhi.mentions.mechanisms.text import Found, mention
from fazhi.model import Mention
from fazhi.resources import lexicon

_COUNTED = "[家件次元个名份条项户起场批宗处万亿千号]|平(?!台)|人(?!民|社)"  # after a number: a count, no hotline
_QUOTED_REST = re.compile("[一-龥]{2,10}”")
_STATION = re.compile("”?(?:消费)?(?:维权|投诉|联络|举报)*(?:服务|工作|联络)*[站点]")  # 12315消费维权服务站 has its own name


def hotlines(text: str, found: Found) -> Iterator[Mention]:
    """用好12350安全生产举报投诉热线 ("make good use of hotline 12350"); “12345”热线工单 ("hotline work orders")."""
    for match in _hotline().finditer(text):
        if _in_sum(text, match.start(), match.end()) or _begins_name(text, match) or _STATION.match(text, match.end(1)):
            continue
        number, words = match[1], match[2] or ""
        platform = words.endswith("平台") and "热线" not in words
        name = f"{number}{'平台' if platform else '热线'}"
        full = number + words if words and words not in ("热线", "平台") else number
        yield mention(match.start(), match.end(), name, "hotline", 0.97, "platform", alias=full)


def _in_sum(text: str, start: int, end: int) -> bool:
    """Is a hotline only a term of a longer quoted name (“行政执法监督+12345”协同机制)?"""
    opened = text.rfind("“", max(0, start - 30), start + 1)
    closed = text.find("”", max(opened, end - 1), end + 30)
    return 0 <= opened < closed and "”" not in text[opened:closed] and "+" in text[opened:closed]


def _begins_name(text: str, match: re.Match[str]) -> bool:
    """Is a number without 热线 the first word of a longer quoted name (“12345政企茶叙”, "tea with firms by 12345")?"""
    return match[2] is None and text[match.start()] == "“" and _QUOTED_REST.match(text, match.end()) is not None


@cache
def _hotline() -> Scanner:
    """The numbers of mechanisms.toml, or any other before the word 热线, with the words behind them."""
    table = lexicon("mechanisms")["known"]["hotlines"]
    numbers, words = any_word(table["numbers"]), any_word(table["words"])
    unlisted = rf"(?:1\d\d|\d{{5}})(?=”?[^{STOP}\d]{{0,10}}热线)"
    return Scanner(rf"(?<![\d.])(?<!全国)“?({numbers}|{unlisted})(?![\d.]|{_COUNTED})”?([^{STOP}\d]{{0,12}}?{words})?")
