"""Self, supervisor and peers: weighted by the scheme, never named, never counted as 0 when missing."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.forms.form import FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.records.quarter_record import canonical, employee_record
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.behaviour_set import Rater
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.views.behaviour import behaviour_of
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import PEOPLE, World, engineer, score

ITEMS = ("准确性", "效率", "认真")


def rated(person: str, level: str) -> str:
    """Every item of one person at one level."""
    return "\n".join(f"| {person} | {item} | '{level} |" for item in ITEMS)


MORE = "".join(
    f"| G{i} | 同事{i} | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |\n" for i in (3, 4)
)
EVERYBODY = ("G1", "G2", "G3", "G4")
ROUND = World(
    quarter="2024Q4",
    people=PEOPLE + MORE,
    typed="\n".join(f"| {p} | 产出 | 0.9 |" for p in EVERYBODY),
    ratings="\n".join(rated(p, "4") for p in EVERYBODY),
    raters="| 通用 | 上级 | 0.5 |\n| 通用 | 自评 | 0.2 |\n| 通用 | 同事 | 0.3 |",
    peers="| G2 | G1 |\n| G3 | G1 |\n| G4 | G1 |",
    opinions={
        "G1": rated("G1", "5"),
        "G2": rated("G2", "5") + "\n" + rated("G1", "3"),
        "G3": rated("G3", "5") + "\n" + rated("G1", "3"),
        "G4": rated("G4", "5") + "\n" + rated("G1", "5"),
    },
)


def test_three_raters_by_their_weights() -> None:
    """.5 × .8 + .2 × 1 + .3 × (.6 + .6 + 1)/3 = .82."""
    outcome = engineer(ROUND)
    assert outcome.behaviour
    assert outcome.behaviour.score == Fraction(82, 100)
    assert [(r.rater, r.n) for r in outcome.behaviour.items[0].raters] == [
        (Rater.SUPERVISOR, 1),
        (Rater.SELF, 1),
        (Rater.PEERS, 3),
    ]


def test_the_report_shows_what_each_kind_of_rater_gave_and_weighs() -> None:
    """A column per kind: the item's score can be computed by hand, and nobody is named."""
    quarter = score(ROUND)
    shown = behaviour_of(quarter.employees["G1"], quarter, {}, translator("zh"))
    assert shown
    assert [(r.name, r.weight) for r in shown.raters] == [
        ("自评", "20%"),
        ("上级", "50%"),
        ("同事", "30%"),
    ]
    assert shown.categories[0].items[0].raters == ("1.00", "0.80", "0.73 (3)")


def test_columns_carry_no_weight_where_it_is_not_every_items() -> None:
    """G1 finds one item 不适用 for himself: there his 20 % goes to the others, elsewhere not."""
    own = rated("G1", "5").replace("'5", "不适用", 1)
    quarter = score(replace(ROUND, opinions=ROUND.opinions | {"G1": own}))
    shown = behaviour_of(quarter.employees["G1"], quarter, {}, translator("zh"))
    assert shown
    assert [r.weight for r in shown.raters] == ["", "", ""]
    assert shown.categories[0].items[0].raters == ("—", "0.80", "0.73 (3)")


def test_too_few_peers_stay_silent() -> None:
    """With two peers instead of the required three, their weight of 30 % is shared out."""
    opinions = {r: rows for r, rows in ROUND.opinions.items() if r != "G4"} | {
        "G4": rated("G4", "5")
    }
    outcome = engineer(replace(ROUND, opinions=opinions))
    assert outcome.behaviour
    assert outcome.behaviour.score == (
        Fraction(5, 10) * Fraction(8, 10) + Fraction(2, 10)
    ) / Fraction(7, 10)


@pytest.mark.parametrize(
    ("policy", "status"), [("重分权重", Status.SCORED), ("暂缓", Status.HELD_BACK)]
)
def test_a_missing_self_rating(policy: str, status: Status) -> None:
    """By 缺评处理 its weight is shared out or the employee is held back; it never counts as 0."""
    opinions = ROUND.opinions | {"G1": ""}
    outcome = engineer(
        replace(ROUND, opinions=opinions, more_settings=f"| 缺评处理 | {policy} |\n")
    )
    assert outcome.status is status
    if outcome.behaviour:
        assert outcome.behaviour.score > Fraction(7, 10)
    else:
        assert {i.code for i in outcome.issues} == {"P29"}


