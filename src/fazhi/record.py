"""What became of each input of a build: read how, built or not and why, how much of it is covered by facts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any
from zlib import crc32

from fazhi.disk.files import output_error, whole, write_bytes
from fazhi.model import ReportFacts

_KEPT = 96  # of the smallest hashes of a text
_GRAM = 6  # characters
_ALIKE = 0.6  # of the pieces of two texts are the same: one report, read twice


RUN = "build.json"
"""The file in a folder of results that tells what became of each input, and how many quads stand there."""

_OURS = b'{\n "fazhi": '  # how such a file begins
_QUADS = re.compile(rb'(?<=^ "quads": )\d+', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """A build, as far as it is known before its graph is written: version of fazhi, base IRI, seconds, notices, inputs."""

    version: str
    base: str
    seconds: float
    notices: Sequence[str]
    records: Sequence[Record] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """One input. `status` is built, skipped (no report), duplicate or failed; `covered` a share of the characters.

    `metadata` is
    what the report says of itself: title, issuers, region, year, published, url, document number, index number, region code.
    `sketch` are the smallest hashes of the pieces of the text, by which copies are told.
    """

    source: str
    status: str
    reason: str = ""
    report: str = ""
    format: str = ""
    pages: int | None = None
    characters: int = 0
    covered: float = 0.0
    facts: int = 0
    metadata: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    dropped: tuple[tuple[str, int | None, int, str], ...] = ()
    seconds: float = 0.0
    sha256: str = ""
    unchanged: bool = False
    sketch: tuple[int, ...] = field(default=(), repr=False)

    def as_json(self) -> dict[str, Any]:
        """For `build.json`: without the sketch, what was dropped with page, line and reason."""
        found = asdict(self)
        del found["sketch"]
        names = ("text", "page", "line", "reason")
        return found | {
            "dropped": [dict(zip(names, row, strict=True)) for row in self.dropped],
            "covered": round(self.covered, 4),
        }


def write_run(path: Path, run: Run, *, quads: int) -> None:
    """Write what a build did, input by input, and how many quads its graph has: `build.json`. Raises OutputError."""

    counts = Counter(record.status for record in run.records)
    told = {
        "fazhi": run.version,
        "base": run.base,
        "seconds": round(run.seconds, 2),
        "quads": quads,
        "inputs": {status: counts[status] for status in ("built", "skipped", "duplicate", "failed")},
        "notices": list(run.notices),
        "files": [],
    }
    head, tail = json.dumps(told, ensure_ascii=False, indent=1).rsplit("[]", 1)
    files = (json.dumps(r.as_json() | {"seconds": round(r.seconds, 3)}, ensure_ascii=False, indent=1) for r in run.records)
    with whole(path) as file:
        file.write(f"{head}[".encode())
        for number, text in enumerate(files):
            file.write((",\n" if number else "\n").encode() + indent(text, "  ").encode())
        file.write(f"\n ]{tail}\n".encode())


def recount(path: Path, *, quads: int) -> bool:
    """Let the `build.json` of a graph that has been changed tell how many quads it has now: whether there is one of ours.

    What became of the inputs stays as it was told. Raises OutputError.
    """
    told = _told(path)
    if told is not None:
        write_bytes(path, _QUADS.sub(str(quads).encode(), told, count=1))
    return told is not None


def drop_run(path: Path) -> None:
    """Remove the `build.json` of a graph in whose place stands another, of whose inputs nothing is known. Raises OutputError."""
    if _told(path) is not None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise output_error(path, error) from error


def _told(path: Path) -> bytes | None:
    """What such a file holds; None where there is none, or one of another program."""
    try:
        told = path.read_bytes()
    except OSError:
        return None
    return told if told.startswith(_OURS) else None


def covered(facts: ReportFacts) -> float:
    """The share of a report's characters that stand in the evidence of a fact."""
    text = facts.document.text
    spans = [fact.evidence for fact in facts.observations]
    spans += [fact.evidence for points in (facts.measures, facts.shortcomings, facts.causes) for fact in points]
    spans += [evidence for entity in facts.entities for evidence in entity.evidence]
    reached = total = 0
    for start, end in sorted((span.start, span.end) for span in spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total / len(text) if text else 0.0


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the pieces of a text (Chinese characters, letters and digits alone)."""
    bare = "".join(re.findall(r"[一-龥A-Za-z0-9]+", text))
    return tuple(sorted({crc32(bare[i : i + _GRAM].encode()) for i in range(max(1, len(bare) - _GRAM + 1))})[:_KEPT])


def alike(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether two texts are the same but for what layout and recognition change.

    >>> alike(sketch("街道推进依法行政" * 9), sketch("街道推进依法行政" * 9 + "。"))  # "the subdistrict advances …"
    True
    """
    union = sorted({*a, *b})[:_KEPT]
    both = set(a) & set(b)
    return bool(union) and sum(1 for value in union if value in both) >= _ALIKE * len(union)
