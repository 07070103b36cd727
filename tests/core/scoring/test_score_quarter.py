"""From workbooks to totals and grades, by the rule book, exactly."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.roster.eligibility import NotScored
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum
from gacx_reports.core.scoring.outcomes import MixPart, Status
from tests.fixtures.markdown_company import (
    PEOPLE,
    POSTS,
    World,
    engineer,
    record_kpi,
    score,
    typed_kpi,
)

BOTH = "| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.5 |"
FINE = World(typed=BOTH)


def test_floats_would_take_half_the_pay() -> None:
    """.1/.2/.3/.4 × .7/.7/.7/.95 is exactly 0.8: A. In binary floats it is 0.7999…: B."""
    weights, scores = ("0.1", "0.2", "0.3", "0.4"), ("0.7", "0.7", "0.7", "0.95")
    assert sum(float(w) * float(s) for w, s in zip(weights, scores, strict=True)) < 0.8
    world = World(
        kpis=tuple(typed_kpi(f"指标{i}", w) for i, w in enumerate(weights)),
        typed="\n".join(
            f"| {p} | 指标{i} | {s} |" for p in ("G1", "G2") for i, s in enumerate(scores)
        ),
    )
    outcome = engineer(world)
    assert (outcome.total, outcome.grade, outcome.pay_factor) == (
        Decimal("0.8000"),
        "A",
        Decimal(1),
    )


@pytest.mark.parametrize(
    ("value", "total", "grade"),
    [
        ("0.8", "0.8000", "A"),
        ("0.79995", "0.8000", "A"),
        ("0.79994999", "0.7999", "B"),
        ("0.6", "0.6000", "B"),
        ("0.59994", "0.5999", "C"),
        ("0", "0.0000", "C"),
        ("1.37", "1.3700", "A"),
    ],
)
def test_the_grade_is_that_of_the_printed_number(value: str, total: str, grade: str) -> None:
    """Bounds are inclusive, and the printed total is the one that is graded."""
    outcome = engineer(replace(FINE, typed=f"| G1 | 产出 | {value} |\n| G2 | 产出 | 1 |"))
    assert (str(outcome.total), outcome.grade) == (total, grade)


def test_na_shares_its_weight_out() -> None:
    """60/20/20 with the last not applicable weighs 75/25, exactly."""
    world = World(
        kpis=(typed_kpi("甲", "0.6"), typed_kpi("乙", "0.2"), typed_kpi("丙", "0.2")),
        typed="\n".join(
            f"| {p} | {k} | {v} |"
            for p in ("G1", "G2")
            for k, v in (("甲", 1), ("乙", "0.5"), ("丙", "不适用"))
        ),
    )
    outcome = engineer(world)
    assert [k.effective_weight for k in outcome.kpis] == [Fraction(3, 4), Fraction(1, 4), 0]
    assert outcome.kpi_score == Fraction(7, 8)


def test_na_scores_zero_where_the_scheme_says_so() -> None:
    """计零分 keeps the weight."""
    world = World(
        kpis=(typed_kpi("甲", "0.6"), typed_kpi("乙", "0.4", na="计零分")),
        typed="\n".join(
            f"| {p} | {k} | {v} |" for p in ("G1", "G2") for k, v in (("甲", 1), ("乙", "N/A"))
        ),
    )
    assert engineer(world).kpi_score == Fraction(6, 10)


def test_na_is_refused_where_the_scheme_says_so() -> None:
    """不允许 holds the person back, with the cell."""
    world = World(
        kpis=(typed_kpi("甲", "1", na="不允许"),), typed="| G1 | 甲 | 不适用 |\n| G2 | 甲 | 1 |"
    )
    outcome = engineer(world)
    assert outcome.status is Status.HELD_BACK
    assert [(i.code, i.place.cell) for i in outcome.issues] == [("V13", "C2")]


def test_blank_is_neither_zero_nor_na() -> None:
    """A blank cell and a missing row hold back that person and nobody else but who leads them."""
    for typed in ("| G1 | 产出 | |\n| G2 | 产出 | 1 |", "| G2 | 产出 | 1 |"):
        found = score(World(typed=typed)).employees
        assert [found[p].status for p in ("G1", "G2")] == [Status.HELD_BACK, Status.SCORED]
        assert found["G0"].status is Status.HELD_BACK
        assert found["G0"].held_by == ("G1",)


def test_the_mean_of_those_led_is_of_printed_totals() -> None:
    """The head's KPI can be recomputed from the reports of those led."""
    found = score(FINE).employees
    assert found["G0"].kpis[0].raw == Fraction(7, 10)
    assert found["G0"].total == Decimal("0.7000")


