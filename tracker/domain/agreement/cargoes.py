"""Kinds of cargo that reports of this field name: missile parts are military goods, chemicals are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.domain.agreement.hierarchy import Hierarchy
from tracker.domain.agreement.relation import Form, Relation, nested
from tracker.domain.agreement.text import says_nothing, telling_words

CARGOES: Final = Hierarchy(
    wider={
        "arms": "military goods", "small arms": "arms", "missiles": "arms", "ammunition": "arms",
        "explosives": "arms",
        "military vehicles": "military goods", "military aircraft": "military goods",
        "crude oil": "oil", "refined oil": "oil", "gas": "oil",
        "grain": "food", "rice": "grain", "sugar": "food", "seafood": "food", "fish": "seafood",
        "toothfish": "fish",
        "squid": "seafood", "iron ore": "ore",
    },
    words={
        "military goods": ("military*", "materiel", "defence", "defense"),
        "arms": ("arms", "weapon*", "armament*", "munition*", "warhead"),
        "small arms": ("small arms", "rifle", "shotgun", "pistol", "gun", "machine gun"),
        "missiles": ("missile*", "rocket*", "scud", "ballistic*", "rpg", "launcher"),
        "ammunition": ("ammunition", "round", "cartridge", "detonator"),
        "explosives": ("explosive*",),
        "military vehicles": ("armoured vehicle", "armored vehicle", "military vehicle", "tanks"),
        "military aircraft": ("mig", "fighter jet", "military aircraft"),
        "chemicals": ("chemical*", "precursor", "fertiliser", "fertilizer"),
        "oil": ("oil", "petroleum", "oil product", "petroleum product"),
        "crude oil": ("crude", "crude oil"),
        "refined oil": ("refined oil", "fuel", "fuel oil", "diesel", "gas oil", "gasoil", "gasoline",
            "petrol", "naphtha", "kerosene", "mazut",
                        "refined petroleum"),
        "gas": ("lpg", "lng", "liquefied gas", "natural gas"),
        "coal": ("coal", "anthracite", "coke"),
        "ore": ("ore",),
        "iron ore": ("iron ore", "limonite"),
        "food": ("food*", "palm kernel*", "vegetable"),
        "grain": ("grain", "wheat", "maize", "corn", "barley"),
        "rice": ("rice",), "sugar": ("sugar",),
        "seafood": ("seafood", "catch"),
        "fish": ("fish", "cod", "tuna", "grouper", "shark"),
        "toothfish": ("toothfish",), "squid": ("squid",),
        "cement": ("cement", "clinker"),
        "machinery": ("machine*", "pump", "machine part", "equipment"),
        "metals": ("steel", "scrap metal", "copper", "aluminium", "aluminum"),
        "timber": ("timber", "wood", "log"),
        "drugs": ("heroin", "cocaine", "narcotic*", "drug", "hashish", "methamphetamine"),
        "people": ("people", "migrant*", "refugee", "passenger"),
        "furniture": ("furniture", "mat"),
        "no cargo": ("in ballast", "empty", "no cargo", "none", "ballast", "nothing"),
    },
)  # fmt: skip

_SAYS_LITTLE: Final = frozenset(
    (
        "cargo",
        "cargoes",
        "goods",
        "freight",
        "load",
        "items",
        "general",
        "other",
        "suspicious",
        "illicit",
        "related",
    )
)


@dataclass(frozen=True, slots=True)
class Cargo:
    """What a text says was carried: its words, and the known kinds of goods among them."""

    words: frozenset[str]
    kinds: frozenset[str]

    def relation_to(self, other: Cargo) -> Relation:
        """Compare by kinds of goods, then by words; goods without a shared kind or word contradict."""
        if self.kinds and other.kinds:
            by_kind = CARGOES.relation(self.kinds, other.kinds)
            if by_kind is Relation.SAME:
                return nested(self.words, other.words) or Relation.COMPATIBLE
            if by_kind is not Relation.CONTRADICTS:
                return by_kind
        nest = nested(self.words, other.words)
        if nest:
            return nest
        telling, others_telling = self.words - _SAYS_LITTLE, other.words - _SAYS_LITTLE
        if not telling or not others_telling:
            return Relation.CONTAINS if not telling else Relation.REFINES
        return Relation.COMPATIBLE if telling & others_telling else Relation.CONTRADICTS


def read_cargo(text: str) -> Form | None:
    """Read a cargo; None where it says nothing."""
    if says_nothing(text):
        return None
    return Form(Cargo(telling_words(text), CARGOES.kinds_in(text)), " ".join(text.split()))
