"""The test that three rules share: two marks of a ship that hold at one time must point to one state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.families import Kinship, kinship
from tracker.domain.indicators.model import Finding, Rule
from tracker.domain.indicators.statements import Statement, contradictions, rows_of
from tracker.domain.indicators.wording import state_names

BAREBOAT: Final = (
    "Innocent readings: a change of flag still under way, or a bareboat charter, under which a ship is "
    "registered in one state and flies another's flag."
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One kind of thing that points to a state: MMSIs, call signs or flags."""

    statements: Sequence[Statement]
    states: Callable[[str], frozenset[str]]
    """The states that a value may belong to; none where it tells nothing."""
    needs: str
    """What to say is missing where there is none."""
    words: Callable[[Statement], str]


def compare(self: Rule, evidence: Evidence, left: Mark, right: Mark) -> list[Finding]:
    """Fire for each two values of different states at the same time; a dependency's mark is no mismatch."""
    for mark in (left, right):
        if not any(mark.states(statement.value) for statement in mark.statements):
            return self.not_computable(evidence, mark.needs, [s.row for s in mark.statements])

    @cache
    def relation(left_value: str, right_value: str) -> Kinship | None:
        ours, theirs = left.states(left_value), right.states(right_value)
        found = {kinship(ours, state) for state in theirs} if ours else set()
        return next((kind for kind in _CLOSEST_FIRST if kind in found), None)

    fired = [
        self.fires(
            evidence,
            f"The rule fires: {left.words(pairs[0][0])} and {right.words(pairs[0][1])} at the same time. {BAREBOAT}",
            rows_of(pairs),
        )
        for pairs in contradictions(left.statements, right.statements, lambda a, b: relation(a, b) == "different")
    ]
    if fired:
        return fired
    kin = next(contradictions(left.statements, right.statements, lambda a, b: relation(a, b) == "family"), None)
    if kin:
        sentence = (
            f"{left.words(kin[0][0])} and {right.words(kin[0][1])} are not the same, but of one family: "
            "a state's ships and its territories' use each other's marks, so this is no mismatch."
        )
        return self.clear(evidence, _capital(sentence), rows_of(kin))
    agreeing = next(contradictions(left.statements, right.statements, lambda a, b: relation(a, b) == "same"), None)
    if agreeing:
        sentence = f"{left.words(agreeing[0][0])} and {right.words(agreeing[0][1])} agree."
        return self.clear(evidence, _capital(sentence), rows_of(agreeing))
    return self.not_computable(
        evidence,
        "dates that put both at the same time",
        [*(s.row for s in left.statements), *(s.row for s in right.statements)],
        f"{_capital(left.words(left.statements[0]))} and {right.words(right.statements[0])} stand apart.",
    )


def mark_words(evidence: Evidence, noun: str, statement: Statement, states: frozenset[str]) -> str:
    """Name a number and the states it points to: `MMSI 312123000 of Belize (26 May 2011)`."""
    owners = f" of {state_names(evidence, states)}" if states else ""
    return f"{noun} {statement.value}{owners}{statement.time_words()}"


_CLOSEST_FIRST: Final[tuple[Kinship, ...]] = ("same", "family", "different")


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
