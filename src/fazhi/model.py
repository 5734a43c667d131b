"""The frozen values that pass between the rooms.

A `Document` is what a file says; a `Part` is a piece of its outline; a `Mention` is a
stretch of text that names something; a `ReportFacts` is all that is stated about one
report, each fact with the `Evidence` it rests on. Positions are 0-based character
offsets into `Document.text`, end exclusive, everywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

# ------------------------------------------------------------------ documents


class Level(StrEnum):
    """Administrative level of the issuer of a report, or of a region."""

    NATION = "nation"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself.

    `issuers` are bodies as a reader would name them (塘沽街道, Tanggu Subdistrict).
    `body` tells what kind of body the issuer is: "government" (a people's government of
    a county, town…), "subdistrict" (街道), "department" (a bureau of a government),
    "party" or "other". `region` leads from the largest region that the report names to the one
    the issuer governs or belongs to (("天津市", "滨海新区")), without the issuer itself, and
    may be empty. `head` is the generic name by which the issuer calls itself: 街道, 镇, 局, 县…
    """

    title: str
    title_start: int
    title_end: int
    issuers: tuple[str, ...]
    year: int | None
    level: Level | None = None
    body: str = "other"
    head: str = ""
    region: tuple[str, ...] = ()
    document_number: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file a character stands: 1-based line, and page where the file has pages."""

    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that was left out as noise, with the reason."""

    text: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report as text.

    `text` is the canonical text: paragraphs joined by newlines, wraps, page breaks, blanks between
    Chinese characters or digits, and noise around the article removed, characters as printed.
    `reading` has the same length, character by character: half-width digits, letters and
    ,;:!?()% , simplified characters, quotation marks as “ and ” in matching pairs, dashes as —;
    。、《》〈〉 stay. The rules read `reading`; people see `text`.
    `identifier` and `source` are the path of the input below the argument it was found under,
    without and with its suffix. `origins` holds, for each character of `text`, its offset in the
    decoded file; `line_starts` and `page_starts` are offsets in the decoded file.
    """

    identifier: str
    source: str
    text: str
    reading: str
    metadata: Metadata
    origins: tuple[int, ...]
    line_starts: tuple[int, ...]
    page_starts: tuple[int, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def place(self, offset: int) -> Place:
        """Line (and page) in the file of the character at `offset`."""
        origin = self.origins[min(offset, len(self.origins) - 1)]
        page = bisect_right(self.page_starts, origin) or None
        return Place(bisect_right(self.line_starts, origin), page)


# ------------------------------------------------------------------ outline


class Role(StrEnum):
    """What a part of a report is for."""

    TITLE = "title"
    PREAMBLE = "preamble"  # addressee and lead-in before the first section
    ACHIEVEMENTS = "achievements"  # work done, the leaders' own duties included
    SHORTCOMINGS = "shortcomings"
    CAUSES = "causes"
    PLANS = "plans"
    CLOSING = "closing"  # 特此报告, signature, date
    OTHER = "other"


class Form(StrEnum):
    """How a part stands in the text."""

    SECTION = "section"  # has a heading; may have parts of its own
    POINT = "point"  # an enumerated point: 一是…, 1.…, 首先…
    PARAGRAPH = "paragraph"  # a paragraph of running prose
    SENTENCE = "sentence"  # a sentence or clause that plays a role of its own
    TABLE = "table"  # rows of a table


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the outline.

    `start`–`end` covers the whole part with its enumerator and all parts below it;
    `title_start`–`title_end` its heading or lead sentence without enumerator and final
    punctuation; `body_start`–`body_end` its own running text without the parts below it (may be empty).
    `number` is the enumerator as printed ("一、", "(二)", "一是", "首先,"), or "".
    `order` counts the parts of one parent from 1. `level` is 1 for top sections.
    """

    role: Role
    form: Form
    level: int
    order: int
    number: str
    start: int
    end: int
    title_start: int
    title_end: int
    body_start: int
    body_end: int
    parts: tuple[Part, ...] = ()

    @property
    def is_leaf(self) -> bool:
        """Whether nothing lies below."""
        return not self.parts


# ------------------------------------------------------------------ mentions


class MentionKind(StrEnum):
    """What a mention names. The values are the names of spaCy span groups."""

    DEPARTMENT = "departments"
    REGULATION = "regulations"
    MECHANISM = "mechanisms"
    QUANTITY = "quantities"


class Qualifier(StrEnum):
    """How exact a figure is."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    APPROXIMATELY = "approx"
    AT_MOST = "at_most"


class Reading(StrEnum):
    """How a quantity is to be read."""

    LEVEL = "level"  # 358份: so much there was
    CHANGE = "change"  # 同比下降52%, 比上年减少8件: signed difference, no level
    FROM_TO = "from_to"  # 由494项减到334项: new level, and the difference
    OTHER = "other"  # a target, rank, frequency or deadline: no result


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. `value` has 万, 亿, 成 resolved; 万元 is 元; `unit` is as written (人次, 件, %).

    For a CHANGE, `value` is None and `change` the signed difference, in percent where
    `change_is_percent`; for FROM_TO, both are given. `number_start` is where the digits begin.
    """

    reading: Reading
    value: Decimal | None
    unit: str
    qualifier: Qualifier = Qualifier.EXACT
    change: Decimal | None = None
    change_is_percent: bool = False
    number_start: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names something.

    `name` is what it names, completed and cleaned (行政执法公示 of a coordination is
    行政执法公示制度, "administrative enforcement disclosure system"), equal to the text where
    nothing had to be done. `rule` names the rule that found it, `confidence` lies between 0 and 1.
    `category` is the code of the kind of a regulation or mechanism where the mention tells it.
    `number` is a regulation's 文号 (document number); `alias` a name the text defines for it
    there (以下简称《纲要》, "hereafter the Outline").
    """

    kind: MentionKind
    start: int
    end: int
    name: str
    rule: str
    confidence: float
    category: str | None = None
    number: str | None = None
    alias: str | None = None
    quantity: Quantity | None = None


# ------------------------------------------------------------------ facts


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
    """A problem that the body admits; `text` as printed (`evidence` is its place)."""

    text: str
    start: int
    end: int
    evidence: Evidence
    themes: tuple[str, ...] = ()

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
