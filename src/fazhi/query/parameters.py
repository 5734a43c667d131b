"""How the value of a parameter comes into a query: as one literal in a VALUES block, never as text.

A query says where a parameter goes, and what holds where none is given::

    VALUES ?asked_year { "" }

It runs as it stands, anywhere. Binding puts another literal between the braces; whatever a value
contains, it stays one literal.

>>> bind('SELECT * { VALUES ?asked_issuer { "" } }', {"issuer": '" } DROP ALL #'})
'SELECT * { VALUES ?asked_issuer { "\\\\" } DROP ALL #" } }'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from fazhi.errors import QueryError
from fazhi.query.parts import Found, parts

Value = str | int | float | Decimal

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
_SLOT = re.compile(r"(VALUES\s+[?$]asked_(\w+)\s*\{\s*)(\"(?:[^\"\\\n]|\\.)*\"|-?[0-9]+(?:\.[0-9]+)?)(\s*\})", re.IGNORECASE)
_SLOT_OR_USE = re.compile(rf"{_SLOT.pattern}|[?$]asked_(?P<used>\w+)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a question.

    `type` is "text" (part of a name, whatever its case), "year", "choice" (one of `choices`) or
    "number", from `least` to `most` where these are given. Where `required`, there is no default; else `default` is what
    filters nothing, or what the description says.
    """

    name: str
    type: str
    zh: str
    en: str
    example: Value
    default: Value | None = None
    choices: tuple[str, ...] = ()
    least: Value | None = None
    most: Value | None = None

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is None

    def read(self, given: Value) -> str | Decimal:
        """The value as it is bound, from what a person or a program gave; QueryError where it is none.

        >>> Parameter(name="year", type="year", zh="年度", en="Year", example=2023).read(2023)
        '2023'
        """
        text = str(given).strip()
        match self.type:
            case "year" if text and not _YEAR.fullmatch(text):
                raise QueryError(f"parameter {self.name}: {text!r} is no year; give four digits, such as {self.example}")
            case "choice" if text and text not in self.choices:
                raise QueryError(f"parameter {self.name}: {text!r} is none of its values; give {' or '.join(self.choices)}")
            case "number":
                return self._number(text)
        if self.required and not text:
            raise QueryError(
                f"parameter {self.name}: it is empty; give {self.en[0].lower()}{self.en[1:]}, such as {self.example}"
            )
        return text

    def _number(self, text: str) -> Decimal:
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            raise QueryError(f"parameter {self.name}: {text!r} is no number; give one such as {self.example}")
        if self.least is not None and value < Decimal(str(self.least)):
            raise QueryError(f"parameter {self.name}: {text} is less than {self.least}; give a number such as {self.example}")
        if self.most is not None and value > Decimal(str(self.most)):
            raise QueryError(f"parameter {self.name}: {text} is more than {self.most}; give a number such as {self.example}")
        return value


def literal(value: Value) -> str:
    """A value as SPARQL writes it.

    A backslash before u is written so that it stays a backslash also where a processor resolves
    `\\\\uXXXX` before it looks for strings, as some do.

    >>> literal('法律"夜市"'), literal(Decimal("0.50"))
    ('"法律\\\\"夜市\\\\""', '0.50')
    """
    if isinstance(value, str):
        text = value.translate(_ESCAPES)
        return f'"{re.sub(_BACKSLASH_U, _spelt_u, text)}"'
    return format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")


_BACKSLASH_U = re.compile(r"(?<=\\)[uU]")


def _spelt_u(match: re.Match[str]) -> str:
    return f"\\U{ord(match.group()):08X}"


def slots(query: str) -> dict[str, str]:
    """The parameters for which a query has a place, with the literal that stands there.

    QueryError where two places of one parameter differ.
    """
    found: dict[str, str] = {}
    for slot in _SLOT.finditer(query):
        if found.setdefault(slot[2], slot[3]) != slot[3]:
            raise QueryError(f"parameter {slot[2]}: the query has two defaults for it, {found[slot[2]]} and {slot[3]}")
    return found


def bind(query: str, values: Mapping[str, Value], *, inline: bool = False, found: Found | None = None) -> str:
    """The query with these values in the places of its parameters; the others keep what stands there.

    With `inline`, the literal stands wherever the parameter is used, and the VALUES blocks are gone, as are the searches
    that nothing is asked of (`parts`), and those that are `found` already: the same question, which an engine can
    plan better, as long as no parameter is selected as a column.

    >>> bind('SELECT * { VALUES ?asked_year { "" } ?r a fz:Report FILTER(?asked_year = "") }', {"year": "2023"}, inline=True)
    'SELECT * {  ?r a fz:Report FILTER("2023" = "") }'
    """
    literals = slots(query)
    for name, value in values.items():
        if name not in literals:
            raise QueryError(f"parameter {name}: the query has no place for it; it has {', '.join(literals) or 'none'}")
        literals[name] = literal(value)

    # in one pass over the query, so that what a value contains is never looked at
    def fill(match: re.Match[str]) -> str:
        """What stands in the place of a match: the value of its parameter, or the match where none is given."""
        if inline and match["used"]:
            return literals.get(match["used"], match[0])
        return "" if inline else f"{match[1]}{literals[match[2]]}{match[4]}"

    if not inline:
        return _SLOT.sub(fill, query)
    asked = {name for name, value in values.items() if value != ""}
    return "".join(
        piece.text if piece.is_list else _SLOT_OR_USE.sub(fill, piece.text) for piece in parts(query, asked=asked, found=found)
    )
