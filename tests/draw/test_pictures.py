"""Pictures: they are drawn, say what the graph says, display Chinese, and tell when they are stale."""

from __future__ import annotations

import random
import struct
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from fazhi.cli.draw import alone, title_of
from fazhi.draw import PICTURES, departments, digest_of, draw, fonts, indicators, mark, measures, spread, themes
from fazhi.draw.sheet import wrap
from fazhi.errors import OutputError, QueryError
from fazhi.export.network import network
from fazhi.export.views import view
from fazhi.export.words import THEME_COLOURS
from fazhi.vocabulary import THEMES

GRAPH = Path(__file__).parents[2] / "exports" / "graph.nq"
VIEWS = ("full", "measures", "departments", "spread")
Networks = dict[str, "nx.MultiDiGraph[str]"]


@pytest.fixture(scope="module")
def networks() -> Networks:
    full = network(GRAPH.read_text("utf-8").split("\n")[:-1])
    return {name: view(full, name) for name in VIEWS}


@pytest.fixture(scope="module")
def _font() -> None:
    try:
        fonts.chinese()
    except OutputError as error:
        pytest.skip(f"{error}: bash .ci/tools installs one")


@pytest.mark.usefixtures("_font")
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_drawn_with_all_its_characters(networks: Networks, name: str, tmp_path: Path) -> None:
    for kind in ("svg", "png"):  # a character that the font does not have is a warning, and a warning is an error here
        draw(networks, name, tmp_path / f"a.{kind}", title="某镇", colours=THEME_COLOURS)
        assert digest_of(tmp_path / f"a.{kind}") == mark(networks, name, title="某镇")
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    assert not list(root.iter("{http://www.w3.org/2000/svg}text"))  # letters are outlines
    assert (tmp_path / "a.svg").stat().st_size < 600_000
    width, _ = struct.unpack(">II", (tmp_path / "a.png").read_bytes()[16:24])
    assert width >= 1500


@pytest.mark.usefixtures("_font")
def test_the_same_data_gives_the_same_bytes(networks: Networks, tmp_path: Path) -> None:
    for name in ("a", "b"):
        draw(networks, "departments", tmp_path / f"{name}.svg", title="某镇", colours=THEME_COLOURS)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.usefixtures("_font")
@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_a_picture_too(name: str, tmp_path: Path) -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    draw(dict.fromkeys(VIEWS, empty), name, tmp_path / "a.svg", title="", colours=THEME_COLOURS)


def test_the_mark_changes_with_the_data(networks: Networks) -> None:
    other = {name: graph.copy() for name, graph in networks.items()}
    node = next(n for n, data in other["measures"].nodes(data=True) if data["type"] == "Shortcoming")
    other["measures"].nodes[node]["label"] += "x"
    assert mark(other, "measures", title="") != mark(networks, "measures", title="")
    assert mark(other, "departments", title="") == mark(networks, "departments", title="")


def test_the_flow_is_what_the_graph_says(networks: Networks) -> None:
    told = measures.flow(networks["measures"])
    links = [(a, b) for a, b, kind in networks["full"].edges(data="type") if kind == "addresses"]
    assert sorted(told.links) == sorted((b, a) for a, b in links)
    done = sum(1 for _, kind in networks["full"].nodes(data="type") if kind == "Measure")
    assert len(told.right) + told.loose == done


def test_many_shortcomings_are_summed_by_theme() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    codes = list(THEMES)
    for number in range(60):
        graph.add_node(f"s{number}", type="Shortcoming", label=f"不足{number}", theme=codes[number % 3])
        graph.add_node(f"m{number}", type="Measure", label=f"举措{number}", theme=codes[number % 2])
        graph.add_edge(f"m{number}", f"s{number}", type="addresses")
    told = measures.flow(graph)
    assert told.summed
    assert len(told.left) == 3
    assert sum(told.links.values()) == 60


def test_coverage_counts_measures_and_shortcomings(networks: Networks) -> None:
    told = themes.coverage(networks["full"])
    assert list(told.counts) == list(THEMES)
    assert sum(row[0] for row in told.counts.values()) >= 3
    assert sum(row[2] for row in told.counts.values()) >= 3


def test_indicators_show_changes_and_parts(networks: Networks) -> None:
    told = indicators.figures(networks["full"])
    kinds = {panel.kind for panel in told.panels}
    assert kinds == {"change", "parts"}
    fines = next(panel for panel in told.panels if panel.name == "实施处罚次数")
    assert fines.figures == (("合计", 339.0), ("简易程序", 333.0), ("一般程序", 6.0))
    petitions = next(panel for panel in told.panels if panel.name == "受理信访事项件数")
    assert petitions.change == "下降 46.6%"
    assert petitions.figures[0] == ("上年(推算)", pytest.approx(103 / 0.534))


def test_only_figures_of_one_body_are_a_series() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("i", type="Indicator", label="检查次数")
    for number, (year, body) in enumerate([(2021, "a"), (2022, "a"), (2022, "b"), (2023, "c")]):
        graph.add_node(f"r{number}", type="Report", label="", report=f"r{number}")
        graph.add_edge(f"r{number}", body, type="issuer")
        graph.add_node(f"o{number}", type="Observation", label="", value=float(number), unit="次", year=year, report=f"r{number}")
        graph.add_edge(f"o{number}", "i", type="indicator")
    for body in "abc":
        graph.nodes[body].update(type="Department", label=body)
    told = indicators.figures(graph)
    assert [panel.figures for panel in told.panels] == [(("2021", 0.0), ("2022", 1.0))]
    assert len(told.tiles) == 2


