"""What a query is asked of: a store whose default graph is the RDF merge of all its graphs, each triple once.

The engine can take all graphs together for the default graph, but it does not merge them: a triple that three reports state is
met three times, a join multiplies that, and what is counted is wrong. So the triples of all graphs stand in the default graph
of a store as well. A store on the disk, which never changes, is filled so: its lines are loaded a second time without the names
of their graphs, which costs it a third of its room once more. One in memory, which may change, is copied when it is asked, and
again after each change. The graphs themselves stay as they are, and what is counted or taken out here is theirs alone.

>>> bench, kind, seat = "<http://e.org/bench>", "<http://e.org/kind>", "<http://e.org/seat>"
>>> store = ox.Store()
>>> for report in ("a", "b"):
...     store.bulk_load(f"{bench} {kind} {seat} <http://e.org/{report}> .".encode(), ox.RdfFormat.N_QUADS)
>>> counted = "SELECT (COUNT(*) AS ?n) { ?thing ?is ?what }"
>>> [row["n"].value for row in store.query(counted, use_default_graph_as_union=True)]
['2']
>>> [row["n"].value for row in ask(store, counted)]
['1']
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

_GRAPH_OF_LINE = re.compile(rb" <[^<>\s]*> \.$", re.MULTILINE)
_BATCH = 50_000  # triples that are written at a time
_AT_ONCE = 8  # opened stores that are remembered
_kept: OrderedDict[int, ox.Store] = OrderedDict()  # by their identity; each is kept, so that it stays one
_copies: list[tuple[ox.Store, int, ox.Store]] = []  # the store in memory that was asked last, what it held, its copy


def merge(store: ox.Store) -> None:
    """Write the triples of all named graphs into the default graph of a store too. Raises OSError."""
    triples = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in _named(store))
    while batch := list(islice(triples, _BATCH)):  # all at once would wait in memory
        store.bulk_extend(batch)


def merge_lines(store: ox.Store, lines: bytes) -> bool:
    """Write the triples of N-Quads, which have been loaded, into the default graph too; much quicker than `merge`.

    False where that is left to `merge`: loading once more makes blank nodes others, and lines may be written otherwise than by
    fazhi. (Where the name of no graph ends a line, its object is taken off, and what is left is no triple.) Raises OSError.

    >>> store = ox.Store()
    >>> merge_lines(store, '<http://e.org/bench> <http://e.org/name> "长凳"@zh <http://e.org/park> .'.encode())  # "bench"
    True
    >>> [str(quad.graph_name) for quad in store]
    ['DEFAULT']
    """
    if b"_:" in lines:
        return False
    try:
        store.bulk_load(_GRAPH_OF_LINE.sub(b" .", lines), ox.RdfFormat.N_TRIPLES)
    except SyntaxError:
        return False
    return True


def keep(store: ox.Store) -> None:
    """Keep in mind that `merge` has been done to a store that nobody changes."""
    _kept[id(store)] = store
    while len(_kept) > _AT_ONCE:
        _kept.popitem(last=False)


def is_merged(store: ox.Store) -> bool:
    """Whether the default graph of a store is known to be the merge of its graphs, and has nothing of its own."""
    return _kept.get(id(store)) is store


def merged(store: ox.Store) -> ox.Store:
    """A store with the same graphs, whose default graph is the merge of all: itself, or a copy in memory of what it holds now."""
    if is_merged(store):
        return store
    held = sum(map(hash, store))
    for asked, then, copy in _copies:
        if asked is store and then == held:
            return copy
    copy = ox.Store()
    copy.bulk_extend(store)
    merge(copy)
    _copies[:] = [(store, held, copy)]
    return copy


def ask(store: ox.Store, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """The answer of a store to a query of SPARQL, with the merge of all graphs for its default graph.

    Raises SyntaxError where the query is none, OSError where the store cannot be read.
    """
    if not is_merged(store) and _graphs(store) < 2:  # nothing is there twice
        return store.query(query, use_default_graph_as_union=True)
    return merged(store).query(query)


def dumped(store: ox.Store) -> bytes:
    """All that the graphs of a store hold, as N-Quads, without what `merge` added."""
    if not is_merged(store):
        return store.dump(format=ox.RdfFormat.N_QUADS) or b""
    return ox.serialize(_named(store), format=ox.RdfFormat.N_QUADS) or b""


def size(store: ox.Store) -> int:
    """How many quads the graphs of a store hold, without what `merge` added."""
    return sum(1 for _ in _named(store)) if is_merged(store) else len(store)


def _named(store: ox.Store) -> Iterator[ox.Quad]:
    for graph in list(store.named_graphs()):
        yield from store.quads_for_pattern(None, None, None, graph)


def _graphs(store: ox.Store) -> int:
    """How many graphs there are, the default one too if it holds anything; not more than two are counted."""
    own = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return sum(1 for _ in islice(own, 1)) + sum(1 for _ in islice(store.named_graphs(), 2))
