"""Quantities: the numbers of a report that have a unit, and what they say.

In comes the reading text; out come `Mention`s with a `Quantity`: levels (358份), changes (同比下降52%), steps from an
old to a new value (由14项精简到11项), and numbers that are no result (第2位, 每季度2次), told apart by `Reading`.

>>> found = find_quantities("受理信访事项103件,同比下降46.6%。")  # "103 petitions received, down 46.6% year on year"
>>> [(mention.name, mention.quantity.reading.value, mention.quantity.change) for mention in found]
[('103件', 'level', None), ('同比下降46.6%', 'change', Decimal('-46.6'))]
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from fazhi.mentions.quantities.clause import clause_of
from fazhi.mentions.quantities.numbers import Number, find_numbers, names_hidden
from fazhi.mentions.quantities.others import find_others
from fazhi.mentions.quantities.rules import read
from fazhi.mentions.quantities.tables import find_rows
from fazhi.mentions.spans import store, text_of
from fazhi.model import Mention, MentionKind

__all__ = ["find_quantities", "make_quantities"]


def find_quantities(reading: str) -> list[Mention]:
    """All quantities in `reading`, in order of the text."""
    text = names_hidden(reading)
    found = find_rows(text)
    numbers = _outside(find_numbers(text), text, found)
    at = 0
    while at < len(numbers):
        mentions, used = read(clause_of(text, numbers, at))
        found += mentions
        at += used
    found += find_others(text, found)
    named = (replace(m, name=reading[m.start : m.end]) if "□" in m.name else m for m in found)
    return sorted(named, key=lambda mention: (mention.start, mention.end))


def _outside(numbers: list[Number], text: str, rows: list[Mention]) -> list[Number]:
    """The numbers that do not stand in a row of a table which is read already."""
    if not rows:
        return numbers
    taken = [(text.rfind("\n", 0, row.start), end if (end := text.find("\n", row.end)) >= 0 else len(text)) for row in rows]
    return [number for number in numbers if not any(start < number.start < end for start, end in taken)]


@Language.factory("fazhi_quantities", assigns=["doc.spans"], default_config={"spans": True})
def make_quantities(nlp: Language, name: str, *, spans: bool = True) -> Callable[[Doc], Doc]:
    """The spaCy component: puts the quantities of a text into `doc.spans["quantities"]`."""

    def component(doc: Doc) -> Doc:
        """Put the quantities of a text into its spans."""
        return store(doc, MentionKind.QUANTITY, find_quantities(text_of(doc)), spans=spans)

    return component
