"""Putting sentences that play a role of their own below the nodes in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.model import Form, Role
from fazhi.outline.admissions import opener_length
from fazhi.outline.among import remedy_opener_length
from fazhi.outline.node import Node
from fazhi.sentences import Span, clauses, trimmed

_BUT = re.compile(r",(?=(?:但是?|然而|不过|可是|只不过)(?!仍?不)|下一步|下步)")


def units(reading: str, node: Node) -> Iterator[Span]:
    """The clauses of a node, cut once more before 但 (but) and 下一步 (next) after a comma."""
    start = node.body_start if node.form is Form.SECTION or node.body_start > node.lead_end else node.lead_start
    for a, b in clauses(reading, start, node.own_end):
        for match in _BUT.finditer(reading, a, b):
            yield a, match.end()
            a = match.end()
        yield a, b


def add(reading: str, node: Node, role: Role, start: int, end: int) -> Node:
    """Put the sentence at `start`–`end` below a node; words that only open an admission or a remedy are no part of its text."""
    text = reading[start:end]
    opens = opener_length(text) if role is Role.SHORTCOMINGS else remedy_opener_length(text) if role is Role.PLANS else 0
    lead, stop = trimmed(reading, start + opens, end)
    lead_end = next((trimmed(reading, a, b)[1] for a, b in clauses(reading, lead, stop)), stop)
    sentence = Node(Form.SENTENCE, start, lead, lead_end, lead, end, role=role, own_end=end)
    leave(node, start)
    node.children.append(sentence)
    node.children.sort(key=lambda child: child.start)
    return sentence


def leave(node: Node, at: int) -> None:
    """The node's own text ends where the first sentence of another role begins."""
    if not any(child.form is Form.SENTENCE for child in node.children):
        node.own_end = min(node.own_end, at)
