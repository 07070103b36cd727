"""From issued workbooks to printed pages: a typed KPI scored by self, superior and second superior."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from gacx_reports.cli import main
from tests.fixtures.sound_quarter import lay_out
from tools.samples.workbook_edits import append_row, drop_rows, edit, put

WHO, SUPERVISOR, SECOND = "G0121", "G0111", "G0101"
KPI = "库存账实相符率"
RATERS = (("自评", 0.2, "计零分"), ("上级", 0.5, None), ("间接上级", 0.3, None))


@pytest.fixture(name="folder")
def a_folder(tmp_path: Path) -> Path:
    """The quarter of seven with raters; G0121 and G0122 report to G0111, and that one to G0101."""
    folder = tmp_path / "in" / "2024Q3"
    folder.mkdir(parents=True)
    lay_out(folder)
    files = {p.name: p.read_bytes() for p in folder.iterdir()}
    rows = [
        {"岗位": "物控助理", "指标": KPI, "评价人": r, "权重": w, "缺评时": what}
        for r, w, what in RATERS
    ]
    edit("考核方案.xlsx", *(append_row("指标评价人", row) for row in rows))(files)
    edit("花名册.xlsx", *(put("花名册", f"E{row}", SUPERVISOR) for row in (7, 8)))(files)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def run(command: str, folder: Path, *more: str, code: int = 0) -> str:
    """What the command says."""
    root = folder.parents[1]
    given = ["2024Q3", "--input", str(root / "in"), "--output", str(root / "out"), "--jobs", "1"]
    done = CliRunner().invoke(main, [command, *given, *more])
    assert done.exit_code == code, done.output
    return done.output


def hand_in(folder: Path, rater: str, value: str, lang: str = "zh") -> list[tuple[str, ...]]:
    """The rater's issued workbook is filled in and handed in; its rows before."""
    where, sheet = ("评价", "填报值") if lang == "zh" else ("Ratings", "Typed values")
    issued = folder.parents[1] / "out" / "2024Q3" / "templates" / where / f"{rater}.xlsx"
    book = openpyxl.load_workbook(issued)
    page = book[sheet]
    rows = [r for r in page.iter_rows(min_row=2) if r[0].value]
    for row in rows:
        row[3].value = value
    (folder / where).mkdir(exist_ok=True)
    book.save(folder / where / f"{rater}.xlsx")
    return [tuple(str(c.value) for c in r[:3]) for r in rows]


def test_from_the_issued_workbooks_to_the_page(folder: Path) -> None:
    """Target 95 %, 达成率: 100 %, 93.8 % and 90 % are weighed after each is scored."""
    run("templates", folder)
    assert hand_in(folder, WHO, "100%") == [(WHO, "罗桂芳", KPI)]
    assert [who for who, _, _ in hand_in(folder, SECOND, "90%")] == [WHO, "G0122"]
    said = run("quarter", folder, "--only", WHO)
    assert "评价/G0122.xlsx" in said
    assert "彭志远 · 库存账实相符率" in said
    pdf = next((folder.parents[1] / "out" / "2024Q3").rglob("*物控助理*.pdf"))
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages).replace(" ", "")
    for words in ("自评100", "上级93.8", "间接上级90", "（20%）", "（50%）", "（30%）"):
        assert words in text.replace("\n", "")
    assert SECOND not in text
    told = run("explain", folder, WHO)
    assert "各评价人合计得分" in told


def test_check_names_who_has_to_hand_in_what(folder: Path) -> None:
    """Without any workbook: warnings about workbooks, and the self-score that counts as 0 for each person."""
    said = run("check", folder)
    assert "P78" in said
    status = run("check", folder, "--status")
    for book, owner in ((f"评价/{WHO}.xlsx", "罗桂芳"), (f"评价/{SECOND}.xlsx", "梁文博")):
        assert book in status
        assert owner in status


