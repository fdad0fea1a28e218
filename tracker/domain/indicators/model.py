"""What an indicator rule is: its test, parameters and public source; and the findings it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.statements import RowRef

Outcome = Literal["fires", "clear", "not-computable"]
Level = Literal["error", "conflict", "listing", "pattern"]

LEVELS: Final[dict[Level, str]] = {
    "error": "a value that cannot be right",
    "conflict": "two statements that cannot both hold",
    "listing": "somebody lists the flag or the ship",
    "pattern": "a pattern that needs judgement",
}

ROWS_NAMED_AT_MOST: Final = 100
"""A finding names this many of the rows it rests on; a ship with thousands of AIS positions has more."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that a rule's test uses, with where its default comes from."""

    name: str
    default: float
    unit: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule says of one ship; `sentence` carries the values, `rests_on` the rows they stand in."""

    rule: str
    version: int
    outcome: Outcome
    level: Level
    sentence: str
    vessel_id: int | None = None
    sighting_id: int | None = None
    """The sighting that the finding is about, where it is one sighting alone."""
    incident_id: int | None = None
    rests_on: tuple[RowRef, ...] = ()
    missing: str | None = None
    """What would have to be known for the rule to be computed; only with `not-computable`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One indicator.

    `test` says in English exactly when it fires, `source` are the web addresses it rests on,
    `false_positives` the innocent readings to expect, `subject` what it looks at.
    """

    id: str
    version: int
    level: Level
    title: str
    test: str
    source: tuple[str, ...]
    false_positives: str
    subject: str
    run: Callable[[Rule, Evidence], list[Finding]]
    parameters: tuple[Parameter, ...] = ()

    def findings(self, evidence: Evidence) -> list[Finding]:
        """Return one finding for each thing that fires, or else the one that says clear or not computable."""
        return self.run(self, evidence)

    def value(self, name: str) -> float:
        """Return the value of the parameter called `name`.

        Raises:
            KeyError: The rule has no such parameter.
        """
        return {parameter.name: parameter.default for parameter in self.parameters}[name]

    def with_parameters(self, **values: float) -> Rule:
        """Return the same rule with other parameter values, for an analyst who reads the pattern differently.

        Raises:
            KeyError: The rule has no parameter of a name given.
        """
        unknown = set(values) - {parameter.name for parameter in self.parameters}
        if unknown:
            raise KeyError(*sorted(unknown))
        return replace(
            self,
            parameters=tuple(
                replace(parameter, default=values.get(parameter.name, parameter.default))
                for parameter in self.parameters
            ),
        )

    def fires(self, evidence: Evidence, sentence: str, rests_on: Iterable[RowRef]) -> Finding:
        """Build the finding that the rule fires."""
        return self._finding(evidence, "fires", sentence, rests_on)

    def clear(self, evidence: Evidence, sentence: str, rests_on: Iterable[RowRef] = ()) -> list[Finding]:
        """Build the one finding that the rule was computed and does not fire."""
        return [self._finding(evidence, "clear", sentence, rests_on)]

    def not_computable(
        self, evidence: Evidence, missing: str, rests_on: Iterable[RowRef] = (), remark: str = ""
    ) -> list[Finding]:
        """Build the one finding that the rule cannot be computed; `missing` is a noun phrase."""
        sentence = f"Not computable: this needs {missing}.{' ' + remark if remark else ''}"
        return [self._finding(evidence, "not-computable", sentence, rests_on, missing)]

    def _finding(
        self,
        evidence: Evidence,
        outcome: Outcome,
        sentence: str,
        rests_on: Iterable[RowRef],
        missing: str | None = None,
    ) -> Finding:
        rows = tuple(dict.fromkeys(rests_on))[:ROWS_NAMED_AT_MOST]
        sighting_ids = {row_id for table, row_id in rows if table == "sighting"}
        if evidence.vessel is None and len(evidence.sightings) == 1:
            sighting_ids = {evidence.sightings[0].id}
        return Finding(
            rule=self.id,
            version=self.version,
            outcome=outcome,
            level=self.level,
            sentence=sentence,
            vessel_id=evidence.vessel.id if evidence.vessel else None,
            sighting_id=sighting_ids.pop() if len(sighting_ids) == 1 else None,
            incident_id=evidence.incident_id,
            rests_on=rows,
            missing=missing,
        )


RuleFunction = Callable[[Rule, Evidence], list[Finding]]


def rule(
    *,
    id: str,
    level: Level,
    title: str,
    test: str,
    source: tuple[str, ...],
    false_positives: str,
    subject: str,
    version: int = 1,
    parameters: tuple[Parameter, ...] = (),
) -> Callable[[RuleFunction], Rule]:
    """Make a rule of the function under it, which takes the rule itself and the evidence."""

    def made(run: RuleFunction) -> Rule:
        return Rule(
            id=id,
            version=version,
            level=level,
            title=title,
            test=test,
            source=source,
            false_positives=false_positives,
            subject=subject,
            run=run,
            parameters=parameters,
        )

    return made
