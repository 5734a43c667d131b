"""Names of quoted words alone (打造“政商会客厅”, "merchants' parlour"), where words and place do not speak against them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fazhi.mentions.mechanisms.judge import reason_against_place, reason_against_words
from fazhi.mentions.mechanisms.kinds import DEFAULT, RIDES, kind_of_noun, kind_of_verb, kind_of_words
from fazhi.mentions.mechanisms.predicates import is_adverbial, is_done_by, is_predicate, is_role
from fazhi.mentions.mechanisms.quoted_place import extended, introduced
from fazhi.mentions.mechanisms.tables import tables
from fazhi.mentions.mechanisms.text import QUOTED, SPOKEN, Found, mention
from fazhi.model import Mention

_TOGETHER = re.compile("[双三](?:[审签查评核检])")  # 图纸由港航站和引航站“双审”
_SO_MANY = re.compile(r"[0-9]+(?:余|多)?(?:人|支|处|名|场|次|队)")  # 夜间“守塘哨”28人

_HEADING = re.compile(
    r"(?:^|\n)[(]?[一二三四五六七八九十0-9]+[)、.](?:聚力|聚焦|突出|紧扣|锚定|着眼|着力|立足|围绕|狠抓|注重)$"
)  # 三、聚力“护航提速”,…
_SUM = re.compile(r"[一-龥]{3,8}制(?:\+[一-龥]{3,8}制)+")
_ROLE = ("员", "官")  # 聘请“船闸观察员”暗访: what such people do tells no kind
_PUT = re.compile("(?:推行|试行|开设|创办|举办|开办|推出|打造)了?$")
_MEETINGS = ("会", "课", "课堂", "讲堂")  # 推行“渡口边的评理会” ("meetings by the ferry")
_PERSONS = re.compile(r"[0-9]+(?:余|多)?[名人](?!次)")

_ON_TOUR = re.compile("[进入下走送][^,。;:、“”\n]{1,4}(?:系列|主题)?(?:活动|行动)")  # “护薯大篷车”|进村屯活动


def quoted_alone(text: str, found: Found) -> Iterator[Mention]:
    """打造“政商会客厅” ("merchants' parlour"): quotation marks alone, where words and place do not speak against it."""
    for match in QUOTED.finditer(text):
        core, end = match[1], match.end()
        if found.takes(match.start(), end):
            continue
        if _SUM.fullmatch(core):
            yield from _of_sum(match)
            continue
        if shared := _shared_campaign(text, match, found):
            found.fresh.add(end)
            yield shared
            continue
        if is_role(text, match.start()) and len(core) > 1:
            yield mention(match.start(), end, core, "role", 0.8, DEFAULT)
            continue
        if reason_against_words(core) or is_adverbial(text, match.start()):
            continue
        if core == "回头看" and text.startswith("反馈", end):
            continue  # 整改督察“回头看”反馈问题 ("what the inspectors told us")
        if _HEADING.search(text, max(0, match.start() - 8), match.start()):
            continue
        if tables().honour.search(core) and tables().honoured.search(text, max(0, match.start() - 24), match.start()):
            continue  # 评选“十佳执法标兵” ("the ten best …"): a title that somebody is given
        told = DEFAULT if tables().fixed.search(core) else kind_of_words(core)
        telling = told is not None
        if reason_against_place(text, match.start(), end, telling=telling):
            continue
        put = _PUT.search(text, max(0, match.start() - 4), match.start()) and core.endswith(_MEETINGS)
        if not telling and "的" in core and not put and not tables().performed.match(text, end):
            continue  # 让“沉默的大多数”发声 ("the silent many"): described, not named
        start, name = extended(text, match)
        if (len(name) < 3 and not _TOGETHER.fullmatch(name)) or (
            not telling and not introduced(text, start, found) and _is_remark(text, start, end, name)
        ):
            continue
        if not telling and is_done_by(text, start, end):
            continue
        listed = None if core.endswith(_ROLE) else tables().list_tail.match(text, end)
        shown = kind_of_verb(text[max(0, match.start() - 8) : match.start()], core)
        kind = told or (tables().head_kinds[listed[1]] if listed else None) or shown or kind_of_noun(core) or DEFAULT
        if shown in ("campaign", "brand") and tables().either.search(core):
            kind = shown
        elif told == "platform" and _ON_TOUR.match(text, end):
            kind = "campaign"
        elif kind == DEFAULT and not telling and text.startswith("为主题", end):
            kind = "campaign"  # 以“渔歌传法”为主题 ("under the motto …") tells of what is held
        if kind == "platform" and (_PERSONS.match(text, end) or (not told and core.endswith(_ROLE))):
            kind = DEFAULT  # 派出“船舶管家”12名 ("12 stewards of ships"), 设立“库区巡护员”
        elif RIDES.match(text, end):
            kind = "campaign"  # 开行“返乡巴士”6趟 ("six rides")
        sure = 0.8 if told or shown else 0.6
        found.fresh.add(end)
        yield mention(start, end, name, "quoted", sure, kind)


def _of_sum(match: re.Match[str]) -> Iterator[Mention]:
    """实行“船舶档案制+靠泊预约制” ("files of ships and berths by appointment"): each system of a sum."""
    for system in re.finditer("[^+]+", match[1]):
        start = match.start(1) + system.start()
        alias = None if system.start() else match[1]
        yield mention(start, start + len(system[0]), system[0], "quoted", 0.8, "system", alias=alias)


def _shared_campaign(text: str, match: re.Match[str], found: Found) -> Mention | None:
    """开展“铁拳”“春雷”系列行动 (operations "Iron Fist" and "Spring Thunder"): short or spoken words with the head of the last."""
    core, table = match[1], tables()
    spoken = core.startswith(SPOKEN)
    if not spoken and (len(core) > 2 or reason_against_words(core, headed=True)):
        return None
    listed = table.list_tail.match(text, match.end())
    if listed is None or table.head_kinds[listed[1]] != "campaign" or not introduced(text, match.start(), found):
        return None
    name = core if spoken else core + listed[1].removeprefix("系列")
    return mention(match.start(), match.end(), name, "quoted", 0.8, "campaign", alias=core)


def _is_remark(text: str, start: int, end: int, name: str) -> bool:
    """Are quoted words that no verb introduces a remark: a complaint, or the verb of the sentence (对28家企业“拉网”)?"""
    if _SO_MANY.match(text, end) and name == text[start + 1 : end - 1]:
        return False
    if len(name) == 3 or tables().complaint_after.match(text, end) or is_predicate(text, start, end):
        return True
    return len(name) == 4 and tables().object_before.search(text, max(0, start - 30), start) is not None
