"""The regions that names of bodies begin with, for every region of the table, its city and its province."""

from __future__ import annotations

import pytest

from fazhi.documents.regions import shared_names, split_regions
from fazhi.resources import rows

# some begin with a character in which names of regions begin or end
BODIES = ("司法局", "市场监督管理局", "民政局", "民族宗教事务局", "政务服务管理局", "城市管理局", "州河镇人民政府")


def paths() -> list[tuple[str, tuple[str, ...]]]:
    """Names with what stands above them, or without, and the regions that are meant."""
    found: dict[tuple[str, ...], None] = {}
    for row in rows("regions"):
        name, city, province = row["name"], row["city"], row["province"]
        for path in ((name,), (city, name), (province, city, name), (city,), (province,), (province, city)):
            if all(path) and path[-1] != "城区":  # which alone is as often "the town"
                found[path] = None
    return [("".join(path), path) for path in found]


@pytest.mark.parametrize("body", BODIES)
def test_bodies_of_every_region(body: str) -> None:
    """杭州市司法局 is a bureau of 杭州市, 新乡市长垣市司法局 one of 长垣市: 州 and 长 are parts of the names."""
    wrong = [full + body for full, path in paths() if split_regions(full + body) != (path, body)]
    assert wrong == []


@pytest.mark.parametrize("region", ["云川市", "柏岭区", "石民县", "松原自治州", "清源新区", "长柏区", "云川市长柏区"])
@pytest.mark.parametrize("body", ["司法局", "民政局", "市场监督管理局"])
def test_a_region_that_the_table_lacks_is_read_by_its_formation(region: str, body: str) -> None:
    regions, rest = split_regions(region + body)
    assert ("".join(regions), rest) == (region, body)


@pytest.mark.parametrize("name", ["恩施州司法局", "湘西州人民检察院", "伊犁州财政局"])
def test_short_names_of_prefectures(name: str) -> None:
    regions, _ = split_regions(name)
    assert regions == (name[: name.index("州") + 1],)


@pytest.mark.parametrize("name", ["城市管理局", "杭州市委宣传部", "杭州市人民政府", "社区矫正管理局", "区域合作办公室"])
def test_where_no_body_of_a_region_is_named(name: str) -> None:
    assert split_regions(name) == ((), name)


def test_names_that_several_regions_bear() -> None:
    assert {"鼓楼区", "市中区", "高新区"} <= shared_names()
    assert shared_names().isdisjoint({"罗湖区", "五华区", "杭州市"})
