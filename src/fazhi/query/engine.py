"""Asking the store."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from fazhi.errors import QueryError
from fazhi.query.guard import refuse
from fazhi.query.parameters import Value, bind
from fazhi.query.parts import Found
from fazhi.query.prefixes import with_prefixes
from fazhi.query.questions import Question, is_name, question
from fazhi.query.resolve import resolved
from fazhi.query.results import Kind, Result, result, table, without_order
from fazhi.store.merging import ask
from fazhi.store.remote.client import Remote
from fazhi.vocabulary import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def sparql(query: str | Question, parameters: Mapping[str, Value | None] | None = None, *, found: Found | None = None) -> str:
    """The SPARQL that is run for a question or a query with these parameters; it can be given to any store.

    A parameter that is None counts as not given. `found` is what the searches of the question find, where that is known.
    QueryError for an unknown question or parameter, a value that is none, a required parameter that is missing, and what a
    query may not do.
    """
    asked = _meant(query)
    if isinstance(asked, Question):
        refuse(asked.sparql)
        return with_prefixes(bind(asked.sparql, given_of(asked, parameters), inline=True, found=found))
    refuse(asked)
    return with_prefixes(bind(asked, {name: value for name, value in (parameters or {}).items() if value is not None}))


def run(
    store: ox.Store | Remote | Dataset, query: str | Question, parameters: Mapping[str, Value | None] | None = None
) -> Result:
    """Ask the store, or one on a server: a question of the catalogue by its name, or a query as SPARQL.

    A question may be asked of a dataset of rdflib too, whose own engine answers it. The default graph is the merge of all
    graphs, each triple once; a server is asked for the union of all where it can be, and is left to merge it. QueryError
    where the query is at fault, RemoteError where a server refuses it.

    >>> run(ox.Store(), "SELECT (1 + 1 AS ?two) {}").rows
    ((2,),)
    """
    asked = _meant(query)
    if isinstance(asked, Question):
        text = sparql(asked, parameters, found=resolved(store, asked, given_of(asked, parameters)))
        if isinstance(store, Remote):
            return _of_server(store, text)
        text, order = without_order(text, [column.name for column in asked.columns])
        if not isinstance(store, ox.Store):
            return _of_dataset(store, asked, text).sorted(order)
        return result(store.query(text)).sorted(order)  # it looks into the named graphs itself
    text = sparql(asked, parameters)
    if isinstance(store, Remote):
        return _of_server(store, text)
    if not isinstance(store, ox.Store):
        raise QueryError(
            "a dataset of rdflib is asked the questions of the catalogue; give other queries to its own method query"
        )
    try:
        return result(ask(store, text))
    except SyntaxError as error:
        raise QueryError(explained(text, str(error))) from error
    except RuntimeError as error:
        raise QueryError(f"query: the engine cannot carry it out: {error}; write it without that") from error


def _of_server(remote: Remote, text: str) -> Result:
    found = remote.query(text, union=True)
    with remote.reading():
        return result(found)


def _of_dataset(dataset: Dataset, asked: Question, text: str) -> Result:
    from fazhi.query.dataset import solutions, term

    columns = tuple(column.name for column in asked.columns)
    return table(Kind.TABLE, columns, [tuple(map(term, row)) for row in solutions(dataset, text)])


def _meant(query: str | Question) -> str | Question:
    """A query, or the question that its name means; QueryError for an empty text, which is neither."""
    if isinstance(query, str) and not query.strip():
        raise QueryError("query: it is empty; give the name of a question (`fazhi query` lists them), or a query in SPARQL")
    return question(query.strip()) if isinstance(query, str) and is_name(query) else query


def given_of(asked: Question, parameters: Mapping[str, Value | None] | None) -> dict[str, Value]:
    """The values of the parameters that are given, as they are bound."""
    given: dict[str, Value] = {
        name: asked.parameter(name).read(value) for name, value in (parameters or {}).items() if value is not None
    }
    for parameter in asked.parameters:
        if parameter.required and parameter.name not in given:
            raise QueryError(
                f"question {asked.name}: it needs the parameter {parameter.name}; "
                f"give --{parameter.name} {parameter.example} or the like"
            )
    return given


def explained(query: str, message: str) -> str:
    """A syntax error with its place, the line itself, and a remedy."""
    found = _PLACE.match(message)
    if not found:
        return f"query: {message}; mend it and ask again"
    number, column, reason = int(found[1]), int(found[2]), found[3]
    lines = query.splitlines() or [""]
    line = lines[min(number, len(lines)) - 1]
    if "Prefix not found" in reason:
        used = re.findall(r"([\w.-]*):[\w.%-]*$", line[: column - 1].rstrip())
        unknown = f"the prefix {used[-1]}: is not declared" if used else "a prefix is not declared"
        return f"query, line {number}: {unknown}; declare it with PREFIX, or use one of {', '.join(f'{p}:' for p in PREFIXES)}"
    before = line[: column - 1].rstrip()[-40:]
    here = f"after {before!r}" if before else "at its beginning"
    return f"query, line {number}, {here}: the query cannot be read on from here; {_expected(reason)}"


def _expected(reason: str) -> str:
    """What the engine would have accepted, as far as it can be said in a few words."""
    words = [word for word in re.findall(r"[A-Z][A-Z_]{2,}|\"[^\"]{1,3}\"", reason) if word != '"_:"']
    kept = sorted(set(words))
    return (
        f"one of {' '.join(kept)} could stand there"
        if 0 < len(kept) <= 6
        else "look for a bracket, a dot or a word left out before it"
    )
