"""How much room a text takes in a spreadsheet's cell, where widths are counted in digits."""

import re
import unicodedata
from collections.abc import Iterable

LATIN = 0.86
"""Width of a letter, on the average, in digits."""
LINE = 13.5
"""Points of a line of 10-point letters."""
HIGHEST = 400.0
"""Points of a row; spreadsheet programs take 409."""
_PIECE = re.compile(r"[\u2e80-\u9fff\uf900-\uffef]|[^\s\u2e80-\u9fff\uf900-\uffef]+|\s+")
"""What stays on one line: a word, or a Chinese character."""


def text_width(text: str) -> int:
    """Width in digits at most; Chinese characters take two."""
    return max((_width(line) for line in text.split("\n")), default=0)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def _span(line: str) -> float:
    """About as wide as it is printed."""
    return sum(2.0 if unicodedata.east_asian_width(c) in "WF" else LATIN for c in line)


def widest(texts: Iterable[str], least: float, most: float) -> float:
    """Width of a column that shows each of the texts on one line, within these bounds."""
    return min(max(least, *(_span(text) + 1.5 for text in texts)), most)


def longest_word(text: str) -> int:
    """Width of what can't be broken: of a column that is to show the text on several lines."""
    return max((text_width(piece) for piece in _PIECE.findall(text)), default=0)


def lines_of(text: str, width: float) -> int:
    """Lines that the text is wrapped to in a column so wide."""
    return sum(_wrapped(line, width) for line in text.split("\n"))


def _wrapped(line: str, width: float) -> int:
    room = max(width - 1, 1)
    if _width(line) <= room:
        return 1
    lines, used = 1, 0.0
    for piece in _PIECE.findall(line):
        wide = _span(piece)
        if used and used + wide > room and not piece.isspace():
            lines, used = lines + 1, 0.0
        lines += int(wide // room) if wide > room else 0
        used += wide
    return lines


def height_of(lines: int) -> float:
    """Points of a row of so many lines."""
    return min(LINE * lines + 3, HIGHEST)
