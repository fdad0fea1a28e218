"""Findings are kept: what the rules say follows every change, and a dismissal is history like everything else."""

from __future__ import annotations

import sqlite3

import pytest

from tracker.domain.errors import FieldError, NotFoundError
from tracker.store.dismissing import dismiss
from tracker.store.filters.parse import parse_filter
from tracker.store.finding_marks import waiting
from tracker.store.findings import keep_findings, mark_if_rules_changed
from tracker.store.results import Query, ordered_ids
from tracker.store.starter import load_starter
from tracker.store.undo import redo, undo
from tracker.store.verify import verify
from tracker.store.write import recorded

ME = "J. Marlow"
Store = sqlite3.Connection


def add(store: Store, table: str, **values: object) -> int:
    with recorded(store, by=ME, action="add", summary=f"Add {table}") as change:
        return change.insert(table, values)


def edit(store: Store, table: str, record_id: int, **values: object) -> None:
    with recorded(store, by=ME, action="edit", summary=f"Edit {table}") as change:
        change.update(table, record_id, values)


def retract(store: Store, table: str, record_id: int) -> None:
    with recorded(store, by=ME, action="retract", summary=f"Retract {table}") as change:
        change.retract(table, record_id)


def rules_on(store: Store, record_id: int) -> set[str]:
    """The rules that fire on a record once everything that waits was looked at."""
    keep_findings(store)
    assert waiting(store) == 0
    return {
        row["rule"]
        for row in store.execute(
            "SELECT rule FROM finding JOIN finding_about ON finding_id = finding.id"
            " WHERE record_id = ? AND dismissed_at IS NULL",
            (record_id,),
        )
    }


def finding_on(store: Store, record_id: int, rule: str) -> sqlite3.Row:
    keep_findings(store)
    row = store.execute(
        "SELECT finding.* FROM finding JOIN finding_about ON finding_id = finding.id WHERE record_id = ? AND rule = ?",
        (record_id, rule),
    ).fetchone()
    assert isinstance(row, sqlite3.Row)
    return row


@pytest.fixture
def source(store: Store) -> int:
    return add(store, "source", title="Port log")


def test_a_wrong_number_fires_on_its_ship_sighting_and_case_until_it_is_mended(store: Store, source: int) -> None:
    vessel = add(store, "vessel", name="A Li")
    incident = add(store, "incident", title="A Li off Wonsan")
    sighting = add(store, "sighting", source_id=source, vessel_id=vessel, incident_id=incident, imo_shown="8814881")
    for record in (vessel, sighting, incident):
        assert "imo-check-digit" in rules_on(store, record)
    edit(store, "sighting", sighting, imo_shown="8814885")
    for record in (vessel, sighting, incident):
        assert "imo-check-digit" not in rules_on(store, record)
    undo(store, by=ME)
    assert "imo-check-digit" in rules_on(store, vessel)


def test_a_sighting_that_names_no_ship_is_a_subject_until_it_gets_one(store: Store, source: int) -> None:
    sighting = add(store, "sighting", source_id=source, date="2020-01-01", mmsi_shown="312000000", flag_flown="KP")
    assert "mid-flag-mismatch" in rules_on(store, sighting)
    vessel = add(store, "vessel", name="Nameless")
    edit(store, "sighting", sighting, vessel_id=vessel)
    assert "mid-flag-mismatch" in rules_on(store, vessel)
    assert store.execute("SELECT count(*) FROM finding WHERE rule = 'mid-flag-mismatch'").fetchone()[0] == 1
    edit(store, "sighting", sighting, vessel_id=None)
    assert "mid-flag-mismatch" not in rules_on(store, vessel)
    assert "mid-flag-mismatch" in rules_on(store, sighting)


def test_a_retracted_ship_or_sighting_has_no_findings_and_a_restored_one_has_them_again(
    store: Store, source: int
) -> None:
    vessel = add(store, "vessel", name="A Li")
    sighting = add(store, "sighting", source_id=source, vessel_id=vessel, imo_shown="8814881")
    assert rules_on(store, vessel)
    retract(store, "sighting", sighting)
    assert "imo-check-digit" not in rules_on(store, vessel)
    undo(store, by=ME)
    assert "imo-check-digit" in rules_on(store, vessel)
    retract(store, "vessel", vessel)
    keep_findings(store)
    assert store.execute("SELECT count(*) FROM finding").fetchone()[0] == 0


def test_a_number_shared_with_another_ship_fires_on_both_and_is_mended_on_both(store: Store, source: int) -> None:
    ships = [add(store, "vessel", name=name) for name in ("Sea Star", "Ocean Glory")]
    sightings = [
        add(store, "sighting", source_id=source, vessel_id=ship, date="2020-05-01", mmsi_shown="312123456")
        for ship in ships
    ]
    assert all("mmsi-shared" in rules_on(store, ship) for ship in ships)
    edit(store, "sighting", sightings[1], mmsi_shown="351123456")
    assert not any("mmsi-shared" in rules_on(store, ship) for ship in ships)


def test_a_number_one_stroke_away_fires_on_the_ship_that_was_there_first(store: Store, source: int) -> None:
    """The near miss needs something else in common: here the name."""
    first = add(store, "vessel", name="Yon Pung 3", imo="8314885")
    assert "imo-near-miss" not in rules_on(store, first)
    second = add(store, "vessel", name="Yon Pung 3")
    add(store, "sighting", source_id=source, vessel_id=second, imo_shown="8314881", name_shown="Yon Pung 3")
    assert "imo-near-miss" in rules_on(store, second)


