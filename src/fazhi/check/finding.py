"""What a check finds: told in words, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is not as it should be.

    `kind` is "shape", "evidence" or "vocabulary"; `subject` the IRI it is found at; `quote` the words of the report
    it is about, where there are any.
    """

    kind: str
    subject: str
    en: str
    zh: str
    quote: str = ""

    def __str__(self) -> str:
        """The finding in one paragraph: what is wrong, in both languages, the words it is about, and where."""
        words = f" “{self.quote}”" if self.quote else ""
        return f"{self.en} {self.zh}{words} ({unquote(self.subject)})"
