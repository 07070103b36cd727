"""Boxes without round corners, background or outline, which are nearly all: what isn't there isn't looked for again."""

from typing import Any

_RADII = tuple(
    f"border_{c}_radius" for c in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_NONE = 0, "px"


def radii_of(plain: Any) -> Any:
    """WeasyPrint's `resolve_radii_percentages`."""

    def resolve_radii_percentages(box: Any) -> None:
        style = box.style
        try:
            square = style.is_square
        except AttributeError:
            square = style.is_square = all(_NONE in style[name] for name in _RADII)
        if square:
            for name in _RADII:
                setattr(box, name, (0, 0))  # of a placeholder, those of its box
        else:
            plain(box)

    return resolve_radii_percentages


def backgrounds_of(plain: Any, radii: Any) -> Any:
    """WeasyPrint's `layout_box_backgrounds`."""

    def layout_box_backgrounds(
        page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if style is not None or box is page or not _is_bare(box.style):
            plain(page, box, get_image, layout_children, style)
            return
        radii(box)
        if layout_children:
            for child in box.all_children():
                layout_box_backgrounds(page, child, get_image)
        box.background = None

    return layout_box_backgrounds


def _is_bare(style: Any) -> bool:
    try:
        bare: bool = style.is_bare
    except AttributeError:
        color = style["background_color"]
        bare = style.is_bare = (
            style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and style["visibility"] != "hidden"
            and (style["color"] if color == "currentcolor" else color).alpha == 0
            and not style["box_shadow"]
            and all(kind == "none" for kind, _ in style["background_image"])
        )
    return bare


def outlines_of(plain: Any, kind: type) -> Any:
    """WeasyPrint's `draw_outline`, with its class of boxes."""

    def draw_outline(stream: Any, box: Any) -> None:
        style = box.style
        try:
            outlined = style.is_outlined
        except AttributeError:
            outlined = style.is_outlined = bool(style["outline_width"])
        if outlined:
            plain(stream, box)
            return
        for child in box.children:
            if isinstance(child, kind):
                draw_outline(stream, child)

    return draw_outline
