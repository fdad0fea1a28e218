"""FollowTheMoney files of others: ships with what they are called and falsely called, and who is tied to them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from ftm_lines import (
    ADDRESS,
    DIRECTS,
    FRAUD,
    LISTED,
    NO_SHIP,
    OPTIONS,
    OWNER,
    OWNER_LISTED,
    OWNS,
    SHIP,
    STRANGER,
    STRANGER_LISTED,
    a_file,
    entity,
    on,
    one,
    rows,
)  # fmt: skip

from tracker.commands.root import cli
from tracker.exchange.formats import export
from tracker.exchange.imports.formats import recognise
from tracker.exchange.imports.ftm.format import FORMAT
from tracker.exchange.imports.model import ImportRefused, Sample
from tracker.exchange.imports.run import import_file
from tracker.store.connection import open_store
from tracker.store.results import Query
from tracker.store.starter import load_starter
from tracker.store.undo import undo
from tracker.store.verify import verify


def test_a_ship_comes_in_with_all_that_is_said_of_her_and_the_sum_adds_up(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    lines = (OWNS, LISTED, OWNER_LISTED, STRANGER_LISTED, SHIP, OWNER, STRANGER, DIRECTS, ADDRESS)
    summary = import_file(store, a_file(tmp_path, *lines), by="Ada", options=OPTIONS)
    assert (summary.format_name, summary.read, summary.written, summary.rejected) == ("ftm", 9, 5, 0)
    assert summary.left_out == {NO_SHIP: 4}
    assert summary.added == {"vessel": 1, "identity": 6, "party": 1, "role": 1, "listing": 2}
    vessel = one(store, "SELECT * FROM vessel")
    assert (vessel["name"], vessel["imo"], vessel["type"]) == ("ARTAVIL", "9187629", "Crude Oil Tanker")
    assert (vessel["built"], vessel["gross_tonnage"], vessel["note"]) == ("1999", 56068, "Seen off Kharg.")
    assert verify(store) == []


def test_what_she_is_called_now_formerly_and_otherwise_are_identities(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    import_file(store, a_file(tmp_path, SHIP), by="Ada", options=OPTIONS)
    now = one(store, "SELECT * FROM identity WHERE mmsi IS NOT NULL")
    assert (now["name"], now["imo"], now["mmsi"], now["call_sign"], now["flag"]) == (
        "ARTAVIL", "9187629", "572469210", "T2EU4", "IR",
    )  # fmt: skip
    assert (now["aspect"], now["is_false"], now["valid_to"], now["as_printed"]) == ("listed", 0, None, None)
    assert rows(store, "SELECT name, flag, valid_to FROM identity WHERE mmsi IS NULL ORDER BY flag, name") == [
        ("ABADAN", None, None), ("ALPHA", None, "../2025-03-01"), ("SHONA", None, None),
        (None, "MT", "../2025-03-01"), (None, "TV", "../2025-03-01"),
    ]  # fmt: skip


def test_everything_printed_that_has_no_column_is_kept_beside(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, a_file(tmp_path, SHIP, OWNER, OWNS, LISTED), by="Ada", options=OPTIONS)
    assert json.loads(one(store, "SELECT * FROM vessel")["as_printed"]) == {
        "gross_tonnage": "56,068", "deadweightTonnage": "99144", "topics": "sanction", "caption": "ARTAVIL",
        "datasets": "us_ofac_sdn", "first_seen": "2023-01-01", "last_seen": "2025-03-01T06:00:00", "target": "true",
    }  # fmt: skip
    party = one(store, "SELECT * FROM party")
    assert (party["name"], party["kind"], party["country"]) == ("NITC", "company", "IR")
    assert json.loads(party["as_printed"])["registrationNumber"] == "77"
    role = one(store, "SELECT * FROM role")
    assert (role["role"], role["valid_from"], role["note"]) == ("owner", "2015-06", "percentage: 100")
    listing = one(store, "SELECT * FROM listing")
    assert (listing["list"], listing["measure"]) == ("Office of Foreign Assets Control", "IRAN")
    assert (listing["listed"], listing["reference"]) == ("2012-07-12", "15036")
    assert json.loads(listing["as_printed"])["reason"] == "Blocked"


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize(
    ("name", "column", "value"),
    [("fraudFlag", "flag", "PA"), ("fraudAlias", "name", "GRACE"), ("fraudMmsi", "mmsi", "370000001"),
     ("fraudImoNumber", "imo", "9116412")],
)  # fmt: skip
def test_each_false_property_is_a_false_identity_and_no_other(
    store: sqlite3.Connection, tmp_path: Path, name: str, column: str, value: str, beside: bool
) -> None:
    false = {name: FRAUD[name]}
    line = (
        entity("s", "Vessel", false, name=["TRUE"], flag=["kh"])
        if beside
        else entity("s", "Vessel", name=["TRUE"], flag=["kh"], **false)
    )
    import_file(store, a_file(tmp_path, line), by="Ada", options=OPTIONS)
    identity = one(store, "SELECT * FROM identity WHERE is_false")
    told = {key: identity[key] for key in ("name", "imo", "mmsi", "call_sign", "flag") if identity[key] is not None}
    assert told == {column: value}
    assert one(store, "SELECT name, flag FROM identity WHERE NOT is_false") == {"name": "TRUE", "flag": "KH"}
    assert one(store, "SELECT imo FROM vessel")["imo"] is None


def test_of_several_flags_none_is_taken_for_the_one_she_flies(store: sqlite3.Connection, tmp_path: Path) -> None:
    line = entity("s", "Vessel", name=["A"], flag=["pa", "gm"], mmsi=["353000000", "629000000"])
    import_file(store, a_file(tmp_path, line), by="Ada", options=OPTIONS)
    found = rows(store, "SELECT name, flag, mmsi FROM identity ORDER BY id")
    assert found == [("A", None, None), (None, None, "353000000"), (None, None, "629000000"),
                     (None, "PA", None), (None, "GM", None)]  # fmt: skip


def test_numbers_and_flags_that_cannot_be_right_are_kept_and_named(store: sqlite3.Connection, tmp_path: Path) -> None:
    line = entity("s", "Vessel", name=["A"], imoNumber=["9187628"], mmsi=["12345"], flag=["qq"], buildDate=["old"])
    summary = import_file(store, a_file(tmp_path, line), by="Ada", options=OPTIONS)
    assert rows(store, "SELECT imo, mmsi, flag FROM identity") == [("9187628", "12345", "qq")]
    vessel = one(store, "SELECT * FROM vessel")
    assert (vessel["imo"], vessel["built"], json.loads(vessel["as_printed"])) == (None, None, {"buildDate": "old"})
    assert summary.mark_count == 4
    assert all(mark.startswith("line 1: ") for mark in summary.marks)


def test_a_party_named_by_the_ship_and_one_of_unknown_kind_are_roles(store: sqlite3.Connection, tmp_path: Path) -> None:
    ship = entity("s", "Vessel", name=["A"], owner=["p"], operator=["q", "nobody"])
    parties = (entity("p", "LegalEntity", name=["P"]), entity("q", "Person", name=["Q"], nationality=["sy"]))
    link = entity("l", "UnknownLink", subject=["s"], object=["p"], role=["manager"])
    summary = import_file(store, a_file(tmp_path, link, ship, *parties), by="Ada", options=OPTIONS)
    joined = "SELECT party.name, role, kind, country FROM role JOIN party ON party.id = party_id ORDER BY 1, 2"
    assert rows(store, joined) == [("P", "manager", "company", None), ("P", "owner", "company", None),
                                   ("Q", "operator", "person", "SY")]  # fmt: skip
    assert summary.marks == ["line 2: operator 'nobody' is the id of no party in this file; it is kept as printed."]


def test_an_event_is_an_incident_and_a_sighting_of_each_of_its_ships(store: sqlite3.Connection, tmp_path: Path) -> None:
    lines = (
        entity("l", "UnknownLink", subject=["s"], object=["e"]),
        entity("w", "UnknownLink", subject=["p"], object=["e"], role=["witness"]),
        entity("s", "Vessel", name=["A"]),
        entity("p", "Person", name=["P"]),
        entity("e", "Event", name=["Boarded"], startDate=["2011-05-26"], endDate=["2011-05-29"],
               location=["South China Sea"], proof=["d"]),
        entity("d", "Document", title=["Report"], publisher=["Navy"], publishedAt=["2011-06"]),
        entity("x", "Event", name=["Of no ship"]),
        entity("y", "Document", title=["Of no ship"]),
    )  # fmt: skip
    summary = import_file(store, a_file(tmp_path, *lines), by="Ada", options=OPTIONS)
    assert (summary.read, summary.written, summary.left_out) == (8, 6, {NO_SHIP: 2})
    sighting = one(store, "SELECT * FROM sighting")
    assert (sighting["date"], sighting["place"]) == ("2011-05-26/2011-05-29", "South China Sea")
    source = one(store, f"SELECT * FROM source WHERE id = {sighting['source_id']}")
    assert (source["title"], source["publisher"], source["published"]) == ("Report", "Navy", "2011-06")
    assert rows(store, "SELECT title FROM incident") == [("Boarded",)]
    assert rows(store, "SELECT role FROM role WHERE incident_id IS NOT NULL") == [("witness",)]


def test_a_ship_of_the_store_with_the_same_number_is_the_same_ship(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, a_file(tmp_path, SHIP), by="Ada", options=OPTIONS)
    other = entity("Q42", "Vessel", name=["ARTAVIL"], imoNumber=["9187629"], alias=["NEW"])
    summary = import_file(store, a_file(tmp_path, other, name="b.ftm"), by="Ada", options=OPTIONS)
    assert summary.matched == 1
    assert rows(store, "SELECT count(*), (SELECT count(*) FROM identity) FROM vessel") == [(1, 8)]


# --- bad lines


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ('{"id": "x", "schema": "Vessel", "prop', "line", "is no JSON"),
        ("[1, 2]", "line", "is no JSON object"),
        ('{"schema": "Vessel", "properties": {}}', "id", "is no text"),
        ('{"id": "x", "schema": 7, "properties": {}}', "schema", "is no text"),
        ('{"id": "x", "schema": "Vessel", "properties": ["A"]}', "properties", "is no object"),
        ('{"id": "x", "schema": "Vessel", "properties": {"name": [{"a": 1}]}}', "name", "something else than text"),
        ('{"id": "x", "schema": "Vessel", "properties": {"flag": ["ir"]}}', "name", "is missing"),
        (entity("x", "Ownership", owner=["gone"], asset=["NK-1"]), "owner", "is the id of no ship"),
        (entity("NK-1", "Vessel", name=["AGAIN"]), "id", "is the id of line 1 too"),
    ],
)
def test_a_bad_line_is_rejected_with_its_place_and_the_others_come_in(
    store: sqlite3.Connection, tmp_path: Path, line: str, field: str, reason: str
) -> None:
    rejects = tmp_path / "rejects.csv"
    path = a_file(tmp_path, SHIP, line, OWNER, OWNS)
    summary = import_file(store, path, by="Ada", options=OPTIONS, rejects=rejects)
    assert (summary.read, summary.written, summary.rejected) == (4, 3, 1)
    (rejected,) = summary.first_rejected
    assert (rejected.line, rejected.field) == (2, field)
    assert reason in rejected.reason
    assert rejects.read_text(encoding="utf-8").splitlines()[1].startswith(f"2,{field},")
    assert verify(store) == []


def test_a_file_without_an_entity_is_refused(store: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="holds no entity"):
        import_file(store, a_file(tmp_path, "[]"), by="Ada", options=OPTIONS, named="ftm")
    assert rows(store, "SELECT count(*) FROM change") == [(0,)]


# --- again, newer, taken back


def test_the_same_file_again_changes_nothing(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = a_file(tmp_path, SHIP, OWNER, OWNS, LISTED, STRANGER_LISTED, STRANGER)
    import_file(store, path, by="Ada", options=OPTIONS)
    again = import_file(store, path, by="Ada", options=OPTIONS)
    assert again.changes_nothing
    assert (again.read, again.same, again.left_out) == (6, 4, {NO_SHIP: 2})


def test_a_newer_version_adds_and_ends_and_overwrites_nothing(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, a_file(tmp_path, SHIP, OWNER, OWNS, LISTED, OWNER_LISTED), by="Ada", options=OPTIONS)
    before = one(store, "SELECT * FROM vessel")
    seen = on("us_ofac_sdn", seen="2025-09-01T00:00:00")
    newer = entity("NK-1", "Vessel", seen, name=["ARTAVIL"], imoNumber=["IMO9187629"], flag=["gm"], type=["Tanker"])
    owner = entity("NK-2", "Company", seen, name=["NITC"])
    still = entity("ofac-2", "Sanction", seen, entity=["NK-2"], program=["IRAN"])
    summary = import_file(store, a_file(tmp_path, newer, owner, still, name="b.ftm"), by="Ada", options=OPTIONS)
    assert summary.added == {"identity": 1}
    # Her former name and flags had an end already.
    assert summary.ended == {"listing": 1, "identity": 3}
    assert one(store, "SELECT * FROM vessel") == before
    assert rows(store, "SELECT delisted FROM listing ORDER BY vessel_id IS NULL") == [("2025-09-01",), (None,)]
    assert rows(store, "SELECT flag FROM identity WHERE valid_to IS NULL") == [("GM",)]
    assert verify(store) == []


def test_what_is_tied_to_no_ship_any_more_is_on_its_list_all_the_same(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    import_file(store, a_file(tmp_path, SHIP, OWNER, OWNS, OWNER_LISTED), by="Ada", options=OPTIONS)
    later = import_file(store, a_file(tmp_path, SHIP, OWNER, OWNER_LISTED, name="b.ftm"), by="Ada", options=OPTIONS)
    assert later.left_out == {NO_SHIP: 2}
    assert later.changes_nothing


def test_another_list_ends_nothing_of_this_one(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, a_file(tmp_path, SHIP, LISTED), by="Ada", options=OPTIONS)
    other = entity("eu-1", "Vessel", on("eu_fsf"), name=["B"])
    assert not import_file(store, a_file(tmp_path, other, name="eu.ftm"), by="Ada", options=OPTIONS).ended
    own = entity("x", "Vessel", name=["C"])
    assert not import_file(store, a_file(tmp_path, own, name="own.ftm"), by="Ada", options=OPTIONS).ended
    both = entity("y", "Vessel", on("eu_fsf", "us_ofac_sdn"), name=["D"])
    ended = import_file(store, a_file(tmp_path, both, name="both.ftm"), by="Ada", options=OPTIONS).ended
    assert ended == {"listing": 1, "identity": 4}


def test_an_import_is_taken_back_whole_and_brought_again(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = a_file(tmp_path, SHIP, OWNER, OWNS, LISTED)
    import_file(store, path, by="Ada", options=OPTIONS)
    undo(store, by="Ada")
    assert rows(store, "SELECT count(*) FROM vessel WHERE retracted_at IS NULL") == [(0,)]
    assert import_file(store, path, by="Ada", options=OPTIONS).restored["vessel"] == 1


# --- what is taken for such a file


def test_it_is_known_by_its_content_and_not_mistaken_for_another(tmp_path: Path) -> None:
    cases = tmp_path / "cases.db"
    connection = open_store(cases, create=True)
    load_starter(connection, by="starter cases")
    connection.close()
    export(cases, tmp_path / "all.json", Query("incidents"), named="ftm")
    assert recognise(tmp_path / "all.json").name == "ftm"
    assert recognise(a_file(tmp_path, SHIP, name="ships.csv")).name == "ftm"
    export(cases, tmp_path / "all.records.jsonl", Query("incidents"))
    assert recognise(tmp_path / "all.records.jsonl").name == "records"
    export(cases, tmp_path / "rows.jsonl", Query("incidents"))
    messages = "ssvid,timestamp,lat,lon\n312000000,2019-01-01T00:00:00Z,1,2\n"
    for head in (
        (tmp_path / "all.records.jsonl").read_bytes(), (tmp_path / "rows.jsonl").read_bytes(), messages.encode(),
        b'{"ssvid": 1, "msgid": "a", "lat": 1}\n', b"", b"{", b"[]\n", SHIP.encode()[:50],
    ):  # fmt: skip
        assert not FORMAT.recognises(Sample(tmp_path, head)), head[:60]


def test_the_command_line_imports_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = a_file(tmp_path, SHIP, OWNER, OWNS, "{")
    target = str(tmp_path / "cli.db")
    runner = CliRunner()
    assert "ftm" in runner.invoke(cli, ["import", "--help"]).stdout
    assert runner.invoke(cli, ["init", target, "--empty"]).exit_code == 0
    result = runner.invoke(cli, ["--store", target, "import", str(path)])
    assert result.exit_code == 0, result.output
    assert "4 rows read = 3 written + 0 same as before + 1 rejected + 0 left out." in result.output
