"""AIS in the CSV dialects of its publishers: by header, without what is no ship, one vessel for each MMSI."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.commands.root import cli
from tracker.exchange.imports.ais.csv_rows import RowReader
from tracker.exchange.imports.ais.marine_cadastre import FORMAT as MARINE_CADASTRE
from tracker.exchange.imports.formats import format_named, recognise
from tracker.exchange.imports.model import ImportOptions, ImportRefused, Sample
from tracker.exchange.imports.run import ImportCancelled, import_file
from tracker.store.connection import open_store
from tracker.store.reference import load_reference
from tracker.store.verify import verify

GFW = Path(__file__).parents[3] / "shared" / "samples" / "gfw"
OPTIONS = ImportOptions(load_reference())

UNTIL_2024 = (
    "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,"
    "TransceiverClass\n"
)
SINCE_2025 = (
    "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,"
    "draft,cargo,transceiver\n"
)
DANISH = (
    "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,"
    "Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type\n"
)


def written(folder: Path, header: str, *rows: str, name: str = "ais.csv") -> Path:
    path = folder / name
    path.write_text(header + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (
            UNTIL_2024,
            "312000001,2022-06-20T00:00:04,29.5,-94.5,8.1,190.0,511.0,LIGHT,IMO8415433,V3XY,70,0,88,14,5.2,70,A",
        ),
        (SINCE_2025, "312000001,2022-06-20 00:00:04,-94.5,29.5,8.1,190.0,,LIGHT,IMO8415433,V3XY,70,0,88,14,5.2,70,A"),
        (
            DANISH,
            (
                "20/06/2022 00:00:04,Class A,312000001,29.5,-94.5,Under way using engine,0,8.1,190.0,,8415433,V3XY,"
                "LIGHT,Cargo,,14,88,GPS,5.2,THILAWA,,AIS"
            ),
        ),
    ],
)  # fmt: skip
def test_a_position_reads_the_same_in_each_dialect(
    store: sqlite3.Connection, tmp_path: Path, header: str, row: str
) -> None:
    path = written(tmp_path, header, row)
    summary = import_file(store, path, by="Ada", options=OPTIONS)
    assert (summary.read, summary.written) == (1, 1)
    found = store.execute("SELECT * FROM sighting").fetchone()
    assert (found["date"], found["lat"], found["lon"]) == ("2022-06-20T00:00:04Z", 29.5, -94.5)
    assert (found["mmsi_shown"], found["name_shown"], found["imo_shown"]) == ("312000001", "LIGHT", "8415433")
    assert (found["call_sign_shown"], found["length_m"], found["speed_knots"]) == ("V3XY", 88.0, 8.1)
    assert found["vessel_type"].casefold() == "cargo"
    assert found["activity"].casefold() == "under way using engine"
    assert json.loads(found["as_printed"])["date"] in row
    assert json.loads(found["as_printed"]).get("activity", "0") == "0", "a code is kept beside its words"
    assert "heading" not in json.loads(found["details"]), "511 stands for no heading"
    identity = store.execute("SELECT * FROM identity").fetchone()
    assert (identity["aspect"], identity["name"], identity["imo"]) == ("broadcast", "LIGHT", "8415433")
    vessel = store.execute("SELECT * FROM vessel").fetchone()
    assert (vessel["name"], vessel["imo"]) == ("LIGHT", None), "an IMO number in a broadcast is a claim"
    assert verify(store) == []


def test_a_code_without_a_meaning_is_kept_as_printed(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = written(tmp_path, UNTIL_2024, "312000001,2022-06-20T00:00:04,29.5,-94.5,,,,LIGHT,,,3,15,,,,,A")
    import_file(store, path, by="Ada", options=OPTIONS)
    found = store.execute("SELECT activity, vessel_type, as_printed FROM sighting").fetchone()
    assert (found["activity"], json.loads(found["as_printed"])["activity"]) == (None, "15")
    assert found["vessel_type"] == "3"


def test_what_is_no_ship_is_left_out_and_counted(store: sqlite3.Connection, tmp_path: Path) -> None:
    rest = "55.1,12.1,,,,,,Unknown,Unknown,,Undefined,,,,,,Unknown,,AIS"
    path = written(
        tmp_path,
        DANISH,
        f"20/06/2022 00:00:01,Base Station,2190045,{rest}",
        f"20/06/2022 00:00:01,AtoN,992191501,{rest}",
        f"20/06/2022 00:00:01,Class A,002190045,{rest}",
        f"20/06/2022 00:00:01,Class A,219000111,{rest}",
        "20/06/2022 00:00:02,Class A,219000111,91.0,0.0,,,,,,Unknown,Unknown,,Undefined,,,,,,Unknown,,AIS",
    )
    summary = import_file(store, path, by="Ada", options=OPTIONS)
    assert summary.left_out == {"base station": 2, "aid to navigation": 1, "neither a position nor a name": 1}
    assert (summary.read, summary.written) == (5, 1)
    assert store.execute("SELECT name FROM vessel").fetchone()["name"] == "MMSI 219000111"


def test_an_exact_repeat_is_the_same_row_and_a_bad_one_stops_nothing(store: sqlite3.Connection, tmp_path: Path) -> None:
    good = "312000001,2022-06-20T00:00:04,29.5,-94.5,8.1,190.0,12,LIGHT,,,,,,,,,A"
    path = written(
        tmp_path,
        UNTIL_2024,
        good,
        good,
        good.replace("2022-06-20", "20.6.2022"),
        good.replace("29.5", "north"),
        good.replace("29.5", "95.5"),
        good.replace("8.1", "fast"),
        good.replace("312000001", "LIGHT"),
        good + ",one,more",
    )
    preview = import_file(store, path, by="Ada", options=OPTIONS, dry_run=True)
    summary = import_file(store, path, by="Ada", options=OPTIONS, rejects=tmp_path / "rejects.csv")
    assert (summary.read, summary.written, summary.same, summary.rejected) == (8, 1, 1, 6)
    assert (preview.read, preview.written, preview.same, preview.rejected) == (8, 1, 1, 6)
    assert [line.split(",")[:2] for line in (tmp_path / "rejects.csv").read_text().splitlines()[1:]] == [
        ["4", "time"], ["5", "position"], ["6", "position"], ["7", "speed"], ["8", "MMSI"], ["9", "row"],
    ]  # fmt: skip


def test_positions_of_a_ship_are_thinned_where_that_is_asked_for(store: sqlite3.Connection, tmp_path: Path) -> None:
    rows = [
        f"{mmsi},2022-06-20T00:{second // 60:02}:{second % 60:02},{29 + second / 1000},-94.5,8,190,,LIGHT,,,,,,,,,A"
        for second in range(0, 120, 10)
        for mmsi in ("312000001", "312000002")
    ]
    path = written(tmp_path, UNTIL_2024, *rows)
    summary = import_file(store, path, by="Ada", options=replace(OPTIONS, thin_seconds=60))
    assert (summary.read, summary.written) == (24, 4)
    assert summary.left_out == {"position within 60 s of the one before": 20}


def test_two_names_under_one_mmsi_are_two_identities_with_their_days(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        UNTIL_2024,
        "312000001,2022-06-20T00:00:04,29.5,-94.5,8.1,190.0,12,LIGHT,,,,,,,,,A",
        "312000001,2022-06-21T00:00:04,29.6,-94.5,8.1,190.0,12,LIGHT,,,,,,,,,A",
        "312000001,2022-06-22T00:00:04,29.7,-94.5,8.1,190.0,12,CHUNG HUNG,IMO8814881,,,,,,,,A",
    )
    summary = import_file(store, path, by="Ada", options=OPTIONS)
    assert summary.added == {"vessel": 1, "identity": 2, "sighting": 3}
    assert {tuple(row) for row in store.execute("SELECT name, valid_from, valid_to FROM identity")} == {
        ("LIGHT", "2022-06-20T00:00:04Z", "2022-06-21T00:00:04Z"),
        ("CHUNG HUNG", "2022-06-22T00:00:04Z", "2022-06-22T00:00:04Z"),
    }
    assert any("8814881" in mark and "check digit" in mark for mark in summary.marks)
    assert import_file(store, path, by="Ada", options=OPTIONS).changes_nothing


@pytest.mark.skipif(not GFW.exists(), reason="the sample files are not here")
@pytest.mark.parametrize(
    ("name", "rows", "vessels", "identities"),
    [
        ("implausible_speed_research_messages_150_412.csv", 388, 25, 25),
        ("name_changes_150voi_local.csv", 51, 11, 43),
    ],
)
def test_real_messages_of_global_fishing_watch_come_in_whole(
    store: sqlite3.Connection, name: str, rows: int, vessels: int, identities: int
) -> None:
    assert recognise(GFW / name).name == "gfw"
    summary = import_file(store, GFW / name, by="Ada", options=OPTIONS)
    assert (summary.read, summary.written) == (rows, rows)
    assert summary.added == {"vessel": vessels, "identity": identities, "sighting": rows}
    assert verify(store) == []


@pytest.mark.parametrize("named", ["marinecadastre", "danish-ais", "gfw"])
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
@settings(max_examples=40, deadline=None)
def test_whatever_is_in_a_file_only_our_own_refusal_leaves_the_reader(
    tmp_path_factory: pytest.TempPathFactory, named: str, content: bytes
) -> None:
    header = {"marinecadastre": UNTIL_2024, "danish-ais": DANISH, "gfw": "ssvid,timestamp,lat,lon\n"}[named]
    chosen = format_named(named)
    for head in (b"", header.encode()):
        path = tmp_path_factory.mktemp("fuzz") / "ais.csv"
        path.write_bytes(head + content)
        chosen.recognises(Sample(path, head + content))
        try:
            list(chosen.read(path, OPTIONS))
        except ImportRefused as refusal:
            assert str(path) in str(refusal)


@given(
    cells=st.lists(
        st.sampled_from(["", "312000001", "1e999", "nan", "-0", "2022-06-20T00:00:04", "29.5", "0", "Ａ", "9" * 40]),
        min_size=17,
        max_size=17,
    )
)
@settings(max_examples=150, deadline=None)
def test_odd_cells_in_the_right_columns_never_break_a_store(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    with open_store(folder / "store.db", create=True) as store:
        summary = import_file(store, written(folder, UNTIL_2024, ",".join(cells)), by="Ada", options=OPTIONS)
        assert summary.read == 1
    store.close()


@given(
    rows=st.lists(
        st.lists(
            st.sampled_from(
                [
                    "",
                    "312000001",
                    "002190045",
                    "1e999",
                    "nan",
                    "-0",
                    "2022-06-20T00:00:04",
                    "29.5",
                    "91.0",
                    "181",
                    "511",
                ]
            ),
            min_size=17,
            max_size=17,
        ).map(lambda cells: ["312000001", "2022-06-20T00:00:04", *cells[2:]] if cells[0] else cells),
        min_size=2,
        max_size=6,
    )
)
@settings(max_examples=200, deadline=None)
def test_rows_read_together_are_what_each_is_alone(rows: list[list[str]]) -> None:
    headers = UNTIL_2024.strip().split(",")
    chunk = list(enumerate(rows, 2))

    def reader() -> RowReader:
        return RowReader(Path("ais.csv"), headers, MARINE_CADASTRE.dialect, whole=True)

    assert reader().read(chunk) == [alone for one in chunk for alone in reader().read([one])]


def test_older_files_that_spell_the_class_otherwise_or_lack_the_status_read_the_same(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    header = UNTIL_2024.replace("TransceiverClass", "TranscieverClass").replace("Status,", "")
    path = written(
        tmp_path, header, "312000001,2015-06-20T00:00:04,29.5,-94.5,8.1,190.0,12,LIGHT,,V3XY,70,88,14,5.2,70,A"
    )
    assert recognise(path).name == "marinecadastre"
    assert import_file(store, path, by="Ada", options=OPTIONS).written == 1
    found = store.execute("SELECT * FROM sighting").fetchone()
    assert (found["activity"], found["length_m"]) == (None, 88.0)
    assert json.loads(found["details"])["TranscieverClass"] == "A"


def test_the_command_line_thins_ais_files_and_no_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    rows = [
        f"312000001,2022-06-20T00:00:{second:02},29.{second},-94.5,,,,LIGHT,,,,,,,,,A" for second in range(0, 60, 5)
    ]
    run, store = CliRunner(), ["--store", str(tmp_path / "cli.db")]
    run.invoke(cli, ["init", str(tmp_path / "cli.db"), "--empty"])
    done = run.invoke(cli, [*store, "import", str(written(tmp_path, UNTIL_2024, *rows)), "--thin", "30"])
    assert done.exit_code == 0
    assert "12 rows read = 2 written + 0 same as before + 0 rejected + 10 left out" in done.stderr
    assert "Left out: 10 position within 30 s of the one before" in done.stderr
    other = run.invoke(
        cli, [*store, "import", str(written(tmp_path, "name,date\n", "A,2011", name="log.csv")), "--thin", "30"]
    )
    assert other.exit_code == 2
    assert "--thin is for AIS files" in other.stderr


def test_an_ais_import_is_called_off_while_it_still_looks_for_ships(store: sqlite3.Connection, tmp_path: Path) -> None:
    rows = [f"312000001,2022-06-20T00:00:04,{n % 80}.5,-94.5,,,,LIGHT,,,,,,,,,A" for n in range(5_000)]
    path = written(tmp_path, UNTIL_2024, *rows)
    told: list[int] = []
    with pytest.raises(ImportCancelled):
        import_file(
            store, path, by="Ada", options=replace(OPTIONS, progress=told.append), cancelled=lambda: len(told) >= 2
        )
    assert told[-1] < path.stat().st_size
    assert store.execute("SELECT count(*) FROM vessel").fetchone()[0] == 0


def test_a_file_packed_with_zstandard_comes_in_as_it_is_and_a_cut_one_is_refused(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    zstd = pytest.importorskip("backports.zstd", reason="Zstandard is read by backports.zstd, of the extra `ais`")
    plain = written(
        tmp_path,
        UNTIL_2024,
        *(f"31200{n:04},2022-06-20T00:00:04,29.5,-94.5,,,,SHIP {n},,,,,,,,,A" for n in range(3_000)),
    )
    packed = tmp_path / "ais.csv.zst"
    packed.write_bytes(zstd.compress(plain.read_bytes()))
    told: list[int] = []
    assert recognise(packed).name == "marinecadastre"
    summary = import_file(store, packed, by="Ada", options=replace(OPTIONS, progress=told.append))
    assert summary.written == 3_000
    assert max(told) <= packed.stat().st_size
    cut = tmp_path / "cut.csv.zst"
    cut.write_bytes(packed.read_bytes()[:-200])
    with pytest.raises(ImportRefused, match="damaged or cut short"):
        import_file(store, cut, by="Ada", options=OPTIONS)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = written(tmp_path, UNTIL_2024, "9" * 6_000_000)
    with pytest.raises(ImportRefused, match="longer than a million characters"):
        import_file(store, path, by="Ada", options=OPTIONS)
