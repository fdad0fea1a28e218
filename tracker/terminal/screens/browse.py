"""The screen an analyst keeps open: filter bar, facets, table and detail pane."""

from __future__ import annotations

import gc
import sqlite3
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize, ScreenResume
from textual.widget import Widget

from tracker.domain.errors import FilterError, TrackerError
from tracker.store.filters.model import EVERYTHING, Filter
from tracker.store.results import Query, SortKey
from tracker.terminal.actions import bindings
from tracker.terminal.messages import FilterRequested, StoreChanged, StoreWritten
from tracker.terminal.screens.browse_actions import BrowseActions
from tracker.terminal.sight import is_in_sight
from tracker.terminal.widgets.document_view import DocumentView
from tracker.terminal.widgets.facet_panel import FacetPanel
from tracker.terminal.widgets.filter_bar import FilterBar
from tracker.terminal.widgets.key_footer import KeyFooter
from tracker.terminal.widgets.record_table import RecordTable
from tracker.terminal.widgets.target_tabs import TargetTabs

if TYPE_CHECKING:
    from tracker.terminal.app import TrackerApp

_TWO_PANES, _THREE_PANES = 100, 118
"""Columns of the terminal from which there is room for the table and one pane, and for all three."""

_COLLECTED_AFTER = (2_000, 10, 5)
"""Objects made, and collections of the younger ones, after which the interpreter looks for cycles of garbage."""


