"""The roster (花名册): who works where, under whom, since when, and the quarter's dates."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from gacx_reports.core import values
from gacx_reports.core.columns import Column, Kind, SheetForm
from gacx_reports.core.issues import Issue
from gacx_reports.core.places import Place
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.scheme import COMPANY, Scheme
from gacx_reports.core.sheet_reading import read_sheet
from gacx_reports.core.tables import Record, Workbook, nearest
from gacx_reports.core.values import Parsed
from gacx_reports.core.workdays import first_working_day, plus_working_days
from gacx_reports.i18n import N_

ROSTER_WORKBOOK = "花名册.xlsx"
SHORTEST_REASON = 10
"""Characters of a reason for changing a grade."""


class Employment(StrEnum):
    """The roster's word for how somebody is employed."""

    EMPLOYED = "在职"
    PROBATION = "试用"
    LEFT = "离职"
    EXEMPT = "免考核"


PEOPLE = SheetForm(
    "花名册",
    (
        Column("工号", Kind.ID, note=N_("Employee ID, as text.")),
        Column("姓名", limit=40, note=N_("Name.")),
        Column("部门", limit=40, note=N_("Department, as in sheet 部门.")),
        Column("岗位", limit=40, note=N_("Post, as in the scheme.")),
        Column("直接上级工号", Kind.ID, required=False, note=N_("ID of the direct supervisor.")),
        Column("邮箱", required=False, limit=120, note=N_("Where the report is sent.")),
        Column("入职日期", Kind.DATE, note=N_("First day at work.")),
        Column("离职日期", Kind.DATE, required=False, note=N_("Last day at work.")),
        Column(
            "状态", Kind.CHOICE, choices=tuple(Employment), note=N_("How the person is employed.")
        ),
        Column(
            "绩效薪资基数",
            Kind.NUMBER,
            required=False,
            low=Decimal(0),
            places=2,
            note=N_("Performance pay of the quarter at factor 1, in yuan."),
        ),
        Column(
            "报告密码",
            required=False,
            optional_column=True,
            limit=64,
            note=N_("Password of the report as it is mailed, where mail.toml asks for it."),
        ),
    ),
    person="工号",
    note=N_("Everybody who belongs to a department in the quarter."),
)
DEPARTMENTS = SheetForm(
    "部门",
    (
        Column("名称", limit=40, note=N_("Department.")),
        Column(
            "上级部门", required=False, limit=40, note=N_("The department above; blank at the top.")
        ),
        Column("负责人工号", Kind.ID, note=N_("ID of its head.")),
    ),
    note=N_("Departments, their heads and what they belong to."),
)
TRANSFERS = SheetForm(
    "调岗",
    (
        Column("工号", Kind.ID, note=N_("Who moved.")),
        Column("日期", Kind.DATE, note=N_("First day in the new post.")),
        Column("原岗位", note=N_("Post before.")),
        Column("新岗位", note=N_("Post after.")),
        Column("原部门", note=N_("Department before.")),
        Column("新部门", note=N_("Department after.")),
    ),
    person="工号",
    required=False,
    note=N_("Moves between posts or departments."),
)
LEAVE = SheetForm(
    "假勤",
    (
        Column("工号", Kind.ID, note=N_("Who was on leave.")),
        Column("起", Kind.DATE, note=N_("First day of leave.")),
        Column("止", Kind.DATE, note=N_("Last day of leave.")),
        Column("类型", limit=20, note=N_("Kind of leave.")),
    ),
    person="工号",
    required=False,
    note=N_("Leave of days on end."),
)
OVERRIDES = SheetForm(
    "等级调整",
    (
        Column("工号", Kind.ID, note=N_("Whose grade is changed.")),
        Column("计算等级", limit=10, note=N_("The grade as computed.")),
        Column("调整后等级", limit=10, note=N_("The grade that is to stand.")),
        Column("理由", limit=500, note=N_("Why; at least ten characters, printed on the report.")),
        Column("批准人", limit=40, note=N_("Who decided.")),
    ),
    person="工号",
    required=False,
    note=N_("Grades that a manager or HR changes; scores are never edited."),
)
PEERS = SheetForm(
    "互评",
    (
        Column("评价人工号", Kind.ID, note=N_("Who rates.")),
        Column("被评人工号", Kind.ID, note=N_("Who is rated by them.")),
    ),
    required=False,
    note=N_("Who rates which peers, where the scheme has peers rate."),
)
UNIT_RESULTS = SheetForm(
    "部门公司结果",
    (
        Column("对象", note=N_("A department, or 公司 for the company.")),
        Column(
            "得分",
            Kind.NUMBER,
            low=Decimal(0),
            high=Decimal(2),
            note=N_("Its result, 1 is fully reached."),
        ),
    ),
    required=False,
    note=N_("Results of departments and company, where a post's total uses them."),
)
PERIOD = SheetForm(
    "本期",
    (
        Column("项目", note=N_("Name of the entry; do not change.")),
        Column("值", Kind.ANY, required=False, note=N_("Its value.")),
        Column("说明", required=False, optional_column=True, limit=500, note=N_("What it is for.")),
    ),
    note=N_("The quarter's own dates."),
)
ROSTER_SHEETS = (PEOPLE, DEPARTMENTS, TRANSFERS, LEAVE, OVERRIDES, PEERS, UNIT_RESULTS, PERIOD)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster."""

    id: str
    name: str
    department: str
    post: str
    supervisor: str
    """Employee ID, "" for none."""
    email: str
    joined: date
    left: date | None
    status: Employment
    base: Decimal | None
    """Performance pay at factor 1, yuan."""
    place: Place
    password: str = field(default="", repr=False)
    """Of the copy that is mailed; "" for none."""


@dataclass(frozen=True, slots=True)
class Department:
    """A department."""

    name: str
    upper: str
    head: str
    """Employee ID."""
    place: Place


@dataclass(frozen=True, slots=True)
class Leave:
    """Days of leave on end."""

    person: str
    start: date
    end: date
    kind: str
    place: Place


@dataclass(frozen=True, slots=True)
class Override:
    """A grade changed by a manager or HR."""

    computed: str
    grade: str
    reason: str
    by: str
    place: Place
    office: str = ""
    """The post of who decided, where that is somebody of the roster: reports name nobody."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A move to another post or department."""

    person: str
    day: date
    old_post: str
    new_post: str
    old_department: str
    new_department: str
    place: Place


