"""What a form begins with: the stored texts of a record, and what is typed beyond them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from tracker.domain.errors import NotFoundError, TrackerError
from tracker.domain.fields import FIELDS, text_of
from tracker.store.drafts import Draft, drafts
from tracker.store.records import get, table_of

_REVISION = "revision"
"""Key under which a draft keeps the revision that its record had; no field has this name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record being entered or edited."""

    table: str
    record_id: int | None = None
    """None for a new record."""
    revision: int | None = None
    """The revision that the stored texts are of."""
    stored: Mapping[str, str] = field(default_factory=dict)
    """Field name to the text of the stored value, references as ids in digits."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """Field name to text that differs from what is stored: filled in for a new record, or from a draft."""
    as_printed: Mapping[str, str] = field(default_factory=dict)
    """Column to what the source printed, as stored."""
    draft_id: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether saving adds a record."""
        return self.record_id is None

    @property
    def texts(self) -> dict[str, str]:
        """What every field of the form begins with."""
        return {f.name: self.typed.get(f.name, self.stored.get(f.name, "")) for f in FIELDS[self.table]}

    def draft_of(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Return what a draft keeps of the texts now in the form."""
        kept = {name: text for name, text in typed.items() if text != self.stored.get(name, "")}
        if self.revision is not None:
            kept[_REVISION] = str(self.revision)
        return kept


def stored_entry(connection: sqlite3.Connection, record_id: int) -> Entry:
    """Return a stored record as the form shows it, without what a draft holds of it.

    Raises:
        NotFoundError: No record has this id.
        TrackerError: Records of its kind are not edited in a form.
    """
    table = table_of(connection, record_id)
    if table is None:
        raise NotFoundError(f"There is no record {record_id} in this store.")
    if table not in FIELDS:
        raise TrackerError(f"A {table} is not edited here.")
    record = get(connection, table, record_id)
    values = asdict(record)
    printed = values.get("as_printed")
    return Entry(
        table=table,
        record_id=record_id,
        revision=record.revision,
        stored={f.name: text_of(table, f.name, values) for f in FIELDS[table]},
        as_printed=json.loads(printed) if printed else {},
    )


def edited_entry(connection: sqlite3.Connection, record_id: int) -> Entry:
    """Return a stored record with the texts of the draft kept of it, if one is.

    Raises:
        NotFoundError: No record has this id.
        TrackerError: Records of its kind are not edited in a form.
    """
    entry = stored_entry(connection, record_id)
    kept = next((draft for draft in drafts(connection, entry.table) if draft.record_id == record_id), None)
    return entry if kept is None else _with_draft(entry, kept)


def drafted_entry(connection: sqlite3.Connection, draft: Draft) -> Entry:
    """Return the entry that a draft was kept of.

    Raises:
        NotFoundError: The record that was being edited is no longer there.
        TrackerError: The draft is of a form that this program does not have.
    """
    if draft.form not in FIELDS:
        raise TrackerError(f"This draft is of a form that is not known here: {draft.form!r}.")
    if draft.record_id is None:
        return _with_draft(Entry(table=draft.form), draft)
    return _with_draft(stored_entry(connection, draft.record_id), draft)


def _with_draft(entry: Entry, draft: Draft) -> Entry:
    known = {f.name for f in FIELDS[entry.table]}
    revision = draft.payload.get(_REVISION, "")
    return replace(
        entry,
        typed={name: text for name, text in draft.payload.items() if name in known},
        # What was typed was typed against this revision, however far the record has come since.
        revision=int(revision) if revision.isdecimal() else entry.revision,
        draft_id=draft.id,
    )
