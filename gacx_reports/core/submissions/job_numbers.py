"""Numbers of the jobs that samples are drawn from (单号): unique over all record tables and workbooks of a quarter."""

from collections.abc import Iterator, Mapping

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import match_key
from gacx_reports.core.scheme.sampling_rule import NUMBER
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.table_row import TableRow


def duplicate_numbers(
    records: Mapping[str, tuple[TableRow, ...]], scheme: Scheme
) -> Iterator[Issue]:
    """P47: a job's number that another job has, for each of their people; `records` are sound rows by record table.

    It is named at the later row; at the first one too if that is about somebody else, for either may be wrong.
    """
    first: dict[str, TableRow] = {}
    told: set[str] = set()
    for row in (r for frame in scheme.frames for r in records.get(frame, ())):
        number = match_key(_number(row))
        earlier = first.setdefault(number, row)
        if earlier is row:
            continue
        yield _twice(row, earlier)
        if number not in told and earlier.text("工号") != row.text("工号"):
            told.add(number)
            yield _twice(earlier, row)


def _twice(row: TableRow, other: TableRow) -> Issue:
    place = row.sheet.place(row.row, row.positions[NUMBER])
    where = other.sheet.place(other.row, other.positions[NUMBER])
    details = {"other": str(where)}
    return Issue(P.JOB_NUMBER_TWICE, place, _number(row), details, row.text("工号"))


def _number(row: TableRow) -> str:
    return str(row.value(NUMBER))
