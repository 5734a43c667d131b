"""The order of the rooms.

One file goes through `documents`, `outline`, `mentions`, `facts` and `graph`, and comes out as the sorted
N-Quads of one named graph (`read_report`); this is a pure function, so a corpus is built in any number of
processes and merged by plain set union (`build_lines`). What no single report can tell, `link` derives from all of them
(`linked_lines`). `build` puts the result into a store.

Files are of foreign origin: each is read in a child process with limits of time and memory. What a file gave is kept under a
name made of its content, of what was asked, and of fazhi itself, so that a second build does again only what changed.
"""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib import metadata as installed
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fazhi.aside import Aside
from fazhi.documents import Entry, Input, ReadOptions, find_inputs, named_apart, printable, read_file, read_manifest
from fazhi.errors import FazhiError, InputError, NotAReport, OutputError, StoreError
from fazhi.files import make_folder, write_bytes
from fazhi.merged import Lines, check_utf8, merged, spooled
from fazhi.model import Document, Evidence, Metadata, ReportFacts
from fazhi.packed import pack
from fazhi.record import Record, alike, covered, sketch
from fazhi.resources import resource
from fazhi.summary import SectionSummary, Summary, summarize
from fazhi.vocabulary import BASE
from fazhi.workers import Ended, Limits, run_all

if TYPE_CHECKING:
    from fazhi.knowledge import KnowledgeGraph
    from fazhi.link import Linked
    from fazhi.link.regions import Regions

LINKS = "links.csv"
"""The file of doubtful ties in a folder of results."""

REGIONS = "regions.csv"
"""The file of regions that the country's table lacks, in a folder of results."""

_MEMORY = Path(".cache") / "link" / "parts.sqlite"

Progress = Callable[[int, int], None]
_TOLD = ("title", "issuers", "region", "year", "published", "url", "document_number", "index_number", "region_code")
_QUADS = ".quads"  # compressed, as `fazhi.packed` tells
_RECOGNISED = 0.95  # the most that a figure read by character recognition is worth
_RECOGNISED_FORMATS = ("image", "pdf scan")


def read_report(
    path: Path,
    *,
    identifier: str | None = None,
    source: str | None = None,
    options: ReadOptions | None = None,
    entry: Entry | None = None,
    shown: str = "",
) -> ReportFacts:
    """All that one file states. Raises InputError or NotAReport."""
    name, of = identifier or path.stem, source or path.name
    return read_facts(read_file(path, identifier=name, source=of, options=options or ReadOptions(), entry=entry, shown=shown))


def read_facts(document: Document) -> ReportFacts:
    """All that one document states."""
    from fazhi.facts import gather
    from fazhi.mentions import find_mentions
    from fazhi.outline import outline

    facts = gather(document, outline(document), find_mentions(document))
    if not document.doubts:
        return facts
    return replace(facts, observations=tuple(replace(o, evidence=_doubted(o.evidence, document)) for o in facts.observations))


def _doubted(evidence: Evidence, document: Document) -> Evidence:
    """The evidence of a figure that was read by character recognition: worth less, the less sure its digits are."""
    sure = min(_RECOGNISED, document.certainty(evidence.start, evidence.end))
    return replace(evidence, confidence=round(evidence.confidence * sure, 2))


# ------------------------------------------------------------------ one file, in a child process


