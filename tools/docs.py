"""`make docs`: writes the tables of docs/ that follow from the code.

A table is between `<!-- generated: NAME -->` and `<!-- end -->`; the rest of a page is written by hand
and kept. `tests/test_docs.py` fails while a page and the code disagree.
"""

import io
import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import openpyxl

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.catalogue import FAMILIES
from gacx_reports.core.codes.code import Cause, Code, Entry
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.forms.input_sheets import (
    COMMENTS,
    COVER,
    RATINGS,
    TARGETS,
    TYPED,
    WEIGHTS,
    record_sheet,
)
from gacx_reports.core.language.vocabulary import TABS, VOCABULARY
from gacx_reports.core.roster.roster import PeriodDates, Roster
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.record_table import RecordTable
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.bounds import SETTING_FIELDS
from gacx_reports.core.scheme.settings.settings import Settings
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from gacx_reports.core.sheets.columns import Column, Kind, SheetForm
from gacx_reports.core.sheets.read_cell import bound
from gacx_reports.excel.results.results_workbook import results_workbook
from gacx_reports.i18n import Language, translator

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = ("codes.md", "file-formats.md")
_BLOCK = re.compile(r"(<!-- generated: ([a-z]+) -->\n)(.*?)(\n<!-- end -->)", re.DOTALL)

TITLES = {
    "F": "文件 files",
    "S": "工作表 sheets and covers",
    "V": "单元格的值 values of cells",
    "P": "人员与填报 people and what is filled in about them",
    "C": "考核方案 the scheme",
    "D": "登记的日期 days on record",
    "A": "复核 approvals",
}
CAUSES = {
    Cause.SCHEME: "考核方案有错误 any error of the scheme",
    Cause.ROSTER: "花名册有错误；涉及某人的，看此人那一行 an error of the roster; about a person, of that row",
    Cause.SHEET: "同一工作表、封面或工作簿有错误 an error of the sheet, the cover or the workbook",
    Cause.LED: "所带人员暂缓 somebody who is led is held back",
    Cause.OTHER_SCHEME: "换方案试算（`whatif`） comparison with another scheme (`whatif`)",
}
KINDS = {
    Kind.TEXT: "文本 text",
    Kind.ID: "工号 ID",
    Kind.NUMBER: "数值 number",
    Kind.RATIO: "比率 ratio",
    Kind.DATE: "日期 date",
    Kind.YES_NO: "是/否 yes/no",
    Kind.CHOICE: "选项 choice",
    Kind.ANY: "依行而定 depends on the row",
}
LEVELS = {
    Severity.ERROR: "错误 error",
    Severity.WARNING: "警告 warning",
    Severity.NOTE: "提示 note",
}
SETTING_NOTES = {
    "方案版本": "印在报告上；各工作簿封面须一致 printed; the covers must agree",
    "公司名称": "报告页眉 head of every report",
    "保密说明": "报告页脚 foot of every report",
    "行为计入季度": "如 `Q2,Q4`、`6月,12月`、`H1,H2` 或 `Y`：其中之一在哪一期结束，哪一期就评价并计入；空白为不计入"
    " such as `Q2,Q4`, `M06,M12`, `H1,H2` or `Y`: a period in which one of them ends rates and counts; blank: never",
    "行为占比": "0%–100%，占个人得分；从不计入时可空白 share of the individual's result; may be blank if never counted",
    "行为量表": "“评分等级”中的量表；没有行为组时可空白 a scale of sheet 评分等级; may be blank without behaviour sets",
    "总分小数位": "2–6；满分不是 1 的为 0–6 where the full mark isn't 1: 0–6",
    "得分小数位": "2–6（0–6）；只影响显示 display only",
    "长假天数": "1–92 个自然日 calendar days; 月度 month 1–28, 半年 half-year 1–184, 年度 year 1–366",
    "申诉工作日": "1–60 个工作日 working days",
    "加分上限": "0–1 × 满分 full mark；空白为不限 blank: no cap",
    "扣分上限": "0–1 × 满分 full mark；空白为不限 blank: no cap",
    "报告显示金额": "是/否 yes/no；员工报告上印金额 print the amount on the employee's report",
    "强制分布人数": "超过此数才检查 checked in units above it",
    "同事评价最少人数": "少于此数不采用、不显示 fewer are neither used nor shown",
    "缺评处理": "重分权重 re-weight · 暂缓 hold back",
    "最迟公布月数": "1–120，默认 12；季度结束后多少个月内首次公布 months within which to publish first; default 12",
    "部门系数": "不用（默认）、花名册、部门结果；绩效系数乘什么 what the pay factor is multiplied by",
    "缺勤扣减": "是、否（默认）；绩效系数是否乘以不在假的天数比例 whether days of leave reduce pay",
    "缺勤起扣天数": "0–92，默认 0，其他周期上限同“长假天数”；假期超过多少天才扣 days of leave up to which they don't",
    "系数小数位": "2–6，默认 4；算出的系数四舍五入到几位 decimals of a computed pay factor",
    "等级方式": "分数（默认）、名次；计算等级按什么评定 what decides the computed grade: totals (default), places",
    "名次范围": "部门（默认）、岗位、公司；在谁当中排名次 among whom places are given",
    "名次取整": "四舍五入（默认）、进一、舍去；累计比例 × 人数取整 how the running share × people is rounded",
    "名次最少人数": "2–10000，默认 5；人数不足的单位按总分评等级 smaller units are graded by totals",
    "奖金包分配": "不用（默认）、系数×基数、得分×基数、得分；部门奖金包怎样分配 how pools are shared: default not",
    "满分": "1–1000，最多两位小数，默认 1；得分、结果、总分都计到这个数 what a fully reached score counts; default 1",
    "复核": "否/公布/发送/公布和发送，默认“否”；另一人批准后才公布、发送 what a second person approves; default: no",
    "考核周期": "月度、季度（默认）、半年、年度；考核哪一种周期 the kind of period appraised; default: quarters",
    "各期单位": "月度、季度（默认）、半年；计入哪一种考核期 which published periods count; default: quarters",
    "各期计权": "等权（默认）、按天、给定（写在“各期”表）；各期怎样加权 how they weigh; default: equally",
    "缺期处理": "暂缓（默认）、重分权重；未公布的一期 what a period not published yet does; default: hold back",
    "不满期处理": "不考核（默认）、按各期；期中入职、离职的 who joined or left within; default: not appraised",
}


