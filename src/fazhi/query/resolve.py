"""What the searches of a question find, before it is asked: so that the question itself looks through no names.

A store on the disk has its names beside it (`fazhi.store.names`), one in memory is read for them, as is a dataset of rdflib,
and a server is asked for what fits, by small queries. Where a server has very many, or its answer would be too long a list,
the search stays in the question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from fazhi.query.parameters import Value, literal
from fazhi.query.parts import Found, searches
from fazhi.query.questions import Question
from fazhi.store.names import PATTERNS, QUOTES, fits, having, kinds
from fazhi.store.remote.client import Remote

if TYPE_CHECKING:
    from rdflib import Dataset

_MOST = 1000  # IRIs that a server is given in a list


def resolved(store: ox.Store | Remote | Dataset, asked: Question, given: Mapping[str, Value]) -> Found:
    """The IRIs that fit all of the parameters of each search, by these parameters."""
    found: dict[tuple[str, ...], list[str]] = {}
    for names in searches(asked.sparql):
        fit: set[str] | None = None
        for name in names:
            if given.get(name):
                some = _having(store, name, str(given[name]))
                if some is None:
                    fit = None
                    break
                fit = some if fit is None else fit & some
        if fit is not None:
            found[names] = sorted(fit)
    return found


def _having(store: ox.Store | Remote | Dataset, kind: str, text: str) -> set[str] | None:
    """The IRIs of what has a text in its name; None where a server has too many, or a thing is asked for by its IRI."""
    if isinstance(store, ox.Store):
        return set(having(store, kind, text))
    if kind == "thing" and "://" in text:
        return None
    if not isinstance(store, Remote):
        return _in_dataset(store, kind, text)
    found: set[str] = set()
    for part in kinds(kind):
        for pattern in PATTERNS[part]:
            rows = store.select(f"SELECT DISTINCT ?node {{ {pattern} FILTER({_fits(part, text)}) }} LIMIT {_MOST + 1}")
            found.update(row[0] for row in rows)
            if len(found) > _MOST:
                return None
    return found


def _in_dataset(dataset: Dataset, kind: str, text: str) -> set[str]:
    from fazhi.query.dataset import solutions

    named = (
        (part, row)
        for part in kinds(kind)
        for pattern in PATTERNS[part]
        for row in solutions(dataset, f"SELECT DISTINCT ?node ?name {{ {pattern} }}")
    )
    return {str(node) for part, (node, name) in named if fits(part, str(name), text)}


def _fits(kind: str, text: str) -> str:
    """The condition that a name has a text in it, as `having` takes it."""
    name, sought = "STR(?name)", literal(text.lower())
    if kind == "year":
        return f"STRSTARTS({name}, {sought})"
    if kind == "mechanism":
        name = f'CONCAT({name}, " ", REPLACE({name}, "[{QUOTES}]", ""))'
    return f"CONTAINS(LCASE({name}), {sought})"
