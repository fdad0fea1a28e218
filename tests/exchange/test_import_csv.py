"""A CSV of one's own: columns guessed, the mapping kept and edited, cells read as the form reads them."""

from __future__ import annotations

import csv
import json
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bent_files import read_unless_refused
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.commands.root import cli
from tracker.domain.errors import FieldError
from tracker.domain.fields import Field, ReadingContext, read_field
from tracker.domain.partial_dates import parse_edtf
from tracker.exchange.imports.json_columns import json_objects
from tracker.exchange.imports.mapped_csv.cells import SIGHTING_FIELDS, moment_in_utc
from tracker.exchange.imports.mapped_csv.columns import column_reader, read_positions
from tracker.exchange.imports.mapped_csv.format import FORMAT, headers_of
from tracker.exchange.imports.mapped_csv.mapping import (
    LATITUDE,
    LONGITUDE,
    ColumnMapping,
    guess_mapping,
    read_mapping,
    remembered_path,
    write_mapping,
)
from tracker.exchange.imports.mapped_csv.sample import samples
from tracker.exchange.imports.model import ImportOptions, ImportRefused, LeftOut, Rejected, SightingRows
from tracker.exchange.imports.run import import_file
from tracker.store.reference import load_reference

GFW = Path(__file__).parents[3] / "shared" / "samples" / "gfw"
OPTIONS = ImportOptions(load_reference())
LOG = 'Ship;Flag;Seen;Lat;Long;Berth\n"Light";Belizean;late May 2011;31.2;122.5;"4; north"\n'


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def written(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "log.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_headers_as_people_write_them_are_understood() -> None:
    headers = ["Vessel Name", "IMO No.", "MMSI", "Type", "Ship Type", "LAT", "Lon", "Flag State", "Comment", "Berth"]
    assert guess_mapping(headers).columns == {
        "Vessel Name": "name_shown", "IMO No.": "imo_shown", "MMSI": "mmsi_shown", "Ship Type": "vessel_type",
        "LAT": "latitude", "Lon": "longitude", "Flag State": "flag_flown", "Comment": "note",
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_cells_are_read_as_the_form_reads_them_in_any_encoding(
    store: sqlite3.Connection, tmp_path: Path, encoding: str
) -> None:
    mapping = ColumnMapping(
        "sighting", {"Ship": "name_shown", "Flag": "flag_flown", "Seen": "date", "Lat": "latitude", "Long": "longitude"}
    )
    write_mapping(mapping, tmp_path / "map.toml")
    path = written(tmp_path, LOG.replace("Light", "Zoë"), encoding=encoding)
    options = replace(OPTIONS, mapping=tmp_path / "map.toml")
    summary = import_file(store, path, by="Ada", options=options, named="csv")
    assert (summary.written, summary.rejected) == (1, 0)
    row = store.execute("SELECT * FROM sighting").fetchone()
    assert (row["name_shown"], row["flag_flown"], row["date"]) == ("Zoë", "BZ", "2011-05-21~/2011-05-31~")
    assert (row["lat"], row["lon"]) == (31.2, 122.5)
    assert json.loads(row["details"]) == {"Berth": "4; north"}
    assert json.loads(row["as_printed"]) == {"flag_flown": "Belizean", "date": "late May 2011"}


def test_a_bad_cell_rejects_its_row_with_field_value_and_reason(tmp_path: Path) -> None:
    path = written(tmp_path, "name,imo,date\nLight,12,2011\nA Li,8814881,2019\n,,\nToo,many,cells,here\n")
    bad, empty, long, good = FORMAT.read(path, OPTIONS)
    assert isinstance(bad, Rejected)
    assert (bad.line, bad.field, bad.value) == (2, "IMO shown", "12")
    assert isinstance(empty, LeftOut)
    assert isinstance(long, Rejected)
    assert isinstance(good, SightingRows)
    assert any(line == 3 and "check digit fails" in mark for line, mark in good.marks)


def test_rows_can_be_vessels_and_a_row_that_lacks_what_is_needed_is_rejected(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    write_mapping(ColumnMapping("vessel", {"hull": "name", "number": "imo"}), tmp_path / "map.toml")
    path = written(tmp_path, "hull,number\nLight,8415433\n,9187629\n")
    options = replace(OPTIONS, mapping=tmp_path / "map.toml")
    summary = import_file(store, path, by="Ada", options=options, named="csv")
    assert (summary.added, summary.rejected) == ({"vessel": 1}, 1)


def test_the_mapping_used_is_said_kept_and_used_the_next_time(tmp_path: Path) -> None:
    store, run = tmp_path / "store.db", CliRunner()
    run.invoke(cli, ["init", str(store), "--empty"])
    first = written(tmp_path, "Ship,Seen\nLight,2011-05-26\n")
    write_mapping(ColumnMapping("sighting", {"Ship": "name_shown", "Seen": "date"}), tmp_path / "map.toml")
    done = run.invoke(
        cli, ["--store", str(store), "import", str(first), "--as", "csv", "--map", str(tmp_path / "map.toml")]
    )
    assert done.exit_code == 0
    assert "Seen -> date" in done.stderr
    assert remembered_path(headers_of(first)).exists()
    second = written(tmp_path, "Ship,Seen\nA Li,2019\n", name="second.csv")
    again = run.invoke(cli, ["--store", str(store), "import", str(second), "--as", "csv", "--dry-run"])
    assert "Seen -> date" in again.stderr
    assert "date=2019" in again.stdout


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("table = 'ship'\n[columns]\n", "table 'ship' is none of"),
        ("[columns]\nShip = 'name_shwon'\n", "Did you mean name_shown"),
        ("columns = 3\n", r"needs a part \[columns\]"),
        ("not toml", "is no TOML file"),
    ],
)
def test_a_wrong_mapping_file_is_refused_with_what_would_be_right(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text, name="map.toml")
    with pytest.raises(ImportRefused, match=message):
        read_mapping(path)


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=20), st.sampled_from(["name_shown", "date", "", "latitude"]), max_size=5
    )
)
@settings(max_examples=60, deadline=None)
def test_a_mapping_written_is_the_one_read(tmp_path_factory: pytest.TempPathFactory, columns: dict[str, str]) -> None:
    path = tmp_path_factory.mktemp("map") / "map.toml"
    mapping = ColumnMapping("sighting", columns)
    write_mapping(mapping, path)
    assert read_mapping(path) == mapping


