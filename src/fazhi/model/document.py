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
    `published` (YYYY-MM-DD), `url`, `index_number` (索引号) and `region_code` (GB/T 2260) come from the header of a page
    or from a manifest.
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
    published: str | None = None
    url: str | None = None
    index_number: str | None = None
    region_code: str | None = None


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
    page: int | None = None


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
    decoded file; `line_starts` and `page_starts` are offsets in the decoded file, `line_numbers` and
    `page_numbers` the numbers of what begins there (empty: 1, 2, 3…). Where a file has pages, lines are counted on each.
    `format` is what the file was, `pages` how many pages it has, `doubts` are stretches of the decoded file that
    were read by character recognition, each with the probability that they are right, `warnings` what the user should know.
    `unfinished` tells that pages were left unread which may be read another time, with more time or a program that is missing.
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
    line_numbers: tuple[int, ...] = ()
    page_numbers: tuple[int, ...] = ()
    format: str = "text"
    pages: int | None = None
    doubts: tuple[tuple[int, int, float], ...] = ()
    warnings: tuple[str, ...] = ()
    unfinished: bool = False

    def place(self, offset: int) -> Place:
        """Line (and page) in the file of the character at `offset`."""
        origin = self.origins[min(offset, len(self.origins) - 1)]
        line, page = bisect_right(self.line_starts, origin), bisect_right(self.page_starts, origin)
        if self.line_numbers:
            line = self.line_numbers[max(0, line - 1)]
        if self.page_numbers and page:
            page = self.page_numbers[page - 1]
        return Place(line, page or None)

    def certainty(self, start: int, end: int) -> float:
        """How sure it is that the figures at a place were read right: 1.0 but for what character recognition read."""
        if not self.doubts or start >= end:
            return 1.0
        first, last = self.origins[start], self.origins[end - 1] + 1
        figures = [self.origins[i] for i in range(start, end) if self.text[i].isdigit()]
        held = self.doubts[max(0, bisect_right(self.doubts, (first, 0, 0.0)) - 1) :]
        near = [stretch for stretch in held if stretch[0] < last and stretch[1] > first]
        return min((sure for a, b, sure in near if any(a <= at < b for at in figures)), default=1.0 if not near else 0.99)
