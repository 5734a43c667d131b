"""Archives (ZIP, TAR, compressed or not, one inside the other) are unpacked beside each other, under names that are only told.

A member never chooses where it is written: files are numbered in a folder of our own, and its name is kept as a word. So
`../` and absolute paths do no harm, and are refused all the same, because such an archive is not honest.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from fazhi.documents.formats import HEAD, Refused, detect
from fazhi.documents.inputs import tells_about_files
from fazhi.documents.limits import DEEPEST, LARGEST_FILE, LARGEST_UNPACKED, MEGABYTE, MOST_MEMBERS, read_bytes
from fazhi.errors import InputError

_CHUNK = 1 << 20
_RATIO = 250  # unpacked to packed, from which on a large member is a bomb
DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    lzma.LZMAError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was in an archive: where it is now, and its name in the archive (those of archives inside it in front)."""

    path: Path
    name: str


@dataclass(slots=True)
class _Unpacking:
    folder: Path
    members: list[Member] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seen: int = 0
    size: int = 0


def unpack(path: Path, folder: Path, *, shown: str) -> tuple[list[Member], list[str]]:
    """Unpack an archive into `folder`: its files in order of name, and the reasons why others are not there.

    Raises InputError where the archive cannot be read, or asks for more than `limits` allows.
    """
    state = _Unpacking(folder)
    _unpack(read_bytes(path), state, shown, "", 0)
    return sorted(state.members, key=lambda m: m.name), state.refused


def _unpack(data: bytes, state: _Unpacking, shown: str, prefix: str, depth: int) -> None:
    if depth > DEEPEST:
        raise InputError(f"{shown}: archives inside archives, more than {DEEPEST} deep; unpack them and name the folder")
    try:
        for name, size, file in _files(data, PurePosixPath(shown).name):
            state.seen += 1
            if state.seen > MOST_MEMBERS:
                raise InputError(f"{shown}: more than {MOST_MEMBERS:,} files are in this archive; unpack what you need")
            if file is None:
                state.refused.append(f"{shown}/{name}: it is a link or encrypted; not read")
                continue
            parts = PurePosixPath(name.replace("\\", "/")).parts
            if ".." in parts or name.startswith(("/", "\\")) or (parts and ":" in parts[0]):
                state.refused.append(f"{shown}/{name}: its name leads out of the archive; refused: unpack it by hand")
                continue
            if not parts or any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts) or name.endswith("/"):
                continue
            if tells_about_files(parts[-1]):
                state.refused.append(f"{shown}/{name}: not read: by its name it tells about this archive; unpack it to read it")
                continue
            content = _content(file, size, state, f"{shown}/{name}", len(data))
            full = f"{prefix}{'/'.join(parts)}"
            if _is_archive(content, full):
                try:
                    _unpack(content, state, f"{shown}/{name}", f"{full}/", depth + 1)
                except InputError as error:
                    state.refused.append(str(error))
                continue
            place = state.folder / f"{len(state.members):06}{PurePosixPath(full).suffix[:10]}"
            place.write_bytes(content)
            state.members.append(Member(place, full))
    except DAMAGED as error:
        raise InputError(f"{shown}: this archive is damaged or encrypted ({error}); fetch it again") from error


def _content(file: IO[bytes], size: int, state: _Unpacking, shown: str, packed: int) -> bytes:
    """The bytes of a member, never more than the limits allow, whatever it says of itself."""
    parts: list[bytes] = []
    total = 0
    while chunk := file.read(_CHUNK):
        total += len(chunk)
        state.size += len(chunk)
        if total > LARGEST_FILE or state.size > LARGEST_UNPACKED or (total > 32 * MEGABYTE and total > _RATIO * packed):
            raise InputError(
                f"{shown}: it unpacks to more than {min(total, LARGEST_FILE) // MEGABYTE} MB, as an archive bomb does; refused"
            )
        parts.append(chunk)
    return b"".join(parts)


def _is_archive(content: bytes, name: str) -> bool:
    try:
        return detect(content[:HEAD], name, content) == "archive"
    except Refused:
        return False


def _files(data: bytes, name: str) -> Iterator[tuple[str, int, IO[bytes] | None]]:
    """The files of an archive: name, size as declared, and where to read them (None for links and what is encrypted)."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if info.is_dir():
                    continue
                if info.flag_bits & 1 or (info.external_attr >> 28) == 0o12:
                    yield _name(info), info.file_size, None
                    continue
                with archive.open(info) as file:
                    yield _name(info), info.file_size, file
        return
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r|*", encoding="utf-8", errors="surrogateescape") as archive:
            for entry in archive:
                if entry.isdir():
                    continue
                name = _repaired(entry.name.encode("utf-8", "surrogateescape"))
                yield name, entry.size, archive.extractfile(entry) if entry.isfile() else None
    except tarfile.ReadError:
        with _single(data) as single:
            stem = name.rsplit(".", 1)[0] or "file"
            yield stem, 0, single


@contextmanager
def _single(data: bytes) -> Iterator[IO[bytes]]:
    """One compressed file that is no archive."""
    opened: Any
    if data.startswith(b"\x1f\x8b"):
        opened = gzip.GzipFile(fileobj=io.BytesIO(data))
    elif data.startswith(b"BZh"):
        opened = bz2.BZ2File(io.BytesIO(data))
    else:
        opened = lzma.LZMAFile(io.BytesIO(data))  # noqa: SIM115
    with opened:
        yield opened


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a ZIP member: where it is not marked as UTF-8, it is what Windows in China writes."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return _repaired(info.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename


def _repaired(raw: bytes) -> str:
    """A file name in UTF-8 or GBK.

    >>> _repaired("报告.txt".encode("gbk")), _repaired("报告.txt".encode())  # "report"
    ('报告.txt', '报告.txt')
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
