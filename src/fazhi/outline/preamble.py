"""The preamble: which paragraphs in front of the first section belong to it."""

from __future__ import annotations

import re
from functools import cache

from fazhi.model import Form, Role
from fazhi.outline.headings import turn_role
from fazhi.outline.leads import is_problem_lead_in
from fazhi.outline.node import Node
from fazhi.resources import lexicon

_LED = 3  # paragraphs with a lead on a line of its own
_ADDRESSEE_LENGTH = 40  # characters


@cache
def _preamble() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicon("outline")["preamble"]
    return re.compile(table["end"]), re.compile(table["signs"])


def mark_preamble(root: Node, reading: str, year: int | None) -> None:
    """Paragraphs before the first section: all, or those up to 现报告如下 where the first section tells no work done.

    Work told in plain paragraphs may lead to a list of plans: …2018年,主要打算是:(一)… (in 2018 we mainly mean to …).
    """
    leading: list[Node] = []
    sections = [child for child in root.children if _is_section(child)]
    for child in root.children:
        if _is_section(child):
            break
        if child.role is None and child.form is Form.PARAGRAPH:
            leading.append(child)
    end, signs = _preamble()
    texts = [reading[node.start : node.end] for node in leading]
    announced = [index for index, text in enumerate(texts) if end.search(text[-60:])]
    last = announced[-1] + 1 if announced else 0
    turned = any(_turns(text, year) for text in texts[-1:] if text.endswith(":"))
    if sections and _tells_work(sections[0]) and not turned:
        last = len(leading)
    elif len(led := [index for index, text in enumerate(texts) if "\n" in text]) >= _LED:
        last = max(last, led[0])  # what stands before the first lead on a line of its own
    elif not announced:
        while last < len(texts) and (_is_addressee(texts[last]) or (last < 2 and bool(signs.search(texts[last])))):
            last += 1
            if not _is_addressee(texts[last - 1]):
                break
    for node in leading[:last]:
        node.role = Role.PREAMBLE


def _turns(text: str, year: int | None) -> bool:
    return turn_role(text, year) is Role.PLANS or is_problem_lead_in(text)


def _tells_work(section: Node) -> bool:
    return section.told is None or section.told.role is Role.ACHIEVEMENTS


def _is_section(node: Node) -> bool:
    """Whether the report proper begins with a node, as it does not with a list inside a paragraph."""
    return node.role is None and node.form is not Form.PARAGRAPH and not node.inline


def _is_addressee(text: str) -> bool:
    return len(text) <= _ADDRESSEE_LENGTH and (text.endswith(":") or "〔" in text)
