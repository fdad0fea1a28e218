"""Lanes of identity: what a ship was called when, where two meet, and where nothing is known."""

from __future__ import annotations

from identity_cases import BORACAY, BORACAY_SIGHTINGS, LIGHT, LIGHT_SIGHTINGS, SHUNXING, SOURCES, identity, sighting

from tracker.domain.identity import Days, Lane, lanes, who_on
from tracker.domain.partial_dates import parse_edtf
from tracker.domain.records import Identity, Sighting
from tracker.store.reference import load_reference

REFERENCE = load_reference()


def lanes_of(identities: tuple[Identity, ...], sightings: tuple[Sighting, ...] = ()) -> dict[str, Lane]:
    return {lane.kind.label: lane for lane in lanes(identities, sightings, SOURCES, REFERENCE)}


def on(day: str, identities: tuple[Identity, ...], sightings: tuple[Sighting, ...] = ()) -> dict[str, list[str]]:
    """Return the answers by lane, unsure ones with a question mark."""
    found: dict[str, list[str]] = {}
    for answer in who_on(parse_edtf(day), identities, sightings, REFERENCE, SOURCES):
        found.setdefault(answer.kind.label, []).append(answer.shown + ("" if answer.is_sure else "?"))
    return found


def test_each_aspect_of_a_flag_has_a_lane_of_its_own_and_names_of_all_aspects_share_one() -> None:
    assert list(lanes_of(LIGHT, LIGHT_SIGHTINGS)) == ["name", "flag flown", "flag registered", "flag claimed"]
    assert list(lanes_of(SHUNXING)) == ["name", "flag broadcast", "MMSI"]


def test_one_name_under_two_flags_is_one_span_of_the_name_and_two_of_the_flag() -> None:
    found = lanes_of(BORACAY, BORACAY_SIGHTINGS)
    assert [span.shown for span in found["name"].spans] == ["Kiwala", "Pushpa", "Boracay"]
    kiwala = found["name"].spans[0]
    assert kiwala.identity_ids == (1, 2)
    assert kiwala.begins_open
    assert kiwala.possible.last == "2025-04-30"
    assert [span.shown for span in found["flag flown"].spans][:2] == ["Djibouti", "stateless"]


def test_the_months_between_two_names_are_a_gap() -> None:
    assert lanes_of(BORACAY)["name"].gaps == (Days("2025-05-01", "2025-08-31"),)


def test_a_name_without_an_end_ends_at_the_latest_when_the_next_one_begins() -> None:
    pushpa, boracay = lanes_of(BORACAY, BORACAY_SIGHTINGS)["name"].spans[1:]
    assert pushpa.is_followed
    assert pushpa.possible == Days("2025-09-01", "2025-09-26")
    assert boracay.ends_open
    assert lanes_of(BORACAY)["name"].overlaps == ()


def test_what_is_sure_of_a_name_without_an_end_reaches_to_its_last_sighting() -> None:
    unseen, seen = (lanes_of(BORACAY, sightings)["name"].spans[1] for sightings in ((), BORACAY_SIGHTINGS))
    assert unseen.sure == (Days("2025-09-01", "2025-09-01"),)
    assert seen.sure == (Days("2025-09-01", "2025-09-22"),)


def test_a_broadcast_name_without_an_end_is_only_possible_once_another_name_is_worn() -> None:
    broadcast = (identity(5, "broadcast", name="Pushpa", valid_from="2025-09-01", source_id=90), BORACAY[-1])
    assert on("2025-09-28", broadcast)["name"] == ["Boracay", "Pushpa?"]
    assert lanes_of(broadcast)["name"].overlaps == ()
    seen_later = (sighting(25, date="2025-10-20", name_shown="Pushpa"),)
    assert on("2025-09-28", broadcast, seen_later)["name"] == ["Pushpa", "Boracay"]


def test_two_mmsis_sent_since_one_day_overlap() -> None:
    found = lanes_of(SHUNXING)
    (overlap,) = found["MMSI"].overlaps
    assert {overlap.first, overlap.second} == {"677087200", "613003889"}
    assert overlap.days.first == "2025-01-03"
    assert found["name"].undated == ("Shunxin39",)


def test_a_change_on_one_day_is_no_overlap() -> None:
    changed = (
        identity(1, name="Alpha", valid_from="2019-01-01", valid_to="2020-05-01"),
        identity(2, name="Beta", valid_from="2020-05-01", valid_to="2021-01-01"),
    )
    assert lanes_of(changed)["name"].overlaps == ()
    longer = (changed[0], identity(2, name="Beta", valid_from="2020-04-01", valid_to="2021-01-01"))
    assert lanes_of(longer)["name"].overlaps[0].days == Days("2020-04-01", "2020-05-01")


def test_spellings_of_one_name_are_one_value_and_a_year_alone_is_not_sure_of_any_day() -> None:
    found = lanes_of(LIGHT, LIGHT_SIGHTINGS)["name"]
    assert {mark.key for mark in found.marks} == {found.spans[0].key}
    gambia = next(span for span in lanes_of(BORACAY)["flag flown"].spans if span.shown == "Gambia")
    assert gambia.sure == ()
    assert gambia.possible == Days("2025-01-01", "2025-12-31")


def test_about_a_date_widens_what_is_possible_and_narrows_what_is_sure() -> None:
    about = (identity(1, name="Alpha", valid_from="2020-03-10~", valid_to="2020-12-31"),)
    (span,) = lanes_of(about)["name"].spans
    assert span.possible.first < "2020-03-10" < span.sure[0].first


def test_who_she_was_on_a_day_is_told_by_lane_with_what_is_only_possible_marked() -> None:
    assert on("2025-09-28", BORACAY, BORACAY_SIGHTINGS) == {
        "name": ["Boracay"],
        "flag flown": ["Benin", "Gambia?"],
    }
    assert on("2025-04-11", BORACAY, BORACAY_SIGHTINGS) == {
        "name": ["Kiwala"],
        "flag flown": ["no flag shown", "stateless?", "Gambia?"],
        "flag documented": ["Djibouti"],
    }
    assert on("2011-05-26", LIGHT, LIGHT_SIGHTINGS) == {
        "name": ["Light"],
        "flag flown": ["Belize"],
        "flag registered": ["Belize"],
        "flag claimed": ["North Korea"],
    }


def test_each_answer_names_the_rows_and_sources_it_rests_on() -> None:
    (name,) = (
        a
        for a in who_on(parse_edtf("2025-09-30"), BORACAY, BORACAY_SIGHTINGS, REFERENCE, SOURCES)
        if a.kind.name == "name"
    )
    assert [(b.table, b.record_id, b.source_id, b.is_sure) for b in name.basis] == [
        ("identity", 6, 91, True),
        ("sighting", 24, 90, True),
    ]


def test_a_denied_flag_is_no_answer_and_a_false_identity_says_so() -> None:
    assert "flag registered" not in on("2025-04-11", BORACAY, BORACAY_SIGHTINGS)
    stolen = (identity(1, "broadcast", mmsi="613003889", valid_from="2025", valid_to="2026", is_false=1),)
    (answer,) = who_on(parse_edtf("2025-06-01"), stolen, (), REFERENCE)
    assert answer.is_false


def test_nothing_is_answered_for_a_day_of_which_nothing_speaks() -> None:
    assert on("2025-07-01", LIGHT, LIGHT_SIGHTINGS) == {}
    assert on("2025-07-01", (identity(1, name="Undated"),), (sighting(2, name_shown="Undated"),)) == {}
