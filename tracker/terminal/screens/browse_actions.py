"""What the browse screen does to the row under its cursor, and to the store: each action calls the application."""

from __future__ import annotations

from tracker.terminal.screens.browse_reads import BrowseReads


class BrowseActions(BrowseReads):
    """The actions of the browse screen that open a form or dialog, or write."""

    async def action_export(self) -> None:
        """Write what is filtered to a file."""
        from tracker.terminal.screens.export import ExportDialog

        await self.app.push_screen(
            ExportDialog(self._browse.tracker.store_path, self._browse.current_query, self._browse.table.number)
        )

    async def action_import(self) -> None:
        """Bring a file into the store, or show the import under way."""
        await self._browse.tracker.open_import()

    async def action_add_sighting(self) -> None:
        """Enter a new sighting; the record under the cursor is filled in."""
        await self._browse.tracker.enter_sighting(self._browse.table.cursor_id)

    async def action_new_record(self) -> None:
        """Enter a new row of the table shown."""
        table = {"incidents": "incident", "vessels": "vessel", "sources": "source"}.get(self._browse.target)
        if table is None:
            await self.action_add_sighting()
        else:
            await self._browse.tracker.enter_record(table)

    async def action_edit_record(self) -> None:
        """Edit the row under the cursor."""
        if self._browse.table.cursor_id is not None and self._browse.target != "findings":
            await self._browse.tracker.edit_record(self._browse.table.cursor_id)

    async def action_retract_record(self) -> None:
        """Mark the row as retracted."""
        if self._browse.table.cursor_id is not None and self._browse.target != "findings":
            await self._browse.tracker.retract_record(self._browse.table.cursor_id)

    def action_dismiss_finding(self) -> None:
        """Set the finding under the cursor aside."""
        if self._browse.table.cursor_id is not None and self._browse.target == "findings":
            self._browse.tracker.dismiss_finding(self._browse.table.cursor_id)
        else:
            self.notify("Put the cursor on a finding: key 5 lists them.", markup=False)

    def action_merge_vessel(self) -> None:
        """Make one vessel of the row under the cursor and another."""
        if self._browse.table.cursor_id is not None:
            self._browse.tracker.merge_vessel(self._browse.table.cursor_id)

    def action_split_vessel(self) -> None:
        """Move records of the vessel under the cursor that are another ship's to a new vessel."""
        if self._browse.table.cursor_id is not None:
            self._browse.tracker.split_vessel(self._browse.table.cursor_id)

    def action_whose_ship(self) -> None:
        """List the vessels that the sighting under the cursor may be of."""
        if self._browse.table.cursor_id is not None:
            self._browse.tracker.whose_ship(self._browse.table.cursor_id)

    def action_undo(self) -> None:
        """Take back the last change."""
        self._browse.tracker.undo()

    def action_redo(self) -> None:
        """Do the last undone change again."""
        self._browse.tracker.redo()

    async def action_drafts(self) -> None:
        """Open an entry that was left unfinished."""
        await self._browse.tracker.choose_draft()

    async def action_conflicts(self) -> None:
        """Settle what was changed here and in an imported store."""
        await self._browse.tracker.settle_conflicts()
