"""Alternations of many words or patterns as regular expressions that are quick.

The `re` module tries the branches of an alternation one after another; with some hundred Chinese words that begin with
as many characters this is most of the time a search takes. Here many branches are laid out as a tree, in which a look
at the next character decides between four groups of them. What is matched stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

_WAYS = 4  # groups of one decision; with 3 to 5 the search was quickest
_FEW = 32  # branches that are tried one after another: a class of Chinese characters takes longer to compile than it saves
_SPECIAL = frozenset(".^$*+?{}[]\\|()")
_REPEATS = frozenset("*+?{")

Branch = tuple[str, str]  # the character that begins it, and the pattern as a whole


def any_word(words: Iterable[str]) -> str:
    """A regular expression for the longest of some literal words; common beginnings are shared.

    >>> any_word(["区委", "区", "区政府"])  # "district (Party committee, government)"
    '区(?:委|政府)?'
    >>> re.findall(any_word("甲乙丙丁戊己"), "丁戊")
    ['丁', '戊']
    """
    written = _written(sorted(set(words) - {""}))
    return written or "(?!)"


def _written(words: Sequence[str]) -> str:
    return _tree([(first, re.escape(first) + _rest([word[1:] for word in group])) for first, group in groupby(words, _first)])


def _first(word: str) -> str:
    return word[0]


def _rest(endings: Sequence[str]) -> str:
    """What follows a common beginning; an empty ending makes the others optional."""
    longer = [ending for ending in endings if ending]
    if not longer:
        return ""
    inner = _written(longer)
    if len(longer) == len(endings):
        return inner
    return f"{inner}?" if inner.startswith("(?:") or len(inner) == 1 else f"(?:{inner})?"


def any_of(patterns: Iterable[str]) -> str:
    """A regular expression for any of some patterns, the longer tried first.

    >>> any_of(["共", "共计"])  # "in all"
    '(?:共(?:计|))'
    >>> any_of(["[0-9]+", "共计"])
    '(?:[0-9]+|共计)'
    """
    ordered = sorted(set(patterns), key=lambda pattern: (-len(pattern), pattern))
    runs: list[str] = []
    for plain, run in groupby(ordered, _begins_plainly):
        found = list(run)
        runs += [_by_beginning(found)] if plain else found
    return f"(?:{'|'.join(runs)})" if runs else "(?!)"


def _by_beginning(patterns: Sequence[str]) -> str:
    """Patterns that begin with a literal character, in their order where that is the same."""
    endings: dict[str, list[str]] = {}
    for pattern in patterns:
        endings.setdefault(pattern[0], []).append(pattern[1:])
    branches = [(first, first + (f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0])) for first, rests in endings.items()]
    return _tree(branches)


def _begins_plainly(pattern: str) -> bool:
    """Does every match of a pattern begin with the same literal character?

    >>> [_begins_plainly(p) for p in ("共(?:计|有)", "共?计", "[共总]计", "共|总", "共(?=计|有)")]
    [True, False, False, False, True]
    """
    if not pattern or pattern[0] in _SPECIAL or pattern[1:2] in _REPEATS:
        return False
    depth, inside, skip = 0, False, False
    for character in pattern:
        if skip:
            skip = False
        elif character == "\\":
            skip = True
        elif inside:
            inside = character != "]"
        elif character == "[":
            inside = True
        elif character == "|" and depth == 0:
            return False
        else:
            depth += (character == "(") - (character == ")")
    return True


def _tree(branches: Sequence[Branch]) -> str:
    """Branches with different beginnings, so laid out that few of them are tried."""
    if not branches:
        return ""
    if len(branches) == 1:
        return branches[0][1]
    if len(branches) <= _FEW:
        return f"(?:{'|'.join(pattern for _, pattern in branches)})"
    size = -(-len(branches) // _WAYS)
    groups = [branches[i : i + size] for i in range(0, len(branches), size)]
    return f"(?:{'|'.join(_guarded(group) for group in groups)})"


def _guarded(branches: Sequence[Branch]) -> str:
    if len(branches) == 1:
        return branches[0][1]
    return f"(?=[{''.join(re.escape(first) for first, _ in branches)}]){_tree(branches)}"
