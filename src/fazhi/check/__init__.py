"""Checking: a store comes in, findings in words go out; none, where the graph is sound.

Three things are checked: the SHACL shapes of the ontology, the evidence (every quote stands at its place in the text,
every fact and link has evidence), and the vocabulary (no term outside the ontology).

>>> from fazhi.store import in_memory
>>> print(*check(in_memory(["<http://e.org/a> <http://e.org/b> <http://e.org/c> <http://e.org/g> ."])))
The predicate <http://e.org/b> is not in the ontology. 本体中没有谓词 <http://e.org/b>。 (http://e.org/a)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fazhi.check.evidence import check_evidence
from fazhi.check.finding import Finding
from fazhi.check.shapes import check_shapes
from fazhi.check.terms import check_terms

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["Finding", "check"]


def check(store: ox.Store) -> list[Finding]:
    """All findings, sorted by kind and subject."""
    return sorted({*check_shapes(store), *check_evidence(store), *check_terms(store)})
