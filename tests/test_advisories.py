"""What `make lint` tells about advisories and licences of the packages that we use."""

import json
import sys
from email.message import Message
from pathlib import Path

import pytest

from tools import advisories, licences

FLAW = {"id": "PYSEC-2026-1", "fix_versions": ["2.1"], "aliases": [], "description": "…"}
SOUND = {"name": "click", "version": "8.5", "vulns": []}
FLAWED = {"name": "rich", "version": "2.0", "vulns": [FLAW]}
UNKNOWN = {"name": "polars", "skip_reason": "not found"}


@pytest.mark.parametrize("answer", [None, [], [UNKNOWN]], ids=["none", "empty", "all skipped"])
def test_what_can_not_be_looked_up_is_said(answer: list[advisories.Dependency] | None) -> None:
    """No answer, or one that knows no package, is never taken for `no advisory`."""
    lines, found = advisories.told(answer)
    assert not found
    assert ["跳过" in line and "skipped" in line for line in lines] == [True]


def test_an_advisory_is_told_with_what_mends_it() -> None:
    """Package, version, advisory, the version to take; and which packages nobody knows."""
    lines, found = advisories.told([SOUND, FLAWED, UNKNOWN])
    assert found
    assert lines[0].endswith("rich 2.0 PYSEC-2026-1, 修复于 mended in: 2.1")
    assert lines[1].endswith("polars")
    assert advisories.told([SOUND]) == (
        ["已知漏洞：1 个软件包，无。 Advisories: 1 packages, none."],
        False,
    )


@pytest.mark.parametrize(("options", "code"), [(["--daily"], 0), ([], 1)], ids=["lint", "audit"])
def test_lint_tells_and_audit_fails(
    options: list[str],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A new advisory breaks no build; once looked up, `make lint` repeats it for a day without asking again."""
    asked = iter([[FLAWED], None])
    monkeypatch.setattr(advisories, "asked", lambda: next(asked))
    monkeypatch.setattr(advisories, "SEEN", tmp_path / "seen.json")
    monkeypatch.setattr(sys, "argv", ["advisories.py", *options])
    assert advisories.main() == code
    assert "PYSEC-2026-1" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["advisories.py", "--daily"])
    assert advisories.main() == 0
    assert "PYSEC-2026-1" in capsys.readouterr().out
    kept = json.loads((tmp_path / "seen.json").read_text("utf-8"))
    (tmp_path / "seen.json").write_text(json.dumps(kept | {"pins": "others"}), "utf-8")
    assert advisories.main() == 0
    assert "跳过" in capsys.readouterr().out


def package(*fields: tuple[str, str]) -> Message:
    """Metadata of a package."""
    made = Message()
    for name, value in fields:
        made[name] = value
    return made


OSI = "License :: OSI Approved :: "


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ([("License-Expression", "MIT")], True),
        ([("License-Expression", "MIT AND PSF-2.0")], True),
        ([("License-Expression", "GPL-3.0-only OR MIT")], True),
        ([("License-Expression", "MIT AND AGPL-3.0-only")], False),
        ([("License-Expression", "(MIT AND GPL-3.0-only) OR GPL-2.0-only")], False),
        ([("Classifier", f"{OSI}MIT License"), ("Classifier", "License :: OSI Approved")], True),
        ([("Classifier", f"{OSI}GNU General Public License v3 (GPLv3)")], False),
        ([("License", "BSD-3-Clause")], True),
        ([("License", "Commercial")], False),
        ([("License", "MIT\nand the whole of its text")], False),
        ([], False),
    ],
)
def test_a_licence_is_allowed_or_named(fields: list[tuple[str, str]], allowed: bool) -> None:
    """By its SPDX expression, else by classifiers, else by the old field; whatever is unclear is named."""
    stated = licences.licence(package(*fields))  # type: ignore[arg-type]  # it has all that is asked for
    assert licences.is_allowed(stated) is allowed
    assert licences.refused({"x": stated}) == ({} if allowed else {"x": stated})


def test_every_package_has_a_licence_that_we_agreed_to() -> None:
    """Whatever is installed of the pins; an exception that nothing needs any more is none."""
    found = licences.found()
    assert len(found) > 50
    assert licences.refused(found) == {}
    needless = {n for n in found.keys() & licences.EXPECTED if licences.is_allowed(found[n])}
    assert needless == set()
