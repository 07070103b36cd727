"""Visible substitutes for characters that can't be shown: □ with the code point, such as □U+E863."""

import unicodedata
from collections.abc import Iterable

_NOWHERE = {"Co", "Cn"}
"""Unicode's categories of characters that no font has by agreement: private use, and unassigned."""


def code_point(char: str) -> str:
    """Returns `U+E863`."""
    return f"U+{ord(char):04X}"


def substituted(text: str, chars: Iterable[str]) -> str:
    """Returns the text with each of the characters as □ and its code point."""
    return text.translate({ord(char): f"□{code_point(char)}" for char in chars})


def visible(text: str) -> str:
    """Returns the text with substitutes for characters that are seen on no machine but, perhaps, the writer's."""
    if text.isprintable():  # none of these is
        return text
    return substituted(text, {c for c in text if unicodedata.category(c) in _NOWHERE})
