"""Build records from plain rows by the thousand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from tracker.domain.records import Record

R = TypeVar("R", bound=Record)


def maker(record: type[R], names: Sequence[str]) -> Callable[[Sequence[Any]], R]:
    """Return what builds records from values in the order of `names`; what is not named has its default.

    The constructor of a frozen dataclass looks every attribute up by its name; to set the slots themselves takes
    less than half of that, which tells where a ship's thousands of sightings are read.

    Raises:
        TypeError: An attribute that has no default is not named.
    """
    left_out = [attribute for attribute in fields(record) if attribute.name not in names]
    if needed := [attribute.name for attribute in left_out if attribute.default is MISSING]:
        raise TypeError(f"{record.__name__} needs {', '.join(needed)}")
    defaults = [(getattr(record, attribute.name).__set__, attribute.default) for attribute in left_out]
    setters = [getattr(record, name).__set__ for name in names]

    def make(values: Sequence[Any]) -> R:
        made = record.__new__(record)
        for put, default in defaults:
            put(made, default)
        for put, value in zip(setters, values, strict=True):
            put(made, value)
        return made

    return make
