"""docs/schema.md names every table, column and view of a real store, and nothing else."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from tracker.store.migrate import APPLICATION_ID
from tracker.store.starter import load_starter
from tracker.store.tables import KEPT_BY_STORE, RECORD_CLASSES

TEXT = (Path(__file__).parents[2] / "docs" / "schema.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^### (?P<name>\w+)\n\n(?P<about>.+)\n\n(?P<rows>(?:\|.*\n)+)", re.MULTILINE)
SHADOW = re.compile(r"\w+_search(?:_data|_idx|_docsize|_config)?")

Columns = list[tuple[str, ...]]


def documented() -> dict[str, Columns]:
    return {
        section["name"]: [
            tuple(cell.strip().strip("`") for cell in line.strip("|\n").split("|"))[:-1]
            for line in section["rows"].splitlines()[2:]
        ]
        for section in SECTION.finditer(TEXT)
    }


def real(store: sqlite3.Connection) -> dict[str, Columns]:
    found: dict[str, Columns] = {}
    for kind, name in store.execute("SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view')").fetchall():
        if SHADOW.fullmatch(name) or name == "_sqlite_migrations":
            continue
        columns = [(row["name"], row["type"]) for row in store.execute(f"PRAGMA table_info({name})")]
        if name in RECORD_CLASSES:
            columns = [column for column in columns if column[0] not in KEPT_BY_STORE]
        found[name] = [column[:1] for column in columns] if kind == "view" else [*columns]
    return found


def test_page_and_schema_name_the_same_things(store: sqlite3.Connection) -> None:
    assert documented() == real(store)


def test_columns_of_every_record_are_those_the_store_keeps(store: sqlite3.Connection) -> None:
    section = TEXT.partition("## Columns of every record")[2].partition("## Views")[0]
    assert set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE)) == KEPT_BY_STORE
    for table in RECORD_CLASSES:
        assert {row["name"] for row in store.execute(f"PRAGMA table_info({table})")} >= KEPT_BY_STORE


def test_every_meaning_is_given() -> None:
    for section in SECTION.finditer(TEXT):
        for line in section["rows"].splitlines()[2:]:
            assert re.fullmatch(r"\| .* \| \S.* \|", line), line


def test_search_indexes_and_application_id_are_named(store: sqlite3.Connection) -> None:
    for row in store.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%USING fts5%'"):
        assert f"`{row['name']}`" in TEXT
    assert str(APPLICATION_ID) in TEXT


def test_examples_run_on_the_documented_cases(store: sqlite3.Connection) -> None:
    load_starter(store, by="ann")
    examples = [
        query for block in re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL) for query in block.split(";\n") if query
    ]
    assert len(examples) == 3
    for query in examples:
        assert store.execute(query).fetchall(), query


def test_every_view_reads_and_leaves_retracted_rows_out(store: sqlite3.Connection) -> None:
    from tracker.store.undo import undo

    load_starter(store, by="ann")
    views = [row["name"] for row in store.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    for view in views:
        assert store.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0, view
    undo(store, by="ann")
    for view in views:
        if view != "change_log":
            assert store.execute(f"SELECT count(*) FROM {view}").fetchone()[0] == 0, view