@dataclass(frozen=True, slots=True)
class Task:
    """One input to read, with all that its result depends on; results are kept in the folder `kept`."""

    item: Input
    base: str
    options: ReadOptions
    entry: Entry | None
    kept: str
    shown: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its record, and what its report tells; the quads are in a file of the folder `kept`."""

    record: Record
    summary: Summary | None = None
    key: str = ""


def read_task(task: Task) -> Outcome:
    """Read one input in a child process, or find what an earlier build made of the same. Raises OutputError alone."""
    from fazhi.documents.limits import read_bytes

    started = time.perf_counter()
    try:
        digest = hashlib.sha256(read_bytes(task.item.path)).hexdigest()
        key = _key(task, digest)
        if (known := _kept(task, key)) is not None:
            return known
        facts = read_report(
            task.item.path,
            identifier=task.item.identifier,
            source=task.item.source,
            options=task.options,
            entry=task.entry,
            shown=task.shown,
        )
        return _built(task, facts, key, digest, started)
    except OutputError:
        raise
    except NotAReport as error:
        return Outcome(Record(task.item.source, "skipped", str(error), seconds=time.perf_counter() - started))
    except FazhiError as error:
        return Outcome(Record(task.item.source, "failed", str(error), seconds=time.perf_counter() - started))
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours on one report must not lose all the others: it is told, with its place
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}: {error}"
        reason = f"{task.shown}: not built, by a fault of fazhi ({what}); please report it"
        return Outcome(Record(task.item.source, "failed", reason, seconds=time.perf_counter() - started))


def _built(task: Task, facts: ReportFacts, key: str, digest: str, started: float) -> Outcome:
    from fazhi.graph import nquads, report_iri

    document = facts.document
    lines = b"".join(pack(nquads(facts, base=task.base).encode("utf-8").splitlines(keepends=True)))
    found = (facts.observations, facts.measures, facts.shortcomings, facts.causes, facts.entities)
    record = Record(
        task.item.source,
        "built",
        report=report_iri(facts, base=task.base),
        format=document.format,
        pages=document.pages,
        characters=len(document.text),
        covered=covered(facts),
        facts=sum(map(len, found)),
        metadata={name: getattr(document.metadata, name) for name in _TOLD},
        warnings=document.warnings,
        dropped=tuple((d.text, d.page, d.line, d.reason) for d in document.dropped),
        seconds=time.perf_counter() - started,
        sha256=digest,
        sketch=sketch(document.reading),
    )
    outcome = Outcome(record, summarize(facts), key)
    kept = Path(task.kept)
    write_bytes(kept / f"{key}{_QUADS}", lines)
    write_bytes(kept / f"{key}.json", json.dumps(asdict(outcome), ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return outcome


def _key(task: Task, digest: str) -> str:
    """The name under which a result is kept."""
    parts = (digest, _version(), task.item.source, task.item.identifier, task.base, repr(task.options), repr(task.entry))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:40]


@cache
def _version() -> str:
    """What decides what is read from the same file: the code and tables of fazhi, and the libraries that read formats."""
    found = hashlib.sha256()
    for folder in (Path(__file__).parent, resource("lexicon"), resource("ontology")):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".toml", ".csv") and path.is_file():
                found.update(path.read_bytes())
    for library in ("pypdfium2", "opencc", "spacy", "rapidocr", "onnxruntime", "pillow"):
        try:
            found.update(installed.version(library).encode())
        except installed.PackageNotFoundError:
            found.update(b"none")
    return found.hexdigest()


def _kept(task: Task, key: str) -> Outcome | None:
    """What an earlier build made of the same file, or None."""
    try:
        known = json.loads((Path(task.kept) / f"{key}.json").read_text("utf-8"))
        if not (Path(task.kept) / f"{key}{_QUADS}").is_file():
            return None
        record, summary = known["record"], known["summary"]
        for name in ("warnings", "sketch"):
            record[name] = tuple(record[name])
        record["dropped"] = tuple(tuple(row) for row in record["dropped"])
        summary["sections"] = tuple(SectionSummary(**section) for section in summary["sections"])
        summary["omitted"] = tuple(tuple(row) for row in summary["omitted"])
        return Outcome(Record(**record | {"unchanged": True}), Summary(**summary), key)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def unpack_task(task: tuple[Path, str, str, str]) -> tuple[list[tuple[str, str]], list[str]] | InputError:
    """Unpack an archive in a child process: places and names of its files, and what was refused."""
    from fazhi.documents.archives import unpack

    path, folder, source, shown = task
    try:
        members, refused = unpack(path, Path(folder), shown=shown)
        return [(str(member.path), f"{source}/{member.name}") for member in members], refused
    except InputError as error:
        return error


def describe_task(task: Task) -> Metadata | None:
    """What one file says of itself, in a child process; None where it cannot be read."""
    try:
        return read_file(
            task.item.path, identifier="", source=task.item.source, options=ReadOptions(ocr=False, force=True)
        ).metadata
    except FazhiError:
        return None


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
        read = run_all("fazhi.pipeline:describe_task", tasks, jobs=min(max(1, jobs), max(1, len(tasks))), limits=limits)
        for done, (number, result) in enumerate(read, start=1):
            found[inputs[number].source] = None if isinstance(result, Ended) else result
            if progress is not None:
                progress(done, len(inputs))
    return found, tuple(failures)


# ------------------------------------------------------------------ many files


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
    build, while this one goes on. Raises InputError where base or
    manifest are at fault, OutputError where `cache` cannot be written.
    """
    from fazhi.graph import check_base

    base, options, limits = check_base(base), options or ReadOptions(), limits or Limits()
    entries = read_manifest(manifest) if manifest is not None else {}
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True)))
        kept = cache if cache is not None else scratch / "kept"
        make_folder(kept)
        inputs, shown, failures = _inputs(paths, scratch, limits, manifest)
        tasks = [Task(i, base, options, entries.get(i.source), str(kept), shown[i.path]) for i in inputs]
        notices = [f"{manifest}: no input is called {name}" for name in sorted(entries.keys() - {i.source for i in inputs})]
        read, places = Aside[Outcome](), array("Q")
        for number, outcome in _outcomes(tasks, jobs, limits):
            read.append(outcome)
            places.append(number)
            if progress is not None:
                progress(len(read), len(inputs))
        read.arrange(places)
        told = _Told(_told_apart(read), failures)
        lines = merged([kept / f"{key}{_QUADS}" for key in told.built])
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
    for number, done in run_all("fazhi.pipeline:unpack_task", work, jobs=1, limits=limits) if work else ():
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
                reason = result.reason if isinstance(result, Ended) else ""
                failures.append(printable(f"{item.path}: {reason}; unpack it yourself" if reason else result))
    return named_apart(inputs), shown, failures


