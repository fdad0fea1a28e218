"""What a store keeps for its user beside the records: drafts, views, filters used, facts on itself."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tracker.domain.errors import FieldError, NotFoundError
from tracker.store.connection import open_store
from tracker.store.drafts import drafts, drop_draft, keep_draft
from tracker.store.filter_history import MOST_KEPT, remember_filter, remembered_filters
from tracker.store.history import recent_changes
from tracker.store.saved_views import SavedView, drop_view, save_view, saved_views
from tracker.store.store_info import set_store_info, store_info


def test_draft_survives_a_restart_as_typed(store: sqlite3.Connection, store_path: Path) -> None:
    draft = keep_draft(store, "sighting", {"date": "late M"})
    assert keep_draft(store, "sighting", {"date": "late May", "note": "[/x]\0"}, draft_id=draft) == draft
    store.close()
    reopened = open_store(store_path)
    (kept,) = drafts(reopened, "sighting")
    assert kept.payload == {"date": "late May", "note": "[/x]\0"}
    assert kept.record_id is None
    assert drafts(reopened, "vessel") == []
    assert recent_changes(reopened) == []


def test_draft_dropped_elsewhere_is_kept_anew(store: sqlite3.Connection) -> None:
    draft = keep_draft(store, "vessel", {"name": "L"}, record_id=5)
    drop_draft(store, draft)
    assert drafts(store) == []
    again = keep_draft(store, "vessel", {"name": "Li"}, record_id=5, draft_id=draft)
    assert [(kept.id, kept.record_id, kept.payload) for kept in drafts(store)] == [(again, 5, {"name": "Li"})]


def test_views_are_saved_replaced_and_dropped_by_name(store: sqlite3.Connection) -> None:
    save_view(store, SavedView(name="Belize", target="incidents", filter="flag:BZ", sort="-date"))
    save_view(store, SavedView(name="all ships", target="vessels"))
    save_view(store, SavedView(name="Belize", target="sightings", filter="flag:BZ", columns="date,place"))
    assert [(view.name, view.target) for view in saved_views(store)] == [
        ("all ships", "vessels"),
        ("Belize", "sightings"),
    ]
    drop_view(store, "Belize")
    assert [view.name for view in saved_views(store)] == ["all ships"]
    with pytest.raises(NotFoundError, match="Belize"):
        drop_view(store, "Belize")
    with pytest.raises(FieldError, match="name"):
        save_view(store, SavedView(name="  ", target="vessels"))


def test_filters_are_remembered_once_each_last_first(store: sqlite3.Connection) -> None:
    for text in ("flag:BZ", "kind:false-flag", "  ", "flag:BZ "):
        remember_filter(store, text)
    assert remembered_filters(store) == ["flag:BZ", "kind:false-flag"]


def test_oldest_filters_are_forgotten(store: sqlite3.Connection) -> None:
    for number in range(MOST_KEPT + 5):
        remember_filter(store, f"date:{number}")
    kept = remembered_filters(store)
    assert len(kept) == MOST_KEPT
    assert kept[0] == f"date:{MOST_KEPT + 4}"
    assert kept[-1] == "date:5"


def test_store_knows_when_it_was_made_and_keeps_what_it_is_told(store: sqlite3.Connection) -> None:
    assert store_info(store)["created_at"].startswith("20")
    set_store_info(store, "title", "My cases")
    set_store_info(store, "title", "Our cases")
    assert store_info(store)["title"] == "Our cases"
    set_store_info(store, "title", None)
    assert "title" not in store_info(store)
