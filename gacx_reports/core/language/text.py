"""Normalises text: removes invisible characters, makes keys for comparing, makes safe file names."""

import re
import unicodedata
from functools import lru_cache

from gacx_reports.core.language.private_use import RETYPED
from gacx_reports.core.language.radicals import RADICALS

MAX_TEXT = 2000
"""Most characters of a free text whose column has no limit of its own."""
MAX_COMBINING = 8
"""Most combining marks in a row; more would draw over neighbouring lines of a report."""
MOST_MARKS = 30
"""Limit of Unicode's stream-safe text format; texts above MAX_COMBINING are refused later."""
HAN = "[\u3400-\u9fff]"
"""Pattern of a Chinese character."""
_CHINESE = re.compile(HAN)
_BETWEEN = re.compile(f"(?<={HAN}) (?={HAN})")
INVISIBLE = re.compile(
    "[\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u061c\u00ad"
    "\U000e0001\U000e0020-\U000e007f]"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SELECTORS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors: they choose the form of the character before them and say nothing by themselves."""

_OLD_CODES = {ord(old): new.translate(RADICALS) for old, new in RETYPED.items()}


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Returns the text trimmed, in NFC, without invisible and control characters, with plain spaces and newlines.

    NFC makes the ordinary ideograph of a compatibility one; of a radical the table `RADICALS` does.
    """
    # Most texts have nothing but what can be printed, which is no unusual blank either.
    if not text.isprintable():
        text = _plain(text)
    elif text.isascii():
        return text.strip()
    if len(text) > MAX_TEXT:
        text = _stream_safe(text)
    return unicodedata.normalize("NFC", text.translate(RADICALS)).strip()


def _plain(text: str) -> str:
    """Without invisible and control characters, with plain spaces and newlines."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    text = CONTROL.sub("", INVISIBLE.sub("", text))
    return re.sub("[\u00a0\u2002-\u200a\u202f\u205f\u3000\t]", " ", text)


def _stream_safe(text: str) -> str:
    """Drops combining marks after 30 in a row: normalising n of them takes n² steps."""
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=8192)
def match_key(text: str) -> str:
    """Returns a key for comparing names: NFKC, without blanks and variation selectors, case-folded.

    A known character of private use is the one that it was. Signs that only look like digits (², ①) stay signs:
    level ⑤ is not level 5.
    """
    if text.isascii() and text.isprintable():
        return text.replace(" ", "").casefold()
    plain = unvaried(clean(text)).translate(_OLD_CODES)
    return re.sub(r"\s", "", _compatible(plain)).casefold()


def unvaried(text: str) -> str:
    """A text without variation selectors: 葛 and U+E0100 is 葛."""
    return _SELECTORS.sub("", text)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same in whatever forms of their characters."""
    return match_key(one) == match_key(other)


def _compatible(text: str) -> str:
    """NFKC, but for characters that it makes digits of, unless they are full-width digits."""
    if text.isascii():
        return text
    if not any(map(_is_digit_sign, text)):
        return unicodedata.normalize("NFKC", text)
    parts = (c if _is_digit_sign(c) else unicodedata.normalize("NFKC", c) for c in text)
    return unicodedata.normalize("NFC", "".join(parts))


@lru_cache(maxsize=8192)
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
    """Whether the text has at least one Chinese character."""
    return _CHINESE.search(text) is not None


def closed_up(text: str) -> str:
    """Returns the sentence without blanks between Chinese characters: `比 良好 的下限 0.85` → `比良好的下限 0.85`.

    A message has a blank at each side of a number or a letter, and in its place there may be a Chinese name.
    """
    return _BETWEEN.sub("", text)


UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
LONGEST = 180
"""Most bytes of a file name without its ending; file systems allow 255 with it."""


def safe(text: str, longest: int = LONGEST) -> str:
    """Returns the text as a file name for Windows, macOS and Linux; never empty, never a path.

    It has `longest` bytes at most; a name that Windows reserves gets `_` in front.
    """
    name = UNSAFE.sub("_", unicodedata.normalize("NFC", text))
    name = name.encode()[:longest].decode(errors="ignore").strip(" .")
    return f"_{name}" if not name or RESERVED.fullmatch(name) else name
