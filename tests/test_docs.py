"""Documentation that cannot rot: its commands run, its links lead somewhere, its sums are the program's own."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.cli.exits import EXIT_WORDS
from gacx_reports.commands.issue_files import issues_json
from gacx_reports.commands.output_folder import manifest as make_manifest
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.catalogue import CATALOGUE
from gacx_reports.core.codes.files import F
from gacx_reports.core.exact import rounded
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.records.quarter_record import quarter_record
from gacx_reports.core.rules.rule import Rule
from gacx_reports.core.scheme.kpi import LinePoint
from gacx_reports.core.scheme.kpi_choices import Beyond, FewPolicy, NaPolicy, Source
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.bounds import SETTING_FIELDS
from gacx_reports.core.scoring.kpis.kpi_outcome import Pooled
from gacx_reports.core.scoring.kpis.rules import score as kpi_score
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, Status
from gacx_reports.core.scoring.rank_grades import last_places
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import translator
from tests.core.scoring.test_rank_grades import FIVE
from tests.core.scoring.test_rank_grades import world as ranked
from tests.fixtures.markdown_company import (
    POSTS,
    World,
    engineer,
    kpi,
    record_kpi,
    score,
    typed_kpi,
)
from tools import docs

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (
    *READMES,
    ROOT / "CHANGELOG.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "schemes").glob("*.md")),
)
GUIDES = (ROOT / "docs" / "change-a-kpi.md", ROOT / "docs" / "change-a-kpi.zh-CN.md")
names = [p.relative_to(ROOT).as_posix() for p in PAGES]

Row = dict[str, str]


@cache
def text(page: Path) -> str:
    """The page."""
    return page.read_text("utf-8")


def tables(page: Path) -> Iterator[list[Row]]:
    """Every table of the page, as rows by header."""
    for found in re.finditer(r"(?:^\|.*\|\n?)+", text(page), re.MULTILINE):
        lines = [
            [cell.strip().strip("`") for cell in line[1:].rstrip()[:-1].split("|")]
            for line in found[0].splitlines()
        ]
        yield [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def examples(page: Path, *headers: str) -> list[Row]:
    """The rows of all tables with exactly these headers; there must be some."""
    rows = [row for found in tables(page) for row in found if tuple(row) == headers]
    assert rows, headers
    return rows


def number(cell: str) -> Fraction:
    """`95%` or `0.95`."""
    return Fraction(cell[:-1]) / 100 if cell.endswith("%") else Fraction(cell)


def amount(cell: str) -> Decimal | None:
    """The same, blank for None."""
    return rounded(number(cell), 6) if cell else None


def plain(cell: str) -> str:
    """`60%` → `0.6`, as the worlds write it."""
    return f"{rounded(number(cell), 6):f}"


# ---- Pages, links, commands ----------------------------------------------------------------------


@pytest.mark.parametrize("name", docs.PAGES)
def test_generated_tables_are_in_step_with_the_code(name: str) -> None:
    """Where this fails: `make docs`."""
    page = docs.DOCS / name
    assert docs.regenerated(text(page)) == text(page), "run `make docs`"
    assert set(docs.SETTING_NOTES) == set(SETTING_FIELDS)


def test_every_generated_block_stands_in_a_page() -> None:
    """A table that is generated is also shown."""
    shown = [
        found
        for name in docs.PAGES
        for found in re.findall(r"<!-- generated: (\w+) -->", text(docs.DOCS / name))
    ]
    assert sorted(shown) == sorted(docs.BLOCKS)


def slug(heading: str) -> str:
    """The address of a heading within its page, as GitHub and GitLab make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


