"""Reference facts that only indicators need: dated performance lists, landlocked states with a register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from tracker.domain.partial_dates import PartialDate, parse_edtf
from tracker.domain.reference import Reference


@dataclass(frozen=True, slots=True)
class PerformanceEntry:
    """That a flag stood on a list over a time, or was taken off it."""

    list: str
    flag: str
    status: str
    """`listed`, `removed`, or `in part` where only a second register of the state is meant."""
    date: PartialDate
    whole_list: bool
    """Whether the entries of that list and date are the whole list, so that absence means not listed."""
    claim: str
    source_url: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of `performance_lists.csv`."""
        return cls(
            list=row["list"],
            flag=row["flag"],
            status=row["status"],
            date=parse_edtf(row["date"]),
            whole_list=row["whole_list"] == "y",
            claim=row["claim"],
            source_url=row["source_url"],
        )


@dataclass(frozen=True, slots=True)
class LandlockedRegister:
    """That a landlocked state keeps a genuine ship register."""

    flag: str
    claim: str
    source_url: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """Read a row of `landlocked_registries.csv`."""
        return cls(flag=row["flag"], claim=row["claim"], source_url=row["source_url"])


@dataclass(frozen=True, slots=True)
class IndicatorTables:
    """All the reference tables that rules look things up in."""

    reference: Reference
    performance: tuple[PerformanceEntry, ...] = ()
    landlocked_registers: Mapping[str, LandlockedRegister] | None = None
    """By flag; None where the table was not given."""

    @classmethod
    def from_rows(
        cls,
        reference: Reference,
        performance: Iterable[Mapping[str, str]],
        landlocked: Iterable[Mapping[str, str]],
    ) -> Self:
        """Build the tables from rows of the two CSV files.

        Raises:
            FieldError: A date in a row is not EDTF.
        """
        registers = [LandlockedRegister.from_row(row) for row in landlocked]
        return cls(
            reference=reference,
            performance=tuple(PerformanceEntry.from_row(row) for row in performance),
            landlocked_registers={register.flag: register for register in registers},
        )
