"""Our own FollowTheMoney export, imported: the records as they were, as far as the model can say them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from ftm_lines import OPTIONS, a_file, entity, rows

from tracker.exchange.formats import export
from tracker.exchange.imports.run import import_file
from tracker.store.connection import open_store
from tracker.store.results import Query
from tracker.store.starter import load_starter
from tracker.store.write import recorded


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The starter cases and their export."""
    folder = tmp_path_factory.mktemp("own")
    connection = open_store(folder / "cases.db", create=True)
    load_starter(connection, by="starter cases")
    connection.close()
    export(folder / "cases.db", folder / "all.ftm.json", Query("incidents"))
    return folder / "cases.db", folder / "all.ftm.json"


IDENTITY = "name, imo, mmsi, call_sign, flag, port_of_registry, owner, manager, valid_from, valid_to, is_false, aspect"
OF = "(SELECT uid FROM {0} WHERE {0}.id = {0}_id)"
COMPARED = {
    "source": "uid, title, publisher, author, kind, published, url, archive_url, accessed, language, reliability, note,"
    " (SELECT uid FROM source AS first WHERE first.id = source.derived_from)",
    "vessel": "uid, name, type, built, gross_tonnage, length_m, note, as_printed",
    "party": "uid, name, kind, country, note, as_printed",
    "identity": f"uid, {OF.format('vessel')}, {IDENTITY}, locator, note, as_printed",
    "role": f"uid, {OF.format('vessel')}, {OF.format('incident')}, {OF.format('party')}, role, valid_from, valid_to,"
    " note",
    "listing": f"uid, {OF.format('vessel')}, {OF.format('party')}, list, measure, listed, in_force, announced,"
    f" delisted, reference, note, {OF.format('source')}",
    "incident": "uid, slug, title, summary, status, legal_basis, keywords, note,"
    " (SELECT json_group_array(kind) FROM (SELECT kind FROM incident_kind WHERE incident_id = incident.id ORDER BY 1))",
    "sighting": f"uid, slug, {OF.format('source')}, {OF.format('incident')}, {OF.format('vessel')}, date, place, lat,"
    " lon, radius_km, name_shown, imo_shown, mmsi_shown, call_sign_shown, flag_flown, flag_registered, flag_broadcast,"
    " flag_documented, flag_claimed, nationality_claimed, vessel_type, activity, origin, destination, cargo, refusals,"
    " outcome, said_by, stance, statement, hedge, credibility, details, locator, note",
}  # fmt: skip
NOT_IN_THE_MODEL = {
    "role": "vessel_id IS NOT NULL OR incident_id IS NOT NULL",
    "source": "kind <> 'other' OR title NOT LIKE 'FollowTheMoney entities%'",
}
"""A role that ties a party to nothing is no link; the file itself is a source beside those it names."""


@pytest.mark.parametrize("table", COMPARED)
def test_our_own_export_comes_back_as_it_was(
    store: sqlite3.Connection, exported: tuple[Path, Path], table: str
) -> None:
    cases, path = exported
    summary = import_file(store, path, by="Ada", options=OPTIONS)
    assert summary.written == summary.read == len(path.read_text(encoding="utf-8").splitlines())
    statement = f"SELECT {COMPARED[table]} FROM {table} WHERE {NOT_IN_THE_MODEL.get(table, 'true')} ORDER BY uid"
    with sqlite3.connect(cases) as before:
        assert rows(store, statement) == [tuple(row) for row in before.execute(statement)]


def test_ships_keep_their_numbers_and_their_sources_where_the_model_can_say_them(
    store: sqlite3.Connection, exported: tuple[Path, Path]
) -> None:
    cases, path = exported
    import_file(store, path, by="Ada", options=OPTIONS)
    with sqlite3.connect(cases) as before:
        numbers = dict(before.execute("SELECT uid, imo FROM vessel").fetchall())
        of_identities = dict(before.execute(f"SELECT uid, {OF.format('source')} FROM identity").fetchall())
    others = [uid for uid, imo in rows(store, "SELECT uid, imo FROM vessel") if imo != numbers[uid]]
    # One ship has no number of her own while an identity has: the model has one place for both.
    assert [numbers[uid] for uid in others] == [None]
    found = dict(rows(store, f"SELECT uid, {OF.format('source')} FROM identity"))
    (file,) = rows(store, "SELECT uid FROM source WHERE title = 'FollowTheMoney entities (all.ftm.json)'")
    assert found == {uid: source or file[0] for uid, source in of_identities.items()}


def test_our_own_export_changes_nothing_in_the_store_it_is_of(tmp_path: Path, exported: tuple[Path, Path]) -> None:
    connection = open_store(tmp_path / "cases.db", create=True)
    load_starter(connection, by="starter cases")
    assert import_file(connection, exported[1], by="Ada", options=OPTIONS).changes_nothing
    connection.close()


def test_a_ship_kept_apart_from_another_of_the_same_number_stays_so(store: sqlite3.Connection, tmp_path: Path) -> None:
    ids = ("013efa5d-0400-7475-a8bb-6bf59c1e4a9b", "013efa5d-0400-7475-a8bb-6bf59c1e4a9c")
    lines = [entity(uid, "Vessel", name=[uid[-1]], imoNumber=["IMO9187629"]) for uid in ids]
    import_file(store, a_file(tmp_path, *lines), by="Ada", options=OPTIONS)
    assert rows(store, "SELECT uid, name FROM vessel ORDER BY uid") == [(ids[0], "b"), (ids[1], "c")]
    assert rows(store, "SELECT count(*) FROM identity") == [(0,)]


