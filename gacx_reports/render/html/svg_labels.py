"""Labels in pictures are placed by their left end: anchored otherwise, each would cost a page object."""

from unicodedata import east_asian_width

_WIDTHS = {**dict.fromkeys(".,:;·'|il ", 0.28), **dict.fromkeys("%mwMW@", 0.9)}
_USUAL = 0.56
"""Of Latin letters, digits and signs in the bundled font, in ems."""


def width_of(text: str, size: float) -> float:
    """How wide a label is, to about a tenth; in the unit of `size`, its type size."""
    return size * sum(
        1.0 if east_asian_width(char) in "WF" else _WIDTHS.get(char, _USUAL) for char in text
    )


def centred(text: str, x: float, size: float) -> str:
    """Where a label begins that is centred at `x`."""
    return f"{x - width_of(text, size) / 2:.2f}"


def ending(text: str, x: float, size: float) -> str:
    """Where a label begins that ends at `x`."""
    return f"{x - width_of(text, size):.2f}"
