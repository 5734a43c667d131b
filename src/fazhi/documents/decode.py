"""From bytes to characters: UTF-8, UTF-16, GB18030 and Big5, told apart by what they contain."""

from __future__ import annotations

import codecs
import re

from fazhi.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What Chinese running text is made of, in any encoding that was guessed right.
_COMMON = re.compile(r"[的一是在和有了人年法政治府建设工作行执度不为上中大,，。、\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffd]")
_COMMON_SHARE = 0.08
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_\-]+)", re.IGNORECASE)
_ASCII = re.compile(r"[\x00-\x7f]")


def decode(data: bytes, *, source: str, encoding: str | None = None, markup: bool = False) -> str:
    """The text of a file, with newlines as \\n; `encoding` is taken as given, else it is found out.

    In `markup` (HTML) a charset that the page declares is believed, and only what is not ASCII is judged.
    Raises InputError, naming `source`, where the bytes are empty, no text, or in an encoding that is not known.

    >>> decode("法治政府".encode("gb18030") * 9, source="a.txt")[:4]  # "rule-of-law government"
    '法治政府'
    """
    if not data.strip():
        raise InputError(f"{source}: the file is empty; nothing was read from it")
    if encoding is not None:
        text = _as_told(data, source, encoding)
    else:
        text = _by_mark(data, source) or (_as_declared(data) if markup else None) or _by_content(data, source, markup)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_encoding(encoding: str) -> str:
    """The name of an encoding that Python knows; InputError where it does not."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise InputError(f"encoding {encoding!r}: no such encoding; use one such as utf-8, gb18030, big5 or utf-16") from None


def _as_told(data: bytes, source: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        place = f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else "it"
        raise InputError(
            f"{source}: {place} is not valid in {encoding}; leave --encoding out, and the encoding is found"
        ) from error


def _as_declared(data: bytes) -> str | None:
    """The text in the charset that a page declares, where nearly all of it is valid."""
    found = _CHARSET.search(data[:4096])
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    try:
        text = data.decode({"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(name, name), errors="replace")
    except LookupError:
        return None
    return text if text.count("\ufffd") <= len(text) // 1000 else None


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


def _by_content(data: bytes, source: str, markup: bool) -> str:
    fault = 0
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = error.start
    else:
        if not _CONTROL.search(text):
            return text
    found = []
    for encoding in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            judged = _ASCII.sub("", text) if markup else text
            found.append((len(_COMMON.findall(judged)) / max(1, len(judged)), text))
    share, text = max(found, default=(0.0, ""))
    if share < _COMMON_SHARE:
        raise InputError(
            f"{source}: byte {fault}: not a text in UTF-8, UTF-16, GB18030 or Big5 (a binary file?); save it as UTF-8 text"
        )
    return text
