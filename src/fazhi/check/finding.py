"""One thing that is wrong with a graph, in words, with the place in the text it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import pyoxigraph as ox

from fazhi.store.merging import ask
from fazhi.vocabulary import DCTERMS, FZ, OA


class Kind(StrEnum):
    """Which check found it."""

    SHAPES = "shapes"
    EVIDENCE = "evidence"
    VOCABULARY = "vocabulary"


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong with `subject` (an IRI), in Chinese and in English.

    `quote`, `report` (its identifier) and `line` say which place of which report the subject rests on, where that is known.
    """

    kind: Kind
    severity: Severity
    subject: str
    message_zh: str
    message_en: str
    quote: str | None = None
    report: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = self.subject
        if self.report:
            place = f"{self.report}, line {self.line}" if self.line else self.report
        quote = f" “{self.quote}”" if self.quote else ""
        subject = f" <{self.subject}>" if self.report else ""
        return f"{place}: {self.message_zh} {self.message_en}{quote}{subject}"


def error(kind: Kind, subject: str, zh: str, en: str, quote: str | None = None) -> Finding:
    """A finding of the severity ERROR whose place is not known yet."""
    return Finding(kind=kind, severity=Severity.ERROR, subject=subject, message_zh=zh, message_en=en, quote=quote)


_PLACE = f"""SELECT ?exact ?line ?report {{
  VALUES ?subject {{ <%s> }}
  {{ ?subject <{FZ.evidence}> ?evidence }} UNION {{ ?other <{FZ.evidence}> ?subject BIND(?subject AS ?evidence) }}
  OPTIONAL {{ ?evidence <{OA.exact}> ?exact }}
  OPTIONAL {{ ?evidence <{FZ.line}> ?line }}
  OPTIONAL {{ ?evidence <{FZ.inReport}> ?in . ?in <{DCTERMS.identifier}> ?report }}
}} ORDER BY ?report ?line ?exact LIMIT 1"""


def placed(store: ox.Store, finding: Finding) -> Finding:
    """The finding with the place in the text of its subject, where it has one."""
    try:
        ox.NamedNode(finding.subject)
        found = ask(store, _PLACE % finding.subject)
    except (ValueError, SyntaxError):  # no IRI: a blank node
        return finding
    assert isinstance(found, ox.QuerySolutions)
    for solution in found:
        exact, line, report = (None if term is None else str(getattr(term, "value", term)) for term in solution)
        number = int(line) if line and line.isdecimal() else None
        return replace(finding, quote=finding.quote or exact, report=report, line=number)
    return finding
