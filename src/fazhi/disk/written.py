"""Which files of a folder an earlier run wrote: these may go when a later one writes others, and nobody else's.

The names stand in a hidden file beside them, one a line, by what they are files of. A file that is not in this list is not ours,
whatever its name.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> for name in ("a.csv", "b.csv", "mine.csv"):
...     _ = (folder / name).write_text("法治")  # "rule of law"
>>> leave_only(folder, "tables", ["a.csv", "b.csv"])
>>> leave_only(folder, "tables", ["a.csv"])
>>> sorted(path.name for path in folder.glob("*.csv"))
['a.csv', 'mine.csv']
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from fazhi.disk.files import output_error, write_text


def leave_only(folder: Path, kind: str, names: Collection[str]) -> None:
    """Remove what an earlier run wrote of this kind into a folder and this one did not, and note what this one wrote.

    Raises OutputError.
    """
    for name in earlier(folder, kind) - set(names):
        try:
            if not (folder / name).is_dir():
                (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise output_error(folder / name, error) from error
    write_text(_list(folder, kind), "".join(f"{name}\n" for name in sorted(names)))


def earlier(folder: Path, kind: str) -> set[str]:
    """The names of the files that an earlier run wrote of this kind into a folder; none where it is not known."""
    try:
        names = _list(folder, kind).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    return {name for name in names if name and Path(name).name == name and not name.startswith(".")}  # none that leads elsewhere


def _list(folder: Path, kind: str) -> Path:
    return folder / f".{kind}.written"
