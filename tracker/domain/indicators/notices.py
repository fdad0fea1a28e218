"""Registry notices: which kinds accuse, from which day one speaks, and what ship it concerns."""

from __future__ import annotations

from typing import Final

from tracker.domain.indicators.evidence import Evidence
from tracker.domain.indicators.names import comparable_name
from tracker.domain.indicators.statements import day_after, vague_days
from tracker.domain.partial_dates import OPEN_END, describe, parse_edtf
from tracker.domain.reference import RegistryNotice

KIND_WORDS: Final = {
    "false_use_reported": "false use of the flag",
    "fraudulent_registry": "a fraudulent registry",
    "closed_registry": "a registry closed to foreign ships",
    "operator_disavowed": "a registry operator that was disowned",
    "registry_closed": "the closing of the registry",
    "registry_contested": "a registry whose standing is contested",
    "registry_purge_false": "falsely flagged ships struck off or listed",
    "fraudulent_website": "a fraudulent registry's web site",
    "mmsi_misuse": "misuse of the state's MMSIs",
    "no_international_registry": "a state that runs no international registry",
    "no_registry": "a state that runs no registry",
}

NO_REGISTER_KINDS: Final = frozenset({"no_international_registry", "no_registry"})
_LASTING_KINDS: Final = NO_REGISTER_KINDS | {"closed_registry", "registry_closed"}
SPEAKING_KINDS: Final = frozenset(KIND_WORDS) - NO_REGISTER_KINDS
"""Kinds that say something against a use of the flag; genuine registries and single examples do not."""


def concerns(notice: RegistryNotice, flag: str, evidence: Evidence) -> bool:
    """Tell whether the notice is about `flag` and can be about this ship."""
    if notice.flag != flag and (notice.flag or comparable_name(flag) not in comparable_name(notice.state)):
        return False
    if notice.kind == "mmsi_misuse":
        states_of_mid = evidence.tables.reference.states_of_mid
        return any(flag in states_of_mid(mmsi.value[:3]) for mmsi in evidence.mmsis)
    if notice.ships == 1:
        names = {comparable_name(name.value) for name in evidence.names} - {""}
        return any(name in comparable_name(notice.notice) for name in names)
    return True


def speaks_from(notice: RegistryNotice) -> tuple[str, str]:
    """Return the first day from which the notice can speak and the day from which it surely does.

    A notice dated by an interval tells of a practice that ran from its start.
    """
    start, slash, _ = notice.date.partition("/")
    start = start if slash and start != ".." else notice.date
    bounds, vague = parse_edtf(start), vague_days(start)
    return day_after(bounds.earliest[:10], -vague), day_after(bounds.latest[:10], vague)


def speaks_until(notice: RegistryNotice, years: float) -> str:
    """Return the last day on which the notice says something of a ship.

    One dated by an interval tells of that time only. A closed register stays closed; any other notice says little
    of papers issued `years` later.
    """
    _, slash, end = notice.date.partition("/")
    if slash and end != "..":
        return day_after(parse_edtf(end).latest[:10], vague_days(end))
    if notice.kind in _LASTING_KINDS:
        return OPEN_END[:10]
    return day_after(speaks_from(notice)[1], round(years * 365.25))


def kind_words(notice: RegistryNotice) -> str:
    """Say what kind of notice it is, as a noun phrase."""
    return KIND_WORDS.get(notice.kind, notice.kind.replace("_", " "))


def notice_words(notice: RegistryNotice) -> str:
    """Return the notice's date and claim: `August 2016: open registry ended`."""
    return f"{describe(parse_edtf(notice.date))}: {notice.notice}"
