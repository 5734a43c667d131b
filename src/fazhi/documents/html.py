"""HTML and MHTML pages: the article found among what stands around it, every character with its line in the source.

The page is walked once into blocks (what a reader sees as lines). The article is the innermost element that holds nearly all of
the page's sentences; a title outside of it is kept, all else around it is noise and reported as such. The standard
library's parser is used because it knows the line of every piece of text; nothing on the page is run or fetched.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from fazhi.documents.decode import decode
from fazhi.documents.raw import Raw, Writer, row_lines
from fazhi.documents.reading import reading_of
from fazhi.documents.title import title_pattern
from fazhi.errors import InputError

_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"))
_UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "svg", "head", "select", "option", "textarea"),
        *("button", "audio", "video"),
    )
)
_AROUND = frozenset(("nav", "footer", "aside"))
_BLOCKS = frozenset(
    (
        *("html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *(
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
        ),
        *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br"),
    )
)
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
_CHINESE = re.compile(r"[一-龥]")
_SENTENCE = re.compile(r"[。，；,;]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HELD = 0.85  # of the sentences of a page: the article holds at least so many
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


class _Tree(HTMLParser):
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


@dataclass(slots=True)
class _Line:
    """What a reader sees as one line: pieces of text with their lines in the source, and in which element it began."""

    pieces: list[tuple[str, int]]
    inside: bool
    around: bool
    heading: bool

    @property
    def text(self) -> str:
        """The pieces in one."""
        return "".join(piece for piece, _ in self.pieces)


def read_html(data: bytes, *, shown: str, encoding: str | None = None) -> Raw:
    """The text of a page, all of it, with what is not the article marked as noise. Raises InputError.

    >>> page = '<body><div><a>首页</a></div><div><p>街道推进依法行政，规范执法。</p><p>开展普法，办理复议。</p></div></body>'
    >>> raw = read_html(page.encode(), shown="a.html")  # "home | the subdistrict advances …"
    >>> raw.text.split("\\n")[:3], [raw.text[a:b] for a, b, _ in raw.noise]
    (['首页', '街道推进依法行政，规范执法。', '开展普法，办理复议。'], ['首页'])
    """
    text = decode(data, source=shown, encoding=encoding, markup=True)
    tree = _Tree()
    try:
        tree.feed(text)
        tree.close()
    except (AssertionError, RecursionError, ValueError) as error:
        raise InputError(f"{shown}: this HTML cannot be parsed ({error}); save the page as text and name that file") from error
    _weigh(tree.root)
    article = _article(tree.root)
    lines = list(_lines(tree.root, article))
    lines = [line for line in lines if line.text.strip()]
    return _raw(lines, tree, format="html")


def read_mhtml(data: bytes, *, shown: str, encoding: str | None = None) -> Raw:
    """The text of the page in an MHTML file. Raises InputError."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not parts:
        raise InputError(f"{shown}: no HTML page is in this MHTML file; save the page again, or as HTML")
    pages = [payload for part in parts if isinstance(payload := part.get_payload(decode=True), bytes) and payload.strip()]
    if not pages:
        raise InputError(f"{shown}: the HTML page in this MHTML file is empty; save the page again, or as HTML")
    page = max(pages, key=len)
    raw = read_html(page, shown=shown, encoding=encoding)
    url = str(message.get("Snapshot-Content-Location") or parts[0].get("Content-Location") or "")
    header = {**({"url": url} if url.startswith("http") else {}), **raw.header}
    return Raw(raw.text, "mhtml", raw.line_starts, raw.line_numbers, noise=raw.noise, header=header)


# ------------------------------------------------------------------ finding the article


def _weigh(root: Node) -> None:
    """Give every element its mass: the Chinese characters in sentences below it that are no links."""
    order: list[tuple[Node, Node | None, bool]] = []
    todo: list[tuple[Node, Node | None, bool]] = [(root, None, False)]
    while todo:
        node, parent, linked = todo.pop()
        order.append((node, parent, linked))
        if node.tag not in _UNSEEN and node.tag not in _AROUND and not node.hidden:
            todo += [(child, node, linked or node.tag == "a") for child in node.children if isinstance(child, Node)]
    for node, parent, linked in reversed(order):
        if not linked and node.tag != "a":
            own = "".join(child[0] for child in node.children if isinstance(child, tuple))
            if _SENTENCE.search(own) and node.tag not in _UNSEEN:
                node.mass += len(_CHINESE.findall(own))
        if parent is not None:
            parent.mass += node.mass


def _article(root: Node) -> Node:
    """The innermost element with nearly all sentences of the page."""
    node = root
    while True:
        inner = [c for c in node.children if isinstance(c, Node) and c.mass >= _HELD * root.mass and c.mass]
        if not inner or inner[0].tag in ("p", "span", "font", "b", "strong", "tr", "li"):
            return node
        node = inner[0]


