"""What the importer of the UN list reads as a ship from the words of an entry, and what it does not."""

from __future__ import annotations

import pytest

from tracker.exchange.imports.un_comments import ships_named
from tracker.exchange.imports.un_vessel import is_ship, remarks_on_ship


@pytest.mark.parametrize(
    ("comments", "found"),
    [
        ("Operator of the vessel HERON (IMO: 9187629).", [("HERON", ("operator",))]),
        ("Heron Co is the operator/manager of M/V LIGHT, IMO number 9187629.", [("LIGHT", ("manager", "operator"))]),
        ("Owns the Belize-flagged tanker “ST. MARY 2” (IMO No. 9187629)", [("ST. MARY 2", ("owner",))]),
        ("Former owner of the vessel HERON (IMO: 9187629).", [("HERON", ("linked to",))]),
        ("Its director is the owner of the vessel HERON (IMO: 9187629).", [("HERON", ("linked to",))]),
        (
            "Owner of the vessel A (IMO: 9187629), and operator of the vessel B (IMO: 9066978).",
            [("A", ("owner",)), ("B", ("linked to",))],
        ),
        ("The vessels A (IMO: 9187629), B (IMO: 9066978).", [("A", ("linked to",)), ("B", ("linked to",))]),
        # Nothing says that these are ships, or the number is not by the name, or is a company's.
        ("Owner of HERON (IMO: 9187629).", []),
        ("Owner of the vessel HERON. IMO: 9187629.", []),
        ("Owner of the vessel Heron Shipping (IMO: 5342883).", []),
        ("Manager of the vessel HERON of Crane Co Ltd (IMO: 9187629).", []),
        ("International Maritime Organization (IMO) Number: 9187629.", []),
        ("Owner of the vessel HERON (IMO: 91876291).", []),
    ],
)
def test_what_is_read_as_a_ship_from_prose(comments: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(ship.name, ship.roles) for ship in ships_named(comments, "HERON CO")] == found


@pytest.mark.parametrize(
    ("name", "comments", "is_one"),
    [
        ("HERON", "Listed pursuant to its designation (vessel). IMO: 9187629", True),
        ("HERON (IMO: 9187629)", "Type: oil tanker. Flag: Togo.", True),
        ("M/V HERON", "IMO: 9187629", True),
        ("HERON", "HERON is a Togo-flagged tanker that loaded crude.", True),
        ("HERON", "Vessel name: HERON. IMO: 9187629", True),
        ("HERON MARITIME", "Registered owner of GREBE. Type: oil tanker. IMO number: 9187629.", False),
        ("HERON CO", "Owner of a ship (vessel), IMO: 9187629", False),
        ("M/T SHIPPING CO", "IMO: 9187629", False),
        ("HERON", "A Togo-flagged tanker, GREBE owned by Heron, loaded crude.", False),
        ("HERON", "Ship manager of GREBE. IMO number: 9187629", False),
    ],
)
def test_what_calls_itself_a_ship(name: str, comments: str, *, is_one: bool) -> None:
    assert is_ship(name, comments) is is_one


@pytest.mark.parametrize(
    ("name", "comments", "imos"),
    [
        ("HERON (IMO: 9187629)", "", ["9187629"]),
        ("HERON", "Owner: Crane Co Ltd (IMO 5988369). IMO number: 9187629.", ["9187629"]),
        ("HERON", "IMO: 9187620.", ["9187620"]),
        ("HERON", "Owned by Crane Co Ltd (IMO 5988369).", []),
        ("HERON", "IMO number: 5571322, which is a company's.", []),
        ("HERON", "No number.", []),
    ],
)
def test_which_number_is_the_ships_own(name: str, comments: str, imos: list[str]) -> None:
    assert remarks_on_ship(name, comments).imos == imos


def test_comments_made_to_be_slow_are_read_at_once() -> None:
    parts = ["IMO 9187629 ", "vessel A ", "Owner of Tanker ", "registered, ", "“A ", "A. ", "vessel A (IMO 9187629), "]
    for words in parts:
        assert len(list(ships_named(words * (1_000_000 // len(words)), "A"))) < 2_000
        is_ship("A", words * (1_000_000 // len(words)))
