"""Reports that a ship's registration ended: in identities, in sightings' words, and by closed registries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.domain.flags import is_state_code
from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.notices import concerns, notice_words, speaks_from
from tracker.domain.indicators.statements import (
    RowRef,
    day_after,
    of_identity,
    sighting_days,
    sighting_time_words,
    vague_days,
)
from tracker.domain.records import Sighting
from tracker.domain.vocabulary import FLAG_COLUMNS

ENDED_REGISTRATION: Final = re.compile(
    r"\b(?:de-?registered|deflagged|de-flagged|struck off|struck from|"
    r"(?:removed|deleted) from (?:its|the|their)? ?(?:\w+ )?(?:register|registry)|"
    r"(?:flag|registration|registry) (?:was |is |has been |had been )?"
    r"(?:revoked|cancelled|withdrawn|deleted)|"
    r"(?:revoked|cancelled|withdrew) (?:its|the|her) (?:flag|registration))",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(
    r"\b(?:to be|will be|would be|would|ready to|moved to|asked to|may be|not)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Deletion:
    """The end of a registration under `flag`."""

    flag: str
    day: str | None
    """The last day (`YYYY-MM-DD`) on which it can have been; None where it has no date."""
    words: str
    """What ended it, to follow "after"."""
    rows: tuple[RowRef, ...]


def deletions(evidence: Evidence) -> Iterator[Deletion]:
    """Yield every report that a registration of the ship ended, or the registry itself."""
    for identity in evidence.identities:
        if identity.flag and is_state_code(identity.flag) and _ended(identity.note):
            end = identity.valid_to_latest
            day = day_after(end[:10], vague_days(identity.valid_to)) if end else None
            words = f"her registration there ended{of_identity(identity, '', None).time_words()}"
            yield Deletion(identity.flag, day, words, (("identity", identity.id),))
    for sighting in evidence.said:
        flag = _flag_ended(sighting)
        if flag:
            words = f"a source reported her registration ended{sighting_time_words(sighting)}"
            yield Deletion(flag, sighting_days(sighting)[1], words, (("sighting", sighting.id),))
    for notice in evidence.tables.reference.notices:
        if notice.kind == "registry_closed" and notice.flag and concerns(notice, notice.flag, evidence):
            yield Deletion(notice.flag, speaks_from(notice)[1], f"the registry closed ({notice_words(notice)})", ())


def _flag_ended(sighting: Sighting) -> str | None:
    if not any(map(_ended, (sighting.outcome, sighting.activity, sighting.statement))):
        return None
    flags = {flag for column in FLAG_COLUMNS if is_state_code(flag := getattr(sighting, column) or "")}
    return flags.pop() if len(flags) == 1 else None


def _ended(text: str | None) -> bool:
    match = ENDED_REGISTRATION.search(text) if text else None
    return match is not None and text is not None and not _NOT_YET.search(text[: match.start()])
