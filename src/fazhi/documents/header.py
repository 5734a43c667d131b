"""What a page says of a report outside of its text: the header table of government sites, and lines on source and date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest

from fazhi.documents.reading import reading_of

_LABELS = {
    "索引号": "index",
    "发文字号": "number",
    "文号": "number",
    "成文日期": "written",
    "生成日期": "written",
    "发布日期": "published",
    "发布时间": "published",
    "公开日期": "published",
    "发文日期": "published",
    "更新时间": "published",
    "时间": "published",
    "日期": "published",
    "发布机构": "issuer",
    "发文机关": "issuer",
    "发文单位": "issuer",
    "公开主体": "issuer",
    "信息来源": "issuer",
    "文章来源": "issuer",
    "来源": "issuer",
    "标题": "title",
    "名称": "title",
    "信息名称": "title",
    "主题分类": "",
    "有效性": "",
    "体裁分类": "",
    "公文种类": "",
    "公开方式": "",
    "信息分类": "",
    "主题词": "",
    "关键词": "",
    "浏览次数": "",
    "字号": "",
    "字体": "",
}
_LABEL = re.compile("(" + "|".join(sorted(_LABELS, key=len, reverse=True)) + r")[\]】]?[:|]+")
_DATE = re.compile(r"((?:19|20)\d{2})[年./—-]?(\d{1,2})[月./—-]?(\d{1,2})")
DOCUMENT_NUMBER = re.compile(r"[一-龥]{1,12}[〔\[【(]?(?:19|20)\d{2}[〕\]】)]?第?\d{1,4}号")  # 文号, as 甲政发〔2021〕3号
_ISSUER = re.compile(r"[一-龥]{3,30}")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")


def header_of(lines: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Values by their keys (issuer, published, written, number, index, url), from noise lines and what the file gives.

    Dates are ISO 8601 (YYYY-MM-DD); what is no date, number or body is left out.

    >>> header_of(["[索引号]:0123-2022-7   [发布日期]:2022-01-24", "来源：某县水利局"], {})  # index, date; source
    {'index': '0123-2022-7', 'published': '2022-01-24', 'issuer': '某县水利局'}
    """
    found: dict[str, str] = {}
    for line in lines:
        flat = re.sub(r"\s+", "", reading_of(line.replace("\t", "|")))
        marks = list(_LABEL.finditer(flat))
        for mark, after in zip_longest(marks, marks[1:]):
            value = flat[mark.end() : after.start() if after else len(flat)].strip("|[]【】:;,")
            _keep(found, _LABELS[mark[1]], value)
    for key, value in given.items():
        _keep(found, key, value)
    return found


def _keep(found: dict[str, str], key: str, value: str) -> None:
    if not key or key in found or not value:
        return
    if key in ("published", "written"):
        value = date_of(value)
    elif key == "number":
        value = match[0] if (match := DOCUMENT_NUMBER.search(value)) else ""
    elif key == "issuer":
        value = match[0] if (match := _ISSUER.match(value)) else ""
    elif key == "index":
        value = match[0] if (match := re.match(r"[A-Za-z0-9/—\-_]{4,40}", value)) else ""
        value = value.replace("—", "-")
    elif key == "url":
        value = match[0] if (match := _URL.match(value)) else ""
    if value:
        found[key] = value


def date_of(text: str) -> str:
    """The first date in a text as YYYY-MM-DD, or "".

    >>> date_of("2024年1月5日"), date_of("2024-13-40")
    ('2024-01-05', '')
    """
    import datetime

    found = _DATE.search(text)
    try:
        return datetime.date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""
