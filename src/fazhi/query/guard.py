"""What a query may not do: change the graph, or reach for the network.

The engine follows `SERVICE` to any address, and has no switch against it. So a query that has such a clause is
refused before it runs. The clause is looked for in the text as it stands, strings and comments
included: whoever tries to tell these apart outside the engine's own grammar can be led to see a string where
the engine sees a query. The price is small: a clause in a comment is refused too.

>>> refuse("SELECT * { ?s rdfs:label 'SERVICE' } # SERVICE")
>>> refuse("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
Traceback (most recent call last):
fazhi.errors.QueryError: query, line 1: SERVICE asks another server, ...
"""

from __future__ import annotations

import re

from fazhi.errors import QueryError

_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"})
_GAP = r"(?:\s|\#[^\n\r]*+)*+"
_SERVICE = re.compile(
    rf"(?<![?$])service{_GAP}(?:silent{_GAP})?(?:[?$][^\s{{}}#]++|<[^<>]*+>|[^\s{{}}<>\"#]*:[^\s{{}}]*){_GAP}\{{", re.IGNORECASE
)
_PROLOGUE = re.compile(r"(?:\s|\#[^\n\r]*+|PREFIX\s+[^\s:]*+:\s*+<[^<>]*+>|BASE\s*+<[^<>]*+>)*+([A-Z]++)", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def refuse(query: str) -> None:
    """Raise QueryError where the query is an update, or asks another server."""
    begins = _PROLOGUE.match(query)
    if begins and begins[1].upper() in _UPDATES:
        raise QueryError(
            f"query, line {_line(query, begins.start(1))}: {begins[1].upper()} changes a graph, and queries only ask; begin with "
            "SELECT, ASK, CONSTRUCT or DESCRIBE (`fazhi build` is what changes the graph)"
        )
    # A processor may resolve \u0053 before it looks for words: the text is judged both ways.
    for text in (query, _CODE_POINT.sub(_character, query)):
        if clause := _SERVICE.search(text):
            raise QueryError(
                f"query, line {_line(text, clause.start())}: SERVICE asks another server, and fazhi asks its own store only; "
                "take the clause out (from a comment too), and ask that server itself"
            )


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else " "
