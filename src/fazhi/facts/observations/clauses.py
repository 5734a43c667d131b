"""The words around a figure: what stands before it and after it in its clause, cut down to what tells what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fazhi.facts.observations.labels import stem_of_rate, without_edges
from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.side_by_side import done_to
from fazhi.facts.observations.words import vocabulary

_ENUMERATOR = re.compile(
    r"^(?:[-—·•●■◆▲★◇○]|[一二三四五六七八九十]{1,3}(?:是|要|、)|其[一二三四五六]|首先|其次|再次|最后|[(][\d一二三四五六七八九十]{1,3}[)]"
    r"|\d{1,2}[.、](?!\d)|[①-⑳])[,:、]?"
)
_JOINTS = re.compile(r"^(?:[、,;:.)]|以及|及(?!时|格)|和(?!解|谐)|与(?=[^、]{0,8}$)|并(?!购)|且)+")
_WITHIN = re.compile(r"其中[,:]?(?:有|包括|含|的)?|^(?:含|包括|包含|涵盖)(?:20\d\d年)?(?=[\u4e00-\u9fff])")
_OPENS_PARTS = re.compile(r"其中|\((?:含|包括|包含)")
_WORDS_FOLLOW = re.compile(r"的?(?![、和及与并])(?:[\u4e00-\u9fff“《A-Za-z]|\dA级)")
_MID = "(?<![集其命高初途手心年适选期空水家])中(?![小央级心队学医介层国文型间]|(?<=事中)[事核监检督管查])"  # 72项|中有9项
_IN = "(?<![邻省市州区县镇乡村厅公城家屋院这那哪心])里[头面]?(?![程约弄])"  # 14份|里改了11份
OUT_OF = f"(?:{_MID}|{_IN})"
_OUT_OF = re.compile(rf"^(?:的?[\u4e00-\u9fff“”]{{2,10}}?)?[之当]?{OUT_OF},?")
_ENDS_NOUN = re.compile(rf"(?:^|(?<=[\u4e00-\u9fff]{{2}}))[之当]?{OUT_OF}")
_ENDS_WITHIN = re.compile(rf"[之当]?{OUT_OF}$")
_ONLY_DONE = "(?:只|仅|才|就)[\u4e00-\u9fff]{1,4}[过了]$"  # 14座渡口|只检修过1座
_ONLY_OF_THEM = re.compile(rf"^的?[\u4e00-\u9fff“”]{{2,14}}?(?={_ONLY_DONE})(?:只|仅|才|就)")
_LOOSE_END = re.compile(r"(?:的|和|及|与|以及|对|为|替|帮|将|给|向|在|从|由)+$")
_BRACKET = re.compile(r"\([^()]*\)")
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]*”")
_OTHER_NUMBER = re.compile(r"^.*\d[\d.,]*[^\d、“”]{1,4}(?:、|和(?=\d|$))")
_RATE = re.compile(r"[率度]$")
_HANDLING = re.compile(r"^(?:被(?=采纳)|将|把|针对|对(?![接口外标照比])|有(?![限关效害奖机序力色轨证]))")
_LAW = re.compile(r"《(?:中华人民共和国)?([\u4e00-\u9fff]{2,8}?)(?:法|条例|办法|规定)》")
_UNCHANGED = re.compile(
    r"(?:与|和|同|较|比)(?:上年|去年|上一年|往年)(?:度)?(?:同期)?(?:相比)?(?:基本|大体|大致)?持平$|^到20\d\d年(?:底|末)?"
)
_SERIAL = re.compile(r"^[\n|\s]*\d{1,3}(?:[ \t]*\|[ \t]*|[ \t]+)(?=[\u4e00-\u9fff])")
_ROW = re.compile(r"[|\s]+")

_NUMBER_FIRST = re.compile(r"[\u4e00-\u9fff“”□]{1,14}(?:\([^()]*\))?(?:、|和|及|与|以及)")
_MAKES_NOUN = re.compile(
    "项目|工程|用地|单位|企业|机构|人员|场所|活动|行为|对象|案件|中心|设[施备]|业务|建设|经营"
)  # 生产|建设项目
_NOUN_OF = re.compile(r"[\u4e00-\u9fff]{2,6}的")  # 3个平台|的27类数据
_SHORT_NOUN = re.compile(r"[\u4e00-\u9fff]{2,4}(?<![为达共计有的中占约在到])")
_ONLY_LEADS = ("分", "以", "由", "在", "对", "将", "把", "向", "含", "从", "按", "经", "赴")
_NOUN_FOLLOWS = re.compile(r"[\u4e00-\u9fff]等$")  # 向甲镇、乙镇等|21个乡镇赋权事项66项

_WHOLE = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,6}机关|[全本我][\u4e00-\u9fff]{1,3}|[\u4e00-\u9fff]{1,4}(?:大队|中队|支队|系统|专班))$"
)
_SCORE = re.compile(r"(?<=..)(?:平?均得?分|得分|平均成绩|成绩)$")
_TOLD_OF = re.compile(r"^[\u4e00-\u9fff“”]{2,}(?:[率度分]|[已有仅只才均全共]|审|办|出|参|完|开|查|化|调|提)")

_LONGEST_TAIL = 22
_LONG_HEAD = 16
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
        printed = _ONLY_OF_THEM.sub("", _OUT_OF.sub("", printed))  # 72项|中有|9项
    head = clean_head(printed)
    following = figures[index + 1] if index + 1 < len(figures) else None
    tail = _tail(page, figure, following, printed if head and head != "分" else "")
    if tail and (done := done_to(page, figures, index, printed)):
        tail += done
        head = "" if vocabulary().long_verb.search(head, 1) is None else head
    if len(tail) >= _TELLING and printed.endswith("等") and "、" in printed and vocabulary().verbs.match(head) is None:
        head = ""  # 甲馆、乙馆等|18家场馆延长开放时间
    if tail:
        head = "" if not head or head in _ONLY_LEADS or _is_mere_circumstance(head) else clean_head(printed, more=len(tail))
    return Surroundings(head, tail, gap, _OPENS_PARTS.search(gap) is not None)


def _belongs_before(printed: str, page: Page, figure: Figure) -> bool:
    """Whether the words between two numbers say what the first counts: 12个社区、6所学校; 12个部门26项事项."""
    if _NUMBER_FIRST.fullmatch(printed):
        return True
    if _NOUN_OF.fullmatch(printed) and vocabulary().verbs.match(printed) is None:
        return _WORDS_FOLLOW.match(page.hidden, figure.stop) is not None
    is_noun = _SHORT_NOUN.fullmatch(printed) is not None and vocabulary().verbs.match(printed) is None
    return is_noun and _WORDS_FOLLOW.match(page.hidden, figure.stop) is not None


def cited(page: Page, figure: Figure, *, is_before: bool = False) -> str:
    """The subject of the law that the figure's clause, or with `is_before` the one before it, names.

    依据《行政复议法》受理案件31件 ("31 cases of reconsideration")
    """
    start = page.clause_start(figure.start)
    if is_before:
        start = page.clause_start(start - 1) if page.hidden[start - 1 : start] == "," else start
    found = _LAW.search(page.reading, start, figure.start)
    return found[1] if found else ""


def previous_clause(page: Page, figure: Figure) -> str:
    """The clause before the figure's own, cleaned, where it belongs to the same sentence and holds no figure."""
    start = page.sentence_span(figure.start)[0]
    end = figure.clause - 1
    if end <= start or page.hidden[end] not in ",;:(":
        return ""
    start = max(start, page.clause_start(end))
    return "" if page.has_number(start, end) else vocabulary().trend.sub("", clean_head(page.reading[start:end]))


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
    head = _JOINTS.sub("", without_number(_JOINTS.sub("", head)))
    if "其中" in head or head[:1] in ("含", "包", "涵"):
        head = _WITHIN.sub("", head)
    if head[-1:] in known.lead_ends:
        head = known.leads.sub("", head)
    if head.endswith("持平") or head.startswith("到20"):
        head = _UNCHANGED.sub("", head)
    head = _without_adverbs(head)
    head = _HANDLING.sub("", _without_circumstances(head, more))
    subject = known.subject.match(head)
    if subject and len(head) + more - subject.end() >= 4 and not _RATE.search(head):
        head = head[subject.end() :]
    head = _without_adverbs(head)
    return without_edges(known.fillers.sub("", head))


