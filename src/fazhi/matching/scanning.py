"""Regular expressions that are looked for only where they can begin, or only in texts that end as they end.

The `re` module tries a pattern at every character of a text; most patterns of this house begin with one of a few
characters and match seldom. What a pattern can begin and end with is read off its parse tree once. A `Scanner` finds
by quick character classes where the first three characters fit, and tries the pattern there alone; an `Ending` tries
a pattern that reaches to the end of a text only where the last character fits. What is found stays the same.

>>> heads("(?:区|县)?司法局|法院(?!长)")
('区县司法', '司法院', None)
>>> last("(?:同比|较上年)(?:增长|下降)了?$")
'了长降'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_CATEGORIES = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_WORD: r"\w"}
_CATEGORIES |= {sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_NOT_WORD: r"\W"}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_EMPTY = (sre.ASSERT, sre.ASSERT_NOT, sre.AT)  # what stands for no character
_FAR = 3  # so many characters are looked at
_FLAGS = re.IGNORECASE | re.DOTALL | re.VERBOSE | re.LOCALE | re.ASCII | re.MULTILINE


class Scanner:
    """A pattern as `re.compile` makes it, found more quickly where it begins with few characters.

    Where all characters of a match are of one class, `made_of` may tell that class: then only those stretches of such
    characters are looked at that end with a character a match can end with.

    >>> scanner = Scanner("(?:市|区)司法局(?!长)")
    >>> [found.span() for found in scanner.finditer("在区委领导下,会同区司法局、市司法局")]
    [(9, 13), (14, 18)]
    >>> scanner.search("区司法局长") is None
    True
    """

    __slots__ = ("_match", "_starts", "_stretches", "pattern")

    def __init__(self, pattern: str, *, made_of: str = "") -> None:
        tree = parser.parse(pattern)  # once for all: with the large tables, parsing is what takes time at the start
        self._starts = _starts(_heads(tree))
        ends = _last(tree) if made_of else None
        self._stretches = re.compile(f"[{made_of}]*[{ends}]").finditer if ends else None
        self.pattern = _compiled(tree)
        self._match = self.pattern.match

    @property
    def is_selective(self) -> bool:
        """Whether it is told where the pattern can begin; if not, it is looked for everywhere."""
        return self._starts is not None

    def starts(self, text: str) -> Sequence[int]:
        """Where in a text the pattern can begin, in order; a match begins nowhere else."""
        return range(len(text) + 1) if self._starts is None else [start.start() for start in self._starts.finditer(text)]

    def finditer(self, text: str, pos: int = 0, endpos: int = 1 << 62) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        if self._starts is None:
            yield from self.pattern.finditer(text, pos, endpos)
            return
        match, reach, starts = self._match, pos, self._starts.finditer
        stretches = ((pos, endpos),) if self._stretches is None else [s.span() for s in self._stretches(text, pos, endpos)]
        for low, high in stretches:
            for start in starts(text, low, high):
                at = start.start()
                if at >= reach and (found := match(text, at, endpos)) is not None:
                    yield found
                    reach = found.end()

    def search(self, text: str, pos: int = 0, endpos: int = 1 << 62) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        if self._starts is None:
            return self.pattern.search(text, pos, endpos)
        match, search = self._match, self._starts.search
        while (start := search(text, pos, endpos)) is not None:
            at = start.start()
            if (found := match(text, at, endpos)) is not None:
                return found
            pos = at + 1
        return None

    def sub(self, replacement: Callable[[re.Match[str]], str], text: str) -> str:
        """As `re.Pattern.sub`."""
        pieces, end = [], 0
        for found in self.finditer(text):
            pieces += [text[end : found.start()], replacement(found)]
            end = found.end()
        return "".join((*pieces, text[end:])) if pieces else text


class Ending:
    """A pattern for the end of a text (it ends in `$`), tried only where the last character of the text fits.

    Where not every match reaches to the end of the text, it is as good as a scanner.

    >>> before = Ending("(?:约|超过?)$")
    >>> before.search("案件约"), before.search("案件数")
    (<re.Match object; span=(2, 3), match='约'>, None)
    """

    __slots__ = ("_fits", "_scanner")

    def __init__(self, pattern: str) -> None:
        self._scanner = Scanner(pattern)
        ends = last(pattern) if _reaches(pattern, sre.AT_END, -1) else None
        self._fits = re.compile(f"[{ends}]|\n").match if ends else None  # $ stands before a last line end, too

    @property
    def is_selective(self) -> bool:
        """Whether it is told what the text must end with."""
        return self._fits is not None

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        if self._fits is not None and self._fits(text[-1:]) is None:
            return None
        return self._scanner.search(text)


class Either:
    """Whether one of several patterns stands in a text; those for its beginning and its end are asked there alone.

    >>> lead_in = Either(["^下一步.*法治", "(?:问题|不足)(?:如下)?$"])
    >>> [lead_in.stands_in(text) for text in ("下一步推进法治", "存在以下问题", "问题较多,下一步推进法治")]
    [True, True, False]
    """

    __slots__ = ("_asked",)

    def __init__(self, patterns: Iterable[str]) -> None:
        groups: dict[str, list[str]] = {"beginning": [], "end": [], "anywhere": []}
        for pattern in patterns:
            if _reaches(pattern, sre.AT_BEGINNING, 0):
                groups["beginning"].append(pattern)
            else:
                groups["end" if Ending(pattern).is_selective else "anywhere"].append(pattern)
        beginning, end, anywhere = ("|".join(f"(?:{pattern})" for pattern in group) for group in groups.values())
        asked: list[Callable[[str], object]] = [re.compile(beginning).match] if beginning else []
        self._asked = (*asked, *(made(group).search for made, group in ((Ending, end), (Scanner, anywhere)) if group))

    def stands_in(self, text: str) -> bool:
        """Whether `re.Pattern.search` would find one of them."""
        return any(ask(text) is not None for ask in self._asked)


def _reaches(pattern: str, anchor: Any, at: int) -> bool:
    """Whether every match stands at an anchor with its first (`at` is 0) or its last item (-1)."""
    tree = parser.parse(pattern)
    return not tree.state.flags & _FLAGS and _stands_at(tree, anchor, at)


def _stands_at(tree: Any, anchor: Any, at: int) -> bool:
    if not len(tree):
        return False
    operation, value = tree[at]
    if operation is sre.AT:
        return bool(value is anchor)
    if operation is sre.BRANCH:
        return all(_stands_at(branch, anchor, at) for branch in value[1])
    return operation is sre.SUBPATTERN and _stands_at(value[3], anchor, at)


def _compiled(tree: Any) -> re.Pattern[str]:
    compiled: re.Pattern[str] = compiler.compile(tree)
    return compiled


def _starts(heads: Sequence[str | None]) -> re.Pattern[str] | None:
    first, second, third = heads
    if first is None:
        return None
    following = f"(?=[{second}]{f'[{third}]' if third else ''})" if second else ""
    return re.compile(f"[{first}]{following}")


def heads(pattern: str) -> tuple[str | None, ...]:
    """What a match can begin with, and what its second and third characters can be, as insides of character classes.

    None is any character, or none; where a match can be empty, all are None.
    """
    return _heads(parser.parse(pattern))


def _heads(tree: Any) -> tuple[str | None, ...]:
    return _Walk(forward=True).of(tree)


def last(pattern: str) -> str | None:
    """What a match can end with, as the inside of a character class; None where it can be anything, or be empty."""
    return _last(parser.parse(pattern))


def _last(tree: Any) -> str | None:
    return _Walk(forward=False).of(tree)[0]


class _Walk:
    """A way through a parse tree, from its beginning or from its end, that notes the first three characters it can meet."""

    def __init__(self, *, forward: bool) -> None:
        self.forward = forward
        self.seen: list[set[str] | None] = [set() for _ in range(_FAR)]

    def of(self, tree: Any) -> tuple[str | None, ...]:
        """The insides of the classes of the first three characters."""
        if tree.state.flags & _FLAGS:
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
