"""How a term reads in English, one function a kind of field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tracker.store.filters.terms import EXACTLY, Operand

if TYPE_CHECKING:
    from tracker.domain.reference import Reference

Name = Callable[[Operand], str]
Say = Callable[[str, tuple[Operand, ...], bool, Name], str]
Label = Callable[[str, "Reference"], str]


def either(parts: Iterable[str]) -> str:
    """Return the alternatives joined as English does: `Belize, Cambodia or Togo`."""
    *firsts, last = parts
    return f"{', '.join(firsts)} or {last}" if firsts else last


def noun(name: str, verb: str = "is", *, one_on: tuple[str, ...] = ("sightings",)) -> Say:
    """Return the wording for a thing that `is` or `contains` something.

    Args:
        name: The thing.
        verb: `is`, `contains` or `begins with`; a value asked for exactly always `is`.
        one_on: Targets of which a row has just one of it; of other rows any or none.
    """
    negative = {"is": "is not", "contains": "does not contain", "begins with": "does not begin with"}

    def say(target: str, operands: tuple[Operand, ...], negated: bool, value: Name) -> str:
        single = target in one_on
        groups = []
        for exactly in (False, True):
            values = [value(operand) for operand in operands if (operand.operator == EXACTLY) is exactly]
            if values:
                said = "is" if exactly else verb
                groups.append(f"{negative[said] if negated and single else said} {either(values)}")
        subject = name if single else f"{'no' if negated else 'any'} {name}"
        # Two verbs of which neither holds are joined by "and" once the verbs themselves are negated.
        return f"{subject} {(' and ' if negated and single else ' or ').join(groups)}"

    return say


def dated(verb: str | None = None) -> Say:
    """Return the wording for a date; `verb` is the participle where it is not the target's own."""
    own = {"vessels": "seen", "sources": "published"}
    by_operator = {"": "within {}", ">=": "from {} on", ">": "after {}", "<=": "up to {}", "<": "before {}"}

    def say(target: str, operands: tuple[Operand, ...], negated: bool, value: Name) -> str:
        spans = either([by_operator[operand.operator].format(value(operand)) for operand in operands])
        return f"{'not ' if negated else ''}{verb or own.get(target, 'dated')} {spans}"

    return say


def graded(name: str) -> Say:
    """Return the wording for a grade or one half of it."""
    by_operator = {"": "{}", ">=": "{} or better", "<=": "{} or worse"}

    def say(target: str, operands: tuple[Operand, ...], negated: bool, value: Name) -> str:
        grades = either([by_operator[operand.operator].format(value(operand)) for operand in operands])
        return f"{'not ' if negated else ''}{name} {grades}"

    return say


def counted(name: str) -> Say:
    """Return the wording for how many of a thing there are."""
    by_operator = {"": "{}", ">=": "{} or more", ">": "more than {}", "<=": "{} or fewer", "<": "fewer than {}"}

    def say(target: str, operands: tuple[Operand, ...], negated: bool, value: Name) -> str:
        counts = either([by_operator[operand.operator].format(value(operand)) for operand in operands])
        is_one = len(operands) == 1 and operands[0].text == "1" and not operands[0].operator
        return f"{'not ' if negated else ''}with {counts} {name}{'' if is_one else 's'}"

    return say


def near(target: str, operands: tuple[Operand, ...], negated: bool, value: Name) -> str:
    """Word a distance from a point."""
    return f"{'not ' if negated else ''}within {either(map(value, operands))}"


def state(target: str, operands: tuple[Operand, ...], negated: bool, value: Name) -> str:
    """Word a state that a record is in: `contested`."""
    return f"{'not ' if negated else ''}{either(map(value, operands))}"


def possession(target: str, operands: tuple[Operand, ...], negated: bool, value: Name) -> str:
    """Word something that a record has: `with a position`."""
    return f"{'without' if negated else 'with'} {either(map(value, operands))}"


def mention(target: str, operands: tuple[Operand, ...], negated: bool, value: Name) -> str:
    """Word a search for words; a word that may go on ends in an ellipsis."""
    words = [f'"{o.text}"' if o.operator == EXACTLY else f'"{o.text}…"' for o in operands]
    return f"{'does not mention' if negated else 'mentions'} {either(words)}"


def in_quotes(value: str, reference: Reference) -> str:
    """Read text as itself, in quotes."""
    return f'"{value}"'


def as_it_is(value: str, reference: Reference) -> str:
    """Read a number or grade as itself."""
    return value


def flag_name(value: str, reference: Reference) -> str:
    """Read a flag by its state's name."""
    from tracker.domain.flags import FLAG_WORDS, describe_flag

    return value if value in FLAG_WORDS else describe_flag(value, reference)


def date_words(value: str, reference: Reference) -> str:
    """Read a date, or a span of two, in words."""
    from tracker.domain.partial_dates import describe, parse_edtf

    start, dots, end = ("", "", "") if "/" in value else value.partition("..")
    if not dots:
        return describe(parse_edtf(value))
    return f"{describe(parse_edtf(start))} to {describe(parse_edtf(end))}"


def distance(value: str, reference: Reference) -> str:
    """Read a point and a distance in words."""
    lat, lon, radius = value.split(",")
    north_south = f"{lat.lstrip('-')} {'S' if lat.startswith('-') else 'N'}"
    east_west = f"{lon.lstrip('-')} {'W' if lon.startswith('-') else 'E'}"
    return f"{radius[:-2]} {radius[-2:]} of {north_south}, {east_west}"
