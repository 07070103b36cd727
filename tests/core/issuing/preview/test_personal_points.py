"""Points of one person's own in the preview: the same score, or a word where the program has none."""

from dataclasses import replace
from pathlib import Path

import pytest

from gacx_reports.core.forms.forms import forms
from gacx_reports.core.scoring.outcomes import Status
from tests.core.issuing.preview.compare import Parity, compare
from tests.core.issuing.preview.engines import by_ironcalc
from tests.core.issuing.preview.small import built, totals
from tests.core.issuing.preview.test_boundaries import people
from tests.core.submissions.test_own_points import LINE, ON_THE_LINE, moved_world
from tests.fixtures.markdown_company import World, kpi, score

VALUES = ("0", "79.5", "80", "85", "90", "95", "100", "120", "130", "150", "155", "400", "不适用")
OWN: tuple[dict[str, str], ...] = (
    {"目标值": "90"},
    {"门槛值": "84.5"},
    {"目标值": "110", "挑战值": "130"},
    {},
)
"""Each person has one of these, in turn."""
OPEN = LINE.replace("0.6 | |", "0.6 | 延伸 |").replace("1.5 | |", "1.5 | 延伸 |")


def company(line: str, own: tuple[dict[str, str], ...]) -> World:
    """Somebody for every value and every set of own points."""
    pairs = [(v, points) for points in own for v in VALUES]
    typed = "\n".join(f"| E{n} | 数量 | {v} |" for n, (v, _) in enumerate(pairs))
    rows = "\n".join(
        f"| E{n} | 数量 | {value} | | {point} |"
        for n, (_, points) in enumerate(pairs)
        for point, value in points.items()
    )
    return World(
        kpis=(
            kpi(**(ON_THE_LINE | {"权重": "0.5"})),
            kpi(指标="质量", 取值="填报", 权重="0.5"),
        ),
        people=people([("",)] * len(pairs)),
        typed=typed + "\n" + "\n".join(f"| E{n} | 质量 | 0.5 |" for n in range(len(pairs))),
        own_sheets={"个人目标": f"| 工号 | 指标 | 目标 | 说明 | 点 |\n{rows}"},
        scheme_sheets={"折线": line},
    )


def compared(world: World, tmp_path: Path) -> Parity:
    """The preview of 甲部.xlsx beside the program's outcome."""
    outcome, parity = score(world), Parity()
    expected = forms(outcome.scheme, outcome.roster, outcome.quarter)
    form = next(f for f in expected if f.workbook == "甲部.xlsx")
    compare(by_ironcalc(built(world, tmp_path)), outcome, form, parity, "")
    return parity


@pytest.mark.parametrize("line", [LINE, OPEN], ids=["closed", "open"])
def test_every_piece_of_a_personal_line_is_previewed(line: str, tmp_path: Path) -> None:
    """Below, at, between and above the points, of which some are the person's own."""
    parity = compared(company(line, OWN), tmp_path)
    assert parity.differences == []
    assert parity.totals == len(VALUES) * len(OWN)


FAULTY: tuple[dict[str, str], ...] = (
    {"目标值": "160"},
    {"门槛值": "100"},
    {"最高值": "200"},
    {"目标值": "很多"},
)


def test_a_line_that_is_faulty_has_no_total(tmp_path: Path) -> None:
    """Out of order, a point that isn't there, words: for everybody, also where the KPI is 不适用."""
    world = company(LINE, FAULTY)
    outcome = score(world)
    held = [e for who, e in outcome.employees.items() if who.startswith("E")]
    assert {e.status for e in held} == {Status.HELD_BACK}
    parity = compared(world, tmp_path)
    assert parity.differences == []
    assert parity.words >= len(held)


@pytest.mark.parametrize("own", ["45", "44", "60", "83.2"])
def test_beside_an_own_point_the_others_are_cut_to_days(own: str, tmp_path: Path) -> None:
    """For 51 of 92 days 80 → 100 → 150 is 44.35 → 55.43 → 83.15."""
    for value in ("40", "44.7", "50", "70", "90"):
        world = moved_world(f"| G1 | 数量 | {own} | | 目标值 |")
        world = replace(
            world, typed=world.typed.replace("| G1 | 数量 | 90 |", f"| G1 | 数量 | {value} |")
        )
        parity = compared(world, tmp_path)
        assert parity.differences == []
        found = score(world).employees["G1"]
        assert (found.status is Status.HELD_BACK) == (own in ("44", "83.2"))
        shown = totals(by_ironcalc(built(world, tmp_path)))["G1"]
        assert isinstance(shown, float | int) == (found.total is not None)
