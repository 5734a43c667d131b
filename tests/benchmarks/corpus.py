"""Many varied reports of invented bodies, for measuring stores and queries.

    python tests/benchmarks/corpus.py FOLDER --reports 250 [--seed 5]

Each is made from one of the invented reports of the development benchmark: its body and region get other names, its figures
other values, some of its sentences are left out, and it comes in three years. Some reports tell the city above their region
in the title, or the region in the names of bureaus, so that one thing has several names, which the pass across reports ties.
So sizes, names, figures and links differ as they do among real reports. It says nothing about the quality of extraction.
"""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

from fazhi.documents import read_text_file
from fazhi.model import Document

REPORTS = Path(__file__).parents[2] / "data" / "benchmark" / "reports"
_FIRST = "云柳松桐梧榆柏枫兰荷菱芦苇芹蓝青白朱紫丹玉石金银铁铜砚墨书琴棋画诗歌晴雨雪霜露雾虹霞星月辰晓曦暮夕春夏秋冬"
_SECOND = "溪河湖泉潭塘湾浦滩洲岛岭岗峰谷坪原野林园庄屯寨堡桥渡津港营坊店铺集墟"
_STEM = re.compile(r"^(.{2,3}?)(?:街道|镇|乡|县|区|市|省|州)")
_FIGURE = re.compile(r"(?<![\d.〔(（年第])\d{1,6}(?=\s?[余多]?(?:件|次|人|场|份|户|个|项|起|家|条|名|万|元|篇|批|处|辆|所|部))")
_YEAR = re.compile(r"(?:20|２０)[\d]{2}(?=\s?年)")
_BUREAU = re.compile(r"(?<=[、,，。和与由经向])([县区])(?=[\u4e00-\u9fff]{2,8}局)")
_YEARS = (2021, 2022, 2023)


def corpus(reports: int, *, seed: int = 5) -> Iterator[tuple[str, str]]:
    """Name and text of so many reports: each body has one for each of three years."""
    sources = [(read_text_file(p, identifier=p.stem, source=p.name), p.read_text("utf-8")) for p in sorted(REPORTS.glob("*.txt"))]
    sources = [(document, text) for document, text in sources if _named_and_dated(document)]
    for number in range(reports):
        body, year = number // len(_YEARS), _YEARS[number % len(_YEARS)]
        document, text = sources[body % len(sources)]
        stems = _stems(document.metadata.issuers, document.metadata.region)
        names = _names(random.Random(f"{seed} body {body}"), len(stems), body)
        chance, renamed = random.Random(f"{seed} report {number}"), dict(zip(stems, names, strict=True))
        varied = _varied(text, renamed, document.metadata.year, year, chance)
        region = _renamed("".join(document.metadata.region), renamed)
        yield f"body-{body:05}-{year}", _named_otherwise(varied, region, _city(body), chance)


def _named_and_dated(document: Document) -> bool:
    """Whether the title says whose report it is, and of which year, so that both can be others."""
    metadata = document.metadata
    return bool(_stems(metadata.issuers, ()) and _YEAR.search(metadata.title))


def _stems(issuers: tuple[str, ...], region: tuple[str, ...]) -> list[str]:
    """The proper part of the names of body and region: what another body has in its place."""
    found = [match[1] for name in (*region, *issuers) if (match := _STEM.match(name))]
    return list(dict.fromkeys(stem for stem in found if len(stem) > 1))


def _names(chance: random.Random, count: int, number: int) -> list[str]:
    """Names of two characters, the first of them another for each number."""
    places = len(_FIRST) * len(_SECOND)
    own = (number * 7 + 3) % places
    rest = chance.sample([place for place in range(places) if place != own], count - 1)
    return [_FIRST[place % len(_FIRST)] + _SECOND[place // len(_FIRST)] for place in (*rest, own)]


def _varied(text: str, names: dict[str, str], old: int | None, year: int, chance: random.Random) -> str:
    text = _renamed(text, names)
    if old is not None:
        text = _YEAR.sub(lambda found: str(int(found[0]) - old + year), text)
    text = _FIGURE.sub(lambda found: str(max(1, round(int(found[0]) * chance.uniform(0.5, 2)))), text)
    sentences = re.split(r"(?<=。)", text)
    return "".join(sentence for sentence in sentences if "\n" in sentence.strip() or len(sentence) < 25 or chance.random() > 0.1)


def _renamed(text: str, names: dict[str, str]) -> str:
    for stem, name in names.items():
        text = text.replace(stem, name)
    return text


def _city(number: int) -> str:
    """The city in which the region of a body lies."""
    return _FIRST[number % len(_FIRST)] + _SECOND[(number * 5 + 1) % len(_SECOND)] + "市"


def _named_otherwise(text: str, region: str, city: str, chance: random.Random) -> str:
    """The text with longer names: in a third of the reports the city above in the title, in a half the region before bureaus."""
    if region[-1] not in "县区" or "市" in region:
        return text
    if chance.random() < 1 / 3:
        title = next(line for line in text.split("\n") if "报告" in line or region in line)
        text = text.replace(title, city + (title if title.startswith(region) else region + title), 1)
    if chance.random() < 1 / 2:
        text = _BUREAU.sub(lambda found: region if region.endswith(found[1]) else found[0], text)
    return text


def write(folder: Path, reports: int, *, seed: int = 5) -> None:
    """Write so many reports into a folder, as UTF-8 text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in corpus(reports, seed=seed):
        (folder / f"{name}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=250)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    write(given.folder, given.reports, seed=given.seed)
