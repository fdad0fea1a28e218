"""Whatever two analysts do to copies of one store, importing each into the other loses nothing; and whatever is in a
file, only our own refusals leave the reader."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from two_stores import OPTIONS, add, as_records, bring_in, copied, edit, empty, records_of, retract

from tracker.domain.errors import FieldError
from tracker.exchange.imports.model import ImportRefused
from tracker.exchange.imports.other_store.three_way import merge
from tracker.exchange.imports.run import import_file
from tracker.exchange.portable.checking import checked
from tracker.store.conflicts import open_conflicts
from tracker.store.connection import open_reader, open_store
from tracker.store.tables import RECORD_CLASSES, REFERENCES
from tracker.store.verify import verify

SLUGS = ("one", "two", "three")
values = st.sampled_from(["a", "b", "c", None])
edits = st.lists(st.tuples(st.sampled_from(SLUGS), st.sampled_from(["note", "cargo", "place"]), values), max_size=6)
states = st.lists(st.dictionaries(st.just("note"), st.sampled_from("abcd"), min_size=1), min_size=1, max_size=5)


def small_store(path: Path) -> Path:
    empty(path)
    source = add(path, "Ada", "source", title="Article")
    with closing(open_reader(path)) as connection:
        source_id = connection.execute("SELECT id FROM source WHERE uid = ?", (source,)).fetchone()[0]
    for slug in SLUGS:
        add(path, "Ada", "sighting", source_id=source_id, slug=slug, note="a")
    return path


def try_edits(store: Path, by: str, given: list[tuple[str, str, str | None]]) -> None:
    held = {slug: {"note": "a", "cargo": None, "place": None} for slug in SLUGS}
    for slug, column, value in given:
        if held[slug][column] != value:
            edit(store, by, slug, **{column: value})
            held[slug][column] = value


@given(edits, edits, st.booleans())
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_both_stores_come_to_say_the_same_but_for_what_is_contested(
    tmp_path_factory: pytest.TempPathFactory, hers: list[Any], his: list[Any], by_lines: bool
) -> None:
    folder = tmp_path_factory.mktemp("two")
    ada = small_store(folder / "ada.db")
    with closing(sqlite3.connect(ada)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    bob = copied(ada, "bob.db")
    try_edits(ada, "Ada", hers)
    try_edits(bob, "Bob", his)
    before = {"ada": records_of(ada), "bob": records_of(bob)}
    bring_in(ada, as_records(bob) if by_lines else bob)
    bring_in(bob, as_records(ada) if by_lines else ada)
    with closing(open_store(ada)) as connection:
        assert verify(connection) == []
        contested = {(one.conflict.record_uid, one.conflict.property): one for one in open_conflicts(connection)}
    mine, theirs = records_of(ada), records_of(bob)
    for uid, record in before["ada"].items():
        if record["table"] != "sighting":
            continue
        for column in ("note", "cargo", "place"):
            pair = {record[column], before["bob"][uid][column]}
            if (uid, column) in contested:
                one = contested[uid, column].conflict
                assert {json.loads(one.kept), json.loads(one.offered)} == pair
                assert mine[uid][column] == record[column]
                assert theirs[uid][column] == before["bob"][uid][column]
            else:
                assert mine[uid][column] == theirs[uid][column]
                assert mine[uid][column] in pair


@given(states, states, st.booleans())
@settings(max_examples=300)
def test_no_two_lineages_make_a_value_come_from_nowhere_or_be_both_taken_and_contested(
    ours: list[dict[str, str]], theirs: list[dict[str, str]], is_known: bool
) -> None:
    found = merge(ours, theirs, is_their_past_known=is_known)
    here, there = ours[-1]["note"], theirs[-1]["note"]
    assert set(found.taken.values()) <= {there}
    assert not (found.taken and found.contested)
    assert ("note" in found.agreed) == (here == there)
    if len(ours) == 1 and is_known and here in [state["note"] for state in theirs]:
        assert not found.contested


@given(states, st.lists(st.sampled_from("efg"), max_size=3))
def test_who_only_went_on_from_what_is_held_here_is_followed(ours: list[dict[str, str]], more: list[str]) -> None:
    theirs = [*ours, *({"note": value} for value in more)]
    found = merge(ours, theirs)
    assert not found.contested
    assert found.taken == ({} if theirs[-1] == ours[-1] else theirs[-1])
    back = merge(theirs, ours)
    assert not back.contested
    assert not back.taken


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    store = small_store(tmp_path_factory.mktemp("content") / "bob.db")
    edit(store, "Bob", "one", note="b")
    retract(store, "Bob", "two")
    return as_records(store).read_bytes()


cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just("\ud800"), st.just([]),
    st.just({"a": float("nan")}), st.just("x" * 2_000), st.lists(st.integers(), max_size=2),
)  # fmt: skip


@given(data=st.data())
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_whatever_is_in_a_file_of_records_the_store_stays_sound_and_the_sum_is_right(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    way = data.draw(st.sampled_from(["cut", "bytes", "cell", "earlier"]))
    lines = content.splitlines()
    if way == "cut":
        given_bytes = content[: data.draw(st.integers(0, len(content)))]
    elif way == "bytes":
        at = data.draw(st.integers(0, len(content)))
        given_bytes = content[:at] + data.draw(st.binary(max_size=40)) + content[at:]
    else:
        which = data.draw(st.integers(1, len(lines) - 1))
        record = json.loads(lines[which])
        name = "earlier" if way == "earlier" else data.draw(st.sampled_from(sorted(record)))
        record[name] = data.draw(cells if way == "cell" else st.lists(st.dictionaries(st.text(max_size=3), cells)))
        lines[which] = json.dumps(record).encode("utf-8", "surrogatepass")
        given_bytes = b"\n".join(lines)
    folder = tmp_path_factory.mktemp("fuzz")
    file, store = folder / "bob.records.jsonl", folder / "ada.db"
    file.write_bytes(given_bytes)
    with closing(open_store(store, create=True)) as connection:
        try:
            summary = import_file(connection, file, by="Ada", options=OPTIONS, named="records")
        except ImportRefused as refusal:
            assert str(file) in str(refusal)
            assert connection.execute("SELECT count(*) FROM change").fetchone()[0] == 0
        else:
            assert summary.read == summary.written + summary.same + summary.rejected + sum(summary.left_out.values())
            assert verify(connection) == []


def typical(column: str, kind: str) -> st.SearchStrategy[Any]:
    """Return values for a column, most of them such as it may have."""
    words = {
        "reliability": "ABF", "aspect": ["flown", "listed"], "status": ["open", "closed"], "stance": ["denies"],
        "confidence": ["low"], "settled": ["kept", "agreed"], "record_table": ["sighting"],
        "kind": ["person", "company", "news"], "created_at": ["2026-01-01T00:00:00Z"],
        "retracted_at": ["2026-01-01T00:00:00Z"], "kept": ["null", "{", '"a"'], "offered": ["1"], "before": ["[NaN]"],
        "date": ["2011", "2011-05-26", "26/05"], "published": ["2013~"], "listed": ["2020-01"], "delisted": ["x"],
        "valid_from": ["2011-13"], "valid_to": [".."],
    }.get(column)  # fmt: skip
    usual: st.SearchStrategy[Any] = st.sampled_from(list(words)) if words else st.text(max_size=3)
    if kind.startswith(("int", "float")):
        usual = st.one_of(st.integers(-200, 200), st.floats(-200, 200), st.integers(0, 6))
    if column in ("details", "as_printed"):
        usual = st.dictionaries(st.text(max_size=2), st.text(max_size=2), max_size=2)
    return st.one_of(usual, usual, usual, st.none(), cells)


@pytest.mark.parametrize("table", list(RECORD_CLASSES))
@given(data=st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_passes_the_checks_the_schema_takes(table: str, data: st.DataObject) -> None:
    references = REFERENCES.get(table, {})
    given_row = {
        field.name: data.draw(typical(field.name, str(field.type)), field.name)
        for field in fields(RECORD_CLASSES[table])
        if field.name not in references and field.name not in ("id", "uid", "kinds", "considered")
    }
    given_row |= dict.fromkeys(references, "013efb5f-1400-7abc-8def-0123456789ab")
    try:
        row = checked(table, given_row)
    except FieldError as error:
        assert error.field in given_row or error.field in ("position", "kinds")
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in SCHEMA:
            connection.execute(statement)
        row = {name: value for name, value in row.items() if name not in references and name != "kinds"}
        row |= dict.fromkeys(references, 1)
        row |= {name: json.dumps(row[name]) for name in ("details", "as_printed") if row.get(name) is not None}
        row["created_at"] = row["created_at"] or "2026-01-01T00:00:00Z"
        names = ", ".join(row)
        connection.execute(
            f"INSERT INTO {table} (id, uid, {names}) VALUES (1, 'u', {', '.join('?' * len(row))})", (*row.values(),)
        )


def _schema() -> list[str]:
    from sqlite_utils import Database

    from tracker.store.migrate import migrations

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations().apply(Database(connection))
        tables = [f"'{name}'" for name in RECORD_CLASSES]
        rows = connection.execute(
            f"SELECT sql FROM sqlite_schema WHERE type = 'table' AND name IN ({', '.join(tables)})"
        )
        return [row[0] for row in rows]


SCHEMA = _schema()
