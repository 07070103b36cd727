"""A small company on disk whose customers are drawn, worked with as HR does: by commands."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.survey.draw_record import DrawRecord, from_json
from gacx_reports.ledger import survey
from gacx_reports.ledger.store import reading
from tests.fixtures.markdown_company import PEOPLE, World, kpi, typed_kpi
from tests.fixtures.markdown_workbook import sheet
from tests.fixtures.saved_workbook import save

Q = "2024Q3"
ON = ("--on", "2024-10-08")
"""Options of a draw: its day, after the quarter's end."""
TABLES = """
| 回访 | 调查组 | |
| 巡查 | 部门 | |
| 作业 | 部门 | |
"""
COLUMNS = """
| 回访 | 客户 | 文本 | | 是 | 否 | | | |
| 回访 | 满意度 | 等级 | 五级 | 是 | 是 | | | 您对这次服务满意吗？ |
| 巡查 | 客户 | 文本 | | 是 | 否 | | | |
| 巡查 | 合格 | 是否 | | 是 | 否 | | | |
| 作业 | 单号 | 文本 | | 是 | 否 | | | |
| 作业 | 客户 | 文本 | | 是 | 否 | | | |
| 作业 | 联系电话 | 文本 | | 是 | 否 | | | |
| 作业 | 不回访 | 是否 | | 否 | 否 | | | |
| 作业 | 作业类型 | 文本 | | 是 | 否 | | | |
"""
SAMPLING = """
| 回访 | 工程师 | 作业 | 作业类型 | 0.2 | 3 | 8 | 2 | 否 |
| 巡查 | 工程师 | 作业 | | 0.1 | 2 | 4 | 1 | 是 |
"""
KPIS = (
    typed_kpi("产出", "0.4"),
    kpi(指标="满意度", 权重="0.3", 取值="均值", 记录表="回访", 列="满意度"),
    kpi(指标="巡查合格率", 权重="0.3", 取值="是占比", 记录表="巡查", 列="合格"),
)
CALLERS = """
| 调查员 | 工号 | 回避工号 |
| 周敏 | | G1 |
| 何静 | | |
"""
PERIOD = """
| 项目 | 值 |
| 季度 | {quarter} |
| 填报截止 | 2024-10-10 |
| 公布日 | 2024-10-18 |
| 抽样承诺 | {commitment} |
"""
ENGLISH = """
| 甲部 | Dept A |
| 巡查 | Inspections |
| 作业 | Jobs |
"""


def jobs(quarter: str = Q) -> tuple[str, ...]:
    """Rows of table 作业: 30 jobs of each engineer at 20 customers."""
    first = int(quarter[-1]) * 3 - 2
    return tuple(
        f"| {person} | {quarter[:4]}-{first + n % 3:02}-{n % 28 + 1:02} | {person}-{n:03} | 客户{person}{n % 20} "
        f"| 010-5550 {n:04} | {'是' if n == 4 else ''} | {'安装' if n % 2 else '维修'} |"
        for person in ("G1", "G2")
        for n in range(30)
    )


@dataclass
class DrawnCompany:
    """A folder with input, output and ledger."""

    root: Path

    def hand_in(
        self,
        rows: Sequence[str] = (),
        quarter: str = Q,
        commitment: str = "",
        callers: str = CALLERS,
        people: str = PEOPLE,
        sampling: str = SAMPLING,
        *,
        typed: str = "",
        visits: str = "",
    ) -> None:
        """Writes the quarter's scheme, roster and department, with these jobs, values and visits."""
        period = PERIOD.format(quarter=quarter, commitment=commitment)
        world = World(
            kpis=KPIS,
            tables=TABLES,
            columns=COLUMNS,
            sampling=sampling,
            english=ENGLISH,
            people=people,
            typed=typed,
            quarter=quarter,
            sheets={"调查员": callers, "本期": period},
        )
        self.folder(quarter).mkdir(parents=True, exist_ok=True)
        table = "\n".join(
            (
                "| 工号 | 日期 | 单号 | 客户 | 联系电话 | 不回访 | 作业类型 |",
                *(rows or jobs(quarter)),
            )
        )
        for book in (world.scheme(), world.roster(), *world.department().values()):
            save(_with_records(book, table, visits), self.folder(quarter) / book.name)

    def folder(self, quarter: str = Q) -> Path:
        """The quarter's folder of workbooks."""
        return self.root / "in" / quarter

    @property
    def ledger(self) -> Path:
        """The ledger."""
        return self.root / "ledger.sqlite"

    def run(self, *command: str, quarter: str = Q, lang: str = "en", code: int = 0) -> str:
        """Runs a command on the quarter, which must end with `code`; returns its output."""
        paths = ["--input", str(self.root / "in"), "--output", str(self.root / "out")]
        ledger = [] if "plan" in command else ["--ledger", str(self.ledger)]
        given = [*paths, *ledger, "--lang", lang]
        given += ["--jobs", "1"] if command[0] in ("publish", "quarter") else []
        split = 2 if command[0] == "survey" else 1
        arguments = [*command[:split], quarter, *command[split:], *given]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result.output

    def committed(self, quarter: str = Q) -> str:
        """Issues the quarter and enters its commitment in sheet 本期; returns it."""
        self.hand_in(quarter=quarter)
        self.run("templates", quarter=quarter)
        with reading(self.ledger) as db:
            salt = survey.salt_of(db, quarter)
        assert salt
        self.hand_in(quarter=quarter, commitment=salt.commitment)
        return salt.commitment

    def record(self, name: str = "抽样记录.json", quarter: str = Q) -> DrawRecord:
        """The record of a draw."""
        found = from_json((self.folder(quarter) / name).read_text("utf-8"))
        assert found
        return found

    def delete_output(self) -> None:
        """As `make clean` does."""
        shutil.rmtree(self.root / "out")


def _with_records(book: Workbook, table: str, visits: str) -> Workbook:
    """The department's workbook with its jobs and visits; any other workbook as it is."""
    if book.name != "甲部.xlsx":
        return book
    kept = [s for s in book.sheets if s.name != "抽查"]
    more = [
        sheet(book.name, "作业", table),
        sheet(book.name, "巡查", f"| 工号 | 日期 | 客户 | 合格 |\n{visits}"),
    ]
    return replace(book, sheets=(*kept, *more))
