"""The outcome of one KPI: its figures and cells, or the issue that says what is missing and where."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum, KpiOutcome
from gacx_reports.core.scoring.outcomes import Status
from tests.fixtures.markdown_company import World, engineer, kpi, record_kpi, score, typed_kpi

OTHER = "| G2 | 产出 | 1 |"
CHECKS = """\
| G1 | 2024-07-01 | 是 | 装 | 10 |
| G1 | 2024-07-02 | 否 | 装 | 20 |
| G1 | 2024-07-03 | 是 | 修 | 60 |
| G2 | 2024-07-01 | 是 | 装 | 50 |
"""
HALF = typed_kpi("产出", "0.5")
VALUES = f"| G1 | 产出 | 0.9 |\n{OTHER}"


def told(issue: Issue) -> tuple[str, str, str, dict[str, str], str]:
    """Code, place, what was found, details and person."""
    return issue.code, str(issue.place), issue.found, dict(issue.details), issue.person


def figures(k: KpiOutcome) -> tuple[object, ...]:
    """Raw value, records, hits, target, whether it is a personal one, score, weight and level."""
    return k.raw, k.n, k.hits, k.target, k.personal, k.score, k.effective_weight, k.level


@pytest.mark.parametrize(
    ("na", "reason"),
    [
        ("重分权重", "N/A where it does not apply"),
        ("计零分", "N/A where it does not apply"),
        ("不允许", "the scheme does not let this one be N/A"),
    ],
)
def test_a_missing_value_is_told_with_its_sheet_person_and_way_out(na: str, reason: str) -> None:
    """P05 says whether 不适用 would do."""
    world = World(kpis=(typed_kpi("产出", "1", na=na),), typed=OTHER)
    (issue,) = engineer(world).issues
    details = {"kpi": "产出", "reason": reason}
    assert told(issue) == ("P05", "甲部.xlsx › 填报值", "张三", details, "G1")


def test_na_that_is_refused_is_told_with_its_cell() -> None:
    """V13 names column and KPI."""
    world = World(
        kpis=(typed_kpi("产出", "1", na="不允许"),), typed=f"| G1 | 产出 | N/A |\n{OTHER}"
    )
    (issue,) = engineer(world).issues
    details = {"header": "实际值", "kpi": "产出", "about": "张三 › 产出"}
    assert told(issue) == ("V13", "甲部.xlsx › 填报值 › C2", "不适用", details, "G1")


def test_a_typed_value_has_a_cell_and_no_records() -> None:
    """Its target is the scheme's."""
    world = World(
        kpis=(typed_kpi("产出", "1", "达成率", "2"),), typed=f"| G1 | 产出 | 1 |\n{OTHER}"
    )
    k = engineer(world).kpis[0]
    assert figures(k) == (1, None, None, 2, False, Fraction(1, 2), 1, "")
    assert [str(c) for c in k.cells] == ["甲部.xlsx › 填报值 › C2"]
    assert [k.few, k.days, k.cut, k.goal, k.pooled] == [BelowMinimum.NO, None, 1, 2, None]


def test_a_personal_target_is_marked_as_one() -> None:
    """The goal is the person's; nobody else's changes."""
    world = World(
        kpis=(typed_kpi("产出", "1", "达成率", "2"),),
        typed=f"| G1 | 产出 | 1 |\n{OTHER}",
        targets="| G1 | 产出 | 4 |",
    )
    assert figures(engineer(world).kpis[0])[3:6] == (4, True, Fraction(1, 4))
    assert figures(engineer(world, "G2").kpis[0])[3:6] == (2, False, Fraction(1, 2))


def test_a_typed_level_is_its_score_and_shows_its_name() -> None:
    """`4` on the scale of five is 0.8."""
    rated = kpi(指标="质量", 取值="填报", 量表="五级")
    world = World(kpis=(rated,), typed="| G1 | 质量 | '4 |\n| G2 | 质量 | 优秀 |")
    assert figures(engineer(world).kpis[0])[:3] == (Fraction(4, 5), None, None)
    assert [engineer(world, p).kpis[0].level for p in ("G1", "G2")] == ["4 良好", "5 优秀"]


@pytest.mark.parametrize(
    ("na", "points", "weight"),
    [("重分权重", None, 0), ("计零分", Fraction(0), Fraction(1, 2))],
)
def test_a_typed_na_has_a_cell_and_no_value(na: str, points: object, weight: object) -> None:
    """By 不适用时 without a score, its weight with the others; or a score of 0."""
    world = World(
        kpis=(HALF, typed_kpi("新品", "0.5", "达成率", "2", na)),
        typed=f"{VALUES}\n| G1 | 新品 | 不适用 |\n| G2 | 新品 | 1 |",
    )
    k = engineer(world).kpis[1]
    assert figures(k) == (None, None, None, 2, False, points, weight, "")
    assert [str(c) for c in k.cells] == ["甲部.xlsx › 填报值 › C4"]
    assert k.few is BelowMinimum.NO


def few(**cells: str) -> World:
    """Half of 抽查, with at least five records of which there are three, and half typed in."""
    given = {"权重": "0.5", "计分": "达成率", "目标": "0.9", "最少样本": "5"} | cells
    return World(kpis=(record_kpi("是占比", **given), HALF), checks=CHECKS, typed=VALUES)


