"""Checks of a roster, each a function in `CHECKS`; its issues name the cell."""

from collections.abc import Iterator, Mapping
from datetime import date

from gacx_reports.core.codes.people import P
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import match_key
from gacx_reports.core.roster.projects import check_projects
from gacx_reports.core.roster.raters import check_raters
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.kpi import COMPANY
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.headers import Header
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import nearest

RosterTables = dict[str, list[TableRow]]
"""Sheet → its rows."""
SHORTEST_REASON = 10
"""Fewest characters, without blanks, of a reason for an override or an accepted quota (P26)."""


def day_of(value: date | None) -> date:
    """Returns the required date of a sound row; raises AssertionError for None."""
    assert value is not None, "a sound record has its required dates"
    return value


def _check_overrides(sound: RosterTables, rows: RosterTables, scheme: Scheme) -> Iterator[Issue]:
    """P01 an unknown ID, P02 a second override, P25 an unknown grade, P26 a reason of fewer than ten characters."""
    seen: dict[str, TableRow] = {}
    names = [g.name for g in scheme.grades]
    for r in sound["等级调整"]:
        person = r.text("工号")
        if person not in ids_of(rows):
            yield r.issue(P.ID_UNKNOWN, "工号", nearest=nearest(person, ids_of(rows)))
        if person in seen:
            yield r.issue(P.TWICE_ON_ROSTER, "工号", other=seen[person].place("工号").cell)
        seen.setdefault(person, r)
        for column in ("计算等级", "调整后等级"):
            if r.text(column) not in names:
                yield r.issue(P.GRADE_UNKNOWN, column, allowed="、".join(names))
        if len(match_key(r.text("理由"))) < SHORTEST_REASON:
            yield r.issue(P.REASON_TOO_SHORT, "理由", minimum=str(SHORTEST_REASON))


def duplicate_ids(rows: list[TableRow]) -> Iterator[Issue]:
    """P02: an employee ID on a second row, with the first row's cell."""
    first: dict[str, TableRow] = {}
    for r in rows:
        person = r.text("工号")
        if person and person in first:
            yield r.issue(P.TWICE_ON_ROSTER, "工号", other=first[person].place("工号").cell)
        first.setdefault(person, r)


def ids_of(rows: RosterTables) -> list[str]:
    """Returns the IDs of all rows of sheet 花名册, faulty ones included."""
    return [r.text("工号") for r in rows["花名册"]]


def _check_people(sound: RosterTables, rows: RosterTables, scheme: Scheme) -> Iterator[Issue]:
    """P07 unknown post, P08 unknown department, P09 unknown supervisor, P18 dates in the wrong order."""
    departments = [r.text("名称") for r in rows["部门"]]
    ids = ids_of(rows)
    for r in sound["花名册"]:
        if scheme.post_named(r.text("岗位")) is None:
            near = nearest(r.text("岗位"), scheme.posts, r.sheet.words)
            yield r.issue(P.POST_UNKNOWN, "岗位", nearest=near, allowed="、".join(scheme.posts))
        if r.text("部门") not in departments:
            yield r.issue(
                P.DEPARTMENT_UNKNOWN,
                "部门",
                nearest=nearest(r.text("部门"), departments, r.sheet.words),
                allowed="、".join(departments),
            )
        if r.text("直接上级工号") and r.text("直接上级工号") not in ids:
            yield r.issue(
                P.SUPERVISOR_UNKNOWN, "直接上级工号", nearest=nearest(r.text("直接上级工号"), ids)
            )
        left = r.day("离职日期")
        if left and left < day_of(r.day("入职日期")):
            yield r.issue(
                P.END_BEFORE_BEGINNING, "离职日期", earlier=day_of(r.day("入职日期")).isoformat()
            )


def _check_departments(sound: RosterTables, rows: RosterTables, scheme: Scheme) -> Iterator[Issue]:
    """P01 a head who is not on the roster, P08 an unknown upper department, P02 a department listed twice."""
    del scheme
    names = [r.text("名称") for r in rows["部门"]]
    ids = ids_of(rows)
    for number, r in enumerate(sound["部门"]):
        if r.text("负责人工号") not in ids:
            yield r.issue(P.ID_UNKNOWN, "负责人工号", nearest=nearest(r.text("负责人工号"), ids))
        if r.text("上级部门") and r.text("上级部门") not in names:
            yield r.issue(
                P.DEPARTMENT_UNKNOWN,
                "上级部门",
                nearest=nearest(r.text("上级部门"), names, r.sheet.words),
                allowed="、".join(names),
            )
        if r.text("名称") in names[:number]:
            yield r.issue(
                P.TWICE_ON_ROSTER,
                "名称",
                other=rows["部门"][names.index(r.text("名称"))].place("名称").cell,
            )


