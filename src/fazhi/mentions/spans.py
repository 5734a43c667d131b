"""How mentions are kept in a spaCy `Doc`: a span group per kind, and the mentions themselves beside it.

A span's label is the kind, its `kb_id_` the name it stands for, its `id_` the rule that found it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from fazhi.model import Mention, MentionKind

_KEY = "fazhi.mentions"


def with_text(doc: Doc, text: str) -> Doc:
    """The doc, which keeps the text it was made of."""
    doc.user_data[f"{_KEY}.text"] = text
    return doc


def text_of(doc: Doc) -> str:
    """The text of a doc; spaCy puts it together anew each time it is asked, so it is kept."""
    text: str | None = doc.user_data.get(f"{_KEY}.text")
    if text is None:
        text = doc.user_data[f"{_KEY}.text"] = doc.text
    return text


def _starts(doc: Doc) -> list[int]:
    """Where each token begins."""
    starts: list[int] | None = doc.user_data.get(f"{_KEY}.starts")
    if starts is None:
        starts = doc.user_data[f"{_KEY}.starts"] = doc.to_array("IDX").tolist()
    return starts


def store(doc: Doc, kind: MentionKind, mentions: Iterable[Mention], *, spans: bool = True) -> Doc:
    """Keep `mentions`, whose positions are characters of `doc.text`, and put them into `doc.spans[kind]` if `spans`."""
    found = sorted(mentions, key=lambda m: (m.start, m.end, m.name))
    doc.user_data[f"{_KEY}.{kind.value}"] = tuple(found)
    if not spans:
        return doc
    starts = _starts(doc)
    doc.spans[kind.value] = [
        Span(
            doc,
            bisect_left(starts, mention.start),
            bisect_left(starts, mention.end),
            label=kind.value.upper(),
            kb_id=mention.name,
            span_id=mention.rule,
        )
        for mention in found
    ]
    return doc


def stored(doc: Doc, kind: MentionKind) -> tuple[Mention, ...]:
    """The mentions of one kind that a component has put into `doc`; empty where it did not run."""
    found: tuple[Mention, ...] = doc.user_data.get(f"{_KEY}.{kind.value}", ())
    return found
