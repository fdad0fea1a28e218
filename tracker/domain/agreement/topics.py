"""Small trees of what cargoes and ships are, so that "missiles" refines "arms" and excludes "chemicals"."""

from __future__ import annotations

import re

Topics = dict[str, tuple[str, ...]]
"""Regular expression of words to a path from the general to the particular."""

CARGO_TOPICS: Topics = {
    r"\bmilitary|\barms\b|\bweapon|\bmunition": ("military",),
    r"\bmissile|\bscud|\brocket(?!-propelled)": ("military", "missiles"),
    r"\bsmall arms|\brifle|\bgrenade|\brpg|\brocket propelled": ("military", "small arms"),
    r"\bmig\b|\baircraft\b|\bradar\b|\btank\b": ("military", "heavy"),
    r"\bchemical": ("goods", "chemicals"),
    r"\bcement": ("goods", "cement"),
    r"\brice\b|\bfood|\bsugar|\bgrain|\bwheat|\bsoya": ("goods", "food"),
    r"\bcoal\b|\banthracite": ("goods", "coal"),
    r"\biron ore|\bore\b|\bsand\b|\blimonite": ("goods", "ore"),
    r"\bsteel|\bscrap|\bpig iron": ("goods", "metal"),
    r"\boil\b|\bpetroleum|\bdiesel|\bfuel|\bcrude|\bgasoil|\bcondensate|\bnaphtha": ("goods", "oil"),
    r"\bcrude": ("goods", "oil", "crude"),
    r"\bdiesel|\brefined|\bgasoil|\bproducts?\b": ("goods", "oil", "refined"),
    r"\bheroin|\bcocaine|\bhashish|\bdrug|\bcannabis": ("drugs",),
    r"\bfish|\btoothfish|\bcatch\b|\bsquid": ("goods", "fish"),
    r"\bmachine|\bpump|\bequipment|\bparts\b": ("goods", "machinery"),
    r"\bin ballast|\bempty|\bno cargo|\bunladen": ("nothing",),
}

SHIP_TOPICS: Topics = {
    r"\bnaval|\bwarship|\bnavy|\bfrigate|\bpatrol": ("naval",),
    r"\bcargo|\bfreighter|\bmerchant": ("merchant", "dry"),
    r"\bgeneral cargo": ("merchant", "dry", "general"),
    r"\bbulk|\bbulker": ("merchant", "dry", "bulk"),
    r"\bcontainer": ("merchant", "dry", "container"),
    r"\bmerchant|\bcommercial": ("merchant",),
    r"\btanker|\bvlcc|\baframax|\bsuezmax|\bpanamax": ("merchant", "tanker"),
    r"\bcrude|\bvlcc|\bsuezmax": ("merchant", "tanker", "crude"),
    r"\bproduct": ("merchant", "tanker", "products"),
    r"\blpg|\blng|\bgas carrier": ("merchant", "tanker", "gas"),
    r"\bfishing|\btrawler|\blongliner|\bsquid": ("fishing",),
    r"\btug": ("tug",),
    r"\byacht": ("yacht",),
    r"\bpassenger|\bferry|\bcruise": ("passenger",),
}


def topics_of(key: str, topics: Topics) -> frozenset[tuple[str, ...]]:
    """Return the most particular topics that a text names."""
    found = {path for words, path in topics.items() if re.search(words, key)}
    return frozenset(
        path for path in found if not any(other != path and other[: len(path)] == path for other in found)
    )
