"""Departments and the summary, as views."""

from dataclasses import replace

from gacx_reports.core.views.headcount import Comparison, GradeCount
from gacx_reports.core.views.heading import Unscored
from gacx_reports.core.views.kpi_movement import MoveRow
from gacx_reports.core.views.units.department import DepartmentView, LowKpi
from gacx_reports.core.views.units.pay_rows import PayRow
from gacx_reports.core.views.units.post_table import MemberRow, PostTable
from gacx_reports.core.views.units.rater_rows import RaterRow
from gacx_reports.core.views.units.signatories import SignatoryRow
from gacx_reports.core.views.units.summary import Extreme, SummaryView, UnitRow
from tests.render.pieces_of_views import HEADING, KPIS


def member(n: int, kpis: int = 4) -> MemberRow:
    """The nth member of a post."""
    scores = tuple(f"{0.6 + (n * 7 + k * 3) % 40 / 100:.4f}" for k in range(kpis))
    total = f"{0.95 - n / 60:.4f}"
    change = f"{'+' if n % 2 else '−'}0.0{n:03}" if n % 5 else ""
    names = ("王芳", "欧阳建国", "李晓明", "买买提吐尔逊·艾尼瓦尔")
    remarks = ("", "", "调岗，加扣分 +0.03", "", "", "一票否决，计算等级 A")
    return MemberRow(
        id=f"GA{300 + n:04}",
        name=names[n % 4],
        scores=scores,
        tones=tuple((n + k) % 3 for k in range(kpis)),
        rank=str(n + 1),
        remark=remarks[n % 6],
        behaviour="0.7860",
        total=total,
        grade="AAB"[n % 3],
        change=change,
    )


def table(post: str, people: int, kpis: int = 4) -> PostTable:
    """The table of a post."""
    return PostTable(
        post=post,
        kpis=tuple(KPIS[k % 4].name for k in range(kpis)),
        weights=("10%",) * kpis,
        with_behaviour=True,
        members=tuple(member(n, kpis) for n in range(people)),
        means=("0.8123",) * kpis,
        mean_behaviour="0.7860",
        mean_total="0.8411",
    )


HELD = Unscored(
    "GA0333",
    "赵敏",
    "技术工程师",
    "暂缓",
    "V03 日期不在本季度内（另有 2 项）",
    "技术服务组.xlsx › 抽查记录 › C17",
)
LATE = Unscored("GA0334", "孙浩", "技术助理", "未参与考核", "在本季度首个工作日之后入职", "")
LOWEST = tuple(
    LowKpi("技术工程师", k.name, f"0.{n}123", 9, n / 10) for n, k in enumerate(KPIS[:3], 5)
)
MOVES = tuple(
    MoveRow("技术工程师", k.name, "0.8123", "0.7745", "−0.0378", 0.8123, 0.7745) for k in KPIS
)
GRADES = (
    GradeCount("A", 9, "60.0%", 0.6, 7, 0.5),
    GradeCount("B", 5, "33.3%", 0.333, 6, 0.429),
    GradeCount("C", 1, "6.7%", 0.067, 1, 0.071),
)
COMPARISON = Comparison(15, 14, "0.8123", "0.7988", "+0.0135", "2024Q2")
MISSED = (
    "A：9 人，按 20% 最多 3 人（参与考核 15 人）",
    "C：0 人，按 10% 最少 1 人（参与考核 15 人）",
)


def department() -> DepartmentView:
    """A department where somebody is held back."""
    return DepartmentView(
        heading=HEADING,
        department="技术服务组",
        head="周立新",
        people=17,
        incomplete=True,
        held_back=1,
        not_scored=1,
        grades=GRADES,
        comparison=COMPARISON,
        tables=(table("技术工程师", 12), table("技术助理", 3, 3)),
        apart=(HELD, LATE),
        lowest=LOWEST,
        moves=MOVES,
        bounds=("0.8", "0.6", "0"),
        violations=MISSED,
    )


def first_quarter() -> DepartmentView:
    """A department of which nobody is scored, and no earlier quarter."""
    return replace(
        department(),
        grades=tuple(
            replace(g, count=0, share="0.0%", fill=0.0, before=None, before_fill=0.0)
            for g in GRADES
        ),
        comparison=Comparison(0, None, "—", "—", "", ""),
        tables=(),
        lowest=(),
        moves=(),
    )


def large() -> DepartmentView:
    """Forty people and twelve KPIs, tables that go on overleaf."""
    tables = (table("技术工程师", 28, 12), table("受理岗位", 12, 5))
    return replace(department(), tables=tables, apart=(HELD, LATE) * 10)


def summary() -> SummaryView:
    """Four departments."""
    names = ("公司管理层", "客户服务部", "受理服务组", "技术服务组")
    counts, fills = tuple(g.count for g in GRADES), tuple(g.fill for g in GRADES)
    unit = UnitRow("", "", 17, 15, 1, 1, counts, fills, "0.8123", "0.7988", "+0.0135", "123,456.78")
    people = tuple(
        Extreme(f"GA{n:04}", "欧阳建国", "技术服务组", "技术工程师", f"0.{99 - n}00", "A")
        for n in range(7)
    )
    return SummaryView(
        heading=HEADING,
        grades=GRADES,
        comparison=COMPARISON,
        units=(replace(unit, name=names[0], pay=""), *(replace(unit, name=n) for n in names[1:])),
        people=68,
        held_back=4,
        not_scored=4,
        apart=tuple((n, a) for n in names for a in (HELD, LATE)),
        lowest=LOWEST,
        violations=tuple(("技术服务组", words) for words in MISSED),
        pay="370,370.34",
        top=people,
        bottom=people[:5],
        errors=5,
        warnings=12,
        pay_rows=tuple(
            PayRow(n, 17, "98,000.00", "77,000.00", "78.6%", 0.786, "75,500.00", "+1,500.00")
            for n in names
        ),
        raters=tuple(
            RaterRow(f"欧阳建国（{n}主管）", 90, "0.812", "0.113", "−0.045", 0.812) for n in names
        ),
        more_raters=7,
        moves=MOVES,
    )


def approved_summary() -> SummaryView:
    """The summary of a quarter of which two people stand for each publication but the first."""
    rows = (
        SignatoryRow("1", "2024年10月18日", "王芳", "—", "—"),
        SignatoryRow("2", "2024年11月8日", "买买提吐尔逊·艾尼瓦尔", "欧阳建国", "2024年11月7日"),
    )
    return replace(summary(), signatories=rows)
