"""What the searches of a question find, before it is asked: so that the question itself looks through no names.

A store on the disk has its names beside it (`fazhi.store.names`), one in memory is read for them, and a server is asked for
what fits, by small queries. Where a server has very many, or its answer would be too long a list, the search stays in
the question.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from fazhi.query.parameters import Value, literal
from fazhi.query.parts import Found, searches
from fazhi.query.questions import Question
from fazhi.store.names import PATTERNS, QUOTES, having, kinds
from fazhi.store.remote.client import Remote

_MOST = 1000  # IRIs that a server is given in a list


def resolved(store: ox.Store | Remote, asked: Question, given: Mapping[str, Value]) -> Found:
    """The IRIs that fit all of the parameters of each search, by these parameters."""
    found: dict[tuple[str, ...], list[str]] = {}
    for names in searches(asked.sparql):
        fits: set[str] | None = None
        for name in names:
            if given.get(name):
                some = _having(store, name, str(given[name]))
                if some is None:
                    fits = None
                    break
                fits = some if fits is None else fits & some
        if fits is not None:
            found[names] = sorted(fits)
    return found


def _having(store: ox.Store | Remote, kind: str, text: str) -> set[str] | None:
    """The IRIs of what has a text in its name; None where a server has too many, or a thing is asked for by its IRI."""
    if not isinstance(store, Remote):
        return set(having(store, kind, text))
    if kind == "thing" and "://" in text:
        return None
    found: set[str] = set()
    for part in kinds(kind):
        for pattern in PATTERNS[part]:
            rows = store.select(f"SELECT DISTINCT ?node {{ {pattern} FILTER({_fits(part, text)}) }} LIMIT {_MOST + 1}")
            found.update(row[0] for row in rows)
            if len(found) > _MOST:
                return None
    return found


def _fits(kind: str, text: str) -> str:
    """The condition that a name has a text in it, as `having` takes it."""
    name, sought = "STR(?name)", literal(text.lower())
    if kind == "year":
        return f"STRSTARTS({name}, {sought})"
    if kind == "mechanism":
        name = f'CONCAT({name}, " ", REPLACE({name}, "[{QUOTES}]", ""))'
    return f"CONTAINS(LCASE({name}), {sought})"
