"""The reading text: what the rules read, aligned with the canonical text character by character."""

from __future__ import annotations

import re

# Full-width ASCII to half width; the brackets of titles inside titles; dots, stops and dashes of one kind each.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord(a): ord(b) for a, b in zip("<>＜＞﹤﹥", "〈〉〈〉〈〉", strict=True)}
_FOLD |= {ord(a): ord(b) for a, b in zip("｡､•・‧﹝﹞「」〝〞＂", '。、···〔〕“”“”"', strict=True)}
_FOLD |= {ord(a): ord("—") for a in "–―─﹣－～~〜─‐‑‒"}
_FOLD |= {ord("\t"): ord(" "), 0x3000: ord(" "), 0xA0: ord(" ")}

_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")

_SINGLE = {ord("‘"): "“", ord("’"): "”"}
_QUOTE = re.compile(r'["“”]')
_HYPHEN = re.compile(r"(?<![\s(,:;])-|-(?!\d)")  # every hyphen but a sign before a number
_YEARS = re.compile(r"一(?=\d{4}年)(?:(?<=\d{4}一)|(?<=\d{4}年一))")
_TWO_STEPS = re.compile("一[一-龥]{2,4}一[一-龥]{2}")  # what no steps are without; asked first for speed
_STEPS = re.compile(r"(?<![一-龥])?[一-龥]{2,4}(?:一[一-龥]{2,4}){2,}(?=的?[一-龥]{0,4}(?:流程|机制|模式|工作法|闭环|链条))")


def reading_of(text: str) -> str:
    """`text` with width, quotation marks and dashes made uniform, of the same length.

    >>> reading_of('２０２３年，"唠嗑说事"办理９３．５％')  # "in 2023, "Chat and Settle" handled 93.5%"
    '2023年,“唠嗑说事”办理93.5%'
    >>> reading_of("风险发现一解决一反馈的处置流程")  # "find, solve, report": 一 stands for a dash
    '风险发现—解决—反馈的处置流程'
    """
    folded = _FOLDED.sub(_fold, text)  # with few to fold among many, faster than `str.translate`
    if "-" in folded:
        folded = _HYPHEN.sub("—", folded)
    if "一" in folded:
        folded = _YEARS.sub("—", folded)
        if _TWO_STEPS.search(folded):
            folded = _STEPS.sub(_dashes, folded)
    if "‘" in folded and folded.count("‘") > folded.count("“"):  # single marks are the outer ones here
        folded = folded.translate(_SINGLE)
    if '"' not in folded:
        return folded
    return "\n".join(_paired(line) if '"' in line else line for line in folded.split("\n"))


def _fold(match: re.Match[str]) -> str:
    return chr(_FOLD[ord(match[0])])


def _dashes(match: re.Match[str]) -> str:
    return match[0].replace("一", "—")


def _paired(line: str) -> str:
    """Straight quotation marks become “ and ” by turns; marks that are already paired keep their side."""
    is_open = False

    def turn(match: re.Match[str]) -> str:
        """The mark that opens or closes, by what the last one did."""
        nonlocal is_open
        mark = match[0]
        is_open = mark == "“" if mark != '"' else not is_open
        return "“" if is_open else "”"

    return _QUOTE.sub(turn, line)
