"""The corpus: what a graph says of many reports, as plain values to look across.

In come the sorted N-Quads lines that fazhi writes (`read_corpus`; `open_corpus` where there are many), out come reports with
their points and figures, the things they name, the bodies whose reports belong together (`bodies`) and the series
in which their figures meet (`met`). The passes across reports and the audit stand on it.

>>> from fazhi.pipeline import build_lines
>>> corpus = read_corpus(build_lines(["data/reports"]).lines)
>>> [(report.year, len(report.shortcomings)) for report in corpus.reports.values()]
[(2023, 3)]
"""

from fazhi.corpus.bodies import Body, bodies
from fazhi.corpus.indicators import Met, common_indicators, met
from fazhi.corpus.reading import read_corpus, split, text_of
from fazhi.corpus.source import open_corpus
from fazhi.corpus.views import Corpus, Figure, Point, Report, Thing

__all__ = [
    "Body",
    "Corpus",
    "Figure",
    "Met",
    "Point",
    "Report",
    "Thing",
    "bodies",
    "common_indicators",
    "met",
    "open_corpus",
    "read_corpus",
    "split",
    "text_of",
]