class BrowseScreen(BrowseActions):
    """Tables of incidents, sightings, vessels, sources and findings under one filter."""

    BINDINGS: ClassVar = bindings("browse")
    AUTO_FOCUS = "RecordTable"

    def __init__(self, connection: sqlite3.Connection, target: str) -> None:
        """Read through `connection`; begin on the table `target`."""
        super().__init__()
        self.connection = connection
        self.target = target
        self.filter: Filter = EVERYTHING
        self.filter_text = ""
        self._sorts: dict[str, tuple[SortKey, ...]] = {}
        self._facets_are_wanted = False
        self._is_changed = False
        """Whether somebody wrote since the rows were asked for."""

    @property
    def tracker(self) -> TrackerApp:
        """The application."""
        return cast("TrackerApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield TargetTabs(id="tabs")
        yield FilterBar(self.connection, id="filter")
        with Horizontal(id="panes"):
            yield FacetPanel(id="facets")
            yield RecordTable(self.connection, self.tracker.reader, id="table")
            yield DocumentView(id="detail")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the first rows at once, and the rest after them."""
        settings = self.tracker.settings
        self._fold_panes(self.app.size.width)
        self.set_class(not settings.show_facets, "-without-facets")
        self.set_class(not settings.show_detail, "-without-detail")
        self.detail.is_folded = True
        self.tabs.store_name = self.tracker.store_path.name
        self.show_target(self.target)
        self.call_after_refresh(self._begin_background_reads)

    def on_resize(self, event: Resize) -> None:
        """Fold to as many panes as there is room for."""
        self._fold_panes(event.size.width)

    def _fold_panes(self, width: int) -> None:
        self.set_class(width < _TWO_PANES, "-one-pane")
        self.set_class(_TWO_PANES <= width < _THREE_PANES, "-two-panes")

    def _begin_background_reads(self) -> None:
        gc.freeze()
        # A frame makes thousands of objects and hardly a cycle among them: looking for some at every 700 would show.
        gc.set_threshold(*_COLLECTED_AFTER)
        gc.enable()
        self.background_reads_allowed = True
        self.read_counts()
        self.read_facets()
        self.read_detail_of_cursor()
        self.offer_draft()
        self.tracker.check_what_waits()

    # -- parts

    @property
    def tabs(self) -> TargetTabs:
        """The line of tables."""
        return self.query_one("#tabs", TargetTabs)

    @property
    def filter_bar(self) -> FilterBar:
        """The filter bar."""
        return self.query_one("#filter", FilterBar)

    @property
    def table(self) -> RecordTable:
        """The table."""
        return self.query_one("#table", RecordTable)

    @property
    def detail(self) -> DocumentView:
        """The detail pane."""
        return self.query_one("#detail", DocumentView)

    # -- what is shown

    @property
    def current_query(self) -> Query:
        """What the table shows."""
        return Query(self.target, self.filter.for_target(self.target), self._sorts.get(self.target, ()))

    def show_target(self, target: str) -> None:
        """Show another table under the same filter."""
        self.target = target
        self.tabs.chosen = target
        self.filter_bar.target = target
        self.table.empty_text = self._empty_text()
        self.filter = EVERYTHING
        self._take_filter(self.filter_text)

    def _take_filter(self, text: str) -> None:
        """Show what `text` selects; a wrong filter is explained and leaves the last good result in place."""
        self.filter_text = text
        try:
            self.filter = self._read_filter(text)
        except FilterError as error:
            self.filter_problem = str(error)
            self.filter_bar.say(self.filter_problem, wrong=True)
            if self.table.shown_query is None or self.table.shown_query.target != self.target:
                self._show_query(keep_place=False)
            return
        self.filter_problem = ""
        self._show_query(keep_place=True)

    def _read_filter(self, text: str) -> Filter:
        if not text.strip():
            return EVERYTHING
        # The language is loaded when it is first spoken, not before the first rows.
        from tracker.store.filters.parse import parse_filter

        return parse_filter(text, self.target)

    def _show_query(self, *, keep_place: bool, cursor_id: int | None = None, reads_facets: bool = True) -> None:
        self.table.empty_text = self._empty_text()
        if reads_facets:
            self.stop_reading_beside_rows()
        try:
            self.table.show(self.current_query, keep_place=keep_place, cursor_id=cursor_id)
        except sqlite3.Error as error:
            self.notify(f"The rows could not be read: {error}", severity="error", markup=False)
            return
        self._facets_are_wanted = self._facets_are_wanted or reads_facets

    @on(RecordTable.FirstRowsShown)
    def _on_first_rows(self, event: RecordTable.FirstRowsShown) -> None:
        event.stop()
        if self._facets_are_wanted:
            self._facets_are_wanted = False
            self.read_facets()
        self.read_facets_if_outdated()
        self._show_changes()

    def _empty_text(self) -> str:
        if self.filter_text:
            return f"No {self.target} match this filter. Esc clears it."
        hints = {
            "incidents": "No incidents yet. Press n to enter one.",
            "sightings": "No sightings yet. Press a to enter one.",
            "vessels": "No vessels yet. Press n to enter one.",
            "sources": "No sources yet. Press n to enter one.",
        }
        return hints.get(self.target, "No indicator fires on what this store holds.")

    @on(StoreChanged)
    def _on_changed(self, event: StoreChanged) -> None:
        event.stop()
        self._is_changed = True
        self._show_changes()

    def _show_changes(self) -> None:
        """Show what others wrote, unless rows are still being read, or nobody can see it now.

        Reading again would only stop what is being read: while others write all the time, it would never end.
        """
        if not self._is_changed or self.table.is_reading or not is_in_sight(self):
            return
        self._is_changed = False
        self.tracker.check_what_waits()
        self.read_again()
        self._show_query(keep_place=True, reads_facets=False)

    @on(ScreenResume)
    def _on_back(self) -> None:
        self._show_changes()

    def refresh_all(self, record_id: int | None = None) -> None:
        """Read everything shown again; `record_id` gets the cursor if it is among the rows."""
        self._show_query(keep_place=True, cursor_id=record_id)
        self.read_counts()
        self.read_detail_of_cursor()

    # -- messages

    @on(TargetTabs.Chosen)
    def _on_tab(self, event: TargetTabs.Chosen) -> None:
        event.stop()
        self.show_target(event.target)

    @on(FilterBar.Typed)
    def _on_filter_typed(self, event: FilterBar.Typed) -> None:
        event.stop()
        if event.text != self.filter_text:
            self._take_filter(event.text)

    @on(FilterBar.Finished)
    def _on_filter_finished(self, event: FilterBar.Finished) -> None:
        event.stop()
        if event.keep and event.text.strip() and not self.filter_problem:
            self.tracker.remember_filter(event.text.strip())
        self._focus_at_once(self.table)

    @on(FacetPanel.Toggled)
    def _on_facet(self, event: FacetPanel.Toggled) -> None:
        from tracker.store.facets import toggled

        event.stop()
        self.filter_bar.text = toggled(self.filter_text, event.term, self.target)

    @on(FilterRequested)
    def _on_filter_requested(self, event: FilterRequested) -> None:
        event.stop()
        if event.target and event.target != self.target:
            self.show_target(event.target)
        self.filter_bar.text = event.filter_text

    @on(RecordTable.SortChanged)
    def _on_sort(self, event: RecordTable.SortChanged) -> None:
        event.stop()
        self._sorts[self.target] = event.sort
        self._show_query(keep_place=True)

    @on(RecordTable.RowHighlighted)
    def _on_row(self, event: RecordTable.RowHighlighted) -> None:
        event.stop()
        # The row is painted first: writing out a record takes the interpreter from the painting.
        self.call_after_refresh(self.follow_cursor)

    @on(RecordTable.RowOpened)
    async def _on_opened(self, event: RecordTable.RowOpened) -> None:
        event.stop()
        await self.tracker.open_record(event.record_id)

    @on(RecordTable.ReadFailed)
    def _on_read_failed(self, event: RecordTable.ReadFailed) -> None:
        event.stop()
        self.notify(event.sentence, severity="error", markup=False)
        self._show_changes()

    @on(StoreWritten)
    def _on_written(self, event: StoreWritten) -> None:
        self._is_changed = False
        self.tracker.check_what_waits()
        self.refresh_all(event.record_id)

    def _focus_at_once(self, widget: Widget) -> None:
        """Give a widget the focus before the next key is looked at: a letter right behind `/` belongs to the filter."""
        if widget.focusable:
            self.set_focus(widget)
        else:
            # A pane that is only about to be shown.
            widget.focus()

    # -- actions

    def action_show_target(self, target: str) -> None:
        """Show another table."""
        self.show_target(target)
        self.action_focus_table()

    def action_focus_filter(self) -> None:
        """Go to the filter bar."""
        self._focus_at_once(self.filter_bar.input)

    def action_clear_filter(self) -> None:
        """Go back to the table; there, clear the filter."""
        if self.has_class("-facets-called") or self.has_class("-detail-called") or not self.table.has_focus:
            self.action_focus_table()
        elif self.filter_text:
            self.filter_bar.text = ""

    def action_focus_table(self) -> None:
        """Go to the table."""
        self.remove_class("-facets-called", "-detail-called")
        self._focus_at_once(self.table)

    def action_focus_facets(self) -> None:
        """Go to the facets, showing them where they are hidden."""
        self.remove_class("-without-facets", "-detail-called")
        self.add_class("-facets-called")
        self._focus_at_once(self.query_one(FacetPanel))
        self.read_facets()

    def action_focus_detail(self) -> None:
        """Go to the detail pane, showing it where it is hidden."""
        self.remove_class("-without-detail", "-facets-called")
        self.add_class("-detail-called")
        self._focus_at_once(self.detail)
        self.read_detail_of_cursor()

    def action_toggle_facets(self) -> None:
        """Show or hide the facets."""
        self.toggle_class("-without-facets")

    def action_toggle_detail(self) -> None:
        """Show or hide the detail pane."""
        self.toggle_class("-without-detail")

    def action_refresh(self) -> None:
        """Read the store again."""
        self.refresh_all()

    async def action_choose_columns(self) -> None:
        """Choose and order the table's columns."""
        from tracker.terminal.screens.columns import ColumnsDialog

        names = self.table.layout_of_columns.names

        def choose(chosen: list[str] | None) -> None:
            if chosen:
                self.table.choose_columns(chosen)

        await self.app.push_screen(ColumnsDialog(self.target, names), choose)

    async def action_saved_views(self) -> None:
        """Open, save or delete views."""
        from tracker.terminal.screens.saved_views import SavedViewsDialog, ViewChoice

        def take(choice: ViewChoice | None) -> None:
            if choice is None:
                return
            if choice.columns:
                self.show_target(choice.target)
                self.table.choose_columns(list(choice.columns))
            self._sorts[choice.target] = choice.sort
            self.filter_text = choice.filter
            self.show_target(choice.target)
            self.filter_bar.text = choice.filter

        current = ViewChoice(
            self.target,
            self.filter_text,
            self._sorts.get(self.target, ()),
            tuple(self.table.layout_of_columns.names),
        )
        await self.app.push_screen(SavedViewsDialog(self.connection, current), take)

    def report(self, error: TrackerError) -> None:
        """Show an error as a notice."""
        self.notify(str(error), severity="error", markup=False)
