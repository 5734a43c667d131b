"""Packages that only some formats need: a plain message where one is missing."""

from __future__ import annotations

from importlib.util import find_spec

from fazhi.errors import OutputError


def needed(package: str, extra: str, what: str) -> None:
    """Raise OutputError with the remedy where a package is not installed."""
    if find_spec(package) is None:
        raise OutputError(
            f"{what} needs the package {package}, which is not installed; install it with: pip install 'fazhi[{extra}]'"
        )
