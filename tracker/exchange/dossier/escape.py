"""Make stored text safe to stand in HTML: escaped, invisible characters shown, and only web addresses made links."""

from __future__ import annotations

import re
from html import escape

from tracker.domain.plain_text import visible, visible_lines

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\^{}|\x00-\x1f\x7f-\x9f]+", re.IGNORECASE)


def html_text(text: str) -> str:
    """Return `text` on one line as HTML, control characters shown."""
    return escape(visible(text), quote=True)


def html_lines(text: str) -> str:
    """Return `text` as HTML with its line breaks kept."""
    return escape(visible_lines(text), quote=True).replace("\n", "<br>\n")


def is_web_address(text: str | None) -> bool:
    """Whether `text` is an `http` or `https` address and nothing else, so that a link to it does only what it shows."""
    return bool(text and visible(text) == text and _WEB_ADDRESS.fullmatch(text))


def html_link(address: str | None, shown: str) -> str:
    """Return a link to a web address, which loads nothing until somebody follows it; other addresses stay text."""
    if address is None or not is_web_address(address):
        return html_lines(shown)
    return f'<a href="{escape(address, quote=True)}" rel="noopener noreferrer nofollow">{html_lines(shown)}</a>'
