"""Rules on movement: a speed that no ship reaches, and AIS that fell silent while others saw the ship."""

from __future__ import annotations

import datetime
import re
from typing import Final

from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.model import Finding, Parameter, Rule, rule
from tracker.domain.indicators.statements import sighting_time_words
from tracker.domain.indicators.track import fix_of, impossible_leg
from tracker.domain.records import Sighting

_FAST_CRAFT: Final = re.compile(
    r"\b(high[- ]speed|hydrofoil|hovercraft|patrol|naval|warship|speed ?boat|go-fast)", re.IGNORECASE
)


@rule(
    id="implausible-speed",
    level="conflict",
    title="Two places too far apart for the time between",
    subject="dated positions of one vessel",
    test="Between two sightings of the vessel, the least distance that the radii allow over the longest "
    "time that the dates allow is more than the limit.",
    source=(
        "http://globalfishingwatch.org/explainers/data/spoofing-one-identity-shared-by-multiple-vessels/",
        "https://github.com/GlobalFishingWatch/JAC_150_vessels",
    ),
    false_positives="Sources that disagree on where one event was; a mistyped position; a position of the "
    "observer and not of the ship. It says nothing of which of the two places is the true one.",
    parameters=(
        Parameter(
            "limit_knots",
            40,
            "knots",
            "ours, for cargo ships; Global Fishing Watch uses 15 to 20 for fishing vessels",
        ),
        Parameter("limit_knots_fast_craft", 70, "knots", "ours, for naval, patrol and high-speed craft"),
        Parameter("default_radius_km", 10, "km", "ours, for a position that states no radius"),
    ),
)
def implausible_speed(self: Rule, evidence: Evidence) -> list[Finding]:
    """One hull cannot be in two places; closest ends are used so that imprecision alone never fires."""
    default_radius = self.value("default_radius_km")
    fixes = [fix for sighting in evidence.said if (fix := fix_of(sighting, default_radius))]
    if len(fixes) < 2:
        rows = [("sighting", fix.sighting.id) for fix in fixes]
        return self.not_computable(evidence, "two sightings of the vessel with date and position", rows)
    fast = any(_FAST_CRAFT.search(kind) for kind in _kinds(evidence))
    limit = self.value("limit_knots_fast_craft" if fast else "limit_knots")
    leg = impossible_leg(fixes, limit)
    if leg is None:
        return self.clear(evidence, f"No two of the {len(fixes):,} positions need more than {limit:g} knots.")
    before, after = leg.before.sighting, leg.after.sighting
    sentence = (
        f"The rule fires: from {_place(before)}{sighting_time_words(before)} to {_place(after)}"
        f"{sighting_time_words(after)} is at least {leg.distance_nm:,.0f} nautical miles in at most "
        f"{_duration(leg.hours)}, which needs {leg.knots:,.0f} knots or more; the limit is {limit:g}."
    )
    if before.incident_id is not None and before.incident_id == after.incident_id:
        sentence += " The two may also be sources that disagree on where one event was."
    return [self.fires(evidence, sentence, [("sighting", before.id), ("sighting", after.id)])]


def _kinds(evidence: Evidence) -> set[str]:
    kinds = {sighting.vessel_type for sighting in evidence.said if sighting.vessel_type}
    return kinds | ({evidence.vessel.type} if evidence.vessel and evidence.vessel.type else set())


def _place(sighting: Sighting) -> str:
    if sighting.place or sighting.lat is None or sighting.lon is None:
        return sighting.place or "a place not given"
    return f"{sighting.lat:.2f}, {sighting.lon:.2f}"


def _duration(hours: float) -> str:
    return f"{hours:,.0f} hours" if hours >= 2 else f"{hours * 60:,.0f} minutes"


@rule(
    id="ais-gap",
    level="pattern",
    title="AIS silent while others saw the ship",
    subject="sightings from AIS feeds, with other sources' sightings between them",
    test="Between two AIS positions that follow each other, surely so many hours or more apart, another "
    "source surely saw the ship.",
    source=(
        "https://mrwatchlist.com/2020/05/15/shipping-advisory-deceptive-shipping-practices/",
        "https://www.thompsonhinesmartrade.com/2020/05/u-s-departments-of-state-and-treasury-and-u-s-coast-guard-issue-advisory-addressing-illicit-shipping-and-sanctions-evasion-practices/",
    ),
    false_positives="No receiver or satellite in reach; a feed that was stored in samples, not whole; "
    "lawful silence against pirates.",
    parameters=(Parameter("gap_hours", 6, "hours", "as an open tracker (sethc5) has it"),),
)
def ais_gap(self: Rule, evidence: Evidence) -> list[Finding]:
    """A gap alone may be poor reception; a gap in which somebody saw the ship is worth a look."""
    dated = [s for s in evidence.said if s.date_earliest and s.date_latest]
    heard = [s for s in dated if _is_ais(evidence, s)]
    if len(heard) < 2:
        rows = [("sighting", sighting.id) for sighting in heard]
        return self.not_computable(evidence, "an import of the ship's AIS positions", rows)
    seen = [s for s in dated if not _is_ais(evidence, s)]
    if not seen:
        return self.not_computable(evidence, "a sighting from another source than AIS")
    last_end, place = "", 0
    last: Sighting | None = None
    for sighting in heard:
        start = sighting.date_earliest or ""
        if last and start > last_end and _hours_between(last_end, start) >= self.value("gap_hours"):
            while place < len(seen) and (seen[place].date_earliest or "") <= last_end:
                place += 1
            if place < len(seen) and (seen[place].date_latest or "") < start:
                silent = f"{_hours_between(last_end, start):,.0f} hours"
                sentence = (
                    f"The rule fires: between AIS positions{sighting_time_words(last)} and"
                    f"{sighting_time_words(sighting)} lie {silent} of silence, in which another source saw "
                    f"the ship at {_place(seen[place])}{sighting_time_words(seen[place])}."
                )
                rows = [("sighting", found.id) for found in (last, seen[place], sighting)]
                return [self.fires(evidence, sentence, rows)]
        if (sighting.date_latest or "") > last_end:
            last, last_end = sighting, sighting.date_latest or ""
    return self.clear(evidence, f"No other source saw the ship in a gap between {len(heard):,} AIS positions.")


def _is_ais(evidence: Evidence, sighting: Sighting) -> bool:
    source = evidence.sources.get(sighting.source_id)
    return source is not None and source.kind == "ais"


def _hours_between(first: str, second: str) -> float:
    gap = datetime.datetime.fromisoformat(second) - datetime.datetime.fromisoformat(first)
    return gap.total_seconds() / 3600
