"""Whatever is done in whatever order, history accounts for every row and undo leads back step by step."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from tracker.domain.errors import ConflictError
from tracker.store.connection import open_store
from tracker.store.images import row_image, same_values
from tracker.store.tables import RECORD_CLASSES
from tracker.store.undo import next_redo, next_undo, redo, undo
from tracker.store.verify import verify
from tracker.store.write import recorded

texts = st.text(alphabet='ab[/]"\0\u202e船 ', min_size=1, max_size=8)
dates = st.sampled_from([None, "2011", "2011-05~", "2011-05-26", "2011-05-26/..", "2011-05-26T13:00Z"])
flags = st.sampled_from([None, "BZ", "KP", "Matthew Island"])

State = dict[tuple[str, int], dict[str, Any]]


class StoreMachine(RuleBasedStateMachine):
    """Writes of all sorts on one store, and a record of the states it went through."""

    sightings = Bundle("sightings")
    incidents = Bundle("incidents")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(self.folder / "store.db", create=True)
        self.undoable: list[State] = []
        """The state before each change that undo would take back, the next one last."""
        self.redoable: list[State] = []

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def state(self) -> State:
        found: State = {}
        for table in RECORD_CLASSES:
            for row in self.store.execute(f'SELECT id FROM "{table}"').fetchall():
                image = row_image(self.store, table, row["id"])
                assert image is not None
                found[table, row["id"]] = image | {"retracted_at": image["retracted_at"] is not None}
        return found

    def remember(self, before: State) -> None:
        if next_undo(self.store) is not None and not same_state(before, self.state()):
            self.undoable.append(before)
            self.redoable.clear()

    @initialize()
    def begin(self) -> None:
        with recorded(self.store, by="ann", action="add", summary="Add source") as change:
            self.source = change.insert("source", {"title": "A report", "published": "2011-06"})
        self.undoable = []

    @rule(target=incidents, title=texts, kinds=st.sets(st.sampled_from(["false-flag", "stateless"])))
    def add_incident(self, title: str, kinds: set[str]) -> int:
        before = self.state()
        with recorded(self.store, by="ann", action="add", summary="Add incident") as change:
            row = change.insert("incident", {"title": title, "kinds": sorted(kinds)})
        self.remember(before)
        return row

    @rule(target=sightings, incident=incidents, date=dates, flag=flags)
    def add_sighting(self, incident: int, date: str | None, flag: str | None) -> int:
        before = self.state()
        with recorded(self.store, by="ann", action="add", summary="Add sighting") as change:
            row = change.insert(
                "sighting",
                {"source_id": self.source, "incident_id": incident, "date": date, "flag_flown": flag},
            )
        self.remember(before)
        return row

    @rule(target=sightings, incident=incidents, names=st.lists(texts, min_size=1, max_size=3))
    def import_sightings(self, incident: int, names: list[str]) -> int:
        before = self.state()
        with recorded(self.store, by="ann", action="import", summary="Import") as change:
            ids = change.insert_many(
                "sighting",
                ("source_id", "incident_id", "date", "name_shown"),
                [(self.source, incident, "2012", name) for name in names],
            )
        self.remember(before)
        return ids[0]

    @rule(row=sightings, incident=incidents, date=dates, place=st.none() | texts)
    def edit_sighting(self, row: int, incident: int, date: str | None, place: str | None) -> None:
        before = self.state()
        with recorded(self.store, by="ben", action="edit", summary="Edit sighting") as change:
            change.update("sighting", row, {"incident_id": incident, "date": date, "place": place})
        self.remember(before)

    @rule(row=incidents, kinds=st.sets(st.sampled_from(["false-flag", "stateless", "other"])), title=texts)
    def edit_incident(self, row: int, kinds: set[str], title: str) -> None:
        before = self.state()
        with recorded(self.store, by="ben", action="edit", summary="Edit incident") as change:
            change.update("incident", row, {"kinds": sorted(kinds), "title": title})
        self.remember(before)

    @rule(row=sightings)
    def retract_or_restore(self, row: int) -> None:
        before = self.state()
        with recorded(self.store, by="ann", action="retract", summary="Retract", why="why not") as change:
            _ = change.retract("sighting", row) or change.restore("sighting", row)
        self.remember(before)

    @precondition(lambda self: self.undoable)
    @rule()
    def undo_newest(self) -> None:
        now = self.state()
        undo(self.store, by="ann")
        assert same_state(self.state(), self.undoable.pop())
        self.redoable.append(now)

    @precondition(lambda self: self.redoable)
    @rule()
    def redo_newest(self) -> None:
        now = self.state()
        redo(self.store, by="ann")
        assert same_state(self.state(), self.redoable.pop())
        self.undoable.append(now)

    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        last = self.store.execute("SELECT max(id) FROM change").fetchone()[0]
        before = self.state()
        try:
            undo(self.store, by="ben", change_id=data.draw(st.integers(1, last)))
        except ConflictError:
            assert self.state() == before
        else:
            # From here on, the states gone through are no longer those that undo leads back to.
            self.undoable.clear()
            self.redoable.clear()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.folder / "store.db")

    @invariant()
    def nothing_is_wrong(self) -> None:
        assert verify(self.store) == []

    @invariant()
    def redo_is_offered_only_after_undo(self) -> None:
        if self.redoable:
            assert next_redo(self.store) is not None


def same_state(one: State, other: State) -> bool:
    """Whether all rows say the same; a row that was never there and a retracted one are alike."""
    return all(
        same_values(one[key], other[key]) if key in one and key in other else (one | other)[key]["retracted_at"]
        for key in one.keys() | other.keys()
    )


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    # Making a failing run smaller takes minutes; the run itself says enough.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
