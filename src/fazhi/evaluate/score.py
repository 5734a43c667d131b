"""The score of a graph: the order of the categories, and the table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox

from fazhi.evaluate.compare import any_alike, normal, same_entity
from fazhi.evaluate.entities import score_entities
from fazhi.evaluate.figures import score_figures
from fazhi.evaluate.gold import Gold, names_of, optional, read_gold
from fazhi.evaluate.points import score_addresses, score_causes, score_measure_links, score_points
from fazhi.evaluate.predicted import Predicted, Statements, read_predictions
from fazhi.evaluate.tally import ACROSS, CATEGORIES, Figures, Judgement, Outcome, Tally, figures
from fazhi.store import of_file

_NATIONAL = re.compile(
    r"^(党中央|中央|中共中央|国务院|全国人大|全国政协|最高人民|国家[^区县市镇]*(总局|局|委|部)$|[^区县市镇省]{2,6}部$)"
)
_NAMED = 3  # of the reports that are not in the graph


@dataclass(frozen=True, slots=True)
class Scores:
    """What became of every item that was asked for or found, in the order of categories and reports.

    `absent` are the reports that the graph does not hold; `unsaid` the categories of which gold files say nothing, with the
    reports: they are not scored for these.
    """

    reports: tuple[str, ...]
    absent: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    unsaid: Mapping[str, tuple[str, ...]]

    @property
    def categories(self) -> dict[str, Figures]:
        """The counts of each category that has any."""
        return figures(self.judgements)

    @property
    def notes(self) -> tuple[str, ...]:
        """Every disagreement in words."""
        absent = [f"{'report':18} missing   [{name}] the graph has no such report" for name in self.absent]
        return (*absent, *(str(found) for found in self.judgements if found.outcome is not Outcome.RIGHT))

    @property
    def mean(self) -> float:
        """Mean F1 of the categories; those that look across reports are left out."""
        counted = self.categories
        found = [counted[c].f1 for c in CATEGORIES if c in counted]
        return sum(found) / len(found) if found else 0.0

    def rows(self) -> list[tuple[str, Figures | None, str]]:
        """The categories in their order, each with its counts, and what gold files leave out of it.

        None for the counts where no file says anything of the category; one with nothing asked for and nothing found has no row.
        """
        counted, rows = self.categories, list[tuple[str, Figures | None, str]]()
        for category in (*CATEGORIES, *ACROSS):
            without = len(self.unsaid.get(category, ()))
            if category in counted:
                note = f"in {len(self.reports) - without} of {len(self.reports)} reports" if without else ""
                rows.append((category, counted[category], note))
            elif without == len(self.reports):
                rows.append((category, None, "not in gold"))
        return rows

    def table(self) -> str:
        """The figures as text."""
        lines = [
            f"{len(self.reports)} report{'s' * (len(self.reports) != 1)}{self._told_absent()}",
            f"{'category':18} {'P':>6} {'R':>6} {'F1':>6} {'right':>6} {'miss':>5} {'extra':>5}",
        ]
        rows = [(category, _row(category, f, note)) for category, f, note in self.rows()]
        lines += [line for category, line in rows if category in CATEGORIES]
        lines.append(f"{'mean F1':18} {'':6} {'':6} {self.mean:6.3f}")
        lines += [line for category, line in rows if category in ACROSS]
        return "\n".join(lines) + "\n"

    def _told_absent(self) -> str:
        """What the figures suffer from where the graph does not hold all reports: these are counted as missed whole."""
        if not self.absent:
            return ""
        names = ", ".join(self.absent[:_NAMED]) + (", …" if len(self.absent) > _NAMED else "")
        return f", {len(self.absent)} of them not in the graph, which count as missed: {names}"


def _row(category: str, f: Figures | None, note: str) -> str:
    """A line of the table."""
    if f is None:
        told = " ".join(f"{'—':>{width}}" for width in (6, 6, 6, 6, 5, 5))
    else:
        told = f"{f.precision:6.3f} {f.recall:6.3f} {f.f1:6.3f} {f.right:6} {f.missing:5} {f.spurious:5}"
    return f"{category:18} {told}  {note}".rstrip()


def score(graph: ox.Store | Path | str, gold_files: Iterable[Path]) -> Scores:
    """Score a graph, in a store or an RDF file (.nq, .trig, .ttl, .jsonld), against gold files.

    A category that a gold file leaves out is not scored for its report; an empty list says that the report has none.

    Raises InputError where one is no gold file, StoreError where the graph cannot be read.
    """
    return score_statements(Statements(graph if isinstance(graph, ox.Store) else of_file(Path(graph))), gold_files)


def score_statements(statements: Statements, gold_files: Iterable[Path]) -> Scores:
    """The same for what is known of a store already. Raises InputError where a file is no gold file."""
    golds = [read_gold(path) for path in sorted(gold_files)]
    said = read_predictions(statements)
    found = {gold.name: said.get(gold.name, Predicted()) for gold in golds}
    tallies = {gold.name: Tally(gold.name) for gold in golds}
    ids = {gold.name: _score_report(gold, found[gold.name], tallies[gold.name]) for gold in golds}
    known = [gold for gold in golds if gold.name in said]
    _score_follow_up(known, found, ids, tallies)
    _score_identity(known, found, tallies)
    place = {category: i for i, category in enumerate((*CATEGORIES, *ACROSS))}
    judgements = [judgement for tally in tallies.values() for judgement in tally.judgements]
    return Scores(
        reports=tuple(gold.name for gold in golds),
        absent=tuple(gold.name for gold in golds if gold.name not in said),
        judgements=tuple(sorted(judgements, key=lambda judgement: place[judgement.category])),
        unsaid={c: names for c in CATEGORIES if (names := tuple(gold.name for gold in golds if c in gold.unsaid))},
    )


def _score_report(gold: Gold, found: Predicted, tally: Tally) -> dict[str, str]:
    """All categories of one report. Returns the gold id of each node."""
    report = gold.report
    issuers = {normal(name) for name in [report["issuer"], *report.get("accept", [])]}
    for what, given, right in (
        ("title", found.title, bool(found.title) and any_alike([report["title"]], [found.title], 0.95)),
        ("issuer", found.issuers, bool(issuers & {normal(name) for name in found.issuers})),
        ("year", found.year, str(report["year"]) == found.year),
    ):
        if right:
            tally.right("report", f"{what}: {report[what]}")
        elif not given:
            tally.missing("report", f"{what}: {report[what]}")
        else:
            tally.wrong("report", f"{what}: {report[what]!r}, found {given!r}")
    matched = score_entities(gold, found, tally)
    observed, arguable = score_figures(gold, found, tally)
    points = score_points(gold, found, tally)
    score_measure_links(gold, found, points, matched, observed, arguable, tally)
    score_causes(gold, points, tally)
    return score_addresses(gold, found, points, tally)


def _score_follow_up(
    golds: list[Gold], found: dict[str, Predicted], ids: dict[str, dict[str, str]], tallies: dict[str, Tally]
) -> None:
    """Measures of one year's report that take up a shortcoming of an earlier report of the same body."""
    everywhere = {node: (name, item) for name, known in ids.items() for node, item in known.items()}
    nodes = {item: node for node, item in everywhere.items()}
    for gold in golds:
        if not gold.has_pairs("follow_up"):
            continue
        asked, arguable = ({((gold.name, m), _parted(s)) for m, s in gold.pairs(c)} for c in ("follow_up", "follow_up_optional"))
        own = {point.node for point in found[gold.name].shortcomings}
        given = {
            ((gold.name, ids[gold.name].get(m.node, m.node)), everywhere.get(s, (s, "")))
            for m in found[gold.name].measures
            for s in m.addresses
            if s not in own
        }
        tallies[gold.name].sets(
            "follow-up",
            asked,
            given,
            arguable=arguable,
            tell=lambda x: f"{x[0][1]} -> {'#'.join(filter(None, x[1]))}",
            nodes=lambda x: (nodes.get(x[0]), nodes.get(x[1])),
        )


