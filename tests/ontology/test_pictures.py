"""The picture and the tables of the README are those of the ontology as it is."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from fazhi.vocabulary import FZ

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"ontology_{name}", ONTOLOGY / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_readme_is_fresh() -> None:
    text = (ONTOLOGY / "README.md").read_text("utf-8")
    assert script("table").readme(text) == text, "run: python ontology/table.py"


def test_picture_is_fresh(ontology: Graph) -> None:
    assert script("draw").draw(ontology) == (ONTOLOGY / "ontology.svg").read_text("utf-8"), "run: python ontology/draw.py"


@pytest.mark.parametrize("iri", list(FZ), ids=lambda iri: iri.removeprefix(FZ.iri))
def test_picture_and_readme_name_every_term(ontology: Graph, iri: str) -> None:
    name = iri.removeprefix(FZ.iri)
    words = set(
        re.findall(r"[A-Za-z]+", " ".join(re.findall(r"<text[^>]*>([^<]*)", (ONTOLOGY / "ontology.svg").read_text("utf-8"))))
    )
    assert name in words
    assert f"`{name}`" in (ONTOLOGY / "README.md").read_text("utf-8")


def test_boxes_do_not_overlap() -> None:
    boxes = script("draw").BOXES
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = (
                one.x + one.w <= other.x or other.x + other.w <= one.x or one.y + one.h <= other.y or other.y + other.h <= one.y
            )
            assert apart, f"{one.term} and {other.term}"


def test_classes_are_boxes_and_relations_are_arrows(ontology: Graph) -> None:
    module = script("draw")
    boxes, arrows = {box.term for box in module.BOXES}, {arrow.term for arrow in module.ARROWS}
    for iri in FZ:
        term, name = URIRef(iri), f"fz:{iri.removeprefix(FZ.iri)}"
        if (term, RDF.type, OWL.Class) in ontology:
            assert name in boxes
        elif (term, RDF.type, OWL.ObjectProperty) in ontology and iri != FZ.involves:  # told in words, beside its three kinds
            assert name in arrows
