"""Sorted N-Quads lines, which all exporters read: the terms in them, and the subjects they tell of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from fazhi.store.merging import dumped
from fazhi.vocabulary import FZ, RDF, SKOS

_ESCAPE = re.compile(r'\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|([tbnrf"\\]))')
_CHARS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "\\": "\\"}
_TYPE = f"<{RDF.type}>"
_REPORT_TYPE = f" {_TYPE} <{FZ.Report}> "
_RELATIVE = re.compile("[a-z]+/[^:%]*[^:/%]$")  # a colon could end a prefix, and some readers decode what has a percent sign

CLASSES = (
    FZ.Report, FZ.Section, FZ.Measure, FZ.Shortcoming, FZ.Cause, FZ.Observation, RDF.Statement, FZ.Evidence,
    FZ.Department, FZ.Regulation, FZ.Mechanism, FZ.Indicator, FZ.Unit, SKOS.Concept,
)  # fmt: skip
"""The classes in the order in which a reader wants to meet them; those of one report alone come first."""

_RANKS = {f"<{cls}>": rank for rank, cls in enumerate(CLASSES)}
_SHARED = CLASSES.index(FZ.Department)  # the rank from which on things are shared by reports


def of_store(store: ox.Store) -> list[str]:
    """All quads of a store, as sorted N-Quads lines."""
    return sorted(dumped(store).decode("utf-8").split("\n")[:-1])


def split(line: str) -> tuple[str, str, str, str]:
    """Subject, predicate, object and graph of a line, as they are written there.

    >>> split('<http://e.org/a> <http://e.org/b> "法 治"@zh <http://e.org/g> .')
    ('<http://e.org/a>', '<http://e.org/b>', '"法 治"@zh', '<http://e.org/g>')
    """
    subject, predicate, rest = line.split(" ", 2)
    value, graph, _ = rest.rsplit(" ", 2)
    return subject, predicate, value, graph


def graph_of(line: str) -> str:
    """The name of the graph that a line belongs to, as it is written there.

    >>> graph_of('<http://e.org/a> <http://e.org/b> "法 治"@zh <http://e.org/g> .')
    '<http://e.org/g>'
    """
    return line[line.rindex(" ", 0, -2) + 1 : -2]


def unescape(text: str) -> str:
    """The characters that a literal between its quotation marks stands for."""
    return _ESCAPE.sub(_char, text) if "\\" in text else text


def _char(match: re.Match[str]) -> str:
    short = match[3]
    return _CHARS[short] if short else chr(int(match[1] or match[2], 16))


def value(term: str) -> str:
    """The text of a literal, or the IRI itself, without language and type.

    >>> value('"5.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'), value("<http://e.org/a>")
    ('5.5', 'http://e.org/a')
    """
    return unescape(term[1 : term.rindex('"')]) if term[0] == '"' else term.strip("<>")


def base_of(lines: Iterable[str]) -> str:
    """The IRI below which the instances live, as the first report tells it; empty where no relative IRIs can be used."""
    for line in lines:
        if _REPORT_TYPE in line:
            base, found, _ = split(line)[0][1:].partition("/report/")
            return f"{base}/" if found and "://" in base and not re.search("[?#]", base) else ""
    return ""


def below(base: str, iri: str) -> str | None:
    """An IRI as a relative one, where every reader makes the same of it again; else None.

    >>> below("https://e.org/", "https://e.org/unit/件"), below("https://e.org/", "https://e.org/unit//:")
    ('unit/件', None)
    """
    rest = iri[len(base) :] if base and iri.startswith(base) else ""
    return rest if _RELATIVE.match(rest) and "//" not in rest else None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is said of one subject: terms as they are written, by predicate; the order is that of the lines."""

    term: str
    graphs: tuple[str, ...]
    values: dict[str, list[str]] = field(hash=False)

    @property
    def rank(self) -> int:
        """The place of its class among `CLASSES`."""
        return min((_RANKS.get(cls, len(CLASSES)) for cls in self.values.get(_TYPE, ())), default=len(CLASSES))

    @property
    def place(self) -> tuple[str, int, str]:
        """What to sort by: report after report, the classes in order, numbers by their size; then what reports share."""
        rank = self.rank
        return "" if rank >= _SHARED else self.graphs[0], rank, _padded(self.term)


_NUMBER = re.compile(r"(\d+)")


def _padded(term: str) -> str:
    """A term whose numbers have so many digits that they are sorted by their size."""
    pieces = _NUMBER.split(term)
    pieces[1::2] = [number.rjust(12, "0") for number in pieces[1::2]]
    return "".join(pieces)


def subjects(lines: Iterable[str]) -> Iterator[Subject]:
    """The subjects of sorted lines, one after the other; a value that several graphs tell is there once."""
    last = ""
    graphs: set[str] = set()
    values: dict[str, list[str]] = {}
    for line in lines:
        term, predicate, rest = line.split(" ", 2)
        found, graph, _ = rest.rsplit(" ", 2)
        if term != last:
            if last:
                yield Subject(last, tuple(sorted(graphs)), values)
            last, graphs, values = term, set(), {}
        graphs.add(graph)
        if predicate not in values:
            values[predicate] = [found]
        elif values[predicate][-1] != found:  # the same of several graphs stands together
            values[predicate].append(found)
    if last:
        yield Subject(last, tuple(sorted(graphs)), values)


def in_reading_order(lines: Iterable[str]) -> list[Subject]:
    """The subjects as a reader wants to meet them (see `Subject.place`), what reports share at the end."""
    return sorted(subjects(lines), key=lambda subject: (not subject.place[0], subject.place))
