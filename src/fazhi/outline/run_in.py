"""Headings that tell a role, and running prose that follows in the same line: 四、欠账清单。渡口巡查偏少,…。汊河界桩不全。"""

from __future__ import annotations

from fazhi.model import Form, Role
from fazhi.outline.headings import HeadingRole
from fazhi.outline.labels import LABEL, OWNER
from fazhi.outline.node import Node


def runs_on(node: Node, section: Node) -> bool:
    """Whether a point below a node is the heading of another role, and prose follows it in its line."""
    told = section.told
    heads = told is not None and told.role is section.role is not node.role and section.series not in (LABEL, OWNER)
    return heads and section.form is Form.POINT and section.body_start > section.lead_end


def settle_heading(reading: str, point: Node) -> None:
    """Take what is left of a numbered point as the heading of the problems that all its sentences told."""
    left = reading[point.lead_end : point.own_end].strip("。 \n")
    told = [child.role for child in point.children]
    if point.form is not Form.POINT or not point.number or left or Role.ACHIEVEMENTS in told:
        return
    if told.count(Role.SHORTCOMINGS) > 1:
        point.role, point.told, point.body_start = Role.SHORTCOMINGS, HeadingRole(Role.SHORTCOMINGS, True), point.own_end