@pytest.mark.usefixtures("_font")
@pytest.mark.parametrize("size", [2, 12, 25, 40, 60, 90])
def test_labels_of_bodies_do_not_overlap(size: int, tmp_path: Path) -> None:
    rng = random.Random(size)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(size):
        graph.add_node(f"d{number:02}", type="Department", label=f"区第{number}管理局")
    for number in range(1, size):
        graph.add_edge(
            f"d{rng.randrange(number):02}",
            f"d{number:02}",
            type="cooperatesWith",
            weight=rng.randint(1, 4),
            direction="undirected",
        )
    told = departments.bodies(graph)
    figure = departments.draw(told, "某区")
    labels = set(told.labels.values())
    figure.canvas.draw()
    areas = [text.get_window_extent() for text in figure.axes[0].texts if text.get_text() in labels]
    assert len(areas) == len(labels)
    overlaps = sum(1 for i, one in enumerate(areas) for other in areas[i + 1 :] if one.overlaps(other))
    assert overlaps == 0
    inside = figure.bbox
    assert all(area.x0 >= inside.x0 and area.x1 <= inside.x1 for area in areas)


def test_lines_are_wrapped_by_width_and_punctuation() -> None:
    assert wrap("强化执法,规范行为。", 4) == ["强化执法,", "规范行为。"]
    assert "".join(wrap("法治" * 40, 7)) == "法治" * 40


def test_faults_are_told_with_their_remedy(networks: Networks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QueryError, match="picture 'map': there is none of this name; give one of measures, departments"):
        draw(networks, "map", tmp_path / "a.svg", title="", colours=THEME_COLOURS)
    with pytest.raises(OutputError, match=r"a picture is \.svg or \.png"):
        draw(networks, "themes", tmp_path / "a.jpg", title="", colours=THEME_COLOURS)
    fonts.chinese.cache_clear()
    monkeypatch.setattr(fonts, "_FAMILIES", ("No Such Font",))
    with pytest.raises(OutputError, match=r"no font with Chinese characters is on this system.*apt-get install fonts-noto-cjk"):
        draw(networks, "themes", tmp_path / "a.svg", title="", colours=THEME_COLOURS)
    fonts.chinese.cache_clear()


def test_the_title_is_that_of_the_report(networks: Networks) -> None:
    assert title_of(networks["full"]) == "塘沽街道2023年度法治政府建设情况报告"


def test_spread_shows_who_shares_what_and_since_when() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for body in "abcd":
        graph.add_node(body, type="Department", label=f"{body}镇")
    for name, taken in (("m", {"a": 2021, "b": 2022, "c": 2022}), ("n", {"a": 2020, "b": 2019}), ("o", {"d": 2023})):
        graph.add_node(name, type="Mechanism", label=f"机制{name}", bodies=len(taken))
        for body, year in taken.items():
            graph.add_edge(body, name, type="takesUp", year=year)
    found = spread.told(graph)
    assert found.edges == {("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 1}
    assert found.alone == ["d镇"]
    assert [(row.name, row.bodies, row.years) for row in found.rows] == [
        ("机制m", 3, ((2021, 1), (2022, 2))),
        ("机制n", 2, ((2019, 1), (2020, 1))),
    ]


def test_of_one_body_nothing_spreads(networks: Networks) -> None:
    assert alone(networks["spread"])  # so that it is drawn only where it is asked for
    assert spread.told(networks["spread"]).rows == ()


def test_what_all_share_ties_nobody_where_ties_are_many() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    bodies = [f"b{number:02}" for number in range(20)]
    for body in bodies:
        graph.add_node(body, type="Department", label=body)
    for name, members in (("all", bodies), *((f"m{n}", bodies[n : n + 2]) for n in range(0, 20, 2))):
        graph.add_node(name, type="Mechanism", label=name, bodies=len(members))
        graph.add_edges_from((body, name, {"type": "takesUp"}) for body in members)
    found = spread.told(graph)
    assert found.ties == 190
    assert len(found.edges) <= 40
    assert all(found.edges[bodies[n], bodies[n + 1]] == 2 for n in range(0, 20, 2))


def test_bodies_of_several_places_are_called_with_them() -> None:
    base = "https://w3id.org/fazhi/id/department"
    assert departments.placed(f"{base}/某省/柳县/县法院", "县法院") == "柳县法院"
    assert departments.placed(f"{base}/某省/柳县/云街道/街道党工委", "街道党工委") == "云街道党工委"
    assert departments.placed(f"{base}/某省/柳县/柳县公安局", "柳县公安局") == "柳县公安局"
    assert departments.placed(f"{base}/司法部", "司法部") == "司法部"


def test_figures_of_several_reports_say_whose_they_are() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("i", type="Indicator", label="优良天数比例")
    for body in "ab":
        graph.add_node(f"r{body}", type="Report", label="", report=f"r{body}", year=2023)
        graph.add_node(body, type="Department", label=f"{body}市")
        graph.add_edge(f"r{body}", body, type="issuer")
    graph.add_node("o", type="Observation", label="", value=79.3, unit="%", changeAbsolute=2.6, year=2023, report="ra")
    graph.add_node("p", type="Observation", label="", value=16_200_000.0, unit="元", year=2023, report="rb")
    graph.add_edges_from((node, "i", {"type": "indicator"}) for node in "op")
    told = indicators.figures(graph)
    assert [(panel.body, panel.figures, panel.change) for panel in told.panels] == [
        ("a市 2023", (("上年(推算)", 76.7), ("本年", 79.3)), "增加 2.6 个百分点")
    ]
    assert told.tiles == (("优良天数比例", "1,620 万元", "b市 2023"),)