def _parted(place: str) -> tuple[str, str]:
    """The report and the id of `REPORT#ID`."""
    report, _, item = place.partition("#")
    return report, item


def _score_identity(golds: list[Gold], found: dict[str, Predicted], tallies: dict[str, Tally]) -> None:
    """Departments of one name in two reports: one node if the issuer is the same or the body is national, else two."""
    bodies: defaultdict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for gold in golds:
        for item in gold.items("departments"):
            given = found[gold.name].entities["departments"]
            node = next((e.one for e in given if same_entity("departments", names_of(item), e.labels)), None)
            if node is not None and not optional(item):
                for key in sorted({normal(name) for name in names_of(item)}):
                    bodies[key].append((gold.name, gold.report["issuer"], item["name"], node))
    seen = set()
    for key in sorted(bodies):
        for (d1, i1, n1, x1), (d2, i2, n2, x2) in combinations(bodies[key], 2):
            if d1 == d2 or (d1, n1, d2, n2) in seen:
                continue
            seen.add((d1, n1, d2, n2))
            one = i1 == i2 or bool(_NATIONAL.match(n1) and n1 == n2)
            tally, what = tallies[d1], f"[{d2}] {key} is {'one body' if one else 'two bodies'}"
            if (x1 == x2) == one:
                tally.judge("identity", Outcome.RIGHT, what, nodes=(x1, x2))
            else:
                tally.judge("identity", Outcome.MISSING if one else Outcome.SPURIOUS, what, nodes=(x1, x2))
