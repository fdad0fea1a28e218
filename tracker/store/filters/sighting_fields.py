"""The filter fields that look into what sightings report: flags, dates, places, words and grades."""

from __future__ import annotations

from typing import Final

from tracker.domain.vocabulary import FLAG_ASPECTS, FLAG_COLUMNS, STANCES
from tracker.store.filters import clauses, readers
from tracker.store.filters.builders import VESSEL_WIDE, flag_field, sighting_text, word_field
from tracker.store.filters.clauses import noun
from tracker.store.filters.conditions import graded, graded_both, near, same, within
from tracker.store.filters.dates import can_lie_in, sighted_in
from tracker.store.filters.field import FilterField, Rule


def _flag_of_aspect(aspect: str, label: str) -> FilterField:
    identity = f"identity.flag = ? AND identity.aspect = '{aspect}'"
    return flag_field(f"flag.{aspect}", f"The {label}.", (f"flag_{aspect}",), identity, noun(label))


_LISTED_FLAG: Final = within("identity.flag = ? AND identity.aspect = 'listed'")

FLAG_FIELDS: Final = (
    flag_field(
        "flag",
        "Any flag it was given, whatever the aspect.",
        FLAG_COLUMNS,
        "identity.flag = ?",
        noun("flag", one_on=()),
    ),
    *(_flag_of_aspect(aspect, label) for aspect, label in FLAG_ASPECTS.items()),
    FilterField(
        "flag.listed",
        "The flag that a list gives it.",
        readers.read_flag,
        noun("flag listed", one_on=()),
        Rule({"identity": _LISTED_FLAG}, dict.fromkeys(VESSEL_WIDE, ("identity",))),
        clauses.flag_name,
        "state",
    ),
    FilterField(
        "nationality",
        "The nationality it was given without naming a flag.",
        readers.read_flag,
        noun("nationality"),
        Rule({"sighting": same("sighting.nationality_claimed")}),
        clauses.flag_name,
        "state",
    ),
)

SIGHTING_FIELDS: Final = (
    FilterField(
        "date",
        "A date that can lie in it: a year, month, day, EDTF, or a span `2011-05..2011-07`.",
        readers.read_date,
        clauses.dated(),
        Rule(
            {"sighting": sighted_in, "source": can_lie_in("source.published")},
            {**dict.fromkeys(VESSEL_WIDE, ("sighting",)), "sources": ("source",)},
        ),
        clauses.date_words,
    ),
    sighting_text("place", "The place that the source names.", "place", "place"),
    FilterField(
        "near",
        "Within a distance of a point: `31.2,122.5,200nm`.",
        readers.read_near,
        clauses.near,
        Rule({"sighting": near}),
        clauses.distance,
    ),
    FilterField(
        "grade",
        "Admiralty grade; `>=B2` asks that both halves are at least as good.",
        readers.read_grade,
        clauses.graded("graded"),
        Rule({"sighting": graded_both}),
        clauses.as_it_is,
    ),
    FilterField(
        "credibility",
        "Admiralty credibility of the sighting, 1 to 6.",
        readers.read_credibility,
        clauses.graded("credibility"),
        Rule({"sighting": graded("sighting.credibility")}),
        clauses.as_it_is,
        "word:credibility",
    ),
    word_field(
        "stance",
        "Whether the source or speaker asserts, denies, declines to say, or quotes.",
        STANCES,
        "stance",
        Rule({"sighting": same("sighting.stance")}),
        ("sightings",),
    ),
    sighting_text("said_by", "Who said it.", "speaker"),
    sighting_text("observer", "Who saw it.", "observer"),
    sighting_text("activity", "What the ship did.", "activity"),
    sighting_text("cargo", "Cargo aboard or suspected.", "cargo"),
    sighting_text("origin", "Where the voyage began.", "origin"),
    sighting_text("destination", "Where the voyage was going.", "destination"),
    sighting_text("hedge", "The source's own hedge.", "hedge"),
    sighting_text("locator", "Where in the source it stands.", "locator"),
)
