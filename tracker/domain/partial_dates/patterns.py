"""The shapes in which people write dates, as regular expressions over lower-case text."""

from __future__ import annotations

import re

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in list(MONTHS.items())}
MONTHS["sept"] = 9
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

YEAR = r"(?P<year>[0-9]{4})"
YEAR_SHORT = r"(?P<year>[0-9]{4}|[0-9]{2})"
MONTH = r"(?P<month>[a-z]{3,9})\.?"
ORDINAL = r"(?:st|nd|rd|th)?"
DAY = rf"(?P<day>[0-9]{{1,2}}){ORDINAL}"
HOUR_MINUTE = r"(?P<hour>[0-9]{1,2}):?(?P<minute>[0-9]{2})"
SECOND = r"(?::(?P<second>[0-9]{2}))?"
ZONE = r"(?P<zone>z|utc|gmt|[+-][0-9]{2}:?[0-9]{2})?"
CLOCK = rf"(?:[ ,t]+(?:at )?{HOUR_MINUTE}{SECOND}(?: ?h(?:rs|ours)?)? ?{ZONE})?"
DAY_MONTH_YEAR = re.compile(rf"{DAY} (?:of )?{MONTH},? {YEAR}{CLOCK}")
MONTH_DAY_YEAR = re.compile(rf"{MONTH} {DAY},? {YEAR}{CLOCK}")
YEAR_MONTH_DAY = re.compile(rf"{YEAR} {MONTH}(?: {DAY})?")
MONTH_YEAR = re.compile(rf"{MONTH},? {YEAR}")
PART_OF_MONTH = re.compile(rf"(?P<part>early|mid|late)[ -](?:in )?{MONTH},? {YEAR}")
SOME = re.compile(r"some (?:day|month) in (?P<rest>.+)")
DECADE = re.compile(r"(?:the )?(?P<decade>[0-9]{3})0'?s")
ISO_LIKE = re.compile(rf"(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})[t ]{HOUR_MINUTE}{SECOND} ?{ZONE}")
TIME_GROUP = re.compile(
    r"(?P<day>[0-9]{2})(?P<hour>[0-9]{2})(?P<minute>[0-9]{2}) ?(?P<zone>[a-z]) ?(?P<month>[a-z]{3}) ?" + YEAR_SHORT
)
"""A military date-time group: day, hour, minute, zone letter, month, year (ACP 121)."""
TIME_FIRST = re.compile(
    r"(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2}) ?(?P<zone>[a-z]|utc|gmt),? "
    rf"(?P<day>[0-9]{{1,2}}) (?P<month>[a-z]{{3,9}}),? {YEAR}"
)
NUMERIC = re.compile(r"(?P<a>[0-9]{1,2})[/.\-](?P<b>[0-9]{1,2})[/.\-]" + YEAR_SHORT)
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[/.](?P<month>[0-9]{1,2})(?:[/.](?P<day>[0-9]{1,2}))?")
DAYS_OF_MONTH = re.compile(
    rf"(?P<first>[0-9]{{1,2}}){ORDINAL} ?(?:-|to|until|and) ?(?P<last>[0-9]{{1,2}}){ORDINAL} {MONTH},? {YEAR}"
)
MONTH_DAYS = re.compile(rf"{MONTH} (?P<first>[0-9]{{1,2}}) ?(?:-|to|until) ?(?P<last>[0-9]{{1,2}}),? {YEAR}")
RANGE = re.compile(r"(?:from |between )?(?P<start>.+?)(?: ?- | to | until | and )(?P<end>.+)")
OPEN_START = re.compile(r"(?:until|till|up to|by) (?P<rest>.+)")
OPEN_END = re.compile(r"(?:since|from) (?P<rest>.+)")
STRICT = re.compile(r"(?P<word>before|after) (?P<rest>.+)")
ABOUT = re.compile(r"(?:about|around|circa|approximately|approx\.?|ca?\.|c|roughly)[ ]?(?P<rest>.+)")
DOUBT = re.compile(r"(?:possibly|perhaps|probably|maybe) (?P<rest>.+)|(?P<before>.+?)(?:,? uncertain| ?\(\?\)| \?)")
