"""Subordinates, other departments, customers and a committee rate beside self, supervisor and peers."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.explain.explain import explain
from gacx_reports.core.records.quarter_record import canonical, employee_record
from gacx_reports.core.scheme.behaviour_set import LISTED, Rater
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.views.behaviour import behaviour_of
from gacx_reports.excel.results.rater_columns import several_headers, several_kinds, voices
from gacx_reports.i18n import translator
from tests.core.scoring.test_behaviour import rated
from tests.fixtures.markdown_company import PEOPLE, World, engineer, score

OTHERS = {
    "下级": ("G3", "G4", "G5"),
    "客户": ("K1", "K2", "K3"),
    "委员会": ("G2", "W1", "W2"),
}
"""Kind → who rates G1: G3 to G5 report to G1, those with K and W come from outside."""
NAMED = {"K1": "周先生", "K2": "吴女士", "K3": "郑女士", "W1": "王教授", "W2": "冯律师"}
STAFF = ("G1", "G2", "G3", "G4", "G5")
WORLD = World(
    quarter="2024Q4",
    people=PEOPLE
    + "".join(
        f"| G{i} | 员工{i} | 甲部 | 工程师 | G1 | | 2020-01-01 | | 在职 | |\n" for i in (3, 4, 5)
    ),
    typed="\n".join(f"| {p} | 产出 | 0.9 |" for p in STAFF),
    ratings="\n".join(rated(p, "4") for p in STAFF),
    raters="| 通用 | 上级 | 0.4 |\n| 通用 | 下级 | 0.2 |\n| 通用 | 客户 | 0.3 |\n| 通用 | 委员会 | 0.1 |",
    peers="\n".join(
        f"| {who} | G1 | {kind} | {NAMED.get(who, '')} |" for kind, ids in OTHERS.items() for who in ids
    ),
    opinions={
        who: rated("G1", level)
        for who, level in zip(
            (*OTHERS["下级"], *OTHERS["客户"], *OTHERS["委员会"]), "554333544", strict=True
        )
    },
)  # fmt: skip


def test_each_kind_has_its_mean_and_its_weight() -> None:
    """.4 × .8 + .2 × (1 + 1 + .8)/3 + .3 × .6 + .1 × (1 + .8 + .8)/3."""
    outcome = engineer(WORLD)
    assert outcome.behaviour
    mean = Fraction(28, 30), Fraction(6, 10), Fraction(26, 30)
    assert outcome.behaviour.score == (
        Fraction(32, 100) + mean[0] / 5 + mean[1] * 3 / 10 + mean[2] / 10
    )
    assert [(r.rater, r.n, r.score) for r in outcome.behaviour.items[0].raters] == [
        (Rater.SUPERVISOR, 1, Fraction(8, 10)),
        (Rater.SUBORDINATES, 3, mean[0]),
        (Rater.CUSTOMERS, 3, mean[1]),
        (Rater.COMMITTEE, 3, mean[2]),
    ]


@pytest.mark.parametrize("kind", OTHERS)
def test_too_few_of_any_kind_stay_silent(kind: str) -> None:
    """Two of three rate: their weight goes to the others, and neither mean nor number is anywhere."""
    silent = {OTHERS[kind][0]: ""}
    outcome = engineer(replace(WORLD, opinions=WORLD.opinions | silent))
    assert outcome.behaviour
    for item in outcome.behaviour.items:
        assert Rater(kind) not in {r.rater for r in item.raters}
        assert sum(r.weight for r in item.raters) == 1


def test_a_kind_that_may_not_be_missing_holds_back() -> None:
    """暂缓: P29 names the kind, never who of it has not rated."""
    outcome = engineer(
        replace(WORLD, opinions=WORLD.opinions | {"K2": ""}, more_settings="| 缺评处理 | 暂缓 |\n")
    )
    assert outcome.status is Status.HELD_BACK
    missing = [i for i in outcome.issues if i.code == "P29"]
    assert {i.details["rater"] for i in missing} == {"客户"}
    assert "K2" not in str(missing)


def test_report_record_and_explain_have_kinds_and_numbers_and_nobody_of_them() -> None:
    """No number, no name, no workbook of a rater other than the supervisor."""
    quarter = score(WORLD)
    outcome = quarter.employees["G1"]
    shown = behaviour_of(outcome, quarter, {}, translator("zh"))
    assert shown
    assert [(r.name, r.weight) for r in shown.raters] == [
        ("上级", "40%"),
        ("下级", "20%"),
        ("客户", "30%"),
        ("委员会", "10%"),
    ]
    assert shown.categories[0].items[0].raters == ("0.80", "0.93 (3)", "0.60 (3)", "0.87 (3)")
    record = canonical(employee_record(outcome, quarter.scheme))
    told = explain(outcome, quarter, translator("zh"))
    words = record + "".join(line for p in told for line in (p.title, *p.lines))
    assert '"客户":{"n":3' in record
    assert "客户：3 人均分 0.6" in words
    for who in (*OTHERS["下级"], *NAMED, *NAMED.values(), "评价/"):
        assert who not in words


def test_the_results_have_two_columns_per_kind_that_rated() -> None:
    """Mean and number; peers always, as before."""
    quarter = score(WORLD)
    kinds = several_kinds(quarter)
    assert kinds == (Rater.PEERS, Rater.SUBORDINATES, Rater.CUSTOMERS, Rater.COMMITTEE)
    assert [h for h, _ in several_headers(kinds)][2:4] == [
        "Subordinates' mean",
        "Number of subordinates",
    ]
    behaviour = quarter.employees["G1"].behaviour
    assert behaviour
    cells = [str(c) for c in voices(behaviour.items[0], kinds)]
    assert cells[:6] == ["0.8000", "None", "None", "None", "0.9333", "3"]
    assert set(LISTED) >= set(kinds)
