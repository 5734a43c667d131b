"""What the last pass found, part by part, so that the next one does again only what can have changed.

A part is the story of one body, or what one region's names have to do with each other. It is known by a digest of all that its
result depends on: the reports, the names and where they stand, the decisions of a person, and fazhi itself. Results are in one
SQLite file, and those that were not asked for any more are forgotten at the end.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fazhi.link.ties import Quote, Tie, TieKind

_PASSING = 5.0  # seconds to wait for another process


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the pass found: sorted lines, ties with the doubtful ones, and counts of states."""

    lines: list[str] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class Memory:
    """The results of parts by their digests, in a file; without one, nothing is remembered.

    `made` are the names of the parts that had to be made anew, in order.

    >>> memory = Memory()
    >>> memory.part("a story", ["digest"], Part).lines, memory.made
    ([], ['a story'])
    """

    def __init__(self, path: Path | None = None, *, version: str = "") -> None:
        self.made: list[str] = []
        self._version = version
        self._asked: set[str] = set()
        self._file = None if path is None else _opened(path)

    def part(self, name: str, grounds: Iterable[object], make: Callable[[], Part]) -> Part:
        """What a part found: the last time, where all its grounds are the same, else now."""
        key = hashlib.blake2b(
            repr((self._version, name, list(grounds))).encode("utf-8", "surrogatepass"), digest_size=16
        ).hexdigest()
        if self._file is not None:
            self._asked.add(key)
            row = self._file.execute("SELECT found FROM part WHERE key = ?", (key,)).fetchone()
            if row is not None:
                return _read(json.loads(zlib.decompress(row[0])))
        self.made.append(name)
        found = make()
        if self._file is not None:
            told = json.dumps(asdict(found), ensure_ascii=False).encode("utf-8", "surrogatepass")
            self._file.execute("INSERT OR REPLACE INTO part VALUES (?, ?)", (key, zlib.compress(told, 1)))
        return found

    def close(self, *, whole: bool = True) -> None:
        """Keep what was found, and let go of the file; after a pass as a whole, forget what was not asked for."""
        if self._file is None:
            return
        with suppress(sqlite3.Error):
            if not whole:
                self._file.commit()
                self._file.close()
                return
            self._file.execute("CREATE TEMP TABLE asked (key TEXT PRIMARY KEY)")
            self._file.executemany("INSERT INTO asked VALUES (?)", [(key,) for key in sorted(self._asked)])
            self._file.execute("DELETE FROM part WHERE key NOT IN (SELECT key FROM asked)")
            self._file.commit()
        self._file.close()


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made anew where it is none of ours or broken; None where it cannot be used: the pass goes on without it."""
    for last in (False, True):
        with suppress(sqlite3.Error, OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            file = sqlite3.connect(path, timeout=_PASSING)
            file.execute("PRAGMA quick_check(1)").fetchone()
            file.execute("CREATE TABLE IF NOT EXISTS part (key TEXT PRIMARY KEY, found BLOB NOT NULL) WITHOUT ROWID")
            file.execute("BEGIN IMMEDIATE")
            return file
        if not last:
            with suppress(OSError):
                path.unlink()
    return None


def _read(told: dict[str, Any]) -> Part:
    ties = [
        Tie(
            TieKind(tie["kind"]),
            tie["subject"],
            tie["object"],
            tie["confidence"],
            tie["rule"],
            tuple(Quote(**quote) for quote in tie["quotes"]),
            (tie["labels"][0], tie["labels"][1]),
            tie["reason"],
        )
        for tie in told["ties"]
    ]
    return Part(told["lines"], ties, told["counts"])
