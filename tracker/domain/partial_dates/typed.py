"""Read the dates that people type: "late May 2011", "26-29 May 2011", "261300Z MAY 11", "since 2018".

Anything that is already EDTF is taken as EDTF. A form that could be read in two ways is refused with both.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from tracker.domain.errors import FieldError
from tracker.domain.partial_dates.edtf import LONGEST, parse_edtf
from tracker.domain.partial_dates.model import PartialDate
from tracker.domain.partial_dates.patterns import (
    ABOUT,
    DAY_MONTH_YEAR,
    DAYS_OF_MONTH,
    DECADE,
    DOUBT,
    ISO_LIKE,
    MONTH_DAY_YEAR,
    MONTH_DAYS,
    MONTH_NAMES,
    MONTH_YEAR,
    MONTHS,
    NUMERIC,
    OPEN_END,
    OPEN_START,
    PART_OF_MONTH,
    RANGE,
    SEASONS,
    SOME,
    STRICT,
    TIME_FIRST,
    TIME_GROUP,
    YEAR_FIRST,
    YEAR_MONTH_DAY,
)


def read_date(typed: str, *, today: date) -> PartialDate:
    """Return the date meant by what a person typed.

    Args:
        typed: EDTF, or a date in English words or common notations.
        today: The day that "today" and "yesterday" count from, and that two-digit years may not pass.

    Raises:
        FieldError: The text is no date, names no year, or can be read in two ways (both are offered).
    """
    if len(typed) > LONGEST:
        raise FieldError("date", typed, "is too long for a date; write it as 26 May 2011, May 2011 or 2011.")
    text = " ".join(typed.replace("–", "-").replace("—", "-").replace("\u2212", "-").split())
    if not text:
        raise FieldError("date", typed, "is empty; write a date such as 26 May 2011, or leave the field out.")
    upper = text.upper()
    years = re.fullmatch(r"([0-9]{4})-([0-9]{4})", text)
    if years:
        return parse_edtf(f"{years[1]}/{years[2]}")
    if (
        re.fullmatch(r"[0-9X.][0-9XTZ.:/~?%+\-]*", upper)
        and not NUMERIC.fullmatch(text)
        and not YEAR_FIRST.fullmatch(text)
    ):
        local = re.fullmatch(r"(.+T[0-9:]{5,8})", upper)
        if local and "/" not in upper:
            raise _no_zone(typed)
        return parse_edtf(upper)
    try:
        return _phrase(text.lower(), typed, today)
    except RecursionError as error:
        raise _not_understood(typed) from error


def _phrase(text: str, typed: str, today: date) -> PartialDate:
    if text in ("today", "yesterday"):
        return parse_edtf((today - timedelta(days=text == "yesterday")).isoformat())
    for pattern, qualifier in ((ABOUT, "~"), (DOUBT, "?")):
        match = pattern.fullmatch(text)
        if match:
            rest = match.groupdict().get("rest") or match.groupdict().get("before") or ""
            return _qualified(_phrase(rest.strip(" ,"), typed, today), qualifier)
    for reader in (_days_of_one_month, _single):
        found = reader(text, typed, today)
        if found:
            return found
    return _interval(text, typed, today)


def _interval(text: str, typed: str, today: date) -> PartialDate:
    match = OPEN_START.fullmatch(text)
    if match:
        return parse_edtf(f"../{_phrase(match['rest'], typed, today).edtf}")
    match = STRICT.fullmatch(text)
    if match:
        return _before_or_after(_phrase(match["rest"], typed, today), match["word"])
    match = RANGE.fullmatch(text)
    if match:
        end = _phrase(match["end"], typed, today)
        return parse_edtf(f"{_phrase(_completed(match['start'], end), typed, today).edtf}/{end.edtf}")
    match = OPEN_END.fullmatch(text)
    if match:
        return parse_edtf(f"{_phrase(match['rest'], typed, today).edtf}/..")
    raise _not_understood(typed)


def _completed(start: str, end: PartialDate) -> str:
    """Give a start such as "26 May" or "May" the year of the end."""
    if re.search(r"[0-9]{4}", start):
        return start
    return f"{start} {end.earliest[:4]}"


def _before_or_after(limit: PartialDate, word: str) -> PartialDate:
    """Return the open interval that ends the day before, or begins the day after, `limit`."""
    if "/" in limit.edtf:
        raise FieldError("date", limit.edtf, f"is a span; write {word} a single day, month or year.")
    bound = limit.earliest if word == "before" else limit.latest
    if (word == "before" and bound[:10] == "0001-01-01") or (word == "after" and bound[:10] == "9999-12-31"):
        raise FieldError("date", limit.edtf, f"leaves nothing {word} it; years run from 0001 to 9999.")
    day = datetime.fromisoformat(bound[:10]).replace(tzinfo=UTC)
    if word == "before":
        return parse_edtf(f"../{(day - timedelta(days=1)).date().isoformat()}")
    return parse_edtf(f"{(day + timedelta(days=1)).date().isoformat()}/..")


def _qualified(found: PartialDate, qualifier: str) -> PartialDate:
    def mark(edtf: str) -> str:
        if edtf == ".." or edtf[-1] in (qualifier, "%"):
            return edtf
        return f"{edtf[:-1]}%" if edtf[-1] in "~?" else edtf + qualifier

    return parse_edtf("/".join(mark(part) for part in found.edtf.split("/")))


def _days_of_one_month(text: str, typed: str, today: date) -> PartialDate | None:
    match = DAYS_OF_MONTH.fullmatch(text) or MONTH_DAYS.fullmatch(text)
    if match is None or match["month"] not in MONTHS:
        return None
    month = f"{match['year']}-{MONTHS[match['month']]:02}"
    return parse_edtf(f"{month}-{int(match['first']):02}/{month}-{int(match['last']):02}")


def _single(text: str, typed: str, today: date) -> PartialDate | None:
    """Read one day, month, season, year or moment; None if the text is nothing of the kind."""
    if (
        re.fullmatch(r"[0-9x.][0-9xtz.:~?%+\-]*", text)
        and not NUMERIC.fullmatch(text)
        and not YEAR_FIRST.fullmatch(text)
    ):
        return parse_edtf(text.upper())
    match = DECADE.fullmatch(text)
    if match:
        return parse_edtf(f"{match['decade']}X")
    for pattern in (DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY, MONTH_YEAR):
        match = pattern.fullmatch(text)
        if match and match["month"] in MONTHS:
            return _from_parts(match.groupdict(), typed)
        if match and match["month"] in SEASONS and match.groupdict().get("day") is None:
            return parse_edtf(f"{match['year']}-{SEASONS[match['month']]}")
    match = PART_OF_MONTH.fullmatch(text)
    if match and match["month"] in MONTHS:
        return _part_of_month(match)
    match = SOME.fullmatch(text)
    if match:
        return _unspecified(match["rest"], text, typed, today)
    return _time_group(text, typed, today) or _numeric(text, typed, today)


def _unspecified(rest: str, text: str, typed: str, today: date) -> PartialDate:
    known = _phrase(rest, typed, today).edtf
    kind = "day" if text.startswith("some day") else "month"
    if re.fullmatch(r"[0-9]{3}[0-9X]", known):
        return parse_edtf(f"{known}-XX-XX" if kind == "day" else f"{known}-XX")
    if kind == "day" and re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", known):
        return parse_edtf(f"{known}-XX")
    raise _not_understood(typed)


def _part_of_month(match: re.Match[str]) -> PartialDate:
    """Keep "early", "mid" and "late" as the approximate thirds of the month."""
    year, month = int(match["year"]), MONTHS[match["month"]]
    last_day = monthrange(year, month)[1] if year else 28
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, last_day)}[match["part"]]
    return parse_edtf(f"{year:04}-{month:02}-{first:02}~/{year:04}-{month:02}-{last:02}~")


def _from_parts(parts: dict[str, str | None], typed: str) -> PartialDate:
    edtf = f"{parts['year']}-{MONTHS[parts['month'] or '']:02}"
    if parts.get("day"):
        edtf += f"-{int(parts['day'] or 0):02}"
    if parts.get("hour"):
        edtf += _clock(parts, typed)
    return parse_edtf(edtf)


def _clock(parts: dict[str, str | None], typed: str) -> str:
    zone = (parts.get("zone") or "").upper()
    if not zone:
        raise _no_zone(typed)
    if zone in ("UTC", "GMT"):
        zone = "Z"
    if zone[0] in "+-" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    second = f":{parts['second']}" if parts.get("second") else ""
    return f"T{int(parts['hour'] or 0):02}:{parts['minute']}{second}{zone}"


def _time_group(text: str, typed: str, today: date) -> PartialDate | None:
    """Read a military date-time group (`261300Z MAY 11`), a time before its day, or a spaced ISO moment."""
    match = ISO_LIKE.fullmatch(text)
    if match:
        return parse_edtf(match["day"] + _clock(match.groupdict(), typed))
    match = TIME_GROUP.fullmatch(text) or TIME_FIRST.fullmatch(text)
    if match is None or match["month"] not in MONTHS:
        return None
    year = match["year"] if len(match["year"]) == 4 else str(_full_year(int(match["year"]), today))
    zone = match["zone"].upper()
    offset = "Z" if zone in ("UTC", "GMT") else _zone_letter(zone, typed)
    day = f"{year}-{MONTHS[match['month']]:02}-{int(match['day']):02}"
    return parse_edtf(f"{day}T{match['hour']}:{match['minute']}{offset}")


def _zone_letter(letter: str, typed: str) -> str:
    """Return the UTC offset of a military zone letter (ACP 121): A to M east, N to Y west, J none."""
    east = "ABCDEFGHIKLM".find(letter) + 1
    west = "NOPQRSTUVWXY".find(letter) + 1
    if letter == "Z":
        return "Z"
    if not east and not west:
        raise FieldError("date", typed, "uses time zone J, local time; write the time in UTC with Z.")
    return f"+{east:02}:00" if east else f"-{west:02}:00"


def _full_year(two_digits: int, today: date) -> int:
    """Return the latest year ending in these digits that is not after next year."""
    year = today.year // 100 * 100 + two_digits
    return year if year <= today.year + 1 else year - 100


def _numeric(text: str, typed: str, today: date) -> PartialDate | None:
    match = YEAR_FIRST.fullmatch(text)
    if match:
        day = f"-{int(match['day']):02}" if match["day"] else ""
        return parse_edtf(f"{match['year']}-{int(match['month']):02}{day}")
    match = NUMERIC.fullmatch(text)
    if match is None:
        return None
    first, second = int(match["a"]), int(match["b"])
    year = match["year"] if len(match["year"]) == 4 else str(_full_year(int(match["year"]), today))
    if first <= 12 and second <= 12 and first != second:
        raise FieldError(
            "date",
            typed,
            f"can be read in two ways; write {year}-{second:02}-{first:02} for {first} {_month_name(second)}"
            f" or {year}-{first:02}-{second:02} for {second} {_month_name(first)}.",
        )
    day_number, month = (first, second) if second <= 12 else (second, first)
    return parse_edtf(f"{year}-{month:02}-{day_number:02}")


def _month_name(number: int) -> str:
    return MONTH_NAMES[number - 1].capitalize() if 1 <= number <= 12 else f"month {number}"


def _no_zone(typed: str) -> FieldError:
    return FieldError("date", typed, "gives a time without a zone; end it with Z or UTC (or +08:00).")


def _not_understood(typed: str) -> FieldError:
    if not re.search(r"[0-9]{4}|[0-9]{2}'?s", typed) and re.search(r"[A-Za-z]{3}", typed):
        return FieldError("date", typed, "names no year; write it as 26 May 2011, May 2011 or about 2011.")
    return FieldError(
        "date",
        typed,
        "is not understood as a date; write it as 26 May 2011, late May 2011, about 2011 or 2011-05-26.",
    )
