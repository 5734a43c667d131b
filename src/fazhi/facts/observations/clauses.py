"""The words around a figure: what stands before it and after it in its clause, cut down to what tells what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fazhi.facts.observations.heads import clean_head
from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.side_by_side import done_to
from fazhi.facts.observations.tails import tail_of, without_out_of, words_follow
from fazhi.facts.observations.words import vocabulary, words

_OPENS_PARTS = re.compile(r"其中|\((?:含|包括|包含)")
_LAW = re.compile(r"《(?:中华人民共和国)?([\u4e00-\u9fff]{2,8}?)(?:法|条例|办法|规定)》")

_NUMBER_FIRST = re.compile(r"[\u4e00-\u9fff“”□]{1,14}(?:\([^()]*\))?(?:、|和|及|与|以及)")
_NOUN_OF = re.compile(r"[\u4e00-\u9fff]{2,6}的")  # 3个平台|的27类数据
_SHORT_NOUN = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![为达共计有的中占约在到])")
_SAYS_OF_IT = re.compile("(?:大半|多半|大多(?!数)|大都|全都?(?=[没未不])|都(?=[没未不])|一概|一律|没有?(?!收))(?!的)")
_EVERY = re.compile("[一每逐][年季月周旬日天]一[\u4e00-\u9fff]{1,2}")
_BODY = re.compile("组织|[队站所员室点网团组会]")  # 巡查|队
_TELLING = 8  # characters of words after a number that tell enough without a list before it


@dataclass(slots=True)  # not frozen: made by the thousand
class Surroundings:
    """`head` before and `tail` after the figure, both cleaned; `gap` is all between this figure and the last one of its
    sentence (or the beginning of the sentence), with names hidden; `is_within` where 其中 ("of these") stands before it."""

    head: str
    tail: str
    gap: str
    is_within: bool


def surroundings(page: Page, figures: Sequence[Figure], index: int) -> Surroundings:
    """What stands around figure number `index`."""
    figure = figures[index]
    last = figures[index - 1] if index else None
    gap_start = last.stop if last and last.sentence == figure.sentence else page.sentence_span(figure.start)[0]
    gap = page.hidden[gap_start : figure.start]
    printed = page.reading[figure.clause : figure.start]
    if last and figure.clause == last.stop and _belongs_before(printed, page, figure):
        printed = ""  # 12个社区、6所|学校: the words before belong to the number before
    if last and figure.clause == last.stop:
        printed = without_out_of(printed)  # 72项|中有|9项
    head = clean_head(printed)
    following = figures[index + 1] if index + 1 < len(figures) else None
    by_means = _is_by_means(head)
    tail = tail_of(page, figure, following, printed if head and head != "分" and not by_means else "")
    if (by_means or printed.endswith("的")) and following is not None and following.clause == figure.stop:
        tail = _thing_used(tail)
    if tail and (done := done_to(page, figures, index, printed)):
        tail += done
        head = "" if vocabulary().long_verb.search(head, 1) is None else head
    if len(tail) >= _TELLING and printed.endswith("等") and "、" in printed and vocabulary().verbs.match(head) is None:
        head = ""  # 甲馆、乙馆等|18家场馆延长开放时间
    if tail:
        says_nothing = not head or head in words("only_leads") or _is_mere_circumstance(head)
        head = "" if says_nothing else clean_head(printed, more=len(tail))
    return Surroundings(head, tail, gap, _OPENS_PARTS.search(gap) is not None)


def _belongs_before(printed: str, page: Page, figure: Figure) -> bool:
    """Whether the words between two numbers say what the first counts: 12个社区、6所学校; 12个部门26项事项."""
    if _NUMBER_FIRST.fullmatch(printed):
        return True
    if _NOUN_OF.fullmatch(printed) and vocabulary().verbs.match(printed) is None:
        return words_follow(page.hidden, figure.stop)
    is_noun = _SHORT_NOUN.fullmatch(printed) is not None and vocabulary().verbs.match(printed) is None
    return is_noun and words_follow(page.hidden, figure.stop)


def cited(page: Page, figure: Figure, *, is_before: bool = False) -> str:
    """The subject of the law that the figure's clause, or with `is_before` the one before it, names.

    依据《行政复议法》受理案件31件 ("31 cases of reconsideration")
    """
    start = page.clause_start(figure.start)
    if is_before:
        start = page.clause_start(start - 1) if page.hidden[start - 1 : start] == "," else start
    found = _LAW.search(page.reading, start, figure.start)
    return found[1] if found else ""


def cited_first(page: Page, start: int, end: int) -> str:
    """The subject of the law named in the first clause between `start` and `end`."""
    found = _LAW.search(page.reading, start, min(end, page.clause_end(start)))
    return found[1] if found else ""


def previous_clause(page: Page, figure: Figure) -> str:
    """The clause before the figure's own, cleaned, where it belongs to the same sentence and holds no figure."""
    start = page.sentence_span(figure.start)[0]
    end = figure.clause - 1
    if end <= start or page.hidden[end] not in ",;:(":
        return ""
    first, start = start, max(start, page.clause_start(end))
    if start - 1 > first and page.hidden[start - 1] == "," and _SAYS_OF_IT.match(page.hidden, start, end):
        end = start - 1  # 渡船合同,|大半没有见证,|签了41份
        start = max(first, page.clause_start(end))
    if start - 1 > first and page.hidden[start - 1] == "," and _EVERY.fullmatch(page.hidden, start, end):
        end = start - 1  # 码头张贴船期表,|一月一换,|累计12期
        start = max(first, page.clause_start(end))
    return "" if page.has_number(start, end) else vocabulary().trend.sub("", clean_head(page.reading[start:end]))


def _is_by_means(head: str) -> bool:
    """依托|17个航标站: whether the words before a number say nothing but that something is done by means of those counted."""
    return head in words("by_means")


def _thing_used(tail: str) -> str:
    """依托17个|水上搜救组织|巡查航段: the words after such a number up to what is done; 搜救 and 组织 make its name."""
    known = vocabulary()
    verbs = [verb for verb in known.long_verb.finditer(tail, 2) if not known.makes_noun.match(tail, verb.end())]
    act = next((verb for verb in verbs if verb[0] != "组织" and not _BODY.match(tail, verb.end())), None)
    return tail[: act.start()].removesuffix("被") if act else tail  # 送来的9张|海图被|采用6张


def _is_mere_circumstance(head: str) -> bool:
    """会同市检察院为|389所…: nothing but with whom it was done."""
    known = vocabulary()
    lead = known.circumstance.match(head)
    return lead is not None and lead[0] not in known.telling and not known.verb_last.search(head)
