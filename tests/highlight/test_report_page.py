"""The page of a report, as a file and in a browser."""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pyoxigraph as ox
import pytest

from fazhi.errors import QueryError
from fazhi.highlight import report_page
from fazhi.pipeline import build_lines
from fazhi.query import run
from fazhi.store import in_memory

TOP = Path(__file__).parents[2]
TANGGU = TOP / "data" / "reports" / "tanggu-street-2023.txt"
ATTACK = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"></script>"
_KINDS = ("department", "regulation", "mechanism", "observation", "measure", "planned", "shortcoming", "cause")


def store_of(path: Path) -> ox.Store:
    return in_memory(build_lines([path]).lines)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return store_of(TANGGU)


@pytest.fixture(scope="module")
def page(store: ox.Store) -> str:
    return report_page(store, "tanggu-street-2023")


@pytest.fixture(scope="module")
def file(page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "页.html"
    path.write_text(page, "utf-8")
    return path


def data_of(page: str) -> dict[str, list[list[object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    read: dict[str, list[list[object]]] = json.loads(found[1])
    return read


def test_every_place_of_the_graph_is_marked_with_its_quote(store: ox.Store, page: str) -> None:
    query = """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?thing ?start ?end ?rule ?confidence {
      ?thing fz:evidence ?e ; a ?type . ?e oa:start ?start ; oa:end ?end ; fz:rule ?rule ; fz:confidence ?confidence
      FILTER(?type IN (fz:Department, fz:Regulation, fz:Mechanism, fz:Observation, fz:Measure, fz:Shortcoming, fz:Cause)) } }"""
    assert len(data_of(page)["marks"]) == run(store, query).rows[0][0]
    body = page[page.index('<div class="text">') : page.index("</div>", page.index('<div class="text">'))]
    shown = unescape(re.sub(r"<[^>]+>", "", re.sub(r"</p>\n<p>", "\n", body))).strip("\n")
    assert shown == run(store, "SELECT ?text { ?r fz:text ?text }").rows[0][0]
    for kind in _KINDS:
        assert f'<mark class="{kind}"' in page, kind


def test_the_outline_leads_to_titles_in_their_order(page: str) -> None:
    links = re.findall(r'<li class="depth\d"><a href="#(s0-\d+)">', page)
    assert len(links) > 15
    places = [page.index(f' id="{name}"') for name in links]
    assert places == sorted(places)


def test_the_facts_tell_of_their_links(page: str) -> None:
    facts = data_of(page)["facts"]
    plan = next(fact for fact in facts if fact[1] == "进一步提升行政执法水平")
    _, problem, target, why = next(tie for tie in plan[3] if tie[0].startswith("针对"))  # type: ignore[attr-defined]
    assert facts[target][1] == problem
    assert problem.startswith("行政执法工作涉及公共管理")
    assert re.match(r"0\.\d+ addresses\.", why)
    assert any(tie[2] == facts.index(plan) and tie[0].startswith("由其针对") for tie in facts[target][3])


def test_nothing_is_loaded(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|<link|\bsrc=|@import|url\(", page)


def test_an_unknown_report_is_told(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="tanggu-street-2023"):
        report_page(store, "nowhere")


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    fazhi = [sys.executable, "-c", "from fazhi.cli import main; main()"]
    subprocess.run([*fazhi, "build", TANGGU, "--out", "out", "--only", "nq"], cwd=tmp_path, check=True, capture_output=True)
    show = [*fazhi, "show", "tanggu", "--html", "--from", "out"]
    subprocess.run(show, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "tanggu-street-2023.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    done = subprocess.run([*show, "--out", "out"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "this is a folder" in done.stderr


# ------------------------------------------------------------------ in a browser


def test_pointing_at_a_mark_tells_the_fact(chromium, file: Path) -> None:  # type: ignore[no-untyped-def]
    chromium.open(file)
    card = "const card = document.getElementById('card'); return card.hidden ? null : card.innerText"
    assert chromium.run(card) is None
    chromium.point_at("mark.planned")
    told = chromium.run(card)
    assert "进一步强化法治思维建设" in told
    assert "addresses" in told
    assert "confidence 0.95" in told
    assert chromium.run("return document.querySelectorAll('mark.shortcoming.tied').length") > 0
    chromium.point_at("h1")
    assert chromium.run(card) is None
    chromium.click("mark.shortcoming mark.cause")  # the inner fact comes first, the outer one after it; both stay
    chromium.point_at("h1")
    told = chromium.run(card)
    assert told.index("cause.ground") < told.index("shortcoming.point")
    chromium.run("[...document.querySelectorAll('#card a')].find(a => a.textContent.startsWith('进一步提升')).click()")
    assert chromium.run("return document.querySelector('mark.on').textContent") == "进一步提升行政执法水平"
    chromium.press("\ue00c")
    assert chromium.run(card) is None
    assert chromium.messages() == []


def test_kinds_are_switched_off_and_on(chromium, file: Path) -> None:  # type: ignore[no-untyped-def]
    chromium.open(file)
    ground = "return getComputedStyle(document.querySelector('mark.department')).backgroundColor"
    assert chromium.run(ground) == "rgb(217, 232, 255)"
    chromium.click("input[data-class=department]")
    assert chromium.run(ground) == "rgba(0, 0, 0, 0)"
    chromium.point_at("mark.department")
    assert chromium.run("return document.getElementById('card').hidden")
    chromium.click("fieldset button")
    assert chromium.run(ground) == "rgb(217, 232, 255)"


def test_every_colour_carries_dark_text(chromium, file: Path) -> None:  # type: ignore[no-untyped-def]
    chromium.open(file)
    ratios = chromium.run("""
      const linear = (v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      const light = (css) => {
        const [r, g, b] = css.match(/\\d+/g).slice(0, 3).map((v) => linear(v / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      return [...document.querySelectorAll('.chip')].map((chip) => {
        const style = getComputedStyle(chip);
        return (light(style.backgroundColor) + 0.05) / (light(style.color) + 0.05);
      });""")
    assert len(ratios) == len(_KINDS)
    assert min(ratios) > 10


def test_markup_in_a_report_is_text(chromium, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    report = tmp_path / "attack.txt"
    text = TANGGU.read_text("utf-8")
    assert "深学笃行习近平法治思想" in text
    text = text.replace("深学笃行习近平法治思想", f"深学笃行{ATTACK}习近平法治思想", 1)
    report.write_text(text.replace("干部在线", f"干部{ATTACK}在线", 1), "utf-8")
    file = tmp_path / "attack.html"
    file.write_text(report_page(store_of(report), "attack"), "utf-8")
    chromium.open(file)
    assert chromium.run("return document.title") == "塘沽街道2023年度法治政府建设情况报告"
    assert chromium.run("return document.querySelectorAll('main script, main img').length") == 0
    assert ATTACK[:30] in chromium.run("return document.querySelector('main').textContent")
    chromium.point_at("mark.measure")
    assert chromium.run("return document.querySelectorAll('#card script, #card img').length") == 0
    assert chromium.run("return document.title") == "塘沽街道2023年度法治政府建设情况报告"
    assert chromium.messages() == []
