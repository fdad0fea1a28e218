"""The fields of the import screen, and what may be chosen in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tracker.domain.fields import Field
from tracker.domain.plain_text import visible
from tracker.exchange.imports.formats import IMPORT_FORMATS
from tracker.exchange.imports.mapped_csv.mapping import (
    LATITUDE,
    LONGITUDE,
    MAPPED_TABLES,
    NOTHING,
    ColumnMapping,
    fillable,
)
from tracker.store.offers import Offer

PATH, FORMAT, THIN, TABLE = "path", "format", "thin", "table"
_IN_DETAILS: Final = Offer("kept in the details")
_LEFT_OUT: Final = Offer("left out")
_LONGEST_LABEL: Final = 20

FIELDS_ABOVE: Final = (
    Field(PATH, "File", "", "text", "Type a path; Tab completes it."),
    Field(FORMAT, "Format", "", "choice", "Type to narrow the list, Enter takes the marked one."),
    Field(
        THIN, "Thin, seconds", "", "text", "Keep at most one position of a ship in so many seconds; empty keeps all."
    ),
    Field(
        TABLE, "Each row is a", "", "choice", "sighting, vessel, incident or source; type to narrow, Enter takes it."
    ),
)


def format_choices() -> list[Offer]:
    """Return the formats by their titles."""
    return [Offer(title, hint=name) for name, (_, title) in IMPORT_FORMATS.items()]


def table_choices() -> list[Offer]:
    """Return the tables a row can be a record of."""
    return [Offer(table) for table in MAPPED_TABLES]


def column_choices(table: str) -> list[Offer]:
    """Return what a column can fill, by label."""
    halves = [Offer(LATITUDE), Offer(LONGITUDE)] if table == "sighting" else []
    named = (Offer(label, hint="" if name == label else name) for name, label in fillable(table).items())
    return [*named, *halves, _IN_DETAILS, _LEFT_OUT]


def column_row(place: int) -> str:
    """Return the name of the row of the column at this place."""
    return f"column-{place}"


def column_field(place: int, header: str) -> Field:
    """Return the field that settles what a column fills."""
    label = visible(header) or "(no name)"
    if len(label) > _LONGEST_LABEL:
        label = label[: _LONGEST_LABEL - 1] + "…"
    return Field(
        column_row(place), label, "", "choice", "Type to narrow; Backspace lists all; Enter takes the marked one."
    )


def shown_choice(mapping: ColumnMapping, header: str) -> str:
    """Return what the row of a column shows."""
    field = mapping.columns.get(header)
    if field is None:
        return _IN_DETAILS.text
    if field == NOTHING:
        return _LEFT_OUT.text
    return fillable(mapping.table).get(field, field)


def mapping_of_choices(table: str, chosen: Sequence[tuple[str, str]]) -> ColumnMapping:
    """Return the mapping that headers with what was chosen for them make."""
    columns = {
        header: NOTHING if choice == _LEFT_OUT.text else choice
        for header, choice in chosen
        if choice != _IN_DETAILS.text
    }
    return ColumnMapping(table, columns)


def fills_nothing(choice: str) -> bool:
    """Whether several columns may have this choice."""
    return choice in (_IN_DETAILS.text, _LEFT_OUT.text)


def value_of(choice: Offer) -> str:
    """Return what is meant by a choice: the name beside its words, where it has one."""
    return choice.hint or choice.text


def chosen(choices: Sequence[Offer], text: str) -> str | None:
    """Return the value that a text names among choices; None for none."""
    wanted = text.strip().casefold()
    named = (one for one in choices if wanted in (one.text.casefold(), value_of(one).casefold()))
    return next((value_of(one) for one in named), None)


def narrowed(choices: Sequence[Offer], text: str) -> list[Offer]:
    """Return the choices that hold the text, those that begin with it first."""
    wanted = text.strip().casefold()
    found = [one for one in choices if wanted in one.text.casefold() or wanted in one.hint.casefold()]
    return sorted(found, key=lambda one: not (one.text.casefold().startswith(wanted) or one.hint.startswith(wanted)))
