"""One reader for each kind of field: typed text to column values, how it was understood, and warnings."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Final

from tracker.domain.errors import FieldError
from tracker.domain.fields.base import Field, ReadingContext
from tracker.domain.flags import read_flag
from tracker.domain.grades import read_credibility, read_reliability
from tracker.domain.identifiers import read_call_sign, read_imo, read_mmsi
from tracker.domain.partial_dates import describe
from tracker.domain.partial_dates.typed import read_date
from tracker.domain.positions import read_position
from tracker.domain.readings import Reading
from tracker.domain.vocabulary import CREDIBILITIES, RELIABILITIES

Reader = Callable[[Field, str, ReadingContext], Reading]

_LONGEST_TEXT = 2_000
_LONGEST_PROSE = 200_000
_WHOLE_RANGES: Final = {"course_degrees": (0.0, 360.0), "speed_knots": (0.0, 100.0)}


def _named(field: Field, error: FieldError) -> FieldError:
    return FieldError(field.label, error.value, error.problem)


def _text(field: Field, typed: str, context: ReadingContext) -> Reading:
    limit = _LONGEST_PROSE if field.kind == "prose" else _LONGEST_TEXT
    if len(typed) > limit:
        raise FieldError(field.label, typed, f"is too long; {limit} characters at most.")
    text = typed.strip()
    return Reading({field.name: text})


def _date(field: Field, typed: str, context: ReadingContext) -> Reading:
    try:
        date = read_date(typed, today=context.today)
    except FieldError as error:
        raise _named(field, error) from error
    return Reading({field.name: date.edtf}, f"{describe(date)}  ({date.edtf})")


def _position(field: Field, typed: str, context: ReadingContext) -> Reading:
    position = read_position(typed)
    radius = "" if position.radius_km is None else f" ± {position.radius_km:g} km"
    return Reading(
        {"lat": position.lat, "lon": position.lon, "radius_km": position.radius_km},
        f"{position.lat:.5f}, {position.lon:.5f}{radius}",
    )


def _single(read: Callable[[str, ReadingContext], Reading]) -> Reader:
    """Return a reader that puts the one value of `read` under the field's own name."""

    def reader(field: Field, typed: str, context: ReadingContext) -> Reading:
        try:
            reading = read(typed, context)
        except FieldError as error:
            raise _named(field, error) from error
        (value,) = reading.values.values()
        return Reading({field.name: value}, reading.understood, reading.warnings)

    return reader


def _number(field: Field, typed: str, context: ReadingContext) -> Reading:
    text = typed.strip().replace("\u202f", "").replace(" ", "")
    try:
        number = float(
            text.replace(",", ".")
            if text.count(",") == 1 and "." not in text and len(text.split(",")[1]) != 3
            else text.replace(",", "")
        )
    except ValueError as error:
        raise FieldError(field.label, typed, "is not a number; write digits, such as 1234.5.") from error
    low, high = _WHOLE_RANGES.get(field.name, (0.0, 1_000_000.0))
    if not math.isfinite(number) or not low <= number <= high:
        raise FieldError(field.label, typed, f"is out of range; it runs from {low:g} to {high:g}.")
    return Reading({field.name: number}, f"{number:g}")


def _choice(field: Field, typed: str, context: ReadingContext) -> Reading:
    choices = field.choices or {}
    word = _chosen(field, typed.strip(), choices)
    return Reading({field.name: word}, choices[word])


def _chosen(field: Field, typed: str, choices: Mapping[str, str]) -> str:
    key = typed.casefold().replace(" ", "-").replace("_", "-")
    by_words = {words.casefold(): word for word, words in choices.items()}
    found = key if key in choices else by_words.get(typed.casefold())
    if found is None:
        nearest = get_close_matches(key, choices, n=1, cutoff=0.4)
        hint = f"Did you mean {nearest[0]}?" if nearest else ""
        raise FieldError(field.label, typed, f"is not one of {', '.join(choices)}. {hint}".rstrip())
    return found


def _kinds(field: Field, typed: str, context: ReadingContext) -> Reading:
    words = [part.strip() for part in typed.replace(";", ",").split(",") if part.strip()]
    found = sorted({_chosen(field, word, field.choices or {}) for word in words})
    shown = ", ".join((field.choices or {})[word] for word in found)
    return Reading({field.name: found}, shown)  # type: ignore[dict-item]


def _reference(field: Field, typed: str, context: ReadingContext) -> Reading:
    text = typed.strip()
    found = context.resolve(field.completes or "", text) if context.resolve else None
    if found is None and context.resolve is None and text.isdecimal():
        found = int(text)
    if found is None:
        raise FieldError(
            field.label,
            typed,
            f"names no {field.completes} of this store; give its id, slug, uid or exact name.",
        )
    return Reading({field.name: found})


def _reliability(field: Field, typed: str, context: ReadingContext) -> Reading:
    letter = read_reliability(typed[:1] if typed.strip()[1:2] in (" ", ":") else typed)
    return Reading({field.name: letter}, f"{letter}: {RELIABILITIES[letter]}")


def _credibility(field: Field, typed: str, context: ReadingContext) -> Reading:
    digit = read_credibility(typed[:1] if typed.strip()[1:2] in (" ", ":") else typed)
    return Reading({field.name: digit}, f"{digit}: {CREDIBILITIES[digit]}")


def _details(field: Field, typed: str, context: ReadingContext) -> Reading:
    """Read `crew = 22; heroin quantity = 125 kg`, or a JSON object."""
    if typed.lstrip().startswith("{"):
        try:
            given = json.loads(typed)
        except json.JSONDecodeError as error:
            raise FieldError(field.label, typed, "is not valid JSON; write name = value; name = value.") from error
        pairs = {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}
    else:
        pairs = {}
        for part in typed.replace("\n", ";").split(";"):
            if not part.strip():
                continue
            name, sign, value = part.partition("=")
            if not sign or not name.strip() or not value.strip():
                raise FieldError(
                    field.label, part.strip(), "has no name or no value; write name = value, with ; between."
                )
            pairs[name.strip()] = value.strip()
    shown = ", ".join(f"{name}: {value}" for name, value in pairs.items())
    return Reading({field.name: json.dumps(pairs, ensure_ascii=False) if pairs else None}, shown)


def _yes_no(field: Field, typed: str, context: ReadingContext) -> Reading:
    word = typed.strip().casefold()
    if word in ("yes", "y", "true", "1"):
        return Reading({field.name: 1}, "yes")
    if word in ("no", "n", "false", "0"):
        return Reading({field.name: 0}, "no")
    raise FieldError(field.label, typed, "is neither yes nor no.")


READERS: Final[dict[str, Reader]] = {
    "text": _text,
    "prose": _text,
    "date": _date,
    "position": _position,
    "flag": _single(lambda typed, context: read_flag(typed, context.reference)),
    "imo": _single(lambda typed, context: read_imo(typed)),
    "mmsi": _single(lambda typed, context: read_mmsi(typed, context.reference)),
    "call_sign": _single(lambda typed, context: read_call_sign(typed, context.reference)),
    "number": _number,
    "choice": _choice,
    "kinds": _kinds,
    "reference": _reference,
    "reliability": _reliability,
    "credibility": _credibility,
    "details": _details,
    "yes_no": _yes_no,
}