@dataclass(frozen=True, slots=True)
class Period:
    """The dates of sheet 本期."""

    due: date
    """Workbooks are handed in by then."""
    published: date
    appeals_until: date
    first_day: date
    """Who joined later has not served the whole quarter."""
    half_first_day: date


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster without faults."""

    people: Mapping[str, Person]
    departments: Mapping[str, Department]
    transfers: tuple[Transfer, ...]
    leave: tuple[Leave, ...]
    unit_results: Mapping[str, Decimal]
    period: Period
    overrides: Mapping[str, Override] = field(default_factory=dict)
    """By employee ID."""
    peers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rater's ID → IDs of those whom they rate as peers."""
    sha256: str = field(default="", compare=False)
    unread: frozenset[str] = frozenset()
    """IDs of rows that have errors of their own and are therefore not among the people."""

    def led_by(self, person: str) -> tuple[Person, ...]:
        """Direct reports, in the roster's order."""
        return tuple(p for p in self.people.values() if p.supervisor == person)

    def heads(self, person: str) -> bool:
        """Whether the person is the head of a department."""
        return any(d.head == person for d in self.departments.values())

    def override_of(self, person: str) -> Override | None:
        """How the person's grade was changed, with the post of who did it."""
        override = self.overrides.get(person)
        if override is None:
            return None
        named = (p.post for p in self.people.values() if override.by in (p.id, p.name))
        return replace(override, office=next(named, override.by))

    def resolve(self, written: str) -> str:
        """The ID that is meant: itself, or the only one that a number can stand for (1 for 001)."""
        if written in self.people or not written.isdigit():
            return written
        same = [i for i in self.people if i.isdigit() and int(i) == int(written)]
        return same[0] if len(same) == 1 else written


Rows = dict[str, list[Record]]
"""Sheet → its records."""

SECONDARY = frozenset({"F06", "P04", "P07", "P11", "P19", "S07"})
"""Issues that a faulty scheme alone can cause, and that are not worth naming beside its own."""
MISPLACED = frozenset({"F06", "S06"})
"""Likewise for a faulty roster, which puts people into the wrong workbooks."""


def follows_from_roster(issue: Issue, roster: Roster, faults: Iterable[Issue]) -> bool:
    """Whether the issue may be there only because of the roster's faults, of its own row or of any."""
    if issue.code in MISPLACED:
        return True
    person = roster.people.get(issue.person)
    if issue.code not in ("P04", "P11") or person is None:
        return False
    rows = {f.place.row for f in faults if f.place.sheet == person.place.sheet}
    return person.place.row in rows


