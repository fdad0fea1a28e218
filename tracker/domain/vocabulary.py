"""The closed word lists of the field: what a column may hold, and how each word reads."""

from __future__ import annotations

from typing import Final

INCIDENT_KINDS: Final = {
    "false-flag": "false flag",
    "flag-of-convenience": "flag of convenience",
    "fraudulent-registration": "fraudulent registration",
    "flag-hopping": "flag hopping",
    "dual-registration": "dual registration",
    "stateless": "stateless",
    "identity-laundering": "identity laundering",
    "ais-spoofing": "AIS spoofing",
    "mislabelled-cargo": "mislabelled cargo",
    "sts-transfer": "ship-to-ship transfer",
    "interdiction": "interdiction",
    "port-call": "port call",
    "other": "other",
}

INCIDENT_STATUSES: Final = {"open": "open", "assessed": "assessed", "closed": "closed"}

FLAG_ASPECTS: Final = {
    "flown": "flag flown",
    "registered": "flag registered",
    "broadcast": "flag broadcast",
    "documented": "flag documented",
    "claimed": "flag claimed",
}
"""What a flag was seen as: flown at the stern, in a register, in AIS, in papers, or only in words."""

CASE_PROPERTIES: Final = {
    "date": "date",
    "place": "place",
    "position": "position",
    "name_shown": "vessel name",
    "vessel_type": "vessel type",
    "imo_shown": "IMO number",
    "mmsi_shown": "MMSI",
    "call_sign_shown": "call sign",
    **{f"flag_{aspect}": label for aspect, label in FLAG_ASPECTS.items()},
    "nationality_claimed": "nationality claimed",
    "origin": "origin",
    "destination": "destination",
    "cargo": "cargo",
    "activity": "activity",
    "refusals": "refusals",
    "outcome": "outcome",
}
"""What sources can agree on or contest in an incident: the column of a sighting, and how it reads."""

FLAG_COLUMNS: Final = tuple(f"flag_{aspect}" for aspect in FLAG_ASPECTS)

IDENTITY_ASPECTS: Final = {
    "registered": "registered",
    "flown": "flown",
    "broadcast": "broadcast",
    "documented": "documented",
    "claimed": "claimed",
    "listed": "listed",
}

STANCES: Final = {"asserts": "asserts", "denies": "denies", "declines": "declines to say", "quotes": "quotes"}

SOURCE_KINDS: Final = {
    "news": "news article",
    "government": "government statement",
    "registry": "register extract or registry statement",
    "ngo": "NGO or research report",
    "un-report": "United Nations report",
    "court": "court document",
    "list": "sanctions or watch list",
    "ais": "AIS feed",
    "incident-database": "incident database",
    "image": "photograph or satellite image",
    "observation": "own observation",
    "other": "other",
}

RELIABILITIES: Final = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Admiralty source reliability (NATO AJP-2.1; https://en.wikipedia.org/wiki/Admiralty_code)."""

CREDIBILITIES: Final = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""Admiralty information credibility, judged independently of the source's reliability."""

PARTY_KINDS: Final = {"person": "person", "company": "company", "state-body": "state body"}

LIKELIHOODS: Final = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}
"""Likelihood words and their percent ranges (US Intelligence Community Directive 203)."""

CONFIDENCES: Final = {"low": "low", "moderate": "moderate", "high": "high"}

DEFAULT_RELIABILITY: Final = "F"
DEFAULT_CREDIBILITY: Final = 6
