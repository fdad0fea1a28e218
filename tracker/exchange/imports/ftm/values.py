"""Values of FollowTheMoney's property types as the columns of the store have them; what looks wrong is marked."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.flags import FLAG_WORDS, describe_flag
from tracker.domain.partial_dates import describe, parse_edtf
from tracker.domain.partial_dates.typed import read_date
from tracker.domain.reference import Reference

_LOCAL_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?")
_IMO: Final = re.compile(r"(?:IMO)?([0-9]{7})")
_NO_STATE: Final = re.compile(r'"(?P<flag>.*)" \(no state\)')
_FORMER: Final = " (former)"


def is_only_spelt_otherwise(printed: str, value: str | None) -> bool:
    """Whether a value differs from what was printed in nothing but the model's notation (`ir`, `IMO9187629`)."""
    number = _IMO.fullmatch(printed)
    return value is not None and (printed.upper() == value.upper() or bool(number and number[1] == value))


def date_value(printed: str) -> str | None:
    """Return a date of the model as EDTF (its times are UTC), or None for what is none."""
    moment = _LOCAL_TIME.fullmatch(printed)
    try:
        return parse_edtf(f"{moment[1]}T{moment[2]}Z" if moment else printed).edtf
    except FieldError:
        return None


def date_in_these_words(words: str) -> str | None:
    """Return the date that our own export says in words, or None where these are not its words for any."""
    try:
        found = read_date(words, today=datetime.now(UTC).date())
    except FieldError:
        return None
    return found.edtf if describe(found) == words else None


def flag_in_these_words(words: str, reference: Reference) -> str:
    """Return the flag that our own export describes in words; other words are kept as a flag that is no state's."""
    no_state = _NO_STATE.fullmatch(words)
    if no_state:
        return no_state["flag"]
    for word, said in FLAG_WORDS.items():
        if said == words:
            return word
    for code in reference.states_called(words.removesuffix(_FORMER)):
        if describe_flag(code, reference) == words:
            return code
    return words
