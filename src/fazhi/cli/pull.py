"""`fazhi pull`: a remote dataset back into a folder."""

from __future__ import annotations

from pathlib import Path

from fazhi.cli.paths import Out
from fazhi.cli.remote import Address, KindOption, Retries, Timeout, User, connected


def pull(
    url: Address,
    out: Out = Path("exports"),
    kind: KindOption = None,
    user: User = None,
    retries: Retries = 6,
    timeout: Timeout = 300.0,
) -> None:
    """Bring the graphs of reports back from a running triple store, and write them as `fazhi build` does.

    [dim]fazhi pull http://localhost:3030/reports --out from-server[/dim]

    Whatever else the server holds stays there. What became of each file that was read is not among it: no build.json is written,
    and one of another graph does not stay.
    """
    from fazhi.cli.progress import steps
    from fazhi.export import write_all
    from fazhi.record import RUN, drop_run
    from fazhi.store.remote import pull as get

    remote = connected(url, kind, user, retries=retries, timeout=timeout)
    try:
        with steps() as progress:
            lines = get(remote, progress=progress)
    finally:
        remote.close()
    written = write_all(lines, out)
    drop_run(out / RUN)
    print(f"{len(lines):,} quads of {remote.endpoints.query} in {out}/: " + ", ".join(written))
