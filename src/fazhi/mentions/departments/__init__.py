"""Departments: the particular organisations that a text names, by the way their names are built.

>>> for mention in find_departments("在区委、区政府领导下,会同西岭区人民法院、育英中学开展活动。"):
...     print(mention.name, mention.rule)
区委 department:level-body
区政府 department:level-body
西岭区人民法院 department:level-body
育英中学 department:proper-name
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from fazhi.mentions.departments.abbreviations import with_abbreviations
from fazhi.mentions.departments.rules import RULES
from fazhi.mentions.departments.text import Board
from fazhi.mentions.spans import store, text_of
from fazhi.model import Mention, MentionKind

__all__ = ["find_departments", "make_departments"]


def find_departments(reading: str) -> list[Mention]:
    """The departments named in `reading` (in the form of `Document.reading`), in order of the text.

    Which of them are one body, and who 我局 ("our bureau") is, is not settled here.

    >>> [m.name for m in find_departments("贯彻市、区委要求,联合公安、城管等部门检查。")]
    ['区委', '市委', '公安部门', '城管部门']
    """
    board = Board(reading)
    found: list[Mention] = []
    for rule in RULES:
        mentions = list(rule(board))
        board.paint([(m.start, m.end) for m in mentions])
        found += mentions
    return sorted(with_abbreviations(reading, found), key=lambda m: (m.start, m.end, m.name))


@Language.factory("fazhi_departments", assigns=["doc.spans"], default_config={"spans": True})
def make_departments(nlp: Language, name: str, *, spans: bool = True) -> Callable[[Doc], Doc]:
    """The spaCy component: puts the departments into `doc.spans["departments"]`."""

    def departments(doc: Doc) -> Doc:
        """Store what is found in the text of a document."""
        return store(doc, MentionKind.DEPARTMENT, find_departments(text_of(doc)), spans=spans)

    return departments
