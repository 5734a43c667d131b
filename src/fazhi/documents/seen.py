"""A page of HTML line by line, as a reader sees it; a row of a table with short cells is one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fazhi.documents.markup import AROUND, UNSEEN, Node
from fazhi.documents.raw import row_lines

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


@dataclass(slots=True)
class Line:
    """What a reader sees as one line: pieces of text with their lines in the source, and in which element it began."""

    pieces: list[tuple[str, int]]
    inside: bool
    around: bool
    heading: bool

    @property
    def text(self) -> str:
        """The pieces in one."""
        return "".join(piece for piece, _ in self.pieces)


def lines_of(root: Node, article: Node) -> Iterator[Line]:
    """The lines of the page in order, without recursion over deep pages."""
    current: list[tuple[str, int]] = []
    state = {"inside": False, "around": False, "heading": False}

    def flush() -> Iterator[Line]:
        """The line gathered so far, if there is one."""
        if current:
            yield Line(list(current), **state)
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
                ("around", item.tag in AROUND),
                ("heading", item.tag in ("h1", "h2", "h3")),
            )
            if is_it
        ]
        if action == "open":
            if item.tag in UNSEEN or item.hidden:
                continue
            if item.tag == "tr" and (row := _row(item)) is not None:
                yield from flush()
                if row:
                    yield Line(row, **state)
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
        elif item.tag in UNSEEN or item.hidden:
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
