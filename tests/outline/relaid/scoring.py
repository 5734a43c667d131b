"""Scores texts that were laid out anew against their gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fazhi.documents import document_from
from fazhi.errors import FazhiError
from fazhi.evaluate.score import Scores, score
from fazhi.graph import nquads
from fazhi.pipeline import read_facts
from fazhi.store import in_memory


@dataclass(frozen=True, slots=True)
class Relaid:
    """A text and its gold."""

    name: str
    text: str
    gold: Mapping[str, Any]


def lines_of(relaid: Relaid) -> list[str]:
    """The quads that the package reads from a text; none where it takes it for no report."""
    try:
        document = document_from(relaid.text, identifier=relaid.name, source=f"{relaid.name}.txt")
    except FazhiError:
        return []
    return nquads(read_facts(document)).split("\n")[:-1]


def scored(texts: Iterable[Relaid]) -> Scores:
    """The score of all together."""
    lines: list[str] = []
    with TemporaryDirectory() as folder:
        files = []
        for relaid in texts:
            lines += lines_of(relaid)
            files.append(Path(folder) / f"{relaid.name}.json")
            files[-1].write_text(json.dumps(relaid.gold, ensure_ascii=False), "utf-8")
        return score(in_memory(line + "\n" for line in lines), files)
