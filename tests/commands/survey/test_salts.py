"""Salts are made before the quarter, by `templates`; nobody sees more of them than their SHA-256."""

import re
import secrets
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from gacx_reports.commands import survey_salts
from gacx_reports.core.sheets.text_width import height_of, text_width
from gacx_reports.ledger import survey
from gacx_reports.ledger.store import reading, writing
from tests.commands.survey.drawn_company import ON, DrawnCompany, Q

HASH = re.compile(r"\b[0-9a-f]{64}\b")


@pytest.fixture(name="company")
def company_before_the_quarter(tmp_path: Path) -> DrawnCompany:
    """The company before its quarter, without a salt."""
    found = DrawnCompany(tmp_path)
    found.hand_in()
    return found


def salts(company: DrawnCompany) -> dict[str, survey.Salt]:
    """The salts of this quarter and the next."""
    with reading(company.ledger) as db:
        return {q: s for q in (Q, "2024Q4") if (s := survey.salt_of(db, q))}


def entries(path: Path, sheet: str) -> dict[str, str]:
    """Item → value of a sheet of items."""
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return {str(name): str(value) for name, value, *_ in rows}


def test_templates_makes_two_salts_and_shows_only_their_commitments(company: DrawnCompany) -> None:
    """On the screen, on every cover and in the next roster; the salts stay in the ledger."""
    output = company.run("templates", lang="zh")
    made = salts(company)
    assert HASH.findall(output) == [made[Q].commitment, made["2024Q4"].commitment]
    issued = company.root / "out" / Q / "templates"
    books = sorted(issued.glob("*.xlsx"))
    assert {b.name for b in books} >= {"甲部.xlsx", "主管评价.xlsx"}
    assert {entries(b, "封面")["抽样承诺"] for b in books} == {made[Q].commitment}
    draft = issued / "2024Q4" / "花名册.xlsx"
    assert entries(draft, "本期")["抽样承诺"] == made["2024Q4"].commitment
    for path in (company.root / "out").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not any(salt.text.encode() in content for salt in made.values())
    assert not any(salt.text in output for salt in made.values())


def test_nobody_can_tell_a_salt_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same quarter has 32 other random bytes in another ledger."""
    monkeypatch.setattr(survey_salts, "secrets", secrets)
    made = set()
    for name in ("one", "two"):
        with writing(tmp_path / name) as db:
            made.add(survey_salts.made(db, Q, datetime(2024, 6, 28, 9, 0, tzinfo=UTC)).text)
    assert len(made) == 2
    assert all(HASH.fullmatch(text) for text in made)


def test_the_commitment_on_a_cover_is_seen_whole(company: DrawnCompany) -> None:
    """64 digits are wider than the widest column: two lines, in a row high enough for both."""
    company.run("templates", lang="zh")
    page = openpyxl.load_workbook(company.root / "out" / Q / "templates" / "甲部.xlsx")["封面"]
    cell = next(c for _, c in page.iter_rows(max_col=2) if HASH.fullmatch(str(c.value)))
    assert cell.row
    assert text_width(str(cell.value)) > page.column_dimensions["B"].width
    assert cell.alignment.wrap_text
    assert page.row_dimensions[cell.row].height >= height_of(2)


def test_a_salt_is_never_made_again(company: DrawnCompany) -> None:
    """Issuing twice, and issuing the next quarter, gives the same commitments, in equal workbooks."""
    company.run("templates")
    made = salts(company)
    before = (company.root / "out" / Q / "templates" / "Dept A.xlsx").read_bytes()
    company.run("templates")
    assert salts(company) == made
    assert (company.root / "out" / Q / "templates" / "Dept A.xlsx").read_bytes() == before
    company.hand_in(quarter="2024Q4", commitment=made["2024Q4"].commitment)
    output = company.run("templates", quarter="2024Q4")
    assert made["2024Q4"].commitment in output
    assert "Type it into" not in output


@pytest.mark.parametrize(
    ("lang", "typed", "other"),
    [
        (
            "en",
            "Type it into sheet This period of the roster, entry Sampling commitment",
            "has another one",
        ),
        ("zh", "请填入花名册工作表“本期”的“抽样承诺”一行", "与此不同"),
    ],
)
def test_hr_is_told_what_to_type(company: DrawnCompany, lang: str, typed: str, other: str) -> None:
    """Where 本期 is blank, nowhere else; another commitment there is named."""
    assert typed in company.run("templates", lang=lang)
    own = salts(company)[Q].commitment
    company.hand_in(commitment=own)
    output = company.run("templates", lang=lang)
    assert typed not in output
    assert other not in output
    company.hand_in(commitment="ab" * 32)
    output = company.run("templates", lang=lang)
    assert other in output
    assert "ab" * 32 in output


def test_the_first_rosters_draft_has_its_commitment(company: DrawnCompany) -> None:
    """A quarter without a roster gets its salt with the draft."""
    (company.folder() / "花名册.xlsx").unlink()
    output = company.run("templates", code=1)
    made = salts(company)
    assert list(made) == [Q]
    assert HASH.findall(output) == [made[Q].commitment]
    draft = company.root / "out" / Q / "templates" / "Roster.xlsx"
    assert entries(draft, "This period")["Sampling commitment"] == made[Q].commitment


def test_a_scheme_that_draws_nothing_touches_no_ledger(tmp_path: Path) -> None:
    """Not even an unreadable one."""
    company = DrawnCompany(tmp_path)
    company.hand_in(sampling="")
    company.run("templates")
    assert not company.ledger.exists()
    company.ledger.write_bytes(b"no ledger at all" * 9)
    output = company.run("templates")
    assert not HASH.findall(output)
    cover = company.root / "out" / Q / "templates" / "Dept A.xlsx"
    assert "Sampling commitment" not in entries(cover, "Cover")


def test_the_reason_of_a_late_salt_outlives_a_redraw(tmp_path: Path) -> None:
    """Only the draw that made the salt says "now"; later ones, and `verify`, give the reason of the salt as such."""
    company = DrawnCompany(tmp_path)
    company.hand_in()
    company.run("survey", "draw", *ON, "--late-salt", "--reason", "首次使用")
    visits = company.run("survey", "draw", *ON, "--table", "巡查")
    again = company.run("survey", "draw", *ON, "--redraw", "--reason", "名单有误")
    for output in (visits, again):
        assert "made only now" not in output
        assert "made late, at an earlier draw: 首次使用" in output
    assert "Reason: 名单有误" in again
    record = company.record()
    assert (record.reason, record.late_reason) == ("名单有误", "首次使用")
    output = company.run("survey", "verify", code=1)
    assert "(首次使用)" in output
    assert "名单有误" not in output
