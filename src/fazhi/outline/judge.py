"""Roles told by sound, where no heading and no turn of the text says what a section, a list of points or a paragraph is.

A list of problems below the heading of the plans, behind a lead-in that no table knows; work that follows the section
of problems; a section whose heading says only 家底与差距 ("where we stand"): what stands below tells what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from fazhi.model import Form, Role
from fazhi.outline.admissions import is_admission, opener_length
from fazhi.outline.headings import turn_role
from fazhi.outline.labels import LABEL
from fazhi.outline.leads import has_deficit, is_lead_in
from fazhi.outline.node import Node
from fazhi.outline.sounds import sound
from fazhi.outline.tone import ROLES, is_to_come, tone
from fazhi.sentences import clauses, sentences

_STRUCTURE = (Form.SECTION, Form.POINT, Form.PARAGRAPH)
_SURE = 1.2  # mean lead in the logarithm of probability with which a list of points overrules what was thought of it
_SURE_ALONE = 2.4  # the same, of one point
_SURE_AGAINST = 4.0  # the same, of a section against the heading that it stands below
_SURE_OF_NEXT = 0.5  # the same, of a section after one of problems: that it goes on with them is a weak guess
_SURE_OF_PROSE = 2.0  # the same, of the sentences of a paragraph: they tell less than points do
_DEFICITS = 0.5  # of the leads of a list that may be one of problems have a word for a deficit
_MOST = 8  # points are heard
_FIRST = 3  # of them tell whether it may be a list of problems at all
_LONGEST_LEAD_IN = 150  # characters
_SHORTEST = 4  # characters of a text that says something
_SHORTEST_WORK = 24  # characters of what a point tells before the list below it
_LIKE_WORK = -0.3  # the sound of a sentence that is no problem
_PLAINLY_WORK = 0.6  # mean lead of the sentences of a section, from which its heading is not believed
_SENTENCES, _SHORTEST_SENTENCE = 10, 8  # so many are heard, each longer than so many characters
_FEW = 2  # more sentences than that tell by their sound what a paragraph is


def run_of(children: Sequence[Node], at: int) -> list[Node]:
    """The list that the point at a place opens: the points of its kind that count on from it."""
    found = [children[at]]
    for child in children[at + 1 :]:
        if child.form is Form.PARAGRAPH and not child.role:
            continue
        last = found[-1]
        goes_on = child.series == last.series and (child.ordinal > last.ordinal or not child.ordinal)
        if child.form is not Form.POINT or child.told is not None or not goes_on:
            break
        found.append(child)
    return found


def divided(node: Node) -> list[Node]:
    """The sections, points and paragraphs below a node; what a label opens (整改措施:…) goes with the point itself."""
    return [child for child in node.children if child.form in _STRUCTURE and child.series != LABEL]


def section_role(reading: str, section: Node, thought: Role, *, is_top: bool, firm: bool = False) -> Role:
    """The role of a section whose heading tells none: that of the one before, unless what stands below sounds otherwise.

    `firm`: it stands below a heading that tells the role.
    """
    if thought is Role.ACHIEVEMENTS and (_is_work_itself(reading, section) or _begins_with_work(reading, section)):
        return thought
    if thought is Role.ACHIEVEMENTS and _is_mostly_work(reading, section, first=is_top):
        return thought
    sure = _SURE_OF_NEXT if is_top and thought is Role.SHORTCOMINGS and divided(section) else _SURE_AGAINST if firm else 0.0
    return _judged(reading, [section], thought, sure=sure)


def bears_out(reading: str, section: Node, role: Role) -> bool:
    """Whether what stands below a section does not sound otherwise than its heading says; plans have to sound like plans."""
    if role is Role.PLANS:
        return tone(list(islice(_texts(reading, section), _MOST))).lead(role, Role.ACHIEVEMENTS) > 0
    return _judged(reading, [section], role) is role


def is_plainly_work(reading: str, section: Node) -> bool:
    """Whether the sentences below a section tell work done, whatever its heading promises: 壹 管委会怎么抓 (how we go about it).

    Of 661 sections of annotated reports none that tells problems, causes or plans sounds more like work than like those.
    """
    start, end = section.lead_end, max([section.end, *(child.end for child in section.children)])
    told = [reading[a:b] for a, b in sentences(reading, start, end) if b - a > _SHORTEST_SENTENCE][:_SENTENCES]
    return bool(told) and _lead_of_work(told[:_FIRST]) > 0 and _lead_of_work(told) >= _PLAINLY_WORK  # most are told by the first


def _lead_of_work(texts: Sequence[str]) -> float:
    said = tone(texts)
    return min(said.lead(Role.ACHIEVEMENTS, other) for other in (Role.SHORTCOMINGS, Role.PLANS))


def list_role(reading: str, run: Sequence[Node], thought: Role, *, announced: bool, firm: bool) -> Role:
    """The role of a list of points; `announced`: problems are named in front of it, so that it rather tells these than not.

    `firm`: it is the first below a heading that tells the role.
    """
    if announced:
        texts = list(islice((text for node in run for text in _texts(reading, node)), _MOST))
        return Role.SHORTCOMINGS if len(texts) > 1 and tone(texts).likeliest is Role.SHORTCOMINGS else thought
    if len(run) == 1 or (firm and thought is Role.SHORTCOMINGS):
        return thought
    return _judged(reading, run, thought)


def tells_problems(reading: str, paragraph: Node, thought: Role, year: int | None) -> bool:
    """Whether a paragraph of running prose, by the sound of its sentences, does nothing but tell problems."""
    texts = [reading[a:b] for a, b in sentences(reading, paragraph.start, paragraph.own_end)]
    if len(texts) <= _FEW or sum(map(has_deficit, texts)) <= len(texts) / 2:
        return False
    if any(opener_length(text) and is_admission(text, outright=False) for text in texts[1:]):
        return False  # work, and then a problem
    if any(turn_role(text, year) for text in texts) or (thought is Role.PLANS and any(map(is_to_come, texts))):
        return False
    if thought is Role.ACHIEVEMENTS and any(sound(text) < _LIKE_WORK and not opener_length(text) for text in texts):
        return False  # work, and then a problem in words of its own
    return _heard(texts, thought, sure=_SURE_OF_PROSE) is Role.SHORTCOMINGS


def _is_mostly_work(reading: str, section: Node, *, first: bool) -> bool:
    """Whether a heading among headings of work has but one text, and that no more problems than work: one low figure is none.

    `first`: it has to begin with what is work by its sound.
    """
    texts = list(islice(_texts(reading, section), _FEW))
    told = [texts[0][a:b] for a, b in clauses(texts[0], 0, len(texts[0]))] if len(texts) == 1 else []
    begins = bool(told) and (not first or sound(told[0]) < _LIKE_WORK)
    return begins and sum(map(has_deficit, told)) <= len(told) / 2


def _is_work_itself(reading: str, point: Node) -> bool:
    """Whether a point tells work of its own before a list of something else: 6.练兵强能。举办…;… 第一,取证质量不高。"""
    below = divided(point)
    own = reading[point.body_start : min([point.own_end, *(child.start for child in below)])].strip()
    if not below or point.form is not Form.POINT or len(own) < _SHORTEST_WORK or is_lead_in(own):
        return False
    told = [own[a:b] for a, b in sentences(own, 0, len(own))]
    return tone(told).likeliest is not Role.SHORTCOMINGS


def _begins_with_work(reading: str, section: Node) -> bool:
    """Whether nothing but paragraphs stand below a section, and the first of them is work by its sound: the rest may not be."""
    below = divided(section)
    if len(below) < _FEW or any(child.form is not Form.PARAGRAPH or child.children for child in below):
        return False
    first = _own(reading, below[0])
    return not is_lead_in(first) and all(sound(first[a:b]) < _LIKE_WORK for a, b in sentences(first, 0, len(first)))


def _judged(reading: str, nodes: Sequence[Node], thought: Role, *, sure: float = 0.0) -> Role:
    """The role of some points, or of what stands below a section, that was thought to be `thought`; `sure` as in `_heard`."""
    texts = (text for node in nodes for text in _texts(reading, node))
    first = list(islice(texts, _FIRST))
    if thought is not Role.SHORTCOMINGS and not any(map(has_deficit, map(_lead, first))):
        return thought  # the most frequent case by far, told at once
    return _heard([*first, *islice(texts, _MOST - _FIRST)], thought, sure=sure)


def _heard(texts: Sequence[str], thought: Role, *, sure: float = 0.0) -> Role:
    """The role that some points have by their sound, where that is so much surer than what was thought; else the latter."""
    texts = texts[:_MOST]
    if not texts or thought not in ROLES:
        return thought
    if thought is not Role.SHORTCOMINGS and sum(map(has_deficit, map(_lead, texts))) < _DEFICITS * len(texts):
        return thought
    said = tone(texts)
    if thought is Role.ACHIEVEMENTS and said.likeliest is Role.PLANS:
        return thought  # much of the work is told in the words of plans
    least = sure or (_SURE if len(texts) > 1 else _SURE_ALONE)
    return said.likeliest if said.lead(said.likeliest, thought) >= least else thought


def _texts(reading: str, node: Node) -> Iterator[str]:
    """The texts of the lowest points below a node, or its own; up to a paragraph that leads to something else."""
    below = [child for child in divided(node) if child.told is None or child.told.role is not Role.CAUSES]
    text = reading[node.lead_start : min([node.own_end, *(child.start for child in below)])].strip()
    told = len(text) > _SHORTEST and not (below and node.is_bare) and (node.form is Form.POINT or not _leads(text))
    if told:
        yield text
    for place, child in enumerate(below):
        if (place or told) and (child.told is not None or (child.form is Form.PARAGRAPH and _leads(_own(reading, child)))):
            return
        yield from _texts(reading, child)


def _own(reading: str, node: Node) -> str:
    return reading[node.start : node.own_end].strip()


def _leads(text: str) -> bool:
    """Whether a text does nothing but lead to what follows."""
    return len(text) <= _LONGEST_LEAD_IN and is_lead_in(text)


def _lead(text: str) -> str:
    return text[: text.find("。")] if "。" in text else text
