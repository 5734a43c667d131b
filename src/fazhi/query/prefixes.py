"""The prefixes that a query may use without declaring them."""

from __future__ import annotations

import re
from types import MappingProxyType

PREFIXES = MappingProxyType(
    {
        "dcterms": "http://purl.org/dc/terms/",
        "fz": "https://w3id.org/fazhi/ontology#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "qb": "http://purl.org/linked-data/cube#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

_DECLARED = re.compile(r"^\s*PREFIX\s+([\w.-]*)\s*:", re.IGNORECASE | re.MULTILINE)


def with_prefixes(query: str) -> str:
    """The query with those of PREFIXES declared that it uses and does not declare, on its first line.

    No line is added, so that the line of an error stays true.

    >>> with_prefixes("SELECT * WHERE { ?m a fz:Measure }")
    'PREFIX fz: <https://w3id.org/fazhi/ontology#> SELECT * WHERE { ?m a fz:Measure }'
    """
    declared = set(_DECLARED.findall(query))
    used = set(re.findall(r"(?<![\w.-])([a-z]+):", query))
    missing = sorted((PREFIXES.keys() & used) - declared)
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + query
