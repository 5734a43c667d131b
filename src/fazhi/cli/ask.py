"""`fazhi ask`: a question in words."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.answers import FormatOption, command, show
from fazhi.cli.paths import From
from fazhi.cli.remote import Endpoint, KindOption, User, asked_store

_SHOWN = 60  # characters of a question that a refusal repeats


Shown = Annotated[
    bool | None,
    typer.Option(
        "--sparql/--no-sparql", help="The SPARQL that is run and nothing else, or the answer without it.", show_default=False
    ),
]


def ask(
    words: Annotated[list[str], typer.Argument(metavar="QUESTION", help="A question in Chinese or English.")],
    source: From = Path("exports"),
    endpoint: Endpoint = None,
    kind: KindOption = None,
    user: User = None,
    sparql: Shown = None,
    format: FormatOption = None,
) -> None:
    """Ask in words: finds the question of the catalogue that is meant, says which, and runs it.

    [dim]fazhi ask '哪些措施针对普法形式缺乏创新的问题?'[/dim]

    [dim]fazhi ask 'Which shortcomings are not addressed by any measure?' --sparql[/dim]

    The answer is followed by the SPARQL that was run (on standard error).

    No language model: what a question asks is told by weights over its words, learnt from some thousands of phrasings, and by
    the names in the graph. What is not understood is refused (exit status 2), with the questions that come nearest; words that
    the answer does not heed are told.
    """
    from fazhi.errors import QueryError
    from fazhi.export.text import shortened
    from fazhi.query import question, run
    from fazhi.query import sparql as written
    from fazhi.query.names import hints
    from fazhi.query.words import kindred, understand

    store = asked_store(source, endpoint, kind, user)
    asked = " ".join(words)
    found = understand(store, asked)
    if found.question is None:
        raise QueryError(f"{shortened(asked, _SHOWN)!r}: not understood: {found.reason}; {_instead(found.near)}")
    entry = question(found.question)
    text = written(entry, found.parameters)
    if sparql:
        print(text)
        return
    print(f"{entry.title.zh} / {entry.title.en}\n{_command(entry.name, found.parameters)}", file=sys.stderr)
    if found.unknown:
        print(f"not heeded: {shortened('、'.join(found.unknown), 2 * _SHOWN)}", file=sys.stderr)
    print(file=sys.stderr)
    answer = run(store, entry, found.parameters)
    show(answer, format, entry)
    if not answer:
        told = [
            *hints(store, entry, found.parameters, answer),
            *(f"ask also: {_command(n, found.parameters)}" for n in kindred(entry, found.parameters)),
        ]
        print("\n".join(["nothing of this is in the graph", *told]), file=sys.stderr)
    if sparql is None:
        _tell(text)


def _command(name: str, parameters: Mapping[str, str]) -> str:
    """The command that asks a question of the catalogue, with those of the parameters that it has."""
    from fazhi.query import question

    takes = {parameter.name for parameter in question(name).parameters}
    return command(name, (word for key, value in parameters.items() if key in takes for word in (f"--{key}", value)))


def _instead(near: tuple[str, ...]) -> str:
    """What can be asked instead."""
    from fazhi.query import question

    told = [f"`fazhi query {entry.name}` ({entry.title.zh}, {entry.title.en})" for entry in map(question, near)]
    listed = "`fazhi query` lists what can be asked"
    return f"nearest are {', '.join(told)}; {listed}" if told else listed


def _tell(sparql: str) -> None:
    """The SPARQL without the header of its file, on standard error, dimmed on a terminal."""
    from rich.console import Console
    from rich.text import Text

    lines = sparql.splitlines()
    begins = next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)
    body = "\n".join(line for line in lines[begins:] if not line or line.strip()).strip()
    sys.stdout.flush()
    Console(stderr=True, soft_wrap=True).print(Text(f"\nThe SPARQL that was run (--no-sparql hides it):\n\n{body}", style="dim"))
