"""The word lists of the names of indicators, as compiled patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fazhi.matching.alternation import any_of as any_of
from fazhi.matching.scanning import Ending
from fazhi.resources import lexicon, rows


def words(name: str) -> list[str]:
    """A list of the table."""
    found: list[str] = lexicon("indicators")[name]
    return found


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The patterns by which a clause is cut down to the name of what is counted."""

    verbs: re.Pattern[str]  # at the beginning
    long_verb: re.Pattern[str]  # anywhere
    only_verbs: re.Pattern[str]
    verb_last: re.Pattern[str]
    adverbs: re.Pattern[str]
    subject: re.Pattern[str]
    openings: re.Pattern[str]
    circumstance: re.Pattern[str]
    telling: frozenset[str]  # of the words that a circumstance begins with, those that may say what is counted
    leads: re.Pattern[str]
    lead_ends: frozenset[str]  # every character that may end one of the leads
    fillers: re.Pattern[str]
    predicate_adverbs: re.Pattern[str]
    predicate_end: re.Pattern[str]
    bare_rate: re.Pattern[str]
    generic: re.Pattern[str]
    empty: re.Pattern[str]
    used: re.Pattern[str]
    given: re.Pattern[str]
    found: re.Pattern[str]
    level: re.Pattern[str]
    enlisted: re.Pattern[str]
    each: re.Pattern[str]
    scarce: re.Pattern[str]  # at the end
    vague: re.Pattern[str]
    finding: re.Pattern[str]
    spared: re.Pattern[str]
    complete: Ending
    case_event: re.Pattern[str]
    case: re.Pattern[str]
    outcome: re.Pattern[str]
    bodies: Ending
    measured: re.Pattern[str]
    funnel: re.Pattern[str]
    carried_out: re.Pattern[str]
    led: Ending
    makes_noun: re.Pattern[str]
    whose: re.Pattern[str]  # all of a text
    mere_measure: re.Pattern[str]  # at the end
    trend: re.Pattern[str]  # at the end
    handed: re.Pattern[str]  # all of a name
    intake: re.Pattern[str]
    accepted: re.Pattern[str]  # at the end
    of_accepted: re.Pattern[str]
    attribute: re.Pattern[str]  # at the end


