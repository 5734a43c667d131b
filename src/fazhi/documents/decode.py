"""From bytes to characters: UTF-8, UTF-16 and GB18030, told apart by what they contain."""

from __future__ import annotations

import codecs
import re

from fazhi.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP, DOCX or XLSX", b"\xd0\xcf\x11\xe0": "a legacy DOC or WPS"}
# What Chinese running text is made of, in any encoding that was guessed right.
_COMMON = re.compile(r"[的一是在和有了人年法政治府建设工作行执度不为上中大,，。、\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffd]")
_COMMON_SHARE = 0.08


def decode(data: bytes, *, source: str) -> str:
    """The text of a file of unknown encoding, with newlines as \\n.

    Raises InputError, naming `source`, where the bytes are empty, no text, or in an encoding that is not known.

    >>> decode("法治政府".encode("gb18030") * 9, source="a.txt")[:4]  # "rule-of-law government"
    '法治政府'
    """
    if not data.strip():
        raise InputError(f"{source}: the file is empty; nothing was read from it")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"{source}: this is {what} file, not plain text; save it as UTF-8 text and name that file")
    text = _by_mark(data, source) or _by_content(data, source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _by_mark(data: bytes, source: str) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                place = f"byte {error.start}"
                raise InputError(
                    f"{source}: {place}: marked as {encoding}, but not valid; save it as UTF-8 text again"
                ) from error
    return None


def _by_content(data: bytes, source: str) -> str:
    fault = 0
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = error.start
    else:
        if not _CONTROL.search(text):
            return text
    found = []
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            found.append((len(_COMMON.findall(text)) / len(text), text))
    share, text = max(found, default=(0.0, ""))
    if share < _COMMON_SHARE:
        raise InputError(
            f"{source}: byte {fault}: not a text in UTF-8, UTF-16 or GB18030 (a binary file?); save it as UTF-8 text"
        )
    return text
