"""Keep what the indicator rules say: work through the subjects that changes have marked.

The rules run outside any transaction; only writing what they say takes the lock, for a few milliseconds. A
subject that somebody changes meanwhile keeps its mark and is looked at again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tracker.domain.indicators import Finding
from tracker.domain.indicators.imo_hulls import near_numbers
from tracker.domain.indicators.registry import RULES
from tracker.store.bulk import next_id
from tracker.store.carriers import carriers
from tracker.store.clock import now
from tracker.store.dismissing import apply_dismissals_to
from tracker.store.evidence import findings_of_sighting, findings_of_vessel
from tracker.store.finding_marks import mark_carrier, mark_everything, waiting
from tracker.store.resources import data_path
from tracker.store.touched import NUMBER_COLUMNS
from tracker.store.transaction import write_transaction

_BATCH: Final = 16
"""Subjects whose findings are written in one transaction."""

_TABLES_OF_THE_RULES: Final = (
    "states.csv",
    "mids.csv",
    "call_sign_prefixes.csv",
    "registry_notices.csv",
    "performance_lists.csv",
    "landlocked_registries.csv",
)

_RULES_KEY: Final = "findings_by_rules"


@dataclass(frozen=True, slots=True)
class Due:
    """A subject that waits, and the change that marked it."""

    subject_id: int
    subject: str
    change_id: int
    direct: bool


def mark_if_rules_changed(connection: sqlite3.Connection) -> bool:
    """Mark everything if the findings kept come from other rules or reference tables than this program's."""
    current = _rules_digest()
    kept = connection.execute("SELECT value FROM store_info WHERE key = ?", (_RULES_KEY,)).fetchone()
    if kept is not None and kept[0] == current:
        return False
    with write_transaction(connection):
        mark_everything(connection)
        connection.execute("INSERT OR REPLACE INTO store_info VALUES (?, ?)", (_RULES_KEY, current))
    return True


