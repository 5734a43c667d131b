"""What a part is for: roles told by headings, by sentences that turn to another subject, and by how a problem sounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from fazhi.matching.scanning import Either, Scanner
from fazhi.model import Role
from fazhi.resources import either, lexicon
from fazhi.sentences import clauses

_YEAR = re.compile(r"(20\d\d)年")
_DIGITS = "〇一二三四五六七八九"
_CHINESE_YEAR = re.compile(r"二[〇○零O0oＯ]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])(?=年)")
_AHEAD = re.compile(r"(?:因此|为此|对此|同时|展望)?,?(?:在)?(20\d\d)年")
_LONGEST_HEADING = 48
_LONGEST_NAMING = 40  # of a sentence in front of a list of problems
_LONGEST_CONTINUATION = 40
_SHORTEST_MEMBER = 5
_PLANS = 3  # clauses of one sentence, or more, are each a plan of its own
_TOLD = 2  # clauses with a problem before 仍有差距 (there are still gaps): it then closes a list and leads to none
_LONGEST_SERIES = 200  # characters of a lead-in, or from the end of a clause


@dataclass(frozen=True, slots=True)
class HeadingRole:
    """The role that a heading tells; `generic` where the heading names nothing but the role."""

    role: Role
    generic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cues:
    headings: tuple[tuple[re.Pattern[str], HeadingRole], ...]
    turns: tuple[tuple[re.Pattern[str], Role], ...]
    aims: re.Pattern[str]
    will: re.Pattern[str]
    openers: re.Pattern[str]
    weak: re.Pattern[str]
    sure: re.Pattern[str]
    frank: re.Pattern[str]
    lasting: re.Pattern[str]
    handled: Scanner
    not_handled: re.Pattern[str]
    objects: re.Pattern[str]
    moreover: re.Pattern[str]
    deficit: re.Pattern[str]
    problem_lead_in: Either
    naming: re.Pattern[str]
    within: re.Pattern[str]
    series: re.Pattern[str]
    resolve: re.Pattern[str]
    plan_lead_in: Either
    goes_on: re.Pattern[str]
    meets: tuple[re.Pattern[str], ...]


@cache
def _cues() -> _Cues:
    table = lexicon("outline")
    turn, admission, problem, plan = (table[name] for name in ("turn", "admission", "problem", "plan"))
    return _Cues(
        headings=tuple((re.compile(row["pattern"]), HeadingRole(Role(row["role"]), row["generic"])) for row in table["heading"]),
        turns=((either(turn["causes"]), Role.CAUSES), (either(turn["plans"]), Role.PLANS)),
        aims=re.compile(turn["aims"]),
        will=re.compile(table["among"]["will"]),
        openers=either(admission["openers"]),
        weak=re.compile(admission["weak_openers"]),
        sure=re.compile(admission["sure_openers"]),
        frank=re.compile(admission["frank_openers"]),
        lasting=re.compile(admission["lasting"]),
        handled=Scanner(admission["handled"]),
        not_handled=re.compile(admission["not_handled"]),
        objects=re.compile(admission["objects"]),
        moreover=re.compile(admission["moreover"]),
        deficit=re.compile(problem["deficit"]),
        problem_lead_in=Either([pattern.replace("{whole}", problem["whole"]) for pattern in problem["lead_in"]]),
        naming=re.compile(problem["naming"]),
        within=re.compile(problem["within"]),
        series=re.compile(problem["series"]),
        resolve=re.compile(problem["resolve"]),
        plan_lead_in=Either(plan["lead_in"]),
        goes_on=re.compile(plan["goes_on"]),
        meets=tuple(map(re.compile, plan["meets"])),
    )


def heading_role(heading: str, year: int | None = None) -> HeadingRole | None:
    """The role that a heading (without its number) tells, in a report on `year`.

    >>> heading_role("存在的不足及下一步打算")  # "Shortcomings and next steps"
    HeadingRole(role=<Role.SHORTCOMINGS: 'shortcomings'>, generic=True)
    >>> heading_role("2024年重点工作", year=2023).role  # "Key work of 2024"
    <Role.PLANS: 'plans'>
    >>> heading_role("聚焦源头治理,着力破解物业纠纷顽疾") is None  # "Attack the causes of property disputes"
    True
    """
    if len(heading) > _LONGEST_HEADING:
        return None
    heading = _with_digits(heading)
    ahead = year is not None and (match := _YEAR.match(heading)) is not None and int(match[1]) > year
    for pattern, told in _cues().headings:
        if pattern.search(heading):
            if ahead and told.role is Role.ACHIEVEMENTS and told.generic:
                return HeadingRole(Role.PLANS, True)
            return told
    return HeadingRole(Role.PLANS, True) if ahead else None


def _with_digits(text: str) -> str:
    """The text with years in digits: 二〇一八年 becomes 2018年."""
    return (
        text
        if "二" not in text
        else _CHINESE_YEAR.sub(lambda m: "20" + "".join(str(max(0, _DIGITS.find(c))) for c in m.groups()), text)
    )


@cache
def _columns() -> tuple[tuple[re.Pattern[str], Role], ...]:
    table = lexicon("columns")
    roles = {"problem": Role.SHORTCOMINGS, "cause": Role.CAUSES, "remedy": Role.PLANS}
    return tuple((re.compile(table[name]), role) for name, role in roles.items())


def column_role(head: str) -> Role | None:
    """The role of what stands in a column of a table, by its head: 存在问题 (problems), 整改措施 (remedies)."""
    return next((role for pattern, role in _columns() if pattern.match(head)), None)


def turn_role(sentence: str, year: int | None = None) -> Role | None:
    """The role to which a sentence turns by its beginning.

    >>> turn_role("下一步将会同县档案馆补建林权档案。")  # "Next, with the county archives, we will …"
    <Role.PLANS: 'plans'>
    >>> turn_role("究其原因,主要是:数据标准不统一。")  # "Looking for the cause, it is mainly that …"
    <Role.CAUSES: 'causes'>
    """
    sentence = _with_digits(sentence[:_LONGEST_SERIES])
    for pattern, role in _cues().turns:
        if pattern.match(sentence):
            return role
    match = _AHEAD.match(sentence)
    if year is None or match is None or int(match[1]) <= year:
        return None
    return Role.PLANS if _cues().will.search(sentence[:40]) or _cues().aims.match(sentence, match.end()) else None


def has_deficit(text: str) -> bool:
    """Whether a problem of its own is told: 执法力量薄弱 (enforcement is understaffed)."""
    return bool(_cues().deficit.search(text))


def is_problem_lead_in(sentence: str) -> bool:
    """Whether a sentence admits that there are problems and names none.

    >>> is_problem_lead_in("工作中还存在一些短板。")  # "There are still some weak points in the work."
    True
    >>> is_problem_lead_in("存在重实体、轻程序的问题。")  # "There is the problem of neglecting procedure."
    False
    """
    plain = sentence.rstrip("。:;,")
    return _cues().problem_lead_in.stands_in(plain) and sum(map(has_deficit, plain.split(",")[:-1])) < _TOLD


def names_problems(sentence: str) -> bool:
    """Whether a short sentence names problems as such, and not what was done about them.

    >>> [names_problems(x) for x in ("工作中的差距也很明显。", "针对上述问题抓好整改。")]  # "the gaps are plain", "set right …"
    [True, False]
    """
    return len(sentence) <= _LONGEST_NAMING and _cues().naming.search(sentence) is not None


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
    for match in _cues().within.finditer(sentence, 0, _LONGEST_SERIES):
        if is_problem_lead_in(sentence[: match.start()]):
            return match.end()
    return 0


def problem_members(clause: str) -> list[tuple[int, int]]:
    """The problems coordinated in one clause, where each has a predicate of its own.

    >>> text = "仍存在干部法治意识不强、执法力量不足等问题。"  # "There are still officials of weak …, too few …, and such."
    >>> [text[a:b] for a, b in problem_members(text)]
    ['干部法治意识不强', '执法力量不足']
    """
    match = _cues().series.search(clause, max(0, len(clause) - _LONGEST_SERIES))
    if match is None:
        return []
    members = _coordinated(clause, *match.span("list"), "[、,]")
    return members if len(members) > 1 and all(_is_member(clause[a:b]) for a, b in members) else []


def met_problems(sentence: str) -> list[tuple[int, int]]:
    """The problems that a plan says it takes up, where each has a predicate of its own.

    >>> text = "针对执法人手偏紧、普法形式老套等问题,重点抓好三项工作"  # "In view of too few officers, stale publicity …"
    >>> [text[a:b] for a, b in met_problems(text)]
    ['执法人手偏紧', '普法形式老套']
    >>> met_problems("针对上述问题,重点抓好三项工作")  # "In view of the above problems …"
    []
    """
    for pattern in _cues().meets:
        match = pattern.search(sentence, 0, _LONGEST_SERIES)
        if match is None:
            continue
        start, end = next(match.span(name) for name in pattern.groupindex)
        members = _coordinated(sentence, start, end, "[,;]" if re.search("[,;]", sentence[start:end]) else "、")
        found: list[tuple[int, int]] = []
        for a, b in members:  # a member without a problem of its own goes on with the one before: 年龄老化、后继乏人
            if _is_member(sentence[a:b]) or not found:
                found.append((a, b))
            else:
                found[-1] = (found[-1][0], b)
        if all(_is_member(sentence[a:b]) for a, b in found):
            return found
    return []


def plan_members(reading: str, start: int, end: int) -> list[tuple[int, int]]:
    """The plans of one sentence: the clauses of a list after a colon, or three clauses and more; else the whole sentence.

    >>> text = "2022年重点抓好两项工作:组建监督专员队伍;招录法制审核人员。"  # "… two things: set up …; recruit …"
    >>> [text[a:b] for a, b in plan_members(text, 0, len(text))]
    ['组建监督专员队伍;', '招录法制审核人员。']
    """
    colon = reading.find(":", start, end)
    if colon < 0 or ";" not in reading[colon:end] or not is_lead_in(reading[start : colon + 1]):
        parts = list(clauses(reading, start, end))
        return parts if len(parts) >= _PLANS else [(start, end)]
    return list(clauses(reading, colon + 1, end))


def _coordinated(text: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """The members of a coordination at `start`–`end`."""
    cuts = [start, *(m.end() for m in re.compile(marks).finditer(text, start, end)), end + 1]
    return [(a, b - 1) for a, b in pairwise(cuts)]


def _is_member(text: str) -> bool:
    return len(text) >= _SHORTEST_MEMBER and has_deficit(text)


def opener_length(unit: str) -> int:
    """Length of the words that open an admission and are no part of its text: 不足的是, (what falls short is)."""
    length = 0
    while (match := _cues().openers.match(unit, length)) and match.end() > length:
        length = match.end()
    return length


def opens_admission(unit: str) -> bool:
    """Whether a clause opens with words that lead to nothing but a problem: 遗憾的是 (it is to be regretted that)."""
    length = opener_length(unit)
    return length > 0 and not _cues().weak.fullmatch(unit[:length])


def objection_length(unit: str, *, told: bool) -> int:
    """Length of 但 (but) at the beginning of a clause, or where a problem has been `told` before it, of 此外 (besides)."""
    match = _cues().objects.match(unit) or (_cues().moreover.match(unit) if told else None)
    return match.end() if match else 0


def is_frank(opener: str) -> bool:
    """Whether an opener announces a look at all that falls short, not at one: 也要清醒地看到, (it must also be seen that)."""
    return bool(_cues().frank.search(opener))


def is_handled(unit: str) -> bool:
    """Whether a problem is told as dealt with: 发现问题15个,均已整改 (15 faults were found, all are mended).

    仍未杜绝 (still not rooted out) and 重现场处置、轻取证 (care for action, not for proof) say the contrary.
    """
    matches = _cues().handled.finditer(unit)
    return any(_cues().not_handled.search(unit, max(0, match.start() - 4), match.start()) is None for match in matches)


def is_admission(unit: str, *, outright: bool) -> bool:
    """Whether a clause amid the achievements admits a problem that lasts.

    `outright`: also where nothing but its predicate says so.

    >>> is_admission("美中不足的是山林权属纠纷仍然多发。", outright=False)  # "The one blemish: forest disputes are frequent."
    True
    >>> is_admission("发现执法问题15个,均已整改到位。", outright=True)  # "15 faults were found and all are mended."
    False
    """
    cues = _cues()
    length = opener_length(unit)
    rest = unit[length:]
    if is_problem_lead_in(rest):
        return False
    if length and not cues.weak.fullmatch(unit[:length]):
        is_sure = unit[length - 1] == ":" or cues.sure.search(unit[:length]) is not None
        return not is_handled(rest) if is_sure else has_deficit(rest)
    if is_handled(rest):
        return False
    if length and unit[0] in "但然不可只":
        return has_deficit(rest)
    return outright and bool(cues.lasting.search(rest))
