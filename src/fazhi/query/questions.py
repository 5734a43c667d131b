"""The catalogue: one `.rq` file for each question, with a header of comments that says what it asks.

The header is TOML behind `# `: title and description in Chinese and English, the parameters (type,
default or `required`, bounds of a number, example, description), and the columns of the answer with their headings.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fazhi.errors import QueryError, ResourceError
from fazhi.query.parameters import Parameter, literal, slots

_FOLDER = Path(__file__).with_name("catalogue")
_TYPES = frozenset({"text", "year", "choice", "number"})
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """The same in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: the name of its variable and its headings."""

    name: str
    heading: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the catalogue; `sparql` runs as it stands, without any parameter."""

    name: str
    title: Words
    description: Words
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    sparql: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of this name; QueryError, with those there are, where there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = [parameter.name for parameter in self.parameters]
        meant = _meant(name, names)
        takes = f"{'; it' if meant == ';' else f'{meant} It'} takes {', '.join(names) or 'none'}"
        raise QueryError(f"question {self.name}: no parameter {name!r}{takes}")


@cache
def catalogue() -> tuple[Question, ...]:
    """All questions, by name.

    >>> [question.name for question in catalogue()][:2]
    ['body-themes', 'departments-and-measures']
    """
    return tuple(parse(path.stem, path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.rq")))


def question(name: str) -> Question:
    """The question of this name.

    >>> question("mechanism")
    Traceback (most recent call last):
    fazhi.errors.QueryError: question 'mechanism': there is none of this name; did you mean mechanisms or mechanism-users? ...
    """
    known = {entry.name: entry for entry in catalogue()}
    try:
        return known[name]
    except KeyError:
        meant = _meant(name, list(known))
        raise QueryError(f"question {name!r}: there is none of this name{meant} `fazhi query` lists them") from None


def _meant(name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name, names, n=2, cutoff=0.5) or [known for known in names if name and name in known][:2]
    return f"; did you mean {' or '.join(close)}?" if close else ";"


def is_name(text: str) -> bool:
    """Whether a text can only be the name of a question, and no query.

    >>> is_name("mechanisms"), is_name("ASK { ?s ?p ?o }")
    (True, False)
    """
    return bool(_NAME.fullmatch(text.strip()))


def parse(name: str, text: str) -> Question:
    """A question from the text of its `.rq` file; ResourceError where its header says too little, too much or nonsense."""
    lines = text.splitlines()
    end = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    try:
        header = tomllib.loads("\n".join(line[1:].removeprefix(" ") for line in lines[:end]))
        _keys(header, {"title", "description", "columns"}, {"parameters"})
        found = Question(
            name=name,
            title=_words(header["title"]),
            description=_words(header["description"]),
            parameters=tuple(_parameter(key, entry) for key, entry in header.get("parameters", {}).items()),
            columns=tuple(Column(key, _words(entry)) for key, entry in header["columns"].items()),
            sparql=text,
        )
        _same_defaults(found)
    except (tomllib.TOMLDecodeError, ValueError, QueryError) as error:
        raise ResourceError(f"{name}.rq: its header is malformed: {error}; mend it after the pattern of the others") from error
    return found


def _parameter(name: str, entry: Any) -> Parameter:
    _keys(entry, {"type", "zh", "en", "example"}, {"default", "required", "choices", "least", "most"})
    if entry["type"] not in _TYPES:
        raise ValueError(f"parameter {name}: type {entry['type']!r} is none of {sorted(_TYPES)}")
    if ("default" in entry) == (entry.get("required") is True):
        raise ValueError(f"parameter {name}: either a default, or required = true")
    if ("choices" in entry) != (entry["type"] == "choice"):
        raise ValueError(f"parameter {name}: choices belong to the type choice, and to no other")
    bounds = [entry[key] for key in ("least", "most") if key in entry]
    if (bounds and entry["type"] != "number") or not all(isinstance(bound, (int, float)) for bound in bounds):
        raise ValueError(f"parameter {name}: least and most are numbers, belong to the type number, and to no other")
    found = Parameter(
        name=name,
        type=entry["type"],
        zh=_text(entry["zh"]),
        en=_text(entry["en"]),
        example=entry["example"],
        default=entry.get("default"),
        choices=tuple(entry.get("choices", ())),
        least=entry.get("least"),
        most=entry.get("most"),
    )
    found.read(found.example)
    return found


def _same_defaults(found: Question) -> None:
    places = slots(found.sparql)
    expected = {parameter.name: literal("" if parameter.default is None else parameter.default) for parameter in found.parameters}
    if places != expected:
        raise ValueError(f"parameters and defaults are {expected} in the header, and {places} in the query")


def _keys(entry: Any, needed: set[str], allowed: set[str]) -> None:
    if not isinstance(entry, dict):
        raise ValueError(f"{entry!r} is no table")
    if missing := needed - entry.keys():
        raise ValueError(f"{', '.join(sorted(missing))} missing")
    if surplus := entry.keys() - needed - allowed:
        raise ValueError(f"{', '.join(sorted(surplus))} unknown")


def _words(entry: Any) -> Words:
    _keys(entry, {"zh", "en"}, set())
    return Words(_text(entry["zh"]), _text(entry["en"]))


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is no text")
    return value