def read_roster(
    workbook: Workbook, scheme: Scheme, quarter: Quarter
) -> tuple[Roster, tuple[Issue, ...]]:
    """The roster that the workbook holds, and issues S, V and P.

    Where it has errors the roster is its sound rows: good for finding faults, never for scoring.
    """
    rows: dict[str, list[Record]] = {}
    issues: list[Issue] = []
    for form in ROSTER_SHEETS:
        rows[form.name], faults = read_sheet(workbook, form)
        issues += faults
    period, faults = _period(rows["本期"], scheme, quarter)
    issues += faults
    issues += _duplicate_ids(rows["花名册"])
    sound = {name: [r for r in records if not r.faulty] for name, records in rows.items()}
    people = {r.text("工号"): _person(r, scheme) for r in sound["花名册"]}
    departments = {
        r.text("名称"): Department(
            r.text("名称"), r.text("上级部门"), r.text("负责人工号"), r.place("名称")
        )
        for r in sound["部门"]
    }
    for check in _CHECKS:
        issues += check(sound, rows, scheme)
    issues += _cycles(people, rows["花名册"])
    roster = Roster(
        people=people,
        departments=departments,
        transfers=tuple(_transfer(r, scheme) for r in sound["调岗"]),
        leave=tuple(_leave(r) for r in sound["假勤"]),
        unit_results={
            r.text("对象"): r.number("得分") or Decimal(0) for r in sound["部门公司结果"]
        },
        period=period,
        overrides={r.text("工号"): _override(r) for r in sound["等级调整"]},
        peers=_peers(sound["互评"]),
        sha256=workbook.sha256,
        unread=frozenset(_ids(rows)) - people.keys(),
    )
    return roster, tuple(issues)


def _day(value: date | None) -> date:
    assert value is not None, "a sound record has its required dates"
    return value


def _person(r: Record, scheme: Scheme) -> Person:
    post = scheme.post_named(r.text("岗位"))
    return Person(
        id=r.text("工号"),
        name=r.text("姓名"),
        department=r.text("部门"),
        post=post.name if post else r.text("岗位"),
        supervisor=r.text("直接上级工号"),
        email=r.text("邮箱"),
        joined=_day(r.day("入职日期")),
        left=r.day("离职日期"),
        status=Employment(r.text("状态")),
        base=r.number("绩效薪资基数"),
        place=r.place("工号"),
        password=r.text("报告密码"),
    )


def _transfer(r: Record, scheme: Scheme) -> Transfer:
    old, new = (scheme.post_named(r.text(c)) for c in ("原岗位", "新岗位"))
    return Transfer(
        person=r.text("工号"),
        day=_day(r.day("日期")),
        old_post=old.name if old else "",
        new_post=new.name if new else "",
        old_department=r.text("原部门"),
        new_department=r.text("新部门"),
        place=r.place("日期"),
    )


def _override(r: Record) -> Override:
    names = ("计算等级", "调整后等级", "理由", "批准人")
    computed, grade, reason, by = (r.text(name) for name in names)
    return Override(computed, grade, reason, by, r.place("调整后等级"))