def _lines(root: Node, article: Node) -> Iterator[_Line]:
    """The lines of the page in order, without recursion over deep pages."""
    current: list[tuple[str, int]] = []
    state = {"inside": False, "around": False, "heading": False}

    def flush() -> Iterator[_Line]:
        if current:
            yield _Line(list(current), **state)
            current.clear()

    todo: list[tuple[str, Node | tuple[str, int]]] = [("open", root)]
    depth = {"inside": 0, "around": 0, "heading": 0}
    while todo:
        action, item = todo.pop()
        if isinstance(item, tuple):
            current.append(item)
            continue
        kinds = [
            k
            for k, is_it in (
                ("inside", item is article),
                ("around", item.tag in _AROUND),
                ("heading", item.tag in ("h1", "h2", "h3")),
            )
            if is_it
        ]
        if action == "open":
            if item.tag in _UNSEEN or item.hidden:
                continue
            if item.tag == "tr" and (row := _row(item)) is not None:
                yield from flush()
                if row:
                    yield _Line(row, **state)
                continue
            if item.tag in _BLOCKS:
                yield from flush()
            for kind in kinds:
                depth[kind] += 1
            state = {kind: n > 0 for kind, n in depth.items()}
            todo.append(("close", item))
            todo += [("open", child) for child in reversed(item.children)]
        else:
            if item.tag in _BLOCKS:
                yield from flush()
            for kind in kinds:
                depth[kind] -= 1
            state = {kind: n > 0 for kind, n in depth.items()}
    yield from flush()


def _row(row: Node) -> list[tuple[str, int]] | None:
    """A row of short cells as one line, cells apart by tabs; None where its cells stand for themselves."""
    cells = [c for c in row.children if isinstance(c, Node) and c.tag in ("td", "th")]
    if len(cells) < 2:
        return None
    pieces = [list(_texts(cell)) for cell in cells]
    if any(piece is None for cell in pieces for piece in cell):
        return None
    texts = [[" ".join("".join(p[0] for p in cell if p).split())] for cell in pieces]
    if any(len(text[0]) > 200 for text in texts) or row_lines(texts) is None:
        return None
    found: list[tuple[str, int]] = []
    for cell in pieces:
        kept = [p for p in cell if p and p[0].strip()]
        if kept:
            found += [("\t", kept[0][1])] if found else []
            found += [(p[0].strip() if len(kept) == 1 else p[0], p[1]) for p in kept]
    return found


def _texts(cell: Node) -> Iterator[tuple[str, int] | None]:
    """The texts of a cell; a None where there is a table or list inside, or several paragraphs."""
    todo: list[Node | tuple[str, int]] = list(reversed(cell.children))
    paragraphs = 0
    while todo:
        item = todo.pop()
        if isinstance(item, tuple):
            yield item
        elif item.tag in _UNSEEN or item.hidden:
            continue
        elif item.tag in ("table", "ul", "ol"):
            yield None
        else:
            paragraphs += item.tag in ("p", "div") and any(True for t in _plain(item))
            if paragraphs > 1:
                yield None
            todo += list(reversed(item.children))


def _plain(node: Node) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, tuple):
            if child[0].strip():
                yield child[0]
        elif child.tag not in ("p", "div"):
            yield from _plain(child)


# ------------------------------------------------------------------ writing it down


def _raw(lines: list[_Line], tree: _Tree, *, format: str) -> Raw:
    bare = ["".join(reading_of(line.text).split()) for line in lines]
    is_title = [8 <= len(text) <= 80 and bool(title_pattern().match(text)) for text in bare]
    first = next((i for i, line in enumerate(lines) if line.inside and not line.around), len(lines))
    titles = [i for i in range(first) if is_title[i] and not lines[i].around]
    writer = Writer()
    if not titles and not any(is_title[first : first + 16]) and (named := _named(tree)):
        writer.write(named[0], line=named[1])
        writer.end()
    kept_title = max(titles, key=lambda i: (lines[i].heading, i), default=None)
    for i, line in enumerate(lines):
        start = writer.at
        for piece, number in line.pieces:
            writer.write(piece, line=number)
        outside = (not line.inside or line.around) and i != kept_title
        writer.end(start=start, noise="around the article of the page" if outside else "")
    return writer.raw(format=format, header=tree.header)


def _named(tree: _Tree) -> tuple[str, int] | None:
    """The title of the report as the page's <title> gives it, without the name of the site."""
    for text, line in tree.titles:
        for piece in re.split(r"[_|\-–—]", " ".join(text.split())):
            if title_pattern().match("".join(reading_of(piece).split())) and len(piece) >= 8:
                return piece, line
    return None
