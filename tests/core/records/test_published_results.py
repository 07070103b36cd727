"""A published record as it counts in a longer period."""

from fractions import Fraction

from gacx_reports.core.records.current import published_record
from gacx_reports.core.records.published_results import published_results
from gacx_reports.core.records.revisions import Published, Subject, SubjectKind
from tests.core.scoring.test_projects import world
from tests.fixtures.markdown_company import score


def test_a_kpi_by_project_is_one_kpi_of_its_period() -> None:
    """进度 of G1: 60 % × 1 + 40 % × 0.5; a project is no further score in the year's means."""
    quarter = score(world())
    records = (
        Published(Subject(SubjectKind.EMPLOYEE, i), 1, 1, published_record(e, quarter))
        for i, e in quarter.employees.items()
        if i != "G0"
    )
    assert {
        i: [(k.name, k.score) for k in result.kpis]
        for i, result in published_results(records).items()
    } == {
        "G1": [("进度", Fraction(4, 5)), ("分享", Fraction(7, 10))],
        "G2": [("进度", Fraction(9, 10)), ("分享", Fraction(1, 2))],
    }
