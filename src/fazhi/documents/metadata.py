"""What a report says of itself: issuer, year, level, region, document number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from fazhi.documents.bodies import Ending, ending_of
from fazhi.documents.header import DOCUMENT_NUMBER
from fazhi.documents.issuer import issuer_of_text
from fazhi.documents.regions import MUNICIPALITIES, level_of, shared_names, split_regions
from fazhi.documents.title import YEAR, issuer_part, without_cited
from fazhi.matching.alternation import any_of
from fazhi.model import Dropped, Level, Metadata
from fazhi.resources import lexicon

_LAST_MONTHS = 10  # a report that comes out in October or later is one of that year
_SPAN = re.compile(r"\((?:19|20)\d{2}年?—[^()]*\)")  # (2021—2025年), of a plan
_OPENING = re.compile(r"现(?:就|将|对|把)[^。]*如下")
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九〇○零O", "1234567890000")
_WITH_ITS_PARTY = re.compile(  # 某县水利局党组、某县水利局
    r"^(?=(?P<own>[一-龥]{3,20}?)党[组委])(?P<party>[一-龥]+?党[组委])[、和\s]*(?P<state>(?P=own))$"
)
_NATIONAL = re.compile(r"国家|国务院|最高人民|[一-龥]{2,10}(?<!武装)部(?:党组)?$|(?:海关总|审计)署")  # a body below no region
_PARTY_AND_STATE = re.compile(
    r"^(?P<party>中共[一-龥]+?(?:委员会|党委|工委|党组))[、和\s]*(?P<state>[一-龥]+(?:政府|办事处|局|厅|管委会|管理委员会))$"
)


def year_of(title: str, paragraphs: Iterable[str]) -> int | None:
    """The year that a report reports on: from its title, else from the sentence that opens it, else from the first sentences.

    >>> year_of("", ["对照《法治政府建设实施纲要(2021—2025年)》,我镇扎实工作。现将2023年工作报告如下:"])  # "… 2023 is reported"
    2023
    """
    told = [_SPAN.sub("", without_cited(paragraph)) for paragraph in paragraphs]
    opening = [found[0] for text in told if (found := _OPENING.search(text))]
    for text in (title, *opening, *told):
        if found := YEAR.search(text):
            return int(found[1] or found[2].translate(_CHINESE_DIGITS))
    return None


def year_before(published: str | None) -> int | None:
    """The year that a page of a date (YYYY-MM-DD) most likely reports on: reports are due by the end of March of the next.

    >>> year_before("2024-01-26"), year_before("2024-12-20"), year_before(None)
    (2023, 2024, None)
    """
    if not published:
        return None
    return int(published[:4]) - (int(published[5:7]) < _LAST_MONTHS)


def metadata_of(
    *,
    title: str,
    title_start: int,
    title_end: int,
    paragraphs: list[str],
    dropped: Iterable[Dropped],
    stem: str,
    header: Mapping[str, str] | None = None,
) -> Metadata:
    """Metadata from the reading text: `title` as read, `paragraphs` below it, lines dropped as noise, name of the file.

    `header` is what the page says outside of the text (`header.header_of`).
    """
    header = header or {}
    name = issuer_part(title) or issuer_of_text(paragraphs, dropped, stem)
    if not name and ending_of(header.get("issuer", "")):
        name = header["issuer"]
    year = year_of(title, paragraphs[:3])
    if year is None and (in_name := YEAR.search(stem)):
        year = int(in_name[1]) if in_name[1] else None
    known = Metadata(
        title=title,
        title_start=title_start,
        title_end=title_end,
        issuers=(),
        year=year,
        document_number=next((p for p in paragraphs[:3] if DOCUMENT_NUMBER.fullmatch(p)), None) or header.get("number"),
        published=header.get("published") or header.get("written"),
        url=header.get("url"),
        index_number=header.get("index"),
    )
    return with_issuer(known, name, paragraphs)


def with_issuer(known: Metadata, name: str, paragraphs: list[str]) -> Metadata:
    """Metadata with all that the name of the issuer tells: its own name, level, kind of body and region."""
    issuers = _issuers(name)
    regions, rest = split_regions(issuers[-1]) if issuers else ((), "")
    ending = ending_of(rest) or (ending_of(issuers[-1]) if issuers else None)
    level = _level(ending, regions, issuers[-1] if issuers else "")
    region = _region_path(regions, level, ending, paragraphs)
    return replace(
        known,
        issuers=tuple(_own_name(issuer) for issuer in issuers),
        level=level,
        body="party" if issuers and issuers[-1].startswith("中共") else ending.body if ending else "other",
        head=ending.head if ending else "",
        region=region,
    )


def _issuers(name: str) -> tuple[str, ...]:
    """One body, or two where a Party committee and a government report together (the government last)."""
    if both := _PARTY_AND_STATE.match(name) or _WITH_ITS_PARTY.match(name):
        return both["party"], both["state"]
    return (name,) if name else ()


def _own_name(name: str) -> str:
    """The name of a body as a reader would give it: a subdistrict or government without its superior region."""
    _, rest = split_regions(name)
    ending = ending_of(rest)
    if ending is None or ending.body not in ("subdistrict", "government") or name.startswith("中共"):
        return name
    if ending.body == "subdistrict":
        return re.sub(r"街(?:道(?:办事处|办|党工委|工委|工作委员会)?)?$", "街道", rest)
    if rest.endswith(("委会", "管理委员会", "园区", "发区", "新区", "范区", "税区")) and not rest.endswith("政府"):
        return rest
    return re.sub(r"(?:人民政府|政府)?$", "人民政府", rest, count=1)


def _level(ending: Ending | None, regions: tuple[str, ...], name: str) -> Level | None:
    if ending is not None and ending.body in ("subdistrict", "government") and ending.level is not None:
        if ending.head == "市" and regions and level_of(regions[-1]) is Level.PREFECTURE:
            return Level.COUNTY
        return Level.PROVINCE if any(name.startswith(m) for m in MUNICIPALITIES) and ending.head == "市" else ending.level
    if regions:
        return level_of(regions[-1])
    if found := re.match(r"[省市州区县旗镇乡]", name):
        return level_of(found[0])
    return Level.NATION if _NATIONAL.match(name) else None


def _region_path(regions: tuple[str, ...], level: Level | None, ending: Ending | None, paragraphs: list[str]) -> tuple[str, ...]:
    """The regions above or around the issuer, from its name; the nearest one from the text, where the name has none.

    A region further up is taken from the text only where the nearest one's name is borne by several (鼓楼区 stands in six
    cities): what one year's report happens to say must not change the names of the bodies of that region.
    """
    order = (Level.COUNTY, Level.PREFECTURE, Level.PROVINCE)
    path = {found: region for region in regions if (found := level_of(region)) is not None}
    own = level if ending is not None and ending.body == "government" else None
    named: list[str] | None = None
    for wanted in order:
        nearest = next((path[known] for known in order if known in path), None)
        if wanted in path or (nearest is not None and nearest not in shared_names()):
            continue
        if level in order and order.index(wanted) < order.index(level) + (level is own):
            continue
        named = _named_regions(paragraphs) if named is None else named
        if best := next((region for region in named if level_of(region) is wanted), None):
            path[wanted] = best
    return tuple(path[known] for known in reversed(order) if known in path)


def _named_regions(paragraphs: list[str]) -> list[str]:
    """The regions that the text names, the most frequent first."""
    named, no_region = _region_in_text()
    counts = Counter(r for paragraph in paragraphs for r in named.findall(paragraph) if not no_region.search(r))
    return [region for region, _ in counts.most_common()]


@cache
def _region_in_text() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The name of a region in running text, at the head of a title or before a body or a verb; and what shows that it is none."""
    table = lexicon("bodies")["region_in_text"]
    named = re.compile(
        rf"(?:《|[,、在和及与照对])(?:20\d{{2}}年(?:度)?)?(?!{any_of(table['not_first'])})"
        r"([一-龥]{2,3}省|[一-龥]{2,5}?(?:自治州|自治县|自治旗|新区|市(?!场|政)|州|盟|区(?!域)|县|旗))"
        rf"(?=20\d{{2}}|{any_of(table['goes_on'])}|[一-龥]{{2,30}}{any_of(table['norms'])}》?|[一-龥]{{2,14}}{any_of(table['bodies'])})"
    )
    return named, re.compile(f"{any_of(table['none'])}|{any_of(table['none_ends'])}$|^(?:市|县|区)")
