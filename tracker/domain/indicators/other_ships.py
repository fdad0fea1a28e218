"""Rows that carry a number of this ship: whose they are, and whether they are another ship's at all."""

from __future__ import annotations

from tracker.domain.indicators.evidence import Evidence, NumberHolder, digits_of, letters_of
from tracker.domain.indicators.names import comparable_name
from tracker.domain.indicators.statements import RowRef, Statement, of_identity, of_sighting, sure_spans
from tracker.domain.records import Identity, Sighting, Vessel


def is_other_ship(evidence: Evidence, holder: NumberHolder) -> bool:
    """Tell whether the row is another ship's; for a sighting of no known vessel, whether the names differ."""
    if evidence.vessel is not None:
        return holder.vessel is None or holder.vessel.id != evidence.vessel.id
    ours = {comparable_name(name.value) for name in evidence.names}
    theirs = {comparable_name(name) for name in names_of(holder)}
    rows = {("sighting", sighting.id) for sighting in evidence.sightings}
    return row_of(holder) not in rows and bool(ours and theirs) and not ours & theirs


def names_of(holder: NumberHolder) -> list[str]:
    """Return the name in the row and the name of its vessel, as far as there are any."""
    record = holder.record
    own = record.name_shown if isinstance(record, Sighting) else record.name
    return [name for name in (own, holder.vessel.name if holder.vessel else None) if name]


def name_of(holder: NumberHolder) -> str:
    """Return what to call the other ship in a sentence."""
    return holder.vessel.name if holder.vessel else (names_of(holder) or ["an unnamed ship"])[0]


def row_of(holder: NumberHolder) -> RowRef:
    """Return the row that carries the number."""
    table = {Vessel: "vessel", Identity: "identity", Sighting: "sighting"}[type(holder.record)]
    return (table, holder.record.id)


def mmsi_of(holder: NumberHolder) -> str | None:
    """Return the MMSI in the row."""
    record = holder.record
    mmsi = record.mmsi_shown if isinstance(record, Sighting) else getattr(record, "mmsi", None)
    return digits_of(mmsi) if mmsi else None


def call_sign_of(holder: NumberHolder) -> str | None:
    """Return the call sign in the row."""
    record = holder.record
    call_sign = record.call_sign_shown if isinstance(record, Sighting) else getattr(record, "call_sign", None)
    return letters_of(call_sign) if call_sign else None


def statement_of(holder: NumberHolder, value: str) -> Statement | None:
    """Return the holder's row as a statement; None for a vessel's own record, which has no time."""
    if isinstance(holder.record, Vessel):
        return None
    if isinstance(holder.record, Sighting):
        return of_sighting(holder.record, value, "")
    return of_identity(holder.record, value, sure_spans([holder.record], {})[holder.record.id])
