"""AIS of Danish waters as the Danish Maritime Authority publishes it, with 22 or 26 columns.

Headers: https://www.dma.dk/safety-at-sea/navigational-information/ais-data. The day comes first in times.
"""

from __future__ import annotations

from tracker.exchange.imports.ais.csv_format import AisCsv
from tracker.exchange.imports.ais.dialect import Dialect
from tracker.exchange.imports.ais.times import day_first_time

FORMAT = AisCsv(
    "danish-ais",
    "AIS, Danish Maritime Authority CSV",
    Dialect(
        {
            "mmsi": ("mmsi",),
            "time": ("# timestamp", "timestamp"),
            "latitude": ("latitude",),
            "longitude": ("longitude",),
            "speed": ("sog",),
            "course": ("cog",),
            "heading": ("heading",),
            "name": ("name",),
            "imo": ("imo",),
            "call_sign": ("callsign",),
            "type": ("ship type",),
            "status": ("navigational status",),
            "length": ("length",),
            "destination": ("destination",),
            "kind": ("type of mobile",),
        },
        day_first_time,
        empty=frozenset({"", "unknown", "unknown value", "undefined"}),
    ),
    ("mmsi", "time", "kind"),
    {
        "publisher": "Danish Maritime Authority",
        "url": "https://www.dma.dk/safety-at-sea/navigational-information/ais-data",
    },
)
