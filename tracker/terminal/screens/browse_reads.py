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
from tracker.terminal.pace import PacedReading
from tracker.terminal.reader import BackgroundReader, Superseded
from tracker.terminal.widgets.document_view import DocumentView
from tracker.terminal.widgets.facet_panel import FacetPanel
from tracker.terminal.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from tracker.exchange.documents.model import Document
    from tracker.store.facets import FacetCount
    from tracker.terminal.app import TrackerApp
    from tracker.terminal.screens.browse import BrowseScreen

T = TypeVar("T")

_FACET_VALUES = 8
"""Values shown of each facet."""
_IDS_HANDED_OVER = 50_000
"""Ids of a result, at most, by which its facets are counted; of more, it takes as long to hand them over."""
_TOLD_AFTER_SECONDS = 0.05
"""How long facets are gathered before they are shown together."""
_OUTDATED_AFTER_SECONDS = 0.9
"""How long after a change was seen counts of facets from before it may stand."""


class BrowseReads(Screen[None]):
    """Background reads of the browse screen, each answered by one message."""

    background_reads_allowed = False
    """False until the first rows are on the screen."""
    filter_problem = ""
    """The sentence about a wrong filter, if it is wrong."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()
        self._readings = {
            "counts": PacedReading(self.read_counts, self.set_timer),
            "facets": PacedReading(self.read_facets, self.set_timer, rest=2.0),
            "detail": PacedReading(self.read_detail_of_cursor, self.set_timer),
        }
        self._detail_of: int | None = None
        """The record that is being written out, or was."""

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

        kind: str
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
            self._readings[kind].stopped()

    def read_counts(self) -> None:
        """Count the rows of every table."""
        if self.background_reads_allowed:
            self._readings["counts"].began()
            self._read_counts(self._reader.announce("counts"))

    def read_facets(self) -> None:
        """Count the facets of what the table shows."""
        if self.background_reads_allowed:
            self._readings["facets"].began()
            query = self._browse.current_query
            ids = self._browse.table.known_ids(query, _IDS_HANDED_OVER)
            self._read_facets(query, ids, self._reader.announce("facets"))

    def read_again(self) -> None:
        """Read everything beside the rows again, after somebody wrote; while they write, not all the time.

        Facets are read once the rows are: by then it is known which they are.
        """
        self._readings["counts"].read_again()
        self._readings["detail"].read_again()
        self._readings["facets"].ask()
        asked = self._readings["facets"].asked
        self.set_timer(_OUTDATED_AFTER_SECONDS, lambda: self._mark_facets_unless_read(asked))

    def read_facets_if_outdated(self) -> None:
        """Count the facets again where somebody wrote since."""
        self._readings["facets"].read_if_wanted()

    def _mark_facets_unless_read(self, asked: int) -> None:
        """Leave out counts that were read too long before what others wrote since."""
        if not self._readings["facets"].holds(asked):
            self.query_one(FacetPanel).leave_out_counts()

    def follow_cursor(self) -> None:
        """Write out the record under the table's cursor, unless that is being done."""
        if not self._readings["detail"].is_under_way or self._detail_of != self._browse.table.cursor_id:
            self.read_detail_of_cursor()

    def read_detail_of_cursor(self) -> None:
        """Write out the record under the table's cursor for the detail pane."""
        if self.background_reads_allowed:
            from tracker.exchange.documents.model import TEXT_WIDTH

            self._detail_of = self._browse.table.cursor_id
            self._readings["detail"].began()
            width = self._browse.detail.text_width or TEXT_WIDTH
            self._read_detail(self._detail_of, width, self._reader.announce("detail"))

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

        self._answer("counts", lambda: self._reader.read("counts", number, work_on), self.CountsRead)

    @work(thread=True, exclusive=True, group="facets", exit_on_error=False)
    def _read_facets(self, query: Query, ids: Sequence[int] | None, number: int) -> None:
        from tracker.store.facets import facets_of

        told = time.monotonic()

        def work_on(
            connection: sqlite3.Connection, beside: Sequence[sqlite3.Connection]
        ) -> list[tuple[str, list[FacetCount]]]:
            nonlocal told
            found: list[tuple[str, list[FacetCount]]] = []
            for facet, counts in facets_of(connection, query, _FACET_VALUES, beside=beside, ids=ids):
                found.append((facet.label, counts))
                if time.monotonic() - told > _TOLD_AFTER_SECONDS:
                    told = time.monotonic()
                    self.post_message(self.FacetsRead(query, list(found), is_all=False))
            return found

        def told_at_last(facets: list[tuple[str, list[FacetCount]]]) -> BrowseReads.FacetsRead:
            return self.FacetsRead(query, facets, is_all=True)

        self._answer("facets", lambda: self._reader.read_with_helpers("facets", number, work_on), told_at_last)

    @work(thread=True, exclusive=True, group="detail", exit_on_error=False)
    def _read_detail(self, record_id: int | None, width: int, number: int) -> None:
        from tracker.exchange.documents.of_record import document_of

        def work_on(connection: sqlite3.Connection) -> Document | None:
            return None if record_id is None else document_of(connection, record_id, width)

        self._answer("detail", lambda: self._reader.read("detail", number, work_on), self.DetailRead)

    def _answer(self, kind: str, read: Callable[[], T], message: Callable[[T], Message]) -> None:
        try:
            self.post_message(message(read()))
        except Superseded:
            return
        except (TrackerError, sqlite3.Error) as error:
            self.post_message(self.ReadProblem(kind, str(error)))

    @on(CountsRead)
    def _on_counts(self, event: CountsRead) -> None:
        self._readings["counts"].ended()
        self._browse.tabs.counts = event.counts
        self.say_sentence()

    @on(FacetsRead)
    def _on_facets(self, event: FacetsRead) -> None:
        if event.query == self._browse.current_query:
            if event.is_all:
                self._readings["facets"].ended()
            self.query_one(FacetPanel).show(event.facets, is_all=event.is_all)

    @on(DetailRead)
    def _on_detail(self, event: DetailRead) -> None:
        self._readings["detail"].ended()
        self._browse.detail.show(event.document)

    @on(DocumentView.DrawingOutgrown)
    def _on_outgrown(self) -> None:
        self.read_detail_of_cursor()

    @on(ReadProblem)
    def _on_problem(self, event: ReadProblem) -> None:
        self._readings[event.kind].ended()
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
