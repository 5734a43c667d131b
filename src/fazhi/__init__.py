"""fazhi (法治): knowledge graphs from Chinese government reports on rule-of-law work.

>>> import fazhi
>>> kg = fazhi.build("data/reports")
>>> [name for name in kg.reports]
['tanggu-street-2023']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fazhi.errors import FazhiError
    from fazhi.knowledge import KnowledgeGraph
    from fazhi.mentions import nlp
    from fazhi.pipeline import build

__version__ = "0.1.0"
__all__ = ["FazhiError", "KnowledgeGraph", "__version__", "build", "nlp"]

# Loaded when first used: importing spaCy alone takes longer than most commands.
_HOMES = {"FazhiError": "errors", "KnowledgeGraph": "knowledge", "build": "pipeline", "nlp": "mentions"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"fazhi.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'fazhi' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
