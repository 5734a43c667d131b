"""One file, through all the rooms that read: a pure function."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fazhi.documents import Entry, ReadOptions, read_file
from fazhi.model import Document, Evidence, ReportFacts

_RECOGNISED = 0.95  # the most that a figure read by character recognition is worth


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
