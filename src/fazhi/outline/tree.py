"""From lines to a tree: which point stands below which, told by the families of their enumerators.

The lines are cut where enumerators stand in running text, then laid one by one onto a stack of open nodes. An enumerator
whose family is open goes on with that list; any other opens a list below the node on top, once the lists of deeper families
are closed.
"""

from __future__ import annotations

import re

from fazhi.model import Document, Form, Role
from fazhi.outline.cutting import Cutter, Piece
from fazhi.outline.headings import heading_role, turn_role
from fazhi.outline.labels import LABEL, OWNER
from fazhi.outline.leads import is_lead_in
from fazhi.outline.line import Kind, Line
from fazhi.outline.lines import is_headline, is_running_text, lines_of
from fazhi.outline.marked import begin_led
from fazhi.outline.node import Node
from fazhi.outline.signs import Sign
from fazhi.sentences import lead_end

_ROLE_HEADING_RANK = 1
_INNER_HEADING_RANK = 4
_OF_ALL = re.compile("上述|以上|这些|问题")
_HEADED_RANK = 7  # headings stand below 一、 (一) 1. (1) ①, not below 一是
_NESTED_RANK = 3  # signs of this rank or less may stand on two levels at once: 一、 directly below 一、


def tree_of(document: Document) -> Node:
    """The root of the tree; title, closing, sections, points and paragraphs are below it."""
    return _Builder(document).build()


