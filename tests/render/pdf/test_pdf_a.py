"""Every PDF is PDF/A-3a and PDF/UA-1 at once, with its own record attached and nobody else's."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import page
import pytest
from pypdf import PdfReader

PROFILES = ("3a", "ua1")


@pytest.fixture(scope="module")
def opened(done: Path) -> dict[str, PdfReader]:
    """Every PDF of the quarter, by its path."""
    return {p.relative_to(done).as_posix(): PdfReader(p) for p in done.rglob("*.pdf")}


def attached(pdf: PdfReader) -> tuple[str, bytes]:
    """Name and content of the only attachment."""
    ((name, contents),) = pdf.attachments.items()
    (content,) = contents
    return name, content


def test_validators_accept_every_report(done: Path) -> None:
    """Archive and screen reader: both profiles, every PDF of a quarter, no finding."""
    reports = sorted(done.rglob("*.pdf"))
    assert len(reports) > 40
    found = {
        (str(path.relative_to(done)), profile, failure.rule_id, failure.message)
        for path in reports
        for profile in PROFILES
        for failure in page.validate_pdf(path, profile=profile).failures
    }
    assert found == set()


def test_a_validator_would_notice(done: Path, tmp_path: Path) -> None:
    """The proof is worth something: without its tags and language a report is refused by both."""
    whole = (done / "summary.pdf").read_bytes()
    blunt = tmp_path / "blunt.pdf"
    blunt.write_bytes(
        whole.replace(b"pdfuaid:part", b"pdfuaid:pass").replace(b"%PDF-1.7", b"%PDX-1.7")
    )
    for profile in PROFILES:
        assert page.validate_pdf(done / "summary.pdf", profile=profile).is_compliant
        assert not _accepted(blunt, profile)


def _accepted(path: Path, profile: str) -> bool:
    try:
        return page.is_pdf_compliant(path, profile=profile)
    except page.PageError:
        return False


def test_the_record_that_is_attached_is_the_one_that_is_printed(
    opened: dict[str, PdfReader], texts: dict[str, list[str]], results: Any
) -> None:
    """Exactly the employee's record of results.json, without what publishing adds; the footer starts its SHA-256."""
    for row in results["employees"]:
        employee = {key: row[key] for key in row.keys() - {"report", "revision"}}
        if report := row["report"]:
            name, content = attached(opened[report])
            assert name == f"2024Q3-{employee['id']}.json"
            assert json.loads(content) == employee
            assert hashlib.sha256(content).hexdigest()[:16] in texts[report][0]


def test_an_attachment_names_nobody_else(opened: dict[str, PdfReader], results: Any) -> None:
    """No name or ID of a colleague, in an employee's; of nobody at all, in a department's and the summary's."""
    people = {e["id"]: e["name"] for e in results["employees"]}
    for pdf in opened.values():
        _, content = attached(pdf)
        record = content.decode()
        own = json.loads(record).get("id")
        strangers = {i: n for i, n in people.items() if i != own and n != people.get(own)}
        assert not [i for i in strangers if re.search(rf"\b{i}\b", record)]
        assert not [n for n in strangers.values() if n in record]


def test_language_title_and_bookmarks(opened: dict[str, PdfReader]) -> None:
    """A reader announces the title, in the right voice, and offers the headings to jump to."""
    for pdf in opened.values():
        root: Any = pdf.root_object
        assert root["/Lang"] == "zh-CN"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert pdf.metadata is not None
        assert pdf.metadata.title
        assert len(pdf.outline) >= 1


def test_an_employees_report_is_small(done: Path) -> None:
    """With pictures, tags and attachment it can still be mailed by the hundred."""
    assert max(path.stat().st_size for path in (done / "employees").rglob("*.pdf")) <= 90_000
