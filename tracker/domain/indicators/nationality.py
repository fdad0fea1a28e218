"""Rules on nationality over time: two at once, a change during a voyage, and many changes in a short time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Final

from tracker.domain.flags import is_state_code
from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.families import family_head
from tracker.domain.indicators.model import Finding, Parameter, Rule, rule
from tracker.domain.indicators.names import comparable_name
from tracker.domain.indicators.spells import Spell, days_between, most_in_window, spells_of
from tracker.domain.indicators.statements import (
    RowRef,
    Statement,
    by_value,
    contradictions,
    may_coincide,
    rows_of,
    sighting_time_words,
)
from tracker.domain.indicators.wording import counted, flag_words, in_words
from tracker.domain.records import Sighting

_ABOARD: Final = re.compile(r"\b(master|captain|skipper|crew|officer|mate)s?\b", re.IGNORECASE)

UNCLOS_92: Final = "https://www.yumpu.com/en/document/view/5997269/international-ocean-institute-training-programme/56"


@rule(
    id="two-nationalities",
    level="conflict",
    title="Two nationalities at one time",
    version=2,
    subject="flags in any aspect but a list's, and nationalities that master or crew claim, at the same time",
    test="Two states of different families are given as the ship's flag (flown, registered, broadcast, "
    "documented, claimed) at the same time, or claimed as her nationality by her master or crew. Denials do not "
    "count; nor does what a list or the press calls her, which may go by her owner; nor two sources that "
    "each saw another flag in the same place, for one of them is mistaken.",
    source=(UNCLOS_92,),
    false_positives="Sources that contradict each other; bareboat registration, under which two registers hold "
    "the ship lawfully.",
)
def two_nationalities(self: Rule, evidence: Evidence) -> list[Finding]:
    """UN Convention on the Law of the Sea, article 92(2): a ship sails under one flag only."""
    given = (
        *(flag for flag in evidence.flags if flag.aspect != "listed"),
        *(said for said in evidence.nationalities if _is_the_ships_own_claim(said)),
    )
    if len(given) < 2:
        return self.not_computable(evidence, "two statements of flag or nationality", [s.row for s in given])
    fired = []
    disputed: list[RowRef] = []
    for found in contradictions(given, given, _are_of_different_families):
        pairs = [pair for pair in found if not _is_one_flag_seen_differently(*pair)]
        if not pairs:
            disputed += rows_of(found)
            continue
        left, right = next((pair for pair in pairs if pair[0].day), pairs[0])
        same_row = left.row == right.row
        same_source = left.record.source_id == right.record.source_id
        voices = "one source gives both" if same_row or same_source else "the sources differ"
        sentence = (
            f"The rule fires: {flag_words(evidence, left)} and {flag_words(evidence, right)} "
            f"at the same time; {voices}."
        )
        fired.append(self.fires(evidence, sentence, rows_of(pairs)))
    if fired:
        return fired
    if disputed:
        return self.not_computable(evidence, "which of the sources that saw another flag each is right", disputed)
    kin = next(contradictions(given, given, lambda a, b: family_head(a) == family_head(b)), None)
    if kin:
        names = f"{flag_words(evidence, kin[0][0])} and {flag_words(evidence, kin[0][1])}"
        return self.clear(evidence, f"{names} are of one family, which is no contradiction.", rows_of(kin))
    states = dict.fromkeys(statement.value for statement in given)
    names = in_words(evidence.flag_name(state) for state in states)
    if len(states) == 1:
        return self.clear(evidence, f"Every source gives {names}.", [s.row for s in given])
    if not any(may_coincide(one, other) for one, other in combinations(by_value(given).values(), 2)):
        return self.clear(evidence, f"{names} are given for different times.", [s.row for s in given])
    return self.not_computable(
        evidence,
        "dates that show whether the flags were held at the same time",
        [s.row for s in given],
        f"{names} are given.",
    )


def _is_the_ships_own_claim(said: Statement) -> bool:
    speaker = said.record.said_by if isinstance(said.record, Sighting) else None
    return speaker is not None and _ABOARD.search(speaker) is not None


def _is_one_flag_seen_differently(left: Statement, right: Statement) -> bool:
    """Tell whether two sources tell of one and the same flag, so that the contradiction is theirs, not the ship's.

    A ship can broadcast one flag in the morning and another at night; what two registers or two spans of a flag
    flown say is told apart by time.
    """
    return (
        left.aspect == right.aspect != "broadcast"
        and left.record.source_id != right.record.source_id
        and (isinstance(left.record, Sighting) or isinstance(right.record, Sighting))
    )


def _are_of_different_families(left: str, right: str) -> bool:
    return family_head(left) != family_head(right)


@rule(
    id="flag-change-on-voyage",
    level="conflict",
    title="Flag changed during a voyage",
    subject="sightings that name the same origin and destination",
    test="Two sightings, surely one after the other and at most so many days apart, name the same origin "
    "and the same destination and different flags flown, registered or broadcast, and no identity with "
    "another owner begins between them.",
    source=(UNCLOS_92,),
    false_positives="A second voyage between the same ports; a sale that no source here reports.",
    parameters=(Parameter("voyage_days", 60, "days", "ours: few laden voyages take longer"),),
)
def flag_change_on_voyage(self: Rule, evidence: Evidence) -> list[Finding]:
    """UNCLOS 92(1): no change of flag during a voyage, save on a real transfer of ownership or registry."""
    legs = [s for s in evidence.said if s.origin and s.destination and s.date_latest and _sailing_flag(s)]
    voyages: dict[tuple[str, str], list[Sighting]] = {}
    for sighting in legs:
        ends = (comparable_name(sighting.origin or ""), comparable_name(sighting.destination or ""))
        voyages.setdefault(ends, []).append(sighting)
    followed = [(a, b) for leg in voyages.values() for a, b in pairwise(leg)]
    ordered = [(a, b) for a, b in followed if _surely_before(a, b)]
    if not ordered:
        return self.not_computable(evidence, "two dated sightings of one voyage, with origin, destination and flag")
    fired = []
    for before, after in ordered:
        old, new = _sailing_flag(before) or "", _sailing_flag(after) or ""
        apart = days_between((before.date_earliest or "")[:10], (after.date_latest or "")[:10])
        if not _are_of_different_families(old, new) or apart > self.value("voyage_days"):
            continue
        if _is_sold_between(evidence, before, after):
            continue
        sentence = (
            f"The rule fires: the flag was {evidence.flag_name(old)}{sighting_time_words(before)} and "
            f"{evidence.flag_name(new)}{sighting_time_words(after)} on a voyage from {before.origin} to "
            f"{before.destination}, and no source reports a sale between."
        )
        fired.append(self.fires(evidence, sentence, [("sighting", before.id), ("sighting", after.id)]))
    rows = [("sighting", sighting.id) for pair in ordered for sighting in pair]
    return fired or self.clear(evidence, "No flag changed between sightings of one voyage.", rows)


def _sailing_flag(sighting: Sighting) -> str | None:
    for flag in (sighting.flag_flown, sighting.flag_registered, sighting.flag_broadcast):
        if flag and is_state_code(flag):
            return flag
    return None


def _surely_before(first: Sighting, second: Sighting) -> bool:
    return bool(first.date_latest and second.date_earliest and first.date_latest < second.date_earliest)


def _is_sold_between(evidence: Evidence, before: Sighting, after: Sighting) -> bool:
    return any(
        identity.owner
        and identity.valid_from_earliest
        and identity.valid_from_latest
        and identity.valid_from_latest >= (before.date_earliest or "")
        and identity.valid_from_earliest <= (after.date_latest or "")
        for identity in evidence.identities
    )


@rule(
    id="flag-hopping",
    level="pattern",
    title="Several changes of flag in a short time",
    subject="dated flags in any aspect",
    test="Within the shorter window there were surely so many changes of flag, or within the longer window "
    "so many: different flags each surely later than the one before, or different identities of one aspect. "
    "Flags of one family are one flag, a return to an earlier flag is not counted, and a new MMSI under the "
    "same flag is no change.",
    source=(
        "https://www.kennedyslaw.com/en/thought-leadership/article/2025/behind-the-flags-the-role-of-flag-hopping-as-a-deceptive-shipping-tactic",
        "https://hansa.news/shadow-fleet-more-and-more-ships-flying-false-flags",
    ),
    false_positives="Sources that contradict each other on the flag; sale and reflagging for trade. The "
    "number of changes is ours to choose: no authority defines one.",
    parameters=(
        Parameter(
            "changes_in_short_window",
            2,
            "changes",
            "ours; the Centre for Research on Energy and Clean Air counts two within six months of a sanction",
        ),
        Parameter("short_window_days", 365, "days", "ours"),
        Parameter("changes_in_long_window", 3, "changes", "ours; the Pablo had four registries in two years"),
        Parameter("long_window_days", 730, "days", "ours"),
    ),
)
def flag_hopping(self: Rule, evidence: Evidence) -> list[Finding]:
    """Repeatedly changing the flag to avoid detection, as the UK sanctions office words it."""
    spells = spells_of(evidence.flags, same=family_head)
    if not spells:
        return self.not_computable(evidence, "a dated flag")
    best = 0
    for count_name, window_name in (
        ("changes_in_short_window", "short_window_days"),
        ("changes_in_long_window", "long_window_days"),
    ):
        window = int(self.value(window_name))
        found = _most_changes(spells, evidence.flags, window)
        best = max(best, found[0])
        if found[0] >= self.value(count_name):
            changes = counted(found[0], "change")
            named = in_words(flag_words(evidence, spell.statement) for spell in found[1])
            sentence = f"The rule fires: at least {changes} of flag within {window} days: {named}."
            return [self.fires(evidence, sentence, [spell.statement.row for spell in found[1]])]
    window = int(self.value("long_window_days"))
    sure = f"At most {counted(best, 'change')}" if best else "No change"
    rows = [spell.statement.row for spell in spells]
    return self.clear(evidence, f"{sure} of flag is sure within {window} days.", rows)


def _most_changes(spells: Sequence[Spell], flags: Sequence[Statement], window: int) -> tuple[int, list[Spell]]:
    histories: dict[str, list[Statement]] = {}
    for statement in flags:
        if statement.row[0] == "identity" and statement.aspect != "listed":
            histories.setdefault(statement.aspect, []).append(statement)
    by_aspect = [most_in_window(spells_of(history, family_head), window) for history in histories.values()]
    succession = _longest_succession(spells, window)
    best = max((succession, *by_aspect), key=len)
    return len(best) - 1, best


def _longest_succession(spells: Iterable[Spell], window: int) -> list[Spell]:
    """Return the longest run, within `window` days, of different flags each surely later than the last."""
    best: list[Spell] = []
    run: list[Spell] = []
    for spell in sorted(spells, key=lambda spell: spell.last_day):
        if run and (spell.first_day <= run[-1].last_day or any(spell.value == s.value for s in run)):
            continue
        run = [s for s in run if days_between(s.first_day, spell.last_day) <= window]
        if days_between(spell.first_day, spell.last_day) <= window:
            run.append(spell)
        if len(run) > len(best):
            best = list(run)
    return best
