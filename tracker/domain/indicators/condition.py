"""Rules on the flag's record and the ship's condition: performance lists, age, and class."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.model import Finding, Parameter, Rule, rule
from tracker.domain.indicators.statements import RowRef, Statement, rows_by_value, sighting_time_words
from tracker.domain.indicators.tables import PerformanceEntry
from tracker.domain.indicators.wording import flag_words, in_words
from tracker.domain.partial_dates import describe, parse_edtf
from tracker.domain.records import Sighting

IMO_AVERAGES: Final = (
    "https://shippingtelegraph.com/maritime-insurance-news/fraudulent-ship-registries-a-hot-topic-under-the-radar"
)


@rule(
    id="performance-list",
    level="listing",
    title="Flag on a performance list of that time",
    subject="dated flags flown, registered, broadcast, in papers or claimed",
    test="The flag stood on a port state control black list, or on the list of flags of convenience of the "
    "transport workers' federation (ITF), at the time it was given. Context only: thousands of honest ships "
    "fly it.",
    source=(
        "https://shipinspection.eu/which-ship-registers-are-currently-considered-by-the-itf-to-be-flags-of-convenience/",
        "https://www.itfglobal.org/de/node/201479",
        "https://www.marinelink.com/news/denmark-tops-paris-mou-white-list-514547",
    ),
    false_positives="A flag of convenience is legal, and a black list speaks of a fleet, not of a ship. The "
    "table here holds some years' lists only.",
)
def performance_list(self: Rule, evidence: Evidence) -> list[Finding]:
    """Lists change every year, so only the list of the time says anything."""
    if not evidence.flags:
        return self.not_computable(evidence, "a flag state")
    if not evidence.tables.performance:
        return self.not_computable(evidence, "a table of performance lists")
    fired: list[Finding] = []
    cleared: list[str] = []
    for flag, rows in rows_by_value(evidence.flags).items():
        statements = [s for s in evidence.flags if s.value == flag and s.is_dated]
        for (name, _), entries in _lists(evidence.tables.performance).items():
            at_the_time = next((s for s in statements if _lies_in(s, entries[0])), None)
            own = next((entry for entry in entries if entry.flag == flag), None)
            if at_the_time is None:
                continue
            list_words = f"{name} ({describe(entries[0].date)})"
            if own is not None and own.status == "listed":
                sentence = (
                    f"The rule fires: {flag_words(evidence, at_the_time)} was on the {list_words}. "
                    f"{own.claim}. Context only: honest ships fly it too."
                )
                fired.append(self.fires(evidence, sentence, [at_the_time.row, *rows]))
            elif own is not None and own.status == "in part":
                cleared.append(f"{evidence.flag_name(flag)} is on the {list_words} for its second register only")
            elif own is not None or entries[0].whole_list:
                cleared.append(f"{evidence.flag_name(flag)} was not on the {list_words}")
    if fired:
        return fired
    rows = [s.row for s in evidence.flags]
    if cleared:
        return self.clear(evidence, f"{in_words(cleared)}.", rows)
    return self.not_computable(evidence, "the lists of the year in which the flag was given", rows)


def _lists(entries: Iterable[PerformanceEntry]) -> dict[tuple[str, str], list[PerformanceEntry]]:
    lists: dict[tuple[str, str], list[PerformanceEntry]] = {}
    for entry in entries:
        lists.setdefault((entry.list, entry.date.edtf), []).append(entry)
    return lists


def _lies_in(statement: Statement, entry: PerformanceEntry) -> bool:
    first, last = entry.date.earliest[:10], entry.date.latest[:10]
    if isinstance(statement.record, Sighting):
        return bool(
            statement.first_day and statement.last_day and first <= statement.first_day and statement.last_day <= last
        )
    return bool(
        statement.first_day and statement.last_day and statement.first_day <= last and first <= statement.last_day
    )


@rule(
    id="age",
    level="pattern",
    title="Old ship",
    subject="the year of building against the latest dated sighting",
    test="At the latest dated sighting the ship was surely more than so many years old.",
    source=(IMO_AVERAGES,),
    false_positives="Most old ships are honest. Ships with fraudulent registration averaged 34 years when "
    "the fleet averaged 22 (IMO, April 2024).",
    parameters=(Parameter("years", 20, "years", "as an open tracker (sethc5) has it"),),
)
def age(self: Rule, evidence: Evidence) -> list[Finding]:
    """Old ships near the end of their life are cheap to lose."""
    vessel = evidence.vessel
    if vessel is None or not vessel.built:
        return self.not_computable(evidence, "the year the ship was built")
    try:
        built = parse_edtf(vessel.built)
    except FieldError:
        return self.not_computable(evidence, f"a year of building that can be read, not {vessel.built!r}")
    dated = [s for s in evidence.said if s.date_earliest and s.date_latest]
    rows: list[RowRef] = [("vessel", vessel.id)]
    if not dated:
        return self.not_computable(evidence, "a dated sighting", rows)
    seen = dated[-1]
    years = _full_years(built.latest, seen.date_earliest or "")
    rows.append(("sighting", seen.id))
    aged = f"she was at least {max(years, 0)} years old"
    words = f"built in {describe(built)} and seen{sighting_time_words(seen)}, {aged}"
    if years > self.value("years"):
        return [self.fires(evidence, f"The rule fires: {words}.", rows)]
    return self.clear(evidence, f"{words[:1].upper()}{words[1:]}.", rows)


def _full_years(start: str, end: str) -> int:
    return int(end[:4]) - int(start[:4]) - (end[4:10] < start[4:10])


_CLASS_PROPERTIES: Final = frozenset({"class", "class society", "classification society"})
_NO_CLASS: Final = frozenset({"none", "no", "no class", "unclassed", "not classed", "withdrawn", "unknown to class"})


@rule(
    id="unclassed",
    level="pattern",
    title="Ship without class",
    subject="the property `class` among a sighting's further details",
    test="A sighting's details say of `class`, `class society` or `classification society` that there is none.",
    source=("https://seasnews.net/imo-counts-529-vessels-flying-false-flags",),
    false_positives="Small and domestic ships need no class; a source that did not find the class may not "
    "have looked. Of 529 falsely flagged ships 356 had none (IMO, February 2026).",
)
def unclassed(self: Rule, evidence: Evidence) -> list[Finding]:
    """Without class a ship gets no insurance that a port would accept."""
    said: list[tuple[Sighting, str]] = []
    for sighting in evidence.said:
        if sighting.details and "class" in sighting.details.lower():
            said.extend((sighting, value) for value in _class_of(sighting.details))
    if not said:
        return self.not_computable(evidence, "the ship's classification society in a sighting's details")
    fired = [
        self.fires(
            evidence,
            f"The rule fires: the class is given as {value!r}{sighting_time_words(sighting)}.",
            [("sighting", sighting.id)],
        )
        for sighting, value in said
        if value.strip().casefold() in _NO_CLASS
    ]
    named = in_words(dict.fromkeys(value for _, value in said))
    return fired or self.clear(evidence, f"The class is given as {named}.", [("sighting", s.id) for s, _ in said])


def _class_of(details: str) -> list[str]:
    try:
        properties = json.loads(details)
    except ValueError:
        return []
    if not isinstance(properties, dict):
        return []
    return [str(value) for key, value in properties.items() if key.strip().casefold() in _CLASS_PROPERTIES]
