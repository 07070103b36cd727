"""The doctor names missing parts and the command that installs them."""

import shutil
import sys
from gettext import NullTranslations
from importlib import metadata
from pathlib import Path

import pytest

from gacx_reports import doctor
from gacx_reports.core.calendar.workdays import last_known_year
from gacx_reports.doctor import Finding, describe, diagnose
from gacx_reports.i18n import CatalogueMissingError, translator
from gacx_reports.installation import Installation, Manager, package_manager
from gacx_reports.render.pdf.speed import switch


class Chinese(NullTranslations):
    """A catalogue of three messages."""

    def gettext(self, message: str) -> str:
        """The Chinese of a message, as the real catalogue has it."""
        return {
            "missing": "缺少",
            "Chinese font": "中文字体",
            "To mend it, run: %(command)s": "修复命令：%(command)s",
        }.get(message, message)


@pytest.fixture
def healthy(tmp_path: Path) -> Installation:
    """An installation with all its folders, on Debian."""
    (tmp_path / "templates").mkdir()
    return Installation(tmp_path / "cache", tmp_path / "templates", "apt")


def only(installation: Installation, what: str, *, exactly: bool = False) -> Finding:
    """The one finding whose subject is, or begins with, `what`."""
    found = [
        finding
        for check in doctor.CHECKS
        for finding in check(installation)
        if finding.what == what or (finding.what.startswith(what) and not exactly)
    ]
    assert len(found) == 1, found
    return found[0]


def test_a_working_machine_is_all_right(healthy: Installation) -> None:
    """On a machine on which the tests of PDFs pass, the doctor finds no fault."""
    findings = diagnose(healthy.cache, healthy.templates)
    faults = [finding for finding in findings if finding.state != "ok"]
    # The project itself may be run from a clone that was never installed or compiled.
    assert {finding.what for finding in faults} <= {"Python packages", "Chinese messages"}
    assert not healthy.cache.exists()


def test_every_finding_can_be_told(healthy: Installation) -> None:
    """No text names a parameter that its finding lacks, and none is left unfilled."""
    for finding in diagnose(healthy.cache, healthy.templates):
        assert "%(" not in describe(finding, NullTranslations())


def test_a_fault_is_told_in_the_users_language_with_its_command() -> None:
    """The fault is on the first line, the command alone on the second."""
    detail = "none found, so no report can be printed"
    finding = Finding("Chinese font", "missing", detail, mend="sudo apt install fonts-noto-cjk")
    assert describe(finding, Chinese()).splitlines() == [
        "[缺少] 中文字体: none found, so no report can be printed",
        "    修复命令：sudo apt install fonts-noto-cjk",
    ]


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt", "sudo apt install fonts-noto-cjk"),
        ("dnf", "sudo dnf install google-noto-sans-cjk-fonts"),
        ("brew", "brew install --cask font-noto-sans-cjk-sc"),
        (None, ""),
    ],
)
def test_a_missing_font_is_installed_by_the_systems_own_means(
    healthy: Installation,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    manager: Manager | None,
    command: str,
) -> None:
    """Debian, Fedora and macOS users get their own command; others get none that is wrong."""
    conf = tmp_path / "fonts.conf"
    conf.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(conf))
    installation = Installation(healthy.cache, healthy.templates, manager)
    finding = only(installation, "Chinese font")
    assert (finding.state, finding.mend) == ("missing", command)


@pytest.mark.parametrize(
    ("names", "what", "command"),
    [
        ("_PANGO_NAMES", "Pango", "sudo apt install libpango-1.0-0 libpangoft2-1.0-0"),
        ("_SUBSET_NAMES", "HarfBuzz-Subset", "sudo apt install libharfbuzz-subset0"),
    ],
)
def test_a_library_that_cannot_be_loaded_is_missing(
    healthy: Installation, monkeypatch: pytest.MonkeyPatch, names: str, what: str, command: str
) -> None:
    """A missing system library is reported before WeasyPrint fails on it."""
    monkeypatch.setattr(doctor, names, ("no-such-library-1.0",))
    finding = only(healthy, what)
    assert (finding.state, finding.mend) == ("missing", command)


