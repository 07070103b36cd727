"""English nouns after the number one, for messages whose ids say the plural, which fits every other number."""

import re
from gettext import NullTranslations

from gacx_reports.i18n import is_english

_NOUNS = (
    "calls", "cells", "changes", "characters", "days", "decimals", "documents", "drafts", "errors", "files", "jobs",
    "letters", "members", "messages", "months", "names", "people", "periods", "places", "points", "quarters",
    "records", "reports", "rows", "seconds", "sums", "times", "visits", "warnings", "workbooks", "years",
)  # fmt: skip
_IRREGULAR = {"people": "person"}
_VERBS = {"are": " is", "were": " was", "have": " has"}
_ONE = re.compile(
    r"(?<![\w.,:/−-])(?<!to )(?<!and )1 ((?:(?:working|calendar|marked|published|reminder) )?)"
    rf"({'|'.join(_NOUNS)})\b(?: (are|were|have)\b)?"
)


def singular(text: str, t: NullTranslations) -> str:
    """Returns the text with `1 months` as `1 month`, `1 people are` as `1 person is`; another language stays."""
    return one(text) if is_english(t) else text


def one(text: str) -> str:
    """Returns an English text with `1 documents` as `1 document`; one without such nouns as it is."""
    return _ONE.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    noun = found[2]
    return f"1 {found[1]}{_IRREGULAR.get(noun, noun[:-1])}{_VERBS.get(found[3], '')}"
