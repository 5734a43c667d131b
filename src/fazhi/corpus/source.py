"""Reports that are read when they are asked for, so that a corpus of any size can be looked through.

One pass over the sorted lines (`open_corpus`) keeps what stands across reports, and of each report no more than its names, its
year, where its lines are, and their digest; `Corpus.full` reads one report as a whole.

>>> from fazhi.pipeline import build_lines
>>> corpus = open_corpus(build_lines(["data/reports"]).lines)
>>> report = next(iter(corpus.reports.values()))
>>> len(report.shortcomings), len(corpus.full(report).shortcomings)
(0, 3)
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from fazhi.corpus.reading import Reader, split, text_of
from fazhi.corpus.shelf import Shelf
from fazhi.corpus.views import Corpus, Report, report_of
from fazhi.disk.merged import Spool, spooled
from fazhi.graph.iris import is_derived
from fazhi.vocabulary import FZ, OA


class Source:
    """The lines of all reports, by report."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self.places: dict[str, list[tuple[int, int]]] = {}
        self.digests: dict[str, str] = {}

    def lines_of(self, report: str) -> Iterator[str]:
        """The sorted lines whose subject belongs to a report."""
        return (line for start, end in self.places.get(report, ()) for line in self._lines[start:end])

    def report(self, iri: str) -> Report:
        """A report with its text, points and figures."""
        reader = Reader()
        for line in self.lines_of(iri):
            reader.read(line)
        return reader.corpus().reports[iri]

    def evidence(self, iri: str) -> tuple[int, str]:
        """The line and the words of an evidence."""
        return int(self._value(iri, FZ.line) or 0), self._value(iri, OA.exact)

    def _value(self, subject: str, predicate: str) -> str:
        begin = f"<{subject}> <{predicate}> "
        for start, end in self.places.get(report_of(subject), ()):
            at = bisect_left(self._lines, begin, start, end)
            if at < end and (line := self._lines[at]).startswith(begin):
                return text_of(split(line)[2])
        return ""


def open_corpus(lines: Iterable[str]) -> Corpus:
    """The things of a graph and the heads of its reports, from its sorted lines; `Corpus.full` reads a report as a whole.

    Lines that are no sequence are put on the disk first.
    """
    kept = lines if isinstance(lines, Sequence) else spooled(lines)
    source, scan = Source(kept), _Scan()
    for number, line in enumerate(kept):
        scan.read(number, line)
    scan.close(source)
    found = scan.reader.corpus()
    return Corpus(found.base, found.reports, scan.shelf, found.same, source, scan.told.lines())


class _Scan:
    """The pass over all lines: runs of lines of one report are told apart by their graph.

    A thing is whole when the lines of the next begin; it is shelved then.
    """

    def __init__(self) -> None:
        self.reader = Reader()
        self.shelf = Shelf()
        self.told = Spool()
        self._tail, self._report, self._inside = "", "", ""
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._hashes: dict[str, hashlib.blake2b] = {}
        self._run: list[str] = []
        self._start = 0
        self._of = ""
        self._indicator = ("", "")

    def read(self, number: int, line: str) -> None:
        """Take in the line of this number, which is that of a sorted file of N-Quads."""
        tail = line[line.rindex(" <", 0, -2) + 2 : -3]
        if tail != self._tail:
            self._tail = tail
            self._report = "" if is_derived(tail) else tail.removesuffix("/graph")
            self._inside = f"<{self._report}"
        if not self._report or not line.startswith(self._inside):
            self._end(number)
            self.reader.read(line)
            if len(self.reader.things) > 1:
                self._shelve()
            return
        if self._report != self._of:
            self._end(number)
            self._of, self._start = self._report, number
            self.reader.home(self._report)
        self._run.append(line)
        after = len(self._inside)
        if line[after] == ">":
            if not line.startswith(f"> <{FZ.text}>", after):
                self.reader.read(line)
        elif line.startswith("/observation/", after):
            self._figure(line)

    def _figure(self, line: str) -> None:
        """Which indicators are told in which units."""
        subject, predicate, value, _ = split(line)
        if predicate == FZ.indicator:
            self._told()
            self._indicator = (subject, value)
        elif predicate == FZ.unit and subject == self._indicator[0]:
            self.told.add([f"{self._indicator[1]} {value}"])
            self._indicator = ("", "")

    def _told(self) -> None:
        if self._indicator[1]:
            self.told.add([f"{self._indicator[1]} "])
        self._indicator = ("", "")

    def _shelve(self) -> None:
        """Put the thing that was read first on the shelf."""
        thing = self.reader.things.pop(next(iter(self.reader.things)))
        self.shelf.put(thing)
        for report in thing.evidence:
            self.reader.first.pop(report, None)

    def _end(self, number: int) -> None:
        if self._of:
            self._places.setdefault(self._of, []).append((self._start, number))
            self._hashes.setdefault(self._of, hashlib.blake2b(digest_size=16)).update("\n".join(self._run).encode())
            self._run, self._of = [], ""

    def close(self, source: Source) -> None:
        """Tell where all is."""
        self._end(self._start + len(self._run))
        self._told()
        while self.reader.things:
            self._shelve()
        source.places = self._places
        source.digests = {report: found.hexdigest() for report, found in self._hashes.items()}
