"""AIS reports as records: a vessel and her broadcast identities for each MMSI, and a sighting for each report.

The file is read twice: who broadcast what from when to when, then report after report. A vessel is made for each
MMSI and for nothing else: an IMO number in a broadcast is a claim, which two ships may make.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from tracker.exchange.imports.ais.broadcasts import gather, ship_entries
from tracker.exchange.imports.ais.report import Read, Report
from tracker.exchange.imports.model import ImportOptions, Item, LeftOut, SightingRows

_ROWS_AT_ONCE: Final = 1_000
_COLUMNS: Final = (
    "vessel_id", "date", "date_earliest", "date_latest", "lat", "lon", "speed_knots", "course_degrees", "mmsi_shown",
    "name_shown", "imo_shown", "call_sign_shown", "vessel_type", "length_m", "activity", "destination", "details",
    "as_printed", "locator",
)  # fmt: skip


def items(first: Iterator[Read], second: Iterator[Read], options: ImportOptions) -> Iterator[Item]:
    """Yield the items of a file that is read twice.

    Args:
        first: Its reports, of which ship, time and static data are looked at.
        second: The same reports.
        options: Whether to thin them.
    """
    yield from ship_entries(gather(found for found in first if isinstance(found, Report)))
    kept = _thinned(second, options.thin_seconds) if options.thin_seconds else second
    while chunk := list(islice(kept, _ROWS_AT_ONCE)):
        reports = [found for found in chunk if isinstance(found, Report)]
        yield from (found for found in chunk if not isinstance(found, Report))
        if reports:
            yield SightingRows(_COLUMNS, [_row(report) for report in reports], [report.key for report in reports])


def _row(report: Report) -> tuple[Any, ...]:
    static = report.static
    return (
        report.mmsi,
        report.moment,
        report.moment,
        report.moment,
        report.lat,
        report.lon,
        report.speed_knots,
        report.course_degrees,
        report.mmsi,
        static.name,
        static.imo,
        static.call_sign,
        static.type,
        static.length_m,
        report.activity,
        report.destination,
        report.details,
        report.printed,
        f"line {report.line}",
    )


def _thinned(found: Iterator[Read], seconds: int) -> Iterator[Read]:
    """Leave out positions of a ship less than `seconds` after the last one kept; what has no time stays."""
    last_kept: dict[str, float] = {}
    why = f"position within {seconds} s of the one before"
    for one in found:
        if isinstance(one, Report) and one.moment is not None and one.lat is not None:
            moment = datetime.fromisoformat(one.moment).timestamp()
            if abs(moment - last_kept.get(one.mmsi, float("-inf"))) < seconds:
                yield LeftOut(one.line, why)
                continue
            last_kept[one.mmsi] = moment
        yield one
