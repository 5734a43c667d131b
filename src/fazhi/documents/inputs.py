"""From the paths that a user names to the files that are read, and what each is called in the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fazhi.errors import InputError

SUFFIXES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: `source` is its path below the argument it was found under, `identifier` the same without suffix."""

    path: Path
    source: str

    @property
    def identifier(self) -> str:
        """`source` without its suffix: what the report is called in queries."""
        return self.source[: -len(Path(self.source).suffix)] if Path(self.source).suffix else self.source


def find_inputs(paths: Iterable[Path | str]) -> Iterator[Input | InputError]:
    """The files named by `paths`: a file as it is, a folder with all text files below it, in order of name.

    What cannot be used comes as an InputError in its place. A file that is named twice is read once.
    """
    seen: set[Path] = set()
    for path in map(Path, paths):
        for found in _below(path):
            if isinstance(found, Input):
                real = found.path.resolve()
                if real in seen:
                    continue
                seen.add(real)
            yield found


def _below(path: Path) -> Iterator[Input | InputError]:
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield Input(path, path.name)
        else:
            yield InputError(f"{path}: no such file or folder; check the path")
    except OSError as error:
        yield InputError(f"{path}: {error.strerror or error}; check the path and your permission to read it")


def _in_folder(folder: Path) -> Iterator[Input | InputError]:
    names = sorted(p for p in folder.rglob("*") if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    files = [p for p in names if p.is_file()]
    taken = [p for p in files if p.suffix.lower() in SUFFIXES]
    for path in files:
        source = path.relative_to(folder).as_posix()
        if path in taken:
            yield Input(path, source)
        else:
            yield InputError(f"{path}: not read: only {' and '.join(SUFFIXES)} files in a folder are; name it by itself to try")
    if not files:
        yield InputError(f"{folder}: no file in this folder; put reports as text files there")
