"""Rules on registries, case by case: notices, states without a register, deletions, denials."""

from __future__ import annotations

from typing import Any

import pytest
from indicator_evidence import findings, identity, outcome, sighting, source


def flying(flag: str, date: str | None, **values: Any) -> Any:
    return sighting(date, flag_flown=flag, **values)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (flying("KM", "2025-12-01"), "fires"),
        (flying("KM", "2025-09-14"), "fires"),
        (flying("KM", "2025-09-13"), "clear"),
        (flying("KM", "2025-09"), "not-computable"),
        (flying("KM", None), "not-computable"),
        (flying("KH", "2016-08-11"), "not-computable"),  # JIE SHUN, stopped in the month of the closing
        (flying("KH", "2016-09-01"), "fires"),
        (flying("TZ", "2015"), "fires"),
        (flying("TZ", "2018-01"), "fires"),
        (flying("TZ", "2026-01"), "clear"),  # a notice of 2012 and one on 2016 to 2019 say nothing of papers of 2026
        (flying("KH", "2035-01"), "fires"),  # a closed register stays closed
        (flying("TL", "2025-04-20"), "not-computable"),
        (flying("TL", "2025-12-20"), "fires"),
        (flying("BZ", "2011-05-26"), "clear"),  # LIGHT: no notice on Belize
        (flying("MN", "2024-01-01"), "clear"),  # a genuine open registry
        (flying("SL", "2020-01-01"), "clear"),  # one ship's revocation is no notice on the flag
        (flying("MV", "2018-03-01", name_shown="Another"), "clear"),  # the notice is about one ship
        (flying("MV", "2018-03-01", name_shown="XIN YUAN 18"), "fires"),
        (flying("BM", "2026-03-05"), "clear"),  # misuse of MMSIs, and none was sent
        (flying("BM", "2026-03-05", mmsi_shown="310123000"), "fires"),
        (flying("Matthew Island", "2026-01-01"), "fires"),
        (identity(start="2025-10", end="2026-02", flag="KM"), "fires"),
        (identity(start="2020-10", end="2021-02", flag="KM"), "clear"),
        (identity(flag="KM"), "not-computable"),
        (flying("stateless", "2026-01-01"), "not-computable"),
    ],
)
def test_registry_notice_speaks_only_from_its_own_date(record: Any, expected: str) -> None:
    assert outcome("registry-notice", record) == expected


def test_registry_notice_is_shown_with_kind_date_and_claim() -> None:
    (finding,) = findings("registry-notice", flying("MW", "2025-12-01"), flying("MW", "2025-12-05"))
    assert "Malawi (flag flown, 1 December 2025)" in finding.sentence
    assert "a fraudulent registry (September 2025: IMO count" in finding.sentence
    assert len(finding.rests_on) == 2


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (flying("Matthew Island", "2010"), "fires"),
        (flying("Matthew Island", None), "fires"),
        (flying("AN", "2015"), "fires"),
        (flying("AN", "2005"), "clear"),
        (flying("AN", None), "not-computable"),
        (flying("SX", "2024-12-14"), "fires"),
        (flying("SX", "2019-12-14"), "clear"),
        (flying("LS", "2026-03-01"), "fires"),
        (flying("LS", "2026-02-10"), "not-computable"),
        (flying("BW", "2026"), "not-computable"),
        (flying("ZZ", "2020"), "fires"),
        (flying("hidden", "2020"), "clear"),
        (flying("Cambodia per one, none per another", "2020"), "clear"),
        (flying("KM, then IR", "2020"), "clear"),
        (flying("PA", "2020"), "clear"),
        (flying("none", "2020"), "not-computable"),
        (sighting("2020"), "not-computable"),
    ],
)
def test_no_such_registry(record: Any, expected: str) -> None:
    assert outcome("no-such-registry", record) == expected


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("MW", "fires"),
        ("ZM", "fires"),
        ("MN", "clear"),
        ("LU", "clear"),
        ("ET", "clear"),
        ("BZ", "clear"),
        ("unknown", "not-computable"),
    ],
)
def test_landlocked_alone_never_fires(flag: str, expected: str) -> None:
    assert outcome("landlocked-no-registry", flying(flag, "2025")) == expected


def test_landlocked_state_with_a_register_is_named_with_what_is_known() -> None:
    (finding,) = findings("landlocked-no-registry", flying("MN", "2025"))
    assert "Mongolia is landlocked and keeps a register" in finding.sentence


