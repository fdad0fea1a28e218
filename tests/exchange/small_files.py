"""A small valid file of every format that can be imported, for tests that bend and break them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from ftm_lines import LISTED, OWNER, OWNS, SHIP, STRANGER
from sqlite_utils import Database
from two_stores import as_records, edit, empty, retract

from tracker.exchange.imports.mapped_csv.mapping import ColumnMapping
from tracker.store.connection import open_store
from tracker.store.write import recorded

OFAC_XML: Final = """<?xml version="1.0" encoding="UTF-8"?>
<sdnList xmlns="http://tempuri.org/sdnList.xsd">
<publshInformation><Publish_Date>04/15/2021</Publish_Date></publshInformation>
<sdnEntry><uid>15036</uid><lastName>ARTAVIL</lastName><sdnType>Vessel</sdnType>
<programList><program>IRAN</program></programList><akaList><aka><type>a.k.a.</type><lastName>SHONA</lastName></aka>
</akaList><idList><id><idType>Vessel Registration Identification</idType><idNumber>IMO 9187629</idNumber></id></idList>
<vesselInfo><callSign>T2EU4</callSign><vesselType>Crude Oil Tanker</vesselType><vesselFlag>Iran</vesselFlag>
<vesselOwner>NITC</vesselOwner><tonnage>99144</tonnage><grossRegisteredTonnage>56068</grossRegisteredTonnage>
</vesselInfo></sdnEntry>
<sdnEntry><uid>7</uid><lastName>NITC</lastName><sdnType>Entity</sdnType></sdnEntry>
<sdnEntry><uid>8</uid><firstName>A</firstName><lastName>MAN</lastName><sdnType>Individual</sdnType></sdnEntry>
</sdnList>
"""
UN_XML: Final = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2024-09-26T00:00:07.514Z">
<INDIVIDUALS><INDIVIDUAL><DATAID>7</DATAID><FIRST_NAME>ANNA</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPi.007</REFERENCE_NUMBER><LISTED_ON>2016-11-30</LISTED_ON><COMMENTS1>An agent.</COMMENTS1>
<NATIONALITY><VALUE>Cuba</VALUE></NATIONALITY></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>3</DATAID><FIRST_NAME>SEA LARK</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>LYe.003</REFERENCE_NUMBER><LISTED_ON>2017-07-21</LISTED_ON>
<COMMENTS1>Listed (vessel). IMO: 9187629. Flag State: Belize. MMSI: 312123456. Call sign: V3AB.</COMMENTS1>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD LARK</ALIAS_NAME></ENTITY_ALIAS></ENTITY>
<ENTITY><FIRST_NAME>LARK CO</FIRST_NAME><REFERENCE_NUMBER>KPe.101</REFERENCE_NUMBER><LISTED_ON>2018-03-30</LISTED_ON>
<COMMENTS1>Owner of the tanker SOLAN 1 (IMO: 9066978).</COMMENTS1></ENTITY></ENTITIES></CONSOLIDATED_LIST>
"""
NMEA: Final = """\\s:here,c:1304425504*22\\!AIVDO,1,1,,A,14aRv0OP1s8hhc0AnU07l001P000,0*22
!AIVDO,2,1,1,A,54aRv0@20J<UK=QT000hTLQ@000000000000000000000000000000000000,0*21
!AIVDO,2,2,1,A,00000000000,2*27
!AIVDO,1,1,,A,B4aRv0P003=pA@KRFh0000000000,0*3F
!AIVDO,1,1,,A,K4aRv0kh4d04d000,0*2D
"""
"""A position under a tag block, a message in two parts, and positions of class B and of long range."""


