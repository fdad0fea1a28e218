"""The outcome for one property of a case: its values, who stands behind each, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from tracker.domain.records import Judgement

Verdict = Literal["unreported", "single-origin", "agreed", "refined", "contested"]


@dataclass(frozen=True, slots=True)
class Support:
    """One sighting behind, or against, a value."""

    sighting_id: int
    source_id: int
    origin_id: int
    """The source at the root of `derived_from`: two retellings of one article have one origin."""
    stance: str
    said_by: str | None
    reliability: str
    credibility: int


@dataclass(frozen=True, slots=True)
class ValueGroup:
    """One value with all who give it."""

    value: str
    """Normal form: EDTF, ISO code, name without its prefix, digits, position, or the shortest wording."""
    shown: tuple[str, ...]
    """The value as each source gave it, without repeats."""
    supporters: tuple[Support, ...]
    denials: tuple[Support, ...] = ()

    @property
    def origins(self) -> int:
        """Independent origins that give the value."""
        return len({support.origin_id for support in self.supporters})

    @property
    def best_grade(self) -> tuple[str, int]:
        """The best reliability and credibility among the supporters."""
        return min(((s.reliability, s.credibility) for s in self.supporters), default=("F", 6))


@dataclass(frozen=True, slots=True)
class PropertyAgreement:
    """What sources say of one property."""

    property: str
    label: str
    verdict: Verdict
    values: tuple[ValueGroup, ...]
    origins: int
    """Independent origins that say anything of the property."""
    best: ValueGroup | None
    why: str
    """Why the verdict and the best value are what they are, in a sentence."""
    judgement: Judgement | None = None
    """The analyst's newest judgement; it stands above what sources say, never instead of it."""


def to_json(verdict: PropertyAgreement) -> dict[str, Any]:
    """Return the outcome as plain data for JSON."""
    judgement = verdict.judgement
    return {
        "property": verdict.property,
        "verdict": verdict.verdict,
        "origins": verdict.origins,
        "best": verdict.best.value if verdict.best else None,
        "why": verdict.why,
        "values": [
            {
                "value": group.value,
                "shown": list(group.shown),
                "origins": group.origins,
                "sightings": [support.sighting_id for support in group.supporters],
                "sources": sorted({support.source_id for support in group.supporters}),
                "denied_by": [support.sighting_id for support in group.denials],
            }
            for group in verdict.values
        ],
        "judgement": None
        if judgement is None
        else {
            "value": judgement.value,
            "likelihood": judgement.likelihood,
            "confidence": judgement.confidence,
            "reasoning": judgement.reasoning,
            "analyst": judgement.analyst,
        },
    }
