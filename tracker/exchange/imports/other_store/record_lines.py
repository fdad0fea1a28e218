"""Records exported from a store as JSON lines, to be imported again (see `tracker.exchange.to_records`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tracker.exchange.imports.model import FileSource, ImportOptions, ImportRefused, Item, Rejected, Sample, StoreRecord
from tracker.exchange.imports.text_lines import text_lines
from tracker.exchange.to_records import FORMAT as HEADING
from tracker.exchange.to_records import VERSION
from tracker.store.migrate import schema_version

_SHOWN: Final = 60


class RecordLines:
    """The format `records`."""

    name = "records"
    title = "records of another tracker store, JSON lines"
    is_list = False

    def recognises(self, sample: Sample) -> bool:
        """Whether the file begins with the heading of such an export."""
        first = sample.head.split(b"\n", 1)[0]
        return first.startswith(b"{") and f'"format":"{HEADING}"'.encode() in first.replace(b" ", b"")

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        """Return no source: the records bring theirs.

        Raises:
            ImportRefused: The file is no such export, or of a newer program.
        """
        first = next(iter(text_lines(path, ImportOptions(options.reference))), "")
        try:
            heading = json.loads(first)
        except (ValueError, RecursionError):
            heading = None
        if not isinstance(heading, dict) or heading.get("format") != HEADING:
            raise ImportRefused(f"{path}: does not begin with the heading of a {HEADING} file.")
        newest = {"version": VERSION, "schema_version": schema_version()}
        for what, known in newest.items():
            number = heading.get(what)
            if not isinstance(number, int) or number > known:
                raise ImportRefused(
                    f"{path}: was written by a newer tracker ({what} {number}; this one knows {known})."
                    " Update the tracker to import it."
                )
        return FileSource(None)

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        """Read the records, a line each.

        Raises:
            ImportRefused: The file cannot be read, or is no text.
        """
        for number, line in enumerate(text_lines(path, options), 1):
            if number > 1 and line.strip():
                yield _record(number, line)


def _record(number: int, line: str) -> StoreRecord | Rejected:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return Rejected(number, "line", line.strip()[:_SHOWN], "is no JSON object; is the file cut short?")
    if not isinstance(given, dict):
        return Rejected(number, "line", line.strip()[:_SHOWN], "is no JSON object.")
    table, uid, earlier = given.pop("table", None), given.pop("uid", None), given.pop("earlier", [])
    for name, value in (("table", table), ("uid", uid)):
        if not isinstance(value, str):
            return Rejected(number, name, _text(value), "is needed on every line, as text.")
    if not isinstance(earlier, list) or not all(isinstance(state, dict) for state in earlier):
        return Rejected(number, "earlier", _text(earlier), "is not a list of JSON objects.")
    return StoreRecord(number, table, uid, given, earlier)


def _text(value: Any) -> str:
    return "" if value is None else repr(value)[:_SHOWN]


FORMAT = RecordLines()
