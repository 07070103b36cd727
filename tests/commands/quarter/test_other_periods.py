"""Months, half-years and years go the way of a quarter: check, templates, quarter, publish, mail, verify, explain."""

import email
import email.policy
import json
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from gacx_reports.cli import main
from gacx_reports.core.calendar.period import Period, PeriodKind
from tests.commands.publishing.ledger_fixture import Office, planned
from tests.fixtures.markdown_company import PEOPLE, SETTINGS, World
from tests.fixtures.saved_workbook import save

RATINGS = "\n".join(
    f"| {who} | {item} | 5 |" for who in ("G1", "G2") for item in ("准确性", "效率", "认真")
)
WITH_MAIL = PEOPLE.replace(
    "张三 | 甲部 | 工程师 | G0 | |", "张三 | 甲部 | 工程师 | G0 | zs@gacx.example.com |"
)
MAIL = """sender = "人力资源部 <hr@gacx.example.com>"
domains = ["gacx.example.com"]
passwords = "off"
retention_months = 24
[smtp]
host = "localhost"
port = 1
security = "none"
"""


@dataclass(frozen=True)
class Case:
    """A period, and what its papers say."""

    kind: str
    """考核周期."""
    rated: str
    """行为计入季度."""
    name: str
    goals: str
    compared: str
    other: str
    """A period of another kind, which the scheme refuses."""


CASES = {
    "2024M02": Case("月度", "6月,12月", "2024年2月", "下月目标", "与上月比较", "2024Q1"),
    "2024M12": Case("月度", "Q2,Q4", "2024年12月", "下月目标", "与上月比较", "2024H2"),
    "2025M01": Case("月度", "M06,M12", "2025年1月", "下月目标", "与上月比较", "2025Y"),
    "2024H1": Case("半年", "Q2,Q4", "2024年上半年", "下个半年目标", "与上个半年比较", "2024M06"),
    "2024Y": Case("年度", "Y", "2024年度", "下年度目标", "与上年度比较", "2024Q4"),
}
FOLDERS = {"input": "in", "output": "out", "ledger": "ledger.sqlite"}
COUNTING = ("2024M12", "2024H1", "2024Y")
"""The periods in which a half-year, or the year, is rated."""


def settings(case: Case) -> str:
    """Sheet 设置 of a scheme for such periods."""
    usual = SETTINGS.replace("| 长假天数 | 30 |", "| 长假天数 | 20 |")
    return usual.replace("Q2,Q4", case.rated) + f"| 考核周期 | {case.kind} |\n"


def world(text: str, case: Case) -> World:
    """G1 and G2 with a typed KPI, and ratings where they are asked for."""
    return World(
        typed="| G1 | 产出 | 0.9 |\n| G2 | 产出 | 0.7 |",
        quarter=text,
        people=WITH_MAIL,
        ratings=RATINGS if text in COUNTING else "",
        comments=f"| G1 | 张三 | 进步明显。 | {text} 之后继续。 |",
        scheme_sheets={"设置": settings(case)},
    )


def hand_in(root: Path, text: str, case: Case) -> None:
    """The workbooks of the period and of the one before."""
    period = Period.parse(text)
    assert period
    for each in (str(period.previous), text):
        made = world(each, case)
        if each != text and text in COUNTING:
            counts = period.previous.has_month((6, 12))
            made = World(**{**made.__dict__, "ratings": RATINGS if counts else ""})
        folder = root / "in" / each
        folder.mkdir(parents=True)
        for book in (made.scheme(), made.roster(), *made.department().values()):
            save(book, folder / book.name)


@pytest.fixture(scope="module", params=CASES)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, templates: Path
) -> tuple[str, Office]:
    """A period that was checked, run and published with the real templates."""
    office = Office(tmp_path_factory.mktemp(request.param))
    shutil.copytree(templates, office.root / "templates")
    hand_in(office.root, request.param, CASES[request.param])
    (office.root / "mail.toml").write_text(MAIL, "utf-8")
    said = office.done("check", "--lang", "zh", quarter=request.param)
    assert "0 个错误，0 个警告" in said
    office.done("quarter", "--lang", "zh", quarter=request.param)
    office.done("publish", "--lang", "zh", quarter=request.param)
    # Here, because nobody may mail from another state folder than the one that was published from.
    folders = [f"--{name}={office.root / path}" for name, path in FOLDERS.items()]
    given = ["mail", request.param, *folders, "--lang", "zh"]
    runner = CliRunner(env={"COLUMNS": "200"})
    plan = runner.invoke(main, given, catch_exceptions=False).output
    sent = runner.invoke(
        main, [*given, "--send", planned(plan), "--drafts"], catch_exceptions=False
    )
    (office.root / "mail.txt").write_text(plan + sent.output, "utf-8")
    return request.param, office


