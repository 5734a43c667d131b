"""`fazhi ask`: a question in words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from fazhi.cli.remote import KindOption, User, connected


def ask(
    words: Annotated[list[str], typer.Argument(metavar="QUESTION", help="A question in Chinese or English.")],
    source: Annotated[Path, typer.Option("--from", help="Folder that `fazhi build` wrote.")] = Path("exports"),
    endpoint: Annotated[str | None, typer.Option(metavar="URL", help="Ask a triple store on a server instead.")] = None,
    kind: KindOption = None,
    user: User = None,
    sparql: Annotated[bool, typer.Option("--sparql", help="Print the SPARQL that is run, and nothing else.")] = False,
    format: Annotated[str | None, typer.Option("--format", "-f", help="table, csv, tsv, json or markdown.")] = None,
) -> None:
    """Ask in words: finds the question of the catalogue that is meant, says which, and runs it.

    [dim]fazhi ask '哪些措施针对普法形式缺乏创新的问题?'[/dim]

    [dim]fazhi ask 'Which shortcomings are not addressed by any measure?' --sparql[/dim]

    No language model: a question is known by its words and by the names in the graph. What is not understood is refused
    (exit status 2).
    """
    from fazhi.cli.query import Format, show
    from fazhi.errors import QueryError
    from fazhi.query import question, run
    from fazhi.query import sparql as written
    from fazhi.query.words import understand
    from fazhi.store import open_output

    if format is not None and format not in [found.value for found in Format]:
        raise QueryError(f"format {format!r}: there is none of this name; give one of {', '.join(Format)}")
    store = open_output(source) if endpoint is None else connected(endpoint, kind, user, retries=1)
    asked = " ".join(words)
    found = understand(store, asked)
    if found.question is None:
        raise QueryError(f"{asked!r}: not understood: {found.reason}; `fazhi query` lists what can be asked, --help tells more")
    entry = question(found.question)
    if sparql:
        print(written(entry, found.parameters))
        return
    options = " ".join(f"--{name} {value}" for name, value in found.parameters.items())
    print(f"{entry.title.zh} / {entry.title.en}\nfazhi query {entry.name} {options}".rstrip(), file=sys.stderr)
    print("the SPARQL that is run: the same with --sparql\n", file=sys.stderr)
    show(run(store, entry, found.parameters), Format(format) if format else None, entry)
