"""The format of gold files: which fields an item has, and of what kind; `data/benchmark/FORMAT.md` describes it for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from fazhi.vocabulary import MECHANISM_KINDS, QUALIFIERS, REGULATION_KINDS, STATUSES, THEMES

Test = Callable[[Any], str]


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "is no text"


def _texts(value: Any) -> str:
    return "" if isinstance(value, list) and all(isinstance(x, str) for x in value) else "is no list of texts"


def _number(value: Any) -> str:
    return (
        ""
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
        else "is neither a number nor null"
    )


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "is neither true nor false"


def _text_or_none(value: Any) -> str:
    return "" if value in (None, "") else _text(value)


def _change(value: Any) -> str:
    right = isinstance(value, dict) and set(value) <= {"percent", "absolute"} and not any(map(_number, value.values()))
    return "" if value is None or right else 'is not of the form {"percent": -52} or {"absolute": 12}'


def _causes(value: Any) -> str:
    right = isinstance(value, list) and all(isinstance(x, dict) and not _text(x.get("text")) for x in value)
    return "" if right else 'is no list of {"text": …}'


def _one_of(codes: Mapping[str, object], *, several: bool = False) -> Test:
    """A code; where `several` are right, they may stand in a list, and some of them may be codes of other lists."""

    def test(value: Any) -> str:
        """What is wrong with a value, in words; empty where nothing is."""
        given = value if several and isinstance(value, list) else [value]
        right = all(isinstance(x, str) for x in given) and any(x in codes for x in given)
        return "" if right else f"is none of {', '.join(codes)}"

    return test


_ANY: dict[str, Test] = {"accept": _texts, "optional": _flag}
_POINT: dict[str, Test] = {"id": _text, "theme": _one_of(THEMES, several=True)}
_CATEGORIES: dict[str, tuple[dict[str, Test], dict[str, Test]]] = {  # the fields that an item must have, and those it may have
    "departments": ({"name": _text}, {}),
    "regulations": ({"name": _text, "kind": _one_of(REGULATION_KINDS, several=True)}, {}),
    "mechanisms": ({"name": _text, "kind": _one_of(MECHANISM_KINDS, several=True)}, {}),
    "observations": (
        {"id": _text, "quote": _text, "indicator": _text, "keys": _texts, "value": _number, "qualifier": _one_of(QUALIFIERS)},
        {"unit": _text_or_none, "accept_units": _texts, "accept_qualifiers": _texts, "change": _change, "part_of": _text_or_none},
    ),
    "measures": (
        {**_POINT, "title": _text, "status": _one_of(STATUSES)},
        dict.fromkeys(("departments", "mechanisms", "regulations", "observations"), _texts),
    ),
    "shortcomings": ({**_POINT, "text": _text}, {"causes": _causes}),
}
_PAIRS = ("addresses", "addresses_optional", "follow_up", "follow_up_optional")
_REPORT: dict[str, Test] = {"title": _text, "issuer": _text}


def faults(data: Any) -> Iterator[str]:
    """What makes a gold file impossible to score, each with its place and remedy.

    A category that is left out is no fault, and neither is a kind or a theme that all items of one are without.

    >>> list(faults({"report": {"title": "某报告", "issuer": "某街道", "year": 2023}, "measure": []}))  # a subdistrict's report
    ["'measure' is no part of a gold file: did you mean 'measures'?"]
    """
    report = data.get("report") if isinstance(data, dict) else None
    if not isinstance(report, dict):
        yield "there is no report: give it a title, an issuer and a year"
        return
    for field, test in _REPORT.items():
        if fault := test(report.get(field)):
            yield f"report: {field} {fault}: write it as the reader of the report would"
    if not str(report.get("year", "")).isdigit():
        yield f"report: year {report.get('year')!r} is no year: give the year that is reported on"
    for key in data:
        if key not in ("report", *_CATEGORIES, *_PAIRS):
            yield f"{key!r} is no part of a gold file{_meant(key, ('report', *_CATEGORIES, *_PAIRS))}"
    for category, (needed, free) in _CATEGORIES.items():
        items = data.get(category, [])
        if not isinstance(items, list):
            yield f"{category} is no list: put its items into [ ]"
            continue
        unsaid = {f for f in ("kind", "theme") if not any(isinstance(item, dict) and f in item for item in items)}
        needed = {field: test for field, test in needed.items() if field not in unsaid}  # codes that no item has are not scored
        for position, item in enumerate(items):
            yield from _item(f"{category}[{position}]", item, needed, free)
    yield from _ids(data)


def _item(place: str, item: Any, needed: Mapping[str, Test], free: Mapping[str, Test]) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{place} is no object: put its fields into {{ }}"
        return
    name = item.get("id") or item.get("name")
    place = f"{place} ({name})" if name else place
    for field in needed:
        if field not in item:
            yield f"{place} has no {field}: add it"
    for field, value in item.items():
        test = needed.get(field) or free.get(field) or _ANY.get(field)
        if test is None:
            yield f"{place}: {field!r} is no field of it{_meant(field, (*needed, *free, *_ANY))}"
        elif fault := test(value):
            yield f"{place}: {field} {value!r} {fault}: correct it"


def _ids(data: Mapping[str, Any]) -> Iterator[str]:
    """Ids that are used twice, and pairs and references that name none."""
    known: set[str] = set()
    for category in ("observations", "measures", "shortcomings"):
        for item in (x for x in _listed(data, category) if isinstance(x, dict)):
            if item.get("id") in known:
                yield f"{category}: id {item['id']!r} is used twice: give each item its own"
            known.add(str(item.get("id")))
    for category in _PAIRS:
        for position, pair in enumerate(_listed(data, category)):
            if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, str) for x in pair)):
                yield f'{category}[{position}]: {pair!r} is no pair of ids: write ["measure id", "shortcoming id"]'
                continue
            own = pair if category.startswith("addresses") else pair[:1]
            for unknown in (x for x in own if x not in known):
                yield f"{category}[{position}]: {unknown!r} is the id of no item: correct it, or add the item"
            if not category.startswith("addresses") and "#" not in pair[1]:
                yield f"{category}[{position}]: {pair[1]!r} names no earlier report: write REPORT#ID"


def _listed(data: Mapping[str, Any], category: str) -> Sequence[Any]:
    found = data.get(category, [])
    return found if isinstance(found, list) else []


def _meant(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f": did you mean {near[0]!r}?" if near else f": it may have {', '.join(known)}"
