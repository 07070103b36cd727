"""`targets`: a letter for everybody who will be appraised, from a real folder, as a PDF to sign."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import made_once, run
from tests.test_everyday_faults import TECH, edit, put

Q4 = "2024Q4"
MOVED = Path("技术服务组", "技术工程师—余晓峰.pdf")


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All letters of the sample quarter, made once per run."""
    return made_once(tmp_path_factory, "letters", "targets", Q4) / Q4 / "targets"


def text_of(pdf: Path) -> str:
    """All words, without what the line breaks put between them."""
    pages = PdfReader(pdf).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_everybody_who_will_be_appraised_has_a_letter(letters: Path) -> None:
    """38 of 43; not those exempt, on probation, on long leave, late or gone."""
    found = sorted(p.relative_to(letters).as_posix() for p in letters.rglob("*.pdf"))
    assert len(found) == 38
    assert MOVED.as_posix() in found
    assert {"技术服务组/技术工程师—张伟—G0304.pdf", "技术服务组/技术工程师—张伟—G0311.pdf"} <= set(
        found
    )


def test_a_letter_says_what_counts_and_where_to_sign(letters: Path) -> None:
    """Post, KPI, weight, cut and own targets, rule, sources, half-year items, grades, signatures."""
    text = text_of(letters / MOVED)
    for words in (
        "G0322",
        "技术资料归档数量",
        "≥17.83份",
        "≥40份×41/92",
        "≥25次个人目标",
        "60.0%得0，98.0%得1，其间按比例",
        "“抽查记录”中“是否合格”为“是”的比例",
        "客户端拜访抽查",
        "责任感，愿意承担更多责任",
        "上级70%·自评10%·同事20%",
        "虚报记录（最高B）",
        "部门负责人",
        "签字",
    ):
        assert words in text, words


def test_a_letter_names_nobody_else(letters: Path) -> None:
    """Neither a colleague nor the supervisor by name."""
    text = text_of(letters / MOVED)
    others = {p.stem.split("—")[1] for p in letters.rglob("*.pdf")} - {"余晓峰"}
    assert not [name for name in others if name in text]


def test_at_the_quarters_start_scheme_and_roster_are_enough(tmp_path: Path, samples: Path) -> None:
    """No workbook is handed in yet: own targets are agreed by hand on the letter."""
    source = tmp_path / "in" / Q4
    source.mkdir(parents=True)
    for name in ("考核方案.xlsx", "花名册.xlsx"):
        shutil.copy(samples / Q4 / name, source / name)
    options = ("--input", str(tmp_path / "in"), "--output", str(tmp_path / "out"), "--lang", "en")
    done = run("targets", Q4, "--only", "G0302", *options)
    assert done.returncode == 0, done.stderr
    (letter,) = (tmp_path / "out").rglob("*.pdf")
    assert "owntarget,ifagreed:" in text_of(letter)


def test_who_has_an_unreadable_own_target_waits(tmp_path: Path, samples: Path) -> None:
    """Nobody signs for a target that isn't the one meant; the others have their letters."""
    shutil.copytree(samples / Q4, tmp_path / "in" / Q4)
    edit(tmp_path / "in" / Q4 / TECH, put("个人目标", "D3", "二十五"))
    options = ("--input", str(tmp_path / "in"), "--output", str(tmp_path / "out"))
    done = run("targets", Q4, "--only", "技术服务组", *options)
    assert done.returncode == 1
    assert "V02" in done.stdout
    assert "个人目标" in done.stdout
    found = {p.name for p in (tmp_path / "out").rglob("*.pdf")}
    assert len(found) == 17
    assert MOVED.name not in found
