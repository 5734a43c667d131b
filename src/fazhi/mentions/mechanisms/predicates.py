"""Quoted words that are the predicate of a sentence on problems, and name nothing: 审核力量“青黄不接”, 课程“闭门造车”."""

from __future__ import annotations

import re

_NUMBER = r"(?:第?[一二三四五六七八九十]+[、,.是]?|[(][一二三四五六七八九十0-9]+[)]|[0-9]+[、.])?"
_PROBLEMS = re.compile(
    rf"^[ ]*{_NUMBER}[^\n。;:“]{{0,14}}(?:存在|面临|问题|不足|短板|困难|薄弱|差距|原因|制约)[^\n。“]{{0,18}}$", re.M
)
_WORK = re.compile(
    rf"^[ ]*{_NUMBER}[^\n。;:“]{{0,20}}(?:安排|打算|计划|思路|下一步|[措举]|工作|做法|成效|对策|目标|整改|方向)[^\n。“]{{0,14}}$",
    re.M,
)
_ENDS = re.compile("[,。;]|[尚仍还依未屡没]|“|[、和与]“|时有|多发|频发|抬头|蔓延|滋生|反弹|等?(?:突出|明显|普遍|严重|比较)")
_CHAIN = re.compile(r"(?:“[^“”\n]{1,20}”[、和与]?)+$")
_SOME = re.compile("(?:^|[。;\n])[^。;\n,“]{0,4}(?:有的|少数|个别|一些|部分|不少|某些)[^。;\n]*$")
_DONE = re.compile("[办设开挑选用搞建挂讲评做推装配发][了起出好]?$")
_ADVERB = re.compile(
    "(?:常常|往往|经常|常年|长期|多半|大多|总是|一味|习惯于|只报|只会|只顾|只管|仍把|还把|总把|动辄|动不动|不免|难免)$"
)
_BY = re.compile("由[^,。;、“”]{2,10}$")
_AS = re.compile("[任为当][^。;,:“”\n]{0,4}$")
_ROLE = re.compile("(?:聘请|选聘|聘任|推选|选任|遴选|吸纳|特聘|聘)[^。;“”\\n]{1,40}?(?:担任|出任|为|任|当)[^。;,:“”\\n]{0,4}$")


def is_predicate(text: str, start: int, end: int) -> bool:
    """Are the words quoted at `start`–`end`, which no verb introduces, said of a subject among problems?"""
    chain = _CHAIN.search(text, max(0, start - 60), start)
    start = chain.start() if chain else start
    before = text[start - 1 : start]
    if (
        before in "名个位批支期堂节次"
        or not "\u4e00" <= before <= "\u9fff"
        or not _ENDS.match(text, end)
        or _DONE.search(text, max(0, start - 2), start)
    ):
        return False
    return _among_problems(text, start) or _SOME.search(text, max(0, start - 60), start) is not None


def is_done_by(text: str, start: int, end: int) -> bool:
    """Are the words quoted at `start`–`end` what somebody does among problems (教材由办公室“闭门造车”)?"""
    return _BY.search(text, max(0, start - 12), start) is not None and is_predicate(text, start, end)


def is_adverbial(text: str, start: int) -> bool:
    """Does an adverb or 仍把 stand before the mark at `start`, so that the words are what somebody does (常常“以停代管”)?"""
    return _ADVERB.search(text, max(0, start - 4), start) is not None


def is_role(text: str, start: int) -> bool:
    """Is somebody made what the words quoted at `start` say (聘请老支书为“土法官”)? Such a role is set up, whatever its image."""
    if _AS.search(text, max(0, start - 6), start) is None:  # asked first, for speed
        return False
    return _ROLE.search(text, max(0, start - 48), start) is not None


def _among_problems(text: str, place: int) -> bool:
    """Does `place` stand under a heading of problems, before a heading of work?"""
    problems = [heading.start() for heading in _PROBLEMS.finditer(text, 0, place)]
    if not problems:
        return False
    work = [heading.start() for heading in _WORK.finditer(text, 0, place) if heading.start() not in problems]
    return not work or work[-1] < problems[-1]