def without_number(head: str) -> str:
    """Without the number of a point that it opens: 3.化解纠纷 ("3. disputes settled")."""
    return _ENUMERATOR.sub("", head)


def _on_one_line(printed: str) -> str:
    """Without brackets, and without the bars, blanks and serial numbers of tables."""
    if "(" in printed:
        printed = _BRACKET.sub("", printed)
    if _ROW.search(printed):
        printed = _ROW.sub("", _SERIAL.sub("", printed))
    return printed.strip("()")


def _without_adverbs(head: str) -> str:
    found = vocabulary().adverbs.match(head)
    return head[found.end() :] if found else head


def _without_circumstances(head: str, more: int) -> str:
    """Without the words that say with whom, by what or on what ground, where a verb follows that says what was done."""
    known = vocabulary()
    lead = known.circumstance.match(head)
    if len(head) <= _LONG_HEAD and (lead is None or lead[0] in known.telling):
        return head
    hidden = _QUOTED.sub(lambda match: "□" * len(match[0]), head)
    for opening in reversed(list(known.openings.finditer(hidden, lead.end() if lead else 1))):
        if len(head) + more - opening.start() >= (4 if lead else 6):
            return head[opening.start() :]
    return head


def _is_mere_circumstance(head: str) -> bool:
    """会同市检察院为|389所…: nothing but with whom it was done."""
    known = vocabulary()
    lead = known.circumstance.match(head)
    return lead is not None and lead[0] not in known.telling and not known.verb_last.search(head)


