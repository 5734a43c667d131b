"""The words before a figure, cut down to what tells what is counted.

街道综合执法大队累计出动执法人员|120人次 → 出动执法人员 ("enforcement staff sent out"): who does it, when and how often stay out
"""

from __future__ import annotations

import re

from fazhi.facts.observations.labels import BRACKET, QUOTED, without_edges
from fazhi.facts.observations.words import vocabulary

_ENUMERATOR = re.compile(
    r"(?:[-—·•●■◆▲★◇○]|[一二三四五六七八九十]{1,3}(?:是|要|、)|其[一二三四五六]|首先|其次|再次|最后|[(][\d一二三四五六七八九十]{1,3}[)]"
    r"|\d{1,2}[.、](?!\d)|[①-⑳])[,:、]?"
)
_JOINTS = re.compile(r"(?:[、,;:.)]|以及|及(?!时|格)|和(?!解|谐)|与(?=[^、]{0,8}$)|并(?!购)|且)+")
_WITHIN = re.compile(r"其中[,:]?(?:有|包括|含|的)?|^(?:含|(?:具体|主要)?(?:包括|包含|涵盖))(?:20\d\d年)?(?=[\u4e00-\u9fff])")
_OTHER_NUMBER = re.compile(r"^.*\d[\d.,]*[^\d、“”]{1,4}(?:、|和(?=\d|$))")
_RATE = re.compile(r"[率度]$")
_HANDLING = re.compile(r"(?:被(?=采纳)|将|把|针对|对(?![接口外标照比])|有(?![限关效害奖机序力色轨证]))")
_UNCHANGED = re.compile(
    r"(?:与|和|同|较|比)(?:上年|去年|上一年|往年)(?:度)?(?:同期)?(?:相比)?(?:基本|大体|大致)?持平$|^到20\d\d年(?:底|末)?"
)
_SERIAL = re.compile(r"^[\n|\s]*\d{1,3}(?:[ \t]*\|[ \t]*|[ \t]+)(?=[\u4e00-\u9fff])")
_ROW = re.compile(r"[|\s]+")
_LONG_HEAD = 16


def clean_head(printed: str, *, more: int = 0) -> str:
    """What is counted, from the words before a number; `more` is the length of what is said of it after the number.

    >>> clean_head("街道综合执法大队累计出动执法人员")  # "the subdistrict's enforcement team in all sent out officers"
    '出动执法人员'
    >>> clean_head("与市公安局、市消防救援支队开展联合执法")  # "carried out joint enforcement with the public security bureau …"
    '开展联合执法'
    """
    known = vocabulary()
    head = _on_one_line(printed)
    if "、" in head or "和" in head:
        head = _OTHER_NUMBER.sub("", head)
    head = _behind(_JOINTS, without_number(_behind(_JOINTS, head)))
    if "其中" in head or head[:1] in ("含", "包", "涵", "具", "主"):
        head = _WITHIN.sub("", head)
    if head[-1:] in known.lead_ends:
        head = known.leads.sub("", head)
    if head.endswith("持平") or head.startswith("到20"):
        head = _UNCHANGED.sub("", head)
    head = _without_adverbs(head)
    head = _behind(_HANDLING, _without_circumstances(head, more))
    subject = known.subject.match(head)
    if subject and len(head) + more - subject.end() >= 4 and not _RATE.search(head):
        head = head[subject.end() :]
    head = _without_adverbs(head)
    return without_edges(known.fillers.sub("", head))


def without_number(head: str) -> str:
    """Without the number of a point that it opens: 3.化解纠纷 ("3. disputes settled")."""
    return _behind(_ENUMERATOR, head)


def _behind(opening: re.Pattern[str], head: str) -> str:
    """Without what it opens with."""
    found = opening.match(head)
    return head[found.end() :] if found else head


def _on_one_line(printed: str) -> str:
    """Without brackets, and without the bars, blanks and serial numbers of tables."""
    if "(" in printed:
        printed = BRACKET.sub("", printed)
    if _ROW.search(printed):
        printed = _ROW.sub("", _SERIAL.sub("", printed))
    return printed.strip("()")


def _without_adverbs(head: str) -> str:
    return _behind(vocabulary().adverbs, head)


def _without_circumstances(head: str, more: int) -> str:
    """Without the words that say with whom, by what or on what ground, where a verb follows that says what was done."""
    known = vocabulary()
    lead = known.circumstance.match(head)
    if len(head) <= _LONG_HEAD and (lead is None or lead[0] in known.telling):
        return head
    hidden = QUOTED.sub(lambda match: "□" * len(match[0]), head)
    for opening in reversed(list(known.openings.finditer(hidden, lead.end() if lead else 1))):
        if len(head) + more - opening.start() >= (4 if lead else 6):
            return head[opening.start() :]
    return head
