"""From the paths that a user names to the files that are read, and what each is called in the graph."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from fazhi.documents.formats import HEAD, SUFFIXES, Refused, detect
from fazhi.errors import InputError

_ABOUT = re.compile(r"(?:readme|licen[sc]e|copying|changelog|contributing|code_of_conduct|authors)(?:$|[._-])", re.IGNORECASE)
_NO_FILES = ("thumbs.db", "desktop.ini", "__macosx")
_RESULTS = ("graph.nq", ("build.json", "graph.ttl"))  # the first, and one of the others, are in a folder that a build wrote
_WRITTEN = ("graph.*", "build.json", "links.csv", "regions.csv", "store")  # what a build or an export writes into it


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: `source` is its path below the argument it was found under, `identifier` the same without suffix.

    `name` stands for the identifier where another input has that already; `archive` tells that it is to be unpacked.
    """

    path: Path
    source: str
    name: str = ""
    archive: bool = False

    @property
    def identifier(self) -> str:
        """What the report is called in queries."""
        if self.name:
            return self.name
        return self.source[: -len(Path(self.source).suffix)] if Path(self.source).suffix else self.source


def printable(text: object) -> str:
    """A text of foreign origin for a terminal: what would move the cursor or break the line is shown as its escape.

    >>> printable("a\\nb\\x1b[2J")
    'a\\\\nb\\\\x1b[2J'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in str(text))


def tells_about_files(name: str) -> bool:
    """Whether a file, by its name, tells about the others of its folder: README, LICENSE, CHANGELOG.

    >>> [name for name in ("README.zh-CN.md", "LICENSE", "readme", "2023年报告.md") if not tells_about_files(name)]
    ['2023年报告.md']
    """
    return bool(_ABOUT.match(name))


def find_inputs(paths: Iterable[Path | str], *, without: Iterable[Path] = ()) -> Iterator[Input | InputError]:
    """The files named by `paths`: a file as it is, a folder with all files of known formats below it, in order of name.

    Folders with the results of an earlier build are passed over, and in the named folder itself the results of one; a README or a
    licence, which may quote a report, is read only where it is named itself.
    What cannot be used comes as an InputError in its place. A file that is named twice is read once; files in `without` are not.
    """
    seen: set[Path] = {_real(path) for path in without}
    for path in map(Path, paths):
        for found in _below(path, frozenset(seen)):
            if isinstance(found, Input):
                real = _real(found.path)
                if real in seen:
                    continue
                seen.add(real)
            yield found


def named_apart(inputs: Iterable[Input]) -> list[Input]:
    """The same inputs, those that would have the identifier of an earlier one called by their whole path."""
    taken: set[str] = set()
    found = []
    for item in inputs:
        name, n = item.identifier, 1
        while name in taken:
            name, n = (item.source if n == 1 else f"{item.source} ({n})"), n + 1
        taken.add(name)
        found.append(item if name == item.identifier else replace(item, name=name))
    return found


def _real(path: Path) -> Path:
    """Where a path leads to in the end; a link that leads to itself, to itself."""
    return Path(os.path.realpath(path))


def _below(path: Path, without: frozenset[Path]) -> Iterator[Input | InputError]:
    try:
        if path.is_dir():
            yield from _in_folder(path, without)
        elif path.is_file():
            yield _input(path, path.name)
        elif path.exists():
            yield InputError(f"{path}: this is no regular file (a pipe or a device); save what it gives to a file")
        else:
            yield InputError(f"{path}: no such file or folder; check the path")
    except OSError as error:
        yield InputError(f"{path}: {error.strerror or error}; check the path and your permission to read it")


def _input(path: Path, source: str) -> Input:
    return Input(path, source, archive=_format(path) == "archive")


def _format(path: Path) -> str | None:
    """What a file looks like from its beginning; an empty or unreadable one by its suffix."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        return detect(head, path.name) if head else SUFFIXES.get(path.suffix.lower())
    except (OSError, Refused):
        return SUFFIXES.get(path.suffix.lower())


def _in_folder(folder: Path, without: frozenset[Path]) -> Iterator[Input | InputError]:
    any_file = False
    for path in _walk(folder):
        if isinstance(path, InputError):
            yield path
            continue
        any_file = True
        if _real(path) in without:
            continue
        source = path.relative_to(folder).as_posix()
        if not path.is_file():
            yield InputError(f"{path}: not read: it is no regular file, or a link that leads nowhere")
        elif tells_about_files(path.name):
            yield InputError(f"{path}: not read: by its name it tells about this folder; name it by itself to read it")
        elif path.suffix.lower() in SUFFIXES or (not path.suffix and _format(path) is not None):
            yield _input(path, source)
        else:
            yield InputError(f"{path}: not read: {path.suffix or 'this kind'} files are no reports; name it by itself to try")
    if not any_file:
        yield InputError(f"{folder}: no file in this folder; put reports there")


def _not_written(names: Iterable[str]) -> list[str]:
    return [name for name in names if not any(map(partial(fnmatchcase, name), _WRITTEN))]


def _walk(folder: Path) -> Iterator[Path | InputError]:
    """All files below a folder in order of name; a folder that links lead to once more is not entered again."""
    entered: set[tuple[int, int]] = set()
    found: list[Path | InputError] = []

    def failed(error: OSError) -> None:
        """Keep a folder that cannot be listed as a fault among the files."""
        found.append(InputError(f"{error.filename}: {error.strerror or error}; check your permission to read it"))

    for top, folders, files in os.walk(folder, followlinks=True, onerror=failed):
        stat = Path(top).stat()
        if (stat.st_dev, stat.st_ino) in entered:
            folders.clear()
            found.append(InputError(f"{top}: not read: a link to a folder that is read already"))
            continue
        entered.add((stat.st_dev, stat.st_ino))
        if _RESULTS[0] in files and not set(files).isdisjoint(_RESULTS[1]):
            if Path(top) != folder:
                folders.clear()
                continue
            folders[:], files = _not_written(folders), _not_written(files)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f.lower() not in _NO_FILES)
        found += [Path(top, f) for f in files if not f.startswith((".", "~$")) and f.lower() not in _NO_FILES]
    yield from sorted((p for p in found if isinstance(p, Path)), key=lambda p: p.relative_to(folder).parts)
    yield from (p for p in found if isinstance(p, InputError))
