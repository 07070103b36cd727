"""English nouns after the number one, for messages whose ids say the plural, which fits every other number."""

import re
from gettext import NullTranslations

from gacx_reports.i18n import is_english

_NOUNS = (
    "calls", "cells", "characters", "days", "decimals", "errors", "files", "jobs", "members", "messages", "months",
    "names", "people", "periods", "places", "points", "quarters", "records", "reports", "rows", "seconds", "sums",
    "warnings", "workbooks", "years",
)  # fmt: skip
_IRREGULAR = {"people": "person"}
_ONE = re.compile(
    rf"(?<![\w.,:/−-])(?<!to )(?<!and )1 ((?:working |calendar )?)({'|'.join(_NOUNS)})\b"
)


def singular(text: str, t: NullTranslations) -> str:
    """Returns the text with `1 months` as `1 month`; a text in another language than English as it is."""
    return _ONE.sub(_named, text) if is_english(t) else text


def _named(found: re.Match[str]) -> str:
    noun = found[2]
    return f"1 {found[1]}{_IRREGULAR.get(noun, noun[:-1])}"
