"""The starter cases as text: complete, well-formed, and nothing of the collected facts dropped unnamed."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tracker.domain.flags import FLAG_WORDS, is_state_code
from tracker.domain.identifiers import imo_check_digit_holds
from tracker.domain.partial_dates import parse_edtf
from tracker.domain.vocabulary import (
    FLAG_COLUMNS,
    IDENTITY_ASPECTS,
    INCIDENT_KINDS,
    PARTY_KINDS,
    RELIABILITIES,
    SOURCE_KINDS,
    STANCES,
)
from tracker.store.reference import load_reference
from tracker.store.starter_files import read_starter

FACTS = Path(__file__).parents[2] / "shared" / "facts" / "incidents.yaml"
RECORDS = list(read_starter())
SLUGS = {(table, record["slug"]) for table, record in RECORDS if "slug" in record}
DATES = ("date", "published", "accessed", "valid_from", "valid_to", "listed", "in_force", "announced", "delisted")
REFERENCES = {
    "source": "source",
    "vessel": "vessel",
    "incident": "incident",
    "party": "party",
    "derived_from": "source",
}


def of(table: str) -> list[dict[str, Any]]:
    return [record for name, record in RECORDS if name == table]


def test_every_record_has_its_own_slug() -> None:
    for table in ("incident", "sighting", "source", "vessel", "party"):
        repeated = [slug for slug, count in Counter(r["slug"] for r in of(table)).items() if count > 1]
        assert repeated == [], table


def test_every_reference_names_a_record_that_is_there() -> None:
    missing = [
        (table, record.get("slug"), record[key])
        for table, record in RECORDS
        for key, target in REFERENCES.items()
        if key in record and (target, record[key]) not in SLUGS
    ]
    assert missing == []


def test_every_sighting_has_a_source_and_every_case_a_sighting() -> None:
    assert [s["slug"] for s in of("sighting") if not s.get("source")] == []
    told = {s["incident"] for s in of("sighting")}
    assert {i["slug"] for i in of("incident")} == told


def test_no_source_retells_itself() -> None:
    derived = {s["slug"]: s.get("derived_from") for s in of("source")}
    for slug in derived:
        passed, at = set(), slug
        while at is not None:
            assert at not in passed, f"{slug} retells itself"
            passed.add(at)
            at = derived[at]


def test_every_date_is_edtf() -> None:
    for _, record in RECORDS:
        for key in DATES:
            if key in record:
                parse_edtf(record[key])


def test_every_flag_is_a_known_code_or_a_flag_word() -> None:
    reference = load_reference()
    for table, record in RECORDS:
        for key in (*FLAG_COLUMNS, "nationality_claimed", "flag", "country"):
            flag = record.get(key)
            known = flag is None or flag in FLAG_WORDS or (is_state_code(flag) and reference.state(flag) is not None)
            assert known, (table, record.get("slug"), key, flag)


def test_words_are_those_of_the_vocabulary() -> None:
    assert {kind for i in of("incident") for kind in i["kinds"]} <= set(INCIDENT_KINDS)
    assert {s.get("stance", "asserts") for s in of("sighting")} <= set(STANCES)
    assert {i["aspect"] for i in of("identity")} <= set(IDENTITY_ASPECTS)
    assert {s["kind"] for s in of("source")} <= set(SOURCE_KINDS)
    assert {s["reliability"] for s in of("source")} <= set(RELIABILITIES)
    assert {p["kind"] for p in of("party")} <= set(PARTY_KINDS)
    assert {s["credibility"] for s in of("sighting")} <= set(range(1, 7))


def test_every_vessels_imo_number_passes_its_check_digit() -> None:
    numbers = [v["imo"] for v in of("vessel") if "imo" in v]
    assert len(numbers) >= 20
    assert [n for n in numbers if not imo_check_digit_holds(n)] == []


def test_an_approximate_position_says_how_far_off_it_may_be() -> None:
    for sighting in of("sighting"):
        assert ("lat" in sighting) == ("lon" in sighting), sighting["slug"]
        if re.search(r"\b(?:Sea|Ocean)$", sighting.get("place", "")) and "lat" in sighting:
            # A position without a radius is one that the page itself printed.
            assert sighting.get("radius_km", 200) >= 200, f"{sighting['slug']}: a sea is not a harbour"


def test_the_belize_flagged_interception_is_told_by_ten_reports_of_few_origins() -> None:
    cited = {s["source"] for s in of("sighting") if s["incident"] == "light-2011"}
    derived = {s["slug"]: s.get("derived_from") for s in of("source")}
    assert len(cited) >= 10
    assert len({derived[slug] or slug for slug in cited}) <= 7


@pytest.fixture(scope="module")
def facts() -> dict[str, list[dict[str, Any]]]:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    if not FACTS.exists():
        pytest.skip("the collected facts are not beside the project")
    return yaml.safe_load(FACTS.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_no_record_of_the_facts_is_dropped(facts: dict[str, list[dict[str, Any]]]) -> None:
    for name, table in (("incidents", "incident"), ("sources", "source"), ("vessels", "vessel"), ("parties", "party")):
        missing = {record["id"] for record in facts[name]} - {record["slug"] for record in of(table)}
        assert missing == set(), name
    sightings = {record["slug"] for record in of("sighting")}
    assert {record["id"] for record in facts["sightings"]} <= sightings
    assert {f"{claim['incident']}-{claim['id']}" for claim in facts["claims"]} <= sightings
    identities = Counter(record["vessel"] for record in of("identity"))
    listings = Counter(record.get("vessel") for record in of("listing"))
    for vessel in facts["vessels"]:
        assert identities[vessel["id"]] >= len(vessel.get("identities", [])), vessel["id"]
        assert listings[vessel["id"]] >= len(vessel.get("designations", [])), vessel["id"]


def test_every_source_of_a_case_stands_in_one_of_its_sightings(facts: dict[str, list[dict[str, Any]]]) -> None:
    cited = {(s["incident"], s["source"]) for s in of("sighting")}
    missing = [(i["id"], s) for i in facts["incidents"] for s in i["sources"] if (i["id"], s) not in cited]
    assert missing == []


def test_every_side_of_a_disagreement_stands_in_a_sighting_of_its_source(
    facts: dict[str, list[dict[str, Any]]],
) -> None:
    told: dict[tuple[str, str], str] = {}
    for sighting in of("sighting"):
        key = (sighting["incident"], sighting["source"])
        told[key] = told.get(key, "") + " " + json.dumps(sighting, ensure_ascii=False).casefold()
        for flag in (sighting.get(name) for name in (*FLAG_COLUMNS, "nationality_claimed")):
            state = load_reference().state(flag) if flag else None
            told[key] += " ".join((state.name, *state.demonyms)).casefold() if state else ""
    missing = []
    for disagreement in facts["disagreements"]:
        for side in disagreement["values"]:
            text = told.get((disagreement["incident"], side["source"]), "")
            words = set(re.findall(r"[a-z0-9]{2,}", str(side["value"]).casefold())) - COMMON
            found = set(re.findall(r"[a-z0-9]{2,}", text))
            # Weekdays stand as dates: half of a value's words are enough to find it.
            if words and len(words & found) * 2 < len(words):
                missing.append((disagreement["id"], side["source"], side["value"]))
    assert missing == []


COMMON = {"the", "of", "in", "on", "at", "per", "by", "as", "to", "and", "with", "is", "was", "an"}
