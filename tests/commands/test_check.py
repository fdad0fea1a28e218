"""`tracker check`: the rules on real cases, in words and as JSON, and the same in a record shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker.commands.root import cli
from tracker.domain.indicators.registry import RULES
from tracker.store.connection import open_store
from tracker.store.starter import load_starter


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("check") / "cases.db"
    connection = open_store(path, create=True)
    load_starter(connection, by="starter cases")
    connection.close()
    return path


def run(store: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--store", str(store), *words])


def test_on_the_light_two_nationalities_fires_and_no_registry_rule_does(store: Path) -> None:
    found = json.loads(run(store, "check", "vessel:=Light", "--format", "json").stdout)
    fires = {row["rule"] for row in found if row["outcome"] == "fires"}
    assert "two-nationalities" in fires
    assert fires.isdisjoint({"registry-notice", "registry-denies", "no-such-registry", "mid-flag-mismatch"})
    assert {row["rule"] for row in found} == set(RULES)
    assert all(row["missing"] for row in found if row["outcome"] == "not-computable")


def test_what_fires_is_printed_with_level_rule_and_source_and_is_called_no_verdict(store: Path) -> None:
    result = run(store, "check", "vessel:skipper", "--rule", "registry-denies")
    assert result.exit_code == 0
    assert "registry-denies v1: The rule fires:" in result.stdout
    assert "https://" in result.stdout
    assert "no verdict" in result.stderr
    sentences = [line for line in result.stdout.splitlines() if "https://" not in line]
    assert not [line for line in sentences if "false-flagged" in line]


def test_a_record_shown_carries_the_findings_of_its_ships(store: Path) -> None:
    case = json.loads(run(store, "show", "light-2011", "--format", "json").stdout)
    assert "two-nationalities" in {row["rule"] for row in case["findings"] if row["outcome"] == "fires"}
    assert "The rule fires: Belize" in run(store, "show", "light-2011").stdout


def test_an_unknown_rule_or_no_vessel_is_refused(store: Path) -> None:
    assert run(store, "check", "--rule", "mid-flag").exit_code == 2
    nothing = run(store, "check", "vessel:=nosuchship")
    assert nothing.exit_code == 1
    assert "nothing to check" in nothing.stderr


def test_what_would_fire_is_said_when_a_sighting_is_added_and_does_not_refuse_it(store: Path) -> None:
    result = run(
        store, "add", "sighting", "source=upi-light", "vessel=light", "date=2011-05-26", "flag_flown=Matthew Island"
    )
    assert result.exit_code == 0
    assert "! flag_flown: The rule fires: 'Matthew Island' is no state's flag" in result.stderr
    added = json.loads(run(store, "show", result.stdout.strip(), "--format", "json").stdout)
    assert "no-such-registry" in {row["rule"] for row in added["findings"] if row["outcome"] == "fires"}


def test_a_finding_is_dismissed_by_its_number_and_the_dismissal_retracted(store: Path) -> None:
    fires = json.loads(run(store, "check", "vessel:skipper", "--format", "json").stdout)
    number = next(row["id"] for row in fires if row["rule"] == "listed")
    assert run(store, "dismiss", str(number)).exit_code == 2, "a reason is needed"
    dismissed = run(store, "dismiss", str(number), "--why", "Another ship of that name.")
    assert dismissed.exit_code == 0
    shown = run(store, "check", "vessel:skipper").stdout
    assert "dismissed listed" in shown
    assert "Another ship of that name." in shown
    assert run(store, "list", "vessels", "vessel:skipper", "finding:listed", "--count").stdout.strip() == "0"
    assert run(store, "retract", dismissed.stdout.strip(), "--why", "It was her.").exit_code == 0
    assert run(store, "list", "vessels", "vessel:skipper", "finding:listed", "--count").stdout.strip() == "1"
    assert run(store, "verify").exit_code == 0
