"""IMO numbers, MMSIs and call signs as people type them and sources print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import FieldError
from tracker.domain.identifiers import (
    MmsiKind,
    company_check_digit_holds,
    expected_check_digit,
    imo_check_digit_holds,
    is_placeholder_mmsi,
    mid_of,
    mmsi_kind,
    read_call_sign,
    read_imo,
    read_mmsi,
)
from tracker.store.reference import load_reference

REFERENCE = load_reference()


@pytest.mark.parametrize("number", ["9187629", "9074729", "1790183"])
def test_true_ship_numbers_pass_the_check(number):
    assert imo_check_digit_holds(number)


@pytest.mark.parametrize("number", ["8314881", "8814881", "0000000", "918762", "91876290", "٩١٨٧٦٢٩", ""])
def test_wrong_or_malformed_ship_numbers_fail_the_check(number):
    assert not imo_check_digit_holds(number)


def test_a_company_number_can_pass_both_checks():
    assert company_check_digit_holds("1790183")
    assert imo_check_digit_holds("1790183")
    assert not company_check_digit_holds("9187629")


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_exactly_one_check_digit_completes_a_ship_number(first_six):
    passing = [digit for digit in range(10) if imo_check_digit_holds(f"{first_six}{digit}")]
    assert passing == ([expected_check_digit(first_six)] if first_six != "000000" else [])


@pytest.mark.parametrize(
    "typed",
    [
        "9187629",
        "IMO 9187629",
        "IMO9187629",
        "imo: 918 7629",
        "IMO No. 9187629",
        "I.M.O. number 9187629",
        "IMO-9187629",
        " 918-7629 ",
        "LR/IMO 9187629",
    ],
)
def test_an_imo_number_is_read_however_it_is_set_out(typed):
    reading = read_imo(typed)
    assert reading.values == {"imo": "9187629"}
    assert reading.understood == "IMO 9187629, check digit holds"
    assert reading.warnings == ()


def test_a_printed_number_with_a_wrong_check_digit_is_kept_and_warned_of():
    reading = read_imo("8314881")
    assert reading.values == {"imo": "8314881"}
    assert reading.warnings == ("The check digit fails: 831488 asks for 5, not 1. Kept as printed.",)


def test_a_company_number_given_for_a_ship_is_named_as_such():
    number = next(n for n in map(str, range(5_000_000, 5_001_000)) if company_check_digit_holds(n))
    (warning,) = read_imo(number).warnings
    assert "It fits a company number." in warning


def test_seven_zeros_are_no_ships_number():
    (warning,) = read_imo("IMO 0000000").warnings
    assert warning.startswith("Seven zeros are no ship's number")


@pytest.mark.parametrize("typed", ["", "IMO", "918762", "91876290", "9187629A", "OMO 9187629"])
def test_what_has_not_seven_digits_is_no_imo_number(typed):
    with pytest.raises(FieldError, match="write its seven digits") as refused:
        read_imo(typed)
    assert refused.value.field == "imo"


@pytest.mark.parametrize(
    ("mmsi", "kind", "mid"),
    [
        ("312123000", MmsiKind.SHIP, "312"),
        ("031212300", MmsiKind.GROUP, "312"),
        ("003121230", MmsiKind.COAST, "312"),
        ("111312001", MmsiKind.SAR_AIRCRAFT, "312"),
        ("831212300", MmsiKind.HANDHELD, "312"),
        ("983121230", MmsiKind.CRAFT, "312"),
        ("993121230", MmsiKind.AID_TO_NAVIGATION, "312"),
        ("970123456", MmsiKind.SART, None),
        ("972123456", MmsiKind.MAN_OVERBOARD, None),
        ("974123456", MmsiKind.EPIRB, None),
        ("979123456", MmsiKind.AUTONOMOUS_DEVICE, None),
        ("150400453", MmsiKind.OTHER, None),
        ("900000000", MmsiKind.OTHER, None),
        ("31212300", MmsiKind.OTHER, None),
    ],
)
def test_the_leading_digits_tell_the_kind_of_station_and_its_country_digits(mmsi, kind, mid):
    assert mmsi_kind(mmsi) is kind
    assert mid_of(mmsi) == mid


@pytest.mark.parametrize("mmsi", ["111111111", "123456789", "222222222", "999999999", "000000000", "312000000"])
def test_numbers_that_unset_equipment_sends_are_placeholders(mmsi):
    assert is_placeholder_mmsi(mmsi)


@pytest.mark.parametrize("mmsi", ["312123000", "002320001", "031200000", "150400453"])
def test_a_stations_own_number_is_no_placeholder(mmsi):
    assert not is_placeholder_mmsi(mmsi)


@pytest.mark.parametrize(
    ("typed", "mmsi", "understood"),
    [
        ("312123001", "312123001", "MID 312: Belize"),
        ("MMSI: 667 001 234", "667001234", "MID 667: Sierra Leone"),
        ("mmsi 677087200", "677087200", "MID 677: Tanzania"),
        ("445 123 001", "445123001", "MID 445: North Korea"),
        ("310123456", "310123456", "MID 310: Bermuda"),
        ("334123456", "334123456", "MID 334: Honduras"),
        ("550123456", "550123456", "MID 550: Timor-Leste"),
        ("613003889", "613003889", "MID 613: Cameroon"),
        ("306123456", "306123456", "MID 306: Bonaire, Sint Eustatius and Saba or Curaçao or Sint Maarten"),
    ],
)
def test_a_ships_mmsi_names_the_states_of_its_country_digits(typed, mmsi, understood):
    reading = read_mmsi(typed, REFERENCE)
    assert (reading.values, reading.understood, reading.warnings) == ({"mmsi": mmsi}, understood, ())


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ("335123456", "MID 335 is allotted to no state."),
        ("150400453", "No ship's MMSI begins with 1; a ship's begins with 2 to 7."),
        ("983121230", "The form is for: craft of a parent ship."),
        ("972123456", "The form is for: man-overboard device."),
        ("123456789", "A placeholder that unset equipment sends."),
    ],
)
def test_an_mmsi_no_ship_should_send_is_kept_with_a_warning(typed, warning):
    reading = read_mmsi(typed, REFERENCE)
    assert reading.values == {"mmsi": typed}
    assert reading.warnings == (warning,)


@pytest.mark.parametrize("typed", ["", "MMSI", "31212300", "3121230000", "31212300X"])
def test_what_has_not_nine_digits_is_no_mmsi(typed):
    with pytest.raises(FieldError, match="write its nine digits") as refused:
        read_mmsi(typed, REFERENCE)
    assert refused.value.field == "mmsi"


@pytest.mark.parametrize(
    ("typed", "call_sign", "understood"),
    [
        ("V3AB7", "V3AB7", "Series of Belize"),
        ("v3-ab7", "V3AB7", "Series of Belize"),
        ("9V 8888", "9V8888", "Series of Singapore"),
        ("HMYB9", "HMYB9", "Series of North Korea"),
        ("3DAB2", "3DAB2", "Series of Eswatini"),
        ("3DNX2", "3DNX2", "Series of Fiji"),
        ("SSAB", "SSAB", "Series of Egypt"),
        ("SSNB", "SSNB", "Series of Sudan"),
        ("HBLM", "HBLM", "Series of Liechtenstein or Switzerland"),
        ("GABC", "GABC", "Series of United Kingdom and its territories"),
    ],
)
def test_a_call_sign_names_the_state_of_its_series(typed, call_sign, understood):
    reading = read_call_sign(typed, REFERENCE)
    assert (reading.values, reading.understood) == ({"call_sign": call_sign}, understood)
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("typed", "warnings"),
    [
        ("QQQQ", ("No state has a series that begins like this.",)),
        ("4UABC", ("No state has a series that begins like this.",)),  # the United Nations
        ("V3ABCDEF", ("Not the form of a ship's call sign, such as V3AB7.",)),
    ],
)
def test_an_odd_call_sign_is_kept_with_a_warning(typed, warnings):
    reading = read_call_sign(typed, REFERENCE)
    assert (reading.values, reading.warnings) == ({"call_sign": typed}, warnings)


@pytest.mark.parametrize("typed", ["", "V3", "V3ABCDEFGHI", "V3AB!", "ßab"])
def test_what_is_no_row_of_letters_and_digits_is_no_call_sign(typed):
    with pytest.raises(FieldError, match="is not a call sign") as refused:
        read_call_sign(typed, REFERENCE)
    assert refused.value.field == "call_sign"


@given(st.text(max_size=40) | st.text("IMOMS0123456789 .:-", max_size=16))
def test_whatever_is_typed_gives_a_value_or_one_sentence(typed):
    for read in (
        read_imo,
        lambda text: read_mmsi(text, REFERENCE),
        lambda text: read_call_sign(text, REFERENCE),
    ):
        try:
            reading = read(typed)
        except FieldError as refused:
            assert refused.problem.endswith(".")
        else:
            (value,) = reading.values.values()
            assert dict(read(value).values) == dict(reading.values)
