"""Lines in compressed blocks: N-Quads repeat themselves so much that they take a twentieth of the room, and less time to read.

A block is the number of its bytes (4, the highest first), then so many bytes of zlib: lines, each with its end.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, overload

from fazhi.disk.files import discard

_BLOCK = 128  # lines
_SIZE = struct.Struct("!I")
_LEVEL = 1


class Blocks(Sequence[str]):
    """Lines that are read block by block, `_BLOCK` of them in each but the last."""

    _count: int

    def _block(self, number: int) -> list[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            if step < 0:
                return [self[i] for i in range(start, stop, step)]
            return list(islice(self._from(start), max(0, stop - start)))[::step]
        at = index + self._count if index < 0 else index
        if not 0 <= at < self._count:
            raise IndexError(index)
        return self._block(at // _BLOCK)[at % _BLOCK]

    def __iter__(self) -> Iterator[str]:
        return self._from(0)

    def _from(self, at: int) -> Iterator[str]:
        """The lines from one on; each block is read as a whole, so that several readers do not disturb each other."""
        for number in range(at // _BLOCK, -(-self._count // _BLOCK)):
            found = self._block(number)
            yield from found[at % _BLOCK :] if number == at // _BLOCK else found


class Packed(Blocks):
    """The lines of a file of compressed blocks, which is closed with this object.

    >>> import tempfile
    >>> file = tempfile.TemporaryFile()
    >>> for block in pack(f"法{number}\\n".encode() for number in range(200)):  # "law"
    ...     _ = file.write(block)
    >>> lines = Packed(file)
    >>> len(lines), lines[0], lines[-1], lines[127:129], lines[::100]
    (200, '法0', '法199', ['法127', '法128'], ['法0', '法100'])
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places = array("Q")
        self._count = 0
        file.seek(0)
        last = b""
        while head := file.read(_SIZE.size):
            self._places.append(file.tell())
            last = file.read(_SIZE.unpack(head)[0])
        if self._places:
            self._count = (len(self._places) - 1) * _BLOCK + zlib.decompress(last).count(b"\n")
        self._places.append(file.tell() + _SIZE.size)

    def _block(self, number: int) -> list[str]:
        start, end = self._places[number], self._places[number + 1] - _SIZE.size
        self._file.seek(start)
        return zlib.decompress(self._file.read(end - start)).decode("utf-8").split("\n")[:-1]

    def __del__(self) -> None:
        discard(self._file)


def pack(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with their ends as compressed blocks."""
    rest = iter(lines)
    while block := b"".join(islice(rest, _BLOCK)):
        packed = zlib.compress(block, _LEVEL)
        yield _SIZE.pack(len(packed)) + packed


def unpack(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file of compressed blocks, with their ends."""
    while head := file.read(_SIZE.size):
        yield from zlib.decompress(file.read(_SIZE.unpack(head)[0])).splitlines(keepends=True)