def _peers(rows: list[Record]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for r in rows:
        rater = r.text("评价人工号")
        found[rater] = (*found.get(rater, ()), r.text("被评人工号"))
    return found


def _check_peers(sound: Rows, rows: Rows, scheme: Scheme) -> Iterator[Issue]:
    """P01 an unknown ID, P28 somebody as their own peer or a pair twice."""
    del scheme
    ids, seen = _ids(rows), set[tuple[str, str]]()
    for r in sound["互评"]:
        pair = (r.text("评价人工号"), r.text("被评人工号"))
        for column, person in zip(("评价人工号", "被评人工号"), pair, strict=True):
            if person not in ids:
                yield r.issue("P01", column, nearest=nearest(person, ids))
        if pair[0] == pair[1] or pair in seen:
            yield r.issue("P28", "被评人工号")
        seen.add(pair)


def _check_overrides(sound: Rows, rows: Rows, scheme: Scheme) -> Iterator[Issue]:
    """P01 unknown ID, P02 twice, P25 an unknown grade, P26 a reason of fewer than ten characters."""
    seen: dict[str, Record] = {}
    names = [g.name for g in scheme.grades]
    for r in sound["等级调整"]:
        person = r.text("工号")
        if person not in _ids(rows):
            yield r.issue("P01", "工号", nearest=nearest(person, _ids(rows)))
        if person in seen:
            yield r.issue("P02", "工号", other=seen[person].place("工号").cell)
        seen.setdefault(person, r)
        for column in ("计算等级", "调整后等级"):
            if r.text(column) not in names:
                yield r.issue("P25", column, allowed="、".join(names))
        if len(values.folded(r.text("理由"))) < SHORTEST_REASON:
            yield r.issue("P26", "理由", minimum=str(SHORTEST_REASON))


def _leave(r: Record) -> Leave:
    return Leave(
        r.text("工号"), _day(r.day("起")), _day(r.day("止")), r.text("类型"), r.place("起")
    )


def _duplicate_ids(rows: list[Record]) -> Iterator[Issue]:
    """P02: an employee ID on two rows."""
    first: dict[str, Record] = {}
    for r in rows:
        person = r.text("工号")
        if person and person in first:
            yield r.issue("P02", "工号", other=first[person].place("工号").cell)
        first.setdefault(person, r)


def _ids(rows: Rows) -> list[str]:
    return [r.text("工号") for r in rows["花名册"]]


def _check_people(sound: Rows, rows: Rows, scheme: Scheme) -> Iterator[Issue]:
    """P07 unknown post, P08 unknown department, P09 unknown supervisor, P18 dates in the wrong order."""
    departments = [r.text("名称") for r in rows["部门"]]
    ids = _ids(rows)
    for r in sound["花名册"]:
        if scheme.post_named(r.text("岗位")) is None:
            near = nearest(r.text("岗位"), scheme.posts)
            yield r.issue("P07", "岗位", nearest=near, allowed="、".join(scheme.posts))
        if r.text("部门") not in departments:
            yield r.issue(
                "P08",
                "部门",
                nearest=nearest(r.text("部门"), departments),
                allowed="、".join(departments),
            )
        if r.text("直接上级工号") and r.text("直接上级工号") not in ids:
            yield r.issue("P09", "直接上级工号", nearest=nearest(r.text("直接上级工号"), ids))
        left = r.day("离职日期")
        if left and left < _day(r.day("入职日期")):
            yield r.issue("P18", "离职日期", earlier=_day(r.day("入职日期")).isoformat())


def _check_departments(sound: Rows, rows: Rows, scheme: Scheme) -> Iterator[Issue]:
    """P01 a head who is not on the roster, P08 an unknown upper department, P02 a department twice."""
    del scheme
    names = [r.text("名称") for r in rows["部门"]]
    ids = _ids(rows)
    for number, r in enumerate(sound["部门"]):
        if r.text("负责人工号") not in ids:
            yield r.issue("P01", "负责人工号", nearest=nearest(r.text("负责人工号"), ids))
        if r.text("上级部门") and r.text("上级部门") not in names:
            yield r.issue(
                "P08",
                "上级部门",
                nearest=nearest(r.text("上级部门"), names),
                allowed="、".join(names),
            )
        if r.text("名称") in names[:number]:
            yield r.issue(
                "P02", "名称", other=rows["部门"][names.index(r.text("名称"))].place("名称").cell
            )


def _check_moves(sound: Rows, rows: Rows, scheme: Scheme) -> Iterator[Issue]:
    """P01 an unknown ID in 调岗 or 假勤, P07 an unknown post, P18 dates in the wrong order."""
    ids = _ids(rows)
    for r in (*sound["调岗"], *sound["假勤"]):
        if r.text("工号") not in ids:
            yield r.issue("P01", "工号", nearest=nearest(r.text("工号"), ids))
    for r in sound["调岗"]:
        for column in ("原岗位", "新岗位"):
            if scheme.post_named(r.text(column)) is None:
                near = nearest(r.text(column), scheme.posts)
                yield r.issue("P07", column, nearest=near, allowed="、".join(scheme.posts))
    yield from _unfitting_moves(sound, scheme)
    for r in sound["假勤"]:
        if _day(r.day("止")) < _day(r.day("起")):
            yield r.issue("P18", "止", earlier=_day(r.day("起")).isoformat())


def _unfitting_moves(sound: Rows, scheme: Scheme) -> Iterator[Issue]:
    """P17: each move starts where the one before ended, and the last one ended where the roster says."""
    now = {r.text("工号"): r for r in sound["花名册"]}
    by_person: dict[str, list[Record]] = {}
    for r in sorted(sound["调岗"], key=lambda r: _day(r.day("日期"))):
        by_person.setdefault(r.text("工号"), []).append(r)
    for person, moved in by_person.items():
        expected = [(n, "原岗位", "原部门") for n in moved[1:]]
        if person in now:
            expected.append((now[person], "岗位", "部门"))
        for move, (following, post, department) in zip(moved, expected, strict=False):
            ends = (_post_name(move.text("新岗位"), scheme), move.text("新部门"))
            starts = (_post_name(following.text(post), scheme), following.text(department))
            if ends != starts:
                words = " ".join(starts)
                yield move.issue(
                    "P17", "新岗位", person, expected=words, other=str(following.place(post))
                )


def _post_name(written: str, scheme: Scheme) -> str:
    post = scheme.post_named(written)
    return post.name if post else written


def _check_units(sound: Rows, rows: Rows, scheme: Scheme) -> Iterator[Issue]:
    """P08 a result of an unknown unit; P19 a result that some post's total needs and nobody gave."""
    departments = [r.text("名称") for r in rows["部门"]]
    given = {r.text("对象") for r in rows["部门公司结果"]}
    known = [*departments, COMPANY]
    for r in sound["部门公司结果"]:
        if r.text("对象") not in known:
            yield r.issue(
                "P08", "对象", nearest=nearest(r.text("对象"), known), allowed="、".join(known)
            )
        elif scheme.kpis_of_unit(r.text("对象")):
            yield r.issue("P30", "对象", unit=r.text("对象"))
    for r in sound["花名册"]:
        post = scheme.post_named(r.text("岗位"))
        unit = r.text("部门")
        owed = unit in departments and unit not in given and not scheme.kpis_of_unit(unit)
        if post and post.department and owed:
            yield r.issue("P19", "岗位", unit=r.text("部门"))
        if post and post.company and COMPANY not in given and not scheme.kpis_of_unit(COMPANY):
            yield r.issue("P19", "岗位", unit=COMPANY)


_CHECKS = (
    _check_people,
    _check_departments,
    _check_moves,
    _check_units,
    _check_overrides,
    _check_peers,
)


def _cycles(people: dict[str, Person], rows: list[Record]) -> Iterator[Issue]:
    """P10: people who lead each other in a circle, named."""
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
            yield row_of[person].issue("P10", "直接上级工号", members=" → ".join([*circle, person]))
        done.update(chain)


_PERIOD_DATES = {
    "填报截止": "due",
    "公布日": "published",
    "申诉截止": "appeals_until",
    "首个工作日": "first_day",
}


def _period(rows: list[Record], scheme: Scheme, quarter: Quarter) -> tuple[Period, list[Issue]]:
    """The quarter's dates. S05 for another quarter's roster, P20 for a date that is missing."""
    issues: list[Issue] = []
    given: dict[str, date] = {}
    named = {r.text("项目"): r for r in rows}
    if "季度" in named and Quarter.parse(named["季度"].text("值")) != quarter:
        issues.append(named["季度"].issue("S05", "值", expected=str(quarter)))
    for name, field_name in _PERIOD_DATES.items():
        raw = named[name].raw.get("值") if name in named else None
        if values.is_blank(raw):
            continue
        parsed = values.parse_date(raw)
        if isinstance(parsed, Parsed) and isinstance(parsed.value, date):
            given[field_name] = parsed.value
        else:
            issues.append(named[name].issue("V04", "值", header=name))
    for name in ("填报截止", "公布日"):
        if _PERIOD_DATES[name] not in given and not any(
            i.details.get("header") == name for i in issues
        ):
            place = rows[0].sheet.place() if rows else Place(ROSTER_WORKBOOK, "本期")
            issues.append(Issue("P20", place, details={"entry": name}))
    start = first_working_day(quarter.first_day)
    half_start = (
        start if quarter.first_day == quarter.half_start else first_working_day(quarter.half_start)
    )
    published = given.get("published", quarter.next.first_day)
    defaults = Period(
        due=given.get("due", quarter.last_day),
        published=published,
        appeals_until=plus_working_days(published, scheme.settings.appeal_days),
        first_day=start,
        half_first_day=half_start,
    )
    return replace(defaults, **given), issues


def days_of_leave(roster: Roster, person: str, quarter: Quarter) -> int:
    """Calendar days in the quarter on which the person was on leave, each counted once."""
    days: set[date] = set()
    for leave in roster.leave:
        if leave.person == person:
            start, end = max(leave.start, quarter.first_day), min(leave.end, quarter.last_day)
            days.update(start + timedelta(days=n) for n in range((end - start).days + 1))
    return len(days)
