"""The user's settings: one TOML file, every key typed and documented, unknown keys named."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from tracker.domain.errors import TrackerError


class SettingsError(TrackerError):
    """The settings file says something the tracker does not know or cannot use."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set; each default is what a new user gets."""

    analyst: str = ""
    """Name written into the history of every change; empty takes the login name."""
    theme: str = "textual-dark"
    """Name of a colour theme, as the command palette lists them."""
    start_table: str = "incidents"
    """Table shown first: incidents, sightings, vessels or sources."""
    show_facets: bool = True
    """Whether the facets are shown at start where there is room."""
    show_detail: bool = True
    """Whether the detail pane is shown at start where there is room."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Action id to keys: `"browse.add" = "f2,a"`."""

    @property
    def made_by(self) -> str:
        """The name to write into the history."""
        if self.analyst:
            return self.analyst
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return "unknown"


_CHOICES: dict[str, tuple[str, ...]] = {"start_table": ("incidents", "sightings", "vessels", "sources")}
_ENVIRONMENT = {"analyst": "TRACKER_ANALYST"}


def settings_path() -> Path:
    """Return where the settings file is looked for; `TRACKER_SETTINGS` names another place."""
    named = os.environ.get("TRACKER_SETTINGS")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_config_path("tracker") / "settings.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings file; a missing file gives the defaults.

    Raises:
        SettingsError: The file is no TOML, or a key or value is not known; the sentence names the
            file, the key and the nearest right one.
    """
    file = path or settings_path()
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return _with_environment({})
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read: {error}") from error
    import tomllib

    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: is not valid TOML: {error}") from error
    return _with_environment({key: _checked(file, key, value) for key, value in given.items()})


def _with_environment(values: dict[str, Any]) -> Settings:
    for key, variable in _ENVIRONMENT.items():
        if os.environ.get(variable):
            values[key] = os.environ[variable]
    return Settings(**values)


def _checked(file: Path, key: str, value: Any) -> Any:
    known = {f.name: f for f in fields(Settings)}
    if key not in known:
        raise SettingsError(f"{file}: unknown setting {key!r}.{_nearest(key, known)}")
    default = getattr(Settings(), key)
    wanted = Mapping if key == "keymap" else type(default)
    if not isinstance(value, wanted) or (wanted is not bool and isinstance(value, bool)):
        word = {bool: "true or false", str: "text in quotes"}.get(wanted, "a table of keys")
        raise SettingsError(f"{file}: {key} is {value!r}; it takes {word}.")
    if key in _CHOICES and value not in _CHOICES[key]:
        raise SettingsError(f"{file}: {key} is {value!r}; it takes one of {', '.join(_CHOICES[key])}.")
    if key == "keymap":
        for action_id, keys in value.items():
            _check_keymap_entry(file, action_id, keys)
    return value


def _check_keymap_entry(file: Path, action_id: str, keys: Any) -> None:
    from tracker.terminal.actions import all_actions

    known = {action.id for action in all_actions()}
    if action_id not in known:
        raise SettingsError(f"{file}: keymap names an unknown action {action_id!r}.{_nearest(action_id, known)}")
    if not isinstance(keys, str) or not keys:
        raise SettingsError(f'{file}: keymap of {action_id} is {keys!r}; it takes keys in quotes, such as "f2,a".')


def _nearest(word: str, known: Any) -> str:
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f" Did you mean {found[0]!r}?" if found else f" Known: {', '.join(sorted(known))}."
