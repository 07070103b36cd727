"""`posts`: names of files, one language at a time, archive quality, and refusals that help."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import page
import pytest
from click.testing import CliRunner, Result

from gacx_reports.cli import main
from gacx_reports.locations import default_templates


def run(*arguments: str | Path) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(main, ["posts", *map(str, arguments), "--jobs", "1"])


@pytest.mark.parametrize(
    ("lang", "folders", "stem"),
    [
        ("zh", {"岗位目标和考核指标说明书", "岗位说明书"}, "技术工程师—李志强"),
        ("en", {"Goals and KPIs of the post", "Job specification"}, "Technical engineer—李志强"),
    ],
)
def test_a_persons_documents(
    lang: str, folders: set[str], stem: str, samples: Path, tmp_path: Path
) -> None:
    """Called 岗位—姓名, and fit for the archive and for screen readers."""
    given = ("2024Q4", "--person", "G0302", "--input", samples, "--output", tmp_path)
    done = run(*given, "--lang", lang)
    assert done.exit_code == 0, done.output
    made = list((tmp_path / "2024Q4" / "posts").rglob("*.pdf"))
    assert {(p.parent.name, p.stem) for p in made} == {(f, stem) for f in folders}
    for path in made:
        for profile in ("3a", "ua1"):
            assert page.validate_pdf(path, profile=profile).failures == []


def test_the_other_language_takes_the_place(tmp_path: Path) -> None:
    """The same documents never lie there twice; those of another post stay."""
    for post, lang in (("技术助理", "zh"), ("经理", "zh"), ("Technical assistant", "en")):
        assert run("--post", post, "--lang", lang, "--output", tmp_path).exit_code == 0
    found = {p.relative_to(tmp_path / "posts").as_posix() for p in tmp_path.rglob("*.pdf")}
    assert found == {
        "Goals and KPIs of the post/Technical assistant.pdf",
        "Job specification/Technical assistant.pdf",
        "岗位目标和考核指标说明书/经理.pdf",
        "岗位说明书/经理.pdf",
    }


def test_who_is_unknown_is_named(samples: Path, tmp_path: Path) -> None:
    """Neither a stranger nor a misspelt post makes a document."""
    given = ("2024Q4", "--input", samples, "--output", tmp_path, "--lang", "en")
    for wrong in (("--person", "G9999"), ("--post", "厨师")):
        refused = run(*given, *wrong)
        assert refused.exit_code == 2
        assert wrong[1] in refused.output
    alone = run("--person", "G0302", "--output", tmp_path, "--lang", "en")
    assert alone.exit_code == 2
    assert "needs a quarter" in alone.output
    assert not list(tmp_path.rglob("*.pdf"))


def with_texts(folder: Path, change: Callable[[Any], None]) -> Path:
    """A templates' folder whose scheme has other texts of posts in sheet 岗位说明."""
    templates = Path(shutil.copytree(default_templates(), folder / "templates"))
    book = openpyxl.load_workbook(templates / "scheme.xlsx")
    change(book["岗位说明"])
    book.save(templates / "scheme.xlsx")
    return templates


def only(*kept: tuple[str, str]) -> Callable[[Any], None]:
    """Keep the rows of those (post, part) only."""

    def change(page: Any) -> None:
        for row in range(page.max_row, 1, -1):
            if tuple(c.value for c in page[row][:2]) not in kept:
                page.delete_rows(row)

    return change


def test_an_incomplete_text_costs_the_documents_that_print_it(tmp_path: Path) -> None:
    """Without its training the assistant has goals and no specification; all other posts have both."""

    def untrained(page: Any) -> None:
        for row in range(page.max_row, 1, -1):
            if (page.cell(row, 1).value, page.cell(row, 2).value) == ("技术助理", "培训要求"):
                page.delete_rows(row)

    templates = with_texts(tmp_path, untrained)
    given = ("--templates", templates, "--output", tmp_path)
    done = run("--post", "技术助理", *given)
    made = {p.relative_to(tmp_path / "posts").as_posix() for p in tmp_path.rglob("*.pdf")}
    assert made == {"岗位目标和考核指标说明书/技术助理.pdf"}
    assert "C31" in done.output
    assert "未生成（文字缺少或有误）：岗位说明书/技术助理.pdf" in done.output
    assert done.exit_code == 1
    assert run("--post", "经理", *given).exit_code == 0
    assert (tmp_path / "posts" / "岗位说明书" / "经理.pdf").exists()


def test_a_refusal_ends_with_what_became_of_the_documents(samples: Path, tmp_path: Path) -> None:
    """Scheme or roster with errors: nothing was written. Nobody is held back by a document of a post."""
    shutil.copytree(samples / "broken" / "P02", tmp_path / "in")
    done = run("2024Q3", "--input", tmp_path / "in", "--output", tmp_path)
    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == "退出码 1：什么都没有写，请先改正上面列出的问题"


def test_one_row_about_a_post_stops_neither_the_scheme_nor_the_workbooks(
    samples: Path, tmp_path: Path
) -> None:
    """`scheme --write` and `templates` write as before, with one warning; `posts` has nothing to write and says so."""
    templates = with_texts(tmp_path, only(("经理", "岗位目的")))
    main_run = CliRunner().invoke
    written = main_run(main, ["scheme", "--write", "--templates", str(templates)])
    assert written.exit_code == 0, written.output
    assert written.output.count("C31") == 1
    quarter = tmp_path / "in" / "2024Q3"
    quarter.mkdir(parents=True)
    shutil.copy(templates / "scheme.xlsx", quarter / "考核方案.xlsx")
    shutil.copy(samples / "2024Q3" / "花名册.xlsx", quarter)
    issued = main_run(
        main, ["templates", "2024Q3", "--input", str(tmp_path / "in"), "--output", str(tmp_path)]
    )
    assert issued.exit_code == 0, issued.output
    assert (tmp_path / "2024Q3" / "templates" / "客户服务部.xlsx").exists()
    done = run("--templates", templates, "--output", tmp_path)
    assert done.exit_code == 1
    assert "什么都没有写" in done.output.splitlines()[-1]
