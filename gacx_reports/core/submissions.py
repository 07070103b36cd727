"""What the departments and the survey team sent in: records, typed values, ratings, targets, comments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gacx_reports.core.adjustments import Line, LineKind
from gacx_reports.core.assignments import Assignment, Key
from gacx_reports.core.columns import Column, Kind
from gacx_reports.core.forms import (
    COMMENTS,
    COVER,
    LINES,
    RATINGS,
    TARGETS,
    TYPED,
    Form,
    FormKind,
    kpi_column,
    tables_of,
)
from gacx_reports.core.issues import Issue, Severity, errors
from gacx_reports.core.locked import check_locked
from gacx_reports.core.places import Place
from gacx_reports.core.quarter import Quarter
from gacx_reports.core.repeats import pasted_twice
from gacx_reports.core.roster import Person, Roster
from gacx_reports.core.scheme import Kpi, Rater, Scale, Scheme, Source
from gacx_reports.core.sheet_reading import read_cell, read_sheet
from gacx_reports.core.stamps import Stamp, check_stamps
from gacx_reports.core.tables import Record, Workbook, nearest
from gacx_reports.core.values import NotApplicable, Refusal, folded


@dataclass(frozen=True, slots=True)
class Entry:
    """A value typed in for one person: a KPI's value or target, or the level of a behaviour item."""

    value: Decimal | str | NotApplicable
    place: Place


@dataclass(frozen=True, slots=True)
class Opinion:
    """A level given by the person or by a peer."""

    rater: Rater
    by: str
    """Employee ID; never shown beside the level."""
    entry: Entry


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
    typed: Mapping[tuple[Key, str], Entry]
    """(assignment, KPI) → value."""
    ratings: Mapping[tuple[str, str], Entry]
    """(employee ID, behaviour item) → level."""
    opinions: Mapping[tuple[str, str], tuple[Opinion, ...]]
    """(employee ID, behaviour item) → levels by others than the supervisor."""
    targets: Mapping[tuple[Key, str], Entry]
    """(assignment, KPI) → personal target."""
    comments: Mapping[str, Comment]
    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    """Employee ID → bonuses, deductions and vetoes."""


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
    typed: dict[tuple[Key, str], Entry] = {}
    ratings: dict[tuple[str, str], Entry] = {}
    opinions: dict[tuple[str, str], tuple[Opinion, ...]] = {}
    targets: dict[tuple[Key, str], Entry] = {}
    comments: dict[str, Comment] = {}
    lines: dict[str, tuple[Line, ...]] = {}
    issues: list[Issue] = []
    for form in expected:
        if form.workbook not in books:
            continue
        desk = _Desk(form, scheme, roster, quarter)
        cover = _check_cover(books[form.workbook], desk)
        issues += cover
        issues += check_stamps(books[form.workbook], stamp_of(form, quarter, scheme), cover)
        for sheet in form.sheets:
            if sheet.name == COVER.name:
                continue
            rows, faults = read_sheet(books[form.workbook], sheet, roster.resolve)
            issues += faults
            issues += check_locked(books[form.workbook], sheet.name, rows)
            known, faults = _known_people(rows, desk)
            issues += faults
            if sheet.name in form.tables:
                kept, faults = _records(known, desk, sheet.name)
                records[sheet.name] += kept
            elif sheet is TYPED:
                faults = _kpi_entries(known, typed, desk, "实际值")
            elif form.kind is FormKind.RATER:
                faults = _opinions(known, opinions, desk)
            elif sheet is RATINGS:
                faults = _ratings(known, ratings, desk)
            elif sheet is TARGETS:
                faults = _kpi_entries(known, targets, desk, "目标")
            elif sheet is COMMENTS:
                faults = _comments(known, comments, desk)
            elif sheet.name == LINES:
                faults = _lines(known, lines, desk)
            issues += faults
    return Submissions(records, typed, ratings, opinions, targets, comments, lines), tuple(issues)


def stamp_of(form: Form, quarter: Quarter, scheme: Scheme) -> Stamp:
    """What the form's workbook is stamped with when it is issued."""
    return Stamp(form.kind, form.key, str(quarter), scheme.settings.version)


_ENTRIES = ("季度", "部门", "方案版本")
"""Entries of the cover that are compared."""


