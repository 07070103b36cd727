"""Reasons why a message waits, other than its address and its report."""

from gacx_reports.core.mailing.worded_reason import WordedReason
from gacx_reports.i18n import N_


class Hold(WordedReason):
    """Reason why a message waits, other than its address and its report."""

    CHANGED_REPORT = (
        "changed_report",
        N_("another revision was sent before; it goes again with --resend {name} --reason …"),
    )
    UNRESOLVED = (
        "unresolved",
        N_(
            "whether an earlier message arrived is unknown; say so first:"
            " `mail resolve {quarter} {name}` with --sent or --not-sent, and --reason"
        ),
    )
    REVISION_OPEN = (
        "revision_open",
        N_(
            "an appeal that this report rests on was granted: correct the workbooks, then"
            " `publish {quarter} --on DAY` makes the revision"
        ),
    )
    NOT_ON_ROSTER = (
        "not_on_roster",
        N_("no longer on the roster: put the row back, or hand the report over yourself"),
    )
    LEFT = (
        "left",
        N_(
            "has left, or leaves before the quarter's end: name somebody else in the roster, or hand the workbook over"
            " yourself"
        ),
    )
    NO_PASSWORD = (
        "no_password",
        N_("no report password (报告密码) of eight characters or more on the roster"),
    )
    PASSWORD_TOO_LONG = (
        "password_too_long",
        N_(
            "the report password (报告密码) is longer than some PDF readers read:"
            " 32 letters and digits, or 10 Chinese characters, is the most"
        ),
    )
    PASSWORD_FORBIDDEN = (
        "password_forbidden",
        N_(
            "the report password (报告密码) has a character that PDF readers don't take, such as an emoji"
        ),
    )
    PASSWORD_GUESSABLE = (
        "password_guessable",
        N_(
            "the report password (报告密码) is a date, holds name, ID, address or a date of the person's own,"
            " or has fewer than four different characters"
        ),
    )
