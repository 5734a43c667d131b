"""The things of a corpus on the disk: by their IRIs, like a dictionary, and few of them in memory at a time."""

from __future__ import annotations

import marshal
import sqlite3
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Mapping

from fazhi.corpus.views import Thing

_HELD = 500  # things that are held, because they are asked for again and again


class Shelf(Mapping[str, Thing]):
    """Things by IRI, in the order of these. What is got is to be read: a change is not kept.

    >>> shelf = Shelf()
    >>> shelf.put(Thing("http://e.org/件", "Unit", "件"))  # a counting word, "case"
    >>> shelf["http://e.org/件"].name, len(shelf), "http://e.org/起" in shelf
    ('件', 1, False)
    """

    def __init__(self) -> None:
        self._file = sqlite3.connect("", check_same_thread=False)  # a temporary file, which goes with this object
        weakref.finalize(self, self._file.close)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("CREATE TABLE thing (iri TEXT PRIMARY KEY, told BLOB NOT NULL) WITHOUT ROWID")
        self._held: OrderedDict[str, Thing | None] = OrderedDict()

    def put(self, thing: Thing) -> None:
        """Lay a thing on the shelf."""
        rest = (thing.kind, thing.name, thing.aliases, thing.codes, thing.number, thing.reports, thing.above, thing.evidence)
        self._file.execute("INSERT OR REPLACE INTO thing VALUES (?, ?)", (thing.iri, marshal.dumps(rest)))
        self._held.pop(thing.iri, None)

    def __getitem__(self, iri: str) -> Thing:
        if iri in self._held:
            found = self._held[iri]
            self._held.move_to_end(iri)
        else:
            row = self._file.execute("SELECT told FROM thing WHERE iri = ?", (iri,)).fetchone()
            found = self._held[iri] = None if row is None else Thing(iri, *marshal.loads(row[0]))
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        if found is None:
            raise KeyError(iri)
        return found

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._file.execute("SELECT iri FROM thing ORDER BY iri"))

    def __len__(self) -> int:
        found: int = self._file.execute("SELECT count(*) FROM thing").fetchone()[0]
        return found