def test_no_output_says_who_rated() -> None:
    """The record names kinds, numbers and means; no rater's ID and no rating workbook."""
    found = score(ROUND)
    text = canonical(employee_record(found.employees["G1"], found.scheme))
    assert not any(peer in text for peer in ("G2", "G3", "G4", "评价/"))
    assert '"同事":{"n":3' in text


def test_strictness_of_each_rater_against_the_others() -> None:
    """The strictest first; those who rate alone at one level have no spread."""
    found = {s.rater: s for s in score(ROUND).strictness}
    assert found["首长（主管）"].mean == Fraction(8, 10)
    assert found["首长（主管）"].spread == 0
    assert found["首长（主管）"].n == 12
    assert found["李四（工程师）"].mean == Fraction(8, 10)
    assert found["李四（工程师）"].spread == Fraction(2, 10)
    # The others' 21 levels total 18.6; those of all but G4 are 27 and total 22.2.
    assert found["首长（主管）"].against_others == Fraction(8, 10) - Fraction(186, 210)
    assert found["同事4（工程师）"].against_others == 1 - Fraction(222, 270)
    (alone,) = score(replace(ROUND, raters="", peers="", opinions={})).strictness
    assert alone.against_others is None


def test_peers_who_say_not_applicable_hide_nobody() -> None:
    """Three peers of whom two say 不适用 are one level, which would be that one's: it stays silent."""
    silent = rated("G1", "3").replace("'3", "不适用")
    opinions = ROUND.opinions | {p: rated(p, "5") + "\n" + silent for p in ("G2", "G3")}
    outcome = engineer(replace(ROUND, opinions=opinions))
    assert outcome.behaviour
    assert {r.rater for i in outcome.behaviour.items for r in i.raters} == {
        Rater.SUPERVISOR,
        Rater.SELF,
    }


def asked(world: World) -> dict[str, list[str]]:
    """Rater's workbook → IDs of those whom it is about."""
    quarter = Period(2024, 4)
    scheme, _ = read_scheme(world.scheme())
    roster, _ = read_roster(world.roster(), scheme, quarter)
    return {
        f.workbook: [a.id for a in f.people]
        for f in forms(scheme, roster, quarter)
        if f.kind is FormKind.RATER
    }


def test_nobody_is_asked_who_has_left_or_about_who_is_not_evaluated() -> None:
    """G2 left in November; G1 joined in September, after the half-year's first day."""
    people = ROUND.people.replace(
        "| G2 | 李四 | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 |",
        "| G2 | 李四 | 甲部 | 工程师 | G0 | | 2020-01-01 | 2024-11-20 | 离职 |",
    ).replace("| G0 | | 2020-01-01 | | 在职 | 3000 |", "| G0 | | 2024-09-02 | | 在职 | 3000 |")
    assert asked(ROUND)["评价/G2.xlsx"] == ["G2", "G1"]
    assert asked(replace(ROUND, people=people)) == {
        "评价/G3.xlsx": ["G3"],
        "评价/G4.xlsx": ["G4"],
    }


def test_an_item_shows_the_supervisors_level_and_its_cell() -> None:
    """Two items share 能力 equally; the cell is that of the level, in the department's workbook."""
    outcome = engineer(replace(ROUND, ratings=ROUND.ratings.replace("'4", "'3", 1)))
    assert outcome.behaviour
    shown = [
        (i.name, i.level, i.meaning, i.effective_weight, str(i.place))
        for i in outcome.behaviour.items
    ]
    assert shown == [
        ("准确性", "3", "称职", Fraction(1, 2), "甲部.xlsx › 行为评价 › C2"),
        ("效率", "4", "良好", Fraction(1, 2), "甲部.xlsx › 行为评价 › C3"),
        ("认真", "4", "良好", Fraction(1), "甲部.xlsx › 行为评价 › C4"),
    ]


