"""Other headings and other sentences that lead to lists."""

from __future__ import annotations

import random
import re

from fazhi.model import Role
from relaid.draft import Draft, Item
from relaid.parts import points, said

_DUTY = re.compile("负责人|负责同志|第一责任人|履职")
_WORK = re.compile("^[^，]{0,12}(?:举措|成效|做法|工作|情况|成绩|回顾)[^，]{0,8}$")


def headed(draft: Draft, item: Item, heading: str) -> None:
    """Give a section another heading; where the heading is the title of a measure, that is as right."""
    _, newline, rest = item.text.partition("\n")
    draft.also(item, heading)
    item.text = heading + newline + rest


def work(draft: Draft, rng: random.Random) -> Draft | None:
    """Another heading for the one section of work that has the subjects below it."""
    for section in draft.sections:
        if section.role is Role.ACHIEVEMENTS and len(section.parts) > 2 and _WORK.match(section.text) and not section.gold:
            headed(draft, section, said(draft, "work", rng))
            return draft
    return None


def duty(draft: Draft, rng: random.Random) -> Draft | None:
    """Another heading for the section on the duty of the heads."""
    for section in draft.sections:
        if section.role is Role.ACHIEVEMENTS and _DUTY.search(section.text.partition("\n")[0]) and section.numbered:
            headed(draft, section, said(draft, "duty", rng))
            return draft
    return None


def problems(draft: Draft, rng: random.Random, *, stop: str = "") -> Draft | None:
    """Another heading for the shortcomings."""
    section = draft.section(Role.SHORTCOMINGS)
    if section is None or not points(draft, section.role):
        return None
    headed(draft, section, said(draft, "problems", rng) + stop)
    return draft


def plans(draft: Draft, rng: random.Random, *, stop: str = "") -> Draft | None:
    """Another heading for the plans."""
    section = draft.section(Role.PLANS)
    if section is None or not points(draft, section.role):
        return None
    headed(draft, section, said(draft, "plans", rng) + stop)
    return draft


def lead_ins(draft: Draft, rng: random.Random, *, bare: bool = False) -> Draft | None:
    """Other sentences that lead to the lists of problems and plans; `bare`: none at all."""
    changed = False
    for role, kind in ((Role.SHORTCOMINGS, "problems_lead_in"), (Role.PLANS, "plans_lead_in")):
        section = draft.section(role)
        below = points(draft, role)
        if section is None or not below:
            continue
        inline = below[0].inline
        section.parts = below if bare else [Item(role, "", said(draft, kind, rng)), *below]
        below[0].inline = inline and not bare
        changed = True
    return draft if changed else None


def no_headings(draft: Draft, rng: random.Random) -> Draft | None:
    """No headings for problems and plans: only the sentences that lead to their lists, in paragraphs of their own."""
    if lead_ins(draft, rng) is None:
        return None
    for role in (Role.SHORTCOMINGS, Role.PLANS):
        section = draft.section(role)
        if section is not None and points(draft, role):
            section.number, section.numbered, lead = "", False, section.parts.pop(0)
            section.text = lead.text
            for n, part in enumerate(section.parts):
                part.number, part.inline = f"{'一二三四五六七八九十'[n]}是", True
    return draft
