"""`posts`: names of files, one language at a time, archive quality, and refusals that help."""

from pathlib import Path

import page
import pytest
from click.testing import CliRunner, Result

from gacx_reports.cli import main


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
