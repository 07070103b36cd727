"""Text: cleaned of what can't be seen, folded for comparing, safe as a file name."""

import re
import unicodedata
from functools import lru_cache

MAX_TEXT = 2000
"""Characters in a free text, unless its column says otherwise."""
MAX_COMBINING = 8
"""Combining marks in a row; more are an attack on the layout."""
MOST_MARKS = 30
"""As in Unicode's stream-safe text; a text that holds more than MAX_COMBINING is refused anyway."""
HAN = "[\u3400-\u9fff]"
"""A Chinese character, in a pattern."""
_CHINESE = re.compile(HAN)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u00ad]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """A text without invisible, control and bidi characters, with plain spaces and line ends, trimmed."""
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    text = CONTROL.sub("", INVISIBLE.sub("", text))
    if len(text) > MAX_TEXT:
        text = _stream_safe(text)
    text = re.sub("[\u00a0\u2002-\u200a\u202f\u205f\u3000\t]", " ", text)
    return unicodedata.normalize("NFC", text).strip()


def _stream_safe(text: str) -> str:
    """Without what exceeds 30 combining marks in a row: to normalise n of them takes n² steps."""
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=8192)
def match_key(text: str) -> str:
    """A name for comparing: full-width forms, case and every blank folded away.

    Signs that only look like digits (², ①) stay signs: level ⑤ is not level 5.
    """
    return re.sub(r"\s", "", _compatible(clean(text))).casefold()


def _compatible(text: str) -> str:
    """NFKC, but for characters that it makes digits of, unless they are full-width digits."""
    if text.isascii():
        return text
    if not any(map(_is_digit_sign, text)):
        return unicodedata.normalize("NFKC", text)
    parts = (c if _is_digit_sign(c) else unicodedata.normalize("NFKC", c) for c in text)
    return unicodedata.normalize("NFC", "".join(parts))


def _is_digit_sign(char: str) -> bool:
    """Whether NFKC would make a digit of a sign that is not a digit of another width."""
    if char.isascii() or unicodedata.decomposition(char).startswith("<wide>"):
        return False
    return any(c in "0123456789" for c in unicodedata.normalize("NFKC", char))


@lru_cache(maxsize=8192)
def half_width(text: str) -> str:
    """A text with full-width letters, digits and marks in their usual width, and nothing else folded.

    For numbers, dates and IDs: ９５．５ is 95.5, but 7² is not 72 and ①4 is not 14.
    """
    if text.isascii():
        return text
    return "".join(_narrow(c) for c in text)


def _narrow(char: str) -> str:
    wide = unicodedata.decomposition(char).startswith("<wide>")
    return unicodedata.normalize("NFKC", char) if wide else char


def is_chinese(text: str) -> bool:
    """Whether the text has Chinese characters."""
    return _CHINESE.search(text) is not None


UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
LONGEST = 180
"""Bytes of a name, so that with an ending it fits into the 255 that file systems take."""


def safe(text: str, longest: int = LONGEST) -> str:
    """A text as part of a file name on Windows, macOS and Linux, `longest` bytes at most; never empty, never a path."""
    name = UNSAFE.sub("_", unicodedata.normalize("NFC", text))
    name = name.encode()[:longest].decode(errors="ignore").strip(" .")
    return f"_{name}" if not name or RESERVED.fullmatch(name) else name
