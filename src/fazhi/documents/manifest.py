"""A manifest: a CSV table of what is known of the files beside their text.

Columns: `file` (as `fazhi build` names it: its path below the argument, archives included), `issuer`, `region` (from the largest,
parts apart by /), `region_code` (GB/T 2260: 6, 9 or 12 digits), `year`, `url`, `published` (YYYY-MM-DD). Only `file` must be
there; an empty cell says nothing. What a manifest says wins over what the text says, and where the two disagree it is said.
A cell that a spreadsheet would take for a formula has an apostrophe before it, which is none of what it says.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from fazhi.documents.decode import decode
from fazhi.documents.header import date_of
from fazhi.documents.limits import MEGABYTE, read_bytes
from fazhi.errors import InputError
from fazhi.model import Metadata
from fazhi.pages import armed, as_csv

COLUMNS = ("file", "issuer", "region", "region_code", "year", "url", "published")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a manifest; None where it says nothing."""

    file: str
    issuer: str | None = None
    region: tuple[str, ...] | None = None
    region_code: str | None = None
    year: int | None = None
    url: str | None = None
    published: str | None = None

    def applied_to(self, metadata: Metadata) -> tuple[Metadata, list[str]]:
        """Metadata as the manifest has it, and where the text had it otherwise."""
        from fazhi.documents.metadata import with_issuer

        said = []
        found = metadata
        if self.issuer is not None:
            found = with_issuer(found, self.issuer, [])
            if not found.region and self.region is None and metadata.region:
                found = replace(found, region=metadata.region)
            if metadata.issuers and found.issuers != metadata.issuers:
                said.append(_disagreement("issuer", "、".join(found.issuers), "、".join(metadata.issuers)))
        for name in ("region", "year", "published", "url", "region_code"):
            given, had = getattr(self, name), getattr(metadata, name)
            if given is None:
                continue
            if had and had != given:
                said.append(_disagreement(name, given, had))
            found = replace(found, **{name: given})
        return found, said


def _disagreement(name: str, given: object, had: object) -> str:
    shown = ["/".join(value) if isinstance(value, tuple) else str(value) for value in (given, had)]
    return f"{name}: the manifest says {shown[0]}, the file says {shown[1]}; the manifest is followed"


def read_manifest(path: Path) -> dict[str, Entry]:
    """The rows of a manifest by file. Raises InputError, which names line, column, reason and remedy."""
    text = decode(read_bytes(path, most=64 * MEGABYTE), source=str(path)).removeprefix("\ufeff")
    rows = _rows(path, text)
    _, header = next(rows, (1, []))
    names = [name.strip() for name in header]
    if "file" not in names:
        raise InputError(
            f"{path}: line 1: no column is named file; use the header that `fazhi manifest` writes: {','.join(COLUMNS)}"
        )
    if unknown := [name for name in names if name not in COLUMNS]:
        raise InputError(f"{path}: line 1: unknown column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}")
    entries: dict[str, Entry] = {}
    for number, row in rows:
        where = f"{path}: line {number}"
        if len(row) > len(names):
            raise InputError(f"{where}: more cells than the header has; put a value with a comma in quotation marks")
        entry = _entry({name: armed(value.strip()) for name, value in zip_longest(names, row, fillvalue="")}, where)
        if entry.file in entries:
            raise InputError(f"{where}: column file: {entry.file} stands in the table twice; remove one row")
        entries[entry.file] = entry
    return entries


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number of its line: no value of a manifest goes on over the end of a line."""
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        try:
            row = next(csv.reader([line], strict=True))
        except csv.Error as error:
            told = (
                "a quotation mark is not closed on this line" if "unexpected end" in str(error) else f"this is no CSV ({error})"
            )
            remedy = (
                "close or remove the quotation mark; one that belongs to a value is written twice, the value between two more"
            )
            raise InputError(f"{path}: line {number}: {told}; {remedy}") from None
        if row:
            yield number, row


_CHECKS = {
    "year": (re.compile(r"(?:19|20)\d{2}"), "give a year of four digits, such as 2023"),
    "region_code": (re.compile(r"\d{6}(?:\d{3})?(?:\d{3})?"), "give a code of GB/T 2260 with 6, 9 or 12 digits"),
    "url": (re.compile(r"https?://[^\s<>\"{}|\\^`]+"), "give an address that begins with http:// or https://"),
    "published": (re.compile(r"\d{4}-\d{2}-\d{2}"), "give a date as YYYY-MM-DD"),
}


def _entry(row: Mapping[str, str], where: str) -> Entry:
    if not row.get("file"):
        raise InputError(f"{where}: column file: empty; give the path of the file as `fazhi build` names it")
    for name, (pattern, remedy) in _CHECKS.items():
        value = row.get(name, "")
        if value and (not pattern.fullmatch(value) or (name == "published" and date_of(value) != value)):
            raise InputError(f"{where}: column {name}: {value!r} cannot be used; {remedy}")
    region = tuple(part.strip() for part in row.get("region", "").split("/") if part.strip())
    return Entry(
        file=row["file"],
        issuer=row.get("issuer") or None,
        region=region or None,
        region_code=row.get("region_code") or None,
        year=int(row["year"]) if row.get("year") else None,
        url=row.get("url") or None,
        published=row.get("published") or None,
    )


def template(files: Iterable[str], known: Mapping[str, Metadata]) -> str:
    """A manifest to fill in: a row for each file, with what its text says.

    >>> print(template(["a.txt"], {}), end="")
    file,issuer,region,region_code,year,url,published
    a.txt,,,,,,
    """
    rows = list[tuple[object, ...]]()
    for file in files:
        m = known.get(file)
        if m is None:
            cells: tuple[object, ...] = ("",) * (len(COLUMNS) - 1)
        else:
            cells = ("、".join(m.issuers), "/".join(m.region), m.region_code or "", m.year or "", m.url or "", m.published or "")
        rows.append((file, *cells))
    return as_csv(COLUMNS, rows)
