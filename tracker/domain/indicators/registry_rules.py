"""Rules on the flag's registry: dated notices, states without a register, deletions, and denials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tracker.domain.flags import is_state_code
from tracker.domain.indicators.deletions import Deletion, deletions
from tracker.domain.indicators.denials import denials
from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.model import Finding, Parameter, Rule, rule
from tracker.domain.indicators.notices import (
    NO_REGISTER_KINDS,
    SPEAKING_KINDS,
    concerns,
    kind_words,
    notice_words,
    speaks_from,
    speaks_until,
)
from tracker.domain.indicators.statements import RowRef, Statement, rows_by_value, sighting_time_words
from tracker.domain.indicators.wording import counted, flag_words, in_words
from tracker.domain.reference import Reference, RegistryNotice

NEEDS_FLAG: Final = "a flag state"
NOTICES_TABLE: Final = "https://seasnews.net/imo-counts-529-vessels-flying-false-flags"
FORMER_STATES: Final = {"AN": ("2010-10-10", "the Netherlands Antilles were dissolved on 10 October 2010")}
"""Flags of states that are no more: the day they ended. https://en.wikipedia.org/wiki/Netherlands_Antilles"""


@rule(
    id="registry-notice",
    level="listing",
    version=2,
    title="Dated notice about the flag's registry",
    subject="flags in any aspect, against the table of registry notices",
    test="The flag was surely given on or after the date of a notice that its registry was closed, "
    "disowned, purged, imitated or falsely used, and no more than so many years after it; a notice of a closed "
    "register does not age, and one that tells of a span speaks of that span alone. The notice, its date and its "
    "kind are named. A notice on one named ship concerns that ship alone; one on misused MMSIs, ships that send "
    "one of that state.",
    parameters=(
        Parameter(
            "notice_years", 10, "years", "ours: certificates run five years at most, so two terms after the notice"
        ),
    ),
    source=(
        NOTICES_TABLE,
        "https://safety4sea.com/over-300-ships-involved-in-fraudulent-registries/",
        "https://windward.ai/blog/comoros-dark-fleet-purge-sees-more-than-60-tankers-listed-as-false-flagged",
    ),
    false_positives="Most ships under a flag that others misuse are registered there. A notice does not say "
    "that this ship is one of those it counts, and says nothing of days before its own date.",
)
def registry_notice(self: Rule, evidence: Evidence) -> list[Finding]:
    """States tell the IMO, and the trade press tells everybody, when a flag is falsely used."""
    speaking = [n for n in evidence.tables.reference.notices if n.kind in SPEAKING_KINDS]
    return _against_notices(self, evidence, speaking, self.value("notice_years"))


@rule(
    id="no-such-registry",
    level="conflict",
    title="No such state, or a state without a register",
    subject="flags in any aspect",
    test="The flag as printed is a name that is no state's, or is that of a former state surely after its "
    "end, or of a state that had told the International Maritime Organization by then that it runs no "
    "(international) register.",
    source=(
        NOTICES_TABLE,
        "https://safety4sea.com/france-and-netherlands-raise-alarm-over-fraudulent-registries",
        "https://maritime-executive.com/index.php/article/caribbean-island-of-st-maarten-warns-of-flag-and-seafarer-document-fraud",
    ),
    false_positives="A misprinted or unusual name of a real state; boats of a state that registers its own "
    "but no foreign ships.",
)
def no_such_registry(self: Rule, evidence: Evidence) -> list[Finding]:
    """Matthew Island, a rock in the Pacific, had a registry's web site."""
    if not evidence.flag_texts:
        return self.not_computable(evidence, "a flag")
    reference = evidence.tables.reference
    fired = []
    undecided = []
    for flag in evidence.flag_texts:
        if flag.value not in FORMER_STATES:
            continue
        day, words = FORMER_STATES[flag.value]
        if flag.surely_after(day):
            sentence = f"The rule fires: {flag_words(evidence, flag)} is no flag any more; {words}."
            fired.append(self.fires(evidence, sentence, [flag.row]))
        elif flag.possibly_since(day):
            undecided.append(flag.row)
    for text, rows in rows_by_value(evidence.flag_texts).items():
        if _is_no_states(reference, text):
            sentence = f"The rule fires: {text!r} is no state's flag in the table of states."
            fired.append(self.fires(evidence, sentence, rows))
    if fired:
        return _one_for_each_sentence(fired)
    if undecided:
        return self.not_computable(evidence, "a date that puts the flag surely after the state's end", undecided)
    return _against_notices(self, evidence, [n for n in reference.notices if n.kind in NO_REGISTER_KINDS])


