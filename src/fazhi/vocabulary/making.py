"""What a vocabulary is: a class whose annotated names are terms, and which knows no other name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fazhi.errors import VocabularyError


class _UnknownTerm(VocabularyError, AttributeError):
    """A misspelt attribute: both kinds of error, so that `hasattr` and `getattr` with a default work."""


class Vocabulary(type):
    """The class of the vocabularies: makes an IRI of each annotated name, and knows no other name."""

    iri: str
    iris: frozenset[str]

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, object], *, iri: str) -> Vocabulary:
        """Make a vocabulary whose terms begin with `iri`."""
        names = body.get("__annotations__")
        terms = {term: iri + term for term in names} if isinstance(names, dict) else {}
        return super().__new__(mcs, name, bases, {**body, **terms, "iri": iri, "iris": frozenset(terms.values())})

    def __init__(cls, name: str, bases: tuple[type, ...], body: dict[str, object], *, iri: str) -> None:
        super().__init__(name, bases, body)

    @property
    def prefix(cls) -> str:
        """The usual prefix, in small letters."""
        return cls.__name__.lower()

    def __iter__(cls) -> Iterator[str]:
        """The IRIs of all terms, in the order in which they are declared."""
        return (cls.iri + name for name in cls.__annotations__)

    def __contains__(cls, iri: object) -> bool:
        """Whether an IRI is a term of this vocabulary."""
        return iri in cls.iris

    if not TYPE_CHECKING:  # mypy shall know the annotated names alone

        def __getattr__(cls, name: str) -> str:
            """Reached by unknown names only."""
            if name.startswith("__"):
                raise AttributeError(name)
            raise _UnknownTerm(unknown(cls, name))


def unknown(vocabulary: Vocabulary, name: str) -> str:
    """The message for a name that is no term of a vocabulary, with the term that is perhaps meant."""
    from difflib import get_close_matches

    near = get_close_matches(name, [iri.removeprefix(vocabulary.iri) for iri in vocabulary], n=1)
    hint = f"did you mean {vocabulary.prefix}:{near[0]}? " if near else ""
    return f"{vocabulary.prefix}:{name}: no such term; {hint}The terms are listed in ontology/README.md"
