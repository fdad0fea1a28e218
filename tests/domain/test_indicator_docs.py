"""The page on indicators is what the rules say of themselves."""

from __future__ import annotations

from pathlib import Path

from tracker.domain.indicators.describe import describe_rules

HOW = "write what describe_rules() returns into docs/indicators.md"
PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"


def test_the_page_on_indicators_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == describe_rules(), f"{PAGE.name} is not what the rules say: {HOW}"
