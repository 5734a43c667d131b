"""Values laid aside on the disk, in their order: a sequence that takes little memory, however long it is."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, TypeVar, overload

from fazhi.disk.files import discard

Value = TypeVar("Value")


class Aside(Sequence[Value]):
    """A sequence that is written at its end and read anywhere; what is read is a new value each time.

    >>> told = Aside(["法", "治"])  # "law", "rule"
    >>> told.append("。")
    >>> len(told), told[1], told[-1], list(told), told[1:]
    (3, '治', '。', ['法', '治', '。'], ['治', '。'])
    """

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self._file: BinaryIO = tempfile.TemporaryFile(prefix="fazhi-")  # noqa: SIM115  closed with this object
        weakref.finalize(self, discard, self._file)
        self._starts, self._ends = array("Q"), array("Q")
        self._end = 0
        self.extend(values)

    def append(self, value: Value) -> None:
        """Lay one more value aside."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(data)
        self._starts.append(self._end)
        self._end += len(data)
        self._ends.append(self._end)

    def extend(self, values: Iterable[Value]) -> None:
        """Lay more values aside."""
        for value in values:
            self.append(value)

    def arrange(self, places: Sequence[int]) -> None:
        """Put the values in another order: each one where the list of places tells, which has all numbers from 0 on.

        >>> told = Aside("治法")
        >>> told.arrange([1, 0])
        >>> list(told)
        ['法', '治']
        """
        starts, ends = array("Q", bytes(8 * len(self))), array("Q", bytes(8 * len(self)))
        for place, start, end in zip(places, self._starts, self._ends, strict=True):
            starts[place], ends[place] = start, end
        self._starts, self._ends = starts, ends

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> list[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | list[Value]:
        if isinstance(index, slice):
            return [self._at(at) for at in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        return self._at(at)

    def _at(self, at: int) -> Value:
        self._file.seek(self._starts[at])
        value: Value = pickle.loads(self._file.read(self._ends[at] - self._starts[at]))
        return value

    def __iter__(self) -> Iterator[Value]:
        return map(self._at, range(len(self)))