CHECKS = "\n".join(
    f"| G1 | 2024-07-0{d} | {ok} | {kind} | {n} |"
    for d, ok, kind, n in (
        (1, "是", "装", 10),
        (2, "否", "装", 20),
        (3, "是", "修", 60),
        (4, "不适用", "修", "不适用"),
    )
)
SECOND = "\n| G2 | 2024-07-01 | 是 | 装 | 50 |"


@pytest.mark.parametrize(
    ("kpi", "raw", "n"),
    [
        (record_kpi("是占比"), Fraction(2, 3), 3),
        (record_kpi("是占比", 条件列="类别", 条件值="装"), Fraction(1, 2), 2),
        (record_kpi("均值", "分值"), Fraction(30), 3),
        (record_kpi("合计", "分值"), Fraction(90), 3),
        (record_kpi("计数", ""), Fraction(4), 4),
        (record_kpi("计数", "", 条件列="类别", 条件值="修"), Fraction(2), 2),
        (record_kpi("计数", "", 条件列="合格", 条件值="是"), Fraction(2), 2),
        (record_kpi("计数", "", 条件列="分值", 条件值="10"), Fraction(1), 1),
    ],
)
def test_measures_over_records(kpi: str, raw: Fraction, n: int) -> None:
    """Share of yes, mean, sum and count over one's own rows; 不适用 rows don't count."""
    outcome = engineer(
        World(kpis=(kpi,), checks=CHECKS + SECOND + "\n| G2 | 2024-07-05 | 是 | 修 | 1 |")
    )
    assert (outcome.kpis[0].raw, outcome.kpis[0].n) == (raw, n)


def test_a_kpi_knows_its_cells() -> None:
    """Rows 2 to 4 of column C, in the department's workbook."""
    outcome = engineer(World(kpis=(record_kpi("是占比"),), checks=CHECKS + SECOND))
    assert [str(p) for p in outcome.kpis[0].cells] == ["甲部.xlsx › 抽查 › C2:C4"]


@pytest.mark.parametrize(
    ("few", "status", "below"),
    [
        ("照常计分", Status.SCORED, BelowMinimum.SCORED),
        ("不适用", Status.SCORED, BelowMinimum.NOT_APPLICABLE),
        ("暂缓", Status.HELD_BACK, None),
    ],
)
def test_too_few_records(few: str, status: Status, below: BelowMinimum | None) -> None:
    """Three records where 最少样本 is five: scored, not applicable or held back, by 样本不足时."""
    kpis = (
        record_kpi("是占比", 权重="0.5", 最少样本="5", 样本不足时=few),
        typed_kpi("产出", "0.5"),
    )
    outcome = engineer(World(kpis=kpis, checks=CHECKS + SECOND, typed=BOTH))
    assert outcome.status is status
    if below:
        assert outcome.kpis[0].few is below
    else:
        assert [i.code for i in outcome.issues] == ["P13"]


def test_no_records_hold_back() -> None:
    """n = 0 is never a zero."""
    outcome = engineer(World(kpis=(record_kpi("计数", ""),), checks=SECOND.strip()))
    assert [i.code for i in outcome.issues] == ["P12"]


