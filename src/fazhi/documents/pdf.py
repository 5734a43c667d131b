"""PDF: page after page, those with a text layer by their characters, those that are pictures by character recognition.

pypdfium2 (BSD, Apache) gives the characters (`glyphs`); what they mean on the page is worked out in `columns` and `layout`.
A page without characters is a picture: it is handed to `ocr`, and takes so long that a scan gets more time the more pages it
has; those for which there is no time are told.
"""

from __future__ import annotations

import re
from dataclasses import replace
from statistics import median
from typing import Any

from fazhi.documents.columns import groups, gutter_of, in_columns
from fazhi.documents.glyphs import has_image, sheet_of
from fazhi.documents.layout import Page, Row, compose
from fazhi.documents.limits import MOST_PAGES, Clock, NotNow, OutOfTime
from fazhi.documents.raw import Raw
from fazhi.errors import InputError

_FEWEST = 12  # characters on a page with a picture; with fewer it is taken for a scan
_ENCRYPTED = 4  # of pdfium


def read_pdf(data: bytes, *, shown: str, ocr: bool = True) -> Raw:
    """The text of a PDF. Raises InputError."""
    try:
        import pypdfium2 as pdfium
        import pypdfium2.raw as api
    except ImportError:
        raise InputError(f"{shown}: PDF is read with pypdfium2, which is missing; install it: pip install 'fazhi[pdf]'") from None
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or api.FPDF_GetLastError() == _ENCRYPTED:
            raise InputError(f"{shown}: this PDF is encrypted; save it without a password and name that file") from error
        if (declared := _declared(data)) > MOST_PAGES:
            raise _too_many(shown, declared) from error
        raise InputError(f"{shown}: this PDF is damaged or cut off ({error}); fetch it again") from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise _too_many(shown, count)
        return _read(document, count, shown, ocr, api)
    finally:
        document.close()


def _declared(data: bytes) -> int:
    """How many pages a PDF says that it has, as far as it says so in plain bytes."""
    counts = (
        re.search(rb"/Count\s+(\d{1,18})", tree[0]) for tree in re.finditer(rb"<<[^<>]{0,65536}?/Type\s*/Pages\b[^<>]*>>", data)
    )
    return max((int(count[1]) for count in counts if count), default=0)


def _too_many(shown: str, count: int) -> InputError:
    return InputError(f"{shown}: {count:,} pages are declared, more than the {MOST_PAGES:,} that are read; split the file")


class _Pages:
    """The pages of a document as they are read, and what is to be known of them."""

    def __init__(self, shown: str, count: int, ocr: bool) -> None:
        self.shown, self.count, self.ocr = shown, count, ocr
        self.pages: list[Page] = []
        self.lines: dict[int, list[list[Row]]] = {}  # of the pages with a text layer, by their place
        self.warnings: list[str] = []
        self.unread: list[int] = []  # for want of time
        self.unfinished = False
        self.clock = Clock()

    def read(self, page: Any, number: int, api: Any) -> None:
        """Read one page. Raises PdfiumError; InputError where nothing can be read without a program that is missing."""
        turn = page.get_rotation()
        sheet = sheet_of(page, api)
        if sheet.turned > 3:
            self.warnings.append(f"page {number}: {sheet.turned} characters at an angle (a watermark) were left out")
        if len(sheet.glyphs) < _FEWEST and has_image(page):
            page.set_rotation(turn)
            self._recognise(page, number)
            return
        self.lines[len(self.pages)] = groups(sheet.glyphs, sheet.rules)
        self.pages.append(Page(number, sheet.height, ()))

    def _recognise(self, page: Any, number: int) -> None:
        if not self.ocr:
            self.warnings.append(f"page {number} is a picture and was not recognised (--no-ocr)")
            return
        from fazhi.documents.ocr import recognise_page

        if not self.clock.has_time_for_page(self.count - number + 1):
            self.unread.append(number)
            return
        try:
            self.pages.append(recognise_page(page, number=number, shown=self.shown))
        except OutOfTime:
            self.unread.append(number)
        except InputError as error:
            if self.count == 1 or ("tesseract" in str(error) and not self.pages and number == 1):
                raise
            self.unfinished |= isinstance(error, NotNow)
            self.warnings.append(f"page {number} could not be read: {error}")

    def raw(self) -> Raw:
        """The text of all pages. Raises InputError where there is none."""
        usual = [gutter for lines in self.lines.values() if (gutter := gutter_of(lines)) is not None]
        for at, lines in self.lines.items():
            rows = in_columns(lines, usual=median(usual) if usual else None)
            self.pages[at] = replace(self.pages[at], rows=tuple(rows))
        pages, warnings = self.pages, [*self.warnings, *self.clock.told(self.unread)]
        if not any(page.rows for page in pages):
            told = "".join(f" ({w})" for w in warnings[:3])
            raise InputError(f"{self.shown}: no text is on its {self.count} pages; is it blank?{told}")
        scanned = any(row.doubts for page in pages for row in page.rows)
        if scanned:
            from fazhi.documents.ocr import warnings_of
            from fazhi.documents.series import in_series

            pages = in_series(pages)
            warnings += warnings_of()
        raw = compose(pages, format="pdf scan" if scanned else "pdf", count=self.count, warnings=tuple(warnings))
        return replace(raw, unfinished=self.unfinished or bool(self.unread))


def _read(document: Any, count: int, shown: str, ocr: bool, api: Any) -> Raw:
    import pypdfium2 as pdfium

    pages = _Pages(shown, count, ocr)
    for index in range(count):
        try:
            page = document[index]
            pages.read(page, index + 1, api)
            page.close()
        except pdfium.PdfiumError as error:
            pages.warnings.append(f"page {index + 1} could not be read ({error})")
    return pages.raw()
