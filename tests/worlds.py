"""A small company in Markdown tables: scheme, roster and one department's workbook, scored by the core."""

from dataclasses import dataclass, field, replace

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.roster.parse import read_roster
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.scoring.score_quarter import score_quarter
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.parse import read_submissions
from tests.books import book

SETTINGS = """
| 项目 | 值 |
| 方案版本 | 测试 |
| 公司名称 | 公司 |
| 保密说明 | 保密 |
| 行为计入季度 | Q2,Q4 |
| 行为占比 | 0.2 |
| 行为量表 | 五级 |
| 总分小数位 | 4 |
| 得分小数位 | 4 |
| 长假天数 | 30 |
| 申诉工作日 | 5 |
"""
POSTS = """
| 岗位 | 单位 | 别名 | 行为组 | 个人权重 | 部门权重 | 公司权重 |
| 工程师 | 甲部 | | 通用 | 1 | 0 | 0 |
| 主管 | 甲部 | | | 1 | 0 | 0 |
"""
KPI_HEADER = (
    "| 岗位 | 指标 | 权重 | 性质 | 取值 | 记录表 | 列 | 条件列 | 条件值 | 量表 | 计分 | 目标 | 零分值 | 满分值 "
    "| 分段表 | 封顶 | 保底 | 最少样本 | 样本不足时 | 不适用时 | 个人目标 | 目标按天数 "
    "| 单位 | 小数位 | 信息来源 | 监控岗位 | 示例 |"
)
LED = "| 主管 | 下属均分 | 1 | 定量 | 下属均分 | | | | | | 原值 | | | | | | | | | 不允许 | 否 | | | 4 | | | 否 |"
SCALES = """
| 量表 | 等级 | 含义 | 得分 |
| 五级 | '5 | 优秀 | 1 |
| 五级 | '4 | 良好 | 0.8 |
| 五级 | '3 | 称职 | 0.6 |
"""
CATEGORIES = "| 行为组 | 类别 | 权重 |\n| 通用 | 能力 | 0.7 |\n| 通用 | 态度 | 0.3 |"
ITEMS = """
| 行为组 | 类别 | 行为项 | 权重 |
| 通用 | 能力 | 准确性 | |
| 通用 | 能力 | 效率 | |
| 通用 | 态度 | 认真 | |
"""
GRADES = """
| 等级 | 下限 | 上限 | 绩效系数 | 含义 |
| A | 0.8 | | 1 | 全额 |
| B | 0.6 | 0.8 | 0.5 | 半额 |
| C | 0 | 0.6 | 0 | 无 |
"""
SPECIFICATION_HEADER = "| 岗位 | 部分 | 项目 | 内容 | 衡量标准 | 内容英文 | 衡量标准英文 | 示例 |\n"
TABLES = "| 记录表 | 填报人 | 说明 |\n| 抽查 | 部门 | |"
TABLE_COLUMNS = """
| 记录表 | 列 | 类型 | 量表 | 必填 | 可不适用 | 最小 | 最大 | 说明 |
| 抽查 | 合格 | 是否 | | 是 | 是 | | | |
| 抽查 | 类别 | 文本 | | 否 | 否 | | | |
| 抽查 | 分值 | 数值 | | 否 | 是 | 0 | 100 | |
"""
PEOPLE = """
| 工号 | 姓名 | 部门 | 岗位 | 直接上级工号 | 邮箱 | 入职日期 | 离职日期 | 状态 | 绩效薪资基数 |
| G0 | 首长 | 甲部 | 主管 | | | 2020-01-01 | | 在职 | |
| G1 | 张三 | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | 3000 |
| G2 | 李四 | 甲部 | 工程师 | G0 | | 2020-01-01 | | 在职 | |
"""
DEPARTMENTS = "| 名称 | 上级部门 | 负责人工号 |\n| 甲部 | | G0 |"
PERIOD = """
| 项目 | 值 |
| 季度 | 2024Q3 |
| 填报截止 | 2024-10-10 |
| 公布日 | 2024-10-18 |
"""
COVER = "| 项目 | 值 |\n| 季度 | 2024Q3 |\n| 部门 | 甲部 |\n| 方案版本 | 测试 |"


def kpi(**cells: str) -> str:
    """A row of sheet 指标, by header; blank where nothing is given."""
    usual = {"岗位": "工程师", "权重": "1", "性质": "定量", "计分": "原值", "不适用时": "重分权重"}
    given = usual | {"个人目标": "否", "小数位": "4", "示例": "否"} | cells
    headers = [h.strip() for h in KPI_HEADER.strip("|").split("|")]
    return "| " + " | ".join(given.get(h, "") for h in headers) + " |"


def typed_kpi(
    name: str, weight: str, rule: str = "原值", target: str = "", na: str = "重分权重"
) -> str:
    """A KPI of the engineer whose value is typed in."""
    return kpi(
        指标=name, 权重=weight, 取值="填报", 计分=rule, 目标=target, 不适用时=na, 个人目标="是"
    )


def record_kpi(source: str, column: str = "合格", **more: str) -> str:
    """A KPI of the engineer that is computed from table 抽查; `more` by header."""
    return kpi(**({"指标": "抽查指标", "取值": source, "记录表": "抽查", "列": column} | more))


