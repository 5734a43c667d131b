"""Other numbers, and points and headings on lines of their own or run in."""

from __future__ import annotations

import random
from collections.abc import Callable

from fazhi.model import Role
from relaid.draft import Draft, Item

Number = Callable[[int], str]
_HAN = [
    "",
    *"一二三四五六七八九十",
    *("十" + c for c in "一二三四五六七八九"),
    "二十",
    *("二十" + c for c in "一二三四五六七八九"),
    "三十",
]
WORDS = ("首先，", "其次，", "再次，", "最后，")
_LONGEST_LEAD = 26


def CHINESE(n: int) -> str:
    return f"{_HAN[n]}、"


SYSTEMS: dict[str, Number] = {
    "chinese": CHINESE,
    "part": lambda n: f"第{_HAN[n]}部分　",
    "part-bare": lambda n: f"第{_HAN[n]}部分：",
    "bracketed": lambda n: f"（{_HAN[n]}）",
    "bracketed-blank": lambda n: f"( {_HAN[n]} ) ",
    "chinese-dot": lambda n: f"{_HAN[n]}.",
    "arabic": lambda n: f"{n}.",
    "arabic-pause": lambda n: f"{n}、",
    "arabic-wide": lambda n: f"{chr(0xFF10 + n) if n < 10 else n}．",
    "arabic-blank": lambda n: f"{n} . ",
    "arabic-tab": lambda n: f"{n}.\t",
    "half-bracketed": lambda n: f"{n}）",
    "arabic-bracketed": lambda n: f"（{n}）",
    "circled": lambda n: chr(0x245F + n),
    "glyph-chinese": lambda n: chr(0x321F + n),
    "glyph-arabic": lambda n: chr(0x2487 + n),
    "is": lambda n: f"{_HAN[n]}是",
    "ordinal": lambda n: f"第{_HAN[n]}，",
    "ordinal-pause": lambda n: f"第{_HAN[n]}、",
    "ordinal-is": lambda n: f"第{_HAN[n]}是",
    "of-them": lambda n: f"其{_HAN[n]}，",
    "dash": lambda n: "——",
    "bullet": lambda n: "● ",
    "diamond": lambda n: "◆",
    "square": lambda n: "■ ",
    "markdown": lambda n: "- ",
    "blank": lambda n: f"{_HAN[n]}  、",
    "is-colon": lambda n: f"{_HAN[n]}是：",
}
LINES = {"dash", "bullet", "diamond", "square", "markdown", "half-bracketed", "part", "part-bare", "decimal", "arabic-tab"}


def listed(items: list[Item]) -> list[Item]:
    """Those of some neighbours that are counted."""
    return [item for item in items if item.numbered]


def renumbered(draft: Draft, *, top: str = "", inner: str = "", points: str = "") -> Draft | None:
    """Other numbers for top sections, for headings below them, and for points; none where nothing would change."""
    before = draft.text()
    if top and not listed(draft.sections):
        return None
    for level, item in _levels(draft):
        name = top if level == 0 else inner if level == 1 else points
        if name:
            item.number = SYSTEMS[name](_place(draft, item))
            item.inline = item.inline and name not in LINES
    return draft if draft.text() != before else None


def _levels(draft: Draft) -> list[tuple[int, Item]]:
    """Counted items with their level: 0 top sections, 1 headings with points below, 2 points."""
    found = [(0, section) for section in listed(draft.sections)]
    for section in draft.sections:
        for item in section.walk():
            if item is not section and item.numbered:
                heads = bool(listed(item.parts)) or (item in section.parts and any(listed(i.parts) for i in section.parts))
                found.append((1 if heads else 2, item))
    return found


def _place(draft: Draft, item: Item) -> int:
    if any(item is section for section in draft.sections):
        return 1 + _index(listed(draft.sections), item)
    for parent in draft.items():
        if any(item is part for part in parent.parts):
            return 1 + _index([p for p in listed(parent.parts) if p.role is item.role], item)
    raise ValueError(item.number)


def _index(items: list[Item], item: Item) -> int:
    return next(i for i, other in enumerate(items) if other is item)


def decimal(draft: Draft) -> Draft | None:
    """1 / 1.1 / 1.1.1 at all levels."""
    if not listed(draft.sections):
        return None

    def count(items: list[Item], above: str) -> None:
        for n, item in enumerate(listed(items), start=1):
            number = f"{above}.{n}" if above else str(n)
            item.number, item.inline = (f"{number} " if above else f"{number}."), False
            count(item.parts, number)

    count(draft.sections, "")
    return draft


def ordinal_words(draft: Draft) -> Draft | None:
    """首先…其次…再次…最后 for lists of two to four points."""
    changed = False
    for item in draft.items():
        below = listed(item.parts)
        if 2 <= len(below) <= len(WORDS) and not any(part.parts for part in below):
            words = [*WORDS[: len(below) - 1], WORDS[-1]]
            for part, word in zip(below, words, strict=True):
                part.number, changed = word, True
    return draft if changed else None


