"""Tables of the field: states and how articles name them, MIDs, call-sign series, registry notices.

Only lookups; the tables themselves are read by the store layer from `db/reference/`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory that a flag can stand for."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str
    """ISO 3166 English short name."""
    other_names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    landlocked: bool = False
    is_former: bool = False
    """True for a state that ended but whose flag is still shown (AN)."""


@dataclass(frozen=True, slots=True)
class RegistryNotice:
    """A dated public statement about a flag's register; it says nothing of any day before its date."""

    flag: str
    """ISO code, or empty where the flag is no state's."""
    state: str
    kind: str
    date: str
    """EDTF."""
    ships: int | None
    notice: str
    source_url: str


@dataclass(frozen=True, slots=True)
class CallSignSeries:
    """A range of call-sign prefixes and the administrations that use it (ITU RR Appendix 42)."""

    first: str
    last: str
    states: frozenset[str]


def name_key(text: str) -> str:
    """Return `text` without case, accents, dots and surplus spaces, for comparing names."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.replace(".", " ").replace("'", "").replace("’", "").casefold().split())


@dataclass(frozen=True)
class Reference:
    """All tables, with the lookups that readings and rules need."""

    states: Mapping[str, State]
    mids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    call_signs: tuple[CallSignSeries, ...] = ()
    notices: tuple[RegistryNotice, ...] = ()

    def state(self, code: str) -> State | None:
        """Return the state with this ISO alpha-2 code."""
        return self.states.get(code)

    def name_of(self, flag: str) -> str:
        """Return the short name of a flag's state, or the flag as printed where it is no state's."""
        state = self.states.get(flag)
        return state.name if state else flag

    def find_state(self, text: str) -> str | None:
        """Return the ISO code that a code, name or demonym names; None if nothing does."""
        stripped = text.strip()
        if stripped.upper() in self.states and len(stripped) == 2:
            return stripped.upper()
        return self._codes_by_name.get(name_key(stripped).removeprefix("the ").removesuffix("-flagged"))

    def nearest_name(self, text: str) -> str | None:
        """Return the known name or demonym most like a misspelt one."""
        from difflib import get_close_matches

        found = get_close_matches(name_key(text), self._codes_by_name, n=1, cutoff=0.7)
        return self.name_of(self._codes_by_name[found[0]]) if found else None

    def complete_state(self, prefix: str, limit: int = 8) -> list[State]:
        """Return states whose code, name or demonym begins with `prefix`, exact codes first."""
        key = name_key(prefix)
        codes = [prefix.upper()] if prefix.upper() in self.states else []
        codes += [code for name, code in self._codes_by_name.items() if name.startswith(key)]
        return [self.states[code] for code in dict.fromkeys(codes)][:limit]

    def states_of_mid(self, mid: str) -> frozenset[str]:
        """Return the administrations that three maritime identification digits are allotted to."""
        return self.mids.get(mid, frozenset())

    def states_of_call_sign(self, call_sign: str) -> frozenset[str]:
        """Return the administrations whose series a call sign lies in; the longest prefix decides."""
        sign = call_sign.strip().upper()
        for length in (3, 2, 1):
            start = sign[:length]
            if len(start) < length:
                continue
            for series in self._series_by_length.get(length, ()):
                if series.first <= start <= series.last:
                    return series.states
        return frozenset()

    @cached_property
    def _codes_by_name(self) -> dict[str, str]:
        found: dict[str, str] = {}
        # Names come before demonyms, so that a demonym never takes a name away from another state.
        for names_of in (_names_of, _demonyms_of):
            for state in self.states.values():
                for name in names_of(state):
                    found.setdefault(name_key(name).removeprefix("the "), state.code)
        return found

    @cached_property
    def _series_by_length(self) -> dict[int, list[CallSignSeries]]:
        found: dict[int, list[CallSignSeries]] = {}
        for series in self.call_signs:
            found.setdefault(len(series.first), []).append(series)
        return found


def _names_of(state: State) -> tuple[str, ...]:
    return (state.name, *state.other_names)


def _demonyms_of(state: State) -> tuple[str, ...]:
    return state.demonyms
