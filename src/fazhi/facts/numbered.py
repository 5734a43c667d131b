"""Problems that a plan names by their place in the list: 针对第1项、第6项不足 (in view of the first and the sixth weak point)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from fazhi.matching.alternation import any_word
from fazhi.ordinals import ordinal_of
from fazhi.resources import lexicon

_BRACKETED = r"(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[①-⑳])"
_NUMBER = rf"(?:{_BRACKETED}|[一二三四五六七八九十]{{1,3}}|\d{{1,2}})"
_MANY = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def numbered_problems(text: str, count: int) -> dict[int, tuple[int, int]]:
    """The indices of the problems, of `count`, that a text names by number, with the place where it does.

    >>> sorted(numbered_problems("针对第1项、第三项不足,组建讲师团", 4))  # "in view of weak points 1 and 3, found a team"
    [0, 2]
    >>> sorted(numbered_problems("围绕后两个问题,配齐法制员", 4))  # "on the last two problems, appoint legal officers"
    [2, 3]
    >>> numbered_problems("完成第二批下放事项交接", 4)  # "hand over the second lot of delegated items"
    {}
    """
    found: dict[int, tuple[int, int]] = {}
    for match in _named().finditer(text):
        places = list(_places(match, count))
        if places and all(0 <= place < count for place in places):
            for place in places:
                found.setdefault(place, match.span())
    return found


@cache
def _named() -> re.Pattern[str]:
    table = lexicon("addresses")["numbered"]
    cues, units, nouns = (any_word(table[name]) for name in ("cues", "units", "nouns"))
    unit, noun = f"(?:{units})?", f"(?:方面)?的?(?:突出|主要)?(?:{nouns})"
    several = f"第{_NUMBER}{unit}(?:(?:(?:[、,和与及]|以及)第?{_NUMBER}|{_BRACKETED}){unit})*"
    return re.compile(
        f"(?P<from>第{_NUMBER}){unit}[至到~-]第?(?P<to>{_NUMBER}){unit}{noun}"
        f"|(?P<list>{several}){noun}"
        f"|(?:{cues})(?:{nouns})(?P<bare>{_NUMBER}(?:[、和与及]{_NUMBER})*)(?=[,。;:)]|中|的)"
        f"|(?P<first>[前后])(?P<many>[{''.join(_MANY)}])(?:{units}){noun}|(?P<last>最后一)(?:{units}){noun}"
    )


def _places(match: re.Match[str], count: int) -> Iterator[int]:
    """The indices that one naming tells; out of range where there are not so many problems."""
    if match["from"]:
        yield from range(ordinal_of(match["from"].lstrip("第")) - 1, ordinal_of(match["to"]))
    elif match["many"]:
        many = _MANY[match["many"]]
        yield from range(many) if match["first"] == "前" else range(count - many, count)
    elif match["last"]:
        yield count - 1
    else:
        for number in re.findall(_NUMBER, match["list"] or match["bare"]):
            yield ordinal_of(number) - 1
