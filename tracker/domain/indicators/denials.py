"""Sightings in which a flag administration says that the ship is not on its register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.domain.flags import is_state_code
from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.statements import RowRef, rows_by_value
from tracker.domain.records import Sighting
from tracker.domain.vocabulary import FLAG_COLUMNS

_NOT_REGISTERED: Final = re.compile(
    r"\b(?:not|never|neither|none|no|nor|cannot|unable|\w+n't)\b[^.;:]{0,50}?"
    r"\b(?:registered|register|registry|registration|flagged|record of the (?:ship|vessel))\b"
    r"|\b(?:no record of|issued no|did not issue)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Denial:
    """An administration's word that the ship is not registered under `flag`."""

    flag: str
    sighting: Sighting
    said_by: str
    words: str
    flag_rows: tuple[RowRef, ...]
    """The rows that give the ship that flag."""


def denials(evidence: Evidence) -> Iterator[Denial]:
    """Yield every denial of a registration by the administration of a flag that the ship was given."""
    shown = rows_by_value(evidence.flags)
    for sighting in evidence.sightings:
        if sighting.stance == "declines":
            continue
        own = [flag for column in FLAG_COLUMNS if is_state_code(flag := getattr(sighting, column) or "")]
        if not _denies_registration(sighting, bool(own)):
            continue
        for flag in dict.fromkeys([*own, *shown]):
            if _speaks_for(evidence, sighting, flag, len(set(own)) == 1 and flag in own):
                words = sighting.statement or sighting.outcome or sighting.activity or "denied"
                said_by = sighting.said_by or f"the source {_title(evidence, sighting)}"
                yield Denial(flag, sighting, said_by, words, tuple(shown.get(flag, ())))
                break


def _denies_registration(sighting: Sighting, names_flag: bool) -> bool:
    """A denial in so many words; or, from one who denies, a flag with nothing else said."""
    if sighting.statement is None:
        return sighting.stance == "denies" and names_flag
    return _NOT_REGISTERED.search(sighting.statement) is not None


def _speaks_for(evidence: Evidence, sighting: Sighting, flag: str, only_flag: bool) -> bool:
    source = evidence.sources.get(sighting.source_id)
    if only_flag and source is not None and source.kind == "registry":
        return True
    state = evidence.tables.reference.state(flag)
    said_by = (sighting.said_by or "").casefold()
    if state is None or not said_by:
        return False
    names = (state.name, *state.other_names, *state.demonyms)
    return any(re.search(rf"\b{re.escape(name.casefold())}", said_by) for name in names if len(name) > 2)


def _title(evidence: Evidence, sighting: Sighting) -> str:
    source = evidence.sources.get(sighting.source_id)
    return repr(source.title) if source else "of the sighting"
