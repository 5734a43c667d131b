"""Each shape lets the good through, and says of the bad what is wrong. Cases: shapes/<shape>/good*.ttl, bad*.ttl.

A bad case lists in its head what must be found: `# expect: ` and the English message. All messages of all
shapes are expected by some case.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import OWL, RDF, SH, Graph, Literal, URIRef

from fazhi.vocabulary import FZ, TERMS

ROOT = Path(__file__).resolve().parents[2]
SHAPES = sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))
CASES = Path(__file__).resolve().parent / "shapes"
GOOD, BAD = sorted(CASES.glob("*/good*.ttl")), sorted(CASES.glob("*/bad*.ttl"))


def shape(name: str) -> Graph:
    """The shapes of one file, read anew: validation adds axioms to them."""
    return Graph().parse(ROOT / "ontology" / "shapes" / f"{name}.ttl", format="turtle")


def messages(shapes: Graph) -> set[str]:
    return {str(text) for text in shapes.objects(None, SH.message) if isinstance(text, Literal) and text.language == "en"}


def findings(data: Graph, shapes: Graph) -> set[str]:
    """The English messages of what a validation finds, warnings too."""
    _, report, _ = validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return {str(text) for result in results for text in report.objects(result, SH.resultMessage) if text.language == "en"}


def expected(case: Path) -> set[str]:
    lines = case.read_text("utf-8").splitlines()
    return {line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("case", GOOD, ids=name)
def test_good_passes(case: Path) -> None:
    assert findings(Graph().parse(case, format="turtle"), shape(case.parent.name)) == set()


@pytest.mark.parametrize("case", BAD, ids=name)
def test_bad_is_found(case: Path) -> None:
    assert expected(case), "a bad case says what must be found"
    assert findings(Graph().parse(case, format="turtle"), shape(case.parent.name)) == expected(case)


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_shape_is_plain_and_speaks_both_languages(path: Path) -> None:
    shapes = shape(path.stem)
    assert any(case.parent.name == path.stem for case in GOOD), "no good case"
    found = set().union(*(expected(case) for case in BAD if case.parent.name == path.stem))
    assert messages(shapes) - found == set(), "no bad case brings these messages about"
    assert not list(shapes.subject_objects(SH.sparql)), "SHACL Core only: embedded queries are slow"
    on_nodes = {node for node in shapes.subjects(SH["or"], None) if (node, SH.targetClass, None) in shapes}
    constraints = {*shapes.objects(None, SH.property), *on_nodes}
    for constraint in constraints:
        languages = sorted(text.language for text in shapes.objects(constraint, SH.message))
        assert languages == ["en", "zh"], list(shapes.predicate_objects(constraint))


def test_there_is_a_shape_for_each_class(ontology: Graph) -> None:
    targets = {target for path in SHAPES for target in shape(path.stem).objects(None, SH.targetClass)}
    classes = {term for term in ontology.subjects(RDF.type, OWL.Class) if str(term) in FZ}
    closed = {term for term in classes if (term, OWL.equivalentClass, None) in ontology}  # sh:in where they are used
    assert classes - closed <= targets


def test_shapes_use_no_term_that_the_code_does_not_know() -> None:
    grammar = (str(SH), "https://w3id.org/fazhi/shapes#", *map(str, (RDF.first, RDF.rest, RDF.nil)))
    for path in SHAPES:
        terms = {str(node) for triple in shape(path.stem) for node in triple if isinstance(node, URIRef)}
        assert {term for term in terms if not term.startswith(grammar)} <= TERMS


def test_the_shapes_are_right_by_the_shapes_of_shacl() -> None:
    everything = Graph()
    for path in SHAPES:
        everything += shape(path.stem)
    conforms, _, text = validate(Graph(), shacl_graph=everything, meta_shacl=True)
    assert conforms, text
