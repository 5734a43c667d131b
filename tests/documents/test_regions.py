"""The regions that names of bodies begin with, for every region of county level, its city and its province by the table."""

from __future__ import annotations

import pytest

from fazhi.documents.bodies import split_regions
from fazhi.resources import rows

NO_LEVEL = ("城区", "群岛", "海域", "行政委员会")  # 城区 alone is as often "the town"


def paths() -> list[tuple[str, str]]:
    """Names with what stands above them, or without, and the region that is meant."""
    found: dict[tuple[str, str], None] = {}
    for row in rows("regions"):
        name, city, province = row["name"], row["city"], row["province"]
        for full, own in ((name, name), (city + name, name), (city, city), (province, province), (province + city, city)):
            if own and not own.endswith(NO_LEVEL):
                found[full, own] = None
    return list(found)


def test_bureaus_of_every_region() -> None:
    """杭州市司法局 is a bureau of 杭州市, 新乡市长垣市司法局 one of 长垣市: 州 and 长 are parts of the names."""
    wrong = [
        full
        for full, own in paths()
        if split_regions(f"{full}司法局") != ((*split_regions(f"{full}司法局")[0][:-1], own), "司法局")
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["恩施州司法局", "湘西州人民检察院", "伊犁州财政局"])
def test_short_names_of_prefectures(name: str) -> None:
    regions, _ = split_regions(name)
    assert regions == (name[: name.index("州") + 1],)
