"""AIS of the US coast as MarineCadastre publishes it, in the columns up to 2024 and in those since.

Headers: https://marinecadastre.gov/ais/ (data dictionary). Times are UTC. Since 2025 longitude comes before
latitude; columns are therefore found by their headers.
"""

from __future__ import annotations

from tracker.exchange.imports.ais.csv_format import AisCsv
from tracker.exchange.imports.ais.dialect import Dialect
from tracker.exchange.imports.ais.times import iso_time

FORMAT = AisCsv(
    "marinecadastre",
    "AIS, MarineCadastre CSV",
    Dialect(
        {
            "mmsi": ("mmsi",),
            "time": ("basedatetime", "base_date_time"),
            "latitude": ("lat", "latitude"),
            "longitude": ("lon", "longitude"),
            "speed": ("sog",),
            "course": ("cog",),
            "heading": ("heading",),
            "name": ("vesselname", "vessel_name"),
            "imo": ("imo",),
            "call_sign": ("callsign", "call_sign"),
            "type": ("vesseltype", "vessel_type"),
            "status": ("status",),
            "length": ("length",),
            "destination": (),
            "kind": (),
        },
        iso_time,
    ),
    ("mmsi", "time", "latitude", "longitude", "name"),
    {"publisher": "NOAA and BOEM, MarineCadastre", "url": "https://marinecadastre.gov/ais/"},
)