def results(text: str, office: Office) -> dict[str, object]:
    """results.json."""
    found = json.loads((office.root / "out" / text / "results.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def words(text: str, office: Office, path: str) -> str:
    """Text of a report, without blanks."""
    return Office.text(OfPeriod(office.root, text), path)


class OfPeriod(Office):
    """The office with the results of one period."""

    def __init__(self, root: Path, text: str) -> None:
        super().__init__(root)
        self._text = text

    @property
    def out(self) -> Path:
        """The period's results."""
        return self.root / "out" / self._text


def test_results_name_the_period_and_count_what_the_scheme_says(
    published: tuple[str, Office],
) -> None:
    """(0.9 × 80 % + 1 × 20 %) = 0.92 where ratings count, else 0.9."""
    text, office = published
    found = results(text, office)
    assert found["quarter"] == text
    people = {e["id"]: e for e in found["employees"]}  # type: ignore[attr-defined]
    assert people["G1"]["total"] == ("0.9200" if text in COUNTING else "0.9000")
    half = people["G1"]["behaviour"]["half"] if text in COUNTING else None
    assert half == {"2024M12": "2024H2", "2024H1": "2024H1", "2024Y": "2024Y"}.get(text)


def test_papers_speak_of_the_period(published: tuple[str, Office]) -> None:
    """Its name, the goals for the next one, the comparison with the one before; no word of quarters."""
    text, office = published
    case = CASES[text]
    employee = words(text, office, "employees/甲部/工程师—张三.pdf")
    department = words(text, office, "departments/甲部.pdf")
    summary = words(text, office, "summary.pdf")
    page = (office.root / "out" / text / "index.html").read_text("utf-8")
    for paper in (employee, department, summary, page):
        assert case.name in paper
        assert "季度" not in paper
    assert case.goals in employee
    assert case.compared in department


def test_a_letter_a_verdict_and_an_explanation(
    published: tuple[str, Office],
) -> None:
    """By the period's name, in both languages."""
    text, office = published
    said = (office.root / "mail.txt").read_text("utf-8")
    (draft,) = (office.root / "out" / text).rglob("*.eml")
    letter = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    assert letter["To"] == "zs@gacx.example.com", said
    assert letter["Subject"] == f"{CASES[text].name}绩效考核报告"
    report = office.root / "out" / text / "employees/甲部/工程师—张三.pdf"
    given = ["verify", str(report), "--ledger", str(office.ledger), "--lang", "zh"]
    assert text in CliRunner().invoke(main, given, catch_exceptions=False).output
    for lang, head in (("zh", f"{text}，"), ("en", f"{text} from")):
        given = ["explain", text, "G1", "--input", str(office.root / "in"), "--lang", lang]
        said = CliRunner().invoke(main, given, catch_exceptions=False).output
        assert head in "".join(said.split("\n")), said
        assert "季度" not in said
        assert "uarter" not in said


def test_acknowledged_appealed_and_opened_again(published: tuple[str, Office]) -> None:
    """In the ledger by the period's name; each day after its publication."""
    text, office = published
    period = Period.parse(text)
    assert period
    day = max(date(2024, 10, 18), period.last_day + timedelta(days=18))
    later = (day + timedelta(days=3)).isoformat()
    office.done("ack", "G2", "--on", later, quarter=text)
    office.done("appeal", "G1", "--on", later, "--grounds", "漏计一单", quarter=text)
    index = (office.root / "out" / text / "index.html").read_text("utf-8")
    assert "申诉" in index
    assert "季度" not in index
    said = office.done(
        "appeal", "G1", "--outcome", "rejected", "--decided-on", later, "--by", "人事", "--reason", "核对无误",
        quarter=text,
    )  # fmt: skip
    assert "G1" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_issued_workbooks_are_read_again(
    published: tuple[str, Office], lang: str, templates: Path
) -> None:
    """They say 考核期 and 下月目标, or Period and Goals for next month, and every heading is understood."""
    text, office = published
    office.done("templates", "--lang", lang, quarter=text)
    folder = office.root / "out" / text / "templates"
    name = "甲部.xlsx"
    book = openpyxl.load_workbook(folder / name)
    cells = {str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row}
    zh = lang == "zh"
    assert ("考核期" if zh else "Period") in cells
    goals = {
        PeriodKind.MONTH: "Goals for next month",
        PeriodKind.HALF_YEAR: "Goals for next half-year",
        PeriodKind.YEAR: "Goals for next year",
    }
    period = Period.parse(text)
    assert period
    assert (CASES[text].goals if zh else goals[period.kind]) in cells
    assert not {c for c in cells if "季度" in c or "uarter" in c}
    assert (folder / str(period.next)).is_dir()
    again = office.root / f"again-{lang}" / text
    shutil.copytree(office.root / "in" / text, again)
    shutil.copy(folder / name, again / name)
    given = ["check", text, "--input", str(again.parent), "--output", str(again.parent / "out")]
    found = CliRunner().invoke(main, [*given, "--lang", lang, "--json"], catch_exceptions=False)
    told = [i for i in json.loads(found.output) if i["workbook"] == name]
    assert {i["code"] for i in told} == {"V01"}, told  # what nobody has filled in yet


def test_a_scheme_of_another_kind_refuses_the_run(
    published: tuple[str, Office], tmp_path: Path
) -> None:
    """C44, and nobody is scored."""
    text, _ = published
    other = CASES[text].other
    made = world(other, CASES[text])
    folder = tmp_path / "in" / other
    folder.mkdir(parents=True)
    for book in (made.scheme(), made.roster(), *made.department().values()):
        save(book, folder / book.name)
    given = ["quarter", other, "--input", str(tmp_path / "in"), "--output", str(tmp_path / "out")]
    found = CliRunner().invoke(main, [*given, "--lang", "zh"], catch_exceptions=False)
    assert found.exit_code == 1
    assert "C44" in found.output
    assert not list((tmp_path / "out").rglob("*.pdf"))
