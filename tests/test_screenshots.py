"""The pictures of the README are those that the program draws today."""

from __future__ import annotations

import asyncio
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots_make", ROOT / "screenshots" / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["screenshots_make"] = module
    spec.loader.exec_module(module)
    return module


MAKE = _script()


@pytest.mark.parametrize("name", MAKE.PICTURES)
def test_a_screenshot_is_as_the_program_draws_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_SETTINGS", str(tmp_path / "none.toml"))
    store = tmp_path / "tracker.db"
    MAKE.make_store(store)
    size, keys = MAKE.PICTURES[name]
    drawn = asyncio.run(MAKE.draw(store, size, keys))
    kept = (ROOT / "screenshots" / f"{name}.svg").read_text(encoding="utf-8")
    assert drawn == kept, "run `python screenshots/make.py` and look at the pictures"


def test_no_screenshot_links_to_anything_outside() -> None:
    for picture in (ROOT / "screenshots").glob("*.svg"):
        text = picture.read_text(encoding="utf-8")
        assert "@font-face" not in text
        outside = [link for link in re.findall(r"https?://[^\"'\s)<]+", text) if link not in NAMES_OF_FORMATS]
        assert outside == [], picture


NAMES_OF_FORMATS = ("http://www.w3.org/2000/svg", "https://textual.textualize.io/", "https://www.textualize.io")
"""The XML namespace, which is a name and not a link, and the drawing library's mark in a comment."""


def test_every_picture_of_the_readme_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in MAKE.PICTURES:
        assert f"screenshots/{name}.svg" in readme
        assert (ROOT / "screenshots" / f"{name}.svg").exists()
