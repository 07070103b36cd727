"""Checks report passwords of the roster: long enough, and nothing that a colleague knows."""

import re

from gacx_reports.core.roster.roster import Person

SHORTEST = 8
_DATE = re.compile(r"\D*(19|20)?\d{2}\D?(0?[1-9]|1[0-2])\D?(0?[1-9]|[12]\d|3[01])\D*")


def usable(password: str, person: Person) -> bool:
    """Whether the password may encrypt the employee's report.

    It has at least eight printable characters, four of them different, is no date, and contains neither name, ID
    nor the local part of the mail address.
    """
    folded = password.casefold()
    known = [person.id, person.name, person.email.partition("@")[0]]
    if len(password) < SHORTEST or not password.isprintable() or len(set(password)) < 4:
        return False
    if any(word and word.casefold() in folded for word in known):
        return False
    return not _DATE.fullmatch(password)
