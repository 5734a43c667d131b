"""Mentions: which stretches of a text name a department, regulation, mechanism or quantity.

In comes a `Document`; out come `Mention`s in order of the text, each with the name it stands for,
the rule that found it and a confidence. This is the only room that imports spaCy; its components
say what they require and assign, and are ordinary spaCy components that anybody can use:

>>> import fazhi
>>> doc = fazhi.nlp()("会同区司法局开展行政检查12次。")  # "12 inspections with the district justice bureau"
>>> [(span.label_, span.text) for name in ("departments", "quantities") for span in doc.spans[name]]
[('DEPARTMENTS', '区司法局'), ('QUANTITIES', '12次')]
"""

from fazhi.mentions.pipe import COMPONENTS, find_mentions, nlp

__all__ = ["COMPONENTS", "find_mentions", "nlp"]
