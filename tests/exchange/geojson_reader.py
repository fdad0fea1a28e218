"""A strict reader of GeoJSON: what RFC 7946 says must or should be, of files that hold points and lines."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

_DEPTHS: Final = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2}
_GEOMETRY_MEMBERS: Final = frozenset({"type", "coordinates", "bbox"})


class NotGeoJson(Exception):
    """A sentence on what is against the standard."""


def read_strictly(path: Path) -> list[dict[str, Any]]:
    """Return the features of a file that is in every way as RFC 7946 has it.

    Raises:
        NotGeoJson: It is not.
    """
    content = path.read_bytes()
    _need(not content.startswith(b"\xef\xbb\xbf"), "begins with a byte order mark (RFC 8259, 8.1)")
    collection = json.loads(content.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_object)
    _need(isinstance(collection, dict) and collection.get("type") == "FeatureCollection", "is no FeatureCollection")
    _need_no(collection, "crs", "coordinates", "geometries", "geometry", "properties")
    _check_bbox(collection)
    features = collection.get("features")
    _need(isinstance(features, list), "has no list of features")
    for feature in features:
        _check_feature(feature)
    ids = [feature["id"] for feature in features if "id" in feature]
    _need(len(ids) == len(set(ids)), "gives an id to two features")
    return list(features)


def _check_feature(feature: Any) -> None:
    _need(isinstance(feature, dict) and feature.get("type") == "Feature", "holds what is no Feature")
    _need_no(feature, "crs", "coordinates", "geometries", "features")
    _check_bbox(feature)
    _need(
        "properties" in feature and isinstance(feature["properties"], dict | None), "has a Feature without properties"
    )
    is_named = isinstance(feature.get("id", ""), str | int | float) and not isinstance(feature.get("id"), bool)
    _need(is_named, "has an id that is neither text nor number")
    _need("geometry" in feature, "has a Feature without geometry")
    if feature["geometry"] is not None:
        _check_geometry(feature["geometry"])


def _check_geometry(geometry: Any) -> None:
    _need(isinstance(geometry, dict), "has a geometry that is no object")
    kind = geometry.get("type")
    _need(kind in _DEPTHS, f"has a geometry of type {kind!r}")
    _need(geometry.keys() <= _GEOMETRY_MEMBERS, "has a geometry with members of something else")
    _check_bbox(geometry)
    depth = _DEPTHS[kind]
    for line in _at_depth(geometry.get("coordinates"), max(depth - 1, 0)):
        if depth == 0:
            _check_position(line)
            continue
        least = 2 if "Line" in kind else 1
        _need(isinstance(line, list) and len(line) >= least, f"has a {kind} of fewer than {least} positions")
        for position in line:
            _check_position(position)
        for here, there in pairwise(line):
            _need(abs(here[0] - there[0]) <= 180, "has a line across the antimeridian that is not cut there")
            _need(here != there, "has a line that stays where it is")


def _at_depth(value: Any, depth: int) -> Iterator[Any]:
    if depth == 0:
        yield value
        return
    _need(isinstance(value, list) and value != [], "has coordinates that are no list")
    for inner in value:
        yield from _at_depth(inner, depth - 1)


def _check_position(position: Any) -> None:
    _need(isinstance(position, list) and len(position) in (2, 3), "has a position that is not two or three numbers")
    _need(all(type(number) in (int, float) and math.isfinite(number) for number in position), "has a position of words")
    _need(-180 <= position[0] <= 180 and -90 <= position[1] <= 90, "has a position off the earth")


def _check_bbox(given: dict[str, Any]) -> None:
    if "bbox" not in given:
        return
    bbox = given["bbox"]
    _need(isinstance(bbox, list) and len(bbox) in (4, 6), "has a bbox that is not four or six numbers")
    half = len(bbox) // 2
    _check_position(bbox[:half])
    _check_position(bbox[half:])
    _need(bbox[1] <= bbox[half + 1], "has a bbox whose south is north of its north")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    _need(len(found) == len(pairs), "has an object with one name twice (RFC 7493, 2.3)")
    return found


def _refuse_constant(word: str) -> None:
    raise NotGeoJson(f"holds {word}, which is no JSON")


def _need_no(given: dict[str, Any], *names: str) -> None:
    _need(given.keys().isdisjoint(names), f"has one of {', '.join(names)} where it has no place")


def _need(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise NotGeoJson(otherwise)
