"""A question in words: which question of the catalogue it is, with which parameters, or that it is not understood.

No language model. The names in the graph say what a question is about (`named`); what is asked is told by logistic weights over
its words (`likely`), which were learnt from phrasings of the questions of the catalogue, and of questions that it cannot answer;
the values of the other parameters are known by the table `data/lexicon/questions.toml` (`values`). What is too unlikely is
refused, with the questions that come nearest; words that nothing was learnt about are told.

>>> from fazhi.store import in_memory
>>> understand(in_memory(), "哪些不足没有对应的举措?").question  # "which shortcomings have no measure?"
'unaddressed-shortcomings'
>>> understand(in_memory(), "明天天气怎么样?").question is None  # "what will the weather be like tomorrow?"
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from fazhi.query.questions import Question, catalogue, question
from fazhi.query.words.likely import NONE, likelihoods, unknown
from fazhi.query.words.named import Name, outermost, plain, read
from fazhi.query.words.values import about, values
from fazhi.store.remote.client import Remote

LEAST_LIKELY = 0.45
"""What is less likely than this is not understood."""
_NO_PLACE = 0.03  # what becomes of the probability of a question that has no parameter for a name
_MORE_THAN_NONE = 2.0  # how much likelier a question must be than that there is none
_NEAR = 0.04  # what is offered instead is at least so likely


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question in words is taken for; `question` is None where it is not understood, and `reason` says why.

    `likely` is the probability of the question, `near` are those that it may be where it is not understood, `unknown` words of
    which nothing was learnt, so that the answer does not heed them.
    """

    question: str | None
    parameters: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    likely: float = 0.0
    near: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def understand(store: ox.Store | Remote, words: str) -> Understood:
    """Which question of the catalogue these words ask, of this store."""
    text = plain(words)
    if not text:
        return Understood(None, reason="nothing is asked")
    found, rest, year = read(store, text)
    ranked = _fitting(likelihoods(rest), found)
    best, likely = ranked[0]
    near = tuple(name for name, probability in ranked[:4] if name != NONE and probability >= _NEAR)[:3]
    if best == NONE:
        return Understood(None, reason="no question of the catalogue answers such words", near=near)
    if likely < LEAST_LIKELY or likely < _MORE_THAN_NONE * dict(ranked)[NONE]:
        return Understood(None, reason="these words fit several questions, or none", near=near)
    asked = question(best)
    parameters = values(store, asked, words, found, year)
    for parameter in asked.parameters:
        if parameter.required and parameter.name not in parameters:
            told = f"this could be {asked.title.en} ({asked.title.zh}), but no {parameter.name} of the graph is named in it"
            return Understood(None, reason=told, near=near)
    left = [value for value, _ in outermost(found) if not any(value in told for told in parameters.values())]
    return Understood(best, parameters, likely=likely, unknown=(*left, *unknown(rest)))


def kindred(asked: Question, parameters: Mapping[str, str]) -> list[str]:
    """The other questions about what the parameters name, to be asked where one has no answer.

    >>> kindred(question("mechanism-origins"), {"mechanism": "枫桥经验"})  # the Fengqiao experience
    ['mechanism-adoption', 'mechanism-spread', 'mechanism-users', 'mechanisms']
    """
    named = set(about(asked.name)) & parameters.keys()
    return [other.name for other in catalogue() if other.name != asked.name and named & set(about(other.name))]


def _fitting(ranked: list[tuple[str, float]], found: list[Name]) -> list[tuple[str, float]]:
    """The questions with their probabilities, those made less likely that have no parameter for a name in the words."""
    told = [parameters for _, parameters in outermost(found)]

    def fits(name: str) -> float:
        """A factor from 0 to 1 for a question by how many of the names found it has no parameter for."""
        takes = {parameter.name for parameter in question(name).parameters} if name != NONE else set()
        return 1.0 if name == NONE or "thing" in takes else _NO_PLACE ** sum(not parameters & takes for parameters in told)

    weighed = [(name, probability * fits(name)) for name, probability in ranked]
    whole = sum(probability for _, probability in weighed)
    return sorted(((name, probability / whole) for name, probability in weighed), key=lambda pair: (-pair[1], pair[0]))
