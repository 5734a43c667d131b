"""How things are named: the one place where IRIs are minted.

IRIs are readable (RFC 3987: Chinese stays Chinese) and never come from a running number. An entity's
IRI is made of its kind, scope and canonical name, a report's of its issuer, year and kind, a fact's of its
report, kind and place. Names that differ in any character give different IRIs: what an IRI forbids, and
what is invisible, is percent-encoded, the percent sign too.

>>> entity(BASE, "department", ("天津市", "滨海新区"), "区司法局")  # the district justice bureau
'https://w3id.org/fazhi/id/department/天津市/滨海新区/区司法局'
>>> entity(BASE, "department", (), "司法部")  # the Ministry of Justice, one for the whole nation
'https://w3id.org/fazhi/id/department/司法部'
>>> escape("政务服务/12345 100%")
'政务服务%2F12345%20100%25'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from fazhi.errors import InputError
from fazhi.model import Entity, ReportFacts
from fazhi.resources import lexicon
from fazhi.vocabulary import BASE as BASE

# unreserved, sub-delims, ":" and "@" of RFC 3987; blanks and what cannot be seen are left out on purpose, and ";", which
# some libraries cut off when they resolve an IRI
_UCSCHAR = "\u00a1-\u00ac\u00ae-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
_UCSCHAR += "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_ESCAPED = re.compile(rf"[^A-Za-z0-9\-._~!$&'()*+,=:@{_UCSCHAR}]|[\u061c\u1680\u180e\U00013430-\U0001343f]")
_SPAN = re.compile(r"/(\d+)-(\d+)(?:/[^/]*)?(?:/[^/]*)?$")  # no name after the place holds a slash
_HOME = re.compile(r".*[/#:=](report|derived)/")
_DOTS = {".": "%2E", "..": "%2E%2E"}  # a segment of dots would be resolved away
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20]+")


def check_base(base: str) -> str:
    """The base IRI, ended so that names can follow; InputError where it is no absolute IRI.

    >>> check_base("https://example.org/graph")
    'https://example.org/graph/'
    """
    if not _BASE.fullmatch(base):
        raise InputError(f"base IRI {base!r}: not an absolute IRI; give one such as {BASE}")
    return base if base[-1] in "/#:=" else f"{base}/"


@lru_cache(maxsize=1 << 13)
def escape(text: str) -> str:
    """One segment of an IRI, from any text; different texts give different segments."""
    return _DOTS.get(text) or _ESCAPED.sub(_percent, text)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "surrogatepass"))


def entity(base: str, kind: str, scope: Iterable[str], name: str) -> str:
    """IRI of a thing that has a name: a department, regulation, mechanism, indicator or unit."""
    return f"{base}{kind}/{'/'.join([*map(escape, scope), escape(name)])}"


def report(facts: ReportFacts, *, base: str = BASE) -> str:
    """IRI of a report: scope and name of its issuer (several are joined by +), year, and kind of report.

    Where no issuer is known, the report's identifier stands in its place, after an empty segment.
    """
    metadata = facts.document.metadata
    issuers = [found for key in facts.issuers if (found := _department(facts, key))]
    if issuers:
        scope, names = issuers[0].scope, tuple(issuer.name for issuer in issuers)
    elif metadata.issuers:
        scope, names = metadata.region, metadata.issuers
    else:
        scope, names = ("", *facts.document.identifier.split("/")[:-1]), (facts.document.identifier.split("/")[-1],)
    issuer = "+".join(escape(name).replace("+", "%2B") for name in names)
    year = "undated" if metadata.year is None else f"{metadata.year:04}"
    return f"{base}report/{'/'.join([*map(escape, scope), issuer, year, report_kind(metadata.title)])}"


def _department(facts: ReportFacts, key: str) -> Entity | None:
    return next((entity for entity in facts.departments if entity.key == key), None)


@lru_cache(maxsize=1 << 12)
def report_kind(title: str) -> str:
    """What kind of report a title announces, by the table `report_kinds.toml`.

    >>> report_kind("塘沽街道2023年度法治政府建设情况报告")  # "… on the building of a law-based government, 2023"
    '法治政府建设报告'
    >>> report_kind("2024年上半年普法工作总结")  # "on legal publicity, first half of 2024"
    '普法报告(上半年)'
    """
    table = lexicon("report_kinds")
    words = "".join(title.split())
    kind = next((row["name"] for row in table["kind"] if any(cue in words for cue in row["cues"])), table["default"])
    period = next((row["name"] for row in table["period"] if any(cue in words for cue in row["cues"])), None)
    return escape(f"{kind}({period})" if period else kind)


def graph(report: str) -> str:
    """IRI of the named graph that holds what a report states."""
    return f"{report}/graph"


def grounds(rule: str, confidence: str) -> str:
    """The end of the IRI of an evidence: what tells apart those of one place."""
    return f"{escape(rule)}/{escape(confidence)}"


def evidence(report: str, start: int, end: int, ground: str) -> str:
    """IRI of an evidence at a place of a report; `ground` as `grounds` gives it, made once for many."""
    return f"{report}/evidence/{start}-{end}/{ground}"


def place(report: str, kind: str, start: int, end: int, *names: str) -> str:
    """IRI of something that stands at a place of a report: a fact, a part of the outline, an evidence.

    `names` tell apart what stands at one place.
    """
    return "/".join([f"{report}/{kind}/{start}-{end}", *map(escape, names)])


def span(name: str) -> tuple[int, int]:
    """Start and end of the place that the IRI of a fact, a section or an evidence names.

    >>> span("https://w3id.org/fazhi/id/report/甲县/甲县/2023/法治政府建设报告/measure/120-134")
    (120, 134)
    """
    found = _SPAN.search(name)
    if found is None:
        raise ValueError(f"{name}: this IRI names no place of a report")
    return int(found[1]), int(found[2])


def derived(base: str, *names: str) -> str:
    """IRI of something that is derived across reports; its named graph is `graph` of it."""
    return f"{base}derived/{'/'.join(map(escape, names))}"


@lru_cache(maxsize=1 << 10)
def is_derived(graph: str) -> bool:
    """Whether a named graph holds what was derived across reports, by its IRI (a report's graph has a report's).

    >>> is_derived(graph(derived(BASE, "follow-up", "甲县"))), is_derived(f"{BASE}report/甲县/甲县/2023/法治政府建设报告/graph")
    (True, False)
    """
    found = _HOME.match(graph)
    return found is not None and found[1] == "derived"