def an_id(number: int) -> str:
    return f"013efa5d-0400-7475-a8bb-{number:012x}"


def test_sources_that_retell_each_other_come_in_and_a_ring_of_them_too(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    retellings = {1: 2, 2: 3, 3: 1, 4: 5, 6: 5}
    lines = [
        entity(an_id(one), "Article", title=[str(one)], summary=["Retells: it"], proof=[an_id(other)])
        for one, other in retellings.items()
    ]
    summary = import_file(
        store, a_file(tmp_path, *lines, entity(an_id(5), "Article", title=["5"])), by="Ada", options=OPTIONS
    )
    assert (summary.read, summary.written) == (6, 6)
    of = "SELECT title, (SELECT title FROM source AS o WHERE o.id = source.derived_from) FROM source"
    told = dict(rows(store, of))
    assert (told["4"], told["5"], told["6"]) == ("5", None, "5")
    assert [told[one] for one in "123"].count(None) == 1


def test_a_slug_that_another_record_goes_by_is_left_out(tmp_path: Path, exported: tuple[Path, Path]) -> None:
    connection = open_store(tmp_path / "cases.db", create=True)
    load_starter(connection, by="starter cases")
    lines = [
        entity(an_id(n), "Event", name=["Light"], recordId=["light-2011"], keywords=["false flag"]) for n in (1, 2)
    ]
    assert import_file(connection, a_file(tmp_path, *lines), by="Ada", options=OPTIONS).added == {"incident": 2}
    assert rows(connection, "SELECT count(*) FROM incident WHERE slug = 'light-2011'") == [(1,)]
    connection.close()


def test_what_the_model_cannot_hold_comes_back_from_words(store: sqlite3.Connection, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other.db", create=True)
    with recorded(other, by="Ada", action="add", summary="A ship that hides") as change:
        source = change.insert(
            "source", {"title": "A page", "published": "2019-05~", "language": "fr", "reliability": "B"}
        )
        vessel = change.insert(
            "vessel", {"name": "X", "imo": "1234568", "built": "1997~", "gross_tonnage": 2500.5, "length_m": 88.5}
        )
        party = change.insert("party", {"name": "Owner", "kind": "company", "country": "HK"})
        incident = change.insert("incident", {"title": "Case", "kinds": ("false-flag", "other"), "legal_basis": "Law"})
        for identity in (
            {"aspect": "broadcast", "is_false": 1, "name": "FAKE", "imo": "9187629", "mmsi": "312000000", "flag": "BZ"},
            {"aspect": "claimed", "flag": "Matthew Island", "valid_from": "2018-03~/..", "locator": "p. 3: below"},
            {"aspect": "flown", "flag": "stateless", "owner": "A: B", "valid_to": "2018-05-21~/2018-05-31~"},
            {"aspect": "registered", "name": '"QUOTED"', "flag": "AN", "manager": "M", "call_sign": "ABC"},
        ):
            change.insert("identity", {"vessel_id": vessel, "source_id": source, **identity})
        change.insert(
            "role", {"party_id": party, "vessel_id": vessel, "incident_id": incident, "role": "owner",
                     "valid_from": "2016?", "source_id": source, "note": "Said twice."},
        )  # fmt: skip
        change.insert(
            "listing", {"vessel_id": vessel, "party_id": party, "list": "UN-1718", "listed": "2018-03~",
                        "announced": "2018-04-01", "measure": "port ban", "source_id": source},
        )  # fmt: skip
        change.insert(
            "sighting", {"source_id": source, "vessel_id": vessel, "incident_id": incident, "stance": "denies",
                         "date": "2020-02/2020-03", "lat": 1.5, "lon": 103.25, "radius_km": 10.0, "flag_flown": "BZ",
                         "flag_claimed": "Matthew Island, so called", "nationality_claimed": "KP", "credibility": 2,
                         "cargo": "coal\niron", "details": json.dumps({"MMSI": "off", "crew": "22"})},
        )  # fmt: skip
        change.insert("judgement", {"incident_id": incident, "property": "date", "reasoning": "No.", "analyst": "Ada"})
    export(tmp_path / "other.db", tmp_path / "x.ftm.json", Query("incidents"))
    summary = import_file(store, tmp_path / "x.ftm.json", by="Ada", options=OPTIONS)
    assert summary.left_out == {"note that tells no identity of a ship": 1}
    for table, columns in {**COMPARED, "vessel": f"{COMPARED['vessel']}, imo"}.items():
        statement = f"SELECT {columns} FROM {table} WHERE {NOT_IN_THE_MODEL.get(table, 'true')} ORDER BY uid"
        assert rows(store, statement) == rows(other, statement), table
    other.close()


def test_a_redacted_export_says_so_in_its_source(store: sqlite3.Connection, tmp_path: Path) -> None:
    said = entity("redaction", "Note", name=["Redacted"], description=["Left out: the field note."])
    import_file(store, a_file(tmp_path, said, entity(an_id(1), "Vessel", name=["X"])), by="Ada", options=OPTIONS)
    assert rows(store, "SELECT note FROM source") == [("Left out: the field note.",)]
