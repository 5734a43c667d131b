"""The house itself: one short public door, light imports, layers, spaCy components that say what they do."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy

import fazhi
from fazhi.errors import ResourceError
from fazhi.mentions import COMPONENTS, nlp
from fazhi.resources import lexicon, resource, rows

TOP = Path(__file__).parents[2]
TABLES = sorted((TOP / "data" / "lexicon").iterdir())


def test_the_public_door() -> None:
    assert fazhi.__all__ == sorted(fazhi.__all__)
    assert all(getattr(fazhi, name) is not None for name in fazhi.__all__)
    assert set(fazhi.__all__) <= set(dir(fazhi))
    with pytest.raises(AttributeError):
        fazhi.nothing  # noqa: B018


def test_the_version_is_said_once() -> None:
    assert tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]["version"] == fazhi.__version__
    assert f"## {fazhi.__version__}" in (TOP / "CHANGELOG.md").read_text("utf-8")


def test_importing_fazhi_imports_nothing_heavy() -> None:
    code = "import sys, fazhi; print([m for m in ('spacy', 'rdflib', 'networkx', 'pyoxigraph', 'typer') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_layers_hold() -> None:
    done = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "2 kept, 0 broken" in done.stdout


def test_the_pipeline_is_sound() -> None:
    pipeline = nlp()
    assert tuple(pipeline.pipe_names) == COMPONENTS
    problems = pipeline.analyze_pipes()["problems"]
    assert not any(problems.values()), problems


def test_the_components_serve_other_pipelines() -> None:
    other = spacy.blank("zh")
    other.add_pipe("fazhi_quantities")
    doc = other("开展检查12次,同比下降5%。")
    assert [span.text for span in doc.spans["quantities"]] == ["12次", "同比下降5%"]


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_every_table_is_read_and_explained(path: Path) -> None:
    assert path.read_text("utf-8").lstrip().startswith("#"), "a table begins with a comment that says what it is"
    assert lexicon(path.stem) if path.suffix == ".toml" else rows(path.stem)


def test_a_missing_table_says_what_to_do() -> None:
    with pytest.raises(ResourceError, match="install fazhi again"):
        resource("lexicon", "nothing.toml")
