"""The moment of a write, as the store keeps it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return the current UTC second, `YYYY-MM-DDTHH:MM:SSZ`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
