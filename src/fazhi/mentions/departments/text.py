"""Where a name begins, and which stretches of the text are closed to the rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from fazhi.mentions.departments.tables import HAN, tables

_TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》)*》")
_QUOTED = re.compile(r"“[^“”\n]{1,60}”")
_BRACKET = re.compile(r"\((?:[^()\n]{0,40}?)?(?:(?:以下|下|统|合)简?称|简称)[^()\n]*\)")
_RUN = re.compile(rf"[{HAN}A-Za-z0-9·()]{{1,26}}\Z")
_REGION = re.compile(
    rf"^(?P<prefix>中共|中国共产党|国家税务总局|国网|国家电网)?(?:[{HAN}]{{2,5}}(?:省|市|州|自治区|地区|盟))?(?P<own>[{HAN}]{{2,4}}|[{HAN}]{{2,12}}自治|[{HAN}]{{1,4}}(?:经济技术|高新技术|经济))$"
)
_PLACE = re.compile(f"([{HAN}]{{2}})(?=[县市区镇乡旗]|街道)")
_VERBAL = re.compile("[报以代并按经请向由对送将被让年月度后前各该所次项件全执行和与及]")
_HAN = re.compile(f"[{HAN}]")
_LEADING = re.compile(r"\([^()]*\)|(?:19|20)[0-9]{2}年度?(?=[一-龥]{2})|[A-Za-z0-9()·]+(?=[一-龥])")
_REGION_FIRST = re.compile(f"[{HAN}]{{1,4}}[省市县区州旗镇][{HAN}]和")  # 平川县德和|律师事务所: 和 is part of the name
_PARTNERS = ("在", "由", "与", "和", "经", "向", "对", "请", "及")
_NEVER_NAMED = ("把", "被", "是")  # 把|业主委员会建起来, 归根到底是|合作社没办好
HIDDEN, FOUND = "□", "■"


class Board:
    """The text, with what is closed to the rules painted over: titles, quotations, and what a rule has found.

    >>> board = Board("依据《某县司法局规定》,会同县司法局")  # "by the Rules of …, with the county justice bureau"
    >>> board.text
    '依据□□□□□□□□□,会同县司法局'
    """

    def __init__(self, reading: str) -> None:
        self.reading = reading
        found = Counter(_PLACE.findall(reading))
        self.stems = tuple(stem for stem, times in found.most_common() if times > 1 and not _VERBAL.search(stem[1:]))
        text = _TITLE.sub(_hide, reading)
        text = _BRACKET.sub(_hide, text)
        self.text = _QUOTED.sub(lambda m: f"“{HIDDEN * (len(m[0]) - 2)}”", text)

    def paint(self, spans: list[tuple[int, int]]) -> None:
        """Close stretches that a rule has found."""
        if not spans:
            return
        pieces, last = [], 0
        for start, end in sorted(spans):
            if start >= last:
                pieces += [self.text[last:start], FOUND * (end - start)]
                last = end
            elif end > last:
                pieces.append(FOUND * (end - last))
                last = end
        self.text = "".join((*pieces, self.text[last:]))


def _hide(match: re.Match[str]) -> str:
    return HIDDEN * len(match[0])


def name_start(text: str, at: int, stems: Iterable[str] = ()) -> int:
    """Where the proper name begins whose ending stands at `at`: after the last word that cannot belong to it.

    `stems` are names of regions without their level: a name may begin with one, and none is cut in two.

    >>> text = "聘请湖南公衡律师事务所"  # "hired a law firm"
    >>> text[name_start(text, text.index("律师事务所")):]
    '湖南公衡律师事务所'
    """
    found = _RUN.search(text, max(0, at - 26), at)
    if found is None:
        return at
    run = found[0]
    begin = _cut(run, after=text[at : at + 4])
    for left, right in (("(", ")"), (")", "(")):
        if run.count(left, begin) != run.count(right, begin):
            begin = max(begin, run.rfind(left), run.rfind(right)) + 1
            break
    if leading := _LEADING.match(run, begin):
        begin = leading.end()
    for stem in stems:
        stands = run.rfind(stem)
        if 0 <= stands < begin < stands + len(stem) or (begin < stands and run[begin:stands] in _PARTNERS):
            begin = stands
    return found.start() + begin


def _cut(run: str, *, spare: bool = True, after: str = "") -> int:
    """Where the last edge ends; with `spare`, an edge of one character may be part of a name of two (和信, 德和).

    A word of `after`, which follows the run, may protect its end: 建设|集团.
    """
    table = tables()
    plain = table.protected.sub(lambda m: "＊" * len(m[0]), run + after)[: len(run)]
    edges = list(table.edges.finditer(plain))
    if spare and edges and len(edges[-1][0]) == 1 and edges[-1][0] not in _NEVER_NAMED:
        left, before = len(run) - edges[-1].end(), edges[-2].end() if len(edges) > 1 else 0
        if left == 1 or (left == 0 and (len(run) - before == 2 or _REGION_FIRST.fullmatch(run, before))):
            edges.pop()
    return edges[-1].end() if edges else 0


def after_edge(text: str, at: int) -> bool:
    """Does a name begin at `at`, after punctuation or a word that stands before names?"""
    if at == 0 or not _HAN.match(text[at - 1]):
        return True
    plain = text[max(0, at - 5) : at]
    return any(found.end() == len(plain) for found in tables().edges.finditer(plain)) or any(
        plain.endswith(word) for word in (*_PARTNERS, "以")
    )


def region_start(text: str, at: int) -> int:
    """Where the name of the region begins whose level word (区, 县 …) stands at `at`, or `at` itself if none is named.

    What the text says only once must stand behind punctuation or a word that precedes names, and be short.

    >>> text = "联合西岭区人民法院"  # "with the court of Hedong district"
    >>> text[region_start(text, 4):]
    '西岭区人民法院'
    """
    run = _RUN.search(text, max(0, at - 26), at)
    if run is None:
        return at
    begin = _cut(run[0], spare=False)
    name = run[0][begin:]
    inner = _REGION.match(name)
    if inner is None or name in tables().no_regions or name[1:] in tables().no_regions:
        return at
    known = (
        text.count(name + text[at]) > 1
        or inner["prefix"]
        or not {inner["own"], name[:2], name[:3]}.isdisjoint(tables().provinces)
    )
    return run.start() + begin if known or (len(name) <= 3 and not _VERBAL.search(name)) else at


def is_collective(text: str, at: int) -> bool:
    """Is what begins at `at` told to be several (各派出所, 14个街道)?"""
    if text[max(0, at - 2) : at] == "安全":  # 粮食安全|研究院 is not of all
        return False
    return tables().collective_before.search(text, max(0, at - 6), at) is not None


def is_post(text: str, end: int) -> bool:
    """Does the name of a post follow (区委|书记), so that a person is meant?"""
    return tables().posts.match(text, end) is not None
