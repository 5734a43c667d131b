"""The table of cues for causes (`data/lexicon/causes.toml`), compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.matching.scanning import Scanner
from fazhi.resources import lexicon, patterns


@dataclass(frozen=True, slots=True)
class Cues:
    """The patterns of the table `causes`, under the names they have there."""

    cue: Scanner
    weak_cue: re.Pattern[str]
    leading: re.Pattern[str]
    between: tuple[re.Pattern[str], ...]
    both: re.Pattern[str]
    after: Scanner
    makes: Scanner
    hinders: re.Pattern[str]
    consequence: re.Pattern[str]
    effect: re.Pattern[str]
    outcome: re.Pattern[str]
    minds: re.Pattern[str]
    adds: re.Pattern[str]
    adds_up: re.Pattern[str]
    besides: re.Pattern[str]
    goes_on: re.Pattern[str]
    want: re.Pattern[str]
    ground: Scanner
    symptom: re.Pattern[str]
    to_raise: re.Pattern[str]
    figure: re.Pattern[str]
    named: re.Pattern[str]
    shared: re.Pattern[str]
    scarce: re.Pattern[str]
    mind: re.Pattern[str]
    aside: re.Pattern[str]
    clings: re.Pattern[str]
    adverbial: re.Pattern[str]
    leads: re.Pattern[str]
    impairs: re.Pattern[str]
    heading: re.Pattern[str]
    also_hinders: re.Pattern[str]
    spells_out: re.Pattern[str]
    unfit: re.Pattern[str]
    joins: re.Pattern[str]
    to_do: re.Pattern[str]
    one_more: re.Pattern[str]
    opens: re.Pattern[str]
    opens_reasons: re.Pattern[str]
    intends: re.Pattern[str]
    asks: re.Pattern[str]
    no_reason: re.Pattern[str]
    label: re.Pattern[str]
    cause_label: re.Pattern[str]
    predicate: re.Pattern[str]
    verb_first: re.Pattern[str]
    lies_in: re.Pattern[str]
    thing: re.Pattern[str]
    open_end: re.Pattern[str]
    topic: re.Pattern[str]
    announces: re.Pattern[str]
    lead_in: re.Pattern[str]
    dimension: re.Pattern[str]
    problem_named: re.Pattern[str]
    tells_why: re.Pattern[str]
    calls_reason: re.Pattern[str]
    front: re.Pattern[str]
    tail: re.Pattern[str]


@cache
def cues() -> Cues:
    """The table, compiled once."""
    return patterns(Cues, lexicon("causes"), made=dict.fromkeys(("cue", "after", "makes", "ground"), Scanner))
