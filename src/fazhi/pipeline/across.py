"""What no single report can tell: the lines of a graph with what `link` derives across its reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fazhi.disk.files import make_folder, write_bytes
from fazhi.disk.merged import Lines, check_utf8, spooled
from fazhi.documents import read_manifest
from fazhi.errors import StoreError
from fazhi.pipeline.many import Progress
from fazhi.pipeline.means import version

if TYPE_CHECKING:
    from fazhi.link import Linked
    from fazhi.link.regions import Regions

LINKS = "links.csv"
"""The file of doubtful ties in a folder of results."""

REGIONS = "regions.csv"
"""The file of regions that the country's table lacks, in a folder of results."""

_MEMORY = Path(".cache") / "link" / "parts.sqlite"


def linked_lines(
    lines: Iterable[str],
    folder: Path | None = None,
    *,
    drop: bool = False,
    progress: Progress | None = None,
    remember: bool = False,
    listed: bool = True,
    manifest: Path | None = None,
) -> tuple[Sequence[str], Linked | None]:
    """The sorted lines of a graph with what is derived across its reports, and what that is.

    The decisions in `links.csv` of the folder are applied, and the file is written anew; so are the regions that `manifest` has
    besides those of the country's table, in `regions.csv`. Without `listed`,
    neither file is written. With `remember`, what was found is kept in the folder, and what
    cannot have changed is not looked for again. With `drop`, what was derived is taken out, and nothing derived. Raises
    InputError where a file is malformed, OutputError where one cannot be written.
    """
    from fazhi.link import Memory, link, read_decisions, write_decisions
    from fazhi.link import merged as join

    if drop:
        return spooled(join(lines, ())), None
    kept = lines if isinstance(lines, Sequence) else spooled(lines)
    decisions = read_decisions(folder / LINKS) if folder else {}
    if folder and (listed or remember):
        make_folder(folder)
    known = _regions(folder, manifest, listed=listed)
    memory = Memory(folder / _MEMORY if folder and remember else None, version=version())
    whole = False
    try:
        found = link(kept, decisions=decisions, progress=progress, memory=memory, known=known)
        whole = True
    finally:
        memory.close(whole=whole)
    if folder and listed:
        write_decisions(folder / LINKS, found.ties, decisions)
    return spooled(join(kept, found.lines)), found


def _regions(folder: Path | None, manifest: Path | None, *, listed: bool) -> Regions:
    """The regions of the country with those of a manifest, written down where `listed`; without one, of the last."""
    from fazhi.link.regions import Regions, as_table, read_regions, regions_of

    if manifest is None:
        return read_regions(folder / REGIONS) if folder else Regions()
    others = regions_of((entry.region_code, entry.region) for entry in read_manifest(manifest).values())
    if folder and others and listed:
        write_bytes(folder / REGIONS, as_table(others).encode())
    return Regions(others)


def read_lines(folder: Path) -> Lines:
    """The lines of `graph.nq` in a folder, which stay on the disk. Raises StoreError where there are none."""
    path = folder / "graph.nq"
    try:
        check_utf8(path)
        return Lines(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"{path}: cannot be read ({reason}); make it with: fazhi build PATH... --out {folder}") from error
