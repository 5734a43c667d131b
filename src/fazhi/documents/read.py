"""From a file to a `Document`."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from pathlib import Path

from fazhi.documents.decode import decode
from fazhi.documents.metadata import metadata_of
from fazhi.documents.reading import reading_of
from fazhi.documents.repair import Repaired, repair
from fazhi.documents.title import HEAD, Title, find_title
from fazhi.errors import InputError, NotAReport
from fazhi.model import Document, Dropped
from fazhi.resources import lexicon

Stretches = tuple[tuple[int, int], ...]

_CHINESE = re.compile(r"[一-龥]")


def read_text_file(path: Path, *, identifier: str, source: str) -> Document:
    """Read a plain text file in UTF-8, UTF-16 or GB18030.

    `identifier` and `source` name the input in the graph, in place of the path on this machine.
    Raises InputError where it cannot be read, NotAReport where it is no report on rule-of-law work.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path and your permission to read it") from error
    return document_from(decode(data, source=str(path)), identifier=identifier, source=source, shown=str(path))


def document_from(decoded: str, *, identifier: str, source: str, shown: str | None = None) -> Document:
    """The `Document` of a decoded text; `shown` is how messages name it.

    >>> from fazhi.documents import document_from
    >>> body = "2023年,街道落实法治政府建设要求,规范行政执法,开展普法活动12场,办理行政复议案件1件。" * 5
    >>> document_from("某街道2023年法治政府建设情况报告\\n" + body, identifier="a", source="a.txt").metadata.year
    2023
    """
    shown = shown or source
    repaired = repair(decoded)
    readings = [reading_of(_joined(decoded, p)) for p in repaired.paragraphs[:HEAD]]
    title = find_title(readings)
    paragraphs, dropped, title_index = _settle(decoded, repaired, readings, title)
    text = "\n".join(_joined(decoded, p) for p in paragraphs)
    reading = reading_of(text)
    lines = reading.split("\n")
    title_text = lines[title_index] if title_index is not None else ""
    start = sum(len(line) + 1 for line in lines[: title_index or 0])
    metadata = metadata_of(
        title=title_text,
        title_start=start,
        title_end=start + len(title_text),
        paragraphs=lines[:title_index] + lines[title_index + 1 :] if title_index is not None else lines,
        dropped=dropped,
        stem=Path(source).stem,
    )
    _check_genre(reading, title_text, shown)
    if metadata.year is None:
        raise NotAReport(f"{shown}: neither title nor text says which year is reported on; name the year in the title")
    if not metadata.issuers:
        raise NotAReport(f"{shown}: neither title, signature nor text says whose report this is; name the body in the title")
    return Document(
        identifier=identifier,
        source=source,
        text=text,
        reading=reading,
        metadata=metadata,
        origins=_origins(paragraphs),
        line_starts=(0, *(m.end() for m in re.finditer("\n", decoded))),
        page_starts=(0, *(m.end() for m in re.finditer("\f", decoded))) if "\f" in decoded else (),
        dropped=tuple(dropped),
    )


def _joined(decoded: str, paragraph: Stretches) -> str:
    # A line break inside a paragraph stands for a blank between Latin words.
    return "".join(decoded[a:b] for a, b in paragraph).replace("\n", " ").replace("\f", " ")


def _settle(
    decoded: str, repaired: Repaired, readings: list[str], title: Title | None
) -> tuple[list[Stretches], list[Dropped], int | None]:
    """Paragraphs with the title in one piece, its repeats and the page's head above it dropped."""
    dropped = list(repaired.dropped)
    if title is None:
        return list(repaired.paragraphs), dropped, None
    lines = [decoded.count("\n", 0, p[0][0]) + 1 for p in repaired.paragraphs[: title.last + 6]]
    for i in (*range(title.first), *title.repeats):
        reason = "above the title" if i < title.first else "the title once more"
        dropped.append(Dropped(_joined(decoded, repaired.paragraphs[i]), lines[i], reason))
    whole = tuple(chain.from_iterable(repaired.paragraphs[title.first : title.last + 1]))
    rest = [p for i, p in enumerate(repaired.paragraphs) if i > title.last and i not in title.repeats]
    dropped.sort(key=lambda d: d.line)
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


@cache
def _genre() -> tuple[re.Pattern[str], list[re.Pattern[str]], int, int]:
    table = lexicon("genre")
    return (
        re.compile("|".join(table["other_title"])),
        [re.compile(p) for p in table["body"]],
        table["least"],
        table["least_characters"],
    )


def _check_genre(reading: str, title: str, shown: str) -> None:
    other, body, least, least_characters = _genre()
    if len(_CHINESE.findall(reading)) < least_characters:
        raise NotAReport(f"{shown}: fewer than {least_characters} Chinese characters; too short for a report on rule-of-law work")
    head = title or reading[: reading.find("\n") if "\n" in reading else 60]
    if found := other.search(head):
        raise NotAReport(f"{shown}: its title says {found[0]}: another kind of text than a report on rule-of-law work")
    spoken_of = sum(1 for pattern in body if pattern.search(reading))
    if spoken_of < least or (not title and spoken_of < 2 * least):
        raise NotAReport(
            f"{shown}: no title says that it is a report on rule-of-law work; it speaks of {spoken_of} of {len(body)} subjects"
        )
