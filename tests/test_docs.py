"""What the program offers is in its documents: commands, actions, settings, formats, screens."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from tracker.commands.root import _COMMANDS, cli
from tracker.exchange.formats import FORMATS
from tracker.terminal.actions import all_actions
from tracker.terminal.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = README + "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
FORBIDDEN_KEYS = {"ctrl+h", "ctrl+m", "ctrl+i", "ctrl+left_square_bracket"}


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_is_documented_and_has_help(name: str) -> None:
    assert f"`tracker {name}" in DOCS
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_every_action_is_documented_with_its_keys() -> None:
    keys = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    missing = [action.id for action in all_actions() if f"`{action.id}`" not in keys or action.help not in keys]
    assert missing == []


def test_action_ids_are_unique_and_no_key_is_one_that_terminals_send_for_another() -> None:
    ids = [action.id for action in all_actions()]
    assert len(ids) == len(set(ids))
    used = {key for action in all_actions() for key in action.keys.split(",")}
    assert used & FORBIDDEN_KEYS == set()


def test_every_setting_and_export_format_is_documented() -> None:
    assert [field.name for field in fields(Settings) if f"`{field.name}`" not in DOCS] == []
    assert [name for name in FORMATS if f"`{name}`" not in DOCS] == []


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_two_commands_are_on_the_first_screen() -> None:
    first_screen = README.splitlines()[:40]
    assert any(line.endswith("&& .venv/bin/tracker") for line in first_screen)
    assert any(line.endswith(".venv/bin/python -m pytest") for line in first_screen)
