"""The word lists of the mechanisms component, compiled once.

`data/lexicon/mechanisms.toml` says how a name looks, `mechanisms_known.csv` which names everybody knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from fazhi.matching.alternation import any_word
from fazhi.matching.keywords import Keywords
from fazhi.matching.scanning import Scanner
from fazhi.resources import lexicon, rows

STOP = "\n。,;:!?、“”《》()【】〔〕□—|①②③④⑤⑥⑦⑧⑨⑩"
"""Characters that no unquoted name contains; □ stands for what lies inside 《》."""

_ENDS = rf"(?=[{STOP}0-9等和与及上开建设共]|$)"
_COUNTED = "(?P<number>[两三四五六七八九])[张种个项大类套本条]"
_QUOTED_LIST = r"(?:[、和及与]?“[^”\n]{1,30}”){0,20}"  # no list is longer, and a text of nothing else would be read anew at each
_MEMBER = rf"(?:“[^“”\n]{{1,20}}”[^{STOP}和与及0-9]{{0,8}}?|[^{STOP}和与及]{{3,16}}?)"


@dataclass(frozen=True, slots=True)
class Known:
    """A mechanism of mechanisms_known.csv, with what the column `when` says of a name without quotation marks."""

    name: str
    kind: str
    when: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Compiled patterns and look-ups; all patterns expect a text in the form of `Document.reading`."""

    known: Keywords[Known | None]
    head_kinds: dict[str, str]
    unquoted_head: Scanner
    bare_system: Scanner
    unquoted_end: re.Pattern[str]
    head_end: re.Pattern[str]
    noun_end: re.Pattern[str]
    acts: frozenset[str]
    introduced_heads: frozenset[str]
    telling_heads: frozenset[str]
    created_heads: frozenset[str]
    empty: re.Pattern[str]
    created_before: Scanner
    created_after: re.Pattern[str]
    creation: Scanner
    process: re.Pattern[str]
    counted_before: re.Pattern[str]
    counted_after: re.Pattern[str]
    shapes: tuple[tuple[str, Scanner], ...]
    system: Scanner
    fixed: re.Pattern[str]
    either: re.Pattern[str]
    tail: re.Pattern[str]
    longer_tail: re.Pattern[str]
    list_tail: re.Pattern[str]
    core_kinds: tuple[tuple[str, re.Pattern[str]], ...]
    verb_kinds: tuple[tuple[str, re.Pattern[str]], ...]
    introducer: Scanner
    honoured: re.Pattern[str]
    honour: re.Pattern[str]
    leading: re.Pattern[str]
    leading_weak: re.Pattern[str]
    weak_before: re.Pattern[str]
    generic: re.Pattern[str]
    generic_word: re.Pattern[str]
    generic_limit: dict[str, int]
    never: frozenset[str]
    followed: re.Pattern[str]
    of_many: re.Pattern[str]
    makes: re.Pattern[str]
    lacking: Scanner
    before_evil: Scanner
    against_evil: Scanner
    before_figure: re.Pattern[str]
    before_verb: re.Pattern[str]
    after_verb: re.Pattern[str]
    before_said: re.Pattern[str]
    before_short: Scanner
    complaint_after: re.Pattern[str]
    object_before: re.Pattern[str]
    after: re.Pattern[str]
    after_head: re.Pattern[str]
    aim: re.Pattern[str]
    after_aim: re.Pattern[str]
    from_to: Scanner
    performed: re.Pattern[str]
    extended: re.Pattern[str]
    scope: re.Pattern[str]
    counted_head: Scanner
    campaign_list: Scanner
    place_list: Scanner
    acting: re.Pattern[str]


@cache
def tables() -> Tables:
    """The tables, read at the first call."""
    table = lexicon("mechanisms")
    heads = {noun: kind for kind, row in table["heads"].items() for noun in (*row["quoted"], *row["unquoted"])}
    unquoted = [noun for row in table["heads"].values() for noun in row["unquoted"]]
    return Tables(
        known=Keywords({**dict.fromkeys(table["known"]["not_in"]), **_known()}),
        shapes=tuple((shape["kind"], Scanner(shape["pattern"])) for shape in table["shapes"]),
        **_heads(table, heads, unquoted),
        **_tails(table["head_limits"], heads, unquoted),
        **_creation(table["introducers"], table["head_limits"]),
        **_beginnings(table["introducers"], table["quoted_names"]),
        **_kinds(table["quoted_kinds"], table["verb_kinds"]),
        **_generic(table["generic"], table["never"]),
        **_surroundings(table["context"]),
        **_lists(table["shared_heads"]),
    )


def _heads(table: dict[str, Any], heads: dict[str, str], unquoted: list[str]) -> dict[str, Any]:
    """Head nouns, and what each asks of its name."""
    limits = table["head_limits"]
    return {
        "head_kinds": heads,
        "unquoted_head": Scanner(
            rf"{any_word(unquoted)}(?!(?<=制)[度约定止作造])(?!(?<=年)[度底初终末报份内均限检审间])(?!(?<=行动)态)(?!(?<=服务网)[络点站格页])"
        ),
        "bare_system": Scanner(limits["bare_system"]),  # apart, as a scanner is quick where its words have a second character
        "unquoted_end": re.compile(f"(?:{any_word(unquoted)}|{limits['bare_system']})$"),
        "head_end": re.compile(any_word(heads) + "$"),
        "acts": frozenset(limits["verbs"]),
        "noun_end": re.compile(
            any_word(h for h in heads if len(h) > 1 and heads[h] != "brand" and h not in limits["verbs"]) + "$"
        ),
        "introduced_heads": frozenset(limits["introduced"]),
        "telling_heads": frozenset(limits["telling"]),
        "created_heads": frozenset(limits["created"]),
        "empty": re.compile(limits["empty"]),
        "process": re.compile(any_word(limits["process"]) + "$"),
        "system": Scanner(limits["system"]),
    }


