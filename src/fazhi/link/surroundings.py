"""What stands around a thing in the reports that name it: other names, the bodies above it, its words in the text."""

from __future__ import annotations

import hashlib
import sqlite3
import weakref
from functools import lru_cache

from fazhi.corpus import Corpus, Thing
from fazhi.facts.names import is_known
from fazhi.graph.iris import span
from fazhi.link.places import Place, placed
from fazhi.link.ties import Quote, Tie, TieKind
from fazhi.resources import lexicon


class Surroundings:
    """What the reports that name a thing name besides: departments and mechanisms of local scope."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._digests: dict[str, str] = {}
        self._file = sqlite3.connect("", check_same_thread=False)  # a temporary file, which goes with this object
        weakref.finalize(self, self._file.close)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute("CREATE TABLE near (report TEXT, name TEXT, PRIMARY KEY (report, name)) WITHOUT ROWID")
        telling = (t for t in corpus.things.values() if t.kind in ("Department", "Mechanism") and _is_telling(t, corpus.base))
        rows = ((report, thing.name) for thing in telling for report in thing.reports)
        self._file.executemany("INSERT OR IGNORE INTO near VALUES (?, ?)", rows)

    def _names(self, report: str) -> list[str]:
        """The telling names in a report, sorted."""
        return [row[0] for row in self._file.execute("SELECT name FROM near WHERE report = ? ORDER BY name", (report,))]

    def shared(self, a: Thing, b: Thing) -> list[str]:
        """Names around both, other than their own."""
        one, two = ({name for report in thing.reports for name in self._names(report)} for thing in (a, b))
        return sorted((one & two) - {*a.names, *b.names})

    def digests(self, thing: Thing) -> list[tuple[str, str]]:
        """The reports that name a thing, each with what tells whether its names have changed."""
        first = [("", self.corpus.digest(report)) for report in sorted(thing.evidence)]  # where its words and their line stand
        return [*first, *((report, self._digest(report)) for report in thing.reports)]

    def _digest(self, report: str) -> str:
        if report not in self._digests:
            names = "\n".join(self._names(report))
            self._digests[report] = hashlib.blake2b(names.encode(), digest_size=8).hexdigest()
        return self._digests[report]

    def quote(self, thing: Thing) -> Quote:
        """The first place that names a thing."""
        report = min(thing.evidence)
        line, words = self.corpus.evidence(thing.evidence[report])
        return Quote(report, *span(thing.evidence[report]), line, words)

    def above(self, thing: Thing) -> list[Place]:
        """The bodies that reports tell to be above a thing, in order."""
        found = (self.corpus.things.get(iri) for iri in sorted(thing.above))
        return [_superior(higher.iri, higher.kind, higher.name, self.corpus.base) for higher in found if higher]

    def tie(self, kind: TieKind, subject: Thing, target: Thing, found: tuple[float, str, str]) -> Tie:
        """A tie with what a report says of either side; `found`: how sure it is, by which rule, on what grounds."""
        quotes = (self.quote(subject), self.quote(target))
        return Tie(kind, subject.iri, target.iri, found[0], found[1], quotes, (subject.name, target.name), found[2])


def _is_telling(thing: Thing, base: str) -> bool:
    """Whether a thing is of local scope and has a name of its own: every district has a 区司法局."""
    local = thing.iri.removeprefix(base).count("/") > 1
    if not local or thing.kind == "Mechanism":
        return local
    return not (is_known(placed(thing, base).core) or thing.name[1:] in lexicon("bodies")["everywhere"])


@lru_cache(maxsize=1 << 14)
def _superior(iri: str, kind: str, name: str, base: str) -> Place:
    """Where a body that is above others belongs."""
    return placed(Thing(iri, kind, name), base)
