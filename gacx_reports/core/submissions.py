"""What the departments and the survey team sent in: records, typed values, ratings, targets, comments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gacx_reports.core.columns import Column, Kind
from gacx_reports.core.forms import (
    COMMENTS,
    COVER,
    RATINGS,
    TARGETS,
    TYPED,
    Form,
    FormKind,
    kpi_column,
    tables_of,
)
from gacx_reports.core.issues import Issue, Severity
from gacx_reports.core.places import Place
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.roster import Person, Roster
from gacx_reports.core.scheme import Kpi, Scale, Scheme, Source
from gacx_reports.core.sheet_reading import read_cell, read_sheet
from gacx_reports.core.tables import Record, Workbook, nearest
from gacx_reports.core.values import NotApplicable, Refusal, folded


@dataclass(frozen=True, slots=True)
class Entry:
    """A value typed in for one person: a KPI's value or target, or the level of a behaviour item."""

    value: Decimal | str | NotApplicable
    place: Place


@dataclass(frozen=True, slots=True)
class Comment:
    """What a supervisor says, and asks for the next quarter."""

    comment: str
    goals: str
    place: Place


@dataclass(frozen=True, slots=True)
class Submissions:
    """All workbooks of a quarter, merged."""

    records: Mapping[str, tuple[Record, ...]]
    """Record table → its sound rows about known people, by workbook and row."""
    typed: Mapping[tuple[str, str], Entry]
    """(employee ID, KPI) → value."""
    ratings: Mapping[tuple[str, str], Entry]
    """(employee ID, behaviour item) → level."""
    targets: Mapping[tuple[str, str], Entry]
    """(employee ID, KPI) → personal target."""
    comments: Mapping[str, Comment]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What reading one workbook needs to know."""

    form: Form
    scheme: Scheme
    roster: Roster
    quarter: Quarter


def read_submissions(
    books: Mapping[str, Workbook],
    expected: Iterable[Form],
    scheme: Scheme,
    roster: Roster,
    quarter: Quarter,
) -> tuple[Submissions, tuple[Issue, ...]]:
    """Merge the workbooks that are there. Those missing are somebody else's issue; S, V and P are ours."""
    records: dict[str, tuple[Record, ...]] = dict.fromkeys(scheme.tables, ())
    typed: dict[tuple[str, str], Entry] = {}
    ratings: dict[tuple[str, str], Entry] = {}
    targets: dict[tuple[str, str], Entry] = {}
    comments: dict[str, Comment] = {}
    issues: list[Issue] = []
    for form in expected:
        if form.workbook not in books:
            continue
        desk = _Desk(form, scheme, roster, quarter)
        issues += _check_cover(books[form.workbook], desk)
        for sheet in form.sheets:
            if sheet.name == COVER.name:
                continue
            rows, faults = read_sheet(books[form.workbook], sheet, roster.resolve)
            issues += faults
            known, faults = _known_people(rows, desk)
            issues += faults
            if sheet.name in form.tables:
                kept, faults = _records(known, desk, sheet.name)
                records[sheet.name] += kept
            elif sheet is TYPED:
                faults = _entries(known, typed, desk, "指标", "实际值")
            elif sheet is RATINGS:
                faults = _entries(known, ratings, desk, "行为项", "等级")
            elif sheet is TARGETS:
                faults = _entries(known, targets, desk, "指标", "目标")
            elif sheet is COMMENTS:
                faults = _comments(known, comments, desk)
            issues += faults
    return Submissions(records, typed, ratings, targets, comments), tuple(issues)


def _check_cover(book: Workbook, desk: _Desk) -> list[Issue]:
    """S05 another quarter's, S06 another department's, S07 another scheme's workbook; P20 an entry missing."""
    rows, issues = read_sheet(book, COVER)
    if issues:
        return issues
    named = {r.text("项目"): r for r in rows}
    wanted = {"季度": ("S05", str(desk.quarter)), "方案版本": ("S07", desk.scheme.settings.version)}
    if desk.form.kind is not FormKind.SURVEY:
        wanted["部门"] = ("S06", desk.form.department)
    for name, (code, expected) in wanted.items():
        if name not in named:
            place = Place(book.name, COVER.name)
            issues.append(Issue("P20", place, details={"entry": name}))
        elif folded(named[name].text("值")) != folded(expected):
            issues.append(named[name].issue(code, "值", expected=expected))
    return issues


def _known_people(rows: list[Record], desk: _Desk) -> tuple[list[Record], list[Issue]]:
    """Rows about people on the roster. P01 unknown ID, P03 ID and name disagree, P04 not in this workbook."""
    known, issues = [], []
    members = {p.id for p in desk.form.people}
    for r in rows:
        if "工号" in r.faulty:
            continue
        person = desk.roster.people.get(desk.roster.resolve(r.text("工号")))
        if person is None and r.text("工号") in desk.roster.unread:
            continue
        if person is None:
            issues.append(_unknown_id(r, desk.roster))
            continue
        if r.text("姓名") and folded(r.text("姓名")) != folded(person.name):
            issues += _name_clash(r, person, desk.roster)
            continue
        if person.id not in members:
            issues.append(
                r.issue("P04", "工号", person.id, Severity.WARNING, department=person.department)
            )
            continue
        known.append(replace(r, cells={**r.cells, "工号": person.id}))
    return known, issues