def test_an_old_pango_is_wrong(healthy: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that is too old is reported with both numbers."""
    monkeypatch.setattr(doctor, "_PANGO", (99, 1))
    finding = only(healthy, "Pango")
    assert finding.state == "wrong"
    assert finding.params["needed"] == "99.1"


def test_it_says_whether_pdfs_take_the_shortcuts(
    healthy: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On, off by the environment, off with a version that nobody compared: never a fault."""
    monkeypatch.delenv("GACX_PLAIN_WEASYPRINT", raising=False)

    def told() -> str:
        return describe(only(healthy, "Shortcuts"), translator("zh"))

    assert told() == "[正常] 加快 PDF 生成的捷径：已启用"
    other = {**switch.TESTED, "tinycss2": "0.9"}
    monkeypatch.setattr(switch, "TESTED", other)
    assert told().startswith("[正常] 加快 PDF 生成的捷径：未启用，因为没有用 tinycss2 ")
    monkeypatch.setenv("GACX_PLAIN_WEASYPRINT", "1")
    assert "未启用，因为设置了 GACX_PLAIN_WEASYPRINT" in told()


def test_an_old_python_is_wrong(healthy: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is an interpreter."""
    monkeypatch.setattr(doctor, "_PYTHON", (9, 9))
    assert "9.9 or newer needed" in describe(
        only(healthy, "Python", exactly=True), NullTranslations()
    )


def test_packages_are_compared_with_what_the_project_asks_for(
    healthy: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An absent package, an old and an untested one are each named; satisfied and optional ones are not."""
    wanted = ["no-such-package>=1", "click>=999.1", "jinja2 >= 2", 'nothing>=3; extra == "x"']
    wanted += ["weasyprint<1.5,>=1", "pydyf>=0.1,<999"]
    monkeypatch.setattr(metadata, "requires", lambda _: wanted)
    told = [describe(finding, NullTranslations()) for finding in doctor._packages(healthy)]
    assert len(told) == 3
    assert "no-such-package isn't installed" in told[0]
    assert "999.1 or newer needed" in told[1]
    assert "which is not tested: older than 1.5 needed" in told[2]
    assert all("-m pip install --upgrade" in text for text in told)


def test_a_project_that_was_not_installed_is_told(
    healthy: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clone without installed packages is detected."""
    monkeypatch.setattr(doctor, "PROJECT", "no-such-project")
    assert only(healthy, "Python packages").state == "missing"


def test_a_cache_that_cannot_be_written_is_wrong(healthy: Installation, tmp_path: Path) -> None:
    """A file in the way of the cache folder is noticed before a font is cut."""
    (tmp_path / "file").write_text("")
    installation = Installation(tmp_path / "file" / "cache", healthy.templates, "apt")
    finding = only(installation, "Cache folder")
    assert finding.state == "wrong"
    assert str(tmp_path / "file") in finding.mend


def test_a_templates_folder_that_isnt_there_is_missing(healthy: Installation) -> None:
    """A mistyped --templates is reported with its path."""
    installation = Installation(healthy.cache, Path("/nowhere"), "apt")
    finding = only(installation, "Templates folder")
    assert finding.state == "missing"
    assert "/nowhere" in describe(finding, NullTranslations())


def test_a_missing_catalogue_is_told(
    healthy: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The doctor works where the messages themselves are missing."""

    def absent(language: str) -> NullTranslations:
        raise CatalogueMissingError

    monkeypatch.setattr(doctor, "translator", absent)
    assert only(healthy, "Chinese messages").mend == "make messages"


@pytest.mark.parametrize(
    ("platform", "installed", "expected"),
    [
        ("linux", {"apt-get", "brew"}, "apt"),
        ("linux", {"dnf"}, "dnf"),
        ("darwin", {"brew", "apt-get"}, "brew"),
        ("linux", set(), None),
    ],
)
def test_package_manager_is_the_systems(
    monkeypatch: pytest.MonkeyPatch, platform: str, installed: set[str], expected: str | None
) -> None:
    """Homebrew is tried first on macOS and last on Linux."""
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in installed else None)
    assert package_manager() == expected


def test_the_last_year_whose_holidays_are_known_is_named(healthy: Installation) -> None:
    """It is no fault that the State Council hasn't announced the next one."""
    finding = only(healthy, "China's holidays")
    assert (finding.state, finding.params) == ("ok", {"year": str(last_known_year())})
    assert describe(finding, NullTranslations()).endswith("of the roster")
