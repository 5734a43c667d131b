"""Regular expressions that are looked for only where they can begin, or only in texts that end as they end.

The `re` module tries a pattern at every character of a text; most patterns of this house begin with one of a few
characters and match seldom. What a pattern can begin and end with is read off its parse tree once (`edges`). A `Scanner` finds
by quick character classes where the first three characters fit, and tries the pattern there alone; an `Ending` tries
a pattern that reaches to the end of a text only where the last two characters fit; a `Needing` tries one only in a text that has
what no match is without. What is found stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from fazhi.matching.edges import FLAGS, heads_of, last_of, rarest_of, tails_of

_ANY_END = (None, None)  # a match need not reach to the end of a text, or not with a character that is told


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
        self._starts = _starts(heads_of(tree))
        ends = last_of(tree) if made_of else None
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

    def match(self, text: str, pos: int = 0, endpos: int = 1 << 62) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self._match(text, pos, endpos)

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
    """A pattern for the end of a text (it ends in `$`), tried only where the last two characters of the text fit.

    Where not every match reaches to the end of the text, it is as good as a scanner.

    >>> before = Ending("(?:约|超过?)$")
    >>> before.search("案件约"), before.search("案件数")
    (<re.Match object; span=(2, 3), match='约'>, None)
    """

    __slots__ = ("_fits", "_scanner", "last")

    def __init__(self, pattern: str) -> None:
        self._scanner = Scanner(pattern)
        self.last, before = _ends(parser.parse(pattern))
        fitting = f"[{before}][{self.last}]" if before else f"(?s:.?)[{self.last}]"
        self._fits = re.compile(f"{fitting}|(?s:.?)\n").match if self.last else None  # $ stands before a last line end, too

    @property
    def is_selective(self) -> bool:
        """Whether it is told what the text must end with."""
        return self._fits is not None

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        if self._fits is not None and self._fits(text[-2:]) is None:
            return None
        return self._scanner.search(text)


class Needing:
    """A pattern that is looked for only in texts with what every match has: that item of it which fewest characters begin.

    >>> behind = Needing("[一-龥]{2}(?:跟不上|赶不上)[一-龥]{2}")
    >>> behind.search("装卸作业早已跟不上船期"), behind.search("装卸作业早已赶在船期之前") is None
    (<re.Match object; span=(4, 11), match='早已跟不上船期'>, True)
    """

    __slots__ = ("_needed", "_scanner")

    def __init__(self, pattern: str) -> None:
        needed = _starts(rarest_of(parser.parse(pattern)))
        self._scanner = Scanner(pattern)
        self._needed = needed.search if needed else None

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        if self._needed is not None and self._needed(text) is None:
            return None
        return self._scanner.search(text)


class Either:
    """Whether one of several patterns stands in a text; those for its beginning and its end are asked there alone.

    >>> lead_in = Either(["^下一步.*法治", "(?:问题|不足)(?:如下)?$"])
    >>> [lead_in.stands_in(text) for text in ("下一步推进法治", "存在以下问题", "问题较多,下一步推进法治")]
    [True, True, False]
    """

    __slots__ = ("_anywhere", "_beginning", "_endings", "_last")

    def __init__(self, patterns: Iterable[str]) -> None:
        beginning: list[str] = []
        endings: list[Ending] = []
        anywhere: list[Needing] = []
        for pattern in patterns:
            tree = parser.parse(pattern)
            if _ends(tree) != _ANY_END:
                endings.append(Ending(pattern))
            elif _reaches(tree, sre.AT_BEGINNING, 0):
                beginning.append(pattern)
            else:
                anywhere.append(Needing(pattern))
        self._beginning = re.compile("|".join(f"(?:{pattern})" for pattern in beginning) or "(?!)").match
        self._last = re.compile(f"[{''.join(ending.last or '' for ending in endings)}\n]").match  # what one of them can end with
        self._endings, self._anywhere = tuple(endings), tuple(anywhere)

    def stands_in(self, text: str) -> bool:
        """Whether `re.Pattern.search` would find one of them."""
        if self._beginning(text) is not None:
            return True
        if self._last(text[-1:]) is not None and any(ending.search(text) is not None for ending in self._endings):
            return True
        return any(needing.search(text) is not None for needing in self._anywhere)


def _ends(tree: Any) -> tuple[str | None, str | None]:
    """The last character of a text with a match that reaches to its end, and the last but one."""
    last, before, _ = tails_of(tree) if _reaches(tree, sre.AT_END, -1) else (None, None, None)
    return (last, before) if last else _ANY_END


def _reaches(tree: Any, anchor: Any, at: int) -> bool:
    """Whether every match stands at an anchor with its first (`at` is 0) or its last item (-1)."""
    return not tree.state.flags & FLAGS and _stands_at(tree, anchor, at)


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
