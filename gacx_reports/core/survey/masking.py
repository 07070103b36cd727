"""Takes customers out of what people outside the survey team read."""

import re

MASK = "＊＊"
_TELEPHONE = re.compile(r"\+?\d(?:[ -]?\d){6,}")
_CHINESE_FORM = re.compile(r"(?:(?:集团|控股)?(?:股份|责任)?(?:有限)?(?:责任)?公司|集团)$")
_LATIN_FORM = re.compile(
    r"[\s,]+(?:Co\.?(?:,?\s*Ltd\.?)?|Ltd\.?|Limited|Inc\.?|LLC|GmbH|Corp\.?)$", re.IGNORECASE
)
_SHORTEST = 2
"""Characters that a name without its company form must have; one alone stands in too many words."""


def masked(customer: str) -> str:
    """Returns the first character of a customer's name, and ＊＊ for all others; "" for none."""
    return f"{customer[0]}{MASK}" if customer else ""


def without_customer(text: str, customer: str) -> str:
    """Returns a remark with the customer's name masked wherever it stands, and without telephone numbers.

    The name is found with other blanks than in its cell, and without its company form (有限公司,
    Co., Ltd.). Seven digits or more are a telephone number.
    """
    # A pattern for each customer takes longer than all else; one begins with the customer's first character.
    first = customer.strip()[:1]
    if first and (first.lower() != first.upper() or first in text):
        text = re.sub(_pattern(customer), masked(customer), text, flags=re.IGNORECASE)
    return _TELEPHONE.sub(MASK, text)


def _pattern(customer: str) -> str:
    """Matches the whole name, else the short one; a short Latin name only as a word."""
    whole = "".join(customer.split())
    short = _CHINESE_FORM.sub("", "".join(_LATIN_FORM.sub("", customer).split()))
    if short == whole or len(short) < _SHORTEST:
        return _spaced(whole)
    begin = r"(?<![A-Za-z0-9])" if short[0].isascii() else ""
    end = r"(?![A-Za-z0-9])" if short[-1].isascii() else ""
    return f"{_spaced(whole)}|{begin}{_spaced(short)}{end}"


def _spaced(name: str) -> str:
    return r"\s*".join(map(re.escape, name))
