"""What an import did or would do, as text for the screen: the sum, records by table, marks, rejects, samples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from textual.content import Content

from tracker.domain.plain_text import visible
from tracker.exchange.imports.summary import ImportSummary
from tracker.terminal.in_words import counted, grouped

_MARKS_SHOWN: Final = 8
_CONTESTED_SHOWN: Final = 20
_LONGEST_VALUE: Final = 60
_HEADING: Final = "bold $accent"
_REJECT, _MARK = "$text-error", "$text-warning"


def summary_content(summary: ImportSummary, *, is_preview: bool) -> Content:
    """Return the whole account of an import or of its rehearsal."""
    heading = "WHAT WOULD BECOME OF IT" if is_preview else "WHAT BECAME OF IT"
    parts = [Content.styled(heading, _HEADING), *_sum(summary), *_tables(summary)]
    parts += [*_contested(summary), *_rejects(summary), *_marks(summary)]
    if is_preview:
        parts += _records(summary)
    return Content("\n").join(parts)


def _sum(summary: ImportSummary) -> Iterator[Content]:
    if summary.is_beginning:
        yield Content.styled(f"! Of the first {summary.read} rows only. F5 looks at the whole file.", _MARK)
    yield Content(summary.balance())
    if summary.continues:
        yield Content("An earlier import of this file was interrupted; this went on with it.")
    if summary.names_no_vessel:
        yield Content("It names no vessel.")
    for why, count in summary.left_out.most_common():
        yield Content(visible(f"Left out: {grouped(count)} {why}."))
    if summary.matched:
        yield Content(f"Same ship by IMO number: {counted(summary.matched, 'vessel')} of the file.")
    if summary.changes_nothing:
        yield Content(
            "Nothing is changed by it: the store holds all of this already." if summary.same else "Nothing comes in."
        )


def _tables(summary: ImportSummary) -> Iterator[Content]:
    counts = [
        ("new", summary.added),
        ("changed", summary.changed),
        ("same", summary.known),
        ("again", summary.restored),
        ("ended", summary.ended),
    ]
    counts = [(word, count) for word, count in counts if count or word == "new"]
    tables = list(dict.fromkeys(table for _, count in counts for table in count))
    if not tables:
        return
    yield Content.styled("\n" + f"{'record':<10}" + "".join(f"{word:>10}" for word, _ in counts), "dim")
    for table in tables:
        yield Content(f"{table:<10}" + "".join(f"{grouped(count[table]):>10}" for _, count in counts))


def _contested(summary: ImportSummary) -> Iterator[Content]:
    if not summary.contested_count:
        return
    yield Content.styled(f"\nCHANGED HERE AND THERE: {grouped(summary.contested_count)}", _HEADING)
    yield Content("Both values are kept until you settle which stands: C in the tables.")
    for sentence in summary.contested[:_CONTESTED_SHOWN]:
        yield Content.styled(visible(f"! {sentence}"), _MARK)
    if summary.contested_count > _CONTESTED_SHOWN:
        yield Content(f"and {grouped(summary.contested_count - _CONTESTED_SHOWN)} more")


def _rejects(summary: ImportSummary) -> Iterator[Content]:
    if not summary.rejected:
        return
    yield Content.styled(f"\nREJECTED: {grouped(summary.rejected)}", _HEADING)
    for one in summary.first_rejected:
        value = f" “{_short(one.value)}”" if one.value else ""
        yield Content.styled(visible(f"✗ line {one.line}  {one.field}:{value} {one.reason}"), _REJECT)
    if summary.rejected > len(summary.first_rejected):
        yield Content(f"and {grouped(summary.rejected - len(summary.first_rejected))} more")


def _marks(summary: ImportSummary) -> Iterator[Content]:
    if not summary.mark_count:
        return
    yield Content.styled(f"\nKEPT AS PRINTED, WORTH A LOOK: {grouped(summary.mark_count)}", _HEADING)
    for mark in summary.marks[:_MARKS_SHOWN]:
        yield Content.styled(visible(f"! {mark}"), _MARK)
    if summary.mark_count > _MARKS_SHOWN:
        yield Content(f"and {grouped(summary.mark_count - _MARKS_SHOWN)} more")


def _records(summary: ImportSummary) -> Iterator[Content]:
    if summary.preview:
        yield Content.styled("\nTHE FIRST NEW RECORDS", _HEADING)
    for table, records in summary.preview.items():
        for record in records:
            yield Content.assemble((f"{table}  ", "bold"), _record(record))


def _record(values: Mapping[str, Any]) -> Content:
    cells = [Content.assemble((f"{name} ", "dim"), visible(_short(_text(value)))) for name, value in values.items()]
    return Content("  ").join(cells)


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
