"""Call signs of ships: their form, and the state to whose series they belong."""

from __future__ import annotations

import re
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.readings import Reading
from tracker.domain.reference import Reference

_CALL_SIGN = re.compile(r"[A-Za-z0-9]{3,10}")
_FORM: Final = re.compile(r"(?:[A-Z]{2}|[A-Z][0-9]|[0-9][A-Z])[A-Z0-9]{1,5}")
"""The first two characters are two letters, or a letter and a digit in either order (Radio Regulations
19.50); a ship's sign has seven characters at most (19.55)."""

_MOST_NAMED: Final = 5


def read_call_sign(typed: str, reference: Reference) -> Reading:
    """Read a call sign; the value is under `call_sign`, and the reading names the state of its series.

    A sign of an unusual form or of nobody's series is kept, with a warning.

    Raises:
        FieldError: It is not three to ten letters and digits.
    """
    written = re.sub(r"[\s\-./]", "", typed)
    if not _CALL_SIGN.fullmatch(written):
        raise FieldError("call_sign", typed, "is not a call sign; write its letters and digits, such as V3AB7.")
    sign = written.upper()
    warnings = [] if _FORM.fullmatch(sign) else ["Not the form of a ship's call sign, such as V3AB7."]
    states = reference.states_of_call_sign(sign)
    if not states:
        warnings.append("No state has a series that begins like this.")
        return Reading({"call_sign": sign}, f"Call sign {sign}", tuple(warnings))
    return Reading({"call_sign": sign}, f"Series of {_owners(states, reference)}", tuple(warnings))


def _owners(states: frozenset[str], reference: Reference) -> str:
    names = sorted(reference.name_of(code) for code in states)
    if len(names) <= _MOST_NAMED:
        return " or ".join(names)
    # Only a state and its territories share a series this widely.
    for code in ("GB", "US", "FR"):
        if code in states:
            return f"{reference.name_of(code)} and its territories"
    return ", ".join(names)
