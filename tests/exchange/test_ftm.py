"""FollowTheMoney: the package keeps every property of every entity as written, and false identities stay apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.exchange.formats import export
from tracker.exchange.ftm import values
from tracker.store.connection import open_store
from tracker.store.filters.parse import parse_filter
from tracker.store.reference import load_reference
from tracker.store.results import Query
from tracker.store.starter import load_starter
from tracker.store.write import recorded

HOSTILE = "\u200bA\x1b[31m “B”\xa0\ud7ff;\n'C' \u0a00,, <b>"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ftm") / "cases.db"
    connection = open_store(path, create=True)
    load_starter(connection, by="starter cases")
    with recorded(connection, by="Ada", action="add", summary="A ship that hides") as change:
        source = change.insert("source", {"title": HOSTILE, "url": "https://example.org?x", "published": "2019-05~"})
        vessel = change.insert("vessel", {"name": HOSTILE, "imo": "1234568", "built": "1997~", "gross_tonnage": 2500.5})
        owner = change.insert("party", {"name": HOSTILE, "kind": "company", "country": "HK"})
        incident = change.insert("incident", {"title": HOSTILE, "kinds": ("false-flag",)})
        change.insert(
            "identity",
            {"vessel_id": vessel, "aspect": "broadcast", "is_false": 1, "name": "FAKE", "imo": "9187629",
             "mmsi": "312000000", "flag": "BZ", "source_id": source},
        )  # fmt: skip
        change.insert(
            "identity",
            {"vessel_id": vessel, "aspect": "registered", "name": "TRUE", "flag": "KH", "mmsi": "514000000",
             "valid_to": "2018"},
        )  # fmt: skip
        sighting = change.insert(
            "sighting",
            {"source_id": source, "incident_id": incident, "vessel_id": vessel, "place": HOSTILE, "stance": "denies",
             "date": "2020-02/2020-03", "statement": HOSTILE, "flag_flown": "BZ", "lat": 1.5, "lon": 103.5},
        )  # fmt: skip
        change.insert("role", {"party_id": owner, "vessel_id": vessel, "role": "Owner", "valid_from": "2016"})
        change.insert("role", {"party_id": owner, "vessel_id": vessel, "role": "likely shell owner"})
        change.insert(
            "listing", {"vessel_id": vessel, "list": "UN-1718", "listed": "2018-03-30", "measure": "port ban"}
        )
        change.insert(
            "judgement",
            {"incident_id": incident, "property": "flag_flown", "reasoning": HOSTILE, "analyst": "Ada",
             "considered": json.dumps([sighting])},
        )  # fmt: skip
    connection.close()
    return path


@pytest.fixture(scope="module")
def entities(store: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    out = tmp_path_factory.mktemp("out") / "all.ftm.json"
    export(store, out, Query("incidents"))
    return [json.loads(line) for line in out.read_text(encoding="utf-8").split("\n") if line]


def test_the_package_keeps_every_property_of_every_entity(entities: list[dict[str, Any]]) -> None:
    proxy = pytest.importorskip("followthemoney.proxy", reason="followthemoney is not installed (extra readers)")
    for entity in entities:
        read = proxy.EntityProxy.from_dict(entity, cleaned=False)
        assert read.to_dict()["properties"] == entity["properties"], entity
        assert read.schema.validate({"properties": entity["properties"]}) is None
        assert not read.schema.abstract
        beside = {key: value for key, value in entity.items() if key.startswith("fraud")}
        assert {key: read.to_dict()[key] for key in beside} == beside


def test_every_value_is_one_that_its_type_accepts(entities: list[dict[str, Any]]) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed (extra readers)").model
    for entity in entities:
        for name, given_values in entity["properties"].items():
            kind = model.get(entity["schema"]).properties[name]
            for value in given_values:
                assert kind.type.validate(value, format=kind.format), (entity["id"], name, value)


def test_links_name_entities_that_come_before_them_and_fit_their_range(entities: list[dict[str, Any]]) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed (extra readers)").model
    schema_of: dict[str, str] = {}
    for entity in entities:
        for name, given_values in entity["properties"].items():
            kind = model.get(entity["schema"]).properties[name]
            if kind.type.name == "entity":
                for value in given_values:
                    assert model.get(schema_of[value]).is_a(kind.range), (entity, name)
        schema_of[entity["id"]] = entity["schema"]


def test_false_identities_stand_apart_from_the_ship_s_own(entities: list[dict[str, Any]]) -> None:
    (ship,) = [entity for entity in entities if "FAKE" in entity.get("fraudAlias", ())]
    assert ship["fraudFlag"] == ["bz"]
    assert ship["fraudMmsi"] == ["312000000"]
    assert ship["fraudImoNumber"] == ["IMO9187629"]
    said = json.dumps(ship["properties"])
    assert "FAKE" not in said
    assert "312000000" not in said
    assert "9187629" not in said
    assert "flag" not in ship["properties"]
    assert ship["properties"]["pastFlags"] == ["kh"]
    assert ship["properties"]["previousName"] == ["TRUE"]
    (note,) = [entity for entity in entities if entity["properties"].get("namesMentioned") == ["FAKE"]]
    assert note["properties"]["entity"] == [ship["id"]]
    assert "the source calls this identity false" in note["properties"]["description"][0]


def test_an_owner_owns_and_one_only_said_to_is_a_link(entities: list[dict[str, Any]]) -> None:
    (ship,) = [entity for entity in entities if "FAKE" in entity.get("fraudAlias", ())]
    roles = {entity["properties"]["role"][0]: entity for entity in entities if "role" in entity["properties"]}
    assert roles["Owner"]["schema"] == "Ownership"
    assert roles["Owner"]["properties"]["asset"] == [ship["id"]]
    assert roles["Owner"]["properties"]["startDate"] == ["2016"]
    assert roles["likely shell owner"]["schema"] == "UnknownLink"


def test_a_denial_never_reads_as_a_report(entities: list[dict[str, Any]]) -> None:
    (ship,) = [entity for entity in entities if "FAKE" in entity.get("fraudAlias", ())]
    (tie,) = [e for e in entities if e["schema"] == "UnknownLink" and e["properties"]["subject"] == [ship["id"]]]
    assert tie["properties"]["role"] == ["denied"]
    (event,) = [entity for entity in entities if entity["id"] == tie["properties"]["object"][0]]
    assert event["properties"]["name"][0].startswith("Denied: ")
    assert "Flags: denied: flown Belize" in event["properties"]["description"][0]
    assert event["properties"]["startDate"] == ["2020-02-01"]
    assert event["properties"]["endDate"] == ["2020-03-31"]


def test_a_selection_holds_what_it_refers_to_and_no_more(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "light.ftm", Query("incidents", parse_filter("flag:BZ date:2011", "incidents")))
    written = [json.loads(line) for line in (tmp_path / "light.ftm").read_text(encoding="utf-8").splitlines()]
    events = [entity for entity in written if entity["properties"].get("recordId") == ["light-2011"]]
    assert [event["schema"] for event in events] == ["Event"]
    ids = {entity["id"] for entity in written}
    linked = {value for entity in written for name in ("entity", "subject", "object", "proof", "owner", "asset")
              for value in entity["properties"].get(name, ())}  # fmt: skip
    assert linked <= ids


@given(st.text())
def test_any_text_is_clean_by_its_type(text: str) -> None:
    registry = pytest.importorskip("followthemoney", reason="followthemoney is not installed (extra readers)").registry
    for kind, made in (
        (registry.text, values.text_value(text)),
        (registry.name, values.name_value(text)),
        (registry.address, values.address_value(text)),
        (registry.url, values.url_value(text)),
        (registry.url, values.url_value(f"https://{text}")),
    ):
        if made is not None:
            assert kind.clean(made) == made


def test_every_state_s_code_is_one_that_the_package_keeps() -> None:
    registry = pytest.importorskip("followthemoney", reason="followthemoney is not installed (extra readers)").registry
    reference = load_reference()
    codes = [f"{a}{b}" for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    written = [values.country_value(code, reference) for code in codes]
    assert len([code for code in written if code]) > 230
    assert [code for code in written if code and registry.country.clean(code) != code] == []
