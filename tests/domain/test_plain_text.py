"""Any text is safe to draw: what could steer a terminal is shown, and nothing else is changed."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.plain_text import visible, visible_lines


@given(st.text())
def test_no_control_or_format_character_survives(text: str) -> None:
    shown = visible(text)
    steering = {"Cc", "Cs", "Zl", "Zp"}
    assert not [c for c in shown if unicodedata.category(c) in steering]
    for hidden in "\u200b\u200f\u202e\u2066\ufeff\u00ad":
        assert hidden not in shown


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_an_escape_sequence_is_shown_and_not_sent() -> None:
    assert visible("\x1b[31mred\x07") == "␛[31mred␇"
    assert visible("A\u202eB") == "A<U+202E>B"


def test_lines_keep_their_breaks_in_prose_only() -> None:
    assert visible("one\r\ntwo") == "one␍␊two"
    assert visible_lines("one\r\ntwo\rthree") == "one\ntwo\nthree"
