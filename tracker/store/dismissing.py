"""Setting findings aside: a named analyst's word that what a rule says of a ship does not count, and why."""

from __future__ import annotations

import sqlite3

from tracker.domain.errors import FieldError, NotFoundError

_MATCHING = """
    FROM dismissal
    WHERE dismissal.rule = finding.rule AND dismissal.sentence = finding.sentence
      AND dismissal.vessel_id IS finding.vessel_id AND dismissal.sighting_id IS finding.sighting_id
      AND dismissal.retracted_at IS NULL
    ORDER BY dismissal.id DESC LIMIT 1
"""

_APPLY = f"""
UPDATE finding SET (dismissed_at, dismissed_by, dismissed_why) = (SELECT created_at, analyst, reasoning {_MATCHING})
WHERE {{which}}
"""  # noqa: S608 - our own text


def apply_dismissals(connection: sqlite3.Connection, dismissal_id: int) -> None:
    """Mark the findings that this dismissal sets aside, or no longer does."""
    connection.execute(
        _APPLY.format(
            which="id IN (SELECT finding.id FROM finding JOIN dismissal ON dismissal.rule = finding.rule"
            " AND dismissal.vessel_id IS finding.vessel_id AND dismissal.sighting_id IS finding.sighting_id"
            " WHERE dismissal.id = ?)"
        ),
        (dismissal_id,),
    )


def apply_dismissals_to(connection: sqlite3.Connection, finding_id: int) -> None:
    """Mark a finding as set aside if a dismissal says so."""
    connection.execute(_APPLY.format(which="id = ?"), (finding_id,))


def dismiss(connection: sqlite3.Connection, finding_id: int, reasoning: str, *, by: str) -> int:
    """Set a finding aside; return the id of the dismissal, which can be retracted.

    Raises:
        NotFoundError: There is no such finding.
        FieldError: There is no reason, or the finding is set aside already.
    """
    from tracker.store.write import recorded

    row = connection.execute("SELECT * FROM finding WHERE id = ?", (finding_id,)).fetchone()
    if row is None:
        raise NotFoundError(
            f"There is no finding {finding_id}. `tracker list findings --columns id,sentence` has them."
        )
    if row["dismissed_at"] is not None:
        raise FieldError("finding", str(finding_id), f"was set aside by {row['dismissed_by']} already.")
    if not reasoning.strip():
        raise FieldError("why", "", "is needed: say why the finding does not count, so that somebody else can follow.")
    with recorded(connection, by=by, action="dismiss", summary=f"Dismiss {row['rule']}", why=reasoning) as change:
        return change.insert(
            "dismissal",
            {
                "rule": row["rule"],
                "version": row["version"],
                "vessel_id": row["vessel_id"],
                "sighting_id": row["sighting_id"],
                "sentence": row["sentence"],
                "reasoning": reasoning.strip(),
                "analyst": by,
            },
        )
