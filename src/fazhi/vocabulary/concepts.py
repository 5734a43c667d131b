"""The concepts, which are closed lists: themes, kinds of regulations and mechanisms, roles, outcomes, qualifiers, statuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fazhi.errors import VocabularyError
from fazhi.vocabulary.terms import FZ


@dataclass(frozen=True, slots=True)
class Concept:
    """A code of a closed list: a theme, a kind, a role, a qualifier or a status."""

    code: str
    iri: str
    zh: str
    en: str
    scheme: str | None = None


def _scheme(name: str, stem: str, *rows: tuple[str, str, str]) -> Mapping[str, Concept]:
    """A concept scheme of the ontology: code, Chinese and English label of each concept."""
    return {code: Concept(code, f"{FZ.iri}{stem}-{code}", zh, en, FZ.iri + name) for code, zh, en in rows}


THEMES: Final = _scheme(
    "themes",
    "theme",
    ("leadership", "党的领导与法治建设推进机制", "Party leadership and accountability for rule-of-law work"),
    ("capacity", "法治思维与队伍能力建设", "Legal literacy and capacity of officials"),
    ("functions", "政府职能与营商环境", "Government functions, services and business environment"),
    ("rulemaking", "依法行政制度体系", "Rules and normative documents"),
    ("decision", "行政决策", "Lawful administrative decision-making"),
    ("enforcement", "行政执法", "Administrative law enforcement"),
    ("emergency", "突发事件应对", "Emergency response"),
    ("disputes", "矛盾纠纷化解", "Dispute prevention and resolution"),
    ("oversight", "行政权力制约监督", "Constraint and oversight of power, openness"),
    ("digital", "科技保障与数字法治", "Digital and technical support"),
    ("publicity", "普法与法治社会", "Legal publicity and law-abiding society"),
)
"""The themes by their codes, after the chapters of the 法治政府建设实施纲要 (Outline for Building a Law-based Government)."""

REGULATION_KINDS: Final = _scheme(
    "regulation-kinds",
    "kind",
    ("constitution", "宪法", "Constitution"),
    ("law", "法律", "Law"),
    ("administrative-regulation", "行政法规", "Administrative regulation"),
    ("party-rule", "党内法规", "Party rule"),
    ("plan", "规划纲要", "Plan or outline"),
    ("policy", "政策文件", "Policy document"),
    ("local-rule", "地方规定", "Local rule"),
    ("emergency-plan", "应急预案", "Emergency plan"),
    ("standard", "标准规范", "Standard"),
    ("other", "其他文件", "Other document"),
)
"""The kinds of regulations by their codes."""

MECHANISM_KINDS: Final = _scheme(
    "mechanism-kinds",
    "kind",
    ("system", "制度", "System of rules"),
    ("mechanism", "机制", "Working mechanism"),
    ("platform", "平台", "Platform or venue"),
    ("campaign", "活动", "Campaign"),
    ("instrument", "工具", "Instrument"),
    ("brand", "品牌", "Brand or slogan"),
)
"""The kinds of mechanisms by their codes."""

ROLES: Final = _scheme(
    "roles",
    "role",
    ("title", "标题", "Title"),
    ("preamble", "前言", "Preamble"),
    ("achievements", "举措与成效", "Achievements"),
    ("shortcomings", "不足", "Shortcomings"),
    ("causes", "原因", "Causes"),
    ("plans", "工作安排", "Plans"),
    ("closing", "结尾", "Closing"),
    ("other", "其他", "Other"),
)
"""The roles of sections by their codes, which are the values of `model.Role`."""

OUTCOMES: Final = _scheme(
    "outcomes",
    "outcome",
    ("promised", "承诺整改", "Promised a remedy"),
    ("taken-up", "已着手解决", "Taken up"),
    ("with-results", "已有成效数据", "Taken up, with figures"),
    ("recurring", "再次出现", "Back again"),
    ("unmentioned", "此后未再提及", "Never mentioned again"),
)
"""What became of a shortcoming in the report itself and in the next one of the body, by codes."""

QUALIFIERS: Final[Mapping[str, Concept]] = {
    "exact": Concept("exact", FZ.Exact, "确切", "exact"),
    "at_least": Concept("at_least", FZ.AtLeast, "至少", "at least"),
    "approx": Concept("approx", FZ.Approximately, "约", "approximately"),
    "at_most": Concept("at_most", FZ.AtMost, "至多", "at most"),
}
"""How exact a figure is, by the values of `model.Qualifier`."""

STATUSES: Final[Mapping[str, Concept]] = {
    "implemented": Concept("implemented", FZ.Implemented, "已实施", "implemented"),
    "planned": Concept("planned", FZ.Planned, "拟实施", "planned"),
}
"""Whether a measure has been carried out, by the values of `model.Status`."""

CONCEPTS: Final[frozenset[str]] = frozenset(
    iri
    for concepts in (THEMES, REGULATION_KINDS, MECHANISM_KINDS, ROLES, OUTCOMES)
    for concept in concepts.values()
    for iri in (concept.iri, concept.scheme)
    if iri
)
"""The concepts of the ontology, and their schemes."""

_KINDS: Final[Mapping[str, Concept]] = {**REGULATION_KINDS, **MECHANISM_KINDS}


def _concept(what: str, concepts: Mapping[str, Concept], code: str) -> str:
    if (concept := concepts.get(code)) is not None:
        return concept.iri
    raise VocabularyError(f"{code!r} is no {what}; use one of {', '.join(concepts)}")


def theme_iri(code: str) -> str:
    """The IRI of a theme.

    >>> theme_iri("parking")
    Traceback (most recent call last):
        ...
    fazhi.errors.VocabularyError: 'parking' is no theme; use one of leadership, capacity, functions, ...
    """
    return _concept("theme", THEMES, code)


def kind_iri(code: str) -> str:
    """The IRI of a kind of regulation or mechanism."""
    return _concept("kind of regulation or mechanism", _KINDS, code)


def role_iri(code: str) -> str:
    """The IRI of a role of a section (a `model.Role`)."""
    return _concept("role of a section", ROLES, code)


def qualifier_iri(code: str) -> str:
    """The IRI of a qualifier (a `model.Qualifier`)."""
    return _concept("qualifier", QUALIFIERS, code)


def status_iri(code: str) -> str:
    """The IRI of a status (a `model.Status`)."""
    return _concept("status", STATUSES, code)
