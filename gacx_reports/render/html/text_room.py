"""Room for names whose length only the scheme knows: columns, balanced heads, labels of pictures.

Widths are estimates (see `width_of`). What fits the usual layout is left as it is.
"""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from gacx_reports.core.language.text import is_chinese
from gacx_reports.render.html.svg_labels import width_of

POINT = 25.4 / 72
"""In millimetres."""
SIZE, SMALL = 8.5, 7.0
"""Letters of a page's text and of its table heads, in points: --size and --size-small of style.css."""
CELL = 2.4
"""Left and right padding of a cell of a table, in millimetres."""
PADDING = CELL + 0.4
"""The same with a little air, because widths are estimates."""
LEAST_LABEL = 1.4
"""Smallest letters of a picture, in millimetres."""
SHORT = 1 / 3
"""A last line is short up to this share of the longest."""
_WORD = re.compile("[A-Za-z]{2}")
_PIECE = re.compile(
    r"[（《〈【「『“‘]*[\u2e80-\u9fff\uf900-\uffef][，。；：！？、）》〉】」』”’·%]*|\s+|[^\s\u2e80-\u9fff\uf900-\uffef]+"
)
"""What is never broken: a word, or a Chinese character with the marks that must not begin or end a line."""
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=[^\s→])")


def column(
    names: Iterable[str], usual: str, room: float, most: float = 24.0, size: float = SIZE
) -> str:
    """Returns the width of a table's column in CSS: `usual`, where a line has `room` mm, or as wide as the names need.

    `most` mm is the widest line; longer names go on to a second one.
    """
    needed = label_width(names, size * POINT)
    return usual if needed <= room else f"{min(needed, most) + PADDING:.1f}mm"


def column_width(
    names: Iterable[str], least: float, most: float = 24.0, size: float = SIZE
) -> float:
    """Returns the width of a table's column in mm: `least`, or as wide as the names need; see `column`."""
    needed = label_width(names, size * POINT)
    return least if needed <= least - CELL else min(needed, most) + PADDING


def balanced(text: str, room: float, size: float = SMALL) -> Markup:
    """Returns the escaped text; one whose last line of `room` mm would be short is set in lines of equal length.

    So no character is left alone on a line. Words are never cut, so a text of words alone is left as it is.
    WeasyPrint knows no `text-wrap: balance`.
    """
    if not is_chinese(text):
        return escape(text)
    pieces = [(piece, width_of(piece, size * POINT)) for piece in _PIECE.findall(text)]
    lines = _lines(pieces, room)
    if len(lines) == 1 or lines[-1] > SHORT * max(lines):
        return escape(text)
    step = size * POINT / 20
    widths = (step * n for n in range(1, int(room / step)))
    narrow = next((w for w in widths if len(_lines(pieces, w)) <= len(lines)), room)
    # Latin words are only estimated.
    narrow = step + narrow * (1.06 if _WORD.search(text) else 1.0)
    if narrow >= room:
        return escape(text)
    span = Markup('<span class="balanced" style="max-width: {}mm">{}</span>')
    return span.format(f"{narrow:.1f}", text)


def unbroken(text: str) -> str:
    """Returns thresholds such as `50.0 元 → 0.0 元` so that a line ends at an arrow, not between number and unit."""
    return _BEFORE_UNIT.sub("\N{NO-BREAK SPACE}", text) if "→" in text else text


def _lines(pieces: list[tuple[str, float]], room: float) -> list[float]:
    """The widths of the lines that the pieces fill; a piece that is wider than `room` breaks where it has to."""
    lines = [0.0]
    for piece, wide in pieces:
        if lines[-1] and lines[-1] + wide > room and not piece.isspace():
            lines.append(0.0)
        lines[-1] += wide
        while lines[-1] > room and not piece.isspace():
            lines.append(lines[-1] - room)
            lines[-2] = room
    return lines


def label_width(texts: Iterable[str], size: float) -> float:
    """Returns the width of the longest of a picture's labels, in the unit of `size`."""
    return max((width_of(text, size) for text in texts), default=0.0)


def label_size(texts: Iterable[str], room: float, usual: float) -> float:
    """Returns the size of a picture's labels, in mm: `usual`, or smaller so that the longest fits in `room` mm."""
    widest = label_width(texts, 1.0)
    return usual if widest * usual <= room else round(max(room / widest, LEAST_LABEL), 2)


def shortened(text: str, room: float, size: float) -> str:
    """Returns a picture's label, cut with `…` where it is longer than `room` mm even in its smallest letters.

    The picture's title has it whole.
    """
    kept = text
    while len(kept) > 1 and width_of(kept, size) > room * 1.02:
        kept = kept.rstrip("…")[:-1].rstrip() + "…"
    return kept
