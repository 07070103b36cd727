"""Reads sheet 评语: comments and goals, which reports print."""

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import unvaried
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.submissions.parse_people import ParseContext
from gacx_reports.core.submissions.submissions import Comment


def read_comments(
    rows: list[TableRow], into: dict[str, Comment], context: ParseContext
) -> list[Issue]:
    """Adds employee ID → comment to `into`; returns issues.

    P06 a second comment; P21 (warning) a comment with a colleague's name, which no report may print.
    """
    issues = []
    for r in rows:
        person = r.text("工号")
        if person in into:
            issues.append(r.issue(P.FILLED_IN_TWICE, "工号", person, other=str(into[person].place)))
            continue
        into[person] = Comment(r.text("评语"), r.text("下季度目标"), r.place("评语"))
        for column in ("评语", "下季度目标"):
            said, own = unvaried(r.text(column)), unvaried(context.roster.people[person].name)
            named = [p.name for p in context.roster.people.values() if unvaried(p.name) in said]
            if others := [n for n in named if unvaried(n) != own]:
                issues.append(r.issue(P.COLLEAGUE_NAMED, column, person, names="、".join(others)))
    return issues
