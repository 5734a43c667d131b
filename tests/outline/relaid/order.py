"""Shortcomings and plans in other places: at the end of the work, before the plans, point by point, in a table, in prose."""

from __future__ import annotations

import random

from fazhi.model import Role
from relaid.draft import Draft, Item
from relaid.parts import (
    begins_with_verb,
    ended,
    is_one_sentence,
    points,
    problems_and_plans,
    remedies,
    remove,
    renumber_top,
    said,
    settle,
)

_HAN = "一二三四五六七八九十"


def _in_a_row(items: list[Item]) -> str:
    """Points in one paragraph: 一是…。二是…。"""
    return "".join(f"{_HAN[n]}是{ended(item.text)}" for n, item in enumerate(items))


def at_end_of_work(draft: Draft, rng: random.Random) -> Draft | None:
    """The shortcomings as the last paragraph of the work."""
    section = draft.section(Role.SHORTCOMINGS)
    below = points(draft, Role.SHORTCOMINGS)
    if section is None or not below:
        return None
    at = next(i for i, other in enumerate(draft.sections) if other is section)
    if not at or draft.sections[at - 1].role is not Role.ACHIEVEMENTS:
        return None
    draft.sections[at] = Item(Role.SHORTCOMINGS, "", said(draft, "problems_lead_in", rng) + _in_a_row(below))
    renumber_top(draft)
    return draft


def in_front_of_plans(draft: Draft, rng: random.Random) -> Draft | None:
    """The shortcomings as the first paragraph of the section on plans; not where a section on causes would come before them."""
    problems, plans = problems_and_plans(draft)
    above, below = draft.section(Role.SHORTCOMINGS), draft.section(Role.PLANS)
    if not problems or above is None or below is None or any(section.role is Role.CAUSES for section in draft.sections):
        return None
    told = said(draft, "problems_lead_in", rng) + _in_a_row(problems)
    below.parts = [Item(Role.SHORTCOMINGS, "", told), Item(Role.PLANS, "", said(draft, "plans_lead_in", rng)), *plans]
    plans[0].inline = False
    remove(draft, above)
    renumber_top(draft)
    return draft


def first(draft: Draft) -> Draft | None:
    """The section of shortcomings in front of the work."""
    section = draft.section(Role.SHORTCOMINGS)
    if section is None or not points(draft, section.role) or not section.numbered:
        return None
    remove(draft, section)
    draft.sections.insert(0, section)
    renumber_top(draft)
    return draft


def one_section(draft: Draft, rng: random.Random, *, heading: bool = True) -> Draft | None:
    """Both lists below one heading, each in a paragraph of its own."""
    problems, plans = problems_and_plans(draft)
    above, below = draft.section(Role.SHORTCOMINGS), draft.section(Role.PLANS)
    if not problems or above is None or below is None:
        return None
    above.text = said(draft, "mixed", rng)
    above.parts = [
        Item(Role.SHORTCOMINGS, "", said(draft, "problems_lead_in", rng) + _in_a_row(problems)),
        Item(Role.PLANS, "", said(draft, "plans_lead_in", rng) + _in_a_row(plans)),
    ]
    remove(draft, below)
    return draft


def one_paragraph(draft: Draft, rng: random.Random) -> Draft | None:
    """Both lists in one paragraph."""
    made = one_section(draft, rng)
    section = made.section(Role.SHORTCOMINGS) if made else None
    if section is None:
        return None
    section.parts[1].inline = True
    return draft


def _paired(draft: Draft, *, verbs: bool) -> tuple[list[tuple[Item, list[Item]]], list[Item]] | None:
    """Each problem with its plan, if it has one, and the plans that are meant for none; none where too few have one."""
    problems, plans = problems_and_plans(draft)
    told = remedies(draft, problems, plans)
    pairs = [(problem, told[problem.gold]) for problem in problems]
    others = told[""] if problems else []
    if not problems or len(others) > 3 or sum(bool(plans) for _, plans in pairs) < 2 or any(len(plans) > 1 for _, plans in pairs):
        return None
    if verbs and not all(begins_with_verb(plan) for _, plans in pairs for plan in plans):
        return None
    settle(draft, {(plan.gold, problem.gold) for problem, plans in pairs for plan in plans})
    return pairs, others


def _set(draft: Draft, rng: random.Random, parts: list[Item], others: list[Item]) -> Draft:
    """One mixed section in place of the two, and one for the plans that are left."""
    above, below = draft.section(Role.SHORTCOMINGS), draft.section(Role.PLANS)
    assert above is not None
    assert below is not None
    above.text, above.parts = said(draft, "mixed", rng), parts
    if others:
        below.text = f"{draft.year + 1}年其他重点工作"
        below.parts = [Item(Role.PLANS, f"（{_HAN[n]}）", ended(plan.text)) for n, plan in enumerate(others)]
    else:
        remove(draft, below)
    return draft


