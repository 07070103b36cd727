"""`survey verify` beyond the draw: customers called before, callers, call sheets, and what is printed where."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from gacx_reports.cli.output.survey import FAULTS
from gacx_reports.core.survey.tickets import commitment
from gacx_reports.core.survey.verify import Fault
from gacx_reports.excel.issuing.call_page import HEADER_ROW
from gacx_reports.i18n import Language, translator
from tests.commands.survey.drawn_company import CALLERS, ON, DrawnCompany, Q
from tests.commands.survey.test_verify import edited

LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


def told(text: str, lang: Language, output: str) -> bool:
    """Whether the output has the sentence, up to its last placeholder and after it."""
    return translator(lang).gettext(text).rpartition("}")[2] in output


@LANGUAGES
def test_customers_called_before_are_taken_from_their_folder(
    company: DrawnCompany, lang: Language
) -> None:
    """A list that was cut, or a folder that gives others; without the folder that is said, and nothing is compared."""
    company.committed("2024Q2")
    company.run("survey", "draw", "--on", "2024-07-08", quarter="2024Q2")
    company.run("survey", "draw", *ON)
    assert told("Proved: the sample is the one that the salt gives from this frame.", lang,
                company.run("survey", "verify", lang=lang))  # fmt: skip
    record = company.folder() / "抽样记录.json"
    honest = record.read_bytes()
    edited(company, lambda c: c["called_last_quarter"].pop())
    assert told(FAULTS[Fault.CALLED], lang, company.run("survey", "verify", lang=lang, code=1))
    record.write_bytes(honest)
    (company.folder("2024Q2") / record.name).unlink()
    assert told(FAULTS[Fault.CALLED], lang, company.run("survey", "verify", lang=lang, code=1))
    shutil.rmtree(company.folder("2024Q2"))
    output = company.run("survey", "verify", lang=lang)
    missing = "The folder of the quarter before isn't there: whom it called is not compared, and taken from the record."
    assert told(missing, lang, output)
    assert not told(FAULTS[Fault.CALLED], lang, output)


@LANGUAGES
def test_a_call_that_got_another_caller_is_named(company: DrawnCompany, lang: Language) -> None:
    """Employee and job; not where sheet Callers has other names now, which is said."""
    company.run("survey", "draw", *ON)
    company.ledger.unlink()
    path = company.folder() / "抽样记录.json"
    honest = path.read_bytes()
    call = company.record().people[1].calls[0]
    other = "何静" if call.caller == "周敏" else "周敏"
    edited(company, lambda c: c["people"][1]["calls"][0].update(caller=other))
    output = company.run("survey", "verify", lang=lang, code=1)
    assert told(FAULTS[Fault.CALLER], lang, output)
    assert f"G2{', ' if lang == 'en' else ' 的 '}{call.number}" in output
    path.write_bytes(honest)
    more = f"{CALLERS}| 林一 | | |\n"
    company.hand_in(commitment=company.record().commitment, callers=more)
    output = company.run("survey", "verify", lang=lang)
    not_compared = (
        "Sheet Callers names other callers than the record: who got which call is not compared."
    )
    assert told(not_compared, lang, output)


@LANGUAGES
def test_call_sheets_that_are_not_as_drawn_prove_nothing(
    company: DrawnCompany, lang: Language
) -> None:
    """A telephone number typed over in a sheet that lies in the folder: P52 with its cell, counted, exit 1."""
    company.run("survey", "draw", *ON, lang="zh")
    first, _ = sorted((company.root / "out" / Q / "survey").glob("*.xlsx"))
    copy = Path(shutil.copy(first, company.folder()))
    company.run("survey", "verify", lang=lang)
    book = openpyxl.load_workbook(copy)
    book["回访"].cell(HEADER_ROW + 1, 4).value = "010-5550 99999"
    book.save(copy)
    output = company.run("survey", "verify", lang=lang, code=1)
    assert "P52" in output
    assert f"D{HEADER_ROW + 1}" in output
    words = "Call sheets in the folder are not the calls of the record: {count}, listed above."
    assert translator(lang).gettext(words).format(count=1) in output


@LANGUAGES
def test_of_visits_it_says_which_commitment_is_printed(
    company: DrawnCompany, lang: Language
) -> None:
    """That of the quarter in 本期; the table's own one in the record only."""
    visits = ("--table", "巡查")
    company.run("survey", "draw", *ON, *visits)
    company.run("survey", "draw", *ON)
    own = commitment(company.record("抽样记录-巡查.json").salt)
    of_quarter = company.record().commitment
    output = company.run("survey", "verify", *visits, lang=lang)
    t = translator(lang)
    printed = t.gettext("Printed in {books}, as that of the quarter: {hash}")
    assert printed.format(books="花名册.xlsx", hash=of_quarter) in output
    nowhere = "This commitment is that of the table's own salt; it stands in the record and is printed nowhere."
    assert t.gettext(nowhere) in output
    assert output.count(own) == 1
    calls = company.run("survey", "verify", lang=lang)
    printed = t.gettext("Printed in {books}: {hash}")
    assert printed.format(books="花名册.xlsx", hash=of_quarter) in calls
