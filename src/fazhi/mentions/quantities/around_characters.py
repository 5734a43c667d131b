"""What stands around numbers in characters: the words of the table, and other numbers beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fazhi.mentions.quantities.words import END, any_of, table, unit_pattern, units
from fazhi.resources import lexicon

SMALL = "两二三四五六七八九十"
EVENT_UNITS = "次场轮期起件"


@dataclass(frozen=True, slots=True)
class WordsAround:
    """The words around numbers in characters, as sets and compiled patterns."""

    near: frozenset[str]
    verbs: frozenset[str]
    spent: frozenset[str]
    units: frozenset[str]
    ends: frozenset[str]
    times: frozenset[str]
    not_after: frozenset[str]
    not_once: frozenset[str]
    done: frozenset[str]
    few: frozenset[str]
    few_done: re.Pattern[str]
    people: frozenset[str]
    act: re.Pattern[str]
    no_act: re.Pattern[str]
    to: frozenset[str]
    not_to: re.Pattern[str]
    places: re.Pattern[str]
    counted: re.Pattern[str]
    no_counted: re.Pattern[str]
    listed: re.Pattern[str]


@cache
def words_around() -> WordsAround:
    """The words of the table, compiled at first use."""
    words = table("chinese")
    counts = {unit for unit, known in units().items() if known.kind in ("count", "people")}
    return WordsAround(
        near=frozenset(words["before"]),
        verbs=frozenset(words["verbs"]) | {verb for verb in lexicon("indicators")["verbs"] if len(verb) > 1},
        spent=frozenset(words["spent"]),
        units=frozenset(words["units"]),
        ends=frozenset(counts - set(words["no_end"])),
        times=frozenset(unit for unit, known in units().items() if known.kind == "time"),
        not_after=frozenset(words["not_after"]),
        not_once=frozenset(words["not_once"]),
        done=frozenset(words["done"]),
        few=frozenset(words["few"]),
        few_done=re.compile(f"{any_of(words['few_done'])}$"),
        people=frozenset(unit for unit, known in units().items() if known.kind == "people"),
        act=re.compile(any_of([*words["acts"], *(verb for verb in lexicon("indicators")["verbs"] if len(verb) > 1)])),
        no_act=re.compile(any_of(words["no_acts"])),
        to=frozenset(words["to"]),
        not_to=re.compile(f"(?:{any_of(words['not_to'])})$"),
        places=re.compile(any_of(words["places"])),
        counted=re.compile(any_of(words["counted"])),
        no_counted=re.compile(any_of(words["no_counted"])),
        listed=re.compile(any_of(words["listed"])),
    )


def ends_with(before: str, words: frozenset[str]) -> bool:
    """Whether one of `words` stands at the end of `before`."""
    return any(before[-length:] in words for length in range(1, 7))


def after_word(before: str, unfit: frozenset[str]) -> bool:
    """Whether a word ends `before`, and none of the `unfit` characters."""
    return bool(before) and (before[-1] in "”》" or "\u4e00" <= before[-1] <= "\u9fff") and before[-1] not in unfit


@cache
def at_start() -> re.Pattern[str]:
    """;两件|规范性文件报备; 先后两次|召集会议: where a clause begins ("two documents were filed; called twice")"""
    told = "[先前]后|累计|现有|其中|另有|已有|还有|[去今前当全本]年|[上下]半年|年内"
    return re.compile(rf"(?:^|[,;:。\n])(?:{told})?$|[先前]后$|(?<!不)已有$")


@cache
def clause_end() -> re.Pattern[str]:
    """Where a clause ends."""
    return re.compile(END)


@cache
def counted_before() -> re.Pattern[str]:
    """Another number of the kind before: 座谈会五次|、听证会."""
    return re.compile(
        rf"(?<![第每])(?:\d|[{SMALL}])[余多]?{unit_pattern(table('chinese')['units'])}[、,和及](?:(?!每|各)[^,、。;]){{1,12}}$"
    )


@cache
def counted_after() -> re.Pattern[str]:
    """Another number of the kind after: |、座谈会五次."""
    return re.compile(
        rf"[、,和及](?:(?!每|各)[^,、。;\d]){{1,12}}(?:\d+|[{SMALL}]+){unit_pattern(table('chinese')['units'])}(?={END})"
    )


@cache
def event_joined() -> re.Pattern[str]:
    """Another count of events before, with its noun: 两轮公示|、."""
    return re.compile(rf"(?<![第每])(?P<count>\d|[一{SMALL}])[{EVENT_UNITS}][\u4e00-\u9fff]{{2,8}}[、和及与]$")


@cache
def joined_event() -> re.Pattern[str]:
    """Another count of events after the noun: 论证|、两轮公示."""
    return re.compile(rf"[\u4e00-\u9fff]{{2,8}}[、和及与](?P<count>\d+|[一{SMALL}])[{EVENT_UNITS}](?=[\u4e00-\u9fff]{{2}})")


@cache
def event_before() -> re.Pattern[str]:
    """The name of an event at the end: 座谈会|."""
    words = table("chinese")
    return re.compile(rf"(?:^|[,;。、])(?:(?!每|各|至少|不少于)[^,;。])*{any_of(words['events'])}$")


@cache
def names_before() -> re.Pattern[str]:
    """Names in a row at the end of a text: 将码头扩建、航道疏浚|两项工程."""
    return re.compile(r"(?:[^、,;:。\d第]{2,16}(?:、|和|及)){1,8}[^、,;:。\d第和及]{2,16}$")


def names_in_row(before: str) -> int:
    """How many names stand in a row at the end of `before`; 0 where there is no row.

    >>> names_in_row("今年把捕捞、养殖"), names_in_row("养殖")  # "this year fishing and fish farming", "fish farming"
    (2, 0)
    """
    found = names_before().search(before)
    return len(re.findall("[、和及]", found[0])) + 1 if found else 0