def main() -> None:
    """Rewrite the pages that disagree with the code, and print their names."""
    for name in PAGES:
        page = DOCS / name
        old = page.read_text("utf-8")
        if (new := regenerated(old)) != old:
            page.write_text(new, "utf-8")
            sys.stdout.write(f"docs/{name}\n")


def regenerated(text: str) -> str:
    """The page's text with each generated block replaced by the present one."""
    return _BLOCK.sub(lambda m: f"{m[1]}{BLOCKS[m[2]]()}{m[4]}", text)


def table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; bars in cells are escaped."""
    lines = [list(headers)]
    lines += [["---"] * len(lines[0])]
    lines += [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def both(message: str) -> str:
    """A message in Chinese, `<br>`, and English; only once if they are equal."""
    chinese = translator("zh").gettext(message) if message else ""
    return chinese if chinese == message else f"{chinese}<br>{message}"


# ---- codes.md ------------------------------------------------------------------------------------


def codes() -> str:
    """Markdown sections with a table of issue codes, one per family."""
    return "\n\n".join(map(_family, FAMILIES))


def _family(family: type[Code]) -> str:
    letter = family.__name__
    headers = (
        *("代码 code", "级别 level", "问题 what is wrong", "应为 expected"),
        *("如何更正 how to mend", "例 example", "可能源于 may follow from"),
    )
    return f"## {letter} {TITLES[letter]}\n\n{table(headers, map(_code, family))}"


def _code(code: Code) -> tuple[str, ...]:
    entry = code.entry
    return (
        f'<a id="{code}"></a>**{code}**<br>`{code.slug}`',
        _level(entry),
        both(entry.title),
        both(entry.expected),
        both(entry.mend),
        f"`{entry.example}`",
        "<br>".join(map(_cause, entry.caused_by)),
    )


def _level(entry: Entry) -> str:
    """Severity in both languages; a second line for harmless cases if theirs differs."""
    milder = [f"{LEVELS[entry.if_harmless]}（无碍时 where harmless）"] if entry.if_harmless else []
    return "<br>".join([LEVELS[entry.severity], *milder])


def _cause(cause: Entry | Code | Cause) -> str:
    """A link to a code; words in both languages for a Cause."""
    if isinstance(cause, Cause):
        return CAUSES[cause]
    code = cause.code if isinstance(cause, Entry) else cause.value
    return f"[{code}](#{code})"


# ---- file-formats.md -----------------------------------------------------------------------------


def scheme() -> str:
    """Markdown sections about the sheets of 考核方案.xlsx."""
    return sheets(SCHEME_SHEETS)


def settings() -> str:
    """A Markdown table of the rows of the scheme's sheet 设置."""
    return table(
        ("项目", "值 value"),
        [(f"`{name}`<br>{VOCABULARY[name]}", SETTING_NOTES[name]) for name in SETTING_FIELDS],
    )


