"""Draw a store of any number of sightings, the same for the same numbers.

python benchmarks/synthetic.py FILE --sightings 1000000
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from tracker.store.connection import open_store
from tracker.store.write import recorded

MIDS = {
    "PA": 352, "LR": 636, "MH": 538, "BZ": 312, "KH": 514, "TZ": 677, "KM": 616, "CM": 613, "GA": 626, "CK": 518,
    "TG": 671, "SL": 667, "KP": 445, "IR": 422, "HK": 477, "MT": 215,
}  # fmt: skip
FLAGS = (*MIDS, "none", "stateless")
PLACES = (
    "South China Sea", "East China Sea", "Gulf of Oman", "Strait of Hormuz", "Laconian Gulf", "Off Malaysia",
    "Baltic Sea", "Black Sea", "Gulf of Guinea", "Red Sea", "Off Nampo", "Port of Busan", "Strait of Malacca",
)  # fmt: skip
TYPES = ("crude tanker", "product tanker", "general cargo", "bulk carrier", "container ship", "fishing vessel")
ACTIVITIES = ("under way", "at anchor", "drifting", "alongside another ship", "loading", "discharging", "turning back")
WORDS = """
course changed speed reduced signal lost draught crew papers hull paint name stern radio silent convoy agent
owner charter broker cargo crude diesel coal cement rice sugar arms seal inspection refused boarded released
detained
""".split()  # noqa: SIM905 - a list of words reads better as words
COLUMNS = (
    "source_id", "incident_id", "vessel_id", "date", "place", "lat", "lon", "radius_km", "name_shown", "mmsi_shown",
    "flag_flown", "flag_broadcast", "vessel_type", "activity", "credibility", "note",
)  # fmt: skip
SEED = 20110526
SYLLABLES = ("ba", "ko", "ri", "ten", "mu", "sal", "dor", "ve", "lin", "gra", "po", "che", "nor", "fi", "tal", "us")
RANKS = 3_000
"""Different words in notes; the n-th is met about 1 / (n + 10) as often as the first, as in a natural language."""
COMMON, MIDDLING, RARE = "course", "seal", "boarded"
"""A word that every fourth note has, one that every fortieth has, and one that every thousandth has."""
PLACE_OF_WORD = {COMMON: 0, MIDDLING: 130, RARE: 2_900}
SIGHTINGS_OF_THE_FIRST_VESSEL = 10_000


def draw(path: Path, sightings: int, vessels: int, incidents: int, sources: int) -> float:
    """Make the store at `path` and return the seconds it took."""
    begun = time.perf_counter()
    chance = random.Random(SEED)
    store = open_store(path, create=True)
    with recorded(store, by="generator", action="import", summary=f"Draw {sightings} sightings") as change:
        source_ids = change.insert_many(
            "source",
            ("title", "publisher", "kind", "published", "reliability"),
            [
                (
                    f"Report {n} on {chance.choice(NAME_WORDS)}",
                    f"Publisher {n % 40}",
                    "news",
                    f"{2005 + n % 20}-{1 + n % 12:02}",
                    "ABCDEF"[n % 6],
                )
                for n in range(sources)
            ],
        )
        vessel_ids = change.insert_many(
            "vessel", ("name", "type"), [(_name(chance, n), chance.choice(TYPES)) for n in range(vessels)]
        )
        incident_ids = change.insert_many(
            "incident",
            ("title", "summary"),
            [(f"Case {n}: {_name(chance, n)}", _words(chance, 12)) for n in range(incidents)],
        )
        change.add_kinds((incident, "false-flag" if incident % 3 else "ais-spoofing") for incident in incident_ids)
        change.insert_many("sighting", COLUMNS, _sightings(chance, sightings, source_ids, vessel_ids, incident_ids))
    store.execute("ANALYZE")
    store.close()
    return time.perf_counter() - begun


NAME_WORDS = [word for word in WORDS if word not in PLACE_OF_WORD]


def _name(chance: random.Random, number: int) -> str:
    return f"{chance.choice(NAME_WORDS).upper()} {chance.choice(NAME_WORDS).upper()} {number}"


def _vocabulary() -> list[str]:
    """Return the words of notes, the most frequent first."""
    chance = random.Random(SEED)
    rest = [word for word in WORDS if word not in PLACE_OF_WORD]
    made: dict[str, None] = dict.fromkeys(rest)
    while len(made) < RANKS - len(PLACE_OF_WORD):
        made["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 4))))] = None
    words = list(made)
    for word, place in sorted(PLACE_OF_WORD.items(), key=lambda item: item[1]):
        words.insert(place, word)
    return words


VOCABULARY = _vocabulary()
FREQUENCIES = list(accumulate(1 / (rank + 10) for rank in range(1, len(VOCABULARY) + 1)))


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(VOCABULARY, cum_weights=FREQUENCIES, k=count))


class Ship(NamedTuple):
    """What a vessel keeps from one sighting to the next."""

    type: str
    flag: str
    mmsi: str
    lat: float
    lon: float


def _ships(chance: random.Random, count: int) -> list[Ship]:
    return [
        Ship(
            chance.choice(TYPES),
            flag := chance.choice(tuple(MIDS)),
            f"{MIDS[flag]}{number:06}",
            chance.uniform(-55, 65),
            chance.uniform(-175, 175),
        )
        for number in range(count)
    ]


def _sightings(
    chance: random.Random, count: int, sources: range, vessels: range, incidents: range
) -> Iterator[tuple[object, ...]]:
    ships = _ships(chance, len(vessels))
    every_first = max(2, count // SIGHTINGS_OF_THE_FIRST_VESSEL)
    for number in range(count):
        day = f"{2005 + number % 21}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
        vessel = 0 if number % every_first == 0 else chance.randrange(len(vessels))
        ship = ships[vessel]
        in_case = chance.random() < 0.02
        is_odd = chance.random() < 0.02
        flag = chance.choice(FLAGS) if is_odd else ship.flag
        yield (
            sources[chance.randrange(len(sources))],
            incidents[chance.randrange(len(incidents))] if in_case else None,
            vessels[vessel],
            day if chance.random() < 0.9 else day[:7],
            chance.choice(PLACES),
            round(ship.lat + chance.uniform(-3, 3), 4),
            round(ship.lon + chance.uniform(-3, 3), 4),
            5.0,
            f"SHIP {vessel}",
            ship.mmsi,
            flag if chance.random() < 0.3 else None,
            ship.flag if chance.random() < 0.6 else None,
            ship.type,
            chance.choice(ACTIVITIES),
            1 + chance.randrange(6),
            _words(chance, 17),
        )


def main() -> None:
    """Draw the store that the command line describes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sightings", type=int, default=100_000)
    parser.add_argument("--vessels", type=int, default=20_000)
    parser.add_argument("--incidents", type=int, default=2_000)
    parser.add_argument("--sources", type=int, default=500)
    asked = parser.parse_args()
    seconds = draw(asked.file, asked.sightings, asked.vessels, asked.incidents, asked.sources)
    print(f"{asked.sightings} sightings in {seconds:.1f} s")


if __name__ == "__main__":
    main()