def _csv(*rows: tuple[str, ...]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _ofac_csv(_: Path) -> bytes:
    remarks = "Vessel Registration Identification IMO 9187629; MMSI 572469210 (Linked To: NITC)"
    return _csv(
        ("7", "NITC", "-0- ", "IRAN", *["-0- "] * 8),
        ("8", "MAN, A", "individual", "SDGT", *["-0- "] * 8),
        ("15036", "ARTAVIL", "vessel", "IRAN", "-0- ", "T2EU4", "Crude Oil Tanker", "99144", "56068", "Iran", "NITC",
         f'{remarks}; a.k.a. "SHONA".'),
    )  # fmt: skip


def _asam(_: Path) -> bytes:
    return _csv(
        ("reference", "date", "position", "navArea", "subreg", "hostility", "victim", "description", ""),
        ("2022-146", "2022-06-01", "46°37'50.89\"N\n31°35'01.64\"E", "III", "55", "Military activity",
         "Tanzania-flagged tanker BRENTIX", "UKRAINE: On 1 June, the tanker was struck.", ""),
        ("2017-37", "2016-12-22", "5°60'00\"N\n4°00'00\"E", "II", "57", "ROBBERS", "TANKER", "NIGERIA: Boarded.", ""),
    )  # fmt: skip


def _imb(_: Path) -> bytes:
    return _csv(
        ("date", "time", "longitude", "latitude", "attack_type", "location_description", "nearest_country",
         "attack_description", "vessel_name", "vessel_type", "vessel_status"),
        ("2019-05-26", "0100", "103.5", "1.2", "Boarded", "Singapore Straits", "SGP", "Robbers.", "LIGHT", "Tug", "NA"),
        ("1993-01-02", "NA", "116.97", "19.2", "Hijacked", "Hong Kong", "CHN", "NA", "NA", "NA", "Steaming"),
    )  # fmt: skip


def _marine_cadastre(_: Path) -> bytes:
    return _csv(
        ("MMSI", "BaseDateTime", "LAT", "LON", "SOG", "COG", "Heading", "VesselName", "IMO", "CallSign", "VesselType",
         "Status", "Length", "Width", "Draft", "Cargo", "TransceiverClass"),
        ("312000001", "2022-06-20T00:00:04", "29.5", "-94.5", "8.1", "190.0", "511.0", "LIGHT", "IMO8415433", "V3XY",
         "70", "0", "88", "14", "5.2", "70", "A"),
        ("312000001", "2022-06-20T00:10:04", "29.6", "-94.5", "8.1", "190.0", "12", "CHUNG HUNG", "", "", "", "15", "",
         "", "", "", "B"),
    )  # fmt: skip


def _danish(_: Path) -> bytes:
    return _csv(
        ("# Timestamp", "Type of mobile", "MMSI", "Latitude", "Longitude", "Navigational status", "SOG", "COG",
         "Heading", "IMO", "Callsign", "Name", "Ship type", "Length", "Destination"),
        ("20/06/2022 00:00:04", "Class A", "312000001", "29.5", "-94.5", "Under way using engine", "8.1", "190.0", "",
         "8415433", "V3XY", "LIGHT", "Cargo", "88", "THILAWA"),
        ("20/06/2022 00:00:05", "Base Station", "2190045", "55.1", "12.1", "", "", "", "", "Unknown", "", "", "", "",
         ""),
    )  # fmt: skip


def _gfw(_: Path) -> bytes:
    return _csv(
        ("ssvid", "timestamp", "lat", "lon", "speed", "course", "heading", "shipname", "callsign", "imo", "length"),
        ("412331283", "2021-09-19 20:06:56.000000 UTC", "34.083", "128.82", "9.5", "211", "", "LIGHT", "", "", "61"),
        ("412331284", "2021-09-19 20:07:56 UTC", "", "", "", "", "", "ZHOU", "BZXY", "8415433", ""),
    )  # fmt: skip


def _log(_: Path) -> bytes:
    return _csv(
        ("Ship name", "IMO", "MMSI", "Flag", "Date", "Lat", "Lon", "Speed", "Stance", "Note", "Berth"),
        ("LIGHT", "8415433", "312000001", "Belizean", "late May 2011", "31.2", "122.5", "9.5", "", "A, b", "4"),
        ("A LI", "", "", "Matthew Island", "2021-09-19 20:06:56 UTC", "", "", "", "denies", "", ""),
    )  # fmt: skip


def _vessels(_: Path) -> bytes:
    return _csv(("Hull", "Number", "Built", "Port"), ("LIGHT", "8415433", "1983", "Belize"), ("A LI", "", "", ""))


def _incidents(_: Path) -> bytes:
    return _csv(("What", "Kinds", "Told"), ("Light hailed", "false-flag", "She said so."), ("Other", "", ""))


def _sources(_: Path) -> bytes:
    return _csv(("Title", "Day", "Link"), ("Article", "May 2011", "https://example.org/a"), ("Other", "2012~", ""))


def _ftm(_: Path) -> bytes:
    return "\n".join((SHIP, OWNER, OWNS, LISTED, STRANGER, "")).encode()


def _a_store(folder: Path) -> Path:
    """Make a store in which something of every kind was added, edited and retracted, packed without empty pages."""
    path = empty(folder / "bob.db")
    with closing(open_store(path)) as connection, recorded(connection, by="Bob", action="add", summary="Add") as change:
        source = change.insert("source", {"title": "Article", "published": "2011-05", "slug": "article"})
        told = {"title": "Retelling", "derived_from": source}
        retelling = change.insert("source", told)
        vessel = change.insert("vessel", {"name": "LIGHT", "imo": "8415433", "slug": "light"})
        party = change.insert("party", {"name": "NITC", "kind": "company"})
        incident = change.insert("incident", {"title": "Light", "slug": "case", "kinds": ["false-flag"]})
        of_ship = {"vessel_id": vessel, "source_id": source}
        sighting = change.insert(
            "sighting", {**of_ship, "incident_id": incident, "slug": "s1", "date": "2011-05-26", "lat": 31.2,
                         "lon": 122.5, "flag_flown": "BZ", "details": '{"Berth": "4"}'}
        )  # fmt: skip
        change.insert("sighting", {"source_id": retelling, "slug": "s2", "note": "a"})
        change.insert("identity", {**of_ship, "aspect": "flown", "flag": "BZ", "valid_from": "2011"})
        change.insert("role", {**of_ship, "party_id": party, "role": "owner"})
        change.insert("listing", {**of_ship, "list": "OFAC-SDN", "listed": "2012"})
        change.insert(
            "judgement", {"incident_id": incident, "property": "flag", "value": "BZ", "confidence": "low",
                          "reasoning": "Said so.", "analyst": "Bob", "considered": f"[{sighting}]"}
        )  # fmt: skip
    edit(path, "Bob", "s1", note="b")
    retract(path, "Bob", "s2")
    return path


def _packed_store(folder: Path) -> bytes:
    store = Database(_a_store(folder))
    store.conn.execute("PRAGMA journal_mode = DELETE")
    store.conn.execute("VACUUM")
    store.close()
    return (folder / "bob.db").read_bytes()


def _records(folder: Path) -> bytes:
    return as_records(_a_store(folder)).read_bytes()


class Small(NamedTuple):
    """How to make a small file of a format."""

    format_name: str
    make: Callable[[Path], bytes]
    mapping: ColumnMapping | None = None


def _mapped(make: Callable[[Path], bytes], table: str, **columns: str) -> Small:
    return Small("csv", make, ColumnMapping(table, columns))


SMALL_FILES: Final = {
    "tracker": Small("tracker", _packed_store),
    "records": Small("records", _records),
    "ofac-csv": Small("ofac-csv", _ofac_csv),
    "ofac-xml": Small("ofac-xml", lambda _: OFAC_XML.encode()),
    "un-xml": Small("un-xml", lambda _: UN_XML.encode()),
    "ftm": Small("ftm", _ftm),
    "asam": Small("asam", _asam),
    "imb": Small("imb", _imb),
    "marinecadastre": Small("marinecadastre", _marine_cadastre),
    "danish-ais": Small("danish-ais", _danish),
    "gfw": Small("gfw", _gfw),
    "nmea": Small("nmea", lambda _: NMEA.encode()),
    "csv": Small("csv", _log),
    "csv of vessels": _mapped(_vessels, "vessel", Hull="name", Number="imo", Built="built"),
    "csv of incidents": _mapped(_incidents, "incident", What="title", Kinds="kinds", Told="summary"),
    "csv of sources": _mapped(_sources, "source", Title="title", Day="published", Link="url"),
}
"""By what a test calls it."""
