"""The blank workbooks that scheme and roster ask for, in memory: the same input gives the same bytes."""

from dataclasses import dataclass, replace
from functools import partial

from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.people import P
from gacx_reports.core.codes.values import V
from gacx_reports.core.forms.file_names import in_english
from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.core.forms.forms import forms
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.issuing.prefill import FormInputs
from gacx_reports.core.issuing.previous_values import References, references
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.submissions.submissions import Submissions
from gacx_reports.i18n import Language
from gacx_reports.intake.quarter import earlier_quarters, read_quarter
from gacx_reports.intake.scheme_and_roster import SchemeAndRoster, read_scheme_and_roster
from gacx_reports.workers import each, here, in_order

MANY = 40
"""With more workbooks than this, several processes write them."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A workbook as it is issued."""

    form: Form
    """Under its file name in the language of the run."""
    content: bytes


def blanks(
    scheme: Scheme, roster: Roster, commitment: str, options: RunOptions
) -> tuple[Blank, ...]:
    """Every workbook of the quarter that is to be filled in, except call sheets, which the draw issues.

    `commitment` is printed on the covers; "" for none.
    """
    past = _past(scheme, options)
    desks = [
        FormInputs(form, scheme, roster, options.quarter, past, commitment)
        for form in forms(scheme, roster, options.quarter)
        if form.kind is not FormKind.DRAW
    ]
    # Starting a process takes longer than writing a few workbooks.
    write = each if len(desks) > MANY else here
    written = in_order(write(partial(_issued, lang=options.lang), desks, options.jobs))
    shown = [in_english(d.form) if options.lang == "en" else d.form for d in desks]
    return tuple(Blank(form, content) for form, content in zip(shown, written, strict=True))


def _issued(inputs: FormInputs, lang: Language) -> bytes:
    from gacx_reports.excel.issuing.form_workbook import issued_book

    return issued_book(inputs, translator_for(lang, inputs.quarter.kind))


def basis_of_issuing(options: RunOptions) -> tuple[SchemeAndRoster | None, tuple[Issue, ...]]:
    """Scheme and roster of the quarter's folder, with the issues that matter when it is issued."""
    read, issues = read_scheme_and_roster(options.source, options.quarter, options.lang)
    if read is None:
        return None, issues
    return read, tuple(i for i in issues if not _later(i, read.roster))


def _later(issue: Issue, roster: Roster) -> bool:
    """Whether an issue does not matter yet when a quarter is issued: results of units are known after its end."""
    blank = issue.code == V.CELL_BLANK and replace(issue.place, cell="") == roster.unit_sheet
    return blank or issue.code == P.UNIT_RESULT_MISSING


def _past(scheme: Scheme, options: RunOptions) -> References:
    """Values of the previous quarter, and ratings of the last quarter in which behaviour was rated."""
    before = options.quarter.previous
    rated = None
    if scheme.behaviours_count(options.quarter):
        earlier = earlier_quarters(options.quarter)
        rated = next((q for q in earlier if scheme.behaviours_count(q)), None)
    read = {
        quarter: submissions
        for quarter in {before, rated}
        if quarter and (submissions := _submitted(quarter, options))
    }
    return references(
        (str(before), read[before]) if before in read else None,
        (str(rated), read[rated]) if rated in read else None,
    )


def _submitted(quarter: Period, options: RunOptions) -> Submissions | None:
    """Content of an earlier quarter's workbooks; None if it has no folder or unreadable scheme or roster."""
    folder = options.input / str(quarter)
    if not folder.is_dir():
        return None
    found = read_quarter(folder, quarter, readers=options.readers).handed_in
    return found.submissions if found else None
