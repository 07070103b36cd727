"""Used lengths of a box: WeasyPrint takes each of 18 properties through two functions, mostly to find pixels."""

from math import inf
from typing import Any

_OF_WIDTH = (
    *("margin_left", "margin_right", "margin_top", "margin_bottom"),
    *("padding_left", "padding_right", "padding_top", "padding_bottom"),
    *("width", "min_width", "max_width"),
)
_OF_HEIGHT = ("height", "min_height", "max_height")
_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")


def _resolve(box: Any, names: tuple[str, ...], whole: Any, exact: Any) -> None:
    """Pixels as they are, and `exact` of WeasyPrint's for any other unit."""
    style, used = box.style, box.__dict__
    for name in names:
        value = style[name]
        if getattr(value, "unit", None) == "px":
            used[name] = value.value
        else:
            exact(box, name, whole)


def resolver(percent: Any, boxes: Any) -> Any:
    """WeasyPrint's `resolve_percentages`, of its modules with percentages and boxes."""
    exact, plain = percent.resolve_one_percentage, percent.resolve_percentages
    check_math = percent.check_math

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        if isinstance(box, boxes.PageBox) or style["box_sizing"] != "content-box":
            plain(box, containing_block)
            return
        if isinstance(containing_block, boxes.Box):
            width, height = containing_block.width, containing_block.height
        else:
            width, height = containing_block
        _resolve(box, _OF_WIDTH, width, exact)
        if height == "auto":
            own = style["height"]
            auto = own == "auto" or check_math(own) or own.unit == "%"
            box.height = "auto" if auto else own.value
            _resolve(box, ("min_height",), 0, exact)
            _resolve(box, ("max_height",), inf, exact)
        else:
            _resolve(box, _OF_HEIGHT, height, exact)
        used = box.__dict__
        collapsed = style["border_collapse"] == "collapse"
        for name in _BORDERS:
            if not (collapsed and hasattr(box, name)):
                used[name] = style[name]

    return resolve_percentages


def is_in_normal_flow(box: Any) -> bool:
    """WeasyPrint's method of a box, which asks five others."""
    style = box.style
    position = style["position"]
    return (
        style["float"] not in _OUT_OF_FLOW
        and position not in ("absolute", "fixed")
        and position[0] not in ("running()", "note()")
    )


_OUT_OF_FLOW = {"left", "right", "inline-start", "inline-end", "footnote"}
