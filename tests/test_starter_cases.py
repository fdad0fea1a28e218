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
NATIONALITIES = (*FLAG_COLUMNS, "nationality_claimed")
REFERENCES = {
    "source": "source",
    "vessel": "vessel",
    "incident": "incident",
    "party": "party",
    "derived_from": "source",
}
SAYS_WHAT = ("activity", "statement", "place", "name_shown", "details", *NATIONALITIES)


def of(table: str) -> list[dict[str, Any]]:
    return [record for name, record in RECORDS if name == table]


def by_slug(table: str) -> dict[str, dict[str, Any]]:
    return {record["slug"]: record for record in of(table)}


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


def test_every_sighting_says_something() -> None:
    assert [s["slug"] for s in of("sighting") if not any(s.get(column) for column in SAYS_WHAT)] == []


def test_somebodys_words_name_who_said_them() -> None:
    assert [s["slug"] for s in of("sighting") if "statement" in s and "said_by" not in s] == []
    assert [s["slug"] for s in of("sighting") if s.get("stance", "asserts") != "asserts" and "said_by" not in s] == []


def test_no_source_retells_itself() -> None:
    derived = {s["slug"]: s.get("derived_from") for s in of("source")}
    for slug in derived:
        passed, at = set(), slug
        while at is not None:
            assert at not in passed, f"{slug} retells itself"
            passed.add(at)
            at = derived[at]


def test_a_page_whose_publisher_names_an_original_is_derived_from_it() -> None:
    relays = re.compile(r"\(relaying |\(via |\(quoting |mirror\)| / (?:AP|AFP|Reuters|UPI|DPA|CMC|Bloomberg|DW)$| via ")
    relaying = [s for s in of("source") if "url" in s and relays.search(s.get("publisher", ""))]
    assert len(relaying) >= 60
    assert [s["slug"] for s in relaying if "derived_from" not in s] == []


def test_a_source_without_an_address_says_that_it_was_not_read() -> None:
    unread = [s for s in of("source") if "url" not in s]
    assert [s["slug"] for s in unread if "ot read itself" not in s.get("note", "")] == []


def test_every_date_is_edtf() -> None:
    for _, record in RECORDS:
        for key in DATES:
            if key in record:
                parse_edtf(record[key])


def test_every_flag_is_a_known_code_or_a_flag_word() -> None:
    reference = load_reference()
    for table, record in RECORDS:
        for key in (*NATIONALITIES, "flag", "country"):
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
        place, radius_km = sighting.get("place", ""), sighting.get("radius_km")
        if "lat" not in sighting or radius_km is None:
            # A position without a radius is one that the page itself printed.
            continue
        if re.search(r"^(?:Indian|Southern) Ocean$|^North (?:Atlantic|Pacific)$", place):
            assert radius_km >= 1500, f"{sighting['slug']}: an ocean is not a sea"
        elif re.search(r"\bSea$", place):
            assert radius_km >= 200, f"{sighting['slug']}: a sea is not a harbour"
    harbours = [s for s in of("sighting") if s.get("place") in ("Thilawa, Myanmar", "Busan, South Korea", "Heraklion")]
    assert harbours
    assert {s["radius_km"] for s in harbours} == {5.0}


def test_a_place_is_a_place() -> None:
    no_place = re.compile(r"not stated|\brecord$|document$", re.IGNORECASE)
    assert [s["slug"] for s in of("sighting") if no_place.search(s.get("place", ""))] == []


def test_the_belize_flagged_interception_is_told_by_ten_reports_of_few_origins() -> None:
    cited = {s["source"] for s in of("sighting") if s["incident"] == "light-2011"}
    derived = {s["slug"]: s.get("derived_from") for s in of("source")}

    def origin(slug: str) -> str:
        original = derived[slug]
        return slug if original is None else origin(original)

    assert len(cited) >= 10
    assert len({origin(slug) for slug in cited}) <= 6


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


def test_every_case_keeps_its_title_summary_and_summarised_values(facts: dict[str, list[dict[str, Any]]]) -> None:
    cases = by_slug("incident")
    for fact in facts["incidents"]:
        case = cases[fact["id"]]
        assert case["title"] == fact["title"]
        assert _plain(case["summary"]) == _plain(fact["summary"]), fact["id"]
        route, cargo = fact.get("route", {}), fact.get("cargo", {})
        values = [fact.get(key) for key in ("date", "place", "flag_claimed", "flag_actual", "registry_response")]
        values += [fact["outcome"], fact["confidence"], route.get("from"), route.get("to"), *cargo.values()]
        note = _plain(case["note"])
        assert [v for v in values if v and _plain(v).rstrip(".") not in note] == [], fact["id"]


def test_every_source_is_as_it_was_collected(facts: dict[str, list[dict[str, Any]]]) -> None:
    sources = by_slug("source")
    for fact in facts["sources"]:
        kept = sources[fact["id"]]
        for key in ("title", "publisher", "published", "url"):
            assert kept.get(key) == fact.get(key), (fact["id"], key)


def test_every_sighting_keeps_its_source_grade_and_position(facts: dict[str, list[dict[str, Any]]]) -> None:
    sightings, sources = by_slug("sighting"), by_slug("source")
    letters: dict[str, set[str]] = {}
    for fact in facts["sightings"]:
        kept = sightings[fact["id"]]
        letter, digit = fact["grade"]["code"]
        letters.setdefault(fact["source"], set()).add(letter)
        assert (kept["source"], kept["incident"], kept["credibility"]) == (fact["source"], fact["incident"], int(digit))
        assert (kept.get("lat"), kept.get("lon")) == (fact.get("lat"), fact.get("lon")), fact["id"]
        assert kept.get("observer") or kept.get("activity"), fact["id"]
    assert {slug for slug, given in letters.items() if sources[slug]["reliability"] not in given} == set()