@given(st.lists(st.tuples(st.text(max_size=20), st.dates()), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_names_and_days_written_to_a_csv_come_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, object]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "log.csv"
    kept = [(name, day) for name, day in rows if name.isprintable()]
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([("vessel name", "date"), *kept])
    found = [item for item in FORMAT.read(path, OPTIONS) if isinstance(item, SightingRows)]
    values = [(row[0] or "", row[1]) for rows in found for row in rows.rows]
    assert values == [(name.strip(), str(day)) for name, day in kept]


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_whatever_is_in_a_file_only_our_own_refusal_leaves_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "log.csv"
    items = read_unless_refused(FORMAT, path, b"name,date\n" + content, OPTIONS)
    assert items is None or all(isinstance(item, SightingRows | LeftOut | Rejected) for item in items)


@pytest.mark.skipif(not GFW.exists(), reason="the sample files are not here")
def test_real_messages_come_in_by_their_headers(store: sqlite3.Connection) -> None:
    path = GFW / "implausible_speed_research_messages_150_412.csv"
    summary = import_file(store, path, by="Ada", options=OPTIONS, named="csv")
    assert (summary.format_name, summary.read, summary.written) == ("csv", 388, 388)
    row = store.execute(
        "SELECT * FROM sighting WHERE mmsi_shown = '412331283' AND date LIKE '2021-09-19T20:06%'"
    ).fetchone()
    assert (row["date"], row["lat"], row["lon"]) == ("2021-09-19T20:06:56Z", 34.083, 128.82)


CELLS: dict[str, st.SearchStrategy[str]] = {
    "number": st.one_of(
        st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,3})?", fullmatch=True),
        st.sampled_from(["", "1e2", "nan", "-1", "12,5", "1 200", "360", "360.5", "100.5", "007", "٣", "1_0", "."]),
    ),
    "date": st.one_of(
        st.datetimes().map(lambda moment: f"{moment:%Y-%m-%d %H:%M:%S} UTC"),
        st.datetimes().map(lambda moment: moment.isoformat(timespec="seconds") + "Z"),
        st.dates().map(str),
        st.sampled_from(["", "late May 2011", "2011-13-01T00:00:00Z", "2011-05", "26/5/2011", "24:00", "May"]),
    ),
    "text": st.one_of(st.just(""), st.text(max_size=30), st.integers(1_990, 2_010).map("x".__mul__)),
    "mmsi": st.one_of(st.from_regex(r"[0-9]{9}", fullmatch=True), st.sampled_from(["", "312", "MMSI 312 000 001"])),
    "flag": st.sampled_from(["", "BZ", "Belizean", "Matthew Island", "none", "XX", "Panama"]),
    "choice": st.sampled_from(["", "denies", "Quotes", "shouts"]),
}
FIELDS_READ = [field for field in SIGHTING_FIELDS.values() if field.kind in CELLS]


