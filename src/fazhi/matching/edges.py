"""What a regular expression can begin and end with, read off its parse tree.

>>> heads("(?:区|县)?司法局|法院(?!长)")
('区县司法', '司法院', None)
>>> last("(?:同比|较上年)(?:增长|下降)了?$")
'了长降'
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_CATEGORIES = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_WORD: r"\w"}
_CATEGORIES |= {sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_NOT_WORD: r"\W"}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_EMPTY = (sre.ASSERT, sre.ASSERT_NOT, sre.AT)  # what stands for no character
_FAR = 3  # so many characters are looked at
_ANY = 5000  # characters that a place without a class lets pass
_RANGE = re.compile(r"(?<!\\)(.)-(.)", re.DOTALL)
FLAGS = re.IGNORECASE | re.DOTALL | re.VERBOSE | re.LOCALE | re.ASCII | re.MULTILINE  # under these nothing is read off


def heads(pattern: str) -> tuple[str | None, ...]:
    """What a match can begin with, and what its second and third characters can be, as insides of character classes.

    None is any character, or none; where a match can be empty, all are None.
    """
    return heads_of(parser.parse(pattern))


def heads_of(tree: Any) -> tuple[str | None, ...]:
    """The same of a parsed pattern."""
    return _Walk(forward=True).of(tree)


def rarest_of(tree: Any) -> tuple[str | None, ...]:
    """The same of that item of a parsed pattern which fewest characters can begin: one of them stands in every match.

    >>> rarest_of(parser.parse("[一-龥]{2}(?:跟不上|赶不上).*"))[:2]
    ('赶跟', '不')
    """
    if tree.state.flags & FLAGS:
        return (None,) * _FAR
    return min((_Walk(forward=True).of(tree[at:]) for at in range(len(tree))), key=_breadth, default=(None,) * _FAR)


def _breadth(classes: Sequence[str | None]) -> float:
    """How many pairs of characters two character classes let pass."""
    first, second = (math.inf if inside is None else _size(inside) for inside in classes[:2])
    return first * min(second, _ANY)


def _size(inside: str) -> int:
    """How many characters the inside of a character class stands for."""
    ranges = sum(ord(high) - ord(low) for low, high in _RANGE.findall(inside))
    return len(inside) + ranges


def last(pattern: str) -> str | None:
    """What a match can end with, as the inside of a character class; None where it can be anything, or be empty."""
    return last_of(parser.parse(pattern))


def last_of(tree: Any) -> str | None:
    """The same of a parsed pattern."""
    return tails_of(tree)[0]


def tails_of(tree: Any) -> tuple[str | None, ...]:
    """What a match of a parsed pattern can end with, and what its last character but one and but two can be."""
    return _Walk(forward=False).of(tree)


class _Walk:
    """A way through a parse tree, from its beginning or from its end, that notes the first three characters it can meet."""

    def __init__(self, *, forward: bool) -> None:
        self.forward = forward
        self.seen: list[set[str] | None] = [set() for _ in range(_FAR)]

    def of(self, tree: Any) -> tuple[str | None, ...]:
        """The insides of the classes of the first three characters."""
        if tree.state.flags & FLAGS:
            return (None,) * _FAR
        ends = self.sequence(tree, {0})
        self.seen[min(ends) :] = [None] * (_FAR - min(ends))  # a match can be so short: what follows is no part of it
        return tuple(None if tokens is None else "".join(sorted(tokens)) for tokens in self.seen)

    def sequence(self, items: Any, places: set[int]) -> set[int]:
        """How many characters (3: three or more) have been met behind a sequence, from how many before it."""
        for operation, value in items if self.forward else reversed(items):
            if min(places) >= _FAR:
                break
            places = {after for place in places for after in ({_FAR} if place >= _FAR else self.item(operation, value, place))}
        return places

    def item(self, operation: Any, value: Any, place: int) -> set[int]:
        """The same for one item and one number of characters below three."""
        if operation in _EMPTY:
            return {place}
        if operation is sre.BRANCH:
            return set().union(*(self.sequence(branch, {place}) for branch in value[1]))
        if operation is sre.SUBPATTERN and not value[1] and not value[2]:
            return self.sequence(value[3], {place})
        if operation is sre.ATOMIC_GROUP:
            return self.sequence(value, {place})
        if operation in _REPEATS:
            least, most, items = value
            return self.repeat(least, most, items, place)
        return self.character(operation, value, place)

    def repeat(self, least: int, most: int, items: Any, place: int) -> set[int]:
        """A repeated item: after some rounds nothing new is met."""
        found, places = {place} if least == 0 else set(), {place}
        for times in range(1, min(most, max(least, 1) + _FAR) + 1):
            places = self.sequence(items, places)
            if times >= least:
                found |= places
            if min(places) >= _FAR:
                return found | places
        return found

    def character(self, operation: Any, value: Any, place: int) -> set[int]:
        """One character; what is not understood may be any, and any number of them."""
        if operation is sre.LITERAL:
            self.note(place, re.escape(chr(value)))
        elif operation is sre.IN and value[0][0] is not sre.NEGATE:
            for kind, inner in value:
                self.note(place, _token(kind, inner))
        elif operation in (sre.IN, sre.NOT_LITERAL, sre.ANY):
            self.note(place, None)
        else:
            self.seen[place:] = [None] * (_FAR - place)
            return set(range(place, _FAR + 1))
        return {place + 1}

    def note(self, place: int, token: str | None) -> None:
        """A character, or any where `token` is None, can stand at a place."""
        tokens = self.seen[place]
        if token is None:
            self.seen[place] = None
        elif tokens is not None:
            tokens.add(token)


def _token(kind: Any, value: Any) -> str | None:
    """A part of a character class as it is written."""
    if kind is sre.LITERAL:
        return re.escape(chr(value))
    if kind is sre.RANGE:
        return "-".join(re.escape(chr(end)) for end in value)
    return _CATEGORIES.get(value) if kind is sre.CATEGORY else None
