"""When two names, titles or stretches of text count as the same."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_FOLD = str.maketrans(
    {"【": "[", "】": "]", "—": "-", "–": "-", "―": "-", "~": "-", "、": ",", "。": ".", "〔": "(", "〕": ")", "[": "(", "]": ")"}
)
_EDITION = re.compile(r"\([^()]*\)$")
_REMEMBERED = 1 << 16  # texts: each is compared with many
_HEAD = re.compile(r"(工作机制|机制|制度|模式|平台|活动|工作法|品牌|经验)$")


@lru_cache(_REMEMBERED)
def normal(text: str) -> str:
    """Text as it is compared: NFKC, no white space, no quotation marks, one form of brackets and dashes.

    >>> normal("“唠嗑说事” 机制（２０２３—2025年）")  # "the 'Chat and Settle' mechanism"
    '唠嗑说事机制(2023-2025年)'
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    text = re.sub(r"[\"'“”‘’「」『』《》〈〉<>]", "", text)
    return re.sub(r"-+", "-", text.translate(_FOLD))


@lru_cache(_REMEMBERED)
def entity_keys(kind: str, name: str) -> frozenset[str]:
    """The spellings under which an entity's name is looked up; `kind` is departments, regulations or mechanisms."""
    plain = normal(name)
    keys = {plain}
    if kind == "regulations":
        keys.add(plain.removeprefix("中华人民共和国"))
    if kind == "mechanisms" and len(bare := _HEAD.sub("", plain)) >= 2:
        keys.add(bare)
    return frozenset(key for key in keys if key)


def same_entity(kind: str, names: Iterable[str], labels: Iterable[str]) -> bool:
    """Whether they have a name in common; of regulations, an edition that only one side gives may be left out."""
    ours = set[str]().union(*(entity_keys(kind, name) for name in names))
    theirs = set[str]().union(*(entity_keys(kind, label) for label in labels))
    if ours & theirs:
        return True
    if kind != "regulations" or (any(map(_EDITION.search, ours)) and any(map(_EDITION.search, theirs))):
        return False
    return bool({_EDITION.sub("", key) for key in ours} & {_EDITION.sub("", key) for key in theirs})


@lru_cache(_REMEMBERED)
def _plain(text: str) -> str:
    return re.sub(r"[,.;:!?()]", "", normal(text))


def begins_alike(a: str, b: str) -> bool:
    """Whether one lead sentence is the beginning of the other."""
    short, long = sorted((_plain(a), _plain(b)), key=len)
    return len(short) >= 6 and long.startswith(short)


def alike(a: str, b: str, ratio: float) -> bool:
    """Whether two stretches of text tell the same point.

    >>> alike("执法人员培训较少", "执法人员日常专业培训较少", 0.6)  # "officers are seldom trained"
    True
    """
    a, b = _plain(a), _plain(b)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if short in long and len(short) >= 0.5 * len(long):
        return True
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= ratio


def same_number(a: float | None, b: float | None) -> bool:
    """Whether two figures are equal, or both missing."""
    if a is None or b is None:
        return a is b
    return abs(a - b) < 1e-6 * max(1.0, abs(a))


def any_alike(names: Sequence[str], labels: Sequence[str], ratio: float) -> bool:
    """Whether any of the names tells the same point as any of the labels."""
    return any(alike(name, label, ratio) for name in names for label in labels)
