"""Which reports are those of one body, over the years and under all its names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from fazhi.corpus.views import Corpus, Report


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its reports of one kind, by year; `key` tells it and the kind apart."""

    key: tuple[str, str]
    name: str
    reports: tuple[Report, ...]


def bodies(corpus: Corpus, one: Mapping[str, str] | None = None) -> list[Body]:
    """All bodies in the order of their keys; `one` gives the node that stands for a node, by default as the graph says."""
    lead = corpus.same if one is None else one
    found: defaultdict[tuple[str, str], list[Report]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    for report in corpus.reports.values():
        issuers = sorted({_last(lead, issuer) for issuer in report.issuers})
        if issuers and report.year is not None:
            key = ("+".join(i.removeprefix(corpus.base).removeprefix("department/") for i in issuers), report.kind)
            found[key].append(report)
            names[key] = "、".join(corpus.things[issuer].name for issuer in issuers if issuer in corpus.things)
    return [Body(key, names[key], tuple(sorted(found[key], key=lambda r: (r.year or 0, r.iri)))) for key in sorted(found)]


def _last(lead: Mapping[str, str], node: str) -> str:
    seen = {node}
    while (following := lead.get(node)) is not None and following not in seen:
        seen.add(following)
        node = following
    return node
