"""From a file to a `Document`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from fazhi.documents.genre import check_genre
from fazhi.documents.header import header_of
from fazhi.documents.manifest import Entry
from fazhi.documents.metadata import metadata_of, year_before
from fazhi.documents.raw import Raw, plain
from fazhi.documents.readers import ReadOptions, read_raw
from fazhi.documents.reading import reading_of
from fazhi.documents.repair import Repaired, repair
from fazhi.documents.title import HEAD, Title, find_title
from fazhi.documents.traditional import simplified
from fazhi.errors import NotAReport
from fazhi.model import Document, Dropped, Metadata, Place

Stretches = tuple[tuple[int, int], ...]
DEFAULT = ReadOptions()
_NOTHING = Metadata("", 0, 0, (), None)


def read_file(
    path: Path, *, identifier: str, source: str, options: ReadOptions = DEFAULT, entry: Entry | None = None, shown: str = ""
) -> Document:
    """Read a file of any format that is known.

    `identifier` and `source` name the input in the graph, in place of the path on this machine; `entry` is what a manifest
    says of it. Raises InputError where it cannot be read, NotAReport where it is no report on rule-of-law work.
    """
    raw = read_raw(path, name=Path(source).name, shown=shown or str(path), options=options)
    return document_of(raw, identifier=identifier, source=source, shown=shown or str(path), options=options, entry=entry)


def read_text_file(path: Path, *, identifier: str, source: str) -> Document:
    """Read a plain text file in UTF-8, UTF-16, GB18030 or Big5. Raises as `read_file` does."""
    return read_file(path, identifier=identifier, source=source)


def document_from(decoded: str, *, identifier: str, source: str, shown: str | None = None) -> Document:
    """The `Document` of a decoded text; `shown` is how messages name it.

    >>> from fazhi.documents import document_from
    >>> body = "2023年,街道落实法治政府建设要求,规范行政执法,开展普法活动12场,办理行政复议案件1件。" * 5
    >>> document_from("某街道2023年法治政府建设情况报告\\n" + body, identifier="a", source="a.txt").metadata.year
    2023
    """
    return document_of(plain(decoded), identifier=identifier, source=source, shown=shown)


def document_of(
    raw: Raw,
    *,
    identifier: str,
    source: str,
    shown: str | None = None,
    options: ReadOptions = DEFAULT,
    entry: Entry | None = None,
) -> Document:
    """The `Document` of what a reader gave; `shown` is how messages name it. Raises NotAReport."""
    shown = shown or source
    decoded = raw.text
    simple, warning = simplified(decoded)
    where = Document(
        identifier, source, "", "", _NOTHING, range(len(decoded) + 1), raw.line_starts, raw.page_starts,  # type: ignore[arg-type]
        line_numbers=raw.line_numbers, page_numbers=raw.page_numbers,
    )  # fmt: skip
    repaired = repair(simple, noise=raw.noise, place=where.place)
    readings = [reading_of(_joined(simple, p)) for p in repaired.paragraphs[:HEAD]]
    title = find_title(readings)
    paragraphs, dropped, title_index = _settle(decoded, repaired, readings, title, where.place)
    text = "\n".join(_joined(decoded, p) for p in paragraphs)
    reading = reading_of(text if simple is decoded else "\n".join(_joined(simple, p) for p in paragraphs))
    if not reading.strip():
        raise NotAReport(f"{shown}: no text but navigation, counters and page numbers; save the page of the report itself")
    metadata, doubts = _metadata(reading, title_index, dropped, raw, source)
    warnings = [*raw.warnings, *([warning] if warning else []), *doubts]
    if entry is not None:
        metadata, disagreements = entry.applied_to(metadata)
        warnings += disagreements
    if not options.force:
        check_genre(reading, metadata.title, shown, above=readings[: title.first] if title is not None else ())
        _check_known(metadata, shown)
    return Document(
        identifier=identifier,
        source=source,
        text=text,
        reading=reading,
        metadata=metadata,
        origins=_origins(paragraphs),
        line_starts=raw.line_starts,
        page_starts=raw.page_starts,
        dropped=tuple(dropped),
        line_numbers=raw.line_numbers,
        page_numbers=raw.page_numbers,
        format=raw.format,
        pages=raw.pages,
        doubts=raw.doubts,
        warnings=tuple(warnings),
        unfinished=raw.unfinished,
    )


def _metadata(reading: str, title_index: int | None, dropped: list[Dropped], raw: Raw, source: str) -> tuple[Metadata, list[str]]:
    """What a reading text says of itself, its title being the line at `title_index`, and what of that is guessed."""
    lines = reading.split("\n")
    title = lines[title_index] if title_index is not None else ""
    start = sum(len(line) + 1 for line in lines[: title_index or 0])
    found = metadata_of(
        title=title,
        title_start=start,
        title_end=start + len(title),
        paragraphs=lines[:title_index] + lines[title_index + 1 :] if title_index is not None else lines,
        dropped=dropped,
        stem=Path(source).stem,
        header=header_of((d.text for d in dropped), raw.header),
    )
    year = year_before(found.published) if found.year is None else None
    if year is None:
        return found, []
    guessed = f"neither title nor text says which year is reported on; {year}, for the page is of {found.published}"
    return replace(found, year=year), [guessed]


def _check_known(metadata: Metadata, shown: str) -> None:
    if metadata.year is None:
        raise NotAReport(f"{shown}: neither title nor text says which year is reported on; name it in the title or a manifest")
    if not metadata.issuers:
        raise NotAReport(
            f"{shown}: neither title, signature nor text says whose report this is; name the body in the title or a manifest"
        )


def _joined(decoded: str, paragraph: Stretches) -> str:
    # A line break inside a paragraph stands for a blank between Latin words.
    return "".join(decoded[a:b] for a, b in paragraph).replace("\n", " ").replace("\f", " ")


def _settle(
    decoded: str, repaired: Repaired, readings: list[str], title: Title | None, place: Callable[[int], Place]
) -> tuple[list[Stretches], list[Dropped], int | None]:
    """Paragraphs with the title in one piece, its repeats and the page's head above it dropped."""
    dropped = list(repaired.dropped)
    if title is None:
        return list(repaired.paragraphs), dropped, None
    for i in (*range(title.first), *title.repeats):
        reason = "above the title" if i < title.first else "the title once more"
        at = place(repaired.paragraphs[i][0][0])
        dropped.append(Dropped(_joined(decoded, repaired.paragraphs[i]), at.line, reason, at.page))
    whole = tuple(chain.from_iterable(repaired.paragraphs[title.first : title.last + 1]))
    rest = [p for i, p in enumerate(repaired.paragraphs) if i > title.last and i not in title.repeats]
    dropped.sort(key=lambda d: (d.page or 0, d.line))
    return [whole, *rest], dropped, 0


def _origins(paragraphs: list[Stretches]) -> tuple[int, ...]:
    """For each character of the canonical text, its offset in the decoded file; a newline has that of what ends before it."""
    found: list[int] = []
    for paragraph in paragraphs:
        if found:
            found.append(found[-1])
        for a, b in paragraph:
            found.extend(range(a, b))
    return tuple(found)
