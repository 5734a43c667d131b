"""Checking a graph: a store or an RDF file comes in, and findings in words go out.

Three checks: the SHACL shapes of the ontology, the evidence (every quote stands at its place in the text, and
everything that needs one has one), and the vocabulary (no term outside the ontology). A sound graph has no findings.

>>> import pyoxigraph as ox
>>> store = ox.Store()
>>> store.add(ox.Quad(ox.NamedNode("http://e.org/m"), ox.NamedNode("http://e.org/adresses"), ox.NamedNode("http://e.org/s")))
>>> for finding in check(store):
...     print(finding.kind, finding.message_en)
vocabulary <http://e.org/adresses> is no term of the ontology (used as a predicate, 1 times); did you mean fz:addresses?
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from fazhi.check.evidence import check_evidence
from fazhi.check.finding import Finding, Kind, Severity, placed
from fazhi.check.shapes import check_shapes
from fazhi.check.vocabulary import check_vocabulary
from fazhi.store import of_file

__all__ = ["CHECKS", "Finding", "Kind", "Severity", "check"]

CHECKS: Mapping[Kind, Callable[[ox.Store], Iterator[Finding]]] = MappingProxyType(
    {Kind.SHAPES: check_shapes, Kind.EVIDENCE: check_evidence, Kind.VOCABULARY: check_vocabulary}
)
"""The checks, in the order in which their findings are told."""


def check(source: ox.Store | Path | str, *, kinds: tuple[Kind, ...] = tuple(CHECKS)) -> list[Finding]:
    """What is wrong with the graph in a store, or in an RDF file (.nq, .trig, .ttl, .jsonld); nothing, if it is sound.

    Each finding is told once, by kind, place in the text and words. StoreError where the file cannot be read.
    """
    store = source if isinstance(source, ox.Store) else of_file(Path(source))
    found: list[Finding] = []
    for kind in kinds:
        told = {placed(store, finding) for finding in CHECKS[kind](store)}
        found += sorted(told, key=lambda f: (f.report or "", f.line or 0, f.subject, f.message_en, f.quote or ""))
    return found
