"""A page: articles with marks, switches for the classes of marks, the outline, and cards that tell of a fact.

Everything is in the one file: the style, the script, and the facts as JSON. The page's own policy (CSP) lets only this very
script run, known by its hash, and lets nothing be loaded.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from fazhi.highlight.model import Article, Fact, Toggle
from fazhi.highlight.nest import escape, paragraphs

_HERE = Path(__file__).parent
_JSON_IN_HTML = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_LONGEST_TITLE = 60


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def page(title: str, articles: Sequence[Article], toggles: Sequence[Sequence[Toggle]], *, lead: str = "") -> str:
    """A page of these articles; toggles stand in groups; `lead` is HTML above all articles.

    Of several articles one is shown at a time.
    """
    script = _asset("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    bodies, facts, marks = [], list[object](), list[object]()
    for number, article in enumerate(articles):
        bodies.append(_article(article, number, len(marks)))
        marks += [[mark.fact + len(facts), mark.note] for mark in article.marks]
        facts += [_fact(fact, len(facts)) for fact in article.facts]
    data = json.dumps({"facts": facts, "marks": marks}, ensure_ascii=False, separators=(",", ":"))
    counts = Counter(name for article in articles for mark in article.marks for name in set(mark.classes))
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light">',
        f"<title>{escape(title)}</title>\n<style>\n{_asset('page.css')}{_colours(toggles)}</style>\n</head>\n<body>",
        "<nav>",
        *(_switches(group, counts) for group in toggles),
        _outline(articles),
        "</nav>\n<main>",
        lead,
        *bodies,
        '</main>\n<aside id="card" role="status" hidden></aside>',
        f'<script type="application/json" id="data">{data.translate(_JSON_IN_HTML)}</script>',
        f"<script>{script}</script>\n</body>\n</html>\n",
    ]
    return "\n".join(part for part in parts if part)


def _fact(fact: Fact, shift: int) -> object:
    """A fact as the script reads it; `shift` is the number of facts before those of its article."""
    ties = [[tie.relation, tie.label, None if tie.fact is None else tie.fact + shift, tie.note] for tie in fact.ties]
    return [fact.what, fact.label, fact.rows, ties]


def _article(article: Article, number: int, first: int) -> str:
    text = paragraphs(article.text, article.marks, article.headings, first=first, anchor=f"s{number}-")
    return (
        f'<article id="a{number}"{" hidden" if number else ""}>\n<header><h1>{escape(article.title)}</h1>'
        f'<p class="subtitle">{escape(article.subtitle)}</p></header>\n{article.lead}\n'
        f'<div class="text">\n{text}\n</div>\n{article.tail}\n</article>'
    )


def _colours(toggles: Sequence[Sequence[Toggle]]) -> str:
    """The style of each class of marks, and of that class switched off."""
    rules = [
        f"mark.{toggle.name}, .chip.{toggle.name} {{ background: {toggle.ground}; border-color: {toggle.line} }}"
        for group in toggles
        for toggle in group
        if toggle.ground
    ]
    for toggle in (toggle for group in toggles for toggle in group):
        switched_off = f".off-{toggle.name}"
        rules.append(f"{switched_off} mark.{toggle.name} {{ background: none; border-color: transparent; cursor: inherit }}")
        rules.append(f"{switched_off} li.{toggle.name} {{ display: none }}")
    return "\n".join(rules) + "\n"


def _switches(group: Sequence[Toggle], counts: Mapping[str, int]) -> str:
    """A fieldset of check boxes, with the number of marks of each class."""
    rows = "\n".join(
        f'<label><input type="checkbox" data-class="{toggle.name}"{" checked" if toggle.on else ""}>'
        f'<span class="chip {toggle.name}">{escape(toggle.label)}</span><small>{counts[toggle.name]}</small></label>'
        for toggle in group
    )
    return f'<fieldset>\n{rows}\n<button type="button">全选 / 全不选 · all / none</button>\n</fieldset>'


def _outline(articles: Sequence[Article]) -> str:
    """The parts of each article as links; of several articles, a list to choose from."""
    lists = []
    if len(articles) > 1:
        options = "".join(f'<option value="a{i}">{escape(article.name)}</option>' for i, article in enumerate(articles))
        lists.append(f'<select id="article" aria-label="报告 report">{options}</select>')
    for number, article in enumerate(articles):
        items = "\n".join(_links(article, number))
        lists.append(f'<ol class="outline" data-article="a{number}"{" hidden" if number else ""}>\n{items}\n</ol>')
    return "\n".join(lists)


def _links(article: Article, number: int) -> Iterator[str]:
    for i, heading in enumerate(article.headings):
        title = article.text[heading.start : heading.end]
        short = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
        role = f" <small>{escape(heading.role)}</small>" if heading.role else ""
        yield f'<li class="depth{min(heading.depth, 4)}"><a href="#s{number}-{i}">{escape(short)}</a>{role}</li>'
