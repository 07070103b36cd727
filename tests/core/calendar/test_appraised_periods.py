"""Which periods a scheme appraises, and which of them rate and count behaviours."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from gacx_reports.core.calendar.appraised_periods import months_named
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.translation import issues_in
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import translator
from tests.core.scheme.test_settings import book_with, with_settings
from tests.test_docs import GUIDES, examples


@pytest.fixture(scope="module")
def workbook(templates: Path) -> Workbook:
    """The bundled scheme."""
    book = read_workbook(templates / "scheme.xlsx")
    assert not isinstance(book, Issue)
    return book


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Q2,Q4", (6, 12)),
        ("q4、Q2，Q2", (6, 12)),
        ("6月,12月", (6, 12)),
        ("M06、M12", (6, 12)),
        ("M6", (6,)),
        ("H1，H2", (6, 12)),
        ("y", (12,)),
        ("Q1,M05,12月", (3, 5, 12)),
        ("", ()),
        *(
            (wrong, None)
            for wrong in ("6", "2,4", "Q5", "M13", "0月", "M", "月", "H3", "半年", "Q")
        ),
    ],
)
def test_what_a_scheme_may_name(text: str, months: tuple[int, ...] | None) -> None:
    """Months, quarters, half-years and the year, each by its last month; a bare number could be either."""
    assert months_named(text) == months


@pytest.mark.parametrize(
    ("kind", "named", "rated", "counted", "other"),
    [
        ("季度", "Q2,Q4", ("Q2", "Q4"), "2024Q4", "2024Q3"),
        ("季度", "M05", ("Q2",), "2024Q2", "2024Q4"),
        ("月度", "6月,12月", ("M06", "M12"), "2024M06", "2024M07"),
        ("月度", "Q2,Q4", ("M06", "M12"), "2025M12", "2025M11"),
        ("半年", "Q2,Q4", ("H1", "H2"), "2024H1", ""),
        ("半年", "H2", ("H2",), "2024H2", "2024H1"),
        ("年度", "Q2,Q4", ("Y",), "2024Y", ""),
        ("年度", None, (), "", "2024Y"),
    ],
)
def test_a_period_counts_behaviours_if_a_named_one_ends_in_it(
    kind: str,
    named: str | None,
    rated: tuple[str, ...],
    counted: str,
    other: str,
    workbook: Workbook,
) -> None:
    """Whatever kind the scheme appraises; half-years and years always where they are the half-years' own ends."""
    scheme, issues = with_settings(
        workbook, {"考核周期": kind, "行为计入季度": named, "长假天数": 20}
    )
    assert not issues
    assert scheme.settings.rated_periods == rated
    for text, expected in ((counted, True), (other, False)):
        if period := Period.parse(text):
            assert scheme.behaviours_count(period) is expected


@pytest.mark.parametrize(
    ("kind", "most"), [("月度", 28), ("季度", 92), ("半年", 184), ("年度", 366)]
)
def test_days_of_leave_are_bounded_by_the_period(kind: str, most: int, workbook: Workbook) -> None:
    """A limit that no February reaches would never hold anybody out."""
    for name in ("长假天数", "缺勤起扣天数"):
        usual: dict[str, Raw] = {"考核周期": kind, "长假天数": 20}
        assert not with_settings(workbook, {**usual, name: most})[1]
        _, issues = with_settings(workbook, {**usual, name: most + 1})
        assert [(i.code, i.details["high"]) for i in issues] == [(C.SETTING_IMPOSSIBLE, str(most))]


@pytest.mark.parametrize(
    ("given", "run", "cell"),
    [
        ({}, "2024M07", ""),
        ({"考核周期": "半年"}, "2024Q3", "B18"),
        ({"考核周期": "年度"}, "2024H1", "B18"),
    ],
)
def test_a_period_of_another_kind_is_refused(
    given: dict[str, Raw], run: str, cell: str, workbook: Workbook
) -> None:
    """C44 at the setting, or at the sheet that lacks it; in both languages it says what to write."""
    period = Period.parse(run)
    _, (issue,) = read_scheme(book_with(workbook, given), period)
    assert (issue.code, issue.place.sheet, issue.place.cell) == (C.OTHER_PERIOD, "设置", cell)
    wanted = {"M": "月度", "Q": "季度", "H": "半年"}[run[4]]
    assert f"“考核周期”写成“{wanted}”" in describe(issue, translator("zh")).mend
    (told,) = issues_in("en", [issue], None)
    english = describe(told, translator("en"))
    assert run in english.title
    assert "Period appraised in sheet Settings" in english.mend


@pytest.mark.parametrize("run", ["2024Q3", "2023Q4"])
def test_a_scheme_that_says_nothing_is_for_quarters(run: str, workbook: Workbook) -> None:
    """Every scheme from before the setting reads as it did."""
    scheme, issues = read_scheme(workbook, Period.parse(run))
    assert not issues
    assert scheme == read_scheme(workbook)[0]


EXAMPLES = examples(GUIDES[0], "考核周期", "行为计入季度", "考核期", "行为")


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: "-".join(row.values()))
def test_rated_periods_by_example(row: Mapping[str, str], workbook: Workbook) -> None:
    """As change-a-kpi.md has them."""
    given: dict[str, Raw] = {name: row[name] for name in ("考核周期", "行为计入季度")}
    period = Period.parse(row["考核期"])
    assert period
    scheme, issues = read_scheme(book_with(workbook, {**given, "长假天数": 20}), period)
    if row["行为"].startswith("C"):
        assert [str(i.code) for i in issues] == [row["行为"]]
    else:
        assert not issues
        assert scheme.behaviours_count(period) == (row["行为"] == "计入")
