"""What is remembered from one graph to the next: nodes that reports share, and the names of what relations across reports join.

Both wait on the disk, so that memory does not grow with the corpus.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from fazhi.disk.aside import Aside
from fazhi.disk.sorting import in_order
from fazhi.export.told import Attributes, ends_of, is_reified

_Row = tuple[str, int, str, str]
_TEXTS = ("report", "aliases", "kind", "documentNumber")


class Labels:
    """The labels of the nodes that relations across reports may join; all others are passed over."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", check_same_thread=False)  # a temporary file, which goes with this object
        weakref.finalize(self, self._file.close)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("CREATE TABLE wanted (term TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID")

    def want(self, lines: Iterable[str]) -> bool:
        """Take note of what the lines of a graph across reports join; whether they are a list of plain relations."""
        plain = True

        def rows() -> Iterator[tuple[str]]:
            """The terms that are to be looked up, one in a row, as the statement takes them."""
            nonlocal plain
            for line in lines:
                plain = plain and not is_reified(line)
                yield from ((term,) for term in ends_of(line))

        self._file.executemany("INSERT OR IGNORE INTO wanted (term) VALUES (?)", rows())
        return plain

    def name(self, labels: Mapping[str, str]) -> None:
        """Remember the labels of nodes, by their terms, where they are wanted."""
        rows = ((label, term) for term, label in labels.items())
        self._file.executemany("UPDATE wanted SET label = ? WHERE term = ?", rows)

    def of(self, lines: Iterable[str]) -> dict[str, str]:
        """The labels, as far as they are known, of what the lines of a graph join."""
        found = {}
        for term in {term: None for line in lines for term in ends_of(line)}:
            row = self._file.execute("SELECT label FROM wanted WHERE term = ? AND label IS NOT NULL", (term,)).fetchone()
            if row is not None:
                found[term] = row[0]
        return found


class Joined:
    """Nodes that several reports tell of: each is given once, with what all of them tell, in the order of the first.

    >>> joined = Joined()
    >>> for report, year in (("a", 2023), ("b", 2022)):
    ...     joined.add({"id": "e:法", "report": report, "year": year, "confidence": 0.9})
    >>> list(joined.nodes())
    [{'id': 'e:法', 'report': 'a; b', 'year': 2022, 'confidence': 0.9, 'years': '2022; 2023'}]
    """

    def __init__(self) -> None:
        self._told = Aside[_Row]()

    def add(self, node: Attributes) -> None:
        """Take in what one report tells of a node."""
        self._told.append((str(node["id"]), len(self._told), "", json.dumps(node)))

    def nodes(self) -> Iterator[Attributes]:
        """The nodes, in the order in which they were told of first."""
        return (json.loads(row[3]) for row in in_order(self._each_once()))

    def _each_once(self) -> Iterator[_Row]:
        for _, rows in groupby(in_order(self._told), key=lambda row: row[0]):
            numbered = ((number, json.loads(told)) for _, number, _, told in rows)
            first, told = next(numbered)
            node = _Node(told)
            for _, told in numbered:
                node.add(told)
            yield "", first, "", json.dumps(node.merged())


class _Node:
    """A node of several reports: what the first of them tells, and what of the others is joined to it."""

    __slots__ = ("joined", "node", "years")

    def __init__(self, node: Attributes) -> None:
        self.node = node
        self.joined: dict[str, set[str]] = {}
        self.years: set[int] = set()

    def add(self, node: Attributes) -> None:
        """Add what one more report tells: its name, its year, other names; the quote of the first report stays."""
        for name, found in node.items():
            if name in _TEXTS and name in self.node:
                self.joined.setdefault(name, {str(self.node[name])}).add(str(found))
            elif name == "year":
                self.years.add(int(found))
            self.node.setdefault(name, found)
        self.node["confidence"] = max(float(self.node["confidence"]), float(node["confidence"]))

    def merged(self) -> Attributes:
        """The attributes, what is joined in the order of its characters."""
        for name, told in self.joined.items():
            self.node[name] = "; ".join(sorted({one for text in told for one in text.split("; ")}))
        if self.years:
            years = sorted({*self.years, int(self.node["year"])})
            self.node["year"] = years[0]
            if len(years) > 1:
                self.node["years"] = "; ".join(map(str, years))
        return self.node
