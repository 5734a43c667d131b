"""Problems that nothing known leads to: paragraphs in a row that tell nothing else, told by how they sound.

A report without headings turns to what falls short in words of its own (欠账也要晒一晒。 "let the debts be aired too"), or in
none. One sentence says little; several paragraphs in a row, whose sentences all sound like problems and their grounds, leave no
doubt: in the reports with gold no paragraph on work is taken for a problem by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from statistics import fmean

from fazhi.model import Form, Role
from fazhi.outline.among import is_bare_remedy, is_remedy
from fazhi.outline.announced import may_announce, tells_something
from fazhi.outline.headings import HeadingRole, turn_role
from fazhi.outline.leads import is_lead_in
from fazhi.outline.node import Node
from fazhi.outline.sounds import sound
from fazhi.sentences import sentences

_LOUD = 1.0  # the logarithm of the odds for a problem, on the average of the paragraphs
_PLAIN = 0.5  # the same, of the first and the last of them
_LEAST = -1.0  # the same, of each
_BEGINNING = 0.7  # of the paragraphs begin with a problem
_MOST = 3.0  # no sentence says more than that
_FEWEST = 3  # paragraphs
_FEWEST_ANNOUNCED = 2  # the same, behind a sentence that stands alone
_LONGEST_ANNOUNCEMENT = 40  # characters


def gather_unled(node: Node, reading: str, year: int | None) -> None:
    """Give the paragraphs below a node that tell problems, though nothing says so, their role; their announcement heads them."""
    for at, child in enumerate(node.children):
        if child.role is not None or child.form is not Form.PARAGRAPH or child.children:
            if child.told is not None and child.told.role is not Role.ACHIEVEMENTS:
                return
            continue
        texts = _sentences(reading, child)
        if not texts or any(turn_role(text, year) for text in texts[:1]) or is_lead_in(texts[-1]):
            return
        heads = _only_announces(texts)
        run = _run(reading, node.children[at + int(heads) :], year)
        if len(run) < (_FEWEST_ANNOUNCED if heads else _FEWEST) or not _is_loud(reading, run, year):
            continue
        if heads:
            child.form, child.told, child.children = Form.SECTION, HeadingRole(Role.SHORTCOMINGS, True), run
            child.body_start = child.own_end
            del node.children[at + 1 : at + 1 + len(run)]
        for paragraph in run:
            paragraph.role = Role.SHORTCOMINGS
        return


def _run(reading: str, children: list[Node], year: int | None) -> list[Node]:
    """The paragraphs in a row, from the first on, that may tell problems; the first and the last sound like it."""
    means = [_mean(reading, child, year) for child in children]
    far = len(list(takewhile(lambda mean: mean >= _LEAST, means)))
    while far and (means[far - 1] < _PLAIN or announces_plans(reading, children[far - 1 : far + 1], year)):
        far -= 1
    return children[:far] if far and means[0] >= _PLAIN else []


def _sentences(reading: str, node: Node) -> list[str]:
    return [reading[a:b] for a, b in sentences(reading, node.start, node.own_end)]


def announces_plans(reading: str, children: Sequence[Node], year: int | None) -> bool:
    """Whether the first of two paragraphs among problems leads to plans in its own words, and the second tells no problem."""
    texts = _sentences(reading, children[0])
    if len(children) < 2 or not _only_announces(texts) or may_announce(texts[0].rstrip("。")) is not Role.PLANS:
        return False
    return _mean(reading, children[1], year) < _PLAIN


def _only_announces(texts: Sequence[str]) -> bool:
    return len(texts) == 1 and len(texts[0]) <= _LONGEST_ANNOUNCEMENT and not tells_something(texts[0])


def _mean(reading: str, node: Node, year: int | None) -> float:
    if node.form is not Form.PARAGRAPH or node.children or node.role is not None:
        return -_MOST
    told = list(_sounds(reading, node, year))
    return fmean(told) if told else -_MOST


def _is_loud(reading: str, run: Sequence[Node], year: int | None) -> bool:
    """Whether the paragraphs sound like problems on the whole, and most begin with one: not with work that leads to it."""
    told = [list(_sounds(reading, node, year)) for node in run]
    begin = sum(sounds[0] > 0 for sounds in told)
    return fmean(value for sounds in told for value in sounds) >= _LOUD and begin >= _BEGINNING * len(run)


def _sounds(reading: str, node: Node, year: int | None) -> Iterator[float]:
    """How much each sentence of a paragraph says for a problem; remedies are left out, and a paragraph of plans has none."""
    texts = _sentences(reading, node)
    if texts and turn_role(texts[0], year) is not None:
        return
    for text in texts:
        if turn_role(text, year) is None and not is_remedy(text) and not is_bare_remedy(text):
            yield max(-_MOST, min(_MOST, sound(text)))
