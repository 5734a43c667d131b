"""The spaCy pipeline of fazhi, and running it over a document."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from fazhi.mentions.spans import stored, with_text
from fazhi.model import Document, Mention, MentionKind

COMPONENTS = ("fazhi_regulations", "fazhi_departments", "fazhi_mechanisms", "fazhi_quantities")


class Characters(DummyTokenizer):
    """Every character is a token, blanks and line ends too: a position in the text is a position in the doc.

    This is thrice as quick as the segmentation by characters of spaCy, and gives the same spans.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The doc of a text."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


def nlp() -> Language:
    """A new spaCy pipeline for Chinese with the components of fazhi, each usable in other pipelines too.

    It tokenises by character and needs no model. The mentions are in `doc.spans` under "regulations",
    "departments", "mechanisms" and "quantities": a span's `kb_id_` is the name it stands for, its `id_` the rule.

    >>> doc = nlp()("落实《民法典》。")  # "implement the Civil Code"
    >>> [(span.text, span.kb_id_) for span in doc.spans["regulations"]]
    [('《民法典》', '中华人民共和国民法典')]
    """
    return _pipeline(spans=True)


def _pipeline(*, spans: bool) -> Language:
    # The factories are registered by importing the modules: an installed package also offers
    # them as entry points, which spaCy finds by itself.
    from fazhi.mentions import departments, mechanisms, quantities, regulations  # noqa: F401

    pipeline = spacy.blank("zh")
    pipeline.tokenizer = Characters(pipeline.vocab)
    for component in COMPONENTS:
        pipeline.add_pipe(component, config={"spans": spans})
    return pipeline


@cache
def _shared() -> Language:
    return _pipeline(spans=False)


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """All mentions in `document`, in order of the text; the rules read its `reading`.

    The doc that passes through the pipeline carries the text alone: no rule looks at tokens, and mentions have
    positions of their own, so that neither tokens nor spans need to be made.
    """
    pipeline = _shared()
    doc = pipeline(with_text(Doc(pipeline.vocab), document.reading))
    found = [mention for kind in MentionKind for mention in stored(doc, kind)]
    return tuple(sorted(found, key=lambda m: (m.start, m.end, m.kind, m.name)))
