"""`quarter` from end to end: a PDF for everybody scored, nothing for anybody else, the same bytes every time."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from gacx_reports import files
from gacx_reports.cli import main
from tests.commands.quarter.test_everyday_faults import edit, put
from tests.conftest import ROOT, run
from tests.fixtures.pdf_text import text_of
from tests.fixtures.plain_reports import plain_reports
from tests.fixtures.sound_quarter import lay_out
from tools.samples.sample_company import TOP_DEPARTMENT


def test_a_pdf_for_everybody_scored_and_for_nobody_else(done: Path, results: Any) -> None:
    """Employees, departments, summary."""
    reports = {e["report"] for e in results["employees"] if e["status"] == "scored"}
    assert None not in reports
    assert {p.relative_to(done).as_posix() for p in (done / "employees").rglob("*.pdf")} == reports
    assert {e["report"] for e in results["employees"] if e["status"] != "scored"} == {None}
    departments = {d["name"] for d in results["departments"]}
    assert {p.stem for p in (done / "departments").iterdir()} == departments
    assert (done / "summary.pdf").exists()


def test_a_report_holds_its_own_person_and_nobody_elses_name(
    texts: dict[str, list[str]], results: Any
) -> None:
    """Name, ID, total and grade of the one; no colleague's name or ID."""
    everybody = {e["id"]: e["name"] for e in results["employees"]}
    for e in results["employees"]:
        if e["status"] != "scored":
            continue
        text = "".join(texts[e["report"]])
        for own in (e["name"], e["id"], e["total"], e["grade"]):
            assert own in text, (e["id"], own)
        others = [n for i, n in everybody.items() if i != e["id"] and n != e["name"]]
        assert not [n for n in others if n in text], e["id"]
        assert not [i for i in everybody if i != e["id"] and i in text], e["id"]


def test_the_id_is_in_the_pdfs_metadata(done: Path, results: Any) -> None:
    """Mail will compare it with the roster before anything is sent."""
    for e in results["employees"][:5]:
        if e["report"]:
            information = PdfReader(done / e["report"]).metadata
            assert information
            assert e["id"] in {str(v) for v in information.values()}


def test_namesakes_get_their_ids_into_the_file_name(results: Any) -> None:
    """Two people of one name and post never overwrite each other."""
    reports = [e["report"] for e in results["employees"] if e["name"] == "张伟"]
    assert len(reports) == len(set(reports)) == 2
    assert all(r.endswith(f"—{e}.pdf") for r, e in zip(reports, ("G0304", "G0311"), strict=True))


