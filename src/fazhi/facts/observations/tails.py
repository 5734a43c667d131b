"""The words after a figure, as far as they belong to it.

吸附96家|企业入驻 ("96 firms attracted"), but not what comes of it: 2件|全部备案 ("2, all filed")
"""

from __future__ import annotations

import re

from fazhi.facts.observations.labels import BRACKET, TITLE, stem_of_rate
from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.words import vocabulary

_MID = "(?<![集其命高初途手心年适选期空水家])中(?![小央级心队学医介层国文型间]|(?<=事中)[事核监检督管查])"  # 72项|中有9项
_IN = "(?<![邻省市州区县镇乡村厅公城家屋院这那哪心])里[头面]?(?![程约弄])"  # 14份|里改了11份
OUT_OF = f"(?:{_MID}|{_IN})"
_OUT_OF = re.compile(rf"^(?:的?[\u4e00-\u9fff“”]{{2,10}}?)?[之当]?{OUT_OF},?")
_ENDS_NOUN = re.compile(rf"(?:^|(?<=[\u4e00-\u9fff]{{2}}))[之当]?{OUT_OF}")
_ENDS_WITHIN = re.compile(rf"[之当]?{OUT_OF}$")
_ONLY_DONE = "(?:只|仅|才|就)[\u4e00-\u9fff]{1,4}[过了]$"  # 14座渡口|只检修过1座
_ONLY_OF_THEM = re.compile(rf"^的?[\u4e00-\u9fff“”]{{2,14}}?(?={_ONLY_DONE})(?:只|仅|才|就)")
_LOOSE_END = re.compile(r"(?:的|和|及|与|以及|被|对|为|替|帮|将|给|向|在|从|由)+$")
_NOUN_FOLLOWS = re.compile(r"[\u4e00-\u9fff]等$")  # 向甲镇、乙镇等|21个乡镇赋权事项66项
_ON_AVERAGE = re.compile(r"(?<=..)(?:平均|(?:户|人|家|日|月|船|车|次|件)均)(?:每[\u4e00-\u9fff])?[多少节减增降省缩].*$")
_SCORE = re.compile(r"(?<=..)(?:平?均得?分|得分|平均成绩|成绩)$")
_TOLD_OF = re.compile(r"^[\u4e00-\u9fff“”]{2,}(?:[率度分]|[已有仅只才均全共]|审|办|出|参|完|开|查|化|调|提)")
_LONGEST_TAIL = 22
_WORDS_AND_JOINT = re.compile(r"[\u4e00-\u9fff]{2,8}(?:和|及|与|以及|、)")
_WORDS_FOLLOW = re.compile(r"的?(?![、和及与并])(?:[\u4e00-\u9fff“《A-Za-z]|\dA级)")


def words_follow(text: str, at: int) -> bool:
    """Whether at `at` words begin that may say what the number before them counts."""
    return _WORDS_FOLLOW.match(text, at) is not None


def without_out_of(printed: str) -> str:
    """Words between two numbers without those that belong to the first: 72项|中有|9项, 14座渡口|只|检修过1座."""
    return _ONLY_OF_THEM.sub("", _OUT_OF.sub("", printed))


def tail_of(page: Page, figure: Figure, following: Figure | None, before: str) -> str:
    """The words after the figure that belong to it: 吸附96家|企业入驻, 审计指出的13个|问题, 组织领航员86名|参加夜航规程考试."""
    if figure.stop != figure.end and not figure.has_words_after:
        return ""
    end = page.clause_end(figure.end)
    goes_on = following is not None and following.start < end
    if goes_on and following is not None:
        end = following.start
    printed = page.reading[figure.end : end]
    if not words_follow(printed, 0):
        return ""
    known = vocabulary()
    if (
        before
        and goes_on
        and not _NOUN_FOLLOWS.search(before)
        and not _OUT_OF.match(printed)
        and not before.endswith("的")
        and not (known.attribute.search(before) and _WORDS_AND_JOINT.fullmatch(printed))
        and not (_is_whose(before, figure) and _TOLD_OF.search(printed))
        and (not known.verb_last.search(before) or (known.verbs.match(printed) and not before.endswith("经")))
    ):
        return ""
    return _clean_tail(printed, following if goes_on else None)


def _is_whose(before: str, figure: Figure) -> bool:
    """Whether the words before a number only say whose: 机关|25名公职律师."""
    return figure.unit in ("名", "人", "位") and vocabulary().whose.search(before) is not None


def _clean_tail(printed: str, following: Figure | None) -> str:
    """The words after a number as a name: without titles and brackets, up to where a result of its own begins."""
    known = vocabulary()
    tail = TITLE.sub("", BRACKET.sub("", printed)).removeprefix("的").strip()
    if following is not None:
        tail = _LOOSE_END.sub("", known.leads.sub("", re.sub(_ONLY_DONE, "", _ENDS_NOUN.split(tail)[0])))
    if following is not None and not following.is_rate:
        tail = _ON_AVERAGE.sub("", tail)  # 16艘渡船|平均少用柴油84升
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
        opening = known.only_verbs.match(tail)  # 传达学习|航道养护会议精神
        verbs = (
            m
            for m in known.long_verb.finditer(tail, max(2, opening.end() if opening else 0))
            if not known.makes_noun.match(tail, m.end())
        )
        act = next((m.start() for m in verbs), _LONGEST_TAIL)
        tail = tail.split("、")[0][:act]
    return tail
