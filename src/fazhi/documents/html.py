"""HTML and MHTML pages: the article found among what stands around it, every character with its line in the source.

The page is walked once into blocks (what a reader sees as lines). The article is the innermost element that holds nearly all of
the page's sentences; a title outside of it is kept, all else around it is noise and reported as such.
"""

from __future__ import annotations

import email
import email.policy
import re

from fazhi.documents.decode import decode
from fazhi.documents.markup import AROUND, UNSEEN, Node, Tree
from fazhi.documents.raw import Raw, Writer
from fazhi.documents.reading import reading_of
from fazhi.documents.seen import Line, lines_of
from fazhi.documents.title import title_pattern
from fazhi.errors import InputError

_CHINESE = re.compile(r"[一-龥]")
_SENTENCE = re.compile(r"[。，；,;]")
_HELD = 0.85  # of the sentences of a page: the article holds at least so many


def read_html(data: bytes, *, shown: str, encoding: str | None = None) -> Raw:
    """The text of a page, all of it, with what is not the article marked as noise. Raises InputError.

    >>> page = '<body><div><a>首页</a></div><div><p>街道推进依法行政，规范执法。</p><p>开展普法，办理复议。</p></div></body>'
    >>> raw = read_html(page.encode(), shown="a.html")  # "home | the subdistrict advances …"
    >>> raw.text.split("\\n")[:3], [raw.text[a:b] for a, b, _ in raw.noise]
    (['首页', '街道推进依法行政，规范执法。', '开展普法，办理复议。'], ['首页'])
    """
    text = decode(data, source=shown, encoding=encoding, markup=True)
    tree = Tree()
    try:
        tree.feed(text)
        tree.close()
    except (AssertionError, RecursionError, ValueError) as error:
        raise InputError(f"{shown}: this HTML cannot be parsed ({error}); save the page as text and name that file") from error
    _weigh(tree.root)
    article = _article(tree.root)
    lines = list(lines_of(tree.root, article))
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
        if node.tag not in UNSEEN and node.tag not in AROUND and not node.hidden:
            todo += [(child, node, linked or node.tag == "a") for child in node.children if isinstance(child, Node)]
    for node, parent, linked in reversed(order):
        if not linked and node.tag != "a":
            own = "".join(child[0] for child in node.children if isinstance(child, tuple))
            if _SENTENCE.search(own) and node.tag not in UNSEEN:
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


# ------------------------------------------------------------------ writing it down


def _raw(lines: list[Line], tree: Tree, *, format: str) -> Raw:
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


def _named(tree: Tree) -> tuple[str, int] | None:
    """The title of the report as the page's <title> gives it, without the name of the site."""
    for text, line in tree.titles:
        for piece in re.split(r"[_|\-–—]", " ".join(text.split())):
            if title_pattern().match("".join(reading_of(piece).split())) and len(piece) >= 8:
                return piece, line
    return None
