"""Which formats can be imported, and which one a file has; a format's module is loaded when it is asked for."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Final, cast

from tracker.exchange.imports.file_bytes import opened
from tracker.exchange.imports.model import ImportFormat, ImportRefused, Sample

IMPORT_FORMATS: Final = {
    "tracker": ("tracker.exchange.imports.other_store.store_file", "another tracker store, SQLite"),
    "records": ("tracker.exchange.imports.other_store.record_lines", "records of another tracker store, JSON lines"),
    "ofac-csv": ("tracker.exchange.imports.ofac_csv", "OFAC SDN list, legacy CSV"),
    "ofac-xml": ("tracker.exchange.imports.ofac_xml", "OFAC SDN list, XML"),
    "un-xml": ("tracker.exchange.imports.un_xml", "UN Security Council Consolidated List, XML"),
    "ftm": ("tracker.exchange.imports.ftm.format", "FollowTheMoney entities, JSON lines"),
    "asam": ("tracker.exchange.imports.asam", "NGA anti-shipping messages (ASAM), CSV"),
    "imb": ("tracker.exchange.imports.imb", "IMB piracy incidents, CSV"),
    "marinecadastre": ("tracker.exchange.imports.ais.marine_cadastre", "AIS, MarineCadastre CSV"),
    "danish-ais": ("tracker.exchange.imports.ais.danish", "AIS, Danish Maritime Authority CSV"),
    "gfw": ("tracker.exchange.imports.ais.global_fishing_watch", "AIS messages, Global Fishing Watch CSV"),
    "nmea": ("tracker.exchange.imports.ais.nmea", "AIS, NMEA 0183 sentences"),
    "csv": ("tracker.exchange.imports.mapped_csv.format", "CSV or TSV, through a mapping"),
}
"""Name to module and title, in the order in which they are tried; the last takes what no other knows."""

AIS_FORMATS: Final = frozenset({"marinecadastre", "danish-ais", "gfw", "nmea"})
"""Formats of position reports, which `ImportOptions.thin_seconds` thins."""

_FAMILIES: Final = {"ofac-xml": "ofac-csv"}
"""Formats in which a publisher prints the same list as in another: what is known by one is known by both."""

_HEAD_BYTES: Final = 65_536


def format_named(name: str) -> ImportFormat:
    """Return the format called `name`.

    Raises:
        ImportRefused: There is none of this name.
    """
    if name not in IMPORT_FORMATS:
        raise ImportRefused(f"There is no format {name!r} to import. There are {', '.join(IMPORT_FORMATS)}.")
    return cast("ImportFormat", importlib.import_module(IMPORT_FORMATS[name][0]).FORMAT)


def family_of(name: str) -> str:
    """Return the format whose keys a format's records have: its own, or that of another form of the same list."""
    return _FAMILIES.get(name, name)


def formats_of_family(family: str) -> tuple[str, ...]:
    """Return every format whose records have the keys of `family`."""
    return tuple(name for name in IMPORT_FORMATS if family_of(name) == family) or (family,)


def recognise(path: Path) -> ImportFormat:
    """Return the format of a file by how it begins.

    Raises:
        ImportRefused: The file cannot be read, is empty, or begins like none of the formats.
    """
    sample = sample_of(path)
    for name in IMPORT_FORMATS:
        found = format_named(name)
        if found.recognises(sample):
            return found
    raise ImportRefused(f"{path}: begins like no format known here. Name one with --as: {', '.join(IMPORT_FORMATS)}.")


def sample_of(path: Path) -> Sample:
    """Return the beginning of a file.

    Raises:
        ImportRefused: It cannot be read, or is empty.
    """
    try:
        with opened(path) as (stream, _):
            head = stream.read(_HEAD_BYTES)
    except OSError as error:
        raise ImportRefused(f"{path}: cannot be read ({error.strerror or error}).") from error
    if not head:
        raise ImportRefused(f"{path}: is empty. Nothing was imported.")
    return Sample(path, head)
