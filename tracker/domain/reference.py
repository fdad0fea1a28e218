"""Tables of the field: states and how articles name them, MIDs, call-sign series, registry notices.

Only lookups; the tables themselves are read by the store layer from `db/reference/`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_DOT_BETWEEN_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_WORD = re.compile(r"[^\W_]+")
_FLAG_WORDS: Final = frozenset({"flag", "flags", "flagged", "registered"})
_LONGEST_PREFIX: Final = 3


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory that a flag can stand for."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str
    """The English short name of ISO 3166, in its everyday form: `North Korea`, not `Korea, Democratic ...`."""
    other_names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    landlocked: bool = False
    is_former: bool = False
    """True for a state that ended but whose flag is still shown (AN)."""
    alpha3: str = ""
    """ISO 3166-1 alpha-3, which fisheries and AIS data use."""


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


def _state_key(text: str) -> str:
    """Return a state's name without all in which spellings differ: case, accents, `the`, `St`, `&`, commas."""
    spelled_out = name_key(_DOT_BETWEEN_INITIALS.sub("", text)).replace("&", " and ")
    words = ("saint" if word == "st" else word for word in _WORD.findall(spelled_out))
    return " ".join(word for word in words if word != "the")


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
        """Return the ISO code that a code, name or demonym names; None if nothing does, or several states."""
        codes = self.states_called(text)
        return codes[0] if len(codes) == 1 else None

    def states_called(self, text: str) -> tuple[str, ...]:
        """Return the ISO codes of all states that a code, name or demonym can mean.

        `Dominican` is said of two; `Belize-flagged` and `Belize flag` name Belize.
        """
        code = text.strip()
        if code.upper() in self.states:
            return (code.upper(),)
        # Only capitals, since "and" and "are" are alpha-3 codes too.
        if code in self._codes_by_alpha3:
            return (self._codes_by_alpha3[code],)
        key = _state_key(text)
        found = self._codes_by_name.get(key, ())
        if not found:
            name, _, last_word = key.rpartition(" ")
            found = self._codes_by_name.get(name, ()) if last_word in _FLAG_WORDS else ()
        return found

    def nearest_name(self, text: str) -> str | None:
        """Return the name of the state whose name or demonym is most like a misspelt one."""
        from difflib import get_close_matches

        found = get_close_matches(_state_key(text), self._codes_by_name, n=1, cutoff=0.7)
        return self.name_of(self._codes_by_name[found[0]][0]) if found else None

    def complete_state(self, prefix: str, limit: int = 8) -> list[State]:
        """Return states whose code, name or demonym begins with `prefix`: exact codes first, former states last."""
        key, code = _state_key(prefix), prefix.strip().upper()
        codes = [code] if code in self.states else []
        for name, codes_of_name in self._codes_by_name.items():
            if name.startswith(key):
                codes += codes_of_name
        found = [self.states[code] for code in dict.fromkeys(codes)]
        return sorted(found, key=lambda state: state.is_former)[:limit]

    def states_of_mid(self, mid: str) -> frozenset[str]:
        """Return the administrations that three maritime identification digits are allotted to."""
        return self.mids.get(mid, frozenset())

    def states_of_call_sign(self, call_sign: str) -> frozenset[str]:
        """Return the administrations whose series a call sign lies in; the longest prefix decides."""
        sign = call_sign.strip().upper()
        for length in range(min(_LONGEST_PREFIX, len(sign)), 0, -1):
            start = sign[:length]
            candidates = self._series_by_length.get(length, [])
            place = bisect_right(candidates, start, key=lambda series: series.first) - 1
            if place >= 0 and start <= candidates[place].last:
                return candidates[place].states
        return frozenset()

    @cached_property
    def _codes_by_name(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for state in self.states.values():
            for name in (state.name, *state.other_names):
                _add_code(found, name, state.code)
        # Demonyms come after names, so that a demonym never makes another state's name ambiguous.
        names = frozenset(found)
        for state in self.states.values():
            for demonym in state.demonyms:
                if _state_key(demonym) not in names:
                    _add_code(found, demonym, state.code)
        return found

    @cached_property
    def _codes_by_alpha3(self) -> dict[str, str]:
        return {state.alpha3: state.code for state in self.states.values() if state.alpha3}

    @cached_property
    def _series_by_length(self) -> dict[int, list[CallSignSeries]]:
        found: dict[int, list[CallSignSeries]] = {}
        for series in sorted(self.call_signs, key=lambda series: series.first):
            found.setdefault(len(series.first), []).append(series)
        return found


def _add_code(codes_by_name: dict[str, tuple[str, ...]], name: str, code: str) -> None:
    key = _state_key(name)
    known = codes_by_name.get(key, ())
    if key and code not in known:
        codes_by_name[key] = (*known, code)
