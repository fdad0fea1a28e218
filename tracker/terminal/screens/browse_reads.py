"""What the browse screen reads beside its rows: counts, facets, the detail pane - all off the screen's thread."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from tracker.domain.errors import TrackerError
from tracker.store.results import Query
from tracker.terminal.pace import Pace
from tracker.terminal.reader import BackgroundReader, Superseded
from tracker.terminal.widgets.document_view import DocumentView
from tracker.terminal.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from tracker.exchange.documents.model import Document
    from tracker.store.facets import FacetCount
    from tracker.terminal.app import TrackerApp
    from tracker.terminal.screens.browse import BrowseScreen

T = TypeVar("T")

_FACET_VALUES = 8
"""Values shown of each facet."""
_TOLD_AFTER_SECONDS = 0.05
"""How long facets are gathered before they are shown together."""


class BrowseReads(Screen[None]):
    """Background reads of the browse screen, each answered by one message."""

    background_reads_allowed = False
    """False until the first rows are on the screen."""
    filter_problem = ""
    """The sentence about a wrong filter, if it is wrong."""
    _reading_waits = False

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()
        self._pace = Pace()

    @dataclass
    class CountsRead(Message):
        """The number of rows of every table was counted."""

        counts: dict[str, int]

    @dataclass
    class FacetsRead(Message):
        """The facets of a query were counted."""

        query: Query
        facets: list[tuple[str, list[FacetCount]]]
        """Heading and values, as far as they are counted."""
        is_all: bool

    @dataclass
    class DetailRead(Message):
        """A record was written out."""

        document: Document | None

    @dataclass
    class ReadProblem(Message):
        """A background read failed."""

        sentence: str

    @property
    def _browse(self) -> BrowseScreen:
        return cast("BrowseScreen", self)

    @property
    def _reader(self) -> BackgroundReader:
        return cast("TrackerApp", self.app).reader

    def stop_reading_beside_rows(self) -> None:
        """End what is being read for a result that is no longer asked for."""
        for kind in ("facets", "detail"):
            self._reader.announce(kind)

    def read_counts(self) -> None:
        """Count the rows of every table."""
        if self.background_reads_allowed:
            self._read_counts(self._reader.announce("counts"))

    def read_facets(self) -> None:
        """Count the facets of what the table shows."""
        if self.background_reads_allowed:
            self._read_facets(self._browse.current_query, self._reader.announce("facets"))

    def read_again(self) -> None:
        """Read everything beside the rows again, after another process wrote; while it writes, not all the time."""
        wait = self._pace.wait_seconds()
        if wait == 0.0:
            self._read_beside_rows()
        elif not self._reading_waits:
            self._reading_waits = True
            self.set_timer(wait, self._read_beside_rows)

    def _read_beside_rows(self) -> None:
        self._reading_waits = False
        self.read_counts()
        self.read_facets()
        self.read_detail(self._browse.table.cursor_id)

    def read_detail(self, record_id: int | None) -> None:
        """Write out a record for the detail pane."""
        if self.background_reads_allowed:
            from tracker.exchange.documents.model import TEXT_WIDTH

            width = self._browse.detail.text_width or TEXT_WIDTH
            self._read_detail(record_id, width, self._reader.announce("detail"))

    def offer_draft(self) -> None:
        """Say that an unfinished entry is kept, if one is."""
        from tracker.store.drafts import drafts

        kept = drafts(self._browse.connection)
        if kept:
            number = "An unfinished entry is" if len(kept) == 1 else f"{len(kept)} unfinished entries are"
            self.notify(f"{number} kept. Ctrl+O opens it.", title="Drafts", markup=False, timeout=8)

    @work(thread=True, exclusive=True, group="counts", exit_on_error=False)
    def _read_counts(self, number: int) -> None:
        from tracker.store.results import TARGETS, count

        def work_on(connection: sqlite3.Connection) -> dict[str, int]:
            return {target: count(connection, Query(target)) for target in TARGETS}

        self._answer(lambda: self._reader.read("counts", number, work_on), self.CountsRead)

    @work(thread=True, exclusive=True, group="facets", exit_on_error=False)
    def _read_facets(self, query: Query, number: int) -> None:
        from tracker.store.facets import facets_of

        begun = told = time.monotonic()

        def work_on(
            connection: sqlite3.Connection, beside: Sequence[sqlite3.Connection]
        ) -> list[tuple[str, list[FacetCount]]]:
            nonlocal told
            found: list[tuple[str, list[FacetCount]]] = []
            for facet, counts in facets_of(connection, query, _FACET_VALUES, beside=beside):
                found.append((facet.label, counts))
                if time.monotonic() - told > _TOLD_AFTER_SECONDS:
                    told = time.monotonic()
                    self.post_message(self.FacetsRead(query, list(found), is_all=False))
            self._pace.took(time.monotonic() - begun)
            return found

        def told_at_last(facets: list[tuple[str, list[FacetCount]]]) -> BrowseReads.FacetsRead:
            return self.FacetsRead(query, facets, is_all=True)

        self._answer(lambda: self._reader.read_with_helpers("facets", number, work_on), told_at_last)

    @work(thread=True, exclusive=True, group="detail", exit_on_error=False)
    def _read_detail(self, record_id: int | None, width: int, number: int) -> None:
        from tracker.exchange.documents.of_record import document_of

        def work_on(connection: sqlite3.Connection) -> Document | None:
            return None if record_id is None else document_of(connection, record_id, width)

        self._answer(lambda: self._reader.read("detail", number, work_on), self.DetailRead)

    def _answer(self, read: Callable[[], T], message: Callable[[T], Message]) -> None:
        try:
            self.post_message(message(read()))
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self.post_message(self.ReadProblem(str(error)))

    @on(CountsRead)
    def _on_counts(self, event: CountsRead) -> None:
        self._browse.tabs.counts = event.counts
        self.say_sentence()

    @on(FacetsRead)
    def _on_facets(self, event: FacetsRead) -> None:
        if event.query == self._browse.current_query:
            from tracker.terminal.widgets.facet_panel import FacetPanel

            self.query_one(FacetPanel).show(event.facets, is_all=event.is_all)

    @on(DetailRead)
    def _on_detail(self, event: DetailRead) -> None:
        self._browse.detail.show(event.document)

    @on(DocumentView.DrawingOutgrown)
    def _on_outgrown(self) -> None:
        self.read_detail(self._browse.table.cursor_id)

    @on(ReadProblem)
    def _on_problem(self, event: ReadProblem) -> None:
        self.notify(event.sentence, severity="error", markup=False)

    @on(RecordTable.Counted)
    def _on_counted(self, _event: RecordTable.Counted) -> None:
        self.say_sentence()

    def say_sentence(self) -> None:
        """Show the filter in English with its count, unless the filter is wrong."""
        browse = self._browse
        number = browse.table.number
        if self.filter_problem or not self.background_reads_allowed or number is None:
            return
        from tracker.store.reference import load_reference

        total = browse.tabs.counts.get(browse.target, number)
        browse.filter_bar.say(browse.filter.for_target(browse.target).sentence(number, total, load_reference()))