def continuing(draft: Draft) -> Draft | None:
    """Headings below the top that count on from section to section; not where other brackets or outer numbers stand around."""
    if any(section.number[:1] in set("(（0123456789") for section in draft.sections):
        return None
    count = 0
    for section in draft.sections:
        below = listed(section.parts)
        if any(part.inline for part in below):
            continue
        for part in below:
            count += 1
            part.number = SYSTEMS["bracketed"](count)
    return draft if count > 4 and sum(bool(listed(s.parts)) for s in draft.sections) > 1 else None


def raised(draft: Draft) -> Draft | None:
    """The headings of the work on the level of the sections: 一、…九、 all work, 十、 problems, 十一、 plans."""
    work = [section for section in draft.sections if section.role is Role.ACHIEVEMENTS]
    if len(work) != 1 or not work[0].parts or "\n" in work[0].text or not all(part.numbered for part in work[0].parts):
        return None
    at = next(i for i, section in enumerate(draft.sections) if section is work[0])
    draft.sections[at : at + 1] = work[0].parts
    for count, section in enumerate(listed(draft.sections), start=1):
        section.number, section.inline = CHINESE(count), False
    return draft


def slips(draft: Draft, rng: random.Random) -> Draft | None:
    """One number told twice, as in (三)(三)(四), or one left out."""
    lists = [below for item in draft.items() if len(below := listed(item.parts)) > 3 and not any(p.inline for p in below)]
    if not lists:
        return None
    for below in lists:
        at = rng.randrange(1, len(below) - 1)
        for place, item in enumerate(below):
            if place >= at:
                item.number = below[place - 1].number if place == at else item.number
                break
    return draft


def on_lines(draft: Draft) -> Draft | None:
    """Points of running text on lines of their own."""
    inline = [item for item in draft.items() if item.inline]
    for item in inline:
        item.inline = False
    return draft if inline else None


def run_together(draft: Draft, *, number: str = "is") -> Draft | None:
    """Points on lines run together in one paragraph: 一是…。二是…。"""
    changed = False
    for item in draft.items():
        below = listed(item.parts)
        if len(below) > 1 and not any(part.parts or "\n" in part.text for part in below):
            for n, part in enumerate(below, start=1):
                changed = changed or not part.inline
                part.inline = n > 1 or part.inline or item.text.endswith("：")
                part.number = SYSTEMS[number](n)
    return draft if changed else None


def headings_apart(draft: Draft) -> Draft | None:
    """The lead of a point on a line of its own, without its stop."""
    changed = False
    for item in draft.items():
        if not item.parts and item.numbered and not item.inline and len(item.lead) <= _LONGEST_LEAD and len(item.rest) > 30:
            stop = item.text[item.lead_length : item.lead_length + 1]
            if stop == "。":
                item.text, changed = f"{item.lead}\n{item.rest}", True
    return draft if changed else None


def headings_run_in(draft: Draft) -> Draft | None:
    """Headings below the top run in with the text or the points that follow."""
    changed = False
    for section in draft.sections:
        for item in section.parts:
            head, newline, rest = item.text.partition("\n")
            if newline and not item.inline and head[-1:] not in "。：":
                item.text, changed = f"{head}。{rest}", True
            elif item.numbered and item.parts and item.parts[0].numbered and not item.parts[0].parts and head[-1:] not in "。：":
                item.text, item.parts[0].inline, changed = f"{head}。", True, True
    return draft if changed else None


def unnumbered(draft: Draft, *, top: bool = False, bold: bool = False, keep: tuple[Role, ...] = ()) -> Draft | None:
    """Points without numbers, paragraphs that their leads begin; `top`: sections without numbers too; `bold`: leads in bold."""
    changed = False
    for item in draft.items():
        below = listed(item.parts)
        if item.role in keep or not below or any(part.parts for part in below):
            continue
        if all(has_short_lead(part) for part in below):
            for part in below:
                part.number, part.inline, changed = "", False, True
                if bold:
                    part.text = f"**{part.lead}。**{part.rest}"
    if top:
        for below in [draft.sections, *(item.parts for item in draft.items())]:
            heads = listed(below)
            if any(item.parts or "\n" in item.text for item in heads):
                if not all(stands_alone(item) or has_short_lead(item) for item in heads):
                    return None
                for item in heads:
                    item.number, item.inline, changed = "", False, True
                    item.text = item.text if stands_alone(item) else f"{item.lead}\n{item.rest}"
    return draft if changed else None


def stands_alone(item: Item) -> bool:
    """Whether the heading of an item stands on a line of its own."""
    return "。" not in item.text.partition("\n")[0].rstrip("。：") and bool(item.parts or "\n" in item.text)


def has_short_lead(item: Item) -> bool:
    """Whether a point begins with a sentence that may be its heading."""
    return (
        4 <= len(item.lead) <= _LONGEST_LEAD and item.text[item.lead_length : item.lead_length + 1] == "。" and len(item.rest) > 8
    )
