"""The values of a question's parameters, once it is known which question is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import pyoxigraph as ox

from fazhi.ordinals import ordinal_of
from fazhi.query.parameters import Parameter
from fazhi.query.questions import Question
from fazhi.query.words.likely import any_of
from fazhi.query.words.named import Name, parts_of, plain, quoted, without
from fazhi.resources import lexicon
from fazhi.store.remote.client import Remote

_SHORTEST = 2  # characters of a part of a name that a question cannot do without
_NUMBER = {
    "confidence": re.compile(r"(?<![\d.])(0\.\d+|1\.0)(?![\d.])"),
    "least": re.compile(r"(?<![\d.])([1-9]\d?)(?![\d.])|([二两三四五六七八九十])(?=个|项|种)"),
}
_ORDER = ("regulation", "mechanism", "shortcoming", "indicator", "department", "issuer")


def values(store: ox.Store | Remote, asked: Question, words: str, found: Sequence[Name], year: str) -> dict[str, str]:
    """The parameters of a question that words give: names of the graph, a year, choices and numbers; `found` are its names."""
    text = plain(words)
    takes = {parameter.name: parameter for parameter in asked.parameters}
    given = {"year": year} if year and "year" in takes else {}
    given |= _names(asked, found)
    for name in about(asked.name):
        if name in takes and name not in given and not _taken(asked, given):
            given |= _part(store, text, name, given)
    if "thing" in takes:
        given |= {"thing": quoted(words)[0]} if quoted(words) else _thing(store, text, found)
    rest = without(text, given.values())
    for parameter in takes.values():
        if parameter.name not in given:
            value = _said(parameter, asked, rest)
            if value:
                given[parameter.name] = value
    return given


def about(question: str) -> tuple[str, ...]:
    """The parameters that a question is about, so that it can hardly do without them where a name is told."""
    return tuple(lexicon("questions")["about"].get(question, ()))


def _names(asked: Question, found: Sequence[Name]) -> dict[str, str]:
    """The names that the question has parameters for: of one parameter the longest, and no stretch for two."""
    takes = {parameter.name for parameter in asked.parameters}
    wanted = about(asked.name)
    order = sorted((name for name in _ORDER if name in takes), key=lambda name: (name not in wanted, _ORDER.index(name)))
    used = [name for name in found if name.parameter == "report" and "report" in takes]
    given = {name.parameter: name.value for name in used}
    issued = {(name.start, name.end) for name in found if name.parameter == "issuer"} if "issuer" in takes else set()
    for parameter in order:
        free = [name for name in found if name.parameter == parameter and not any(_meet(name, other) for other in used)]
        if parameter not in wanted:  # not where it is a part of a name of another kind
            free = [name for name in free if not any(_inside(name, other) for other in found)]
        if parameter == "department" and any((name.start, name.end) not in issued for name in free):  # the others issued it
            free = [name for name in free if (name.start, name.end) not in issued]
        if free:
            chosen = max(free, key=lambda name: (len(name.value), -name.start))
            given[parameter] = chosen.value
            used.append(chosen)
    return given


def _meet(a: Name, b: Name) -> bool:
    return a.start < b.end and b.start < a.end


def _inside(a: Name, b: Name) -> bool:
    return b.start <= a.start and a.end <= b.end and b.end - b.start > a.end - a.start


def _taken(asked: Question, given: dict[str, str]) -> bool:
    """Whether another of the parameters that a question is about has a name."""
    return any(name in given for name in about(asked.name))


def _part(store: ox.Store | Remote, text: str, parameter: str, given: dict[str, str]) -> dict[str, str]:
    """A short part of a name, where the words around it are words of asking."""
    rest = _asking().sub(lambda match: " " * len(match[0]), without(text, given.values()))
    short = parts_of(store, rest, parameter, _SHORTEST)
    return {parameter: max(short, key=lambda name: len(name.value)).value} if short else {}


def _thing(store: ox.Store | Remote, text: str, found: Sequence[Name]) -> dict[str, str]:
    """What evidence is asked of: the longest name, or the longest part of one."""
    for name in sorted(found, key=lambda one: (one.parameter == "issuer", -len(one.value), one.start)):
        return {"thing": name.value}
    parts = [part for parameter in _ORDER for part in _part(store, text, parameter, {}).values()]
    return {"thing": max(parts, key=len)} if parts else {}


def _said(parameter: Parameter, asked: Question, rest: str) -> str:
    """The value of a choice, a theme, a kind or a number that words tell; "" where they tell none, or the usual one."""
    if parameter.name in _NUMBER:
        match = _NUMBER[parameter.name].search(rest)
        return "" if match is None else match[1] or str(ordinal_of(match[2].replace("两", "二")))
    told = [
        (match.start(), value)
        for value, pattern in _choices(asked.name, parameter.name)
        if (match := pattern.search(rest)) is not None
    ]
    value = min(told)[1] if told else ""
    return "" if value == parameter.default else value


@cache
def _choices(question: str, parameter: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The values of a parameter by the words that tell them: of what the question is about, or of all."""
    table = lexicon("questions")["values"]
    topic = next(iter(about(question)), "")
    told: dict[str, Iterable[str]] = table.get(f"{topic}.{parameter}", table.get(parameter, {}))
    return tuple((value, any_of(words)) for value, words in told.items())


@cache
def _asking() -> re.Pattern[str]:
    """Words that ask, and those of the ideas that questions are about."""
    table = lexicon("questions")
    return any_of([*table["words"]["common"], *(word for words in table["ideas"].values() for word in words)])
