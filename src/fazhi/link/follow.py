"""What became of the shortcomings of an earlier report: taken up, back again, or never mentioned again.

    2022: 下放事项接不住 ("delegated powers exceed our capacity")
    2023: 推行“师带徒”机制,破解下放事项“接不住”难题 ("apprenticeships solve …")       taken up
    2023: 下放事项仍有部分未能行使 ("some delegated powers are still not used")           back again

A measure of the later report is weighed against each shortcoming of the earlier one as a plan is within one report
(words in common, needs and remedies, theme; causes included), and also against what the earlier report promised for
that shortcoming: who promised 旁听庭审 ("attend trials") and did it took the problem up. Of the measures, the best one is
linked; others where they name the problem outright. What is back again is told in
`again`. The weights stand in the table `follow_up`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import exp

from fazhi.corpus import Point, Report
from fazhi.documents.reading import reading_of
from fazhi.facts.likeness import Alike, Likeness, Plan
from fazhi.facts.outright import named_problems
from fazhi.link.again import back_again
from fazhi.link.ties import ASSERTED, PROPOSED, Quote, Tie, TieKind, quote_of
from fazhi.resources import lexicon

_CLAUSE = re.compile(r"[^,。;:!?\n]{4,}")
_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What speaks for one measure taking up one shortcoming."""

    measure: int
    shortcoming: int
    alike: Alike
    promise: float
    named: bool
    theme: bool
    total: float


@cache
def _table(name: str) -> dict[str, float]:
    found: dict[str, float] = lexicon("follow_up")[name]
    return found


class _Pair:
    """An earlier and a later report of one body, ready to be compared."""

    def __init__(self, earlier: Report, later: Report) -> None:
        self.earlier, self.later = earlier, later
        self.before, self.after = reading_of(earlier.text), reading_of(later.text)
        self.done = [measure for measure in later.measures if not measure.planned]
        self.texts = [self.after[slice(*later.stretch(measure))] for measure in self.done]
        problems = [(self.before[s.start : s.end], "。".join(s.causes)) for s in earlier.shortcomings]
        told = self.before + "\n" + self.after
        plans = [Plan(text) for text in self.texts]
        self.likeness = Likeness(told, problems, plans)
        self.promised = [
            [plan for plan in earlier.measures if plan.planned and s.iri in plan.addresses] for s in earlier.shortcomings
        ]
        promises = [("。".join(self.before[slice(*earlier.stretch(p))] for p in plans), "") for plans in self.promised]
        self.promises = Likeness(told, promises, plans)

    def weighed(self) -> list[list[_Weighed]]:
        """For each measure carried out, what speaks for each shortcoming."""
        general, own = lexicon("addresses")["weights"], _table("weights")
        rows = []
        for index, text in enumerate(self.texts):
            alike, promise = self.likeness.compare(text), self.promises.compare(text)
            named = named_problems(text, self.likeness)
            sums = [
                a.weigh(general) + own["promise"] * p.words + own["named"] * (column in named)
                for column, (a, p) in enumerate(zip(alike, promise, strict=True))
            ]
            row = []
            for column, shortcoming in enumerate(self.earlier.shortcomings):
                theme = bool(set(self.done[index].themes) & set(shortcoming.themes))
                rival = max((value for i, value in enumerate(sums) if i != column), default=0.0)
                total = sums[column] + own["theme" if theme else "other_theme"] + own["rival"] * min(0.0, sums[column] - rival)
                row.append(_Weighed(index, column, alike[column], promise[column].words, column in named, theme, total))
            rows.append(row)
        return rows


def follow_up(earlier: Report, later: Report) -> list[Tie]:
    """Ties between two reports of one body, the later one being the next: in order of the shortcomings.

    Ties below `ties.ASSERTED` are doubtful: to be reviewed, not to be stated.
    """
    if not earlier.shortcomings:
        return []
    return [*_taken_up(_Pair(earlier, later)), *back_again(earlier, later)]


# ------------------------------------------------------------------ taken up


def _taken_up(pair: _Pair) -> Iterator[Tie]:
    rows = pair.weighed()
    for column in range(len(pair.earlier.shortcomings)):
        ranked = sorted((row[column] for row in rows), key=lambda w: (-w.total, w.measure))
        for rank, weighed in enumerate(ranked[:3]):
            confidence = _confidence(weighed.total)
            if rank and not (weighed.named and confidence >= ASSERTED):
                confidence = min(confidence, ASSERTED - 0.05) if rank == 1 and confidence >= ASSERTED else 0.0
            if confidence >= PROPOSED:
                yield _addresses(pair, weighed, confidence)


def _confidence(total: float) -> float:
    own = _table("weights")
    return round(1 / (1 + exp(-own["slope"] * (total - own["middle"]))), 3)


def _addresses(pair: _Pair, weighed: _Weighed, confidence: float) -> Tie:
    measure, shortcoming = pair.done[weighed.measure], pair.earlier.shortcomings[weighed.shortcoming]
    return Tie(
        TieKind.ADDRESSES,
        measure.iri,
        shortcoming.iri,
        confidence,
        _rule(weighed),
        (_telling(pair, measure, weighed.shortcoming), quote_of(pair.earlier, shortcoming)),
        (measure.label, shortcoming.label),
        _reason(weighed),
    )


def _signals(weighed: _Weighed) -> dict[str, float]:
    weights, alike = lexicon("addresses")["weights"], weighed.alike
    return {
        "words-shared": weights["words"] * alike.words + weights["cause_words"] * alike.cause_words,
        "need-and-remedy": weights["needs"] * alike.needs + weights["cause_needs"] * alike.cause_needs,
        "promise-kept": _table("weights")["promise"] * weighed.promise,
        "same-theme": weights["theme"] * alike.theme,
    }


def _rule(weighed: _Weighed) -> str:
    if weighed.named:
        return "follow-up.problem-named"
    said = _signals(weighed)
    return "follow-up." + max(said, key=lambda name: said[name])


_WORDS = {
    "words-shared": "词语相同",
    "need-and-remedy": "问题与对策相应",
    "promise-kept": "兑现上次报告的安排",
    "same-theme": "主题相近",
}


def _reason(weighed: _Weighed) -> str:
    said = [f"{_WORDS[name]} {value:.1f}" for name, value in _signals(weighed).items() if value >= 0.5]
    return "; ".join((["点明问题"] if weighed.named else []) + said)


def _telling(pair: _Pair, measure: Point, column: int) -> Quote:
    """The title of a measure, up to the end of the clause that says most for a shortcoming where that is near."""
    start, end = pair.later.stretch(measure)
    text = pair.after[start:end]
    weights = lexicon("addresses")["weights"]
    best, stop = 0.0, measure.end
    for match in _CLAUSE.finditer(text):
        if match.end() > _LONGEST_QUOTE and match.end() > measure.end - start:
            break
        value = pair.likeness.compare(match[0])[column].weigh(weights)
        value += _table("weights")["promise"] * pair.promises.compare(match[0])[column].words
        if value > best:
            best, stop = value, start + match.end()
    end = max(stop, measure.end)
    return Quote(pair.later.iri, measure.start, end, pair.later.lines[measure.evidence], pair.later.text[measure.start : end])