def _tail(page: Page, figure: Figure, following: Figure | None, before: str) -> str:
    """The words after the figure that belong to it: 吸附96家|企业入驻, 组织机关干部86名|参加年度学法考试."""
    if figure.stop != figure.end and not figure.has_words_after:
        return ""
    end = page.clause_end(figure.end)
    goes_on = following is not None and following.start < end
    if goes_on and following is not None:
        end = following.start
    printed = page.reading[figure.end : end]
    if not _WORDS_FOLLOW.match(printed):
        return ""
    known = vocabulary()
    if (
        before
        and goes_on
        and not _NOUN_FOLLOWS.search(before)
        and not _OUT_OF.match(printed)
        and not (_is_whose(before, figure) and _TOLD_OF.search(printed))
        and (not known.verb_last.search(before) or (known.verbs.match(printed) and not before.endswith("经")))
    ):
        return ""
    return _clean_tail(printed, following if goes_on else None)


def _is_whose(before: str, figure: Figure) -> bool:
    """Whether the words before a number only say whose: 机关|25名公职律师, 审计指出的|13个问题."""
    if before.endswith("的"):
        return True
    return figure.unit in ("名", "人", "位") and _WHOLE.search(before) is not None


def _clean_tail(printed: str, following: Figure | None) -> str:
    """The words after a number as a name: without titles and brackets, up to where a result of its own begins."""
    known = vocabulary()
    tail = _TITLE.sub("", _BRACKET.sub("", printed)).removeprefix("的").strip()
    if following is not None:
        tail = _LOOSE_END.sub("", known.leads.sub("", re.sub(_ONLY_DONE, "", _ENDS_NOUN.split(tail)[0])))
    if following is not None and following.unit == "分":
        tail = _SCORE.sub("", tail)  # 94名|干部平均分93.6分
    if following is not None and following.is_rate:
        tail = stem_of_rate(tail) or tail  # 416名|新入职人员通过率达95%
    tail = _ENDS_WITHIN.sub("", tail)
    cut = known.predicate_end.search(tail)
    if cut:
        tail = tail[: cut.start()]
    adverb = known.predicate_adverbs.search(tail)
    if adverb:
        tail = tail[: adverb.start()] + tail[adverb.end() :]
    tail = known.fillers.sub("", tail).strip("、,的:;)")
    if len(tail) > _LONGEST_TAIL:
        verbs = (m for m in known.long_verb.finditer(tail, 2) if not _MAKES_NOUN.match(tail, m.end()))
        act = next((m.start() for m in verbs), _LONGEST_TAIL)
        tail = tail.split("、")[0][:act]
    return tail