def _check_moves(sound: RosterTables, rows: RosterTables, scheme: Scheme) -> Iterator[Issue]:
    """P01 an unknown ID in 调岗 or 假勤, P07 an unknown post, P17 a transfer that does not fit, P18 wrong order."""
    ids = ids_of(rows)
    for r in (*sound["调岗"], *sound["假勤"]):
        if r.text("工号") not in ids:
            yield r.issue(P.ID_UNKNOWN, "工号", nearest=nearest(r.text("工号"), ids))
    for r in sound["调岗"]:
        for column in ("原岗位", "新岗位"):
            if scheme.post_named(r.text(column)) is None:
                near = nearest(r.text(column), scheme.posts, r.sheet.words)
                yield r.issue(P.POST_UNKNOWN, column, nearest=near, allowed="、".join(scheme.posts))
    yield from _unfitting_moves(sound, scheme)
    for r in sound["假勤"]:
        if day_of(r.day("止")) < day_of(r.day("起")):
            yield r.issue(P.END_BEFORE_BEGINNING, "止", earlier=day_of(r.day("起")).isoformat())


def _unfitting_moves(sound: RosterTables, scheme: Scheme) -> Iterator[Issue]:
    """P17: a transfer does not end in the post where the next one starts, or the last one not in the roster's post."""
    now = {r.text("工号"): r for r in sound["花名册"]}
    by_person: dict[str, list[TableRow]] = {}
    for r in sorted(sound["调岗"], key=lambda r: day_of(r.day("日期"))):
        by_person.setdefault(r.text("工号"), []).append(r)
    for person, moved in by_person.items():
        expected: list[tuple[TableRow, Header, Header]] = [
            (n, "原岗位", "原部门") for n in moved[1:]
        ]
        if person in now:
            expected.append((now[person], "岗位", "部门"))
        for move, (following, post, department) in zip(moved, expected, strict=False):
            ends = (_post_name(move.text("新岗位"), scheme), move.text("新部门"))
            starts = (_post_name(following.text(post), scheme), following.text(department))
            if ends != starts:
                words = " ".join(starts)
                yield move.issue(
                    P.MOVE_DOES_NOT_FIT,
                    "新岗位",
                    person,
                    expected=words,
                    other=str(following.place(post)),
                )


def _post_name(written: str, scheme: Scheme) -> str:
    post = scheme.post_named(written)
    return post.name if post else written


def _check_units(sound: RosterTables, rows: RosterTables, scheme: Scheme) -> Iterator[Issue]:
    """P08 an unknown unit, P30 a typed result although KPIs compute it."""
    departments = [r.text("名称") for r in rows["部门"]]
    known = [*departments, COMPANY]
    for r in sound["部门公司结果"]:
        if r.text("对象") not in known:
            yield r.issue(
                P.DEPARTMENT_UNKNOWN,
                "对象",
                nearest=nearest(r.text("对象"), known, r.sheet.words),
                allowed="、".join(known),
            )
        elif scheme.kpis_of_unit(r.text("对象")):
            yield r.issue(P.UNIT_RESULT_ALSO_COMPUTED, "对象", unit=r.text("对象"))


def _check_accepted(sound: RosterTables, rows: RosterTables, scheme: Scheme) -> Iterator[Issue]:
    """P08 an unknown department or level, P25 a grade without a quota, P26 a short reason, P02 a quota listed twice."""
    known = [*(r.text("名称") for r in rows["部门"]), *scheme.wider_quotas]
    graded = [q.grade for q in scheme.quotas]
    seen: dict[tuple[str, str], TableRow] = {}
    for r in sound["分布例外"]:
        if r.text("部门") not in known:
            near = nearest(r.text("部门"), known, r.sheet.words)
            yield r.issue(P.DEPARTMENT_UNKNOWN, "部门", nearest=near, allowed="、".join(known))
        if r.text("等级") not in graded:
            yield r.issue(P.GRADE_UNKNOWN, "等级", allowed="、".join(graded))
        if len(match_key(r.text("理由"))) < SHORTEST_REASON:
            yield r.issue(P.REASON_TOO_SHORT, "理由", minimum=str(SHORTEST_REASON))
        key = (r.text("部门"), r.text("等级"))
        if key in seen:
            yield r.issue(P.TWICE_ON_ROSTER, "等级", other=seen[key].place("等级").cell)
        seen.setdefault(key, r)


CHECKS = (
    _check_people,
    _check_departments,
    _check_moves,
    _check_units,
    _check_overrides,
    _check_accepted,
    check_raters,
    check_projects,
)


def cycles(people: Mapping[str, Person], rows: list[TableRow]) -> Iterator[Issue]:
    """P10: employees who supervise each other in a circle, with their IDs; one issue per circle."""
    done: set[str] = set()
    row_of = {r.text("工号"): r for r in rows}
    for start in people:
        chain: list[str] = []
        person = start
        while person in people and person not in done and person not in chain:
            chain.append(person)
            person = people[person].supervisor
        if person in chain:
            circle = chain[chain.index(person) :]
            yield row_of[person].issue(
                P.SUPERVISORS_IN_CIRCLE, "直接上级工号", members=" → ".join([*circle, person])
            )
        done.update(chain)
