"""Which indicator rules fire on a ship, with the sentence, level, rule and public source of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from tracker.domain.indicators.registry import RULES
from tracker.exchange.documents.model import Line
from tracker.store.evidence import findings_of_vessel

_SIGHTINGS_WEIGHED = 500
"""Sightings looked at while a record is shown; `tracker check` looks at many more."""


def finding_lines(connection: sqlite3.Connection, vessel_id: int, name: str = "") -> Iterator[Line]:
    """Yield what fires on a vessel, the rule and its source below; `name` goes before it where several are told of."""
    for finding in findings_of_vessel(connection, vessel_id, sighting_limit=_SIGHTINGS_WEIGHED):
        if finding.outcome != "fires":
            continue
        whose = f"{name}: " if name else ""
        yield Line(f"{whose}{finding.sentence}", finding.level, emphasis="warning")
        source = RULES[finding.rule].source[0]
        yield Line(f"{finding.rule}, version {finding.version}; {source}", "rule", url=source, depth=1, detail=True)
