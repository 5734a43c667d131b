"""Many inputs: each is read in a child process with limits, and their lines are merged by plain set union."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from fazhi.disk.alone import alone_in
from fazhi.disk.aside import Aside
from fazhi.disk.merged import merged
from fazhi.documents import Input, ReadOptions, find_inputs, named_apart, printable, read_manifest
from fazhi.errors import InputError
from fazhi.model import Metadata
from fazhi.pipeline.tasks import QUADS, Outcome, Task
from fazhi.record import Record, alike
from fazhi.summary import Summary
from fazhi.vocabulary import BASE
from fazhi.workers import Ended, Limits, run_all

Progress = Callable[[int, int], None]
"""Called with the number of inputs done and their total."""

_RECOGNISED_FORMATS = ("image", "pdf scan")


@dataclass(frozen=True, slots=True)
class Built:
    """What became of all inputs.

    The sorted lines of `graph.nq`, a summary for each report, a reason for each input that is none or cannot be read, what
    should be known (copies that were built once), and the record of each input. Lines, summaries and records are on the disk.
    """

    lines: Sequence[str] = field(repr=False)
    summaries: Sequence[Summary] = field(repr=False)
    failures: tuple[str, ...]
    notices: tuple[str, ...] = ()
    records: Sequence[Record] = field(default=(), repr=False)


def build_lines(
    paths: Iterable[Path | str],
    *,
    base: str = BASE,
    jobs: int = 1,
    progress: Progress | None = None,
    options: ReadOptions | None = None,
    manifest: Path | None = None,
    limits: Limits | None = None,
    cache: Path | None = None,
) -> Built:
    """Read all files below `paths` into sorted N-Quads, with `jobs` processes.

    `progress` is called with the number of inputs done and their total. What cannot be read, is no report, or would get the
    name of another report is left out with its reason; the rest is built. In the folder `cache` results are kept for the next
    build, while this one goes on; others that keep theirs there wait. Raises InputError where base or
    manifest are at fault, OutputError where `cache` cannot be written.
    """
    from fazhi.graph import check_base

    base, options, limits = check_base(base), options or ReadOptions(), limits or Limits()
    entries = read_manifest(manifest) if manifest is not None else {}
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True)))
        kept = cache if cache is not None else scratch / "kept"
        stack.enter_context(alone_in(kept))
        inputs, shown, failures = _inputs(paths, scratch, limits, manifest)
        tasks = [Task(i, base, options, entries.get(i.source), str(kept), shown[i.path], limits.seconds) for i in inputs]
        notices = [f"{manifest}: no input is called {name}" for name in sorted(entries.keys() - {i.source for i in inputs})]
        read, places = Aside[Outcome](), array("Q")
        for number, outcome in stack.enter_context(closing(_outcomes(tasks, jobs, limits))):
            read.append(outcome)
            places.append(number)
            if progress is not None:
                progress(len(read), len(inputs))
        read.arrange(places)
        told = _Told(_told_apart(read), failures)
        lines = merged([kept / f"{key}{QUADS}" for key in told.built])
        if cache is not None:
            _sweep(cache, told.keys)
    return Built(lines, told.summaries, (*failures, *told.left_out), (*notices, *told.duplicates, *told.warnings), told.records)


class _Told:
    """What is told of all inputs, sorted by what became of them; the long parts are on the disk."""

    def __init__(self, outcomes: Iterable[Outcome], unread: Iterable[str]) -> None:
        self.records, self.summaries = Aside[Record](), Aside[Summary]()
        self.keys: set[str] = set()
        self.built: list[str] = []
        self.left_out: list[str] = []
        self.duplicates: list[str] = []
        self.warnings: list[str] = []
        for outcome in outcomes:
            record = outcome.record
            self.records.append(record)
            if outcome.key:
                self.keys.add(outcome.key)
            if record.status == "built":
                self.built.append(outcome.key)
                self.warnings += [f"{record.source}: {warning}" for warning in record.warnings]
                if outcome.summary is not None:
                    self.summaries.append(outcome.summary)
            elif record.status == "duplicate":
                self.duplicates.append(record.reason)
            else:
                self.left_out.append(record.reason)
        self.records.extend(Record(_source(reason), "failed", reason) for reason in unread)


def _source(reason: str) -> str:
    return Path(reason.partition(": ")[0]).name


def _inputs(
    paths: Iterable[Path | str], scratch: Path, limits: Limits, manifest: Path | None
) -> tuple[list[Input], dict[Path, str], list[str]]:
    """The files to read, what messages call each, and the reasons why others are not read; archives are unpacked."""
    found: list[Input | InputError] = list(find_inputs(paths, without=[manifest] if manifest is not None else []))
    archives = [item for item in found if isinstance(item, Input) and item.archive]
    unpacked: dict[Path, object] = {}
    work = []
    for n, archive in enumerate(archives):
        folder = scratch / f"archive-{n}"
        folder.mkdir()
        work.append((archive.path, str(folder), archive.source, str(archive.path)))
    for number, done in run_all("fazhi.pipeline.tasks:unpack_task", work, jobs=1, limits=limits) if work else ():
        unpacked[archives[number].path] = done
    inputs: list[Input] = []
    shown: dict[Path, str] = {}
    failures: list[str] = []
    for item in found:
        if isinstance(item, InputError):
            failures.append(printable(item))
        elif not item.archive:
            inputs.append(item)
            shown[item.path] = str(item.path)
        else:
            result = unpacked.get(item.path)
            if isinstance(result, tuple):
                members, refused = result
                failures += [printable(reason) for reason in refused]
                for place, source in members:
                    inputs.append(Input(Path(place), source))
                    shown[Path(place)] = str(item.path) + source[len(item.source) :]
                if not members and not refused:
                    failures.append(f"{printable(item.path)}: no file is in this archive")
            else:
                reason = result.reason if isinstance(result, Ended) else "it could not be unpacked"
                failures.append(printable(f"{item.path}: {reason}; unpack it yourself"))
    return named_apart(inputs), shown, failures


def _outcomes(tasks: Sequence[Task], jobs: int, limits: Limits) -> Generator[tuple[int, Outcome]]:
    """The number of each input and its outcome, in the order in which they are done."""
    if not tasks:
        return
    read = run_all("fazhi.pipeline.tasks:read_task", tasks, jobs=min(max(1, jobs), len(tasks)), limits=limits)
    with closing(read):
        for number, result in read:
            if isinstance(result, Ended):
                reason = f"{tasks[number].shown}: {result.reason}; split the document, or raise --timeout or --memory"
                result = Outcome(Record(tasks[number].item.source, "failed", reason, seconds=limits.seconds))
            yield number, replace(result, record=replace(result.record, reason=printable(result.record.reason)))


def _told_apart(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """Two inputs that would get one IRI are not merged: of copies the best stays, others are reported.

    A copy that was not read by character recognition is better, then the one that is named first.
    """
    first: dict[str, tuple[bool, int]] = {}
    for number, outcome in enumerate(outcomes):
        if outcome.record.status == "built":
            rank = outcome.record.format in _RECOGNISED_FORMATS, number
            first[outcome.record.report] = min(rank, first.get(outcome.record.report, rank))
    for number, outcome in enumerate(outcomes):
        best = first.get(outcome.record.report, (False, number))[1]
        yield outcome if best == number or outcome.record.status != "built" else _second(outcome, outcomes[best].record)


def _second(outcome: Outcome, other: Record) -> Outcome:
    """The outcome of an input that would get the IRI of another."""
    record = outcome.record
    if alike(record.sketch, other.sketch):
        reason = f"{record.source}: the same report as {other.source}; built once, from {other.source}"
        return replace(outcome, record=replace(record, status="duplicate", reason=printable(reason)))
    reason = (
        f"{record.source}: same issuer, year and kind of report as {other.source}, and another text; not built, so that "
        "the two are not mixed: remove one, or correct its title or the manifest"
    )
    return replace(outcome, record=replace(record, status="failed", reason=printable(reason)))


def _sweep(cache: Path, keys: set[str]) -> None:
    """Remove what was kept of files that are gone or changed."""
    for path in cache.iterdir():
        if path.suffix in (QUADS, ".json", ".nq") and path.stem not in keys:
            path.unlink(missing_ok=True)


def described(
    paths: Iterable[Path | str], *, jobs: int = 1, progress: Progress | None = None, limits: Limits | None = None
) -> tuple[dict[str, Metadata | None], tuple[str, ...]]:
    """What each file below `paths` says of itself, by its source, those in archives too; and the reasons why others are not read.

    None stands for a file that cannot be read. `progress` is called with the number of files done and their total.
    """
    limits = limits or Limits()
    with TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as scratch:
        inputs, _, failures = _inputs(paths, Path(scratch), limits, None)
        tasks = [Task(item, BASE, ReadOptions(), None, "", "") for item in inputs]
        found: dict[str, Metadata | None] = {item.source: None for item in inputs}
        read = run_all("fazhi.pipeline.tasks:describe_task", tasks, jobs=min(max(1, jobs), max(1, len(tasks))), limits=limits)
        for done, (number, result) in enumerate(read, start=1):
            found[inputs[number].source] = None if isinstance(result, Ended) else result
            if progress is not None:
                progress(done, len(inputs))
    return found, tuple(failures)