def test_in_english(folder: Path) -> None:
    """Issued, filled in and printed in English."""
    run("templates", folder, "--lang", "en")
    hand_in(folder, SECOND, "90%", "en")
    told = run("explain", folder, WHO, "--lang", "en")
    assert "self, weight 20%: missing, counts as 0" in told
    assert "second superior, weight 30%: 90.0%" in told
    assert "Score of all raters: 0.2 × 0 + 0.5 × 0.938 + 0.3 × 0.9 = 0.739" in told


def asking(folder: Path, *raters: tuple[str, float, str | None]) -> Path:
    """The scheme by which these score KPI, as another one beside the quarter."""
    lay_out(folder)  # with the quarter's own scheme again, which asks the superior alone
    files = {"考核方案.xlsx": (folder / "考核方案.xlsx").read_bytes()}
    rows = [
        {"岗位": "物控助理", "指标": KPI, "评价人": r, "权重": w, "缺评时": what}
        for r, w, what in raters
    ]
    edit("考核方案.xlsx", *(append_row("指标评价人", row) for row in rows))(files)
    other = folder.parents[1] / "other.xlsx"
    other.write_bytes(files["考核方案.xlsx"])
    return other


@pytest.mark.parametrize("missing", ["计零分", "重分权重", "暂缓"])
def test_who_was_never_asked_is_not_compared(folder: Path, missing: str) -> None:
    """Under a scheme with raters whom the quarter had no workbook for: neither 0 nor left out, whatever it says."""
    other = asking(folder, ("自评", 0.2, missing), ("上级", 0.8, None))
    said = run("whatif", folder, "--scheme", str(other), code=1)
    assert "比较 4 人，其中 0 人等级变化" in said
    assert "无法比较 3 人" in said  # two, and the head who is measured by them
    flat = "".join(said.replace("│", "").split())
    assert flat.count(f"本季度的方案没有安排自评对“{KPI}”的评价，无法比较") == 2
    assert "other.xlsx›指标评价人›D2" in flat
    told = run("whatif", folder, "--scheme", str(other), "--lang", "en", code=1)
    assert "scheme didn't ask self about Stock" in " ".join(told.split())
    assert "F01" not in said + told


def test_raters_of_behaviours_who_were_never_asked(tmp_path: Path) -> None:
    """The superior alone rated; under a scheme with self and peers nobody can be compared, nor who leads them."""
    research = Path(__file__).parents[3] / "input_samples" / "schemes" / "research" / "2024Q3"
    folder = tmp_path / "in" / "2024Q3"
    shutil.copytree(research, folder, ignore=shutil.ignore_patterns("评价"))
    scheme = folder / "考核方案.xlsx"
    files = {scheme.name: scheme.read_bytes()}
    edit(scheme.name, put("评价人", "C2", 1), drop_rows("评价人", 3, 4))(files)
    scheme.write_bytes(files[scheme.name])
    other = str(research / scheme.name)
    said = "".join(run("whatif", folder, "--scheme", other, code=1).replace("│", "").split())
    assert said.count("本季度的方案没有安排同事、自评对“研发类”的评价，无法比较") == 4
    assert "无法比较5人" in said


def test_who_was_asked_is_compared(folder: Path) -> None:
    """The superior alone: as before."""
    other = asking(folder, ("上级", 1, None))
    assert "比较 7 人，其中 0 人等级变化" in run("whatif", folder, "--scheme", str(other))


def test_a_value_that_nobody_is_asked_for_is_said_in_words(folder: Path) -> None:
    """P11: the second superior alone scores it, and the department's workbook still has its row."""
    asking(folder, ("间接上级", 1, None))
    other = folder.parents[1] / "other.xlsx"
    (folder / "考核方案.xlsx").write_bytes(other.read_bytes())
    flat = "".join(run("check", folder, code=1).replace("│", "").split())
    assert "不填：这里没有要填的、关于这名员工的这类内容" in flat
