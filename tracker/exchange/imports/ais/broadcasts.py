"""Who broadcast what, from when to when: the vessels and identities of an AIS file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.domain.identifiers.imo import imo_check_digit_holds
from tracker.domain.identifiers.mmsi import MmsiKind, is_placeholder_mmsi, mmsi_kind
from tracker.exchange.imports.ais.report import Report, StaticData
from tracker.exchange.imports.model import Entry, FoundRecord


@dataclass(slots=True)
class Broadcast:
    """One set of static data of one MMSI."""

    line: int
    first: str | None
    last: str | None
    reports: int = 1


Broadcasts = dict[str, dict[StaticData, Broadcast]]
"""MMSI to what was broadcast under it."""


def gather(reports: Iterable[Report]) -> Broadcasts:
    """Read all reports and return what each MMSI said of herself; memory grows with ships, not with reports."""
    found: Broadcasts = {}
    for report in reports:
        said = found.setdefault(report.mmsi, {})
        known = said.get(report.static)
        if known is None:
            said[report.static] = Broadcast(report.line, report.moment, report.moment)
            continue
        known.reports += 1
        if report.moment is not None:
            known.first = min(known.first or report.moment, report.moment)
            known.last = max(known.last or report.moment, report.moment)
    return found


def ship_entries(broadcasts: Broadcasts) -> Iterator[Entry]:
    """Yield a vessel for each MMSI, with an identity for each name, IMO number and call sign she broadcast."""
    for mmsi, said in broadcasts.items():
        by_use = sorted(said, key=lambda static: -said[static].reports)
        name = next((static.name for static in by_use if static.name), None)
        kind = next((static.type for static in by_use if static.type), None)
        length = next((static.length_m for static in by_use if static.length_m), None)
        vessel = FoundRecord("vessel", mmsi, {"name": name or f"MMSI {mmsi}", "type": kind, "length_m": length})
        names = {static for static in said if static.names_a_ship} or {StaticData()}
        identities = tuple(_identity(mmsi, static, said) for static in _distinct(names))
        line = min(broadcast.line for broadcast in said.values())
        yield Entry(line, (vessel, *identities), tuple(_oddities(mmsi, said)), is_row=False)


def _distinct(names: Iterable[StaticData]) -> list[StaticData]:
    """Return each name, IMO number and call sign once, whatever type and length went with it."""
    return sorted({StaticData(one.name, one.imo, one.call_sign) for one in names}, key=str)


def _identity(mmsi: str, names: StaticData, said: dict[StaticData, Broadcast]) -> FoundRecord:
    spans = [broadcast for static, broadcast in said.items() if static[:3] == names[:3] or not names.names_a_ship]
    first = min((span.first for span in spans if span.first), default=None)
    last = max((span.last for span in spans if span.last), default=None)
    values = {
        "aspect": "broadcast",
        "mmsi": mmsi,
        "name": names.name,
        "imo": names.imo,
        "call_sign": names.call_sign,
        "valid_from": first,
        "valid_to": last,
        "note": "From the first to the last report in this file.",
    }
    key = "/".join((mmsi, names.name or "", names.imo or "", names.call_sign or "", first or "", last or ""))
    return FoundRecord("identity", key, values, {"vessel_id": mmsi})


def _oddities(mmsi: str, said: dict[StaticData, Broadcast]) -> Iterator[str]:
    if is_placeholder_mmsi(mmsi):
        yield f"MMSI {mmsi}: a placeholder that unset equipment sends"
    elif mmsi_kind(mmsi) is not MmsiKind.SHIP:
        yield f"MMSI {mmsi}: not the form of a ship's ({mmsi_kind(mmsi).value})"
    for imo in sorted({static.imo for static in said if static.imo}):
        if not imo_check_digit_holds(imo):
            yield f"IMO number {imo} under MMSI {mmsi}: check digit fails"
