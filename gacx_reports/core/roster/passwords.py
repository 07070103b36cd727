"""The roster's report passwords as PDF readers compare them."""

from collections.abc import Iterator

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.saslprep import saslprep
from gacx_reports.core.sheets.columns import DOTS
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.raw_values import shown
from gacx_reports.core.sheets.table_row import TableRow

COLUMN: Header = "报告密码"


def password_of(row: TableRow) -> str:
    """Returns the password that opens the row's attachment; as it is read where it has forbidden characters."""
    return saslprep(row.text(COLUMN)) or row.text(COLUMN)


def is_folded(row: TableRow) -> bool:
    """Whether the cell has the password in other characters than those that open the attachment everywhere."""
    return shown(row.raw(COLUMN)).strip() != password_of(row)


def folded_passwords(rows: list[TableRow]) -> Iterator[Issue]:
    """P41 (warning) for each such cell; its content is not shown."""
    for row in filter(is_folded, rows):
        yield Issue(P.PASSWORD_FOLDED, row.place(COLUMN), DOTS, person=row.text("工号"))
