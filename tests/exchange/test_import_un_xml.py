"""The UN list as XML: who is listed, the ships that can really be read from it, and none made of a company's number."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.commands.root import cli
from tracker.exchange.imports.formats import recognise
from tracker.exchange.imports.model import ImportOptions, ImportRefused, Sample
from tracker.exchange.imports.run import import_file
from tracker.exchange.imports.summary import ImportSummary
from tracker.exchange.imports.un_xml import FORMAT
from tracker.store.connection import open_store
from tracker.store.reference import load_reference
from tracker.store.undo import undo
from tracker.store.verify import verify

OPTIONS = ImportOptions(load_reference())
RECORD_TABLES = ("source", "vessel", "identity", "listing", "party", "role", "change")


def tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def entity(number: str, name: str, comments: str = "", *more: str, listed: str = "2018-03-30") -> str:
    """An entity as the list prints it; `more` are further elements."""
    parts = [tag("DATAID", number[-3:]), tag("VERSIONNUM", "1"), tag("FIRST_NAME", name), tag("UN_LIST_TYPE", "DPRK")]
    parts += [tag("REFERENCE_NUMBER", number), tag("LISTED_ON", listed), tag("COMMENTS1", comments), *more]
    parts += ["<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>", "<SORT_KEY/>", "<SORT_KEY_LAST_MOD/>"]
    return f"<ENTITY>{''.join(parts)}</ENTITY>"


def alias(name: str, quality: str = "a.k.a.") -> str:
    return f"<ENTITY_ALIAS>{tag('QUALITY', quality)}{tag('ALIAS_NAME', name)}</ENTITY_ALIAS>"


SHIP = entity(
    "LYe.003",
    "SEA LARK",
    "Listed pursuant to paragraph 10 of resolution 2146 (2014) (vessel, prohibition to enter ports). IMO: 9187629."
    " Flag State: Belize. MMSI: 312123456. Call sign: V3AB.",
    alias("GREY LARK"),
    alias("OLD LARK", "f.k.a."),
    listed="2017-07-21",
)
OWNER = entity(
    "KPe.101 ",
    "LARK SHIPPING CO LTD",
    "Registered owner, ship and commercial manager of the DPRK tankers SOLAN 1 (IMO: 9066978) and SOLAN 2 (IMO:"
    " 8122347), seen loading in May 2017. IMO number: 5571322.",
    "<ENTITY_ADDRESS><STREET>1 Quay</STREET><CITY>Nampo</CITY><COUNTRY>Democratic People's Republic of Korea</COUNTRY>"
    "</ENTITY_ADDRESS>",
    alias("LARK"),
)
COMPANY = entity(
    "KPe.102", "HERON MARITIME", "Operator of the vessel Heron Gang. It hid arms. IMO Number: 1790183.", alias("na")
)
PERSON = """<INDIVIDUAL><DATAID>7</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>ANNA</FIRST_NAME>
<SECOND_NAME>MARIA</SECOND_NAME><THIRD_NAME>EXAMPLE</THIRD_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPi.007</REFERENCE_NUMBER><LISTED_ON>2016-11-30</LISTED_ON><COMMENTS1>An agent.</COMMENTS1>
<DESIGNATION><VALUE>Agent</VALUE></DESIGNATION><NATIONALITY><VALUE>Cuba</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1961-02-03</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>C 12</NUMBER></INDIVIDUAL_DOCUMENT>
<SORT_KEY/></INDIVIDUAL>"""


def content_of(*entries: str, day: str = "2024-09-26") -> str:
    persons = "".join(entry for entry in entries if entry.startswith("<INDIVIDUAL"))
    others = "".join(entry for entry in entries if not entry.startswith("<INDIVIDUAL"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="{day}T00:00:07.514Z">\n'
        f"<INDIVIDUALS>{persons}</INDIVIDUALS>\n<ENTITIES>{others}</ENTITIES></CONSOLIDATED_LIST>"
    )


def a_list(folder: Path, *entries: str, name: str = "consolidated.xml", day: str = "2024-09-26") -> Path:
    path = folder / name
    path.write_text(content_of(*entries, day=day), encoding="utf-8")
    return path


def bring_in(store: sqlite3.Connection, path: Path) -> ImportSummary:
    summary = import_file(store, path, by="Ada", options=OPTIONS)
    assert summary.read == summary.written + summary.same + summary.rejected + sum(summary.left_out.values())
    assert verify(store) == []
    return summary


def everything(store: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: [tuple(row) for row in store.execute(f"SELECT * FROM {table} ORDER BY id")] for table in RECORD_TABLES
    }


def one(store: sqlite3.Connection, sql: str) -> sqlite3.Row:
    rows = store.execute(sql).fetchall()
    assert len(rows) == 1, [tuple(row) for row in rows]
    row: sqlite3.Row = rows[0]
    return row


def test_a_list_is_recognised_and_every_entry_comes_in(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = a_list(tmp_path, PERSON, SHIP, OWNER, COMPANY)
    assert recognise(path).name == "un-xml"
    summary = bring_in(store, path)
    assert (summary.read, summary.written, summary.rejected) == (4, 4, 0)
    assert summary.added == {"vessel": 3, "identity": 5, "listing": 4, "party": 3, "role": 4}
    source = one(store, "SELECT * FROM source")
    assert (source["kind"], source["publisher"], source["published"]) == (
        "list", "United Nations Security Council", "2024-09-26",
    )  # fmt: skip


def test_an_entry_that_calls_itself_a_vessel_is_a_listed_ship(store: sqlite3.Connection, tmp_path: Path) -> None:
    bring_in(store, a_list(tmp_path, SHIP))
    vessel = one(store, "SELECT * FROM vessel")
    assert (vessel["name"], vessel["imo"]) == ("SEA LARK", "9187629")
    names = {row["name"]: row for row in store.execute("SELECT * FROM identity")}
    assert set(names) == {"SEA LARK", "GREY LARK", "OLD LARK"}
    now = names["SEA LARK"]
    assert (now["aspect"], now["imo"], now["mmsi"], now["call_sign"], now["flag"]) == (
        "listed", "9187629", "312123456", "V3AB", "BZ",
    )  # fmt: skip
    assert names["OLD LARK"]["valid_to"] is not None
    listing = one(store, "SELECT * FROM listing")
    assert (listing["list"], listing["measure"], listing["reference"]) == ("UN-SC", "DPRK", "LYe.003")
    assert (listing["listed"], listing["listed_latest"][:10]) == ("2017-07-21", "2017-07-21")
    assert "prohibition to enter ports" in listing["note"]
    assert store.execute("SELECT count(*) FROM party").fetchone()[0] == 0


def test_a_number_in_the_name_is_the_ships_and_the_name_stays_as_printed(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    bring_in(store, a_list(tmp_path, entity("LYe.004", "M/V HERON (IMO: 9187629)", "Type: oil tanker.")))
    vessel = one(store, "SELECT * FROM vessel")
    assert (vessel["name"], vessel["imo"], vessel["type"]) == ("M/V HERON", "9187629", "oil tanker")
    printed = json.loads(one(store, "SELECT as_printed FROM listing")["as_printed"])
    assert printed["FIRST_NAME"] == "M/V HERON (IMO: 9187629)"


def test_ships_that_comments_name_with_their_number_are_tied_to_the_party(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    summary = bring_in(store, a_list(tmp_path, OWNER))
    ships = {row["name"]: row["imo"] for row in store.execute("SELECT name, imo FROM vessel")}
    assert ships == {"SOLAN 1": "9066978", "SOLAN 2": "8122347"}
    party = one(store, "SELECT * FROM party")
    assert (party["name"], party["kind"], party["country"]) == ("LARK SHIPPING CO LTD", "company", "KP")
    roles = store.execute(
        "SELECT vessel.name, role, role.note FROM role JOIN vessel ON vessel.id = vessel_id ORDER BY vessel.name, role"
    ).fetchall()
    sentence = (
        "Registered owner, ship and commercial manager of the DPRK tankers SOLAN 1 (IMO: 9066978) and SOLAN 2 (IMO:"
        " 8122347), seen loading in May 2017."
    )
    assert [tuple(row) for row in roles] == [
        (name, role, sentence) for name in ("SOLAN 1", "SOLAN 2") for role in ("manager", "owner")
    ]
    # The ships are named, and are not listed by that.
    assert one(store, "SELECT * FROM listing")["party_id"] == party["id"]
    assert summary.mark_count == 2
    assert "KPe.101 names SOLAN 1 (IMO 9066978) in its comments: Registered owner" in summary.marks[0]


def test_the_number_of_a_company_makes_no_ship(store: sqlite3.Connection, tmp_path: Path) -> None:
    """The number is a real company's, and by chance its check digit is right for a ship too."""
    summary = bring_in(store, a_list(tmp_path, COMPANY))
    assert summary.added == {"party": 1, "listing": 1}
    assert "It names no vessel." in list(summary.lines())
    assert "speaks of ships, but of none by name and IMO number; none was read" in summary.marks[0]
    assert one(store, "SELECT note FROM listing")["note"].endswith("It hid arms. IMO Number: 1790183.")


