"""The names of what a store knows, kept beside it: which things have a text in their name.

A store finds a name by all of its characters, not by some: for a part of one it would have to read every name of every
report. So the distinct names are written down once, when a store is filled, in a small SQLite file of its folder; a store
in memory, or one without such a file, is read for them. The names are those of all reports, and those that `fazhi link`
states of things that are one.

>>> from fazhi.store import in_memory
>>> tail = "<http://e.org/g> ."
>>> kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/fazhi/ontology#Department>"
>>> name = '<http://www.w3.org/2004/02/skos/core#prefLabel> "柳溪县司法局"@zh'  # the justice bureau of a county
>>> store = in_memory([f"<http://e.org/d> {kind} {tail}", f"<http://e.org/d> {name} {tail}"])
>>> having(store, "department", "司法"), known(store, "department"), having(store, "department", "公安")
(['http://e.org/d'], ['柳溪县司法局'], [])
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from fazhi.errors import StoreError
from fazhi.vocabulary import DCTERMS, FZ, OWL, RDF, RDFS, SKOS

FILE = "fazhi.names-1"
_AT_ONCE = 8  # opened stores whose files are remembered
_beside: OrderedDict[int, tuple[ox.Store, Path]] = (
    OrderedDict()
)  # by the identity of the store, which is kept so that it stays one

_TYPED = "{ SELECT DISTINCT ?node { GRAPH ?a { ?node <%s> <%s> } } }"


def _of(kind: str, *names: str) -> tuple[str, ...]:
    # a pattern for each name, and no path of alternatives: some engines would follow it graph by graph
    return tuple(f"{_TYPED % (RDF.type, kind)} GRAPH ?b {{ ?node <{name}> ?name }}" for name in names)


_ISSUED = f"{{ SELECT DISTINCT ?node ?body {{ GRAPH ?a {{ ?node <{FZ.issuer}> ?body }} }} }}"
PATTERNS = {
    "department": _of(FZ.Department, SKOS.prefLabel, SKOS.altLabel),
    "regulation": _of(FZ.Regulation, SKOS.prefLabel, SKOS.altLabel),
    "mechanism": _of(FZ.Mechanism, SKOS.prefLabel, SKOS.altLabel),
    "indicator": (
        *_of(FZ.Indicator, SKOS.prefLabel),
        f"GRAPH ?a {{ ?node <{SKOS.exactMatch}> ?series . ?series <{SKOS.prefLabel}> ?name }}",
    ),
    "shortcoming": _of(FZ.Shortcoming, RDFS.label),
    "point": (*_of(FZ.Measure, RDFS.label), *_of(FZ.Cause, RDFS.label)),
    "report": tuple(
        f"GRAPH ?a {{ ?node <{RDF.type}> <{FZ.Report}> ; <{name}> ?name }}" for name in (DCTERMS.identifier, DCTERMS.title)
    ),
    "issuer": tuple(f"{_ISSUED} GRAPH ?b {{ ?body <{name}> ?name }}" for name in (SKOS.prefLabel, SKOS.altLabel)),
    "year": (f"GRAPH ?a {{ ?node <{RDF.type}> <{FZ.Report}> ; <{FZ.reportingYear}> ?name }}",),
}
"""How the names of each kind are written down: patterns of SPARQL, each of which gives ?node and ?name."""

QUOTES = "“”'"
"""Quotation marks, which do not count in names of mechanisms."""
_NO_QUOTES = str.maketrans("", "", QUOTES)
_THINGS = ("department", "regulation", "mechanism", "indicator", "shortcoming", "point")
KINDS = frozenset({*PATTERNS, "thing"})
"""What can be looked for; things are departments, regulations, mechanisms, indicators, shortcomings, measures and causes."""


def having(store: ox.Store, kind: str, text: str) -> list[str]:
    """The IRIs of what has a text in one of its names, whatever its case, in order.

    For `issuer` and `year` it is the reports that are found, by the names of who issued them, and by the beginning of their
    year; a thing is found by its IRI too. KeyError where there is no such kind.
    """
    sought, file = text.lower(), _file(store)
    itself = _itself(store, text) if kind == "thing" else set[str]()
    if file is not None:
        place = "= 1" if kind == "year" else "> 0"
        return sorted(itself | {node for (node,) in _rows(file, "SELECT node", kind, f"AND instr(text, ?) {place}", sought)})
    named = ((part, name, node) for part in kinds(kind) for name, node in _gathered(store, part))
    return sorted(itself | {node for part, name, node in named if fits(part, name, text)})


def fits(kind: str, name: str, text: str) -> bool:
    """Whether a name has a text in it, whatever its case; a year, whether it begins with it.

    >>> fits("mechanism", "“板凳议事”机制", "板凳议事机制")  # quotation marks do not count in the name of a mechanism
    True
    """
    has = str.startswith if kind == "year" else str.__contains__
    return any(has(spelt, text.lower()) for spelt in _spelt(kind, name))


def _spelt(kind: str, name: str) -> set[str]:
    """How a name is looked for: whatever its case, and that of a mechanism also without its quotation marks."""
    text = name.lower()
    return {text, text.translate(_NO_QUOTES)} if kind == "mechanism" else {text}


def _itself(store: ox.Store, text: str) -> set[str]:
    """The thing that has a text for its IRI, and those that are one with it."""
    try:
        node = ox.NamedNode(text)
    except ValueError:
        return set()
    same = ox.NamedNode(OWL.sameAs)
    one = (quad.object for quad in store.quads_for_pattern(node, same, None))
    other = (quad.subject for quad in store.quads_for_pattern(None, same, node))
    return {text, *(found.value for found in (*one, *other) if isinstance(found, ox.NamedNode))}


def known(store: ox.Store, kind: str) -> list[str]:
    """All names of a kind, in the order of their characters."""
    file = _file(store)
    if file is None:
        return sorted({name for part in kinds(kind) for name, _ in _gathered(store, part)})
    return sorted({name for (name,) in _rows(file, "SELECT DISTINCT coalesce(name, text)", kind)})


def kinds(kind: str) -> tuple[str, ...]:
    """The kinds that one is made of, each with its patterns: things are of several."""
    return _THINGS if kind == "thing" else (kind,)


def _gathered(store: ox.Store, kind: str) -> Iterator[tuple[str, str]]:
    """The names of a kind, each with what bears it, from the store itself."""
    for pattern in PATTERNS[kind]:
        solutions = store.query(f"SELECT DISTINCT ?node (STR(?name) AS ?text) {{ {pattern} }}")
        assert isinstance(solutions, ox.QuerySolutions)
        for solution in solutions:
            node, text = solution["node"], solution["text"]
            if isinstance(node, ox.NamedNode) and isinstance(text, ox.Literal):
                yield text.value, node.value


# ------------------------------------------------------------------ the file


def write_names(store: ox.Store, folder: Path) -> None:
    """Write the names of a store into its folder. Raises StoreError where the file cannot be written."""
    try:
        with closing(sqlite3.connect(folder / FILE)) as file:
            file.execute("PRAGMA journal_mode = OFF")
            file.execute(
                "CREATE TABLE name (kind TEXT, text TEXT, node TEXT, name TEXT, PRIMARY KEY (kind, text, node)) WITHOUT ROWID"
            )
            for kind in PATTERNS:
                rows = sorted((text, node, name) for name, node in _gathered(store, kind) for text in _spelt(kind, name))
                file.executemany(
                    "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)",
                    ((kind, text, node, None if text == name else name) for text, node, name in rows),
                )
            file.commit()
    except sqlite3.Error as error:
        raise StoreError(
            f"{folder / FILE}: the names of the store cannot be written: {error}; make room, and build again"
        ) from error


def remember(store: ox.Store, folder: Path) -> None:
    """Keep in mind in which folder an opened store has its names."""
    if (folder / FILE).is_file():
        _beside[id(store)] = (store, folder / FILE)
        while len(_beside) > _AT_ONCE:
            _beside.popitem(last=False)


def _file(store: ox.Store) -> Path | None:
    found = _beside.get(id(store))
    return found[1] if found is not None and found[0] is store and found[1].is_file() else None


def _rows(file: Path, select: str, kind: str, condition: str = "", *values: str) -> list[tuple[str]]:
    parts = kinds(kind)
    marks = ", ".join("?" * len(parts))
    with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro&immutable=1", uri=True)) as opened:
        with suppress(sqlite3.Error):
            opened.execute("PRAGMA mmap_size = 268435456")
        return opened.execute(f"{select} FROM name WHERE kind IN ({marks}) {condition}", (*parts, *values)).fetchall()