@cache
def anchors(page: Path) -> set[str]:
    """Everything in the page that a link can lead to."""
    headings = re.findall(r"^#+ (.*)$", text(page), re.MULTILINE)
    return {slug(h) for h in headings} | set(re.findall(r'<a id="([^"]+)"', text(page)))


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_relative_links_lead_somewhere(page: Path) -> None:
    """To a file of the repository, and to a heading that is there."""
    for target in re.findall(r"\]\(([^)]+)\)", text(page)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.is_relative_to(ROOT), target
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


def test_the_pictures_are_small() -> None:
    """A clone stays light."""
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert all(p.stat().st_size < 120 * 1024 for p in pictures)


def quoted(page: Path) -> str:
    """Commands that the page shows for typing."""
    shown = re.findall(r"```console\n(.*?)```|`([^`\n]+)`", text(page), re.DOTALL)
    return "\n".join(block or inline for block, inline in shown)


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_make_target_exists(page: Path) -> None:
    """Each `make X` in the documentation is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", quoted(page))) <= targets


def command(name: str) -> click.Command:
    """The command of that name."""
    assert isinstance(main, click.Group)
    return main.commands[name]


def every_command(group: click.Command) -> Iterator[click.Command]:
    """With those below."""
    yield group
    if isinstance(group, click.Group):
        for below in group.commands.values():
            yield from every_command(below)


TORTURE = {"--seed", "--trial", "--trials"}
"""Options of `make torture`."""
DASK = {
    *("--host", "--port", "--no-dashboard", "--tls-ca-file", "--tls-cert", "--tls-key"),
    *("--nthreads", "--memory-limit", "--local-directory"),
}
"""Options of Dask's scheduler and workers."""


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_command_exists_with_its_options(page: Path) -> None:
    """`gacx-reports X --option` is understood; so is each option that a page names by itself."""
    known = {"--help"} | {o for c in every_command(main) for p in c.params for o in p.opts}
    for name, rest in re.findall(r"gacx-reports ([a-z]+)([^\n]*)", quoted(page)):
        group, first = main.commands.get(name), rest.split()[:1]
        inside = [w for w in first if isinstance(group, click.Group) and w in group.commands]
        result = CliRunner().invoke(main, [name, *inside, "--help"])
        assert result.exit_code == 0, name
        for option in re.findall(r"--[a-z]+", rest):
            assert option in result.output, f"{name} {option}"
    if page.name != "CHANGELOG.md":
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", quoted(page)))
        assert named <= known | {"--update-golden", "--parity", *TORTURE, *DASK}


@pytest.mark.parametrize("page", READMES, ids=lambda p: p.name)
def test_readme_names_every_command_and_exit_code(page: Path) -> None:
    """Nothing that the program can do, or end with, goes unsaid."""
    named = set(re.findall(r"gacx-reports ([a-z]+)", quoted(page)))
    assert named == set(main.commands)
    codes = [row for found in tables(page) for row in found if len(row) == 2]
    numbers = {int(first) for row in codes if (first := next(iter(row.values()))).isdigit()}
    assert numbers == set(EXIT_WORDS)


def test_the_two_readmes_say_the_same() -> None:
    """Same commands, same links, same sections."""
    english, chinese = (text(p) for p in READMES)
    for pattern in (r"^#+ ", r"^\| `?make", r"^\$ make", r"^- ", r"^\| "):
        counts = [len(re.findall(pattern, t, re.MULTILINE)) for t in (english, chinese)]
        assert counts[0] == counts[1], pattern
    linked = [
        {x for x in re.findall(r"\]\(([^)]+)\)", t) if "README" not in x}
        for t in (english, chinese)
    ]
    assert linked[0] == linked[1]


# ---- The formats of results ----------------------------------------------------------------------

FORMATS = ROOT / "docs" / "file-formats.md"


def fields(section: str) -> set[str]:
    """The names in the first column of the table that follows `section`."""
    part = text(FORMATS).split(f"\n{section}\n", 1)[1]
    table = re.search(r"(?:^\|.*\|\n?)+", part, re.MULTILINE)
    assert table
    cells = [line.split("|")[1] for line in table[0].splitlines()[2:]]
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_results_json_has_the_documented_fields() -> None:
    """The whole with quotas of the company, flags and pools, an employee whose place decides the grade, a KPI.

    `usual_weight` and `own_points` stand only where they are the person's own, `raters` where the scheme names any.
    """
    sheets = {
        "强制分布": "| 等级 | 最低比例 | 最高比例 | 范围 |\n| A | | 1 | 公司 |",
        "等级提醒": "| 等级 | 及以下 | 期数 | 几期内 | 后果 |\n| C | | 2 | | 培训 |",
    }
    more = FIVE.more_settings + "| 奖金包分配 | 得分 |\n"
    given = replace(FIVE, scheme_sheets={**FIVE.scheme_sheets, **sheets}, more_settings=more)
    outcome = score(given)
    record = quarter_record(outcome, {})
    employee = next(e for e in record["employees"] if e["id"] == "G1")
    assert fields("## results.json") == set(record)
    assert fields("`employees`：") == set(employee)
    assert fields("`kpis`：") == {
        *employee["kpis"][0],
        "usual_weight",
        "own_points",
        "raters",
    }


def test_issues_json_and_the_manifest_have_the_documented_fields(tmp_path: Path) -> None:
    """As they are written."""
    issues = json.loads(
        issues_json([Issue(F.WORKBOOK_EMPTY, CellRef("甲部.xlsx"))], translator("zh"))
    )
    assert fields("## issues.json") == set(issues[0])
    order = RunOptions(Period(2024, 3), tmp_path, tmp_path, tmp_path)
    manifest = json.loads(make_manifest({}, {}, "", order))
    assert fields("## manifest.json") == set(manifest)


def test_every_sheet_of_results_xlsx_is_documented() -> None:
    """Also those that only some quarters have, in both languages."""
    files = sorted((ROOT / "gacx_reports" / "excel" / "results").glob("*.py"))
    source = "\n".join(text(p) for p in files if p.name != "whatif_workbook.py")
    sheets = set(re.findall(r'(?:ResultSheet|people_sheet)\(N_\("([^"]+)"', source))
    part = text(FORMATS).split("\n## results.xlsx\n", 1)[1].split("\n## ", 1)[0]
    shown = {
        name
        for row in re.findall(r"^\| `.*?<br>(.*?) \|", part, re.MULTILINE)
        for name in row.split(", ")
    }
    assert shown == sheets
    assert all(f"`{translator('zh').gettext(sheet)}`" in part for sheet in sheets)


# ---- Worked examples -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scheme(templates: Path) -> Scheme:
    """The sample scheme."""
    book = read_workbook(templates / "scheme.xlsx")
    assert isinstance(book, Workbook)
    return read_scheme(book)[0]


def data(page: Path) -> list[list[str]]:
    """All cells of example tables: those whose rows hold numbers."""
    rows = [list(r.values()) for found in tables(page) for r in found]
    return [cells for cells in rows if len(cells) > 3]


def test_both_languages_have_the_same_examples() -> None:
    """A correction of one is a correction of the other."""
    english, chinese = (data(p) for p in GUIDES)
    assert english == chinese


RULE_HEADERS = ["计分", "目标", "零分值", "满分值", "分段表", "封顶", "保底", "实际值", "得分"]


@pytest.mark.parametrize(
    "row", examples(GUIDES[0], *RULE_HEADERS), ids=lambda r: f"{r['计分']}-{r['实际值']}"
)
def test_scoring_rules_by_example(row: Row, scheme: Scheme) -> None:
    """Each rule gives the score in the table."""
    rule = Rule.named(row["计分"])
    changed = replace(
        scheme.kpis[0],
        rule=rule,
        zero_at=amount(row["零分值"]),
        full_at=amount(row["满分值"]),
        steps=scheme.bands.get(row["分段表"], ()),
        cap=amount(row["封顶"]),
        floor=amount(row["保底"]) or Decimal(0),
    )
    points = kpi_score(changed, number(row["实际值"]), amount(row["目标"]))
    assert rounded(points, 4) == Decimal(row["得分"])


@pytest.mark.parametrize(
    "row",
    examples(GUIDES[0], "计分", "每次分值", "基准分", "折线", "封顶", "保底", "实际值", "得分"),
    ids=lambda r: f"{r['计分']}-{r['实际值']}",
)
def test_lines_and_points_by_example(row: Row, scheme: Scheme) -> None:
    """Each gives the score in the table."""
    kpi = replace(
        scheme.kpis[0],
        rule=Rule.named(row["计分"]),
        each=amount(row["每次分值"]),
        base=amount(row["基准分"]),
        points=tuple(map(line_point, filter(None, row["折线"].split(", ")))),
        cap=amount(row["封顶"]),
        floor=amount(row["保底"]) or Decimal(0),
    )
    assert kpi_score(kpi, number(row["实际值"]), None) == Fraction(row["得分"])


MARKS_HEADERS = ["满分", "计分", "单位", "目标", "每次分值", "封顶", "实际值", "得分"]


@pytest.mark.parametrize(
    "row",
    examples(GUIDES[0], *MARKS_HEADERS),
    ids=lambda r: f"{r['满分']}-{r['计分']}-{r['单位']}-{r['实际值']}",
)
def test_other_full_marks_by_example(row: Row, scheme: Scheme) -> None:
    """Each rule gives the marks in the table."""
    kpi = replace(
        scheme.kpis[0],
        source=Source.TYPED,
        rule=Rule.named(row["计分"]),
        unit=row["单位"],
        each=amount(row["每次分值"]),
        cap=amount(row["封顶"]),
        floor=Decimal(0),
        full=Decimal(row["满分"]),
    )
    assert kpi_score(kpi, number(row["实际值"]), amount(row["目标"])) == Fraction(row["得分"])


def line_point(text: str) -> LinePoint:
    """`80 = 0.6 延伸`: value, score, and whether the line goes on beyond it."""
    value, _, points, *beyond = text.split()
    kind = Beyond(beyond[0]) if beyond else Beyond.STAYS
    return LinePoint("", Decimal(value), Decimal(points), kind, CellRef(""))


def test_every_word_of_the_scheme_is_explained() -> None:
    """Rules, sources and policies, none missing and none too many."""
    shown = examples(GUIDES[1], "计分", "公式", "需要")
    assert {row["计分"] for row in shown} == set(Rule)
    shown = examples(GUIDES[1], "取值", "实际值", "还需要")
    assert {row["取值"] for row in shown} == set(Source)
    for page in GUIDES:
        assert all(f"- {policy}" in text(page) for policy in NaPolicy)


def fate(outcome: EmployeeOutcome) -> str:
    """Outcome of the record KPI: `计分`, `不适用` or `暂缓 P12`."""
    if outcome.status is Status.HELD_BACK:
        return f"暂缓 {outcome.issues[0].code}"
    found = next(k for k in outcome.kpis if k.kpi.name == "抽查指标")
    return "计分" if found.score is not None else "不适用"


OTHERS = "| G2 | 2024-07-01 | 否 | | |"
"""A record of somebody else in the post."""
FEW = examples(GUIDES[1], "最少样本", "样本不足时", "n", "结果")


@pytest.mark.parametrize("row", FEW, ids=lambda r: "-".join(r.values()))
def test_few_records_by_example(row: Row) -> None:
    """Below the minimum the scheme's word holds; nobody is scored on nothing."""
    world = World(
        kpis=(
            typed_kpi("产出", "0.5"),
            record_kpi(
                "是占比", 权重="0.5", 最少样本=row["最少样本"], 样本不足时=row["样本不足时"]
            ),
        ),
        typed="| G1 | 产出 | 0.9 |",
        checks="\n".join([*["| G1 | 2024-07-01 | 是 | | |"] * int(row["n"]), OTHERS]),
    )
    assert fate(engineer(world)) == row["结果"]


def test_few_records_are_shown_for_every_policy() -> None:
    """And for a blank."""
    assert {row["样本不足时"] for row in FEW} == {*FewPolicy, ""}


FILLED = [
    row
    for guide in GUIDES
    for row in examples(guide, "最少样本", "n", "本人实际值", "其他人均值", "并入后实际值")
]


@pytest.mark.parametrize("row", FILLED, ids=lambda r: "-".join(r.values()))
def test_missing_records_are_filled_up_by_example(row: Row) -> None:
    """Exactly, in both guides."""
    own, others, raw = (
        Fraction(row[c].rstrip("%")) / (100 if row[c].endswith("%") else 1)
        for c in ("本人实际值", "其他人均值", "并入后实际值")
    )
    assert Pooled(own, others, 1).raw(int(row["n"]), int(row["最少样本"])) == raw


NA_HEADERS = ["指标", "权重", "不适用时", "实际值", "有效权重", "加权得分"]


@pytest.mark.parametrize("policy", [NaPolicy.REWEIGHT, NaPolicy.ZERO])
def test_not_applicable_by_example(policy: NaPolicy) -> None:
    """The effective weights, the contributions and their sum."""
    rows = [t for t in tables(GUIDES[0]) if tuple(t[0]) == tuple(NA_HEADERS)]
    shown, total = next((t[:-1], t[-1]) for t in rows if t[0]["不适用时"] == policy)
    world = World(
        kpis=tuple(typed_kpi(r["指标"], plain(r["权重"]), na=str(policy)) for r in shown),
        typed="\n".join(f"| G1 | {r['指标']} | {r['实际值']} |" for r in shown),
    )
    outcome = engineer(world)
    assert [k.effective_weight for k in outcome.kpis] == [number(r["有效权重"]) for r in shown]
    assert [k.weighted for k in outcome.kpis] == [number(r["加权得分"]) for r in shown]
    assert outcome.kpi_score == number(total["加权得分"])


def test_behaviours_by_example() -> None:
    """Items, categories, the share of the half-year's evaluation, and the grade."""
    items = examples(GUIDES[0], "类别", "类别权重", "行为项", "等级")
    row = examples(GUIDES[0], "指标得分", "行为得分", "行为占比", "总分", "等级")[0]
    outcome = engineer(
        World(
            typed=f"| G1 | 产出 | {row['指标得分']} |",
            ratings="\n".join(f"| G1 | {r['行为项']} | '{r['等级']} |" for r in items),
            quarter="2024Q4",
        )
    )
    assert outcome.behaviour
    for r in items:
        weight, _ = outcome.behaviour.categories[r["类别"]]
        assert weight == number(r["类别权重"])
    assert outcome.behaviour.score == number(row["行为得分"])
    assert outcome.behaviour_share == number(row["行为占比"])
    assert (str(outcome.total), outcome.grade) == (row["总分"], row["等级"])


MIX_HEADERS = [
    "个人权重",
    "部门权重",
    "公司权重",
    "个人得分",
    "部门结果",
    "公司结果",
    "总分",
    "等级",
]


@pytest.mark.parametrize("row", examples(GUIDES[0], *MIX_HEADERS), ids=lambda r: r["总分"])
def test_the_mix_by_example(row: Row) -> None:
    """Individual, department and company."""
    shares = " | ".join(plain(row[part]) for part in MIX_HEADERS[:3])
    world = World(
        kpis=(kpi(指标="产出", 取值="填报"),),
        posts=POSTS.replace("| 通用 | 1 | 0 | 0 |", f"| 通用 | {shares} |"),
        units=f"| 甲部 | {row['部门结果']} |\n| 公司 | {row['公司结果']} |",
        typed=f"| G1 | 产出 | {row['个人得分']} |",
    )
    outcome = engineer(world)
    assert (str(outcome.total), outcome.grade) == (row["总分"], row["等级"])


@pytest.mark.parametrize(
    "row", examples(GUIDES[0], "总分", "等级", "绩效系数"), ids=lambda r: r["总分"]
)
def test_grades_by_example(row: Row, scheme: Scheme) -> None:
    """Lower bounds are inclusive, and there is no upper end."""
    grade = scheme.grade(Decimal(row["总分"]))
    assert (grade.name, grade.pay_factor) == (row["等级"], amount(row["绩效系数"]))


@pytest.mark.parametrize(
    "row",
    examples(GUIDES[0], "人数", "名次取整", "A", "B", "C"),
    ids=lambda r: "-".join(r.values()),
)
def test_last_places_by_example(row: Row) -> None:
    """Shares as in the sentence above the table."""
    given = ranked("1", more=f"| 名次取整 | {row['名次取整']} |\n").scheme()
    last = dict(last_places(read_scheme(given)[0], int(row["人数"])))
    assert last == {name: int(row[name]) for name in last}


ODD = ROOT / "docs" / "odd-workbooks.md"
ODDITIES = 67
"""That real workbooks are known to show."""


def test_every_oddity_has_its_codes_and_its_proof() -> None:
    """No row is missing, names a code that is gone, or rests on a test that is."""
    rows = examples(ODD, "no.", "what is sent", "outcome", "codes", "proof")
    assert [int(row["no."]) for row in rows] == list(range(1, ODDITIES + 1))
    assert {code for row in rows for code in row["codes"].split()} <= CATALOGUE.keys()
    tests = "\n".join(p.read_text("utf-8") for p in sorted((ROOT / "tests").rglob("test_*.py")))
    proofs = {proof for row in rows for proof in re.findall(r"\w+", row["proof"])}
    assert not {proof for proof in proofs if f"def {proof}(" not in tests}
    assert all(row["proof"] for row in rows)


def test_every_code_of_an_oddity_is_expected_by_a_test_of_it() -> None:
    """The tests of real files name each of the codes."""
    rows = examples(ODD, "no.", "what is sent", "outcome", "codes", "proof")
    tests = "\n".join(p.read_text("utf-8") for p in sorted((ROOT / "tests").rglob("*.py")))
    codes = {code for row in rows for code in row["codes"].split()}
    assert not {code for code in codes if f'"{code}"' not in tests}
