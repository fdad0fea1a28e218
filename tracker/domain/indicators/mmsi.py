"""Rules on MMSIs: their form, their country digits (MID), and one number sent by two ships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tracker.domain.identifiers import MmsiKind, is_placeholder_mmsi, mid_of, mmsi_kind
from tracker.domain.indicators.call_sign import flag_mark, mmsi_mark
from tracker.domain.indicators.evidence import Evidence, NumberHolder
from tracker.domain.indicators.model import Finding, Rule, rule
from tracker.domain.indicators.names import comparable_name
from tracker.domain.indicators.other_ships import is_other_ship, name_of, names_of, row_of, statement_of
from tracker.domain.indicators.same_state import compare
from tracker.domain.indicators.statements import RowRef, Statement, rows_by_value, same_time
from tracker.domain.indicators.wording import in_words

NEEDS_MMSI: Final = "an MMSI"
M585: Final = "https://jordanbell.info/blog/2023/05/28/ITU-R-M.585.html"
GFW_SHARED: Final = "http://globalfishingwatch.org/explainers/data/spoofing-one-identity-shared-by-multiple-vessels/"

ABOARD: Final = frozenset({MmsiKind.SHIP, MmsiKind.CRAFT, MmsiKind.HANDHELD})
"""Kinds of number that a ship, or a boat or radio of hers, sends lawfully."""


@rule(
    id="mmsi-form",
    level="error",
    title="Not the form of a ship's MMSI",
    subject="each MMSI given for the ship",
    test="The number has not nine digits, or its first digits are those of no kind of station, or of "
    "another kind than a ship, a craft of a ship or a handheld radio.",
    source=(M585,),
    false_positives="Typing errors; a beacon or a fishing buoy taken for a ship.",
)
def mmsi_form(self: Rule, evidence: Evidence) -> list[Finding]:
    """ITU-R M.585: a ship's number is MID and six digits, and so begins with 2 to 7."""
    numbers = rows_by_value(evidence.mmsis)
    if not numbers:
        return self.not_computable(evidence, NEEDS_MMSI)
    fired = [
        self.fires(evidence, f"The rule fires: MMSI {number} {problem}.", rows)
        for number, rows in numbers.items()
        if (problem := _form_problem(number))
    ]
    return fired or self.clear(evidence, f"MMSI {in_words(numbers)} has the form of a ship's.", _rows(numbers))


@rule(
    id="mid-unallocated",
    level="error",
    title="Country digits allocated to no state",
    subject="each MMSI of nine digits given for the ship",
    test="The first three digits (or, in the forms that begin otherwise, the country digits) are in no row "
    "of the table of maritime identification digits.",
    source=(M585, "https://github.com/GlobalFishingWatch/JAC_150_vessels"),
    false_positives="The ITU allocates new digits from time to time, and the table here may lag.",
)
def mid_unallocated(self: Rule, evidence: Evidence) -> list[Finding]:
    """A whole fishing fleet broadcast numbers that begin with 150, which no state has."""
    given = rows_by_value(evidence.mmsis)
    numbers = {number: rows for number, rows in given.items() if _country_digits(number)}
    if not numbers:
        return self.not_computable(evidence, "an MMSI of nine digits that has country digits")
    reference = evidence.tables.reference
    fired = [
        self.fires(
            evidence,
            f"The rule fires: MMSI {number} begins with country digits {digits}, which no state has.",
            rows,
        )
        for number, rows in numbers.items()
        if not reference.states_of_mid(digits := _country_digits(number))
    ]
    return fired or self.clear(
        evidence, f"The country digits of MMSI {in_words(numbers)} are allocated.", _rows(numbers)
    )


@rule(
    id="mmsi-placeholder",
    level="pattern",
    title="Placeholder MMSI",
    subject="each MMSI given for the ship",
    test="The number is 111111111, 123456789, 222222222 or 999999999, or a ship's country digits followed "
    "by six zeros, or 100000000 or less without being a coast station's or a group's.",
    source=(GFW_SHARED, "https://github.com/GlobalFishingWatch/treniformis"),
    false_positives="Sloppy set-up of the transponder, not intent.",
)
def mmsi_placeholder(self: Rule, evidence: Evidence) -> list[Finding]:
    """Numbers that a transponder is delivered with, or that somebody typed to get past the set-up."""
    given = rows_by_value(evidence.mmsis)
    numbers = {number: rows for number, rows in given.items() if _is_number(number)}
    if not numbers:
        return self.not_computable(evidence, NEEDS_MMSI)
    fired = [
        self.fires(evidence, f"The rule fires: MMSI {number} is a placeholder, not a ship's own number.", rows)
        for number, rows in numbers.items()
        if _is_placeholder(number)
    ]
    return fired or self.clear(evidence, f"MMSI {in_words(numbers)} is no placeholder.", _rows(numbers))


