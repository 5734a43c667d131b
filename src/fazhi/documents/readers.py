"""One reader for each format, all with the same result: a `Raw`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fazhi.documents.decode import decode
from fazhi.documents.formats import FORMATS, HEAD, Refused, detect
from fazhi.documents.limits import read_bytes, too_large
from fazhi.documents.raw import Raw, plain
from fazhi.errors import InputError


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How files are read: the encoding of texts (None: found out), whether pictures are recognised, whether all is built."""

    encoding: str | None = None
    ocr: bool = True
    force: bool = False


def read_raw(path: Path, *, name: str, shown: str, options: ReadOptions) -> Raw:
    """The text of a file of any format that is known; `name` is that of the file. Raises InputError."""
    data = read_bytes(path)
    try:
        format = detect(data[:HEAD], name, data)
    except Refused as refused:
        raise InputError(f"{shown}: this is {refused}") from None
    format = format or "text"
    if len(data) > FORMATS[format].most:
        raise too_large(shown, FORMATS[format].most)
    if format == "text":
        return plain(decode(data, source=shown, encoding=options.encoding))
    if format in ("html", "mhtml"):
        from fazhi.documents.html import read_html, read_mhtml

        return (read_html if format == "html" else read_mhtml)(data, shown=shown, encoding=options.encoding)
    if format == "pdf":
        from fazhi.documents.pdf import read_pdf

        return read_pdf(data, shown=shown, ocr=options.ocr)
    if format in ("docx", "office"):
        from fazhi.documents.docx import read_docx
        from fazhi.documents.running import to_docx

        return read_docx(data if format == "docx" else to_docx(data, shown=shown), shown=shown)
    if format == "image":
        from fazhi.documents.ocr import read_image

        if not options.ocr:
            raise InputError(f"{shown}: this is a picture, and --no-ocr was given; leave it out to recognise its text")
        return read_image(path, shown=shown)
    raise InputError(f"{shown}: this is an archive; name it to `fazhi build`, which unpacks it")
