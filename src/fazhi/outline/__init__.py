"""The outline: a `Document` goes in, the tree of its `Part`s comes out.

Every part knows its role (work done, shortcomings, causes, plans, …), its number as printed, its title and its
span. Points in running text (一是…二是…, first … second …) are parts like any other, and so are
sentences that play a role of their own, such as a problem that is admitted amid the achievements.

>>> from fazhi.documents import document_from
>>> text = "某镇2023年法治政府建设情况报告\\n一、主要工作及成效\\n一是规范执法。落实行政执法公示制度,办理行政处罚案件12件。"
>>> text += "二是抓好普法。开展法治宣传30场,调解纠纷200件,办理行政复议案件1件,主动公开政府信息90条。\\n"
>>> text += "二、存在的不足\\n一是执法力量不足;二是普法形式单一。\\n"
>>> document = document_from(text, identifier="a", source="a.txt")
>>> for section in outline(document)[1:3]:
...     print(section.number, section.role, [document.text[p.title_start : p.title_end] for p in section.parts])
一、 achievements ['规范执法', '抓好普法']
二、 shortcomings ['执法力量不足', '普法形式单一']
"""

from __future__ import annotations

from dataclasses import replace

from fazhi.model import Document, Form, Part, Role
from fazhi.outline.assign import assign_roles
from fazhi.outline.inner import add_sentences
from fazhi.outline.judge import divided
from fazhi.outline.node import Node
from fazhi.outline.settle import settle_paragraphs
from fazhi.outline.tree import tree_of
from fazhi.sentences import trimmed

__all__ = ["outline"]


def outline(document: Document) -> tuple[Part, ...]:
    """The parts of a document, in order: title, preamble, sections, closing."""
    root = tree_of(document)
    assign_roles(root, document.reading, document.metadata.year)
    settle_paragraphs(root, document.reading)
    add_sentences(root, document.reading, document.metadata.year)
    return tuple(_part(child, document.reading, level=1, order=order) for order, child in enumerate(root.children, start=1))


def _part(node: Node, reading: str, *, level: int, order: int) -> Part:
    """Freeze a node and all below it."""
    children = tuple(_part(child, reading, level=level + 1, order=n) for n, child in enumerate(node.children, start=1))
    is_heading = node.form is Form.SECTION or (node.form is Form.POINT and _heads_parts(node))
    title_start, title_end = trimmed(reading, node.lead_start, node.lead_end)
    body_start = min(max(node.body_start, node.lead_end) if is_heading else node.lead_start, node.own_end)
    part = Part(
        role=node.role or Role.OTHER,
        form=Form.SECTION if is_heading else node.form,
        level=level,
        order=order,
        number=node.number,
        start=node.start,
        end=max([node.end, *(child.end for child in children)]),
        title_start=title_start,
        title_end=title_end,
        body_start=body_start,
        body_end=max(node.own_end, body_start),
        parts=children,
    )
    return replace(part, body_start=part.body_end) if not reading[part.body_start : part.body_end].strip() else part


def _heads_parts(node: Node) -> bool:
    """A numbered line that is nothing but the heading of what stands below it."""
    below = bool(divided(node)) or any(child.form is Form.TABLE for child in node.children)
    below = below or (node.told is not None and bool(node.children))
    return (below and node.body_start >= node.lead_end) or (
        node.body_start >= node.lead_end and node.own_end > node.body_start + 1
    )
