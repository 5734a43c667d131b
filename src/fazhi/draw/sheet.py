"""The sheet of paper that all pictures are drawn on: size, fonts, colours, and how it is written.

Letters become outlines in SVG, so that Chinese displays everywhere. The same data gives the same bytes with the same
versions of matplotlib and of the font; `digest` of the data is in the file, by which a stale picture is known.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from fazhi.draw.fonts import chinese
from fazhi.errors import OutputError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, FAINT, LINE, GROUND = "#1f2933", "#66717e", "#dfe4ea", "#ffffff"
_DPI = 160  # of PNG
_VERSION = 2  # of the way of drawing; one more makes all pictures stale
_DIGEST = re.compile(rb"fazhi-data-([0-9a-f]{64})")


def digest(data: object) -> str:
    """What tells whether a picture shows this data."""
    told = json.dumps([_VERSION, data], ensure_ascii=False, sort_keys=True, default=str)
    return f"fazhi-data-{hashlib.sha256(told.encode()).hexdigest()}"


def digest_of(path: Path) -> str:
    """The digest in a picture that was written; empty where there is none."""
    found = _DIGEST.search(path.read_bytes())
    return found.group().decode() if found else ""


@contextmanager
def sheet(width: float, height: float, title: str, subtitle: str) -> Iterator[tuple[Figure, Axes]]:
    """A figure of so many inches with a title, and axes in inches over all of it, y growing downwards. Raises OutputError."""
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise OutputError(
            "pictures need the package matplotlib, which is not installed; install it with: pip install 'fazhi[draw]'"
        ) from None

    style: Any = {
        "font.family": [chinese()],
        "font.size": 10,
        "text.color": INK,
        "axes.unicode_minus": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "fazhi",
        "path.sketch": None,
    }
    with mpl.rc_context(style):
        figure = Figure(figsize=(width, height), facecolor=GROUND)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.axis("off")
        axes.text(0.35, 0.42, title, fontsize=15, fontweight="bold", va="center")
        axes.text(0.35, 0.74, subtitle, fontsize=9.5, color=FAINT, va="center")
        yield figure, axes


def save(figure: Figure, file: BinaryIO, kind: str, mark: str) -> None:
    """Write a figure as "svg" or "png", with the digest of its data."""
    for artist in figure.axes[0].get_children():
        artist.set_clip_on(False)  # nothing lies outside, and the names of clips differ from run to run
    if kind == "svg":
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": "fazhi", "Description": mark})
    else:
        figure.savefig(file, format="png", dpi=_DPI, metadata={"Software": "fazhi", "Description": mark})


def wrap(text: str, units: float) -> list[str]:
    """A text in lines of at most so many units, an em of Chinese being one and a Latin letter a bit more than half.

    >>> wrap("法治政府建设abc", 4)  # "building a law-based government"
    ['法治政府', '建设abc']
    """
    lines, width = [""], 0.0
    for char in " ".join(text.split()):
        step = _width(char)
        if width + step > units and lines[-1]:
            if char in "，。、；：）》”,.;:)":  # never at the beginning of a line
                lines[-1] += char
                width += step
                continue
            lines.append("")
            width = 0.0
        lines[-1] += char
        width += step
    return lines


def balanced(text: str, units: float) -> list[str]:
    """A text in as many lines as `wrap` gives, but no longer than it must be, so that no line has a character alone.

    >>> balanced("法治政府建设", 5)  # "building a law-based government"
    ['法治政', '府建设']
    """
    lines = wrap(text, units)
    width = units
    while width > 2 and len(wrap(text, width - 0.5)) == len(lines):
        width -= 0.5
    return wrap(text, width)


def units(text: str) -> float:
    """How wide a text is, in ems."""
    return sum(map(_width, text))


def _width(char: str) -> float:
    return 0.57 if ord(char) < 0x2E80 and char not in "“”—…·" else 1.0


def cut(lines: list[str], most: int) -> list[str]:
    """At most so many lines; where some are left out, the last ends in an ellipsis."""
    return lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-1] + "…"]
