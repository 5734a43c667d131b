"""Documents made by hand: each line is a paragraph, the first one the title."""

from __future__ import annotations

import re

from fazhi.documents.reading import reading_of
from fazhi.model import Document, Metadata


def document_of(text: str) -> Document:
    """A document whose paragraphs are the lines of `text`."""
    text = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    reading = reading_of(text)
    title = reading.split("\n", 1)[0]
    year = re.search(r"(20\d\d)年", title)
    metadata = Metadata(title, 0, len(title), (), int(year[1]) if year else None)
    return Document("sample", "sample.txt", text, reading, metadata, tuple(range(len(text) + 1)), (0,))
