"""The same facts as the values that reading workbooks gives, scored by the program."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from gacx_reports.core.calendar.appraised_periods import months_named
from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.input_sheets import TYPED
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.periods.published import (
    PeriodState,
    PublishedPeriod,
    PublishedPeriods,
    PublishedResult,
)
from gacx_reports.core.roster.assignments import assignments
from gacx_reports.core.roster.projects import Project
from gacx_reports.core.roster.roster import (
    Department,
    Employment,
    Leave,
    Override,
    PeriodDates,
    Person,
    Roster,
    Transfer,
)
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.behaviour_set import (
    LISTED,
    BehaviourItem,
    BehaviourSet,
    Calibration,
    Level,
    Pooling,
    Rater,
    Scale,
)
from gacx_reports.core.scheme.grades.grade_band import (
    DepartmentFactor,
    FactorKind,
    GradeBand,
    GradeBy,
    PlaceRounding,
    RankUnit,
)
from gacx_reports.core.scheme.kpi import Kpi, LinePoint, ScoreBand
from gacx_reports.core.scheme.kpi_choices import (
    Beyond,
    EmptyPolicy,
    FewPolicy,
    Join,
    MissingScore,
    NaPolicy,
    Source,
)
from gacx_reports.core.scheme.kpi_rater import KpiRater
from gacx_reports.core.scheme.line_item import LineItem, LineKind
from gacx_reports.core.scheme.record_table import RecordTable, TableColumn
from gacx_reports.core.scheme.scheme import Post, Scheme
from gacx_reports.core.scheme.settings.choices import GivenWeight, MissingPeriod, PeriodWeighing
from gacx_reports.core.scheme.settings.settings import Settings
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.sheets.columns import Kind
from gacx_reports.core.sheets.raw_values import NA as NOT_APPLICABLE
from gacx_reports.core.sheets.raw_values import Value
from gacx_reports.core.sheets.table_row import TableRow
from gacx_reports.core.sheets.workbook import Sheet
from gacx_reports.core.submissions.submissions import (
    AdjustmentLine,
    Opinion,
    Submissions,
    SubmittedValue,
)
from tests.recomputation import facts
from tests.recomputation.facts import (
    BANDS,
    GRADES,
    ITEMS,
    LEVELS,
    LINE_ITEMS,
    LINES,
    NA,
    VETOES,
    KpiFacts,
    MonthFacts,
    PersonFacts,
    QuarterFacts,
)

T = TypeVar("T")
BOOK, UNIT = "甲部.xlsx", "甲部"
CHIEF = "S"
HERE = CellRef(BOOK, "表", "A1")
FORM = Form(BOOK, FormKind.DEPARTMENT, UNIT, "主管", (), (), ())
RATER_FORMS = tuple(
    Form(f"评价/{rater}{n}.xlsx", FormKind.RATER, "", rater, (), (), ())
    for rater in ("self", "second", *facts.SEVERAL)
    for n in range(5)
)
SOURCES = {
    "typed": Source.TYPED,
    "share": Source.SHARE,
    "mean": Source.MEAN,
    "sum": Source.SUM,
    "count": Source.COUNT,
    "value_share": Source.VALUE_SHARE,
    "ratio": Source.RATIO,
    "weighted": Source.WEIGHTED,
    "least": Source.LEAST,
    "most": Source.MOST,
    "median": Source.MEDIAN,
    "led": Source.LED,
}
RULES = dict(zip(facts.RULES, Rule, strict=True))
EMPTY = dict(zip(("full", "nothing", "zero", "na", "hold"), EmptyPolicy, strict=True))
FEW = dict(zip(("score", "na", "hold", "pool"), FewPolicy, strict=True))
NA_POLICIES = dict(zip(("reweight", "zero", "refuse"), NaPolicy, strict=True))
RATERS = {
    "self": Rater.SELF,
    "supervisor": Rater.SUPERVISOR,
    "second": Rater.SECOND_SUPERIOR,
} | dict(zip(facts.SEVERAL, LISTED, strict=True))
SHEET = Sheet(BOOK, "抽查", ())
POSITIONS = {"工号": 0, "日期": 1, "合格": 2, "分值": 3, "计划": 4, "类别": 5, "所属项目": 6}
AMONG = dict(zip(facts.AMONG, RankUnit, strict=True))
ROUNDING = dict(zip(("nearest", "up", "down"), PlaceRounding, strict=True))
TIMES = dict(zip(("", "roster", "result"), DepartmentFactor, strict=True))
CONDITIONS = {
    "yes": ("合格", "合格"), "vip": ("类别", facts.KINDS[0]),
    "many": ("分值", f"≥{facts.MANY}"), "few": ("分值", f"<{facts.MANY}"),
}  # fmt: skip


def scored(quarter: QuarterFacts, people: Iterable[PersonFacts] | None = None) -> QuarterOutcome:
    """The program's outcome, without the chief's; `people` are those of the quarter in another order, or fewer."""
    everybody = list(quarter.people if people is None else people)
    when = Period.parse(quarter.period)
    assert when
    roster = _roster(quarter, everybody, when)
    found = score_quarter(
        when, _scheme(quarter, when), roster, _submissions(quarter, everybody, when),
        (*_forms(roster, when), *RATER_FORMS), (),
    )  # fmt: skip
    return replace(found, employees={i: e for i, e in found.employees.items() if i != CHIEF})


@lru_cache(1000)
def outcome_of(seed: int) -> QuarterOutcome:
    """`scored` of the random quarter, for whoever changes nothing of it: several tests look at the same thousand."""
    return scored(facts.facts(seed))


def _forms(roster: Roster, when: Period) -> Iterable[Form]:
    """Where values are typed: by the supervisor, by everybody about themselves, and by the chief, if there is one."""
    held = [
        a for p in roster.people.values() if p.id != CHIEF for a in assignments(p, roster, when)
    ]
    yield replace(FORM, people=tuple(held), sheets=(TYPED,))
    led = tuple(a for a in held if a.id != "H")
    scored = {a.id: tuple(x for x in held if x.id == a.id) for a in held}
    scored |= {CHIEF: led} if CHIEF in roster.people else {}
    for rater, about in scored.items():
        name = f"评价/{rater}.xlsx"
        yield Form(name, FormKind.RATER, "", rater, about, (TYPED,), (), scored=about)


def _day(when: Period, number: int) -> date:
    return when.first_day + timedelta(days=number)


def _month_settings(months: MonthFacts | None) -> dict[str, Any]:
    if not months:
        return {}
    words = {"equal": PeriodWeighing.EQUAL, "days": PeriodWeighing.DAYS}
    given = isinstance(months.weights, tuple)
    return {
        "counted_periods": PeriodKind.MONTH,
        "period_weighing": PeriodWeighing.GIVEN if given else words[str(months.weights)],
        "missing_period": MissingPeriod.HOLD if months.hold else MissingPeriod.REWEIGHT,
    }


def _month_weights(quarter: QuarterFacts) -> dict[str, GivenWeight]:
    if not quarter.months or isinstance(quarter.months.weights, str):
        return {}
    months = facts.PERIODS[quarter.period][1]
    return {
        f"M{month:02}": GivenWeight(Fraction(weight), HERE)
        for month, weight in zip(months, quarter.months.weights, strict=True)
    }


def _published(quarter: QuarterFacts, when: Period) -> PublishedPeriods:
    """The months as the ledger has them."""
    months = quarter.months
    if not months:
        return {}
    return {
        month: PublishedPeriod(
            complete,
            {
                who: replace(
                    _month(f"{who}'" if (who, n) in months.renamed else who, results[n]),
                    full_mark=quarter.full_mark,
                )
                for who, results in months.results.items()
                if results[n] != "nothing"
            },
        )
        for n, month in enumerate(when.parts(PeriodKind.MONTH))
        if (complete := months.complete[n]) is not None
    }


def _month(who: str, total: Decimal | str) -> PublishedResult:
    scored = isinstance(total, Decimal)
    state = PeriodState.SCORED if scored else PeriodState.NOT_SCORED
    return PublishedResult(
        who, state, "", "岗", UNIT, total if isinstance(total, Decimal) else None, "", 1
    )


def _scheme(quarter: QuarterFacts, when: Period) -> Scheme:
    months = quarter.months.share if quarter.months else Decimal(0)
    rest = 1 - months
    items = tuple(
        BehaviourItem(
            c, name, Fraction(w) if w else None, HERE, *(quarter.item_limits[name] or (None, ""))
        )
        for c, name, w in ITEMS
    )
    raters = {RATERS[r]: w for r, w in quarter.raters.items()}
    columns = (
        TableColumn("合格", Kind.YES_NO, required=False),
        TableColumn("分值", Kind.NUMBER, required=False),
        TableColumn("计划", Kind.NUMBER, required=False),
        TableColumn("类别", Kind.TEXT, required=False),
    )
    return Scheme(
        settings=Settings(
            period=when.kind,
            behaviour_months=months_named(quarter.named) or (),
            behaviour_share=quarter.behaviour_share,
            behaviour_scale="级",
            total_places=quarter.places,
            bonus_cap=quarter.bonus_cap,
            deduction_cap=quarter.deduction_cap,
            min_peers=quarter.peers,
            department_factor=TIMES[quarter.times],
            attendance=quarter.attendance,
            unpaid_days=quarter.unpaid_days,
            factor_places=quarter.factor_places,
            grade_by=GradeBy.PLACE if quarter.by_place else GradeBy.TOTAL,
            rank_unit=AMONG[quarter.among],
            place_rounding=ROUNDING[quarter.rounding],
            rank_people=quarter.fewest,
            **_month_settings(quarter.months),
            full_mark=quarter.full_mark,
        ),
        posts={
            p: Post(
                p,
                UNIT,
                "组",
                own * rest,
                department * rest,
                company * rest,
                (),
                HERE,
                periods=months,
            )
            for p, (own, department, company) in quarter.mixes.items()
        },
        period_weights=_month_weights(quarter),
        kpis=tuple(
            _kpi(post, k, quarter.full_mark) for post, kpis in quarter.posts.items() for k in kpis
        ),
        tables={"抽查": RecordTable("抽查", "部门", columns)},
        bands={"段": _bands(quarter.full_mark)},
        scales={"级": Scale("级", _levels(quarter.full_mark), quarter.full_mark)},
        behaviours={
            "组": BehaviourSet(
                "组",
                _exact(quarter.categories),
                items,
                _exact(raters),
                _pooling(quarter),
                _calibrated(quarter),
            )
        },
        grades=tuple(
            replace(
                _grade(n, low, high, facts.FACTORS[quarter.factors][n], quarter),
                places=None if share is None else Decimal(share),
            )
            for (n, low, high), share in zip(GRADES, quarter.shares, strict=True)
        ),
        line_items=_line_items(quarter),
    )


def _levels(full: Decimal) -> tuple[Level, ...]:
    return tuple(Level(n, n, Decimal(share) * full) for n, share in LEVELS.items())


def _grade(
    name: str, low: str, high: str | None, factors: Sequence[str], quarter: QuarterFacts
) -> GradeBand:
    top = Decimal(factors[1]) if len(factors) > 1 else None
    known = {"total": FactorKind.TOTAL, "linear": FactorKind.LINEAR if top is not None else None}
    found = known.get(quarter.factors) or FactorKind.FIXED
    full = quarter.full_mark
    end = None if high is None else Decimal(high) * full
    return GradeBand(name, Decimal(low) * full, end, Decimal(factors[0]), name, HERE, found, top)


def _calibrated(quarter: QuarterFacts) -> dict[Rater, Calibration]:
    return {RATERS[kind]: Calibration.RATER for kind in quarter.calibrated}


def _pooling(quarter: QuarterFacts) -> dict[Rater, Pooling]:
    words = dict(zip(("mean", "median", "trimmed"), Pooling, strict=True))
    return {RATERS[kind]: words[how] for kind, how in quarter.pooling.items()}


def _exact(weights: dict[T, Decimal]) -> dict[T, Fraction]:
    return {name: Fraction(weight) for name, weight in weights.items()}


def _maybe(value: int | str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _kpi(post: str, k: KpiFacts, full: Decimal) -> Kpi:
    table = k.source in facts.MEASURED
    usual = "分值" if table and k.source != "count" else ""
    column = {"share": "合格", "value_share": "类别"}.get(k.source, usual)
    one, other = (*(CONDITIONS[w] for w in k.where), ("", ""), ("", ""))[:2]
    return Kpi(
        post, k.name, Fraction(k.weight), True, SOURCES[k.source], "抽查" if table else "", column, *one,
        RULES[k.rule], k.target, k.zero, k.full, "段" if k.rule == "bands" else "", k.cap, k.floor,
        k.minimum if k.source != "typed" else 0, FEW[k.few], NA_POLICIES[k.na], True, "%" if k.percent else "", 1, "",
        "", "", False, HERE, by_days=k.by_days, steps=_bands(full) if k.rule == "bands" else (),
        below=k.limit[0] if k.limit else None, ceiling=k.limit[1] if k.limit else "",
        also_column=other[0], also_value=other[1], join=Join.OR if k.either else Join.AND,
        other_column="计划" if k.source in ("ratio", "weighted") else "",
        counted_value=facts.KINDS[0] if k.source == "value_share" else "",
        points=_points(k, full), full=full, each=k.each, base=k.base, empty=EMPTY[k.empty] if k.empty else None,
        raters=_raters_of(k),
        by_project=k.by_project,
    )  # fmt: skip


def _raters_of(k: KpiFacts) -> tuple[KpiRater, ...]:
    words = dict(zip(("reweight", "hold", "zero"), MissingScore, strict=True))
    return tuple(KpiRater(RATERS[r], Fraction(w), words[what], HERE) for r, w, what in k.raters)


POINT = "点{}"


def _points(k: KpiFacts, full: Decimal) -> tuple[LinePoint, ...]:
    line = LINES[k.line]
    ends = {0: k.open[0], len(line) - 1: k.open[1]}
    return tuple(
        LinePoint(
            POINT.format(n),
            Decimal(x),
            Decimal(y) * full,
            Beyond.ON if ends.get(n) else Beyond.STAYS,
            HERE,
        )
        for n, (x, y) in enumerate(line)
    )


def _bands(full: Decimal) -> tuple[ScoreBand, ...]:
    return tuple(
        ScoreBand(_maybe(low), _maybe(high), Decimal(share) * full, HERE)
        for low, high, share in BANDS
    )


def _line_items(quarter: QuarterFacts) -> dict[str, LineItem]:
    kinds = {"bonus": LineKind.BONUS, "deduction": LineKind.DEDUCTION}
    points = {n: LineItem(n, kinds[kind], quarter.item_caps[n], "", HERE) for n, kind in LINE_ITEMS}
    return points | {n: LineItem(n, LineKind.VETO, None, g, HERE) for n, g in VETOES.items()}


def _roster(quarter: QuarterFacts, people: list[PersonFacts], when: Period) -> Roster:
    long_ago = date(2020, 1, 1)
    period = PeriodDates(
        when.last_day, when.last_day, when.last_day, when.first_day, when.first_day
    )
    moves = tuple(
        Transfer(p.id, _day(when, first), before, after, UNIT, UNIT, HERE)
        for p in people
        for (before, _, _), (after, first, _) in zip(p.stretches, p.stretches[1:], strict=False)
    )
    reason = "经研究同意调整本季度的等级。"
    return Roster(
        people={
            p.id: Person(
                p.id, p.id, UNIT, p.stretches[-1][0],
                "H" if p.id != "H" else CHIEF if quarter.chief else "", "", long_ago,
                None, Employment.EMPLOYED, None, HERE,
            )
            for p in people
        } | ({CHIEF: _chief(long_ago)} if quarter.chief else {}),
        departments={UNIT: Department(UNIT, "", "H", HERE, quarter.department_factor)},
        transfers=moves,
        leave=tuple(
            Leave(p.id, _day(when, first), _day(when, last), "假", HERE)
            for p in people
            for first, last in p.leave
        ),
        unit_results=dict(zip((UNIT, "公司"), quarter.units, strict=True)),
        period=period,
        overrides={p.id: Override(*p.override, reason, "总经理", HERE) for p in people if p.override},
        projects={
            p.id: tuple(Project(name, Fraction(w), HERE) for name, w in p.projects.items())
            for p in people
            if p.projects
        },
    )  # fmt: skip


def _chief(joined: date) -> Person:
    return Person(CHIEF, CHIEF, UNIT, "主管", "", "", joined, None, Employment.EXEMPT, None, HERE)


def _submissions(quarter: QuarterFacts, people: list[PersonFacts], when: Period) -> Submissions:
    items = _line_items(quarter)
    return Submissions(
        records={"抽查": tuple(r for p in people for r in _records(p, when))},
        published=_published(quarter, when),
        typed={
            ((p.id, post, UNIT), name): SubmittedValue(
                NOT_APPLICABLE if v == NA else Decimal(v), HERE
            )
            for p in people
            for (post, name), v in p.typed.items()
        },
        ratings={
            (p.id, item): _entry(given["supervisor"][0])
            for p in people
            for item, given in p.ratings.items()
        },
        opinions={
            (p.id, item): tuple(
                Opinion(RATERS[rater], "x", _entry(level, f"评价/{rater}{n}.xlsx"))
                for rater in ("self", "second", *facts.SEVERAL)
                for n, level in enumerate(given.get(rater, ()))
            )
            for p in people
            for item, given in p.ratings.items()
        },
        scored={
            ((p.id, post, UNIT), name, RATERS[kind]): Opinion(
                RATERS[kind], "x", SubmittedValue(NOT_APPLICABLE if v == NA else Decimal(v), HERE)
            )
            for p in people
            for (post, name), given in p.scored.items()
            for kind, v in given.items()
        },
        targets={
            ((p.id, post, UNIT), name): SubmittedValue(v, HERE)
            for p in people
            for (post, name), v in p.targets.items()
        },
        points={
            ((p.id, post, UNIT), name, POINT.format(n)): SubmittedValue(v, HERE)
            for p in people
            for (post, name), own in p.points.items()
            for n, v in own.items()
        },
        by_project={
            ((p.id, post, UNIT), name, project): SubmittedValue(
                NOT_APPLICABLE if v == NA else Decimal(v), HERE
            )
            for p in people
            for (post, name, project), v in p.typed_of.items()
        },
        weights={
            ((p.id, post, UNIT), name): SubmittedValue(v, HERE)
            for p in people
            for (post, name), v in p.weights.items()
        },
        comments={},
        lines={
            p.id: (
                *(AdjustmentLine(items[n], v, when.first_day, "事由", HERE) for n, v in p.lines),
                *(
                    AdjustmentLine(items[n], Decimal(0), when.first_day, "事由", HERE)
                    for n in p.vetoes
                ),
            )
            for p in people
        },
    )


def _entry(level: str, book: str = BOOK) -> SubmittedValue:
    return SubmittedValue(NOT_APPLICABLE if level == NA else level, CellRef(book, "表", "A1"))


def _records(person: PersonFacts, when: Period) -> Iterable[TableRow]:
    for r in person.records:
        cells: dict[str, Value] = {
            "工号": person.id,
            "日期": _day(when, r.day),
            "合格": NOT_APPLICABLE if r.yes == NA else bool(r.yes),
            "分值": NOT_APPLICABLE if r.amount == NA else Decimal(r.amount),
            "计划": NOT_APPLICABLE if r.plan == NA else Decimal(r.plan),
        }
        if r.kind:
            cells["类别"] = r.kind
        if r.project:
            cells["所属项目"] = r.project
        values = tuple(map(cells.get, POSITIONS))
        yield TableRow(SHEET, 2, POSITIONS, values, (None,) * len(values), frozenset())
