"""Rules on one hull's identities: two at once, many names in a short time, and dimensions that jump."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.families import family_head
from tracker.domain.indicators.model import Finding, Parameter, Rule, rule
from tracker.domain.indicators.names import comparable_name
from tracker.domain.indicators.other_ships import is_other_ship, name_of, row_of
from tracker.domain.indicators.spells import Spell, days_between, most_in_window, spells_of
from tracker.domain.indicators.statements import RowRef
from tracker.domain.indicators.wording import in_words
from tracker.domain.records import Identity

GFW_PAPER_CODE = "https://github.com/GlobalFishingWatch/paper-tracking-vessel-identity"


@rule(
    id="identities-overlap",
    level="conflict",
    title="Two identities of one hull overlap",
    subject="dated identities of one vessel, list entries left out",
    test="Two identities that differ in name, flag, IMO number, MMSI or call sign surely held together for "
    "more than so many days. An identity without an end counts up to the day its source was published, or "
    "to the next identity of its aspect.",
    source=(GFW_PAPER_CODE,),
    false_positives="A change of name or flag that one source reports late; bareboat registration; sources "
    "that contradict each other.",
    parameters=(Parameter("tolerance_days", 7, "days", "Global Fishing Watch's work on identities"),),
)
def identities_overlap(self: Rule, evidence: Evidence) -> list[Finding]:
    """A hull has one name, flag and set of numbers at a time."""
    spans = [
        (*days, identity)
        for identity in evidence.identities
        if identity.aspect != "listed" and (days := evidence.sure_days[identity.id])
    ]
    if len(spans) < 2:
        rows = [("identity", identity.id) for identity in evidence.identities]
        return self.not_computable(evidence, "two identities with dates", rows)
    spans.sort(key=lambda span: (span[0], span[1], span[2].id))
    fired = []
    running: list[tuple[str, str, Identity]] = []
    for span in spans:
        running = [other for other in running if other[1] > span[0]]
        for other in running:
            together = days_between(span[0], min(span[1], other[1]))
            differences = _differences(evidence, other[2], span[2])
            if together > self.value("tolerance_days") and differences:
                sentence = (
                    f"The rule fires: for {together:,} days from {_day_words(span[0])} two identities "
                    f"held together ({other[2].aspect}; {span[2].aspect}): {in_words(differences)}."
                )
                rows = [("identity", other[2].id), ("identity", span[2].id)]
                fired.append(self.fires(evidence, sentence, rows))
        running.append(span)
        if len(fired) >= 20:
            break
    rows = [("identity", identity.id) for _, _, identity in spans]
    return fired or self.clear(evidence, "No two identities that differ surely held together.", rows)


def _differences(evidence: Evidence, one: Identity, other: Identity) -> list[str]:
    return [
        f"{noun} {evidence.flag_name(a)} and {evidence.flag_name(b)}" if noun == "flag" else f"{noun} {a} and {b}"
        for noun, a, b, same in (
            ("name", one.name, other.name, comparable_name),
            ("flag", one.flag, other.flag, family_head),
            ("IMO number", one.imo, other.imo, str.strip),
            ("MMSI", one.mmsi, other.mmsi, str.strip),
            ("call sign", one.call_sign, other.call_sign, str.upper),
        )
        if a and b and same(a) != same(b)
    ]


def _day_words(day: str) -> str:
    date = datetime.date.fromisoformat(day)
    return f"{date.day} {date:%B} {date.year}"


@rule(
    id="rename-burst",
    level="pattern",
    version=2,
    title="Many names in a short time",
    subject="dated names shown or recorded for one vessel",
    test="Within the window the vessel surely went by so many different names or more; case, spaces, "
    "punctuation and prefixes such as M/V make no other name, and neither does a letter or two. Names given "
    "for one and the same day count once: they were borne at once, or one is misspelt.",
    source=("https://github.com/GlobalFishingWatch/JAC_150_vessels",),
    false_positives="Spellings and transliterations of one name; garbled AIS messages; a name that a source "
    "got wrong. The numbers are ours: no authority defines a burst.",
    parameters=(
        Parameter("names", 3, "names", "ours; MMSI 150400453 was seen with 16"),
        Parameter("window_days", 365, "days", "ours"),
    ),
)
def rename_burst(self: Rule, evidence: Evidence) -> list[Finding]:
    """Renaming is cheap, and breaks the trail in every record kept by name."""
    unnamed = {name for name in {s.value for s in evidence.names} if _NO_NAME.search(name)}
    given = [statement for statement in evidence.names if statement.value not in unnamed]
    spells = [spell for spell in spells_of(given, comparable_name) if spell.value]
    if not spells:
        return self.not_computable(evidence, "a dated name")
    window = int(self.value("window_days"))
    found = _one_at_a_time(_without_misspellings(most_in_window(spells, window)))
    rows = [spell.statement.row for spell in found]
    if len(found) >= self.value("names"):
        names = in_words(f"{spell.statement.value}{spell.statement.time_words()}" for spell in found)
        return [self.fires(evidence, f"The rule fires: {len(found)} names within {window} days: {names}.", rows)]
    noun = "name" if len(found) == 1 else "names"
    return self.clear(evidence, f"At most {len(found)} {noun} within {window} days.", rows)


_NO_NAME: Final = re.compile(
    r"\b(painted|unnamed|no name|unknown|hidden|covered|illegible|identities)\b|\s/\s|[(,;]", re.IGNORECASE
)


def _without_misspellings(spells: Sequence[Spell]) -> list[Spell]:
    """Leave out a name that is another one but for a letter or two; numbers must be equal."""
    kept: list[Spell] = []
    for spell in spells:
        if not any(_is_misspelling(spell.value, other.value) for other in kept):
            kept.append(spell)
    return kept


def _one_at_a_time(spells: Sequence[Spell]) -> list[Spell]:
    """Keep one of the names that are given for one and the same day."""
    kept: dict[object, Spell] = {}
    for spell in spells:
        kept.setdefault(spell.first_day if spell.first_day == spell.last_day else spell, spell)
    return list(kept.values())


def _is_misspelling(name: str, other: str) -> bool:
    same_number = re.sub(r"\D", "", name) == re.sub(r"\D", "", other)
    return same_number and SequenceMatcher(None, name, other).ratio() >= 0.85


@rule(
    id="dimensions-jump",
    level="conflict",
    title="Length or tonnage that differs",
    subject="lengths and gross tonnages given for one vessel, or for the IMO number it shows",
    test="The largest and the smallest length, or gross tonnage, given for the hull or under its IMO number "
    "differ by more than so many per cent of the largest.",
    source=("https://huewhite.com/umb/2020/08/24/nuts-and-bolts",),
    false_positives="Length overall against length between perpendiculars; gross against deadweight "
    "tonnage; typing errors in AIS set-up; a ship that was lengthened.",
    parameters=(Parameter("tolerance_percent", 10, "per cent", "ours"),),
)
def dimensions_jump(self: Rule, evidence: Evidence) -> list[Finding]:
    """Paint changes a name, not a length: A LI, 146 m long, sent the number of a tug."""
    fired: list[Finding] = []
    agreeing: list[str] = []
    for noun, column, unit in (("length", "length_m", " m"), ("gross tonnage", "gross_tonnage", "")):
        sizes = sorted(_sizes(evidence, column), key=lambda size: size[0])
        if len(sizes) < 2:
            continue
        (least, least_row, least_of), (most, most_row, most_of) = sizes[0], sizes[-1]
        if (most - least) * 100 > most * self.value("tolerance_percent"):
            sentence = (
                f"The rule fires: the {noun} is {least:,g}{unit}{least_of} and {most:,g}{unit}{most_of}, "
                f"{(most - least) / most:.0%} apart."
            )
            fired.append(self.fires(evidence, sentence, [least_row, most_row]))
        else:
            agreeing.append(f"the {noun} is {least:,g} to {most:,g}{unit}")
    if fired:
        return fired
    if not agreeing:
        return self.not_computable(evidence, "two lengths or two gross tonnages of the ship")
    sentence = in_words(agreeing)
    return self.clear(evidence, f"{sentence[:1].upper()}{sentence[1:]}, within the tolerance.")


def _sizes(evidence: Evidence, column: str) -> Iterator[tuple[float, RowRef, str]]:
    if evidence.vessel and (size := getattr(evidence.vessel, column)):
        yield size, ("vessel", evidence.vessel.id), " in the vessel's own record"
    for sighting in evidence.said:
        if size := getattr(sighting, column):
            yield size, ("sighting", sighting.id), " in a sighting"
    for number in evidence.imo_rows if evidence.known else ():
        for holder in evidence.known.imo.get(number, ()) if evidence.known else ():
            record = holder.record
            if not is_other_ship(evidence, holder) or isinstance(record, Identity):
                continue
            if size := getattr(record, column):
                yield size, row_of(holder), f" for {name_of(holder)} under the same IMO number"
