"""The rules that find norms, one for each way of citing them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from fazhi.mentions.regulations.tables import BARE_ENDINGS, SHORTEST_LAW, bare_names, patterns
from fazhi.model import Mention, MentionKind
from fazhi.norms import Norm, national_norm, national_norms, norm_key

_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){2,90})》")
_GROUP = re.compile(r"\(([^()\n]{1,80})\)")
_NUMBER = re.compile(
    r"[一-龥]{1,10}[〔\[【(]?(?:19|20)\d{2}[〕\]】)]?第?\d{1,4}号"
    r"|[一-龥]{2,12}(?:令|公告)(?:(?:19|20)\d{2}年?)?第?\d+号"
)
_EDITION = re.compile(
    r"^(?:(?:19|20)\d{2}[-—至年]*(?:19|20)\d{2}年?|(?:19|20)\d{2}年?(?:版|修[订正]版?|本)"
    r"|修[订正]版?|修[订正]草案|试行|暂行|草案|征求意见稿)$"
)
_YEARS = re.compile(r"\((?:19|20)\d\d[—-](?:19|20)\d\d年?\)")
_POINTS = re.compile(r"20\d\d年(?:度)?(?:工作)?要点")
_DRAFT = re.compile("(?:方案|规划|办法)(?=(?:出台|印发|实施)前|(?:先后|均|已|在)?经)")
_OF_YEAR = ("计划", "要点", "方案", "实施意见")
_DECREE = re.compile(r"国务院令第(\d{1,3})号|国务院第(\d{1,3})号令")
_ALIAS = re.compile(r"(?:以下|下|统|合)?(?:简|合|统)?称[:为]?[《“]([^《》“”]{1,20})[》”]")
_DOUBLE_YEAR = re.compile(r"(?<=\()((?:19|20)\d{2})[-—至年]*((?:19|20)\d{2})年?(?=\))")
# 行政处罚法, but not 行政处罚法律文书 (legal documents), 审计法院, 民法典: the name stands whole
_BARE_END = re.compile(rf"(?:{'|'.join(BARE_ENDINGS)})(?![律治官院庭制学人条典术定]|规(?!定))")

_BROUGHT = re.compile("[、让把将]$|推动$")  # 推动宪法、森林法进林区: the law itself; but 民法典进校园, the campaign

_IMPLEMENTING = re.compile(
    "(?P<law>[一-龥]{2,24}(?:法|条例))(?P<mark>》?)(?:及|和|与)(?:其|相关|配套的?)?(?P<rule>实施条例)(?![一-龥]?》)"
)

Rule = Callable[[str, str], Iterator[Mention]]


def clean_title(inner: str) -> str:
    """The text between 《》 as a name: spans of years in one form, titles inside in 〈〉.

    >>> clean_title("法治政府建设实施纲要(20212025年)")  # the dash was lost
    '法治政府建设实施纲要(2021-2025年)'
    """
    name = _DOUBLE_YEAR.sub(r"\1-\2年", inner.replace("《", "〈").replace("》", "〉"))
    return re.sub(r"(?<=\d)—(?=\d)", "-", name)


def titled(reading: str, masked: str) -> Iterator[Mention]:
    """落实《法治政府建设实施纲要》(2021—2025年)(以下简称《纲要》): a title, what follows it in brackets, its short name."""
    closed = 0
    for found in _TITLE.finditer(reading):
        if found.start() < closed:  # 《纲要》 in the bracket that introduces it
            continue
        name, end = clean_title(found[1]), found.end()
        number = alias = None
        while group := _GROUP.match(reading, end):
            pieces = [piece.strip() for piece in re.split(r"[,;]", group[1])]
            editions = [piece for piece in pieces if _EDITION.match(piece)]
            numbers, aliases = _NUMBER.search(group[1]), _ALIAS.search(group[1])
            if not (editions or numbers or aliases):
                break
            if editions and not name.endswith(")"):
                name = clean_title(f"{name}({editions[0]})")
            number = number or (numbers[0] if numbers else None)
            alias = alias or (aliases[1] if aliases else None)
            closed = group.end()
            if editions and not (numbers or aliases):
                end = group.end()
                continue
            break
        yield _mention(name, found.start(), end if reading[found.end() : end] else found.end(), reading, number, alias)


def _mention(name: str, start: int, end: int, reading: str, number: str | None, alias: str | None) -> Mention:
    """A title as a mention: under its official name where the table has it; what is none gets the category "none"."""
    table = patterns()
    known = national_norm(name)
    if known is not None:
        rule, confidence = "regulation.known-title", 0.98
        return Mention(MentionKind.REGULATION, start, end, known.official, rule, confidence, known.kind, number, alias)
    key = norm_key(name)
    if key in table.generic:
        return Mention(MentionKind.REGULATION, start, end, name, "regulation.short-title", 0.8, None, number, alias)
    is_norm = bool(table.ending.search(key))
    shown = table.no_before.search(reading, max(0, start - 4), start) or table.no_after.match(reading, end)
    if table.no_ending.search(key) or (not is_norm and shown):
        return Mention(MentionKind.REGULATION, start, end, name, "regulation.no-norm", 0.1, "none", number, alias)
    rule, confidence = ("regulation.title", 0.95) if is_norm else ("regulation.title-of-another-form", 0.6)
    return Mention(MentionKind.REGULATION, start, end, name, rule, confidence, None, number, alias)


def known_bare(reading: str, masked: str) -> Iterator[Mention]:
    """学习新修订的行政复议法和民法典: laws that the table has, without 《》."""
    names, lengths = bare_names()
    for found in _BARE_END.finditer(masked):
        end = found.end()
        near = lengths.get(masked[max(0, end - SHORTEST_LAW) : end], ())
        length = next((n for n in near if n <= end and masked[end - n : end] in names), None)
        if length is None:
            continue
        start = end - length
        if not patterns().campaign.match(masked, end) or (
            masked[end] == "进" and _BROUGHT.search(masked, max(0, start - 2), start)
        ):
            known = national_norms()[masked[start:end]]
            yield Mention(MentionKind.REGULATION, start, end, known.official, "regulation.known-bare", 0.9, known.kind)


def yearly(reading: str, masked: str) -> Iterator[Mention]:
    """围绕2023年某区法治政府建设年度工作要点: the work points of a year, without 《》."""
    for found in patterns().yearly.finditer(masked):
        yield Mention(MentionKind.REGULATION, found.start(), found.end(), found[0], "regulation.yearly-bare", 0.75)
    for year in _POINTS.finditer(masked):  # rare, found first for speed
        body = patterns().points.search(masked, max(0, year.start() - 16), year.end())
        if body is not None:
            yield Mention(MentionKind.REGULATION, body.start(), body.end(), body[0], "regulation.yearly-bare", 0.75)


def dated(reading: str, masked: str) -> Iterator[Mention]:
    """落实某市法治政府建设实施方案(2021—2025年): a plan with its years, without 《》."""
    for years in _YEARS.finditer(masked):  # rare, found first for speed
        found = patterns().dated.search(masked, max(0, years.start() - 32), years.end())
        if found is None:
            continue
        name = clean_title(found[1])
        yield Mention(MentionKind.REGULATION, found.start(1), found.end(1), name, "regulation.dated-bare", 0.75)


def made(reading: str, masked: str) -> Iterator[Mention]:
    """出台容缺办理指导意见 ("brought out guiding opinions on …"): a document of the body's own making, without 《》."""
    for found in patterns().made.finditer(masked):
        start, end = found.span(found.lastindex or 0)
        yield Mention(MentionKind.REGULATION, start, end, masked[start:end].strip("“”"), "regulation.made-bare", 0.7)