def test_too_few_records_that_make_it_inapplicable_are_still_shown() -> None:
    """How many there were, how many were 是, and where."""
    k = engineer(few(样本不足时="不适用")).kpis[0]
    assert figures(k) == (None, 3, 2, Decimal("0.9"), False, None, 0, "")
    assert [str(c) for c in k.cells] == ["甲部.xlsx › 抽查 › C2:C4"]
    assert k.few is BelowMinimum.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("least", "expected"),
    [("4", BelowMinimum.SCORED), ("3", BelowMinimum.NO), ("", BelowMinimum.NO)],
)
def test_a_minimum_is_inclusive(least: str, expected: BelowMinimum) -> None:
    """Three records are enough for a minimum of three."""
    k = engineer(few(样本不足时="照常计分", 最少样本=least)).kpis[0]
    assert figures(k)[:3] == (Fraction(2, 3), 3, 2)
    assert k.few is expected


def test_one_record_is_enough_where_no_minimum_is_asked_for() -> None:
    """Even where too few hold back."""
    one = World(kpis=(record_kpi("是占比", 样本不足时="暂缓"),), checks=CHECKS)
    assert engineer(one, "G2").kpis[0].few is BelowMinimum.NO


@pytest.mark.parametrize(
    ("world", "code", "found", "least"),
    [
        (few(样本不足时="暂缓"), "P13", "3", "5"),
        (replace(few(样本不足时="暂缓"), checks=CHECKS.strip()[-35:]), "P12", "0", "5"),
        (replace(few(最少样本="", 样本不足时="照常计分"), checks=""), "P12", "0", "1"),
    ],
    ids=["too few", "none", "none at all"],
)
def test_too_few_records_that_hold_back_are_told_with_their_sheet(
    world: World, code: str, found: str, least: str
) -> None:
    """With their number and the minimum."""
    (issue,) = engineer(world).issues
    details = {"kpi": "抽查指标", "minimum": least}
    assert told(issue) == (code, "甲部.xlsx › 抽查", found, details, "G1")


def test_a_head_without_anybody_scored_is_told_at_the_roster() -> None:
    """No sheet could be mended: everybody led is exempt."""
    people = World().people.replace(
        "| G0 | | 2020-01-01 | | 在职", "| G0 | | 2020-01-01 | | 免考核"
    )
    (issue,) = score(World(people=people)).employees["G0"].issues
    details = {"kpi": "下属均分", "minimum": "1"}
    assert told(issue) == ("P12", "花名册.xlsx › 花名册 › A2", "0", details, "G0")


def test_a_head_of_few_people_is_marked_or_held_back() -> None:
    """A minimum of three people, of whom there are two."""
    led = World().led
    for policy, status in (("照常计分", Status.SCORED), ("暂缓", Status.HELD_BACK)):
        few_led = led.replace("原值 | | | | | | | | |", f"原值 | | | | | | | 3 | {policy} |")
        head = score(World(led=few_led, typed=VALUES)).employees["G0"]
        assert head.status is status
        if head.kpis:
            k = head.kpis[0]
            assert figures(k)[:3] == (Fraction(19, 20), 2, None)
            assert (k.few, k.cells) == (BelowMinimum.SCORED, ())


def test_a_kpi_by_bands_takes_those_of_the_scheme() -> None:
    """0.9 is in the upper band."""
    bands = "| 阶梯 | | 0.5 | 0.2 |\n| 阶梯 | 0.5 | | 0.75 |"
    world = World(
        kpis=(kpi(指标="产出", 取值="填报", 计分="分段", 分段表="阶梯"),), bands=bands, typed=VALUES
    )
    assert engineer(world).kpis[0].score == Fraction(3, 4)


def test_a_cap_and_a_floor_hold() -> None:
    """Between 0.2 and 1.1, whatever the value."""
    rule = kpi(指标="产出", 取值="填报", 封顶="1.1", 保底="0.2")
    world = World(kpis=(rule,), typed="| G1 | 产出 | 1.5 |\n| G2 | 产出 | 0.1 |")
    assert [engineer(world, p).kpis[0].score for p in ("G1", "G2")] == [
        Fraction(11, 10),
        Fraction(1, 5),
    ]


@pytest.mark.parametrize(
    ("policy", "kpi", "expected"),
    [
        ("满分", {"计分": "达成率", "目标": "3", "封顶": "0.9"}, (None, Fraction(1), "empty")),
        ("零分", {"保底": "0.4"}, (None, Fraction(0), "empty")),
        ("按零计", {"计分": "按次扣分", "每次分值": "0.1"}, (Fraction(0), Fraction(1), "no")),
        (
            "按零计",
            {"计分": "越低越好", "目标": "2", "封顶": "1.2"},
            (Fraction(0), Fraction("1.2"), "no"),
        ),
        ("不适用", {"样本不足时": "暂缓"}, (None, None, "not_applicable")),
    ],
)
def test_without_any_record_the_scheme_says_what_it_scores(
    policy: str, kpi: dict[str, str], expected: tuple[Fraction | None, Fraction | None, str]
) -> None:
    """Full marks and none whatever cap and floor are; nobody's fault is nobody's hold-up."""
    count = record_kpi("计数", "", **({"无记录时": policy, "权重": "0.5"} | kpi))
    k = engineer(World(kpis=(count, typed_kpi("产出", "0.5")), typed=VALUES)).kpis[0]
    assert (k.raw, k.score, k.few) == expected


def test_without_any_record_a_kpi_may_wait_though_few_are_enough() -> None:
    """暂缓 is P12, whatever 样本不足时 says."""
    count = record_kpi("计数", "", 无记录时="暂缓", 样本不足时="不适用")
    assert [i.code for i in engineer(World(kpis=(count,))).issues] == ["P12"]
