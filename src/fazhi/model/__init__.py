"""The frozen values that pass between the rooms.

A `Document` is what a file says; a `Part` is a piece of its outline; a `Mention` is a
stretch of text that names something; a `ReportFacts` is all that is stated about one
report, each fact with the `Evidence` it rests on. Positions are 0-based character
offsets into `Document.text`, end exclusive, everywhere.
"""

from fazhi.model.document import Document, Dropped, Level, Metadata, Place
from fazhi.model.fact import (
    Cause,
    Entity,
    EntityKind,
    Evidence,
    Link,
    LinkKind,
    Measure,
    Observation,
    Omission,
    ReportFacts,
    Shortcoming,
    Status,
    value_of,
)
from fazhi.model.mention import Mention, MentionKind, Qualifier, Quantity, Reading
from fazhi.model.outline import Form, Part, Role

__all__ = [
    "Cause",
    "Document",
    "Dropped",
    "Entity",
    "EntityKind",
    "Evidence",
    "Form",
    "Level",
    "Link",
    "LinkKind",
    "Measure",
    "Mention",
    "MentionKind",
    "Metadata",
    "Observation",
    "Omission",
    "Part",
    "Place",
    "Qualifier",
    "Quantity",
    "Reading",
    "ReportFacts",
    "Role",
    "Shortcoming",
    "Status",
    "value_of",
]
