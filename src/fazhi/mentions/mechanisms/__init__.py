"""Mechanisms: named systems, platforms, campaigns, lists and brands, in quotation marks or with a head noun.

>>> for mention in find_mechanisms("推行“法官驻点”制度，落实领导包案制度。"):
...     print(mention.name, mention.category, mention.rule)
法官驻点制度 system mechanism:quoted-head
领导包案制度 system mechanism:known
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from fazhi.mentions.mechanisms.rules import RULES
from fazhi.mentions.mechanisms.text import Found, hide_titles
from fazhi.mentions.mechanisms.titled import titled
from fazhi.mentions.spans import store, text_of
from fazhi.model import Mention, MentionKind

__all__ = ["find_mechanisms", "make_mechanisms"]


def find_mechanisms(reading: str) -> list[Mention]:
    """The mechanisms named in `reading` (in the form of `Document.reading`), in order of the text.

    >>> [m.name for m in find_mechanisms("落实首问责任、限时办结制度，形成长效机制。")]
    ['首问责任制', '限时办结制']
    """
    text = hide_titles(reading)
    found: list[Mention] = list(titled(reading))
    for rule in RULES:
        found += list(rule(text, Found(found)))
    return sorted(found, key=lambda m: (m.start, m.end))


@Language.factory("fazhi_mechanisms", assigns=["doc.spans"], default_config={"spans": True})
def make_mechanisms(nlp: Language, name: str, *, spans: bool = True) -> Callable[[Doc], Doc]:
    """The spaCy component: puts the mechanisms into `doc.spans["mechanisms"]`."""

    def mechanisms(doc: Doc) -> Doc:
        """Store what is found in the text of a document."""
        return store(doc, MentionKind.MECHANISM, find_mechanisms(text_of(doc)), spans=spans)

    return mechanisms