def _check_cover(book: Workbook, desk: _Desk) -> list[Issue]:
    """S05 another quarter's, S06 another department's, S07 another scheme's workbook; P20 an entry missing."""
    rows, issues = read_sheet(book, COVER)
    if issues:
        return issues
    named = {name: r for r in rows for name in _ENTRIES if r.sheet.means(r.text("项目"), name)}
    wanted = {"季度": ("S05", str(desk.quarter)), "方案版本": ("S07", desk.scheme.settings.version)}
    if desk.form.department:
        wanted["部门"] = ("S06", desk.form.department)
    for name, (code, expected) in wanted.items():
        if name not in named:
            place = Place(book.name, COVER.name)
            issues.append(Issue("P20", place, details={"entry": name}))
        elif not named[name].sheet.means(named[name].text("值"), expected):
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
        same = r.text("工号") == person.id
        known.append(r if same else replace(r, cells={**r.cells, "工号": person.id}))
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


def _held(person: str, desk: _Desk) -> list[Assignment]:
    """The person's assignments that the workbook is about."""
    return [a for a in desk.form.people if a.id == person]


def _records(rows: list[Record], desk: _Desk, table: str) -> tuple[tuple[Record, ...], list[Issue]]:
    """The sound rows. V05, P24, P22 dated outside quarter, assignment, employment; P04 not measured; P34 twice."""
    kept, issues = [], []
    measured: dict[str, list[Assignment]] = {}
    for a in desk.form.people:
        if table in tables_of(a.post, desk.scheme):
            measured.setdefault(a.id, []).append(a)
    for r in rows:
        held = measured.get(r.text("工号"), [])
        found = _misdated(r, held, desk) if held else _not_measured(r, desk)
        issues += found
        if held and not r.faulty and not errors(found):
            kept.append(r)
    return tuple(kept), [*issues, *pasted_twice(kept)]


def _not_measured(r: Record, desk: _Desk) -> list[Issue]:
    person = desk.roster.people[r.text("工号")]
    department = {"department": person.department}
    return [r.issue("P04", "工号", person.id, Severity.WARNING, department)]


def _misdated(r: Record, held: list[Assignment], desk: _Desk) -> list[Issue]:
    day, person = r.day("日期"), held[0].person
    if day is None or any(a.covers(day) for a in held):
        if day and person.left and day > person.left:
            left = {"left": person.left.isoformat(), "other": str(person.place)}
            return [r.issue("P22", "日期", person.id, Severity.WARNING, left)]
        return []
    inside = desk.quarter.contains(day)
    first, last = (
        (held[0].first, held[-1].last)
        if inside
        else (desk.quarter.first_day, desk.quarter.last_day)
    )
    bounds = {"low": first.isoformat(), "high": last.isoformat()}
    return [r.issue("P24" if inside else "V05", "日期", person.id, details=bounds)]


def _kpi_entries(
    rows: list[Record], into: dict[tuple[Key, str], Entry], desk: _Desk, value: str
) -> list[Issue]:
    """Read (assignment, KPI) → value or target, for every post of the person that has the KPI."""
    issues = []
    for r in rows:
        held = _held(r.text("工号"), desk)
        columns = {
            a.key: {k.name: kpi_column(k, desk.scheme, value) for k in _kpis(a, desk, value)}
            for a in held
        }
        allowed = {name: c for own in columns.values() for name, c in own.items()}
        name, entry, found = _entry(r, allowed, "指标", value)
        keys = [(key, name) for key, own in columns.items() if name in own]
        if entry and any(key in into for key in keys):
            first = next(into[key] for key in keys if key in into)
            issues.append(r.issue("P06", "指标", held[0].id, other=str(first.place)))
            continue
        issues += found
        if not entry:
            continue
        for key in keys:
            # Two posts may have a KPI of one name that is a level in one and a number in the other.
            _, own_entry, found = _entry(r, columns[key[0]], "指标", value)
            issues += [i for i in found if i not in issues]
            if own_entry:
                into[key] = own_entry
        issues += _without_effect(r, name, held, desk) if value == "目标" else []
    return issues


def _without_effect(r: Record, name: str, held: list[Assignment], desk: _Desk) -> list[Issue]:
    """P35 (warning): a personal target where the rule goes by none, such as 线性."""
    rules = {k.rule for a in held for k in _kpis(a, desk, "目标") if k.name == name}
    if any(rule.targeted for rule in rules):
        return []
    words = {"rule": "、".join(sorted(rules))}
    return [r.issue("P35", "目标", held[0].id, Severity.WARNING, words)]


