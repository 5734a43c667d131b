"""The same layout as it comes out of a web page, a word processor or a PDF."""

from __future__ import annotations

import random
import re

from relaid.draft import Draft
from relaid.parts import wordings

_HALF = str.maketrans("，；：（）！？％０１２３４５６７８９", ",;:()!?%0123456789")


def wrapped(text: str, rng: random.Random, *, pages: bool = False, blank: bool = False) -> str:
    """Lines of equal width; `pages`: a page number in mid-sentence every thirty lines; `blank`: a blank line after each."""
    width = rng.randrange(26, 40)
    lines: list[str] = []
    for paragraph in text.splitlines():
        indented = paragraph if paragraph.startswith("|") or not lines else f"　　{paragraph}"
        lines += _cut(indented, width)
    if pages:
        out: list[str] = []
        for n, line in enumerate(lines, start=1):
            out.append(line)
            if not n % 30:
                out += ["", rng.choice(["— {} —", "- {} -", "{}", "第 {} 页"]).format(n // 30), "", ""]
        lines = out
    return ("\n\n" if blank else "\n").join(lines) + "\n"


def _cut(line: str, width: int) -> list[str]:
    """A line cut to a width; the row of a table is not."""
    width = len(line) if "|" in line or "\t" in line else width
    return [line[i : i + width] for i in range(0, len(line), width)] if line else [""]


def flush(text: str, rng: random.Random) -> str:
    """Lines of equal width without indents, as a PDF gives them."""
    width = rng.randrange(28, 38)
    lines = [line for paragraph in text.splitlines() for line in _cut(paragraph, width)]
    return "\n".join(lines) + "\n"


def furnished(draft: Draft) -> str:
    """The lines of a web page around the article."""
    years = {"year": draft.year, "next": draft.year + 1}
    before, after = ([line.format(**years) for line in wordings()[name]] for name in ("before", "after"))
    title, _, rest = draft.text().partition("\n")
    return "\n".join([before[0], title, *before[1:], rest.rstrip("\n"), *after]) + "\n"


def indented(text: str) -> str:
    """Indents and blank lines."""
    title, *lines = text.splitlines()
    return "\n\n".join([title, *(f"　　{line}" for line in lines)]) + "\n"


def half_width(text: str) -> str:
    """Half-width signs and digits."""
    return text.translate(_HALF)


def spaced(text: str) -> str:
    """Blanks on either side of digits."""
    return re.sub(r"(?<=[一-龥])(?=\d)|(?<=\d)(?=[一-龥])", " ", text)


def one_line(text: str) -> str:
    """Sections in one line each, as pages whose line breaks were lost: 一、… stands in running text."""
    title, *lines = text.splitlines()
    return title + "\n" + "".join(lines) + "\n"
