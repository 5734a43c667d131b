"""Facts: what one report states, each fact with the place that says so, the rule that read it and a confidence.

In come a `Document`, the parts of its outline and the mentions in it; out come its `ReportFacts`: departments,
regulations and mechanisms with canonical names, observations, measures done and planned, shortcomings and their causes,
their themes, what each measure involves and results in, and which plan addresses which shortcoming. One module for
each family of facts; each begins with sentences that it reads.

>>> from fazhi.documents import document_from
>>> from fazhi.mentions import find_mentions
>>> from fazhi.outline import outline
>>> lines = (
...     "甲街道2023年度法治政府建设情况报告",
...     "一、主要举措和成效",
...     "(一)规范行政执法。会同区司法局评查案卷60卷。",
...     "二、存在的不足",
...     "一是普法宣传形式单一。",
...     "三、下一步工作安排",
...     "一是创新普法宣传形式。拍摄普法短视频。",
... )
>>> document = document_from("\\n".join(lines), identifier="a", source="a.txt")
>>> facts = gather(document, outline(document), find_mentions(document))
>>> [(measure.title, measure.status.value, measure.themes) for measure in facts.measures]
[('规范行政执法', 'implemented', ('enforcement',)), ('创新普法宣传形式', 'planned', ('publicity',))]
>>> [shortcoming.text for shortcoming in facts.shortcomings]
['普法宣传形式单一']
>>> sorted({link.kind.value for link in facts.links})
['addresses', 'hasResult', 'involves']
"""

from __future__ import annotations

from collections.abc import Sequence

from fazhi.facts.addresses import gather_addresses
from fazhi.facts.departments import gather_departments
from fazhi.facts.involvement import gather_involvement
from fazhi.facts.mechanisms import gather_mechanisms
from fazhi.facts.observations import gather_observations
from fazhi.facts.points import gather_points
from fazhi.facts.regulations import gather_regulations
from fazhi.facts.themes import gather_themes
from fazhi.model import Document, Mention, Part, ReportFacts

__all__ = ["gather"]


def gather(document: Document, parts: Sequence[Part], mentions: Sequence[Mention]) -> ReportFacts:
    """All that one report states: first what it names and counts, then its points, then what holds them together."""
    departments = gather_departments(document, parts, mentions)
    regulations = gather_regulations(document, mentions)
    observations = gather_observations(document, parts, mentions)
    points = gather_points(document, parts)
    problems = [(shortcoming.start, shortcoming.end) for shortcoming in points.shortcomings]
    mechanisms = gather_mechanisms(document, mentions, regulations.entities, problems)

    measures, shortcomings = gather_themes(document, parts, points.measures, points.shortcomings, points.causes)
    entities = departments.entities + regulations.entities + mechanisms.entities
    involvement = gather_involvement(document.reading, measures, shortcomings, entities, observations.entities)
    addresses = gather_addresses(document, measures, shortcomings, points.causes, points.links)
    return ReportFacts(
        document=document,
        outline=tuple(parts),
        issuers=departments.issuers,
        departments=departments.entities,
        regulations=regulations.entities,
        mechanisms=mechanisms.entities,
        observations=observations.entities,
        measures=measures,
        shortcomings=shortcomings,
        causes=points.causes,
        links=departments.links + observations.links + points.links + involvement + addresses,
        omissions=departments.omissions
        + regulations.omissions
        + mechanisms.omissions
        + observations.omissions
        + points.omissions,
    )
