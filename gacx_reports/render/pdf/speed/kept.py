"""What is known of documents with the same style sheets and fonts: where rules match, and the computed styles."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any
from xml.etree.ElementTree import Element

from gacx_reports.render.pdf.speed.rules import may_match, rank, split


class _Warnings(logging.Filter):
    """Counts WeasyPrint's messages: what was computed with one is not kept, or the next document lacks it."""

    count = 0

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - it lets all pass
        self.count += 1
        return True


WARNINGS = _Warnings()


class _PageSizes(dict[str, Any]):
    """The size of a document's first page. Lengths in vw and its like depend on it."""

    read = False

    def __getitem__(self, key: str) -> Any:
        self.read = True
        return super().__getitem__(key)


@dataclass(eq=False, slots=True)
class Place:
    """An element that has the same tag and attributes, as have all that it is in."""

    matched: tuple[Any, ...]
    """The rules that match there, whatever stands beside the element."""
    local: bool
    """Whether rules must be tried that look at what stands beside or in the element."""
    own: tuple[Any, ...] | None
    """The attributes, if one of them declares styles."""


@dataclass(eq=False, slots=True)
class Styled:
    """The computed styles of an element and of its pseudo-elements."""

    style: Any
    pseudos: dict[str, Any]
    anchors: tuple[str, ...]
    """Names of targets; of pseudo-elements, too."""


_MOST_STYLES = 4000
"""Styles that are kept, of some 8 KB each."""
_MOST_PLACES = 20_000


@dataclass(eq=False)
class Kept:
    """What is kept for documents with the same style sheets and fonts."""

    css: Any
    style_class: type
    sheets: list[tuple[Any, str, Any]]
    font_config: Any
    base_url: Any
    page_sizes: _PageSizes = field(default_factory=_PageSizes)
    places: dict[Any, Place] = field(default_factory=dict)
    rules: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)
    styles: dict[Any, Styled] = field(default_factory=dict)
    viewport: list[Any] = field(default_factory=list)
    """Styles of html and body, from which WeasyPrint takes `overflow` away."""
    warnings: int = 0
    spoilt: bool = False
    """Whether a document may change its styles, so that they are no use to the next."""

    def __post_init__(self) -> None:
        halves = [split(sheet.matcher) for sheet, _, _ in self.sheets]
        self.steady = [steady for steady, _ in halves]
        self.local = [local for _, local in halves]
        self.initial = self.css.InitialStyle(self.font_config)
        self.warnings = WARNINGS.count

    def usable(self, sheets: list[Any], font_config: Any, base_url: Any) -> bool:
        """Whether it holds for a document of these."""
        return (
            self.font_config is font_config
            and self.base_url == base_url
            and len(sheets) == len(self.sheets)
            and all(
                a[0] is b[0] and a[1:] == b[1:] for a, b in zip(sheets, self.sheets, strict=True)
            )
        )

    def worn(self) -> bool:
        """Whether it must be begun anew."""
        return (
            self.spoilt
            or self.page_sizes.read
            or self.warnings != WARNINGS.count
            or len(self.styles) > _MOST_STYLES
            or len(self.places) > _MOST_PLACES
        )

    def place(self, above: Place | None, element: Any) -> Place:
        """Where an element (a wrapper of cssselect2) stands."""
        node = element.etree_element
        key = above, node.tag, tuple(node.items())
        found = self.places.get(key)
        if found is None:
            matched = self._interned(tuple(map(tuple, (m.match(element) for m in self.steady))))
            local = any(may_match(matcher, element) for matcher in self.local)
            own = key[2] if any(self._own(node)) else None
            found = self.places[key] = Place(matched, local, own)
        return found

    def matched(self, place: Place, element: Any) -> tuple[Any, ...]:
        """The rules that match an element, by sheet, from lowest to highest specificity."""
        if not place.local:
            return place.matched
        more = [matcher.match(element) for matcher in self.local]
        if not any(more):
            return place.matched
        return self._interned(
            tuple(
                tuple(sorted((*a, *b), key=rank)) for a, b in zip(place.matched, more, strict=True)
            )
        )

    def _interned(self, matched: tuple[Any, ...]) -> tuple[Any, ...]:
        ranks = tuple(tuple(map(rank, rules)) for rules in matched)
        return self.rules.setdefault(ranks, matched)

    def _own(self, node: Any) -> Any:
        """What an element's attributes declare, as WeasyPrint finds it, without that of the elements in it."""
        return self.css.find_style_attributes(Element(node.tag, node.attrib), False, self.base_url)

    def styled(self, parent: Any, matched: tuple[Any, ...], own: Any, tag: str) -> Styled:
        """The styles of an element under a parent of that style."""
        key = id(parent), id(matched), own and (tag, own)
        found = self.styles.get(key)
        if found is None:
            found = self.styles[key] = self._computed(parent, matched, own, tag)
            if tag in ("html", "body"):
                self.viewport.append(found.style)
        return found

    def _computed(self, parent: Any, matched: tuple[Any, ...], own: Any, tag: str) -> Styled:
        cascaded = self._cascaded(matched, own, tag)
        root = self.initial if parent is None else _root_of(parent)
        style = self._style(parent, cascaded.pop(None, {}), None, root)
        root = _root_of(style)
        pseudos = {p: self._style(style, declared, p, root) for p, declared in cascaded.items()}
        anchors = (s["anchor"] for s in (style, *pseudos.values()))
        return Styled(style, pseudos, tuple(a for a in anchors if a))

    def _style(self, parent: Any, cascaded: Any, pseudo: str | None, root: Any) -> Any:
        self.spoilt |= _changes(cascaded, parent is None)
        return self.style_class(
            parent, cascaded, pseudo, root, self.base_url, self.font_config, self.page_sizes
        )

    def _cascaded(self, matched: tuple[Any, ...], own: Any, tag: str) -> dict[Any, dict[str, Any]]:
        """By pseudo-element, what is declared with which weight."""
        found: dict[Any, dict[str, Any]] = {}
        for specificity, _, declarations, url in self._own(Element(tag, dict(own or ()))):
            names = self.css.preprocess_declarations(url, declarations)
            self._declare(found.setdefault(None, {}), names, "author", inf, specificity)
        for (sheet, origin, instead), rules in zip(self.sheets, matched, strict=True):
            for specificity, _, pseudo, (declarations, layer) in rules:
                order = inf if layer is None else sheet.layers.index(layer)
                style = found.setdefault(pseudo, {})
                self._declare(style, declarations, origin, order, instead or specificity)
        return found

    def _declare(self, style: Any, declared: Any, origin: str, order: float, rank: Any) -> None:
        for name, values, importance in declared:
            weight = self.css.declaration_precedence(origin, importance), order, rank
            if name not in style or style[name][1] <= weight:
                style[name] = values, weight


def _root_of(style: Any) -> Any:
    return style if style.is_root_element else style.root_style


def _changes(cascaded: Mapping[str, Any], is_root: bool) -> bool:
    """Whether WeasyPrint may write into a style with these declarations while it lays out a document.

    It does for footnotes, notes and leaders, in flexible and grid containers, and if the root isn't shown.
    """
    values = [cascaded[name][0] for name in ("display", "float", "position") if name in cascaded]
    # A value that is neither has a variable in it, of which nothing is known yet.
    if not all(isinstance(value, str | tuple) for value in values):
        return True
    words = {word for value in values for word in ((value,) if isinstance(value, str) else value)}
    led = "leader()" in repr(cascaded.get("content"))
    return led or not words.isdisjoint(_WRITTEN) or (is_root and "none" in words)


_WRITTEN = {"flex", "grid", "footnote", "note()"}
