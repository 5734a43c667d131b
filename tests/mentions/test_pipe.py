"""What a build reads off the pipeline is what the pipeline puts into the spans of a doc."""

from __future__ import annotations

from pathlib import Path

import pytest

from fazhi.documents import read_text_file
from fazhi.mentions import find_mentions, nlp
from fazhi.model import MentionKind

REPORTS = sorted((Path(__file__).parents[2] / "data" / "benchmark" / "reports").glob("*.txt"))[:3]
PIPELINE = nlp()


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_mentions_are_the_spans_of_the_doc(path: Path) -> None:
    document = read_text_file(path, identifier=path.stem, source=path.name)
    doc = PIPELINE(document.reading)
    spans = {
        (kind, span.start_char, span.end_char, span.kb_id_, span.id_) for kind in MentionKind for span in doc.spans[kind.value]
    }
    assert spans == {(m.kind, m.start, m.end, m.name, m.rule) for m in find_mentions(document)}
