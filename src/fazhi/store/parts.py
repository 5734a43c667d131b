"""A graph file in parts, for bulk loaders that read several files at a time."""

from __future__ import annotations

import gzip
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, cast

from fazhi.disk.files import make_folder, whole
from fazhi.disk.written import leave_only
from fazhi.errors import StoreError


def split(nquads: Path, out: Path, parts: int) -> list[Path]:
    """Write an N-Quads file as so many files of about the same size, each whole or not at all; their paths.

    The parts are named after `out`, with a number before its suffix (`part.nq.gz` gives `part-1.nq.gz`, …), and are
    compressed where it ends in .gz. Every line is in one part, and a quad in one line, so that they can be loaded in any
    order; parts that an earlier split of this name wrote beyond these go. Raises StoreError where the file cannot be read,
    OutputError where a part cannot be written.
    """
    if parts < 1:
        raise StoreError(f"{parts} parts: there must be one at the least")
    stem, dot, suffix = out.name.partition(".")
    paths = [out.with_name(f"{stem}-{number}{dot}{suffix}") for number in range(1, parts + 1)]
    with ExitStack() as stack:
        try:
            source = stack.enter_context(nquads.open("rb"))
        except OSError as error:
            raise StoreError(f"{nquads}: cannot be read: {error.strerror}; build it with: fazhi build PATH...") from error
        make_folder(out.parent)
        files = [stack.enter_context(whole(path)) for path in paths]
        if out.suffix == ".gz":  # no name and no time in the header: the same bytes always
            files = [
                cast(BinaryIO, stack.enter_context(gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0)))
                for file in files
            ]
        size, part, written = nquads.stat().st_size, 0, 0
        for line in source:
            if written * parts >= size * (part + 1) and part < parts - 1:
                part += 1
            files[part].write(line)
            written += len(line)
    leave_only(out.parent, out.name, [path.name for path in paths])
    return paths
