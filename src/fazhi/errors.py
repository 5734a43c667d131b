"""The one family of errors.

::

    FazhiError
    ├── InputError          a file or folder that cannot be read, or is no report
    │   └── NotAReport      readable, but not a report on rule-of-law work
    ├── OutputError         a result that cannot be written
    ├── StoreError          a store that is missing, locked or damaged
    │   └── RemoteError     a server that does not answer, or refuses
    ├── QueryError          a query that is unknown, misspelt, or lacks a parameter
    ├── VocabularyError     a term that the ontology does not have
    └── ResourceError       a data table of fazhi itself that is missing or malformed

A message names the file, the place, the reason and the remedy, in that order.
"""

from __future__ import annotations


class FazhiError(Exception):
    """Base of every error that fazhi raises on purpose."""


class InputError(FazhiError):
    """A file or folder cannot be read."""


class NotAReport(InputError):
    """A text is readable, but no report on rule-of-law work."""


class OutputError(FazhiError):
    """A result cannot be written."""


class StoreError(FazhiError):
    """A store is missing, locked or damaged."""


class RemoteError(StoreError):
    """A server does not answer, or refuses."""


class QueryError(FazhiError):
    """A query is unknown, malformed, or lacks a parameter."""


class VocabularyError(FazhiError):
    """A term is not in the ontology."""


class ResourceError(FazhiError):
    """A data table of fazhi itself is missing or malformed."""
