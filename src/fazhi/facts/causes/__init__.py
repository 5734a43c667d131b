"""Causes: the reasons that a report gives for its problems, without the cue words.

…不匹配,主要是编制紧张、专业单一           编制紧张 | 专业单一           cue ("mainly that …")
由于人手少、更替快,案卷不够规范             人手少 | 更替快               cue first, effect after the comma
受财力限制,配备率偏低                       财力                          between two words ("held back by … ")
误点增多。症结在哪?排班靠手抄              排班靠手抄                  a question that they answer
平时缺少训练是重要原因                      平时缺少训练                  cue after the reason
信息不共享,资金去向便难以穿透               信息不共享                    a word of the effect ("so … ")
培训较少、储备不足,素养有待提高             培训较少 | 储备不足           no cue: grounds before the deficit
原因分析: 从执法保障看,…。从学校治理看,…   each to the problem it speaks of
"""

from __future__ import annotations

from dataclasses import replace

from fazhi.facts.causes.before import names_itself_a_reason
from fazhi.facts.causes.cued import cued_reasons
from fazhi.facts.causes.cues import cues
from fazhi.facts.causes.fields import bare_problem, before_reasons, past_label
from fazhi.facts.causes.grounds import goes_on, grounds, is_to_be_done, likelihood
from fazhi.facts.causes.pieces import Reason, reasons_in
from fazhi.facts.causes.sections import names_topics, reasons_of_section, shared_by
from fazhi.facts.causes.spreading import explained_by
from fazhi.sentences import EDGE, Span, phrases, sentences

__all__ = [
    "Reason",
    "bare_problem",
    "before_reasons",
    "explained_by",
    "explains",
    "is_to_be_done",
    "names_itself_a_reason",
    "names_topics",
    "past_label",
    "reasons_of",
    "reasons_of_section",
    "shared_by",
]


_NEAREST = ("cause.before", "cause.consequence")  # they take but the clause before their word: others may give reasons too
_BESIDE = 0.8  # as likely as that must these be; beside other cues, each of the clauses of a sentence
_BEHIND = 0.97  # … and behind them
_BEFORE_EFFECT = ("cause.between", "cause.leading")  # 受经费限制,… (for want of funds, …): what stands behind comes of them


def reasons_of(reading: str, start: int, end: int) -> list[Reason]:
    """The reasons that the text of one problem, `start`–`end`, gives for it.

    >>> text = "案卷说理不充分,受以老带新、缺少范本影响"  # "files argue poorly, because of … and the lack of models"
    >>> [text[r.start : r.end] for r in reasons_of(text, 0, len(text))]
    ['以老带新', '缺少范本']
    """
    if intended := cues().intends.search(reading, start, end):
        end = intended.start()
    if asked := cues().asks.search(reading, start, end):  # 渡船总误点。症结在哪?…: all that follows answers it
        told_behind = [phrase for a, b in sentences(reading, asked.end(), end) for phrase in phrases(reading, a, b)]
        return list(reasons_in(reading, told_behind, "cause.following", 0.9))
    found = cued_reasons(reading, start, end)
    if not found:
        return list(grounds(reading, start, end))
    nearest = all(reason.rule in _NEAREST for reason in found)
    told = list(sentences(reading, start, end))
    within = next(index for index, (a, b) in enumerate(told) if any(a <= reason.start < b for reason in found))
    beside: list[Span] = []  # where clauses without a cue may give reasons too
    if nearest and not within and cues().after.match(reading, found[0].end):
        after_problem = next(iter([a for a, _ in phrases(reading, *told[0])][1:]), end)
        beside.append((after_problem, found[0].start))  # …监管偏软,观念没有扭转,巡查不考核是重要原因
    said = cues().opens_reasons.match(reading, told[within][0])  # 究其缘由,…: what stands before it is the problem
    for a, b in told[1:within] if said is None else ():
        told_here = [likelihood(reading, (start, end), at) for at, _ in phrases(reading, a, b)]
        if nearest or (len(told_here) > 1 and min(told_here) > _BESIDE):
            beside.append((a, b))
    if beside:
        others = grounds(reading, start, end, likely=_BESIDE)
        found += [replace(ground, rule="cause.beside") for ground in others if any(a <= ground.start < b for a, b in beside)]
    behind = max(reason.end for reason in found)
    if not any(reason.rule in _BEFORE_EFFECT for reason in found):
        surest = grounds(reading, start, end, likely=_BEHIND)
        found += [replace(ground, rule="cause.beside") for ground in surest if ground.start >= behind]
    return sorted(found, key=lambda reason: reason.start)


def explains(reading: str, problem: Span, start: int, end: int, *, amid: bool = False) -> bool:
    """Whether a sentence among problems belongs to the problem before it: it gives its ground, and says so or not.

    >>> text = "路面反复开挖。施工计划互不通气,有的又图省事,挖开了才得到消息。"  # "Roads are dug up. Plans are not shared, …"
    >>> explains(text, (0, 7), 7, len(text))
    True
    """
    if reading[problem[1] : start].strip(EDGE):
        return False  # words that open a problem of its own stand before it: 从服务看,… (as to service, …)
    stop = reading.find("。", start, end) + 1 or end  # what follows its first sentence goes on with it
    if names_itself_a_reason(reading, start, stop):
        return True
    if reading[problem[0] : start].rstrip().endswith((";", ",")):
        return False  # a member of a list is a problem of its own
    if cued_reasons(reading, start, stop) or cued_reasons(reading, *problem):
        return False  # it is a problem with a reason of its own, or the one before has had its reasons
    return goes_on(reading, problem, start, stop, amid=amid)
