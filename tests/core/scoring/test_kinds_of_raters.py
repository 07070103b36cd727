"""Subordinates, other departments, customers and a committee rate beside self, supervisor and peers."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.explain.explain import explain
from gacx_reports.core.records.quarter_record import canonical, employee_record
from gacx_reports.core.scheme.behaviour_set import LISTED, Rater
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.views.behaviour import behaviour_of, rater_words
from gacx_reports.excel.results.rater_columns import headers_of, other_kinds, voices
from gacx_reports.i18n import translator
from tests.core.scoring.test_behaviour import asked, rated
from tests.fixtures.markdown_company import PEOPLE, World, engineer, score
from tests.test_docs import GUIDES, examples, number, plain

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
    kinds = other_kinds(quarter)
    assert kinds == (Rater.PEERS, Rater.SUBORDINATES, Rater.CUSTOMERS, Rater.COMMITTEE)
    assert [h for h, _ in headers_of(kinds)][2:4] == [
        "Subordinates' score",
        "Number of subordinates",
    ]
    behaviour = quarter.employees["G1"].behaviour
    assert behaviour
    cells = [str(c) for c in voices(behaviour.items[0], kinds)]
    assert cells[:6] == ["0.8000", "None", "None", "None", "0.9333", "3"]
    assert set(LISTED) >= set(kinds)


@pytest.mark.parametrize(
    ("how", "levels", "expected"),
    [
        ("", "5543", "0.85"),
        ("均值", "5543", "0.85"),
        ("中位数", "5543", "0.9"),
        ("中位数", "553", "1"),
        ("去极值均值", "5543", "0.9"),
        ("去极值均值", "5553", "1"),
        ("去极值均值", "533", "0.6"),
        ("去极值均值", "53", "0.8"),
    ],
)
def test_how_several_become_one(how: str, levels: str, expected: str) -> None:
    """5, 4 and 3 are 1, .8 and .6; of two equal extremes one is left out, of two levels none."""
    raters = ("G3", "G4", "G5", "G2")[: len(levels)]
    outcome = engineer(
        replace(
            WORLD,
            raters=f"| 通用 | 同事 | 1 | {how} |",
            peers="\n".join(f"| {r} | G1 | | |" for r in raters),
            opinions={r: rated("G1", level) for r, level in zip(raters, levels, strict=True)},
            more_settings="| 同事评价最少人数 | 2 |\n",
            ratings="",
        )
    )
    assert outcome.behaviour
    assert outcome.behaviour.score == Fraction(expected)


def test_what_is_not_averaged_is_said_wherever_the_raters_are() -> None:
    """On the report, in the letter's words, in the record and in explain; in English, too."""
    world = replace(
        WORLD,
        raters=WORLD.raters.replace("客户 | 0.3 |", "客户 | 0.3 | 中位数 |").replace(
            "下级 | 0.2 |", "下级 | 0.2 | 去极值均值 |"
        ),
    )
    quarter = score(world)
    outcome = quarter.employees["G1"]
    shown = behaviour_of(outcome, quarter, {}, translator("zh"))
    assert shown
    assert shown.treated == "下级：去极值均值；客户：中位数"
    assert rater_words(quarter.scheme.behaviours["通用"], translator("en")) == (
        "supervisor 40%·subordinates 20% (mean without extremes)·Customer 30% (median)·committee 10%"
    )
    record = canonical(employee_record(outcome, quarter.scheme))
    assert '"客户":{"n":3,"pooling":"中位数"' in record
    told = [line.strip() for p in explain(outcome, quarter, translator("zh")) for line in p.lines]
    assert "客户：3 人的中位数 0.6，权重 30%" in told
    assert "下级：3 人去掉一个最高和一个最低后的均分 1，权重 20%" in told


def test_one_person_has_nothing_to_be_made_one() -> None:
    """C46 at the cell of 汇总; 均值 says the same as a blank."""
    for how, expected in (("中位数", [("C46", "D2")]), ("均值", [])):
        _, issues = read_scheme(replace(WORLD, raters=f"| 通用 | 上级 | 1 | {how} |").scheme())
        assert [(i.code, i.place.cell) for i in issues] == expected


