"""Read the reference tables of `db/reference/` into the lookups of the domain."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache

from tracker.domain.reference import CallSignSeries, Reference, RegistryNotice, State
from tracker.store.resources import data_path


@cache
def load_reference() -> Reference:
    """Return the reference tables, read once a process."""
    return Reference(
        states={state.code: state for state in _states()},
        mids={row["mid"]: frozenset(_parts(row["states"])) for row in _rows("mids.csv")},
        call_signs=tuple(
            CallSignSeries(row["first"], row["last"], frozenset(_parts(row["states"])))
            for row in _rows("call_sign_prefixes.csv")
        ),
        notices=tuple(_notice(row) for row in _rows("registry_notices.csv")),
    )


def _states() -> Iterator[State]:
    for row in _rows("states.csv"):
        yield State(
            code=row["code"],
            name=row["name"],
            other_names=_parts(row["other_names"]),
            demonyms=_parts(row["demonyms"]),
            landlocked=row["landlocked"] == "yes",
            is_former=row["standing"] == "former",
            alpha3=row["alpha3"],
        )


def _notice(row: dict[str, str]) -> RegistryNotice:
    return RegistryNotice(
        flag=row["flag"],
        state=row["state"],
        kind=row["kind"],
        date=row["date"],
        ships=int(row["ships"]) if row["ships"] else None,
        notice=row["notice"],
        source_url=row["source_url"],
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (data_path("reference") / name).open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)
