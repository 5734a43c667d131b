"""Reasons between two words (受…影响, "because of …"), in brackets, and behind a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.facts.causes.before import after
from fazhi.facts.causes.cues import cues
from fazhi.facts.causes.grounds import LIKELY, marked
from fazhi.facts.causes.likely import likelihoods
from fazhi.facts.causes.pieces import Reason, reasons_in, split
from fazhi.sentences import EDGE, Span, phrases, trimmed

_KIND = 5  # characters of a word that tells the kind of reason: 认识, 合同约定
_NAMED = re.compile("的?(?:原因|因素)?,(?!(?:也|又|更|还)有)(?P<text>[^;。]{4,60})")
_BRACKETS = re.compile(r"\((?P<text>[^()]{6,120})\)")
_DASH = re.compile(r"(?<=[一-龥”])—{1,2}(?P<text>[一-龥“][^—。;:]{5,120})(?=[。;]|$)")  # …要进城办理—权限没有下放


def between(reading: str, start: int, end: int) -> Iterator[Reason]:
    """受行政调解力量薄弱、协同联动不畅等因素影响,… (because of weak mediation and poor coordination).

    因租金、青苗引发的纠纷 (disputes about rent and crops) names matters, no reasons: a reason has a predicate.
    """
    told: set[Span] = set()
    for pattern in cues().between:
        for match in pattern.finditer(reading, start, end):
            a, b = match.span("text")
            if "causal" in pattern.groupindex and not cues().predicate.search(reading[a:b].rsplit("、", 1)[-1]):
                continue
            there_is = reading[a - 1] == "有" and b - a <= _KIND
            named = _NAMED.match(reading, match.end(), end) if there_is else None
            if named and not cues().predicate.search(reading[a:b]):
                yield from reasons_in(reading, list(phrases(reading, *named.span("text"))), "cause.between", 0.9)
                continue  # 有认识上的原因,…: what follows tells which
            stretches = [(a, b), *(_both(reading, match.end(), end) if "both" in pattern.groupindex else ())]
            listed = reading[match.start() : a].endswith(("受", "受到"))
            for stretch in (stretch for stretch in stretches if stretch not in told):
                if "undivided" in pattern.groupindex:  # 既有村民图省钱、怕麻烦的旧念头,也有… (both the old mind of …, and …)
                    yield Reason(*trimmed(reading, *stretch), "cause.between", 0.9)
                    continue
                parts = list(phrases(reading, *stretch))
                if len(parts) > 1:  # 与职责分散,而夜间无人值守不无关系 (… and yet nobody is on duty at night)
                    yield from reasons_in(reading, parts, "cause.between", 0.9)
                    continue
                for span in split(reading, *stretch, listed=listed):
                    yield Reason(*span, "cause.between", 0.9)
            told.update(stretches)
            if "besides" in pattern.groupindex:
                yield from after(reading, match.end(), end)


def _both(reading: str, start: int, end: int) -> Iterator[Span]:
    """Behind 既有A的因素: …,也有投入不足的问题,更有方法不多的问题 (… and still more that there are few ways)."""
    while match := cues().both.match(reading, start, end):
        yield match.span("text")
        start = match.end()


def apart(reading: str, start: int, end: int) -> Iterator[Reason]:
    """…测不准(财政三年未安排经费,设备老化)。 (… (no money for three years, …)) …仍要进城——权限没有下放。 (… to town — the …)"""
    for match in (match for pattern in (_BRACKETS, _DASH) for match in pattern.finditer(reading, start, end)):
        if cues().no_reason.match(match["text"]):
            continue
        spans = list(phrases(reading, *match.span("text")))
        told = cues().cue.match(match["text"]) or cues().leading.match(match["text"])
        beside = [(reading[start : match.start()].strip(EDGE), "。"), *(marked(reading, phrase) for phrase in spans)]
        if told or max(likelihoods(beside)[1:]) > LIKELY:
            yield from reasons_in(reading, spans, "cause.bracketed", 0.8)
