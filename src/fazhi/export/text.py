"""Text that a format cannot hold as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKED = re.compile('["&<>\x00-\x1f\x85\u2028\ud800-\udfff\ufffe\uffff]')  # what XML must not have as it is
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+")

REFERENCES = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;", "\x85": "&#133;", "\u2028": "&#8232;"}
"""How XML has to write what its readers would make another blank or line end of, some after the rules of XML 1.1."""


def for_xml(text: str) -> str:
    r"""A text in which each character that XML forbids is U+FFFD.

    >>> for_xml("a\x00b\n")
    'a\ufffdb\n'
    """
    return _NOT_IN_XML.sub("\ufffd", text)


def xml_text(text: str, references: Mapping[str, str]) -> str:
    """A text as the content of an element; `references` are those of `REFERENCES` that it needs.

    >>> xml_text("法治 & 政府", {})  # "rule of law & government"
    '法治 &amp; 政府'
    """
    return escape(for_xml(text), dict(references)) if _MARKED.search(text) else text


def xml_quoted(text: str) -> str:
    """A text as the value of an attribute, with its quotation marks.

    >>> print(xml_quoted("法治"), xml_quoted('他说"好"'))  # "rule of law", "he said 'fine'"
    "法治" '他说"好"'
    """
    return quoteattr(for_xml(text), REFERENCES) if _MARKED.search(text) else f'"{text}"'


def in_one_line(text: str) -> str:
    r"""A text in which line ends, tabulators and other control characters are blanks.

    >>> in_one_line(" 法治\r\n政府\x00 ")  # "rule of law, government"
    '法治 政府'
    """
    return _CONTROL.sub(" ", text).strip()


def shortened(text: str, length: int) -> str:
    """A text of at most so many characters; where some are left out, the last is an ellipsis.

    >>> shortened("法治政府建设", 4)  # "building a law-based government"
    '法治政…'
    """
    return text if len(text) <= length else text[: length - 1] + "…"
