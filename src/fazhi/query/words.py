"""A question in words: which question of the catalogue it is, with which parameters, or that it is not understood.

No language model: the table `data/lexicon/questions.toml` says by which words each question is known, and the names in the
graph say what it is about. A question is understood when a row of the table fits and little of it is left over; what is left
over is told. So a question about something else is refused, and not answered by the nearest that there is.

>>> from fazhi.store import in_memory
>>> understand(in_memory(), "哪些不足没有对应的举措?").question  # "which shortcomings have no measure?"
'unaddressed-shortcomings'
>>> understand(in_memory(), "明天天气怎么样?").question is None  # "what will the weather be like tomorrow?"
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from fazhi.query.engine import run
from fazhi.query.names import names
from fazhi.query.questions import question
from fazhi.resources import lexicon
from fazhi.store.remote.client import Remote

_LEAST = {"department": 2, "issuer": 2, "regulation": 3, "mechanism": 4, "indicator": 4, "shortcoming": 4}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)\s*(?:年度|年)?")
_MARKS = "“”\"'《》‘’「」"
_NEITHER = re.compile(r"[\s,,。.?!?!;;::、()()\-“”\"'《》‘’「」…]+")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question in words is taken for; `question` is None where it is not understood, and `reason` says why."""

    question: str | None
    parameters: dict[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: every group of `needs` must have a word in the question; `unless` none; `helps` add weight."""

    name: str
    needs: tuple[re.Pattern[str], ...]
    helps: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    given: dict[str, str]


def understand(store: ox.Store | Remote, words: str) -> Understood:
    """Which question of the catalogue these words ask, of this store."""
    text = re.sub(r"\s+", " ", words.strip().translate(str.maketrans(_MARKS, " " * len(_MARKS)))).lower()
    if not text.strip():
        return Understood(None, reason="nothing is asked")
    found = _names_in(store, text)
    rest = text
    for _, value in sorted(found, key=lambda pair: -len(pair[1])):
        rest = rest.replace(value.lower(), " " * 1)
    rest, dated = _year(store, rest)
    row, left = _best(text, rest)
    if row is None:
        return Understood(None, reason=left)
    parameters = {**row.given, **_parameters(row.name, text, found, dated)}
    asked = question(row.name)
    for parameter in asked.parameters:
        if parameter.required and parameter.name not in parameters:
            return Understood(
                None,
                reason=f"this could be {asked.title.en} ({asked.title.zh}), but no {parameter.name} of the graph is named in it",
            )
    return Understood(row.name, parameters)


def _best(text: str, rest: str) -> tuple[_Row | None, str]:
    """The row that fits best, or none and the reason."""
    best: tuple[float, _Row] | None = None
    for row in _rows():
        if row.unless is not None and row.unless.search(rest):
            continue
        hits = [need.search(rest) or need.search(text) for need in row.needs]
        if not all(hits):
            continue
        weight = sum(1 + len(hit[0]) / 20 for hit in hits if hit) + (0.6 * len(set(row.helps.findall(rest))) if row.helps else 0)
        if best is None or weight > best[0]:
            best = (weight, row)
    if best is None:
        return None, "no question of the catalogue is known by such words"
    row = best[1]
    left = rest
    for pattern in (*row.needs, row.helps, _common()):
        if pattern is not None:
            left = pattern.sub(" ", left)
    unknown = [piece for piece in _NEITHER.split(left) if piece and not piece.isdigit()]
    size = sum(_size(piece) for piece in unknown)
    if size > 1:
        return None, f"this is not understood: {' '.join(unknown)}"
    return row, ""


def _size(piece: str) -> int:
    """How much is left over: Chinese characters, or words of other scripts counted double."""
    chinese = len(re.findall(r"[\u3400-\u9fff]", piece))
    return chinese + 2 * len(re.findall(r"[a-z]{3,}", piece))


def _year(store: ox.Store | Remote, text: str) -> tuple[str, str]:
    """The text without its year, and the year: one in digits, or the last one that the graph knows."""
    if match := _YEAR.search(text):
        return text[: match.start()] + " " + text[match.end() :], match[1]
    for word, back in (("今年", 0), ("本年度", 0), ("this year", 0), ("去年", 1), ("上年度", 1), ("last year", 1)):
        if word in text:
            rows = run(store, "SELECT (MAX(STR(?y)) AS ?last) WHERE { GRAPH ?g { ?r fz:reportingYear ?y } }").rows
            if rows and rows[0][0]:
                return text.replace(word, " "), str(int(str(rows[0][0])[:4]) - back)
    return text, ""


def _names_in(store: ox.Store | Remote, text: str) -> list[tuple[str, str]]:
    """The names of the graph that a text has, or parts of them that tell: pairs of parameter and value, none inside another."""
    table = lexicon("questions")
    found: list[tuple[str, str]] = []
    for parameter, least in _LEAST.items():
        known = "\n".join(names(store, parameter)).translate(str.maketrans("", "", _MARKS)).lower()
        endings = tuple(table["endings"].get(parameter, ()))
        place = 0
        while place < len(text):
            length = next(
                (
                    size
                    for size in range(min(40, len(text) - place), least - 1, -1)
                    if " " not in text[place : place + size]
                    and (
                        not endings
                        or text[place : place + size].endswith(endings)
                        or f"\n{text[place : place + size]}\n" in f"\n{known}\n"
                    )
                    and text[place : place + size] in known
                    and text[place : place + size] not in table["words"]["no_names"]
                ),
                0,
            )
            if length:
                found.append((parameter, text[place : place + length]))
            place += max(1, length)
    return found


def _parameters(name: str, text: str, found: Iterable[tuple[str, str]], dated: str) -> dict[str, str]:
    """The parameters of a question that the words give."""
    takes = {parameter.name for parameter in question(name).parameters}
    given: dict[str, str] = {"year": dated} if dated and "year" in takes else {}
    for parameter, value in sorted(found, key=lambda pair: len(pair[1])):
        if parameter in takes:
            given[parameter] = value
    if "issuer" in given and given.get("department") == given["issuer"]:
        del given["department" if "issuer" in takes and "department" not in _wanted(name) else "issuer"]
    for parameter in ("theme", "status"):
        if parameter in takes:
            for value, words in lexicon("questions")[parameter].items():
                if any(word in text for word in words) and parameter not in given and not _inside(words, given.values(), text):
                    given[parameter] = value
    if name == "evidence" and "thing" not in given:
        names_found = [value for _, value in found]
        if names_found:
            given["thing"] = max(names_found, key=len)
    return given


def _inside(words: Iterable[str], values: Iterable[str], text: str) -> bool:
    """Whether the words that a text has are only parts of values taken from it already."""
    rest = text
    for value in values:
        rest = rest.replace(value.lower(), " ")
    return not any(word in rest for word in words)


def _wanted(name: str) -> tuple[str, ...]:
    """The parameters of a question that are what it is about."""
    return tuple(lexicon("questions")["about"].get(name, ()))


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            row["question"],
            tuple(_any(group) for group in row["needs"]),
            _any(row["helps"]) if row.get("helps") else None,
            _any(row["unless"]) if row.get("unless") else None,
            dict(row.get("given", {})),
        )
        for row in lexicon("questions")["row"]
    )


@cache
def _common() -> re.Pattern[str]:
    table = lexicon("questions")
    words = [
        *table["words"]["common"],
        *(word for part in ("theme", "status") for group in table[part].values() for word in group),
    ]
    return _any(words)


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words; those of Latin letters only as whole words, an asterisk at their end standing for more letters."""

    def pattern(word: str) -> str:
        if word.isascii():
            return rf"\b{re.escape(word.rstrip('*'))}" + (r"\w*" if word.endswith("*") else r"\b")
        return re.escape(word)

    return re.compile("|".join(pattern(word) for word in sorted(words, key=len, reverse=True)))
