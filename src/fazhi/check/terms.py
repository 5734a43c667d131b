"""Is every class and every predicate in the ontology."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from fazhi.check.finding import Finding
from fazhi.vocabulary import RDF, TERMS


def check_terms(store: ox.Store) -> Iterator[Finding]:
    """A finding for each term that the ontology does not have, at the first subject that uses it."""
    foreign: dict[tuple[str, str], str] = {}
    for quad in store.quads_for_pattern(None, None, None, None):
        used = [("predicate", quad.predicate.value)]
        if quad.predicate.value == RDF.type:
            used.append(("class", str(getattr(quad.object, "value", quad.object))))
        for role, term in used:
            if term not in TERMS:
                subject = str(getattr(quad.subject, "value", quad.subject))
                foreign[role, term] = min(subject, foreign.get((role, term), subject))
    words = {"predicate": "谓词", "class": "类"}
    for (role, term), subject in sorted(foreign.items()):
        en = f"The {role} <{term}> is not in the ontology."
        yield Finding("vocabulary", subject, en, f"本体中没有{words[role]} <{term}>。")