@dataclass(frozen=True)
class World:
    """What the tables say; change one with `dataclasses.replace`."""

    kpis: tuple[str, ...] = (typed_kpi("产出", "1"),)
    posts: str = POSTS
    people: str = PEOPLE
    typed: str = ""
    """Rows of 填报值: | 工号 | 指标 | 实际值 |"""
    ratings: str = ""
    targets: str = ""
    checks: str = ""
    """Rows of 抽查: | 工号 | 日期 | 合格 | 类别 | 分值 |"""
    leave: str = ""
    transfers: str = ""
    units: str = ""
    lines: str = ""
    """Rows of 加减分: | 工号 | 项目 | 分值 | 日期 | 事由 |"""
    items: str = ""
    """Rows of 加减分项: | 项目 | 类型 | 上限 | 等级上限 |"""
    overrides: str = ""
    """Rows of 等级调整: | 工号 | 计算等级 | 调整后等级 | 理由 | 批准人 |"""
    raters: str = ""
    """Rows of 评价人: | 行为组 | 评价人 | 权重 |"""
    peers: str = ""
    """Rows of 互评: | 评价人工号 | 被评人工号 |"""
    opinions: dict[str, str] = field(default_factory=dict)
    """Rater's ID → rows of their 行为评价: | 工号 | 行为项 | 等级 |"""
    led: str = LED
    """The head's KPI."""
    accepted: str = ""
    """Rows of 分布例外: | 部门 | 等级 | 理由 | 批准人 |"""
    quotas: str = ""
    """Rows of 强制分布: | 等级 | 最低比例 | 最高比例 |"""
    specifications: str = ""
    """Rows of 岗位说明: | 岗位 | 部分 | 项目 | 内容 | 衡量标准 | 内容英文 | 衡量标准英文 | 示例 |"""
    english: str = ""
    """Rows of 英文名: | 中文 | 英文 |"""
    more_settings: str = ""
    quarter: str = "2024Q3"
    sheets: dict[str, str] = field(default_factory=dict)
    """Whole sheets of the roster that replace the usual ones."""

    def scheme(self) -> Workbook:
        """The scheme workbook."""
        return book(
            "考核方案.xlsx", 设置=SETTINGS + self.more_settings, 岗位=self.posts,
            指标="\n".join((KPI_HEADER, *self.kpis, self.led)),
            评分等级=SCALES, 行为类别=CATEGORIES, 行为项=ITEMS, 等级=GRADES, 记录表=TABLES, 记录列=TABLE_COLUMNS,
            评价人=f"| 行为组 | 评价人 | 权重 |\n{self.raters}",
            强制分布=f"| 等级 | 最低比例 | 最高比例 |\n{self.quotas}",
            岗位说明=SPECIFICATION_HEADER + self.specifications,
            英文名=f"| 中文 | 英文 |\n{self.english}",
            加减分项=f"| 项目 | 类型 | 上限 | 等级上限 | 说明 |\n{self.items}",
        )  # fmt: skip

    def roster(self) -> Workbook:
        """The roster workbook."""
        sheets = {
            "花名册": self.people,
            "部门": DEPARTMENTS,
            "调岗": f"| 工号 | 日期 | 原岗位 | 新岗位 | 原部门 | 新部门 |\n{self.transfers}",
            "等级调整": f"| 工号 | 计算等级 | 调整后等级 | 理由 | 批准人 |\n{self.overrides}",
            "分布例外": f"| 部门 | 等级 | 理由 | 批准人 |\n{self.accepted}",
            "互评": f"| 评价人工号 | 被评人工号 |\n{self.peers}",
            "假勤": f"| 工号 | 起 | 止 | 类型 |\n{self.leave}",
            "部门公司结果": f"| 对象 | 得分 |\n{self.units}",
            "本期": PERIOD.replace("2024Q3", self.quarter),
        }
        return book("花名册.xlsx", **(sheets | self.sheets))

    def department(self) -> dict[str, Workbook]:
        """Everybody's workbook: the engineers' upper department does not exist, so 甲部.xlsx and 主管评价.xlsx."""
        cover = COVER.replace("2024Q3", self.quarter)
        staff = book(
            "甲部.xlsx",
            封面=cover,
            抽查=f"| 工号 | 日期 | 合格 | 类别 | 分值 |\n{self.checks}",
            填报值=f"| 工号 | 指标 | 实际值 |\n{self.typed}",
            行为评价=f"| 工号 | 行为项 | 等级 |\n{self.ratings}",
            加减分=f"| 工号 | 项目 | 分值 | 日期 | 事由 |\n{self.lines}",
            个人目标=f"| 工号 | 指标 | 目标 |\n{self.targets}",
        )
        raters = {
            f"评价/{rater}.xlsx": book(
                f"评价/{rater}.xlsx", 封面=cover, 行为评价=f"| 工号 | 行为项 | 等级 |\n{rows}"
            )
            for rater, rows in self.opinions.items()
        }
        return {"甲部.xlsx": staff, "主管评价.xlsx": book("主管评价.xlsx", 封面=cover)} | raters


def score(world: World) -> QuarterOutcome:
    """The world's quarter; scheme and roster must be sound."""
    quarter = Quarter.parse(world.quarter)
    assert quarter
    scheme, faults = read_scheme(world.scheme())
    assert not faults, faults
    roster, found = read_roster(world.roster(), scheme, quarter)
    expected = forms(scheme, roster, quarter)
    submissions, more = read_submissions(world.department(), expected, scheme, roster, quarter)
    issues: tuple[Issue, ...] = (*found, *more)
    return score_quarter(quarter, scheme, roster, submissions, expected, issues)


def engineer(world: World, person: str = "G1") -> EmployeeOutcome:
    """One person's outcome."""
    return score(world).employees[person]


__all__ = ["World", "engineer", "record_kpi", "replace", "score", "typed_kpi"]
