"""HTML as a tree: elements, and texts with the line of the source on which they stand.

The standard library's parser is used because it knows that line; nothing on the page is run or fetched. What pages get wrong
is forgiven, as browsers do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "svg", "head", "select", "option", "textarea"),
        *("button", "audio", "video"),
    )
)
"""Elements of which a reader sees nothing."""

AROUND = frozenset(("nav", "footer", "aside"))
"""Elements that say themselves that they stand around the article."""

_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"))
_CLOSES = {
    **dict.fromkeys(("p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "blockquote"), ("p",)),
    "li": ("p", "li"),
    "tr": ("p", "td", "th", "tr"),
    "td": ("p", "td", "th"),
    "th": ("p", "td", "th"),
    "dd": ("p", "dt", "dd"),
    "dt": ("p", "dt", "dd"),
}
_SCOPES = frozenset(("table", "ul", "ol", "dl", "body", "html"))  # what an implied end does not reach beyond
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DEEPEST = 400  # elements inside each other
_META = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "issuer",
    "url": "url",
    "og:url": "url",
    "article:published_time": "published",
    "publishdate": "published",
}


@dataclass(slots=True)
class Node:
    """An element: its tag, what is in it (elements, and texts with the line they stand on), and its weight in sentences."""

    tag: str
    children: list[Node | tuple[str, int]] = field(default_factory=list)
    hidden: bool = False
    mass: int = 0


class Tree(HTMLParser):
    """Builds the tree of a page, forgiving what pages get wrong."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("html")
        self.stack = [self.root]
        self.header: dict[str, str] = {}
        self.titles: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, after those that it ends without saying so."""
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and (key := _META.get((given.get("name") or given.get("property") or "").lower())):
            self.header.setdefault(key, given.get("content", "").strip())
        if tag == "link" and given.get("rel", "").lower() == "canonical":
            self.header.setdefault("url", given.get("href", ""))
        if tag in ("html", "body") and any(node.tag == tag for node in self.stack[1:]):
            return
        self._close_implied(tag)
        node = Node(tag, hidden=bool(_HIDDEN.search(given.get("style", "")) or "hidden" in given))
        self.stack[-1].children.append(node)
        if tag not in _VOID and len(self.stack) < _DEEPEST:
            self.stack.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element that ends at once; what HTML does not let end so (<div/>) stays open."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and tag not in ("div", "p", "td", "tr", "span", "script") and self.stack[-1].tag == tag:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close an element and all that is open in it."""
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].tag == tag:
                del self.stack[depth:]
                return
            if self.stack[depth].tag == "table" and tag in ("div", "p", "span"):
                return  # a stray end inside a table does not end the table

    def handle_data(self, data: str) -> None:
        """Keep a text, each of its lines with its number."""
        line = self.getpos()[0]
        if self.stack[-1].tag == "title":
            self.titles.append((data, line))
        for extra, piece in enumerate(data.split("\n")):
            if piece:
                self.stack[-1].children.append((piece if not extra else " " + piece, line + extra))
            elif extra:
                self.stack[-1].children.append((" ", line + extra))

    def _close_implied(self, tag: str) -> None:
        ended = _CLOSES.get(tag, ())
        inner = len(self.stack) - 1
        while inner > 0 and self.stack[inner].tag not in _SCOPES:
            inner -= 1
        first = next((d for d in range(inner + 1, len(self.stack)) if self.stack[d].tag in ended), None)
        if first is not None:
            del self.stack[first:]
