"""The order of the rooms.

One file goes through `documents`, `outline`, `mentions`, `facts` and `graph`, and comes out as the sorted
N-Quads of one named graph (`read_report`); this is a pure function, so a corpus is built in any number of
processes and merged by plain set union (`build_lines`). What no single report can tell, `link` derives from all of them
(`linked_lines`). `build` puts the result into a store.
"""

from __future__ import annotations

import heapq
import multiprocessing
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from fazhi.documents import Input, find_inputs, read_text_file
from fazhi.errors import FazhiError, InputError, StoreError
from fazhi.facts import gather
from fazhi.files import make_folder
from fazhi.graph import check_base, quads, report_iri
from fazhi.mentions import find_mentions
from fazhi.model import Document, ReportFacts
from fazhi.outline import outline
from fazhi.summary import Summary, summarize
from fazhi.vocabulary import BASE

if TYPE_CHECKING:
    from fazhi.knowledge import KnowledgeGraph
    from fazhi.link import Linked

LINKS = "links.csv"
"""The file of doubtful ties in a folder of results."""

Progress = Callable[[int, int], None]


def read_report(path: Path, *, identifier: str | None = None, source: str | None = None) -> ReportFacts:
    """All that one file states. Raises InputError or NotAReport."""
    return read_facts(read_text_file(path, identifier=identifier or path.stem, source=source or path.name))


def read_facts(document: Document) -> ReportFacts:
    """All that one document states."""
    return gather(document, outline(document), find_mentions(document))


# ------------------------------------------------------------------ many files


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its quads and what they tell, or the reason why there are none."""

    source: str
    report: str = ""
    lines: tuple[str, ...] = ()
    summary: Summary | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of all inputs: the sorted lines of `graph.nq`, a summary for each report, a reason for each that is none."""

    lines: list[str] = field(repr=False)
    summaries: tuple[Summary, ...]
    failures: tuple[str, ...]


def build_lines(paths: Iterable[Path | str], *, base: str = BASE, jobs: int = 1, progress: Progress | None = None) -> Built:
    """Read all files below `paths` into sorted N-Quads, with `jobs` processes.

    `progress` is called with the number of inputs done and their total. What cannot be read, is no
    report, or would get the name of another report is left out with its reason; the rest is built.
    """
    base = check_base(base)
    inputs: list[Input] = []
    failures: list[str] = []
    for found in find_inputs(paths):
        if isinstance(found, Input):
            inputs.append(found)
        else:
            failures.append(str(found))
    outcomes = []
    for done, outcome in enumerate(_outcomes(inputs, base, jobs), start=1):
        outcomes.append(outcome)
        if progress is not None:
            progress(done, len(inputs))
    outcomes = list(_without_collisions(outcomes))
    failures += [outcome.reason for outcome in outcomes if outcome.reason]
    merged = heapq.merge(*(outcome.lines for outcome in outcomes))
    lines = [line for line, _ in groupby(merged)]
    return Built(lines, tuple(o.summary for o in outcomes if o.summary is not None), tuple(failures))


def _outcomes(inputs: Sequence[Input], base: str, jobs: int) -> Iterator[Outcome]:
    """One outcome for each input, in their order."""
    if jobs <= 1 or len(inputs) < 2:
        for item in inputs:
            yield _outcome((item, base))
        return
    with ExitStack() as stack:
        pool = stack.enter_context(multiprocessing.get_context("spawn").Pool(min(jobs, len(inputs))))
        yield from pool.imap(_outcome, [(item, base) for item in inputs], chunksize=4)


def _outcome(task: tuple[Input, str]) -> Outcome:
    item, base = task
    try:
        facts = read_report(item.path, identifier=item.identifier, source=item.source)
        return Outcome(item.source, report_iri(facts, base=base), tuple(quads(facts, base=base)), summarize(facts))
    except FazhiError as error:
        return Outcome(item.source, reason=str(error))
    except Exception as error:  # a fault of ours on one report must not lose all the others: it is told, with its place
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}: {error}"
        return Outcome(item.source, reason=f"{item.path}: not built, by a fault of fazhi ({what}); please report it")


def _without_collisions(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Two inputs that would get one IRI are not merged: the first stays, the others are reported."""
    first: dict[str, str] = {}
    for outcome in outcomes:
        other = first.setdefault(outcome.report, outcome.source) if outcome.report else outcome.source
        if other == outcome.source:
            yield outcome
        else:
            yield Outcome(
                outcome.source,
                reason=f"{outcome.source}: same issuer, year and kind of report as {other}; not built, so that the two "
                "are not mixed: remove one, or correct its title",
            )


# ------------------------------------------------------------------ across reports


def linked_lines(
    lines: list[str], folder: Path | None = None, *, drop: bool = False, progress: Progress | None = None
) -> tuple[list[str], Linked | None]:
    """The sorted lines of a graph with what is derived across its reports, and what that is.

    The decisions in `links.csv` of the folder are applied, and the file is written anew. With `drop`, what was derived is
    taken out, and nothing derived. Raises InputError where the file is malformed, OutputError where it cannot be written.
    """
    from fazhi.link import link, merged, read_decisions, write_decisions

    if drop:
        return merged(lines, ()), None
    decisions = read_decisions(folder / LINKS) if folder else {}
    if folder:
        make_folder(folder)
    found = link(lines, decisions=decisions, progress=progress)
    if folder:
        write_decisions(folder / LINKS, found.ties, decisions)
    return merged(lines, found.lines), found


def read_lines(folder: Path) -> list[str]:
    """The lines of `graph.nq` in a folder. Raises StoreError where there is none."""
    path = folder / "graph.nq"
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            return [line.rstrip("\n") for line in file]
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); make it with: fazhi build PATH... --out {folder}") from error


# ------------------------------------------------------------------ in memory


def build(paths: Iterable[Path | str] | Path | str, *, base: str = BASE, jobs: int = 1, link: bool = True) -> KnowledgeGraph:
    """Build the knowledge graph of all reports below `paths`, in memory; without `link`, of each report alone.

    Raises InputError where nothing could be built. What was left out is in `KnowledgeGraph.failures`.

    >>> kg = build("data/reports")
    >>> [row["shortcoming"][:12] for row in kg.query("measures-for-shortcomings")][:1]  # "rule-of-law thinking of staff …"
    ['机关工作人员法治思维和法']
    """
    from fazhi.knowledge import KnowledgeGraph

    built = build_lines([paths] if isinstance(paths, (str, Path)) else paths, base=base, jobs=jobs)
    if not built.summaries:
        raise InputError("nothing was built: " + ("; ".join(built.failures) or "no input was named"))
    lines = linked_lines(built.lines)[0] if link else built.lines
    return KnowledgeGraph.from_lines(lines, failures=built.failures)
