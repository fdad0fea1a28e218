"""States with the territories they answer for: their ships lawfully use each other's country digits."""

from __future__ import annotations

from typing import Final, Literal

FAMILIES: Final[tuple[frozenset[str], ...]] = (
    frozenset({"GB", "AC", "AI", "BM", "FK", "GG", "GI", "IM", "IO", "JE", "KY", "MS", "PN", "SH", "TC", "VG"}),
    frozenset({"NL", "AN", "AW", "BQ", "CW", "SX"}),
    frozenset({"DK", "FO", "GL"}),
    frozenset({"FR", "BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"}),
    frozenset({"US", "AS", "GU", "MP", "PR", "VI"}),
    frozenset({"CN", "HK", "MO"}),
    frozenset({"AU", "CC", "CX", "NF"}),
    frozenset({"FI", "AX"}),
    frozenset({"NO", "BV", "SJ"}),
    frozenset({"NZ", "TK"}),
)
"""Grouped as the ITU's table of maritime identification digits names them ("Bermuda - United Kingdom ...");
states in free association that keep their own register (Cook Islands, Niue) stand alone."""

_FAMILY_OF: Final = {flag: family for family in FAMILIES for flag in family}

Kinship = Literal["same", "family", "different"]


def kinship(states: frozenset[str], flag: str) -> Kinship:
    """Tell whether `flag` is one of `states`, belongs to the family of one, or neither."""
    if flag in states:
        return "same"
    family = _FAMILY_OF.get(flag, frozenset())
    return "family" if family & states else "different"


def family_head(flag: str) -> str:
    """Return a name that is equal for all members of one family; a state that stands alone is its own."""
    family = _FAMILY_OF.get(flag)
    return min(family) if family else flag
