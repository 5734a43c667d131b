"""How a term is written in N-Quads.

The text is the canonical form that Oxigraph writes too, so that a graph comes back from a store as the
same bytes: short escapes where there are, `\\uXXXX` for the other control characters, numbers without
needless zeros.

>>> literal('他说"好"')
'"他说\\\\"好\\\\""'
>>> decimal(Decimal("57600.50"))
'"57600.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

_XSD = "http://www.w3.org/2001/XMLSchema#"
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f\ufffe\uffff]')


def escaped(text: str, special: re.Pattern[str], short: Mapping[str, str]) -> str:
    """A text whose `special` characters are written as their `short` escapes, or as `\\uXXXX` where they have none.

    >>> escaped("法\\t治\\x7f", _SPECIAL, _SHORT)  # "rule of law"
    '法\\\\t治\\\\u007F'
    """
    return special.sub(lambda match: short.get(match[0]) or f"\\u{ord(match[0]):04X}", text)


def iri(value: str) -> str:
    """An IRI in angle brackets."""
    return f"<{value}>"


def _spelt(text: str) -> str:
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text  # as most are: nothing to look for
    return escaped(text, _SPECIAL, _SHORT)


def literal(text: str) -> str:
    """A plain string."""
    return f'"{_spelt(text)}"'


def chinese(text: str) -> str:
    """A string in Chinese (`@zh`)."""
    return f'"{_spelt(text)}"@zh'


WHOLE = f'"^^<{_XSD}integer>'  # what stands behind the digits of a whole number and its opening mark


def integer(value: int) -> str:
    """A whole number."""
    return f'"{value}{WHOLE}'


def year(value: int) -> str:
    """A year of the calendar."""
    return f'"{value:04}"^^<{_XSD}gYear>'


def plain_number(value: Decimal | float) -> str:
    """A number in the canonical spelling of `xsd:decimal`: no exponent, no needless zeros.

    >>> plain_number(0.90), plain_number(Decimal("1.4E+3")), plain_number(Decimal("-0.0"))
    ('0.9', '1400', '0')
    """
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def date(value: str) -> str:
    """A day of the calendar, from YYYY-MM-DD."""
    return f'"{value}"^^<{_XSD}date>'


@lru_cache(maxsize=4096)
def decimal(value: Decimal | float) -> str:
    """A decimal number."""
    return f'"{plain_number(value)}"^^<{_XSD}decimal>'
