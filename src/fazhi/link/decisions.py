"""The file of doubtful ties, `links.csv`, in which a person accepts or rejects them.

One row is one tie. In the column `decision` stands `accept`, `reject` or nothing; what stands there survives every rebuilding,
also when the tie is no longer proposed, and is applied ever after. Ties that were stated without being certain are
listed too (`stated`: yes), so that they can be rejected.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fazhi.disk.files import whole
from fazhi.errors import InputError
from fazhi.link.ties import ASSERTED, CERTAIN, Tie, TieKind
from fazhi.pages import defused

COLUMNS = ("decision", "kind", "subject_name", "object_name", "confidence", "stated", "reason", "rule", "subject", "object")
_VALUES = ("", "accept", "reject")
_BOM = "\ufeff"  # spreadsheets know UTF-8 by it


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a tie; `row` is what the file said of it."""

    accepted: bool
    row: Mapping[str, str]


Decisions = Mapping[tuple[str, str, str], Decision]


def read_decisions(path: Path) -> dict[tuple[str, str, str], Decision]:
    """The decisions in a file, by the keys of their ties; none where there is no file. Raises InputError."""
    if not path.exists():
        return {}
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error}); save it as CSV in UTF-8, or remove it") from error
    reader = csv.DictReader(io.StringIO(text))
    missing = {"decision", "kind", "subject", "object"} - set(reader.fieldnames or ())
    if missing:
        raise InputError(f"{path}, line 1: no columns {', '.join(sorted(missing))}; keep the header as it was written")
    found = {}
    for row in reader:
        decision = (row["decision"] or "").strip().lower()
        if decision not in _VALUES:
            raise InputError(f"{path}, line {reader.line_num}: decision {decision!r}; write accept, reject, or nothing")
        if not decision:
            continue
        key = (row["kind"] or "", row["subject"] or "", row["object"] or "")
        if key[0] not in list(TieKind):
            raise InputError(f"{path}, line {reader.line_num}: kind {key[0]!r}; it is one of {', '.join(TieKind)}")
        found[key] = Decision(decision == "accept", {column: row.get(column) or "" for column in COLUMNS})
    return found


def decided(ties: Iterable[Tie], decisions: Decisions) -> list[Tie]:
    """Ties with the confidence that a decision gives them: 1 where accepted, 0 where rejected.

    A decision about a tie that was never found has no effect: names that the guard keeps apart stay apart.
    """
    result = []
    for tie in ties:
        decision = decisions.get(tie.key)
        if decision is None:
            result.append(tie)
        elif not decision.accepted:
            result.append(replace(tie, confidence=0.0))
        else:
            result.append(replace(tie, confidence=1.0, rule=f"{tie.rule}.accepted"))
    return result


def rows(ties: Sequence[Tie], decisions: Decisions) -> Iterator[dict[str, str]]:
    """The rows of the file: what is to be reviewed, the most doubtful first, and all that was decided."""
    doubts = ((abs(t.confidence - ASSERTED), t.key, n) for n, t in enumerate(ties) if t.confidence < CERTAIN)
    for _, key, number in sorted(doubts):
        if key not in decisions:
            yield _row(ties[number])
    for key in sorted(decisions):
        yield {**decisions[key].row, "decision": "accept" if decisions[key].accepted else "reject"}


def _row(tie: Tie) -> dict[str, str]:
    return {
        "decision": "",
        "kind": tie.kind.value,
        "subject_name": _plain(tie.labels[0]),
        "object_name": _plain(tie.labels[1]),
        "confidence": f"{tie.confidence:g}",
        "stated": "yes" if tie.confidence >= ASSERTED else "no",
        "reason": _plain(tie.reason),
        "rule": tie.rule,
        "subject": tie.subject,
        "object": tie.object,
    }


def _plain(text: str) -> str:
    """A text in one line that no spreadsheet takes for a formula."""
    return defused(" ".join(text.split()))


def write_decisions(path: Path, ties: Sequence[Tie], decisions: Decisions) -> None:
    """Write the file anew, whole or not at all; without anything to review or decided, none. Raises OutputError."""
    told = rows(ties, decisions)
    first = next(told, None)
    if first is None:
        path.unlink(missing_ok=True)
        return
    with whole(path) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
        text.write(_BOM)
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(told)
        text.detach()