def test_a_vessel_without_a_number_is_counted_and_not_taken_for_delisted(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    bring_in(store, a_list(tmp_path, SHIP))
    bare = entity("LYe.003", "SEA LARK", "Listed pursuant to its designation (vessel).", listed="2017-07-21")
    summary = bring_in(store, a_list(tmp_path, bare, name="newer.xml"))
    assert summary.left_out == {"called a vessel, but without an IMO number": 1}
    assert one(store, "SELECT delisted FROM listing")["delisted"] is None


def test_what_has_no_column_is_kept_beside(store: sqlite3.Connection, tmp_path: Path) -> None:
    bring_in(store, a_list(tmp_path, PERSON, OWNER))
    person = one(store, "SELECT * FROM party WHERE kind = 'person'")
    assert (person["name"], person["country"]) == ("ANNA MARIA EXAMPLE", "CU")
    printed = {
        row["reference"]: json.loads(row["as_printed"])
        for row in store.execute("SELECT reference, as_printed FROM listing")
    }
    assert printed["KPi.007"] == {
        "DATAID": "7",
        "VERSIONNUM": "1",
        "DESIGNATION": "Agent",
        "NATIONALITY": "Cuba",
        "INDIVIDUAL_DATE_OF_BIRTH": "TYPE_OF_DATE: EXACT, DATE: 1961-02-03",
        "INDIVIDUAL_DOCUMENT": "TYPE_OF_DOCUMENT: Passport, NUMBER: C 12",
    }
    assert printed["KPe.101"]["ENTITY_ALIAS"] == "QUALITY: a.k.a., ALIAS_NAME: LARK"
    assert printed["KPe.101"]["LIST_TYPE"] == "UN List"
    assert printed["KPe.101"]["ENTITY_ADDRESS"].startswith("STREET: 1 Quay, CITY: Nampo, COUNTRY: Democratic")


def test_the_same_file_again_changes_nothing_and_undo_takes_it_back(store: sqlite3.Connection, tmp_path: Path) -> None:
    path = a_list(tmp_path, PERSON, SHIP, OWNER, COMPANY)
    first = bring_in(store, path)
    before = everything(store)
    again = bring_in(store, path)
    assert (again.same, again.written, again.changes_nothing) == (4, 0, True)
    assert "It names no vessel." not in list(again.lines())
    # The same words in another order, on another day, say nothing new either.
    moved = SHIP.replace(alias("GREY LARK"), "").replace("<LIST_TYPE>", alias("GREY LARK") + "<LIST_TYPE>")
    other_order = a_list(tmp_path, COMPANY, OWNER, moved, PERSON, name="order.xml", day="2024-09-27")
    assert bring_in(store, other_order).changes_nothing
    assert everything(store) == before
    assert first.change_id is not None
    undo(store, by="Ada", change_id=first.change_id)
    for table in ("vessel", "identity", "listing", "party", "role"):
        assert store.execute(f"SELECT count(*) FROM {table} WHERE retracted_at IS NULL").fetchone()[0] == 0


def test_a_newer_list_adds_and_ends_and_overwrites_nothing(store: sqlite3.Connection, tmp_path: Path) -> None:
    bring_in(store, a_list(tmp_path, PERSON, SHIP, OWNER, COMPANY))
    before = everything(store)
    amended = entity("KPe.102", "HERON MARITIME", "Operator of the vessel HERON (IMO: 8314926).")
    newer = a_list(tmp_path, PERSON, OWNER, amended, name="newer.xml", day="2025-01-31")
    preview = import_file(store, newer, by="Ada", options=OPTIONS, dry_run=True)
    summary = bring_in(store, newer)
    assert (summary.same, summary.written) == (2, 1)
    assert summary.added == preview.added == {"vessel": 1, "identity": 1, "listing": 1, "role": 1}
    assert summary.ended == preview.ended == {"listing": 1, "identity": 2}
    ends = {row["reference"]: row["delisted"] for row in store.execute("SELECT * FROM listing ORDER BY id")}
    assert ends == {"KPi.007": None, "LYe.003": "2025-01-31", "KPe.101": None, "KPe.102": None}
    # What was said of an entry before stays beside what is said now, each with its own source; neither has ended.
    heron = store.execute(
        "SELECT substr(listing.note, 1, 30), published, delisted FROM listing JOIN source ON source.id = source_id"
        " WHERE reference = 'KPe.102' ORDER BY published"
    ).fetchall()
    assert [tuple(row) for row in heron] == [
        ("Operator of the vessel Heron G", "2024-09-26", None),
        ("Operator of the vessel HERON (", "2025-01-31", None),
    ]
    assert everything(store)["party"] == before["party"]
    # Delisted, both versions of the entry end.
    third = a_list(tmp_path, PERSON, OWNER, name="third.xml", day="2025-06-30")
    assert bring_in(store, third).ended == {"listing": 2, "identity": 1}


def test_a_ship_that_is_here_already_is_that_ship(store: sqlite3.Connection, tmp_path: Path) -> None:
    bring_in(store, a_list(tmp_path, SHIP))
    owner = entity("KPe.103", "GREBE CO", "Owner of the vessel LARK (IMO: 9187629).")
    assert bring_in(store, a_list(tmp_path, SHIP, owner, name="newer.xml")).matched == 1
    vessel = one(store, "SELECT id, name FROM vessel")
    assert vessel["name"] == "SEA LARK"
    assert one(store, "SELECT vessel_id FROM role")["vessel_id"] == vessel["id"]


def test_a_ship_whose_number_is_wrong_keeps_it_as_printed(store: sqlite3.Connection, tmp_path: Path) -> None:
    owner = entity("KPe.103", "GREBE CO", "Owner of the vessel GREBE (IMO: 9187620).")
    summary = bring_in(store, a_list(tmp_path, owner))
    vessel = one(store, "SELECT * FROM vessel")
    assert (vessel["imo"], json.loads(vessel["as_printed"])) == (None, {"imo": "9187620"})
    assert one(store, "SELECT imo FROM identity")["imo"] == "9187620"
    assert "check digit fails" in summary.marks[1]


def test_entries_without_number_or_name_and_repeats_are_rejected_with_their_lines(
    store: sqlite3.Connection, tmp_path: Path
) -> None:
    nameless = "<ENTITY><DATAID>5</DATAID></ENTITY>"
    numberless = "<ENTITY><FIRST_NAME>HERON</FIRST_NAME></ENTITY>"
    summary = bring_in(store, a_list(tmp_path, COMPANY, nameless, numberless, COMPANY))
    assert (summary.read, summary.written, summary.rejected) == (4, 1, 3)
    assert [(one.line, one.field) for one in summary.first_rejected] == [
        (3, "FIRST_NAME"), (3, "REFERENCE_NUMBER"), (3, "REFERENCE_NUMBER"),
    ]  # fmt: skip
    assert "is that of the entry on line 3 too" in summary.first_rejected[2].reason


def test_a_list_without_vessels_says_so_on_the_command_line(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    path = a_list(tmp_path, PERSON)
    runner = CliRunner()
    assert runner.invoke(cli, ["init", str(store), "--empty"]).exit_code == 0
    done = runner.invoke(cli, ["--store", str(store), "import", str(path), "--as", "un-xml"])
    assert done.exit_code == 0, done.output
    assert "It names no vessel." in done.stderr
    assert "1 row read = 1 written + 0 same as before + 0 rejected + 0 left out." in done.stderr


BOMB = '<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + content_of(COMPANY).partition("?>")[2]
DEEP = f"<CONSOLIDATED_LIST><ENTITIES><ENTITY>{'<a>' * 200}{'</a>' * 200}</ENTITY></ENTITIES></CONSOLIDATED_LIST>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "document type"),
        (DEEP, "32 levels"),
        (content_of(entity("KPe.1", "x" * 1_100_000)), "million characters"),
        (content_of(COMPANY)[:-20], "well-formed"),
        (content_of().replace("<ENTITIES>", "<ENTITIES>&who;"), "well-formed"),
        (content_of(), "holds no entry"),
        ("<sdnList><ENTITY/></sdnList>", "begins with <sdnList>"),
    ],
)
def test_a_file_made_to_do_harm_is_refused_and_nothing_is_written(
    store: sqlite3.Connection, tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "list.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ImportRefused, match=reason):
        import_file(store, path, by="Ada", options=OPTIONS, named="un-xml")
    assert store.execute("SELECT count(*) FROM change").fetchone()[0] == 0


def test_a_long_list_that_is_cut_leaves_the_store_as_it_was(store: sqlite3.Connection, tmp_path: Path) -> None:
    """So long that its first entries were written when its end turns out to be missing."""
    path = tmp_path / "cut.xml"
    path.write_text(content_of(*(entity(f"KPe.{number}", f"FIRM {number}") for number in range(1, 400)))[:-30])
    with pytest.raises(ImportRefused, match="well-formed"):
        import_file(store, path, by="Ada", options=OPTIONS)
    for table in ("source", "party", "listing"):
        assert store.execute(f"SELECT count(*) FROM {table} WHERE retracted_at IS NULL").fetchone()[0] == 0
    assert verify(store) == []


WHOLE = content_of(PERSON, SHIP, OWNER, COMPANY).encode()
PIECES = [PERSON, SHIP, OWNER, COMPANY, "<ENTITY/>", "<x>", "&amp;", "\x00", "]]>", "<COMMENTS1>vessel A (IMO: 1234567"]


@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.integers(0, len(WHOLE)).map(lambda cut: WHOLE[:cut]),
        st.tuples(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=9)).map(
            lambda at: WHOLE[: at[0]] + at[1] + WHOLE[at[0] + len(at[1]) :]
        ),
        st.lists(st.sampled_from(PIECES)).map(lambda parts: content_of(*parts).encode()),
        st.text(max_size=200).map(
            lambda text: content_of(entity("KPe.1", "A", f"vessel {text} (IMO: 9187629)")).encode("utf-8", "replace")
        ),
        st.sampled_from(["utf-7", "nonsense", "utf-16", "ascii"]).map(
            lambda name: WHOLE.replace(b"UTF-8", name.encode()).replace(b"ANNA", "é".encode())
        ),
    )
)
@settings(max_examples=200, deadline=None)
def test_whatever_is_in_a_file_only_our_own_refusal_comes_and_the_store_is_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    path = folder / "list.xml"
    path.write_bytes(content)
    FORMAT.recognises(Sample(path, content))
    store = open_store(folder / "store.db", create=True)
    try:
        import_file(store, path, by="Ada", options=OPTIONS, named="un-xml")
    except ImportRefused as refusal:
        assert str(path) in str(refusal)
        assert store.execute("SELECT count(*) FROM party").fetchone()[0] == 0
        assert store.execute("SELECT count(*) FROM vessel").fetchone()[0] == 0
    finally:
        store.close()