def _unknown_id(r: Record, roster: Roster) -> Issue:
    namesakes = [p.id for p in roster.people.values() if folded(p.name) == folded(r.text("姓名"))]
    near = namesakes[0] if len(namesakes) == 1 else nearest(r.text("工号"), roster.people)
    return r.issue("P01", "工号", nearest=near)


def _name_clash(r: Record, person: Person, roster: Roster) -> Iterable[Issue]:
    """Whoever could be meant is held back: the ID's owner, and those of that name."""
    namesakes = [p.id for p in roster.people.values() if folded(p.name) == folded(r.text("姓名"))]
    for someone in (person.id, *namesakes):
        yield r.issue("P03", "姓名", someone, id=person.id, name=person.name)


def _records(rows: list[Record], desk: _Desk, table: str) -> tuple[tuple[Record, ...], list[Issue]]:
    """The sound rows. V05 dated outside the quarter, P22 after leaving, P04 the post doesn't use the table."""
    kept, issues = [], []
    for r in rows:
        person = desk.roster.people[r.text("工号")]
        day = r.day("日期")
        if table not in tables_of(person.post, desk.scheme):
            issues.append(
                r.issue("P04", "工号", person.id, Severity.WARNING, department=person.department)
            )
        elif day and not desk.quarter.contains(day):
            low, high = desk.quarter.first_day.isoformat(), desk.quarter.last_day.isoformat()
            issues.append(r.issue("V05", "日期", person.id, low=low, high=high))
        elif not r.faulty:
            kept.append(r)
            if day and person.left and day > person.left:
                left = {"left": person.left.isoformat(), "other": str(person.place)}
                issues.append(r.issue("P22", "日期", person.id, Severity.WARNING, left))
    return tuple(kept), issues


def _entries(
    rows: list[Record], into: dict[tuple[str, str], Entry], desk: _Desk, what: str, value: str
) -> list[Issue]:
    """Read (person, KPI or item) → value. P06 twice, P11 not one of the post's, and what the value raises."""
    issues = []
    for r in rows:
        person = desk.roster.people[r.text("工号")]
        if r.faulty:
            continue
        allowed = _allowed(person, desk.scheme, what, value)
        name = next((n for n in allowed if folded(n) == folded(r.text(what))), "")
        if not name:
            near = nearest(r.text(what), allowed)
            issues.append(r.issue("P11", what, person.id, nearest=near, allowed="、".join(allowed)))
            continue
        outcome = read_cell(r.raw[value], allowed[name])
        if isinstance(outcome, Refusal):
            issues.append(
                r.issue(outcome.code, value, person.id, details=outcome.details, header=value)
            )
        elif (person.id, name) in into:
            issues.append(r.issue("P06", what, person.id, other=str(into[person.id, name].place)))
        elif outcome is not None and isinstance(outcome.value, Decimal | str | NotApplicable):
            into[person.id, name] = Entry(outcome.value, r.place(value))
            if outcome.normalised:
                read = {"header": value, "value": str(outcome.value)}
                issues.append(r.issue("V12", value, person.id, Severity.NOTE, read))
    return issues


def _allowed(person: Person, scheme: Scheme, what: str, value: str) -> dict[str, Column]:
    """What may be filled in about the person: KPI or behaviour item → how its value is written."""
    if what == "行为项":
        group = scheme.behaviours_of(person.post)
        scale = scheme.scales[scheme.settings.behaviour_scale]
        return {item.name: _level_column(scale) for item in group.items} if group else {}
    kpis = [k for k in scheme.kpis_of(person.post) if _takes(k, value)]
    return {k.name: kpi_column(k, scheme, value) for k in kpis}


def _takes(kpi: Kpi, value: str) -> bool:
    return kpi.personal_target if value == "目标" else kpi.source is Source.TYPED


def _level_column(scale: Scale) -> Column:
    template = RATINGS.column("等级")
    names = tuple(level.name for level in scale.levels)
    return Column(template.name, kind=Kind.CHOICE, na=True, choices=names, aliases=scale.words)


def _comments(rows: list[Record], into: dict[str, Comment], desk: _Desk) -> list[Issue]:
    """P06 twice; P21 (warning) a comment that names a colleague, for reports name nobody else."""
    issues = []
    for r in rows:
        person = r.text("工号")
        if person in into:
            issues.append(r.issue("P06", "工号", person, other=str(into[person].place)))
            continue
        into[person] = Comment(r.text("评语"), r.text("下季度目标"), r.place("评语"))
        for column in ("评语", "下季度目标"):
            named = [p.name for p in desk.roster.people.values() if p.name in r.text(column)]
            if others := [n for n in named if n != desk.roster.people[person].name]:
                issues.append(
                    r.issue("P21", column, person, Severity.WARNING, names="、".join(others))
                )
    return issues
