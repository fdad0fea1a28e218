"""A dossier read by the standard library's parser, and everything in it that would load or run something."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

LOADING = frozenset(
    ("src", "srcset", "srcdoc", "imagesrcset", "data", "poster", "background", "action", "formaction", "ping",
     "manifest", "code", "codebase", "archive", "classid", "cite", "longdesc", "profile", "xlink:href", "xml:base")
)  # fmt: skip
"""Attributes whose addresses a browser fetches, follows by itself, or resolves others against."""
HARMLESS = frozenset(
    ("html", "head", "meta", "title", "style", "body", "main", "header", "article", "section", "nav", "h1", "h2", "h3",
     "p", "span", "a", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "figure",
     "figcaption", "br", "svg", "path", "rect", "circle", "polygon", "text")
)  # fmt: skip
"""Elements that load and run nothing by themselves, whatever stands in them."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_VOID = frozenset(("meta", "br", "path", "rect", "circle", "polygon", "img", "link", "embed", "base", "input", "image"))
_LOADING_STYLE = re.compile(r"@import|url\s*\(|image-set\s*\(|expression\s*\(|\\", re.IGNORECASE)


class Page(HTMLParser):
    """A page: its elements, links, places, text and styles."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.structure: list[tuple[str, ...]] = []
        """Each element with the names of its attributes, in the order of the page."""
        self.links: list[str] = []
        self.places: list[str] = []
        self.text = ""
        self.style = ""
        self.open: list[str] = []
        self.astray: list[str] = []
        """What closes nothing, and comments and instructions, which a dossier has none of."""
        self.content = content
        self.feed(content)
        self.close()

    @classmethod
    def of(cls, path: Path) -> Page:
        return cls(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.structure.append((tag, *(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.places += [value or "" for name, value in attrs if name == "id"]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.astray.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.astray.append(f"<!--{data}-->")

    def handle_pi(self, data: str) -> None:
        self.astray.append(f"<?{data}>")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text += data


def what_loads(page: Page) -> list[str]:
    """Return everything that would load, run or send something, or that is not closed as it should be."""
    found = [f"<{tag}>" for tag in sorted(page.elements - HARMLESS)]
    found += page.astray + page.open
    found += [f"<{tag} {name}={value!r}>" for tag, name, value in page.attributes if _loads(tag, name, value)]
    if _LOADING_STYLE.search(page.style):
        found.append("<style>")
    return found


def _loads(tag: str, name: str, value: str) -> bool:
    if name in LOADING or name in ("style", "target") or name.startswith("on") or _LOADING_STYLE.search(value):
        return True
    if name == "href":
        return tag != "a" or not re.match(r"https?://|#", value)
    return name == "http-equiv" and value != "Content-Security-Policy"
