"""The wheel is whole: what a clone has beside the package, an installation has inside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gacx_reports import __version__
from gacx_reports.locations import default_templates

ROOT = Path(__file__).parents[1]


def pip(*arguments: str | Path) -> None:
    """Runs pip without network."""
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--no-index"]
    command = [sys.executable, "-m", "pip", arguments[0], *quiet, *arguments[1:]]
    subprocess.run(command, check=True, timeout=300)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this work tree."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    return next(folder.glob("*.whl"))


def test_an_installed_wheel_finds_its_templates_and_its_chinese(
    wheel: Path, tmp_path: Path
) -> None:
    """Neither needs the clone."""
    target = tmp_path / "site"
    pip("install", "--target", target, wheel)
    program = (
        "from gacx_reports.locations import default_templates;"
        "from gacx_reports.i18n import translator;"
        "translator('zh');"
        "print(default_templates())"
    )
    found = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    templates = Path(found.stdout.strip())
    assert templates == target / "gacx_reports" / "templates"
    assert (templates / "scheme.xlsx").is_file()


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    """No tests, samples or tools; typed, translated, with the command."""
    assert wheel.name.startswith(f"gacx_reports-{__version__}-py3-none-any")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        entry_points = archive.read(f"gacx_reports-{__version__}.dist-info/entry_points.txt")
    assert {name.split("/")[0] for name in names} == {
        "gacx_reports",
        f"gacx_reports-{__version__}.dist-info",
    }
    assert "gacx_reports/py.typed" in names
    assert "gacx_reports/locale/zh_CN/LC_MESSAGES/gacx_reports.mo" in names
    assert b"gacx-reports = gacx_reports.__main__:main" in entry_points


def test_a_clone_uses_its_own_templates() -> None:
    """The program reads the templates that HR edits in the clone."""
    assert default_templates() == ROOT / "templates"
