"""Stored text with characters that must not reach the terminal, shown in an input and taken back unharmed."""

from __future__ import annotations

from tracker.domain.plain_text import visible, visible_lines


def shown_text(stored: str, *, several_lines: bool) -> str:
    """Return what an input shows for stored text: every hidden character spelled out."""
    return visible_lines(stored) if several_lines else visible(stored)


def taken_text(shown: str, stored: str, *, several_lines: bool) -> str:
    """Return the text meant by what an input shows, given what was stored before.

    Only spellings of hidden characters that the stored text had become these characters again: the
    same spelling typed by a person stays as typed.
    """
    if shown == shown_text(stored, several_lines=several_lines):
        return stored
    for character in set(stored):
        spelled = shown_text(character, several_lines=several_lines)
        if spelled != character:
            shown = shown.replace(spelled, character)
    return shown
