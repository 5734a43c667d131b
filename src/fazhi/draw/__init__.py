"""The draw room: a network becomes a picture, SVG or PNG, with Chinese that displays everywhere.

In comes a networkx graph as the export room makes it (all of it, nothing left out), out comes a file. `PICTURES` is the table of
pictures. Needs matplotlib (`pip install 'fazhi[draw]'`) and a font with Chinese characters on the system.

>>> sorted(PICTURES)
['departments', 'indicators', 'measures', 'ontology', 'spread', 'themes']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fazhi.disk.files import make_folder, whole
from fazhi.draw.pictures import PICTURES, Picture
from fazhi.draw.sheet import digest, digest_of, save
from fazhi.errors import OutputError, QueryError

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["PICTURES", "Picture", "digest_of", "draw", "mark"]

KINDS = ("svg", "png")
"""The kinds of files."""


def draw(networks: Mapping[str, nx.MultiDiGraph[str]], name: str, path: Path, *, title: str, colours: Mapping[str, str]) -> None:
    """Write a picture of `PICTURES` as SVG or PNG, by the suffix of the file.

    `networks` has the views that the picture needs by their names; `title` says whose picture it is; `colours` are those of the
    themes by their codes. Raises OutputError; QueryError where there is no such picture.
    """
    kind = path.suffix[1:].lower()
    if kind not in KINDS:
        raise OutputError(f"{path}: a picture is .svg or .png; give such a name")
    row = picture(name)
    told = row.told(networks.get(row.view))
    figure = row.draw(told, title, dict(colours))
    make_folder(path.parent)
    with whole(path) as file:
        save(figure, file, kind, _mark(told, title))


def mark(networks: Mapping[str, nx.MultiDiGraph[str]], name: str, *, title: str) -> str:
    """What a fresh file of this picture has in it, by which a stale one is known; nothing is drawn."""
    row = picture(name)
    return _mark(row.told(networks.get(row.view)), title)


def picture(name: str) -> Picture:
    """A picture by its name. Raises QueryError where there is none."""
    try:
        return PICTURES[name]
    except KeyError:
        raise QueryError(f"picture {name!r}: there is none of this name; give one of {', '.join(PICTURES)}") from None


def _mark(told: Any, title: str) -> str:
    rows = {
        key: [[repr(k), v] for k, v in found.items()] if isinstance(found, dict) else found for key, found in asdict(told).items()
    }
    return digest([rows, title])
