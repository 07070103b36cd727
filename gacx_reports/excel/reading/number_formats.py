"""Number formats: which of them show a number as a date, a time, a duration or a percentage."""

import re

PERCENT_FORMATS = (9, 10)
"""Built-in formats with a percent sign."""
OWN_FORMATS = 164
"""The first number of a workbook's own formats."""
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)))
"""Built-in dates and times (ECMA-376, 18.8.30).

27 to 36 and 50 to 58 are dates in every East Asian edition, 71 to 81 in the Thai one; a file gives no code for them.
"""
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].')
"""What a format shows or skips as it is."""
_BRACKET = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
"""Colour, condition, locale, digits; not a duration such as [h]."""
_GENERAL = re.compile(r"general|g/通用格式", re.IGNORECASE)
_DAY = re.compile(r"[ymdhs]|a{3}|b{2}|e(?![+-])", re.IGNORECASE)
"""Year, month, day, hour, second; aaa is a weekday, bb a Buddhist year, e a year of an East Asian era."""


def is_date(number: int, code: str) -> bool:
    """Whether a format shows a day or a time: by its number, or by its code if the workbook gives one."""
    if not code:
        return number in _DATES
    sections = (_bare(section) for section in code.split(";"))
    return any("@" not in section and _DAY.search(section) for section in sections)


def is_percent(number: int, code: str) -> bool:
    """Whether a format shows a percentage."""
    return number in PERCENT_FORMATS or "%" in _LITERAL.sub("", code)


def _bare(section: str) -> str:
    return _GENERAL.sub("", _BRACKET.sub("", _LITERAL.sub("", section)))
