"""Commitment and tickets: SHA-256 values that fix a sample before anybody can know it.

`docs/survey.md` describes both so that the draw can be repeated in any language.
"""

from hashlib import sha256

from gacx_reports.core.calendar.period import Period


def commitment(salt: str) -> str:
    """Returns the SHA-256, in 64 hexadecimal digits, of the salt's own hexadecimal digits.

    It is printed before the quarter and reveals nothing of the salt.
    """
    return sha256(salt.encode("ascii")).hexdigest()


def table_salt(salt: str, table: str, main: str) -> str:
    """Returns the salt of a drawn table: the quarter's own for the main table, else SHA-256 of `salt|table` in UTF-8.

    A table that is drawn before the main one reveals its own salt only, and its tickets are other ones.
    """
    return salt if table == main else sha256(f"{salt}|{table}".encode()).hexdigest()


def ticket(quarter: Period, salt: str, number: str) -> str:
    """Returns a job's ticket: SHA-256, in 64 hexadecimal digits, of `quarter|salt|number` in UTF-8.

    The lowest tickets are drawn. A job's ticket does not depend on other jobs.
    """
    return sha256(f"{quarter}|{salt}|{number}".encode()).hexdigest()