def _tails(limits: dict[str, Any], heads: dict[str, str], unquoted: list[str]) -> dict[str, Any]:
    """What follows quoted words as part of their name."""
    loose = rf"(?:(?!{limits['not_between']})[^{STOP}+的了为在被将对])"
    return {
        "tail": _tail(loose, heads, limits["verbs"]),
        "longer_tail": re.compile(
            rf"{loose}{{0,4}}?{any_word(unquoted)}(?![度治])|(?:制|应用|办法|规程|规则|守则){_ENDS}|[点站室岗队]{_ENDS}|队(?![伍长员友])"
        ),
        "list_tail": re.compile(rf"{_QUOTED_LIST}等?(?![和与及]){loose}{{0,8}}?({any_word(heads)})"),
    }


def _creation(introducers: dict[str, Any], limits: dict[str, Any]) -> dict[str, Any]:
    """How one particular thing is told to be brought about, and how so many of a sort."""
    return {
        "created_before": Scanner(
            f"{any_word(introducers['creation'])}(?:由[^。,;\n]{{2,24}}(?:组成|构成|参加)的|{any_word(introducers['skipped'])}|{introducers['ordinal']})*$"
        ),
        "created_after": re.compile(limits["created_after"]),
        "creation": Scanner(any_word(verb for verb in introducers["creation"] if len(verb) > 1)),
        "counted_before": re.compile(limits["counted_before"]),
        "counted_after": re.compile(limits["counted_after"]),
    }


def _beginnings(introducers: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Where a name begins."""
    skipped = f"(?:{any_word(introducers['skipped'])}|{introducers['ordinal']})"
    return {
        "introducer": Scanner(
            f"{introducers['refusing']}(?:{any_word(introducers['strong'])}(?!{introducers['not_before']})|{introducers['breaks']})+"
        ),
        "leading": re.compile(f"{skipped}+"),
        "leading_weak": re.compile(f"(?:{skipped}|{any_word(introducers['weak'])})+"),
        "weak_before": re.compile(f"{any_word(introducers['weak'])}(?:{skipped})?$"),
        "extended": re.compile(names["extended"]),
        "scope": re.compile(names["scope"]),
    }


def _kinds(quoted: dict[str, Any], verbs: dict[str, list[str]]) -> dict[str, Any]:
    """What tells the kind of quoted words."""
    return {
        "fixed": re.compile(quoted["fixed"]),
        "either": re.compile(quoted["either"]),
        "core_kinds": tuple((kind, re.compile(quoted[kind])) for kind in quoted["order"]),
        "verb_kinds": tuple((kind, re.compile(any_word(before) + "$")) for kind, before in verbs.items()),
    }


def _generic(generic: dict[str, Any], never: dict[str, Any]) -> dict[str, Any]:
    """Names that tell nothing apart."""
    patterns = {name: re.compile(never[name]) for name in ("followed", "of_many", "makes")}
    return patterns | {
        "generic": re.compile(f"{any_word(generic['words'])}*"),
        "generic_word": re.compile(any_word(generic["words"])),
        "generic_limit": generic["limit"],
        "never": frozenset(never["names"]),
        "lacking": Scanner(never["lacking"]),
    }


def _surroundings(context: dict[str, str]) -> dict[str, Any]:
    """What stands around quoted words that name nothing."""
    scanned = ("before_evil", "against_evil", "before_short", "from_to")
    return {name: Scanner(pattern) if name in scanned else re.compile(pattern) for name, pattern in context.items()}


def _lists(shared: dict[str, Any]) -> dict[str, Any]:
    """Lists that share their head noun."""
    count, places = "[两三四五六七八九十0-9]+[项个场次大类]", any_word(shared["places"])
    members = rf"(?P<list>{_MEMBER}(?:[、和与及]{_MEMBER})+?)"
    return {
        "counted_head": Scanner(rf"{_COUNTED}{any_word(shared['between'])}?(?P<head>{any_word(shared['counted'])})(?![度治])"),
        "campaign_list": Scanner(
            f"{any_word(shared['campaign_verbs'])}了?{members}等?(?:{count})?(?P<head>{any_word(shared['campaigns'])})"
        ),
        "place_list": Scanner(f"{any_word(shared['place_verbs'])}了?{members}(?P<head>{places})(?![前式])"),
        "acting": re.compile(shared["acting"]),
    }


def _tail(loose: str, heads: dict[str, str], verbs: list[str]) -> re.Pattern[str]:
    """What follows quoted words as part of the name: long nouns at some distance, verbs and short nouns only near by."""
    far = any_word(noun for noun in heads if len(noun) > 1 and noun not in verbs)
    near = any_word(verbs)
    short = any_word(noun for noun in heads if len(noun) == 1)
    far = rf"(?![和与及]){loose}{{0,12}}?{far}(?![度治])(?!(?<=制)[定约作造止])"
    return re.compile(rf"{far}|(?![和与及]){loose}{{0,4}}?{near}(?!人才|人员|队伍|力量)|{loose}{{0,4}}?{short}{_ENDS}")


def _known() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for row in rows("mechanisms_known"):
        entry = Known(row["name"], row["kind"], row["when"])
        for variant in (row["name"], *filter(None, row["variants"].split("|"))):
            found[variant] = entry
    return found
