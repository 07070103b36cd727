"""Documents of the posts: what the scheme must say for them, and what they show."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.text import is_chinese
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.post_documents import unwritten
from gacx_reports.core.scheme.scheme import PostPart, Scheme
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.translation import in_english
from gacx_reports.core.views.letters.posts import Circumstances, objectives_view, specification_view
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World

ZH, EN = translator("zh"), translator("en")
EIGHT = [
    "经理",
    "受理服务组主管",
    "技术服务组主管",
    "大客户代表",
    "受理服务代表",
    "技术工程师",
    "物控助理",
    "技术助理",
]


@pytest.fixture(scope="module")
def sample(templates: Path) -> Scheme:
    """The scheme as committed."""
    book = read_workbook(templates / "scheme.xlsx")
    assert isinstance(book, Workbook)
    return read_scheme(book)[0]


def documents(*posts: str, without: str = "", measure: str = "按期") -> str:
    """Rows of 岗位说明: one line per part, for those posts."""
    return "\n".join(
        f"| {post} | {part} | | 内容 | {measure if part is PostPart.DUTIES else ''} | | | 是 |"
        for post in posts
        for part in PostPart
        if part != without
    )


def found(rows: str) -> Iterable[Issue]:
    """Issues of the small scheme with those rows."""
    return read_scheme(World(specifications=rows).scheme())[1]


def test_a_scheme_without_documents_is_sound() -> None:
    """A company that only appraises needs no documents of posts."""
    assert not list(found(""))


def test_every_part_of_a_post_is_there() -> None:
    """C31 names the post and what it lacks; a post about which nothing is written lacks nothing."""
    assert not list(found(documents("工程师", "主管")))
    assert not list(found(documents("工程师")))
    (issue,) = found(documents("工程师") + "\n" + documents("主管", without="工作流程"))
    assert (issue.code, issue.found, issue.details["parts"]) == ("C31", "主管", "工作流程")


def test_a_post_that_does_not_exist_is_named_at_its_cell() -> None:
    """C03, with the nearest one."""
    rows = documents("工程师", "主管", "主管二")
    issue = next(i for i in found(rows) if i.code == "C03")
    assert issue.place == CellRef("考核方案.xlsx", "岗位说明", "A24")
    assert issue.details["nearest"] == "主管"


def test_a_duty_says_how_it_is_measured() -> None:
    """V01 at the blank cell."""
    codes = {(i.code, i.place.cell) for i in found(documents("工程师", "主管", measure=""))}
    assert codes == {("V01", "E6"), ("V01", "E17")}


@pytest.mark.parametrize(
    ("rows", "code", "parts"),
    [
        ("| 主管 | 岗位目的 | | 带队 | | | | 是 |", "C31", set(PostPart) - {"岗位目的"}),
        (documents("主管", without="培训要求"), "C31", {"培训要求"}),
        (documents("主管", measure=""), "V01", {"工作职责及衡量标准"}),
        (documents("主管") + "\n| 主管 | 工作特征 | | | | | | 否 |", "V01", {"工作特征"}),
        (documents("主管") + "\n| 主管 | 工作环境 | | 室内 | | | | 否 |", "V06", set(PostPart)),
        (documents("主管") + "\n| 主管 | 工作特征 | | 室内 | | | | 大概 |", "V06", {"工作特征"}),
        (documents("主管") + "\n| 主管二 | 工作特征 | | 室内 | | | | 否 |", "C03", set()),
        ("| 岗位 | 岗位 | 岗位 |", "V01", set(PostPart)),
    ],
)
def test_a_fault_of_a_posts_texts_costs_documents_only(
    rows: str, code: str, parts: set[str]
) -> None:
    """It is a warning, so that everybody is scored; the scheme knows which parts can't be printed."""
    scheme, issues = read_scheme(World(specifications=rows).scheme())
    assert code in {i.code for i in issues}
    assert not errors(issues)
    assert unwritten("主管", scheme) == parts


def test_all_eight_posts_have_both_documents(sample: Scheme) -> None:
    """Each with a purpose, three goals, five duties or more, and every KPI."""
    assert list(sample.specifications) == EIGHT
    for post in EIGHT:
        objectives = objectives_view(post, sample, None, ZH)
        assert len(objectives.goals) >= 3
        assert len(objectives.duties) >= 5
        assert len(objectives.reporting) == 2
        assert [k.name for k in objectives.kpis] == [k.name for k in sample.kpis_of(post)]
        assert objectives.evaluation


def test_the_engineer_is_as_the_customer_described(sample: Scheme) -> None:
    """KPIs, weights, sources, watchers, items, duties and requirements, none of them a proposal."""
    view = objectives_view("技术工程师", sample, None, ZH)
    assert [(k.name, k.weight, k.watched_by) for k in view.kpis] == [
        ("安装实施、维修、维护合格率", "60%", "技术主管"),
        ("客户针对实施情况满意度", "20%", "技术助理"),
        ("安装实施、维修、维护数量", "10%", "技术主管"),
        ("质量反馈卡填写质量", "10%", "技术助理"),
    ]
    assert view.evaluation
    assert [len(c.items) for c in view.evaluation.categories] == [5, 4, 6]
    document = specification_view("技术工程师", sample, None, ZH)
    said = {line.text for line in document.requirements.lines if not line.sample}
    assert "大专及以上学历，通信或计算机专业" in said
    (induction,) = (li for li in document.training.lines if not li.sample)
    assert induction.text == "产品性能、常见技术问题、设备的维护"


def test_the_english_documents_have_no_chinese(sample: Scheme) -> None:
    """Whole sentences included, in all eight posts."""
    shown = in_english(sample, sample.english)
    for post in shown.posts:
        for view in (
            objectives_view(post, shown, None, EN),
            specification_view(post, shown, None, EN),
        ):
            assert not is_chinese(repr(view))


def small_roster(scheme: Scheme) -> Roster:
    """The small company's roster."""
    return read_roster(World().roster(), scheme, Period(2024, 3))[0]


def test_a_persons_documents_name_the_person_and_the_superior() -> None:
    """Both sign; a post's own document names nobody and carries no date."""
    scheme, _ = read_scheme(World(specifications=documents("工程师", "主管")).scheme())
    roster = small_roster(scheme)
    about = Circumstances(Period(2024, 3), roster, roster.people["G1"])
    view = specification_view("工程师", scheme, about, ZH)
    assert view.holder
    assert view.holder.name == roster.people["G1"].name
    assert view.heading.quarter == "2024Q3"
    alone = specification_view("工程师", scheme, None, ZH)
    assert alone.holder is None
    assert not alone.heading.first_day
