"""The parts of a question that depend on what is asked: they stand between comments, so that the file runs as it is.

::

    # asked: report issuer year -> ?r
    { SELECT DISTINCT ?r WHERE { VALUES ?asked_issuer { "" } … } }      the search, in SPARQL
    # end asked

    # if: department
    GRAPH ?g { ?m fz:involves ?sought }
    # end if

A search whose parameters are not given is left out, and so is a part that is of use only with them (`if`) or only without
them (`unless`): they would filter nothing. Where it is known already what a search finds, that stands in its place, as a
list of IRIs, and the engine need not look through all names. What is left is the same question.

>>> text = '''SELECT * {
... # asked: year -> ?r
... { SELECT DISTINCT ?r { VALUES ?asked_year { "" } ?r ?p ?y FILTER(STRSTARTS(STR(?y), ?asked_year)) } }
... # end asked
... ?r dcterms:title ?title }'''
>>> [part.text for part in parts(text, asked=())]
['SELECT * {\\n', '?r dcterms:title ?title }']
>>> [part.text for part in parts(text, asked={"year"}, found={("year",): ["http://e.org/r"]})]
['SELECT * {\\n', 'VALUES ?r { <http://e.org/r> }\\n', '?r dcterms:title ?title }']
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

_SEARCH = re.compile(r"^[ ]*# asked: ([\w ]+?) -> ([?$]\w+)\n(.*?)^[ ]*# end asked\n", re.MULTILINE | re.DOTALL)
_IF = re.compile(r"^[ ]*# (if|unless): ([\w ]+?)\n(.*?)^[ ]*# end \1\n", re.MULTILINE | re.DOTALL)

Found = Mapping[tuple[str, ...], Sequence[str]]
"""The IRIs that the searches of a question find, each by its parameters."""


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a query: of the question's own, or, where `is_list`, terms that were put into it."""

    text: str
    is_list: bool = False


def searches(query: str) -> list[tuple[str, ...]]:
    """The parameters of each search of a question, each once."""
    return list(dict.fromkeys(tuple(match[1].split()) for match in _SEARCH.finditer(query)))


def parts(query: str, *, asked: Collection[str], found: Found | None = None) -> list[Text]:
    """The pieces of a query that are left where these parameters are given, with what is found already."""

    def kept(match: re.Match[str]) -> str:
        """The text of a condition that holds, else nothing."""
        return match[3] if bool(set(match[2].split()) & set(asked)) is (match[1] == "if") else ""

    # in this order: a part may have searches in it
    left, pieces, place = _IF.sub(kept, query), list[Text](), 0
    for match in _SEARCH.finditer(left):
        names = tuple(match[1].split())
        pieces.append(Text(left[place : match.start()]))
        if not set(names) & set(asked):
            pass
        elif found is not None and names in found:
            pieces.append(Text(f"VALUES {match[2]} {{ {' '.join(map(_term, found[names]))} }}\n", is_list=True))
        else:
            pieces.append(Text(match[3]))
        place = match.end()
    pieces.append(Text(left[place:]))
    return [piece for piece in pieces if piece.text]


def _term(iri: str) -> str:
    """An IRI as SPARQL writes it."""
    import pyoxigraph as ox

    return str(ox.NamedNode(iri))
