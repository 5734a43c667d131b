"""The audit of figures: a corpus comes in, and doubts with their quotes go out, the gravest first.

Within a report: shares above 100 percent, parts against totals, changes that do not follow, one quantity with two values.
Between a body's reports of two years: what last year's value must have been by the change that is told, against what last year's
report said, and implausible jumps. Each doubt is worth a look, and no more: a report may have counted in another way.

>>> from fazhi.corpus import read_corpus
>>> from fazhi.pipeline import build_lines
>>> audit(read_corpus(build_lines(["data/reports"]).lines))  # the report of Tanggu Subdistrict, 2023
[]
"""

from __future__ import annotations

from itertools import pairwise

from fazhi.check.audit.between import between
from fazhi.check.audit.finding import Doubt, Place
from fazhi.check.audit.render import FORMATS, render
from fazhi.check.audit.within import within
from fazhi.corpus import Corpus, bodies

__all__ = ["FORMATS", "Doubt", "Place", "audit", "render"]


def audit(corpus: Corpus) -> list[Doubt]:
    """All doubts about the figures of a corpus, by severity, report and place; each body under one name."""
    found: list[Doubt] = []
    for body in bodies(corpus):
        reports = [corpus.full(report) for report in body.reports]
        for report in reports:
            found += within(corpus, report, body.name)
        for earlier, later in pairwise(reports):
            if (later.year or 0) - (earlier.year or 0) == 1:
                found += between(corpus, earlier, later, body.name)
    return sorted(found, key=lambda doubt: doubt.order)
