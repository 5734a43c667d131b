"""Traditional characters: simplified for the rules, character by character, so that no position changes.

Whether a text is in traditional characters is told by the old standards: such characters are in Big5 and not in GB 2312.
OpenCC (Apache) turns them; where the turn of a phrase changes its length, its characters are turned one by one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_CHINESE = re.compile("[\u4e00-\u9fff]+")
_SHARE = 0.03  # of the Chinese characters; in a simplified text it is some hundredth of it


@cache
def _is_traditional(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters.

    >>> is_traditional("法治政府建設情況報告"), is_traditional("法治政府建设情况报告")  # "report on rule-of-law government"
    (True, False)
    """
    sample = text[:20_000]
    told = sum(sample.count(char) for char in set(sample) if "\u4e00" <= char <= "\u9fff" and _is_traditional(char))
    return told > 0 and told >= _SHARE * sum(map(len, _CHINESE.findall(sample)))


def simplified(text: str) -> tuple[str, str]:
    """A text in traditional characters as simplified ones, of the same length, and a warning (or "").

    A text in simplified characters comes back as it is.

    >>> simplified("法治政府建設，乾淨。")  # "rule-of-law government, clean"
    ('法治政府建设，干净。', '')
    """
    if not is_traditional(text):
        return text, ""
    converter = _converter()
    if converter is None:
        return text, "in traditional characters, of which few words are understood: pip install 'fazhi[traditional]'"
    return "\n".join(_turned(line, converter) for line in text.split("\n")), ""


def _turned(line: str, converter: Any) -> str:
    whole: str = converter.convert(line)
    if len(whole) == len(line):
        return whole
    return "".join(turned if len(turned := converter.convert(char)) == 1 else char for char in line)


@cache
def _converter() -> Any:
    try:
        import opencc
    except ImportError:
        return None
    return opencc.OpenCC("t2s")
