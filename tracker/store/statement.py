"""Put SQL statements together from the program's own fragments; values only ever travel as bound
parameters."""

from __future__ import annotations


def joined(*fragments: str) -> str:
    """Return one statement made of `fragments`, none of which may come from a user or a store."""
    return " ".join(fragments)
