"""The pictures of the README are those that the program draws today."""

from __future__ import annotations

import asyncio
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

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
    MAKE.make_store(store, name)
    size, keys = MAKE.PICTURES[name]
    drawn = asyncio.run(MAKE.draw(store, size, keys))
    kept = (ROOT / "screenshots" / f"{name}.svg").read_text(encoding="utf-8")
    assert drawn == kept, "run `python screenshots/make.py` and look at the pictures"


def test_no_screenshot_links_to_anything_outside() -> None:
    """An address may be drawn as text; nothing that loads or leads to one may be in the file."""
    for picture in (ROOT / "screenshots").glob("*.svg"):
        drawing = ElementTree.parse(picture)
        elements = list(drawing.iter())
        names = {element.tag.rpartition("}")[2] for element in elements}
        assert names.isdisjoint({"a", "image", "script", "use", "foreignObject", "iframe"}), picture
        styles = [element.text or "" for element in elements if element.tag.endswith("style")]
        values = [value for element in elements for value in element.attrib.values()]
        outside = re.compile(r"https?:|@import|@font-face|url\((?!#)")
        assert [text for text in (*styles, *values) if outside.search(text)] == [], picture


def test_every_picture_of_the_readme_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in MAKE.PICTURES:
        assert f"screenshots/{name}.svg" in readme
        assert (ROOT / "screenshots" / f"{name}.svg").exists()
