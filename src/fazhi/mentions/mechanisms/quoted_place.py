"""Where quoted words stand: whether a verb introduces them, and where a name begins that needs the words before the mark."""

from __future__ import annotations

import re

from fazhi.mentions.mechanisms.tables import STOP, tables
from fazhi.mentions.mechanisms.text import Found, modifier

_JOINT = re.compile("[和与及](?=[^和与及]*$)")
_AFTER_NAME = ("”、", "”和", "”与", "”及")
_DONE = re.compile("(?:组织|开展|实施|进行|启动|一次|一轮|要|再|须|没人|逐[条案项个一]|战)$")
_TRAINED = re.compile("(?:培训|培育|培养|评选|选树|发展|壮大)(?:了|一批)?")
_BUILT = re.compile("建设[^,。;:“”]{1,8}$")  # 建设县乡两级|“粮云仓”
_SORT = re.compile(
    "(?:应用|平台|系统|小程序|公众号|视频号|品牌|专栏|栏目|网站|热线|工作室|调解室|模型|场景|机器人|课程|课堂|讲堂)$"
)
_ON_DUTY = re.compile("[一-龥]{2,}(?:坐班|轮值|值班|进驻|入驻|驻点|常驻)")


def introduced(text: str, start: int, found: Found) -> bool:
    """Does a verb or another quoted name stand before the mark at `start`? Short words without one are figures: 当“门外汉”."""
    begin, verb = modifier(text, start)
    if text[start - 1 : start] == "”":
        return verb or found.ends_at(start)
    if text[start - 2 : start] in _AFTER_NAME:
        return verb or found.ends_at(start - 1)
    if _BUILT.search(text, max(0, start - 10), start) or _SORT.search(text, max(0, start - 4), start):
        return True
    return verb or (begin == start and text[start - 1 : start] not in ("", *STOP))


def extended(text: str, match: re.Match[str]) -> tuple[int, str]:
    """Start and name of quoted words that need the words before the mark: 企业开办“一件事”."""
    if not tables().extended.fullmatch(match[1]):
        return match.start(), match[1]
    across = re.fullmatch("[一二两三四五六七八九十]大", match[1]) is not None
    if not across and _DONE.search(text, max(0, match.start() - 4), match.start()):
        return match.start(), match[1]  # 对整改情况组织“回头看”
    start, _ = modifier(text, match.start(), across=across)
    if trained := _TRAINED.match(text, start, match.start()):  # 培训|消防安全“明白人”
        start = trained.end()
    if on_duty := _ON_DUTY.match(text, start, match.start()):  # 渔政站轮流坐班|“一站式”解纷中心
        start = on_duty.end()
    joint = None if across else _JOINT.search(text, start, match.start())
    start = joint.end() if joint else start
    return (start, text[start : match.start()] + match[1]) if match.start() - start <= 16 else (match.start(), match[1])
