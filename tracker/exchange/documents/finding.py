"""A finding written out: what the rule says, its exact test and public source, and the rows it rests on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from tracker.domain.errors import NotFoundError
from tracker.domain.indicators.model import LEVELS
from tracker.domain.indicators.registry import RULES
from tracker.exchange.documents.model import Document, Line, Section
from tracker.exchange.documents.phrases import filled

_TITLES = {"vessel": "name", "incident": "title"}


def finding_document(connection: sqlite3.Connection, finding_id: int) -> Document:
    """Write out the finding `finding_id`.

    Raises:
        NotFoundError: There is no such finding.
    """
    row = connection.execute("SELECT * FROM finding WHERE id = ?", (finding_id,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no record {finding_id} in this store.")
    return Document(
        record_id=finding_id,
        table="finding",
        title=row["rule"],
        subtitle=", ".join(
            filter(None, (f"{row['level']}: {LEVELS[row['level']]}", row["dismissed_at"] and "dismissed"))
        ),
        sections=(
            Section("Finding", tuple(_finding_lines(row)), "a reason to look, no verdict"),
            Section("About", tuple(_about_lines(connection, finding_id))),
            Section("Rests on", tuple(_rests_on_lines(connection, row))),
            Section("The rule", tuple(_rule_lines(row))),
        ),
    )


def _finding_lines(row: sqlite3.Row) -> Iterator[Line]:
    yield Line(row["sentence"], emphasis="retracted" if row["dismissed_at"] else "warning", finding_id=row["id"])
    if row["dismissed_at"]:
        yield Line(f"by {row['dismissed_by']}: {row['dismissed_why']}", "dismissed", emphasis="strong")
    yield from filled(("id", row["id"]), ("computed", row["computed_at"]))


def _about_lines(connection: sqlite3.Connection, finding_id: int) -> Iterator[Line]:
    for table, title in _TITLES.items():
        for row in connection.execute(
            f"SELECT id, {title} AS title FROM {table} WHERE id IN"  # noqa: S608 - our own names
            " (SELECT record_id FROM finding_about WHERE finding_id = ?) ORDER BY id",
            (finding_id,),
        ):
            yield Line(row["title"], table, row["id"])


def _rests_on_lines(connection: sqlite3.Connection, row: sqlite3.Row) -> Iterator[Line]:
    words = {
        "sighting": "SELECT coalesce(date, 'undated') || '  ' || coalesce(name_shown, '') || '  ' ||"
        " (SELECT coalesce(publisher, title) FROM source WHERE source.id = source_id) FROM sighting WHERE id = ?",
        "identity": "SELECT aspect || ' ' || coalesce(name, '') || ' ' || coalesce(valid_from, '') || '/' ||"
        " coalesce(valid_to, '') FROM identity WHERE id = ?",
        "listing": "SELECT list || ' ' || coalesce(listed, '') FROM listing WHERE id = ?",
        "vessel": "SELECT name || ' ' || coalesce('IMO ' || imo, '') FROM vessel WHERE id = ?",
    }
    for table, record_id in json.loads(row["rests_on"]):
        found = connection.execute(words[table], (record_id,)).fetchone() if table in words else None
        yield Line(found[0] if found else f"{table} {record_id}", table, record_id)


def _rule_lines(row: sqlite3.Row) -> Iterator[Line]:
    rule = RULES.get(row["rule"])
    if rule is None:
        yield Line(f"{row['rule']}, version {row['version']}: this program does not have this rule.")
        return
    yield Line(f"{rule.title}, version {row['version']}", "rule")
    yield Line(rule.test, "fires when")
    for parameter in rule.parameters:
        yield Line(f"{parameter.default:g} {parameter.unit} ({parameter.origin})", parameter.name, depth=1)
    yield Line(rule.false_positives, "innocent if")
    for address in rule.source:
        yield Line(address, "source", url=address)