def point_by_point(draft: Draft, rng: random.Random, *, inline: bool = False) -> Draft | None:
    """Each problem with its remedy in one point: …不足。下一步,将…"""
    paired = _paired(draft, verbs=True)
    if paired is None:
        return None
    opener = said(draft, "remedy", rng)
    parts = []
    for n, (problem, plans) in enumerate(paired[0]):
        number, remedy = f"{_HAN[n]}是" if inline else f"（{_HAN[n]}）", ""
        for plan in plans:
            draft.also(plan, f"{opener}{plan.lead}")
            remedy = f"{opener}{ended(plan.text)}"
        parts.append(Item(Role.SHORTCOMINGS, number, ended(problem.text) + remedy, inline=inline and n > 0))
    return _set(draft, rng, parts, paired[1])


def labelled(draft: Draft, rng: random.Random, *, same_line: bool = False) -> Draft | None:
    """Each problem with its remedy below it, which a label names: 整改措施:…"""
    paired = _paired(draft, verbs=False)
    if paired is None:
        return None
    label = said(draft, "remedy_label", rng)
    parts = []
    for n, (problem, plans) in enumerate(paired[0]):
        remedy = ""
        for plan in plans:
            draft.also(plan, f"{label}{plan.lead}")
            remedy = f"{'' if same_line else chr(10)}{label}{ended(plan.text)}"
        parts.append(Item(Role.SHORTCOMINGS, f"{n + 1}.", ended(problem.text) + remedy))
    return _set(draft, rng, parts, paired[1])


def counted_pairs(draft: Draft, rng: random.Random) -> Draft | None:
    """问题一:… 措施一:… on lines of their own."""
    paired = _paired(draft, verbs=False)
    if paired is None:
        return None
    problem_name, plan_name = rng.choice([("问题", "措施"), ("存在问题", "整改措施"), ("问题", "整改措施"), ("不足", "打算")])
    parts = []
    for n, (problem, plans) in enumerate(paired[0]):
        parts.append(Item(Role.SHORTCOMINGS, f"{problem_name}{_HAN[n]}：", ended(problem.text)))
        parts += [Item(Role.PLANS, f"{plan_name}{_HAN[n]}：", ended(plan.text)) for plan in plans]
    return _set(draft, rng, parts, paired[1])


def label_lines(draft: Draft, rng: random.Random, *, bracketed: bool = False) -> Draft | None:
    """问题:… 措施:… on lines of their own, the same words each time."""
    paired = _paired(draft, verbs=False)
    if paired is None:
        return None
    names = rng.choice([("问题", "措施"), ("存在问题", "整改措施"), ("主要不足", "改进打算"), ("短板", "对策")])
    problem_label, plan_label = (f"【{name}】" if bracketed else f"{name}：" for name in names)
    parts = []
    for problem, plans in paired[0]:
        parts.append(Item(Role.SHORTCOMINGS, problem_label, ended(problem.text)))
        parts += [Item(Role.PLANS, plan_label, ended(plan.text)) for plan in plans]
    return _set(draft, rng, parts, paired[1])


def table(draft: Draft, rng: random.Random, *, bar: str = " | ") -> Draft | None:
    """Problems and remedies in the columns of a table."""
    paired = _paired(draft, verbs=False)
    if paired is None:
        return None
    edge = "|" if "|" in bar else ""
    rows = [
        (
            "序号",
            rng.choice(["存在问题", "主要问题", "短板不足", "问题"]),
            rng.choice(["整改措施", "下一步措施", "改进措施", "工作打算"]),
        )
    ]
    if edge:
        rows.append(("---", "---", "---"))
    for n, (problem, plans) in enumerate(paired[0], start=1):
        rows.append((str(n), problem.text.strip(), plans[0].text.strip() if plans else "—"))
    lines = [f"{edge} {bar.join(row)} {edge}".strip(" ") for row in rows]
    return _set(draft, rng, [Item(Role.SHORTCOMINGS, "", "\n".join(lines))], paired[1])


def prose(draft: Draft, rng: random.Random) -> Draft | None:
    """Problems, and plans, of one sentence each in a paragraph of running prose below their headings."""
    changed = False
    for role, kind in ((Role.SHORTCOMINGS, "problems_opener"), (Role.PLANS, "plans_opener")):
        section = draft.section(role)
        below = points(draft, role)
        if section is not None and below and all(map(is_one_sentence, below)):
            section.parts = [Item(role, "", said(draft, kind, rng) + "".join(ended(part.text) for part in below))]
            changed = True
    return draft if changed else None


def plain(draft: Draft, rng: random.Random) -> Draft | None:
    """No headings and no numbers: each measure a paragraph, the problems and the plans a paragraph each, with an opener."""
    if not all(problems_and_plans(draft)) or prose(draft, rng) is None:
        return None
    if any(len(section.parts) != 1 for section in draft.sections if section.role is not Role.ACHIEVEMENTS):
        return None
    paragraphs = []
    for section in draft.sections:
        if section.role is Role.ACHIEVEMENTS:
            for item in section.walk():
                if not item.parts:
                    if not item.gold:
                        return None
                    paragraphs.append(Item(Role.ACHIEVEMENTS, "", item.text.replace("\n", "。")))
        else:
            paragraphs += section.parts
    draft.sections = paragraphs
    return draft
