"""Ships of the starter set as records, for tests of identity over time: BORACAY, XING SHUN 39 and LIGHT."""

from __future__ import annotations

from tracker.domain.partial_dates import parse_edtf
from tracker.domain.records import Identity, Sighting, Source, Vessel

_BOUNDED = ("valid_from", "valid_to", "date", "published")


def _bounds(values: dict[str, object]) -> dict[str, object]:
    bounded = dict(values)
    for column in _BOUNDED:
        edtf = values.get(column)
        if isinstance(edtf, str):
            date = parse_edtf(edtf)
            bounded |= {f"{column}_earliest": date.earliest, f"{column}_latest": date.latest}
    return bounded


def identity(number: int, aspect: str = "flown", vessel_id: int = 1, **values: object) -> Identity:
    return Identity(id=number, uid=str(number), vessel_id=vessel_id, aspect=aspect, **_bounds(values))  # type: ignore[arg-type]


def sighting(number: int, source_id: int = 90, **values: object) -> Sighting:
    return Sighting(id=number, uid=str(number), source_id=source_id, **_bounds(values))  # type: ignore[arg-type]


def source(number: int, published: str) -> Source:
    return Source(id=number, uid=str(number), title=f"Source {number}", **_bounds({"published": published}))  # type: ignore[arg-type]


def vessel(number: int, name: str, **values: object) -> Vessel:
    return Vessel(id=number, uid=str(number), name=name, **values)  # type: ignore[arg-type]


SOURCES = {90: source(90, "2025-10"), 91: source(91, "2025-09-30"), 92: source(92, "2025-01-05")}

BORACAY = (
    identity(1, name="Kiwala", flag="DJ", valid_to="2024-12", source_id=90),
    identity(2, name="Kiwala", flag="stateless", valid_from="2025-01-01", valid_to="2025-04", source_id=90),
    identity(3, flag="GM", valid_from="2025", valid_to="2025", source_id=90),
    identity(5, name="Pushpa", flag="BJ", valid_from="2025-09-01", source_id=90),
    identity(6, name="Boracay", flag="BJ", valid_from="2025-09-27", source_id=91),
)
BORACAY_SIGHTINGS = (
    sighting(21, date="2025-04-11", name_shown="Kiwala", flag_flown="none", flag_documented="DJ"),
    sighting(22, date="2025-04-11", flag_registered="DJ", stance="denies"),
    sighting(23, date="2025-09-22", name_shown="PUSHPA", flag_broadcast="BJ"),
    sighting(24, date="2025-09-30", name_shown="Boracay", flag_flown="BJ"),
)

SHUNXING = (
    identity(31, "broadcast", name="Xing Shun 39", mmsi="677087200", flag="TZ", valid_from="2025-01-03", source_id=92),
    identity(32, "broadcast", name="Shun Xing 39", mmsi="613003889", flag="CM", valid_from="2025-01-03", source_id=92),
    identity(33, name="Shunxin39"),
)

LIGHT = (identity(41, "registered", name="Light", flag="BZ", valid_from="2011-05-26", valid_to="2011-05-29"),)
LIGHT_SIGHTINGS = (
    sighting(51, date="2011-05-26", name_shown="M/V Light", flag_flown="BZ"),
    sighting(52, date="2011-05-26", flag_claimed="KP"),
)
