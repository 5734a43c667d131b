"""The page, in a real browser without network: it loads, finds, shows quotes, filters, and says nothing on the console."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from material import LINES, NASTY, few, nasty, texts, written

from fazhi.export import export
from fazhi.export.network import Place, elements, network

GRAPH = Path(__file__).parents[2] / "exports" / "graph.nq"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        pytest.skip("needs Chromium and its driver: bash .ci/tools installs them")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync --lang=zh-CN --accept-lang=zh-CN --window-size=1440,900"
    for flag in [*flags.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    found = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(shutil.which("chromedriver"))))
    found.execute_cdp_cmd("Network.enable", {})
    found.execute_cdp_cmd(
        "Network.emulateNetworkConditions", {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    )
    yield found
    found.quit()


@pytest.fixture(scope="module")
def tanggu(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    export(GRAPH.read_text("utf-8").split("\n")[:-1], path, format="html")
    browser.get(path.as_uri())
    return browser


def by_id(browser: Any, name: str) -> Any:
    return browser.find_element("id", name)


def panel(browser: Any) -> str:
    return str(by_id(browser, "right").text)


def test_it_opens_with_shortcomings_measures_and_themes(tanggu: Any) -> None:
    assert by_id(tanggu, "title").text == "塘沽街道2023年度法治政府建设情况报告"
    assert tanggu.find_element("css selector", "#views [aria-selected=true]").text == "不足与举措"
    assert [span.text for span in tanggu.find_elements("css selector", "#columns span")] == ["不足", "举措", "主题"]
    assert tanggu.execute_script("return fazhi.shown()") > 20
    painted = "const c = document.getElementById('canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
    assert tanggu.execute_script(painted + "let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n") > 20_000


def test_search_finds_and_a_choice_shows_the_quote(tanggu: Any) -> None:
    search = by_id(tanggu, "search")
    search.clear()
    search.send_keys("唠嗑说事")
    (first, *_) = tanggu.find_elements("css selector", "#results li")
    assert "唠嗑说事机制" in first.text
    first.click()
    assert "制度机制" in panel(tanggu)
    assert tanggu.find_element("css selector", "#right mark").text == '"唠嗑说事"机制'
    assert "创新推出" in tanggu.find_element("css selector", "#right blockquote").text
    tanggu.find_element("css selector", "#right blockquote .link").click()
    assert by_id(tanggu, "reader").get_attribute("open")
    assert tanggu.find_element("css selector", "#text mark").is_displayed()
    tanggu.find_element("css selector", "#reader button").click()


def test_a_click_on_the_picture_shows_the_thing_its_neighbours_and_the_quote(tanggu: Any) -> None:
    from selenium.webdriver import ActionChains

    tanggu.execute_script("fazhi.go('measures')")
    is_it = "fazhi.data.types[n.t].name === 'Shortcoming' && n.l.startsWith('普法宣传教育工作有待加强')"
    find = f"return fazhi.data.nodes.findIndex((n) => {is_it})"
    x, y = tanggu.execute_script(f"const i = (() => {{ {find} }})(); return fazhi.screen(i)")
    ActionChains(tanggu).move_by_offset(0, 0).perform()
    canvas = by_id(tanggu, "canvas")
    rect = canvas.rect
    ActionChains(tanggu).move_to_element_with_offset(
        canvas, round(x - rect["x"] - rect["width"] / 2), round(y - rect["y"] - rect["height"] / 2)
    ).click().perform()
    told = panel(tanggu)
    assert told.startswith("不足\n普法宣传教育工作有待加强")
    assert "进一步强化法治宣传教育" in told
    assert "针对" in told
    assert "普法宣传教育工作有待加强" in tanggu.find_element("css selector", "#right mark").text


def test_filters_by_theme_and_type(tanggu: Any) -> None:
    tanggu.execute_script("fazhi.go('measures')")
    everything = tanggu.execute_script("return fazhi.shown()")
    theme = next(chip for chip in tanggu.find_elements("css selector", "#themes button") if "普法与法治社会" in chip.text)
    theme.click()
    some = tanggu.execute_script("return fazhi.shown()")
    assert 0 < some < everything
    next(chip for chip in tanggu.find_elements("css selector", "#themes button") if "普法与法治社会" in chip.text).click()
    assert tanggu.execute_script("return fazhi.shown()") == everything
    kind = next(chip for chip in tanggu.find_elements("css selector", "#types button") if chip.text.startswith("举措"))
    kind.click()
    assert tanggu.execute_script("return fazhi.shown()") < everything
    next(chip for chip in tanggu.find_elements("css selector", "#types button") if chip.text.startswith("举措")).click()


def test_every_view_is_shown_in_both_languages(tanggu: Any) -> None:
    for _ in range(2):
        for button in [row.get_attribute("data-view") for row in tanggu.find_elements("css selector", "#views button")]:
            tanggu.find_element("css selector", f"#views [data-view={button}]").click()
            assert tanggu.execute_script("return fazhi.shown()") > 0, button
        by_id(tanggu, "language").click()


def test_no_network_and_no_word_on_the_console(tanggu: Any) -> None:
    assert tanggu.get_log("browser") == []
    asked = [json.loads(row["message"])["message"] for row in tanggu.get_log("performance")]
    urls = {row["params"]["request"]["url"] for row in asked if row["method"] == "Network.requestWillBeSent"}
    assert not [url for url in urls if not url.startswith(("file:", "data:", "chrome:"))]


def test_two_thousand_nodes_are_usable(browser: Any, tmp_path: Path) -> None:
    many = GRAPH.read_text("utf-8")
    lines = sorted(
        line
        for number in range(10)
        for line in many.replace("/2023/", f"/{2014 + number}/")
        .replace('"tanggu-street-2023"', f'"tanggu-{number}"')
        .split("\n")[:-1]
    )
    export(sorted(set(lines)), tmp_path / "many.html", format="html")
    assert (tmp_path / "many.html").stat().st_size < 3_000_000
    browser.get((tmp_path / "many.html").as_uri())
    assert browser.execute_script("return fazhi.data.nodes.length") > 1000
    assert browser.execute_script("return fazhi.shown()") < 100  # it opens with one report
    took = browser.execute_script(
        "const t = performance.now(); fazhi.state.report = -1; fazhi.go('full'); return performance.now() - t"
    )
    assert took < 5000
    assert browser.execute_script("return fazhi.shown()") <= 220
    assert browser.get_log("browser") == []


def test_nasty_texts_do_no_harm_in_the_browser(browser: Any, tmp_path: Path) -> None:
    text = f"</script><img src=x onerror=alert(1)>{NASTY}"
    export(nasty(text), tmp_path / "nasty.html", format="html")
    browser.get((tmp_path / "nasty.html").as_uri())
    labels = browser.execute_script("return fazhi.data.nodes.map((n) => n.l)")
    assert labels == [data["label"] for _, data in network(nasty(text)).nodes(data=True)]
    browser.execute_script("fazhi.choose(fazhi.data.nodes.findIndex((n) => n.l.includes('onerror')))")
    assert not browser.find_elements("css selector", "img")
    assert browser.get_log("browser") == []


@few
@given(texts)
@example(NASTY)
def test_the_data_of_the_page_is_the_graph(text: str) -> None:
    lines = nasty(text)
    page = written_page(lines)
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert match
    data = json.loads(match[1])
    graph = network(lines)
    types = [kind["name"] for kind in data["types"]]
    assert {node["i"]: (node["l"], types[node["t"]], node["c"]) for node in data["nodes"]} == {
        node: (told["label"], told["type"], told["confidence"]) for node, told in graph.nodes(data=True)
    }
    assert [node["i"] for node in data["nodes"]] == list(graph)
    own = ["status", "value", "unit", "qualifier", "changePercent", "changeAbsolute", "kind", "documentNumber", "aliases", "role"]
    assert [node["a"] for node in data["nodes"]] == [
        {name: told[name] for name in own if name in told} for _, told in graph.nodes(data=True)
    ]
    assert Counter(
        (node["i"], quote(data, place), place["c"], place.get("u")) for node in data["nodes"] for place in node["p"]
    ) == Counter(
        (place.node, place.data["evidence"], place.data["confidence"], place.data.get("rule"))
        for place in elements(lines)
        if isinstance(place, Place)
    )
    iris = [node["i"] for node in data["nodes"]]
    better = {(a, b) for a, b, kind in graph.edges(data="type") if kind in ("carriedOutBy", "usesMechanism", "basedOn")}
    assert [(iris[edge["s"]], iris[edge["t"]], edge["k"], edge["c"], edge["q"]) for edge in data["edges"]] == [
        (a, b, told["type"], told["confidence"], told["evidence"])
        for a, b, told in graph.edges(data=True)
        if told["type"] != "involves" or (a, b) not in better  # what a particular relation tells is not told twice
    ]
    assert page.count("</script>") == 2
    assert not re.search(r"(src|href)=[\"'](?!data:)", page.split('id="data"')[0])


def quote(data: dict[str, Any], place: dict[str, Any]) -> str:
    """The quote of a place: what stands there in the text of its report, else its own words."""
    return str(place["q"]) if "q" in place else data["reports"][place["r"]]["text"][place["s"] : place["e"]]


def written_page(lines: list[str]) -> str:
    return written(lines, "html").decode()


def test_a_page_of_one_view(tmp_path: Path) -> None:
    export(LINES, tmp_path / "a.html", format="html", view="departments")
    data = json.loads(re.search(r'id="data">(.*?)</script>', (tmp_path / "a.html").read_text("utf-8"), re.DOTALL)[1])  # type: ignore[index]
    assert [view["name"] for view in data["views"]] == ["departments"]
    assert {data["types"][node["t"]]["name"] for node in data["nodes"]} == {"Department"}