def test_a_personal_target_replaces_the_schemes() -> None:
    """60 of a personal target of 80; the other keeps the scheme's 120."""
    world = World(
        kpis=(typed_kpi("件数", "1", "达成率", "120"),),
        typed="| G1 | 件数 | 60 |\n| G2 | 件数 | 60 |",
        targets="| G1 | 件数 | 80 |",
    )
    assert engineer(world).kpi_score == Fraction(3, 4)
    assert engineer(world, "G2").kpi_score == Fraction(1, 2)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("| 2020-01-01 | | 在职 | 3000 |", "| 2024-07-02 | | 在职 | 3000 |", NotScored.JOINED_LATE),
        (
            "| 2020-01-01 | | 在职 | 3000 |",
            "| 2020-01-01 | 2024-09-29 | 离职 | 3000 |",
            NotScored.LEFT,
        ),
        ("| 2020-01-01 | | 在职 | 3000 |", "| 2020-01-01 | | 试用 | 3000 |", NotScored.PROBATION),
    ],
)
def test_who_has_not_served_the_whole_quarter_is_not_scored(
    column: str, value: str, reason: NotScored
) -> None:
    """No grade, no factor, never a C; outside the mean of those led."""
    found = score(replace(FINE, people=PEOPLE.replace(column, value, 1))).employees
    assert (found["G1"].status, found["G1"].reason, found["G1"].grade) == (
        Status.NOT_SCORED,
        reason,
        "",
    )
    assert found["G1"].person.id == "G1"
    assert found["G0"].kpis[0].raw == Fraction(1, 2)


def test_a_post_may_have_its_people_appraised_on_probation() -> None:
    """As 技术工程师·试用 with KPIs of its own may; elsewhere nobody is."""
    people = PEOPLE.replace("| 2020-01-01 | | 在职 | 3000 |", "| 2020-01-01 | | 试用 | 3000 |", 1)
    posts = (
        "| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 | 试用考核 |\n"
        "| 工程师 | 甲部 | | 通用 | 1 | 0 | 0 | 是 |\n| 主管 | 甲部 | | | 1 | 0 | 0 | |"
    )
    for sheet, status in ((posts, Status.SCORED), (posts.replace("是", "否"), Status.NOT_SCORED)):
        found = score(replace(FINE, people=people, scheme_sheets={"岗位": sheet}))
        assert found.employees["G1"].status is status


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ("| 2024-07-01 | | 在职 |", Status.SCORED),
        ("| 2020-01-01 | 2024-09-30 | 在职 |", Status.SCORED),
        ("| 2020-01-01 | | 免考核 |", Status.EXEMPT),
    ],
)
def test_the_edges_of_the_quarter(dates: str, status: Status) -> None:
    """First working day and last day are inside; exempt is neither scored nor held back."""
    people = PEOPLE.replace("| 2020-01-01 | | 在职 |", dates, 2).replace(
        dates, "| 2020-01-01 | | 在职 |", 1
    )
    outcome = engineer(replace(FINE, people=people))
    assert (outcome.status, outcome.person.id) == (status, "G1")


@pytest.mark.parametrize(
    ("leave", "status"),
    [
        ("| G1 | 2024-07-01 | 2024-07-29 | 病假 |", Status.SCORED),
        ("| G1 | 2024-07-01 | 2024-07-30 | 病假 |", Status.NOT_SCORED),
        ("| G1 | 2024-06-01 | 2024-07-29 | 产假 |", Status.SCORED),
        (
            "| G1 | 2024-07-01 | 2024-07-20 | 病假 |\n| G1 | 2024-07-10 | 2024-07-29 | 事假 |",
            Status.SCORED,
        ),
    ],
)
def test_long_leave(leave: str, status: Status) -> None:
    """30 calendar days within the quarter, overlapping ones counted once."""
    assert engineer(replace(FINE, leave=leave)).status is status


RATED = "\n".join(
    f"| {p} | {i} | {lv} |"
    for p in ("G1", "G2")
    for i, lv in (("准确性", "'5"), ("效率", "良好"), ("认真", "'3"))
)
Q4 = replace(FINE, quarter="2024Q4", ratings=RATED)


def test_behaviours_count_in_the_quarters_that_the_scheme_names() -> None:
    """Q4: 80 % KPIs, 20 % behaviours: .7 × (1 + .8)/2 + .3 × .6 = .81; Q3: KPIs only."""
    outcome = engineer(Q4)
    assert outcome.behaviour is not None
    assert (outcome.behaviour.half, outcome.behaviour.score) == ("2024H2", Fraction(81, 100))
    assert outcome.total == Decimal("0.8820")
    assert engineer(FINE).behaviour is None


def test_whole_quarter_but_not_half_year_means_kpis_only() -> None:
    """An employee who joined in August has no behaviour score in Q4, and needs no ratings."""
    people = PEOPLE.replace("| 2020-01-01 | | 在职 | 3000 |", "| 2024-08-05 | | 在职 | 3000 |")
    outcome = engineer(replace(Q4, people=people))
    assert (outcome.behaviour, outcome.total, outcome.half_served) == (
        None,
        Decimal("0.9000"),
        False,
    )


