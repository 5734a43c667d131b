"""Doubts as text: a table in CSV, a list in JSON, or a page in HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from types import MappingProxyType

from fazhi.check.audit.finding import Doubt, Place
from fazhi.pages import as_csv, objects_json, page

_COLUMNS = ("severity", "rule", "issuer", "report", "year", "line", "indicator", "message_zh", "message_en", "quotes")
_STYLE = """
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
article { border-left: 4px solid #ccc; padding: .2rem 1rem; margin: 1rem 0 }
.error { border-color: #b4232a } .warning { border-color: #b7791f } .info { border-color: #2b6cb0 }
blockquote { margin: .4rem 0; color: #374151; background: #f4f6f8; padding: .3rem .8rem }
@media (prefers-color-scheme: dark) { blockquote { background: #1f262e; color: #c9d2dc } }
"""


def told(place: Place) -> str:
    """A place in words: where, and the quote."""
    return f"{place.report}, line {place.line}: “{place.quote}”"


def _csv(doubts: Sequence[Doubt]) -> str:
    return as_csv(_COLUMNS, (_row(doubt) for doubt in doubts))


def _row(d: Doubt) -> tuple[object, ...]:
    first, quotes = d.places[0], " | ".join(told(place) for place in d.places)
    return (d.severity, d.rule, d.issuer, first.report, first.year, first.line, d.indicator, d.zh, d.en, quotes)


def _json(doubts: Sequence[Doubt]) -> str:
    return objects_json(
        {
            "severity": d.severity,
            "rule": d.rule,
            "issuer": d.issuer,
            "indicator": d.indicator,
            "message_zh": d.zh,
            "message_en": d.en,
            "places": [{"report": p.report, "year": p.year, "line": p.line, "quote": p.quote} for p in d.places],
        }
        for d in doubts
    )


def _html(doubts: Sequence[Doubt]) -> str:
    articles = "\n".join(_article(doubt) for doubt in doubts) or "<p>没有发现可疑的数据。 No figure gives rise to doubt.</p>"
    heading = f"数据审核 <small>Audit of figures: {len(doubts)}</small>"
    return page("数据审核 Audit of figures", articles, heading=heading, style=_STYLE)


def _article(doubt: Doubt) -> str:
    quotes = "".join(
        f"<blockquote>{escape(p.quote)}<br><small>{escape(p.report)} · {p.year} · line {p.line}</small></blockquote>"
        for p in doubt.places
    )
    return (
        f'<article class="{doubt.severity}"><p><b>{escape(doubt.issuer)}</b> <small>{doubt.severity} · {doubt.rule}</small><br>'
        f"{escape(doubt.zh)}<br><small>{escape(doubt.en)}</small></p>{quotes}</article>"
    )


FORMATS: Mapping[str, Callable[[Sequence[Doubt]], str]] = MappingProxyType({"csv": _csv, "json": _json, "html": _html})
"""The formats by their names."""


def render(doubts: Sequence[Doubt], format: str) -> str:
    """Doubts in a format of `FORMATS`; KeyError for another."""
    return FORMATS[format](doubts)
