"""The READMEs: generated parts are fresh, the two sacred commands are the same in both, all links lead somewhere."""

import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).parents[2]
PAGES = [p for p in TOP.rglob("*.md") if not any(part.startswith(".") for part in p.relative_to(TOP).parts)]


@pytest.fixture(scope="module")
def readme(results: Callable[[str], Path]) -> dict[str, Any]:
    found = runpy.run_path(str(TOP / ".ci" / "readme.py"))
    found["GIVEN"].update({f"data/{name}": results(name) for name in ("benchmark", "heldout")})
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_generated_parts_are_fresh(readme: dict[str, Any], language: str) -> None:
    path = readme["FILES"][language]
    assert path.read_text("utf-8") == readme["written"](language), f"{path.name} is stale: run python .ci/readme.py"


@pytest.mark.parametrize("name", ["benchmark", "heldout"])
def test_the_scores_stay_above_their_floors(readme: dict[str, Any], name: str) -> None:
    """The scores that the README shows; those of `data/short` and `data/outspoken`, which it does not show, in tests/evaluate."""
    found = re.search(r"^mean F1 +([\d.]+)", readme["_scored"](f"data/{name}"), re.MULTILINE)
    assert found is not None
    assert float(found[1]) >= float((TOP / "data" / name / "floor").read_text("utf-8"))


def test_the_two_readmes_have_the_same_parts_and_commands() -> None:
    texts = [(TOP / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
    for pattern in (r"<!-- (?:generated|command): \w+ -->", r"<!-- command: \w+ -->\n```sh\n(.+)\n```", r"(?m)^##? "):
        first, second = (re.findall(pattern, text) for text in texts)
        assert first == second
        assert first


def test_chinese_prose_has_chinese_marks(readme: dict[str, Any]) -> None:
    full_width = readme["full_width"]
    assert (
        full_width("苗圃(共 1,200 亩),见 `a,b`;`c`:详见[表](x(1).md)") == "苗圃（共 1,200 亩），见 `a,b`；`c`：详见[表](x(1).md)"
    )
    text = readme["FILES"]["zh"].read_text("utf-8")
    assert text == full_width(text)


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_to_files(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if not link.startswith(("http:", "https:")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"
