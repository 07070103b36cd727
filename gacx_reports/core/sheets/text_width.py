"""Estimated size of texts in spreadsheet cells: widths in digits of the default font, heights in points."""

import re
import unicodedata
from collections.abc import Iterable

LATIN = 0.86
"""Average width of a letter, in digits."""
LINE = 13.5
"""Height of a line of 10-point letters, in points."""
HIGHEST = 400.0
"""Highest row, in points; spreadsheet programs allow 409."""
_PIECE = re.compile(r"[\u2e80-\u9fff\uf900-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]+|\s+")
"""A piece that is never broken: a word, or one Chinese character."""


def text_width(text: str) -> int:
    """Returns an upper bound of the widest line's width, in digits; Chinese characters take two."""
    return max((_width(line) for line in text.split("\n")), default=0)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def _span(line: str) -> float:
    """Estimated printed width, in digits."""
    return sum(2.0 if unicodedata.east_asian_width(c) in "WF" else LATIN for c in line)


def widest(texts: Iterable[str], least: float, most: float) -> float:
    """Returns the width of a column, in digits, that shows each text on one line; clipped to [least, most]."""
    return min(max(least, *(_span(text) + 1.5 for text in texts)), most)


def longest_word(text: str) -> int:
    """Returns the width of the longest unbreakable piece, in digits: the narrowest column for wrapped text."""
    return max((text_width(piece) for piece in _PIECE.findall(text)), default=0)


def lines_of(text: str, width: float) -> int:
    """Returns the estimated number of lines of the text, wrapped in a column of `width` digits."""
    return sum(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: float) -> int:
    room = max(width - 1, 1)
    if _width(line) <= room:
        return 1
    lines, used = 1, 0.0
    for piece in _PIECE.findall(line):
        # What may not fit at all, such as 64 hexadecimal digits, is taken at its widest.
        wide = _width(piece) if _width(piece) > room else _span(piece)
        if used and used + wide > room and not piece.isspace():
            lines, used = lines + 1, 0.0
        lines += int(wide // room) if wide > room else 0
        used += wide
    return lines


def height_of(lines: int) -> float:
    """Returns the height of a row of that many lines, in points, 400 at most."""
    return min(LINE * lines + 3, HIGHEST)