def test_findings_keep_their_numbers_when_nothing_about_them_changes(store: Store, source: int) -> None:
    vessel = add(store, "vessel", name="A Li")
    add(store, "sighting", source_id=source, vessel_id=vessel, imo_shown="8814881")
    before = finding_on(store, vessel, "imo-check-digit")["id"]
    edit(store, "vessel", vessel, note="seen again")
    assert finding_on(store, vessel, "imo-check-digit")["id"] == before


def test_a_dismissed_finding_leaves_filters_and_counts_and_undo_brings_it_back(store: Store, source: int) -> None:
    vessel = add(store, "vessel", name="A Li")
    add(store, "sighting", source_id=source, vessel_id=vessel, imo_shown="8814881")
    finding = finding_on(store, vessel, "imo-check-digit")
    wanted = Query("vessels", parse_filter("finding:imo-check-digit", "vessels"))
    assert list(ordered_ids(store, wanted)) == [vessel]
    dismissal = dismiss(store, finding["id"], "The article misprints it; the photograph shows 8814885.", by=ME)
    assert list(ordered_ids(store, wanted)) == []
    kept = store.execute("SELECT * FROM finding WHERE id = ?", (finding["id"],)).fetchone()
    assert (kept["dismissed_by"], kept["dismissed_why"][:11]) == (ME, "The article")
    assert list(ordered_ids(store, Query("findings", parse_filter("is:dismissed", "findings")))) == [finding["id"]]
    undo(store, by=ME)
    assert list(ordered_ids(store, wanted)) == [vessel]
    redo(store, by=ME)
    assert list(ordered_ids(store, wanted)) == []
    retract(store, "dismissal", dismissal)
    assert list(ordered_ids(store, wanted)) == [vessel]
    assert verify(store) == []


def test_a_dismissal_holds_while_the_rule_says_the_same_and_no_longer(store: Store, source: int) -> None:
    vessel = add(store, "vessel", name="A Li")
    sighting = add(store, "sighting", source_id=source, vessel_id=vessel, imo_shown="8814881")
    dismiss(store, finding_on(store, vessel, "imo-check-digit")["id"], "A misprint.", by=ME)
    edit(store, "sighting", sighting, note="looked at again")
    assert "imo-check-digit" not in rules_on(store, vessel)
    edit(store, "sighting", sighting, imo_shown="8814882")
    assert "imo-check-digit" in rules_on(store, vessel)


def test_a_dismissal_needs_a_reason_a_finding_and_is_made_once(store: Store, source: int) -> None:
    vessel = add(store, "vessel", name="A Li")
    add(store, "sighting", source_id=source, vessel_id=vessel, imo_shown="8814881")
    finding = finding_on(store, vessel, "imo-check-digit")["id"]
    with pytest.raises(FieldError, match="why"):
        dismiss(store, finding, "  ", by=ME)
    with pytest.raises(NotFoundError, match="no finding 999999"):
        dismiss(store, 999999, "because", by=ME)
    dismiss(store, finding, "A misprint.", by=ME)
    with pytest.raises(FieldError, match=f"set aside by {ME} already"):
        dismiss(store, finding, "again", by=ME)


def test_what_is_changed_while_it_is_looked_at_stays_marked(store: Store, source: int) -> None:
    vessel = add(store, "vessel", name="A Li")
    sighting = add(store, "sighting", source_id=source, vessel_id=vessel, imo_shown="8814881")
    asked = []

    def change_once() -> bool:
        """Stands for another person who saves between the reading and the writing."""
        if not asked:
            asked.append(True)
            edit(store, "sighting", sighting, imo_shown="8814885")
        return False

    keep_findings(store, at_most=1, stop=change_once)
    assert "imo-check-digit" not in rules_on(store, vessel)


def test_a_check_that_is_stopped_leaves_the_rest_waiting(store: Store) -> None:
    load_starter(store, by="starter cases")
    marked = waiting(store)
    assert marked > 20
    assert keep_findings(store, stop=lambda: True) == 0
    assert waiting(store) == marked
    assert keep_findings(store, at_most=20) == 20
    assert 0 < waiting(store) <= marked - 20 + len(store.execute("SELECT id FROM vessel").fetchall())


def test_other_rules_than_those_of_the_last_run_mark_everything(store: Store) -> None:
    load_starter(store, by="starter cases")
    keep_findings(store)
    assert mark_if_rules_changed(store)
    assert waiting(store) > 100
    keep_findings(store)
    assert not mark_if_rules_changed(store)
    assert waiting(store) == 0


def test_a_bulk_insert_and_its_undo_are_followed(store: Store, source: int) -> None:
    vessel = add(store, "vessel", name="A Li")
    columns = ("source_id", "vessel_id", "imo_shown", "date")
    with recorded(store, by=ME, action="import", summary="Import") as change:
        change.insert_many(
            "sighting", columns, [(source, vessel, "8814881", f"2020-01-{day:02}") for day in range(1, 29)]
        )
    assert "imo-check-digit" in rules_on(store, vessel)
    undo(store, by=ME)
    assert "imo-check-digit" not in rules_on(store, vessel)


def test_what_is_kept_is_what_the_rules_say_of_each_ship_today(store: Store) -> None:
    from tracker.store.evidence import findings_of_vessel

    load_starter(store, by="starter cases")
    keep_findings(store)
    for (vessel,) in store.execute("SELECT id FROM vessel").fetchall():
        said = sorted(f.sentence for f in findings_of_vessel(store, vessel) if f.outcome == "fires")
        kept = sorted(row[0] for row in store.execute("SELECT sentence FROM finding WHERE vessel_id = ?", (vessel,)))
        assert kept == said