def keep_findings(
    connection: sqlite3.Connection,
    *,
    at_most: int | None = None,
    stop: Callable[[], bool] = lambda: False,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Run the rules on the subjects that wait, newest changes first, and return how many were looked at.

    Args:
        connection: A connection of `open_store` with no transaction open.
        at_most: How many subjects to look at; None for all.
        stop: Asked between subjects; True ends the work, and what was not looked at still waits.
        progress: Told the subjects done, and done and waiting together.

    Raises:
        StoreError: The store is locked too long, or the disk is full.
    """
    done = 0
    while at_most is None or done < at_most:
        room = _BATCH if at_most is None else min(_BATCH, at_most - done)
        looked_at: list[tuple[Due, list[Finding], list[tuple[str, str]]]] = []
        for due in _next_due(connection, room):
            if stop():
                break
            looked_at.append((due, _fired(connection, due), _numbers(connection, due) if due.direct else []))
        if not looked_at:
            return done
        with write_transaction(connection):
            for due, fired, numbers in looked_at:
                if not _still_due(connection, due):
                    continue
                _write(connection, due, fired)
                for kind, number in numbers:
                    _mark_others(connection, due, kind, number)
        done += len(looked_at)
        if progress:
            progress(done, done + waiting(connection))
    return done


def _next_due(connection: sqlite3.Connection, limit: int) -> list[Due]:
    rows = connection.execute(
        "SELECT subject_id, subject, change_id, direct FROM finding_due"
        # The order of `finding_due_order` backwards: after an import a million subjects wait.
        " ORDER BY direct DESC, change_id DESC, subject_id DESC LIMIT ?",
        (limit,),
    ).fetchall()
    return [Due(row["subject_id"], row["subject"], row["change_id"], bool(row["direct"])) for row in rows]


def _fired(connection: sqlite3.Connection, due: Due) -> list[Finding]:
    owner = connection.execute(f"SELECT * FROM {due.subject} WHERE id = ?", (due.subject_id,)).fetchone()  # noqa: S608
    if owner is None or owner["retracted_at"] is not None:
        return []
    if due.subject == "vessel":
        found = findings_of_vessel(connection, due.subject_id)
    elif owner["vessel_id"] is None:
        found = findings_of_sighting(connection, due.subject_id)
    else:
        return []
    return [finding for finding in found if finding.outcome == "fires"]


def _still_due(connection: sqlite3.Connection, due: Due) -> bool:
    removed = connection.execute(
        "DELETE FROM finding_due WHERE subject_id = ? AND change_id = ? AND direct = ?",
        (due.subject_id, due.change_id, due.direct),
    )
    return removed.rowcount == 1


def _write(connection: sqlite3.Connection, due: Due, fired: Iterable[Finding]) -> None:
    """Keep what stands, add what is new and drop what no longer fires, so that ids outlast a run."""
    whose = "vessel_id = ?" if due.subject == "vessel" else "sighting_id = ? AND vessel_id IS NULL"
    kept = {
        (row["rule"], row["version"], row["sentence"], row["sighting_id"], row["rests_on"]): row["id"]
        for row in connection.execute(f"SELECT * FROM finding WHERE {whose}", (due.subject_id,))  # noqa: S608
    }
    for finding in fired:
        sighting_id = finding.sighting_id if due.subject == "vessel" else due.subject_id
        rests_on = json.dumps([list(row) for row in finding.rests_on])
        finding_id = kept.pop((finding.rule, finding.version, finding.sentence, sighting_id, rests_on), None)
        if finding_id is None:
            finding_id = _insert(connection, due, finding, sighting_id, rests_on)
        _write_about(connection, finding_id, due, finding)
        apply_dismissals_to(connection, finding_id)
    connection.executemany("DELETE FROM finding WHERE id = ?", [(finding_id,) for finding_id in kept.values()])


def _insert(connection: sqlite3.Connection, due: Due, finding: Finding, sighting_id: int | None, rests_on: str) -> int:
    finding_id = next_id(connection)
    connection.execute("UPDATE record_number SET last = ?", (finding_id,))
    connection.execute(
        "INSERT INTO finding (id, rule, version, outcome, level, sentence, vessel_id, sighting_id, incident_id,"
        " rests_on, computed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            finding_id,
            finding.rule,
            finding.version,
            finding.outcome,
            finding.level,
            finding.sentence,
            due.subject_id if due.subject == "vessel" else None,
            sighting_id,
            finding.incident_id,
            rests_on,
            now(),
        ),
    )
    return finding_id


def _write_about(connection: sqlite3.Connection, finding_id: int, due: Due, finding: Finding) -> None:
    """Tie a finding to its ship, the sightings it rests on and their incidents.

    One that rests on no sighting (a number, a listing) is about the ship wherever she turns up.
    """
    sightings = [row_id for table, row_id in finding.rests_on if table == "sighting"]
    cases = "id IN (SELECT value FROM json_each(?))" if sightings else "vessel_id = ?"
    incidents = connection.execute(
        f"SELECT DISTINCT incident_id FROM sighting WHERE {cases} AND incident_id IS NOT NULL"  # noqa: S608
        " AND retracted_at IS NULL",
        (json.dumps(sightings) if sightings else due.subject_id,),
    ).fetchall()
    connection.execute("DELETE FROM finding_about WHERE finding_id = ?", (finding_id,))
    about = {due.subject_id, *sightings, *(row[0] for row in incidents)}
    connection.executemany(
        "INSERT INTO finding_about (record_id, finding_id) VALUES (?, ?)",
        [(record_id, finding_id) for record_id in sorted(about)],
    )
    only = incidents[0][0] if len(incidents) == 1 else None
    connection.execute(
        "UPDATE finding SET incident_id = ? WHERE id = ? AND incident_id IS NOT ?", (only, finding_id, only)
    )


def _numbers(connection: sqlite3.Connection, due: Due) -> list[tuple[str, str]]:
    """Return every number of a vessel, retracted rows included, with the IMO numbers one stroke away."""
    if due.subject != "vessel":
        return []
    found: set[tuple[str, str]] = set()
    for table, columns in NUMBER_COLUMNS.items():
        subject = "id" if table == "vessel" else "vessel_id"
        for column in columns:
            kind = column.removesuffix("_shown")
            rows = connection.execute(
                f"SELECT DISTINCT {column} FROM {table} WHERE {subject} = ? AND {column} IS NOT NULL",  # noqa: S608
                (due.subject_id,),
            )
            found |= {(kind, row[0]) for row in rows}
    return sorted(found | {("imo", near) for kind, number in found if kind == "imo" for near in near_numbers(number)})


def _mark_others(connection: sqlite3.Connection, due: Due, kind: str, number: str) -> None:
    for vessel_id in carriers(connection, kind, number):
        if vessel_id != due.subject_id:
            mark_carrier(connection, vessel_id, due.change_id)


def _rules_digest() -> str:
    parts: Iterator[bytes] = (
        repr((rule.id, rule.version, [(p.name, p.default) for p in rule.parameters])).encode()
        for rule in RULES.values()
    )
    digest = hashlib.sha256(b"".join(parts))
    for name in _TABLES_OF_THE_RULES:
        digest.update((data_path("reference") / name).read_bytes())
    return digest.hexdigest()
