"""Regulations: the norms and normative documents that a text cites, with or without 《》.

>>> text = "学习《宪法》和行政处罚法,落实《某县合同管理办法》(某政发〔2020〕3号)。"  # "studied the Constitution and …"
>>> for mention in find_regulations(text):
...     print(mention.name, mention.category, mention.number)
中华人民共和国宪法 constitution None
中华人民共和国行政处罚法 law None
某县合同管理办法 None 某政发〔2020〕3号
"""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from fazhi.mentions.regulations.rules import RULES
from fazhi.mentions.spans import store, text_of
from fazhi.model import Mention, MentionKind

__all__ = ["find_regulations", "make_regulations"]

_TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》)*》")


def find_regulations(reading: str) -> list[Mention]:
    """The norms cited in `reading` (in the form of `Document.reading`), in order of the text.

    A title that is no norm (a book, a form) is given with the category "none", so that it can be told why it is left
    out. A word that only stands for another title (《纲要》, "the Outline") keeps that word as its name.
    """
    masked = _TITLE.sub(lambda m: "□" * len(m[0]), reading)
    found: list[Mention] = []
    for rule in RULES:
        mentions = list(rule(reading, masked))
        found += mentions
        for mention in mentions:
            if masked[mention.start : mention.end].strip("□"):
                masked = masked[: mention.start] + "□" * (mention.end - mention.start) + masked[mention.end :]
    return sorted(found, key=lambda m: (m.start, m.end, m.name))


@Language.factory("fazhi_regulations", assigns=["doc.spans"], default_config={"spans": True})
def make_regulations(nlp: Language, name: str, *, spans: bool = True) -> Callable[[Doc], Doc]:
    """The spaCy component: puts the regulations into `doc.spans["regulations"]`."""

    def regulations(doc: Doc) -> Doc:
        """Put the regulations of a text into its spans."""
        return store(doc, MentionKind.REGULATION, find_regulations(text_of(doc)), spans=spans)

    return regulations
