"""Which event a sighting dates: a case runs over days, and its days do not contradict each other."""

from __future__ import annotations

import re
from typing import Final

from tracker.domain.agreement.text import plain
from tracker.domain.records import Sighting, Source

REPEATED: Final = ""
"""The event of a sighting that tells of something without one date."""

_EVENTS: Final = {
    "encounter": r"hail\w*|asked|requests?|board\w*|intercept\w*|stop\w*|inspect\w*|search\w*"
    r"|challeng\w*|refus\w*",
    "return": r"turn(?:s|ed|ing)?|revers\w*|return\w*|change[sd]? course"
    r"|(?:heads?|headed|heading|sails?|sailed) (?:home|back|north\w*)",
    "detention": r"detain\w*|detention|impound\w*|seiz\w*|arrest\w*|captur\w*|confiscat\w*|forfeit\w*",
    "release": r"releas\w*|freed",
    "sinking": r"s[aiu]nks?|sinking|scuttl\w*",
    "arrival": r"dock(?:s|ed|ing)?|arriv\w*|berth\w*|port call|calls? at|called at|entered port|enters port",
    "departure": r"depart\w*|leaves|left|leaving|sailed from|sails from|set out",
}
"""Events that have one date in a case, by the words that tell of them."""

_REPEATED_WORDS: Final = (
    r"track\w*|shadow\w*|follow\w*|spotted|sighted|seen|anchor\w*|under way|load\w*|unload\w*|discharg\w*"
    r"|transfer\w*|sts|ship to ship|broadcast\w*|spoof\w*|signal\w*|listed|register\w*|record\w*|flag\w*"
    r"|hauling|fishing|evad\w*|fle(?:d|es|eing)|escap\w*|due|expected|alleged\w*|recalled|later|earlier"
)
"""What a ship does or suffers again and again: two dates of it are two occasions."""

_PATTERN: Final = re.compile(
    "|".join(rf"(?P<{event}>\b(?:{words})\b)" for event, words in {**_EVENTS, "repeated": _REPEATED_WORDS}.items())
)
_DATES_ITS_ENTRY: Final = frozenset(("ais", "registry", "list"))


def event_told(sighting: Sighting) -> str | None:
    """Return the event that a sighting dates: the first that its activity names.

    "Hailed; turns home days later" dates the hailing. An activity with no event known here is its own
    event, in its own words; None if the sighting does not say what happened, `REPEATED` for what happens
    again and again.
    """
    if not sighting.activity:
        return None
    activity = plain(sighting.activity)
    match = _PATTERN.search(activity)
    if match is None:
        return activity
    return REPEATED if match.lastgroup == "repeated" else match.lastgroup


def is_only_words(sighting: Sighting) -> bool:
    """Whether a sighting only reports what somebody said, so that its date is that of the words."""
    return sighting.statement is not None and not any(
        (sighting.activity, sighting.place, sighting.lat is not None, sighting.observer, sighting.outcome)
    )


def dates_its_entry(source: Source | None) -> bool:
    """Whether a source is a feed, a register or a list, whose dates are those of its own entries."""
    return source is not None and source.kind in _DATES_ITS_ENTRY
