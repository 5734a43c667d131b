"""A line cut into pieces: before the enumerators in its running text, and before the sentences that lead to a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fazhi.outline.among import causes_follow, gives_reason
from fazhi.outline.headings import turn_role
from fazhi.outline.leads import is_lead_in
from fazhi.outline.line import Line
from fazhi.outline.signs import Sign, inline_signs
from fazhi.sentences import sentences


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line that begins with an enumerator, or with none."""

    sign: Sign | None
    start: int
    end: int
    inline: bool


class Cutter:
    """Cuts the lines of one text."""

    def __init__(self, reading: str, year: int | None) -> None:
        self.reading = reading
        self.year = year

    def pieces(
        self, line: Line, start: int, first: Sign | None, counted: Mapping[str, int], below: Sign | None
    ) -> Iterator[Piece]:
        """The line cut before the enumerators in its running text, and before the sentences that lead to a list.

        `counted` tells how far the open lists have counted, `below` is the enumerator of the next line.
        """
        counted = dict(counted)
        if first is not None:
            if first.series == "ordinal-word" and first.ordinal > 1 and first.series not in counted:
                first = None  # 最后, (last) without 首先, (first)
            else:
                counted[first.series] = first.ordinal
        text_start = first.end if first is not None else start
        signs = inline_signs(self.reading, text_start, line.end, counted, below)
        if first is None:
            signs = self._past_reasons(signs, text_start, line.end)
        cuts: list[tuple[int, Sign | None]] = [(start, first)]
        for sign in signs:
            if sign.start <= cuts[-1][0]:
                cuts[-1] = (sign.start, sign)
                continue
            lead_in = self._lead_in_start(cuts[-1], sign)
            if lead_in is not None:
                cuts.append((lead_in, None))
            cuts.append((sign.start, sign))
        for (a, sign_at), (b, _) in zip(cuts, [*cuts[1:], (line.end, None)], strict=True):
            if b > a:
                yield Piece(sign_at, a, b, inline=a > line.start)

    def _past_reasons(self, signs: list[Sign], start: int, end: int) -> list[Sign]:
        """The signs but those that count the reasons of a problem in one sentence: …冷清,究其原因,一是路远,二是门难找。"""
        dropped: set[Sign] = set()
        for a, b in sentences(self.reading, start, end):
            within = [sign for sign in signs if a <= sign.start < b]
            before = self.reading[a : within[0].start].rstrip(",") if within else ""
            announced = causes_follow(before) and ("," in before or a > start)
            if len(within) > 1 and before and (announced or all(gives_reason(self.reading[sign.end : b]) for sign in within)):
                dropped.update(within)
        return [sign for sign in signs if sign not in dropped]

    def _lead_in_start(self, last: tuple[int, Sign | None], sign: Sign) -> int | None:
        """Where the sentence begins that leads to the list which `sign` opens, in the middle of what stands before."""
        if sign.ordinal > 1:
            return None
        start = last[1].end if last[1] is not None else last[0]
        before = list(sentences(self.reading, start, sign.start))
        for a, b in before[-2:]:
            text = self.reading[a:b]
            if a > start and (turn_role(text, self.year) is not None or (b == sign.start and is_lead_in(text))):
                return a
        return None