@given(data=st.data(), field=st.sampled_from(FIELDS_READ))
@settings(max_examples=300, deadline=None)
def test_a_column_read_at_once_says_what_the_form_says_of_each_cell(data: st.DataObject, field: Field) -> None:
    cells = [
        cell.strip() for cell in data.draw(st.lists(CELLS[field.kind], min_size=1, max_size=6)) if "\0" not in cell
    ]
    if not cells:
        return
    context = ReadingContext(OPTIONS.reference, date(2026, 1, 1))
    read = column_reader(field, context)(cells)
    remarks = dict(read.remarks)
    for place, cell in enumerate(cells):
        remark = remarks.get(place)
        try:
            wanted = read_field("sighting", field.name, moment_in_utc(cell) if field.kind == "date" else cell, context)
        except FieldError as error:
            assert remark is not None
            assert str(remark.error) == str(error)
            continue
        assert read.values[0][place] == wanted.values[field.name]
        assert (remark.warnings if remark else ()) == wanted.warnings
        assert remark is None or remark.error is None
        if field.kind == "date" and cell:
            bounds = parse_edtf(str(wanted.values[field.name]))
            assert (read.values[1][place], read.values[2][place]) == (bounds.earliest, bounds.latest)


DEGREES = st.one_of(
    st.floats(-200, 200).map(lambda number: f"{number:.4f}"),
    st.sampled_from(["", "31", "-0.5", "+7", "31-12N", "north", "91", "1e1", "nan", "181"]),
)


@given(halves=st.lists(st.tuples(DEGREES, DEGREES), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_halves_of_positions_read_at_once_are_what_the_form_reads_of_both(halves: list[tuple[str, str]]) -> None:
    context = ReadingContext(OPTIONS.reference, date(2026, 1, 1))
    read = read_positions([lat for lat, _ in halves], [lon for _, lon in halves], context)
    remarks = dict(read.remarks)
    for place, (lat, lon) in enumerate(halves):
        found = tuple(column[place] for column in read.values)
        if not lat and not lon:
            assert found == (None, None, None)
            continue
        try:
            wanted = read_field("sighting", "position", f"{lat}, {lon}", context)
        except FieldError as error:
            assert str(remarks[place].error) == str(error)
        else:
            assert found == tuple(wanted.values[column] for column in ("lat", "lon", "radius_km"))


@given(
    rows=st.lists(
        st.fixed_dictionaries({}, optional={"width": st.text(), "draught, m": st.text(), 'a "b"': st.text()}),
        max_size=4,
    )
)
def test_objects_written_by_the_column_are_what_json_writes(rows: list[dict[str, str]]) -> None:
    keys = ("width", "draught, m", 'a "b"')
    written = json_objects([(key, [row.get(key, "") for row in rows]) for key in keys], len(rows))
    given_texts = [{key: row[key] for key in keys if row.get(key)} for row in rows]
    assert list(written) == [json.dumps(texts, ensure_ascii=False) if texts else None for texts in given_texts]


def test_rows_refused_in_the_middle_of_many_leave_every_other_as_it_was(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    rows = [f"Ship {n},{2000 + n % 20},{n % 90}.5,{n % 170}" for n in range(2_500)]
    rows[5], rows[1_700], rows[2_499] = "Ship,no day,1,1", "", "Ship,2011,1,1,more"
    path = written(tmp_path, "ship name,date,lat,lon\n" + "\n".join(rows) + "\n")
    summary = import_file(store, path, by="Ada", options=OPTIONS, rejects=tmp_path / "rejects.csv")
    assert (summary.read, summary.written, summary.rejected) == (2_500, 2_497, 2)
    assert summary.left_out == {"empty row": 1}
    kept = {int(row["locator"].removeprefix("line ")): row for row in store.execute("SELECT * FROM sighting")}
    assert set(kept) == {n + 2 for n in range(2_500) if n not in (5, 1_700, 2_499)}
    assert all(
        row["name_shown"] == f"Ship {line - 2}" and row["lat"] == (line - 2) % 90 + 0.5 for line, row in kept.items()
    )
    refused = (tmp_path / "rejects.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[0] for line in refused] == ["7", "2501"]


@pytest.mark.parametrize(
    ("field", "cell", "understood"),
    [
        (LATITUDE, "31-12N", "31.2"),
        (LATITUDE, "-3.5", "-3.5"),
        (LATITUDE, "N 31 12", "31.2"),
        (LONGITUDE, "122-30E", "122.5"),
        (LONGITUDE, "1°30'W", "-1.5"),
    ],
)
def test_half_a_position_is_shown_as_it_will_be_read(field: str, cell: str, understood: str) -> None:
    mapping = ColumnMapping("sighting", {"Half": field})
    (shown,) = samples({"Half": (cell,)}, mapping, OPTIONS)["Half"]
    assert (shown.understood, shown.problem) == (understood, "")


def test_half_a_position_that_is_none_says_why() -> None:
    (shown,) = samples({"Half": ("95N",)}, ColumnMapping("sighting", {"Half": LATITUDE}), OPTIONS)["Half"]
    assert "latitude 95" in shown.problem
