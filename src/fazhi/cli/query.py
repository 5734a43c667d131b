"""`fazhi query`: ask the graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fazhi.cli.answers import FormatOption, command, show
from fazhi.cli.paths import From, given
from fazhi.cli.remote import Endpoint, KindOption, User, asked_store
from fazhi.errors import QueryError

if TYPE_CHECKING:
    from fazhi.query import Question, Result


_HELP = ("--help", "-h")  # not left to the command line library: `fazhi query NAME --help` tells of the question


Asked = Annotated[
    str | None,
    typer.Argument(metavar="NAME|SPARQL", help="A question of the catalogue, or a query; without one, the catalogue is listed."),
]
QueryFile = Annotated[Path | None, typer.Option("--file", parser=given, metavar="FILE", help="Read the query from a file (.rq).")]


def query(
    context: typer.Context,
    name: Asked = None,
    file: QueryFile = None,
    source: From = Path("exports"),
    endpoint: Endpoint = None,
    kind: KindOption = None,
    user: User = None,
    columns: Annotated[str | None, typer.Option(help="Only these columns, by name, divided by commas.")] = None,
    format: FormatOption = None,
) -> None:
    """Ask the graph a question of the catalogue, or any SPARQL 1.1 query.

    [dim]fazhi query measures-for-shortcomings[/dim]

    [dim]fazhi query measures-for-shortcomings --columns shortcoming,measure,quote[/dim]

    [dim]fazhi query indicators --report tanggu-street-2023 --format csv[/dim]

    [dim]fazhi query theme-coverage --endpoint http://localhost:3030/reports[/dim]

    [dim]fazhi query 'SELECT ?title WHERE { ?report a fz:Report ; dcterms:title ?title }'[/dim]

    The parameters of a question are given as --name value; `fazhi query NAME --help` tells them.

    The default graph of a query is the merge of all graphs, each triple once. A server may only take its graphs together, and
    meet what several reports state several times: count with DISTINCT there, or inside GRAPH ?g { … }.
    """
    from fazhi.query import question, run
    from fazhi.query.names import hints
    from fazhi.query.questions import is_name

    if name in _HELP:
        print(context.get_help())
        return
    arguments = list(context.args)
    if name is not None and name.startswith("--"):  # what the command line takes for the name, as it does not know the option
        if file is None:
            raise QueryError(f"{name}: {_name_first([name, *arguments])}")
        arguments, name = [name, *arguments], None
    if file is not None and name is not None:
        raise QueryError("give either a query or --file, not both")
    if file is None and name is None:
        _list_catalogue()
        return
    text = _read(file) if file is not None else (name or "")
    asked = question(text.strip()) if is_name(text) else None
    if set(_HELP) & set(arguments):
        if asked is None:
            raise QueryError("--help tells of a question of the catalogue; name one")
        _describe(asked)
        return
    store = asked_store(source, endpoint, kind, user)
    given = _parameters(arguments)
    result = run(store, asked or text, given)
    if asked is not None:
        for hint in hints(store, asked, given, result):
            print(f"fazhi: {hint}", file=sys.stderr)
    if columns is not None:
        result = _chosen(result, [name.strip() for name in columns.split(",")])
    show(result, format, asked, chosen=columns is not None)


def _name_first(arguments: list[str]) -> str:
    """What to give instead of parameters before the name: the same with the name first, where a question is named at all."""
    from fazhi.query import catalogue

    known = {entry.name for entry in catalogue()}
    name = next((argument for argument in arguments if argument in known), "NAME")
    rest = [argument for argument in arguments if argument != name]
    return f"the name of the question comes first, and then its parameters: {command(name, rest)}; `fazhi query` lists the names"


def _read(file: Path) -> str:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise QueryError(f"{file}: cannot be read ({reason}); give a query as a UTF-8 text file") from error
    if not text.strip():
        raise QueryError(f"{file}: the file is empty; write a query into it")
    return text


def _parameters(arguments: list[str]) -> dict[str, str]:
    """`--name value` and `--name=value` pairs, each name once."""
    given: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            raise QueryError(f"{argument!r}: not understood; put a query in quotation marks, and parameters as --name value")
        key, equals, value = argument[2:].partition("=")
        if not equals:
            found = next(rest, None)
            if found is None:
                raise QueryError(f"--{key}: its value is missing; give it as --{key} VALUE")
            value = found
        if (name := key.replace("-", "_")) in given:
            raise QueryError(f"--{key}: given twice ({given[name]!r}, {value!r}); give one value, and ask once for each other")
        given[name] = value
    return given


def _list_catalogue() -> None:
    from rich.table import Table

    from fazhi.cli.screen import screen
    from fazhi.query import catalogue

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("question", "what it asks", "parameters"):
        table.add_column(heading, overflow="fold")
    for entry in catalogue():
        table.add_row(entry.name, f"{entry.title.en}\n{entry.title.zh}", " ".join(f"--{p.name}" for p in entry.parameters))
    console = screen()
    console.print(table)
    console.print("\n[dim]fazhi query NAME asks, fazhi query NAME --help tells its parameters and columns.[/dim]")


def _describe(asked: Question) -> None:
    print(f"{asked.name}: {asked.title.en} / {asked.title.zh}\n\n{asked.description.en}\n{asked.description.zh}\n")
    for parameter in asked.parameters:
        need = "required" if parameter.required else f"default {parameter.default!r}" if parameter.default else "optional"
        print(f"  --{parameter.name}  {parameter.en} / {parameter.zh} ({need}; for example {parameter.example})")
    print("\nColumns: " + ", ".join(f"{c.name} ({c.heading.en} / {c.heading.zh})" for c in asked.columns))


def _chosen(result: Result, names: list[str]) -> Result:
    """The same answer with these columns only, in this order; rows that have become the same are one."""
    from dataclasses import replace

    if unknown := [name for name in names if name not in result.columns]:
        raise QueryError(f"column {unknown[0]!r}: the answer has none of this name; it has {', '.join(result.columns)}")
    places = [result.columns.index(name) for name in names]
    kept = {
        tuple(terms[i] for i in places): tuple(row[i] for i in places)
        for terms, row in zip(result.terms, result.rows, strict=True)
    }
    return replace(result, columns=tuple(names), rows=tuple(kept.values()), terms=tuple(kept))
