"""Whatever is in a file, for every format: a refusal that names it, or an import that adds up and is sound."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from bent_files import BENDS, HUGE, Bend, RightChecksums
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_files import SMALL_FILES, Small

from tracker.exchange.imports.formats import IMPORT_FORMATS, recognise
from tracker.exchange.imports.model import ImportOptions, ImportRefused
from tracker.exchange.imports.run import import_file
from tracker.exchange.imports.summary import ImportSummary
from tracker.store.connection import open_store
from tracker.store.reference import load_reference
from tracker.store.tables import RECORD_CLASSES
from tracker.store.verify import verify
from tracker.store.write import recorded

REFERENCE = load_reference()
KEPT = (*RECORD_CLASSES, "incident_kind", "change", "change_row", "import_run", "record_number")


class Bench(NamedTuple):
    """What the imports of one small file start from."""

    small: Small
    content: bytes
    stores: tuple[Path, Path]
    """One with a ship and an article, and the same after the import of the small file."""
    folder: Path


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Bench]]:
    made: dict[str, Bench] = {}

    def bench(name: str) -> Bench:
        if SMALL_FILES[name].format_name == "nmea":
            pytest.importorskip("pyais", reason="NMEA is decoded by pyais, of the extra `ais`")
        if name not in made:
            folder = tmp_path_factory.mktemp("bench")
            made[name] = _bench(SMALL_FILES[name], folder)
        return made[name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield bench


def _bench(small: Small, folder: Path) -> Bench:
    content = small.make(folder)
    before, after = folder / "before.db", folder / "after.db"
    with closing(open_store(before, create=True)) as store:
        with recorded(store, by="Ada", action="add", summary="Add") as change:
            source = change.insert("source", {"title": "Mine", "slug": "article"})
            vessel = change.insert("vessel", {"name": "LIGHT", "imo": "8415433", "slug": "light"})
            change.insert("sighting", {"source_id": source, "vessel_id": vessel, "slug": "s1"})
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(before, after)
    file = folder / "whole"
    file.write_bytes(content)
    with closing(open_store(after)) as store:
        assert bring_in(store, small, file).written > 0
    return Bench(small, content, (before, after), folder)


def bring_in(store: sqlite3.Connection, small: Small, file: Path) -> ImportSummary:
    options = ImportOptions(REFERENCE, mapping=small.mapping)
    return import_file(store, file, by="Ada", options=options, named=small.format_name)


def everything(store: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    return {table: [tuple(row) for row in store.execute(f"SELECT * FROM {table} ORDER BY 1, 2")] for table in KEPT}


def assert_refused_or_sound(bench: Bench, content: bytes, *, again: bool) -> None:
    """Import the content into one of the bench's stores, twice."""
    file, copy = bench.folder / "bent", bench.folder / "store.db"
    file.write_bytes(content)
    try:
        assert recognise(file).name in IMPORT_FORMATS
    except ImportRefused as refusal:
        assert str(file) in str(refusal)
    shutil.copy(bench.stores[again], copy)
    with closing(open_store(copy)) as store:
        before = everything(store)
        try:
            summary = bring_in(store, bench.small, file)
        except ImportRefused as refusal:
            assert str(file) in str(refusal)
            assert everything(store) == before
            assert verify(store) == []
            return
        left_out = sum(summary.left_out.values())
        assert summary.read == summary.written + summary.same + summary.rejected + left_out
        assert "\n".join(summary.lines()).encode("utf-8")
        assert verify(store) == []
        after = everything(store)
        assert (after == before) == summary.changes_nothing
        assert json.dumps(after, allow_nan=False)
        if bench.small.format_name == "records" and summary.rejected:
            # A record that stood above what it refers to can be taken once that is here.
            for _ in range(summary.rejected):
                summary = bring_in(store, bench.small, file)
            after = everything(store)
        second = bring_in(store, bench.small, file)
        assert (second.read, second.rejected, second.left_out) == (summary.read, summary.rejected, summary.left_out)
        assert second.changes_nothing
        assert everything(store) == after


def test_every_format_has_a_small_file() -> None:
    assert {small.format_name for small in SMALL_FILES.values()} == set(IMPORT_FORMATS)


@pytest.mark.parametrize("name", SMALL_FILES)
@given(bends=st.lists(BENDS, min_size=1, max_size=3), again=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_bent_file_is_refused_by_name_or_comes_in_whole_and_only_once(
    benches: Callable[[str], Bench], name: str, bends: list[Bend], again: bool
) -> None:
    bench = benches(name)
    content = bench.content
    for bend in bends:
        content = bend(content)
    if bench.small.format_name == "nmea" and again:
        content = RightChecksums()(content)
    assert_refused_or_sound(bench, content, again=again)


@pytest.mark.parametrize("name", SMALL_FILES)
@given(bend=HUGE)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_field_of_any_length_is_refused_by_name_or_comes_in_whole_and_only_once(
    benches: Callable[[str], Bench], name: str, bend: Bend
) -> None:
    bench = benches(name)
    assert_refused_or_sound(bench, bend(bench.content), again=False)


@pytest.mark.parametrize("name", SMALL_FILES)
@given(content=st.binary(max_size=200))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused_by_name_or_come_in_whole_and_only_once(
    benches: Callable[[str], Bench], name: str, content: bytes
) -> None:
    assert_refused_or_sound(benches(name), content, again=False)


LONG = "9" * 5_000


@pytest.mark.parametrize(
    ("name", "text", "put"),
    [
        ("records", "", ""),
        ("tracker", "", ""),
        ("records", '"radius_km":null', f'"radius_km":{LONG[:400]}'),
        ("ofac-csv", "Iran", "XX"),
        ("ofac-xml", "Iran", "x" * 200),
        ("ofac-csv", "ARTAVIL", ""),
        ("ofac-xml", ">56068<", ">1e999<"),
        ("marinecadastre", "312000001", LONG),
        ("danish-ais", "Cargo", LONG),
    ],
)
def test_what_once_broke_an_import_is_taken(benches: Callable[[str], Bench], name: str, text: str, put: str) -> None:
    bench = benches(name)
    assert text.encode() in bench.content
    content = bench.content.replace(text.encode(), put.encode()) if text else bench.content
    assert_refused_or_sound(bench, content, again=False)
