"""What a page is made of."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text in colour: `start` and `end` are positions of characters, `fact` is a position among the facts.

    The first of the `classes` gives the colour; a mark is hidden when any of its classes is switched off. `note` tells what
    holds of this place alone: the rule, the confidence, the line.
    """

    start: int
    end: int
    classes: tuple[str, ...]
    fact: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link from a fact, in words; `fact` is the position of the fact it leads to, where the page has it."""

    relation: str
    label: str
    fact: int | None = None
    note: str = ""


@dataclass(slots=True)
class Fact:
    """What the card of a mark tells: a heading, rows of name and value, and links."""

    what: str
    label: str
    rows: list[tuple[str, str]] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of the outline: where its title stands, how deep it is, and its role in words."""

    start: int
    end: int
    depth: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One text with its marks; `lead` and `tail` are HTML before and after the text."""

    name: str
    title: str
    subtitle: str
    text: str
    marks: tuple[Mark, ...]
    facts: tuple[Fact, ...]
    headings: tuple[Heading, ...] = ()
    lead: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Toggle:
    """A class of marks that can be switched on and off: its label, and its colours of ground and line."""

    name: str
    label: str
    ground: str = ""
    line: str = ""
    on: bool = True
