"""Observations: the figures of a report, what they count, how they changed, and which is a part of which.

In come the document, the parts of its outline and the quantities in it; out come `Observation`s in order of the text,
with the links from parts to their totals. Goals in plans, ranks and frequencies are left out, and said so.

>>> from fazhi.documents import document_from
>>> from fazhi.mentions.quantities import find_quantities
>>> title = "甲街道2023年度法治政府建设情况报告"  # "report of Jia Subdistrict on law-based government in 2023"
>>> text = title + "\\n" + "街道推进法治政府建设,规范行政执法,化解矛盾纠纷,开展普法宣传。" * 3  # work in general words
>>> text += "受理信访事项103件,同比下降46.6%,满意率100%。"  # "103 petitions received, down 46.6%, 100% satisfied"
>>> document = document_from(text, identifier="a", source="a.txt")
>>> found = gather_observations(document, (), find_quantities(document.reading))
>>> [(fact.indicator, str(fact.value), fact.unit, fact.change_percent) for fact in found.entities]
[('受理信访事项件数', '103', '件', Decimal('-46.6')), ('信访事项满意率', '100', '%', None)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fazhi.facts.observations.annexed import in_annexed_table
from fazhi.facts.observations.breakdowns import Block
from fazhi.facts.observations.clauses import Surroundings, surroundings
from fazhi.facts.observations.figures import figures
from fazhi.facts.observations.naming import Names
from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.rest import before_the_rest
from fazhi.facts.observations.roles import Roles
from fazhi.facts.observations.sums import sums_told_before
from fazhi.facts.observations.takenup import taken_up
from fazhi.facts.observations.totals import PartOf, named_total
from fazhi.model import Document, Evidence, Link, LinkKind, Mention, MentionKind, Observation, Omission, Part, Reading, Role

__all__ = ["Observations", "gather_observations"]

_NO_RESULTS = {Role.PLANS: "a figure in a plan is no result", Role.TITLE: "in the title", Role.CLOSING: "after the end"}
_REASONS = {
    "rank": "a rank or a run of years",
    "frequency": "how often something is done, or how much for each",
    "target": "a goal or a minimum",
    "comparison": "a comparison with others",
    "summing": "sums up names given before",
    "deadline": "a deadline or service hours",
    "procedure": "a time that a procedure prescribes",
    "class": "tells which are meant, not how many",
    "range": "a range or a rate for each",
    "actors": "how many acted together",
}
_LONGEST_ROW = 45


@dataclass(frozen=True, slots=True)
class Observations:
    """The observations of a report, PART_OF links between them, and the figures that were left out."""

    entities: tuple[Observation, ...]
    links: tuple[Link, ...]
    omissions: tuple[Omission, ...]


def gather_observations(document: Document, parts: Sequence[Part], mentions: Sequence[Mention]) -> Observations:
    """All figures of `document` that are results; `mentions` may hold other kinds too."""
    roles = Roles(parts)
    quantities, omissions = [], []
    for mention in mentions:
        if mention.kind is not MentionKind.QUANTITY or mention.quantity is None:
            continue
        reason = _why_left_out(mention, roles, document.reading)
        if reason is None:
            quantities.append(mention)
        else:
            omissions.append(Omission(mention.start, mention.end, "observation", reason))
    page = Page(document.reading, quantities)
    found = figures(page, quantities)
    around = [surroundings(page, found, index) for index in range(len(found))]
    breakdown = {part.part: part for block in _blocks(page, found, around) for part in block.breakdown()}
    for part in (*taken_up(found, around), *before_the_rest(page, found, around)):
        known = breakdown.setdefault(part.part, part)
        if known.rule == "part.sum" and part.rule == "part.taken-up":
            breakdown[part.part] = part  # 按船型,客船156艘,货船131艘,渔船84艘,其他47艘: the last two add up by chance
    names = Names(page, found, around, {part.part: part for part in breakdown.values() if part.total < part.part})
    told_before = {**_told_before(found, names, roles), **sums_told_before(found, names.bases, tuple(breakdown.values()))}
    omissions += [Omission(found[i].start, found[i].end, "observation", "the same figure told again") for i in told_before]
    return _facts(found, names, breakdown, told_before, omissions)


def _why_left_out(mention: Mention, roles: Roles, reading: str) -> str | None:
    assert mention.quantity is not None
    if mention.quantity.reading is Reading.OTHER:
        return _REASONS[mention.rule.rsplit("-", 1)[-1]]
    reason = _NO_RESULTS.get(roles.at(mention.start))
    return None if reason and in_annexed_table(reading, mention.start) else reason


def _facts(
    found: Sequence[Figure], names: Names, breakdown: dict[int, PartOf], told_before: dict[int, int], omissions: list[Omission]
) -> Observations:
    observations = [() if i in told_before else tuple(_observations(figure, names.labels(i))) for i, figure in enumerate(found)]
    links = []
    for part in breakdown.values():
        total = told_before.get(part.total, part.total)
        for subject, other in _pairs(observations[part.part], observations[total]):
            start, end = sorted((subject.evidence.start, other.evidence.start))[0], max(subject.evidence.end, other.evidence.end)
            links.append(Link(LinkKind.PART_OF, subject.key, other.key, Evidence(start, end, part.rule, part.confidence)))
    omissions.sort(key=lambda omission: (omission.start, omission.end))
    return Observations(tuple(fact for facts in observations for fact in facts), tuple(links), tuple(omissions))


def _observations(figure: Figure, labels: Sequence[str]) -> Iterator[Observation]:
    """One observation for each name that the figure is told of."""
    for indicator in labels:
        yield Observation(
            indicator=indicator,
            value=figure.value,
            unit=figure.unit,
            qualifier=figure.qualifier,
            evidence=Evidence(figure.start, figure.end, figure.rule, figure.confidence),
            change_percent=figure.change_percent,
            change_absolute=figure.change_absolute,
        )


def _pairs(parts: Sequence[Observation], totals: Sequence[Observation]) -> Iterator[tuple[Observation, Observation]]:
    if totals:
        yield from ((part, totals[0]) for part in parts)


# ------------------------------------------------------------------ blocks


def _blocks(page: Page, found: Sequence[Figure], around: Sequence[Surroundings]) -> Iterator[Block]:
    """Runs of figures that may be totals and parts: a sentence, sentences joined by 其中, or the rows of a table."""
    members: list[int] = []
    is_table = False
    for index, figure in enumerate(found):
        last = found[index - 1] if index else None
        if last is None or last.sentence == figure.sentence:
            members.append(index)
            continue
        both_rows = figure.sentence - last.sentence == 1 and _is_row(page, last) and _is_row(page, figure)
        goes_on = (
            around[index].is_within
            and around[index].gap.lstrip(" |—").startswith("其中")
            and figure.sentence - last.sentence == 1
        )
        goes_on = goes_on or named_total(found, around, index) is not None
        if not (both_rows or goes_on):
            yield Block(found, around, members, is_table=is_table)
            members, is_table = [], False
        is_table = is_table or both_rows
        members.append(index)
    yield Block(found, around, members, is_table=is_table)


def _is_row(page: Page, figure: Figure) -> bool:
    """Whether the figure stands in a row of a table: a short line without punctuation."""
    start, end = page.sentence_span(figure.start)
    line = page.hidden[start:end].strip("\n")
    return len(line) <= _LONGEST_ROW and not any(sign in line for sign in ",;") and page.hidden[end : end + 1] in ("\n", "")


# ------------------------------------------------------------------ told again


def _told_before(found: Sequence[Figure], names: Names, roles: Roles) -> dict[int, int]:
    """Figures among the shortcomings that tell a result again (83项下放事项 after 承接下放事项83项), and which they repeat."""
    first: dict[tuple[str, str], list[int]] = {}
    again = {}
    for index, figure in enumerate(found):
        if figure.value is None or figure.unit == "%":
            continue
        key = (str(figure.value), figure.unit or "")
        if roles.at(figure.start) in (Role.SHORTCOMINGS, Role.CAUSES):
            base = names.bases[index]
            same = [i for i in first.get(key, ()) if _have_in_common(names.bases[i], base)]
            if same:
                again[index] = same[0]
        else:
            first.setdefault(key, []).append(index)
    return again


def _have_in_common(one: str, other: str) -> bool:
    """Whether the two names share two pairs of characters."""
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    return len(pairs & {other[i : i + 2] for i in range(len(other) - 1)}) >= 2