def _outcomes(tasks: Sequence[Task], jobs: int, limits: Limits) -> Iterator[tuple[int, Outcome]]:
    """The number of each input and its outcome, in the order in which they are done."""
    if not tasks:
        return
    for number, result in run_all("fazhi.pipeline:read_task", tasks, jobs=min(max(1, jobs), len(tasks)), limits=limits):
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
        if path.suffix in (_QUADS, ".json", ".nq") and path.stem not in keys:
            path.unlink(missing_ok=True)


# ------------------------------------------------------------------ across reports


def linked_lines(
    lines: Iterable[str],
    folder: Path | None = None,
    *,
    drop: bool = False,
    progress: Progress | None = None,
    remember: bool = False,
    manifest: Path | None = None,
) -> tuple[Sequence[str], Linked | None]:
    """The sorted lines of a graph with what is derived across its reports, and what that is.

    The decisions in `links.csv` of the folder are applied, and the file is written anew; so are the regions that `manifest` has
    besides those of the country's table, in `regions.csv`. With `remember`, what was found is kept in the folder, and what
    cannot have changed is not looked for again. With `drop`, what was derived is taken out, and nothing derived. Raises
    InputError where a file is malformed, OutputError where one cannot be written.
    """
    from fazhi.link import Memory, link, read_decisions, write_decisions
    from fazhi.link import merged as join

    if drop:
        return spooled(join(lines, ())), None
    kept = lines if isinstance(lines, Sequence) else spooled(lines)
    decisions = read_decisions(folder / LINKS) if folder else {}
    if folder:
        make_folder(folder)
    known = _regions(folder, manifest)
    memory = Memory(folder / _MEMORY if folder and remember else None, version=_version())
    whole = False
    try:
        found = link(kept, decisions=decisions, progress=progress, memory=memory, known=known)
        whole = True
    finally:
        memory.close(whole=whole)
    if folder:
        write_decisions(folder / LINKS, found.ties, decisions)
    return spooled(join(kept, found.lines)), found


def _regions(folder: Path | None, manifest: Path | None) -> Regions:
    """The regions of the country with those of a manifest, which are written down; without one, with those of the last."""
    from fazhi.link.regions import Regions, as_table, read_regions, regions_of

    if manifest is None:
        return read_regions(folder / REGIONS) if folder else Regions()
    others = regions_of((entry.region_code, entry.region) for entry in read_manifest(manifest).values())
    if folder and others:
        write_bytes(folder / REGIONS, as_table(others).encode())
    return Regions(others)


def read_lines(folder: Path) -> Lines:
    """The lines of `graph.nq` in a folder, which stay on the disk. Raises StoreError where there are none."""
    path = folder / "graph.nq"
    try:
        check_utf8(path)
        return Lines(path)
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); make it with: fazhi build PATH... --out {folder}") from error


# ------------------------------------------------------------------ in memory


def build(
    paths: Iterable[Path | str] | Path | str,
    *,
    base: str = BASE,
    jobs: int = 1,
    options: ReadOptions | None = None,
    manifest: Path | None = None,
    link: bool = True,
) -> KnowledgeGraph:
    """Build the knowledge graph of all reports below `paths`, in memory; without `link`, of each report alone.

    `options` say how files are read, `manifest` is a table of what is known of them (`fazhi manifest` makes one).
    Raises InputError where nothing could be built. What was left out is in `KnowledgeGraph.failures`.

    >>> kg = build("data/reports")
    >>> [row["shortcoming"][:12] for row in kg.query("measures-for-shortcomings")][:1]  # "rule-of-law thinking of staff …"
    ['机关工作人员法治思维和法']
    """
    from fazhi.knowledge import KnowledgeGraph

    built = build_lines(
        [paths] if isinstance(paths, (str, Path)) else paths, base=base, jobs=jobs, options=options, manifest=manifest
    )
    if not built.summaries:
        raise InputError("nothing was built: " + ("; ".join(built.failures) or "no input was named"))
    lines = linked_lines(built.lines, manifest=manifest)[0] if link else built.lines
    return KnowledgeGraph.from_lines(lines, failures=built.failures)
