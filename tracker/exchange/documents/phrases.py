"""Small phrases that several documents share: dates, flags, grades, sources and values in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sized

from tracker.domain.errors import FieldError
from tracker.domain.flags import describe_flag
from tracker.domain.grades import describe_grade, grade_text
from tracker.domain.partial_dates import describe, parse_edtf
from tracker.domain.positions import Position, format_position
from tracker.domain.records import Sighting, Source
from tracker.domain.reference import Reference
from tracker.domain.vocabulary import FLAG_ASPECTS
from tracker.exchange.documents.model import Line


def date_in_words(edtf: str | None) -> str:
    """Return a partial date in words; text that is no EDTF is shown as it stands."""
    if not edtf:
        return "undated"
    try:
        return describe(parse_edtf(edtf))
    except FieldError:
        return edtf


def flags_in_words(sighting: Sighting, reference: Reference) -> str:
    """Return every flag aspect of a sighting: `flown Belize, registered Belize, claimed North Korea`."""
    shown = []
    for aspect in FLAG_ASPECTS:
        flag = getattr(sighting, f"flag_{aspect}")
        if flag:
            shown.append(f"{aspect} {describe_flag(flag, reference)}")
    if sighting.nationality_claimed:
        shown.append(f"nationality claimed {describe_flag(sighting.nationality_claimed, reference)}")
    words = ", ".join(shown)
    # A flag that somebody denies must never read as one that was shown.
    return f"denied: {words}" if words and sighting.stance == "denies" else words


def grade_of(sighting: Sighting, source: Source | None) -> str:
    """Return the Admiralty grade of what a sighting says: `B2`."""
    return grade_text(source.reliability if source else "F", sighting.credibility)


def grade_in_words(sighting: Sighting, source: Source | None) -> str:
    """Return the grade with its meaning: `B2: source usually reliable; probably true`."""
    reliability = source.reliability if source else "F"
    return f"{grade_of(sighting, source)}: {describe_grade(reliability, sighting.credibility)}"


def source_in_words(source: Source | None) -> str:
    """Return publisher and date of a source, or its title where it has no publisher."""
    if source is None:
        return "source not named"
    name = source.publisher or source.title
    return f"{name}, {date_in_words(source.published)}" if source.published else name


def position_in_words(sighting: Sighting) -> str:
    """Return the position of a sighting with its radius, or an empty text."""
    if sighting.lat is None or sighting.lon is None:
        return ""
    return format_position(Position(sighting.lat, sighting.lon, sighting.radius_km))


def details_of(record: Sighting) -> dict[str, str]:
    """Return the further properties of a sighting."""
    if not record.details:
        return {}
    given = json.loads(record.details)
    return {str(key): str(value) for key, value in given.items()}


def filled(*pairs: tuple[str, str | float | None], depth: int = 0) -> Iterator[Line]:
    """Yield a line for each pair of label and value that has a value."""
    for label, value in pairs:
        if value not in (None, ""):
            text = f"{value:g}" if isinstance(value, float) else str(value)
            yield Line(text, label, depth=depth)


def shown_of(shown: Sized, count: int, which: str) -> str:
    """Return how many sightings are written out: `3, in time order`, `the newest 250 of 10,000, in time order`."""
    number = f"{count:,}" if len(shown) == count else f"the {which} {len(shown):,} of {count:,}"
    return f"{number}, in time order"
