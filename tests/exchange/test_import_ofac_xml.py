"""The OFAC list as XML: the same ships as by the CSV form, and no file that is made to fill the memory."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.exchange.imports.model import ImportOptions, ImportRefused, Sample
from tracker.exchange.imports.ofac_xml import FORMAT
from tracker.exchange.imports.run import import_file
from tracker.store.reference import load_reference
from tracker.store.verify import verify

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "ofac"
OPTIONS = ImportOptions(load_reference())
OLD = "http://tempuri.org/sdnList.xsd"
NEW = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
RECORD_TABLES = ("vessel", "identity", "listing", "party", "role")

ARTAVIL = """<sdnEntry><uid>15036</uid><lastName>ARTAVIL</lastName><sdnType>Vessel</sdnType>
<programList><program>IRAN</program><program>IFSR</program></programList>
<idList><id><uid>1</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9187629</idNumber></id>
<id><uid>2</uid><idType>MMSI</idType><idNumber>572469210</idNumber></id>
<id><uid>3</uid><idType>Former Vessel Flag</idType><idNumber>Malta</idNumber></id></idList>
<akaList><aka><uid>4</uid><type>f.k.a.</type><lastName>ALPHA</lastName></aka>
<aka><uid>5</uid><type>a.k.a.</type><lastName>SHONA</lastName></aka></akaList>
<vesselInfo><callSign>T2EU4</callSign><vesselType>Crude Oil Tanker</vesselType><vesselFlag>Iran</vesselFlag>
<vesselOwner>NATIONAL IRANIAN TANKER COMPANY</vesselOwner><tonnage>99,144</tonnage>
<grossRegisteredTonnage>56,068</grossRegisteredTonnage></vesselInfo></sdnEntry>"""
NITC = """<sdnEntry><uid>8232</uid><lastName>NATIONAL IRANIAN TANKER COMPANY</lastName><sdnType>Entity</sdnType>
<programList><program>IRAN</program></programList>
<addressList><address><uid>1</uid><city>Tehran</city><country>Iran</country></address></addressList></sdnEntry>"""
PERSON = "<sdnEntry><uid>9</uid><firstName>A</firstName><lastName>B</lastName><sdnType>Individual</sdnType></sdnEntry>"


def a_list(folder: Path, *entries: str, namespace: str = OLD, name: str = "sdn.xml", day: str = "04/15/2021") -> Path:
    path = folder / name
    published = f"<publshInformation><Publish_Date>{day}</Publish_Date></publshInformation>"
    body = "".join(entries)
    path.write_text(
        f'<?xml version="1.0"?>\n<sdnList xmlns="{namespace}">{published}{body}</sdnList>', encoding="utf-8"
    )
    return path


def everything(store: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: [tuple(row) for row in store.execute(f"SELECT * FROM {table} ORDER BY id")] for table in RECORD_TABLES
    }


@pytest.mark.parametrize("namespace", [OLD, NEW])
def test_a_ship_comes_in_with_all_that_the_list_says_of_her(
    store: sqlite3.Connection, tmp_path: Path, namespace: str
) -> None:
    summary = import_file(
        store, a_list(tmp_path, ARTAVIL, NITC, PERSON, namespace=namespace), by="Ada", options=OPTIONS
    )
    assert (summary.format_name, summary.read, summary.written) == ("ofac-xml", 3, 2)
    assert summary.left_out == {"no vessel, nor tied to one": 1}
    vessel = store.execute("SELECT * FROM vessel").fetchone()
    assert (vessel["name"], vessel["imo"], vessel["type"]) == ("ARTAVIL", "9187629", "Crude Oil Tanker")
    assert vessel["gross_tonnage"] == 56068
    names = {row["name"] for row in store.execute("SELECT name FROM identity")}
    assert names == {"ARTAVIL", "ALPHA", "SHONA", None}
    assert {row["flag"] for row in store.execute("SELECT flag FROM identity WHERE flag IS NOT NULL")} == {"IR", "MT"}
    listing = store.execute("SELECT * FROM listing WHERE vessel_id IS NOT NULL").fetchone()
    assert (listing["list"], listing["measure"]) == ("OFAC-SDN", "IRAN] [IFSR")
    party = store.execute("SELECT * FROM party").fetchone()
    assert (party["name"], party["country"]) == ("NATIONAL IRANIAN TANKER COMPANY", "IR")
    assert [row["role"] for row in store.execute("SELECT role FROM role")] == ["owner"]
    assert store.execute("SELECT published FROM source").fetchone()[0] == "2021-04-15"
    assert verify(store) == []


def test_a_newer_list_ends_what_it_no_longer_holds_on_its_own_day(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, a_list(tmp_path, ARTAVIL, NITC), by="Ada", options=OPTIONS)
    newer = a_list(tmp_path, NITC, name="newer.xml", day="05/01/2021")
    assert import_file(store, newer, by="Ada", options=OPTIONS).ended["listing"] == 1
    assert store.execute("SELECT delisted FROM listing WHERE vessel_id IS NOT NULL").fetchone()[0] == "2021-05-01"
    # Her owner is tied to no ship now, but is on the list all the same.
    assert store.execute("SELECT delisted FROM listing WHERE party_id IS NOT NULL").fetchone()[0] is None


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample files are not here")
def test_the_real_ships_as_xml_are_the_ships_of_the_csv_form(store: sqlite3.Connection, tmp_path: Path) -> None:
    import_file(store, SAMPLES / "sdn.csv", by="Ada", options=OPTIONS)
    before = everything(store)
    summary = import_file(store, a_list(tmp_path, *as_xml(SAMPLES)), by="Ada", options=OPTIONS)
    assert summary.rejected == 0
    assert summary.changes_nothing, (summary.added, summary.ended)
    assert everything(store) == before


def as_xml(folder: Path) -> Iterator[str]:
    """The entries of the CSV form, written as the XML form writes them."""

    def rows(name: str) -> Iterator[list[str]]:
        with (folder / name).open(encoding="cp1252", newline="") as handle:
            for row in csv.reader(handle):
                if len(row) > 1:
                    yield ["" if cell.strip() == "-0-" else cell.strip() for cell in row]

    aliases: dict[str, str] = {}
    for number, _, kind, name, *_ in rows("alt.csv"):
        aliases[number] = aliases.get(number, "") + around(
            "aka", tag("type", f"{kind[0]}.k.a.") + tag("lastName", name)
        )
    countries: dict[str, str] = {}
    for row in rows("add.csv"):
        countries.setdefault(row[0], row[4])
    for number, name, kind, programme, _, call_sign, ship_type, tonnage, gross, flag, owner, remarks in rows("sdn.csv"):
        yield around(
            "sdnEntry",
            tag("uid", number)
            + tag("lastName", name)
            + tag("sdnType", kind or "Entity")
            + around("programList", "".join(tag("program", one) for one in programme.split("] [")))
            + tag("remarks", remarks)
            + "".join(f"<akaList>{one}</akaList>" for one in [aliases.get(number, "")] if one)
            + around("addressList", around("address", tag("country", countries.get(number, ""))))
            + around(
                "vesselInfo",
                tag("callSign", call_sign)
                + tag("vesselType", ship_type)
                + tag("vesselFlag", flag)
                + tag("vesselOwner", owner)
                + tag("tonnage", tonnage)
                + tag("grossRegisteredTonnage", gross),
            ),
        )


def tag(name: str, text: str) -> str:
    """An element that holds text; none where there is none."""
    return around(name, escape("".join(character for character in text if character >= " ")))


def around(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else ""


def test_a_list_without_ships_says_so(store: sqlite3.Connection, tmp_path: Path) -> None:
    summary = import_file(store, a_list(tmp_path, PERSON), by="Ada", options=OPTIONS)
    assert "Left out: 1 no vessel, nor tied to one." in list(summary.lines())
    assert summary.changes_nothing
    with pytest.raises(ImportRefused, match="holds no entry"):
        import_file(store, a_list(tmp_path, name="none.xml"), by="Ada", options=OPTIONS)


BOMB = """<?xml version="1.0"?><!DOCTYPE sdnList [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<sdnList xmlns="http://tempuri.org/sdnList.xsd"><sdnEntry><uid>1</uid><lastName>&b;</lastName></sdnEntry></sdnList>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE sdnList [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<sdnList xmlns="http://tempuri.org/sdnList.xsd"><sdnEntry><uid>1</uid><lastName>&a;</lastName></sdnEntry></sdnList>"""
DEEP = f'<sdnList xmlns="{OLD}"><sdnEntry>{"<a>" * 200}{"</a>" * 200}</sdnEntry></sdnList>'
LONG = f'<sdnList xmlns="{OLD}"><sdnEntry><uid>1</uid><lastName>{"x" * 1_100_000}</lastName></sdnEntry></sdnList>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [(BOMB, "document type"), (OUTSIDE, "document type"), (DEEP, "32 levels"), (LONG, "million characters"),
     (f'<sdnList xmlns="{OLD}"><sdnEntry>', "well-formed"), (f'<sdnList xmlns="{OLD}">&who;</sdnList>', "well-formed")],
)  # fmt: skip
def test_a_file_made_to_do_harm_is_refused_and_nothing_is_written(
    store: sqlite3.Connection, tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "sdn.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ImportRefused, match=reason):
        import_file(store, path, by="Ada", options=OPTIONS, named="ofac-xml")
    assert store.execute("SELECT count(*) FROM change").fetchone()[0] == 0


@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from([ARTAVIL, NITC, PERSON, "<sdnEntry/>", "<x>", "&amp;", "\x00", "]]>", "<uid>"])).map(
            lambda parts: f'<sdnList xmlns="{OLD}">{"".join(parts)}</sdnList>'.encode()
        ),
        st.integers(0, 1_800).map(lambda cut: f'<sdnList xmlns="{OLD}">{ARTAVIL}{NITC}</sdnList>'.encode()[:cut]),
        st.sampled_from(["utf-7", "nonsense", "utf-16", "ascii"]).map(
            lambda name: f'<?xml version="1.0" encoding="{name}"?><sdnList xmlns="{OLD}">é{PERSON}</sdnList>'.encode()
        ),
    )
)
@settings(max_examples=200)
def test_whatever_is_in_a_file_only_our_own_refusal_leaves_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "sdn.xml"
    path.write_bytes(content)
    FORMAT.recognises(Sample(path, content))
    try:
        FORMAT.source(path, OPTIONS)
        list(FORMAT.read(path, OPTIONS))
    except ImportRefused as refusal:
        assert str(path) in str(refusal)