def test_a_missing_rating_holds_back() -> None:
    """It never counts as 0."""
    outcome = engineer(replace(Q4, ratings=RATED.replace("| G1 | 效率 | 良好 |\n", "")))
    assert [(i.code, i.details["item"]) for i in outcome.issues] == [("P15", "效率")]


def test_an_item_that_does_not_apply_leaves_its_weight_to_its_category() -> None:
    """不适用 for 认真 empties 态度, whose 30 % goes to 能力."""
    outcome = engineer(
        replace(Q4, ratings=RATED.replace("| G1 | 认真 | '3 |", "| G1 | 认真 | 不适用 |"))
    )
    assert outcome.behaviour is not None
    assert outcome.behaviour.categories["态度"] == (Fraction(0), None)
    assert outcome.behaviour.score == Fraction(9, 10)


def test_the_mix_of_individual_department_and_company() -> None:
    """60 % × 0.9 + 30 % × 0.8 + 10 % × 1 = 0.88."""
    world = World(
        posts=POSTS.replace("通用 | 1 | 0 | 0 |", "通用 | 0.6 | 0.3 | 0.1 |"),
        typed=BOTH,
        units="| 甲部 | 0.8 |\n| 公司 | 1 |",
    )
    outcome = engineer(world)
    assert outcome.mix is not None
    assert list(outcome.mix) == [MixPart.INDIVIDUAL, MixPart.DEPARTMENT, MixPart.COMPANY]
    assert outcome.total == Decimal("0.8800")


def test_a_circle_of_supervisors_names_its_members() -> None:
    """P10, once, at the roster's cell."""
    people = PEOPLE.replace("| G0 | 首长 | 甲部 | 主管 | |", "| G0 | 首长 | 甲部 | 主管 | G1 |")
    world = replace(FINE, people=people)
    scheme, _ = read_scheme(world.scheme())
    _, issues = read_roster(world.roster(), scheme, Period(2024, 3))
    found = [(i.code, i.place.cell, i.details["members"]) for i in errors(issues)]
    assert found == [("P10", "E2", "G0 → G1 → G0")]


def test_a_personal_target_that_the_rule_ignores_is_said() -> None:
    """P35, a warning: 原值 goes by no target, so nobody's report calls it a personal one."""
    found = score(replace(FINE, targets="| G1 | 产出 | 0.7 |"))
    told = [(i.code, i.severity, i.person) for i in found.issues if i.code == "P35"]
    assert told == [("P35", Severity.WARNING, "G1")]
    assert not any(k.personal for k in found.employees["G1"].kpis)


weights = st.lists(st.integers(1, 100), min_size=1, max_size=6)
cells = st.one_of(st.decimals("0", "1.5", places=4), st.just("不适用"))


@settings(max_examples=40)
@given(st.data())
def test_an_independent_recomputation_agrees(data: st.DataObject) -> None:
    """Any weights that total 1, any values and N/As: the total is that of a sum written down plainly."""
    parts = data.draw(weights)
    shares = [Decimal(p) / 1000 for p in parts[:-1]]
    shares.append(1 - sum(shares, Decimal(0)))
    values: list[Decimal | str] = [data.draw(cells) for _ in shares]
    world = World(
        kpis=tuple(typed_kpi(f"指标{i}", f"{w:f}") for i, w in enumerate(shares)),
        typed="\n".join(
            f"| {p} | 指标{i} | {v} |" for p in ("G1", "G2") for i, v in enumerate(values)
        ),
    )
    outcome = engineer(world)
    used = [
        (Fraction(w), Fraction(v)) for w, v in zip(shares, values, strict=True) if v != "不适用"
    ]
    if not used:
        assert outcome.status is Status.HELD_BACK
        return
    exact: Fraction = sum((w * v for w, v in used), Fraction(0)) / sum(w for w, _ in used)
    assert outcome.kpi_score == exact
    assert outcome.total is not None
    difference = Fraction(outcome.total) - exact
    assert abs(difference) <= Fraction(1, 20000)
    assert sum(k.effective_weight for k in outcome.kpis) == 1
