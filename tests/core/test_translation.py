"""English names: exchanged where they are shown, never where results are decided or recorded."""

from pathlib import Path

import pytest

from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.scheme import C
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.text import is_chinese, match_key
from gacx_reports.core.language.vocabulary import CHINESE, VOCABULARY, word
from gacx_reports.core.records.quarter_record import employee_record
from gacx_reports.core.roster.sheets import ROSTER_SHEETS
from gacx_reports.core.scheme.kpi_choices import Source
from gacx_reports.core.scheme.line_item import LineKind
from gacx_reports.core.scheme.markdown.document import print_scheme
from gacx_reports.core.scheme.parse import read_scheme
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.bounds import SETTING_FIELDS
from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.core.submissions.submissions import Comment
from gacx_reports.core.translation import in_english, issues_in, outcome_in
from gacx_reports.core.untranslated import untranslated
from gacx_reports.excel.reading.workbook import read_workbook
from gacx_reports.i18n import translator
from tests.fixtures.markdown_company import World, score

NAMES = {
    "工程师": "Engineer",
    "安装、维修": "Installing, repairing",
    "准确性": "Accuracy",
    "公司": "Company",
}
PLACE = CellRef("甲部.xlsx", "工程师", "C7")


@pytest.fixture(scope="module")
def sample(templates: Path) -> Scheme:
    """The scheme as committed."""
    found = read_workbook(templates / "scheme.xlsx")
    assert isinstance(found, Workbook)
    return read_scheme(found)[0]


@pytest.mark.parametrize(
    ("shown", "english"),
    [
        ("工程师", "Engineer"),
        ("工程师们", "工程师们"),
        ("部门:工程师", "部门:Engineer"),
        ("张三（工程师）", "张三 (Engineer)"),
        ("张三（钳工）", "张三（钳工）"),
        (("工程师", {"准确性": "x"}), ("Engineer", {"Accuracy": "x"})),
        (PLACE, PLACE),
        (Comment("准确性", "工程师", PLACE), Comment("准确性", "工程师", PLACE)),
        (Source.COUNT, Source.COUNT),
    ],
)
def test_a_name_becomes_english_and_nothing_else_does(shown: object, english: object) -> None:
    """Whole names only: an address must be found, a comment is quoted, rules compare enumerations."""
    assert in_english(shown, NAMES) == english


def test_what_rules_compare_with_keeps_its_word() -> None:
    """公司 is a key of the core; a view has a message for it."""
    assert in_english("公司", NAMES) == "公司"


def test_an_issue_lists_names_and_quotes_the_cell() -> None:
    """A list of names is split correctly though one name contains the separator."""
    issue = Issue(C.NAME_NOT_DEFINED, PLACE, "准确性", {"allowed": "工程师、安装、维修、钳工"})
    shown = in_english(issue, NAMES)
    assert shown.details["allowed"] == "Engineer, Installing, repairing, 钳工"
    assert (shown.found, shown.place) == ("准确性", PLACE)


def test_records_are_those_of_the_original() -> None:
    """results.json, fingerprints and the ledger don't depend on the language."""
    world = World(english="| 工程师 | Engineer |\n| 甲部 | Dept A |")
    outcome = score(world)
    shown = outcome_in("en", outcome)
    for key, e in shown.employees.items():
        assert employee_record(e, shown.scheme) == employee_record(
            outcome.employees[key], outcome.scheme
        )
    assert {e.person.post for e in shown.employees.values()} >= {"Engineer"}
    assert "Dept A" in shown.roster.departments
    assert outcome_in("zh", outcome) is outcome


def test_the_survey_team_needs_no_row() -> None:
    """It is the program's word also where a post or a source is typed; a row of the scheme's own goes before."""
    assert in_english("调查组", {}) == "Survey team"
    assert in_english("调查组", {"调查组": "Callers"}) == "Callers"


def test_missing_english_is_a_warning_in_english_only() -> None:
    """C30 lists the names without English; no issue in Chinese."""
    outcome = score(World())
    (issue,) = issues_in("en", (), outcome)
    assert issue.code == "C30"
    assert issue.severity is Severity.WARNING
    assert issue.place.sheet == "英文名"
    assert "工程师" in issue.found
    assert issues_in("zh", (), outcome) == ()


def test_an_english_word_stands_for_one_name_only() -> None:
    """C08 at the second of two names with the same English."""
    world = World(english="| 工程师 | Engineer |\n| 主管 | engineer |")
    _, issues = read_scheme(world.scheme())
    assert [(i.code, i.place.cell) for i in issues] == [("C08", "B3")]


def test_the_sample_scheme_lacks_no_english(sample: Scheme) -> None:
    """Every name of the sample scheme has English, so no C30."""
    assert list(untranslated(sample)) == []
    assert not any(is_chinese(text) for text in sample.english.values())


def test_the_scheme_prints_in_english(sample: Scheme) -> None:
    """But for the list of names itself."""
    text = print_scheme(in_english(sample, sample.english), translator("en"))
    before, _, _ = text.partition("## English names")
    assert not is_chinese(before)


def fixed_words() -> set[str]:
    """Every sheet, header, choice and setting of the program's own."""
    forms: tuple[SheetForm, ...] = (*SCHEME_SHEETS, *ROSTER_SHEETS)
    words = {f.name for f in forms} | {c.name for f in forms for c in f.columns}
    words |= {str(choice) for f in forms for c in f.columns for choice in c.choices}
    return words | set(SETTING_FIELDS) | {str(kind) for kind in LineKind}


def test_every_word_of_our_workbooks_has_english() -> None:
    """And each is found again by it, so that an English workbook reads as a Chinese one."""
    assert fixed_words() - VOCABULARY.keys() == set()
    assert {zh for en in VOCABULARY.values() for zh in CHINESE[match_key(en)]} == set(VOCABULARY)


def test_a_word_is_shown_in_the_readers_language() -> None:
    """Enumerations carry the workbook's Chinese word."""
    assert word(LineKind.VETO, translator("en")) == "veto"
    assert word(LineKind.VETO, translator("zh")) == "否决"


def test_names_are_english_where_nobody_could_be_scored() -> None:
    """A faulty roster leaves no outcome; what the scheme calls its posts is known all the same."""
    issue = Issue(
        P.POST_UNKNOWN, PLACE, "Enginer", {"allowed": "工程师、主管", "nearest": "工程师"}
    )
    (shown,) = issues_in("en", (issue,), None, {"工程师": "Engineer"})
    assert shown.details == {"allowed": "Engineer, 主管", "nearest": "Engineer"}
