"""Checks report passwords of the roster: of a length that opens everywhere, and nothing that a colleague knows."""

import re
from datetime import date

from gacx_reports.core.language.saslprep import saslprep
from gacx_reports.core.language.text import match_key
from gacx_reports.core.mailing.hold import Hold
from gacx_reports.core.roster.roster import Person

SHORTEST = 8
LONGEST = 32
"""Most bytes of UTF-8: poppler's command line reads no more."""
FEWEST = 4
"""Fewest different characters."""
_BETWEEN = r"[-/. 年月日]?"
_YEAR, _MONTH, _DAY = r"(19|20)?\d{2}", r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    "|".join(
        _BETWEEN.join((*parts, ""))
        for parts in ((_YEAR, _MONTH, _DAY), (_DAY, _MONTH, _YEAR), (_MONTH, _DAY, _YEAR))
    )
)
"""A date and nothing else, in any usual order."""


def objection(password: str, person: Person) -> Hold | None:
    """Returns why the roster's password can't encrypt the employee's report; None if it can.

    It has 8 characters to 32 bytes, four of them different, is no date, and contains neither name, ID, the local
    part of the mail address nor a date of the person's own.
    """
    if saslprep(password) != password:
        return Hold.PASSWORD_FORBIDDEN
    if len(password) < SHORTEST:
        return Hold.NO_PASSWORD
    if len(password.encode()) > LONGEST:
        return Hold.PASSWORD_TOO_LONG
    return Hold.PASSWORD_GUESSABLE if _guessable(password, person) else None


def _guessable(password: str, person: Person) -> bool:
    if len(set(password)) < FEWEST or _DATE.fullmatch(password):
        return True
    said = match_key(password)
    known = (person.id, person.name, person.email.partition("@")[0])
    if any(word and match_key(word) in said for word in known):
        return True
    digits = re.sub(_BETWEEN, "", password)
    own = (day for day in (person.joined, person.left) if day)
    return any(form in digits for day in own for form in _written(day))


def _written(day: date) -> tuple[str, ...]:
    """The day's digits in the usual orders, of the year two or four, and without zeros in front."""
    short = f"{day.year}{day.month}{day.day}"
    return (short, *(day.strftime(form) for form in ("%Y%m%d", "%y%m%d", "%d%m%Y", "%m%d%Y")))
