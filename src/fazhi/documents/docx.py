"""DOCX: paragraphs with the numbers that Word counts, tables, footnotes and text boxes, in reading order.

The package is read with the standard library, because what matters here (automatic numbering, text boxes once and not twice,
deleted and hidden text left out) is not what DOCX libraries give. A document type declaration in any part is refused, so that no
entity is ever expanded. The line of a character is the number of its paragraph; its page is known where Word saved page breaks.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from fazhi.documents.archives import DAMAGED
from fazhi.documents.limits import LARGEST_PART, too_large
from fazhi.documents.numbering import Numbering, W, value
from fazhi.documents.raw import Raw, Writer, row_lines
from fazhi.errors import InputError

_SKIPPED = {
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPrChange", "pPrChange", "sectPr", "pPr", "rPr")
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGE = "\f"  # in the pieces of a paragraph: here a page ends


class _Docx:
    """One document: its parts, its numbering, and where the reading is."""

    def __init__(self, archive: zipfile.ZipFile, shown: str) -> None:
        self.archive, self.shown = archive, shown
        self.names = set(archive.namelist())
        self.main = next((n for n in ("word/document.xml", "word/document2.xml") if n in self.names), "")
        if not self.main:
            raise InputError(f"{shown}: no document is in this DOCX file; open it in a word processor and save it again")
        self.numbering = Numbering(self.part("word/numbering.xml"), self.part("word/styles.xml"))
        self.notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind in ("footnote", "endnote")
            if (root := self.part(f"word/{kind}s.xml")) is not None
            for note in root.iter(f"{W}{kind}")
        }
        self.writer = Writer()
        self.line, self.page, self.paged = 0, 1, False

    def part(self, name: str) -> Element | None:
        """The root of a part, or None where the document has no such part."""
        if name not in self.names:
            return None
        with self.archive.open(name) as file:
            data = file.read(LARGEST_PART + 1)
        if len(data) > LARGEST_PART:
            raise too_large(f"{self.shown}: {name}", LARGEST_PART)
        return _parsed(data, f"{self.shown}: {name}")

    # ---- paragraphs

    def blocks(self, parent: Element, noise: str = "") -> None:
        """Write the paragraphs and tables below an element."""
        for child in parent:
            if child.tag == f"{W}p":
                self.paragraph(child, noise)
            elif child.tag == f"{W}tbl":
                for row in child.iter(f"{W}tr"):
                    self.row(row, noise)
            elif child.tag not in _SKIPPED and child.tag != _FALLBACK:
                self.blocks(child, noise)

    def paragraph(self, paragraph: Element, noise: str = "") -> None:
        """Write one paragraph, then the text boxes and notes that hang on it."""
        extra: list[tuple[str, Element]] = []
        number = self.numbering.number(paragraph)
        self.write(number + "".join(_texts(paragraph, extra)), noise)
        for kind, element in extra:
            if kind == "box":
                self.blocks(element, noise)
            elif (note := self.notes.get((kind, element.get(f"{W}id", "")))) is not None:
                self.blocks(note, noise)

    def row(self, row: Element, noise: str) -> None:
        """Write a row of a table: as one line where its cells are short."""
        cells = [cell for cell in row.iter(f"{W}tc") if _owner(row, cell)]
        simple = not any(cell.find(f".//{W}tbl") is not None for cell in cells)
        extra: list[tuple[str, Element]] = []
        texts = [["".join(_texts(p, extra)) for p in cell.iter(f"{W}p")] for cell in cells] if simple else []
        lines = row_lines(texts) if simple and not extra else None
        if lines is None or any(self.numbering.number(p) for cell in cells for p in cell.iter(f"{W}p")):
            for cell in cells:
                self.blocks(cell, noise)
        else:
            self.write(lines[0], noise)

    def write(self, text: str, noise: str = "") -> None:
        """Write one paragraph of the file; a forced line break in it starts a new line of the text."""
        self.line += 1
        start = self.writer.at
        for i, piece in enumerate(text.split(_PAGE)):
            if i:
                self.page, self.paged = self.page + 1, True
            for j, line in enumerate(piece.split("\n")):
                if j:
                    self.writer.end(start=start, noise=noise)
                    start = self.writer.at
                if line:
                    self.writer.write(line, line=self.line, page=self.page)
        self.writer.end(start=start, noise=noise)


def read_docx(data: bytes, *, shown: str) -> Raw:
    """The text of a DOCX file. Raises InputError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            docx = _Docx(archive, shown)
            root = docx.part(docx.main)
            body = root.find(f"{W}body") if root is not None else None
            if body is None:
                raise InputError(f"{shown}: no body is in this DOCX file; open it in a word processor and save it again")
            docx.blocks(body)
            for name in sorted(n for n in docx.names if n.startswith(("word/header", "word/footer")) and n.endswith(".xml")):
                if (part := docx.part(name)) is not None:
                    docx.blocks(part, "header or footer of the pages")
    except DAMAGED as error:
        raise InputError(
            f"{shown}: this DOCX file is damaged or encrypted ({error}); open it in a word processor and save it again"
        ) from error
    raw = docx.writer.raw(format="docx", pages=docx.page if docx.paged else None)
    if docx.paged:
        return raw
    return Raw(raw.text, raw.format, raw.line_starts, raw.line_numbers, noise=raw.noise)


def _texts(element: Element, extra: list[tuple[str, Element]]) -> Iterator[str]:
    """The pieces of text of a paragraph in order; text boxes and notes are put aside in `extra`."""
    for child in element:
        name = child.tag.removeprefix(W)
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if name == "r" and _hidden(child):
            continue
        if name == "t":
            yield child.text or ""
        elif name == "tab":
            yield "\t"
        elif name == "cr" or (name == "br" and child.get(f"{W}type", "textWrapping") == "textWrapping"):
            yield "\n"
        elif name == "lastRenderedPageBreak":
            yield _PAGE
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "txbxContent":
            extra.append(("box", child))
        elif name in ("footnoteReference", "endnoteReference"):
            extra.append((name.removesuffix("Reference"), child))
        else:
            yield from _texts(child, extra)


def _hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and value(vanish, "1") not in ("0", "false", "off")


def _owner(row: Element, cell: Element) -> bool:
    """Whether a cell is one of the row itself, not of a table inside one of its cells."""
    return not any(cell in set(inner.iter(f"{W}tc")) for inner in row.iter(f"{W}tr") if inner is not row)


def _parsed(data: bytes, shown: str) -> Element:
    """The root element of XML without a document type; InputError where it is not well formed."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")

    def name(raw: str) -> str:
        """A name as lxml and ElementTree write it: `{namespace}name`."""
        return "{" + raw if "}" in raw else raw

    def refuse(*_: object) -> None:
        """InputError: entities can make a small file fill the memory."""
        raise InputError(f"{shown}: it declares entities or a document type, which no report needs; refused")

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: builder.start(name(tag), {name(k): v for k, v in attributes.items()})
    parser.EndElementHandler = lambda tag: builder.end(name(tag))
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InputError(f"{shown}: not well-formed XML ({error}); open it in a word processor and save it again") from error
    root = builder.close()
    assert isinstance(root, Element)
    return root
