"""The same facts as the values that reading workbooks gives, scored by the program."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.roster.roster import (
    Department,
    Employment,
    Override,
    Period,
    Person,
    Roster,
    Transfer,
)
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.behaviour_set import BehaviourItem, BehaviourSet, Level, Rater, Scale
from gacx_reports.core.scheme.kpi import FewPolicy, Kpi, NaPolicy, ScoreBand, Source
from gacx_reports.core.scheme.line_item import LineItem, LineKind
from gacx_reports.core.scheme.record_table import RecordTable, TableColumn
from gacx_reports.core.scheme.scheme import GradeBand, Post, Scheme, Settings
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
from tests.recomputation.facts import (
    BANDS,
    GRADES,
    ITEMS,
    LEVELS,
    LINE_ITEMS,
    NA,
    VETOES,
    KpiFacts,
    PersonFacts,
    QuarterFacts,
)

BOOK, UNIT = "甲部.xlsx", "甲部"
HERE = CellRef(BOOK, "表", "A1")
FORM = Form(BOOK, FormKind.DEPARTMENT, UNIT, "主管", (), (), ())
SOURCES = {
    "typed": Source.TYPED,
    "share": Source.SHARE,
    "mean": Source.MEAN,
    "sum": Source.SUM,
    "count": Source.COUNT,
    "led": Source.LED,
}
RULES = dict(
    zip(("share", "lower", "bands", "linear", "least", "most", "as_is"), Rule, strict=True)
)
FEW = dict(zip(("score", "na", "hold", "pool"), FewPolicy, strict=True))
NA_POLICIES = dict(zip(("reweight", "zero", "refuse"), NaPolicy, strict=True))
RATERS = {"supervisor": Rater.SUPERVISOR, "self": Rater.SELF, "peers": Rater.PEERS}
SHEET = Sheet(BOOK, "抽查", ())
POSITIONS = {"工号": 0, "日期": 1, "合格": 2, "分值": 3}


def scored(quarter: QuarterFacts, people: Iterable[PersonFacts] | None = None) -> QuarterOutcome:
    """The program's outcome; `people` are those of the quarter in another order, or fewer."""
    everybody = list(quarter.people if people is None else people)
    when = Quarter(2024, 4 if quarter.rated else 3)
    return score_quarter(
        when, _scheme(quarter), _roster(quarter, everybody, when), _submissions(quarter, everybody, when),
        (FORM,), (),
    )  # fmt: skip


def _day(when: Quarter, number: int) -> date:
    return when.first_day + timedelta(days=number)


def _scheme(quarter: QuarterFacts) -> Scheme:
    items = tuple(BehaviourItem(c, name, Decimal(w) if w else None, HERE) for c, name, w in ITEMS)
    raters = {RATERS[r]: w for r, w in quarter.raters.items()}
    columns = (
        TableColumn("合格", Kind.YES_NO, required=False),
        TableColumn("分值", Kind.NUMBER, required=False),
    )
    bands = tuple(
        ScoreBand(_maybe(low), _maybe(high), Decimal(points), HERE) for low, high, points in BANDS
    )
    return Scheme(
        settings=Settings(
            behaviour_share=quarter.behaviour_share,
            behaviour_scale="级",
            total_places=quarter.places,
            bonus_cap=quarter.bonus_cap,
            deduction_cap=quarter.deduction_cap,
            min_peers=quarter.peers,
        ),
        posts={
            p: Post(p, UNIT, "组", own, department, company, (), HERE)
            for p, (own, department, company) in quarter.mixes.items()
        },
        kpis=tuple(_kpi(post, k) for post, kpis in quarter.posts.items() for k in kpis),
        tables={"抽查": RecordTable("抽查", "部门", columns)},
        bands={"段": bands},
        scales={"级": Scale("级", tuple(Level(n, n, Decimal(s)) for n, s in LEVELS.items()))},
        behaviours={"组": BehaviourSet("组", quarter.categories, items, raters)},
        grades=tuple(
            GradeBand(n, Decimal(low), _maybe(high), Decimal("0.5"), n, HERE)
            for n, low, high in GRADES
        ),
        line_items=_line_items(quarter),
    )


def _maybe(value: int | str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _kpi(post: str, k: KpiFacts) -> Kpi:
    table = k.source in ("share", "mean", "sum", "count")
    column = {"share": "合格", "mean": "分值", "sum": "分值"}.get(k.source, "")
    return Kpi(
        post, k.name, k.weight, True, SOURCES[k.source], "抽查" if table else "", column, "", "",
        RULES[k.rule], k.target, k.zero, k.full, "段" if k.rule == "bands" else "", k.cap, k.floor,
        k.minimum if k.source != "typed" else 0, FEW[k.few], NA_POLICIES[k.na], True, "", 1, "",
        "", "", False, HERE, by_days=k.by_days,
    )  # fmt: skip


def _line_items(quarter: QuarterFacts) -> dict[str, LineItem]:
    kinds = {"bonus": LineKind.BONUS, "deduction": LineKind.DEDUCTION}
    points = {n: LineItem(n, kinds[kind], quarter.item_caps[n], "", HERE) for n, kind in LINE_ITEMS}
    return points | {n: LineItem(n, LineKind.VETO, None, g, HERE) for n, g in VETOES.items()}


def _roster(quarter: QuarterFacts, people: list[PersonFacts], when: Quarter) -> Roster:
    long_ago = date(2020, 1, 1)
    period = Period(when.last_day, when.last_day, when.last_day, when.first_day, when.half_start)
    moves = tuple(
        Transfer(p.id, _day(when, first), before, after, UNIT, UNIT, HERE)
        for p in people
        for (before, _, _), (after, first, _) in zip(p.stretches, p.stretches[1:], strict=False)
    )
    reason = "经研究同意调整本季度的等级。"
    return Roster(
        people={
            p.id: Person(
                p.id, p.id, UNIT, p.stretches[-1][0], "" if p.id == "H" else "H", "", long_ago,
                None, Employment.EMPLOYED, None, HERE,
            )
            for p in people
        },
        departments={UNIT: Department(UNIT, "", "H", HERE)},
        transfers=moves,
        leave=(),
        unit_results=dict(zip((UNIT, "公司"), quarter.units, strict=True)),
        period=period,
        overrides={p.id: Override(*p.override, reason, "总经理", HERE) for p in people if p.override},
    )  # fmt: skip


def _submissions(quarter: QuarterFacts, people: list[PersonFacts], when: Quarter) -> Submissions:
    items = _line_items(quarter)
    return Submissions(
        records={"抽查": tuple(r for p in people for r in _records(p, when))},
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
                Opinion(RATERS[rater], "x", _entry(level))
                for rater in ("self", "peers")
                for level in given.get(rater, ())
            )
            for p in people
            for item, given in p.ratings.items()
        },
        targets={
            ((p.id, post, UNIT), name): SubmittedValue(v, HERE)
            for p in people
            for (post, name), v in p.targets.items()
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


def _entry(level: str) -> SubmittedValue:
    return SubmittedValue(NOT_APPLICABLE if level == NA else level, HERE)


def _records(person: PersonFacts, when: Quarter) -> Iterable[TableRow]:
    for day, yes, amount in person.records:
        cells: dict[str, Value] = {
            "工号": person.id,
            "日期": _day(when, day),
            "合格": NOT_APPLICABLE if yes == NA else bool(yes),
            "分值": NOT_APPLICABLE if amount == NA else Decimal(amount),
        }
        values = tuple(map(cells.get, POSITIONS))
        yield TableRow(SHEET, 2, POSITIONS, values, (None,) * len(values), frozenset())
