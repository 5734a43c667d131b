"""What is stated about a report, each fact with the evidence it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from fazhi.model.document import Document
from fazhi.model.mention import Qualifier
from fazhi.model.outline import Part


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a fact is stated: a stretch of the text, the rule that read it, and how sure that is (0 to 1)."""

    start: int
    end: int
    rule: str
    confidence: float


class EntityKind(StrEnum):
    """The three kinds of things that reports name."""

    DEPARTMENT = "department"
    REGULATION = "regulation"
    MECHANISM = "mechanism"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A department, regulation or mechanism as one report speaks of it.

    `name` is the canonical name within this report, `aliases` the other names the report uses or
    that are known from a table. `scope` tells apart bodies, rules and brands of one name: empty for what
    is national, else the region path or the issuer it belongs to. `category` is the code of the kind
    of a regulation or mechanism (GUIDE: law, plan, … / system, platform, …), None for departments.
    `superior` is the key of the department it belongs to, `successor` the name of the regulation that replaced
    it. One evidence for each place that mentions it, in order of the text.
    """

    kind: EntityKind
    name: str
    evidence: tuple[Evidence, ...]
    aliases: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    category: str | None = None
    document_number: str | None = None
    superior: str | None = None
    successor: str | None = None

    @property
    def key(self) -> str:
        """What links refer to it by: unique within a report."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A figure that the report gives: `value` is None where only a change is told."""

    indicator: str
    value: Decimal | None
    unit: str | None
    qualifier: Qualifier
    evidence: Evidence
    change_percent: Decimal | None = None
    change_absolute: Decimal | None = None

    @property
    def key(self) -> str:
        """What links refer to it by: unique within a report."""
        return f"observation:{self.evidence.start}-{self.evidence.end}:{self.indicator}"


class Status(StrEnum):
    """Whether a measure has been carried out."""

    IMPLEMENTED = "implemented"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What the body did or will do.

    `title` is the lead as printed (`evidence` is its place); `start`–`end` is the whole
    stretch of text that the measure covers. `themes` are codes of the theme scheme, the best first.
    """

    title: str
    status: Status
    start: int
    end: int
    evidence: Evidence
    themes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What links refer to it by: unique within a report."""
        return f"measure:{self.evidence.start}-{self.evidence.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcoming:
    """A problem that the body admits; `text` as printed (`evidence` is its place), `bare` without the reasons in it, if any."""

    text: str
    start: int
    end: int
    evidence: Evidence
    themes: tuple[str, ...] = ()
    bare: str = ""

    @property
    def key(self) -> str:
        """What links refer to it by: unique within a report."""
        return f"shortcoming:{self.evidence.start}-{self.evidence.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A reason that the text gives for a shortcoming, without cue words."""

    text: str
    evidence: Evidence

    @property
    def key(self) -> str:
        """What links refer to it by: unique within a report."""
        return f"cause:{self.evidence.start}-{self.evidence.end}"


class LinkKind(StrEnum):
    """The relations between facts; the values are the local names of the ontology's properties."""

    ADDRESSES = "addresses"  # measure -> shortcoming
    HAS_CAUSE = "hasCause"  # shortcoming -> cause
    PART_OF = "partOf"  # observation -> observation
    HAS_RESULT = "hasResult"  # measure -> observation
    INVOLVES = "involves"  # measure -> entity, in no more particular way
    CARRIED_OUT_BY = "carriedOutBy"  # measure -> department that does it
    USES_MECHANISM = "usesMechanism"  # measure -> mechanism
    BASED_ON = "basedOn"  # measure -> regulation
    SUBORDINATE_TO = "subOrganizationOf"  # department -> department


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two facts, by their keys, with the place that tells it.

    The particular kinds (CARRIED_OUT_BY, USES_MECHANISM, BASED_ON) imply INVOLVES: it is not given beside them.
    """

    kind: LinkKind
    subject: str
    object: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Omission:
    """Something found in the text and deliberately not stated, with the reason in plain words."""

    start: int
    end: int
    kind: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """All that is stated about one report. `issuers` are keys of departments."""

    document: Document
    outline: tuple[Part, ...]
    issuers: tuple[str, ...]
    departments: tuple[Entity, ...] = ()
    regulations: tuple[Entity, ...] = ()
    mechanisms: tuple[Entity, ...] = ()
    observations: tuple[Observation, ...] = ()
    measures: tuple[Measure, ...] = ()
    shortcomings: tuple[Shortcoming, ...] = ()
    causes: tuple[Cause, ...] = ()
    links: tuple[Link, ...] = ()
    omissions: tuple[Omission, ...] = field(default=())

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Departments, regulations and mechanisms together."""
        return self.departments + self.regulations + self.mechanisms


class Valued(Protocol):
    """What tells a value, or none where only a change is told."""

    @property
    def value(self) -> Decimal | None:
        """The number, in the unit that stands beside it."""


def value_of(figure: Valued) -> Decimal:
    """The value of a figure, in its unit; none is zero."""
    return figure.value if figure.value is not None else Decimal(0)
