"""Where words stand in a text, compared as the scorer compares them: without white space, quotation marks and width."""

from __future__ import annotations

from collections.abc import Iterator

from fazhi.evaluate.compare import normal


class Words:
    """A text in which words are looked for.

    >>> words = Words("经 费\\n不足，经费不足")  # "funds are short, funds are short"
    >>> words.first("经费不足", 0), words.first("经费不足", 3), words.first("法治", 0), words.all("经费不足")
    ((0, 6), (7, 11), None, [(0, 6), (7, 11)])
    """

    def __init__(self, text: str) -> None:
        plain: list[str] = []
        places: list[int] = []
        for position, char in enumerate(text):
            for found in normal(char):
                if not (found == "-" and plain and plain[-1] == "-"):
                    plain.append(found)
                    places.append(position)
        self._plain, self._places = "".join(plain), places

    def first(self, words: str, start: int) -> tuple[int, int] | None:
        """The first place, from a position of the text on, or None."""
        return next(self._found(words, start), None)

    def all(self, words: str) -> list[tuple[int, int]]:
        """All places."""
        return list(self._found(words, 0))

    def _found(self, words: str, start: int) -> Iterator[tuple[int, int]]:
        wanted = normal(words)
        at = self._plain.find(wanted) if wanted else -1
        while at >= 0:
            begin, end = self._places[at], self._places[at + len(wanted) - 1] + 1
            if begin >= start:
                yield begin, end
            at = self._plain.find(wanted, at + len(wanted))
