"""Positions of labels in SVG pictures by their left end, because SVG text-anchor would add one PDF object per label."""

from collections.abc import Sequence
from unicodedata import east_asian_width

_WIDTHS = {
    **dict.fromkeys(".,:;'|il ", 0.28),
    **dict.fromkeys("%mwMW@", 0.9),
    # As wide as a Chinese character in the font.
    **dict.fromkeys("≥≤→×·…", 1.0),
}
_USUAL = 0.56
"""Typical width of Latin letters, digits and signs, in ems."""


def width_of(text: str, size: float) -> float:
    """Estimated width of a label, accurate to about 10 %; in the unit of `size`, its font size."""
    return size * sum(
        1.0 if east_asian_width(char) in "WF" else _WIDTHS.get(char, _USUAL) for char in text
    )


def centred(text: str, x: float, size: float) -> str:
    """The left end of a label that is centred at `x`, with two decimals."""
    return f"{x - width_of(text, size) / 2:.2f}"


def ending(text: str, x: float, size: float) -> str:
    """The left end of a label whose right end is at `x`, with two decimals."""
    return f"{x - width_of(text, size):.2f}"


def spread(wanted: Sequence[float], gap: float, most: float) -> list[float]:
    """Where labels stand that belong at `wanted`: in the same order, `gap` apart, none beyond `most`.

    Those that are far enough from each other stay where they belong.
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed = [wanted[n] for n in order]
    for n in range(1, len(placed)):
        placed[n] = max(placed[n], placed[n - 1] + gap)
    limit = most
    for n in reversed(range(len(placed))):
        placed[n] = min(placed[n], limit)
        limit = placed[n] - gap
    found = dict(zip(order, placed, strict=True))
    return [found[n] for n in range(len(wanted))]
