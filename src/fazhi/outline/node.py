"""The nodes of the tree, as long as it grows and its roles are settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from fazhi.model import Form, Role
from fazhi.outline.headings import HeadingRole


@dataclass(slots=True)
class Node:
    """A part in the making. `lead` is its heading or lead sentence, `body_start` where its running text begins."""

    form: Form
    start: int
    lead_start: int
    lead_end: int
    body_start: int
    end: int
    number: str = ""
    series: str = ""
    rank: int = 0
    ordinal: int = 0
    inline: bool = False
    told: HeadingRole | None = None
    role: Role | None = None
    children: list[Node] = field(default_factory=list)
    own_end: int = 0  # where its running text ends, before the parts below it

    @property
    def is_bare(self) -> bool:
        """A heading without running text on its line."""
        return self.body_start >= self.own_end

    @property
    def has_points(self) -> bool:
        """Whether sections, points or paragraphs lie below."""
        return any(child.form not in (Form.SENTENCE, Form.TABLE) for child in self.children)
