"""Lays an annotated report out anew without changing its sentences, so that the same gold can be asked of another layout.

The layout of the report as it stands is read by the package, and believed only where gold agrees with all of its measures and
shortcomings. What comes out is a text and the gold for it: the same, but for spellings of titles that the new layout makes
as right. The same seed gives the same text.
"""

from relaid.draft import Draft, Item, draft_of
from relaid.layouts import LAYOUTS, Layout
from relaid.scoring import Relaid, scored

__all__ = ["LAYOUTS", "Draft", "Item", "Layout", "Relaid", "draft_of", "scored"]