@rule(
    id="mid-flag-mismatch",
    level="conflict",
    title="MMSI of another state than the flag",
    subject="MMSIs and flags given for the ship at the same time",
    test="The flag is none of the states to which the MMSI's country digits (MID) are allocated, nor of one "
    "family with them, while both are given at the same time.",
    source=(
        M585,
        "https://www.thecitizen.co.tz/News/national/Revealed--Iranian-ships-still-flying-Tanzania-flag/1840392-1921596-de18u2z/index.html",
    ),
    false_positives="A change of flag still under way; dependencies (Bermuda's 310 on a British ship); 306, "
    "which three territories share; bareboat registration; a flag told by a source that took it from "
    "elsewhere.",
)
def mid_flag_mismatch(self: Rule, evidence: Evidence) -> list[Finding]:
    """The first three digits name the administration that has jurisdiction over the station."""
    return compare(self, evidence, mmsi_mark(evidence), flag_mark(evidence))


@rule(
    id="mmsi-shared",
    level="conflict",
    title="One MMSI or call sign, two ships",
    subject="each MMSI and call sign given for the ship, against those of other vessels",
    test="Another ship, of another IMO number or, where one of them has none, of another name, gives the "
    "number at the same time. Placeholders are left out.",
    source=(GFW_SHARED, "https://github.com/GlobalFishingWatch/treniformis"),
    false_positives="One ship entered as two; default numbers that many transponders share.",
)
def mmsi_shared(self: Rule, evidence: Evidence) -> list[Finding]:
    """An MMSI or call sign belongs to one ship at a time, though it may pass to another later."""
    if not (evidence.mmsis or evidence.call_signs):
        return self.not_computable(evidence, "an MMSI or a call sign")
    if evidence.known is None:
        return self.not_computable(evidence, "the numbers of the other vessels in the store")
    fired: list[Finding] = []
    undated: list[RowRef] = []
    for noun, ours, known in (
        ("MMSI", evidence.mmsis, evidence.known.mmsi),
        ("Call sign", evidence.call_signs, evidence.known.call_sign),
    ):
        for number in dict.fromkeys(statement.value for statement in ours):
            if noun == "MMSI" and _is_placeholder(number):
                continue
            carried = [statement for statement in ours if statement.value == number]
            others = [holder for holder in known.get(number, ()) if _is_different_ship(evidence, holder)]
            together = [holder for holder in others if _sent_together(carried, number, holder)]
            if together:
                names = in_words(sorted({name_of(holder) for holder in together}))
                sentence = f"The rule fires: {noun} {number} is also given for {names} at the same time."
                rows = [*map(row_of, together), *(statement.row for statement in carried)]
                fired.append(self.fires(evidence, sentence, rows))
            undated.extend(row_of(holder) for holder in others if _is_undated(holder, carried))
    if fired:
        return fired
    if undated:
        return self.not_computable(evidence, "dates for both ships' use of the number", undated)
    return self.clear(evidence, "No other ship here gives the MMSI or call sign at the same time.")


def _sent_together(carried: Sequence[Statement], number: str, holder: NumberHolder) -> bool:
    theirs = statement_of(holder, number)
    return theirs is not None and any(same_time(statement, theirs) for statement in carried)


def _is_undated(holder: NumberHolder, carried: Sequence[Statement]) -> bool:
    theirs = statement_of(holder, "")
    return theirs is None or not theirs.is_dated or not any(statement.is_dated for statement in carried)


def _is_different_ship(evidence: Evidence, holder: NumberHolder) -> bool:
    if not is_other_ship(evidence, holder):
        return False
    their_imo = holder.vessel.imo if holder.vessel else None
    if evidence.imo_rows and their_imo:
        return their_imo not in evidence.imo_rows
    ours = {comparable_name(name.value) for name in evidence.names}
    return not ours & {comparable_name(name) for name in names_of(holder)}


def _form_problem(number: str) -> str | None:
    if not _is_number(number) or len(number) != 9:
        return f"has {len(number)} characters where an MMSI has nine digits"
    kind = mmsi_kind(number)
    if kind in ABOARD:
        return None
    if kind is MmsiKind.OTHER:
        return f"begins with {number[0]}, as no ship's does: a ship's begins with 2 to 7"
    return f"has the form of: {kind.value}"


def _country_digits(number: str) -> str:
    if not _is_number(number) or len(number) != 9:
        return ""
    kind = mmsi_kind(number)
    return number[:3] if kind is MmsiKind.OTHER else mid_of(number) or ""


def _is_placeholder(number: str) -> bool:
    return _is_number(number) and is_placeholder_mmsi(number)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _rows(numbers: Mapping[str, Sequence[RowRef]]) -> list[RowRef]:
    return [row for rows in numbers.values() for row in rows]
