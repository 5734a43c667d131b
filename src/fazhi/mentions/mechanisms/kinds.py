"""Telling the kind of a mechanism: by its head noun, its words, the verb before it."""

from __future__ import annotations

import re

from fazhi.mentions.mechanisms.tables import tables

DEFAULT = "mechanism"
RIDES = re.compile("[0-9]+(?:余|多)?趟")
"""So many rides: what is driven so often is a campaign, whatever it is that drives."""
_STEPS = re.compile("[一-龥]{2,6}(?:、[一-龥]{2,6})+")


def kind_of_head(name: str) -> str | None:
    """The kind that the head noun at the end of `name` tells, or None.

    >>> kind_of_head("诉前联调机制"), kind_of_head("渔船安全整治行动")
    ('mechanism', 'campaign')
    """
    head = tables().head_end.search(name)
    return tables().head_kinds[head[0]] if head else None


def kind_of_noun(core: str) -> str | None:
    """The kind that the noun at the end of quoted words tells by itself, or None; what is as often a verb tells none.

    >>> kind_of_noun("渡口法治大讲堂"), kind_of_noun("上门走访")
    ('platform', None)
    """
    head = tables().unquoted_end.search(core) or tables().noun_end.search(core)
    return tables().head_kinds.get(head[0]) if head else None


def kind_of_words(core: str) -> str | None:
    """The kind that quoted words tell by themselves, or None.

    >>> kind_of_words("城南法治长廊"), kind_of_words("网格+警格")
    ('platform', 'mechanism')
    """
    for kind, pattern in tables().core_kinds:
        if pattern.search(core):
            return kind
    return None


def kind_of_verb(before: str, core: str = "") -> str | None:
    """The kind that the verb at the end of `before` tells, or None; steps (`core`: “查验、放行”) are no campaign.

    >>> kind_of_verb("街道组织开展"), kind_of_verb("开通")
    ('campaign', 'platform')
    """
    for kind, pattern in tables().verb_kinds:
        if pattern.search(before):
            return None if kind == "campaign" and _STEPS.fullmatch(core) else kind
    return None
