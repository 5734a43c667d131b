"""The names of a graph, and years, that a text has, and the text with these masked.

A name may be given in part: what is a part of names in the graph is one where it is long enough to tell, ends as such names
end (the 局 of a bureau), or is a whole name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from fazhi.query.engine import run
from fazhi.query.names import names
from fazhi.query.words.likely import SLOTS
from fazhi.resources import lexicon
from fazhi.store.remote.client import Remote

KINDS = {
    "issuer": "body",
    "department": "body",
    "regulation": "regulation",
    "mechanism": "mechanism",
    "shortcoming": "shortcoming",
    "indicator": "indicator",
    "report": "body",
}
"""What the names of each parameter are names of."""
_LEAST = {"department": 2, "issuer": 2, "regulation": 3, "mechanism": 4, "indicator": 4, "shortcoming": 4}
_MOST = 60  # characters of a name
_MARKS = "“”\"'《》‘’「」"
_NO_MARKS = str.maketrans(_MARKS, " " * len(_MARKS))
_QUOTED = re.compile('[“「『《‘"]([^“”「」『』《》‘’"]{2,60})[”」』》’"]')
_YEAR = re.compile(r"(?<![\d-])20\d\d(?!\d)")
_DATE = re.compile(r"20\d\d\s*(?:年度|年份|年)?")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")  # of a report
_OF_REGIONS = ("街道", "镇", "乡", "县", "区", "市", "州", "省", "旗")
_RELATIVE = (("今年", 0), ("本年度", 0), ("this year", 0), ("去年", 1), ("上年度", 1), ("last year", 1))


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: of which parameter it can be the value, where it stands, and whether it is surely a name."""

    parameter: str
    value: str
    start: int
    end: int
    sure: bool = True


def quoted(words: str) -> list[str]:
    """What stands between quotation marks or in title marks.

    >>> quoted("“专业人员较少”出自哪里")  # where does "few specialists" come from
    ['专业人员较少']
    """
    return [match[1].strip() for match in _QUOTED.finditer(words) if match[1].strip()]


def plain(words: str) -> str:
    """The words without quotation marks and blanks that say nothing, in small letters.

    >>> plain(" 《行政处罚法》  被引用 ")  # "the Administrative Penalty Law is cited"
    '行政处罚法 被引用'
    """
    return re.sub(r"\s+", " ", words.translate(_NO_MARKS)).strip().lower()


def named(store: ox.Store | Remote, text: str) -> list[Name]:
    """The names of the graph in a plain text, by parameters; of one parameter, none inside another."""
    found = [found for parameter, least in _LEAST.items() for found in parts_of(store, text, parameter, least)]
    return [*found, *_reports(store, text), *_regions(store, text, found)]


def _reports(store: ox.Store | Remote, text: str) -> list[Name]:
    """The identifiers of reports, or parts of them, in a plain text."""
    tokens = list(_IDENTIFIER.finditer(text))
    known = "\n".join(names(store, "report")).lower() if tokens else ""
    return [Name("report", token[0], *token.span()) for token in tokens if token[0] in known]


def _regions(store: ox.Store | Remote, text: str, found: Sequence[Name]) -> list[Name]:
    """Issuers that are called by their region without its kind (柳溪 for 柳溪街道)."""
    told = []
    for name in names(store, "issuer"):
        short = next((name.removesuffix(kind) for kind in _OF_REGIONS if name.endswith(kind)), "")
        at = text.find(short) if len(short) > 1 else -1
        if at >= 0 and not any(one.start < at + len(short) and at < one.end for one in found):
            told.append(Name("issuer", short, at, at + len(short)))
    return told


def parts_of(store: ox.Store | Remote, text: str, parameter: str, least: int) -> list[Name]:
    """The stretches of a plain text that are names of one parameter, or parts of names of at least so many characters."""
    table = lexicon("questions")
    known = "\n".join(names(store, parameter)).translate(str.maketrans("", "", _MARKS)).lower()
    whole = f"\n{known}\n"
    endings = tuple(table["endings"].get(parameter, ()))
    found: list[Name] = []
    place = 0
    while place < len(text):
        size = _reach(text, place, known, least)
        while size >= least:
            value = text[place : place + size]
            entire = f"\n{value}\n" in whole
            if entire or (value not in table["words"]["no_names"] and (not endings or value.endswith(endings))):
                found.append(Name(parameter, value, place, place + size, entire or bool(endings)))
                break
            size -= 1
        place += size if size >= least else 1
    return found


def _reach(text: str, place: int, known: str, least: int) -> int:
    """How many characters from a place on stand in some name, without a blank; 0 where fewer than `least`."""
    size = least
    if place + size > len(text) or " " in text[place : place + size] or text[place : place + size] not in known:
        return 0
    while place + size < len(text) and size < _MOST and text[place + size] != " " and text[place : place + size + 1] in known:
        size += 1
    return size


def masked(text: str, found: Sequence[Name]) -> str:
    """The text with a letter for each name by its kind, long names before those inside them."""
    letters = list(text)
    for name in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(letters[at] == text[at] for at in range(name.start, name.end)):
            letters[name.start : name.end] = [SLOTS[KINDS[name.parameter]], *("\0" * (name.end - name.start - 1))]
    return re.sub(r"\s+", " ", "".join(letters).replace("\0", ""))


def outermost(found: Sequence[Name]) -> list[tuple[str, frozenset[str]]]:
    """The names that are surely names and stand in no other, each with the parameters that it can be the value of."""
    sure = [name for name in found if name.sure]
    spans = {(name.start, name.end) for name in found}
    told = {
        (name.start, name.end): frozenset(one.parameter for one in sure if (one.start, one.end) == (name.start, name.end))
        for name in sure
        if not any(a <= name.start and name.end <= b and (a, b) != (name.start, name.end) for a, b in spans)
    }
    values = {(name.start, name.end): name.value for name in sure}
    return [(values[span], parameters) for span, parameters in sorted(told.items())]


def read(store: ox.Store | Remote, text: str) -> tuple[list[Name], str, str]:
    """The names in a plain text, the text with them and its year masked, and the year.

    A year is no name, nor a part of one, but where a name that surely is one goes on around it, which then has no year.
    """
    years = list(_YEAR.finditer(text))
    around = [name for name in named(store, text) if name.sure and _says_more(name)] if years else []
    free = [year for year in years if not any(name.start <= year.start() and year.end() <= name.end for name in around)]
    hidden = list(text)
    for year in free:
        hidden[year.start() : year.end()] = " " * len(year[0])
    found = named(store, "".join(hidden))
    rest, told = _dated(store, text, free)
    return found, masked(rest, found), told


def _says_more(name: Name) -> bool:
    """Whether a name has more to it than a year."""
    return len(_DATE.sub("", name.value).strip()) > 1


def _dated(store: ox.Store | Remote, text: str, years: Sequence[re.Match[str]]) -> tuple[str, str]:
    """The text with its first year masked, of the same length, and the year: in digits, or by the last one of the graph."""
    if years:
        first = years[0]
        return text[: first.start()] + SLOTS["year"] + " " * 3 + text[first.end() :], first[0]
    told = sorted((text.find(word), back) for word, back in _RELATIVE if word in text)
    if told:
        rows = run(store, "SELECT (MAX(STR(?y)) AS ?last) WHERE { GRAPH ?g { ?r fz:reportingYear ?y } }").rows
        if rows and rows[0][0]:
            return text, str(int(str(rows[0][0])[:4]) - told[0][1])
    return text, ""


def without(text: str, values: Iterable[str]) -> str:
    """The text without these values."""
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value.lower(), " ")
    return text
