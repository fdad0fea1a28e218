"""The tables of `db/reference/` are well formed, agree with each other, and say what is known to be so."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from tracker.domain.errors import StoreError
from tracker.domain.partial_dates import parse_edtf
from tracker.store.reference import load_reference
from tracker.store.resources import data_path

REFERENCE = load_reference()
LANDLOCKED = set(
    re.findall(
        "..",
        "ADAFAMATAZBFBIBOBTBWBYCFCHCZETHUKGKZLALILSLUMDMKMLMNMWNENPPYRSRWSKSMSSSZTDTJTMUGUZVAZMZW",
    )
)
ORGANISATIONS = {"4U", "4Y", "C7"}
ONE_LETTER_SERIES = "BFGIKMNRW2"


def rows(name: str) -> list[dict[str, str]]:
    with (data_path("reference") / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_there_are_the_249_codes_of_iso_and_one_former():
    former = [state.code for state in REFERENCE.states.values() if state.is_former]
    assert former == ["AN"]
    assert len(REFERENCE.states) == 249 + len(former)


def test_every_state_has_its_codes_and_a_name_of_its_own():
    states = REFERENCE.states.values()
    assert all(re.fullmatch("[A-Z]{2}", s.code) and re.fullmatch("[A-Z]{3}", s.alpha3) for s in states)
    for values in ([s.name for s in states], [s.alpha3 for s in states], [r["code"] for r in rows("states.csv")]):
        assert all(values)
        assert len(set(values)) == len(values)


def test_each_states_name_and_alpha_3_finds_it_and_nothing_else():
    for state in REFERENCE.states.values():
        assert REFERENCE.states_called(state.name) == (state.code,)
        assert REFERENCE.states_called(state.alpha3) == (state.code,)


def test_only_words_that_are_truly_said_of_two_states_are_ambiguous():
    ambiguous = {
        name
        for state in REFERENCE.states.values()
        for name in (*state.other_names, *state.demonyms)
        if len(REFERENCE.states_called(name)) != 1
    }
    assert ambiguous == {"Korea", "Korean", "Congolese", "Dominican", "Virgin Islands", "Virgin Islander"}


def test_the_landlocked_states_are_these_44():
    assert {state.code for state in REFERENCE.states.values() if state.landlocked} == LANDLOCKED


@pytest.mark.parametrize(
    ("mid", "states"),
    [
        ("312", {"BZ"}),
        ("667", {"SL"}),
        ("674", {"TZ"}),
        ("677", {"TZ"}),
        ("445", {"KP"}),
        ("306", {"BQ", "CW", "SX"}),
        ("310", {"BM"}),
        ("334", {"HN"}),
        ("335", set()),
        ("550", {"TL"}),
        ("613", {"CM"}),
        ("616", {"KM"}),
        ("620", {"KM"}),
        ("574", {"VN"}),
        ("150", set()),
    ],
)
def test_known_country_digits(mid, states):
    assert REFERENCE.states_of_mid(mid) == states


def test_every_mid_is_three_digits_of_a_region_and_belongs_to_known_states():
    table = rows("mids.csv")
    assert len({row["mid"] for row in table}) == len(table) == len(REFERENCE.mids)
    for mid, states in REFERENCE.mids.items():
        assert re.fullmatch("[2-7][0-9]{2}", mid)
        assert states
        assert states <= REFERENCE.states.keys()


@pytest.mark.parametrize(
    ("call_sign", "states"),
    [
        ("V3AB7", {"BZ"}),
        ("HMYB9", {"KP"}),
        ("P5AB", {"KP"}),
        ("XUAB9", {"KH"}),
        ("5IM508", {"TZ"}),
        ("9LAB2", {"SL"}),
        ("D6AB2", {"KM"}),
        ("3DAB", {"SZ"}),
        ("3DNB", {"FJ"}),
        ("VRXY2", {"HK"}),
        ("HPAB", {"PA"}),
        ("4W", {"TL"}),
        ("QAAA", set()),
        ("", set()),
    ],
)
def test_known_call_sign_series(call_sign, states):
    assert REFERENCE.states_of_call_sign(call_sign) == states


def test_call_sign_series_are_ranges_that_do_not_overlap():
    spans = sorted((_padded(series.first, "0"), _padded(series.last, "Z")) for series in REFERENCE.call_signs)
    assert all(first <= last for first, last in spans)
    assert all(last < following for (_, last), (following, _) in pairwise(spans))


def test_each_series_is_as_wide_as_the_radio_regulations_allow():
    for series in REFERENCE.call_signs:
        assert len(series.first) == len(series.last)
        assert len(series.first) > 1 or series.first in ONE_LETTER_SERIES


def test_every_series_belongs_to_known_states_or_to_an_organisation():
    for series in REFERENCE.call_signs:
        assert series.states <= REFERENCE.states.keys()
        assert bool(series.states) is (series.first not in ORGANISATIONS)


def test_every_state_that_has_a_mid_has_a_call_sign_series():
    with_series = frozenset[str]().union(*(series.states for series in REFERENCE.call_signs))
    with_mid = frozenset[str]().union(*REFERENCE.mids.values())
    assert with_mid <= with_series


def test_every_registry_notice_is_dated_sourced_and_about_a_known_flag():
    assert REFERENCE.notices
    for notice in REFERENCE.notices:
        assert notice.flag in REFERENCE.states or (notice.flag == "" and "not a state" in notice.state)
        assert parse_edtf(notice.date).earliest
        assert urlsplit(notice.source_url).scheme in ("http", "https")
        assert notice.notice
        assert notice.kind
        assert notice.ships is None or notice.ships >= 0


def test_landlocked_registers_are_of_landlocked_states():
    assert {row["flag"] for row in rows("landlocked_registries.csv")} <= LANDLOCKED


def test_every_table_is_described_with_its_origin():
    folder = data_path("reference")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([\w.]+)` \|", readme, flags=re.MULTILINE))
    assert described == {path.name for path in folder.glob("*.csv")}


def test_missing_program_data_is_told_as_an_incomplete_installation():
    with pytest.raises(StoreError, match="Install the tracker again"):
        data_path("no-such-folder")


def test_the_tables_load_without_the_libraries_of_screen_or_schema():
    program = (
        "import sys; from tracker.store.reference import load_reference; load_reference().find_state('Burmese');"
        "print([name for name in ('textual', 'rich', 'sqlite_utils', 'dateutil', 'sqlite3') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def _padded(prefix: str, filler: str) -> str:
    """Return a prefix with four characters, digits sorting before letters as in ASCII."""
    return prefix.ljust(4, filler)