def hashes(folder: Path) -> Mapping[str, str]:
    """Path → SHA-256 of every file."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


@pytest.fixture
def small(tmp_path: Path, templates: Path) -> Path:
    """A folder with `in`, a quarter of seven people, and `templates` that are quick to render."""
    source = tmp_path / "in" / "2024Q3"
    source.mkdir(parents=True)
    lay_out(source)
    plain_reports(tmp_path / "templates", templates)
    return tmp_path


def quarter(folder: Path, *arguments: str) -> Result:
    """The small quarter, in this process."""
    given = ["--jobs", "1", "--templates", str(folder / "templates"), *paths(folder), *arguments]
    return CliRunner().invoke(main, ["quarter", "2024Q3", *given], catch_exceptions=False)


def paths(folder: Path, out: str = "out") -> tuple[str, ...]:
    """Input and output in one folder."""
    return ("--input", str(folder / "in"), "--output", str(folder / out))


def test_other_hash_seed_time_zone_locale_and_workers_give_the_same_bytes(small: Path) -> None:
    """Every file, the spreadsheet and the manifest included: of this process, with a seed of its own, and another."""
    given = ("--templates", str(small / "templates"))
    other = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"}
    assert quarter(small).exit_code == 0
    result = run("quarter", "2024Q3", *paths(small, "other"), *given, "--jobs", "2", **other)
    assert result.returncode == 0, result.stdout + result.stderr
    assert len(list((small / "out").rglob("*.pdf"))) == 9
    assert hashes(small / "out" / "2024Q3") == hashes(small / "other" / "2024Q3")


def test_one_persons_report_does_not_depend_on_who_else_is_rendered(
    done: Path, tmp_path: Path, results: Any
) -> None:
    """`--only 工号` gives the same bytes as the whole run."""
    report = next(e["report"] for e in results["employees"] if e["id"] == "G0313")
    only = ["--output", str(tmp_path), "--only", "G0313", "--jobs", "1"]
    assert CliRunner().invoke(main, ["quarter", "2024Q3", *only]).exit_code == 0
    assert (tmp_path / "2024Q3" / report).read_bytes() == (done / report).read_bytes()
    assert len(list(tmp_path.rglob("*.pdf"))) == 1


def test_the_manifest_hashes_every_input_and_output(done: Path) -> None:
    """It lists every existing file, except the review page, which changes when reports are sent or signed."""
    manifest = json.loads((done / "manifest.json").read_text("utf-8"))
    apart = ("manifest.json", "issues.json", "index.html", "review.json")
    found = {n: h for n, h in hashes(done).items() if n not in apart}
    assert manifest["outputs"] == found
    for workbook in (ROOT / "input_samples" / "2024Q3").iterdir():
        assert manifest["inputs"][f"2024Q3/{workbook.name}"] == files.sha256(workbook)
    assert any(n.startswith("2023Q4/") for n in manifest["inputs"])
    assert any(n.startswith("templates/reports/") for n in manifest["inputs"])


def test_everything_is_private(done: Path) -> None:
    """Files for the user only."""
    modes = {p.stat().st_mode & 0o777 for p in done.rglob("*") if p.is_file()}
    assert modes == {0o600}


def test_the_pay_list_leaves_blank_what_is_not_decided(done: Path, results: Any) -> None:
    """发放表: base × factor to the fen; blank, never 0, for who has no grade or no base."""
    sheet = openpyxl.load_workbook(done / "results.xlsx")["发放表"]
    headers, *rows = sheet.iter_rows(values_only=True)
    assert headers == (
        "工号",
        "姓名",
        "部门",
        "岗位",
        "期间",
        "等级",
        "绩效系数",
        "基数",
        "应发",
        "状态",
        "原因",
    )
    *rows, between, total = rows
    assert sheet.auto_filter.ref == f"A1:K{len(rows) + 1}", "sorting leaves the total where it is"
    assert set(between) == {None}
    assert (total[0], total[1]) == ("合计", f"{len(rows)} 人")
    bases, amounts = ([Decimal(str(r[n])) for r in rows if r[n] is not None] for n in (7, 8))
    assert [Decimal(str(v)) for v in total[7:9]] == [sum(bases), sum(amounts)]
    assert total[9] == f"{len(amounts)} 人有金额"
    by_id = {r[0]: dict(zip(headers, r, strict=True)) for r in rows}
    for e in results["employees"]:
        row = by_id[e["id"]]
        if e["status"] == "scored" and row["基数"] is not None:
            assert row["应发"] == pytest.approx(
                float(str(row["基数"])) * float(e["pay_factor"]), abs=0.005
            )
        else:
            assert row["应发"] is None
    assert {e["status"] for e in results["employees"]} == {"scored", "not_scored"}


def test_who_is_held_back_loses_an_earlier_runs_pdf(small: Path) -> None:
    """The earlier report is removed; the department is marked 未完成; exit 1."""
    out = small / "out" / "2024Q3"
    assert quarter(small).exit_code == 0
    before = {p.name for p in (out / "employees").rglob("*.pdf")}
    assert "未完成" not in text_of(out / "departments" / f"{TOP_DEPARTMENT}.pdf")
    edit(small / "in" / "2024Q3" / f"{TOP_DEPARTMENT}.xlsx", put("填报值", "D14", "约九成"))
    second = quarter(small)
    assert second.exit_code == 1
    gone = before - {p.name for p in (out / "employees").rglob("*.pdf")}
    assert {name.split("—")[0] for name in gone} == {"物控助理", "经理"}
    assert len(gone) == 2
    assert "未完成" in text_of(out / "departments" / f"{TOP_DEPARTMENT}.pdf")
    assert f"{TOP_DEPARTMENT}.xlsx › 填报值 › D14" in second.output


def test_a_fault_in_the_scheme_withdraws_everything(small: Path) -> None:
    """Nobody is scored, and an earlier run's reports don't stay to be mailed."""
    out = small / "out" / "2024Q3"
    assert quarter(small).exit_code == 0
    assert len(list(out.rglob("*.pdf"))) == 9
    edit(small / "in" / "2024Q3" / "考核方案.xlsx", put("指标", "C2", 0.39))
    assert quarter(small).exit_code == 1
    left = {p.name for p in out.rglob("*") if p.is_file()}
    assert left == {"issues.json", "考核方案.xlsx", "index.html", "review.json"}
    assert (out / "returned" / "考核方案.xlsx").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("quarter", "2031Q1"), 2),
        (("quarter", "2024-Q3"), 2),
        (("quarter", "2024Q3", "--only", "没有的部门"), 2),
        (("quarter", "2024Q3", "--templates", "/nowhere"), 2),
        (("nonsense",), 2),
        (("check", "2024Q3"), 0),
        (("scheme",), 0),
        (("doctor",), 0),
        (("--help",), 0),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int, tmp_path: Path) -> None:
    """Wrong usage is 2 with a message, never a traceback."""
    output = ("--output", str(tmp_path)) if arguments[0] in ("quarter", "check") else ()
    result = CliRunner().invoke(main, [*arguments, *output])
    assert result.exit_code == code, result.output
    assert result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_second_run_of_the_same_quarter_waits_outside(tmp_path: Path) -> None:
    """Exit 11 while another run holds the quarter; nothing is touched."""
    arguments = ["check", "2024Q3", "--output", str(tmp_path)]
    with files.held(tmp_path / "2024Q3"):
        assert CliRunner().invoke(main, arguments).exit_code == 11
    assert CliRunner().invoke(main, arguments).exit_code == 0


def test_templates_for_a_quarter_can_be_filled_in(tmp_path: Path, samples: Path) -> None:
    """One workbook per department and part, with everybody's rows; the scheme is issued with them.

    Without the survey's: its calls are drawn after the quarter.
    """
    source = tmp_path / "in" / "2024Q2"
    source.mkdir(parents=True)
    shutil.copy(samples / "2024Q2" / "花名册.xlsx", source)
    result = CliRunner().invoke(
        main, ["templates", "2024Q2", *paths(tmp_path), "--ledger", str(tmp_path / "ledger.sqlite")]
    )
    assert result.exit_code == 0, result.output
    assert (source / "考核方案.xlsx").read_bytes() == (
        ROOT / "templates" / "scheme.xlsx"
    ).read_bytes()
    issued = tmp_path / "out" / "2024Q2" / "templates"
    made = {p.name for p in issued.iterdir()}
    assert [p.name for p in (issued / "2024Q3").iterdir()] == ["花名册.xlsx"]
    others = ("考核方案", "花名册", "满意度调查", "抽样记录")
    names = {p.name for p in (samples / "2024Q2").iterdir()}
    assert made == {n for n in names if not n.startswith(others)} | {"2024Q3"}
