"""Draw CSV files of any number of rows for importing, the same for the same numbers.

python benchmarks/bulk_files.py log FILE --rows 1000000
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from synthetic import FLAGS, SEED, WORDS

SHIPS: Final = 20_000
LOG_HEADER: Final = ("Vessel name", "Date", "Latitude", "Longitude", "MMSI", "Flag", "Note")
AIS_HEADER: Final = (
    "MMSI", "BaseDateTime", "LAT", "LON", "SOG", "COG", "Heading", "VesselName", "IMO", "CallSign", "VesselType",
    "Status", "Length", "Width", "Draft", "Cargo", "TransceiverClass",
)  # fmt: skip
_BEGIN: Final = datetime(2022, 6, 20, tzinfo=UTC)


def draw_log(path: Path, rows: int) -> None:
    """Write a log of sightings as a person keeps it: a day, a position, a note of seventeen words."""
    _write(path, LOG_HEADER, _log_rows(rows))


def draw_ais(path: Path, rows: int) -> None:
    """Write AIS reports as MarineCadastre prints them."""
    _write(path, AIS_HEADER, _ais_rows(rows))


DRAWN: Final[dict[str, Callable[[Path, int], None]]] = {"log": draw_log, "ais": draw_ais}


def _log_rows(count: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(SEED)
    flags = [flag for flag in FLAGS if len(flag) == 2]
    for number in range(count):
        ship = chance.randrange(SHIPS)
        day = f"{2005 + number % 21}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
        yield (
            f"{WORDS[ship % len(WORDS)].upper()} {ship}",
            day if chance.random() < 0.9 else day[:7],
            round(chance.uniform(-60, 70), 4),
            round(chance.uniform(-180, 180), 4),
            f"{(312, 677, 620, 613, 445)[ship % 5]}{ship:06}",
            chance.choice(flags) if chance.random() < 0.6 else "",
            " ".join(chance.choices(WORDS, k=17)),
        )


def _ais_rows(count: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(SEED)
    ships = [_ship(chance, number) for number in range(SHIPS)]
    for number in range(count):
        ship = ships[chance.randrange(SHIPS)]
        moment = _BEGIN + timedelta(seconds=number * 86_400 // count)
        yield (
            ship[0],
            f"{moment:%Y-%m-%dT%H:%M:%S}",
            round(chance.uniform(24, 49), 5),
            round(chance.uniform(-130, -65), 5),
            round(chance.uniform(0, 22), 1),
            round(chance.uniform(0, 359.9), 1),
            chance.choice(("511.0", "190.0", "12.0", "271.0")),
            *ship[1:4],
            ship[4],
            chance.choice(("0", "1", "5", "15", "")),
            *ship[5:],
        )


def _ship(chance: random.Random, number: int) -> tuple[object, ...]:
    width = chance.randrange(4, 50)
    return (
        f"{chance.choice((366, 367, 338, 312))}{number:06}",
        f"{WORDS[number % len(WORDS)].upper()} {number}",
        f"IMO{_imo(900_000 + number * 100_000 // SHIPS)}" if number % 2 else "",
        f"W{number:05}",
        chance.choice(("30", "31", "52", "60", "70", "80", "")),
        width * 6,
        width,
        round(chance.uniform(1, 15), 1),
        "70",
        "A" if number % 4 else "B",
    )


def _imo(stem: int) -> str:
    """Return six digits with the check digit that follows from them."""
    return f"{stem}{sum(int(digit) * weight for digit, weight in zip(str(stem), range(7, 1, -1), strict=True)) % 10}"


def _write(path: Path, header: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Draw the file that the command line describes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=tuple(DRAWN))
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    asked = parser.parse_args()
    DRAWN[asked.kind](asked.file, asked.rows)


if __name__ == "__main__":
    main()
