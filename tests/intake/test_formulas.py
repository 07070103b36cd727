"""Formulas where values are expected, and weights that don't total 100 %."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.scoring.outcomes import Status
from gacx_reports.core.sheets.recalculated import GAVE_UP, Calculated, FormulaCell, NotComputed
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading import sandbox
from gacx_reports.i18n import translator
from gacx_reports.intake.quarter import Intake
from tests.intake.odd_workbooks import TYPED, Results, results
from tools.samples.seeded_faults import SCHEME, TOP
from tools.samples.workbook_edits import edit, formula, put, raw

UNKNOWN = "XLOOKUP(1,A1:A2,A1:A2)"
"""Not recalculated here."""


@dataclass(frozen=True)
class Computed:
    """A formula in D14, which should give 0.938, its stored value, and the expected issue."""

    text: str
    stored: str
    code: str
    severity: str
    held: bool = False
    """Whether the person is held back; else the results are the plain ones."""


COMPUTED = (
    Computed("ROUND(122/130,3)", "0.938", "V23", "note"),
    Computed("ROUND(122/130,3)", "", "V22", "warning"),
    Computed(UNKNOWN, "0.938", "V20", "warning"),
    Computed("ROUND(122/130,3)", "0", "V21", "error", held=True),
    Computed("ROUND(122/130,3)", "0.94", "V21", "error", held=True),
    Computed("122/0", "0.938", "V21", "error", held=True),
    Computed(UNKNOWN, "0", "V24", "error", held=True),
    Computed(UNKNOWN, "", "V08", "error", held=True),
    Computed("122/0", "", "V09", "error", held=True),
)


@pytest.mark.parametrize("case", COMPUTED, ids=lambda c: f"{c.code}-{c.text}-{c.stored}")
def test_a_formula_is_recalculated_and_never_graded_on_a_guess(
    case: Computed, take: Callable[..., Intake], plain: Results
) -> None:
    """A stored value counts if it is right or can't be checked; if it is wrong the person is held back."""
    intake = take(raw(TOP, TYPED, "D14", formula(case.text, case.stored)))
    (issue,) = intake.issues
    assert (issue.code, issue.place.cell, issue.severity) == (case.code, "D14", case.severity)
    if case.held:
        assert intake.outcome
        held = [e for e in intake.outcome.employees.values() if e.status is Status.HELD_BACK]
        assert issue.person in {e.person.id for e in held}
    else:
        assert results(intake) == plain


@pytest.mark.parametrize(
    ("text", "stored", "code", "held"),
    [
        ("H14", "0", "V25", True),
        ("SUM(H2:H9)", "", "V25", True),
        ("1-H14", "1", "V26", False),
        ("ROUND(AVERAGE(D15,H15),3)", "0.929", "V27", False),
    ],
)
def test_a_formula_over_blank_cells_is_no_value(
    text: str, stored: str, code: str, held: bool, take: Callable[..., Intake]
) -> None:
    """Nobody entered the 0 that a spreadsheet makes of blanks; what may be meant is used and said."""
    intake = take(raw(TOP, TYPED, "D14", formula(text, stored)))
    (issue,) = intake.issues
    assert (issue.code, issue.place.cell) == (code, "D14")
    assert issue.details["blanks"]
    assert issue.severity == ("error" if held else "warning")
    assert intake.outcome
    status = intake.outcome.employees["G0121"].status
    assert status is (Status.HELD_BACK if held else Status.SCORED)


def test_brackets_of_a_table_name_no_other_workbook(take: Callable[..., Intake]) -> None:
    """A structured reference is V20, not V18."""
    text = "VLOOKUP(表1[[#This Row],[工号]],返修检验!A:E,5,FALSE)"
    (issue,) = take(raw(TOP, TYPED, "D14", formula(text, "0.938"))).issues
    assert (issue.code, issue.details["what"]) == ("V20", "表1[[#This Row],[工号]]")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (UNKNOWN, "公式用到 XLOOKUP，程序不重新计算它"),
        ('COUNTIF(返修检验!A2:A9,">=80%")', "按这样的条件，各软件的 COUNTIF 结果不同"),
    ],
)
def test_what_was_not_recalculated_says_why(
    text: str, reason: str, take: Callable[..., Intake]
) -> None:
    """V08 with the reason, in the reader's words."""
    (issue,) = take(raw(TOP, TYPED, "D14", formula(text, ""))).issues
    assert issue.code == "V08"
    assert reason in describe(issue, translator("zh")).expected


def test_a_recalculation_that_gave_up_says_so(
    take: Callable[..., Intake], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Out of time: V08 with that reason."""
    monkeypatch.setattr(sandbox, "recalculate_in_child", _gave_up)
    (issue,) = take(raw(TOP, TYPED, "D14", formula("1-0.062", ""))).issues
    assert (issue.code, issue.details["reason"]) == ("V08", GAVE_UP)


def _gave_up(book: Workbook, wanted: Sequence[FormulaCell]) -> Calculated:
    return dict.fromkeys(wanted, NotComputed(GAVE_UP))


def test_a_weight_that_is_computed_is_recalculated_too(take: Callable[..., Intake]) -> None:
    """The scheme's own cells: both values are named, and nobody is scored."""
    intake = take(raw(SCHEME, "指标", "C14", formula("1-0.7", "0.4")))
    issue = next(i for i in intake.issues if i.code == "V21")
    assert (issue.place.cell, issue.found, issue.details["computed"]) == ("C14", "40%", "30%")
    assert intake.outcome is None


def test_weights_a_hundredth_short_are_refused_with_their_sum(take: Callable[..., Intake]) -> None:
    """99.99 % is not 100 %."""
    (issue,) = take(edit(SCHEME, put("指标", "C14", 0.3999))).issues
    assert (issue.code, issue.place.cell, issue.found) == ("C01", "C14:C17", "99.99%")


def test_shares_that_are_short_are_refused_as_a_row(take: Callable[..., Intake]) -> None:
    """All three cells of the post are named."""
    (issue,) = take(edit(SCHEME, put("岗位", "E5", 0.9))).issues
    assert (issue.code, issue.place.cell, issue.found) == ("C01", "E5:G5", "90%")