@cache
def vocabulary() -> Vocabulary:
    """The patterns, compiled at first use."""
    verbs, adverbs = any_of(words("verbs")), any_of(words("adverbs"))
    long_verbs = any_of(verb for verb in words("verbs") if len(verb) > 1)
    return Vocabulary(
        verbs=re.compile(rf"(?:{adverbs})*{long_verbs}(?:(?:并|和|、){long_verbs})?(?![员后])(?:了)?"),
        long_verb=re.compile(long_verbs),
        only_verbs=re.compile(rf"(?:{adverbs})*(?:{verbs})(?:(?:并|和|、)?(?:{verbs}))*(?:了)?"),
        verb_last=re.compile(
            rf"(?:{verbs}|对|为|替|帮|将|把|给|向|在|从|与|使|让|被|由|以|含|赴|造成|导致|(?<!已)经)(?:了|全体|辖区)?$"
        ),
        adverbs=re.compile(rf"(?:{adverbs}[,]?)+"),
        subject=re.compile(rf"[^“”《》、,]{{1,20}}?{any_of(words('subjects'))}(?:{adverbs})*(?={long_verbs})"),
        openings=re.compile(rf"{any_of(words('openings'))}(?![的率量])"),
        circumstance=re.compile(any_of(words("circumstances"))),
        telling=frozenset(words("telling_circumstances")),
        leads=re.compile(rf"(?:{any_of(words('leads'))})+$"),
        lead_ends=frozenset("".join(words("leads"))),
        fillers=re.compile(any_of(words("fillers"))),
        predicate_adverbs=re.compile(any_of(words("predicate_adverbs"))),
        predicate_end=re.compile(any_of(words("predicate_ends"))),
        bare_rate=re.compile(rf"{any_of(words('rate_prefixes'))}{{0,2}}{any_of(words('bare_rates'))}"),
        generic=re.compile(any_of(words("generic"))),
        given=re.compile(any_of(words("given"))),
        used=re.compile(any_of(words("used"))),
        empty=re.compile(any_of(words("empty"))),
        found=re.compile(any_of(words("found"))),
        level=re.compile(any_of(words("levels"))),
        enlisted=re.compile(any_of(words("enlisted"))),
        each=re.compile(any_of(words("each"))),
        scarce=re.compile(f"{any_of(words('scarce'))}$"),
        vague=re.compile(
            rf"(?:对|将)?(?:{long_verbs})?(?:{any_of(words('vague'))}|{any_of(words('findings'))})(?:{any_of(words('spared'))})?"
        ),
        finding=re.compile(rf"(?:{long_verbs})?{any_of(words('findings'))}"),
        spared=re.compile(any_of(words("spared"))),
        complete=Ending(rf"{any_of(words('complete'))}$"),
        case_event=re.compile(any_of(words("case_events"))),
        case=re.compile(any_of(words("cases"))),
        outcome=re.compile(any_of(words("outcomes"))),
        bodies=Ending(f"{any_of(words('bodies'))}$"),
        measured=re.compile(any_of(words("measured"))),
        funnel=re.compile(any_of(words("funnel"))),
        carried_out=re.compile(any_of(words("carried_out"))),
        led=Ending(f"{any_of(words('done_to'))}$"),
        makes_noun=re.compile(any_of(words("makes_noun"))),
        whose=re.compile(f"^{any_of(words('whose'))}$"),
        mere_measure=re.compile(f"{any_of(word for row in lexicon('indicators')['measure'] for word in row['mere'])}$"),
        accepted=re.compile(f"(?<![不未]予)(?<![未不]){any_of(words('accepted'))}$"),
        of_accepted=re.compile(any_of(words("of_accepted"))),
        intake=re.compile(any_of(words("intake"))),
        attribute=re.compile(f"{any_of(words('attributes'))}$"),
        trend=_trend(lexicon("indicators")["trend"]),
        handed=re.compile(
            rf"{any_of(words('handed'))}给?[\u4e00-\u9fff]{{0,8}}{any_of([*words('subjects'), *words('receivers')])}"
        ),
    )


def _trend(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    """How a figure went, at the end of a clause: 案件|下降明显, 投诉|逐年减少, 批次、人次|实现“双下降”, 投诉量|为历年最低."""
    how, way, after = any_of(table["how"]), any_of(table["ways"]), any_of(table["after"])
    height = f"{any_of(table['becomes'])}?{any_of(table['among'])}?{any_of(table['heights'])}(?:水平)?"
    return re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{how}*{way}[”’]?{after}?|{any_of(table['all'])}?{height})$")


@dataclass(frozen=True, slots=True)
class UnitWord:
    """What a unit measures, and what the label of an indicator gets appended."""

    kind: str
    label: str


@cache
def unit_words() -> Mapping[str, UnitWord]:
    """The units as they are written into the graph."""
    found: dict[str, UnitWord] = {}
    for row in rows("units"):
        found.setdefault(row["written"] or row["unit"], UnitWord(row["kind"], row["label"]))
    return found


@cache
def alike(one: str, other: str) -> bool:
    """Whether two units may count the same things (名 and 人, 件 and 起)."""
    return one == other or any(one in row["units"] and other in row["units"] for row in lexicon("indicators")["alike"])


def is_event(unit: str | None) -> bool:
    """Whether the unit counts events (次, 场), so that a verb before it names what is counted."""
    return unit in words("event_units")


def counts_people(unit: str | None) -> bool:
    """Whether the unit counts people (人, 名)."""
    known = unit_words().get(unit or "")
    return known is not None and known.kind == "people"


def is_measured(unit: str | None) -> bool:
    """Whether the unit measures (time, score, age) rather than counts."""
    known = unit_words().get(unit or "")
    return known is not None and known.kind in ("time", "score", "age", "points")
