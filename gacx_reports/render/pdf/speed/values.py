"""Values of a computed style: most properties aren't declared, and have the parent's value or the initial one."""

from typing import Any

_SPECIAL = {"float", "display", "position", "page"}


def style_class(css: Any) -> type:
    """WeasyPrint's `ComputedStyle` with a short way to those values."""
    plain: Any = css.ComputedStyle
    kinds = {n for n in css.INITIAL_VALUES if n not in _SPECIAL and n[:16] != "text_decoration_"}
    inherited = kinds & set(css.INHERITED)
    initial = {
        name: css.INITIAL_VALUES[name]
        for name in kinds - inherited - set(css.INITIAL_NOT_COMPUTED)
        if not css.check_math(css.INITIAL_VALUES[name])
    }
    logical = {
        make(block="ttb", inline=direction)
        for make in css.PHYSICAL_FUNCTIONS.values()
        for direction in ("ltr", "rtl")
    }

    class ComputedStyle(plain):  # type: ignore[misc]  # WeasyPrint has no types
        def __init__(self, parent: Any, cascaded: Any, *others: Any) -> None:
            super().__init__(parent, cascaded, *others)
            self.declares_logical = not logical.isdisjoint(cascaded)

        def __missing__(self, key: str) -> Any:
            if key not in self.cascaded and not self.declares_logical:
                if key in initial:
                    value = self[key] = initial[key]
                    return value
                if key in inherited and self.parent_style is not None:
                    value = self.parent_style[key]
                    if not css.check_math(value):
                        self[key] = value
                        return value
            return super().__missing__(key)

    return ComputedStyle
