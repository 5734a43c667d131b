"""A report taken apart: its title, its sections with their points, and what gold says of each."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fazhi.documents import read_text_file
from fazhi.evaluate.compare import any_alike, begins_alike
from fazhi.model import Document, Form, Part, Role
from fazhi.outline import outline

_STRUCTURE = (Form.SECTION, Form.POINT, Form.PARAGRAPH)
_COUNTED = re.compile(
    "[一二三四五六七八九十\\d①-⑳㈠-㈩❶-❿⑴-⒇⒈-⒛—]|[首其再最][先次后]|此外"
)  # a number; 整改措施: (remedy:) is a label
_STOPS = "。；;！？"


@dataclass(slots=True)
class Item:
    """A section, point or paragraph: number as printed, own text (heading or lead, and what follows it), what lies below."""

    role: Role
    number: str
    text: str
    parts: list[Item] = field(default_factory=list)
    inline: bool = False  # goes on in the line of what stands before
    gold: str = ""  # the id of the measure or shortcoming that it is
    lead_length: int = 0  # of `text`: its heading or lead sentence
    numbered: bool = False  # stood with a number, and counts among its neighbours

    @property
    def lead(self) -> str:
        """The heading or lead sentence, without its stop."""
        return self.text[: self.lead_length]

    @property
    def rest(self) -> str:
        """What follows the lead, without the stop between."""
        return self.text[self.lead_length :].lstrip("。；;：:\n")

    def walk(self) -> Iterator[Item]:
        """The item and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(slots=True)
class Draft:
    """A report in pieces; `gold` is what is asked of it."""

    name: str
    year: int
    title: str
    preamble: list[str]
    sections: list[Item]
    closing: list[str]
    gold: dict[str, Any]
    whole: set[Role] = field(default_factory=set)  # the roles of which all that gold asks for are items

    def copied(self) -> Draft:
        """A copy to change."""
        return copy.deepcopy(self)

    def items(self) -> Iterator[Item]:
        """All items of all sections."""
        for section in self.sections:
            yield from section.walk()

    def section(self, role: Role) -> Item | None:
        """The one top section of a role, if there is one."""
        found = [section for section in self.sections if section.role is role]
        return found[0] if len(found) == 1 else None

    def also(self, item: Item, title: str) -> None:
        """Another spelling is as right for the title of an item."""
        for told in (*self.gold.get("measures", ()), *self.gold.get("shortcomings", ())):
            if told["id"] == item.gold:
                told.setdefault("accept", []).append(title)

    def text(self) -> str:
        """The report as it is laid out now."""
        lines = [self.title, *self.preamble]
        for section in self.sections:
            lines.append(rendered(section))
        return "\n".join([*lines, *self.closing]) + "\n"


def rendered(item: Item) -> str:
    """The text of an item and all below it."""
    return item.number + item.text + "".join(("" if part.inline else "\n") + rendered(part) for part in item.parts)


def draft_of(report: Path, gold: Path) -> Draft | None:
    """A report with its gold taken apart; none where the package does not read its layout as gold does."""
    document = read_text_file(report, identifier=report.stem, source=report.name)
    told = json.loads(gold.read_text("utf-8"))
    parts = outline(document)
    sections = [_item(document, part) for part in parts if part.role not in (Role.TITLE, Role.PREAMBLE, Role.CLOSING)]
    lines = {role: [document.text[p.start : p.end] for p in parts if p.role is role] for role in (Role.PREAMBLE, Role.CLOSING)}
    draft = Draft(
        report.stem, told["report"]["year"], document.metadata.title, lines[Role.PREAMBLE], sections, lines[Role.CLOSING], told
    )
    draft.title = "\n".join(document.text[p.start : p.end] for p in parts if p.role is Role.TITLE)
    if _flat(draft.text()) != _flat(document.text):
        return None
    _tell_gold(draft)
    return draft


def _flat(text: str) -> str:
    return "".join(text.split())


def _item(document: Document, part: Part) -> Item:
    below = [child for child in part.parts if child.form in _STRUCTURE]
    start = part.start + len(part.number)
    end = below[0].start if below else part.end
    text = document.text[start:end].rstrip("\n")
    item = Item(part.role, document.text[part.start : start], text, numbered=_COUNTED.search(part.number) is not None)
    item.inline = part.start > 0 and document.text[part.start - 1] != "\n"
    item.lead_length = min(len(text), part.title_end - start)
    item.parts = [_item(document, child) for child in below]
    return item


def _tell_gold(draft: Draft) -> None:
    """Tell the items which measure or shortcoming they are, where one is an item of its own."""
    roles = {"implemented": (Role.ACHIEVEMENTS, Role.OTHER), "planned": (Role.PLANS,), "": (Role.SHORTCOMINGS,)}
    items = [item for item in draft.items() if not item.parts]
    draft.whole = {Role.ACHIEVEMENTS, Role.SHORTCOMINGS, Role.PLANS}
    for told in (*draft.gold.get("measures", ()), *draft.gold.get("shortcomings", ())):
        names = [told.get("title") or told["text"], *told.get("accept", [])]
        role = roles[told.get("status", "")]
        found = next((item for item in items if item.role in role and not item.gold and _is(item, names)), None)
        if found is not None:
            found.gold = told["id"]
        elif not told.get("optional"):
            draft.whole -= set(role)


def _is(item: Item, names: list[str]) -> bool:
    return any_alike(names, [item.lead, item.text.rstrip(_STOPS)], 0.8) or any(begins_alike(name, item.lead) for name in names)
