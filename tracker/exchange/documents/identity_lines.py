"""Identity over time in a document: the timeline, where values meet or lack, and who she was on one day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from tracker.domain.identity import Answer, Days, Lane, draw_timeline, lanes, who_on
from tracker.domain.partial_dates import PartialDate, describe, parse_edtf
from tracker.domain.records import Identity, Sighting, Source
from tracker.exchange.documents.model import Line, Section
from tracker.exchange.documents.phrases import source_in_words
from tracker.store.reference import load_reference

_MOST_SAID: Final = 6
"""Overlaps and gaps told in words; more stand in the drawing alone."""


def timeline_section(
    identities: Sequence[Identity], sightings: Sequence[Sighting], sources: Mapping[int, Source], width: int
) -> Section:
    """Return the drawing of a vessel's identities, `width` columns wide, and in words where they meet or lack."""
    found = lanes(identities, sightings, sources, load_reference())
    drawn = tuple(Line(text, is_drawn=True) for text in draw_timeline(found, width))
    return Section("Timeline", (*drawn, *_words(found)))


def answer_lines(answers: Sequence[Answer], sources: Mapping[int, Source]) -> Iterator[Line]:
    """Yield what a ship was called on a day: a line for each value, then the sources that say so."""
    for answer in answers:
        sure = "" if answer.is_sure else ", possibly"
        false = ", false by its source" if answer.is_false else ""
        first = answer.basis[0]
        yield Line(f"{answer.shown}{sure}{false}", answer.kind.label, first.record_id, emphasis="strong")
        told: dict[str, int | None] = {}
        for basis in sorted(answer.basis, key=lambda basis: not basis.is_sure):
            words = source_in_words(sources.get(basis.source_id or 0))
            told.setdefault(f"{basis.table}: {words}{'' if basis.is_sure else ', possibly'}", basis.record_id)
        for words, record_id in told.items():
            yield Line(words, record_id=record_id, depth=1, emphasis="dim", detail=True)


def on_day_section(
    day: PartialDate, identities: Sequence[Identity], sightings: Sequence[Sighting], sources: Mapping[int, Source]
) -> Section:
    """Return what a vessel was called on one day, each answer with its sources."""
    answers = who_on(day, identities, sightings, load_reference(), sources)
    lines = tuple(answer_lines(answers, sources))
    return Section(f"On {describe(day)}", lines or (Line("No dated identity or sighting speaks of that day."),))


def on_day_in_words(
    day: PartialDate, identities: Sequence[Identity], sightings: Sequence[Sighting], sources: Mapping[int, Source]
) -> str:
    """Return names and flags of a vessel on one day by her identities: `Kiwala; flag flown Djibouti, possibly`."""
    answers = who_on(day, identities, sightings, load_reference(), sources)
    parts = []
    for kind, group in groupby(answers, key=lambda answer: answer.kind):
        label = "" if kind.name == "name" else f"{kind.label} "
        values = [f"{a.shown}{'' if a.is_sure else ', possibly'}{', false' if a.is_false else ''}" for a in group]
        parts.append(label + " or ".join(values))
    return "; ".join(parts)


def _words(found: Sequence[Lane]) -> Iterator[Line]:
    overlaps = [(lane.kind.label, overlap) for lane in found for overlap in lane.overlaps]
    for label, overlap in overlaps[:_MOST_SAID]:
        yield Line(f"{label} {overlap.first} and {overlap.second}, {_days_in_words(overlap.days)}", "two at once")
    if len(overlaps) > _MOST_SAID:
        yield Line(f"and {len(overlaps) - _MOST_SAID} more", "two at once")
    gaps = [(lane.kind.label, gap) for lane in found for gap in lane.gaps]
    for label, gap in gaps[:_MOST_SAID]:
        yield Line(f"{label}, {_days_in_words(gap)}", "not known")
    for lane in found:
        if lane.undated:
            yield Line(f"{lane.kind.label} {', '.join(lane.undated)}", "undated")


def _days_in_words(days: Days) -> str:
    return describe(parse_edtf(days.first if days.first == days.last else f"{days.first}/{days.last}"))