def roster() -> str:
    """Markdown sections about the sheets of 花名册.xlsx."""
    return sheets(ROSTER_SHEETS)


def departments() -> str:
    """Markdown sections about the sheets of issued workbooks, without record tables."""
    return sheets((COVER, TYPED, RATINGS, TARGETS, WEIGHTS, COMMENTS))


def records() -> str:
    """A Markdown table of the columns that every record table has."""
    empty = RecordTable("", "", ())
    return _columns(record_sheet(empty, _nothing().scheme).columns)


def results() -> str:
    """A Markdown table of the sheets of results.xlsx and their headers, read from a workbook without people."""
    chinese, english = _result_headers("zh"), _result_headers("en")
    rows = []
    for (name, headers), (other, others) in zip(chinese, english, strict=True):
        pairs = "、".join(f"{a} ({b})" for a, b in zip(headers, others, strict=True))
        rows.append((f"`{name}`<br>{other}", pairs))
    return table(("工作表 sheet", "列 columns"), rows)


def sheets(forms: Iterable[SheetForm]) -> str:
    """Markdown sections with a table of columns, one per sheet."""
    return "\n\n".join(
        f"### {form.name} {TABS[form.name]}{'' if form.required else '（可省略 may be absent）'}\n\n"
        f"{both(form.note)}\n\n{_columns(form.columns)}"
        for form in forms
    )


def _columns(columns: Iterable[Column]) -> str:
    rows = [
        (
            f"`{c.name}`<br>{VOCABULARY[c.name]}",
            KINDS[c.kind],
            "是 yes" if c.required else c.blanks and both(c.blanks),
            _limits(c),
            both(c.note),
        )
        for c in columns
    ]
    return table(("列 column", "内容 holds", "必填 required", "取值 values", "说明 meaning"), rows)


def _limits(column: Column) -> str:
    words = ["、".join(f"{c} ({VOCABULARY[c]})" for c in column.choices)] if column.choices else []
    if column.low is not None or column.high is not None:
        percent = column.kind is Kind.RATIO
        low = "−∞" if column.low is None else bound(column.low, percent)
        counted = " × 满分 full mark" if column.marks and column.high else ""
        words.append(f"{low}–{bound(column.high, percent)}{counted}")
    if column.kind is Kind.TEXT:
        room = f"≤ {column.limit} 字 characters"
        double = f"{room}，无汉字时 {column.letters}（without Chinese ones {column.letters}）"
        words.append(double if column.named else room)
    if column.na:
        words.append("不适用")
    if column.fill:
        words.append("合并的单元格代表各行 a merged cell stands for its rows")
    if column.optional_column:
        words.append("整列可省略 the column may be absent")
    return "；".join(words)


def _nothing() -> QuarterOutcome:
    """The outcome of a quarter without people."""
    day = date(2024, 10, 1)
    scheme = Scheme(Settings(), {}, (), {}, {}, {}, {}, ())
    roster = Roster({}, {}, (), (), {}, PeriodDates(day, day, day, day, day))
    return QuarterOutcome(Period(2024, 3), scheme, roster, {}, ())


def _result_headers(lang: Language) -> list[tuple[str, list[str]]]:
    content = results_workbook(_nothing(), translator(lang))
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [(page.title, [str(cell.value) for cell in page[1]]) for page in book]


BLOCKS: dict[str, Callable[[], str]] = {
    "codes": codes,
    "scheme": scheme,
    "settings": settings,
    "roster": roster,
    "departments": departments,
    "records": records,
    "results": results,
}

if __name__ == "__main__":
    main()
