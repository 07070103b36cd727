"""A character that the font lacks costs the person whose text it is in, and nobody else."""

import json
import shutil
from pathlib import Path

import pytest

from gacx_reports.intake import handed_in
from tests.commands.publishing.ledger_fixture import G0, G1, G2, LATER, Office
from tests.fixtures.markdown_company import PEOPLE

DEPARTMENT = "departments/甲部.pdf"
OLD_CODE = PEOPLE.replace("张三", "张\ue863")
"""䶮 as an old system wrote it."""
EMOJI = PEOPLE.replace("李四", "李👍").replace(
    "2020-01-01 | | 在职 | |\n", "2020-01-01 | | 试用 | |\n"
)
"""G2 is on probation, and so is G0."""


@pytest.fixture
def real(office: Office, templates: Path) -> Office:
    """The office with the company's own templates."""
    shutil.copytree(templates / "reports", office.root / "templates/reports", dirs_exist_ok=True)
    return office


def test_others_pages_show_a_substitute(real: Office) -> None:
    """G1 is held back and told what to type; everybody else's report, the department's and the summary are made."""
    real.hand_in(people=OLD_CODE)
    said = " ".join(real.done("quarter", code=1).split())
    assert "V15" in said
    assert "U+E863 → 䶮 (U+4DAE)" in said
    assert "template" not in said
    assert not list(real.out.glob("employees/*/*张*"))
    assert (real.out / G2).is_file()
    for path in (DEPARTMENT, "summary.pdf"):
        assert "张□U+E863" in real.text(path), path
    rows = real.sheet("Overview")
    assert "张□U+E863" in {row[1] for row in rows}
    page = (real.out / "index.html").read_text("utf-8")
    assert "张□U+E863" in page
    assert "\ue863" not in page
    people = json.loads((real.out / "results.json").read_text("utf-8"))["employees"]
    assert "张\ue863" in {p["name"] for p in people}


def test_somebody_not_scored_may_be_called_anything(real: Office) -> None:
    """An emoji in the name of somebody on probation: the department's report has the code point."""
    real.hand_in(people=EMOJI)
    real.done("quarter", code=1)
    assert (real.out / G1).is_file()
    assert "李□U+1F44D" in real.text(DEPARTMENT)


def test_the_rest_is_published(real: Office) -> None:
    """`publish --partial` leaves out the one who is held back, who follows once the name is typed anew."""
    real.hand_in(people=OLD_CODE)
    real.done("publish", "--partial", code=1)
    assert real.revisions() == {"G2": 1}
    real.hand_in(people=PEOPLE.replace("张三", "张䶮"))
    real.done("publish", *LATER)
    assert {"G1", "甲部", "summary.pdf"} <= real.revisions().keys()


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a text of reports had been forgotten among those that are checked."""
    monkeypatch.setattr(handed_in, "check_glyphs", lambda *_: [])


@pytest.mark.usefixtures("unchecked")
def test_what_fails_while_rendering_costs_that_document_only(office: Office) -> None:
    """The document is named, with the character; an earlier one of that name doesn't stay, and results name none."""
    office.done("quarter")
    path = G1.replace("张三", "张\ue863")
    (office.out / path).write_bytes(b"%PDF-")
    office.hand_in(people=OLD_CODE)
    said = office.done("quarter", code=1)
    assert f"Not made, as the font has no U+E863: {path}" in said
    assert "template" not in said
    assert not (office.out / path).exists()
    assert all((office.out / p).is_file() for p in (G0, G2, DEPARTMENT, "summary.pdf"))
    people = json.loads((office.out / "results.json").read_text("utf-8"))["employees"]
    assert {p["id"]: p["report"] for p in people} == {"G0": G0, "G1": None, "G2": G2}


@pytest.mark.usefixtures("unchecked")
def test_what_is_not_made_is_not_published(office: Office) -> None:
    """Asked for with --partial, the rest is; department, summary and tables wait for the last one's report."""
    office.hand_in(people=OLD_CODE)
    assert "since a report could not be made" in office.done("publish", code=1)
    assert not office.ledger.exists() or office.revisions() == {}
    office.done("publish", "--partial", code=1)
    assert office.revisions() == {"G0": 1, "G2": 1}
    office.hand_in(people=PEOPLE.replace("张三", "张䶮"))
    office.done("publish", *LATER)
    assert {"G1", "甲部", "summary.pdf", "results.json"} <= office.revisions().keys()


def test_an_accepted_quota_is_a_warning(office: Office) -> None:
    """Its reason stands on the department's report and the summary only, which print a substitute."""
    accepted = "| 甲部 | A | 本季度任务特殊，全员都达到了目标👍 | 首长 |"
    office.hand_in(accepted=accepted, quotas="| A | 0 | 0.3 |")
    said = office.done("quarter")
    assert "V15" in said
    assert "0 errors" in said
    assert all((office.out / p).is_file() for p in (G0, G1, G2, DEPARTMENT, "summary.pdf"))
