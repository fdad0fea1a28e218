"""Read one value of a filter into its canonical operand, or say what is wrong with it and what would be
right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.domain.errors import FieldError, FilterError
from tracker.store.filters.terms import EXACTLY, Operand, value_text

if TYPE_CHECKING:
    from tracker.domain.partial_dates import PartialDate
    from tracker.domain.reference import Reference

AT_LEAST: Final = (">=", "<=")
COMPARISONS: Final = (">=", ">", "<=", "<")

_RADIUS = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(nm|nmi|km|)", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?[0-9.]+")
_DECIMALS = re.compile(r"[+-]?[0-9.]+,[+-]?[0-9.]+")
_LONGEST_RADIUS_KM: Final = 20_040


@dataclass(frozen=True, slots=True)
class Given:
    """A value as it was written, with what its reading may need."""

    term: str
    """The whole term as written, for the error."""
    field: str
    value: str
    operator: str
    reference: Callable[[], Reference]

    def refused(self, problem: str, suggestion: str | None = None) -> FilterError:
        """Return the error for this value; `suggestion` is a value that would be right."""
        return FilterError(self.term, problem, suggestion and f"{self.field}:{value_text(suggestion)}")


Reader = Callable[[Given], Operand]


def _plain(given: Given, allowed: Iterable[str] = (EXACTLY,)) -> str:
    """Return the value without surplus blanks, where its operator is one the field takes."""
    if given.operator and given.operator not in allowed:
        raise given.refused(f"{given.field} takes no {given.operator}.", given.value or None)
    value = given.value.strip()
    if not value:
        raise given.refused(f"{given.field} needs a value after the colon.")
    return value


def read_text(given: Given) -> Operand:
    """Read text to look for; with `=` the whole value, exactly, blanks around it included."""
    value = _plain(given)
    return Operand(given.value, EXACTLY) if given.operator else Operand(value)


def read_flag(given: Given) -> Operand:
    """Read a flag: a state's code, name or demonym, a flag word, or, with `=`, printed text that is no
    state's."""
    from tracker.domain.flags import FLAG_WORDS

    value = _plain(given)
    if given.operator == EXACTLY:
        is_code = given.reference().state(given.value) is not None
        return Operand(given.value) if is_code or given.value in FLAG_WORDS else Operand(given.value, EXACTLY)
    code = given.reference().find_state(value)
    if code:
        return Operand(code)
    if value.casefold() in FLAG_WORDS:
        return Operand(value.casefold())
    raise given.refused(
        f"no state is called {value!r}; {given.field}:={value_text(value)} finds a printed flag that is no state's.",
        given.reference().nearest_name(value),
    )


def read_date(given: Given) -> Operand:
    """Read a date as EDTF or in words, or a span of two with `..` between them."""
    value = _plain(given, (*COMPARISONS, EXACTLY))
    operator = "" if given.operator == EXACTLY else given.operator
    start, dots, end = ("", "", "") if "/" in value else value.partition("..")
    if not dots:
        return _one_date(_partial_date(given, value).edtf, operator)
    if operator:
        raise given.refused(f"a span takes no {operator}.", value)
    first = _partial_date(given, start) if start.strip() else None
    last = _partial_date(given, end) if end.strip() else None
    if first is None and last is None:
        raise given.refused("write a date on one side of the dots.", "2011..2012")
    if first is None or last is None:
        return Operand(first.edtf, ">=") if first else Operand(last.edtf if last else "", "<=")
    if first.earliest > last.latest:
        raise given.refused("the span ends before it begins.", f"{last.edtf}..{first.edtf}")
    return Operand(f"{first.edtf}..{last.edtf}")


def _one_date(edtf: str, operator: str) -> Operand:
    """Return the operand of a date; an interval open at one end asks for the same as a comparison."""
    if not operator and edtf.endswith("/.."):
        return Operand(edtf.removesuffix("/.."), ">=")
    if not operator and edtf.startswith("../"):
        return Operand(edtf.removeprefix("../"), "<=")
    return Operand(edtf, operator)


def _partial_date(given: Given, text: str) -> PartialDate:
    from datetime import UTC, datetime

    from tracker.domain.partial_dates import parse_edtf

    text = text.strip()
    try:
        return parse_edtf(text)
    except FieldError:
        from tracker.domain.partial_dates.typed import read_date as read_typed

        try:
            return read_typed(text, today=datetime.now(UTC).date())
        except FieldError as error:
            hint = (
                ""
                if any(c.isdigit() for c in error.problem)
                else " Write 2011, 2011-05, 2011-05-26 or 2011-05..2011-07."
            )
            raise given.refused(f"{text!r} {error.problem}{hint}") from error


def read_word_of(words: Mapping[str, str], what: str) -> Reader:
    """Return the reader of one of a closed list of words; blanks and case do not matter, nor does the
    English reading."""
    spellings = {_key(spelling): word for word, english in words.items() for spelling in (word, english)}

    def read(given: Given) -> Operand:
        value = _plain(given)
        word = spellings.get(_key(value))
        if word is None:
            suggestion = nearest(_key(value), spellings, words)
            known = "" if suggestion else f"; there are {', '.join(words)}"
            raise given.refused(f"{value!r} is no {what}{known}.", suggestion)
        return Operand(word)

    return read


