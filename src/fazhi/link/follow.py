"""What became of the shortcomings of an earlier report: taken up, back again, or never mentioned again.

    2022: 下放事项接不住 ("delegated powers exceed our capacity")
    2023: 推行“师带徒”机制,破解下放事项“接不住”难题 ("apprenticeships solve …")       taken up
    2023: 下放事项仍有部分未能行使 ("some delegated powers are still not used")           back again

A measure of the later report is weighed against each shortcoming of the earlier one as a plan is within one report
(words in common, needs and remedies, theme; causes included), and also against what the earlier report promised for
that shortcoming: who promised 旁听庭审 ("attend trials") and did it took the problem up. Of the measures, the best one is
linked; others where they name the problem outright. The weights stand in the table `follow_up`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt

from fazhi.corpus import Point, Report
from fazhi.documents.reading import reading_of
from fazhi.facts.addresses import named_problems
from fazhi.facts.likeness import Alike, Likeness, Plan
from fazhi.link.ties import ASSERTED, PROPOSED, Quote, Tie, TieKind
from fazhi.matching.alternation import any_word
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
    pair = _Pair(earlier, later)
    return [*_taken_up(pair), *_back_again(pair)]


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
        (_telling(pair, measure, weighed.shortcoming), _quote(pair.earlier, shortcoming)),
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


def _quote(report: Report, point: Point) -> Quote:
    words = report.text[point.start : point.end]
    return Quote(report.iri, point.start, point.end, report.lines[point.evidence], words)


# ------------------------------------------------------------------ back again


def _back_again(pair: _Pair) -> Iterator[Tie]:
    """Shortcomings that the later report admits again: words and needs in common, each with the one most like it."""
    again = _table("again")
    old = [(point, pair.before[point.start : point.end]) for point in pair.earlier.shortcomings]
    new = [(point, pair.after[point.start : point.end]) for point in pair.later.shortcomings]
    if not new:
        return
    words = [[likeness_of(a, b) for _, b in new] for _, a in old]
    needs = [[same_needs(a, b) for _, b in new] for _, a in old]
    themes = [[bool(set(one.themes) & set(other.themes)) for other, _ in new] for one, _ in old]
    values = [
        [words[i][j] + again["theme"] * themes[i][j] + again["needs"] * needs[i][j] * themes[i][j] for j in range(len(new))]
        for i in range(len(old))
    ]
    for i, (point, _) in enumerate(old):
        j = max(range(len(new)), key=lambda at: (values[i][at], -at))
        value, plain = values[i][j], words[i][j] + again["theme"] * themes[i][j]
        if plain < again["middle"] and any(row[j] > value for row in values):
            value = plain  # in other words alone, it is the one that is most like it from both sides
        confidence = round(1 / (1 + exp(-again["slope"] * (value - again["middle"]))), 3)
        if confidence >= PROPOSED:
            told = [f"文字相似 {words[i][j]:.2f}"] + [f"问题相同 {needs[i][j]:.2f}"] * (value > plain)
            yield Tie(
                TieKind.RECURS_AS,
                point.iri,
                new[j][0].iri,
                confidence,
                "follow-up.similar-words" if plain >= again["middle"] else "follow-up.same-problem",
                (_quote(pair.earlier, point), _quote(pair.later, new[j][0])),
                (point.label, new[j][0].label),
                "; ".join(told),
            )


def same_needs(a: str, b: str) -> float:
    """How far two problems are of the same kinds, by the needs that they name in whatever words, from 0 to 1.

    >>> same_needs("基层执法力量薄弱", "执法队伍编制紧张")  # "few people for enforcement"; "posts are lacking"
    1.0
    >>> same_needs("基层执法力量薄弱", "普法形式单一")  # "publicity is monotonous"
    0.0
    """
    one, two = _needs_of(a), _needs_of(b)
    shared = sum(one[kind] * two[kind] for kind in one.keys() & two.keys())
    return round(shared / sqrt(sum(n * n for n in one.values()) * sum(n * n for n in two.values())), 3) if shared else 0.0


@cache
def _needs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["name"], re.compile(any_word(row["need"]))) for row in lexicon("addresses")["pair"])


def _needs_of(text: str) -> dict[str, int]:
    """The kinds of needs that a text names, each with how many characters of it do."""
    found = {kind: sum(map(len, set(pattern.findall(text)))) for kind, pattern in _needs()}
    return {kind: length for kind, length in found.items() if length}


def likeness_of(a: str, b: str) -> float:
    """How many of the telling words of the shorter text the other one has, from 0 to 1.

    >>> round(likeness_of("执法人员业务能力有待提高", "执法人员的业务能力仍需提高"), 1)  # "the skills of law enforcement staff"
    1.0
    >>> likeness_of("执法人员业务能力有待提高", "公开不够及时")  # "disclosure is late"
    0.0
    """
    one, two = _telling_words(a), _telling_words(b)
    return len(one & two) / max(4, min(len(one), len(two))) if one and two else 0.0


@cache
def _common() -> re.Pattern[str]:
    return re.compile(rf"{any_word(lexicon('follow_up')['common']['words'])}|[^一-鿿A-Za-z]+")


def _telling_words(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, without the words that any problem may have."""
    return frozenset(pair for chunk in _common().split(text) for pair in map(str.__add__, chunk, chunk[1:]))


# ------------------------------------------------------------------ states


def outcomes(shortcoming: Point, report: Report, ties: Sequence[Tie], results: Mapping[str, bool], *, last: bool) -> list[str]:
    """Codes of what became of a shortcoming, by the ties that lead from and to it; `last`: no later report is known.

    `results` tells of each measure (by its IRI) whether figures are told with it.
    """
    found = []
    if any(plan.planned and shortcoming.iri in plan.addresses for plan in report.measures):
        found.append("promised")
    taken = [tie for tie in ties if tie.kind is TieKind.ADDRESSES and tie.object == shortcoming.iri]
    if taken:
        found.append("taken-up")
    if any(results.get(tie.subject) for tie in taken):
        found.append("with-results")
    if any(tie.kind is TieKind.RECURS_AS and tie.subject == shortcoming.iri for tie in ties):
        found.append("recurring")
    if not last and not set(found) & {"taken-up", "recurring"}:
        found.append("unmentioned")
    return found
