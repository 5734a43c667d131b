"""Which format a file has: told by its content first, by its suffix where the content does not tell.

`FORMATS` is the table: a new format is a row here and a reader in `readers.py`.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from fazhi.documents.limits import LARGEST_FILE, LARGEST_TEXT

HEAD = 8192  # bytes at the beginning of a file by which its format is told


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, its usual suffixes, what people call it, the bytes it may have, what it needs beside Python."""

    name: str
    suffixes: tuple[str, ...]
    label: str
    most: int = LARGEST_FILE
    needs: str = ""


FORMATS = {
    row.name: row
    for row in (
        Format("text", (".txt", ".md"), "plain text, Markdown", LARGEST_TEXT),
        Format("html", (".html", ".htm", ".shtml", ".xhtml"), "HTML", LARGEST_TEXT),
        Format("mhtml", (".mhtml", ".mht"), "MHTML (a page saved as one file)", LARGEST_TEXT),
        Format("pdf", (".pdf",), "PDF", needs="pip install 'fazhi[pdf]'; for scans tesseract"),
        Format("docx", (".docx", ".docm"), "DOCX"),
        Format("office", (".doc", ".wps", ".rtf", ".odt", ".wpt", ".dot"), "DOC, WPS, RTF, ODT", needs="LibreOffice"),
        Format("image", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), "scans as images", needs="tesseract"),
        Format("archive", (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz"), "ZIP and TAR archives"),
    )
}
SUFFIXES = {suffix: row.name for row in FORMATS.values() for suffix in row.suffixes}

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "office"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
)
_REFUSED = {
    b"Rar!\x1a\x07": "a RAR archive, which fazhi does not unpack; unpack it and name the folder",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive, which fazhi does not unpack; unpack it and name the folder",
    b"GIF8": "a GIF picture; save it as PNG and name that file",
    b"\x7fELF": "a program, not a document; name a report",
    b"MZ": "a program, not a document; name a report",
}
_REFUSED_SUFFIXES = {".xls", ".xlsx", ".et", ".ppt", ".pptx", ".dps"}
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b", re.IGNORECASE)
_MHTML = re.compile(rb"^(?:from|mime-version|subject|date|snapshot-content-location|content-type):", re.IGNORECASE | re.MULTILINE)


class Refused(Exception):
    """The bytes are of a known kind that is no document; the message says which, and what to do."""


def detect(head: bytes, name: str, whole: bytes | None = None) -> str | None:
    """The name of the format of a file that begins with `head`, or None where it cannot be told from these bytes.

    `whole` is the whole file where it is at hand: it tells a DOCX from an archive. Raises Refused.

    >>> detect(b"%PDF-1.7", "a.txt"), detect("法治".encode(), "a.txt"), detect(b"\\x00\\x01", "a.bin")
    ('pdf', 'text', None)
    """
    suffix = PurePath(name).suffix.lower()
    for magic, what in _REFUSED.items():
        if head.startswith(magic) and not (magic == b"MZ" and suffix in SUFFIXES):
            raise Refused(what)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside(whole, suffix)
    for magic, found in _MAGIC:
        if head.startswith(magic) and (len(magic) > 2 or SUFFIXES.get(suffix) in (found, None)):
            if found == "office" and suffix in _REFUSED_SUFFIXES:
                raise Refused("a spreadsheet or presentation; save the report as PDF or DOCX and name that file")
            return found
    if head[257:262] == b"ustar":
        return "archive"
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if len(_MHTML.findall(head)) >= 2 and b"multipart/" in head.lower():
        return "mhtml"
    if suffix in (".html", ".htm", ".shtml", ".xhtml") or (start.startswith(b"<") and _HTML.search(head.replace(b"\x00", b""))):
        return "html"
    return "text" if SUFFIXES.get(suffix) == "text" or not suffix else SUFFIXES.get(suffix)


def _inside(whole: bytes | None, suffix: str) -> str:
    """What a ZIP file is: a DOCX, another office document, or an archive."""
    if whole is None:
        return "docx" if suffix in (".docx", ".docm") else "office" if suffix in (".odt", ".wps") else "archive"
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as file:
            names = set(file.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return "docx" if suffix in (".docx", ".docm") else "archive"
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        raise Refused("a spreadsheet or presentation; save the report as PDF or DOCX and name that file")
    if "mimetype" in names and "content.xml" in names:
        return "office"
    return "archive"
