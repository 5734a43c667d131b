"""The names that a graph has, for those who ask with a part of one: what is near, and what fits too many."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import pyoxigraph as ox

from fazhi.query.parameters import Value
from fazhi.query.questions import Question
from fazhi.query.results import Result
from fazhi.store.names import PATTERNS, known
from fazhi.store.remote.client import Remote
from fazhi.vocabulary import THEMES

_NAMED = ("department", "regulation", "mechanism", "indicator", "issuer", "report", "shortcoming")
_MANY_NAMES, _MANY_ROWS, _SHOWN = 8, 50, 5


def names(store: ox.Store | Remote, parameter: str) -> list[str]:
    """All names that the value of a parameter may be a part of, in the order of their characters; none for other parameters.

    >>> from fazhi.store import in_memory
    >>> names(in_memory(), "department"), names(in_memory(), "theme")[:2]
    ([], ['capacity', 'decision'])
    """
    if parameter == "theme":
        return sorted([*THEMES, *(theme.zh for theme in THEMES.values())])
    if parameter not in _NAMED:
        return []
    if not isinstance(store, Remote):
        return known(store, parameter)
    queries = (f"SELECT DISTINCT (STR(?name) AS ?text) {{ {pattern} }}" for pattern in PATTERNS[parameter])
    return sorted({row[0] for query in queries for row in store.select(query)})


def near(value: str, known: list[str]) -> list[str]:
    """The names most like a value: those that share most of its characters in order.

    >>> near("司法居", ["区司法局", "县公安局", "区教育局"])  # a justice bureau, misspelt
    ['区司法局']
    >>> near("enforcment", ["enforcement", "decision"]), near("foo", ["enforcement", "decision"])
    (['enforcement'], [])
    """
    words = value.lower()
    piece = 3 if words.isascii() else 2  # two letters are shared by chance

    def likeness(name: str) -> float:
        """The share of the words, from 0 to 1, that stands in a name in pieces of two characters, or three letters, or more."""
        found = difflib.SequenceMatcher(None, words, name.lower(), autojunk=False)
        return sum(block.size for block in found.get_matching_blocks() if block.size >= piece) / max(1, len(words))

    ranked = sorted(((likeness(name), -len(name), name) for name in known), reverse=True)
    return [name for score, _, name in ranked[:_SHOWN] if score >= 0.5]


def hints(store: ox.Store | Remote, asked: Question, given: Mapping[str, Value | None], found: Result) -> list[str]:
    """What helps who asked with names and got nothing, or very much; nothing where the answer speaks for itself."""
    texts = {name: str(value) for name, value in given.items() if value and asked.parameter(name).type == "text"}
    told = []
    fits: dict[str, list[str]] = {}
    for name, value in texts.items():
        there = names(store, name)
        fits[name] = [label for label in there if value.lower() in label.lower()]
        if not there:
            continue
        if not fits[name]:
            close = near(value, there)
            told.append(f"--{name} {value}: {_missing(name, close, there)}")
        elif len(fits[name]) > _MANY_NAMES and len(found) > _MANY_ROWS:
            shown = ", ".join(fits[name][:_SHOWN])
            told.append(
                f"--{name} {value}: {len(fits[name])} names have this in them ({shown}, …); give more of the name for fewer rows"
            )
    if not found and not told and len([value for value in given.values() if value]) > 1:
        told.append("nothing has all of this together; leave one of the parameters out")
    return told


def _missing(name: str, close: list[str], there: list[str]) -> str:
    """That nothing has the value of a parameter in its name, and what there is instead."""
    if name == "theme":
        return f"no theme has this in its code or name; {'near it are ' if close else 'give one of '}{', '.join(close or THEMES)}"
    rest = f"near it are {', '.join(close)}" if close else f"there are {len(there)} names, such as {', '.join(there[:_SHOWN])}"
    return f"no name in the graph has this in it; {rest}"