class _Builder:
    """Lays one line after another below the open parts of the tree, which wait on a stack."""

    def __init__(self, document: Document) -> None:
        self.reading = document.reading
        self.year = document.metadata.year
        self.lines = lines_of(document)
        self._cutter = Cutter(self.reading, self.year)
        self.at = 0  # the place of the line that is laid
        self.root = Node(Form.SECTION, 0, 0, 0, 0, len(self.reading), own_end=0)
        self.stack = [self.root]
        self.counted: dict[str, int] = {}  # how far the open lists have counted, those inside the line before included
        self.below: Sign | None = None  # the enumerator of the next line

    def build(self) -> Node:
        """The tree of all lines; roles are not given yet."""
        for at, (line, below) in enumerate(zip(self.lines, [*self.lines[1:], None], strict=True)):
            self.at = at
            self.counted = {node.series: node.ordinal for node in self.stack if node.series}
            self._end_line()
            self.below = below.sign if below is not None else None
            if line.kind is Kind.TEXT:
                for piece in self._cutter.pieces(line, line.start, line.sign, self.counted, self.below):
                    self._lay(piece)
            elif line.kind is Kind.HEADING:
                self._lay_heading(line)
                if line.end - line.heading_end > 2:
                    for piece in self._cutter.pieces(line, line.heading_end + 1, None, self.counted, self.below):
                        self._lay(piece)
            elif line.kind is Kind.TABLE:
                self._lay_table(line)
            else:
                role = Role.TITLE if line.kind is Kind.TITLE else Role.CLOSING
                del self.stack[1:]
                self.root.children.append(self._node(Form.PARAGRAPH, line.start, line.start, line.end, role=role))
        return self.root

    # -------------------------------------------------------------- laying the pieces

    def _lay(self, piece: Piece) -> None:
        if piece.sign is None:
            self._lay_text(piece)
        else:
            self._lay_point(piece, piece.sign)

    def _lay_text(self, piece: Piece) -> None:
        """A paragraph, or a sentence that leads to a list, without enumerator."""
        text = self.reading[piece.start : piece.end]
        leads = turn_role(text, self.year) is not None or is_lead_in(text)
        top = self.stack[-1]
        while (
            len(self.stack) > 1
            and not self._leads_to_causes(text)
            and (top.inline or (leads and (top.series == "paragraph" or (not piece.inline and self._is_finished(top)))))
        ):
            self.stack.pop()
            top = self.stack[-1]
        goes_on = not (leads or (top.is_bare and top.series != LABEL) or top.children)
        led = not (piece.inline or top.inline) and top.rank <= _NESTED_RANK and begin_led(self.lines[self.at : self.at + 2])
        if top.form is Form.POINT and goes_on and not led:
            top.own_end = top.end = piece.end  # goes on with the point above
            return
        node = self._node(Form.PARAGRAPH, piece.start, piece.start, piece.end)
        node.series, node.rank = "paragraph", _INNER_HEADING_RANK
        top.children.append(node)
        if not leads:
            self.stack.append(node)

    def _lay_point(self, piece: Piece, sign: Sign) -> None:
        node = self._node(Form.POINT, piece.start, sign.end, piece.end)
        node.number = self.reading[sign.start : sign.end]
        node.series, node.rank, node.ordinal, node.inline = sign.series, sign.rank, sign.ordinal, piece.inline
        if not piece.inline and sign.rank <= _NESTED_RANK and self._is_heading(piece, sign):
            node.lead_end = node.body_start = piece.end  # 一、强根基:责任上肩 (firm the ground: duties shouldered)
        if sign.series in (LABEL, OWNER):
            node.told = self.lines[self.at].told
        elif node.is_bare and not piece.inline:
            node.told = heading_role(self._lead(node), self.year)
        elif sign.rank <= 3 and (told := heading_role(self._lead(node), self.year)) is not None and told.generic:
            node.told = told
            node.body_start = min(node.lead_end + 1, node.end)
        self._make_room(sign, node)
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def _is_heading(self, piece: Piece, sign: Sign) -> bool:
        """Whether a whole line without a stop stands above running text, a heading or a list of another kind."""
        line, below = self.lines[self.at], next(iter(self.lines[self.at + 1 :]), None)
        if below is None or piece.end < line.end or not is_headline(line.text):
            return False
        listed = below.sign is not None and below.sign.series != sign.series
        return listed or below.kind is Kind.HEADING or is_running_text(line, below) or below.text.endswith(":")

    def _make_room(self, sign: Sign, node: Node) -> None:
        """Close what the new point does not stand below."""
        same = [depth for depth, open_node in enumerate(self.stack) if open_node.series == sign.series]
        top = self.stack[-1]
        if not same:
            if node.inline and top.form is Form.POINT:
                return
            while (
                len(self.stack) > 1
                and top.rank >= sign.rank
                and not (top.is_bare and top.form is not Form.PARAGRAPH and sign.ordinal <= 1)
            ):
                self.stack.pop()
                top = self.stack[-1]
            return
        if (
            len(same) == 1
            and sign.ordinal == 1
            and (sign.rank <= _NESTED_RANK or top.told is not None)
            and same[-1] == len(self.stack) - 1
            and top.is_bare
            and not node.inline
        ):
            return  # 一、 directly below 一、, or 1. directly below 7.存在的问题 (7. The problems)
        exact = [depth for depth in same if self.stack[depth].ordinal + 1 == sign.ordinal]
        depth = exact[-1] if exact else same[-1]
        if node.told is not None and node.told.generic:
            depth = same[0]
        del self.stack[depth:]

    def _lay_heading(self, line: Line) -> None:
        boxed = line.text.startswith("【")
        node = self._node(Form.SECTION, line.start, line.heading_start or line.start + boxed, line.heading_end)
        node.body_start = line.heading_end
        node.lead_end = line.heading_end - (boxed and self.reading.endswith("】", 0, line.heading_end))
        node.told = line.told
        section = self.stack[1] if len(self.stack) > 1 else None
        inside = section is not None and section.number != "" and section.told is not None and section.told.generic
        node.series = "role-heading" if line.told is not None else "plain-heading"
        node.rank = _ROLE_HEADING_RANK if line.told is not None and not inside else _INNER_HEADING_RANK
        if line.mark is not None:
            node.series, node.rank = f"{line.mark.sign}-heading", line.mark.rank
        elif self._explains_point(line):
            node.rank = self.stack[-1].rank + 1
        elif (around := self._goes_on_around(alone=line.end - line.heading_end <= 2)) is not None:
            node.rank = max(node.rank, around.rank + 1)
        same = [depth for depth, open_node in enumerate(self.stack) if open_node.series == node.series]
        if same and line.told is None:
            del self.stack[same[-1] :]
        while len(self.stack) > 1 and self.stack[-1].rank >= node.rank:
            self.stack.pop()
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def _goes_on_around(self, *, alone: bool) -> Node | None:
        """The innermost open point whose list goes on below the line, before any list around it does: the line stands in it.

        `alone`: the line holds nothing but a heading, which may head what follows.
        """
        for depth in range(len(self.stack) - 1, 0, -1):
            node = self.stack[depth]
            if not node.number or node.inline or not node.ordinal or node.rank > _HEADED_RANK:
                continue
            around = {outer.series for outer in self.stack[:depth] if outer.number}
            for place, line in enumerate(self.lines[self.at + 1 :]):
                if line.sign is not None and line.sign.series == node.series and line.sign.ordinal == node.ordinal + 1:
                    if (alone and not place) or (place == 1 and is_lead_in(self.lines[self.at + 1].text)):
                        break  # the heading stands above that point: the numbers go on from section to section
                    return node
                if line.sign is not None and (line.sign.series == node.series or line.sign.series in around):
                    break
        return None

    def _explains_point(self, line: Line) -> bool:
        """Whether 主要原因:… (the main causes: …) belongs to the point above it alone, and the list goes on after it."""
        top, text = self.stack[-1], self.reading[line.start : line.heading_end]
        if line.told is None or line.told.role is not Role.CAUSES or top.form is not Form.POINT or _OF_ALL.search(text):
            return False
        goes_on = self.below is not None and (self.below.series, self.below.ordinal) == (top.series, top.ordinal + 1)
        siblings = self.stack[-2].children if len(self.stack) > 1 else []
        return goes_on or any(child.told is not None and child.told.role is Role.CAUSES for s in siblings for child in s.children)

    def _leads_to_causes(self, text: str) -> bool:
        """Whether a line leads to the causes of the point above it alone, whose list goes on below: 究其根源, | 一是…"""
        if text[-1] not in ",:" or turn_role(text, self.year) is not Role.CAUSES or _OF_ALL.search(text):
            return False
        return self.stack[-1].form is Form.POINT and self._goes_on_around(alone=False) is self.stack[-1]

    def _lay_table(self, line: Line) -> None:
        top = self.stack[-1]
        if top.children and top.children[-1].form is Form.PARAGRAPH:
            top = top.children[-1]
        above = top.children[-1] if top.children else None
        if above is not None and above.form is Form.TABLE:
            above.end = above.own_end = above.lead_end = line.end
        else:
            top.children.append(self._node(Form.TABLE, line.start, line.start, line.end))

    def _end_line(self) -> None:
        """What was opened inside a line is closed with it."""
        while len(self.stack) > 1 and (self.stack[-1].inline or self.stack[-1].series == "paragraph"):
            self.stack.pop()

    def _is_finished(self, node: Node) -> bool:
        """Whether a point is complete, so that a sentence which leads to another list stands outside it."""
        told = node.told is not None and node.series != LABEL
        below = any(child.series != LABEL for child in node.children)
        open_end = not node.children and self.reading[node.end - 1] not in "。;!?"
        heading = node.is_bare and (told or below or open_end)
        return node.form is Form.POINT and not heading

    # -------------------------------------------------------------- helpers

    def _node(self, form: Form, start: int, text_start: int, end: int, role: Role | None = None) -> Node:
        lead = lead_end(self.reading, text_start, end)
        node = Node(form, start, text_start, lead, text_start, end, role=role, own_end=end)
        if form is Form.POINT and not self.reading[lead:end].strip("。;:!?,"):
            node.body_start = end  # nothing but a lead: a heading, if parts follow
        return node

    def _lead(self, node: Node) -> str:
        return self.reading[node.lead_start : node.lead_end]