def decided(reading: str, masked: str) -> Iterator[Mention]:
    """夜市布点调整方案经两轮公示 ("the plan was twice shown to the public"): what goes the way of a decision, without 《》."""
    for draft in _DRAFT.finditer(masked):  # rare, found first for speed
        found = patterns().decided.search(masked, max(0, draft.start() - 20), draft.end() + 20)
        if found is not None and found.end() == draft.end():
            yield Mention(MentionKind.REGULATION, *found.span(1), found[1], "regulation.made-bare", 0.65)


def implementing(reading: str, masked: str) -> Iterator[Mention]:
    """落实《消防法》及其实施条例 ("the law and the regulations for its implementation"): named after the law, 《》 or not."""
    for found in _IMPLEMENTING.finditer(reading):
        law, titled = found["law"], found["mark"] == "》"
        names = (law[i:] + found["rule"] for i in range(1 if titled else len(law) - 1))
        known = next(filter(None, map(national_norm, names)), None)
        if known or titled:
            name, kind = (known.official, known.kind) if known else (law + found["rule"], "administrative-regulation")
            yield Mention(MentionKind.REGULATION, *found.span("rule"), name, "regulation.implementing", 0.85, kind)


def emergency(reading: str, masked: str) -> Iterator[Mention]:
    """完善某街道突发事件综合应急预案: an emergency plan under its own name, without 《》."""
    for found in patterns().emergency.finditer(masked):
        yield Mention(MentionKind.REGULATION, found.start(1), found.end(1), found[1], "regulation.emergency-bare", 0.75)