def _is_no_states(reference: Reference, text: str) -> bool:
    """Tell whether a printed flag names something, and no state; "hidden" names nothing."""
    if is_state_code(text):
        return reference.state(text) is None and text not in FORMER_STATES
    words = " ".join(["", *re.findall(r"[^\W_]+", text), ""])
    return text[:1].isupper() and not any(
        f" {state.code} " in words or f" {state.name.casefold()} " in words.casefold()
        for state in reference.states.values()
    )


def _against_notices(
    self: Rule, evidence: Evidence, notices: Sequence[RegistryNotice], years: float = 0
) -> list[Finding]:
    if not evidence.flag_texts:
        return self.not_computable(evidence, NEEDS_FLAG)
    fired: list[Finding] = []
    possible: dict[str, list[RowRef]] = {}
    for flag, statements in _statements_by_flag(evidence.flag_texts):
        said: list[str] = []
        used: dict[RowRef, Statement] = {}
        for notice in notices:
            if not concerns(notice, flag, evidence):
                continue
            possibly, surely = speaks_from(notice)
            last = speaks_until(notice, years)
            after = {s.row: s for s in statements if s.surely_since(surely) and s.surely_until(last)}
            can = [
                s.row for s in statements if s.possibly_since(possibly) and (s.first_day is None or s.first_day <= last)
            ]
            if after:
                said.append(f"{kind_words(notice)} ({notice_words(notice)})")
                used |= after
            elif can:
                possible.setdefault(notice_words(notice), []).extend(can)
        if used:
            first = next(iter(used.values()))
            sentence = f"The rule fires: {flag_words(evidence, first)}, after notice of {in_words(said)}."
            fired.append(self.fires(evidence, sentence, used))
    if fired:
        return fired
    if possible:
        rows = [row for rows in possible.values() for row in rows]
        return self.not_computable(
            evidence,
            "a date that puts the flag surely on or after a notice",
            rows,
            f"It can be later than the notice {in_words(possible)}.",
        )
    flags = in_words(dict.fromkeys(evidence.flag_name(flag.value) for flag in evidence.flag_texts))
    return self.clear(
        evidence, f"No notice on {flags} of that time is known here.", [f.row for f in evidence.flag_texts]
    )


