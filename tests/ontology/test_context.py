"""The JSON-LD context has every term, and turns short keys into the triples of the contract and back."""

from __future__ import annotations

import json
from pathlib import Path

from rdflib import OWL, RDF, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from fazhi.vocabulary import FZ, PREFIXES, term

ROOT = Path(__file__).resolve().parents[2]
CONTEXT = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
ID = "https://w3id.org/fazhi/id/"

DOCUMENT = {
    "id": ID + "measure",
    "type": "Measure",
    "label": {"zh": "进一步提升行政执法水平", "en": "raise the level of enforcement further"},
    "status": "Planned",
    "theme": ["fz:theme-enforcement"],
    "addresses": [ID + "shortcoming"],
    "hasResult": [ID + "observation"],
    "evidence": [{"type": "Evidence", "exact": "执法", "start": 3, "end": 5, "confidence": "0.9"}],
}
TRIPLES = f"""
<{ID}measure> a fz:Measure ;
    rdfs:label "进一步提升行政执法水平"@zh, "raise the level of enforcement further"@en ;
    fz:status fz:Planned ; fz:theme fz:theme-enforcement ; fz:addresses <{ID}shortcoming> ; fz:hasResult <{ID}observation> ;
    fz:evidence [ a fz:Evidence ; oa:exact "执法" ; oa:start 3 ; oa:end 5 ; fz:confidence 0.9 ] .
"""


def iri(definition: object) -> str:
    name = definition["@id"] if isinstance(definition, dict) else definition
    assert isinstance(name, str)
    return name


def test_every_term_has_the_key_of_its_name() -> None:
    for known in FZ:
        name = known.removeprefix(FZ.iri)
        assert iri(CONTEXT[name]) == f"fz:{name}"


def test_keys_lead_to_known_terms_and_prefixes() -> None:
    for key, definition in CONTEXT.items():
        if key in PREFIXES:
            assert definition == PREFIXES[key]
        elif not iri(definition).startswith("@") if key != "@version" else False:
            assert term(iri(definition)).endswith(key)


def test_types_are_the_ranges_of_the_ontology(ontology: Graph) -> None:
    for known in FZ:
        definition, node = CONTEXT[known.removeprefix(FZ.iri)], URIRef(known)
        if (node, RDF.type, OWL.ObjectProperty) in ontology:
            assert definition["@type"] in ("@id", "@vocab")
        elif (node, RDF.type, OWL.DatatypeProperty) in ontology:
            kind = next(ontology.objects(node, URIRef("http://www.w3.org/2000/01/rdf-schema#range")))
            if kind == RDF.langString:
                assert definition["@language"] == "zh"
            else:
                assert definition.get("@type", "xsd:string") == f"xsd:{kind.removeprefix(str(XSD))}"


def test_document_expands_to_the_triples_of_the_contract() -> None:
    found = Graph().parse(data=json.dumps({"@context": CONTEXT, **DOCUMENT}), format="json-ld")
    wanted = Graph()
    for prefix, namespace in PREFIXES.items():
        wanted.bind(prefix, namespace)
    wanted.parse(data="".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items()) + TRIPLES, format="turtle")
    assert isomorphic(found, wanted)
    assert Literal("0.9", datatype=XSD.decimal) in set(found.objects(None, URIRef(FZ.confidence)))


def test_example_comes_back_from_json(example: Graph) -> None:
    text = example.serialize(format="json-ld", context=CONTEXT, auto_compact=False)
    keys = {key for node in json.loads(text)["graph"] for key in node}
    assert keys <= set(CONTEXT), "a key is not compacted"
    assert isomorphic(Graph().parse(data=text, format="json-ld"), example)
