"""With the real qpdf: every PDF of two quarters, in both languages, is sound, and so say both validators."""

import subprocess
from pathlib import Path

import page as validation
import pytest
from pypdf import PdfReader

from tests.conftest import run

pytestmark = pytest.mark.system

INTERVIEW = {"zh": "绩效面谈记录", "en": "Record of the performance interview"}


@pytest.mark.parametrize(
    ("quarter", "lang"), [("2024Q3", "en"), ("2024Q4", "zh"), ("2024Q4", "en")]
)
def test_every_pdf_of_a_quarter_is_sound(tmp_path: Path, quarter: str, lang: str) -> None:
    """No warning of qpdf, no finding of a validator; an employee's has 92 KB and two pages at most.

    An interview has a page of its own.
    """
    done = run("quarter", quarter, "--lang", lang, "--output", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    reports = sorted(tmp_path.rglob("*.pdf"))
    assert len(reports) > 40
    for path in reports:
        check = subprocess.run(
            ["qpdf", "--check", str(path)], capture_output=True, text=True, check=False
        )
        assert check.returncode == 0, f"{path.name}: {check.stdout}{check.stderr}"
        for profile in ("3a", "ua1"):
            assert validation.validate_pdf(path, profile=profile).failures == [], path.name
        if "employees" in path.parts:
            assert path.stat().st_size <= 92_000, path.name
            pages = [page.extract_text() for page in PdfReader(path).pages]
            interview = INTERVIEW[lang] in pages[-1]
            assert len(pages) <= 2 + interview, path.name
