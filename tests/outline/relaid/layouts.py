"""The layouts by name: what each makes of a draft."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from fazhi.model import Role
from relaid import marks, numbering, order, surface, wording
from relaid.draft import Draft
from relaid.scoring import Relaid

Change = Callable[[Draft, random.Random], Draft | str | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to lay a report out anew."""

    name: str
    family: str
    change: Change

    def of(self, draft: Draft, seed: int = 0) -> Relaid | None:
        """The report laid out so, with its gold; none where it cannot be."""
        rng = random.Random(f"{self.name} {draft.name} {seed}")
        new = draft.copied()
        made = self.change(new, rng)
        if made is None:
            return None
        return Relaid(draft.name, made if isinstance(made, str) else made.text(), new.gold)


def _numbers(**systems: str) -> Change:
    return lambda draft, rng: numbering.renumbered(draft, **systems)


NUMBERING: dict[str, Change] = {
    "part": _numbers(top="part", inner="chinese", points="bracketed"),
    "part-colon": _numbers(top="part-bare", inner="chinese", points="arabic"),
    "arabic": _numbers(top="arabic-pause", inner="arabic-bracketed", points="circled"),
    "arabic-wide": _numbers(inner="bracketed", points="arabic-wide"),
    "blanks-in-numbers": _numbers(top="blank", inner="bracketed-blank", points="arabic-blank"),
    "tabs": _numbers(points="arabic-tab"),
    "decimal": lambda draft, rng: numbering.decimal(draft),
    "half-bracketed": _numbers(points="half-bracketed"),
    "arabic-bracketed": _numbers(points="arabic-bracketed"),
    "circled": _numbers(points="circled"),
    "glyphs": _numbers(inner="glyph-chinese", points="glyph-arabic"),
    "ordinal": _numbers(points="ordinal"),
    "ordinal-pause": _numbers(points="ordinal-pause"),
    "ordinal-is": _numbers(points="ordinal-is"),
    "is-colon": _numbers(points="is-colon"),
    "of-them": _numbers(points="of-them"),
    "ordinal-words": lambda draft, rng: numbering.ordinal_words(draft),
    "dashes": _numbers(points="dash"),
    "bullets": _numbers(points="bullet"),
    "diamonds": _numbers(points="diamond"),
    "markdown": _numbers(points="markdown"),
    "bold-leads": lambda draft, rng: numbering.unnumbered(draft, bold=True),
    "unnumbered-points": lambda draft, rng: numbering.unnumbered(draft),
    "unnumbered": lambda draft, rng: numbering.unnumbered(draft, top=True),
    "unnumbered-work": lambda draft, rng: numbering.unnumbered(draft, keep=(Role.SHORTCOMINGS, Role.PLANS)),
    "continuing": lambda draft, rng: numbering.continuing(draft),
    "raised": lambda draft, rng: numbering.raised(draft),
    "slips": numbering.slips,
    "on-lines": lambda draft, rng: numbering.on_lines(draft),
    "run-together": lambda draft, rng: numbering.run_together(draft),
    "run-together-arabic": lambda draft, rng: numbering.run_together(draft, number="arabic"),
    "run-together-circled": lambda draft, rng: numbering.run_together(draft, number="circled"),
    "headings-apart": lambda draft, rng: numbering.headings_apart(draft),
    "marks-is": lambda draft, rng: marks.marked(draft, rng, points="is"),
    "marks-words": lambda draft, rng: marks.marked(draft, rng, points="words"),
    "marks-dash": lambda draft, rng: marks.marked(draft, rng, points="dash"),
    "leads-apart": lambda draft, rng: marks.leads_apart(draft),
    "headings-run-in": lambda draft, rng: numbering.headings_run_in(draft),
}
WORDING: dict[str, Change] = {
    "work-heading": wording.work,
    "duty-heading": wording.duty,
    "problem-heading": wording.problems,
    "problem-heading-stop": lambda draft, rng: wording.problems(draft, rng, stop=rng.choice("。：")),
    "plan-heading": wording.plans,
    "plan-heading-stop": lambda draft, rng: wording.plans(draft, rng, stop=rng.choice("。：")),
    "lead-ins": wording.lead_ins,
    "no-lead-ins": lambda draft, rng: wording.lead_ins(draft, rng, bare=True),
    "no-headings": wording.no_headings,
    "headings-without-numbers": lambda draft, rng: _both(draft, rng),
}
ORDER: dict[str, Change] = {
    "end-of-work": order.at_end_of_work,
    "front-of-plans": order.in_front_of_plans,
    "problems-first": lambda draft, rng: order.first(draft),
    "one-section": order.one_section,
    "one-paragraph": order.one_paragraph,
    "point-by-point": order.point_by_point,
    "point-by-point-inline": lambda draft, rng: order.point_by_point(draft, rng, inline=True),
    "labelled": order.labelled,
    "labelled-same-line": lambda draft, rng: order.labelled(draft, rng, same_line=True),
    "counted-pairs": order.counted_pairs,
    "label-lines": order.label_lines,
    "label-lines-bracketed": lambda draft, rng: order.label_lines(draft, rng, bracketed=True),
    "table": order.table,
    "table-tabs": lambda draft, rng: order.table(draft, rng, bar="\t"),
    "prose": order.prose,
    "plain": order.plain,
}
SURFACE: dict[str, Change] = {
    "wrapped": lambda draft, rng: surface.wrapped(draft.text(), rng),
    "wrapped-pages": lambda draft, rng: surface.wrapped(draft.text(), rng, pages=True),
    "wrapped-flush": lambda draft, rng: surface.flush(draft.text(), rng),
    "furniture": lambda draft, rng: surface.furnished(draft),
    "indented": lambda draft, rng: surface.indented(draft.text()),
    "half-width": lambda draft, rng: surface.half_width(draft.text()),
    "spaced": lambda draft, rng: surface.spaced(draft.text()),
}


def _both(draft: Draft, rng: random.Random) -> Draft | None:
    """Other headings for problems and plans, and no number before any heading."""
    if wording.problems(draft, rng) is None or wording.plans(draft, rng) is None:
        return None
    return numbering.unnumbered(draft, top=True)


def _any(draft: Draft, rng: random.Random) -> Draft | str | None:
    """One change of each family, as chance has it."""
    made: Draft | str | None = draft
    for family in (ORDER, WORDING, NUMBERING, SURFACE):
        for name in rng.sample(sorted(family), len(family)):
            if not isinstance(made, Draft):
                break
            changed = family[name](made.copied(), rng)
            if changed is not None:
                if isinstance(changed, Draft):
                    draft.gold = changed.gold
                made = changed
                break
    return made


_FAMILIES = {
    "stands": {"as-it-stands": lambda draft, rng: draft},
    "numbering": NUMBERING,
    "wording": WORDING,
    "order": ORDER,
    "surface": SURFACE,
    "mixture": {f"mixture-{n}": _any for n in range(1, 7)},
}
LAYOUTS = tuple(Layout(name, family, change) for family, changes in _FAMILIES.items() for name, change in changes.items())
