"""Importing: what a file tells of comes in once, whole and as one change; the same file again changes nothing."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from tracker.commands.root import cli
from tracker.exchange.imports.model import (
    Entry,
    FileSource,
    FoundRecord,
    ImportOptions,
    ImportRefused,
    Item,
    LeftOut,
    Rejected,
    Sample,
    SightingRows,
)
from tracker.exchange.imports.run import ImportCancelled, import_file
from tracker.store.connection import open_store
from tracker.store.reference import load_reference
from tracker.store.undo import redo, undo
from tracker.store.verify import verify
from tracker.store.write import recorded

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "imb" / "pirate_attacks.csv"
OPTIONS = ImportOptions(load_reference())
ME = "Ada"


@dataclass
class Listed:
    """A small list: one line a vessel, `number;name;imo;flag`, as a publisher might keep it."""

    name: str = "imb"
    title: str = "a list of ships"
    is_list: bool = True
    dated: str | None = "2026-02-01"
    reads: list[Path] = field(default_factory=list)

    def recognises(self, sample: Sample) -> bool:
        return sample.head.startswith(b"list")

    def source(self, path: Path, options: ImportOptions) -> FileSource:
        return FileSource({"title": "List of ships", "kind": "list"}, self.dated)

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
            number, name, imo, flag = text.split(";")
            if name == "?":
                yield Rejected(line, "name", name, "is no name.")
            elif name == "buoy":
                yield LeftOut(line, "buoy")
            else:
                yield Entry(
                    line,
                    (
                        FoundRecord("vessel", number, {"name": name, "imo": imo or None}),
                        FoundRecord(
                            "identity",
                            f"{number}/{name}/{flag}",
                            {"aspect": "listed", "name": name, "flag": flag},
                            {"vessel_id": number},
                        ),
                        FoundRecord("listing", number, {"list": "Ours", "reference": number}, {"vessel_id": number}),
                    ),
                )


@dataclass
class Positions(Listed):
    """A feed of positions in bulk."""

    is_list: bool = False

    def read(self, path: Path, options: ImportOptions) -> Iterator[Item]:
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()[1:]))
        for mmsi in dict.fromkeys(row[0] for row in rows):
            yield Entry(1, (FoundRecord("vessel", f"mmsi:{mmsi}", {"name": f"MMSI {mmsi}"}),))
        columns = ("vessel_id", "mmsi_shown", "date", "date_earliest", "date_latest", "lat", "lon")
        given = [
            (f"mmsi:{m}", m, d, f"{d}T00:00:00Z", f"{d}T23:59:59Z", float(lat), float(lon)) for m, d, lat, lon in rows
        ]
        yield SightingRows(columns, given, [",".join(row) for row in rows])


@pytest.fixture
def known() -> Listed:
    return Listed()


def write(tmp_path: Path, *lines: str, name: str = "list.txt") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(("list", *lines)) + "\n", encoding="utf-8")
    return path


def bring_in(store: sqlite3.Connection, path: Path) -> object:
    return import_file(store, path, by=ME, options=OPTIONS, named=Listed())


def counted(store: sqlite3.Connection, table: str) -> int:
    return int(store.execute(f"SELECT count(*) FROM {table} WHERE retracted_at IS NULL").fetchone()[0])


def everything(store: sqlite3.Connection) -> list[str]:
    """Return all that the store says; how the search index lays out its pages may differ."""
    return [line for line in store.iterdump() if "store_info" not in line and "_search_" not in line]


def test_a_list_comes_in_as_one_change_with_its_source_and_its_rows_add_up(
    store: sqlite3.Connection, known: Listed, tmp_path: Path
) -> None:
    path = write(tmp_path, "1;Light;8415433;BZ", "2;?;;", "3;buoy;;", "4;A Li;;FJ")
    summary = import_file(store, path, by=ME, options=OPTIONS, named=known, rejects=tmp_path / "rejects.csv")
    assert (summary.read, summary.written, summary.same, summary.rejected) == (4, 2, 0, 1)
    assert summary.left_out == {"buoy": 1}
    assert {table: counted(store, table) for table in ("vessel", "identity", "listing")} == {
        "vessel": 2, "identity": 2, "listing": 2,
    }  # fmt: skip
    source = store.execute("SELECT * FROM source").fetchone()
    assert len(source["sha256"]) == 64
    assert {row["source_id"] for row in store.execute("SELECT source_id FROM identity")} == {source["id"]}
    with (tmp_path / "rejects.csv").open(encoding="utf-8", newline="") as handle:
        assert list(csv.DictReader(handle)) == [{"line": "3", "field": "name", "value": "?", "reason": "is no name."}]
    assert [row["action"] for row in store.execute("SELECT action FROM change")] == ["import"]
    assert verify(store) == []


def test_the_same_file_again_changes_nothing_at_all(store: sqlite3.Connection, known: Listed, tmp_path: Path) -> None:
    path = write(tmp_path, "1;Light;8415433;BZ")
    bring_in(store, path)
    before = everything(store)
    again = import_file(store, path, by=ME, options=OPTIONS, named=known)
    assert (again.written, again.same, again.change_id) == (0, 1, None)
    assert everything(store) == before


def test_a_preview_says_what_an_import_says_and_leaves_the_store_as_it_was(
    store: sqlite3.Connection, known: Listed, tmp_path: Path
) -> None:
    path = write(tmp_path, "1;Light;8415433;BZ", "2;?;;")
    before = everything(store)
    preview = import_file(
        store, path, by=ME, options=OPTIONS, named=known, dry_run=True, rejects=tmp_path / "rejects.csv"
    )
    assert everything(store) == before
    assert not (tmp_path / "rejects.csv").exists()
    assert [row["name"] for row in preview.preview["vessel"]] == ["Light"]
    done = import_file(store, path, by=ME, options=OPTIONS, named=known)
    assert (preview.added, preview.read, preview.rejected) == (done.added, done.read, done.rejected)


def test_a_newer_list_adds_and_ends_and_overwrites_nothing(
    store: sqlite3.Connection, known: Listed, tmp_path: Path
) -> None:
    bring_in(store, write(tmp_path, "1;Light;8415433;BZ", "2;A Li;;FJ"))
    newer = import_file(
        store, write(tmp_path, "1;Light;8415433;KH", name="newer.txt"), by=ME, options=OPTIONS, named=known
    )
    assert newer.added == {"identity": 1}
    assert newer.ended == {"listing": 1, "identity": 2}
    identities = {row["flag"]: row["valid_to"] for row in store.execute("SELECT flag, valid_to FROM identity")}
    assert identities == {"BZ": "2026-02-01", "FJ": "2026-02-01", "KH": None}
    delisted = {row["reference"]: row["delisted"] for row in store.execute("SELECT reference, delisted FROM listing")}
    assert delisted == {"1": None, "2": "2026-02-01"}
    assert verify(store) == []
    undo(store, by=ME)
    assert {row["valid_to"] for row in store.execute("SELECT valid_to FROM identity")} == {None}


def test_an_import_is_undone_whole_and_comes_back_by_redo_or_by_importing_again(
    store: sqlite3.Connection, known: Listed, tmp_path: Path
) -> None:
    path = write(tmp_path, "1;Light;8415433;BZ")
    bring_in(store, path)
    undo(store, by=ME)
    assert counted(store, "vessel") == counted(store, "listing") == counted(store, "source") == 0
    redo(store, by=ME)
    assert counted(store, "vessel") == 1
    undo(store, by=ME)
    again = import_file(store, path, by=ME, options=OPTIONS, named=known)
    assert again.restored == {"vessel": 1, "identity": 1, "listing": 1}
    assert counted(store, "vessel") == counted(store, "source") == 1
    assert verify(store) == []


def test_what_a_person_retracted_stays_retracted(store: sqlite3.Connection, known: Listed, tmp_path: Path) -> None:
    path = write(tmp_path, "1;Light;8415433;BZ", "2;A Li;;FJ")
    bring_in(store, path)
    wrong = store.execute("SELECT id FROM identity WHERE flag = 'FJ'").fetchone()["id"]
    with recorded(store, by=ME, action="retract", summary="Retract") as change:
        change.retract("identity", wrong)
    bring_in(store, write(tmp_path, "1;Light;8415433;BZ", "2;A Li;;FJ", "3;New;;PA", name="newer.txt"))
    assert store.execute("SELECT retracted_at FROM identity WHERE id = ?", (wrong,)).fetchone()[0] is not None


def test_a_vessel_with_a_known_imo_number_is_that_vessel(
    store: sqlite3.Connection, known: Listed, tmp_path: Path
) -> None:
    with recorded(store, by=ME, action="add", summary="Add vessel") as change:
        mine = change.insert("vessel", {"name": "Light (my spelling)", "imo": "8415433"})
    summary = import_file(
        store, write(tmp_path, "1;LIGHT;8415433;BZ", "2;LIGHT TWO;8415433;KH"), by=ME, options=OPTIONS, named=known
    )
    assert summary.matched == 2
    assert [tuple(row) for row in store.execute("SELECT id, name FROM vessel")] == [(mine, "Light (my spelling)")]
    assert {row["vessel_id"] for row in store.execute("SELECT vessel_id FROM identity")} == {mine}


def test_an_import_called_off_leaves_the_store_as_it_was(
    store: sqlite3.Connection, known: Listed, tmp_path: Path
) -> None:
    path = write(tmp_path, *(f"{number};Ship {number};;PA" for number in range(1200)), "x;?;;")
    before = everything(store)
    asked = iter(range(10_000))
    with pytest.raises(ImportCancelled, match="as it was"):
        import_file(
            store,
            path,
            by=ME,
            options=OPTIONS,
            named=known,
            rejects=tmp_path / "rejects.csv",
            cancelled=lambda: next(asked) > 1100,
        )
    assert everything(store) == before
    assert verify(store) == []
    assert not (tmp_path / "rejects.csv").exists()


def test_positions_come_in_bulk_and_overlapping_files_add_only_what_is_new(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    first = write(tmp_path, "312000001,2020-01-01,1,100", "312000001,2020-01-02,1.5,101")
    second = write(tmp_path, "312000001,2020-01-02,1.5,101", "312000001,2020-01-03,2,102", name="second.txt")
    assert import_file(store, first, by=ME, options=OPTIONS, named=Positions()).written == 3
    again = import_file(store, second, by=ME, options=OPTIONS, named=Positions())
    assert (again.written, again.same) == (1, 2)
    assert counted(store, "sighting") == 3
    assert verify(store) == []


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"nothing known\n"])
def test_a_file_of_no_known_format_is_refused_with_a_sentence(
    store: sqlite3.Connection, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "file.bin"
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=r"is empty|no format known"):
        import_file(store, path, by=ME, options=OPTIONS)
    with pytest.raises(ImportRefused, match="cannot be read"):
        import_file(store, tmp_path / "missing.csv", by=ME, options=OPTIONS)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample files are not here")
def test_the_real_piracy_file_comes_in_whole_and_the_second_time_not_at_all(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    run = CliRunner()
    assert run.invoke(cli, ["init", str(store), "--empty"]).exit_code == 0
    first = run.invoke(cli, ["--store", str(store), "import", str(SAMPLE)])
    assert "7511 rows read = 7511 written + 0 same as before + 0 rejected + 0 left out" in first.stderr
    again = run.invoke(cli, ["--store", str(store), "import", str(SAMPLE)])
    assert "7511 same as before" in again.stderr
    assert "Nothing was changed." in again.stderr
    connection = open_store(store)
    ship = connection.execute("SELECT * FROM sighting WHERE name_shown = 'Mv Cosmic Leader'").fetchone()
    assert (ship["date"], ship["lat"], ship["lon"], ship["activity"]) == ("1993-01-02", 19.7, 116.9667, None)
    assert (
        connection.execute("SELECT count(*) FROM sighting WHERE place = 'NA' OR name_shown = 'NA'").fetchone()[0] == 0
    )
    connection.close()
    assert run.invoke(cli, ["--store", str(store), "verify"]).exit_code == 0


def test_a_look_at_the_first_rows_ends_there_and_says_so(store: sqlite3.Connection, tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    file.write_text("Ship,Date\n" + "".join(f"SHIP {n},2011-05-26\n" for n in range(3000)), encoding="utf-8")
    read: list[int] = []
    summary = import_file(
        store,
        file,
        by=ME,
        options=OPTIONS,
        dry_run=True,
        only_first=500,
        watch=lambda now: read.append(now.read),
    )
    assert summary.is_beginning
    assert 500 <= summary.read < 3000
    assert read == sorted(read)
    whole = import_file(store, file, by=ME, options=OPTIONS, dry_run=True, only_first=3000)
    assert (whole.is_beginning, whole.read) == (False, 3000)
    assert store.execute("SELECT count(*) FROM sighting").fetchone()[0] == 0


def test_a_preview_tells_new_records_from_those_the_store_holds(store: sqlite3.Connection, tmp_path: Path) -> None:
    file = tmp_path / "two.csv"
    file.write_text("Ship,Date\nLIGHT,2011-05-26\n", encoding="utf-8")
    import_file(store, file, by=ME, options=OPTIONS)
    file.write_text("Ship,Date\nLIGHT,2011-05-26\nGRACE,2011-05-27\nDAWN,2011-05-28\n", encoding="utf-8")
    summary = import_file(store, file, by=ME, options=OPTIONS, dry_run=True)
    assert (summary.added["sighting"], summary.known["sighting"]) == (2, 1)
    assert summary.balance() == "3 rows read = 2 written + 1 same as before + 0 rejected + 0 left out."
