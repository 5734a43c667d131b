"""What is strange between two reports of one body.

2022: 办理案件200件; 2023: 办理案件150件,同比下降10%  (25% in truth)      last year's value does not follow
2022: 受理信访40件; 2023: 受理信访900件                                 an implausible jump
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from fazhi.check.audit.finding import Doubt, label, place, unit
from fazhi.check.finding import Severity
from fazhi.corpus import Corpus, Figure, Report, met
from fazhi.graph.terms import plain_number
from fazhi.resources import lexicon

_EXACT = "Exact"


def between(corpus: Corpus, earlier: Report, later: Report, issuer: str) -> Iterator[Doubt]:
    """All doubts about the figures of a report against those of the year before."""
    before, after = _series(corpus, earlier), _series(corpus, later)
    table = lexicon("series")["audit"]
    for key in sorted(before.keys() & after.keys()):
        old, new = before[key], after[key]
        if old.value is None or new.value is None:
            continue
        bounds = _last_year(corpus, new)
        if bounds is not None:
            low, high = bounds
            slack = abs(old.value) * Decimal(str(table["tolerance"]))
            if not low - slack <= old.value <= high + slack:
                yield _contradiction(corpus, earlier, later, issuer, old, new, (low + high) / 2)
        elif _jumps(old.value, new.value, Decimal(str(table["jump"])), table["smallest"]) and unit(corpus, new) != "%":
            a, b = plain_number(old.value), plain_number(new.value)
            yield Doubt(
                rule="implausible-jump",
                severity=Severity.INFO,
                issuer=issuer,
                indicator=label(corpus, new),
                zh=f"{label(corpus, new)}由上年的 {a} 变为 {b},变化过大。",
                en=f"{label(corpus, new)} went from {a} last year to {b}, which is hard to believe.",
                places=(place(later, new), place(earlier, old)),
                figures=(new.iri, old.iri),
            )


def _series(corpus: Corpus, report: Report) -> dict[tuple[str, str], Figure]:
    """The figures that a report gives once only, by series and unit; parts of totals are left to the totals."""
    found: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in report.figures:
        if figure.value is not None and figure.qualifier == _EXACT and not figure.total:
            key = met(label(corpus, figure), unit(corpus, figure))
            found[(key.name, key.unit)].append(figure)
    return {key: figures[0] for key, figures in found.items() if len({figure.value for figure in figures}) == 1}


def _last_year(corpus: Corpus, figure: Figure) -> tuple[Decimal, Decimal] | None:
    """The least and the most that last year's value can have been by the change that is told, rounding allowed for."""
    if figure.value is None:
        return None
    if figure.absolute is not None:
        return (figure.value - figure.absolute,) * 2
    if figure.percent is None or figure.percent <= -100:
        return None
    half = Decimal(5).scaleb(_exponent(figure.percent) - 1)
    if unit(corpus, figure) == "%":  # a rate's change is told in points as often as in percent
        values = [figure.value - figure.percent, figure.value / (1 + figure.percent / 100)]
        return min(values) - half, max(values) + half
    return figure.value / (1 + (figure.percent + half) / 100), figure.value / (1 + (figure.percent - half) / 100)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _contradiction(
    corpus: Corpus, earlier: Report, later: Report, issuer: str, old: Figure, new: Figure, implied: Decimal
) -> Doubt:
    a, b = plain_number(old.value or 0), plain_number(round(implied, 1))
    name = label(corpus, new)
    return Doubt(
        rule="last-year-contradicted",
        severity=Severity.WARNING,
        issuer=issuer,
        indicator=name,
        zh=f"{name}:按所说变化推算,上年应为约 {b},而上年报告所说为 {a}。",
        en=f"{name}: by the change that is told, last year's value was about {b}; last year's report gave {a}.",
        places=(place(later, new), place(earlier, old)),
        figures=(new.iri, old.iri),
    )


def _jumps(old: Decimal, new: Decimal, factor: Decimal, smallest: int) -> bool:
    low, high = sorted((old, new))
    return low >= smallest and high > low * factor
