"""AIS messages as Global Fishing Watch publishes them, `ssvid` being the MMSI."""

from __future__ import annotations

from tracker.exchange.imports.ais.csv_format import AisCsv
from tracker.exchange.imports.ais.dialect import Dialect
from tracker.exchange.imports.ais.times import iso_time

FORMAT = AisCsv(
    "gfw",
    "AIS messages, Global Fishing Watch CSV",
    Dialect(
        {
            "mmsi": ("ssvid",),
            "time": ("timestamp",),
            "latitude": ("lat",),
            "longitude": ("lon",),
            "speed": ("speed_knots", "speed"),
            "course": ("course",),
            "heading": ("heading",),
            "name": ("shipname",),
            "imo": ("imo",),
            "call_sign": ("callsign",),
            "type": ("shiptype",),
            "status": ("status",),
            "length": ("length",),
            "destination": ("destination",),
            "kind": (),
        },
        iso_time,
    ),
    ("mmsi", "time", "latitude", "longitude"),
    {"publisher": "Global Fishing Watch", "url": "https://globalfishingwatch.org/data/"},
)
