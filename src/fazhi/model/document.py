"""A file as text, and what a report says of itself."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Administrative level of the issuer of a report, or of a region."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself.

    `issuers` are bodies as a reader would name them (塘沽街道, Tanggu Subdistrict).
    `body` tells what kind of body the issuer is: "government" (a people's government of
    a county, town…), "subdistrict" (街道), "department" (a bureau of a government),
    "party" or "other". `region` leads from the largest region that the report names to the one
    the issuer governs or belongs to (("天津市", "滨海新区")), without the issuer itself, and
    may be empty. `head` is the generic name by which the issuer calls itself: 街道, 镇, 局, 县…
    """

    title: str
    title_start: int
    title_end: int
    issuers: tuple[str, ...]
    year: int | None
    level: Level | None = None
    body: str = "other"
    head: str = ""
    region: tuple[str, ...] = ()
    document_number: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file a character stands: 1-based line, and page where the file has pages."""

    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that was left out as noise, with the reason."""

    text: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report as text.

    `text` is the canonical text: paragraphs joined by newlines, wraps, page breaks, blanks between
    Chinese characters or digits, and noise around the article removed, characters as printed.
    `reading` has the same length, character by character: half-width digits, letters and
    ,;:!?()% , simplified characters, quotation marks as “ and ” in matching pairs, dashes as —;
    。、《》〈〉 stay. The rules read `reading`; people see `text`.
    `identifier` and `source` are the path of the input below the argument it was found under,
    without and with its suffix. `origins` holds, for each character of `text`, its offset in the
    decoded file; `line_starts` and `page_starts` are offsets in the decoded file.
    """

    identifier: str
    source: str
    text: str
    reading: str
    metadata: Metadata
    origins: tuple[int, ...]
    line_starts: tuple[int, ...]
    page_starts: tuple[int, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def place(self, offset: int) -> Place:
        """Line (and page) in the file of the character at `offset`."""
        origin = self.origins[min(offset, len(self.origins) - 1)]
        page = bisect_right(self.page_starts, origin) or None
        return Place(bisect_right(self.line_starts, origin), page)