def _kpis(assignment: Assignment, desk: _Desk, value: str) -> list[Kpi]:
    """KPIs of the post that take a personal target, or a typed value."""
    return [
        k
        for k in desk.scheme.kpis_of(assignment.post)
        if (k.personal_target if value == "目标" else k.source is Source.TYPED)
    ]


def _ratings(rows: list[Record], into: dict[tuple[str, str], Entry], desk: _Desk) -> list[Issue]:
    """Read (person, behaviour item) → level, by the post of the quarter's last day."""
    issues = []
    for r in rows:
        person = r.text("工号")
        items = [
            item.name
            for a in _held(person, desk)
            if a.last == desk.quarter.last_day and (group := desk.scheme.behaviours_of(a.post))
            for item in group.items
        ]
        allowed = dict.fromkeys(items, _level_of(desk.scheme)) if items else {}
        name, entry, found = _entry(r, allowed, "行为项", "等级")
        if entry and (person, name) in into:
            issues.append(r.issue("P06", "行为项", person, other=str(into[person, name].place)))
            continue
        issues += found
        if entry:
            into[person, name] = entry
    return issues


def _opinions(
    rows: list[Record], into: dict[tuple[str, str], tuple[Opinion, ...]], desk: _Desk
) -> list[Issue]:
    """One rater's levels for themselves and for peers; each kind counts where the scheme gives it a weight."""
    given: dict[tuple[str, str], Entry] = {}
    issues = _ratings(rows, given, desk)
    by = desk.form.workbook.split("/")[-1].removesuffix(".xlsx")
    for (person, item), entry in given.items():
        rater = Rater.SELF if person == by else Rater.PEERS
        into[person, item] = (*into.get((person, item), ()), Opinion(rater, by, entry))
    return issues


def _entry(
    r: Record, allowed: Mapping[str, Column], what: str, value: str
) -> tuple[str, Entry | None, list[Issue]]:
    """What a row is about and its value. P11 not one of the post's; and what the value raises."""
    if r.faulty:
        return "", None, []
    person = r.text("工号")
    name = next((n for n in allowed if r.sheet.means(r.text(what), n)), "")
    if not name:
        details = {"nearest": nearest(r.text(what), allowed), "allowed": "、".join(allowed)}
        return "", None, [r.issue("P11", what, person, details=details)]
    outcome = read_cell(r.raw[value], allowed[name], words=r.sheet.words)
    if isinstance(outcome, Refusal):
        return (
            name,
            None,
            [r.issue(outcome.code, value, person, details=outcome.details, header=value)],
        )
    if outcome is None or not isinstance(outcome.value, Decimal | str | NotApplicable):
        return name, None, []
    read = {"header": value, "value": str(outcome.value)}
    notes = [r.issue("V12", value, person, Severity.NOTE, read)] if outcome.normalised else []
    return name, Entry(outcome.value, r.place(value)), notes


def _level_of(scheme: Scheme) -> Column:
    return level_column(scheme.scales[scheme.settings.behaviour_scale])


def level_column(scale: Scale) -> Column:
    """How a level of the half-yearly evaluation is written."""
    names = tuple(level.name for level in scale.levels)
    return Column("等级", Kind.CHOICE, na=True, choices=names, aliases=scale.words)


def _lines(rows: list[Record], into: dict[str, tuple[Line, ...]], desk: _Desk) -> list[Issue]:
    """Bonuses, deductions, vetoes. V05 dated outside the quarter, V01 points missing, V03 points of a veto."""
    issues = []
    for r in rows:
        if r.faulty:
            continue
        person, day = r.text("工号"), r.day("日期")
        item = desk.scheme.line_items[r.text("项目")]
        points = r.number("分值")
        if day and not desk.quarter.contains(day):
            low, high = desk.quarter.first_day.isoformat(), desk.quarter.last_day.isoformat()
            issues.append(r.issue("V05", "日期", person, low=low, high=high))
        elif item.kind is LineKind.VETO and points:
            issues.append(r.issue("V03", "分值", person, header="分值", low="0", high="0"))
        elif item.kind is not LineKind.VETO and not points:
            issues.append(r.issue("V01", "分值", person, header="分值"))
        elif day:
            line = Line(item, points or Decimal(0), day, r.text("事由"), r.place("项目"))
            into[person] = (*into.get(person, ()), line)
    return issues


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
