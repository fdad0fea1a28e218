"""Files of another store: what cannot be taken is refused or rejected with a word why, and an older store is read."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from two_stores import as_records, bring_in, empty, is_sound, two_copies

from tracker.exchange.imports.model import ImportRefused
from tracker.store.migrate import migrations, schema_version, steps


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Path, Path]:
    return two_copies(tmp_path)


def test_bad_lines_are_rejected_by_line_field_and_value_and_the_rest_comes_in(
    stores: tuple[Path, Path], tmp_path: Path
) -> None:
    _, bob = stores
    path = as_records(bob)
    lines = path.read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[1])
    sighting = max(n for n, line in enumerate(lines) if '"table":"sighting"' in line)
    lines[1] = json.dumps({**first, "reliability": "Z"})
    lines[sighting] = json.dumps({**json.loads(lines[sighting]), "date": "26/05/2011"})
    lines.insert(2, "{cut")
    lines.append(json.dumps({"table": "ship", "uid": first["uid"]}))
    path.write_text("\n".join(lines), encoding="utf-8")
    fresh = empty(tmp_path / "fresh.db")
    summary = bring_in(fresh, path, rejects=tmp_path / "rejects.csv")
    why = {(one.line, one.field, one.value) for one in summary.first_rejected}
    assert (2, "source reliability", "Z") in why
    assert (3, "line", "{cut") in why
    assert (sighting + 2, "sighting date", "26/05/2011") in why
    assert (len(lines), "ship table", "ship") in why
    gone = {first["uid"], json.loads(lines[sighting])["uid"]}
    for line in lines[3:-1]:
        if any(f':"{uid}"' in line for uid in gone):
            gone.add(json.loads(line)["uid"])
    assert summary.rejected == 2 + len(gone)
    assert summary.read == len(lines) - 1 == summary.written + summary.rejected
    assert (tmp_path / "rejects.csv").read_text(encoding="utf-8").count("\n") == summary.rejected + 1
    assert is_sound(fresh)


def test_an_older_store_is_brought_up_to_date_in_a_copy(stores: tuple[Path, Path], tmp_path: Path) -> None:
    ada, _ = stores
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        migrations().apply(Database(connection), stop_before=steps()[-1].stem)
        connection.execute("PRAGMA application_id = 0x54524B52")
        connection.execute(f"PRAGMA user_version = {schema_version() - 1}")
        connection.execute(
            "INSERT INTO source (id, uid, title, created_at)"
            " VALUES (1, '0190aaaa-1400-7abc-8def-0123456789ab', 'Old article', '2020-01-01T00:00:00Z')"
        )
        connection.execute("UPDATE record_number SET last = 1")
    content = old.read_bytes()
    assert bring_in(ada, old).added["source"] == 1
    assert old.read_bytes() == content
    assert is_sound(ada)


def test_what_is_no_store_or_a_newer_one_or_this_one_is_refused(stores: tuple[Path, Path], tmp_path: Path) -> None:
    ada, bob = stores
    with pytest.raises(ImportRefused, match="is this store itself"):
        bring_in(ada, ada)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE ship (name TEXT)")
        connection.commit()
    with pytest.raises(ImportRefused, match="of another program"):
        bring_in(ada, other)
    with closing(sqlite3.connect(bob)) as connection:
        connection.execute(f"PRAGMA user_version = {schema_version() + 1}")
    with pytest.raises(ImportRefused, match="newer tracker"):
        bring_in(ada, bob)
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"SQLite format 3\0" + b"nonsense" * 400)
    with pytest.raises(ImportRefused, match=str(damaged)):
        bring_in(ada, damaged)
    newer = tmp_path / "newer.records.jsonl"
    newer.write_text('{"table":"store_info","format":"tracker-records","version":99,"schema_version":1}\n')
    with pytest.raises(ImportRefused, match="newer tracker"):
        bring_in(ada, newer)
