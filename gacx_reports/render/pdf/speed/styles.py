"""Computed styles that are kept from one document to the next.

All reports of a run share their style sheets, and most of their elements stand in the same places. WeasyPrint
matches every selector and computes every style anew for each document.
"""

from typing import Any

from gacx_reports.render.pdf.speed.kept import Kept, Place, Styled
from gacx_reports.render.pdf.speed.values import style_class

_MOST_SHEETS = 4
"""Combinations of style sheets that are known: a page with a rare character has one sheet more."""

_kept: list[Kept] = []
"""The combinations of style sheets that were used last."""


def _kept_for(css: Any, computed: type, html: Any, sheets: list[Any], font_config: Any) -> Kept:
    base_url = html.base_url
    found = next((k for k in _kept if k.usable(sheets, font_config, base_url)), None)
    if found:
        _kept.remove(found)
    if not found or found.worn():
        found = Kept(css, computed, sheets, font_config, base_url)
    _kept.append(found)
    del _kept[:-_MOST_SHEETS]
    found.page_sizes.update(box=None, area=None)
    for style in found.viewport:
        style.pop("overflow", None)
    return found


def _styled_elements(html: Any, kept: Kept, targets: Any) -> dict[Any, Styled]:
    """The style of each element, from the root down."""
    places: dict[Any, Place] = {}
    found: dict[Any, Styled] = {}
    met = set()
    for element in html.wrapper_element.iter_subtree():
        node, above, parent = element.etree_element, None, None
        if element.parent is not None:
            outer = element.parent.etree_element
            above, parent = places[outer], found[outer].style
        place = places[node] = kept.place(above, element)
        matched = kept.matched(place, element)
        styled = kept.styled(parent, matched, place.own, node.tag)
        found[node] = styled
        # As WeasyPrint does, which says so of a name that is there twice.
        if styled.anchors and targets and (place.own or styled not in met):
            met.add(styled)
            for anchor in styled.anchors:
                targets.collect_anchor(anchor)
    return found


def style_for_class(css: Any) -> type:
    """WeasyPrint's class that computes the styles of a document, with what is kept."""
    plain: Any = css.StyleFor
    computed = style_class(css)

    class StyleFor(plain):  # type: ignore[misc]  # WeasyPrint has no types
        def __init__(self, html: Any, sheets: Any, hints: Any, font_config: Any, targets: Any):
            self._styled: dict[Any, Styled] = {}
            if hints:
                super().__init__(html, sheets, hints, font_config, targets)
                return
            kept = _kept_for(css, computed, html, sheets, font_config)
            self._sheets, self.font_config = sheets, font_config
            self.initial_page_sizes = kept.page_sizes
            # From here on only pages are computed, which inherit from the root.
            self._cascaded_styles: dict[Any, Any] = {}
            self._computed_styles: dict[Any, Any] = {}
            self._styled.update(_styled_elements(html, kept, targets))
            self._computed_styles[html.etree_element, None] = self._styled[html.etree_element].style

        def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
            styled = self._styled.get(element)
            if styled is None:
                return super().__call__(element, pseudo_type)
            if pseudo_type is None:
                self._computed_styles[element, None] = styled.style
            elif pseudo_type in styled.pseudos:
                self._computed_styles[element, pseudo_type] = styled.pseudos[pseudo_type]
            else:
                return None
            return super().__call__(element, pseudo_type)

    return StyleFor


def forget() -> None:
    """Keep nothing of the documents before."""
    _kept.clear()
