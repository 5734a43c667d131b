"""One input in a child process: it is read, and what it gave is kept for the next build.

A result is kept under a name made of the file's content, of what was asked, and of fazhi itself.
"""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

from fazhi.disk.files import write_bytes
from fazhi.disk.packed import pack
from fazhi.documents import Entry, Input, ReadOptions, read_file
from fazhi.errors import FazhiError, InputError, NotAReport, OutputError
from fazhi.model import Metadata, ReportFacts
from fazhi.pipeline.means import means_of, prepare, version
from fazhi.pipeline.one import read_report
from fazhi.record import Record, covered, sketch
from fazhi.summary import SectionSummary, Summary, summarize

QUADS = ".quads"
"""The end of the name of a file of packed lines (`fazhi.disk.packed`)."""

_TOLD = ("title", "issuers", "region", "year", "published", "url", "document_number", "index_number", "region_code")


@dataclass(frozen=True, slots=True)
class Task:
    """One input to read, with all that its result depends on; results are kept in the folder `kept`.

    `seconds` are those that reading may take: a result depends on them only where they did not suffice.
    """

    item: Input
    base: str
    options: ReadOptions
    entry: Entry | None
    kept: str
    shown: str
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its record, and what its report tells; the quads are in a file of the folder `kept`.

    `means` are, where pages were left unread for want of time or of a program, the time and the programs that there were:
    the result holds as long as these are the same.
    """

    record: Record
    summary: Summary | None = None
    key: str = ""
    means: str = ""


def read_task(task: Task) -> Outcome:
    """Read one input in a child process, or find what an earlier build made of the same. Raises OutputError alone."""
    from fazhi.documents.limits import read_bytes

    started = time.perf_counter()
    try:
        digest = hashlib.sha256(read_bytes(task.item.path)).hexdigest()
        key = _key(task, digest)
        if (known := _kept(task, key)) is not None:
            return known
        prepare()
        started = time.perf_counter()
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
        what = f"{type(error).__name__} in {_room(error)}: {error}"
        reason = f"{task.shown}: not built, by a fault of fazhi ({what}); other files are built; please report it with this one"
        return Outcome(Record(task.item.source, "failed", reason, seconds=time.perf_counter() - started))


def _room(error: Exception) -> str:
    """The innermost place of fazhi that an error came through: facts/involvement.py, line 12.

    A report of which one room failed is not built without that room's facts: questions for what is missing (shortcomings
    that no plan addresses, measures without results) would answer with what was only not read.
    """
    home = Path(__file__).parent.parent
    places = [(Path(f.filename), f.lineno) for f in traceback.extract_tb(error.__traceback__)]
    path, line = next((place for place in reversed(places) if place[0].is_relative_to(home)), places[-1])
    return f"{path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name}, line {line}"


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
    outcome = Outcome(record, summarize(facts), key, means_of(task.seconds) if document.unfinished else "")
    kept = Path(task.kept)
    write_bytes(kept / f"{key}{QUADS}", lines)
    write_bytes(kept / f"{key}.json", json.dumps(asdict(outcome), ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return outcome


def _key(task: Task, digest: str) -> str:
    """The name under which a result is kept."""
    parts = (digest, version(), task.item.source, task.item.identifier, task.base, repr(task.options), repr(task.entry))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:40]


def _kept(task: Task, key: str) -> Outcome | None:
    """What an earlier build made of the same file, or None."""
    try:
        known = json.loads((Path(task.kept) / f"{key}.json").read_text("utf-8"))
        if not (Path(task.kept) / f"{key}{QUADS}").is_file():
            return None
        if known["means"] and known["means"] != means_of(task.seconds):
            return None
        record, summary = known["record"], known["summary"]
        for name in ("warnings", "sketch"):
            record[name] = tuple(record[name])
        record["dropped"] = tuple(tuple(row) for row in record["dropped"])
        summary["sections"] = tuple(SectionSummary(**section) for section in summary["sections"])
        summary["omitted"] = tuple(tuple(row) for row in summary["omitted"])
        return Outcome(Record(**record | {"unchanged": True}), Summary(**summary), key, known["means"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def unpack_task(task: tuple[Path, str, str, str]) -> tuple[list[tuple[str, str]], list[str]]:
    """Unpack an archive in a child process: places and names of its files, and what was refused, or why none could be read."""
    from fazhi.documents.archives import unpack

    path, folder, source, shown = task
    try:
        members, refused = unpack(path, Path(folder), shown=shown)
        return [(str(member.path), f"{source}/{member.name}") for member in members], refused
    except InputError as error:
        return [], [str(error)]


def describe_task(task: Task) -> Metadata | None:
    """What one file says of itself, in a child process; None where it cannot be read."""
    try:
        return read_file(
            task.item.path, identifier="", source=task.item.source, options=ReadOptions(ocr=False, force=True)
        ).metadata
    except MemoryError:
        raise
    except Exception:  # whatever it is: the build tells of it, and the others have their rows
        return None