def _key(text: str) -> str:
    return "-".join(text.casefold().replace("_", " ").replace("-", " ").split())


def nearest(value: str, spellings: Mapping[str, str], words: Iterable[str] = ()) -> str | None:
    """Return the word whose spelling is most like `value`, or that begins with it."""
    from difflib import get_close_matches

    begun = [word for word in words if value and word.startswith(value)]
    found = get_close_matches(value, spellings, n=1, cutoff=0.55)
    return begun[0] if begun else spellings[found[0]] if found else None


def read_digits(length: int, prefixes: tuple[str, ...], what: str) -> Reader:
    """Return the reader of a number kept as text, such as an IMO number; its beginning is enough."""

    def read(given: Given) -> Operand:
        value = "".join(_plain(given).upper().split()).replace("-", "")
        for prefix in prefixes:
            value = value.removeprefix(prefix)
        if not (value.isascii() and value.isdigit()):
            raise given.refused(f"is no {what}; write its {length} digits, or the first of them.")
        return Operand(value)

    return read


def read_call_sign(given: Given) -> Operand:
    """Read a call sign: letters and digits, upper case."""
    value = "".join(_plain(given).upper().replace("-", "").split())
    if not value.isalnum():
        raise given.refused("is no call sign; write letters and digits, such as V3RX2.")
    return Operand(value)


def read_number(given: Given) -> Operand:
    """Read the number of a record."""
    value = _plain(given)
    if not (value.isascii() and value.isdigit()) or len(value) > 18:
        raise given.refused(f"{value!r} is no record number; write digits only.")
    return Operand(str(int(value)))


def read_count(given: Given) -> Operand:
    """Read a count, or a comparison with one: `3`, `>=2`."""
    value = _plain(given, (*COMPARISONS, EXACTLY))
    if not (value.isascii() and value.isdigit()) or len(value) > 9:
        raise given.refused(f"{value!r} is no count; write a number such as 2 or >=2.")
    return Operand(str(int(value)), _comparison(given))


def read_reliability(given: Given) -> Operand:
    """Read an Admiralty reliability, A to F."""
    value = _plain(given, (*AT_LEAST, EXACTLY)).upper()
    if value not in {"A", "B", "C", "D", "E", "F"}:
        raise given.refused(f"{given.value!r} is no reliability; write a letter from A to F.")
    return Operand(value, _comparison(given))


def read_credibility(given: Given) -> Operand:
    """Read an Admiralty credibility, 1 to 6."""
    value = _plain(given, (*AT_LEAST, EXACTLY))
    if value not in {"1", "2", "3", "4", "5", "6"}:
        raise given.refused(f"{given.value!r} is no credibility; write a digit from 1 to 6.")
    return Operand(value, _comparison(given))


def read_grade(given: Given) -> Operand:
    """Read an Admiralty grade such as B2."""
    from tracker.domain.grades import grade_text
    from tracker.domain.grades import read_grade as read_both

    value = _plain(given, (*AT_LEAST, EXACTLY))
    try:
        reliability, credibility = read_both(value)
    except FieldError as error:
        letter = value[:1].upper()
        suggestion = f"reliability:{given.operator}{letter}" if len(value) == 1 and letter in "ABCDEF" else "grade:>=B2"
        problem = f"{value!r} is no grade; write a letter A to F and a digit 1 to 6."
        raise FilterError(given.term, problem, suggestion) from error
    return Operand(grade_text(reliability, credibility), _comparison(given))


def _comparison(given: Given) -> str:
    return "" if given.operator == EXACTLY else given.operator


def read_near(given: Given) -> Operand:
    """Read a point and a distance: `31.2,122.5,200nm`; the point in any notation, the distance in nm or
    km."""
    from tracker.domain.positions import NM_IN_KM, read_position

    value = _plain(given, ())
    point, _, distance = value.rpartition(",")
    size = _RADIUS.fullmatch(distance.strip())
    if size is None or not point.strip() or _NUMBER.fullmatch(point.strip()):
        raise given.refused("write latitude, longitude and a distance in nm or km, such as 31.2,122.5,200nm.")
    try:
        # Two decimals are a whole position here: the comma between them is no decimal comma.
        position = read_position(point.replace(",", ", ") if _DECIMALS.fullmatch(point) else point)
    except FieldError as error:
        raise given.refused(f"{point!r} {error.problem}") from error
    unit = "km" if size[2].lower() == "km" else "nm"
    radius = float(size[1])
    if not 0 < radius * (NM_IN_KM if unit == "nm" else 1.0) <= _LONGEST_RADIUS_KM or _decimal(radius, 3) == "0":
        raise given.refused(f"the distance {distance.strip()} lies outside 0 to 20 040 km, half way round the Earth.")
    return Operand(f"{_decimal(position.lat, 6)},{_decimal(position.lon, 6)},{_decimal(radius, 3)}{unit}")


def _decimal(number: float, places: int) -> str:
    text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def read_words(given: Given) -> Operand:
    """Read a bare word or a quoted phrase to search for."""
    value = " ".join(given.value.split())
    if value == "-":
        raise given.refused("write after the minus what to leave out.")
    if not any(c.isalnum() for c in value):
        raise given.refused("has no letter or digit to search for.")
    return Operand(value, given.operator)
