"""Rules on call signs: the state of the prefix against the flag and against the MMSI's country digits."""

from __future__ import annotations

from typing import Final

from tracker.domain.identifiers import mid_of
from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.model import Finding, Rule, rule
from tracker.domain.indicators.same_state import Mark, compare, mark_words
from tracker.domain.indicators.wording import flag_words

RADIO_REGULATIONS_19: Final = "https://docslib.org/doc/11397339/article-19-identification-of-stations"
PREFIXES: Final = "https://www.itu.int/en/ITU-R/terrestrial/fmd/Pages/call_sign_series.aspx"
FALSE_POSITIVES: Final = (
    "A change of flag still under way; a bareboat charter; dependencies, whose ships may use the "
    "parent state's marks. The prefix alone is looked at, not the form of the letters after it."
)


@rule(
    id="call-sign-flag-mismatch",
    level="conflict",
    title="Call sign of another state than the flag",
    subject="call signs and flags given for the ship at the same time",
    test="The state to which the call sign's prefix is allocated (Radio Regulations, Appendix 42) is not "
    "the flag state given at the same time, nor of one family with it.",
    source=(RADIO_REGULATIONS_19, PREFIXES),
    false_positives=FALSE_POSITIVES,
)
def call_sign_flag_mismatch(self: Rule, evidence: Evidence) -> list[Finding]:
    """Radio Regulations 19.2 prohibits false or misleading identification."""
    return compare(self, evidence, call_sign_mark(evidence), flag_mark(evidence))


@rule(
    id="call-sign-mid-mismatch",
    level="conflict",
    title="Call sign of another state than the MMSI",
    subject="call signs and MMSIs given for the ship at the same time",
    test="The state of the call sign's prefix is none of those to which the MMSI's country digits (MID) are "
    "allocated, nor of one family with them, while both are given at the same time.",
    source=(RADIO_REGULATIONS_19, PREFIXES),
    false_positives=FALSE_POSITIVES,
)
def call_sign_mid_mismatch(self: Rule, evidence: Evidence) -> list[Finding]:
    """One administration assigns both marks."""
    return compare(self, evidence, call_sign_mark(evidence), mmsi_mark(evidence))


def call_sign_mark(evidence: Evidence) -> Mark:
    """Return the ship's call signs as marks of states."""
    states = evidence.tables.reference.states_of_call_sign
    return Mark(
        statements=evidence.call_signs,
        states=states,
        needs="a call sign whose prefix is in the table",
        words=lambda s: mark_words(evidence, "call sign", s, states(s.value)),
    )


def mmsi_mark(evidence: Evidence) -> Mark:
    """Return the ship's MMSIs as marks of states, by their country digits."""

    def states(mmsi: str) -> frozenset[str]:
        mid = mid_of(mmsi)
        return evidence.tables.reference.states_of_mid(mid) if mid else frozenset()

    return Mark(
        statements=evidence.mmsis,
        states=states,
        needs="an MMSI whose country digits (MID) are in the table",
        words=lambda s: mark_words(evidence, "MMSI", s, states(s.value)),
    )


def flag_mark(evidence: Evidence) -> Mark:
    """Return the flags given for the ship, in any aspect."""
    return Mark(
        statements=evidence.flags,
        states=lambda flag: frozenset({flag}),
        needs="a flag state",
        words=lambda s: flag_words(evidence, s),
    )
