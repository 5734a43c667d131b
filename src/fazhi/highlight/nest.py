"""Marks that nest and overlap, written as elements that only nest.

Where two marks overlap, the inner one is cut in two; where a mark runs over a line break, it ends and begins again, so that each
line of the text is a paragraph of its own. The text itself is never changed.

>>> marks = [Mark(0, 4, ("a",), 0), Mark(2, 6, ("b",), 1)]
>>> print(paragraphs("公安城管部门", marks))  # "public security, city management"
<p><mark class="a" data-m="0">公安<mark class="b" data-m="1">城管</mark></mark><mark class="b" data-m="1">部门</mark></p>
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Sequence

from fazhi.highlight.model import Heading, Mark

_LONGEST_TITLE = 30
_UNSEEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(55296, 57344)), "�")


def escape(text: str) -> str:
    """Text for HTML, in elements and in attributes; what no HTML file may hold becomes U+FFFD.

    >>> escape('<script>"')
    '&lt;script&gt;&quot;'
    """
    return html.escape(text.translate(_UNSEEN))


def paragraphs(text: str, marks: Sequence[Mark], headings: Sequence[Heading] = (), *, first: int = 0, anchor: str = "s") -> str:
    """The text as HTML, a paragraph for each line; marks are numbered from `first`, headings get ids from `anchor`.

    Marks must lie within the text; empty ones are left out.
    """
    elements = [_heading(heading, f"{anchor}{i}") for i, heading in enumerate(headings)]
    for i, mark in enumerate(marks, start=first):
        opened = f'<mark class="{escape(" ".join(mark.classes))}" data-m="{i}">'
        elements.append((mark.start, mark.end, opened, opened))
    # the longer ones outside; of equal ones in the order given, headings first
    elements = sorted((e for e in elements if e[0] < e[1]), key=lambda e: (e[0], -e[1]))
    writer = _Writer(elements)
    starts, ends = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    for number, (start, end, _, _) in enumerate(elements):
        starts[start].append(number)
        ends[end].append(number)
    breaks = {position for position, char in enumerate(text) if char == "\n"}
    last = 0
    for position in sorted({*starts, *ends, *breaks, len(text)}):
        writer.text(text[last:position])
        last = position
        writer.close(set(ends[position]))
        if position in breaks:
            writer.end_line()
            last = position + 1
        writer.open(starts[position])
    writer.end_line()
    return "\n".join(writer.lines)


def _heading(heading: Heading, name: str) -> tuple[int, int, str, str]:
    """A title; one that is a whole sentence is not printed in bold."""
    element = "b" if heading.end - heading.start <= _LONGEST_TITLE else "span"
    return heading.start, heading.end, f'<{element} class="title" id="{name}">', f'<{element} class="title">'


class _Writer:
    """Writes lines; an element is opened when text follows, so that none is empty."""

    def __init__(self, elements: Sequence[tuple[int, int, str, str]]) -> None:
        self.lines: list[str] = []
        self._elements = elements
        self._wanted: list[int] = []  # those that the next text stands in
        self._open: list[int] = []  # those that are written, a beginning of the wanted ones
        self._met: set[int] = set()
        self._line: list[str] = []

    def open(self, numbers: Sequence[int]) -> None:
        """Let the next text stand in these elements too, the outer ones first."""
        self._wanted += numbers

    def close(self, numbers: set[int]) -> None:
        """Let the next text stand in these elements no more."""
        self._wanted = [number for number in self._wanted if number not in numbers]

    def text(self, text: str) -> None:
        """Write text, with the elements around it that are not open yet."""
        if text:
            self._settle(self._wanted)
            self._line.append(escape(text))

    def end_line(self) -> None:
        """End the line; elements that go on are opened again in the next."""
        self._settle([])
        self.lines.append(f"<p>{''.join(self._line)}</p>")
        self._line = []

    def _settle(self, wanted: Sequence[int]) -> None:
        common = 0
        while common < min(len(wanted), len(self._open)) and wanted[common] == self._open[common]:
            common += 1
        for number in reversed(self._open[common:]):
            self._line.append(f"</{self._elements[number][2][1:].split(' ')[0]}>")
        for number in wanted[common:]:
            _, _, first, further = self._elements[number]
            self._line.append(further if number in self._met else first)
            self._met.add(number)
        self._open = list(wanted)
