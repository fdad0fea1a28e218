"""Read EDTF, ISO 8601-2:2019 level 1 (https://www.loc.gov/standards/datetime/), with UTC times to the second.

Years 0001 to 9999; `~ ? %` behind a date; unspecified digits from the right (`201X`, `2011-XX`,
`2011-05-XX`); seasons 21 to 24 by the northern hemisphere's months; intervals, closed and open.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta

from tracker.domain.errors import FieldError
from tracker.domain.partial_dates.model import OPEN_END, OPEN_START, PartialDate

LONGEST = 64
"""Characters of the longest date worth reading; longer text is refused unread."""

SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""First and last month of spring, summer, autumn and winter, as the northern hemisphere has them; a
winter ends in the year after the one that names it."""

_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
    r"(?P<qualifier>[~?%]?)"
)


def parse_edtf(text: str) -> PartialDate:
    """Return the date that EDTF `text` means.

    A time with an offset is converted to UTC, which is how it is kept.

    Raises:
        FieldError: `text` is not EDTF as far as the tracker keeps it.
    """
    if _DAY.fullmatch(text):
        # Nearly every date of a bulk import is a plain day: no more work than needed.
        _check_day(text, int(text[:4]), int(text[5:7]), int(text[8:10]))
        return PartialDate(text, f"{text}T00:00:00Z", f"{text}T23:59:59Z")
    if len(text) > LONGEST:
        raise _refused(text, "is too long for a date; write it as 2011, 2011-05 or 2011-05-26.")
    if "/" in text:
        return _interval(text)
    return _single(text)


def _refused(text: str, problem: str) -> FieldError:
    return FieldError("date", text, problem)


def _single(text: str) -> PartialDate:
    match = _DATE.fullmatch(text)
    if match is None:
        raise _refused(text, "is not a date in EDTF; write it as 2011, 2011-05, 2011-05-26 or 2011-05-26T13:00Z.")
    year, month, day = match["year"], match["month"], match["day"]
    if year == "0000":
        raise _refused(text, "has year 0000; years run from 0001 to 9999.")
    if "X" in year and month not in (None, "XX"):
        raise _refused(text, "names a month of an unknown year; leave the month out or name the year.")
    if month == "XX" and day not in (None, "XX"):
        raise _refused(text, "names a day of an unknown month; leave the day out or name the month.")
    if match["hour"] is not None:
        return _with_time(text, match)
    first_year, last_year = int(year.replace("X", "0")) or 1, int(year.replace("X", "9"))
    if month is None or month == "XX":
        return _spanning(text, (first_year, 1, 1), (last_year, 12, 31))
    number = int(month)
    if number in SEASON_MONTHS:
        return _season(text, first_year, number, day)
    if not 1 <= number <= 12:
        raise _refused(text, f"has month {month}; months run from 01 to 12 (seasons from 21 to 24).")
    if day is None or day == "XX":
        return _spanning(text, (first_year, number, 1), (first_year, number, monthrange(first_year, number)[1]))
    _check_day(text, first_year, number, int(day))
    return _spanning(text, (first_year, number, int(day)), (first_year, number, int(day)))


def _check_day(text: str, year: int, month: int, day: int) -> None:
    if year == 0:
        raise _refused(text, "has year 0000; years run from 0001 to 9999.")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise _refused(text, f"does not exist: month {year:04}-{month:02} has {days} days.")


def _season(text: str, year: int, season: int, day: str | None) -> PartialDate:
    if day is not None:
        raise _refused(text, "names a day of a season; name the month instead.")
    first, last = SEASON_MONTHS[season]
    if last < first and year == 9999:
        return _spanning(text, (year, first, 1), (year, 12, 31))
    last_year = year if last >= first else year + 1
    return _spanning(text, (year, first, 1), (last_year, last, monthrange(last_year, last)[1]))


def _spanning(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> PartialDate:
    return PartialDate(
        text,
        f"{first[0]:04}-{first[1]:02}-{first[2]:02}T00:00:00Z",
        f"{last[0]:04}-{last[1]:02}-{last[2]:02}T23:59:59Z",
    )


def _with_time(text: str, match: re.Match[str]) -> PartialDate:
    if "X" in text:
        raise _refused(text, "gives a time of an unknown day; leave the time out or name the day.")
    try:
        moment = datetime(
            int(match["year"]), int(match["month"]), int(match["day"]),
            int(match["hour"]), int(match["minute"]), int(match["second"] or 0),
            tzinfo=UTC,
        ) - _offset(match["zone"])  # fmt: skip
    except (ValueError, OverflowError) as error:
        raise _refused(text, "is no moment that exists; write it as 2011-05-26T13:00Z.") from error
    clock = "%H:%M:%S" if match["second"] else "%H:%M"
    stamp = f"{moment.year:04}-{moment:%m-%dT}"
    earliest = f"{stamp}{moment:%H:%M:%S}Z"
    latest = earliest if match["second"] else f"{stamp}{moment:%H:%M}:59Z"
    return PartialDate(f"{stamp}{moment.strftime(clock)}Z{match['qualifier']}", earliest, latest)


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    if hours > 14 or minutes > 59:
        raise ValueError(zone)
    size = timedelta(hours=hours, minutes=minutes)
    return size if zone[0] == "+" else -size


def _interval(text: str) -> PartialDate:
    start, _, end = text.partition("/")
    if start in ("", "..") and end in ("", ".."):
        raise _refused(text, "has neither beginning nor end; name at least one.")
    first = None if start in ("", "..") else _single(start)
    last = None if end in ("", "..") else _single(end)
    if first and last and (last.latest < first.earliest or last.latest < first.latest):
        raise _refused(text, f"runs backwards; write it as {end}/{start}.")
    earliest = first.earliest if first else OPEN_START
    latest = last.latest if last else OPEN_END
    # One spelling for an open end, so that equal dates are equal text.
    return PartialDate(f"{first.edtf if first else '..'}/{last.edtf if last else '..'}", earliest, latest)
