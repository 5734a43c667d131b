"""A whole evaluation: the scores, the grounding, the calibration; as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from fazhi.evaluate.calibration import Band, calibration, calibration_table
from fazhi.evaluate.grounding import Grounding, grounding
from fazhi.evaluate.predicted import Statements
from fazhi.evaluate.score import Scores, score_statements
from fazhi.evaluate.tally import Figures, Outcome


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that can be said of a graph against gold."""

    scores: Scores
    grounding: Grounding
    calibration: tuple[Band, ...]

    def text(self, *, errors: bool = False, calibrated: bool = False) -> str:
        """The tables; with every disagreement before them, and the calibration after them, where wanted."""
        parts = ["".join(f"{note}\n" for note in self.scores.notes)] if errors else []
        parts += [self.scores.table(), self.grounding.table()]
        parts += [calibration_table(self.calibration)] if calibrated else []
        return "\n".join(part for part in parts if part)

    def json(self) -> str:
        """Everything, as JSON; numbers are not rounded."""
        scores, said = self.scores, self.grounding
        return json.dumps(
            {
                "reports": scores.reports,
                "reports_not_in_graph": scores.absent,
                "categories_not_in_gold": scores.unsaid,
                "mean_f1": scores.mean,
                "categories": {name: _figures(figures) for name, figures in scores.categories.items()},
                "grounding": {
                    "triples": said.triples,
                    "measures": dict(said.rows()),
                    "relations": {link: {"triples": n, "failed": faults} for link, (n, faults) in said.relations.items()},
                },
                "calibration": [_band(band) for band in self.calibration],
                "disagreements": [
                    {
                        "category": found.category,
                        "outcome": found.outcome,
                        "report": found.report,
                        "text": found.text,
                        "gold": found.gold or None,
                        "nodes": found.nodes,
                    }
                    for found in scores.judgements
                    if found.outcome is not Outcome.RIGHT
                ],
            },
            ensure_ascii=False,
            indent=2,
        )


def _figures(figures: Figures) -> dict[str, float]:
    return {
        "precision": figures.precision,
        "recall": figures.recall,
        "f1": figures.f1,
        "right": figures.right,
        "missing": figures.missing,
        "spurious": figures.spurious,
    }


def _band(band: Band) -> dict[str, object]:
    return {
        "category": band.category,
        "from": band.low,
        "to": band.high,
        "found": band.found,
        "right": band.right,
        "mean_confidence": band.confidence,
        "share_right": band.share,
        "wilson_95": band.interval,
    }


def evaluate(store: ox.Store, gold_files: Iterable[Path]) -> Evaluation:
    """Evaluate the graph in a store against gold files. Raises InputError where one is no gold file."""
    statements = Statements(store)
    scores = score_statements(statements, gold_files)
    return Evaluation(
        scores,
        grounding(store, scores.reports, statements=statements),
        calibration(store, scores.judgements, statements=statements),
    )
