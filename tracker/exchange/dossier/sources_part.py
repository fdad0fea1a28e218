"""The sources of an entry as a numbered table: what each is, how reliable, what it retells, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.domain.records import Source
from tracker.domain.vocabulary import RELIABILITIES, SOURCE_KINDS
from tracker.exchange.documents.model import Line
from tracker.exchange.documents.phrases import date_in_words
from tracker.exchange.dossier.model import Cell, Part, Table, TableRow
from tracker.exchange.dossier.numbers import Numbers


def sources_part(sources: Mapping[int, Source], numbers: Numbers) -> Part:
    """Return every source cited, and those they retell, by number."""
    in_order = sorted(sources.values(), key=lambda source: numbers.sources.get(source.id, 0))
    rows = tuple(
        TableRow(
            cells=(
                Cell.of(numbers.source(source.id)),
                Cell(tuple(_identity_lines(source, sources, numbers))),
                Cell.of(f"{source.reliability}: {RELIABILITIES[source.reliability]}"),
                Cell(tuple(_place_lines(source))),
            ),
            record_id=source.id,
        )
        for source in in_order
    )
    headings = ("No.", "Source", "Reliability", "Where it stands")
    return Part("Sources", (Table("sources", headings, rows),) if rows else (), str(len(rows)))


def _identity_lines(source: Source, sources: Mapping[int, Source], numbers: Numbers) -> Iterator[Line]:
    yield Line(source.title, emphasis="strong")
    about = (
        source.publisher,
        source.author,
        date_in_words(source.published) if source.published else "undated",
        SOURCE_KINDS.get(source.kind, source.kind),
        source.language and f"language {source.language}",
    )
    yield Line(", ".join(filter(None, about)))
    if source.derived_from is not None:
        origin = sources.get(source.derived_from)
        name = f" {origin.publisher or origin.title}" if origin else ""
        yield Line(f"retells {numbers.source(source.derived_from)}{name}", record_id=source.derived_from)
    if source.retracted_at:
        yield Line("retracted", emphasis="retracted")
    if source.note:
        yield Line(source.note, emphasis="dim")


def _place_lines(source: Source) -> Iterator[Line]:
    for label, url in (("", source.url), ("archived", source.archive_url)):
        if url:
            yield Line(url, label, url=url)
    if source.accessed:
        yield Line(source.accessed, "accessed")
    if source.sha256:
        yield Line(source.sha256, "SHA-256")
