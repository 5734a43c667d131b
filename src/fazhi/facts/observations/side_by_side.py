"""What is done to things that stand side by side, told once, after the last of them.

对6所学校和9家食堂开展检查 ("6 schools and 9 canteens were inspected"): both figures count what was inspected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fazhi.facts.observations.page import Figure, Page
from fazhi.facts.observations.words import vocabulary

_JOINT = re.compile(r"[\u4e00-\u9fff□]{1,14}(?:、|和|及|与|以及)")
_LONGEST = 10  # characters of what is done


def done_to(page: Page, figures: Sequence[Figure], index: int, printed: str) -> str:
    """What is done to figure number `index`, which the words `printed` stand before; empty where no other stands beside it."""
    if not vocabulary().led.search(printed):
        return ""
    end = page.clause_end(figures[index].end)
    last = index
    while last + 1 < len(figures) and figures[last + 1].start < end:
        if not _JOINT.fullmatch(page.hidden, figures[last].stop, figures[last + 1].start):
            return ""
        last += 1
    if last == index:
        return ""
    said, known = page.reading[figures[last].stop : end], vocabulary()
    verb = known.openings.search(said, 1) or known.carried_out.search(said) or known.long_verb.search(said, 1)
    return said[verb.start() :][:_LONGEST] if verb else ""
