"""An evaluation of every quarter is called one of the quarter, and asks for the quarter served."""

from decimal import Decimal
from gettext import NullTranslations
from io import BytesIO

import pytest
from openpyxl import load_workbook

from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.explain.explain import explain
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.words.evaluation import evaluated_kind, evaluation_words
from gacx_reports.core.scoring.comparison.whatif import Other
from gacx_reports.core.views.behaviour import behaviour_of
from gacx_reports.core.views.whatif_rows import source_words
from gacx_reports.excel.results.results_workbook import results_workbook
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import SETTINGS, World, replace, score

ZH, EN = translator("zh"), translator("en")
RATED = "\n".join(
    f"| {who} | {item} | '4 |" for who in ("G1", "G2") for item in ("准确性", "效率", "认真")
)
LATE = World().people.replace(
    "| G1 | 张三 | 甲部 | 工程师 | G0 | | 2020-01-01",
    "| G1 | 张三 | 甲部 | 工程师 | G0 | | 2024-08-05",
)
WORLD = World(
    quarter="2024Q4", people=LATE, typed="| G1 | 产出 | 1 |\n| G2 | 产出 | 1 |", ratings=RATED
)
"""G1 joined in August: was there all fourth quarter, and not all second half-year."""
QUARTERLY = replace(WORLD, scheme_sheets={"设置": SETTINGS.replace("Q2,Q4", "Q1,Q2,Q3,Q4")})


def shown(world: World, t: NullTranslations) -> tuple[str, str, str]:
    """G1: what the report says the evaluation covers, title and first line of `explain`."""
    quarter = score(world)
    person = quarter.employees["G1"]
    view = behaviour_of(person, quarter, {}, t)
    told = next(
        p for p in explain(person, quarter, t) if "valuation" in p.title or "评价" in p.title
    )
    return view.half if view else "", told.title, told.lines[0]


def test_a_quarters_evaluation_is_called_so() -> None:
    """In report and `explain`, in both languages; who was there all quarter is evaluated."""
    assert shown(QUARTERLY, ZH) == ("2024年第4季度", "季度评价", "2024年第4季度")
    assert shown(QUARTERLY, EN) == ("Q4 2024", "Quarterly evaluation", "Q4 2024")
    assert score(QUARTERLY).employees["G1"].total == Decimal("0.96")


def test_a_half_years_evaluation_is_as_ever() -> None:
    """With Q2 and Q4 alone, who came in August has the KPIs only."""
    why = "未服务满半年：个人结果全部由指标构成。"
    assert shown(WORLD, ZH) == ("", "半年度评价", why)
    behaviour = score(WORLD).employees["G2"].behaviour
    assert behaviour
    assert behaviour.half == "2024H2"
    assert score(WORLD).employees["G1"].total == Decimal("1")


@pytest.mark.parametrize(
    ("setting", "kind"),
    [
        ("Q2,Q4", PeriodKind.HALF_YEAR),
        ("Q1,Q2,Q3,Q4", PeriodKind.QUARTER),
        ("Q1,Q2,Q3", PeriodKind.HALF_YEAR),
    ],
)
def test_the_kind_that_all_papers_name(setting: str, kind: PeriodKind) -> None:
    """Where one quarter's covers a half-year, all are called half-yearly."""
    scheme, issues = read_scheme(
        replace(WORLD, scheme_sheets={"设置": SETTINGS.replace("Q2,Q4", setting)}).scheme()
    )
    assert not issues
    assert evaluated_kind(scheme) is kind
    told = evaluation_words("Levels of the half-yearly evaluation", scheme, ZH)
    assert told == ("季度评价的等级" if kind is PeriodKind.QUARTER else "半年评价的等级")


@pytest.mark.parametrize(
    ("world", "header", "cause"), [(QUARTERLY, "季度", "季度评价"), (WORLD, "半年度", "半年度评价")]
)
def test_results_and_what_if_call_it_so(world: World, header: str, cause: str) -> None:
    """The header of sheet 行为评价 in results.xlsx, and the evaluation as a cause in `whatif`."""
    outcome = score(world)
    book = load_workbook(BytesIO(results_workbook(outcome, ZH)))
    assert header in [cell.value for cell in book["行为评价"][1]]
    assert source_words(Other.BEHAVIOUR, outcome.scheme, ZH) == cause