def test_an_item_without_a_supervisor_shows_nobodys_cell() -> None:
    """Where the supervisor does not rate, the place is the employee's own row of the roster."""
    outcome = engineer(replace(ROUND, raters="| 通用 | 自评 | 1 |", ratings="", peers=""))
    assert outcome.behaviour
    assert outcome.behaviour.score == 1
    assert {(i.level, i.meaning, i.place) for i in outcome.behaviour.items} == {
        ("", "", outcome.person.place)
    }


def weighted(*weights: str) -> str:
    """Sheet 行为项 with these weights."""
    rows = zip(("能力", "能力", "态度"), ITEMS, weights, strict=True)
    return "| 行为组 | 类别 | 行为项 | 权重 |\n" + "\n".join(
        f"| 通用 | {category} | {item} | {weight} |" for category, item, weight in rows
    )


ALONE = World(quarter="2024Q4", typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.9 |")


def levels(*given: str) -> str:
    """Rows of 行为评价: these levels for G1, the best for G2."""
    rows = zip(ITEMS, given, strict=True)
    return rated("G2", "5") + "\n" + "\n".join(f"| G1 | {item} | {lv} |" for item, lv in rows)


@pytest.mark.parametrize(
    ("weights", "given", "expected"),
    [
        (("0.75", "0.25", "1"), ("'5", "'3", "'4"), "0.87"),
        (("0.75", "0.25", "1"), ("不适用", "'3", "'4"), "0.66"),
        (("", "", ""), ("'1", "'5", "'4"), "0.59"),
        (("", "", ""), ("'5", "'5", "'1"), "0.7"),
        (("1", "0", "1"), ("不适用", "'5", "'4"), "0.8"),
        (("1", "0", "1"), ("'3", "'5", "'4"), "0.66"),
    ],
    ids=["weights", "the rest takes it", "a level of 0", "a category of 0", "only 0 left", "0"],
)
def test_items_weigh_what_the_scheme_says(
    weights: tuple[str, ...], given: tuple[str, ...], expected: str
) -> None:
    """70 % 能力 and 30 % 态度, as .7 × (.75 × 1 + .25 × .6) + .3 × .8 = .87.

    A level may be worth 0, and counts; a category of which only items apply that weigh 0 does not.
    """
    lowest = "| 五级 | '1 | 不称职 | 0 |\n"
    outcome = engineer(
        replace(ALONE, items_rated=weighted(*weights), ratings=levels(*given), levels=lowest)
    )
    assert outcome.behaviour
    assert outcome.behaviour.score == Fraction(expected)


def test_what_does_not_apply_weighs_nothing() -> None:
    """And somebody to whom no item applies has no evaluation, so that KPIs alone count."""
    partly = engineer(replace(ALONE, ratings=levels("'5", "不适用", "不适用")))
    assert partly.behaviour
    assert [i.effective_weight for i in partly.behaviour.items] == [1, 0, 0]
    assert [i.score for i in partly.behaviour.items] == [1, None, None]
    assert dict(partly.behaviour.categories) == {
        "能力": (Fraction(1), Fraction(1)),
        "态度": (Fraction(0), None),
    }
    none = engineer(replace(ALONE, ratings=levels("不适用", "不适用", "不适用")))
    assert (none.behaviour, str(none.total)) == (None, "0.9000")


def test_a_missing_level_is_named_with_its_person_sheet_and_item() -> None:
    """The supervisor's by P15; another rater's by P29, for each item that he left out."""
    ratings = "\n".join((rated("G2", "5"), "| G1 | 准确性 | '5 |", "| G1 | 认真 | '5 |"))
    outcome = engineer(replace(ALONE, ratings=ratings))
    found = [(i.code, str(i.place), i.found, i.details, i.person) for i in outcome.issues]
    assert found == [("P15", "甲部.xlsx › 行为评价", "张三", {"item": "效率"}, "G1")]
    own = ROUND.opinions | {"G1": "| G1 | 认真 | '5 |"}
    outcome = engineer(replace(ROUND, opinions=own, more_settings="| 缺评处理 | 暂缓 |\n"))
    found = [(i.code, str(i.place), i.found, i.details, i.person) for i in outcome.issues]
    assert found == [
        ("P29", "甲部.xlsx › 行为评价", item, {"rater": "自评"}, "G1") for item in ITEMS[:2]
    ]
