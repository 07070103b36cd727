"""Real readers open an encrypted copy with what stands in the roster, or on the slip where it is folded."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from gacx_reports.core.mailing.passwords import objection
from gacx_reports.core.roster.roster import Person
from gacx_reports.mail.pdfs import encrypted
from tests.commands.mailing.mail_fixture import pdf
from tests.fixtures.markdown_company import PEOPLE, World, score

pytestmark = pytest.mark.system

ALIKE = ["kite-9-ocean", "sun flower", "青山绿水长流之间", "straße-haus", "Ωmega-house", "kite" * 8]
FOLDED = [
    "ｋｉｔｅ－９－ｏｃｅａｎ",
    "①②③sunfl",
    "ｶﾞsunflower",
    "cafe\u0301-house",
    "ﬁnger-house",
    "⻘⼭绿水长流之间",
]


def on_roster(typed: str) -> Person:
    """Somebody whose cell of 报告密码 has that text."""
    people = PEOPLE.replace("绩效薪资基数 |", "绩效薪资基数 | 报告密码 |")
    world = World(people=people.replace("在职 | 3000 |", f"在职 | 3000 | {typed} |"))
    return score(world).employees["G1"].person


def pypdf(path: Path, typed: str) -> bool:
    """Folds what is typed."""
    return bool(PdfReader(io.BytesIO(path.read_bytes())).decrypt(typed))


def poppler(path: Path, typed: str) -> bool:
    """pdftotext."""
    return _ends_well("pdftotext", "-upw", typed, str(path), "-")


def qpdf(path: Path, typed: str) -> bool:
    """As typed."""
    return _ends_well("qpdf", f"--password={typed}", "--check", str(path))


def _ends_well(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("reader", [pypdf, poppler, qpdf])
@pytest.mark.parametrize("typed", [*ALIKE, *FOLDED])
def test_what_the_roster_says_opens_the_attachment(
    tmp_path: Path, typed: str, reader: Callable[[Path, str], bool]
) -> None:
    """The folded form opens it in every reader; a cell without P41 has that form itself."""
    person = on_roster(typed)
    assert objection(person.password, person) is None
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(encrypted(pdf({}, "G1"), person.password))
    assert person.password_folded is (typed in FOLDED)
    assert (person.password == typed) is (typed in ALIKE)
    assert reader(copy, person.password)
    assert not reader(copy, "another-word")
