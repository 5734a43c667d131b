"""A report that is one long paragraph: each sentence on work is a paragraph of its own."""

from __future__ import annotations

from fazhi.model import Form, Role
from fazhi.outline.headings import turn_role
from fazhi.outline.leads import goes_on
from fazhi.outline.node import Node
from fazhi.outline.sounds import is_plainly_a_problem
from fazhi.sentences import Span, lead_end, sentences

_FEWEST = 8  # sentences
_OUTSIDE = (Role.TITLE, Role.CLOSING)


def part_lone(root: Node, reading: str, year: int | None) -> None:
    """Put the sentences of the only paragraph of a report in its place.

    A problem stays with the work before it, and a sentence that goes on with the one before (对此,… "to that end, …") as well.
    """
    told = [child for child in root.children if child.role not in _OUTSIDE]
    if len(told) != 1 or told[0].form is not Form.PARAGRAPH or told[0].children:
        return
    (lone,) = told
    spans = list(sentences(reading, lone.start, lone.own_end))
    if len(spans) < _FEWEST:
        return
    parted: list[Span] = []
    for a, b in spans:
        text = reading[a:b]
        stays = goes_on(text) or (turn_role(text, year) is None and is_plainly_a_problem(text, likely=True))
        if parted and stays:
            parted[-1] = (parted[-1][0], b)
        else:
            parted.append((a, b))
    at = root.children.index(lone)
    root.children[at : at + 1] = [_paragraph(lone, reading, a, b) for a, b in parted]


def _paragraph(lone: Node, reading: str, start: int, end: int) -> Node:
    return Node(
        Form.PARAGRAPH, start, start, lead_end(reading, start, end), start, end, own_end=end, series=lone.series, rank=lone.rank
    )
