"""A quarter at random: a scheme, people of every standing, and workbooks filled well and badly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.exact import decimals
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.forms.input_sheets import (
    COMMENTS,
    COVER,
    LINES,
    RATINGS,
    TARGETS,
    TYPED,
    WEIGHTS,
)
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.issuing.prefill import FilledRow, FormInputs, prefilled
from gacx_reports.core.roster.assignments import Assignment
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.kpi import Kpi
from gacx_reports.core.scheme.kpi_choices import NaPolicy
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.record_table import TableColumn
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.sheets.columns import Kind, SheetForm
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Sheet, Workbook
from gacx_reports.core.submissions.parse import read_submissions
from tests.core.issuing.preview.random_schemes import VERSION, Cells, SchemeMaker, form_sheet

WORDS = ("5", 4, "良好", "3", 2, "差", "优秀", 1)
"""Levels as people write them."""
MIDNIGHT = datetime.min.time()
LONG_AGO = datetime.combine(date(2020, 1, 1), MIDNIGHT)
PUBLISHED = datetime.combine(date(2025, 1, 20), MIDNIGHT)


@dataclass(frozen=True)
class RandomQuarter:
    """Everything that a seed makes."""

    scheme: Scheme
    roster: Roster
    quarter: Period
    forms: tuple[Form, ...]
    books: Mapping[str, Workbook]
    outcome: QuarterOutcome


OTHERS = (
    Period(2024, 12, PeriodKind.MONTH),
    Period(2024, 2, PeriodKind.MONTH),
    Period(2024, 1, PeriodKind.YEAR),
)


def random_quarter(seed: int) -> RandomQuarter:
    """The same seed, the same quarter; of every fourth seed a month or a year."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    quarter = random.choice((Period(2024, 3), Period(2024, 4)))
    # Drawn all the same, so that a seed that once found a difference still makes the same quarter.
    quarter = OTHERS[seed // 4 % len(OTHERS)] if seed % 4 == 0 else quarter
    scheme, faults = read_scheme(SchemeMaker(random).workbook())
    assert not errors(faults), [(i.code, str(i.place), i.found) for i in faults]
    roster, faults = read_roster(_roster(random, quarter, scheme), scheme, quarter)
    assert not errors(faults), [(i.code, str(i.place), i.found) for i in faults]
    expected = forms(scheme, roster, quarter)
    books = {f.workbook: _Filler(random, scheme, roster, quarter, f).workbook() for f in expected}
    submissions, issues = read_submissions(books, expected, scheme, roster, quarter)
    outcome = score_quarter(quarter, scheme, roster, submissions, expected, (*faults, *issues))
    return RandomQuarter(scheme, roster, quarter, expected, books, outcome)


def _days(period: Period) -> int:
    return (period.last_day - period.first_day).days + 1


def _roster(random: Random, quarter: Period, scheme: Scheme) -> Workbook:
    people = [_person("G0", "主管", "", "甲部"), _person("H0", "主管", "G0", "乙部")]
    people.append(_person("G1", "组长", "G0", "甲部"))
    for n in range(2, random.randint(5, 8)):
        post = random.choice(("工程师", "工程师", "助理"))
        people.append(_person(f"G{n}", post, random.choice(("G0", "G1", "G1")), "甲部"))
        people[-1] |= _standing(random, quarter)
    people.append(_person("H1", "工程师", "H0", "乙部"))
    rows: dict[str, Sequence[Cells]] = {
        "花名册": people,
        "部门": [{"名称": "甲部", "负责人工号": "G0"}, {"名称": "乙部", "上级部门": "甲部", "负责人工号": "H0"}],
        "调岗": _moves(random, quarter, people),
        "假勤": _leave(random, quarter),
        "部门公司结果": _results(scheme),
        "项目分工": _projects(scheme, people),
        "本期": [
            {"项目": "季度", "值": str(quarter)},
            {"项目": "填报截止", "值": PUBLISHED - timedelta(days=10)},
            {"项目": "公布日", "值": PUBLISHED},
        ],
    }  # fmt: skip
    sheets = [
        form_sheet("花名册.xlsx", f, rows.get(f.name, []), scheme.settings.full_mark)
        for f in ROSTER_SHEETS
    ]
    return Workbook("花名册.xlsx", tuple(sheets))


def _projects(scheme: Scheme, people: Sequence[Cells]) -> Sequence[Cells]:
    """One project to three of most people, where a KPI is by project."""
    random = Random(repr(people))  # noqa: S311 - repeatable, and draws nothing from the quarter's own
    posts = {k.post for k in scheme.kpis if k.by_project}
    found: list[Cells] = []
    for person in people:
        if posts and random.random() < 0.6:
            weights = random.choice(((1,), (0.6, 0.4), (0.25, None), (0.5, "均分", "均分")))
            names = random.sample(("引擎", "地图 编辑器", "Sync"), len(weights))
            found += [
                {"工号": person["工号"], "所属项目": name, "权重": weight}
                for name, weight in zip(names, weights, strict=True)
            ]
    return found


def _results(scheme: Scheme) -> Sequence[Cells]:
    """Typed by HR: the company's, and the departments' where no KPI computes them."""
    typed = not scheme.kpis_of_unit("甲部")
    departments = ({"对象": "甲部", "得分": 0.835}, {"对象": "乙部", "得分": 0.7}) if typed else ()
    return (*departments, {"对象": "公司", "得分": 0.912})


def _person(who: str, post: str, supervisor: str, department: str) -> dict[str, Raw]:
    return {
        "工号": who, "姓名": f"员工{who}", "部门": department, "岗位": post, "状态": "在职",
        "直接上级工号": supervisor or None, "入职日期": LONG_AGO,
    }  # fmt: skip


def _standing(random: Random, quarter: Period) -> Cells:
    first = datetime.combine(quarter.first_day, MIDNIGHT)
    usual: tuple[Cells, ...] = ({},) * 14
    return random.choice(
        (
            *usual,
            {"状态": "免考核"},
            {"状态": "试用"},
            {"入职日期": first + timedelta(days=20)},
            {"入职日期": first - timedelta(days=40)},
            {"离职日期": first + timedelta(days=50)},
        )
    )


def _moves(random: Random, quarter: Period, people: list[dict[str, Raw]]) -> Sequence[Cells]:
    moved = []
    for person in people[3:]:
        if random.random() < 0.2:
            day = datetime.combine(quarter.first_day, MIDNIGHT)
            old = random.choice(("工程师", "助理"))
            old_department = random.choice((person["部门"],) * 3 + ("乙部",))
            if (old, old_department) == (person["岗位"], person["部门"]):
                continue
            moved.append(
                {
                    "工号": person["工号"],
                    "日期": day + timedelta(days=random.randint(5, min(80, _days(quarter) - 1))),
                    "原岗位": old,
                    "新岗位": person["岗位"],
                    "原部门": old_department,
                    "新部门": person["部门"],
                }
            )
    return moved


def _leave(random: Random, quarter: Period) -> Sequence[Cells]:
    if random.random() < 0.8:
        return []
    start = datetime.combine(quarter.first_day, MIDNIGHT)
    days = random.choice((10, 29, 30, 60))
    return [{"工号": "G2", "起": start, "止": start + timedelta(days=days - 1), "类型": "病假"}]


@dataclass(frozen=True)
class _Filler:
    """Fills one workbook."""

    random: Random
    scheme: Scheme
    roster: Roster
    quarter: Period
    form: Form

    def workbook(self) -> Workbook:
        """The form's sheets with rows in any order."""
        sheets = [self._sheet(f) for f in self.form.sheets]
        return Workbook(self.form.workbook, tuple(sheets))

    def _sheet(self, form: SheetForm) -> Sheet:
        rows: list[dict[str, Raw]] = []
        if form.name == COVER.name:
            entries = {"季度": str(self.quarter), "方案版本": VERSION, "部门": self.form.department}
            return form_sheet(
                self.form.workbook, form, [{"项目": k, "值": v} for k, v in entries.items() if v]
            )
        if form.name in self.form.tables:
            rows = [r for a in self.form.people for r in self._records(a, form.name)]
        elif form.name == TYPED.name:
            rows = self._typed()
        elif form.name == RATINGS.name:
            rows = self._ratings()
        elif form.name == TARGETS.name:
            rows = self._targets()
        elif form.name == WEIGHTS.name:
            rows = self._weights()
        elif form.name == LINES:
            rows = self._lines()
        elif form.name == COMMENTS.name:
            rows = [
                {"工号": a.id, "评语": "好"} for a in self.form.people if self.random.random() < 0.3
            ]
            rows = list({r["工号"]: r for r in rows}.values())
        self.random.shuffle(rows)
        return form_sheet(self.form.workbook, form, rows, self.scheme.settings.full_mark)

    def _rarely(self) -> bool:
        return self.random.random() < 0.006

    def _records(self, held: Assignment, name: str) -> list[dict[str, Raw]]:
        if not any(k.table == name for k in self.scheme.kpis_of(held.post)):
            return []
        rows = []
        for _ in range(self.random.choice((0, 1, 3, 4, 5, 7, 9, 9))):
            day = held.first + timedelta(days=self.random.randint(0, held.days - 1))
            row: dict[str, Raw] = {
                "工号": held.id,
                "日期": datetime.combine(day, MIDNIGHT),
            }
            if self._rarely():
                row["日期"] = LONG_AGO
            if self._rarely():
                row["工号"] = "X9"
            for column in self.scheme.tables[name].columns:
                row[column.name] = self._record_value(column)
            if "所属项目" in self._columns(name):
                row["所属项目"] = self._project(held)
            rows.append(row)
        return rows

    def _columns(self, name: str) -> Sequence[str]:
        return next(f.names for f in self.form.sheets if f.name == name)

    def _project(self, held: Assignment) -> Raw:
        """One of the person's; rarely none, or an unknown one."""
        names = [p.name for p in self.roster.projects.get(held.id, ())]
        rare = self.random.random()
        if rare < 0.01:
            return self.random.choice((None, "乱填", "引擎"))
        return self.random.choice((*names, *names, names[0].upper() + " ")) if names else None

    def _record_value(self, column: TableColumn) -> Raw:
        random = self.random
        if not column.required and random.random() < 0.08:
            return None
        if column.na and random.random() < 0.08:
            return random.choice(("不适用", "N/A"))
        if self._rarely() and column.kind is not Kind.TEXT:
            return random.choice(("乱填", -3))
        match column.kind:
            case Kind.YES_NO:
                return random.choice(("是", "是", "是", "否", "√", "不合格", "Y"))
            case Kind.CHOICE:
                return random.choice(WORDS)
            case Kind.NUMBER:
                return random.choice((random.randint(0, 100), round(random.uniform(0, 20), 2)))
            case Kind.RATIO:
                return random.choice((1, 0.88, 0.94, round(random.random(), 3)))
            case _:
                return random.choice(("VIP客户", "vip 客户", "ＶＩＰ客户", "普通", None))

    def _typed(self) -> list[dict[str, Raw]]:
        rows: list[dict[str, Raw]] = []
        kpis = {k.name: k for a in self.form.people for k in self.scheme.kpis_of(a.post)}
        asked = {
            (str(r["工号"]), str(r["指标"]), str(r.get("所属项目", ""))): r
            for r in self._issued(TYPED.name)
        }
        for (who, name, _), issued in asked.items():
            row: dict[str, Raw] = {header: str(value) for header, value in issued.items()}
            held = [a for a in self.form.people if a.id == who]
            own = [k for a in held for k in self.scheme.kpis_of(a.post) if k.name == name]
            value = self._value((own or [kpis[name]])[-1])
            rows.append({**row, "实际值": value})
            if self._rarely():
                rows.append({**row, "实际值": value})
        return rows

    def _issued(self, sheet: str) -> list[FilledRow]:
        return prefilled(FormInputs(self.form, self.scheme, self.roster, self.quarter))[sheet]

    def _value(self, kpi: Kpi) -> Raw:
        random = self.random
        if random.random() < 0.06 and kpi.na is not NaPolicy.REFUSE:
            return random.choice(("不适用", "N/A"))
        if self._rarely():
            return random.choice(("不适用", None, "乱填", 1.7 if kpi.percent else -1))
        if kpi.scale:
            return random.choice(WORDS)
        if kpi.percent:
            return random.choice((0, 1, 0.6, 0.88, 0.8, round(random.random(), 3)))
        return random.choice((0, 0.7, 0.95, 1, 4, 45, round(random.uniform(0, 2), 5)))

    def _targets(self) -> list[dict[str, Raw]]:
        rows: dict[tuple[str, str], dict[str, Raw]] = {}
        for a in self.form.people:
            for k in self.scheme.kpis_of(a.post):
                if k.personal_target and self.random.random() < 0.4:
                    usual = (1, 0.75, 0.9) if k.percent else (0, 2.5, 30)
                    value = "乱填" if self._rarely() else self.random.choice(usual)
                    rows[a.id, k.name] = {"工号": a.id, "指标": k.name, "目标": value}
        return [*rows.values(), *self._points()]

    def _points(self) -> list[dict[str, Raw]]:
        """Some people's points lie elsewhere: mostly in order, rarely beyond the next, twice or nowhere."""
        rows: dict[tuple[str, str, str], dict[str, Raw]] = {}
        for a in self.form.people:
            for k in (k for k in self.scheme.kpis_of(a.post) if k.own_points):
                for p in (p for p in k.points if p.name and self.random.random() < 0.5):
                    shift = self.random.choice((0.99, 0.9, 1.05, 1.01))
                    most = 1 if k.percent else 1000
                    value: Raw = min(round(float(p.value) * shift, 3), most)
                    if self._rarely():
                        value = self.random.choice(("乱填", None, -1, 0.001))
                    row: dict[str, Raw] = {"工号": a.id, "指标": k.name, "目标": value}
                    rows[a.id, k.name, p.name] = row | {"点": p.name}
        found = list(rows.values())
        for row in found[:1]:
            found += [dict(row)] * self._rarely()
            row["点"] = "乱填" if self._rarely() else row["点"]
        return found

    def _weights(self) -> list[dict[str, Raw]]:
        """Some people's KPIs weigh otherwise: one gives a tenth to another, rarely something that isn't 100%."""
        rows: list[dict[str, Raw]] = []
        for a in {a.id: a for a in self.form.people}.values():
            allowed = [k for k in self.scheme.kpis_of(a.post) if k.own_weights]
            # A third can't be typed, so nor can what is left of it.
            own = [k for k in allowed if decimals(k.weight) is not None][:2]
            if len(own) < 2 or self.random.random() < 0.7:
                continue
            part = min(float(own[0].weight), 0.1)
            weights = (float(own[0].weight) - part, float(own[1].weight) + part)
            for kpi, weight in zip(own, weights, strict=True):
                given = "乱填" if self._rarely() else weight + 0.1 * self._rarely()
                rows.append({"工号": a.id, "指标": kpi.name, "权重": given})
        return rows

    def _ratings(self) -> list[dict[str, Raw]]:
        rows: list[dict[str, Raw]] = []
        if self.form.kind is FormKind.RATER:
            return [
                {"工号": a.id, "行为项": i.name, "等级": self.random.choice(WORDS)}
                for a in self.form.people
                if (group := self.scheme.behaviours_of(a.post))
                for i in group.items
            ]
        for issued in self._issued(RATINGS.name):
            level: Raw = self.random.choice((*WORDS, *WORDS, "不适用", "不适用"))
            if self._rarely():
                level = self.random.choice((None, "乱填"))
            row: dict[str, Raw] = {name: str(value) for name, value in issued.items()}
            rows.append(row | {"等级": level})
        return rows

    def _lines(self) -> list[dict[str, Raw]]:
        rows = []
        for a in self.form.people:
            for _ in range(self.random.choice((0, 0, 1, 3))):
                item = self.random.choice(tuple(self.scheme.line_items))
                veto = item in ("事故", "迟报")
                day = self.quarter.first_day + timedelta(
                    days=self.random.randint(0, min(80, _days(self.quarter) - 1))
                )
                points = None if veto else self.random.choice((0.01, 0.02, 0.035))
                row: dict[str, Raw] = {
                    "工号": a.id, "项目": item, "分值": points, "事由": "事由",
                    "日期": datetime.combine(day, MIDNIGHT),
                }  # fmt: skip
                if self._rarely():
                    row["项目"] = "乱填"
                rows.append(row)
        return rows
