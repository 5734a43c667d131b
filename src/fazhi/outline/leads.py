"""What leads to problems or plans and names none, and what names a problem, told by the words of one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from fazhi.matching.scanning import Either, Needing, Scanner
from fazhi.model import Role
from fazhi.outline.announced import announces
from fazhi.resources import lexicon

_LONGEST_NAMING = 40  # characters of a sentence in front of a list of problems
_LONGEST_CONTINUATION = 40  # characters
_LONGEST_LEAD_IN = 200  # characters
_TOLD = 2  # clauses with a problem before 仍有差距 (there are still gaps): it then closes a list and leads to none


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    deficit: Scanner
    problem_lead_in: Either
    naming: Needing
    within: re.Pattern[str]
    resolve: re.Pattern[str]
    plan_lead_in: Either
    goes_on: re.Pattern[str]


@cache
def _cues() -> _Cues:
    problem, plan = (lexicon("outline")[name] for name in ("problem", "plan"))
    return _Cues(
        deficit=Scanner(problem["deficit"]),
        problem_lead_in=Either([pattern.replace("{whole}", problem["whole"]) for pattern in problem["lead_in"]]),
        naming=Needing(problem["naming"]),
        within=re.compile(problem["within"]),
        resolve=re.compile(problem["resolve"]),
        plan_lead_in=Either(plan["lead_in"]),
        goes_on=re.compile(plan["goes_on"]),
    )


@lru_cache(maxsize=64)
def has_deficit(text: str) -> bool:
    """Whether a problem of its own is told: 执法力量薄弱 (enforcement is understaffed)."""
    return bool(_cues().deficit.search(text))


@lru_cache(maxsize=64)
def is_problem_lead_in(sentence: str) -> bool:
    """Whether a sentence admits that there are problems and names none.

    >>> is_problem_lead_in("工作中还存在一些短板。")  # "There are still some weak points in the work."
    True
    >>> is_problem_lead_in("存在重实体、轻程序的问题。")  # "There is the problem of neglecting procedure."
    False
    """
    return _is_known(sentence) or announces(sentence.rstrip("。:;,")) is Role.SHORTCOMINGS


@lru_cache(maxsize=64)
def _is_known(sentence: str) -> bool:
    """Whether the table knows a sentence as one that admits problems and names none."""
    plain = sentence.rstrip("。:;,")
    return _cues().problem_lead_in.stands_in(plain) and sum(map(has_deficit, plain.split(",")[:-1])) < _TOLD


def names_problems(sentence: str) -> bool:
    """Whether a short sentence names problems as such, and not what was done about them.

    >>> [names_problems(x) for x in ("工作中的差距也很明显。", "针对上述问题抓好整改。")]  # "the gaps are plain", "set right …"
    [True, False]
    """
    short = len(sentence) <= _LONGEST_NAMING
    return short and (_cues().naming.search(sentence) is not None or announces(sentence) is Role.SHORTCOMINGS)


def is_resolve(clause: str) -> bool:
    """Whether a clause only says that the problems before it have to be solved: 需要在今后工作中着力解决."""
    return bool(_cues().resolve.match(clause))


def is_plan_lead_in(sentence: str) -> bool:
    """Whether a sentence in a plan only leads to the points, or is a slogan: 重点做好以下工作: (do the following)."""
    return _cues().plan_lead_in.stands_in(sentence.rstrip("。"))


def is_lead_in(text: str) -> bool:
    """Whether what follows `text` is a list that it announces."""
    return text.endswith(":") or is_problem_lead_in(text) or is_plan_lead_in(text)


def goes_on(sentence: str) -> bool:
    """Whether a sentence of a plan only goes on with the one before it: 切实提升水平 (and so raise the level)."""
    return len(sentence) < _LONGEST_CONTINUATION and bool(_cues().goes_on.match(sentence))


def within_sentence(sentence: str) -> int:
    """Where in a sentence the problems begin, behind a general admission: …仍有差距:宣传单一 (there are still gaps: …)."""
    for match in _cues().within.finditer(sentence, 0, _LONGEST_LEAD_IN):
        lead = sentence[: match.start()]
        if _is_known(lead) or (match[0].startswith(":") and is_problem_lead_in(lead)):
            return match.end()
    return 0