def publicity(reading: str, masked: str) -> Iterator[Mention]:
    """落实“八五”普法规划: the five-year plan of legal publicity, by its number."""
    for found in patterns().publicity.finditer(masked):
        words = found[0].replace("“", "").replace("”", "")
        if words.endswith(_OF_YEAR):  # 制定“八五”普法年度计划 is a plan of the body's own
            name = f"“{found[1]}五”{words[2:]}"
            yield Mention(MentionKind.REGULATION, *found.span(), name, "regulation.publicity-plan", 0.8)
            continue
        name = f"“{found[1]}五”普法规划"
        known = national_norm(name)
        is_plan = found[0].endswith("规划")  # 启动“八五”普法 names a drive
        confidence, rule = (0.95, "regulation.publicity-plan") if is_plan else (0.6, "regulation.publicity-drive")
        official = known.official if known else name
        yield Mention(MentionKind.REGULATION, found.start(), found.end(), official, rule, confidence, "plan")


def collective(reading: str, masked: str) -> Iterator[Mention]:
    """围绕“一规划两纲要”: one plan and two outlines under one name."""
    for found in patterns().collective.finditer(masked):
        yield Mention(MentionKind.REGULATION, found.start(), found.end(), found[1], "regulation.collective", 0.6, "plan")


def constitution(reading: str, masked: str) -> Iterator[Mention]:
    """领学宪法、民法典 ("led the study of the Constitution and the Civil Code"): the Constitution beside a law."""
    for found in patterns().constitution.finditer(masked):
        name = "中华人民共和国宪法"
        yield Mention(MentionKind.REGULATION, found.start(), found.end(), name, "regulation.known-bare", 0.85, "constitution")


def five_year(reading: str, masked: str) -> Iterator[Mention]:
    """落实“十四五”民政事业发展规划 ("the 14th five-year plan for civil affairs"): a plan by its period and subject."""
    for found in patterns().five_year.finditer(masked):
        yield Mention(MentionKind.REGULATION, found.start(), found.end(), found[0], "regulation.five-year-plan", 0.7, "plan")


@cache
def _by_number() -> dict[str, Norm]:
    """The norms of the table that have a number (文号, or that of a decree), by it."""
    return {norm.number: norm for norm in national_norms().values() if norm.number}


def by_number(reading: str, masked: str) -> Iterator[Mention]:
    """执行国办发〔2018〕118号文件 ("document No. 118 of 2018"): a document of the table, by its number alone."""
    for found in patterns().number.finditer(masked):
        text, end = found[0], found.end()
        norm = next((_by_number()[text[i:]] for i in range(len(text)) if text[i:] in _by_number()), None)
        if norm is not None and "□" not in masked[max(0, found.start() - 2) : found.start()]:
            start = end - len(norm.number)
            yield Mention(MentionKind.REGULATION, start, end, norm.official, "regulation.number", 0.85, norm.kind, norm.number)


def by_decree(reading: str, masked: str) -> Iterator[Mention]:
    """依据国务院令第722号 ("by Decree No. 722 of the State Council"): by the number alone; in brackets it belongs to a title."""
    for found in _DECREE.finditer(masked):
        if masked[found.start() - 1 : found.start()] not in ("(", "□"):
            number = f"国务院令第{found[1] or found[2]}号"
            norm = _by_number().get(number)
            name, kind = (norm.official, norm.kind) if norm else (number, "administrative-regulation")
            yield Mention(MentionKind.REGULATION, found.start(), found.end(), name, "regulation.number", 0.8, kind, number)


def standards(reading: str, masked: str) -> Iterator[Mention]:
    """执行GB/T33000-2016 ("follows the standard GB/T 33000-2016"): a standard without a title."""
    for found in patterns().standard.finditer(masked):
        if not masked.endswith("□(", 0, found.start()):
            name = found[0].replace("—", "-")
            yield Mention(MentionKind.REGULATION, found.start(), found.end(), name, "regulation.standard", 0.8, "standard")


RULES: tuple[Rule, ...] = (
    titled,
    publicity,
    collective,
    constitution,
    five_year,
    yearly,
    dated,
    made,
    decided,
    implementing,
    emergency,
    known_bare,
    by_number,
    by_decree,
    standards,
)
