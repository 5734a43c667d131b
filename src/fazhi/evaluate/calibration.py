"""Whether a confidence means what it says: of the links at 0.8, how many are right?

What is found is sorted into bands by its confidence; of each band, the share that is right, and Wilson's interval for it
(Wilson 1927, *Probable inference, the law of succession, and statistical inference*, JASA 22): small samples have wide ones.
A band is well calibrated where its mean confidence lies within the interval. What gold leaves open (optional, arguable) is
not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import fmean

import pyoxigraph as ox

from fazhi.evaluate.predicted import Statements, term_text
from fazhi.evaluate.tally import Judgement, Outcome
from fazhi.vocabulary import FZ, ORG, RDF

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where the bands begin and end."""

_OF_LINKS = {
    "addresses": (FZ.addresses,),
    "follow-up": (FZ.addresses,),
    "causes": (FZ.hasCause,),
    "observation links": (FZ.partOf,),
    "measure links": (FZ.hasResult, FZ.carriedOutBy, FZ.usesMechanism, FZ.basedOn, FZ.involves, ORG.subOrganizationOf),
}
_OF_FACTS = ("departments", "regulations", "mechanisms", "observations", "measures", "shortcomings")


@dataclass(frozen=True, slots=True)
class Band:
    """What was found of a category with a confidence from `low` to below `high` (the last one: to 1)."""

    category: str
    low: float
    high: float
    found: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """Share that is right."""
        return self.right / self.found

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the share, at 95%."""
        return wilson(self.right, self.found)


def wilson(right: int, found: int, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's score interval of a proportion; `z` is the quantile of the normal distribution (1.96: 95%).

    >>> [round(bound, 3) for bound in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not found:
        return 0.0, 1.0
    share, square = right / found, z * z
    middle = (share + square / (2 * found)) / (1 + square / found)
    half = z * sqrt(share * (1 - share) / found + square / (4 * found * found)) / (1 + square / found)
    return max(0.0, middle - half), min(1.0, middle + half)


def calibration(store: ox.Store, judgements: Iterable[Judgement], *, statements: Statements | None = None) -> tuple[Band, ...]:
    """The bands of each category that has confidences: links first, then facts by the best of their evidence.

    `statements` is what is known of the store already.
    """
    statements = statements or Statements(store)
    links = _links(store, statements)
    found: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for judgement in judgements:
        sure = None
        if judgement.outcome is not Outcome.MISSING:
            sure = _confidence(judgement, links, statements)
        if sure is not None:
            found[judgement.category].append((sure, judgement.outcome is Outcome.RIGHT))
    return tuple(band for category in (*_OF_LINKS, *_OF_FACTS) for band in _bands(category, found[category]))


def _bands(category: str, found: list[tuple[float, bool]]) -> Iterable[Band]:
    for low, high in pairwise(EDGES):
        inside = [(sure, right) for sure, right in found if low <= sure < high or (sure == high == EDGES[-1])]
        if inside:
            mean = fmean(sure for sure, _ in inside)
            yield Band(category, low, high, len(inside), sum(right for _, right in inside), mean)


def _links(store: ox.Store, statements: Statements) -> dict[tuple[str, str, str], float]:
    """The confidence of each reified link: its subject, predicate and object."""
    found = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDF.predicate), None, None):
        statement = term_text(quad.subject)
        ends = statements.first(statement, RDF.subject), statements.first(statement, RDF.object)
        if (sure := statements.number(statement, FZ.confidence)) is not None:
            found[ends[0] or "", term_text(quad.object), ends[1] or ""] = sure
    return found


def _confidence(judgement: Judgement, links: dict[tuple[str, str, str], float], statements: Statements) -> float | None:
    nodes = judgement.nodes
    if judgement.category in _OF_LINKS and len(nodes) == 2:
        known = [links.get((nodes[0], link, nodes[1])) for link in _OF_LINKS[judgement.category]]
    elif judgement.category in _OF_FACTS and len(nodes) == 1:
        known = [statements.number(evidence, FZ.confidence) for evidence in statements.objects(nodes[0], FZ.evidence)]
    else:
        known = []
    return max((sure for sure in known if sure is not None), default=None)


def calibration_table(bands: Iterable[Band]) -> str:
    """The bands as text."""
    lines = ["calibration: of what was found with a confidence in a band, how much is right (95% interval of Wilson)"]
    lines.append(f"{'category':18} {'band':>9} {'mean':>6} {'right':>11} {'share':>6} {'interval':>13}")
    for band in bands:
        low, high = band.interval
        counts, limits = f"{band.right} of {band.found}", f"{low:.3f}-{high:.3f}"
        name = f"{band.low:.1f}-{band.high:.1f}"
        lines.append(f"{band.category:18} {name:>9} {band.confidence:6.3f} {counts:>11} {band.share:6.3f} {limits:>13}")
    return "\n".join(lines) + "\n"
