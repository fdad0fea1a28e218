"""Make any text safe to draw: control, bidirectional and zero-width characters are shown, never sent."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1 controls
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"  # format characters
    "\U000e0000-\U000e007f"  # tags
    "\ud800-\udfff"  # lone surrogates
    "]"
)
_LINE_BREAK_SAFE = re.compile(_INVISIBLE.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"


def visible(text: str) -> str:
    """Return `text` on one line with every invisible or terminal-controlling character spelled out.

    C0 controls become their Unicode control pictures (`\\x1b` is shown as `␛`), other invisible
    characters become `<U+200B>`.
    """
    return _INVISIBLE.sub(_shown, text)


def visible_lines(text: str) -> str:
    """Return `text` as `visible` does, but keep its line breaks (for prose shown on several lines)."""
    return _LINE_BREAK_SAFE.sub(_shown, text.replace("\r\n", "\n").replace("\r", "\n"))
