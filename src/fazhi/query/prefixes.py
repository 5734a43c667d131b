"""The prefixes that a query may use without declaring them: those of the vocabulary."""

from __future__ import annotations

import re

from fazhi.vocabulary import PREFIXES

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
