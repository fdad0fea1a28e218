"""Judgements: a named analyst's settled answer for one property of one incident, append-only."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from difflib import get_close_matches

from tracker.domain.agreement import PropertyAgreement, agree
from tracker.domain.errors import FieldError
from tracker.domain.vocabulary import CONFIDENCES, LIKELIHOODS
from tracker.store.records import case
from tracker.store.reference import load_reference
from tracker.store.write import recorded


@dataclass(frozen=True, slots=True)
class Answer:
    """What an analyst holds of one property; likelihood and confidence are kept apart (ICD 203)."""

    property: str
    value: str | None
    """None leaves the property undecided."""
    likelihood: str | None
    confidence: str | None
    reasoning: str


def verdicts_of(connection: sqlite3.Connection, incident_id: int) -> list[PropertyAgreement]:
    """Return what sources say of each property of an incident, with the newest judgements.

    Raises:
        NotFoundError: There is no such incident.
    """
    found = case(connection, incident_id)
    return agree(found.sightings, found.sources, judgements=found.judgements, reference=load_reference())


def judge(connection: sqlite3.Connection, incident_id: int, answer: Answer, *, by: str) -> int:
    """Keep an answer as a new judgement, with the sightings that were weighed; return its id.

    Raises:
        FieldError: The property is not one of this case, a word is not of its list, or there is no reasoning.
        NotFoundError: There is no such incident.
    """
    verdict = _checked(verdicts_of(connection, incident_id), answer)
    considered = sorted(
        {support.sighting_id for group in verdict.values for support in (*group.supporters, *group.denials)}
    )
    settled = answer.value or "undecided"
    with recorded(connection, by=by, action="judge", summary=f"Judge {verdict.label}: {settled}") as change:
        return change.insert(
            "judgement",
            {
                "incident_id": incident_id,
                "property": answer.property,
                "value": answer.value or None,
                "likelihood": answer.likelihood or None,
                "confidence": answer.confidence or None,
                "reasoning": answer.reasoning.strip(),
                "analyst": by,
                "considered": json.dumps(considered),
            },
        )


def _checked(verdicts: list[PropertyAgreement], answer: Answer) -> PropertyAgreement:
    known = {verdict.property: verdict for verdict in verdicts}
    if answer.property not in known:
        nearest = get_close_matches(answer.property, known, n=1, cutoff=0.4)
        hint = f"Did you mean {nearest[0]}?" if nearest else f"It has {', '.join(known)}."
        raise FieldError("property", answer.property, f"is no property of this case. {hint}")
    for name, given, words in (
        ("likelihood", answer.likelihood, LIKELIHOODS),
        ("confidence", answer.confidence, CONFIDENCES),
    ):
        if given and given not in words:
            raise FieldError(name, given, f"is not one of {', '.join(words)}.")
    if not answer.reasoning.strip():
        raise FieldError("reasoning", "", "is needed: say why, so that somebody else can follow.")
    return known[answer.property]
