"""What the application does to say which ship is which: merge two vessels, give a sighting its vessel."""

from __future__ import annotations

import sqlite3

from tracker.terminal.work_on_findings import WorkOnFindings


class WorkOnIdentity(WorkOnFindings):
    """The application's verbs on the identity of ships."""

    def merge_vessel(self, vessel_id: int) -> None:
        """Ask for the vessel that this one is, and make one of the two."""
        from tracker.store.merging import merge
        from tracker.store.records import table_of
        from tracker.terminal.screens.merge import MergeDialog
        from tracker.terminal.screens.record import RecordScreen

        if table_of(self._tracker.connection, vessel_id) != "vessel":
            self.notify("Only vessels are merged; put the cursor on one.", severity="warning", markup=False)
            return
        made_by = self._tracker.settings.made_by

        def keep(into_id: int | None) -> None:
            if into_id is None:
                return

            def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
                moved = merge(connection, vessel_id, into_id, by=made_by)
                return f"One vessel: moved {moved.in_words()}. u takes it back.", into_id

            async def show_survivor() -> None:
                if isinstance(self.screen, RecordScreen) and self.screen.record_id == vessel_id:
                    await self.switch_screen(RecordScreen(into_id))

            self.write(act, then=show_survivor)

        self.push_screen(MergeDialog(self._tracker.connection, vessel_id), keep)

    def split_vessel(self, vessel_id: int) -> None:
        """Ask which records are another ship's, and move them to a new vessel."""
        from tracker.store.merging import split
        from tracker.store.records import table_of
        from tracker.terminal.screens.split import Split, SplitDialog

        if table_of(self._tracker.connection, vessel_id) != "vessel":
            self.notify("Only vessels are split; put the cursor on one.", severity="warning", markup=False)
            return
        made_by = self._tracker.settings.made_by

        def keep(chosen: Split | None) -> None:
            if chosen is None:
                return

            def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
                moved = split(connection, vessel_id, chosen.record_ids, by=made_by, name=chosen.name)
                return f"Two vessels: moved {moved.in_words()} to a new one. u takes it back.", moved.vessel_id

            self.write(act)

        self.push_screen(SplitDialog(self._tracker.connection, vessel_id), keep)

    def whose_ship(self, sighting_id: int) -> None:
        """List the vessels that a sighting may be of, and record the one that is chosen."""
        from tracker.domain.identity.candidates import Candidate
        from tracker.domain.records import Sighting
        from tracker.store.candidates import link
        from tracker.store.records import get, table_of
        from tracker.terminal.screens.whose_ship import WhoseShipDialog

        connection = self._tracker.connection
        record = get(connection, "sighting", sighting_id) if table_of(connection, sighting_id) == "sighting" else None
        if not isinstance(record, Sighting) or record.vessel_id is not None:
            sentence = "This sighting has its vessel; e changes her." if record else "Put the cursor on a sighting."
            self.notify(sentence, severity="warning", markup=False)
            return
        made_by = self._tracker.settings.made_by

        def keep(chosen: Candidate | None) -> None:
            if chosen is None:
                return

            def act(connection: sqlite3.Connection) -> tuple[str, int | None]:
                link(connection, sighting_id, chosen.vessel_id, by=made_by, why="; ".join(chosen.reasons))
                return f"It was {chosen.name}. u takes it back.", sighting_id

            self.write(act)

        self.push_screen(WhoseShipDialog(connection, record), keep)