def test_every_flag_shown_stands_in_a_sighting_of_the_source_that_shows_it(
    facts: dict[str, list[dict[str, Any]]],
) -> None:
    missing = []
    for fact in facts["sightings"]:
        told = [s for s in of("sighting") if (s["incident"], s["source"]) == (fact["incident"], fact["source"])]
        flags = {s[column] for s in told for column in NATIONALITIES if column in s}
        shown = set(re.findall(r"\b[A-Z]{2}\b", fact.get("flag_shown", ""))) - {"AS", "RT"}
        missing += [(fact["id"], code) for code in sorted(shown - flags) if code not in json.dumps(told)]
    assert missing == [("so-san-2002-s2", "KH")], "a Cambodian flag found aboard is told in words"


def test_every_claim_keeps_who_said_what(facts: dict[str, list[dict[str, Any]]]) -> None:
    sightings = by_slug("sighting")
    for claim in facts["claims"]:
        kept = sightings[f"{claim['incident']}-{claim['id']}"]
        assert (kept["source"], kept["said_by"]) == (claim["source"], claim["by"])
        assert _plain(kept["statement"]) == _plain(claim["statement"])
        stance = {"no-comment": "declines"}.get(claim["stance"], claim["stance"])
        # Where a register asserts that it cancelled or disowned a ship, it denies the flag.
        assert kept["stance"] == stance or (kept["stance"] == "denies" and kept.get("flag_registered")), claim["id"]


def test_every_identity_and_listing_of_a_ship_is_kept(facts: dict[str, list[dict[str, Any]]]) -> None:
    identities, listings = of("identity"), of("listing")
    pairs = {"from": "valid_from", "to": "valid_to", **{k: k for k in ("name", "flag", "mmsi", "call_sign", "source")}}
    for vessel in facts["vessels"]:
        own = [i for i in identities if i["vessel"] == vessel["id"]]
        for fact in vessel.get("identities", []):
            wanted = {pairs[key]: value for key, value in fact.items()}
            assert any(wanted.items() <= i.items() for i in own), (vessel["id"], wanted)
        called = {by_slug("vessel")[vessel["id"]]["name"], *(i.get("name", "") for i in own)}
        names = {re.sub(r" \(.*\)$", "", name) for name in vessel["names"]}
        is_unnamed = vessel["names"][0].startswith("(")
        assert is_unnamed or names <= called, (vessel["id"], names - called)
        for fact in vessel.get("designations", []):
            given = [x for x in listings if x.get("vessel") == vessel["id"] and fact["list"].startswith(x["list"])]
            assert any(x["source"] == fact["source"] for x in given), (vessel["id"], fact)
            assert any(x.get("listed", "").startswith(fact.get("date", "")) for x in given), (vessel["id"], fact)
    for party in facts["parties"]:
        given = [x for x in listings if x.get("party") == party["id"]]
        assert len(given) >= len(party.get("designations", [])), party["id"]
        cited = {r["source"] for r in of("role") if r["party"] == party["id"]}
        assert set(party["sources"]) <= cited, party["id"]


def test_every_source_of_a_case_stands_in_one_of_its_sightings(facts: dict[str, list[dict[str, Any]]]) -> None:
    cited = {(s["incident"], s["source"]) for s in of("sighting")}
    missing = [(i["id"], s) for i in facts["incidents"] for s in i["sources"] if (i["id"], s) not in cited]
    assert missing == []


def test_every_side_of_a_disagreement_stands_in_one_sighting_of_its_source(
    facts: dict[str, list[dict[str, Any]]],
) -> None:
    told: dict[tuple[str, str], list[set[str]]] = {}
    for sighting in of("sighting"):
        told.setdefault((sighting["incident"], sighting["source"]), []).append(_words_of(sighting))
    missing = []
    for disagreement in facts["disagreements"]:
        for side in disagreement["values"]:
            words = _words(str(side["value"])) - COMMON
            numbers = {word for word in words if word[0].isdigit()}
            heard = told.get((disagreement["incident"], side["source"]), [])
            # Every number, and half of the words: the wording of the page may differ from the collector's.
            if not any(numbers <= said and len(words & said) * 2 >= len(words) for said in heard):
                missing.append((disagreement["id"], side["source"], side["value"]))
    assert missing == []


COMMON = {"the", "of", "in", "on", "at", "per", "by", "as", "to", "and", "with", "is", "was", "an", "or", "its", "for"}


def _plain(text: str) -> str:
    return " ".join(str(text).split())


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+(?:[.,]\d+)*", text.casefold()))


def _words_of(sighting: dict[str, Any]) -> set[str]:
    """Return the words of what a sighting says, with the names of the states whose flags it gives."""
    said = {k: v for k, v in sighting.items() if k not in ("slug", "source", "incident", "vessel", "locator")}
    words = _words(json.dumps(said, ensure_ascii=False))
    for flag in (sighting.get(column) for column in NATIONALITIES):
        state = load_reference().state(flag) if flag else None
        if state:
            words |= _words(" ".join((state.name, *state.other_names, *state.demonyms)))
    return words