STRUCK_OFF = sighting("2013-01", flag_registered="TZ", outcome="deregistered by Zanzibar")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            (STRUCK_OFF, sighting("2013-10-05", mmsi_shown="677012300")),
            "fires",
        ),  # Tanzania's 677 after deletion
        ((STRUCK_OFF, flying("TZ", "2013-10-05")), "fires"),
        ((STRUCK_OFF, flying("TZ", "2013-01-20")), "clear"),
        ((STRUCK_OFF, flying("TZ", "2012-10-05")), "clear"),
        ((STRUCK_OFF, flying("TZ", None)), "not-computable"),
        ((STRUCK_OFF, flying("TZ", "2013")), "not-computable"),
        ((STRUCK_OFF, flying("IR", "2013-10-05")), "clear"),
        ((STRUCK_OFF, flying("TZ", "2014-10-05"), identity(start="2014-02", end="2015", flag="TZ")), "clear"),
        (
            (sighting(None, flag_registered="TZ", outcome="struck off"), flying("TZ", "2013-10-05")),
            "not-computable",
        ),
        (
            (
                sighting("2013-01", flag_registered="TZ", outcome="to be deregistered"),
                flying("TZ", "2013-10-05"),
            ),
            "clear",
        ),
        (
            (
                identity(end="2012-06-25", flag="SL", note="flag revoked by the registry"),
                flying("SL", "2012-07-19"),
            ),
            "fires",
        ),
        (
            (identity(end="2011-05-29", flag="BZ"), flying("BZ", "2011-06")),
            "clear",
        ),  # an end is not a deletion
        ((flying("KH", "2017-10-09"),), "fires"),  # the registry closed in August 2016
        ((flying("KH", "2015-10-09"),), "clear"),
        ((flying("PA", "2015-10-09"),), "clear"),
        ((sighting("2015"),), "not-computable"),
    ],
)
def test_flag_used_after_deletion(records: tuple[Any, ...], expected: str) -> None:
    assert outcome("flag-after-deletion", *records) == expected


@pytest.mark.parametrize(
    ("said_by", "statement", "flag", "expected"),
    [
        ("Guyana Maritime Administration (MARAD)", "Skipper is not registered in Guyana", "GY", "fires"),
        ("Comoros maritime authority", "The ship is not on its register", "KM", "fires"),
        ("Djibouti maritime authority", "Cannot find the ship on its register", "DJ", "fires"),
        ("Bolivian maritime authorities", "None of the seven ships is registered", "BO", "fires"),
        ("Somali authorities", "The boat was neither authorised nor registered", "SO", "fires"),
        (
            "Maritime Safety Authority of Fiji",
            "Issued no flags to foreign ships; its registry is closed",
            "FJ",
            "fires",
        ),
        ("Indonesian fisheries ministry", "No record of the vessel", "ID", "fires"),
        ("Agapito Mba Mokuy, Equatorial Guinea", "The three vessels are not flagged there", "GQ", "fires"),
        (
            "St Kitts and Nevis registry",
            "Checks at registration raised no warning about the ship",
            "KN",
            "clear",
        ),
        ("Head of the Bolivian registry", "Did not know the ships were Iranian", "BO", "clear"),
        (
            "Burmese official at the ASEAN briefing",
            "Protested that the US was making accusations",
            "BZ",
            "clear",
        ),
        ("Kremlin-aligned aggregator", "The boarding had no legal basis", "MZ", "clear"),
        ("Owner", "The ship is not registered in Guyana", "GY", "clear"),
    ],
)
def test_registry_denies(said_by: str, statement: str, flag: str, expected: str) -> None:
    denial = sighting("2025-12-10", said_by=said_by, statement=statement, stance="denies")
    assert outcome("registry-denies", flying(flag, "2025-12-09"), denial) == expected


def test_registry_denies_by_a_register_extract_that_names_one_flag() -> None:
    extract = sighting("2025", source_id=5, flag_registered="KM", stance="denies")
    assert outcome("registry-denies", source(5, kind="registry"), extract) == "fires"
    assert outcome("registry-denies", source(5, kind="news"), extract) == "clear"


def test_registry_denies_names_who_said_what() -> None:
    denial = sighting(
        "2025-12-10",
        said_by="Guyana Maritime Administration",
        statement="Not registered in Guyana",
        stance="denies",
    )
    (finding,) = findings("registry-denies", flying("GY", "2025-12-09"), denial)
    assert "Guyana Maritime Administration said (10 December 2025)" in finding.sentence
    assert "'Not registered in Guyana'" in finding.sentence


def test_registry_denies_needs_a_sighting() -> None:
    assert outcome("registry-denies", identity(flag="GY")) == "not-computable"