def test_the_example_of_the_guide() -> None:
    """Scores and effective weights of the table, from its weights and levels; customers stay silent."""
    rows = examples(GUIDES[0], "评价人", "权重", "汇总", "等级", "得分", "有效权重")
    numbers = iter(range(100))
    given = {r["评价人"]: [f"X{next(numbers)}" for _ in r["等级"].split("、")] for r in rows[1:]}
    levels = {
        who: level
        for r in rows[1:]
        for who, level in zip(given[r["评价人"]], r["等级"].split("、"), strict=True)
    }
    staff = "".join(
        f"| {who} | 某{who} | 甲部 | 工程师 | G1 | | 2020-01-01 | | 在职 | |\n"
        for kind, ids in given.items()
        if kind != "客户"
        for who in ids
    )
    outcome = engineer(
        replace(
            WORLD,
            people=WORLD.people + staff,
            raters="\n".join(
                f"| 通用 | {r['评价人']} | {plain(r['权重'])} | {r['汇总']} |" for r in rows
            ),
            peers="\n".join(
                f"| {who} | G1 | {kind} | {'周' if kind == '客户' else ''} |"
                for kind, ids in given.items()
                for who in ids
            ),
            opinions={who: rated("G1", level) for who, level in levels.items()},
        )
    )
    assert outcome.behaviour
    found = {r.rater.value: (r.score, r.weight) for r in outcome.behaviour.items[0].raters}
    assert found == {
        r["评价人"]: (number(r["得分"]), number(r["有效权重"])) for r in rows if r["得分"]
    }
    assert outcome.behaviour.items[0].score == Fraction(8, 10)
    assert examples(GUIDES[1], *rows[0]) == rows


SECOND = replace(
    WORLD,
    raters="| 通用 | 上级 | 0.75 |\n| 通用 | 间接上级 | 0.25 |",
    peers="",
    opinions={"G0": rated("G3", "3") + "\n" + rated("G4", "5")},
)
"""G3 to G5 report to G1, and G1 to G0."""


def test_the_second_superior_is_asked_by_the_roster() -> None:
    """Of those two steps below, in a workbook of their own; alone and known, so no number of raters."""
    assert asked(SECOND) == {"评价/G0.xlsx": ["G3", "G4", "G5"]}
    quarter = score(SECOND)
    outcome = quarter.employees["G3"]
    assert outcome.behaviour
    assert outcome.behaviour.score == Fraction(75, 100) * Fraction(8, 10) + Fraction(6, 40)
    shown = behaviour_of(outcome, quarter, {}, translator("zh"))
    assert shown
    assert [(r.name, r.weight) for r in shown.raters] == [("上级", "75%"), ("间接上级", "25%")]
    assert shown.categories[0].items[0].raters == ("0.80", "0.60")
    assert [h for h, _ in headers_of(other_kinds(quarter))][:2] == [
        "Second superior's score",
        "Peers' score",
    ]


def test_who_has_no_second_superior_or_whose_is_silent_is_rated_by_the_rest() -> None:
    """重分权重: G1 reports to the head alone, G5's second superior has not rated; 暂缓 holds both back."""
    quarter = score(SECOND)
    for person in ("G1", "G5"):
        behaviour = quarter.employees[person].behaviour
        assert behaviour
        assert behaviour.score == Fraction(8, 10)
    held = score(replace(SECOND, more_settings="| 缺评处理 | 暂缓 |\n"))
    assert held.employees["G3"].status is Status.SCORED
    for person in ("G1", "G5"):
        assert {i.code for i in held.employees[person].issues} == {"P29"}


def test_what_the_roster_lists_comes_before_who_is_second_superior() -> None:
    """Listed as one of the committee, G0 is no second superior of G3."""
    world = replace(SECOND, peers="| G0 | G3 | 委员会 | |")
    assert asked(world) == {"评价/G0.xlsx": ["G4", "G5"]}
