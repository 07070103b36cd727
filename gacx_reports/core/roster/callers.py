"""Sheet 调查员 of the roster: who telephones or visits customers, and for whom they never do."""

import re
from collections.abc import Collection, Iterable, Iterator

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import match_key, safe
from gacx_reports.core.roster.roster import SURVEY_TEAM, Caller, Roster
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import nearest

_BETWEEN = re.compile(r"[、，,;；\s]+")


def callers_of(rows: Iterable[TableRow], roster: Roster) -> tuple[Caller, ...]:
    """Returns the callers of sound rows; the survey team as one if there are none."""
    found = (
        Caller(
            r.text("调查员"),
            roster.resolve(r.text("工号")),
            frozenset(map(roster.resolve, _listed(r))),
            r.place("调查员"),
        )
        for r in rows
    )
    return tuple(found) or (SURVEY_TEAM,)


def check_callers(
    rows: Iterable[TableRow], roster: Roster, ids: Collection[str]
) -> Iterator[Issue]:
    """P01 a caller's own ID that is unknown, P02 a name that is there twice, P48 an unknown ID in 回避工号.

    `ids` are those of all rows of the roster, faulty ones included.
    """
    named: dict[str, TableRow] = {}
    for r in rows:
        own, name = r.text("工号"), match_key(safe(r.text("调查员")))
        if own and roster.resolve(own) not in ids:
            yield r.issue(P.ID_UNKNOWN, "工号", nearest=nearest(own, ids))
        if name in named:
            yield r.issue(P.TWICE_ON_ROSTER, "调查员", other=named[name].place("调查员").cell)
        named.setdefault(name, r)
        if unknown := [i for i in _listed(r) if roster.resolve(i) not in ids]:
            details = {"unknown": "、".join(unknown), "nearest": nearest(unknown[0], ids)}
            yield r.issue(P.AVOIDED_ID_UNKNOWN, "回避工号", details=details)


def _listed(r: TableRow) -> list[str]:
    return [i for i in _BETWEEN.split(r.text("回避工号")) if i]


def never_called_by(caller: Caller, roster: Roster) -> frozenset[str]:
    """Returns the IDs of employees whose customers the caller never calls: self, superiors and those avoided."""
    own = {caller.id} if caller.id else set()
    return frozenset({*own, *roster.superiors(caller.id), *caller.avoids})
