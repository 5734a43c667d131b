"""Whose report a text is, where its title does not say: by its signature, first sentences, the page's head, its file's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from fazhi.documents.bodies import ending_of
from fazhi.matching.alternation import any_of
from fazhi.model import Dropped
from fazhi.resources import lexicon

_SIGNATURE = re.compile(r"^[一-龥()]{4,40}$")
_DATE = re.compile(r"^(?:\d{4}|二[〇○零O][一-龥〇○]{2})年[\d一-龥]{1,3}月[\d一-龥]{1,3}日$")
_SOURCE = re.compile(r"(?:来源|发布机构|发文机关|信息来源|文章来源)[\]】|:]*\s*([一-龥]{3,30})")
_GENERIC = re.compile(r"^(?:我|本|全|各|该|市|县|区|省|局|街道|镇|乡)")
_IN_NAME = re.compile(r"[一-龥]{3,20}(?:局|街道|镇|乡|政府|委|厅|区|县|市)")
_OPENING = 4  # paragraphs, in which the body that reports is named


def issuer_of_text(paragraphs: list[str], dropped: Iterable[Dropped], stem: str) -> str:
    """The name of the body that reports in `paragraphs`, or ""; `dropped` are lines around them, `stem` the name of the file.

    What signs is believed; another name has to fit what the body calls itself (我镇, 我局).

    >>> text = ["2022年,在县委、县政府的领导下,清泉镇深入推进依法行政。现将我镇法治政府建设情况报告如下:"]
    >>> issuer_of_text(text, [], "a")  # "in 2022, led by the county, Qingquan Town advanced …; our town's work is as follows"
    '清泉镇'
    """
    tail = [p for p in paragraphs[-4:] if not _DATE.match(p)]
    signed = filter(_is_named, (p for p in reversed(tail) if _SIGNATURE.match(p)))
    told = [*_speaking(paragraphs[:_OPENING]), *(m[1] for d in dropped if (m := _SOURCE.search(d.text)))]
    told += [m[0] for m in _IN_NAME.finditer(stem)]
    own = {m[1] for p in paragraphs[:_OPENING] for m in _own_word().finditer(p)}
    named = (c for c in told if _is_named(c) and (not own or any(word in c for word in own)))
    return next(chain(signed, named), "")


def _is_named(name: str) -> bool:
    """Whether words end like the name of a body, and tell which: 柏川区水务局, not 我局 or 区水务局."""
    return ending_of(name) is not None and not _GENERIC.match(name)


def _speaking(paragraphs: list[str]) -> Iterator[str]:
    """The bodies of which the first sentences tell what they did, in order."""
    for paragraph in paragraphs:
        for found in _lead().finditer(paragraph):
            yield found[1]


@cache
def _lead() -> re.Pattern[str]:
    """2023年,临山县人民政府|坚持…: the body that a clause speaks of ("in 2023, the county's government upheld …")"""
    table = lexicon("bodies")["first_sentence"]
    return re.compile(
        rf"(?:^|(?<=[,。;]))(?:(?:19|20)\d{{2}}年(?:度|以来)?,?|{any_of(table['times'])},?)?(?!{any_of(table['not_first'])})"
        rf"([一-龥]{{2,30}}?{any_of(table['bodies'])})(?=\(以下简称|,|{any_of(table['goes_on'])})"
    )


@cache
def _own_word() -> re.Pattern[str]:
    """我局, 本街道: the word by which the body that reports calls itself."""
    return re.compile(rf"[我本]({any_of(lexicon('bodies')['first_sentence']['own'])})")
