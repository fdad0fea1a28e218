"""The big table: a window over what a query selects, which does not care how many rows there are."""

from __future__ import annotations

from tracker.terminal.widgets.record_table.table import RecordTable

__all__ = ["RecordTable"]
