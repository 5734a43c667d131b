"""What the layouts ask of a draft: its points, who is meant by which, openers by seed."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path

from fazhi.model import Role
from relaid.draft import Draft, Item

_VERB = re.compile(
    "进一步|继续|持续|着力|不断|加强|强化|深化|推进|推动|提升|提高|完善|健全|优化|创新|压实|抓好|抓实|做好|加大|补齐|探索|开展|组织|落实|严格|规范|打造|建立|充实|"
    "打通|破解|拓展|丰富|构建|统筹|筑牢|夯实|全面|深入|加快|积极|聚焦|围绕|制定|出台|实施|配齐|引进|招录|整合|培育|增强|细化|改进|扎实|切实|练强|攻坚|谋划|填补"
)
_STOP = re.compile("[。；;]$")


@cache
def wordings() -> dict[str, list[str]]:
    """The table of wordings."""
    return tomllib.loads((Path(__file__).parents[1] / "wordings.toml").read_text("utf-8"))


def said(draft: Draft, kind: str, rng: random.Random) -> str:
    """One of the wordings of a kind, with the years of the report."""
    return rng.choice(wordings()[kind]).format(year=draft.year, next=draft.year + 1)


def points(draft: Draft, role: Role) -> list[Item]:
    """The points of the section of shortcomings or plans, without what leads to them.

    Empty where the section has other parts, or where gold knows more such points than stand there as points.
    """
    section = draft.section(role)
    if section is None or "\n" in section.text.strip() or role not in draft.whole:
        return []
    parts = section.parts
    while parts and parts[0].role is role and not (parts[0].gold or parts[0].parts or parts[0].numbered):
        parts = parts[1:]
    clean = len(parts) > 1 and all(part.gold and not part.parts and "\n" not in part.text for part in parts)
    return parts if clean else []


def problems_and_plans(draft: Draft) -> tuple[list[Item], list[Item]]:
    """The points of the one section of shortcomings and the one of plans; both empty where a report has no such two."""
    problems, plans = points(draft, Role.SHORTCOMINGS), points(draft, Role.PLANS)
    return (problems, plans) if problems and plans else ([], [])


def remedies(draft: Draft, problems: list[Item], plans: list[Item]) -> dict[str, list[Item]]:
    """The plans of each problem, by its id; those that are meant for none, or cannot follow 将, under the empty id."""
    asked = [tuple(pair) for pair in draft.gold.get("addresses", [])]
    ids = {problem.gold for problem in problems}
    found: dict[str, list[Item]] = {id_: [] for id_ in (*ids, "")}
    for plan in plans:
        meant = [b for a, b in asked if a == plan.gold and b in ids]
        free = [b for b in meant if not found[b]]
        found[(free or meant or [""])[0]].append(plan)
    return found


def settle(draft: Draft, told: set[tuple[str, str]]) -> None:
    """Links that the new layout tells are asked for; others of the same plans are arguable now."""
    plans = {a for a, _ in told}
    asked = {tuple(pair) for pair in draft.gold.get("addresses", [])}
    draft.gold["addresses_optional"] = [
        *draft.gold.get("addresses_optional", []),
        *([a, b] for a, b in asked if a in plans and (a, b) not in told),
    ]
    draft.gold["addresses"] = [[a, b] for a, b in sorted(asked) if a not in plans or (a, b) in told]


def begins_with_verb(plan: Item) -> bool:
    """Whether 下一步,将 (next, we will) may stand before a plan."""
    return bool(_VERB.match(plan.text))


def is_one_sentence(item: Item) -> bool:
    """Whether a point is nothing but one sentence."""
    return "。" not in item.text.rstrip("。") and "\n" not in item.text


def ended(text: str, stop: str = "。") -> str:
    """A text with this stop at its end, and no other."""
    return _STOP.sub("", text.rstrip()) + stop


def remove(draft: Draft, *sections: Item) -> None:
    """Take sections out."""
    draft.sections = [section for section in draft.sections if all(section is not gone for gone in sections)]


def renumber_top(draft: Draft) -> None:
    """Count the top sections anew, as they were counted."""
    from relaid.numbering import CHINESE, SYSTEMS

    numbered = [section for section in draft.sections if section.numbered]
    system = next((make for make in SYSTEMS.values() if numbered and make(1) == numbered[0].number), CHINESE)
    for count, section in enumerate(numbered, start=1):
        section.number = system(count)
