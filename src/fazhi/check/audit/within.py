"""What is strange within one report.

满意率为103%  ("satisfaction 103%")                                    more than the whole
办理案件50件,其中普通程序62件  ("50 cases, of which 62 …")             a part above its total
由80件减少到60件,下降30%  ("from 80 down to 60, by 30%")               a change that does not follow
受理信访36件 … 受理信访48件  ("36 petitions … 48 petitions")           two values of one quantity
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from fazhi.check.audit.finding import Doubt, label, place, unit
from fazhi.check.finding import Severity
from fazhi.corpus import Corpus, Figure, Report, met
from fazhi.graph.terms import plain_number
from fazhi.model import value_of
from fazhi.resources import lexicon

_EXACT = "Exact"
_ROUNDED = re.compile(r"\d(?:[.．](?P<digits>\d+))?\s*(?P<scale>[万亿])")
_ZEROS = {"万": 4, "亿": 8}
_STOPS = "。;；!！?？\n"


def within(corpus: Corpus, report: Report, issuer: str) -> Iterator[Doubt]:
    """All doubts about the figures of one report."""
    for rule in (_above_the_whole, _parts, _changes, _two_values):
        yield from rule(corpus, report, issuer)


def _doubt(
    corpus: Corpus, report: Report, issuer: str, rule: str, severity: Severity, zh: str, en: str, *figures: Figure
) -> Doubt:
    return Doubt(
        rule=rule,
        severity=severity,
        issuer=issuer,
        indicator=label(corpus, figures[0]),
        zh=zh,
        en=en,
        places=tuple(place(report, figure) for figure in figures),
        figures=tuple(figure.iri for figure in figures),
    )


def _above_the_whole(corpus: Corpus, report: Report, issuer: str) -> Iterator[Doubt]:
    words = lexicon("series")["audit"]
    for figure in report.figures:
        name = label(corpus, figure)
        if figure.value is None or unit(corpus, figure) != "%" or not any(word in name for word in words["shares"]):
            continue
        if figure.value > 100 and not any(word in name for word in words["may_exceed"]):
            n = plain_number(figure.value)
            yield _doubt(
                corpus, report, issuer, "above-100-percent", Severity.ERROR,
                f"{name}为 {n}%,超过了 100%。", f"{name} is {n}%, more than the whole.", figure,
            )  # fmt: skip
        if figure.percent is not None and figure.percent < -100:
            yield _fell_too_far(corpus, report, issuer, figure)


def _fell_too_far(corpus: Corpus, report: Report, issuer: str, figure: Figure) -> Doubt:
    n = plain_number(abs(figure.percent or Decimal(0)))
    return _doubt(
        corpus, report, issuer, "fell-by-more-than-all", Severity.ERROR,
        f"{label(corpus, figure)}下降 {n}%,超过了 100%。", f"{label(corpus, figure)} fell by {n}%, more than all of it.", figure,
    )  # fmt: skip


def _parts(corpus: Corpus, report: Report, issuer: str) -> Iterator[Doubt]:
    """What follows 其中 ("of which") in a sentence, against the figures of the same unit before it.

    Extraction links a part to its total where they fit; here they may not, so that the words are looked at again.
    """
    for sentence in _sentences(report):
        for at, figure in enumerate(sentence):
            if at == 0 or "其中" not in report.text[sentence[at - 1].end : figure.start]:
                continue
            before = [other for other in sentence[:at] if _is_total(corpus, other, figure)]
            parts = [figure, *_going_on(report, sentence[at:])]
            larger = [part for part in parts if before and all(value_of(part) > value_of(other) for other in before)]
            for part in larger:
                yield _part_above(corpus, report, issuer, before[-1], part)
            if before and not larger and len(parts) > 1:
                yield from _sum_above(corpus, report, issuer, max(before, key=value_of), parts)


def _rounded_by(report: Report, figure: Figure) -> Decimal:
    """How far a value can be from the true one, as it is written in 万 or 亿: 2.14万 stands for 21,350 to 21,450."""
    written = _ROUNDED.search(report.text[figure.start : figure.end])
    if written is None:
        return Decimal(0)
    return Decimal(5).scaleb(_ZEROS[written["scale"]] - len(written["digits"] or "") - 1)


def _sentences(report: Report) -> Iterator[list[Figure]]:
    """The figures with values, by sentence."""
    run: list[Figure] = []
    for figure in report.figures:
        if run and any(mark in report.text[run[-1].end : figure.start] for mark in "。;；\n"):
            yield run
            run = []
        if figure.value is not None:
            run.append(figure)
    yield run


def _is_total(corpus: Corpus, total: Figure, part: Figure) -> bool:
    return total.unit == part.unit != "" and total.qualifier == _EXACT and unit(corpus, total) != "%"


def _going_on(report: Report, figures: list[Figure]) -> Iterator[Figure]:
    """The parts that go on after the first one, divided by 、 and told in the same unit."""
    for one, other in pairwise(figures):
        between = report.text[one.end : other.start]
        if one.unit != other.unit or not between.startswith("、") or "其中" in between:
            return
        yield other


def _part_above(corpus: Corpus, report: Report, issuer: str, total: Figure, part: Figure) -> Doubt:
    a, b = plain_number(value_of(part)), plain_number(value_of(total))
    return _doubt(
        corpus, report, issuer, "part-above-total", Severity.ERROR,
        f"分项 {label(corpus, part)}({a})大于总数 {label(corpus, total)}({b})。",
        f"The part {label(corpus, part)} ({a}) is larger than its total {label(corpus, total)} ({b}).", total, part,
    )  # fmt: skip


def _sum_above(corpus: Corpus, report: Report, issuer: str, total: Figure, parts: list[Figure]) -> Iterator[Doubt]:
    """The parts of one breakdown together; two breakdowns of one total add up to a multiple of it."""
    together = sum((value_of(part) for part in parts), start=Decimal(0))
    rounded = sum((_rounded_by(report, figure) for figure in (total, *parts)), start=Decimal(0))
    if together - rounded > value_of(total) > 0 and together % value_of(total):
        a, b = plain_number(together), plain_number(value_of(total))
        yield _doubt(
            corpus, report, issuer, "parts-above-total", Severity.WARNING,
            f"{label(corpus, total)}的分项合计 {a},大于总数 {b}。",
            f"The parts of {label(corpus, total)} sum up to {a}, more than the total of {b}.", total, *parts,
        )  # fmt: skip


def _changes(corpus: Corpus, report: Report, issuer: str) -> Iterator[Doubt]:
    """Value, difference and percentage of one figure: 由80件减少到60件 is 25% less."""
    for figure in report.figures:
        if figure.percent is not None and figure.percent < -100 and unit(corpus, figure) != "%":
            yield _fell_too_far(corpus, report, issuer, figure)
        elif figure.value is not None and figure.percent is not None and figure.absolute is not None:
            before = figure.value - figure.absolute
            if unit(corpus, figure) == "%" or before <= 0 or figure.qualifier != _EXACT:
                continue
            real = figure.absolute / before * 100
            if abs(real - figure.percent) > max(Decimal("1.0"), abs(figure.percent) * Decimal("0.05")):
                a, b = plain_number(figure.percent), plain_number(round(real, 1))
                yield _doubt(
                    corpus, report, issuer, "change-does-not-follow", Severity.WARNING,
                    f"{label(corpus, figure)}所说变化 {a}% 与前后数值(应为 {b}%)不符。",
                    f"The change of {label(corpus, figure)} is given as {a}%, but its values make it {b}%.", figure,
                )  # fmt: skip


def _two_values(corpus: Corpus, report: Report, issuer: str) -> Iterator[Doubt]:
    """One quantity with two exact values, which nothing in their sentences tells apart."""
    told: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in report.figures:
        if figure.value is not None and figure.qualifier == _EXACT and not figure.total:
            told[(figure.indicator, figure.unit)].append(figure)
    for figures in told.values():
        for at, other in enumerate(figures):
            first = next((one for one in figures[:at] if _is_one_quantity(corpus, report, one, other)), None)
            if first is not None and other.value != first.value:
                a, b = plain_number(value_of(first)), plain_number(value_of(other))
                yield _doubt(
                    corpus, report, issuer, "two-values", Severity.WARNING,
                    f"{label(corpus, first)}在同一报告中有两个数值:{a} 和 {b}。",
                    f"{label(corpus, first)} has two values in one report: {a} and {b}.", first, other,
                )  # fmt: skip


def _is_one_quantity(corpus: Corpus, report: Report, one: Figure, other: Figure) -> bool:
    """Whether two figures of one name and unit are told of the same scope and period.

    Each is told as that of the whole year (全年, 累计, 共); or their sentences are the same up to the figure, which they begin
    with, and stand in one section, or tell a quantity that a body has but once, as of the table of common indicators.
    """
    if _of_the_year(report, one) and _of_the_year(report, other):
        return True
    before = [_before(report, figure) for figure in (one, other)]
    if before[0] != before[1] or not before[0] or any(_narrows(report, figure) for figure in (one, other)):
        return False
    return one.section == other.section or met(label(corpus, one), unit(corpus, one)).common


def _sentence(report: Report, figure: Figure) -> tuple[int, int]:
    """Where the sentence of a figure begins and ends."""
    start = max(report.text.rfind(mark, 0, figure.start) for mark in _STOPS) + 1
    ends = [at for mark in _STOPS if (at := report.text.find(mark, figure.end)) >= 0]
    return start, min(ends, default=len(report.text))


def _before(report: Report, figure: Figure) -> str:
    """What a sentence says before its first figure, without the words for the whole year; "" where another comes first."""
    start, _ = _sentence(report, figure)
    said = report.text[start : figure.start]
    for word in sorted(lexicon("series")["audit"]["whole_year"], key=len, reverse=True):
        said = said.replace(word, "")
    said = re.sub(r"^[（(][一二三四五六七八九十]+[）)]|\s", "", said)
    return "" if re.search(r"[\d，,：:]", said) else said


def _narrows(report: Report, figure: Figure) -> bool:
    """Whether a sentence has a word for a part of the year, or for one of several."""
    start, end = _sentence(report, figure)
    return any(word in report.text[start:end] for word in lexicon("series")["audit"]["narrows"])


def _of_the_year(report: Report, figure: Figure) -> bool:
    """Whether the clause before a figure says that it is that of the whole year."""
    text = report.text[max(0, figure.start - 40) : figure.end]
    clause = max(text.rfind(mark, 0, len(text) - (figure.end - figure.start)) for mark in "，,。;；\n：:") + 1
    return any(word in text[clause:] for word in lexicon("series")["audit"]["whole_year"])