def _statements_by_flag(statements: Iterable[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    grouped: dict[str, list[Statement]] = {}
    for statement in statements:
        grouped.setdefault(statement.value, []).append(statement)
    yield from grouped.items()


def _one_for_each_sentence(findings: Iterable[Finding]) -> list[Finding]:
    return list({finding.sentence: finding for finding in findings}.values())


@rule(
    id="landlocked-no-registry",
    level="pattern",
    title="Landlocked state not known to keep a register",
    subject="flags in any aspect",
    test="The flag is a landlocked state's, and the table of landlocked states with a genuine register does "
    "not have it. Landlocked alone never fires.",
    source=(
        "https://foreignpolicy.com/2023/06/01/mongolia-shipping-industry-russia-sanctions/",
        "http://www.mindofafox.com/?p=1403",
    ),
    false_positives="The table lists the registers that a public source here names; lake and river fleets are real.",
)
def landlocked_no_registry(self: Rule, evidence: Evidence) -> list[Finding]:
    """Every state may register ships, with a coast or without (Law of the Sea Convention, article 90)."""
    if not evidence.flags:
        return self.not_computable(evidence, NEEDS_FLAG)
    registers = evidence.tables.landlocked_registers
    if registers is None:
        return self.not_computable(evidence, "the table of landlocked states with a register")
    fired, genuine = [], []
    for flag, rows in rows_by_value(evidence.flags).items():
        state = evidence.tables.reference.state(flag)
        if state is None or not state.landlocked:
            continue
        if flag in registers:
            genuine.append(f"{state.name} is landlocked and keeps a register: {registers[flag].claim}")
        else:
            sentence = f"The rule fires: {state.name} has no coast, and no register of its is known here."
            fired.append(self.fires(evidence, sentence, rows))
    flags = in_words(dict.fromkeys(evidence.flag_name(statement.value) for statement in evidence.flags))
    sentence = f"{'; '.join(genuine)}." if genuine else f"No landlocked state's flag is among these: {flags}."
    return fired or self.clear(evidence, sentence, [statement.row for statement in evidence.flags])


@rule(
    id="flag-after-deletion",
    level="conflict",
    title="Flag used after deletion from the register",
    subject="flags in any aspect, and MMSIs that name the flag state, against reports that a registration ended",
    test="The flag, or an MMSI of that state, was surely given after a sighting, or an identity by its "
    "note, tells that the ship was deregistered, struck off or its flag revoked, or after the registry "
    "closed, and no later registration under it is known.",
    source=(
        "http://tradelawnews.blogspot.com/2012/07/ofac-issues-global-advisory-to-shipping.html",
        "https://www.thecitizen.co.tz/News/national/Revealed--Iranian-ships-still-flying-Tanzania-flag/1840392-1921596-de18u2z/index.html",
        "http://www.phnompenhpost.com/national/cambodian-flag-used-dprk-move-arms",
    ),
    false_positives="A transponder not yet set anew; a new registration that no source here reports; "
    "home-trade ships of a state that closed its international register.",
)
def flag_after_deletion(self: Rule, evidence: Evidence) -> list[Finding]:
    """AMIN kept sailing under Sierra Leone's flag after it was revoked."""
    ended = list(deletions(evidence))
    if not evidence.flags and not evidence.mmsis:
        return self.not_computable(evidence, NEEDS_FLAG)
    fired: list[Finding] = []
    undecided: list[RowRef] = []
    for deletion in ended:
        uses = [use for use in _uses(evidence, deletion.flag) if use.row not in deletion.rows]
        if deletion.day is None:
            undecided.extend(deletion.rows)
            continue
        day = deletion.day
        after = [use for use in uses if use.surely_after(day) and not _is_registered_anew(evidence, deletion, use)]
        if after:
            mark = (
                flag_words(evidence, after[0])
                if after[0].value == deletion.flag
                else (f"MMSI {after[0].value} of {evidence.flag_name(deletion.flag)}{after[0].time_words()}")
            )
            sentence = f"The rule fires: {mark} was given after {deletion.words}."
            rows = [*deletion.rows, *(use.row for use in after)]
            fired.append(self.fires(evidence, sentence, rows))
        elif any(use.possibly_since(day) and not use.surely_after(day) for use in uses):
            undecided.extend(deletion.rows)
    if fired:
        return _one_for_each_sentence(fired)
    if undecided:
        return self.not_computable(evidence, "the dates of the deletion and of every use of the flag", undecided)
    if not ended:
        return self.clear(evidence, "No source here reports that a registration of the ship ended.")
    count = counted(len(ended), "report")
    rows = [row for deletion in ended for row in deletion.rows]
    return self.clear(evidence, f"No use of the flag is surely later than the {count} of a deletion.", rows)


def _uses(evidence: Evidence, flag: str) -> Iterator[Statement]:
    reference = evidence.tables.reference
    yield from (statement for statement in evidence.flags if statement.value == flag)
    yield from (s for s in evidence.mmsis if flag in reference.states_of_mid(s.value[:3]))


def _is_registered_anew(evidence: Evidence, deletion: Deletion, use: Statement) -> bool:
    return any(
        identity.flag == deletion.flag
        and identity.aspect == "registered"
        and ("identity", identity.id) not in deletion.rows
        and identity.valid_from_latest is not None
        and identity.valid_from_latest[:10] >= (deletion.day or "")
        and (identity.valid_from_earliest or "")[:10] <= (use.last_day or "9999")
        for identity in evidence.identities
    )


@rule(
    id="registry-denies",
    level="conflict",
    title="The flag administration denies the registration",
    subject="sightings in which somebody speaks for a flag state",
    test="A source of kind registry, or somebody named with the flag state's name, says that the ship is "
    "not, or was never, registered or flagged there. This is the International Maritime Organization's own "
    "test of a false flag.",
    source=(
        "https://windward.ai/blog/comoros-dark-fleet-purge-sees-more-than-60-tankers-listed-as-false-flagged",
        "https://www.brookesbell.com/news-and-knowledge/article/crea-urges-eu-and-uk-to-detain-russian-shadow-fleet-vessels-flying-false-flags-159681",
    ),
    false_positives="An official who does not know the register; a later correction, as Djibouti's on "
    "Kiwala; a denial that concerns another time than the sighting.",
)
def registry_denies(self: Rule, evidence: Evidence) -> list[Finding]:
    """Only the administration can say who is on its register."""
    if not evidence.sightings:
        return self.not_computable(evidence, "a sighting")
    fired = [
        self.fires(
            evidence,
            f"The rule fires: {denial.said_by} said{sighting_time_words(denial.sighting)} that the ship is "
            f"not registered in {evidence.flag_name(denial.flag)}: {denial.words!r}.",
            [("sighting", denial.sighting.id), *denial.flag_rows],
        )
        for denial in denials(evidence)
    ]
    return fired or self.clear(evidence, "No flag administration is reported here to deny the registration.")
