"""Marks that nest and overlap: nothing of the text is lost, and every mark covers what it should."""

from collections import defaultdict
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from fazhi.highlight.model import Heading, Mark
from fazhi.highlight.nest import paragraphs


class Reader(HTMLParser):
    """Reads paragraphs back: their text, the text of each mark, and whether elements nest."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.marked: defaultdict[int, str] = defaultdict(str)
        self.ids: list[str] = []
        self.stack: list[tuple[str, int | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "p":
            assert not self.stack
            self.lines.append("")
        self.stack.append((tag, int(given["data-m"] or 0) if "data-m" in given else None))
        if "id" in given:
            self.ids.append(given["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.stack:
            self.lines[-1] += data
            for _, mark in self.stack:
                if mark is not None:
                    self.marked[mark] += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.stack
    return reader


@given(st.data(), st.text(alphabet="法治<>&\"'\n\x00\r a", max_size=30))
def test_text_and_marks_come_back(data: st.DataObject, text: str) -> None:
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = data.draw(st.lists(places.map(sorted), max_size=8))
    marks = [Mark(start, end, ("k",), i) for i, (start, end) in enumerate(spans)]
    headings = [Heading(start, end, 0) for start, end in data.draw(st.lists(places.map(sorted), max_size=2))]
    found = read(paragraphs(text, marks, headings, first=5))
    shown = text.replace("\x00", "\ufffd")
    assert found.lines == shown.split("\n")
    for i, mark in enumerate(marks, start=5):
        assert found.marked.get(i, "") == shown[mark.start : mark.end].replace("\n", "")
    assert len(found.ids) == len(set(found.ids))
