"""Rules on IMO numbers between ships: near misses, one number on two hulls, numbers of broken-up ships."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tracker.domain.indicators.evidence import Evidence, NumberHolder, digits_of
from tracker.domain.indicators.imo import NEEDS_NUMBER, all_rows
from tracker.domain.indicators.model import Finding, Parameter, Rule, rule
from tracker.domain.indicators.names import comparable_name
from tracker.domain.indicators.other_ships import (
    call_sign_of,
    is_other_ship,
    mmsi_of,
    name_of,
    names_of,
    row_of,
    statement_of,
)
from tracker.domain.indicators.statements import RowRef, Statement, same_time, sighting_time_words
from tracker.domain.indicators.wording import in_words
from tracker.domain.records import Identity, Sighting, Vessel

NEEDS_OTHERS: Final = "the IMO numbers of the other vessels in the store"


@rule(
    id="imo-near-miss",
    level="pattern",
    title="IMO number one stroke away from another ship's",
    subject="each IMO number given for the ship, against those of other vessels",
    test="The number differs in one digit, or by two neighbouring digits swapped, from one that another "
    "vessel carries, and the two share a name, an MMSI or call sign, or a length.",
    source=(
        "https://huewhite.com/umb/2020/08/24/nuts-and-bolts",
        "http://www.liquisearch.com/imo_ship_identification_number/definition",
    ),
    false_positives="Neighbouring numbers are common, sister ships have them and the same length; typing errors.",
    parameters=(
        Parameter("length_tolerance_m", 1, "m", "ours: lengths are printed to the metre or to a tenth of one"),
    ),
)
def imo_near_miss(self: Rule, evidence: Evidence) -> list[Finding]:
    """A painted 3 becomes an 8: changes by 5 at places 2, 4 and 6 pass the check digit."""
    if not evidence.imo_rows:
        return self.not_computable(evidence, NEEDS_NUMBER)
    if evidence.known is None:
        return self.not_computable(evidence, NEEDS_OTHERS)
    fired: list[Finding] = []
    unmatched: dict[str, str] = {}
    for number, rows in evidence.imo_rows.items():
        for variant in near_numbers(number):
            for holder in evidence.known.imo.get(variant, ()):
                shared = _shared_facts(self, evidence, holder)
                if not is_other_ship(evidence, holder) or variant in evidence.imo_rows:
                    continue
                if shared:
                    sentence = (
                        f"The rule fires: IMO {number} is one stroke away from {variant} "
                        f"of {name_of(holder)}, and both have {in_words(shared)}."
                    )
                    fired.append(self.fires(evidence, sentence, [*rows, row_of(holder)]))
                    break
                unmatched[variant] = name_of(holder)
    if fired:
        return fired
    neighbours = in_words(f"{variant} of {name}" for variant, name in unmatched.items())
    remark = f" {neighbours} is one stroke away, but nothing else known matches." if unmatched else ""
    return self.clear(evidence, f"No other vessel is mistaken for this one.{remark}", all_rows(evidence))


def near_numbers(number: str) -> Iterator[str]:
    """Yield every number that is one wrong digit, or two neighbours exchanged, away from `number`."""
    for place, digit in enumerate(number):
        for other in "0123456789":
            if other != digit:
                yield number[:place] + other + number[place + 1 :]
    for place in range(len(number) - 1):
        if number[place] != number[place + 1]:
            yield number[:place] + number[place + 1] + number[place] + number[place + 2 :]


def _shared_facts(self: Rule, evidence: Evidence, holder: NumberHolder) -> list[str]:
    names = {comparable_name(name.value): name.value for name in evidence.names}
    if evidence.vessel:
        names.setdefault(comparable_name(evidence.vessel.name), evidence.vessel.name)
    theirs = {comparable_name(name) for name in names_of(holder)} - {""}
    shared = [f"the name {names[name]}" for name in sorted(theirs & names.keys())]
    shared.extend(f"the MMSI {s.value}" for s in evidence.mmsis[:1] if s.value == mmsi_of(holder))
    shared.extend(f"the call sign {s.value}" for s in evidence.call_signs[:1] if s.value == call_sign_of(holder))
    tolerance = self.value("length_tolerance_m")
    shared.extend(
        f"a length of about {length:g} m"
        for length in sorted(set(_lengths(evidence)))[:1]
        for their_length in _lengths_of(holder)
        if abs(length - their_length) <= tolerance
    )
    return shared


def _lengths(evidence: Evidence) -> Iterator[float]:
    records: Iterable[Vessel | Sighting] = (*((evidence.vessel,) if evidence.vessel else ()), *evidence.said)
    return (record.length_m for record in records if record.length_m)


def _lengths_of(holder: NumberHolder) -> set[float]:
    own = holder.record.length_m if isinstance(holder.record, Vessel | Sighting) else None
    ship = holder.vessel.length_m if holder.vessel else None
    return {length for length in (own, ship) if length}


@rule(
    id="imo-two-hulls",
    level="conflict",
    title="One IMO number on two hulls",
    subject="each IMO number given for the ship, against those of other vessels",
    test="Another vessel carries the number at the same time; a number in the vessel's own record counts "
    "for all times, because a number stays with its hull for life.",
    source=("https://infokontak.com/en/IMO_number",),
    false_positives="One ship entered twice. Where a row says that its identity was false, that is the case itself.",
)
def imo_two_hulls(self: Rule, evidence: Evidence) -> list[Finding]:
    """An IMO number never changes and never moves to another hull."""
    if not evidence.imo_rows:
        return self.not_computable(evidence, NEEDS_NUMBER)
    if evidence.known is None:
        return self.not_computable(evidence, NEEDS_OTHERS)
    fired: list[Finding] = []
    undecided: list[RowRef] = []
    for number, rows in evidence.imo_rows.items():
        others = [h for h in evidence.known.imo.get(number, ()) if is_other_ship(evidence, h)]
        ours = [statement for statement in evidence.imos if statement.value == number]
        together = [holder for holder in others if _carried_together(evidence, number, ours, holder)]
        if together:
            names = in_words(sorted({name_of(holder) for holder in together}))
            sentence = f"The rule fires: IMO {number} is also carried by {names} at the same time."
            if any(isinstance(h.record, Identity) and h.record.is_false for h in together):
                sentence += " The source of one of the rows says that the identity was false."
            fired.append(self.fires(evidence, sentence, [*rows, *map(row_of, together)]))
        else:
            undecided.extend(map(row_of, others))
    if fired:
        return fired
    if undecided:
        return self.not_computable(
            evidence, "dates showing that both vessels carried the number at the same time", undecided
        )
    return self.clear(evidence, f"No other vessel here carries IMO {in_words(evidence.imo_rows)}.", all_rows(evidence))


def _carried_together(evidence: Evidence, number: str, ours: list[Statement], holder: NumberHolder) -> bool:
    own_record = evidence.vessel is not None and digits_of(evidence.vessel.imo or "") == number
    theirs = statement_of(holder, number)
    if theirs is None:
        return True
    if own_record:
        return theirs.is_dated
    return any(same_time(statement, theirs) for statement in ours)


_BROKEN_UP: Final = re.compile(
    r"(?<!to be )(?<!be )(?<!for being )\b(broken up|scrapped|demolished|dismantled)\b", re.IGNORECASE
)


@rule(
    id="imo-scrapped",
    level="conflict",
    title="IMO number of a broken-up ship",
    subject="each IMO number given for the ship, against reports of breaking up",
    test="A sighting with the number is surely later than a report that the hull with that number was "
    "broken up, scrapped, dismantled or demolished.",
    source=("https://fleetleaks.com/ofac-escalates-maritime-sanctions-enforcement-with-new-advisory/",),
    false_positives="Registers lag, and a ship sold for breaking may trade on; a report of breaking up may be wrong.",
)
def imo_scrapped(self: Rule, evidence: Evidence) -> list[Finding]:
    """A zombie vessel sails under the number of a ship that no longer exists."""
    if not evidence.imo_rows:
        return self.not_computable(evidence, NEEDS_NUMBER)
    fired: list[Finding] = []
    undated: list[RowRef] = []
    for number in evidence.imo_rows:
        for report in _breaking_reports(evidence, number):
            carriers = [s for s in evidence.imos if s.value == number and s.row != ("sighting", report.id)]
            later = [s for s in carriers if report.date_latest and s.surely_after(report.date_latest[:10])]
            if later:
                sentence = (
                    f"The rule fires: IMO {number} was seen{later[0].time_words()}, after a report that "
                    f"the ship with that number had been broken up{sighting_time_words(report)}."
                )
                rows = [("sighting", report.id), *(s.row for s in later)]
                fired.append(self.fires(evidence, sentence, rows))
                break
            if not report.date_latest or any(not s.is_dated for s in carriers):
                undated.append(("sighting", report.id))
    if fired:
        return fired
    if undated:
        return self.not_computable(evidence, "the dates of the breaking up and of the sightings", undated)
    numbers = in_words(evidence.imo_rows)
    return self.clear(
        evidence, f"No sighting of IMO {numbers} is later than a report of breaking up.", all_rows(evidence)
    )


def _breaking_reports(evidence: Evidence, number: str) -> Iterator[Sighting]:
    holders = evidence.known.imo.get(number, ()) if evidence.known else ()
    others = (holder.record for holder in holders if isinstance(holder.record, Sighting))
    for sighting in (*evidence.said, *others):
        if any(_BROKEN_UP.search(text) for text in (sighting.activity, sighting.outcome) if text):
            yield sighting
